"""The users of a store: who comes in, who lets whom in, and what is left when the program dies in between."""

from __future__ import annotations

import pytest

from tests.conftest import TEST_KEY
from union_desk.casework.accounts import AccountService, NewAccount
from union_desk.casework.offices import Office
from union_desk.core.errors import RuleBroken, StoreProblem, WrongPassword
from union_desk.core.rights import Actor, Role
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.vault import Cost, Vault
from union_desk.store.verify import verify

CHEAP = Cost(passes=1, memory=8, lanes=1)
BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
FIRST = "第一次用的密码A"
OWN = "我自己选的密码B"
CHIEF = "陈明的密码很长C"


class Died(BaseException):
    """The program was killed here."""


@pytest.fixture
def accounts(database, clock):
    furnish(database, (BY,), BY, {"陈明": (BY, SOLE_ROLES)})
    _other_key, printed = Vault.create(database.folder, "陈明", CHIEF, cost=CHEAP)
    Vault.set_recovery(database.folder, TEST_KEY, printed)
    Vault.set_password(database.folder, TEST_KEY, "陈明", CHIEF, cost=CHEAP)
    return AccountService(database, clock, CHEAP)


@pytest.fixture
def chief():
    return Actor("陈明", "BY", "BY", SOLE_ROLES)


def li(roles=frozenset({Role.HANDLE}), user="李强", password=FIRST):
    return NewAccount(user, "BY", roles, password)


def account(accounts, chief, user="李强"):
    return next(one for one in accounts.all(chief) if one.user == user)


def test_a_new_user_comes_in_with_his_first_password_and_must_change_it(accounts, chief):
    assert accounts.add(chief, li()) == "李强"
    actor = accounts.sign_in("李强", FIRST)
    assert (actor.user, actor.office, actor.roles) == ("李强", "BY", {Role.HANDLE})
    assert accounts.entered(actor)
    assert account(accounts, chief).state == "待改密码"
    accounts.choose_password(actor, OWN)
    assert not accounts.entered(accounts.sign_in("李强", OWN))
    assert account(accounts, chief).state == "在用"
    with pytest.raises(WrongPassword):
        accounts.sign_in("李强", FIRST)


def test_the_first_password_may_not_stay(accounts, chief):
    accounts.add(chief, li())
    actor = accounts.sign_in("李强", FIRST)
    with pytest.raises(RuleBroken, match="别人给您的密码"):
        accounts.choose_password(actor, FIRST)
    accounts.choose_password(actor, OWN)
    with pytest.raises(RuleBroken, match="修改密码"):
        accounts.choose_password(actor, "又换一个新的密码")


def test_the_last_login_is_known(accounts, chief, clock):
    accounts.entered(chief)
    assert account(accounts, chief, "陈明").last_login_at == clock()


@pytest.mark.parametrize("typed", ["陈明", " 陈　明 ", "陈\u200b明"])
def test_a_name_is_given_once_however_it_is_typed(accounts, chief, typed):
    with pytest.raises(RuleBroken, match="已有这个姓名") as refused:
        accounts.add(chief, li(user=typed))
    assert refused.value.field == "user"


def test_latin_names_differ_by_more_than_their_case(accounts, chief):
    accounts.add(chief, li(user="Aileen Chen"))
    with pytest.raises(RuleBroken, match="已有这个姓名"):
        accounts.add(chief, li(user="ＡILEEN chen"))
    assert accounts.sign_in("Ａileen Chen", FIRST).user == "Aileen Chen"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"user": ""}, "user"),
        ({"user": "李😀"}, "user"),
        ({"roles": frozenset()}, "roles"),
        ({"password": "短"}, "password"),
    ],
)
def test_what_is_missing_of_a_new_user_is_named_and_nothing_is_written(accounts, chief, change, field):
    with pytest.raises(RuleBroken) as refused:
        accounts.add(chief, li(**change))
    assert refused.value.field == field
    assert [one.user for one in accounts.all(chief)] == ["陈明"]


def test_an_office_that_is_not_here_is_refused(accounts, chief):
    with pytest.raises(RuleBroken) as refused:
        accounts.add(chief, NewAccount("李强", "XX", frozenset({Role.READ}), FIRST))
    assert refused.value.field == "office"


