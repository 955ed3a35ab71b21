"""Values of the shared casework that screens make too; this module imports no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label

_LONG_AGO: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Draft:
    """Half a form: of which record (`key`: its uid, or "new-…"), and where the cursor stood."""

    area: str
    key: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    focus: str = ""
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line of the place from its first day on; `shipped` ones are examples that an office should check."""

    kind: str  # terms threshold
    value_fen: int
    from_on: date
    doc_no: str = ""
    shipped: bool = False
    uid: str = field(default="", compare=False)  # of the office's own version

    @property
    def text(self) -> str:
        """城镇低保标准(月) 1,300.00 元（2026-01-01 起，某某〔2026〕1号）"""
        source = "随程序提供的样例，请核对" if self.shipped else self.doc_no
        since = "，".join(part for part in (f"{self.from_on} 起", source) if part)
        return f"{term_label('threshold', self.kind)} {format_fen(self.value_fen)} 元（{since}）"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one says with every new version: from which day on, and by which document or why."""

    from_on: date
    doc_no: str = ""
    reason: str = ""

    @property
    def source(self) -> str:
        """某某〔2027〕1号，低保标准调整"""
        return "，".join(part for part in (self.doc_no, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what an office sets for itself; the shipped one has number 0."""

    uid: str
    name: str
    number: int
    body: Mapping[str, Any]
    entry: Entry
    entered_by: str = ""
    entered_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @property
    def shipped(self) -> bool:
        return not self.number

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def order(self) -> tuple[date, datetime, int, str]:
        """Of two versions of one day the one that was entered later applies."""
        return self.entry.from_on, self.entered_at or _LONG_AGO, self.number, self.uid


def in_force(versions: Iterable[Version], on: date) -> Version | None:
    """Return the version of a day: the latest that had begun and was not withdrawn; an office's own first."""
    begun = [each for each in versions if not each.withdrawn and each.entry.from_on <= on]
    own = [each for each in begun if not each.shipped]
    return max(own or begun, key=lambda each: each.order, default=None)


def standing_of(version: Version, versions: Iterable[Version], today: date) -> str:
    """Say where a version stands today: 现行, 将来, 已过, 被取代, 已作废."""
    if version.withdrawn:
        return "已作废"
    others = [each for each in versions if not each.withdrawn]
    if version.entry.from_on > today:
        same_day = [each for each in others if each.entry.from_on == version.entry.from_on]
        return "将来" if in_force(same_day, version.entry.from_on) == version else "被取代"
    if in_force(others, today) == version:
        return "现行"
    return "已过" if in_force(others, version.entry.from_on) == version else "被取代"
