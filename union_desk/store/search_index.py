"""Search keys: short texts that lead to a row, found by their beginning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.store import dialect
from union_desk.store.records import LOGGED, LoggedRecord
from union_desk.store.tables import search_ref, skey

_BATCH: Final = 5000


def is_searchable(record: type[Any]) -> bool:
    return hasattr(record, "search_keys")


def keys_of(record: Any) -> frozenset[tuple[str, str]]:
    """Return the search keys of a record, without empty ones."""
    return frozenset((kind, key) for kind, key in record.search_keys() if key)


def keys_of_values(record: type[Any], values: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the search keys that a record with all these attributes would have, without making it."""
    return frozenset((kind, key) for kind, key in record.search_keys(SimpleNamespace(**values)) if key)


def add(connection: sa.Connection, found: Iterable[tuple[str, str, frozenset[tuple[str, str]]]]) -> None:
    """Write the keys of new rows: (entity, uid, keys)."""
    ref = connection.scalar(sa.select(sa.func.max(search_ref.c.ref))) or 0
    refs: list[tuple[object, ...]] = []
    rows: list[Any] = []
    for entity, uid, keys in found:
        if keys:
            ref += 1
            refs.append((ref, entity, uid, _joined(keys)))
            rows += [(entity, kind, key, ref) for kind, key in keys]
    # In the order of the index: a page is then written once and not once for each key.
    rows.sort()
    dialect.insert_plain(connection, search_ref, ("ref", "entity", "uid", "joined"), refs)
    dialect.insert_plain(connection, skey, ("entity", "kind", "key", "ref"), rows)


def replace(connection: sa.Connection, entity: str, uid: str, keys: frozenset[tuple[str, str]]) -> None:
    """Exchange the keys of one row for new ones; without any, the row is forgotten."""
    where = (search_ref.c.entity == entity, search_ref.c.uid == uid)
    known = connection.execute(sa.select(search_ref.c.ref, search_ref.c.joined).where(*where)).one_or_none()
    if known is None:
        if keys:
            add(connection, [(entity, uid, keys)])
        return
    old = _split(known.joined)
    for kind, key in sorted(old - keys):
        connection.execute(
            sa.delete(skey).where(
                skey.c.entity == entity, skey.c.kind == kind, skey.c.key == key, skey.c.ref == known.ref
            )
        )
    if fresh := sorted(keys - old):
        connection.execute(
            skey.insert(),
            [{"entity": entity, "kind": kind, "key": key, "ref": known.ref} for kind, key in fresh],
        )
    if not keys:
        connection.execute(sa.delete(search_ref).where(*where))
    elif old != keys:
        connection.execute(sa.update(search_ref).where(*where).values(joined=_joined(keys)))


def replace_many(
    connection: sa.Connection, entity: str, keys: Mapping[str, frozenset[tuple[str, str]]]
) -> None:
    """Exchange the keys of many rows of one kind for new ones."""
    uids = sorted(keys)
    known: dict[str, tuple[int, str]] = {}
    for start in range(0, len(uids), _BATCH):
        chunk = uids[start : start + _BATCH]
        query = sa.select(search_ref.c.uid, search_ref.c.ref, search_ref.c.joined).where(
            search_ref.c.entity == entity, dialect.among(search_ref.c.uid, chunk, connection.dialect)
        )
        for row in connection.execute(query):
            known[row.uid] = (row.ref, row.joined)
    add(connection, [(entity, uid, keys[uid]) for uid in uids if uid not in known])
    gone: list[Any] = []
    fresh: list[Any] = []
    noted: list[dict[str, Any]] = []
    for uid, (ref, joined) in known.items():
        old, new = _split(joined), keys[uid]
        gone += [(entity, kind, key, ref) for kind, key in sorted(old - new)]
        fresh += [(entity, kind, key, ref) for kind, key in sorted(new - old)]
        if old != new:
            noted.append({"r": ref, "j": _joined(new)})
    dialect.delete_plain(connection, skey, ("entity", "kind", "key", "ref"), sorted(gone))
    dialect.insert_plain(connection, skey, ("entity", "kind", "key", "ref"), sorted(fresh))
    if noted:
        connection.execute(_NOTE, noted)
        if empty := [{"r": row["r"]} for row in noted if not row["j"]]:
            connection.execute(sa.delete(search_ref).where(search_ref.c.ref == sa.bindparam("r")), empty)


_NOTE: Final = (
    sa.update(search_ref).where(search_ref.c.ref == sa.bindparam("r")).values(joined=sa.bindparam("j"))
)


def _joined(keys: frozenset[tuple[str, str]]) -> str:
    return "\n".join(sorted(f"{kind}\t{key}" for kind, key in keys))


def _split(text: str) -> frozenset[tuple[str, str]]:
    lines = (line.partition("\t") for line in text.split("\n") if line)
    return frozenset((kind, key) for kind, _, key in lines)


def rebuild(session: Session) -> int:
    """Make all search keys anew; return how many rows have some."""
    connection = session.connection()
    connection.execute(sa.delete(skey))
    connection.execute(sa.delete(search_ref))
    count = 0
    # A session beside the work's own one: it forgets each row once its keys are made.
    with Session(connection) as beside:
        for record in _searchable(connection):
            rows = beside.scalars(sa.select(record).execution_options(yield_per=_BATCH))
            for batch in rows.partitions():
                found = [(record.__tablename__, row.uid, keys_of(row)) for row in batch]
                add(connection, found)
                count += len(found)
    return count


def compare(connection: sa.Connection) -> tuple[int, list[str]]:
    """Compare the keys that each record would have now with those noted for it, and those with the index."""
    wrong = []
    noted: Counter[str] = Counter()
    known: dict[tuple[str, str], str] = {}
    for ref in connection.execute(sa.select(search_ref)):
        known[ref.entity, ref.uid] = ref.joined
        noted.update({ref.entity: sum(hash((ref.ref, *key)) for key in _split(ref.joined))})
    with Session(connection) as session:
        for record in _searchable(connection):
            name = record.__tablename__
            rows = session.scalars(sa.select(record).execution_options(yield_per=_BATCH))
            found = ((row.uid, _joined(keys_of(row))) for row in rows)
            wrong += [f"{name} {uid}" for uid, keys in found if known.pop((name, uid), "") != keys]
    wrong += [" ".join(left) for left in known]
    count = 0
    for row in connection.execute(sa.select(skey)):
        count += 1
        noted.subtract({row.entity: hash((row.ref, row.kind, row.key))})
    wrong += [f"{entity} 的搜索键" for entity, rest in sorted(noted.items()) if rest]
    return count, wrong


def _searchable(connection: sa.Connection) -> list[type[LoggedRecord]]:
    present = dialect.tables_of(connection)
    return [LOGGED[name] for name in sorted(LOGGED.keys() & present) if is_searchable(LOGGED[name])]
