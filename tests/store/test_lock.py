from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.conftest import TEST_KEY
from union_desk.core.errors import StoreProblem
from union_desk.store.database import Database
from union_desk.store.lock import StoreLock, Use

HOLD = """
import sys
from pathlib import Path
from union_desk.store.lock import StoreLock, Use
held = StoreLock(Path(sys.argv[1]), Use(sys.argv[2])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def hold(folder, use):
    """Take a lock in another process."""
    command = [sys.executable, "-c", HOLD, str(folder), use]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "held\n"
    return other


@pytest.mark.parametrize(
    ("held", "wanted", "granted"),
    [
        (Use.WRITE, Use.WRITE, False),
        (Use.WRITE, Use.READ, True),
        (Use.WRITE, Use.ALONE, False),
        (Use.READ, Use.WRITE, True),
        (Use.READ, Use.READ, True),
        (Use.READ, Use.ALONE, False),
        (Use.ALONE, Use.WRITE, False),
        (Use.ALONE, Use.READ, False),
        (Use.ALONE, Use.ALONE, False),
    ],
)
def test_who_may_have_the_store_open_beside_whom(tmp_path, held, wanted, granted):
    with StoreLock(tmp_path, held):
        if granted:
            StoreLock(tmp_path, wanted).acquire().release()
        else:
            with pytest.raises(StoreProblem):
                StoreLock(tmp_path, wanted).acquire()
    StoreLock(tmp_path, wanted).acquire().release()


def test_the_refusal_says_which_process_has_the_store(tmp_path):
    other = hold(tmp_path, "write")
    with pytest.raises(StoreProblem, match="已经打开") as problem:
        StoreLock(tmp_path, Use.WRITE).acquire()
    assert str(other.pid) in problem.value.advice
    other.communicate()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    other = hold(tmp_path, "alone")
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    with StoreLock(tmp_path, Use.ALONE):
        pass


def test_many_readers_find_a_place(tmp_path):
    readers = [StoreLock(tmp_path, Use.READ).acquire() for _ in range(20)]
    with StoreLock(tmp_path, Use.WRITE):
        pass
    for reader in readers:
        reader.release()
    with StoreLock(tmp_path, Use.ALONE):
        pass


def test_a_store_is_open_for_writing_once(store_folder, database):
    with pytest.raises(StoreProblem, match="已经打开"):
        Database.open(store_folder, TEST_KEY)
    database.close()
    Database.open(store_folder, TEST_KEY).close()


def test_a_look_at_a_copy_of_the_lock_file_does_not_free_it(store_folder, database):
    (store_folder / "lock").read_bytes()
    with pytest.raises(StoreProblem):
        Database.open(store_folder, TEST_KEY)
