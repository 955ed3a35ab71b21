"""Rule packs: what differs by place or year, as dated and versioned data in resources/rulepacks/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of a set of rules; a decision keeps its name and version."""

    name: str
    kind: str
    version: str
    title: str
    valid_from: date
    valid_to: date | None
    issued_by: str
    doc_no: str
    data: Mapping[str, Any]

    @property
    def basis(self) -> str:
        """Name the pack the way steps and prints cite it."""
        source = f"，依据{self.issued_by}{self.doc_no}" if self.issued_by else ""
        return f"{self.title}（规则包 {self.name} 第 {self.version} 版{source}）"

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def packs(kind: str) -> tuple[Pack, ...]:
    """Return all packs of a kind, the oldest first; of those of one day the general one before a region's."""
    found = [_read(path) for path in sorted(resource("rulepacks", kind).glob("*.toml"))]
    return tuple(sorted(found, key=lambda pack: pack.valid_from))


def load_pack(kind: str, name: str) -> Pack:
    """Return one pack by its name."""
    for pack in packs(kind):
        if pack.name == name:
            return pack
    known = "、".join(pack.name for pack in packs(kind))
    raise RuleBroken(f"没有名为“{name}”的规则包，可用：{known}。", field="pack")


def pack_on(kind: str, on: date) -> Pack:
    """Return the pack that applies on a day when no region chose another: the general one in force."""
    general = [pack for pack in packs(kind) if pack.data.get("general", True)]
    return next((pack for pack in reversed(general) if pack.in_force(on)), general[0])


def _read(path: Path) -> Pack:
    with path.open("rb") as file:
        raw = tomllib.load(file)
    return Pack(
        name=raw.pop("name"),
        kind=path.parent.name,
        version=raw.pop("version"),
        title=raw.pop("title"),
        valid_from=raw.pop("valid_from"),
        valid_to=raw.pop("valid_to", None),
        issued_by=raw.pop("issued_by", ""),
        doc_no=raw.pop("doc_no", ""),
        data=raw,
    )
