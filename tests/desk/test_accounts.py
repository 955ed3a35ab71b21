"""The screens of the users: one's own password, the administrator's list, the demo's users by role."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.conftest import TEST_KEY
from tests.desk.helpers import nameless, settle, type_zh
from union_desk.casework.accounts import AccountService, NewAccount
from union_desk.casework.offices import Office
from union_desk.core.errors import WrongPassword
from union_desk.core.rights import Actor, Role
from union_desk.desk.accounts.choose_user import ChooseUser
from union_desk.desk.accounts.new_recovery_key import NewRecoveryKey
from union_desk.desk.accounts.own_password import OwnPassword
from union_desk.desk.accounts.user_form import UserForm
from union_desk.desk.accounts.users import UsersScreen
from union_desk.desk.desk import Desk
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.vault import Cost, Vault

CHEAP = Cost(passes=1, memory=8, lanes=1)
BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
CHIEF = Actor("陈明", "BY", "BY", SOLE_ROLES)
FIRST = "第一次用的密码A"
OWN = "我自己选的密码B"


@pytest.fixture
def accounts(database, clock):
    furnish(database, (BY,), BY, {"陈明": (BY, SOLE_ROLES)})
    _other_key, printed = Vault.create(database.folder, "陈明", OWN, cost=CHEAP)
    Vault.set_recovery(database.folder, TEST_KEY, printed)
    Vault.set_password(database.folder, TEST_KEY, "陈明", OWN, cost=CHEAP)
    return AccountService(database, clock, CHEAP)


@pytest.fixture
def desk(qtbot, database, clock):
    desk = Desk(CHIEF, clock=clock)
    database.listeners.append(desk.take_change)
    yield desk
    desk.close()


@pytest.fixture
def users(qtbot, desk, accounts):
    return shown(qtbot, UsersScreen(desk, accounts, [("BY", BY.name)]))


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    dialog.activateWindow()
    settle()
    return dialog


def form_of(users):
    settle()
    return next(form for form in users.findChildren(UserForm) if form.isVisible())


def answer(qtbot, form, *, password=FIRST, user="", roles=()):
    if user:
        type_zh(form.ui.user, user)
    for role in roles:
        form.roles.boxes[role].click()
    form.ui.password.setText(password)
    form.ui.again.setText(password)
    with qtbot.waitSignal(form.accepted):
        form.ui.keep.click()
    settle()


def lines(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_an_administrator_adds_a_user_by_keys_and_is_told_that_duties_can_be_parted(
    qtbot, users, accounts, desk
):
    told = []
    desk.told.connect(lambda text, _undo: told.append(text))
    assert "只有您一位用户" in users.advice.text()
    qtbot.keyClick(users.table, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(users.findChildren(UserForm)))
    form = form_of(users)
    assert form.ui.user.hasFocus()
    answer(qtbot, form, user="李强", roles=(Role.ENTER, Role.HANDLE))
    assert ["李强", BY.name, "经办", "待改密码", "还没有登录过"] in lines(users.table)
    assert "2 位用户" in users.advice.text()
    assert told == ["已新增用户 李强"]
    assert accounts.sign_in("李强", FIRST).roles == {Role.HANDLE}
    assert lines(users.records)[0][1:] == ["陈明", "李强", "新增用户，角色：经办"]


def test_what_a_new_user_lacks_is_said_at_its_field(qtbot, users):
    users.add.click()
    form = form_of(users)
    form.ui.keep.click()
    assert form.ui.problem.text() == "▲ 请填写姓名。"
    type_zh(form.ui.user, "李强")
    form.roles.boxes[Role.ENTER].click()
    form.ui.keep.click()
    assert form.ui.problem.text() == "▲ 请至少选一个角色。"
    form.roles.boxes[Role.READ].click()
    form.ui.password.setText("short")
    form.ui.keep.click()
    assert "至少 8 位" in form.ui.problem.text()
    form.ui.password.setText(FIRST)
    form.ui.keep.click()
    assert "两次输入的密码不一样" in form.ui.problem.text()
    assert form.ui.again.hasFocus()
    form.reject()


def test_a_name_that_is_taken_is_said_where_it_was_typed(qtbot, users):
    users.add.click()
    form = form_of(users)
    type_zh(form.ui.user, "陈明")
    form.ui.password.setText(FIRST)
    form.ui.again.setText(FIRST)
    form.ui.keep.click()
    qtbot.waitUntil(lambda: "已有这个姓名" in form.ui.problem.text())
    assert form.ui.user.hasFocus()
    form.reject()


def test_nobody_stops_himself_and_the_tip_says_why(users, accounts):
    users.table.selectRow(0)
    assert not users.stop.isEnabled()
    assert "另一位管理员" in users.stop.toolTip()
    assert not users.password.isEnabled()
    assert "修改密码" in users.password.toolTip()
    # Alone he may: there is nobody else.
    assert users.roles.isEnabled()


def test_a_user_is_stopped_at_once_and_let_in_again(qtbot, users, accounts):
    accounts.add(CHIEF, NewAccount("李强", "BY", frozenset({Role.ADMINISTER}), FIRST))
    users.refresh()
    users.table.selectRow([line[0] for line in lines(users.table)].index("李强"))
    users.stop.click()
    assert users.chosen.state == "停用"
    assert users.stop.text().startswith("恢复使用")
    assert not users.roles.isEnabled()
    users.stop.click()
    answer(qtbot, form_of(users), password="回来时的密码一二")
    assert users.chosen.state == "待改密码"
    assert accounts.sign_in("李强", "回来时的密码一二").user == "李强"


def test_other_roles_and_a_reset_password(qtbot, users, accounts):
    accounts.add(CHIEF, NewAccount("李强", "BY", frozenset({Role.ENTER}), FIRST))
    users.refresh()
    users.table.selectRow([line[0] for line in lines(users.table)].index("李强"))
    users.roles.click()
    form = form_of(users)
    assert form.roles.roles() == {Role.ENTER}
    assert not form.ui.password.isVisible()
    answer(qtbot, form, roles=(Role.ENTER, Role.REVIEW))
    assert users.chosen.role_words == "审核"
    users.password.click()
    answer(qtbot, form_of(users), password="重新给的密码一二")
    assert accounts.sign_in("李强", "重新给的密码一二")


def test_the_last_administrator_is_not_talked_out_of_it(users, accounts):
    accounts.add(CHIEF, NewAccount("李强", "BY", frozenset({Role.ADMINISTER}), FIRST))
    accounts.change_roles(accounts.sign_in("李强", FIRST), "陈明", frozenset({Role.HANDLE}))
    users.refresh()
    users.table.selectRow([line[0] for line in lines(users.table)].index("李强"))
    users.stop.click()
    assert "至少要有一位管理员" in users.problem.text()


def test_a_screen_that_was_closed_hears_of_no_save_any_more(qapp, desk, accounts):
    screen = UsersScreen(desk, accounts, [("BY", BY.name)])
    screen.show()
    settle()
    screen.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(screen)
    accounts.add(CHIEF, NewAccount("李强", "BY", frozenset({Role.READ}), FIRST))
    settle()


def test_the_table_of_rights_says_what_each_role_may(users):
    users.tabs.setCurrentIndex(1)
    told = lines(users.tabs.currentWidget())
    assert ["管理用户", "", "", "", "", "✓"] in told
    assert ["查看", *"✓✓✓✓✓"] in told


def test_every_input_of_the_screens_has_a_name(qtbot, users):
    assert nameless(users) == []
    users.add.click()
    assert nameless(form_of(users)) == []
    form_of(users).reject()


# --- one's own password


def test_ones_password_is_changed_by_the_old_one_and_typed_twice(qtbot, desk):
    asked = []
    dialog = shown(qtbot, OwnPassword(desk.tasks, "陈明", lambda *words: asked.append(words)))
    assert dialog.ui.old.hasFocus()
    qtbot.keyClicks(dialog.ui.old, "the old one")
    dialog.ui.password.setText(OWN)
    dialog.ui.again.setText(OWN)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.ui.again, Qt.Key.Key_Return)
    assert asked == [("the old one", OWN)]


def test_a_wrong_old_password_leads_back_to_it(qtbot, desk):
    def refuse(_old, _new):
        raise WrongPassword("用户名或密码不对。", advice="请再试一次。")

    dialog = shown(qtbot, OwnPassword(desk.tasks, "陈明", refuse))
    dialog.keep()
    assert dialog.ui.problem.text() == "▲ 请填写原来的密码。"
    dialog.ui.old.setText("wrong")
    dialog.ui.password.setText(OWN)
    dialog.ui.again.setText(OWN)
    dialog.keep()
    qtbot.waitUntil(lambda: "不对" in dialog.ui.problem.text())
    assert dialog.ui.old.hasFocus()


def test_a_first_password_is_changed_without_asking_for_it(qtbot, desk):
    dialog = shown(qtbot, OwnPassword(desk.tasks, "李强", lambda *_words: None, first=True))
    assert not dialog.ui.old.isVisible()
    assert dialog.ui.password.hasFocus()
    assert "别人给您的" in dialog.ui.why.text()
    assert nameless(dialog) == []
    dialog.ui.password.setText("李强")
    dialog.keep()
    assert "至少 8 位" in dialog.ui.problem.text()


# --- the recovery key, the demo's users


def test_a_new_recovery_key_may_be_left_alone(qtbot):
    dialog = shown(qtbot, NewRecoveryKey("ABCDE-FGHJK", BY.name))
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog = shown(qtbot, NewRecoveryKey("ABCDE-FGHJK", BY.name))
    dialog.ui.group.setText(("abcde", "fghjk")[dialog.asked])
    with qtbot.waitSignal(dialog.accepted):
        dialog.ui.confirm.click()


def test_the_users_of_the_demo_are_chosen_by_their_roles(qtbot, accounts):
    accounts.add(CHIEF, NewAccount("李强", "BY", frozenset({Role.REVIEW}), FIRST))
    dialog = shown(qtbot, ChooseUser(accounts.users(), "陈明"))
    assert dialog.chosen == "陈明"
    names = [dialog.names.item(row).text() for row in range(dialog.names.count())]
    assert names == ["李强　审核", "陈明　录入、经办、审核、管理（现在）"]
    qtbot.keyClick(dialog.names, Qt.Key.Key_Up)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.chosen == "李强"
