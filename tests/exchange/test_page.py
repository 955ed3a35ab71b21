"""街道数据 in a real window: a package is seen before it is taken in, conflicts go by one key each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desk.helpers import nameless, settle
from tests.exchange.conftest import BY, CHEAP, PASSWORD, XS, desk_at
from tests.exchange.test_service import confirm, hand_in, site_of
from tests.hardship.screen import make_desk
from tests.store.offices import contents
from union_desk.desk.open_issued import OpenIssued
from union_desk.desk.printing import PrintSheet
from union_desk.desk.tasks import Tasks
from union_desk.exchange.area import ExchangeDesk
from union_desk.exchange.opening import open_issued
from union_desk.exchange.page.conflicts import ConflictScreen
from union_desk.exchange.page.handover_job import HandoverJob
from union_desk.exchange.page.issuing import IssueFields
from union_desk.exchange.page.making import FOLDER, MakeDialog
from union_desk.exchange.page.revoking import RevokeDialog
from union_desk.exchange.page.screen import ExchangeScreen
from union_desk.exchange.page.taking import TakeDialog
from union_desk.exchange.values import IssuedUser, SiteState
from union_desk.services import services_on
from union_desk.store.vault import Vault

KEY = Qt.Key


@pytest.fixture
def desk(qapp, district, clock):
    services = services_on(district.database, "李强", clock)
    desk = make_desk(services)
    desk.services = services
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def area(desk):
    desk.opened = []
    return ExchangeDesk(
        desk,
        desk.services.exchange,
        desk.services.offices,
        show_alike=lambda: desk.opened.append("alike"),
        open_record=lambda table, uid: desk.opened.append((table, uid)),
    )


def wait(desk):
    while desk.tasks.running:
        QTest.qWait(2)
    settle()


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)
    settle()


def shown(desk, dialog):
    dialog.show()
    wait(desk)
    return dialog


def parted(district, street, stick, clock, many):
    """Let both offices change the numbers of as many persons; return the street's package."""
    uids = [street.add_person(name=f"王{place:02}", mobile=f"1380000{place:04}") for place in range(many)]
    hand_in(street, district, stick)
    for desk, start in ((street, "1390000"), (district, "1370000")):
        # The later one is shown; of two at the same moment it would be either.
        clock.go_on(minutes=5)
        for place, uid in enumerate(uids):
            desk.change_person(uid, mobile=f"{start}{place:04}")
    return uids, street.exchange.return_package(street.actor, stick).info.path


def test_what_is_in_a_package_is_shown_before_anything_is_written(desk, district, street, stick):
    street.add_person(name="王小明", mobile="13800000000")
    path = street.exchange.return_package(street.actor, stick).info.path
    before = contents(district.database)
    dialog = shown(desk, TakeDialog(desk, district.exchange, path))
    assert dialog.heading.text() == "白杨 → 钱江　上报第 1 号"
    assert "王芳 于 2026-11-23 10:00 做成" in dialog.about.text()
    assert dialog.counts.text() == "新增 1 · 变更 0 · 冲突 0 · 疑似同一人 0"
    assert dialog.rows.model().index(0, 3).data() == "王小明"
    assert nameless(dialog) == []
    dialog.reject()
    assert contents(district.database) == before
    assert district.exchange.log(district.actor)[0].outgoing


def test_a_package_is_taken_in_and_its_paper_printed(desk, district, street, stick):
    uid = street.add_person(name="王小明")
    path = street.exchange.return_package(street.actor, stick).info.path
    printed = []
    dialog = shown(desk, TakeDialog(desk, district.exchange, path, print_handover=printed.append))
    assert dialog.apply_button.isDefault()
    press(dialog, KEY.Key_Return)
    wait(desk)
    assert district.person(uid).name == "王小明"
    assert "已收入 1 次修改" in dialog.told.text()
    dialog.print_button.click()
    assert printed == [dialog.outcome.handover_uid]
    line = district.exchange.handover(district.actor, printed[0])
    job = HandoverJob(desk, district.exchange, line, "钱江区总工会")
    sheet = PrintSheet(desk, job)
    made = job.render(sheet.chosen()[0] if hasattr(sheet, "chosen") else _choice(), lambda *_: None, bool)
    assert made.pdf.startswith(b"%PDF")
    job.printed(_choice(), made, into_file=False)
    sheet.deleteLater()


def _choice():
    from union_desk.desk.print_job import PrintChoice

    return PrintChoice("handover", 2, "filled")


def test_twenty_conflicts_take_twenty_keys(desk, district, street, stick, clock):
    uids, path = parted(district, street, stick, clock, 20)
    district.exchange.apply(district.actor, path)
    screen = shown(desk, ConflictScreen(desk, district.exchange, lambda *_: None))
    assert len(screen.conflicts) == 20
    keys = [KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_2] * 5
    for key in keys:
        press(screen.pane.table, key)
    assert screen.conflicts == ()
    held = [district.person(uid).mobile[:7] for uid in uids]
    assert held == ["1370000", "1390000", "1380000", "1390000"] * 5
    press(screen.pane.table, KEY.Key_Z)
    assert [one.title for one in screen.conflicts] == ["王19"]
    assert district.person(uids[19]).mobile[:7] == "1370000"
    press(screen.pane.table, KEY.Key_3, KEY.Key_Z, KEY.Key_2)
    assert screen.conflicts == ()
    assert district.person(uids[19]).mobile[:7] == "1390000"
    assert nameless(screen) == []


