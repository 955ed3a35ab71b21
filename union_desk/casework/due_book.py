"""What is due in all open cases, kept while the program runs: a work counts only its own cases anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.due import in_order_of_days
from union_desk.casework.process import DueLine
from union_desk.core.batches import chunks
from union_desk.store.changes import last_arrival
from union_desk.store.tables import change_line

# The calendar, the rules, and the words of the offices reach every case.
_OF_ALL: Final = frozenset({"office", "office_version"})
_MOST: Final = 500
Lines = Mapping[str, tuple[DueLine, ...]]


class Counting(Protocol):
    """Counts every clock that still asks for something in these open cases, without a list in all of them."""

    def __call__(self, session: Session, today: date, uids: Sequence[str] | None = None) -> Lines: ...


@dataclass(frozen=True, slots=True)
class Reach:
    """To which cases the rows of a table belong: a statement of their uids with those of the cases."""

    table: str
    pairs: sa.Select[Any, Any]
    owned: bool = False  # a row that is gone took with it whose it was


@dataclass(frozen=True, slots=True)
class CaseRows:
    """What moves the clocks of a kind of case, or is named in its line."""

    entity: str
    reaches: tuple[Reach, ...]
    # Cases of another kind whose days count here too, with a statement like that of a reach.
    others: tuple[tuple[CaseRows, sa.Select[Any, Any]], ...] = ()

    def touched(self, session: Session, written: Mapping[str, set[str]]) -> set[str] | None:
        """Return the cases of written rows, which stand by table; None where it may be all of them."""
        found = set(written.get(self.entity, set()))
        for reach in self.reaches:
            uids = written.get(reach.table, set())
            whose = _cases_of(session, reach.pairs, uids)
            if reach.owned and len(whose) < len(uids):
                return None
            found.update(case_uid for _, case_uid in whose if case_uid)
        for rows, pairs in self.others:
            others = rows.touched(session, written)
            if others is None:
                return None
            found.update(case_uid for _, case_uid in _cases_of(session, pairs, others) if case_uid)
        return found


def owned_by_case(record: type[Any]) -> Reach:
    """Return the reach of rows that belong to one case."""
    return Reach(record.__tablename__, sa.select(record.uid, record.case_uid), owned=True)


class DueBook:
    """The lines of one store as of a day."""

    def __init__(self, rows: CaseRows, count: Counting) -> None:
        self._rows = rows
        self._count = count
        self._at: tuple[date, int] | None = None
        self._lines: Lines = {}
        self._ordered: tuple[DueLine, ...] | None = ()
        self._lock = Lock()  # a screen and a task behind it may ask at once

    def lines(self, session: Session, today: date) -> tuple[DueLine, ...]:
        """Return what is due, the earliest end first; anew is counted only what was written since."""
        with self._lock:
            self._look_up(session, today)
            if self._ordered is None:
                self._ordered = in_order_of_days(self._lines.values())
            return self._ordered

    def of_cases(self, session: Session, today: date) -> Lines:
        """Return the same by case, of each the earliest end first."""
        with self._lock:
            self._look_up(session, today)
            return self._lines

    def _look_up(self, session: Session, today: date) -> None:
        arrival = last_arrival(session)
        if self._at == (today, arrival):
            return
        touched = None
        if self._at is not None and self._at[0] == today and self._at[1] < arrival:
            touched = self._touched(session, self._at[1])
        if touched is None:
            self._lines = self._count(session, today)
        elif touched:
            # Another mapping each time: somebody may still read the one before.
            kept = {uid: lines for uid, lines in self._lines.items() if uid not in touched}
            self._lines = {**kept, **self._count(session, today, sorted(touched))}
        if touched is None or touched:
            self._ordered = None
        self._at = today, arrival

    def _touched(self, session: Session, since: int) -> set[str] | None:
        """Return the cases that works have touched since a change set; None where it may be all of them."""
        lines = change_line.c
        wanted = sa.select(lines.table_name, lines.uid).where(lines.arrival > since).limit(_MOST + 1)
        rows = session.execute(wanted).all()
        if len(rows) > _MOST:
            return None
        written: dict[str, set[str]] = {}
        for table, uid in rows:
            written.setdefault(table, set()).add(uid)
        return None if _OF_ALL & written.keys() else self._rows.touched(session, written)


def _cases_of(session: Session, pairs: sa.Select[Any, Any], uids: set[str]) -> set[tuple[str, str | None]]:
    """Return rows with their cases; one row may be named in several."""
    key = pairs.selected_columns[0]
    found: set[tuple[str, str | None]] = set()
    for part in chunks(sorted(uids)):
        found.update((uid, case_uid) for uid, case_uid in session.execute(pairs.where(key.in_(part))))
    return found
