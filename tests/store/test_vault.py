from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.store import recovery
from union_desk.store.vault import Cost, Vault

CHEAP = Cost(passes=1, memory=8, lanes=1)


@pytest.fixture
def vault(tmp_path):
    key, printed = Vault.create(tmp_path, "王芳", "密码一二三", cost=CHEAP)
    return tmp_path, key, printed


def test_the_password_gives_the_key(vault):
    folder, key, _ = vault
    assert Vault.unlock(folder, "王芳", "密码一二三") == key
    assert len(key) == 32


@pytest.mark.parametrize(("user", "password"), [("王芳", "密码"), ("王芳", ""), ("李强", "密码一二三")])
def test_a_wrong_name_or_password_is_told_alike(vault, user, password):
    with pytest.raises(StoreProblem, match="用户名或密码不对") as problem:
        Vault.unlock(vault[0], user, password)
    assert "恢复密钥" in problem.value.advice


def test_a_key_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "keys.json").mkdir()
    with pytest.raises(StoreProblem, match=r"keys\.json"):
        Vault.unlock(tmp_path, "王芳", "密码一二三")


def test_full_width_and_composed_letters_are_the_same_password(tmp_path):
    key, _ = Vault.create(tmp_path, "a", "Café12", cost=CHEAP)
    assert Vault.unlock(tmp_path, "ａ", "Cafe\u0301１２") == key


def test_the_recovery_key_opens_however_it_is_typed(vault):
    folder, key, printed = vault
    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", " "),
        printed.replace("0", "O").replace("1", "l"),
    ):
        assert Vault.unlock_with_recovery(folder, typed) == key


def test_the_recovery_key_of_another_store_is_refused(vault, tmp_path):
    other = tmp_path / "另一份"
    _, printed = Vault.create(other, "李强", "x", cost=CHEAP)
    with pytest.raises(StoreProblem, match="不是这份数据的恢复密钥"):
        Vault.unlock_with_recovery(vault[0], printed)


@given(st.data())
def test_every_wrong_letter_and_every_exchange_is_found_in_its_group(data):
    printed = recovery.new_key()
    groups = printed.split("-")
    place = data.draw(st.integers(0, 7))
    group = groups[place]
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, 4))
        letter = data.draw(st.sampled_from([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != group[at]]))
        wrong = group[:at] + letter + group[at + 1 :]
    else:
        at = data.draw(st.integers(0, 3))
        wrong = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    if wrong == group:
        return
    groups[place] = wrong
    with pytest.raises(RuleBroken, match=f"第 {place + 1} 组"):
        recovery.read_key("-".join(groups))


def test_exchanged_groups_are_found():
    groups = recovery.new_key().split("-")
    while groups[0] == groups[1]:
        groups = recovery.new_key().split("-")
    groups[0], groups[1] = groups[1], groups[0]
    with pytest.raises(RuleBroken, match="第 1 组"):
        recovery.read_key("-".join(groups))


@pytest.mark.parametrize("typed", ["", "ABC", "王芳", "0" * 41])
def test_too_few_or_too_many_letters_are_counted(typed):
    with pytest.raises(RuleBroken, match="共 8 组"):
        recovery.read_key(typed)


def test_a_changed_password_replaces_the_old_one(vault):
    folder, key, printed = vault
    Vault.change_password(folder, "王芳", "密码一二三", "新密码", cost=CHEAP)
    assert Vault.unlock(folder, "王芳", "新密码") == key
    assert Vault.unlock_with_recovery(folder, printed) == key
    with pytest.raises(StoreProblem):
        Vault.unlock(folder, "王芳", "密码一二三")


def test_several_users_open_the_same_store(vault):
    folder, key, _ = vault
    Vault.set_password(folder, key, "李强", "他的密码", cost=CHEAP)
    assert Vault.names(folder) == ("李强", "王芳")
    assert Vault.unlock(folder, "李强", "他的密码") == key
    Vault.remove_user(folder, "王芳")
    with pytest.raises(StoreProblem):
        Vault.unlock(folder, "王芳", "密码一二三")
    with pytest.raises(RuleBroken, match="至少"):
        Vault.remove_user(folder, "李强")


def test_a_new_recovery_key_voids_the_old_one(vault):
    folder, key, printed = vault
    newer = recovery.new_key()
    Vault.set_recovery(folder, key, newer)
    assert Vault.unlock_with_recovery(folder, newer) == key
    with pytest.raises(StoreProblem):
        Vault.unlock_with_recovery(folder, printed)


def test_a_wrap_cannot_be_given_to_another_user(vault):
    folder, _, _ = vault
    data = json.loads((folder / "keys.json").read_text())
    data["users"]["李强"] = data["users"]["王芳"]
    (folder / "keys.json").write_text(json.dumps(data))
    with pytest.raises(StoreProblem):
        Vault.unlock(folder, "李强", "密码一二三")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1, "users": {"a": 1}, "recovery": {}}', '{"format": "x"}']
)
def test_a_damaged_key_file_is_named(vault, text):
    (vault[0] / "keys.json").write_text(text)
    with pytest.raises(StoreProblem, match=r"keys\.json 已损坏"):
        Vault.unlock(vault[0], "王芳", "密码一二三")


def test_a_missing_or_newer_key_file_is_named(vault):
    folder, _, _ = vault
    with pytest.raises(StoreProblem, match="找不到"):
        Vault.load(folder / "nowhere")
    (folder / "keys.json").write_text('{"format": 9}')
    with pytest.raises(StoreProblem, match="更新的版本"):
        Vault.load(folder)


def test_keys_are_not_made_twice(vault):
    with pytest.raises(StoreProblem):
        Vault.create(vault[0], "李强", "x", cost=CHEAP)


@pytest.mark.parametrize(
    ("user", "password", "field"), [("", "x", "user"), ("  ", "x", "user"), ("a", "", "password")]
)
def test_an_empty_name_or_password_is_refused(tmp_path, user, password, field):
    with pytest.raises(RuleBroken) as broken:
        Vault.create(tmp_path, user, password, cost=CHEAP)
    assert broken.value.field == field


def test_the_key_file_holds_neither_key_nor_password(vault):
    folder, key, printed = vault
    text = (folder / "keys.json").read_text()
    for secret in (key.hex(), "密码一二三", printed, printed[:5]):
        assert secret not in text
    assert (folder / "keys.json").stat().st_mode & 0o077 == 0
