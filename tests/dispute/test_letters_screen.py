"""监督文书 and 重大争议呈报 by keys: written, signed, received, followed; reported with what was late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import isValid

from tests.desk.helpers import nameless, settle
from tests.dispute.test_letters import OPINION, SIGNED
from tests.hardship.screen import Typist
from tests.looking import cut_off, without_keys
from union_desk.core.rights import Role
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.dispute.page.letter_desk import LetterDesk
from union_desk.dispute.page.letters import IncidentsScreen, LettersScreen
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.values import IncidentReport

D = date
ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def letters(service, database, clock):
    return Letters(database, clock)


@pytest.fixture
def incidents(service, database, clock):
    return Incidents(database, clock)


@pytest.fixture
def shown():
    """Show a screen until the test is over."""
    screens = []

    def show(screen):
        screens.append(screen)
        screen.show()
        screen.activateWindow()
        settle()
        return screen

    yield show
    for screen in filter(isValid, screens):
        screen.close()
    settle()


def words(screen) -> list[str]:
    return [label.text() for label in screen.records.findChildren(QLabel) if label.isVisible()]


def link(screen, title: str, line: int = 0) -> QPushButton:
    settle()
    found = [each for each in screen.records.findChildren(QPushButton) if each.text() == title]
    return [each for each in found if each.isVisible()][line]


def test_an_opinion_is_drafted_by_keys_and_signed(letters, desk, actor, shown):
    screen = shown(LettersScreen(desk, letters, print))
    typist = Typist()
    assert typist.here is screen.records.add
    typist.press(ENTER)
    assert typist.named() == "涉事单位"
    typist.enter("某某电子", "某某电子")
    screen.records.sheet.body.form.widget("facts").set_value("欠薪两个月。")
    screen.records.sheet.body.form.widget("law").set_value("《劳动法》第五十条")
    screen.records.sheet.body.form.widget("demands").set_value("立即支付。")
    screen.records.sheet.put()
    settle()
    (view,) = letters.letters(actor)
    assert (view.letter.employer_name, view.state, view.letter.contact[:2]) == ("某某电子", "draft", "王芳")
    link(screen, "签发…").click()
    form = screen.records.sheet.body.form
    assert form.read().number == "钱塘工监意〔2026〕白杨第0001号"
    screen.records.sheet.put()
    assert "主席或者副主席" in form.binder.problem("signer")
    form.widget("signer").set_value("周某某")
    screen.records.sheet.put()
    settle()
    assert any("已发出　意见书　钱塘工监意〔2026〕白杨第0001号" in line for line in words(screen))
    assert not [
        each for each in screen.records.findChildren(QPushButton) if each.text() == "改…" and each.isVisible()
    ]


def test_an_unanswered_opinion_becomes_a_suggestion_with_one_key(letters, desk, actor, clock, shown):
    uid = letters.save(actor, OPINION)
    letters.issue(actor, uid, SIGNED)
    letters.receive(actor, uid, D(2026, 11, 3))
    clock.go_on(days=2)
    screen = shown(LettersScreen(desk, letters, print))
    assert any(
        line.startswith("▲ 逾期未答复　意见书") and "答复到 2026-11-24" in line for line in words(screen)
    )
    link(screen, "提建议书").click()
    settle()
    suggestion, opinion = letters.letters(actor)
    assert (suggestion.letter.kind, opinion.state_label) == ("suggestion", "已提建议书")
    assert any("拟稿　建议书　钱塘区人力资源和社会保障局" in line for line in words(screen))


def test_below_a_long_list_the_sheet_is_brought_into_sight(letters, desk, actor, shown):
    for number in range(30):
        letters.save(actor, replace(OPINION, addressee=f"某某公司{number}"))
    screen = shown(LettersScreen(desk, letters, print))
    screen.write()
    settle()
    field = screen.records.sheet.body.form.widget("employer_name")
    assert not field.visibleRegion().isEmpty()


def test_receipt_and_answer_are_written_down(letters, desk, actor, shown):
    uid = letters.save(actor, OPINION)
    letters.issue(actor, uid, SIGNED)
    screen = shown(LettersScreen(desk, letters, print))
    link(screen, "撤回签发…").click()
    screen.records.sheet.body.form.widget("reason").set_value("文号写错")
    screen.records.sheet.put()
    assert letters.letter(actor, uid).state == "draft"
    letters.issue(actor, uid, SIGNED)
    screen.reload()
    link(screen, "登记收到…").click()
    form = screen.records.sheet.body.form
    form.widget("on").set_value(D(2026, 11, 1))
    screen.records.sheet.put()
    assert "不能早于签发日期" in form.binder.problem("on")
    form.widget("on").set_value(D(2026, 11, 3))
    screen.records.sheet.put()
    link(screen, "登记答复…").click()
    form = screen.records.sheet.body.form
    form.fill(replace(form.read(), text="已付清", corrected=True))
    screen.records.sheet.put()
    settle()
    assert letters.letter(actor, uid).state_label == "已改正"


def test_a_letter_of_a_case_leads_to_it_and_is_begun_from_it(letters, desk, actor, service, case_form, shown):
    case = service.save(actor, case_form).uid
    opened = []
    screen = shown(LettersScreen(desk, letters, opened.append))
    screen.write(case_uid=case)
    assert screen.records.sheet.body.form.read().addressee == "杭州某某电子科技有限公司"
    screen.records.sheet.put()
    settle()
    (view,) = letters.letters(actor, case_uid=case)
    link(screen, "案件").click()
    assert opened == [case]
    assert view.letter.employer_uid


def test_a_report_tells_what_was_late_and_is_gone_on_with(incidents, desk, actor, clock, shown):
    screen = shown(IncidentsScreen(desk, incidents, print))
    screen.write()
    form = screen.records.sheet.body.form
    begun = form.read()
    assert (begun.happened_on, begun.happened_time, begun.reporter) == (D(2026, 11, 23), "10:00", "王芳")
    form.fill(replace(begun, employer_name="某某电子", headcount=36, cause="欠薪", phoned_on=D(2026, 11, 23)))
    screen.records.sheet.put()
    assert "日期和时间要一起填写" in form.binder.problem("phoned_time")
    form.fill(replace(form.read(), phoned_on=None))
    screen.records.sheet.put()
    clock.go_on(hours=3)
    screen.reload()
    settle()
    assert any("▲ 还没有电话报告" in line for line in words(screen))
    link(screen, "续写…").click()
    form = screen.records.sheet.body.form
    form.fill(replace(form.read(), phoned_on=D(2026, 11, 23), phoned_time="11:30"))
    screen.records.sheet.put()
    settle()
    (view,) = incidents.reports(actor)
    assert view.late == ()
    assert view.report.headcount == 36


def test_who_reviews_may_print_and_not_write(letters, actor, clock, qapp, shown):
    letters.save(actor, OPINION)
    reviewer = Desk(replace(actor, roles=frozenset({Role.REVIEW})), clock=clock)
    screen = shown(LettersScreen(reviewer, letters, print))
    assert not screen.records.add.isEnabled()
    assert "没有“录入和修改”的权限" in screen.records.add.toolTip()
    links = [each.text() for each in screen.records.findChildren(QPushButton) if each.isVisible()]
    assert links == ["＋ 起草意见书", "打印…"]
    reviewer.close()


def test_nothing_is_cut_off_nameless_or_out_of_reach_of_the_keys(letters, incidents, desk, actor, shown):
    uid = letters.save(actor, OPINION)
    letters.issue(actor, uid, SIGNED)
    incidents.save(actor, IncidentReport(employer_name="某某电子", cause="欠薪"))
    for screen in (LettersScreen(desk, letters, print), IncidentsScreen(desk, incidents, print)):
        shown(screen)
        screen.write()
        settle()
        assert cut_off(screen) == []
        assert nameless(screen) == []
        assert without_keys(screen) == []


def test_the_window_offers_the_letters_of_a_case_and_tells_who_has_not_answered(
    letters, incidents, desk, actor, service, case_form, qapp
):
    offer = LetterDesk(desk, letters, incidents)
    commands = {command.name: command for command in offer.commands()}
    assert not commands["letters.case"].shown()
    assert offer.sections() == ()
    case = service.save(actor, case_form).uid
    offer.case = lambda: case
    assert commands["letters.case"].shown()
    for name, kind in (("letters.case", LettersScreen), ("incidents.case", IncidentsScreen)):
        commands[name].run()
        settle()
        screen = next(each for each in qapp.topLevelWidgets() if isinstance(each, kind) and each.isVisible())
        assert screen.records.sheet.body.form.read().employer_name == "杭州某某电子科技有限公司"
        screen.close()
        settle()
    for number, of_case in (("0001", ""), ("0002", case)):
        uid = letters.save(actor, replace(OPINION, case_uid=of_case))
        letters.issue(actor, uid, replace(SIGNED, number=SIGNED.number.replace("0001", number)))
        letters.receive(actor, uid, D(2026, 11, 3))
    (section,) = offer.sections()
    (row,) = section.rows
    assert (SIGNED.number in row.text, row.figure, row.urgent) == (True, "剩 1 天", False)
