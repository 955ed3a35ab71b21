from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TEST_KEY
from tests.store.samples import CardRecord, add_card
from union_desk.core.errors import StoreProblem
from union_desk.store import archives
from union_desk.store.archives import backups, digest, examine, kept, look_at, opens, read_manifest, thin
from union_desk.store.backup import Stoppable, Stopped, backup, restore
from union_desk.store.database import Database
from union_desk.store.vault import Cost, Vault
from union_desk.store.verify import verify


def names(database):
    with database.read() as session:
        return sorted(session.scalars(sa.select(CardRecord.name)))


def damage(path, at=9000):
    with path.open("rb+") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))


def test_a_backup_brings_back_what_was_there(database, actor, tmp_path):
    add_card(database, actor, name="王芳")
    told = []
    archive = backup(database, progress=told.append)
    add_card(database, actor, name="李强")
    assert archive.parent == database.folder / "backups"
    assert archive.name == "20261123-100000-manual"
    assert sorted(path.name for path in archive.iterdir()) == ["manifest.json", "store.db"]
    assert told == ["正在复制数据", "正在核对备份", "正在存放备份"]
    new = tmp_path / "新电脑"
    assert restore(archive, new, TEST_KEY) is None
    with Database.open(new, TEST_KEY) as restored:
        assert names(restored) == ["王芳"]
        assert verify(restored).ok
        assert restored.site != database.site


def test_the_password_goes_with_the_backup(database, tmp_path):
    shutil.rmtree(database.folder / "backups", ignore_errors=True)
    cheap = Cost(passes=1, memory=8, lanes=1)
    key, printed = Vault.create(tmp_path / "x", "王芳", "密码", cost=cheap)
    with Database.create(tmp_path / "x", key) as opened:
        archive = backup(opened)
    assert Vault.unlock(archive, "王芳", "密码") == key
    assert Vault.unlock_with_recovery(archive, printed) == key


def test_the_manifest_counts_the_rows(database, actor):
    add_card(database, actor, name="王芳")
    manifest = read_manifest(backup(database))
    assert manifest.counts["test_card"] == 1
    assert (manifest.site, manifest.label, manifest.made_at) == (database.site, "manual", database.clock())


def test_two_backups_of_one_second_have_two_names(database):
    assert backup(database) != backup(database)


def test_a_backup_may_lie_elsewhere(database, tmp_path):
    archive = backup(database, tmp_path / "U盘")
    assert archive.parent == tmp_path / "U盘"
    assert not [path for path in (database.folder / "backups").iterdir() if path.name.startswith(".")]


