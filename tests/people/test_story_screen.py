"""一人一事 in a real window: what the totals are made of, what a line opens, and what is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk
from tests.paper.conftest import page_text
from tests.people.story import BY, WANG, Told, agreed, given, held_file, number
from union_desk.areas import make_window
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, Role
from union_desk.desk.preferences import Preferences
from union_desk.desk.printing import PrintChoice, PrintSheet
from union_desk.dispute.records import CASE_ENTITY
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY
from union_desk.legal_aid.values import Consultation
from union_desk.people.area import PeopleDesk
from union_desk.people.page.story import LINES, StoryScreen
from union_desk.people.page.story_job import StoryJob
from union_desk.people.prints import WITHOUT_OTHERS, render_story, story_fields
from union_desk.people.values import PersonCard
from union_desk.services import services_for
from union_desk.store.changes import accesses

KEY = Qt.Key
HUSBAND = PersonCard(name="李强", id_no=number("19750608", "311"))


@pytest.fixture
def told(database, clock) -> Told:
    """Return a store in which 王芳 has a file with her husband, a dispute, and aid in the same matter."""
    told = Told(database, clock)
    members = (MemberEntry(person=HUSBAND, relation="10"),)
    file = held_file(
        told, FileForm(owner=replace(WANG, sex="2", birth_on=date(1978, 3, 12)), members=members)
    )
    given(told, file, date(2026, 11, 10), 300_000)
    note = "王芳与李强同来，电话13800001234。"
    told.hardship.note(BY, file, date(2026, 11, 16), "visit", note)
    dispute = told.dispute()
    agreed(told, dispute, 900_000, paid=900_000)
    form = told.aid_service.from_dispute(BY, dispute)
    paid = (replace(form.items[0], won_fen=900_000, paid_fen=900_000, paid_on=date(2026, 11, 22)),)
    told.aid_service.save(BY, replace(form, items=paid))
    return told


@pytest.fixture
def desk(qapp, told, database, clock):
    desk = make_desk(services_for(database, BY, clock))
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def screen(desk, told) -> StoryScreen:
    screen = StoryScreen(desk, told.stories, told.card("BY"), lambda _uid: None)
    screen.show()
    settle()
    return screen


def column(screen, name):
    place = [each.name for each in LINES].index(name) + 1
    model = screen.line_model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_a_total_shows_the_lines_that_it_is_made_of(screen):
    words = {chip.text(): chip for chip in screen.chips.buttons()}
    assert "帮扶给付 3,000.00 元（1 笔）" in words
    assert "挽回款项 9,000.00 元（1 笔）" in words
    words["并计 9,000.00 元（1 笔），不重复计算"].click()
    assert column(screen, "fen") == ["9,000.00"]
    assert column(screen, "why") == ["并计入 钱塘工调〔2026〕白杨第0012号，不重复计算"]
    words["挽回款项 9,000.00 元（1 笔）"].click()
    assert column(screen, "why") == ["计入挽回"]
    assert "法律援助 2 条" in words
    assert screen.told.text().startswith("女 48 岁 · 330199********")
    assert not nameless(screen)


def test_each_line_opens_its_record_and_the_screen_gives_way(screen, desk):
    opened = []
    desk.opening.connect(lambda entity, uid, _beside: opened.append((entity, uid)))
    entities = [line.entity for line in screen.story.lines]
    aid = next(one.dealing.uid for one in screen.story.records if one.dealing.entity == AID_ENTITY)
    screen.lines.selectRow(entities.index(AID_ENTITY))
    QTest.keyClick(screen.lines, KEY.Key_Return)
    settle()
    ((entity, uid),) = opened
    assert (entity, uid) == (AID_ENTITY, aid)


def test_the_whole_of_a_long_line_stands_below(screen):
    texts = [line.text for line in screen.story.lines]
    screen.lines.selectRow(texts.index("王芳与李强同来，电话13800001234。"))
    settle()
    assert screen.whole.text().startswith("2026-11-16　来访　王芳与李强同来")
    assert "困难职工档案 白杨-2026-00001，白杨 陈明" in screen.whole.text()


def test_what_happens_meanwhile_is_seen_at_once(screen, desk, told):
    before = len(screen.story.lines)
    told.database.listeners.append(desk.take_change)
    file = next(one.dealing.uid for one in screen.story.records if one.dealing.entity == FILE_ENTITY)
    given(told, file, date(2026, 11, 20), 50_000)
    settle()
    assert len(screen.story.lines) == before + 1
    assert "帮扶给付 3,500.00 元（2 笔）" in {chip.text() for chip in screen.chips.buttons()}


def test_who_may_not_print_sees_why(told, database, clock):
    looker = make_desk(services_for(database, Actor("看客", "BY", "BY", frozenset({Role.READ})), clock))
    screen = StoryScreen(looker, told.stories, told.card("BY"), lambda _uid: None)
    assert screen.print_button.isEnabled() is looker.actor.may(Right.PRINT)
    screen.close()
    looker.close()


def test_the_sheet_offers_both_papers_and_the_second_names_nobody_else(screen, desk, told, clock):
    screen.print_button.click()
    settle()
    (sheet,) = screen.findChildren(PrintSheet)
    assert [line.form.title for line in sheet.lines] == ["一人一事", WITHOUT_OTHERS]
    assert [line.tick.isChecked() for line in sheet.lines] == [True, False]
    while desk.tasks.running:
        QTest.qWait(2)
    sheet.close()
    uid = told.card("BY")
    plain = words_on(render_story(told.stories, BY, uid, clock()))
    hidden = words_on(render_story(told.stories, BY, uid, clock(), others_hidden=True))
    assert "王芳与李强同来" in plain
    assert "打印：陈明" in plain
    assert "王芳与甲同来，电话****。" in hidden
    for name in ("李强", "陈明", "沈佳", "某某电子", "13800001234", "4521"):
        assert name not in hidden
    assert "9,000.00" in hidden


def test_the_paper_explains_each_total_by_its_lines(told):
    fields = story_fields(told.stories.on_paper(BY, told.card("BY")))
    assert (fields["given"], fields["recovered"], fields["elsewhere"]) == (300_000, 900_000, 900_000)
    whys = {line["no"]: line["why"] for line in fields["sums"]}
    assert fields["recovered_told"] == f"1 笔，见款项第 {_number(whys, '计入挽回')} 项"
    assert fields["elsewhere_told"].endswith("已在别的案件计入，不再相加")
    days = [line["on"] for line in fields["events"]]
    assert days == sorted(days)


def test_what_was_printed_is_logged(told, desk):
    uid = told.card("BY")
    job = StoryJob(desk, told.stories, uid, "王芳")
    choice = PrintChoice("person_story_hidden", 1, "filled")
    made = job.render(choice, lambda *_done: None, lambda: False)
    twice = job.render(replace(choice, copies=2), lambda *_done: None, lambda: False)
    assert twice.pages == made.pages * 2
    job.printed(choice, made, into_file=False)
    with told.database.read() as session:
        (seen,) = [look for look in accesses(session, table="person", uid=uid) if look.kind == "print"]
    assert seen.text == WITHOUT_OTHERS
    with pytest.raises(RuleBroken, match="没有空白的"):
        job.render(replace(choice, mode="blank"), lambda *_done: None, lambda: False)


def test_a_person_is_found_and_his_story_opens(desk, told, database, clock):
    services = services_for(database, BY, clock)
    people = PeopleDesk(desk, services.sameness, services.stories)
    assert people.search("王芳", 10) == []
    found = people.stories.search("王芳", 10)
    assert [(each.kind, each.title) for each in found] == [("一人一事", "王芳")]
    assert found[0].detail == "白杨　3 份档案、案件"
    found[0].act()
    settle()
    (shown,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, StoryScreen)]
    assert shown.windowTitle() == "王芳 · 一人一事"


def test_the_command_shows_whose_page_is_open_and_says_so_where_nobody_is(desk, told, database, clock):
    services = services_for(database, BY, clock)
    people = PeopleDesk(desk, services.sameness, services.stories)
    command = next(each for each in people.commands() if each.name == "people.story")
    assert (command.shortcut, command.menu, command.enabled()) == ("Ctrl+Shift+Y", "数据", False)
    said = []
    desk.told.connect(lambda text, _undo: said.append(text))
    command.run()
    assert said == ["这里还没有登记人员，请先填写并保存。"]
    people.shown, people.whose = (lambda: True), lambda: told.card("BY")
    assert command.enabled()
    command.run()
    settle()
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, StoryScreen)]


def test_from_every_page_of_a_person_one_key_leads_to_his_story_and_from_there_to_each_record(
    qapp, told, database, clock, tmp_path
):
    asked = Consultation(came_on=date(2026, 11, 2), way="hotline", person=WANG, question="没发工资")
    told.advice.save(BY, asked)
    window = make_window(services_for(database, BY, clock), Preferences(tmp_path / "preferences.json"))
    window.show()
    story = told.story()
    assert {record.dealing.entity for record in story.records} == {
        FILE_ENTITY, CASE_ENTITY, AID_ENTITY, ADVICE_ENTITY,
    }  # fmt: skip
    for record in story.records:
        window.desk.open(record.dealing.entity, record.uid)
        settle()
        window.acts["people.story"].trigger()
        settle()
        (shown,) = [
            each for each in qapp.topLevelWidgets() if isinstance(each, StoryScreen) and each.isVisible()
        ]
        assert shown.windowTitle() == "王芳 · 一人一事"
        entities = [line.entity for line in shown.story.lines]
        other = next(each for each in entities if each != record.dealing.entity)
        shown.lines.selectRow(entities.index(other))
        QTest.keyClick(shown.lines, KEY.Key_Return)
        settle()
        assert window.page is not None
        assert window.page.entity == other
    window.search.setText("王芳")
    window.search.show_results()
    offered = [window.search.results.item(row).text() for row in range(window.search.results.count())]
    assert offered.index("一人一事") > offered.index("困难职工档案")
    window.close()
    window.desk.close()
    window.deleteLater()
    settle()


def words_on(made) -> str:
    return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))


def _number(whys, why):
    return next(no for no, told in whys.items() if told == why)