def test_a_deactivated_user_is_out_at_once_and_his_name_stays(accounts, chief):
    accounts.add(chief, li())
    accounts.deactivate(chief, "李强")
    assert account(accounts, chief).state == "停用"
    assert Vault.names(accounts._database.folder) == ("陈明",)
    assert [one.user for one in accounts.users()] == ["陈明"]
    with pytest.raises(WrongPassword):
        accounts.sign_in("李强", FIRST)
    accounts.reactivate(chief, "李强", "回来时的密码一二")
    assert accounts.entered(accounts.sign_in("李强", "回来时的密码一二"))


def test_the_last_administrator_stays(accounts, chief):
    accounts.add(chief, li(frozenset({Role.ADMINISTER}), password=FIRST))
    second = accounts.sign_in("李强", FIRST)
    accounts.change_roles(second, "陈明", frozenset({Role.HANDLE}))
    with pytest.raises(RuleBroken, match="至少要有一位管理员"):
        accounts.deactivate(Actor("王芳", "BY", "BY", frozenset({Role.ADMINISTER})), "李强")
    with pytest.raises(RuleBroken, match="至少要有一位管理员"):
        accounts.change_roles(
            Actor("王芳", "BY", "BY", frozenset({Role.ADMINISTER})), "李强", frozenset({Role.READ})
        )


def test_an_administrator_without_a_password_does_not_count(accounts, chief, monkeypatch):
    dies(monkeypatch, "set_password")
    with pytest.raises(Died):
        accounts.add(chief, li(frozenset({Role.ADMINISTER})))
    monkeypatch.undo()
    third = Actor("李强", "BY", "BY", frozenset({Role.ADMINISTER}))
    with pytest.raises(RuleBroken, match="至少要有一位管理员"):
        accounts.deactivate(third, "陈明")


def test_nobody_changes_his_own_roles_unless_he_is_alone(accounts, chief):
    accounts.change_roles(chief, "陈明", SOLE_ROLES - {Role.REVIEW})
    accounts.add(chief, li())
    with pytest.raises(RuleBroken, match="不能改自己的角色"):
        accounts.change_roles(chief, "陈明", SOLE_ROLES)
    with pytest.raises(RuleBroken, match="不能停用自己"):
        accounts.deactivate(chief, "陈明")
    with pytest.raises(RuleBroken, match="修改密码"):
        accounts.reset_password(chief, "陈明", OWN)


def test_other_roles_hold_from_the_next_login(accounts, chief):
    accounts.add(chief, li())
    accounts.change_roles(chief, "李强", frozenset({Role.READ, Role.REVIEW}))
    assert accounts.sign_in("李强", FIRST).roles == {Role.READ, Role.REVIEW}
    assert account(accounts, chief).role_words == "只读、审核"


def test_a_forgotten_password_is_reset_and_must_be_changed(accounts, chief):
    accounts.add(chief, li())
    accounts.choose_password(accounts.sign_in("李强", FIRST), OWN)
    accounts.reset_password(chief, "李强", "重新给的密码一二")
    actor = accounts.sign_in("李强", "重新给的密码一二")
    assert accounts.entered(actor)
    with pytest.raises(WrongPassword):
        accounts.sign_in("李强", OWN)


def test_one_changes_ones_own_password_by_the_old_one(accounts, chief):
    with pytest.raises(WrongPassword):
        accounts.change_password(chief, "记错了的密码", OWN)
    with pytest.raises(RuleBroken, match="和原来的一样"):
        accounts.change_password(chief, CHIEF, CHIEF)
    accounts.change_password(chief, CHIEF, OWN)
    assert accounts.sign_in("陈明", OWN) == chief


def test_a_new_recovery_key_holds_only_once_it_is_kept(accounts, chief, monkeypatch):
    monkeypatch.setattr("union_desk.store.vault.time.sleep", lambda _seconds: None)
    folder = accounts._database.folder
    older = accounts.new_recovery_key(chief)
    accounts.keep_recovery_key(chief, older)
    newer = accounts.new_recovery_key(chief)
    assert Vault.unlock_with_recovery(folder, older) == TEST_KEY
    accounts.keep_recovery_key(chief, newer)
    assert Vault.unlock_with_recovery(folder, newer) == TEST_KEY
    with pytest.raises(StoreProblem):
        Vault.unlock_with_recovery(folder, older)