def test_one_key_decides_all_that_are_alike_below(desk, district, street, stick, clock):
    uids, path = parted(district, street, stick, clock, 5)
    district.exchange.apply(district.actor, path)
    screen = shown(desk, ConflictScreen(desk, district.exchange, lambda *_: None))
    press(screen.pane.table, KEY.Key_1, KEY.Key_S, KEY.Key_2)
    assert screen.conflicts == ()
    held = [district.person(uid).mobile[:7] for uid in uids]
    assert held == ["1370000"] + ["1390000"] * 4
    press(screen.pane.table, KEY.Key_Z)
    assert len(screen.conflicts) == 4


def test_another_value_is_typed_or_the_record_opened(desk, district, street, stick, clock):
    (uid,), path = parted(district, street, stick, clock, 1)
    street.change_person(uid, marital="10")
    district.change_person(uid, marital="20")
    path = street.exchange.return_package(street.actor, stick).info.path
    district.exchange.apply(district.actor, path)
    opened = []
    screen = shown(desk, ConflictScreen(desk, district.exchange, lambda *words: opened.append(words)))
    press(screen.pane.table, KEY.Key_E)
    assert opened == [("person", uid)]
    press(screen.pane.table, KEY.Key_1, KEY.Key_E)
    assert screen.pane.other.hasFocus() or screen.pane.other.isEnabled()
    screen.pane.other.setText("13511112222")
    press(screen.pane.other, KEY.Key_Return)
    assert district.person(uid).mobile == "13511112222"
    assert screen.conflicts == ()


def test_what_is_decided_in_the_preview_is_written_with_it(desk, district, street, stick, clock):
    uids, path = parted(district, street, stick, clock, 3)
    dialog = shown(desk, TakeDialog(desk, district.exchange, path))
    assert "冲突 3" in dialog.counts.text()
    press(dialog.pane.table, KEY.Key_2, KEY.Key_1, KEY.Key_1, KEY.Key_Z)
    assert [row.said for row in dialog.pane._rows.values()] == ["✓ 对方", "✓ 我方", ""]
    assert [district.person(uid).mobile[:7] for uid in uids] == ["1370000"] * 3
    dialog.apply_button.click()
    wait(desk)
    assert "已决定 2 处。还有 1 处两边不同" in dialog.told.text()
    assert district.person(uids[0]).mobile == "13900000000"
    assert [one.title for one in district.exchange.conflicts(district.actor)] == ["王02"]


def test_a_damaged_package_says_so_and_cannot_be_taken_in(desk, district, street, stick):
    street.add_person(name="王小明")
    path = street.exchange.return_package(street.actor, stick).info.path
    path.write_bytes(path.read_bytes()[:300])
    dialog = shown(desk, TakeDialog(desk, district.exchange, path))
    assert dialog.told.text().startswith("▲ 数据包不完整")
    assert not dialog.apply_button.isEnabled()
    assert not dialog.stack.isVisible()


def test_the_screen_lists_streets_and_handovers_and_makes_a_receipt(
    desk, area, district, street, stick, clock
):
    street.add_person(name="王小明")
    clock.go_on(minutes=1)
    hand_in(street, district, stick)
    clock.go_on(minutes=1)
    screen = shown(desk, area.make_screen())
    assert isinstance(screen, ExchangeScreen)
    assert [screen.sites.model().index(row, 1).data() for row in range(2)] == [
        "钱江区总工会",
        "白杨街道总工会",
    ]
    assert screen.sites.model().index(1, 5).data() == "白杨 第 1 号"
    assert screen.log.model().index(0, 2).data() == "收到 白杨 上报第 1 号"
    assert nameless(screen) == []
    assert not screen.receipt_button.isEnabled()
    screen.sites.setCurrentIndex(screen.sites.model().index(1, 1))
    asked = []
    area._show = asked.append
    screen.receipt_button.click()
    (dialog,) = asked
    assert isinstance(dialog, MakeDialog)
    dialog.folder.setText(str(stick))
    dialog.make_button.click()
    wait(desk)
    assert dialog.outcome.info.path.name == "BY-receipt-0002.udpack"
    assert "已写好并读回核对" in dialog.told.text()
    assert street.exchange.apply(street.actor, dialog.outcome.info.path).sets == 0
    assert screen.log.model().index(0, 2).data() == "发给 白杨 回执第 2 号"
    dialog.deleteLater()


