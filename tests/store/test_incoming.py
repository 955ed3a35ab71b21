from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import TEST_KEY
from tests.store.samples import add_card
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.store.backup import backup, restore
from union_desk.store.database import Database
from union_desk.store.incoming import building, settle
from union_desk.store.lock import StoreLock, Use
from union_desk.store.vault import Cost, Vault

CHEAP = Cost(passes=1, memory=8, lanes=1)
STAMP = "20261123-100000"


class PowerCut(BaseException):
    """Nothing of the program runs after it."""


@pytest.fixture
def cut(monkeypatch):
    """Let the power fail at the n-th time that a file or folder gets another name."""

    def fail_at(turn):
        left = [turn]

        def failing(name):
            real = getattr(Path, name)

            def act(path, target):
                if left[0] == 0:
                    raise PowerCut
                left[0] -= 1
                return real(path, target)

            return act

        for name in ("rename", "replace"):
            monkeypatch.setattr(Path, name, failing(name))

    yield fail_at
    monkeypatch.undo()


@pytest.fixture
def folder(tmp_path, actor):
    """Give a closed store with a password and one card, and a backup from before the card."""
    folder = tmp_path / "白杨"
    key, _ = Vault.create(folder, "王芳", "密码", cost=CHEAP)
    with Database.create(folder, key) as database:
        backup(database, tmp_path / "备份")
        with database.write("改名", actor) as work:
            work.note_access("export", "person", "1", "")
    return folder


def saves(folder):
    with Database.open(folder, Vault.unlock(folder, "王芳", "密码")) as database, database.read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM change_set").scalar()


# To decide, keep the old keys, move the old store, the new keys, the new store.
NAMES_GIVEN = 5


@pytest.mark.parametrize("turn", range(NAMES_GIVEN))
def test_a_restore_that_is_cut_off_left_the_old_store_or_is_ended_at_the_next_start(
    folder, tmp_path, cut, monkeypatch, turn
):
    (archive,) = (tmp_path / "备份").iterdir()
    key = Vault.unlock(archive, "王芳", "密码")
    cut(turn)
    with pytest.raises(PowerCut):
        restore(archive, folder, key)
    monkeypatch.undo()
    # At no moment is there a store without the keys that open it.
    assert (folder / "keys.json").exists()
    decided = turn > 0
    assert saves(folder) == (0 if decided else 1)
    assert [saves(aside) for aside in folder.glob("replaced-*")] == ([1] if decided else [])
    assert not list(folder.glob(".incoming-*"))


def test_a_restore_gives_no_more_names_than_that(folder, tmp_path, cut):
    (archive,) = (tmp_path / "备份").iterdir()
    cut(NAMES_GIVEN)
    restore(archive, folder, Vault.unlock(archive, "王芳", "密码"))
    assert saves(folder) == 0


def test_what_another_program_is_ending_is_left_to_it(folder):
    (folder / f".incoming-{STAMP}").mkdir()
    with StoreLock(folder, Use.WRITE):
        settle(folder)
        assert (folder / f".incoming-{STAMP}").exists()
    settle(folder)
    assert not (folder / f".incoming-{STAMP}").exists()
    assert saves(folder) == 1


def test_a_first_store_is_there_whole_or_leaves_no_trace(tmp_path):
    with pytest.raises(RuleBroken), building(tmp_path / "新", STAMP) as made:
        Vault.create(made, "王芳", "", cost=CHEAP)
    assert [path.name for path in (tmp_path / "新").iterdir()] == ["lock"]
    with building(tmp_path / "新", STAMP) as made:
        key, _ = Vault.create(made, "王芳", "密码", cost=CHEAP)
        Database.create(made, key).close()
    assert sorted(path.name for path in (tmp_path / "新").iterdir()) == ["keys.json", "lock", "store.db"]
    assert saves(tmp_path / "新") == 0


@pytest.mark.parametrize("taken", ["keys.json", "store.db"])
def test_a_first_store_takes_no_others_place(tmp_path, taken):
    (tmp_path / taken).write_bytes(b"x")
    with pytest.raises(StoreProblem, match="已经有"), building(tmp_path, STAMP):
        raise AssertionError
    assert (tmp_path / taken).read_bytes() == b"x"


def test_a_store_without_keys_that_comes_in_leaves_no_keys_of_another(folder, store_folder, actor):
    shutil.rmtree(folder / "backups", ignore_errors=True)
    with Database.open(store_folder, TEST_KEY) as demo:
        add_card(demo, actor, name="王芳")
        archive = backup(demo)
    aside = restore(archive, folder, TEST_KEY)
    assert not (folder / "keys.json").exists()
    assert saves(aside) == 1
    Database.open(folder, TEST_KEY).close()
