"""The store's own tables: what it is, its change log, its heads and its search keys."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from union_desk.store.dialect import IN_KEY_ORDER, KEY_TEXT, ROW_NUMBER
from union_desk.store.records import Instant, Record

# What this store is: site, created_at, kind, needs (the program version that can open it).
store_meta: Final = sa.Table(
    "store_meta",
    Record.metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# One row for each work and audience, in the order of arrival. The hash covers all but `arrival`.
change_set: Final = sa.Table(
    "change_set",
    Record.metadata,
    sa.Column("arrival", ROW_NUMBER, primary_key=True, autoincrement=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("work_uid", sa.Text, nullable=False, index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("hlc", sa.BigInteger, nullable=False),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("undoes", sa.Text, nullable=False),
    sa.Column("schema", sa.Text, nullable=False),
    sa.Column("vector", sa.Text, nullable=False),
    sa.Column("lines", sa.BigInteger, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.UniqueConstraint("site", "audience", "seq"),
)

# The body of a change set, a line for each row.
change_line: Final = sa.Table(
    "change_line",
    Record.metadata,
    sa.Column("number", ROW_NUMBER, primary_key=True, autoincrement=False),
    sa.Column(
        "arrival",
        sa.BigInteger,
        sa.ForeignKey("change_set.arrival", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    sa.Column("table_name", KEY_TEXT, nullable=False),
    sa.Column("uid", KEY_TEXT, nullable=False),
    sa.Column("text", sa.Text),
    sa.Index("ix_change_line_table_name_uid", "table_name", "uid"),
)

# The change sets that hold the present values: field '' for the row itself, a field's name once it was
# written later. More than one for the same field is a conflict.
head: Final = sa.Table(
    "head",
    Record.metadata,
    sa.Column("table_name", KEY_TEXT, primary_key=True),
    sa.Column("uid", KEY_TEXT, primary_key=True),
    sa.Column("field", KEY_TEXT, primary_key=True),
    sa.Column("arrival", sa.BigInteger, primary_key=True, autoincrement=False),
    **IN_KEY_ORDER,
)

# The end of each stream of change sets.
stream: Final = sa.Table(
    "stream",
    Record.metadata,
    sa.Column("site", sa.Text, primary_key=True),
    sa.Column("audience", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hlc", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

# Which row a search key leads to, and all keys of that row (so that old ones can be taken away).
search_ref: Final = sa.Table(
    "search_ref",
    Record.metadata,
    sa.Column("ref", ROW_NUMBER, primary_key=True, autoincrement=False),
    sa.Column("entity", KEY_TEXT, nullable=False),
    sa.Column("uid", KEY_TEXT, nullable=False),
    sa.Column("joined", sa.Text, nullable=False),
    sa.UniqueConstraint("entity", "uid"),
)

skey: Final = sa.Table(
    "skey",
    Record.metadata,
    sa.Column("entity", KEY_TEXT, primary_key=True),
    sa.Column("kind", KEY_TEXT, primary_key=True),
    sa.Column("key", KEY_TEXT, primary_key=True),
    sa.Column("ref", sa.BigInteger, primary_key=True, autoincrement=False),
    **IN_KEY_ORDER,
)

# Tables that only the store itself writes.
GUARDED: Final = frozenset(
    {table.name for table in (change_set, change_line, head, stream, search_ref, skey)}
)
