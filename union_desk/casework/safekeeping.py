"""Backups of an open store: by hand, the daily ones, the second place, and what waits to be done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

import sqlalchemy as sa

from union_desk.casework.backup_list import Comparison, ListedBackup, kinds_of_rows, listed, listed_beside
from union_desk.casework.keeping_book import Check, KeepingBook, SecondPlace, change_book, read_book
from union_desk.casework.last_destruction import destroyed_at
from union_desk.core.clock import local_day, local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Right, require
from union_desk.store.archives import (
    DAILY,
    MANUAL,
    SECOND,
    Manifest,
    Progress,
    backups,
    drop_unneeded,
    examine,
    look_at,
    opens,
    remove,
    thin,
)
from union_desk.store.backup import backup
from union_desk.store.check import counts_of, damage_of
from union_desk.store.files import BACKUPS, KEYS_FILE, is_network, write_whole
from union_desk.store.migrate import revision_of
from union_desk.store.tables import change_set, store_meta
from union_desk.store.verify import Report, verify

if TYPE_CHECKING:
    from union_desk.store.database import Database

MARK_FILE: Final = ".union-desk-second"
_WEEK: Final = timedelta(days=7)
_CHANGES: Final = "change_set"

Matter = Literal["failure", "second", "name second", "destroyed"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line of the workbench about safekeeping."""

    matter: Matter
    text: str
    figure: str = ""


