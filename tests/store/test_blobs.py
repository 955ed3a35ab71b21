"""Originals beside a store: kept once, checked at each reading, swept when nobody names them."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tracemalloc

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.conftest import TEST_KEY
from tests.store.test_faults import small_disk
from tests.store.test_migrate import import_all_records
from union_desk.casework.records import AttachedFileRecord
from union_desk.core.errors import StoreProblem
from union_desk.store import blobs
from union_desk.store.blobs import NAMING, PART, BlobMissing, blob_key
from union_desk.store.codec import logged_tables
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.undo import undo
from union_desk.store.verify import verify

__all__ = ["small_disk"]
pytestmark = pytest.mark.on_server_too

SCAN = bytes(range(251)) * ((2 * PART + 12345) // 251)
KILLED = """
import io, os, signal, sys
from pathlib import Path
from union_desk.store.database import Database
from union_desk.store import blobs
database = Database.open(Path(sys.argv[1]), bytes(range(32)))
class Dying(io.BytesIO):
    reads = 0
    def read(self, size=-1):
        self.reads += 1
        if self.reads > 60:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(size)
database.blobs.put_bytes(b"earlier")
print("kept", flush=True)
database.blobs.put(Dying(bytes(40 << 20)))
"""


DYING_WORK = """
import os, signal, sys
from pathlib import Path
from tests.store.test_blobs import attach
from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database
from union_desk.store.sealing import Sealing
def die(self):
    os.kill(os.getpid(), signal.SIGKILL)
Sealing.close = die
actor = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))
with Database.open(Path(sys.argv[1]), bytes(range(32))) as database:
    attach(database, actor, database.blobs.put_bytes(b"kept before its row").sha256)