def test_a_new_street_is_issued_its_store_and_a_lost_one_is_stopped(desk, area, district, stick):
    asked = []
    area._show = asked.append
    area.issue()
    dialog = asked.pop()
    fields = dialog.findChild(IssueFields)
    assert [fields.office.itemData(place) for place in range(fields.office.count())] == ["XS", ""]
    dialog.folder.setText(str(stick))
    dialog.make_button.click()
    assert "请填写使用人姓名" in dialog.told.text()
    fields.office.setCurrentIndex(1)
    fields.code.setText("ww")
    fields.name.setText("新湾街道总工会")
    fields.first.setText("周敏")
    fields.colleagues.setText("吴丽、郑华")
    dialog.make_button.click()
    wait(desk)
    assert dialog.code.text() == f"开通码：{dialog.outcome.opening_code}"
    assert dialog.outcome.opening_code
    (site,) = [one for one in district.exchange.sites(district.actor) if one.office == "WW"]
    assert site.word == "新湾"
    area.revoke(site)
    stop = asked.pop()
    assert isinstance(stop, RevokeDialog)
    stop.revoke_button.click()
    assert "请写明为什么停用" in stop.told.text()
    stop.why.setText("电脑丢失")
    stop.revoke_button.click()
    (site,) = [one for one in district.exchange.sites(district.actor) if one.office == "WW"]
    assert site.state is SiteState.REVOKED
    for each in (dialog, stop):
        each.deleteLater()


def test_a_whole_package_is_taken_back(desk, area, district, street, stick, monkeypatch):
    uid = street.add_person(name="王小明")
    taken = hand_in(street, district, stick)
    monkeypatch.setattr(desk, "confirm", lambda *_words: True)
    screen = shown(desk, area.make_screen())
    assert screen.back_button.isEnabled()
    screen.back_button.click()
    wait(desk)
    assert district.person(uid) is None
    assert district.exchange.handover(district.actor, taken.handover_uid).taken_back_by == "李强"
    assert not screen.back_button.isEnabled()
    assert screen.back_button.toolTip() == "已经退回。"


def test_packages_in_the_folder_and_conflicts_stand_on_the_workbench(
    desk, area, district, street, stick, clock
):
    _, path = parted(district, street, stick, clock, 1)
    desk.preferences.set(FOLDER, str(stick))
    assert area.sections() == ()
    wait(desk)
    (section,) = area.sections()
    assert (section.title, [row.text for row in section.rows]) == (
        "待并数据包",
        [f"待收数据包 {path.name}"],
    )
    district.exchange.apply(district.actor, path)
    settle()
    area.sections()
    wait(desk)
    (section,) = area.sections()
    assert [(row.text, row.figure) for row in section.rows] == [("两边不同，等待决定", "1")]


def test_a_street_hands_in_and_takes_its_receipt_by_the_same_screen(
    qapp, district, street, stick, clock, tmp_path
):
    services = services_on(street.database, "王芳", clock)
    desk = make_desk(services)
    area = ExchangeDesk(
        desk, services.exchange, services.offices, show_alike=bool, open_record=lambda *_: None
    )
    asked = []
    area._show = asked.append
    screen = shown(desk, area.make_screen())
    assert screen.hand_in_button.isVisible()
    assert not screen.issue_button.isVisible()
    street.add_person(name="王小明")
    screen.hand_in_button.click()
    dialog = asked.pop()
    dialog.folder.setText(str(stick / "没有"))
    dialog.make()
    assert "没有这个文件夹" in dialog.told.text()
    dialog.folder.setText(str(stick))
    dialog.make()
    wait(desk)
    district.exchange.apply(district.actor, dialog.outcome.info.path)
    confirm(district, street, stick)
    assert site_of(street, BY).is_own
    assert XS.code not in {site.office for site in street.exchange.sites(street.actor)}
    for each in (dialog, screen):
        each.close()
        each.deleteLater()
    wait(desk)
    desk.close()


def test_a_street_opens_what_it_was_given_and_enters_its_first_password(
    qtbot, district, stick, tmp_path, clock
):
    users = (IssuedUser("周敏", frozenset({"handle"})),)
    made = district.exchange.issue_store(district.actor, "XS", stick, users)

    def open_with(path, code, user, password):
        return open_issued(tmp_path / "新", path, code, user, password, clock=clock, cost=CHEAP)

    tasks = Tasks()
    dialog = OpenIssued(tasks, open_with)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.open_it()
    assert dialog.problem.text() == "▲ 请选择区总工会给的文件。"
    dialog.path.setText(str(made.info.path))
    dialog.code.setText(made.opening_code.lower())
    for field in (dialog.secret, dialog.again):
        field.setText(PASSWORD)
    dialog.name.setText("别人")
    dialog.open_it()
    qtbot.waitUntil(lambda: "发放给 周敏 的" in dialog.problem.text())
    dialog.name.setText("周敏")
    with qtbot.waitSignal(dialog.accepted):
        dialog.open_it()
    tasks.close()
    assert dialog.result_value.count("-") > 3
    with_key = Vault.unlock(tmp_path / "新", "周敏", PASSWORD)
    opened = desk_at(tmp_path / "新", with_key, "周敏", XS, clock)
    assert [site.office for site in opened.exchange.sites(opened.actor)] == ["QU", "BY", "XS"]
    opened.database.close()
