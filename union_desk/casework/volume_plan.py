"""How the volume of each kind of case is put together: the order of its parts, and what each part takes.

plan = load_plan("dispute")
plan.section_of_paper("mediation_record").title     # 笔录
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a volume, in its place."""

    name: str
    title: str
    papers: tuple[str, ...] = ()  # forms that the program prints
    scans: tuple[str, ...] = ()  # terms attachment_kind
    signed: frozenset[str] = frozenset()  # forms of which a signed scan belongs here
    stands_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which scans take the place of which form."""
    required: bool = False
    rest: bool = False  # takes every scan that no other part takes
    secret: bool = False  # 副卷: bound apart


@dataclass(frozen=True, slots=True)
class Plan:
    """The volume of one kind of case."""

    kind: str  # terms volume_kind
    title: str
    cover: str  # the form of its cover
    sections: tuple[Section, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    """The 表号 of the boards, where they are not those of the forms."""

    def section_of_paper(self, form_id: str) -> Section | None:
        return next((each for each in self.sections if form_id in each.papers), None)

    def section_of_scan(self, kind: str) -> Section:
        found = next((each for each in self.sections if kind and kind in each.scans), None)
        return found or next((each for each in self.sections if each.rest), self.sections[-1])

    def place_of(self, section: str) -> int:
        return next((place for place, each in enumerate(self.sections) if each.name == section), 0)

    def section(self, name: str) -> Section:
        return self.sections[self.place_of(name)]


def load_plan(kind: str) -> Plan:
    """Read resources/volumes/KIND.toml."""
    path = resource("volumes", f"{kind}.toml")
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise RuleBroken(f"没有找到卷宗的次序文件 {path.name}。") from error
    return _load(path, changed)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> Plan:
    del changed
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        sections = tuple(_section(each) for each in table["section"])
        return Plan(table["kind"], table["title"], table["cover"], sections, table.get("numbers", {}))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken(f"卷宗的次序文件 {path.name} 有一处写法不对，请与原来的文件对照。") from error


def _section(table: Mapping[str, Any]) -> Section:
    return Section(
        name=table["name"],
        title=table["title"],
        papers=tuple(table.get("papers", ())),
        scans=tuple(table.get("scans", ())),
        signed=frozenset(table.get("signed", ())),
        stands_for={form: tuple(kinds) for form, kinds in table.get("stands_for", {}).items()},
        required=bool(table.get("required")),
        rest=bool(table.get("rest")),
        secret=bool(table.get("secret")),
    )
