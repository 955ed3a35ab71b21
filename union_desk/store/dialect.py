"""Everything that SQLite and PostgreSQL do differently, in one place."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

# Keys are compared byte by byte, or a range of prefixes would not be found in the index.
KEY_TEXT: Final = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# A number that SQLite keeps as the row id itself.
ROW_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# The last character there is: every text that starts with q lies in [q, q + LAST).
LAST: Final = "\U0010ffff"
# One key for the lock that lets one writer at a time give out sequence numbers.
_WRITER_LOCK: Final = 0x756E_696F_6E


def begin(connection: sa.Connection) -> None:
    """Start a transaction: a writer takes its place at once, a reader gets one picture of the store."""
    if connection.dialect.name == "postgresql":
        return
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def hold_writer_lock(connection: sa.Connection) -> None:
    """Keep other writers out until the transaction ends, where the begin of it has not done so."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))


def upsert(table: sa.Table, dialect: sa.Dialect) -> sa.Insert:
    """Insert a row, or set all other columns of the row that has the same primary key."""
    keys = [column.name for column in table.primary_key.columns]
    rest = [column.name for column in table.columns if column.name not in keys]
    statement: Any = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)
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


def tables_of(connection: sa.Connection) -> set[str]:
    """Return the names of the tables that a store has."""
    return set(sa.inspect(connection).get_table_names())


def broken_references(connection: sa.Connection) -> list[str]:
    """Return the tables that have a row which points to nothing; a server lets none in."""
    if connection.dialect.name == "postgresql":
        return []
    return sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
