"""Backups that have been opened before they are called one, and bringing one back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa

from union_desk import __version__
from union_desk.core.clock import Clock, local_time, system_clock
from union_desk.core.errors import StoreProblem
from union_desk.store import check, migrate
from union_desk.store.engine import connect, single_engine, told_plainly
from union_desk.store.files import KEYS_FILE, STORE_FILE, scratch_folder, sync_file, sync_folder, write_whole
from union_desk.store.lock import StoreLock, Use
from union_desk.store.records import new_site
from union_desk.store.tables import store_meta

if TYPE_CHECKING:
    from union_desk.store.database import Database

BACKUPS: Final = "backups"
MANIFEST_FILE: Final = "manifest.json"
MANUAL: Final = "manual"
DAILY: Final = "daily"
_FORMAT: Final = 1
_MAKING: Final = ".making-"
_RESTORING: Final = ".restoring-"
# Half a backup that is older was left by a killed process, not by one at work.
_LONGEST_BACKUP: Final = 24 * 3600.0
# What SQLite may leave beside the store; a store file is never put next to that of another one.
_COMPANIONS: Final = ("-wal", "-shm", "-journal")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    label: str
    site: str
    kind: str
    revision: str
    program: str
    sha256: str
    counts: dict[str, int]
    format: int = _FORMAT


def backup(
    database: Database,
    destination: Path | None = None,
    progress: Progress | None = None,
    *,
    label: str = MANUAL,
) -> Path:
    """Make a verified backup of an open store; return its folder. Others may go on working meanwhile."""
    with told_plainly(files=True):
        return write_backup(
            database.reader, database.key, database.folder, destination, database.clock, label, progress
        )


def write_backup(
    source: sa.Engine,
    key: bytes,
    folder: Path,
    destination: Path | None,
    clock: Clock,
    label: str,
    progress: Progress | None = None,
) -> Path:
    """Copy a store in one step, open the copy, check it, and only then give it its name."""
    tell = progress or (lambda _: None)
    home = folder / BACKUPS
    target = destination or home
    for place in (home, target):
        place.mkdir(parents=True, exist_ok=True)
    at = clock()
    with scratch_folder(home, _MAKING) as outer:
        _sweep(home, _MAKING, keep=outer, older_than=_LONGEST_BACKUP)
        scratch = outer / "backup"
        scratch.mkdir()
        tell("正在复制数据")
        earlier = _copy_store(source, scratch / STORE_FILE, key)
        if (folder / KEYS_FILE).exists():
            shutil.copy2(folder / KEYS_FILE, scratch / KEYS_FILE)
        tell("正在核对备份")
        manifest = _checked(scratch / STORE_FILE, key, earlier, at, label)
        write_whole(scratch / MANIFEST_FILE, msgspec.json.format(msgspec.json.encode(manifest)))
        sync_file(scratch / STORE_FILE)
        tell("正在存放备份")
        return _put(scratch, target, f"{local_time(at):%Y%m%d-%H%M%S}-{label}", manifest)


def _sweep(folder: Path, prefix: str, *, keep: Path, older_than: float = 0.0) -> None:
    """Remove half-made copies that killed processes have left."""
    for left in folder.glob(f"{prefix}*"):
        if left != keep and time.time() - left.stat().st_mtime >= older_than:
            shutil.rmtree(left, ignore_errors=True)


def _copy_store(source: sa.Engine, copy: Path, key: bytes) -> check.Ends:
    # In one step: a copy in several steps begins anew with each save and may never end.
    target = connect(copy, key)
    try:
        with source.connect() as connection:
            earlier = check.ends_of(connection)
            raw: Any = connection.connection.driver_connection
            connection.rollback()
            raw.backup(target)
        # One file without companions, which can be read from a disk that cannot be written.
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
    return earlier


def _checked(copy: Path, key: bytes, earlier: check.Ends, at: datetime, label: str) -> Manifest:
    engine = single_engine(copy, key)
    try:
        with engine.connect() as connection:
            wrong = check.damage_of(connection) + check.lacks(check.ends_of(connection), earlier)
            if wrong:
                raise StoreProblem(
                    f"备份没有通过核对（{wrong[0]}），没有留下。", advice="请检查磁盘，再做一次备份。"
                )
            meta = {row.name: row.value for row in connection.execute(sa.select(store_meta))}
            revision, counts = migrate.revision_of(connection), check.counts_of(connection)
    finally:
        engine.dispose()
    return Manifest(
        made_at=at,
        label=label,
        site=meta["site"],
        kind=meta["kind"],
        revision=revision,
        program=__version__,
        sha256=_digest(copy),
        counts=counts,
    )


def _put(scratch: Path, target: Path, name: str, manifest: Manifest) -> Path:
    """Give a finished backup its place; on another disk it is copied, read back and compared."""
    place = _free_name(target / name)
    try:
        scratch.rename(place)
    except OSError:
        part = target / f".{place.name}"
        shutil.copytree(scratch, part)
        sync_file(part / STORE_FILE)
        if _digest(part / STORE_FILE) != manifest.sha256:
            shutil.rmtree(part)
            raise StoreProblem("备份写到目标磁盘后读出来不一样。", advice="请换一个磁盘或 U 盘。") from None
        part.rename(place)
    sync_folder(target)
    return place


def _free_name(path: Path) -> Path:
    """Return a name that nothing has yet: two backups may be made in one second."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def read_manifest(archive: Path) -> Manifest:
    try:
        return msgspec.json.decode((archive / MANIFEST_FILE).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreProblem(
            "这个文件夹不是备份。", advice="请选备份自己的文件夹，里面有 manifest.json。"
        ) from error
    except msgspec.DecodeError as error:
        raise StoreProblem("备份说明 manifest.json 已损坏。", advice="请换一份备份。") from error


def backups(folder: Path) -> list[tuple[Path, Manifest]]:
    """Return the backups in a folder, the newest first."""
    found = [(path.parent, read_manifest(path.parent)) for path in folder.glob(f"*/{MANIFEST_FILE}")]
    return sorted(found, key=lambda item: (item[1].made_at, item[0].name), reverse=True)


def restore(
    archive: Path, folder: Path, key: bytes, progress: Progress | None = None, *, clock: Clock = system_clock
) -> Path | None:
    """Put a backup in the place of a store; return where the old one was moved, if there was one.

    The restored store is a new site: what the old one wrote after the backup may be known elsewhere, and two
    different change sets must never have the same place in one stream.
    """
    tell = progress or (lambda _: None)
    with told_plainly(files=True):
        manifest = read_manifest(archive)
        if manifest.revision > migrate.head_revision():
            raise StoreProblem(
                f"这份备份由更新的版本 {manifest.program} 写成。", advice="请先升级本程序，再恢复。"
            )
        folder.mkdir(parents=True, exist_ok=True)
        with StoreLock(folder, Use.ALONE), scratch_folder(folder, _RESTORING) as scratch:
            _sweep(folder, _RESTORING, keep=scratch)
            tell("正在复制备份")
            for name in (STORE_FILE, KEYS_FILE):
                if (archive / name).exists():
                    shutil.copy2(archive / name, scratch / name)
            tell("正在核对备份")
            _check_restored(scratch / STORE_FILE, key, manifest)
            sync_file(scratch / STORE_FILE)
            tell("正在换上恢复的数据")
            return _exchange(scratch, folder, f"{local_time(clock()):%Y%m%d-%H%M%S}")


def _check_restored(store: Path, key: bytes, manifest: Manifest) -> None:
    if not store.exists() or _digest(store) != manifest.sha256:
        raise StoreProblem("备份里的数据已损坏，没有恢复。", advice="请换一份备份。原来的数据没有改动。")
    raw = connect(store, key)
    try:
        raw.execute("UPDATE store_meta SET value = ? WHERE name = 'site'", (new_site(),))
    finally:
        raw.close()
    engine = single_engine(store, key)
    try:
        with engine.connect() as connection:
            if wrong := check.damage_of(connection):
                raise StoreProblem(
                    f"备份没有通过核对（{wrong[0]}），没有恢复。", advice="请换一份备份。原来的数据没有改动。"
                )
            if check.counts_of(connection) != manifest.counts:
                raise StoreProblem("备份里的条数与备份说明不符，没有恢复。", advice="请换一份备份。")
    finally:
        engine.dispose()


def _exchange(scratch: Path, folder: Path, stamp: str) -> Path | None:
    """Move the old store aside with all that belongs to it, then the new one in."""
    old = [name for name in (STORE_FILE, KEYS_FILE) if (folder / name).exists()]
    old += [STORE_FILE + end for end in _COMPANIONS if (folder / (STORE_FILE + end)).exists()]
    aside = _free_name(folder / f"replaced-{stamp}") if old else None
    if aside:
        aside.mkdir()
        for name in old:
            (folder / name).rename(aside / name)
        sync_folder(aside)
    for name in (KEYS_FILE, STORE_FILE):
        if (scratch / name).exists():
            (scratch / name).rename(folder / name)
    sync_folder(folder)
    return aside


def thin(folder: Path, progress: Progress | None = None) -> list[Path]:
    """Remove daily backups that the plan does not keep; return those removed."""
    tell = progress or (lambda _: None)
    daily = [(path, manifest.made_at) for path, manifest in backups(folder) if manifest.label == DAILY]
    keep = kept([at for _, at in daily])
    gone = [path for path, at in daily if at not in keep]
    for path in gone:
        tell(f"正在清理旧备份 {path.name}")
        shutil.rmtree(path)
    return gone


def kept(made: list[datetime]) -> set[datetime]:
    """Return which daily backups stay: the last of 7 days, of 4 weeks and of 12 months that have one."""
    keep: set[datetime] = set()
    newest = sorted(made, reverse=True)
    for pattern, most in (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12)):
        last: dict[str, datetime] = {}
        for at in newest:
            last.setdefault(local_time(at).strftime(pattern), at)
        keep.update(list(last.values())[:most])
    return keep


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
