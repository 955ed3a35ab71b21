"""Values of the shared casework that screens make too; this module imports no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label


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

    @property
    def text(self) -> str:
        """城镇低保标准(月) 1,300.00 元（2026-01-01 起，某某〔2026〕1号）"""
        source = "随程序提供的样例，请核对" if self.shipped else self.doc_no
        since = "，".join(part for part in (f"{self.from_on} 起", source) if part)
        return f"{term_label('threshold', self.kind)} {format_fen(self.value_fen)} 元（{since}）"
