"""A sitting: locked and unlocked, handed to another user, and what each of them finds of his own work."""

from __future__ import annotations

import shutil
import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle, type_zh
from union_desk.casework.accounts import AccountService, NewAccount
from union_desk.core.rights import Role
from union_desk.desk.accounts.choose_user import ChooseUser
from union_desk.desk.accounts.own_password import OwnPassword
from union_desk.desk.accounts.user_form import UserForm
from union_desk.desk.accounts.users import UsersScreen
from union_desk.desk.lock import LockBox
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.desk.window import MainWindow
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, create_store, open_demo, open_services
from union_desk.sitting import Sitting
from union_desk.store import warming
from union_desk.store.vault import Cost

CHEAP = Cost(passes=1, memory=8, lanes=1)
CHIEF = "陈明的密码很长C"
HIS = "李强自己选的密码"
START = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password=CHIEF)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A street's store with three users, one of whom was given his password only now."""
    folder = tmp_path_factory.mktemp("sitting") / "store"
    create_store(folder, START, cost=CHEAP)
    services = open_services(folder, "陈明", CHIEF)
    accounts = AccountService(services.database, services.clock, CHEAP)
    accounts.add(services.actor, NewAccount("李强", "BY", frozenset({Role.HANDLE}), "第一次用的密码A"))
    accounts.choose_password(accounts.sign_in("李强", "第一次用的密码A"), HIS)
    accounts.add(services.actor, NewAccount("沈佳", "BY", frozenset({Role.READ}), "第一次用的密码A"))
    services.close()
    return folder


@pytest.fixture
def sitting(qtbot, qapp, template, tmp_path):
    if not qapp.styleSheet():
        apply_style(qapp)
    shutil.copytree(template, tmp_path / "store")
    services = open_services(tmp_path / "store", "陈明", CHIEF)
    services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳")))
    sitting = Sitting(qapp, services, Preferences())
    sitting.begin()
    settle()
    yield sitting
    sitting.end()
    services.close()


def visible(kind=object):
    settle()
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and isinstance(each, kind)]


