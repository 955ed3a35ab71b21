"""All that a store keeps of files and their households: what goes when they are destroyed by law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.assistance.records import GrantRecord
from union_desk.casework.records import VolumeRecord
from union_desk.core.batches import chunks
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.rules.states import State
from union_desk.people.records import HouseholdMemberRecord, HouseholdRecord, PersonRecord, SameAsRecord
from union_desk.store.codec import DELETED, logged_table, logged_tables, read_line
from union_desk.store.destruction import RowKey, Rows
from union_desk.store.tables import change_line

# What stays of a grant: its sum counts in the statistics of its year, without the person.
_GRANT_KEPT: Final = (
    "subject", "subject_uid", "on", "kind", "form", "amount_fen", "quantity", "source", "recorded_at",
    "reverses_uid",
)  # fmt: skip
_FILE_KEPT: Final = ("number", "office", "closed_on")
_GRANT: Final = GrantRecord.__tablename__
_PERSON: Final = PersonRecord.__tablename__
_HOUSEHOLD: Final = HouseholdRecord.__tablename__
_MEMBER: Final = HouseholdMemberRecord.__tablename__
_SAME_AS: Final = SameAsRecord.__tablename__


def rows_of_files(session: Session, uids: Sequence[str]) -> Rows:
    """Return the rows that go with these files, and what stays of files and grants as a husk.

    A person's card or a household that another file, grant or consent still needs is not among them.
    """
    found = _Belongings(session, uids)
    found.gather()
    rows: dict[RowKey, dict[str, object] | None] = dict.fromkeys(found.rows)
    for record in session.scalars(sa.select(HardshipFileRecord).where(HardshipFileRecord.uid.in_(uids))):
        kept = {name: getattr(record, name) for name in _FILE_KEPT}
        rows[FILE_ENTITY, record.uid] = {**kept, "state": State.DESTROYED.value}
    grants = [uid for table, uid in found.rows if table == _GRANT]
    for grant in session.scalars(sa.select(GrantRecord).where(GrantRecord.uid.in_(grants))):
        rows[_GRANT, grant.uid] = {name: getattr(grant, name) for name in _GRANT_KEPT}
    return rows


class _Belongings:
    """The rows of some files, those that were deleted before too: the log still tells of them."""

    def __init__(self, session: Session, uids: Sequence[str]) -> None:
        self._session = session
        self.rows: set[RowKey] = {(FILE_ENTITY, uid) for uid in uids}
        self._deleted = dict(_deleted(session))

    def gather(self) -> None:
        self._take_pointing({FILE_ENTITY})
        for table, record in logged_tables().items():
            if {"subject", "subject_uid"} <= set(record.table.c.keys()):
                self._take(table, self._of_subject(table))
        self._take_pointing({VolumeRecord.__tablename__})
        files = {uid for table, uid in self.rows if table == FILE_ENTITY}
        households = self._ever(FILE_ENTITY, files, "household_uid")
        owning = [link for link in _links() if link[0] == FILE_ENTITY]
        self._take(_HOUSEHOLD, self._unused(_HOUSEHOLD, households, owning))
        self._take_pointing({_HOUSEHOLD})
        persons = self._ever(FILE_ENTITY, files, "owner_uid")
        for table in (_MEMBER, "consent", _GRANT):
            of_table = {uid for name, uid in self.rows if name == table}
            persons |= self._ever(table, of_table, "person_uid")
        self._take(_PERSON, self._unused(_PERSON, persons, [*_links(), *_loose_links()]))
        gone = files | {uid for table, uid in self.rows if table == _PERSON}
        for column in ("first_uid", "second_uid"):
            # Why two cards or files were taken for one is told of both: it goes with either.
            self._take(_SAME_AS, (uid for uid, _ in self._pointing(_SAME_AS, column, gone)))

    def _take(self, table: str, uids: Iterable[str]) -> None:
        self.rows |= {(table, uid) for uid in uids}

    def _take_pointing(self, targets: set[str]) -> None:
        """Take what points to these tables' rows, and what points to that."""
        while targets:
            fresh: set[str] = set()
            for table, column, target in _links(mentions=False):
                if target not in targets or table == FILE_ENTITY:
                    continue
                wanted = {uid for name, uid in self.rows if name == target}
                uids = {uid for uid, _ in self._pointing(table, column, wanted)}
                if {(table, uid) for uid in uids} - self.rows:
                    self._take(table, uids)
                    fresh.add(table)
            targets = fresh

    def _pointing(self, table: str, column: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
        """Return the rows of a table, there or deleted, with that of the wanted which they point to."""
        yield from self._pointing_now(table, column, wanted)
        for (name, uid), values in self._deleted.items():
            if name == table and values.get(column) in wanted:
                yield uid, values[column]

    def _of_subject(self, table: str) -> set[str]:
        files = {uid for name, uid in self.rows if name == FILE_ENTITY}
        columns = logged_tables()[table].table.c
        query = sa.select(columns.uid).where(columns.subject == FILE_ENTITY, columns.subject_uid.in_(files))
        deleted = {
            uid
            for (name, uid), values in self._deleted.items()
            if name == table and values.get("subject") == FILE_ENTITY and values.get("subject_uid") in files
        }
        return set(self._session.scalars(query)) | deleted

    def _ever(self, table: str, uids: set[str], field: str) -> set[str]:
        """Return what a field of these rows has ever pointed to."""
        found: set[str] = set()
        for chunk in chunks(uids):
            query = sa.select(change_line.c.text).where(
                change_line.c.table_name == table,
                change_line.c.uid.in_(chunk),
                change_line.c.text.contains(field),
            )
            found |= {str(read_line(text).fields.get(field) or "") for text in self._session.scalars(query)}
        return found - {""}

    def _unused(self, target: str, uids: set[str], links: Iterable[tuple[str, str, str]]) -> set[str]:
        """Return those rows, there or deleted, to which no other row points by these links."""
        used: set[str] = set()
        for table, column, to in links:
            if to == target:
                pointing = self._pointing_now(table, column, uids)
                used |= {wanted for uid, wanted in pointing if (table, uid) not in self.rows}
        left = uids - used
        columns = logged_tables()[target].table.c
        there = set(self._session.scalars(sa.select(columns.uid).where(columns.uid.in_(left))))
        return there | {uid for name, uid in self._deleted if name == target and uid in left}

    def _pointing_now(self, table: str, column: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
        columns = logged_tables()[table].table.c
        for chunk in chunks(wanted):
            query = sa.select(columns.uid, columns[column]).where(columns[column].in_(chunk))
            yield from ((row[0], row[1]) for row in self._session.execute(query))


def _links(*, mentions: bool = True) -> list[tuple[str, str, str]]:
    """Return every foreign key between logged tables: table, column, table that it points to.

    `mentions`: with those by which a row of another matter only names it, such as a case of legal aid whose
    means a file proved.
    """
    return [
        (name, column.name, key.column.table.name)
        for name, table in logged_tables().items()
        for column in table.table.columns
        for key in column.foreign_keys
        if mentions or not column.info.get("mentions")
    ]


def _loose_links() -> list[tuple[str, str, str]]:
    """Return the columns that name a person without a foreign key."""
    return [
        (name, column.name, _PERSON)
        for name, table in logged_tables().items()
        for column in table.table.columns
        if column.name == "person_uid" and not column.foreign_keys
    ]


def _deleted(session: Session) -> Iterator[tuple[RowKey, dict[str, Any]]]:
    """Return the rows that are gone, by undo for instance, with what they last held."""
    marked = sa.select(change_line.c.table_name, change_line.c.uid).where(
        change_line.c.text.contains(f'"{DELETED}":true')
    )
    present = logged_tables()
    for name, uid in sorted({(row.table_name, row.uid) for row in session.execute(marked)}):
        if name not in present or session.get(present[name].record, uid) is not None:
            continue
        lines = sa.select(change_line.c.text).where(
            change_line.c.table_name == name, change_line.c.uid == uid, change_line.c.text.is_not(None)
        )
        table, values = logged_table(present[name].record), {}
        for text in session.scalars(lines.order_by(change_line.c.number)):
            line = read_line(text)
            if line.destroyed is not None:
                break
            for field, value in line.fields.items():
                values.update(table.columns(field, value) if field in table.fields else {})
        else:
            yield (name, uid), values