"""


def attach(database, actor, sha256, subject_uid="1"):
    """Name an original in a row; return the work."""
    with database.write("添加附件", actor) as work:
        work.session.add(
            AttachedFileRecord(
                audience=actor.audience, subject="case", subject_uid=subject_uid, name="诊断书", sha256=sha256
            )
        )
        return work.uid


def file_uids(database):
    with database.read() as session:
        return list(session.scalars(sa.select(AttachedFileRecord.uid)))


def destroy(database, actor, *uids):
    with database.write("销毁", actor) as work:
        work.destroy({("attached_file", uid): None for uid in uids})


def test_what_was_kept_is_read_back_byte_by_byte_and_kept_only_once(database):
    kept = database.blobs.put_bytes(SCAN)
    assert kept.size == len(SCAN)
    assert database.blobs.put_bytes(SCAN) == kept
    assert database.blobs.all() == {kept.sha256: len(SCAN)}
    assert database.blobs.read(kept.sha256) == SCAN
    assert b"".join(database.blobs.parts(kept.sha256)) == SCAN


def test_an_original_that_is_not_here_is_named(database):
    assert not database.blobs.holds("0" * 64)
    assert database.blobs.all() == {}
    with pytest.raises(BlobMissing, match="原件不在这台电脑里"):
        database.blobs.read("0" * 64)
    kept = database.blobs.put_bytes(b"1")
    assert database.blobs.lacking([kept.sha256, "0" * 64]) == {"0" * 64}


def test_a_file_that_changes_while_it_is_read_is_not_kept(database):
    class Growing(io.BytesIO):
        def seek(self, *place):
            self.getbuffer()[0] ^= 1
            return super().seek(*place)

    with pytest.raises(StoreProblem, match="正在被别的程序改动"):
        database.blobs.put(Growing(SCAN))
    assert database.blobs.all() == {}


def test_fifty_megabytes_are_in_memory_neither_twice_while_kept_nor_twice_while_read(database, tmp_path):
    source = tmp_path / "大扫描件.pdf"
    source.write_bytes(os.urandom(PART) * 50)
    tracemalloc.start()
    with source.open("rb") as file:
        kept = database.blobs.put(file)
    assert tracemalloc.get_traced_memory()[1] < 8 * PART
    tracemalloc.reset_peak()
    assert len(database.blobs.read(kept.sha256)) == 50 * PART
    assert tracemalloc.get_traced_memory()[1] < 62 * PART
    tracemalloc.stop()


def test_small_pictures_are_kept_for_originals_that_are_here_only(database):
    kept = database.blobs.put_bytes(SCAN)
    database.blobs.keep_picture(kept.sha256, "thumbnail", b"small")
    database.blobs.keep_picture(kept.sha256, "thumbnail", b"smaller")
    database.blobs.keep_picture("0" * 64, "thumbnail", b"nobody's")
    assert database.blobs.picture(kept.sha256, "thumbnail") == b"smaller"
    assert database.blobs.picture("0" * 64, "thumbnail") == b""


def test_what_nobody_names_is_swept_after_a_month_and_what_undo_needs_is_not(database, actor, clock):
    named, undone, orphan = (database.blobs.put_bytes(each).sha256 for each in (b"a", b"b", b"c"))
    attach(database, actor, named)
    undo(database, attach(database, actor, undone), actor)
    assert database.blobs.sweep(clock()) == set()
    clock.go_on(days=31)
    young = database.blobs.put_bytes(b"d").sha256
    assert database.blobs.sweep(clock()) == {orphan}
    assert database.blobs.all().keys() == {named, undone, young}


def test_an_orphan_that_is_given_again_stays(database, clock):
    orphan = database.blobs.put_bytes(b"c")
    clock.go_on(days=31)
    assert database.blobs.put_bytes(b"c") == orphan
    assert database.blobs.sweep(clock()) == set()


def test_destruction_takes_originals_that_no_living_row_names(database, actor):
    shared, own = (database.blobs.put_bytes(each).sha256 for each in (b"shared", SCAN))
    attach(database, actor, own)
    attach(database, actor, shared)
    gone = file_uids(database)
    attach(database, actor, shared, subject_uid="2")
    destroy(database, actor, *gone)
    assert database.blobs.all().keys() == {shared}


def test_originals_of_earlier_scans_of_a_destroyed_row_go_too(database, actor):
    first, second = (database.blobs.put_bytes(each).sha256 for each in (b"blurred", b"sharp"))
    attach(database, actor, first)
    (uid,) = file_uids(database)
    with database.write("替换附件", actor) as work:
        work.session.get_one(AttachedFileRecord, uid).sha256 = second
    destroy(database, actor, uid)
    assert database.blobs.all() == {}


def test_every_column_that_names_originals_is_known():
    import_all_records()
    naming = {
        (name, column.name)
        for name, table in logged_tables().items()
        for column in table.table.c
        if column.info.get("names_original")
    }
    assert naming == {(name, "sha256") for name in NAMING}


# About the file of a store on this PC.


def test_the_file_is_encrypted_with_a_key_of_its_own_and_made_when_it_is_needed(database, store_folder):
    assert database.blobs.all() == {}
    assert not (store_folder / "blobs.db").exists()
    database.blobs.put_bytes(b"Patient: Wang Fang" * 100)
    database.close()
    assert b"Wang Fang" not in b"".join(path.read_bytes() for path in store_folder.glob("blobs.db*"))
    connect(store_folder / "blobs.db", blob_key(TEST_KEY)).close()
    with pytest.raises(Exception, match="not a database"):
        connect(store_folder / "blobs.db", TEST_KEY)


def test_what_was_destroyed_is_overwritten_in_the_file_too(database, store_folder, actor):
    attach(database, actor, database.blobs.put_bytes(b"WANGFANG" * 100_000).sha256)
    with database.blobs._place.writer.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"WANGFANG" in decrypted(store_folder)
    destroy(database, actor, *file_uids(database))
    assert b"WANGFANG" not in decrypted(store_folder)
    assert (store_folder / "blobs.db-wal").stat().st_size == 0


def decrypted(folder):
    """Return the pages of the file of originals without their encryption, free ones too."""
    data = (folder / "blobs.db").read_bytes()
    pages = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    return b"".join(
        plain_page(page[0 if number else 16 : 4016], page[4016:4032]) for number, page in enumerate(pages)
    )


def plain_page(page, vector):
    decryptor = Cipher(AES(blob_key(TEST_KEY)), CBC(vector)).decryptor()
    return decryptor.update(page) + decryptor.finalize()


def test_a_killed_process_leaves_all_that_was_kept_and_nothing_half(store_folder):
    dying = subprocess.run(
        [sys.executable, "-c", KILLED, str(store_folder)], capture_output=True, text=True, check=False
    )
    assert dying.returncode == -signal.SIGKILL
    assert dying.stdout == "kept\n"
    with Database.open(store_folder, TEST_KEY) as database:
        assert [database.blobs.read(name) for name in database.blobs.all()] == [b"earlier"]
        with pytest.raises(BlobMissing):
            database.blobs.read("0" * 64)


def test_a_full_disk_keeps_what_was_kept_and_goes_on_when_there_is_room(small_disk, store_folder):
    shutil.copy2(store_folder / "store.db", small_disk)
    with Database.open(small_disk, TEST_KEY) as database:
        kept = database.blobs.put_bytes(b"earlier")
        with pytest.raises(StoreProblem, match="磁盘已满"):
            database.blobs.put_bytes(SCAN + SCAN)
        assert database.blobs.read(kept.sha256) == b"earlier"
        subprocess.run(["mount", "-o", "remount,size=30m", str(small_disk)], check=True)
        again = database.blobs.put_bytes(SCAN + SCAN)
        assert database.blobs.read(again.sha256) == SCAN + SCAN


def test_a_damaged_page_is_named_and_the_store_can_still_be_used(database, store_folder, actor):
    kept = database.blobs.put_bytes(SCAN)
    attach(database, actor, kept.sha256)
    database.close()
    with (store_folder / "blobs.db").open("r+b") as file:
        file.seek(PART)
        file.write(b"\xff" * 4096)
    with Database.open(store_folder, TEST_KEY) as again:
        with pytest.raises(StoreProblem, match=r"blobs\.db 已损坏") as problem:
            again.blobs.read(kept.sha256)
        assert "可以继续工作" in problem.value.advice
        assert not problem.value.damaged
        assert again.blobs.check([kept.sha256]) == {kept.sha256: "原件已损坏"}
        assert file_uids(again)


def test_bytes_that_were_changed_from_inside_are_found_by_their_hash(database, store_folder):
    kept = database.blobs.put_bytes(SCAN)
    database.close()
    raw = connect(store_folder / "blobs.db", blob_key(TEST_KEY))
    raw.execute("UPDATE blob_part SET data = x'00' WHERE number = 2")
    raw.close()
    with (
        Database.open(store_folder, TEST_KEY) as again,
        pytest.raises(StoreProblem, match="和存入时不一样"),
    ):
        again.blobs.read(kept.sha256)


def test_a_file_of_originals_that_is_gone_or_no_such_file_is_named(database, store_folder):
    kept = database.blobs.put_bytes(SCAN)
    database.close()
    (store_folder / "blobs.db").unlink()
    with Database.open(store_folder, TEST_KEY) as again, pytest.raises(BlobMissing):
        again.blobs.read(kept.sha256)
    (store_folder / "blobs.db").write_bytes(b"no database at all" * 500)
    with Database.open(store_folder, TEST_KEY) as again:
        with pytest.raises(StoreProblem, match=r"blobs\.db 已损坏"):
            again.blobs.read(kept.sha256)
        with pytest.raises(StoreProblem, match=r"blobs\.db 已损坏"):
            again.blobs.put_bytes(b"new")


def test_a_store_that_is_only_read_makes_no_file_of_originals(store_folder):
    with Database.open(store_folder, TEST_KEY, read_only=True) as database:
        assert database.blobs.all() == {}
        with pytest.raises(StoreProblem, match="只读"):
            database.blobs.put_bytes(b"new")
    assert not (store_folder / "blobs.db").exists()


def test_the_tables_on_a_server_are_those_of_the_file(database, engine):
    if engine == "file":
        database.blobs.put_bytes(b"1")
        return
    with database.read() as session:
        present = set(sa.inspect(session.connection()).get_table_names())
    assert {table.name for table in blobs.TABLES.sorted_tables} <= present


def test_who_is_killed_between_original_and_row_leaves_only_what_is_swept_later(store_folder, clock):
    dying = subprocess.run([sys.executable, "-c", DYING_WORK, str(store_folder)], check=False)
    assert dying.returncode == -signal.SIGKILL
    clock.go_on(days=4000)
    with Database.open(store_folder, TEST_KEY, clock) as database:
        assert file_uids(database) == []
        assert verify(database).ok
        (orphan,) = database.blobs.all()
        assert database.blobs.sweep(clock()) == {orphan}
