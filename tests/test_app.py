"""The way into a store, as one meets it: set-up, unlock, recovery, demo; and the window on it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from union_desk.app import Program, WayIn
from union_desk.areas import make_window
from union_desk.core.errors import StoreProblem
from union_desk.desk.opening import Opening
from union_desk.desk.preferences import Preferences
from union_desk.desk.recovery_key import RecoveryKey
from union_desk.desk.safekeeping.rescue import Rescue
from union_desk.desk.safekeeping.restore import RestoreDialog, RestoreOrder
from union_desk.desk.start import LAST_USER, FirstStart, Recover, Unlock
from union_desk.desk.style import apply_style
from union_desk.services import FirstStart as Answers
from union_desk.services import create_store, open_demo, open_services
from union_desk.store.backup import backup
from union_desk.store.vault import Cost, Vault

CHEAP = Cost(1, 1024, 1)
BAIYANG = Answers("白杨街道总工会", "BY", False, "陈明", "a long password")


@pytest.fixture(autouse=True)
def styled(qapp: QApplication):
    if not qapp.styleSheet():
        apply_style(qapp)


@pytest.fixture
def program(qapp):
    program = Program(qapp, Preferences())
    yield program
    program.tasks.close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def way_in(program, folder, tmp_path):
    return WayIn(program, folder, tmp_path / "scratch", demo=False)


@contextmanager
def answering(*acts):
    """Act on the dialogs that will come: pairs of a dialog class and what to do with it."""
    waiting, wrong = list(acts), []
    last_change = time.monotonic()
    acted_on = []

    def look():
        nonlocal last_change
        dialog = QApplication.activeModalWidget()
        if time.monotonic() - last_change > 60 and dialog is not None:
            wrong.append(f"stuck at {dialog}")
            dialog.done(0)
        if dialog is None or not waiting or (acted_on and acted_on[-1] is dialog):
            return
        kind, act = waiting[0]
        if not isinstance(dialog, kind):
            return
        waiting.pop(0)
        acted_on.append(dialog)
        last_change = time.monotonic()
        act(dialog)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    yield
    timer.stop()
    assert not wrong
    assert not waiting


def answer_first(dialog):
    form = dialog.ui
    form.office.setText("白杨街道总工会")
    form.code.setText("by")
    form.user.setText("陈明")
    form.password.setText("a long password")
    form.again.setText("a long password")
    form.begin.click()


def type_asked_group(dialog):
    dialog.ui.group.setText(dialog.sheet.key.split("-")[dialog.asked].lower())
    dialog.ui.confirm.click()


def unlock_with(password):
    def act(dialog):
        dialog.ui.password.setText(password)
        dialog.ui.unlock.click()

    return act


def test_the_first_start_asks_five_things_and_a_group_of_the_key(way_in, folder, qtbot):
    with answering((FirstStart, answer_first), (RecoveryKey, type_asked_group)):
        services = way_in.services()
    assert (services.office.code, services.actor.user) == ("BY", "陈明")
    assert not services.is_demo
    services.close()
    open_services(folder, "陈明", "a long password").close()


def test_going_away_from_the_set_up_leaves_no_store(way_in, folder, qtbot):
    with answering((FirstStart, lambda dialog: dialog.reject())):
        assert way_in.services() is None
    assert not folder.exists()


def test_looking_at_the_demo_first_makes_no_office_store(way_in, folder, qtbot, demo_at_hand):
    with answering((FirstStart, lambda dialog: dialog.ui.demo.click())):
        services = way_in.services()
    assert services.is_demo
    services.close()
    assert not folder.exists()
    assert way_in.has_only_looked()
    assert not way_in.has_only_looked()


def test_after_the_demo_one_is_back_at_the_set_up(program, way_in, folder, qtbot, demo_at_hand):
    seen = []

    def close_window():
        if program.sitting is not None and program.sitting.window is not None:
            seen.append(program.sitting.window.windowTitle())
            program.sitting.leave()

    closer = QTimer()
    closer.timeout.connect(close_window)
    closer.start(200)
    with answering(
        (FirstStart, lambda dialog: dialog.ui.demo.click()),
        (FirstStart, lambda dialog: dialog.ui.demo.click()),
        (FirstStart, lambda dialog: dialog.reject()),
    ):
        assert program.run(way_in) == 0
    closer.stop()
    assert len(seen) >= 2
    assert "演示数据" in seen[0]
    assert not folder.exists()


def test_a_lone_street_begins_without_a_code_and_its_numbers_say_so(way_in, folder, qtbot):
    def answer_without_code(dialog):
        dialog.ui.code.clear()
        dialog.ui.office.setText("白杨街道总工会")
        dialog.ui.user.setText("陈明")
        dialog.ui.password.setText("a long password")
        dialog.ui.again.setText("a long password")
        dialog.ui.begin.click()

    with answering((FirstStart, answer_without_code), (RecoveryKey, type_asked_group)):
        services = way_in.services()
    assert services.office.code.startswith("LBY")
    form = services.hardship.new_form(services.actor)
    saved = services.hardship.save(
        services.actor, replace(form, owner=replace(form.owner, name="王芳")), None
    )
    assert saved.number_shown.startswith("临时 白杨-")
    services.offices.take_official_code(services.actor, "BY")
    services.offices.lend_numbers(services.actor, 1, 300)
    view = services.hardship.view(saved.uid, services.actor)
    again = services.hardship.save(services.actor, view.form, saved.uid)
    assert again.number_shown.startswith("白杨-")
    for number in (view.number, services.hardship.view(saved.uid, services.actor).number):
        assert [hit.uid for hit in services.hardship.search(services.actor, number, 5)] == [saved.uid]
    services.close()


def test_a_wrong_password_is_said_above_the_button_and_the_right_one_opens(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    problems = []

    def wrong_then_right(dialog):
        unlock_with("not it")(dialog)

        def again():
            if not dialog.ui.problem.text():
                QTimer.singleShot(20, again)
                return
            problems.append(dialog.ui.problem.text())
            unlock_with("a long password")(dialog)

        again()

    with answering((Unlock, wrong_then_right)):
        services = way_in.services()
    assert "用户名或密码不对" in problems[0]
    assert services.office.name == "白杨街道总工会"
    services.close()


def test_a_store_that_does_not_open_lets_go_of_the_unlock_box_and_says_why(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    (folder / "store.db").write_bytes(bytes(8192))
    with answering((Unlock, unlock_with("a long password"))), pytest.raises(StoreProblem) as caught:
        way_in.services()
    with answering((Rescue, lambda box: box.leave.click())):
        assert not way_in.is_mended(caught.value)
    with answering((Rescue, lambda box: box.again.click())):
        assert way_in.is_mended(caught.value)


def test_a_damaged_store_is_mended_by_its_backup(program, way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    services = open_services(folder, "陈明", "a long password")
    Vault.set_password(folder, services.database.key, "丁一", "another long one", cost=CHEAP)
    program.preferences.set(LAST_USER, "陈明")
    backup(services.database)
    services.close()
    (folder / "store.db").write_bytes(bytes(8192))
    with answering((Unlock, unlock_with("a long password"))), pytest.raises(StoreProblem) as caught:
        way_in.services()

    def password(dialog):
        assert dialog.user.currentText() == "陈明", "who was here last is asked first"
        dialog.password.setText("a long password")
        dialog.restore.click()

    with answering(
        (Rescue, lambda box: QTimer.singleShot(0, box.latest.click)),
        (RestoreDialog, password),
        (QMessageBox, lambda box: box.accept()),
    ):
        assert way_in.is_mended(caught.value)
    with answering((Unlock, unlock_with("a long password"))):
        way_in.services().close()
    (aside,) = folder.glob("replaced-*")
    assert (aside / "store.db").read_bytes() == bytes(8192)


def test_where_only_backups_are_left_no_new_store_is_begun_over_them(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    services = open_services(folder, "陈明", "a long password")
    backup(services.database)
    services.close()
    for lost in ("store.db", "keys.json"):
        (folder / lost).unlink()
    with pytest.raises(StoreProblem, match="只剩下备份") as caught:
        way_in.services()
    with answering((Rescue, lambda box: box.leave.click())):
        assert not way_in.is_mended(caught.value)


def test_a_set_up_that_was_cut_off_at_its_last_step_is_ended_at_the_start(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    decided = folder / ".incoming-20261123-090000"
    decided.mkdir()
    for name in ("store.db", "keys.json"):
        (folder / name).rename(decided / name)
    with answering((Unlock, unlock_with("a long password"))):
        services = way_in.services()
    assert services.actor.user == "陈明"
    assert not decided.exists()
    services.close()


def test_a_restore_wanted_in_the_window_is_done_before_the_store_is_opened_again(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    services = open_services(folder, "陈明", "a long password")
    way_in.order = RestoreOrder(backup(services.database), folder, services.database.key)
    services.close()
    with answering((QMessageBox, lambda box: box.accept()), (Unlock, unlock_with("a long password"))):
        way_in.services().close()
    assert way_in.order is None
    assert list(folder.glob("replaced-*"))
    way_in.order = RestoreOrder(folder / "pulled out", folder, bytes(32))
    told = []
    with answering(
        (QMessageBox, lambda box: (told.append(box.text()), box.accept())), (Unlock, Unlock.reject)
    ):
        assert way_in.services() is None
    assert told == ["这个文件夹不是备份。"]


def test_the_login_begins_with_who_was_here_last(program, way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    with open_services(folder, "陈明", "a long password").database as database:
        Vault.set_password(folder, database.key, "李强", "another password", cost=CHEAP)
    program.preferences.set(LAST_USER, "李强")
    names = []

    def look(dialog):
        names.append((dialog.ui.user.text(), dialog.ui.user.completer() is not None))
        dialog.reject()

    with answering((Unlock, look)):
        assert way_in.services() is None
    assert names == [("李强", True)]


def test_the_recovery_key_opens_and_sets_a_new_password(way_in, folder, qtbot):
    key = create_store(folder, BAIYANG, cost=CHEAP)

    def recover(dialog):
        form = dialog.ui
        form.key.setText(key)
        form.password.setText("a new password")
        form.again.setText("a new password")
        form.open.click()

    with answering((Unlock, lambda dialog: dialog.ui.recover.click()), (Recover, recover)):
        services = way_in.services()
    services.close()
    open_services(folder, "陈明", "a new password").close()


def test_going_back_from_recovery_asks_for_the_password_again(way_in, folder, qtbot):
    create_store(folder, BAIYANG, cost=CHEAP)
    with answering(
        (Unlock, lambda dialog: dialog.ui.recover.click()),
        (Recover, lambda dialog: dialog.reject()),
        (Unlock, unlock_with("a long password")),
    ):
        services = way_in.services()
    services.close()


def test_closing_the_frame_while_the_store_opens_goes_away(program, folder, tmp_path, qtbot):
    way_in = WayIn(program, folder, tmp_path, demo=True)

    def close():
        frames = [each for each in QApplication.topLevelWidgets() if isinstance(each, Opening)]
        for frame in frames:
            frame.close()
        if not frames:
            QTimer.singleShot(1, close)

    QTimer.singleShot(0, close)
    assert way_in.services() is None


def test_a_demo_opens_without_a_question_and_says_that_it_is_one(
    program, folder, tmp_path, qtbot, demo_at_hand
):
    services = WayIn(program, folder, tmp_path, demo=True).services()
    window = make_window(services, Preferences())
    qtbot.addWidget(window)
    assert "演示数据，均为虚构" in window.windowTitle()
    window.close()
    window.desk.close()
    services.close()
    again = open_demo(tmp_path / "store")
    assert again.is_demo
    again.close()


def test_a_window_that_cannot_be_made_says_so_instead_of_not_coming(program, way_in, folder, monkeypatch):
    create_store(folder, BAIYANG, cost=CHEAP)
    said = []

    def refuse(*_parts):
        raise KeyError("no such part")

    def read(box):
        said.append(f"{box.text()}{box.informativeText()}")
        box.close()

    monkeypatch.setattr("union_desk.sitting.make_window", refuse)
    with answering((Unlock, unlock_with(BAIYANG.password)), (QMessageBox, read)):
        assert program.run(way_in) == 1
    assert "不能继续" in said[0]
    assert "已保存的内容都在" in said[0]
    with open_services(folder, "陈明", BAIYANG.password).database:
        pass  # nobody holds the store any more
