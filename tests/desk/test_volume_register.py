"""卷宗登记 in a real window: filtered, searched, opened by keys, printed, read anew after binding."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.casework.binding import BY, CASE, DISPUTE, FILE
from tests.casework.binding import bind as bind_volume
from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk
from union_desk.areas import make_window
from union_desk.core.rights import Actor, Role
from union_desk.desk.preferences import Preferences
from union_desk.desk.printing import PrintSheet
from union_desk.desk.volumes.register import VolumeRegister
from union_desk.desk.volumes.screen import VolumeScreen
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish, services_on

KEY = Qt.Key


@pytest.fixture
def services(database, clock):
    furnish(database, (BY,), BY, {"王芳": (BY, SOLE_ROLES), "来宾": (BY, frozenset({Role.READ}))})
    services = services_on(database, "王芳", clock)
    case = services.disputes.save(services.actor, CASE).uid
    form = FileForm(owner=PersonCard(name="李𬭊梅"), applied_on=date(2010, 3, 1))
    file = services.hardship.save(services.actor, form).uid
    with database.write("结案", Actor("王芳", "BY", "BY", SOLE_ROLES)) as work:
        for kind, uid, state, day in (
            (DisputeCaseRecord, case, "closed", date(2026, 11, 22)),
            (HardshipFileRecord, file, "lifted", date(2015, 3, 1)),
        ):
            record = work.session.get_one(kind, uid)
            record.state, record.closed_on = state, day
    return services


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def screen(desk, services):
    screen = VolumeRegister(desk, services.volumes, BY.name)
    screen.show()
    return screen


def names(screen):
    return [line.name for line in screen._shown.values()]


def choose(box, words):
    box.setCurrentIndex(box.findText(words))


def test_it_is_filtered_by_state_and_kind_and_searched(screen):
    assert names(screen) == ["张𧒽芬 与 杭州某某电子科技有限公司", "李𬭊梅"]
    assert screen.told.text() == "共 2 卷：未装订 2，保管期已满 1；装订 0 页。"
    choose(screen.state, "保管期已满")
    assert names(screen) == ["李𬭊梅"]
    choose(screen.state, "已装订")
    assert screen.nothing.isVisible()
    assert not screen.open_button.isEnabled()
    choose(screen.state, "全部状态")
    choose(screen.kind, "劳动争议调解卷")
    assert names(screen) == ["张𧒽芬 与 杭州某某电子科技有限公司"]
    choose(screen.kind, "全部类别")
    QTest.keyClicks(screen.table, "m")
    assert screen.text.text() == "m", "typing in the list searches"
    screen.text.setText("李𬭊")
    assert names(screen) == ["李𬭊梅"]
    assert not nameless(screen)


def test_enter_opens_the_volume_and_the_line_tells_what_was_bound(screen, services, qtbot, tmp_path):
    QTest.keyClick(screen.table, KEY.Key_Return)
    (volume,) = screen.findChildren(VolumeScreen)
    qtbot.waitUntil(lambda: bool(volume.table.counted.pages), timeout=20_000)
    (line,) = (each for each in screen._shown.values() if each.entity == DISPUTE)
    bind_volume(services, (line.entity, line.case_uid), tmp_path / "卷.pdf")
    volume.reject()
    assert screen.told.text().startswith("共 2 卷：未装订 1，已装订 1")
    assert {each.entity: each.state_label for each in screen._shown.values()} == {
        DISPUTE: "已装订",
        FILE: "未装订",
    }


def test_the_list_is_printed_as_it_is_shown(screen):
    choose(screen.kind, "困难职工档案卷")
    screen.print_button.click()
    (sheet,) = screen.findChildren(PrintSheet)
    assert "卷宗登记簿 · 1 份" in sheet.windowTitle()
    sheet.reject()


def test_who_only_looks_sees_the_register_and_opens_no_volume(desk, database, clock, services):
    guest = make_desk(services_on(database, "来宾", clock))
    screen = VolumeRegister(guest, services.volumes, BY.name)
    screen.show()
    assert names(screen)
    assert not screen.open_button.isEnabled()
    assert screen.case_button.isEnabled()
    QTest.keyClick(screen.table, KEY.Key_Return)
    assert "▲" in screen.told.text()
    guest.close()


def test_the_command_opens_it_beside_the_work_and_the_case_from_it(services, qapp):
    window = make_window(services, Preferences())
    window.show()
    window.acts["volume_register"].trigger()
    (screen,) = (each for each in qapp.topLevelWidgets() if isinstance(each, VolumeRegister))
    screen.open_case()
    settle()
    assert window.page is not None
    assert window.page.entity == DISPUTE
    assert screen.isHidden()
    window.acts["volume_register"].trigger()
    assert screen.isVisible(), "the same one again"
    screen.close()
    window.close()
    window.desk.close()
