"""The rule packs in force: the shipped ones, and what an office has set in them, by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.values import Entry, Version, in_force
from union_desk.casework.versions import all_versions, enter_version, versions_of
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, load_pack, pack_from, packs
from union_desk.store.work import Work

_OWN: Final = "单位改写"


def packs_on(session: Session, kind: str, on: date) -> tuple[Pack, ...]:
    """Return the packs of a kind as they stand on a day, each in its latest version that had begun."""
    own = all_versions(session, kind)
    found = ((pack, in_force(own.get(pack.name, ()), on)) for pack in packs(kind))
    return tuple(pack if version is None else pack_of(pack, version) for pack, version in found)


def pack_versions(session: Session, kind: str, name: str) -> tuple[Version, ...]:
    """Return all versions of a pack, the latest day first and the shipped one at the end."""
    shipped = load_pack(kind, name)
    source = f"{shipped.issued_by}{shipped.doc_no}" or "随程序提供"
    first = Version("", name, 0, shipped.values(), Entry(shipped.valid_from, source))
    own = versions_of(session, kind, name)
    return (*(replace(version, body=pack_of(shipped, version).values()) for version in own), first)


def store_pack(work: Work, kind: str, name: str, entry: Entry, values: Mapping[str, Any]) -> Pack:
    """Enter a pack with other values, whole, so that a later program cannot change what it said."""
    changed = changed_pack(work.session, kind, name, entry, values)
    record = enter_version(work, kind, name, entry, _body(changed))
    return pack_of(
        load_pack(kind, name), Version(record.uid, name, record.number or 1, _body(changed), entry)
    )


def changed_pack(session: Session, kind: str, name: str, entry: Entry, values: Mapping[str, Any]) -> Pack:
    """Return a pack as it would be; RuleBroken names the value that cannot be, or that nothing changes."""
    before = next(pack for pack in packs_on(session, kind, entry.from_on) if pack.name == name)
    changed = before.with_values(values)
    if changed.values() == before.values():
        raise RuleBroken("没有改动：各项都与现在的相同。")
    return _named(changed, entry, "试算")


def pack_of(shipped: Pack, version: Version) -> Pack:
    """Return the pack that a version says."""
    raw = {
        **version.body["data"],
        "name": shipped.name,
        "version": f"{version.body['version']}-{version.number}",
        "title": version.body["title"],
        "valid_from": shipped.valid_from,
        "valid_to": shipped.valid_to,
    }
    made = replace(pack_from(shipped.kind, raw), fields=shipped.fields, uid=version.uid)
    return _named(made, version.entry, made.version)


def _named(pack: Pack, entry: Entry, version: str) -> Pack:
    return replace(
        pack, version=version, issued_by=_OWN, doc_no=f"（{entry.source}）" if entry.source else ""
    )


def _body(pack: Pack) -> dict[str, Any]:
    shipped = load_pack(pack.kind, pack.name)
    return {"version": shipped.version, "title": pack.title, "data": dict(pack.data)}
