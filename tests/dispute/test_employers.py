"""单位: its disputes, what it owes, its workers' files, and what was seen there; on one screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import isValid

from tests.desk.helpers import nameless, settle
from tests.looking import cut_off
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.dispute.service.employers import Employers
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.values import (
    Agreement,
    AgreementItem,
    CaseForm,
    IncidentReport,
    Party,
    SupervisionLetter,
)
from union_desk.hardship.queries.dealings import FileDealings
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileForm
from union_desk.people.employer_desk import EmployerDesk
from union_desk.people.employers import EmployerEvent
from union_desk.people.page.employer import EmployerScreen
from union_desk.people.values import PersonCard

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(service, database, clock) -> Employers:
    return Employers(database, clock, (FileDealings(),))


@pytest.fixture
def uid(service, actor, case_form) -> str:
    """The employer of one open dispute."""
    case = service.save(actor, case_form).uid
    service.take_step(actor, case, "apply", on=date(2026, 11, 20))
    return next(party.employer.uid for party in service.form(actor, case).parties if party.employer.uid)


def event(**more) -> EmployerEvent:
    told = {"on": date(2026, 11, 20), "kind": "wages_owed", "text": "拖欠两个月工资，涉及二十人。"}
    return EmployerEvent(**{**told, **more})


def test_an_employer_shows_its_disputes_files_and_workers(book, service, actor, uid, database, clock, id_no):
    hardship = HardshipService(database, clock)
    firm = book.view(actor, uid).card
    owner = PersonCard(name="李建国", id_no=id_no("19750608", "123"))
    hardship.save(actor, FileForm(owner=owner, employer=firm, applied_on=TODAY))
    advice = CaseForm(matter="问加班费", parties=(Party(side="respondent", kind="employer", employer=firm),))
    service.save(actor, advice, advice=True)
    view = book.view(actor, uid)
    assert [(each.title[-8:], each.state, each.is_open) for each in view.disputes] == [
        ("白杨第0012号", "已申请", True),
        ("咨询", "咨询", False),
    ]
    assert view.open_disputes == 1
    assert [each.whose for each in view.others] == ["李建国"]
    assert view.workers == ("张𧒽芬", "李建国")


def test_an_employer_is_found_by_pinyin_and_tells_its_open_disputes(book, actor, uid):
    (hit,) = book.search(actor, "hzmm", 5)
    assert (hit.uid, hit.detail) == (uid, "未结争议 1 件")


def test_what_was_seen_is_written_down_mended_and_struck(book, actor, xs_actor, uid):
    work = book.write_down(actor, uid, event(next_on=date(2026, 11, 27)))
    (told,) = book.view(actor, uid).events
    assert (told.by, told.office_name, told.next_on) == ("王芳", "白杨街道总工会", date(2026, 11, 27))
    book.write_down(actor, uid, replace(told, text="已补发一个月。"))
    assert [one.text for one in book.view(actor, uid).events] == ["已补发一个月。"]
    with pytest.raises(RuleBroken, match="别的单位"):
        book.write_down(xs_actor, uid, replace(told, text="不对"))
    assert not book.view(xs_actor, uid).events[0].may_mend
    with pytest.raises(RuleBroken, match="理由"):
        book.strike(actor, uid, told.uid, " ")
    struck = book.strike(actor, uid, told.uid, "记错单位")
    assert book.view(actor, uid).events == ()
    book.undo(actor, struck)
    assert len(book.view(actor, uid).events) == 1
    assert work


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"on": None}, "on"),
        ({"on": date(2026, 11, 24)}, "on"),
        ({"kind": "闹事"}, "kind"),
        ({"text": "  "}, "text"),
        ({"next_on": date(2026, 11, 19)}, "next_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(book, actor, uid, more, field):
    with pytest.raises(RuleBroken) as refused:
        book.write_down(actor, uid, event(**more))
    assert refused.value.field == field


def test_the_card_keeps_its_name_and_refuses_what_cannot_be(book, actor, uid):
    card = book.view(actor, uid).card
    book.save(actor, replace(card, name="别的名字", watched=True, mediation_committee=False, headcount=320))
    now = book.view(actor, uid).card
    assert (now.name, now.watched, now.mediation_committee, now.headcount) == (card.name, True, False, 320)
    with pytest.raises(RuleBroken) as refused:
        book.save(actor, replace(card, headcount=-1))
    assert refused.value.field == "headcount"


def test_what_an_agreement_left_unpaid_is_told_with_its_days(book, service, actor, uid):
    case = book.view(actor, uid).disputes[0].uid
    form = service.form(actor, case)
    worker = form.applicants[0].uid
    item = AgreementItem(party_uid=worker, kind="wages", amount_fen=1_200_000, due_on=date(2026, 11, 21))
    signed = dict.fromkeys(("signed_applicant", "signed_respondent", "signed_mediator", "sealed"), True)
    agreement = Agreement(signed_on=date(2026, 11, 20), items=(item,), **signed)
    service.write_down(actor, case, agreement)
    (owed,) = book.view(actor, uid).owed
    assert (owed.fen, owed.since_on, owed.days) == (1_200_000, date(2026, 11, 21), 2)


def test_letters_and_reports_to_an_employer_stand_there_too(book, service, actor, uid, database, clock):
    firm = book.view(actor, uid).card
    letter = SupervisionLetter(
        employer_uid=uid, employer_name=firm.name, facts="欠薪。", law="《劳动法》第五十条"
    )
    Letters(database, clock).save(actor, letter)
    report = IncidentReport(employer_uid=uid, employer_name=firm.name, happened_at=clock(), headcount=30)
    Incidents(database, clock).save(actor, report)
    told = [(one.on, one.title, one.state) for one in book.view(actor, uid).sent]
    assert (TODAY, "重大争议呈报", "涉及 30 人") in told
    assert any(title.endswith("意见书") for _, title, _ in told)


def test_watched_employers_stand_on_the_workbench(book, actor, uid, desk):
    watch = EmployerDesk(desk, book)
    assert watch.sections()[0].rows == ()
    book.save(actor, replace(book.view(actor, uid).card, watched=True))
    book.write_down(actor, uid, event(next_on=date(2026, 11, 21)))
    (row,) = watch.sections()[0].rows
    assert (row.figure, row.urgent) == ("未结 1 件 · 回访 已超期 2 天", True)


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def opened() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def screen(book, desk, uid, opened):
    screen = EmployerScreen(desk, book, uid, lambda entity, one: opened.append((entity, one)))
    screen.show()
    screen.activateWindow()
    settle()
    yield screen
    # It goes away by itself when it is closed.
    if isValid(screen):
        screen.close()
        settle()


def words(part) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part))


def link(part, text: str) -> QPushButton:
    return next(each for each in part.findChildren(QPushButton) if each.text() == text)


def test_the_screen_tells_what_one_should_know_first(screen):
    assert screen.heading.text() == "杭州某某电子科技有限公司"
    assert screen.told.text() == "未结争议 1 件，共 1 件"
    assert "张𧒽芬 诉 杭州某某电子科技有限公司" in words(screen.disputes)


def test_an_event_is_written_down_by_keys_and_can_be_taken_back(screen, book, actor, uid, desk):
    told = []
    desk.told.connect(lambda text, undo: told.append((text, undo)))
    screen.write()
    sheet = screen.events.sheet
    sheet.body.findChild(object, "kind").set_value("visit")
    sheet.body.findChild(object, "text").set_value("走访，已看工资表。")
    sheet.put()
    settle()
    assert [one.text for one in book.view(actor, uid).events] == ["走访，已看工资表。"]
    assert "走访，已看工资表。" in words(screen.events)
    told[-1][1]()
    screen.reload()
    settle()
    assert "走访" not in words(screen.events).replace("走访，随时", "")


def test_a_dispute_is_opened_from_here(screen, opened):
    link(screen.disputes, "打开").click()
    assert opened[0][0] == "dispute_case"


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_all_words_are_whole(screen, qapp, points):
    style.set_point_size(qapp, points)
    screen.write()
    settle()
    try:
        assert cut_off(screen) == []
        assert nameless(screen) == []
    finally:
        screen.events.sheet.put_away()
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
