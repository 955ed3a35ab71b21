"""Half a form meets a record that was changed meanwhile: what only one side changed is taken, field by field.

own = changed_from(base, mine)                  # kept with the draft: what stood where something was typed
met = three_way(own, mine, now)                 # met.values for the form, met.both for the person who looks
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import msgspec

_UID: Final = "uid"
_ABSENT: Final[Any] = object()


@dataclass(frozen=True, slots=True)
class Met:
    """The two sides put together; where both wrote something else (`both`, paths), the typed words stand."""

    values: Any
    both: tuple[str, ...] = ()


def stamp_of(values: Mapping[str, Any]) -> str:
    """Return a short text that is another one when any value is another one."""
    return blake2b(msgspec.json.encode(values, order="sorted"), digest_size=12).hexdigest()


def changed_from(base: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stood, before somebody typed, in those places where other words stand now."""
    changed: dict[str, Any] = {}
    for name, value in mine.items():
        before = base.get(name)
        if value == before:
            continue
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            changed[name] = changed_from(before, value)
        else:
            changed[name] = before
    return changed


def three_way(base: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]) -> Met:
    """Put typed values (`mine`) over those of now; `base` is what `changed_from` returned."""
    values: dict[str, Any] = dict(now)
    both: list[str] = []
    for name, before in base.items():
        met = _met(before, mine.get(name), now.get(name))
        values[name] = met.values
        both += [f"{name}.{path}".removesuffix(".") for path in met.both]
    return Met(values, tuple(both))


def _met(base: Any, mine: Any, now: Any) -> Met:
    if mine in (base, now):
        return Met(now)
    if isinstance(base, Mapping) and isinstance(mine, Mapping) and isinstance(now, Mapping):
        return three_way(base, mine, now)
    if now == base:
        return Met(mine)
    if _are_rows(base) and _are_rows(mine) and _are_rows(now):
        return _rows_met(base, mine, now)
    return Met(mine, ("",))


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) and row.get(_UID) for row in value)


def _rows_met(base: list[Any], mine: list[Any], now: list[Any]) -> Met:
    """Put rows together by their uid: in the order of the typed ones, then those that came meanwhile."""
    before, theirs = ({row[_UID]: row for row in rows} for rows in (base, now))
    own = {row[_UID]: row for row in mine}
    rows: list[Any] = []
    both: list[str] = []
    for uid in [*own, *(uid for uid in theirs if uid not in own)]:
        met = _row_met(before.get(uid, _ABSENT), own.get(uid, _ABSENT), theirs.get(uid, _ABSENT))
        if met.values is not _ABSENT:
            both += [f"{len(rows)}.{path}".removesuffix(".") for path in met.both]
            rows.append(met.values)
        else:
            both += ["" for _path in met.both]
    return Met(rows, tuple(both))


def _row_met(base: Any, mine: Any, now: Any) -> Met:
    if mine in (base, now):
        return Met(now)
    if now == base:
        return Met(mine)
    if mine is _ABSENT:
        # Taken out here, but written into there: it comes back, to be looked at.
        return Met(now, ("",))
    if now is _ABSENT or base is _ABSENT:
        return Met(mine, ("",))
    return three_way(changed_from(base, mine), mine, now)
