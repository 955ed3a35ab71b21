"""Columns that carry their name on the screen, and the way between a frozen value and its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, mapped_column

from union_desk.store.records import LoggedRecord, reference


def labelled(
    label: str,
    *,
    terms: str = "",
    group: str = "",
    to: str = "",
    index: bool = False,
    shown: str = "",
    mentions: bool = False,
) -> MappedColumn[Any]:
    """Make a nullable column with a Chinese name.

    `terms`: the code list of its values, one code or several with commas; `group`: columns that change as one
    field; `to`: the column a foreign key points to; `shown`: how 修改记录 writes a value of its own kind;
    `mentions`: the row only names what it points to, and stays when that is destroyed.
    """
    info: dict[str, Any] = {"label": label, "terms": terms, "shown": shown}
    if mentions:
        info["mentions"] = True
    if group:
        info["group"] = group
    keys = [reference(to)] if to else []
    return mapped_column(*keys, nullable=True, index=index, info=info)


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What 修改记录 has to know of a column."""

    label: str
    terms: str
    shown: str


def words_of(table: sa.Table, column: str) -> ColumnWords | None:
    """Return the words of a column, or None for one that a caseworker need not see."""
    if column not in table.columns:
        return None
    held = table.columns[column]
    info = held.info
    # A link that has no name to show says nothing to a caseworker.
    if not info.get("label") or (held.foreign_keys and not info["shown"]):
        return None
    return ColumnWords(info["label"], info["terms"], info["shown"])


def stored(value: Any) -> Any:
    """Return a value as a column holds it: nothing for an empty text, codes joined by commas."""
    if isinstance(value, tuple):
        value = ",".join(value)
    return None if value == "" else value


def codes(text: str | None) -> tuple[str, ...]:
    """Return the codes of a column that holds several."""
    return tuple(text.split(",")) if text else ()


def stored_fields(value: object, names: Iterable[str]) -> dict[str, Any]:
    """Return these fields of a frozen value as columns hold them."""
    return {name: stored(getattr(value, name)) for name in names}


def change(record: LoggedRecord, values: Mapping[str, Any]) -> None:
    """Write values into a row, touching only what differs."""
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def texts(record: LoggedRecord, names: Iterable[str]) -> dict[str, str]:
    """Return these columns of a row as texts, the empty one for nothing."""
    return {name: getattr(record, name) or "" for name in names}


def plain(record: LoggedRecord, names: Iterable[str]) -> dict[str, Any]:
    """Return these columns of a row as they are."""
    return {name: getattr(record, name) for name in names}
