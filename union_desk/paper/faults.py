"""Checks of what stands in a form definition; a fault is told with its place, in the office's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from union_desk.core.errors import RuleBroken

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """The place in the file that is being read, in the office's words."""

    file: str
    place: str = ""

    def at(self, place: str) -> Where:
        return replace(self, place=f"{self.place}{place}")

    def fault(self, message: str, key: str | None = None) -> RuleBroken:
        place = f"{self.place}：" if self.place else ""
        return RuleBroken(f"表样 {self.file} 有误：{place}{message}", field=key)


def known(where: Where, table: Table, keys: Collection[str], required: Sequence[str] = ()) -> None:
    for key in table:
        if key not in keys:
            raise where.fault(f"不认识的项“{key}”。可用的有：{'、'.join(sorted(keys))}。", key)
    for key in required:
        if key not in table:
            raise where.fault(f"缺少“{key}”。", key)


def size_of(where: Where, table: Table, key: str, default: float | None = None, least: float = 0.0) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < least:
        raise where.fault(f"“{key}”应是不小于 {least:g} 的数，现在是 {value!r}。", key)
    return float(value)


def text_of(where: Where, table: Table, key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise where.fault(f"“{key}”应是文字，现在是 {value!r}。", key)
    return value


def one_of(where: Where, table: Table, key: str, allowed: Sequence[str], default: str) -> str:
    value = table.get(key, default)
    if value not in allowed:
        raise where.fault(f"“{key}”应是 {'、'.join(allowed)} 之一，现在是 {value!r}。", key)
    return str(value)
