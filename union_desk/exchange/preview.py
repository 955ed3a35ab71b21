"""What a planned merge means to a caseworker: counts, titles, conflicts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from union_desk.exchange.naming import Naming, Values, field_label, is_text, kind_title
from union_desk.exchange.values import Alternative, Choice, Conflict, PreviewRow, RowChange, TableCount
from union_desk.store.codec import DELETED, logged_table
from union_desk.store.conflicts import (
    Claim,
    OpenConflict,
    Told,
    arrivals_in,
    contests_in,
    tell,
    writers_of,
)
from union_desk.store.merge import Plan, PlannedRow
from union_desk.store.records import LOGGED

MOST_ROWS: Final = 300
_STAYS: Final = "保留"
_GOES: Final = "删除"


def planned_values(plan: Plan, table: str, uid: str) -> Values | None:
    row = plan.rows.get((table, uid))
    if row is None or row.after:
        return row.after if row else None
    return row.before


def count_tables(rows: Iterable[PlannedRow]) -> tuple[TableCount, ...]:
    """Count what happens to the rows that a package brings, by their kind."""
    found: dict[str, list[int]] = {}
    for row in rows:
        places = found.setdefault(row.table.name, [0, 0, 0, 0])
        places[(RowChange.NEW, RowChange.CHANGED, RowChange.REMOVED, None).index(_counted(row))] += 1
    counted = (TableCount(str(table), kind_title(table), *places) for table, places in found.items())
    return tuple(sorted(counted, key=lambda count: (-count.new - count.changed, count.title)))


def _counted(row: PlannedRow) -> RowChange | None:
    change = change_of(row)
    return RowChange.NEW if change is RowChange.RESTORED else change


def change_of(row: PlannedRow) -> RowChange | None:
    if row.before is None:
        if not row.stays:
            return None
        return RowChange.RESTORED if DELETED in row.state.values else RowChange.NEW
    if not row.stays:
        return RowChange.REMOVED
    return RowChange.CHANGED if row.changed else None


def rows_shown(naming: Naming, rows: Iterable[PlannedRow]) -> tuple[tuple[PreviewRow, ...], int]:
    """Return the first rows that would change, by name, and how many there are in all."""
    changing = [(row, change) for row in rows if (change := change_of(row)) is not None]
    shown = []
    for row, change in changing[:MOST_ROWS]:
        table = row.table
        fields = sorted({table.field_of[name] for name in row.changed}, key=list(table.fields).index)
        labels = tuple(label for field in fields if (label := field_label(table.name, field)))
        title = naming.title(table.name, row.uid)
        shown.append(PreviewRow(table.name, row.uid, kind_title(table.name), title, change, labels))
    return tuple(shown), len(changing)


def planned_conflicts(session: Session, plan: Plan) -> list[OpenConflict]:
    """Return what would be to decide in the rows that a package touches."""
    contests = [
        contest
        for row in plan.rows.values()
        if row.stays and (row.state.claims or row.state.ends)
        for contest in contests_in(row.table, row.uid, row.lines)
    ]
    writers = writers_of(session.connection(), {n for n in arrivals_in(contests) if n < plan.first})
    for index, (one, _) in enumerate(plan.proved.new):
        writers[plan.first + index] = Told(one.office, one.user, datetime.fromisoformat(one.at))
    return tell(contests, writers)


def conflicts_shown(naming: Naming, found: Sequence[OpenConflict], own_office: str) -> tuple[Conflict, ...]:
    """Say conflicts in words, those of one record together."""
    told = []
    for one in found:
        label = field_label(one.table, one.field)
        if not label:
            label = "内部字段"
        root_table, root_uid = naming.root(one.table, one.uid)
        told.append(
            Conflict(
                table=one.table,
                uid=one.uid,
                field="" if one.field == DELETED else one.field,
                kind_title=kind_title(one.table),
                title=naming.title(one.table, one.uid),
                label=label,
                shown=choices_of(one, own_office)[0][0],
                alternatives=tuple(
                    _alternative(naming, one, choice, claim) for choice, claim in choices_of(one, own_office)
                ),
                root_table=root_table,
                root_uid=root_uid,
                is_text=is_text(one.table, one.field),
            )
        )
    return tuple(sorted(told, key=lambda one: (one.title, one.kind_title, one.label)))


def choices_of(one: OpenConflict, own_office: str) -> list[tuple[Choice, Claim]]:
    """Give each value its key: ours, theirs, the original; the one that is shown comes first."""
    free = [Choice.OURS, Choice.THEIRS]
    found: list[tuple[Choice, Claim]] = []
    sides = [Choice.OURS if claim.office == own_office else Choice.THEIRS for claim in one.claims]
    if len(set(sides)) < 2:
        sides = [Choice.OURS, Choice.THEIRS, *sides[2:]]
    for side, claim in zip(sides, one.claims, strict=False):
        if side in free:
            free.remove(side)
            found.append((side, claim))
        else:
            found.append((Choice.OTHER, claim))
    if one.original is not None:
        found.append((Choice.ORIGINAL, one.original))
    return found


def _alternative(naming: Naming, one: OpenConflict, choice: Choice, claim: Claim) -> Alternative:
    if one.field == DELETED:
        text = _GOES if claim.value else _STAYS
    else:
        text = naming.value_shown(logged_table(LOGGED[one.table]), one.field, claim.value)
    return Alternative(choice, text, claim.user, naming.office(claim.office), claim.at)
