"""Originals in backups: only what is new is copied, damage is named, and a restore brings them back."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import TEST_KEY
from tests.store.samples import add_card
from tests.store.test_blobs import attach, destroy, file_uids
from tests.store.test_faults import small_disk
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.store import backup as backups
from union_desk.store.archives import examine, read_manifest, remove, thin
from union_desk.store.backup import Stoppable, Stopped, backup, restore
from union_desk.store.database import Database
from union_desk.store.verify import verify

__all__ = ["small_disk"]

OTHER_KEY = bytes(range(1, 33))
SCAN = b"scan" * 300_000


def keep(database, actor, data):
    """Attach bytes to a case; return their name."""
    name = database.blobs.put_bytes(data).sha256
    attach(database, actor, name)
    return name


def packs(place):
    return {path.name for path in (place / "blobs").glob("*")}


def finding(database):
    return verify(database).findings[-1]


def test_a_backup_copies_only_originals_that_the_place_does_not_have(database, actor, tmp_path):
    keep(database, actor, SCAN)
    first = backup(database, tmp_path)
    old = packs(tmp_path)
    assert read_manifest(first).packs == tuple(old)
    second = backup(database, tmp_path)
    assert read_manifest(second).packs == tuple(old)
    keep(database, actor, b"new")
    third = backup(database, tmp_path)
    (new,) = packs(tmp_path) - old
    assert set(read_manifest(third).packs) == {*old, new}
    assert (tmp_path / "blobs" / new).stat().st_size < len(SCAN) / 4
    assert (read_manifest(third).blobs, read_manifest(third).lacking) == (2, 0)
    assert examine(third, TEST_KEY) == ""


def test_a_store_without_attachments_makes_no_folder_for_them(database, tmp_path):
    database.blobs.put_bytes(b"nobody names it")
    assert read_manifest(backup(database, tmp_path)).packs == ()
    assert not (tmp_path / "blobs").exists()


def test_a_restore_on_another_computer_brings_all_originals(database, actor, tmp_path):
    names = [keep(database, actor, data) for data in (SCAN, b"one")]
    made = backup(database, tmp_path / "stick")
    restore(made, tmp_path / "new", TEST_KEY)
    with Database.open(tmp_path / "new", TEST_KEY) as again:
        assert [again.blobs.read(name) for name in names] == [SCAN, b"one"]
        assert verify(again).ok


def test_a_restore_keeps_what_is_beside_the_store_and_adds_what_is_missing(
    database, actor, store_folder, tmp_path, clock
):
    old = keep(database, actor, SCAN)
    made = backup(database, tmp_path)
    later = keep(database, actor, b"later")
    database.close()
    replaced = restore(made, store_folder, TEST_KEY)
    assert not (replaced / "blobs.db").exists()
    with Database.open(store_folder, TEST_KEY, clock) as again:
        assert again.blobs.all().keys() == {old, later}
        assert again.blobs.sweep(clock()) == set()
        assert verify(again).ok


def test_damaged_originals_are_mended_by_a_restore(database, actor, store_folder, tmp_path):
    names = [keep(database, actor, data) for data in (SCAN, b"one")]
    made = backup(database, tmp_path)
    keep(database, actor, b"later")
    database.close()
    with (store_folder / "blobs.db").open("r+b") as file:
        file.seek(600_000)
        file.write(b"\xff" * 4096)
    with Database.open(store_folder, TEST_KEY) as hurt:
        assert not finding(hurt).ok
        assert finding(hurt).wrong == ("诊断书：原件已损坏",)
    replaced = restore(made, store_folder, TEST_KEY)
    assert (replaced / "blobs.db").exists()
    with Database.open(store_folder, TEST_KEY) as again:
        assert [again.blobs.read(name) for name in names] == [SCAN, b"one"]
        assert finding(again).ok


def test_a_store_of_another_key_brings_its_own_file_of_originals(database, actor, store_folder, tmp_path):
    keep(database, actor, SCAN)
    database.close()
    with Database.create(tmp_path / "other", OTHER_KEY) as other:
        name = keep(other, actor, b"of the other")
        made = backup(other, tmp_path / "stick")
    replaced = restore(made, store_folder, OTHER_KEY)
    assert (replaced / "blobs.db").exists()
    with Database.open(store_folder, OTHER_KEY) as again:
        assert again.blobs.all().keys() == {name}


def test_a_restore_that_is_cut_off_while_originals_change_places_is_ended_at_the_next_start(
    database, actor, store_folder, tmp_path, monkeypatch
):
    keep(database, actor, SCAN)
    database.close()
    with Database.create(tmp_path / "other", OTHER_KEY) as other:
        name = keep(other, actor, b"of the other")
        made = backup(other, tmp_path / "stick")
    real = type(tmp_path).rename

    def cut(path, target):
        if path.name == "blobs.db" and path.parent.name.startswith(".incoming"):
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(type(tmp_path), "rename", cut)
    with pytest.raises(KeyboardInterrupt):
        restore(made, store_folder, OTHER_KEY)
    monkeypatch.undo()
    with Database.open(store_folder, OTHER_KEY) as again:
        assert again.blobs.all().keys() == {name}
        assert verify(again).ok


def test_a_missing_or_damaged_pack_is_named_and_written_anew_by_the_next_backup(database, actor, tmp_path):
    keep(database, actor, SCAN)
    made = backup(database, tmp_path)
    (name,) = packs(tmp_path)
    path = tmp_path / "blobs" / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096])
    assert examine(made, TEST_KEY) == f"附件原件的文件 blobs/{name} 已损坏"
    again = backup(database, tmp_path)
    assert examine(again, TEST_KEY) == ""
    path.unlink()
    assert "不在" in examine(made, TEST_KEY)


def test_a_restore_without_its_packs_brings_the_rest_and_names_what_is_missing(database, actor, tmp_path):
    keep(database, actor, SCAN)
    add_card(database, actor, name="王芳")
    made = backup(database, tmp_path / "stick")
    shutil.rmtree(tmp_path / "stick" / "blobs")
    told = []
    restore(made, tmp_path / "new", TEST_KEY, told.append)
    assert "有 1 份附件的原件不在备份里" in told
    with Database.open(tmp_path / "new", TEST_KEY) as again:
        assert finding(again).wrong == ("诊断书：没有原件",)


def test_a_damaged_original_does_not_keep_the_others_from_the_backup(database, actor, store_folder, tmp_path):
    keep(database, actor, b"sound")
    keep(database, actor, SCAN)
    database.close()
    with (store_folder / "blobs.db").open("r+b") as file:
        file.seek(600_000)
        file.write(b"\xff" * 4096)
    with Database.open(store_folder, TEST_KEY) as again:
        manifest = read_manifest(backup(again, tmp_path))
        assert (manifest.blobs, manifest.lacking) == (1, 1)


def test_what_was_destroyed_leaves_the_packs_with_the_last_backup_that_held_it(
    database, actor, tmp_path, clock
):
    gone, stays = keep(database, actor, b"destroyed"), keep(database, actor, SCAN)
    (uid,) = [each for each in file_uids(database) if gone in row(database, each)]
    first = backup(database, tmp_path)
    (old,) = packs(tmp_path)
    destroy(database, actor, uid)
    second = backup(database, tmp_path)
    assert old not in read_manifest(second).packs
    remove(first)
    backups_thin(tmp_path)
    restore(second, tmp_path / "new", TEST_KEY)
    with Database.open(tmp_path / "new", TEST_KEY) as again:
        assert again.blobs.all().keys() == {stays}


def row(database, uid):
    from union_desk.casework.records import AttachedFileRecord

    with database.read() as session:
        return session.get_one(AttachedFileRecord, uid).sha256


def backups_thin(place):
    """Thin a place as if its packs were a day old; only those that a backup needs are left."""
    import os
    import time

    for path in (place / "blobs").glob("*"):
        os.utime(path, (time.time() - 90_000,) * 2)
    thin(place)
    named = {name for path in place.glob("*/manifest.json") for name in read_manifest(path.parent).packs}
    assert packs(place) == named


def test_clearing_what_was_destroyed_clears_the_packs_at_once(database, actor):
    keeper = Actor("管理员", "BY", "BY", frozenset({Role.ADMINISTER}))
    keeping = Safekeeping(database)
    keep(database, actor, b"destroyed")
    keeping.back_up(keeper)
    (old,) = packs(keeping.home)
    from union_desk.casework.last_destruction import note_destruction

    with database.write("销毁", actor) as work:
        work.destroy({("attached_file", uid): None for uid in _uids(work)})
        note_destruction(work)
    keeping.clear_destroyed(keeper)
    assert old not in packs(keeping.home)


def _uids(work):
    import sqlalchemy as sa

    from union_desk.casework.records import AttachedFileRecord

    return list(work.session.scalars(sa.select(AttachedFileRecord.uid)))


def test_a_backup_without_its_packs_is_told_apart_and_can_still_be_restored(database, actor, clock):
    keeper = Actor("管理员", "BY", "BY", frozenset({Role.ADMINISTER}))
    keeping = Safekeeping(database)
    attach(database, actor, "0" * 64)
    keep(database, actor, SCAN)
    made = keeping.back_up(keeper)
    assert keeping.all(keeper)[0].state == "完好，缺 1 份附件原件"
    shutil.rmtree(keeping.home / "blobs")
    keeping.check(keeper, made)
    (listed,) = keeping.all(keeper)
    assert listed.state.startswith("附件不全")
    assert listed.restorable


def test_a_backup_that_is_stopped_leaves_no_pack(database, actor, tmp_path):
    keep(database, actor, SCAN)
    told = []
    with pytest.raises(Stopped):
        backup(database, tmp_path, Stoppable(lambda: "正在复制附件原件" in told, told.append))
    assert packs(tmp_path) == set()


def test_a_stick_that_fills_with_originals_is_named(small_disk, database, actor):
    keep(database, actor, SCAN * 4)
    with pytest.raises(StoreProblem, match="所在的磁盘已满"):
        backup(database, small_disk)
    assert not list(small_disk.glob("2*"))
    assert not packs(small_disk)
    assert verify(database).ok


def test_old_backups_without_originals_are_restored_as_before(database, actor, tmp_path):
    add_card(database, actor, name="王芳")
    made = backup(database, tmp_path)
    text = (made / "manifest.json").read_text()
    for name in ("packs", "blobs", "lacking"):
        assert f'"{name}"' in text
    import json

    old = {key: value for key, value in json.loads(text).items() if key not in {"packs", "blobs", "lacking"}}
    (made / "manifest.json").write_text(json.dumps(old))
    assert examine(made, TEST_KEY) == ""
    restore(made, tmp_path / "new", TEST_KEY)
    assert not (tmp_path / "new" / "blobs.db").exists()
    assert backups.read_manifest(made).packs == ()