def test_every_act_on_an_account_is_in_the_log_and_no_password_is(accounts, chief, database):
    accounts.add(chief, li())
    accounts.change_roles(chief, "李强", frozenset({Role.REVIEW}))
    accounts.reset_password(chief, "李强", "重新给的密码一二")
    accounts.deactivate(chief, "李强")
    accounts.reactivate(chief, "李强", "回来时的密码一二")
    accounts.change_password(chief, CHIEF, OWN)
    accounts.keep_recovery_key(chief, accounts.new_recovery_key(chief))
    told = accounts.acts(chief)
    assert [(act.by, act.user, act.text) for act in reversed(told)] == [
        ("陈明", "李强", "新增用户，角色：经办"),
        ("陈明", "李强", "角色由“经办”改为“审核”"),
        ("陈明", "李强", "重设密码，下次登录要换"),
        ("陈明", "李强", "停用"),
        ("陈明", "李强", "恢复使用"),
        ("陈明", "陈明", "修改了自己的密码"),
        ("陈明", "陈明", "更换恢复密钥，旧的作废"),
    ]
    assert verify(database).ok
    for secret in (FIRST, CHIEF, OWN):
        assert all(secret not in act.text for act in told)


def test_an_act_that_changes_nothing_is_not_told(accounts, chief):
    accounts.change_roles(chief, "陈明", SOLE_ROLES)
    assert accounts.acts(chief) == ()


# --- killed between the row and the key


def dies(monkeypatch, name):
    def die(*_args, **_more):
        raise Died

    monkeypatch.setattr(Vault, name, die)


def test_a_user_half_added_cannot_come_in_and_is_given_a_password_later(accounts, chief, monkeypatch):
    dies(monkeypatch, "set_password")
    with pytest.raises(Died):
        accounts.add(chief, li())
    monkeypatch.undo()
    with pytest.raises(WrongPassword):
        accounts.sign_in("李强", FIRST)
    assert account(accounts, chief).state == "没有密码"
    accounts.reset_password(chief, "李强", FIRST)
    assert accounts.entered(accounts.sign_in("李强", FIRST))


def test_a_user_half_deactivated_is_out_and_his_key_goes_with_the_next_login(accounts, chief, monkeypatch):
    accounts.add(chief, li())
    dies(monkeypatch, "remove_user")
    with pytest.raises(Died):
        accounts.deactivate(chief, "李强")
    monkeypatch.undo()
    with pytest.raises(StoreProblem, match="已停用") as refused:
        accounts.sign_in("李强", FIRST)
    assert "管理" in refused.value.advice
    assert "李强" in Vault.names(accounts._database.folder)
    accounts.entered(chief)
    assert Vault.names(accounts._database.folder) == ("陈明",)


def test_a_password_half_reset_still_must_be_changed(accounts, chief, monkeypatch):
    accounts.add(chief, li())
    accounts.choose_password(accounts.sign_in("李强", FIRST), OWN)
    dies(monkeypatch, "set_password")
    with pytest.raises(Died):
        accounts.reset_password(chief, "李强", "重新给的密码一二")
    monkeypatch.undo()
    assert accounts.entered(accounts.sign_in("李强", OWN))


def test_a_user_half_reactivated_waits_for_a_password(accounts, chief, monkeypatch):
    accounts.add(chief, li())
    accounts.deactivate(chief, "李强")
    dies(monkeypatch, "set_password")
    with pytest.raises(Died):
        accounts.reactivate(chief, "李强", "回来时的密码一二")
    monkeypatch.undo()
    assert account(accounts, chief).state == "没有密码"
    with pytest.raises(WrongPassword):
        accounts.sign_in("李强", FIRST)


def test_ones_own_password_half_changed_is_the_new_one_and_is_asked_for_again(accounts, chief, monkeypatch):
    accounts.add(chief, li())
    actor = accounts.sign_in("李强", FIRST)

    def die(*_):
        raise Died

    monkeypatch.setattr(AccountService, "_password_chosen", die)
    with pytest.raises(Died):
        accounts.choose_password(actor, OWN)
    monkeypatch.undo()
    assert accounts.entered(accounts.sign_in("李强", OWN))


def test_a_recovery_key_half_changed_is_the_one_on_the_new_sheet(accounts, chief, monkeypatch):
    newer = accounts.new_recovery_key(chief)

    def die(*_args, **_more):
        raise Died

    monkeypatch.setattr(accounts._database, "write", die)
    with pytest.raises(Died):
        accounts.keep_recovery_key(chief, newer)
    assert Vault.unlock_with_recovery(accounts._database.folder, newer) == TEST_KEY


def test_a_key_file_of_another_store_lets_nobody_in(accounts, tmp_path):
    other = tmp_path / "另一份"
    Vault.create(other, "陈明", CHIEF, cost=CHEAP)
    (other / "keys.json").replace(accounts._database.folder / "keys.json")
    with pytest.raises(StoreProblem, match="不是这份数据的"):
        accounts.sign_in("陈明", CHIEF)
