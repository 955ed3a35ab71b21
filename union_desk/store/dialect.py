"""Everything that SQLite and PostgreSQL do differently, in one place."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

# Keys are compared byte by byte, or a range of prefixes would not be found in the index.
KEY_TEXT: Final = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
# A number that SQLite keeps as the row id itself.
ROW_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Rows that are found only by their primary key lie in the order of it.
IN_KEY_ORDER: Final[dict[str, Any]] = {"sqlite_with_rowid": False}
# The last character there is: every text that starts with q lies in [q, q + LAST).
LAST: Final = "\U0010ffff"
# An engine with this option writes on a server beside the others: what it adds has no place in an order.
OUT_OF_TURN: Final[dict[str, Any]] = {"out_of_turn": True}
# One key for the lock that lets one writer at a time give out sequence numbers.
_WRITER_LOCK: Final = 0x756E_696F_6E


def is_server(dialect: sa.Dialect) -> bool:
    return dialect.name == "postgresql"


def begin(connection: sa.Connection) -> None:
    """Start a transaction: a writer waits until it is the only one, a reader gets one picture of the store.

    On a server the lock ends with the transaction, however that ends. The writer takes it before it looks at
    anything: what it then reads is what all earlier writers have left.
    """
    options = connection.get_execution_options()
    read_only = options.get("read_only", False)
    if not is_server(connection.dialect):
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
    elif not (read_only or options.get("out_of_turn", False)):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def instant_kept(at: datetime, dialect: sa.Dialect) -> datetime:
    """Return an instant of UTC as a column keeps it: SQLite knows no zones."""
    return at if is_server(dialect) else at.replace(tzinfo=None)


def upsert(table: sa.Table, dialect: sa.Dialect) -> sa.Insert:
    """Insert a row, or set all other columns of the row that has the same primary key."""
    keys = [column.name for column in table.primary_key.columns]
    rest = [column.name for column in table.columns if column.name not in keys]
    # Only the engine in use is loaded: that of PostgreSQL brings asyncio and all its drivers.
    statement: Any = importlib.import_module(f"sqlalchemy.dialects.{dialect.name}").insert(table)
    result: sa.Insert = statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in rest}
    )
    return result


def insert_plain(
    connection: sa.Connection, table: sa.Table, names: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    """Insert rows of plain texts and numbers, without the cost of the values' types."""
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join([mark] * len(names))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def delete_plain(
    connection: sa.Connection, table: sa.Table, names: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    """Delete the rows with these plain texts and numbers, without the cost of the values' types."""
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    where = " AND ".join(f'"{name}" = {mark}' for name in names)
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {where}", rows)  # noqa: S608


def chosen(values: Sequence[str], dialect: sa.Dialect) -> sa.TableValuedAlias:
    """Return texts as a table of one column, `value`, to join with: however many, they are one parameter."""
    if not is_server(dialect):
        return sa.func.json_each(json.dumps(values)).table_valued("value", name="chosen")
    texts = sa.cast(list(values), sa.ARRAY(sa.Text))
    return sa.func.unnest(texts).table_valued("value", name="chosen").render_derived()


def among(column: Any, values: Sequence[str], dialect: sa.Dialect) -> sa.ColumnElement[bool]:
    """Ask for one of many texts; each is looked up in the column's index, whatever the tables' sizes."""
    found: sa.ColumnElement[bool] = column.in_(sa.select(chosen(values, dialect).c.value))
    return found


def overwrite_what_goes(connection: sa.Connection) -> None:
    """Let what is deleted from now on be overwritten in the file too; a server clears its pages by itself."""
    if not is_server(connection.dialect):
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def empty_write_ahead_log(engine: sa.Engine) -> None:
    """Take what was overwritten out of the file beside the store as well, as far as nobody reads there."""
    if is_server(engine.dialect):
        return
    raw: Any = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def tables_of(connection: sa.Connection) -> set[str]:
    """Return the names of the tables that a store has."""
    return set(sa.inspect(connection).get_table_names())


def damage_of(connection: sa.Connection) -> list[str]:
    """Return what is wrong with a store's file: pages changed from outside, broken trees and indexes.

    A server looks after its own files (data checksums).
    """
    if is_server(connection.dialect):
        return []
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    trees = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    return pages[:20] + [text for text in trees if text != "ok"]


def broken_references(connection: sa.Connection) -> list[str]:
    """Return the tables that have a row which points to nothing; a server lets none in."""
    if is_server(connection.dialect):
        return []
    return sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
