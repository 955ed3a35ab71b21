"""Originals in backups: packs that several backups share, so that each backup copies only what is new.

A place where backups lie has a folder `blobs` with packs, encrypted files that are never changed. A backup
names the packs that it needs. A pack's name ends with the beginning of its digest, by which it is checked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from union_desk.core.clock import system_clock
from union_desk.core.errors import StoreProblem
from union_desk.store.blobs import BlobFile, Blobs, blob_key
from union_desk.store.engine import connect
from union_desk.store.files import BLOBS_FILE, digest

PACKS: Final = "blobs"
PACKS_WRONG: Final = "附件原件的文件"
"""What a sentence begins with that says only that originals are missing from a backup."""
_DIGITS: Final = 16
# A pack that no backup names yet may belong to one that is being made.
_YOUNG: Final = 24 * 3600.0

Look = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Packing:
    """Which packs of a place a backup needs, the new one that goes there, and how much is missing."""

    packs: tuple[str, ...] = ()
    new: Path | None = None
    blobs: int = 0
    lacking: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.packs, self.new.name) if self.new is not None else self.packs


def pack(folder: Path, key: bytes, named: set[str], place: Path, scratch: Path, look: Look) -> Packing:
    """Write what a store names and the packs of a place do not have into a new pack, in `scratch`.

    A pack that holds what the store names no longer, since it was destroyed, is not used any more.
    """
    if not named:
        return Packing()
    covered: set[str] = set()
    used = []
    for path in sorted((place / PACKS).glob("*.db")):
        held = contents(path, key)
        if held and held <= named:
            covered |= held
            used.append(path.name)
    with closing(_reading(folder / BLOBS_FILE, key)) as source:
        new, copied = _write(source, named - covered, scratch, key, look)
    lacking = len(named - covered - copied)
    return Packing(tuple(used), new, len(named) - lacking, lacking)


def _write(
    source: Blobs, wanted: set[str], scratch: Path, key: bytes, look: Look
) -> tuple[Path | None, set[str]]:
    here = wanted - _lacking(source, wanted)
    if not here:
        return None, set()
    made = scratch / "pack.db"
    copied = set()
    with closing(_writing(made, key)) as target:
        for name in sorted(here):
            look()
            # A damaged original does not keep the others from being kept; looking over the store names it.
            with suppress(StoreProblem):
                target.put(source.open(name))
                copied.add(name)
    if not copied:
        return None, set()
    with closing(connect(made, blob_key(key))) as raw:
        # One file without companions, which can be read from a disk that cannot be written.
        raw.execute("PRAGMA journal_mode=DELETE")
    place = scratch / f"{time.strftime('%Y%m%d-%H%M%S')}-{digest(made)[:_DIGITS]}.db"
    return made.rename(place), copied


def _lacking(source: Blobs, wanted: set[str]) -> set[str]:
    try:
        return source.lacking(wanted)
    except StoreProblem:
        # The file of originals is damaged as a whole: the store itself is backed up all the same.
        return wanted


def contents(path: Path, key: bytes) -> set[str] | None:
    """Return what a pack holds; None where it is cut off, damaged or of another store."""
    try:
        with closing(connect(path, blob_key(key), "query_only=ON")) as raw:
            asked = (raw.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
            # The size of a page comes as a text.
            pages, size = map(int, asked)
            if pages * size != path.stat().st_size:
                return None
            return {row[0] for row in raw.execute("SELECT sha256 FROM blob")}
    except (sqlcipher.Error, OSError):
        return None


def wrong_packs(place: Path, names: Iterable[str]) -> str:
    """Read the packs that a backup needs; return what is wrong with the first bad one, "" for nothing."""
    for name in names:
        path = place / PACKS / name
        if not path.is_file():
            return f"{PACKS_WRONG} {PACKS}/{name} 不在"
        if not is_whole(path):
            return f"{PACKS_WRONG} {PACKS}/{name} 已损坏"
    return ""


def is_whole(path: Path) -> bool:
    return path.stem.endswith(digest(path)[:_DIGITS])


def drop_packs(place: Path, named: set[str], *, at_once: bool = False) -> None:
    """Remove packs of a place that none of its backups names."""
    for path in (place / PACKS).glob("*.db"):
        with suppress(OSError):
            if path.name not in named and (at_once or time.time() - path.stat().st_mtime > _YOUNG):
                path.unlink()


def bring_back(
    archive: Path, packs: Iterable[str], folder: Path, key: bytes, named: set[str], scratch: Path, look: Look
) -> set[str]:
    """See that a restored store has the originals that it names; return those that are nowhere.

    What is beside the store already stays, when it is whole and of the same key. Else a new file of originals
    is made in `scratch`, which takes its place together with the store.
    """
    with closing(_reading(folder / BLOBS_FILE, key)) as present:
        good, sound = _sound(present, named, look)
        if not named and (sound or not (folder / BLOBS_FILE).exists()):
            return set()
        left = named - good if sound else set(named)
        with closing(_writing((folder if sound else scratch) / BLOBS_FILE, key)) as target:
            for source in _sources(archive, packs, key):
                with closing(source):
                    left -= _copy(source, target, left, look)
            if not sound:
                left -= _copy(present, target, left & good, look)
            target.give_all_again()
    return left


def _sound(present: Blobs, named: set[str], look: Look) -> tuple[set[str], bool]:
    """Return what is here and whole, and whether the file can be gone on with."""
    try:
        here = named & present.all().keys()
        damaged = present.check(here, lambda _step: look())
    except StoreProblem:
        return set(), False
    return here - damaged.keys(), not damaged


def _sources(archive: Path, packs: Iterable[str], key: bytes) -> Iterable[Blobs]:
    for name in packs:
        path = archive.parent / PACKS / name
        if path.is_file():
            yield _reading(path, key)


def _copy(source: Blobs, target: Blobs, wanted: set[str], look: Look) -> set[str]:
    copied = set()
    for name in sorted(wanted - _lacking(source, wanted)):
        look()
        with suppress(StoreProblem):
            target.put(source.open(name))
            copied.add(name)
    return copied


def _reading(path: Path, key: bytes) -> Blobs:
    return Blobs(BlobFile(path, key), system_clock, read_only=True)


def _writing(path: Path, key: bytes) -> Blobs:
    return Blobs(BlobFile(path, key), system_clock)
