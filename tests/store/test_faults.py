"""What may happen to a store in an office: the plug is pulled, the disk is full, the folder is locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

import run
from tests.conftest import TEST_KEY
from tests.store.samples import CardRecord, add_card
from union_desk.core.errors import StoreProblem
from union_desk.services import FirstStart, create_store, open_services
from union_desk.store.backup import backup
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.lock import StoreLock, Use
from union_desk.store.vault import Cost, Vault
from union_desk.store.verify import verify

CHEAP = Cost(passes=1, memory=8, lanes=1)
SAVE = """
import sys
from pathlib import Path
from tests.store.samples import CardRecord, VisitRecord
from union_desk.core.rights import Actor, Role
from union_desk.store.backup import backup
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


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="processes are watched by ptrace: NOT tested here")
def test_kills_and_power_cuts_in_every_act_of_an_office_lose_nothing():
    root = Path(__file__).parents[2]
    few = ["--kills", "10", "--images", "20", "--only", "kill", "cut"]
    done = subprocess.run(
        [sys.executable, str(root / "benchmarks" / "faults.py"), *few],
        env=run.variables(root, True),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 2 and "NOT tested" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 losses in 30 faults" in done.stdout


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


def test_a_stick_that_fills_during_a_backup_is_named_and_nothing_half_is_left(small_disk, database, actor):
    fill_disk = small_disk / "ballast"
    fill_disk.write_bytes(bytes(2_950_000))
    add_card(database, actor, name="王芳", facts={"说明": "长" * 100_000})
    with pytest.raises(StoreProblem, match=f"{small_disk} 所在的磁盘已满") as problem:
        backup(database, small_disk)
    assert "换一个 U 盘" in problem.value.advice
    assert list(small_disk.iterdir()) == [fill_disk]
    assert verify(database).ok


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


def test_a_full_disk_is_named_where_there_is_no_room_even_to_open(small_disk, store_folder):
    shutil.copy2(store_folder / "store.db", small_disk)
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 8192))
    with pytest.raises(StoreProblem, match="磁盘已满"):
        Database.open(small_disk, TEST_KEY)
    (small_disk / "ballast").unlink()
    Database.open(small_disk, TEST_KEY).close()


def test_a_password_is_not_half_changed_on_a_full_disk(small_disk):
    Vault.create(small_disk, "王芳", "白杨街道2026", cost=CHEAP)
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with pytest.raises(StoreProblem, match="磁盘已满"):
        Vault.change_password(small_disk, "王芳", "白杨街道2026", "下沙街道2027", cost=CHEAP)
    assert Vault.unlock(small_disk, "王芳", "白杨街道2026")


def test_a_lock_is_taken_on_a_full_disk_too(small_disk):
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with StoreLock(small_disk, Use.WRITE), pytest.raises(StoreProblem, match="已经打开"):
        StoreLock(small_disk, Use.WRITE).acquire()


# A text so long that its end lies on a page of its own, where any other byte would be a text too.
LONG = "a" * 9000


@pytest.fixture
def long_texts(store_folder, actor):
    """Give a closed store with two long texts, and all its bytes."""
    with Database.open(store_folder, TEST_KEY) as database:
        uids = [add_card(database, actor, name=name, street=LONG) for name in ("王芳", "李强")]
    return store_folder, uids, (store_folder / "store.db").read_bytes()


def damage(folder, whole, page):
    at = page * 4096 + 2000
    (folder / "store.db").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])


def test_a_damaged_page_gives_no_other_value_that_verify_and_backup_do_not_name(long_texts):
    folder, uids, whole = long_texts
    for page in range(len(whole) // 4096):
        damage(folder, whole, page)
        try:
            with Database.open(folder, TEST_KEY) as database:
                with database.read() as session:
                    shown = session.get_one(CardRecord, uids[-1]).street
                if shown != LONG:
                    # SQLCipher says so only when the next page is read.
                    assert not verify(database).ok
                    with pytest.raises(StoreProblem, match="损坏"):
                        backup(database)
        except StoreProblem:
            continue


def test_what_was_read_from_a_damaged_page_is_not_kept(long_texts, actor):
    folder, (uid, _), whole = long_texts
    pages = [page for page in range(len(whole) // 4096) if passes_for_whole(folder, whole, page, uid)]
    assert pages
    for page in pages:
        damage(folder, whole, page)
        with Database.open(folder, TEST_KEY) as database:
            with pytest.raises(StoreProblem, match="损坏"):
                copy_street(database, actor, uid)
            with database.read() as session:
                assert set(session.scalars(sa.select(CardRecord.name))) == {"王芳", "李强"}


def copy_street(database, actor, uid):
    with database.write("抄写", actor) as work:
        street = long_text(work.session.connection().connection, uid)
        work.session.add(CardRecord(audience="BY", name="抄件", street=street))


def long_text(connection, uid):
    cursor = connection.cursor()
    cursor.execute("SELECT street FROM test_card WHERE uid = ?", (uid,))
    return cursor.fetchone()[0]


def passes_for_whole(folder, whole, page, uid):
    """Whether the driver alone gives a wrong text without a word if this page is damaged."""
    damage(folder, whole, page)
    try:
        with closing(connect(folder / "store.db", TEST_KEY)) as raw:
            return long_text(raw, uid) != LONG
    except sqlcipher.Error:
        return False


def test_a_store_that_cannot_be_read_is_let_go_for_a_restore(tmp_path):
    folder = tmp_path / "数据"
    create_store(folder, FirstStart("下沙街道总工会", "XS", False, "王芳", "白杨街道2026"), cost=CHEAP)
    whole = (folder / "store.db").read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        damage(folder, whole, page)
        with suppress(StoreProblem):
            open_services(folder, "王芳", "白杨街道2026").close()
        StoreLock(folder, Use.ALONE).acquire().release()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(store_folder: Path):
    store_folder.chmod(0o500)
    try:
        with pytest.raises(StoreProblem, match="不能写入"):
            Database.open(store_folder, TEST_KEY)
    finally:
        store_folder.chmod(0o700)
