"""The backups that lie in a folder: what each says of itself, whether it is whole, and which may go."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec

from union_desk.core.clock import CHINA, local_time
from union_desk.core.errors import StoreProblem
from union_desk.store import check
from union_desk.store.blob_packs import drop_packs, wrong_packs
from union_desk.store.engine import connect, single_engine, told_plainly
from union_desk.store.files import STORE_FILE, digest, file_problem

MANIFEST_FILE: Final = "manifest.json"
MANUAL: Final = "manual"
DAILY: Final = "daily"
SECOND: Final = "second"
BEFORE: Final = "before-"
"""What the label of a backup begins with that was made before the tables were brought up to date."""
# What begins with this is half made, or half gone; it is swept away later.
MAKING: Final = ".making-"
_FORMAT: Final = 1
_BEFORE_KEPT: Final = 3
_NAME: Final = re.compile(r"\d{8}-\d{6}-.+")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: Annotated[datetime, msgspec.Meta(tz=True)]
    label: str
    site: str
    kind: str
    revision: str
    program: str
    sha256: str
    counts: dict[str, int]
    format: int = _FORMAT
    size: int = 0
    """Bytes of the store in it; 0 in backups of version 0.1, which did not say."""
    packs: tuple[str, ...] = ()
    """The files with originals of attachments that it needs; they lie in the folder `blobs` beside it."""
    blobs: int = 0
    lacking: int = 0
    """How many originals the store named that were not there."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup as it lies there; without a manifest where that cannot be read any more."""

    path: Path
    manifest: Manifest | None
    size: int
    wrong: str = ""
    """What one sees to be wrong with it without reading all of it."""

    @property
    def made_at(self) -> datetime:
        """When it was made; of a damaged one, what its folder says."""
        if self.manifest is not None:
            return self.manifest.made_at
        try:
            return datetime.strptime(self.path.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=CHINA)
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)


def read_manifest(archive: Path) -> Manifest:
    try:
        return msgspec.json.decode((archive / MANIFEST_FILE).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreProblem(
            "这个文件夹不是备份。", advice="请选备份自己的文件夹，里面有 manifest.json。"
        ) from error
    except OSError as error:
        raise file_problem(error) from error
    except msgspec.DecodeError as error:
        raise StoreProblem("备份说明 manifest.json 已损坏。", advice="请换一份备份。") from error


def archives(folder: Path) -> list[Archive]:
    """Return all that is or was a backup in a folder, the newest first; a folder that is away has none."""
    try:
        found = [path for path in folder.iterdir() if _looks_like_one(path)]
    except OSError:
        return []
    return sorted(
        (look_at(path) for path in found), key=lambda one: (one.made_at, one.path.name), reverse=True
    )


def _looks_like_one(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return (path / MANIFEST_FILE).is_file() or (
        _NAME.fullmatch(path.name) is not None and (path / STORE_FILE).exists()
    )


def look_at(path: Path) -> Archive:
    """Return what can be seen of a backup without reading all of it."""
    store = path / STORE_FILE
    size = store.stat().st_size if store.is_file() else 0
    try:
        manifest = read_manifest(path)
    except StoreProblem:
        return Archive(path, None, size, "备份说明已损坏")
    if not size or (manifest.size and manifest.size != size):
        return Archive(path, manifest, size, "数据文件不完整")
    return Archive(path, manifest, size)


def backups(folder: Path) -> list[tuple[Path, Manifest]]:
    """Return the backups in a folder that look whole, the newest first."""
    return [
        (one.path, one.manifest) for one in archives(folder) if one.manifest is not None and not one.wrong
    ]


def examine(archive: Path, key: bytes | None = None, progress: Progress | None = None) -> str:
    """Read a whole backup and, with its key, open it; return what is wrong with it, "" for nothing."""
    tell = progress or (lambda _: None)
    seen = look_at(archive)
    if seen.manifest is None or seen.wrong:
        return seen.wrong
    try:
        with told_plainly(files=True):
            tell("正在读备份")
            if digest(archive / STORE_FILE) != seen.manifest.sha256:
                return "数据文件与备份时不一样"
            if seen.manifest.packs:
                tell("正在读附件原件")
            if wrong := wrong_packs(archive.parent, seen.manifest.packs):
                return wrong
            if key is None:
                return ""
            tell("正在打开备份核对")
            return _wrong_inside(archive / STORE_FILE, key, seen.manifest)
    except StoreProblem as problem:
        return problem.message


def _wrong_inside(store: Path, key: bytes, manifest: Manifest) -> str:
    engine = single_engine(store, key)
    try:
        with engine.connect() as connection:
            wrong = check.damage_of(connection)
            if not wrong and check.counts_of(connection) != manifest.counts:
                wrong = ["条数与备份说明不符"]
    finally:
        engine.dispose()
    return wrong[0] if wrong else ""


def opens(archive: Path, key: bytes) -> bool:
    """Tell whether a key opens a backup."""
    try:
        with told_plainly(files=True):
            connect(archive / STORE_FILE, key).close()
    except StoreProblem:
        return False
    return True


def thin(folder: Path, progress: Progress | None = None, *, site: str = "") -> list[Path]:
    """Remove backups that the plan does not keep; return those removed. With `site` only those of that site.

    Made by hand: never removed. Before a new version: the last three stay. Of each other kind: see `kept`.
    """
    tell = progress or (lambda _: None)
    mine = [(path, manifest) for path, manifest in backups(folder) if site in {"", manifest.site}]
    gone = [path for path, manifest in mine if manifest.label.startswith(BEFORE)][_BEFORE_KEPT:]
    for label in (DAILY, SECOND):
        made = [(path, manifest.made_at) for path, manifest in mine if manifest.label == label]
        keep = kept([at for _, at in made])
        gone += [path for path, at in made if at not in keep]
    for path in gone:
        tell(f"正在清理旧备份 {path.name}")
        # One that cannot go now is tried again the next day.
        with suppress(OSError):
            remove(path)
    drop_unneeded(folder)
    return gone


def drop_unneeded(folder: Path, *, at_once: bool = False) -> None:
    """Remove originals that no backup of a place needs; nothing while one does not say what it needs."""
    manifests = [one.manifest for one in archives(folder)]
    named = {name for manifest in manifests if manifest is not None for name in manifest.packs}
    if None not in manifests:
        drop_packs(folder, named, at_once=at_once)


def remove(archive: Path) -> None:
    """Take a backup away; one that is half gone is no longer listed."""
    going = archive.with_name(f"{MAKING}gone-{archive.name}")
    archive.rename(going)
    shutil.rmtree(going, ignore_errors=True)


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
