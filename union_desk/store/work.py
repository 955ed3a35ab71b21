"""A unit of work: one titled transaction whose every change of a logged row ends in the change log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NoReturn

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session, object_session

from union_desk.core.rights import Actor
from union_desk.store import absorbing, blobs, destruction, merge, parting, search_index
from union_desk.store.foreign import ForeignSet
from union_desk.store.journal import Journal
from union_desk.store.merge import Merged
from union_desk.store.records import LOGGED, LocalRecord, LoggedRecord, Record
from union_desk.store.tables import GUARDED

_PERMITTED: Final = "union_desk_permitted"
_DML: Final = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|MERGE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM"
    r"|TRUNCATE(?:\s+TABLE)?|COPY)"
    r'\s+(?:ONLY\s+)?(?:["\[`]?\w+["\]`]?\.)?["\[`]?(\w+)',
    re.IGNORECASE,
)


class Work:
    """What one person does to the store at one moment: everything of it is kept, or nothing."""

    def __init__(self, session: WorkSession, journal: Journal) -> None:
        self.session: Session = session
        self._journal = journal
        self._writing = session.writing
        self._let_go: set[str] = set()

    @property
    def uid(self) -> str:
        return self._journal.heading.uid

    @property
    def title(self) -> str:
        return self._journal.heading.title

    @property
    def at(self) -> datetime:
        """Return when the work began."""
        return self._journal.heading.at

    @property
    def actor(self) -> Actor:
        return self._journal.heading.actor

    def insert_many(self, record: type[Record], rows: Iterable[Mapping[str, Any]]) -> int:
        """Insert many new rows with their log and search keys; return how many. `uid` may be left out."""
        self.session.flush()
        with self._writing():
            return self._journal.insert_many(record, rows)

    def note_access(self, kind: str, table: str, uid: str, text: str) -> None:
        """Record that a row was read in full, printed or exported (`kind`), which changes nothing in it."""
        self.session.flush()
        self._journal.note_access(kind, table, uid, text)

    def note_accesses(self, kind: str, table: str, rows: Iterable[tuple[str, str]], text: str) -> None:
        """Record the same access to many rows, each with its audience."""
        self.session.flush()
        self._journal.note_accesses(kind, table, rows, text)

    def rebuild_search(self) -> int:
        """Make all search keys anew, as after a change of how they are made."""
        self.session.flush()
        with self._writing():
            return search_index.rebuild(self.session)

    def destroy(self, rows: destruction.Rows) -> None:
        """Blank rows by law, here and in all that the log says of them: this is never taken back."""
        self.session.flush()
        self._let_go |= blobs.named_by(self.session.connection(), rows)
        with self._writing():
            self._journal.destroy(rows)
        self.session.expire_all()

    def absorb(self, sets: Sequence[ForeignSet], look: Callable[[merge.Plan], None] | None = None) -> Merged:
        """Take in what other stores have written; nothing else may be done in the work before.

        `look` sees the plan before anything is written, and may refuse it.
        """
        self.session.flush()
        connection = self.session.connection()
        with self._writing():
            made = merge.plan(connection, self._journal.heading.site, sets)
            if look is not None:
                look(made)
            self._let_go |= blobs.named_by(connection, made.destroyed)
            merged = absorbing.absorb(connection, made)
            self._journal.absorbed(merged)
        self.session.expire_all()
        return merged

    def part(self, first: int, last: int) -> None:
        """Take back what arrived as `first` to `last` from other stores; RuleBroken if it was built on."""
        self.session.flush()
        with self._writing():
            rows = parting.part(self.session.connection(), self._journal.heading.site, first, last)
            self._journal.touched.update(rows)
        self.session.expire_all()

    @property
    def destroys(self) -> bool:
        return self._journal.destroys

    @property
    def let_go(self) -> frozenset[str]:
        """Return the originals that destroyed rows have named."""
        return frozenset(self._let_go)

    def revive(self, record: LoggedRecord) -> None:
        """Say that a record about to be added is a row that was deleted before."""
        self._journal.revive(record)

    def insist(self, record: LoggedRecord, columns: Iterable[str]) -> None:
        """Write these columns of a row into the log even where they hold what they held before."""
        self._journal.insist(record, columns)

    def keep(self, record: LoggedRecord) -> None:
        """Say that a row stands which somebody else has deleted."""
        self._journal.keep(record)

    def seal(self) -> None:
        """Write what is pending, and the change sets of it."""
        self.session.flush()
        with self._writing():
            self._journal.seal()

    @property
    def touched(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._journal.touched)


class WorkSession(Session):
    """A session that lets only its own flush change logged tables."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        info = self.connection().info
        outer = info.get(_PERMITTED, False)
        info[_PERMITTED] = True
        try:
            yield
        finally:
            info[_PERMITTED] = outer

    def begin_nested(self) -> NoReturn:
        """Refuse a savepoint: what is rolled back to it would still be in the log."""
        raise RuntimeError("a unit of work is kept whole or not at all")

    def flush(self, objects: Any = None) -> None:
        with self.writing():
            super().flush(objects)


def guard(engine: sa.Engine) -> None:
    """Refuse statements that would change a logged table without the log knowing of it."""

    def check(connection: sa.Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if connection.info.get(_PERMITTED, False):
            return
        if bypassed := guarded_tables(statement) & (GUARDED | LOGGED.keys()):
            raise RuntimeError(
                f"change {sorted(bypassed)} through a record or insert_many: {statement[:200]}"
            )

    sa.event.listen(engine, "before_cursor_execute", check)


@lru_cache(maxsize=2000)
def guarded_tables(statement: str) -> frozenset[str]:
    """Return the tables that a statement writes to."""
    return frozenset(_DML.findall(statement))


def _listen(event: str, act: Callable[[Journal, Any], None], record: type[Record]) -> None:
    def heard(_mapper: Mapper[Any], _connection: sa.Connection, target: Any) -> None:
        session = object_session(target)
        if session is None or "journal" not in session.info:
            raise RuntimeError("rows are changed in a unit of work: Database.write()")
        act(session.info["journal"], target)

    sa.event.listen(record, event, heard, propagate=True)


_listen("after_insert", Journal.inserted, LoggedRecord)
_listen("after_update", Journal.updated, LoggedRecord)
_listen("after_delete", Journal.deleted, LoggedRecord)
for _event in ("after_insert", "after_update", "after_delete"):
    _listen(_event, Journal.changed_here, LocalRecord)
