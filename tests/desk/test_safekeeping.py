"""The screens of safekeeping on a real encrypted store: list, check, restore, second place, closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.conftest import TEST_KEY
from tests.desk.helpers import nameless, settle
from union_desk.casework.backup_list import compare_unread
from union_desk.casework.offices import Office, store_office
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.desk.desk import Desk
from union_desk.desk.failures import Failures
from union_desk.desk.preferences import Preferences
from union_desk.desk.safekeeping.backup_table import size_words
from union_desk.desk.safekeeping.closing import ClosingBackup
from union_desk.desk.safekeeping.keeper import NO_BACKUP, Keeper
from union_desk.desk.safekeeping.rescue import Rescue
from union_desk.desk.safekeeping.restore import RestoreDialog, RestoreOrder, RestoreWork, Restoring
from union_desk.desk.safekeeping.screen import BackupScreen
from union_desk.desk.tasks import Tasks
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.services import open_demo
from union_desk.sitting import Sitting
from union_desk.store.database import Database
from union_desk.store.vault import Cost, Vault

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER, Role.HANDLE}))
WORKER = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))


def save(database, code="XS"):
    with database.write("登记单位", KEEPER) as work:
        store_office(work, Office(code, f"{code}街道总工会", code, "street_office"))


@pytest.fixture
def keeping(database):
    return Safekeeping(database)


@pytest.fixture
def office_desk(qapp, clock):
    desk = Desk(KEEPER, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def keeper(office_desk, keeping):
    return Keeper(office_desk, keeping)


def screen_of(desk, keeping, qtbot):
    screen = BackupScreen(desk, keeping)
    qtbot.addWidget(screen)
    screen.show()
    settle()
    return screen


def wait_for(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.tasks.running, timeout=10_000)
    settle()


def words_of(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_list_tells_age_kind_contents_and_state(office_desk, keeping, database, clock, qtbot):
    save(database)
    keeping.make_daily()
    clock.go_on(days=3)
    broken = keeping.back_up(KEEPER)
    (broken / "manifest.json").write_text("{")
    screen = screen_of(office_desk, keeping, qtbot)
    rows = [[screen.table.item(row, column).text() for column in range(6)] for row in range(2)]
    assert rows[0][0].startswith("2026-11-26 10:00")
    assert rows[0][2] == "损坏：备份说明已损坏"
    assert rows[1][0] == "2026-11-23 10:00（3 天前）"
    assert rows[1][1] == "每日 · 本机"
    assert "修改记录 1" in rows[1][3]
    assert rows[1][2] == "完好"
    assert screen.table.current().restorable
    assert "选中的这份有：档案 0、人员 0、单位 0、事件 0、修改记录 1。" in words_of(screen)
    screen.table.selectRow(0)
    assert not screen.put_back.isEnabled()


def test_a_backup_made_here_is_said_here_and_listed(office_desk, keeping, qtbot):
    screen = screen_of(office_desk, keeping, qtbot)
    screen.now.click()
    assert not screen.now.isEnabled()
    wait_for(office_desk, qtbot)
    assert screen.told.text().startswith("已备份并核对：")
    assert screen.table.rowCount() == 1
    screen.look.click()
    wait_for(office_desk, qtbot)
    assert screen.told.text() == "这份备份完好。"


def test_a_damaged_backup_is_found_by_reading_it(office_desk, keeping, qtbot):
    archive = keeping.back_up(KEEPER)
    data = bytearray((archive / "store.db").read_bytes())
    data[9000] ^= 1
    (archive / "store.db").write_bytes(data)
    screen = screen_of(office_desk, keeping, qtbot)
    screen.look.click()
    wait_for(office_desk, qtbot)
    assert screen.told.text().startswith("▲ 这份备份已损坏")
    assert not screen.put_back.isEnabled()


def test_the_second_place_is_named_and_filled_from_the_list(
    office_desk, keeping, tmp_path, qtbot, monkeypatch
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    screen = screen_of(office_desk, keeping, qtbot)
    assert not screen.second.isEnabled()
    asked = []
    monkeypatch.setattr(office_desk, "confirm", lambda *words: asked.append(words) or True)
    screen.take_second(stick)
    assert "同一块磁盘" in asked[0][1]
    screen.second.click()
    wait_for(office_desk, qtbot)
    assert screen.table.item(0, 1).text() == "副本 · 第二处"
    stick.rename(tmp_path / "in the drawer")
    screen.reload()
    assert "现在没有插上" in screen.places.text()
    screen.second.click()
    wait_for(office_desk, qtbot)
    assert screen.told.text() == f"▲ 找不到第二处 {stick}。请插上 U 盘（或连上共享文件夹），再做一次。"


def test_a_second_place_that_is_not_wanted_any_more_is_not_asked_for(
    office_desk, keeping, tmp_path, qtbot, monkeypatch
):
    keeping.name_second(KEEPER, tmp_path)
    monkeypatch.setattr(office_desk, "confirm", lambda *_words: True)
    screen = screen_of(office_desk, keeping, qtbot)
    assert screen.forget.isVisible()
    screen.forget.click()
    assert keeping.book.second is None
    assert keeping.reminders(KEEPER) == ()
    assert not screen.forget.isVisible()


def test_who_does_not_keep_the_store_sees_why_he_cannot_restore(keeping, clock, qtbot):
    desk = Desk(WORKER, clock=clock)
    keeping.back_up(WORKER)
    screen = screen_of(desk, keeping, qtbot)
    assert not screen.put_back.isEnabled()
    assert screen.put_back.toolTip() == "只有管理员可以做。"
    assert screen.now.isEnabled()
    desk.close()


def test_what_a_restore_would_lose_is_said_before_it(office_desk, keeping, database, clock, qtbot):
    save(database)
    archive = keeping.back_up(KEEPER)
    clock.go_on(days=3)
    for code in ("AA", "BB"):
        save(database, code)
    restoring = Restoring(keeping.compare(KEEPER, archive), keeping.folder, TEST_KEY)
    dialog = RestoreDialog(office_desk.tasks, restoring)
    qtbot.addWidget(dialog)
    dialog.show()
    words = words_of(dialog)
    assert "这份备份是 3 天前的（2026-11-23 10:00，程序版本" in words
    assert "之后写入的 2 次保存不会在里面。" in words
    assert "“replaced-”开头的文件夹保留" in words
    assert "没填完的内容" in words
    assert "▼ 1" in words
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.order is None
    assert not dialog.isVisible()
    dialog.restore.click()
    assert dialog.order == RestoreOrder(archive, keeping.folder, TEST_KEY)


def test_a_backup_with_another_key_asks_for_the_password_or_the_recovery_key_of_its_day(
    office_desk, tmp_path, clock, qtbot
):
    folder = tmp_path / "办公室"
    key, printed = Vault.create(folder, "王芳", "a long password", cost=Cost(1, 8, 1))
    with Database.create(folder, key, clock=clock) as database:
        archive = Safekeeping(database).back_up(KEEPER)
    compared = compare_unread(archive, clock())
    dialog = RestoreDialog(office_desk.tasks, Restoring(compared, folder, users=("王芳",)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.password.setText("wrong")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    wait_for(office_desk, qtbot)
    assert "用户名或密码不对" in dialog.problem.text()
    dialog._turn_to(1)
    dialog.restore.click()
    assert "请照恢复密钥单" in dialog.problem.text()
    dialog.recovery.setText(printed)
    dialog.restore.click()
    wait_for(office_desk, qtbot)
    assert dialog.order == RestoreOrder(archive, folder, key)


def test_the_screen_asks_the_sitting_to_restore(office_desk, keeping, qtbot, monkeypatch):
    keeping.back_up(KEEPER)
    wanted = []
    office_desk.restore_wanted.connect(wanted.append)
    monkeypatch.setattr(RestoreDialog, "exec", lambda self: self.go_on())
    screen = screen_of(office_desk, keeping, qtbot)
    screen.put_back.click()
    assert [order.folder for order in wanted] == [keeping.folder]
    assert not screen.isVisible()


def test_restoring_tells_each_step_and_where_the_old_data_are(office_desk, keeping, database, qtbot):
    archive = keeping.back_up(KEEPER)
    save(database)
    database.close()
    work = RestoreWork(office_desk.tasks, RestoreOrder(archive, keeping.folder, TEST_KEY))
    assert work.run()
    assert (work.aside / "store.db").exists()
    with pytest.raises(StoreProblem):
        RestoreWork(office_desk.tasks, RestoreOrder(archive, keeping.folder, bytes(32))).run()


def test_the_box_at_the_start_says_what_is_safe_and_offers_the_newest_whole_backup(
    office_desk, keeping, database, clock, qtbot
):
    keeping.make_daily()
    clock.go_on(days=1)
    newest = keeping.back_up(KEEPER)
    (newest / "manifest.json").write_text("{")
    problem = StoreProblem("数据文件已损坏，不能读取。", advice="请不要继续录入。", damaged=True)
    rescue = Rescue(office_desk.tasks, keeping.folder, problem, clock)
    qtbot.addWidget(rescue)
    rescue.show()
    assert "数据文件已损坏" in words_of(rescue)
    assert "原来的文件没有动过" in words_of(rescue)
    assert rescue.table.currentRow() == 1
    assert rescue.latest.isDefault()
    rescue.restore(newest)
    assert rescue.told.text().startswith("▲ 这里没有可用的备份。")
    assert nameless(rescue) == []


def test_without_any_backup_the_box_says_where_one_may_be(office_desk, tmp_path, clock, qtbot):
    rescue = Rescue(office_desk.tasks, tmp_path, StoreProblem("打不开。", damaged=True), clock)
    qtbot.addWidget(rescue)
    rescue.show()
    assert "没有找到备份" in rescue.told.text()
    assert not rescue.latest.isEnabled()
    assert rescue.elsewhere.isDefault()


def test_the_day_is_backed_up_by_itself_and_a_failure_is_no_dialog(
    keeper, office_desk, keeping, qtbot, clock
):
    assert NO_BACKUP in keeper.standing()
    keeper.look()
    wait_for(office_desk, qtbot)
    assert "最近备份 今天 10:00" in keeper.standing()
    keeper.look()
    assert not office_desk.tasks.running
    clock.go_on(days=1)
    assert "昨天" in keeper.standing()
    keeping.home.rename(keeping.folder / "aside")
    keeping.home.write_text("in the way")
    keeper.look()
    wait_for(office_desk, qtbot)
    assert "▲ 自动备份没有做成" in keeper.standing()
    (section,) = keeper.sections()
    assert section.rows[0].urgent
    keeping.home.unlink()
    section.rows[0].run()
    wait_for(office_desk, qtbot)
    assert keeper.sections() == ()
    assert QApplication.activeModalWidget() is None


def test_a_failed_backup_is_tried_again_after_an_hour(keeper, office_desk, keeping, qtbot, clock):
    keeping.home.write_text("in the way")
    keeper.look()
    wait_for(office_desk, qtbot)
    keeping.home.unlink()
    keeper.look()
    assert not office_desk.tasks.running
    clock.go_on(hours=1)
    keeper.look()
    wait_for(office_desk, qtbot)
    assert keeper.sections() == ()


def test_all_of_the_store_is_checked_weekly_when_nobody_writes(
    keeper, office_desk, keeping, qtbot, clock, monkeypatch
):
    keeper.look()
    wait_for(office_desk, qtbot)
    clock.go_on(days=8)
    keeping.make_daily()
    monkeypatch.setattr(Safekeeping, "_created_at", lambda _self: clock() - timedelta(days=9))
    keeper.look()
    wait_for(office_desk, qtbot)
    assert not keeping.verify_is_due()


def test_after_a_sitting_that_was_cut_off_the_file_is_looked_at_and_it_is_told(
    keeper, office_desk, keeping, qtbot, monkeypatch
):
    (keeping.folder / "sitting").write_text("4711-killed")
    monkeypatch.setattr("union_desk.desk.safekeeping.keeper._CHECK_MS", 0)
    told = []
    office_desk.told.connect(lambda text, _undo: told.append(text))
    keeper.begin()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["上次没有正常结束。已检查：数据完好，保存过的都在。"]
    assert keeper.sections()[0].rows[0].text == "上次没有正常结束；已检查，数据完好"
    keeper.finish()
    assert not (keeping.folder / "sitting").exists()


def test_closing_backs_up_what_was_written_since(keeper, keeping, database, qtbot):
    keeping.make_daily()
    keeper.finish()
    assert len(keeping.all(KEEPER)) == 1
    save(database)
    keeper.finish()
    assert len(keeping.all(KEEPER)) == 2


def test_closing_does_not_wait_for_who_will_not(keeping, database, qtbot):
    save(database)
    closing = ClosingBackup(keeping, moment=0)
    closing._stop.set()
    closing.run()
    assert keeping.all(KEEPER) == ()
    assert list(keeping.home.iterdir()) == []
    assert "立即退出" in closing.box.leave.text()


def test_before_a_restore_nothing_is_backed_up_at_closing(keeper, office_desk, keeping, database):
    save(database)
    office_desk.restore_wanted.emit(None)
    keeper.finish()
    assert keeping.all(KEEPER) == ()


def test_half_forms_that_cannot_be_kept_stand_in_the_line_below(keeper, qtbot):
    keeper.draft_told(StoreProblem("磁盘已满，这次没有保存。"))
    settle()
    assert keeper.standing().startswith("▲ 没保存的内容暂存不了：磁盘已满，这次没有保存 · ")
    keeper.draft_told(None)
    settle()
    assert "▲" not in keeper.standing()


def test_what_waits_stands_on_the_workbench_and_enter_does_it(
    keeper, keeping, office_desk, tmp_path, clock, qtbot
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    keeping.name_second(KEEPER, stick)
    keeping.copy_to_second(KEEPER)
    clock.go_on(days=9)
    plan = WindowPlan(
        (),
        "白杨街道",
        "陈明",
        standing=keeper.standing,
        workbench=keeper.sections,
        commands=keeper.commands(),
    )
    window = MainWindow(office_desk, plan)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle()
    lines = window.workbench._lines()
    assert "第二处备份已 9 天没有做：插上 U 盘后按 Enter" in [line.accessibleName() for line in lines]
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Return)
    wait_for(office_desk, qtbot)
    qtbot.waitUntil(lambda: not any("第二处" in line.accessibleName() for line in window.workbench._lines()))
    assert len(list(stick.glob("*/store.db"))) == 2
    titles = [command.title for command in keeper.commands()]
    assert titles == ["立即备份", "备份到第二处", "备份到…", "备份与恢复…", "核对数据"]


def test_a_damage_found_while_working_offers_the_backups(qtbot, qapp):
    from PySide6.QtWidgets import QWidget

    window, offered = QWidget(), []
    qtbot.addWidget(window)
    failures = Failures(window=lambda: window, restore=lambda: offered.append(True))
    failures.show_store_problem(StoreProblem("数据文件已损坏。", damaged=True))
    next(each for each in failures.box.buttons() if each.text() == "恢复最近的备份…").click()
    settle()
    assert offered == [True]
    failures.show_store_problem(StoreProblem("磁盘已满。"))
    assert [each.text() for each in failures.box.buttons()] == ["知道了"]


def test_sizes_are_written_as_people_say_them():
    assert [size_words(size) for size in (0, 10, 820_000, 64_200_000)] == [
        "0 KB",
        "1 KB",
        "820 KB",
        "64.2 MB",
    ]


def test_every_input_has_a_name(office_desk, keeping, clock, qtbot):
    archive = keeping.back_up(KEEPER)
    screen = screen_of(office_desk, keeping, qtbot)
    ask = RestoreDialog(office_desk.tasks, Restoring(compare_unread(archive, clock()), keeping.folder))
    qtbot.addWidget(ask)
    ask.show()
    assert nameless(screen) == []
    assert nameless(ask) == []


def test_a_restore_chosen_in_the_window_ends_the_sitting(demo_copy, qapp, clock, qtbot):
    services = open_demo(demo_copy)
    Safekeeping(services.database).back_up(services.actor)
    sitting = Sitting(qapp, services, Preferences())

    def choose():
        sitting.show_backups()
        screen = sitting.window.desk.findChild(Keeper).screen
        QTimer.singleShot(0, confirm)
        screen.put_back.click()

    def confirm():
        QApplication.activeModalWidget().restore.click()

    QTimer.singleShot(0, choose)
    assert sitting.run()
    services.close()
    assert sitting.order.folder == demo_copy
    assert RestoreWork(Tasks(), sitting.order).run()
    open_demo(demo_copy).close()
    assert not (demo_copy / "sitting").exists()
