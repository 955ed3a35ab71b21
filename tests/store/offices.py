"""Several offices with stores of their own, and packages that go between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from tests.conftest import TEST_KEY, StandingClock
from union_desk.core.rights import Actor, Role
from union_desk.store import dialect
from union_desk.store.codec import logged_tables
from union_desk.store.database import Database
from union_desk.store.foreign import ForeignSet, sets_after, vector_of
from union_desk.store.merge import Merged
from union_desk.store.records import new_site
from union_desk.store.tables import store_meta


def open_office(template: Path, folder: Path, clock: StandingClock, *, site: str = "") -> Database:
    """Open a store of its own, with a site of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(template, folder / "store.db")
    database = Database.open(folder, TEST_KEY, clock)
    with database.write("建立", Actor("系统", "QU", "district", frozenset({Role.HANDLE}))) as work:
        name = site or new_site()
        work.session.execute(sa.update(store_meta).where(store_meta.c.name == "site").values(value=name))
    database.close()
    return Database.open(folder, TEST_KEY, clock)


def person_of(office: str, audience: str = "BY") -> Actor:
    """Return somebody of an office who writes rows of 白杨."""
    return Actor(f"{office}的人", office, audience, frozenset({Role.HANDLE}))


def package(
    source: Database, target: Database | None = None, audiences: Iterable[str] = ("BY", "shared")
) -> list[ForeignSet]:
    """Write a package with what `target` lacks, or with everything."""
    wanted = frozenset(audiences)
    seen: dict[str, int] = {}
    if target is not None:
        with target.reader.connect() as connection:
            seen = vector_of(connection, wanted)
    with source.reader.connect() as connection:
        return sets_after(connection, wanted, seen)


def take_in(target: Database, sets: list[ForeignSet], actor: Actor | None = None) -> Merged:
    with target.write("收入数据包", actor or person_of("QU")) as work:
        return work.absorb(sets)


def give(source: Database, target: Database) -> Merged:
    """Let one office know all that another one knows."""
    return take_in(target, package(source, target))


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all logged rows, without their versions."""
    with database.reader.connect() as connection:
        found = {}
        present = dialect.tables_of(connection)
        for name, table in logged_tables().items():
            if name not in present:
                continue
            columns = [column for column in table.table.columns if column.name != "row_version"]
            rows = connection.execute(sa.select(*columns).order_by(table.table.c.uid))
            if kept := [tuple(map(str, row)) for row in rows]:
                found[name] = kept
        return found
