"""Values of logged fields as canonical text, and back; the digests that chain change sets together."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final, cast

import sqlalchemy as sa

from union_desk.store.records import FIXED_COLUMNS, LOGGED, LoggedRecord

# The field that says that a row was taken away (true) or put back (false).
DELETED: Final = "!deleted"
# Where a row was destroyed by law: the lines and reasons that are gone with it.
DESTROYED: Final = "!destroyed"


@dataclass(frozen=True, slots=True)
class LoggedTable:
    """How the rows of one record class are written in the log: each field with the columns it is made of."""

    record: type[LoggedRecord]
    table: sa.Table
    attributes: Mapping[str, str]
    """Attribute by column name."""
    fields: Mapping[str, tuple[str, ...]]
    """Column names by field; a field group has several."""
    field_of: Mapping[str, str]
    """Field by column name."""
    kept: frozenset[str]
    """Fields that undo leaves alone, such as the last number given out."""

    @property
    def name(self) -> str:
        return self.table.name

    def value(self, field: str, row: Mapping[str, object]) -> object:
        """Return the value of a field as the log holds it, from the values of a row's columns."""
        columns = self.fields[field]
        if not self.is_group(field):
            return plain(row[columns[0]])
        parts = {name: plain(row[name]) for name in columns}
        return None if all(part is None for part in parts.values()) else parts

    def columns(self, field: str, value: object) -> dict[str, Any]:
        """Return the columns that a logged value stands for; an unknown field stands for none."""
        names = self.fields.get(field, ())
        if not self.is_group(field):
            return {name: restore(self.table.c[name].type, value) for name in names}
        parts = cast("Mapping[str, object]", value or {})
        return {name: restore(self.table.c[name].type, parts.get(name)) for name in names}

    def whole(self, field: str, value: Any) -> Any:
        """Return a logged value with those parts of its group too that came with a later schema."""
        if value is None or not self.is_group(field):
            return value
        return {**dict.fromkeys(self.fields[field]), **value}

    def is_group(self, field: str) -> bool:
        columns = self.fields.get(field, ())
        return bool(columns) and columns[0] != field


@cache
def logged_table(record: type[LoggedRecord]) -> LoggedTable:
    mapper = sa.inspect(record)
    table = cast("sa.Table", record.__table__)
    fields: dict[str, tuple[str, ...]] = {}
    field_of: dict[str, str] = {}
    attributes = {}
    for column in table.columns:
        attributes[column.name] = mapper.get_property_by_column(column).key
        if column.name in FIXED_COLUMNS:
            continue
        field = str(column.info.get("group", column.name))
        field_of[column.name] = field
        fields[field] = (*fields.get(field, ()), column.name)
    groups = {str(column.info["group"]) for column in table.columns if "group" in column.info}
    if clash := groups & set(table.columns.keys()):
        raise TypeError(f"{table.name}: a field group needs a name of its own: {clash}")
    kept = frozenset(field_of[name] for name in field_of if not table.c[name].info.get("undo", True))
    return LoggedTable(record, table, attributes, fields, field_of, kept)


def logged_tables() -> dict[str, LoggedTable]:
    """Return every logged table there is, by its name."""
    return {name: logged_table(LOGGED[name]) for name in sorted(LOGGED)}


def plain(value: object) -> Any:
    """Return a value as JSON can hold it; amounts are integers, so a float is a mistake."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    raise TypeError(f"the log cannot hold {value!r}")


def restore(kind: sa.types.TypeEngine[Any], value: object) -> Any:
    """Return a logged value as the column's own type."""
    if not isinstance(value, str):
        return value
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value


def canonical(value: object) -> str:
    """Return the one text of a plain value, the same on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def line_text(table: str, uid: str, fields: Mapping[str, object], *note: str) -> str:
    """Write one line of a body: what was done to one row, or (with a note) that it was looked at.

    The salt keeps the digest of a short line, which goes far, from being guessed back.
    """
    return canonical([table, uid, fields, secrets.token_hex(8), *note])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body, read back."""

    table: str
    uid: str
    fields: Mapping[str, Any]
    note: tuple[str, ...]
    destroyed: Mapping[str, Any] | None = None
    """What a destruction has blanked; `fields` is then all that is left of the row."""


def read_line(text: str) -> Line:
    table, uid, fields, _salt, *note = json.loads(text)
    destroyed = fields.pop(DESTROYED, None)
    return Line(table, uid, fields, tuple(note), destroyed)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def chained(header: Mapping[str, object], body: str) -> str:
    """Return the hash of a change set: of its header (with the previous hash in it) and its body's digest."""
    return digest(canonical({**header, "body": body}))
