"""Backups as one reads them: when, how old, why, what is in them, whether they are whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from union_desk.casework.keeping_book import KeepingBook, read_book
from union_desk.core.clock import local_day
from union_desk.core.terms import terms
from union_desk.store.archives import (
    BEFORE,
    DAILY,
    MANUAL,
    SECOND,
    Archive,
    Manifest,
    archives,
    look_at,
)
from union_desk.store.blob_packs import PACKS_WRONG
from union_desk.store.files import BACKUPS, KEYS_FILE
from union_desk.store.vault import Vault

_LABELS: Final[Mapping[str, str]] = {MANUAL: "手动", DAILY: "每日", SECOND: "副本"}


@dataclass(frozen=True, slots=True)
class ListedBackup:
    """A backup as the list shows it."""

    archive: Archive
    place: str
    age: str
    label: str
    counts: str
    state: str

    @property
    def restorable(self) -> bool:
        return self.archive.manifest is not None and not self.state.startswith("损坏")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the store has now, and what it would have after a backup is put back."""

    listed: ListedBackup
    lost_saves: int | None
    """How many saves are not in the backup; None where the present store cannot be read."""
    rows: tuple[tuple[str, int | None, int], ...]
    """Kind of row, how many now, how many in the backup."""


def listed_beside(folder: Path, now: datetime) -> tuple[ListedBackup, ...]:
    """Return the backups of a store's both places; works without opening the store."""
    book = read_book(folder)
    found = [listed(one, "本机", book, now) for one in archives(folder / BACKUPS)]
    if book.second is not None:
        found += [listed(one, "第二处", book, now) for one in archives(Path(book.second.folder))]
    return tuple(sorted(found, key=lambda one: one.archive.made_at, reverse=True))


def compare_unread(archive: Path, now: datetime) -> Comparison:
    """Tell what a backup holds, where the present store cannot be read."""
    seen = listed(look_at(archive), "", KeepingBook(), now)
    return Comparison(seen, None, kinds_of_rows({}, seen.archive.manifest))


def key_of_backup(archive: Path, user: str, password: str) -> bytes:
    """Return the key of a backup for a password of its day."""
    return Vault.unlock(archive, user, password)


def key_by_recovery(archive: Path, printed: str) -> bytes:
    """Return the key of a backup for the recovery key of its day."""
    return Vault.unlock_with_recovery(archive, printed)


def users_of_backup(archive: Path) -> tuple[str, ...]:
    """Return who could open the store when this backup was made; nobody where it needs no password."""
    return Vault.names(archive) if (archive / KEYS_FILE).exists() else ()


def age_words(at: datetime, now: datetime) -> str:
    """Say how long ago something was made: 5 分钟前, 3 小时前, 昨天, 3 天前, 2 个月前."""
    passed = now - at
    days = (local_day(now) - local_day(at)).days
    if passed < timedelta(minutes=1):
        return "刚才"
    if passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)} 分钟前"
    if days == 0:
        return f"{int(passed.total_seconds() // 3600)} 小时前"
    if days == 1:
        return "昨天"
    if days < 60:
        return f"{days} 天前"
    return f"{days // 30} 个月前"


def label_words(label: str) -> str:
    """Say in a word why a backup was made."""
    return "升级前" if label.startswith(BEFORE) else _LABELS.get(label, label)


def listed(one: Archive, place: str, book: KeepingBook, now: datetime) -> ListedBackup:
    """Say what a backup is, in words."""
    check = book.checks.get(str(one.path.resolve()))
    wrong = one.wrong or (check.wrong if check else "")
    state = _state(one.manifest, wrong, checked=check is not None)
    label = label_words(one.manifest.label) if one.manifest else ""
    return ListedBackup(one, place, age_words(one.made_at, now), label, _counts_words(one.manifest), state)


def _state(manifest: Manifest | None, wrong: str, *, checked: bool) -> str:
    if wrong.startswith(PACKS_WRONG):
        # The store itself can be put back; what is missing is named where it is attached.
        return f"附件不全：{wrong}"
    if wrong:
        return f"损坏：{wrong}"
    lacking = manifest.lacking if manifest is not None else 0
    whole = "完好" if checked else "未核对"
    return f"{whole}，缺 {lacking} 份附件原件" if lacking else whole


def _counts_words(manifest: Manifest | None) -> str:
    counts = manifest.counts if manifest else {}
    known = (term for term in terms("counted") if term.code in counts)
    return "、".join(f"{term.label} {counts[term.code]:,}" for term in known)


def kinds_of_rows(
    now: Mapping[str, int], manifest: Manifest | None
) -> tuple[tuple[str, int | None, int], ...]:
    """Return how many of each kind there are now, and in a backup."""
    then = manifest.counts if manifest else {}
    return tuple(
        (term.label, now.get(term.code), then.get(term.code, 0))
        for term in terms("counted")
        if term.code in now or term.code in then
    )
