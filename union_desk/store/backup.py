"""Backups that have been opened before they are called one, and bringing one back."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa

from union_desk import __version__
from union_desk.core.clock import Clock, local_time, system_clock
from union_desk.core.errors import StoreProblem
from union_desk.store import check, migrate
from union_desk.store.archives import (
    MAKING,
    MANIFEST_FILE,
    MANUAL,
    Manifest,
    Progress,
    read_manifest,
)
from union_desk.store.blob_packs import PACKS, Packing, bring_back, is_whole, pack
from union_desk.store.blobs import named_in
from union_desk.store.engine import connect, single_engine, told_plainly
from union_desk.store.files import (
    BACKUPS,
    DISK_FULL,
    FULL,
    KEYS_FILE,
    STORE_FILE,
    digest,
    forget_cached,
    scratch_folder,
    sync_file,
    sync_folder,
    write_whole,
)
from union_desk.store.incoming import put, settle
from union_desk.store.lock import StoreLock, Use
from union_desk.store.records import new_site
from union_desk.store.tables import store_meta

if TYPE_CHECKING:
    from union_desk.store.database import Database

_log: Final = logging.getLogger(__name__)

_RESTORING: Final = ".restoring-"
# Half a backup that is older was left by a killed process, not by one at work.
_LONGEST_BACKUP: Final = 24 * 3600.0
# 16 MB: how much is copied before one asks again whether to stop.
_PAGES: Final = 4096
_OTHER_BYTES: Final = "备份写到目标磁盘后读出来不一样。"
_OTHER_DISK: Final = "请换一个磁盘或 U 盘。"
_FULL_ADVICE: Final = "请腾出磁盘空间，再做一次备份。已经保存的内容没有受影响。"


class Stopped(Exception):
    """A backup was not wanted any more; nothing of it is left."""


class Stoppable:
    """Progress that ends a backup soon after `stop` says True. Nobody may write meanwhile."""

    def __init__(self, stop: Callable[[], bool], tell: Progress | None = None) -> None:
        self._stop, self._tell = stop, tell

    def __call__(self, step: str) -> None:
        self.look()
        if self._tell is not None:
            self._tell(step)

    def look(self, *_pages: int) -> None:
        if self._stop():
            raise Stopped


def backup(
    database: Database,
    destination: Path | None = None,
    progress: Progress | None = None,
    *,
    label: str = MANUAL,
) -> Path:
    """Make a verified backup of an open store; return its folder. Others may go on working meanwhile."""
    try:
        with told_plainly(files=True, folder=database.folder):
            return write_backup(
                database.reader, database.key, database.folder, destination, database.clock, label, progress
            )
    except StoreProblem as problem:
        if problem.message != DISK_FULL:
            raise
        raise StoreProblem("磁盘已满，备份没有做成。", advice=_FULL_ADVICE) from problem


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
    with scratch_folder(home, MAKING) as outer:
        _sweep(home, MAKING, keep=outer, older_than=_LONGEST_BACKUP)
        scratch = outer / "backup"
        scratch.mkdir()
        tell("正在复制数据")
        earlier = _copy_store(source, scratch / STORE_FILE, key, progress)
        if (folder / KEYS_FILE).exists():
            shutil.copy2(folder / KEYS_FILE, scratch / KEYS_FILE)
            sync_file(scratch / KEYS_FILE)
        tell("正在核对备份")
        manifest, named = _checked(scratch / STORE_FILE, key, earlier, at, label)
        if named:
            tell("正在复制附件原件")
        packing = pack(folder, key, named, target, outer, _looking(progress))
        manifest = replace(manifest, packs=packing.names, blobs=packing.blobs, lacking=packing.lacking)
        write_whole(scratch / MANIFEST_FILE, msgspec.json.format(msgspec.json.encode(manifest)))
        sync_file(scratch / STORE_FILE)
        tell("正在存放备份")
        _put_pack(packing, target)
        return _put(scratch, target, f"{local_time(at):%Y%m%d-%H%M%S}-{label}", manifest)


def _sweep(folder: Path, prefix: str, *, keep: Path, older_than: float = 0.0) -> None:
    """Remove half-made copies that killed processes have left."""
    for left in folder.glob(f"{prefix}*"):
        if left == keep:
            continue
        with suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than:
                shutil.rmtree(left, ignore_errors=True)


def _copy_store(source: sa.Engine, copy: Path, key: bytes, progress: Progress | None) -> check.Ends:
    # In one step: a copy in several steps begins anew with each save and may never end.
    pages, look = (_PAGES, progress.look) if isinstance(progress, Stoppable) else (-1, None)
    target = connect(copy, key)
    try:
        with source.connect() as connection:
            earlier = check.ends_of(connection)
            raw: Any = connection.connection.driver_connection
            connection.rollback()
            raw.backup(target, pages=pages, progress=look, sleep=0.0)
        # One file without companions, which can be read from a disk that cannot be written.
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
    return earlier


def _looking(progress: Progress | None) -> Callable[[], None]:
    return progress.look if isinstance(progress, Stoppable) else lambda: None


def _checked(
    copy: Path, key: bytes, earlier: check.Ends, at: datetime, label: str
) -> tuple[Manifest, set[str]]:
    """Look over a copy; return what it says of itself, and the originals that it names."""
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
            named = named_in(connection)
    finally:
        engine.dispose()
    manifest = Manifest(
        made_at=at,
        label=label,
        site=meta["site"],
        kind=meta["kind"],
        revision=revision,
        program=__version__,
        sha256=digest(copy),
        counts=counts,
        size=copy.stat().st_size,
    )
    return manifest, named


def _put_pack(packing: Packing, target: Path) -> None:
    """Give new originals their place before the backup that names them."""
    if packing.new is None:
        return
    (target / PACKS).mkdir(exist_ok=True)
    place = target / PACKS / packing.new.name
    sync_file(packing.new)
    try:
        packing.new.rename(place)
    except OSError:
        with scratch_folder(target, MAKING) as outer:
            part = outer / "backup" / place.name
            part.parent.mkdir()
            _copy_file(packing.new, part)
            sync_file(part)
            forget_cached(part)
            if not is_whole(part):
                raise StoreProblem(_OTHER_BYTES, advice=_OTHER_DISK) from None
            part.rename(place)
    sync_folder(target / PACKS)


def _put(scratch: Path, target: Path, name: str, manifest: Manifest) -> Path:
    """Give a finished backup its place; on another disk it is copied, read back and compared."""
    place = _free_name(target / name)
    try:
        scratch.rename(place)
    except OSError:
        _copy_over(scratch, target, place, manifest)
    sync_folder(target)
    return place


def _copy_over(scratch: Path, target: Path, place: Path, manifest: Manifest) -> None:
    with scratch_folder(target, MAKING) as outer:
        _sweep(target, MAKING, keep=outer, older_than=_LONGEST_BACKUP)
        part = outer / "backup"
        part.mkdir()
        for file in scratch.iterdir():
            _copy_file(file, part / file.name)
        for file in part.iterdir():
            sync_file(file)
            forget_cached(file)
        if digest(part / STORE_FILE) != manifest.sha256 or any(
            (part / file.name).read_bytes() != file.read_bytes()
            for file in scratch.iterdir()
            if file.name != STORE_FILE
        ):
            raise StoreProblem(_OTHER_BYTES, advice=_OTHER_DISK)
        part.rename(place)


def _copy_file(file: Path, copy: Path) -> None:
    try:
        shutil.copy2(file, copy)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise StoreProblem(
            f"{copy.parents[2]} 所在的磁盘已满，备份没有做成。",
            advice="请清出空间，或换一个 U 盘，再做一次。",
        ) from error


def _free_name(path: Path) -> Path:
    """Return a name that nothing has yet: two backups may be made in one second."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def restore(
    archive: Path, folder: Path, key: bytes, progress: Progress | None = None, *, clock: Clock = system_clock
) -> Path | None:
    """Put a backup in the place of a store; return where the old one was moved, if there was one.

    The restored store is a new site: what the old one wrote after the backup may be known elsewhere, and two
    different change sets must never have the same place in one stream.
    """
    tell = progress or (lambda _: None)
    with told_plainly(files=True, folder=folder):
        manifest = read_manifest(archive)
        if manifest.revision > migrate.head_revision():
            raise StoreProblem(
                f"这份备份由更新的版本 {manifest.program} 写成。", advice="请先升级本程序，再恢复。"
            )
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        with StoreLock(folder, Use.ALONE), scratch_folder(folder, _RESTORING) as scratch:
            _sweep(folder, _RESTORING, keep=scratch)
            tell("正在复制备份")
            for name in (STORE_FILE, KEYS_FILE):
                if (archive / name).exists():
                    shutil.copy2(archive / name, scratch / name)
                    sync_file(scratch / name)
            tell("正在核对备份")
            named = _check_restored(scratch / STORE_FILE, key, manifest)
            sync_file(scratch / STORE_FILE)
            if named:
                tell("正在恢复附件原件")
            left = bring_back(archive, manifest.packs, folder, key, named, scratch, _looking(progress))
            if left:
                tell(f"有 {len(left)} 份附件的原件不在备份里")
                _log.warning("%d originals of attachments are not in the backup", len(left))
            tell("正在换上恢复的数据")
            return put(scratch, folder, f"{local_time(clock()):%Y%m%d-%H%M%S}")


def _check_restored(store: Path, key: bytes, manifest: Manifest) -> set[str]:
    """Refuse a copy that is not what the backup says; return the originals that it names."""
    if not store.exists() or digest(store) != manifest.sha256:
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
            return named_in(connection)
    finally:
        engine.dispose()
