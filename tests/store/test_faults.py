"""What may happen to a store in an office: the plug is pulled, the disk is full, the folder is locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conftest import TEST_KEY
from tests.store.samples import CardRecord, add_card
from union_desk.core.errors import StoreProblem
from union_desk.store.database import Database
from union_desk.store.verify import verify

SAVE = """
import sys
from pathlib import Path
from tests.store.samples import CardRecord, VisitRecord
from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database
actor = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))
database = Database.open(Path(sys.argv[1]), bytes(range(32)))
while True:
    with database.write("录入", actor) as work:
        card = CardRecord(audience="BY", name="王芳", facts={"说明": "长" * 3000})
        card.visits.append(VisitRecord(audience="BY", text="入户"))
        work.session.add(card)
    print(card.uid, flush=True)
"""


@pytest.fixture
def small_disk(tmp_path):
    """Give a disk of 3 MB, which only root can make."""
    disk = tmp_path / "小盘"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted only by root: this fault is NOT tested here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("seconds", [0.01, 0.06, 0.13])
def test_a_killed_process_loses_nothing_that_was_acknowledged(store_folder, seconds):
    saving = subprocess.Popen(
        [sys.executable, "-c", SAVE, str(store_folder)], stdout=subprocess.PIPE, text=True
    )
    assert saving.stdout is not None
    acknowledged = [saving.stdout.readline().strip()]
    time.sleep(seconds)
    saving.kill()
    acknowledged += saving.stdout.read().split()
    saving.wait()
    with Database.open(store_folder, TEST_KEY) as database:
        with database.read() as session:
            kept = set(session.scalars(sa.select(CardRecord.uid)))
        assert set(acknowledged) <= kept
        assert len(kept) <= len(acknowledged) + 1
        assert verify(database).ok


def test_a_full_disk_keeps_what_was_saved_and_goes_on_when_there_is_room(small_disk, store_folder, actor):
    shutil.copy2(store_folder / "store.db", small_disk)
    with Database.open(small_disk, TEST_KEY) as database:
        kept = fill(database, actor)
        assert kept
        with pytest.raises(StoreProblem, match="磁盘已满") as problem:
            add_card(database, actor, name="李强", facts={"说明": "长" * 100_000})
        assert "没有丢失" in problem.value.advice
        with database.read() as session:
            assert set(session.scalars(sa.select(CardRecord.uid))) == kept
        subprocess.run(["mount", "-o", "remount,size=12m", str(small_disk)], check=True)
        kept.add(add_card(database, actor, name="李强"))
        assert verify(database).ok
    with Database.open(small_disk, TEST_KEY) as again, again.read() as session:
        assert set(session.scalars(sa.select(CardRecord.uid))) == kept


def fill(database, actor):
    kept = set()
    for _ in range(400):
        try:
            kept.add(add_card(database, actor, name="王芳", facts={"说明": "长" * 10_000}))
        except StoreProblem:
            return kept
    raise AssertionError("the disk did not fill")


def test_a_store_is_not_made_on_a_full_disk(small_disk):
    (small_disk / "ballast").write_bytes(bytes(2_950_000))
    with pytest.raises(StoreProblem, match="磁盘已满"):
        Database.create(small_disk / "数据", TEST_KEY)
    assert not (small_disk / "数据" / "store.db").exists()


def test_a_folder_that_cannot_be_written_is_named(small_disk, store_folder):
    shutil.copy2(store_folder / "store.db", small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreProblem, match="不能写入") as problem:
        Database.open(small_disk, TEST_KEY)
    assert "权限" in problem.value.advice
    with pytest.raises(StoreProblem, match="不能写入"):
        Database.create(small_disk / "新", TEST_KEY)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(store_folder: Path):
    store_folder.chmod(0o500)
    try:
        with pytest.raises(StoreProblem, match="不能写入"):
            Database.open(store_folder, TEST_KEY)
    finally:
        store_folder.chmod(0o700)
