"""The screen of 到期销毁: marking by keys, three hands, one plain question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desk.helpers import nameless, settle
from tests.hardship.test_disposal import APPROVER, LATER, LISTER, SUPERVISOR
from tests.hardship.test_life import APPLIED, Road
from union_desk.core.rights import Role
from union_desk.desk.desk import Desk
from union_desk.hardship.page.disposal import DisposalScreen
from union_desk.hardship.prints.register import render_destruction_list
from union_desk.hardship.service.disposal import Disposal
from union_desk.hardship.values import Exit
from union_desk.store.changes import accesses


@pytest.fixture
def closed(service, district_actor, family):
    road = Road(
        service, district_actor, service.save(district_actor, replace(family, applied_on=APPLIED)).uid
    )
    road.step("aid_at_once", APPLIED, reason="等不及")
    road.step("deregister", act=Exit(on=date(2026, 11, 23), reason="gave_up"), reason="本人放弃")
    return road


@pytest.fixture
def shown(qapp, qtbot, closed, service, database, clock):
    """Show the screen to one after the other."""
    del service
    clock.at = LATER
    desks = []

    def show(actor) -> DisposalScreen:
        desk = Desk(actor, clock=clock)
        desks.append(desk)
        screen = DisposalScreen(desk, Disposal(database, clock))
        qtbot.addWidget(screen)
        screen.show()
        settle()
        return screen

    yield show
    for desk in desks:
        desk.close()


def test_three_colleagues_destroy_a_list_by_keys_and_one_question(shown, closed, monkeypatch, qtbot):
    asked = []

    def confirm(_desk, _title, words, action, _parent=None):
        asked.append((words, action))
        return len(asked) > 1

    monkeypatch.setattr(Desk, "confirm", confirm)
    first = shown(LISTER)
    assert not first.list_button.isEnabled()
    first.files.setFocus()
    QTest.keyClick(first.files, Qt.Key.Key_Space)
    assert first.list_button.isEnabled()
    first.list_button.click()
    assert "已造清册 QJ-XH-2036-001" in first.told.text()
    QTest.keyClick(first.lists, Qt.Key.Key_Down)
    assert (first.approve_button.isEnabled(), first.approve_button.toolTip()) == (
        False,
        "您已办过其中一步，请由另一位同事办理。",
    )
    second = shown(APPROVER)
    QTest.keyClick(second.lists, Qt.Key.Key_Down)
    second.approve_button.click()
    third = shown(SUPERVISOR)
    QTest.keyClick(third.lists, Qt.Key.Key_Down)
    third.destroy_button.click()
    assert closed.state == "deregistered"
    third.destroy_button.click()
    qtbot.waitUntil(lambda: not third._desk.tasks.running, timeout=10_000)
    settle()
    assert closed.state == "destroyed"
    words, action = asked[0]
    assert "不能恢复，也不能撤销" in words
    assert action == "永久销毁 1 份"
    assert "请管理员" in third.told.text()
    assert third.current.stage == "已销毁"
    assert third.files.item(0, 1).text() == ""


def test_who_may_not_sees_why_and_everything_has_a_name(shown):
    reader = replace(LISTER, roles=frozenset({Role.ENTER}))
    screen = shown(reader)
    screen.all.click()
    assert not screen.list_button.isEnabled()
    assert "权限" in screen.list_button.toolTip()
    assert nameless(screen) == []
    assert not screen.nothing.isVisible()


def test_a_list_is_changed_until_it_is_approved(shown):
    screen = shown(LISTER)
    screen.all.click()
    screen.list_button.click()
    QTest.keyClick(screen.lists, Qt.Key.Key_Down)
    screen.off.click()
    assert "已从清册移出" in screen.told.text()
    assert screen.lists.rowCount() == 1
    assert screen.files.rowCount() == 1


def test_the_list_is_printed_for_its_signatures(shown, closed, clock, database):
    screen = shown(LISTER)
    screen.files.tick_all()
    assert not screen.print_button.isEnabled()
    screen.list_button.click()
    QTest.keyClick(screen.lists, Qt.Key.Key_Down)
    assert screen.print_button.isEnabled()
    made = render_destruction_list(LISTER, screen.current, "钱塘区总工会", clock())
    told = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made.pdf))
    for words in ("困难职工档案销毁清册", "QJ-XH-2036-001", "张𧒽芬", f"造册人：{LISTER.user}", "监销人："):
        assert words in told, words
    Disposal(database, clock).log_list(LISTER, screen.current.list_no, into_file=True)
    with database.read() as session:
        (line,) = accesses(session, table="hardship_destruction")
    assert (line.kind, line.text) == ("export", "QJ-XH-2036-001")
