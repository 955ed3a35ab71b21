"""What is due in disputes and in legal aid: on the workbench and in 期限一览, by day, person and office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.desk.helpers import nameless, settle
from tests.looking import cut_off
from union_desk.casework.process import CaseClock, DueLine
from union_desk.core.clock_rules import Group
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.due.areas import DueArea
from union_desk.desk.due.screen import DueScreen
from union_desk.desk.due.sections import DueWanted, due_sections
from union_desk.dispute.values import Application

TODAY = date(2026, 11, 23)
OFFICES = (("BY", "白杨街道总工会"), ("XS", "下沙街道总工会"))


def line(left: int, office: str = "BY", handler: str = "王芳", light: str = "", number: int = 12) -> DueLine:
    due = TODAY + timedelta(days=left)
    clock = CaseClock(
        code="M03",
        title="结束调解",
        from_on=due - timedelta(days=15),
        start="收到调解申请",
        due_on=due,
        raw_on=due,
        rolled=False,
        estimated=False,
        law="《劳动争议调解仲裁法》第十四条",
        steps=("当天不计入。",),
        days_left=left,
        light=light,
    )
    head = f"case{number}", f"白杨第{number:04d}号", "王芳 诉 某某电子"
    return DueLine(*head, office, handler, clock, "dispute_case")


LINES = (
    line(-400, light="black"),
    line(-3, number=13),
    line(0, number=13),
    line(0, "XS", "沈佳", number=14),
    line(2, "XS", "沈佳"),
    line(7),
    line(20, handler=""),
    line(90),
)


def sections(lines=LINES):
    shown, opened = [], []
    return due_sections(lines, dict(OFFICES), shown.append, lambda *case: opened.append(case)), shown, opened


def test_the_workbench_counts_by_day_and_each_count_opens_its_list():
    (by_day, *_), shown, _opened = sections()
    assert [(row.text, row.figure) for row in by_day.rows] == [
        ("已超期", "2"),
        ("今天到期", "2"),
        ("7 天内", "2"),
        ("8 至 30 天", "1"),
    ]
    by_day.rows[0].run()
    assert shown == [DueWanted(Group.OVERDUE)]


def test_the_most_urgent_are_named_and_open_their_case():
    (_, urgent, _), _shown, opened = sections()
    assert [(row.text, row.figure, row.urgent) for row in urgent.rows] == [
        ("王芳 诉 某某电子　结束调解 等 2 项", "已超期 3 天", True),
        ("王芳 诉 某某电子　结束调解", "今天", True),
        ("王芳 诉 某某电子　结束调解", "时效已过 400 天", False),
    ]
    urgent.rows[0].run()
    assert opened == [("dispute_case", "case13")]


def test_it_says_whose_clocks_they_are_and_of_which_office():
    (*_, by_person), shown, _opened = sections()
    assert [(row.text, row.figure) for row in by_person.rows] == [
        ("白杨街道总工会　王芳", "超期 2 · 今天 1 · 7 天内 1"),
        ("下沙街道总工会　沈佳", "今天 1 · 7 天内 1"),
        ("白杨街道总工会　没有经办人", "30 天内 1"),
    ]
    by_person.rows[1].run()
    assert shown == [DueWanted(office="XS", handler="沈佳")]


def test_without_clocks_it_says_so():
    (by_day, urgent, by_person), *_ = sections(())
    assert (by_day.rows, urgent.rows, by_person.rows) == ((), (), ())
    assert by_day.empty


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
def screen(service, disputes, actor, desk, aid_form, opened, qtbot):
    """One matter in both registers, received on Friday: aid is decided by Friday next, mediation accepted by
    Wednesday and ended by December 7th."""
    uid = service.save(actor, aid_form).uid
    service.take_step(actor, uid, "apply", on=date(2026, 11, 20))
    dispute = service.to_dispute(actor, uid).uid
    applied = Application(date(2026, 11, 20), oral=False, oral_recorded=False)
    disputes.take_step(actor, dispute, "apply", on=date(2026, 11, 20), act=applied)
    areas = (
        DueArea("dispute_case", "劳动争议", disputes),
        DueArea("aid_case", "法律援助", service),
    )
    screen = DueScreen(desk, areas, OFFICES, lambda *case: opened.append(case))
    qtbot.addWidget(screen)
    screen.show()
    settle()
    return screen


def rows(screen) -> list[str]:
    found = []
    for row in range(screen.model.rowCount()):
        index = screen.model.index(row, 3)
        found.append(index.data())
    return found


def test_the_list_holds_every_clock_that_asks_for_something(screen):
    assert rows(screen)[:3] == ["决定是否受理调解", "决定是否给予法律援助", "结束调解"]
    screen.show_only(DueWanted(Group.WEEK))
    assert rows(screen) == ["决定是否受理调解", "决定是否给予法律援助"]
    assert screen.told.text() == "2 项期限，2 件案件。"
    screen.show_only(DueWanted(Group.WEEK, entity="aid_case"))
    assert rows(screen) == ["决定是否给予法律援助"]
    screen.show_only(DueWanted(Group.OVERDUE))
    assert not screen.nothing.isHidden()


def test_a_line_opens_its_case(screen, opened):
    screen.table.opened.emit(False)
    assert [entity for entity, _uid in opened] == ["dispute_case"]
    assert not screen.isVisible()


def test_the_calendar_file_names_no_person(screen, tmp_path):
    target = tmp_path / "期限.ics"
    screen.write(target)
    made = target.read_text("utf-8").replace("\r\n ", "")
    assert made.count("BEGIN:VEVENT") == len(screen.model.ids)
    assert "决定是否受理调解" in made
    assert "决定是否给予法律援助" in made
    assert "张𧒽芬" not in made
    assert "已存到" in screen.told.text()
    screen.write(tmp_path / "没有" / "期限.ics")
    assert screen.told.text().startswith("▲ 写不进")


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_all_words_are_whole(screen, qapp, points):
    style.set_point_size(qapp, points)
    settle()
    try:
        assert cut_off(screen) == []
        assert nameless(screen) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
