"""Wrong passwords in a row wait longer and longer, and nobody is kept out for good."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import StandingClock
from union_desk.core.errors import StoreProblem, WrongPassword
from union_desk.store import vault
from union_desk.store.recovery import new_key
from union_desk.store.tries import TRIES_FILE, count_wrong, forget_wrong, seconds_to_wait
from union_desk.store.vault import Cost, Vault

CHEAP = Cost(passes=1, memory=8, lanes=1)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
RIGHT = "密码一二三四五六七"


@pytest.fixture
def folder(tmp_path):
    Vault.create(tmp_path, "王芳", RIGHT, cost=CHEAP)
    return tmp_path


@pytest.fixture
def clock():
    return StandingClock(NOON)


def wrong(folder, clock, user="王芳"):
    with pytest.raises(WrongPassword) as refused:
        Vault.unlock(folder, user, "不对的密码", clock=clock)
    return refused.value


def test_the_third_wrong_password_and_each_one_after_it_doubles_the_wait(folder, clock):
    waits = []
    for _ in range(11):
        waits.append(wrong(folder, clock).wait_seconds)
        clock.go_on(seconds=waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300]


def test_during_the_wait_even_the_right_password_is_not_tried(folder, clock):
    for _ in range(3):
        wrong(folder, clock)
    with pytest.raises(WrongPassword, match="还要等 2 秒") as early:
        Vault.unlock(folder, "王芳", RIGHT, clock=clock)
    assert early.value.wait_seconds == 2
    clock.go_on(seconds=2)
    assert Vault.unlock(folder, "王芳", RIGHT, clock=clock)


def test_the_right_password_and_a_new_one_begin_anew(folder, clock):
    for _ in range(3):
        wrong(folder, clock)
    clock.go_on(seconds=2)
    key = Vault.unlock(folder, "王芳", RIGHT, clock=clock)
    assert wrong(folder, clock).wait_seconds == 0
    for _ in range(2):
        wrong(folder, clock)
    Vault.set_password(folder, key, "王芳", "管理员给的新密码", cost=CHEAP)
    assert Vault.unlock(folder, "王芳", "管理员给的新密码", clock=clock) == key


def test_each_user_waits_for_his_own_wrong_passwords(folder, clock):
    key = Vault.unlock(folder, "王芳", RIGHT, clock=clock)
    Vault.set_password(folder, key, "李强", "李强自己的密码", cost=CHEAP)
    for _ in range(4):
        clock.go_on(seconds=2)
        wrong(folder, clock)
    assert Vault.unlock(folder, "李强", "李强自己的密码", clock=clock) == key


def test_names_that_nobody_has_are_counted_together(folder, clock):
    for name in ("甲", "乙", "丙"):
        last = wrong(folder, clock, name)
    assert last.wait_seconds == 2
    assert (folder / TRIES_FILE).read_text().count("wrong") == 1


def test_the_wait_goes_on_after_a_restart(folder, clock):
    for _ in range(5):
        clock.go_on(seconds=300)
        wrong(folder, clock)
    assert seconds_to_wait(folder, "王芳", clock()) == 8
    assert seconds_to_wait(folder, "王芳", clock() + timedelta(seconds=8)) == 0


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"users": {"王芳": 3}}', '{"users": {"王芳": {"wrong": 99, "last_at": "x"}}}',
             '{"users": {"王芳": {"wrong": 99, "last_at": "2026-11-23T04:00:00"}}}']
)  # fmt: skip
def test_a_damaged_count_keeps_nobody_out(folder, clock, text):
    (folder / TRIES_FILE).write_text(text, encoding="utf-8")
    assert Vault.unlock(folder, "王芳", RIGHT, clock=clock)


def test_a_count_of_the_future_waits_once_and_no_longer(folder, clock):
    for _ in range(20):
        count_wrong(folder, "王芳", NOON + timedelta(days=900))
    assert seconds_to_wait(folder, "王芳", NOON) == 300
    assert seconds_to_wait(folder, "王芳", NOON + timedelta(seconds=300)) == 0


def test_a_count_that_cannot_be_written_keeps_nobody_out(folder, clock, monkeypatch):
    count_wrong(folder, "王芳", NOON + timedelta(days=900))

    def refuse(*_):
        raise OSError(30, "read-only")

    monkeypatch.setattr("union_desk.store.tries.write_whole", refuse)
    for _ in range(5):
        assert wrong(folder, clock).wait_seconds == 0
    assert Vault.unlock(folder, "王芳", RIGHT, clock=clock)


def test_what_was_never_wrong_leaves_no_file(folder, clock):
    Vault.unlock(folder, "王芳", RIGHT, clock=clock)
    forget_wrong(folder, "李强")
    assert not (folder / TRIES_FILE).exists()


def test_the_count_is_read_by_its_owner_only(folder, clock):
    wrong(folder, clock)
    if os.name == "posix":
        assert (folder / TRIES_FILE).stat().st_mode & 0o077 == 0


def test_a_wrong_recovery_key_costs_a_moment_and_no_more(folder, clock, monkeypatch):
    slept = []
    monkeypatch.setattr(vault.time, "sleep", slept.append)
    for _ in range(5):
        with pytest.raises(StoreProblem, match="不是这份数据的恢复密钥"):
            Vault.unlock_with_recovery(folder, new_key())
    assert slept == [1.0] * 5
