"""A finished store takes its place in a folder; what was cut off in between is ended at the next start.

All of the new store is written beside the old one first. Giving its folder the name `.incoming-…` decides:
before that the old store stands, after it the new one, whatever is still to be moved.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from union_desk.core.errors import StoreProblem
from union_desk.store.files import (
    BLOBS_FILE,
    KEYS_FILE,
    STORE_FILE,
    file_problem,
    scratch_folder,
    sync_folder,
    write_whole,
)
from union_desk.store.lock import StoreLock, Use

ASIDE: Final = "replaced-"
_DECIDED: Final = ".incoming-"
_BUILDING: Final = ".building-"
# What SQLite may leave beside the store; a store file is never put next to that of another one.
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


def put(made: Path, folder: Path, stamp: str) -> Path | None:
    """Let the store in `made` take the place of the one there; return where that was moved, if there was one.

    The caller holds the folder's lock; `made` lies in the folder and its files are synced.
    """
    number = 1
    name = stamp
    while (folder / f"{ASIDE}{name}").exists() or (folder / f"{_DECIDED}{name}").exists():
        number += 1
        name = f"{stamp}-{number}"
    decided = folder / f"{_DECIDED}{name}"
    sync_folder(made)
    made.rename(decided)
    sync_folder(folder)
    return _move_in(decided, folder)


def settle(folder: Path) -> None:
    """End what was decided and cut off; nothing is done while another program is at it."""
    for decided in sorted(folder.glob(f"{_DECIDED}*")):
        with suppress(StoreProblem), StoreLock(folder, Use.ALONE):
            _move_in(decided, folder)


@contextmanager
def building(folder: Path, stamp: str) -> Iterator[Path]:
    """Give a folder in which a first store is made: it takes its place when finished, or leaves no trace."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        for name, message in (
            (KEYS_FILE, "这个文件夹里已经有密钥文件。"),
            (STORE_FILE, "这个文件夹里已经有一份数据。"),
        ):
            if (folder / name).exists():
                raise StoreProblem(message, advice="请打开已有的数据，或另选一个空文件夹。")
        with StoreLock(folder, Use.ALONE):
            for left in folder.glob(f"{_BUILDING}*"):
                shutil.rmtree(left, ignore_errors=True)
            with scratch_folder(folder, _BUILDING) as made:
                yield made
                put(made, folder, stamp)
    except OSError as error:
        raise file_problem(error) from error


def _move_in(decided: Path, folder: Path) -> Path | None:
    """Move the old store aside and the new one in; each step may have been done before."""
    aside = folder / decided.name.replace(_DECIDED, ASIDE)
    new_store, new_keys = decided / STORE_FILE, decided / KEYS_FILE
    store, keys = folder / STORE_FILE, folder / KEYS_FILE
    if new_store.exists():
        if keys.exists() and (new_keys.exists() or store.exists()):
            # A copy: at no moment is there a store without the keys that open it.
            aside.mkdir(exist_ok=True)
            if not (aside / KEYS_FILE).exists():
                write_whole(aside / KEYS_FILE, keys.read_bytes())
        if store.exists():
            aside.mkdir(exist_ok=True)
            if not new_keys.exists():
                keys.unlink(missing_ok=True)
            # The store itself goes last: as long as it is there, nothing of the new one is in its place.
            for name in (*(STORE_FILE + end for end in _COMPANIONS), STORE_FILE):
                if (folder / name).exists():
                    (folder / name).rename(aside / name)
            sync_folder(aside)
        if (decided / BLOBS_FILE).exists():
            _change_blobs(decided, folder, aside)
        if new_keys.exists():
            new_keys.replace(keys)
        new_store.rename(store)
        sync_folder(folder)
    shutil.rmtree(decided, ignore_errors=True)
    return aside if aside.exists() else None


def _change_blobs(decided: Path, folder: Path, aside: Path) -> None:
    """Let new originals take the place of those that the new store cannot use."""
    for name in (*(BLOBS_FILE + end for end in _COMPANIONS), BLOBS_FILE):
        if (folder / name).exists():
            aside.mkdir(exist_ok=True)
            (folder / name).rename(aside / name)
    (decided / BLOBS_FILE).rename(folder / BLOBS_FILE)