def press(sitting, key, modifiers=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(sitting.window, key, modifiers)
    settle()


def enter(qtbot, sitting, password, user=""):
    box = sitting.box
    if user:
        box.ask(another=True)
        box.ui.user.setText(user)
    box.ui.password.setText(password)
    box.try_enter()
    qtbot.waitUntil(lambda: sitting.box is None or bool(box.ui.problem.text()))
    settle()


def typed_into(sitting, name):
    """Begin a new file and type the name, without saving it."""
    sitting.window.desk.open("hardship_file", "")
    settle()
    field = sitting.window.page.basics.form.owner__name
    field.setFocus()
    type_zh(field, name)
    settle()


def drafts(sitting):
    return [draft.values["sheet"].get("owner.name") for draft in sitting.window.desk.drafts.all()]


def test_ctrl_l_takes_everything_from_the_screen_and_the_password_brings_it_back(qtbot, sitting):
    typed_into(sitting, "戴玉梅")
    press(sitting, Qt.Key.Key_L)
    assert [type(each) for each in visible()] == [LockBox]
    titles = " ".join(each.windowTitle() for each in visible())
    assert "王芳" not in titles
    assert "戴玉梅" not in titles
    assert drafts(sitting) == ["戴玉梅"]
    enter(qtbot, sitting, "不是这个密码")
    assert "不对" in sitting.box.ui.problem.text()
    assert [type(each) for each in visible()] == [LockBox]
    window = sitting.window
    enter(qtbot, sitting, CHIEF)
    assert visible(MainWindow) == [window]
    assert window.page.basics.form.owner__name.text() == "戴玉梅"


def test_ctrl_l_locks_from_a_dialog_too_which_comes_back_with_what_was_typed(qtbot, sitting):
    sitting.window._commands["user.accounts"].run()
    settle()
    (users,) = visible(UsersScreen)
    users.ask_new()
    settle()
    (form,) = visible(UserForm)
    type_zh(form.ui.user, "何小满")
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert [type(each) for each in visible()] == [LockBox]
    enter(qtbot, sitting, CHIEF)
    assert set(visible()) >= {sitting.window, users, form}
    assert form.ui.user.text() == "何小满"
    form.reject()
    users.accept()


def test_a_task_goes_on_behind_the_lock(qtbot, sitting):
    go, told = threading.Event(), []
    sitting.window.desk.tasks.run("正在打印", lambda _task: go.wait(10), told.append)
    sitting.lock()
    go.set()
    qtbot.waitUntil(lambda: told == [True])
    assert sitting.box is not None


def test_an_idle_desk_locks_itself(qtbot, sitting):
    sitting.idle.set_minutes(0.002)
    qtbot.waitUntil(lambda: sitting.box is not None, timeout=5_000)
    assert [type(each) for each in visible()] == [LockBox]
    enter(qtbot, sitting, CHIEF)
    assert sitting.idle._limit == 15 * 60


def test_how_long_it_waits_is_chosen_on_this_pc(sitting):
    command = sitting.window._commands["lock.after 5"]
    command.run()
    assert command.checked()
    assert sitting.idle._limit == 5 * 60
    sitting.window._commands["lock.after 0"].run()
    assert sitting.idle._limit == 0


def test_another_user_goes_on_with_a_window_and_half_forms_of_his_own(qtbot, sitting):
    typed_into(sitting, "戴玉梅")
    first, database = sitting.window, sitting.services.database
    sitting.change_user()
    assert not sitting.box.ui.user.isReadOnly()
    enter(qtbot, sitting, HIS, user="李强")
    assert sitting.services.actor.user == "李强"
    assert sitting.services.database is database
    assert visible(MainWindow) == [sitting.window] != [first]
    assert "李强" in sitting.window._user.text()
    assert drafts(sitting) == []
    typed_into(sitting, "何小满")
    sitting.lock(another=True)
    enter(qtbot, sitting, CHIEF, user="陈明")
    assert drafts(sitting) == ["戴玉梅"]


def test_the_window_of_the_former_user_hears_of_no_change_any_more(qtbot, sitting):
    listeners = sitting.services.database.listeners
    before = len(listeners)
    sitting.lock(another=True)
    enter(qtbot, sitting, HIS, user="李强")
    assert len(listeners) == before


def test_who_has_a_first_password_is_asked_for_his_own_or_leaves(qtbot, sitting, monkeypatch):
    left = []
    monkeypatch.setattr(sitting, "leave", lambda: left.append(True))
    sitting.lock(another=True)
    enter(qtbot, sitting, "第一次用的密码A", user="沈佳")
    qtbot.waitUntil(lambda: bool(visible(OwnPassword)))
    (dialog,) = visible(OwnPassword)
    dialog.reject()
    assert left == [True]


def test_who_may_not_keep_users_finds_the_commands_grey(qtbot, sitting):
    commands = sitting.window._commands
    assert commands["user.accounts"].enabled()
    assert commands["user.recovery"].enabled()
    sitting.lock(another=True)
    enter(qtbot, sitting, HIS, user="李强")
    commands = sitting.window._commands
    assert not commands["user.accounts"].enabled()
    assert not commands["user.recovery"].enabled()
    assert commands["user.password"].enabled()


def test_the_login_is_noted(qtbot, sitting):
    accounts, actor = sitting.services.accounts, sitting.services.actor
    qtbot.waitUntil(
        lambda: any(one.last_login_at is not None for one in accounts.all(actor) if one.user == "陈明")
    )
    assert sitting._preferences.get("start/user") == "陈明"


# --- the demo


@pytest.fixture
def demo(qtbot, qapp, demo_copy):
    services = open_demo(demo_copy)
    sitting = Sitting(qapp, services, Preferences())
    sitting.begin()
    settle()
    yield sitting
    sitting.end()
    services.close()


def test_the_demo_says_that_it_has_nothing_to_lock(demo):
    press(demo, Qt.Key.Key_L)
    assert demo.box is None
    assert "没有密码" in demo.window.line.words.text()


def test_the_demo_shows_what_each_role_sees(qtbot, demo):
    seen = set()
    for account in demo.services.accounts.users():
        seen |= account.roles
        demo.change_user()
        (dialog,) = visible(ChooseUser)
        names = [dialog.names.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.names.count())]
        dialog.names.setCurrentRow(names.index(account.user))
        dialog.accept()
        settle()
        assert demo.services.actor.user == account.user
        assert visible(MainWindow) == [demo.window]
    assert seen == set(Role)


def test_a_large_store_is_read_ahead_behind_the_window_until_one_leaves(qtbot, qapp, sitting, monkeypatch):
    """A store on a slow disk, of which the first slices are read when the window is closed."""
    monkeypatch.setattr(warming, "_WORTH_IT", 0)
    monkeypatch.setattr(warming, "_FROM_DISK", 0.0)
    monkeypatch.setattr(warming, "_SLICE", 1)
    later = Sitting(qapp, sitting.services, Preferences())
    later.begin()
    settle()
    later.lock()
    began = time.monotonic()
    later.end()
    assert time.monotonic() - began < 5