def test_work_goes_on_during_a_backup(database, actor):
    stop = threading.Event()
    written = []

    def go_on():
        while not stop.is_set():
            written.append(add_card(database, actor, name="王芳"))

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        archives = [backup(database) for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    assert written
    for archive in archives:
        read_manifest(archive)


def test_restoring_moves_the_old_store_aside(database, actor):
    folder = database.folder
    add_card(database, actor, name="王芳")
    archive = backup(database)
    add_card(database, actor, name="李强")
    with pytest.raises(StoreProblem, match="正在使用"):
        restore(archive, folder, TEST_KEY)
    database.close()
    aside = restore(archive, folder, TEST_KEY)
    with Database.open(folder, TEST_KEY) as restored:
        assert names(restored) == ["王芳"]
    with Database.open(aside, TEST_KEY) as old:
        assert names(old) == ["李强", "王芳"]


def test_a_write_ahead_log_that_was_left_is_never_read_into_the_restored_store(database, actor):
    folder = database.folder
    archive = backup(database)
    add_card(database, actor, name="李强")
    left = (folder / "store.db-wal").read_bytes()
    database.close()
    (folder / "store.db-wal").write_bytes(left)
    aside = restore(archive, folder, TEST_KEY)
    assert (aside / "store.db-wal").read_bytes() == left
    with Database.open(folder, TEST_KEY) as restored:
        assert names(restored) == []
        assert verify(restored).ok


def test_a_damaged_backup_changes_nothing(database, actor):
    add_card(database, actor, name="王芳")
    archive = backup(database)
    damage(archive / "store.db")
    database.close()
    with pytest.raises(StoreProblem, match="已损坏"):
        restore(archive, database.folder, TEST_KEY)
    with Database.open(database.folder, TEST_KEY) as still:
        assert names(still) == ["王芳"]
    assert not list(database.folder.glob("replaced-*"))


def test_a_damage_that_the_manifest_was_fitted_to_is_found_too(database, actor, tmp_path):
    for number in range(40):
        add_card(database, actor, name=f"王{number}")
    archive = backup(database)
    damage(archive / "store.db", at=20000)
    text = (archive / "manifest.json").read_text()
    old = read_manifest(archive).sha256
    (archive / "manifest.json").write_text(text.replace(old, digest(archive / "store.db")))
    with pytest.raises(StoreProblem):
        restore(archive, tmp_path / "新", TEST_KEY)


def test_what_a_killed_backup_left_is_swept_away(database, tmp_path):
    home = database.folder / "backups"
    for name, age in (("old", 90_000), ("at-work", 60)):
        left = home / f".making-{name}"
        left.mkdir(parents=True)
        os.utime(left, (time.time() - age, time.time() - age))
    archive = backup(database)
    assert sorted(path.name for path in home.iterdir()) == [".making-at-work", archive.name]
    (tmp_path / "新" / ".restoring-old").mkdir(parents=True)
    restore(archive, tmp_path / "新", TEST_KEY)
    assert sorted(path.name for path in (tmp_path / "新").iterdir()) == ["lock", "store.db"]


def test_a_restore_can_be_repeated_at_once(database, clock):
    archive = backup(database)
    database.close()
    places = [restore(archive, database.folder, TEST_KEY, clock=clock) for _ in range(3)]
    assert len(set(places)) == 3


def test_a_look_into_a_backup_does_not_change_it(database, actor, tmp_path):
    add_card(database, actor, name="王芳")
    archive = backup(database)
    with pytest.raises(StoreProblem, match="这是一份备份"):
        Database.open(archive, TEST_KEY)
    with Database.open(archive, TEST_KEY, read_only=True) as looked_into:
        assert names(looked_into) == ["王芳"]
        assert verify(looked_into).ok
    restore(archive, tmp_path / "新", TEST_KEY)


def test_a_folder_that_is_no_backup_is_named(tmp_path):
    with pytest.raises(StoreProblem, match="不是备份"):
        restore(tmp_path, tmp_path / "新", TEST_KEY)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(StoreProblem, match="已损坏"):
        restore(tmp_path, tmp_path / "新", TEST_KEY)


def test_a_wrong_key_does_not_restore(database, tmp_path):
    with pytest.raises(StoreProblem):
        restore(backup(database), tmp_path / "新", bytes(32))
    assert not (tmp_path / "新" / "store.db").exists()


def test_a_damaged_store_gives_no_backup(database, actor):
    for number in range(40):
        add_card(database, actor, name=f"王{number}")
    folder = database.folder
    database.close()
    damage(folder / "store.db", at=20000)
    with Database.open(folder, TEST_KEY) as damaged:
        with pytest.raises(StoreProblem) as problem:
            backup(damaged)
        assert problem.value.advice
    assert list((folder / "backups").iterdir()) == []


@given(st.sets(st.integers(0, 900), max_size=120))
def test_seven_days_four_weeks_and_twelve_months_are_kept(days):
    newest = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    made = [newest - timedelta(days=day) for day in days]
    keep = kept(made)
    assert keep <= set(made)
    assert len(keep) <= 7 + 4 + 12
    assert set(sorted(made, reverse=True)[:7]) <= keep


def test_only_daily_backups_are_thinned(database, clock):
    backup(database, label="before-0002")
    backup(database)
    for _ in range(10):
        backup(database, label="daily")
        clock.go_on(days=1)
    gone = thin(database.folder / "backups")
    left = [manifest.label for _, manifest in backups(database.folder / "backups")]
    assert sorted(left) == ["before-0002", *["daily"] * (10 - len(gone)), "manual"]
    assert gone


def test_a_damaged_backup_is_listed_as_one_and_hides_no_other(database, clock):
    good = backup(database)
    clock.go_on(days=1)
    unreadable, cut_off, lost = backup(database), backup(database), backup(database)
    (unreadable / "manifest.json").write_text('{"made_at": "2026-11-23"}')
    os.truncate(cut_off / "store.db", 4096)
    (lost / "manifest.json").unlink()
    (database.folder / "backups" / "照片").mkdir()
    seen = {one.path: one.wrong for one in archives.archives(good.parent)}
    assert seen == {
        good: "",
        unreadable: "备份说明已损坏",
        cut_off: "数据文件不完整",
        lost: "备份说明已损坏",
    }
    assert [path for path, _ in backups(good.parent)] == [good]
    assert look_at(lost).made_at == clock()


def test_a_folder_that_is_away_has_no_backups(tmp_path):
    assert archives.archives(tmp_path / "U盘") == []


def test_a_backup_is_examined_with_and_without_its_key(database, actor):
    for number in range(40):
        add_card(database, actor, name=f"王{number}")
    archive = backup(database)
    assert [examine(archive), examine(archive, TEST_KEY)] == ["", ""]
    assert opens(archive, TEST_KEY)
    assert not opens(archive, bytes(32))
    assert examine(archive, bytes(32))
    damage(archive / "store.db", at=20000)
    assert examine(archive) == "数据文件与备份时不一样"


def test_in_a_shared_place_only_ones_own_backups_are_thinned(database, clock, tmp_path):
    place = tmp_path / "U盘"
    other = backup(database, place, label="second")
    text = (other / "manifest.json").read_text()
    (other / "manifest.json").write_text(text.replace(database.site, "0" * 16))
    for _ in range(12):
        backup(database, place, label="second")
        clock.go_on(days=1)
    assert thin(place, site=database.site)
    assert other.exists()
    assert len(backups(place)) < 13


def test_the_last_three_before_a_new_version_stay(database, clock):
    for revision in ("0002", "0003", "0004", "0005"):
        backup(database, label=f"before-{revision}")
        clock.go_on(days=40)
    thin(database.folder / "backups")
    left = [manifest.label for _, manifest in backups(database.folder / "backups")]
    assert left == ["before-0005", "before-0004", "before-0003"]


def test_a_backup_that_is_stopped_leaves_nothing(database):
    asked = []

    def stop():
        asked.append(len(asked))
        return len(asked) > 2

    with pytest.raises(Stopped):
        backup(database, progress=Stoppable(stop))
    assert list((database.folder / "backups").iterdir()) == []
    assert backup(database, progress=Stoppable(lambda: False))


def test_on_another_disk_a_backup_is_read_back(database, tmp_path, monkeypatch):
    def other_disk(*_places):
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "rename", _once(other_disk, Path.rename))
    archive = backup(database, tmp_path / "U盘")
    assert examine(archive, TEST_KEY) == ""
    assert sorted(path.name for path in archive.parent.iterdir()) == [archive.name]


def _once(first, then):
    """Call `first` the first time and `then` ever after."""
    calls = []

    def act(*arguments):
        calls.append(arguments)
        return (first if len(calls) == 1 else then)(*arguments)

    return act
