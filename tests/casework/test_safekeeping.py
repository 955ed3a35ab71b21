"""Safekeeping as an office lives with it: the day's backup, the stick, what a restore would lose."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from tests.conftest import TEST_KEY
from union_desk.casework.backup_list import (
    age_words,
    compare_unread,
    label_words,
    listed_beside,
    users_of_backup,
)
from union_desk.casework.keeping_book import BOOK_FILE, begin_sitting, end_sitting, read_book
from union_desk.casework.last_destruction import note_destruction
from union_desk.casework.offices import Office, store_office
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database
from union_desk.store.vault import Cost, Vault

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER}))


@pytest.fixture
def keeping(database) -> Safekeeping:
    return Safekeeping(database)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def save(database, actor, code="XS"):
    with database.write("登记单位", actor) as work:
        store_office(work, Office(code, f"{code}街道总工会", code, "street_office"))


def test_one_backup_a_day_is_due_and_one_more_when_something_was_written_since(
    keeping, database, actor, clock
):
    assert keeping.daily_is_due()
    keeping.make_daily()
    assert not keeping.daily_is_due()
    assert not keeping.is_written_since()
    save(database, actor)
    assert keeping.is_written_since()
    clock.go_on(days=1)
    assert keeping.daily_is_due()


def test_a_new_password_is_written_since_too(keeping, database):
    Vault.create(database.folder, "王芳", "a long password", cost=Cost(1, 8, 1))
    keeping.make_daily()
    assert not keeping.is_written_since()
    Vault.set_password(database.folder, TEST_KEY, "王芳", "another password", cost=Cost(1, 8, 1))
    assert keeping.is_written_since()


def test_the_days_backups_are_thinned_by_themselves(keeping, clock):
    for _ in range(20):
        keeping.make_daily()
        clock.go_on(days=1)
    labels = [one.label for one in keeping.all(KEEPER)]
    assert set(labels) == {"每日"}
    assert 7 <= len(labels) < 15


def test_a_backup_that_fails_is_noted_until_one_is_made(keeping, database, clock):
    (database.folder / "backups").write_text("in the way")
    with pytest.raises(StoreProblem):
        keeping.make_daily()
    (reminder,) = keeping.reminders(KEEPER)
    assert reminder.matter == "failure"
    assert reminder.text.startswith("自动备份没有做成：")
    assert reminder.figure == "11-23 10:00"
    (database.folder / "backups").unlink()
    keeping.make_daily()
    assert keeping.reminders(KEEPER) == ()


def test_after_the_first_week_the_administrator_is_told_to_name_a_second_place(
    database, actor, clock, keeping, monkeypatch
):
    monkeypatch.setattr(Safekeeping, "_created_at", lambda _self: clock() - timedelta(days=6))
    assert keeping.reminders(KEEPER) == ()
    monkeypatch.setattr(Safekeeping, "_created_at", lambda _self: clock() - timedelta(days=8))
    assert [one.matter for one in keeping.reminders(KEEPER)] == ["name second"]
    assert keeping.reminders(actor) == ()


def test_the_second_place_is_asked_for_weekly(keeping, stick, clock, actor):
    keeping.name_second(KEEPER, stick)
    assert [one.text for one in keeping.reminders(actor)] == ["第二处还没有备份：插上 U 盘后按 Enter"]
    made = keeping.copy_to_second(actor)
    assert made.parent == stick
    clock.go_on(days=7)
    assert keeping.reminders(actor) == ()
    clock.go_on(days=2)
    assert [one.text for one in keeping.reminders(actor)] == ["第二处备份已 9 天没有做：插上 U 盘后按 Enter"]
    assert {one.place for one in keeping.all(actor)} == {"第二处"}


def test_a_stick_that_is_not_there_is_never_made_on_the_own_disk(keeping, stick, tmp_path):
    keeping.name_second(KEEPER, stick)
    stick.rename(tmp_path / "in the drawer")
    with pytest.raises(StoreProblem, match="找不到第二处") as problem:
        keeping.copy_to_second(KEEPER)
    assert "插上 U 盘" in problem.value.advice
    assert not stick.exists()
    stick.mkdir()
    (stick / "照片.jpg").write_bytes(b"another stick")
    with pytest.raises(StoreProblem, match="不是原来那个第二处"):
        keeping.copy_to_second(KEEPER)
    assert [path.name for path in stick.iterdir()] == ["照片.jpg"]


def test_only_who_keeps_the_store_names_the_second_place(keeping, stick, actor, database):
    with pytest.raises(RuleBroken, match="备份和恢复"):
        keeping.name_second(actor, stick)
    with pytest.raises(RuleBroken, match="不能在数据文件夹里面"):
        keeping.name_second(KEEPER, database.folder)
    with pytest.raises(RuleBroken, match="没有这个文件夹"):
        keeping.name_second(KEEPER, stick / "缺")
    keeping.name_second(KEEPER, stick)
    assert keeping.on_same_disk(stick)
    keeping.forget_second(KEEPER)
    with pytest.raises(RuleBroken, match="还没有指定第二处"):
        keeping.copy_to_second(actor)


def test_the_list_tells_what_is_in_each_backup_and_what_is_damaged(keeping, database, actor, clock):
    save(database, actor)
    first = keeping.back_up(actor)
    clock.go_on(days=3)
    second = keeping.make_daily()
    (first / "manifest.json").write_text("{")
    newest, oldest = keeping.all(actor)
    assert (newest.archive.path, newest.place, newest.age, newest.label) == (second, "本机", "刚才", "每日")
    assert newest.counts == "档案 0、人员 0、单位 0、事件 0、修改记录 1"
    assert newest.state == "完好"
    assert newest.restorable
    assert (oldest.age, oldest.state, oldest.restorable) == ("3 天前", "损坏：备份说明已损坏", False)


def test_a_check_is_remembered(keeping, database, actor):
    archive = keeping.back_up(actor)
    (database.folder / BOOK_FILE).unlink()
    assert [one.state for one in keeping.all(actor)] == ["未核对"]
    assert keeping.check(actor, archive) == ""
    assert [one.state for one in keeping.all(actor)] == ["完好"]
    data = bytearray((archive / "store.db").read_bytes())
    data[9000] ^= 1
    (archive / "store.db").write_bytes(data)
    assert keeping.check(actor, archive)
    assert keeping.all(actor)[0].state.startswith("损坏")


def test_what_a_restore_would_lose_is_counted_in_saves(keeping, database, actor, clock):
    save(database, actor)
    archive = keeping.back_up(actor)
    clock.go_on(days=3)
    for code in ("AA", "BB"):
        save(database, actor, code)
    compared = keeping.compare(KEEPER, archive)
    assert compared.lost_saves == 2
    assert compared.listed.age == "3 天前"
    assert ("修改记录", 3, 1) in compared.rows
    assert keeping.key_fits(archive)
    assert compare_unread(archive, clock()).rows[-1] == ("修改记录", None, 1)


def test_a_backup_of_another_branch_is_compared_by_the_time_of_day(keeping, database, actor, clock, tmp_path):
    archive = keeping.back_up(actor)
    text = (archive / "manifest.json").read_text()
    (archive / "manifest.json").write_text(text.replace(database.site, "0" * 16))
    clock.go_on(hours=1)
    save(database, actor)
    assert keeping.compare(KEEPER, archive).lost_saves == 1


def test_the_list_is_there_when_the_store_is_not(keeping, database, stick, clock):
    keeping.make_daily()
    keeping.name_second(KEEPER, stick)
    keeping.copy_to_second(KEEPER)
    database.close()
    (database.folder / "store.db").unlink()
    assert {one.place for one in listed_beside(database.folder, clock())} == {"本机", "第二处"}


def test_a_whole_store_is_remembered_for_a_week(keeping, clock, monkeypatch):
    monkeypatch.setattr(Safekeeping, "_created_at", lambda _self: clock() - timedelta(days=8))
    assert keeping.verify_is_due()
    assert keeping.verify(KEEPER).ok
    assert not keeping.verify_is_due()
    clock.go_on(days=8)
    assert keeping.verify_is_due()


def test_a_demo_is_left_alone(tmp_path, clock):
    with Database.create(tmp_path / "演示", TEST_KEY, kind="demo", clock=clock) as database:
        keeping = Safekeeping(database)
        assert not keeping.daily_is_due()
        assert not keeping.is_written_since()
        assert not keeping.verify_is_due()
        assert keeping.reminders(KEEPER) == ()


def test_a_sitting_that_was_cut_off_is_known_at_the_next_start(tmp_path):
    assert not begin_sitting(tmp_path)
    assert not begin_sitting(tmp_path)
    end_sitting(tmp_path)
    assert not begin_sitting(tmp_path)
    (tmp_path / "sitting").write_text("4711-of another process")
    assert begin_sitting(tmp_path)
    assert not begin_sitting(tmp_path)
    (tmp_path / "sitting").write_text("4712-of another process")
    end_sitting(tmp_path)
    assert (tmp_path / "sitting").exists()


def test_a_book_that_cannot_be_read_is_begun_anew(keeping, database, stick, actor):
    (database.folder / BOOK_FILE).write_bytes(b"\xff{")
    assert read_book(database.folder).second is None
    keeping.name_second(KEEPER, stick)
    assert keeping.book.second.folder == str(stick)


def test_who_could_open_a_backup_is_read_from_it(keeping, database, actor):
    archive = keeping.back_up(actor)
    assert users_of_backup(archive) == ()
    Vault.create(database.folder, "王芳", "a long password", cost=Cost(1, 8, 1))
    shutil.copy2(database.folder / "keys.json", archive)
    assert users_of_backup(archive) == ("王芳",)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"seconds": 5}, "刚才"),
        ({"minutes": 5}, "5 分钟前"),
        ({"hours": 3}, "3 小时前"),
        ({"days": 1}, "昨天"),
        ({"days": 9}, "9 天前"),
        ({"days": 70}, "2 个月前"),
    ],
)
def test_ages_are_said_in_words(clock, step, words):
    made = clock()
    clock.go_on(**step)
    assert age_words(made, clock()) == words


def test_labels_are_said_in_words():
    assert [label_words(label) for label in ("daily", "manual", "second", "before-0002", "other")] == [
        "每日",
        "手动",
        "副本",
        "升级前",
        "other",
    ]


def test_backups_that_hold_what_was_destroyed_are_cleared_after_a_new_one(
    keeping, database, actor, clock, stick
):
    keeping.name_second(KEEPER, stick)
    keeping.make_daily()
    keeping.copy_to_second(KEEPER)
    clock.go_on(hours=1)
    assert keeping.holding_destroyed(KEEPER) == ()
    with database.write("销毁到期档案", KEEPER) as work:
        note_destruction(work)
    clock.go_on(hours=1)
    assert len(keeping.holding_destroyed(KEEPER)) == 2
    (reminder,) = keeping.reminders(KEEPER)
    assert (reminder.matter, reminder.text) == (
        "destroyed",
        "2 份较早的备份里还有已销毁的档案：按 Enter 清理",
    )
    assert keeping.reminders(actor) == ()
    with pytest.raises(RuleBroken, match="权限"):
        keeping.clear_destroyed(actor)
    assert keeping.clear_destroyed(KEEPER) == 2
    assert keeping.holding_destroyed(KEEPER) == ()
    assert [one.place for one in keeping.all(KEEPER)] == ["本机"]