class Safekeeping:
    """The safekeeping of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._clock = database.clock

    @property
    def folder(self) -> Path:
        return self._database.folder

    @property
    def home(self) -> Path:
        """Where the backups beside the store lie."""
        return self.folder / BACKUPS

    @property
    def book(self) -> KeepingBook:
        return read_book(self.folder)

    @property
    def is_demo(self) -> bool:
        return bool(self._database.kind == "demo")

    @property
    def is_on_server(self) -> bool:
        """Whether the store is a server's, which is backed up by who keeps the server."""
        return self._database.is_on_server

    @property
    def _is_looked_after(self) -> bool:
        return not (self.is_demo or self.is_on_server or self._database.read_only)

    # --- making backups

    def back_up(
        self, actor: Actor, destination: Path | None = None, progress: Progress | None = None
    ) -> Path:
        """Make a backup by hand, beside the store or elsewhere. Whoever works here may make one."""
        require(actor, Right.VIEW)
        return self._made(destination, MANUAL, progress)

    def daily_is_due(self) -> bool:
        """Tell whether the automatic backup of today is still to be made."""
        if not self._is_looked_after:
            return False
        made = [manifest for _, manifest in backups(self.home) if manifest.label == DAILY]
        return not made or local_day(made[0].made_at) < local_day(self._clock())

    def is_written_since(self) -> bool:
        """Tell whether something was saved after the newest backup beside the store."""
        if not self._is_looked_after:
            return False
        made = backups(self.home)
        if not made:
            return True
        path, manifest = made[0]
        return self._saves_after(manifest) > 0 or _keys_of(path) != _keys_of(self.folder)

    def make_daily(self, progress: Progress | None = None) -> Path:
        """Make the automatic backup and let the ones go that the plan does not keep.

        A StoreProblem is also noted in the book: nobody was asked, so nobody may be looking.
        """
        try:
            made = self._made(None, DAILY, progress)
            thin(self.home, progress)
            self._sweep_originals()
        except StoreProblem as problem:
            at, why = self._clock(), problem.message
            change_book(self.folder, lambda book: replace(book, failed_at=at, failure=why))
            raise
        change_book(self.folder, lambda book: replace(book, failed_at=None, failure=""))
        return made

    def _sweep_originals(self) -> None:
        """Take away originals that nothing named for a month: their addition was cut off."""
        with suppress(StoreProblem):
            self._database.blobs.sweep(self._clock())

    def _made(self, destination: Path | None, label: str, progress: Progress | None) -> Path:
        made = backup(self._database, destination, progress, label=label)
        self._note_check(made, "")
        return made

    # --- the second place

    def name_second(self, actor: Actor, folder: Path) -> SecondPlace:
        """Say where second copies go: a folder of a stick, another disk or a share."""
        require(actor, Right.KEEP_STORE)
        if not folder.is_dir():
            raise RuleBroken("没有这个文件夹，请先插上 U 盘再选。", field="folder")
        inside = folder.resolve().is_relative_to(self.folder.resolve())
        if inside or folder.resolve() == self.folder.resolve():
            raise RuleBroken("第二处不能在数据文件夹里面，请选 U 盘、移动硬盘或共享文件夹。", field="folder")
        mark = _mark_in(folder) or uuid4().hex
        try:
            write_whole(folder / MARK_FILE, mark.encode())
        except OSError as error:
            raise RuleBroken("这个文件夹不能写入，请换一个。", field="folder") from error
        place = SecondPlace(str(folder), mark, self._clock())
        change_book(self.folder, lambda book: replace(book, second=place))
        return place

    def on_same_disk(self, folder: Path) -> bool:
        """Tell whether a folder would be lost together with the store when its disk breaks."""
        try:
            same = folder.stat().st_dev == self.folder.stat().st_dev
        except OSError:
            return False
        return same and not is_network(folder)

    def forget_second(self, actor: Actor) -> None:
        """Want no second place any more; what lies there stays."""
        require(actor, Right.KEEP_STORE)
        change_book(self.folder, lambda book: replace(book, second=None))

    def copy_to_second(self, actor: Actor, progress: Progress | None = None) -> Path:
        """Make a backup in the second place, read it back, and let old ones of this store there go."""
        require(actor, Right.VIEW)
        second = self.book.second
        if second is None:
            raise RuleBroken("还没有指定第二处，请管理员在“备份与恢复”里指定。")
        folder = Path(second.folder)
        _refuse_missing(folder, second)
        made = self._made(folder, SECOND, progress)
        thin(folder, progress, site=self._database.site)
        at = self._clock()

        def noted(book: KeepingBook) -> KeepingBook:
            return replace(book, second=replace(book.second, copied_at=at)) if book.second else book

        change_book(self.folder, noted)
        return made

    # --- what was destroyed by law

    def holding_destroyed(self, actor: Actor) -> tuple[Path, ...]:
        """Return the backups within reach that still hold what has been destroyed since they were made."""
        require(actor, Right.VIEW)
        if not self._is_looked_after:
            return ()
        with self._database.read() as session:
            at = destroyed_at(session)
        if at is None:
            return ()
        found = backups(self.home)
        second = self.book.second
        if second is not None and Path(second.folder).is_dir():
            own = self._database.site
            found += [one for one in backups(Path(second.folder)) if one[1].site == own]
        return tuple(path for path, manifest in found if manifest.made_at <= at)

    def clear_destroyed(self, actor: Actor, progress: Progress | None = None) -> int:
        """Make a backup, then take away those that hold what was destroyed; return how many went."""
        require(actor, Right.KEEP_STORE)
        old = self.holding_destroyed(actor)
        if old:
            self._made(None, MANUAL, progress)
        for path in old:
            remove(path)
        for folder in {path.parent for path in old}:
            drop_unneeded(folder, at_once=True)
        return len(old)

    # --- looking

    def last_backup(self) -> datetime | None:
        """Return when the newest backup beside the store was made."""
        made = backups(self.home)
        return made[0][1].made_at if made else None

    def reminders(self, actor: Actor) -> tuple[Reminder, ...]:
        """Return what of safekeeping waits to be done by hand."""
        if not self._is_looked_after:
            return ()
        book, now = self.book, self._clock()
        found: list[Reminder] = []
        if book.failure:
            at = f"{local_time(book.failed_at):%m-%d %H:%M}" if book.failed_at else ""
            found.append(Reminder("failure", f"自动备份没有做成：{book.failure}按 Enter 再做一次", at))
        if book.second is not None:
            since = book.second.copied_at or book.second.named_at
            if book.second.copied_at is None:
                found.append(Reminder("second", "第二处还没有备份：插上 U 盘后按 Enter"))
            elif now - since > _WEEK:
                found.append(
                    Reminder("second", f"第二处备份已 {(now - since).days} 天没有做：插上 U 盘后按 Enter")
                )
        elif actor.may(Right.KEEP_STORE) and now - self._created_at() > _WEEK:
            found.append(Reminder("name second", "备份都在这台电脑里，电脑坏了就没有了：按 Enter 指定第二处"))
        if actor.may(Right.KEEP_STORE) and (old := self.holding_destroyed(actor)):
            words = f"{len(old)} 份较早的备份里还有已销毁的档案：按 Enter 清理"
            found.append(Reminder("destroyed", words))
        return tuple(found)

    def all(self, actor: Actor) -> tuple[ListedBackup, ...]:
        """Return the backups of both places, the newest first."""
        require(actor, Right.VIEW)
        return listed_beside(self.folder, self._clock())

    def check(self, actor: Actor, archive: Path, progress: Progress | None = None) -> str:
        """Read a backup from end to end; return what is wrong with it, "" for nothing."""
        require(actor, Right.VIEW)
        key = self._database.key if opens(archive, self._database.key) else None
        wrong = examine(archive, key, progress)
        self._note_check(archive, wrong)
        return wrong

    def key_fits(self, archive: Path) -> bool:
        """Tell whether a backup opens with the key of this store, so that no password need be asked."""
        return opens(archive, self._database.key)

    def key_for(self, actor: Actor) -> bytes:
        """Give the key of this store to one who may restore it."""
        require(actor, Right.KEEP_STORE)
        return self._database.key

    def compare(self, actor: Actor, archive: Path) -> Comparison:
        """Tell what putting this backup back would change."""
        require(actor, Right.KEEP_STORE)
        with self._database.read() as session:
            now = counts_of(session.connection())
        seen = listed(look_at(archive), "", self.book, self._clock())
        manifest = seen.archive.manifest
        lost = self._saves_after(manifest) if manifest else None
        return Comparison(seen, lost, kinds_of_rows(now, manifest))

    def verify(self, actor: Actor, progress: Progress | None = None) -> Report:
        """Check the whole store, and remember when it was whole."""
        require(actor, Right.VIEW)
        report = verify(self._database, progress)
        if report.ok:
            at = self._clock()
            change_book(self.folder, lambda book: replace(book, whole_at=at))
        return report

    def facts(self, actor: Actor) -> dict[str, object]:
        """Return sizes and counts of the store for a report: no rows, no names."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            counts, revision = counts_of(session.connection()), revision_of(session.connection())
        sizes = {
            path.name: path.stat().st_size
            for path in sorted((*self.folder.glob("store.db*"), *self.folder.glob("blobs.db*")))
        }
        states = [f"{one.archive.path.name}: {one.archive.size}" for one in self.all(actor)]
        kind = self._database.kind
        return {"revision": revision, "kind": kind, "bytes": sizes, "rows": counts, "backups": states}

    def quick_check(self) -> list[str]:
        """Look at every page and tree of the file, as after a sitting that was cut off; say what is wrong."""
        with self._database.read() as session:
            return damage_of(session.connection())

    def verify_is_due(self) -> bool:
        """Tell whether a week has passed since all of the store was checked."""
        if not self._is_looked_after:
            return False
        last = self.book.whole_at or self._created_at()
        return self._clock() - last > _WEEK

    def _saves_after(self, manifest: Manifest) -> int:
        """Count the works that a backup does not have; of another branch of this store by the time of day."""
        works = sa.select(sa.func.count(sa.distinct(change_set.c.work_uid)))
        if manifest.site == self._database.site:
            later = works.where(change_set.c.arrival > manifest.counts.get(_CHANGES, 0))
        else:
            later = works.where(change_set.c.at > manifest.made_at)
        with self._database.read() as session:
            return session.scalar(later) or 0

    def _created_at(self) -> datetime:
        with self._database.read() as session:
            text = session.scalar(sa.select(store_meta.c.value).where(store_meta.c.name == "created_at"))
        return datetime.fromisoformat(text) if text else self._clock()

    def _note_check(self, archive: Path, wrong: str) -> None:
        check = Check(self._clock(), wrong)
        change_book(
            self.folder, lambda book: replace(book, checks={**book.checks, str(archive.resolve()): check})
        )


def _keys_of(folder: Path) -> bytes:
    try:
        return (folder / KEYS_FILE).read_bytes()
    except OSError:
        return b""


def _mark_in(folder: Path) -> str:
    try:
        return (folder / MARK_FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _refuse_missing(folder: Path, second: SecondPlace) -> None:
    """Never make the folder: where a stick is not plugged in, it would be made on this PC's own disk."""
    if _mark_in(folder) == second.mark:
        return
    try:
        other = folder.is_dir() and any(folder.iterdir())
    except OSError:
        other = False
    if other:
        raise StoreProblem(
            f"{folder} 里不是原来那个第二处，没有备份。",
            advice="请换上原来的 U 盘；换了新盘的，请在“备份与恢复”里重新指定第二处。",
        )
    raise StoreProblem(f"找不到第二处 {folder}。", advice="请插上 U 盘（或连上共享文件夹），再做一次。")
