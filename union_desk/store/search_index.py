"""Search keys: short texts that lead to a row, found by their beginning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from union_desk.store.tables import search_ref, skey


def is_searchable(record: type[Any]) -> bool:
    return hasattr(record, "search_keys")


def keys_of(record: Any) -> frozenset[tuple[str, str]]:
    """Return the search keys of a record, without empty ones."""
    return frozenset((kind, key) for kind, key in record.search_keys() if key)


def add(connection: sa.Connection, found: Iterable[tuple[str, str, frozenset[tuple[str, str]]]]) -> None:
    """Write the keys of new rows: (entity, uid, keys)."""
    ref = connection.scalar(sa.select(sa.func.max(search_ref.c.ref))) or 0
    refs = []
    rows = []
    for number, (entity, uid, keys) in enumerate((item for item in found if item[2]), ref + 1):
        refs.append({"ref": number, "entity": entity, "uid": uid, "joined": _joined(keys)})
        rows += [(entity, kind, key, number) for kind, key in keys]
    if refs:
        connection.execute(search_ref.insert(), refs)
    if rows:
        rows.sort()
        connection.execute(
            skey.insert(), [dict(zip(("entity", "kind", "key", "ref"), row, strict=True)) for row in rows]
        )


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


def _joined(keys: frozenset[tuple[str, str]]) -> str:
    return "\n".join(sorted(f"{kind}\t{key}" for kind, key in keys))


def _split(text: str) -> frozenset[tuple[str, str]]:
    lines = (line.partition("\t") for line in text.split("\n") if line)
    return frozenset((kind, key) for kind, _, key in lines)
