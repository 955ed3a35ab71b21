"""修改记录: who changed what from what to what, in the words of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.fields import ColumnWords, codes, words_of
from union_desk.casework.records import AttachedFileRecord
from union_desk.core.divisions import division_name
from union_desk.core.money import format_fen
from union_desk.core.privacy import mask_card, mask_id, mask_phone
from union_desk.core.terms import term_label
from union_desk.store.changes import Access, ChangeKind, FieldChange, accesses, history_of
from union_desk.store.records import Record

CREATED: Final = "新增"
TAKEN_BACK: Final = "撤销新增"
PUT_BACK: Final = "恢复"
TAKEN_OUT: Final = "删去"
DESTROYED: Final = "到期销毁"
REVEAL: Final = "reveal"
"""The kind of an access that showed a masked number; its text says which: owner.mobile."""
LOOKED: Final = "查看敏感信息"
# The mark of a row that was taken out of its list but stays readable.
REMOVED_COLUMN: Final = "removed"
_MOST_SHOWN: Final = 6

# What a row is called that others point to: ("person", uid) -> 王芳.
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """One changed field of one row, as a caseworker reads it."""

    at: datetime
    by: str
    office: str
    act: str  # title of the work: 保存档案
    reason: str
    work_uid: str
    subject: str  # whose field: 王芳（配偶）, 收入, 档案
    field: str  # Chinese name of the field
    before: str  # labels and amounts as on the screen; "" = empty
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row whose changes are wanted, and what it is called on the screen."""

    table: str
    uid: str
    subject: str


def described(session: Session, rows: Iterable[HistoryRow], names: Names) -> tuple[FieldHistory, ...]:
    """Return the changes of these rows, newest first; a new row is told in one line."""
    told: list[FieldHistory] = []
    for row in rows:
        told += _row_history(history_of(session, row.table, row.uid), row, names)
    return tuple(sorted(told, key=lambda line: line.at, reverse=True))


def _row_history(changes: list[FieldChange], row: HistoryRow, names: Names) -> Iterator[FieldHistory]:
    table = Record.metadata.tables[row.table]
    held: dict[str, Any] = {}
    created = [change for change in changes if change.kind is ChangeKind.CREATED]
    if created:
        held.update({change.field: change.after for change in created})
        yield _line(created[0], row, CREATED, "", _summary(table, held, names))
    for change in changes:
        if change.kind is ChangeKind.REMOVED:
            yield _line(change, row, TAKEN_BACK, _summary(table, held, names), "")
        elif change.kind is ChangeKind.RESTORED:
            yield _line(change, row, PUT_BACK, "", _summary(table, held, names))
        elif change.kind is ChangeKind.DESTROYED:
            held.clear()
            yield _line(change, row, DESTROYED, "", "")
        elif change.kind is ChangeKind.CHANGED:
            yield from _change_line(change, row, table, held, names)
            held[change.field] = change.after


def _change_line(
    change: FieldChange, row: HistoryRow, table: sa.Table, held: Mapping[str, Any], names: Names
) -> Iterator[FieldHistory]:
    if change.field == REMOVED_COLUMN:
        summary = _summary(table, held, names)
        yield (
            _line(change, row, TAKEN_OUT, summary, "")
            if change.after
            else _line(change, row, PUT_BACK, "", summary)
        )
        return
    words = words_of(table, change.field)
    if words is not None:
        before = shown(words, change.field, change.before, names)
        yield _line(change, row, words.label, before, shown(words, change.field, change.after, names))


def _line(change: FieldChange, row: HistoryRow, field: str, before: str, after: str) -> FieldHistory:
    return FieldHistory(
        at=change.at,
        by=change.actor,
        office=change.office,
        act=change.title,
        reason=change.reason,
        work_uid=change.work_uid,
        subject=row.subject,
        field=field,
        before=before,
        after=after,
    )


def _summary(table: sa.Table, held: Mapping[str, Any], names: Names) -> str:
    """Say in one line what a row holds, in the order of the paper."""
    parts = []
    for column in (column.name for column in table.columns):
        words = words_of(table, column)
        text = shown(words, column, held.get(column), names) if words else ""
        if words and text:
            parts.append(f"{words.label} {text}")
    return "，".join(parts[:_MOST_SHOWN]) + (" 等" if len(parts) > _MOST_SHOWN else "")


def openings(session: Session, scans: Mapping[str, str]) -> Iterator[FieldHistory]:
    """Tell who opened which attached file (`scans`: its uid and name), and who gave which one out."""
    for uid, name in scans.items():
        for look in accesses(session, table=AttachedFileRecord.__tablename__, uid=uid):
            given_out = look.kind == "export"
            yield _look(look, "导出附件" if given_out else "查看附件", "附件", name, look.text)


def looks_at(
    session: Session, table: str, uid: str, told: Callable[[str], tuple[str, type[Record], str]]
) -> Iterator[FieldHistory]:
    """Tell who had which masked number of a record shown.

    `told` says of what was looked at (parties.<uid>.person.id_no) whose it is, and its row and field.
    """
    for look in accesses(session, table=table, uid=uid):
        if look.kind != REVEAL:
            continue
        whose, kind, name = told(look.text)
        words = words_of(kind.metadata.tables[kind.__tablename__], name)
        yield _look(look, LOOKED, whose, words.label if words is not None else "")


def _look(look: Access, act: str, subject: str, field: str, reason: str = "") -> FieldHistory:
    return FieldHistory(
        at=look.at,
        by=look.actor,
        office=look.office,
        act=act,
        reason=reason,
        work_uid="",
        subject=subject,
        field=field,
        before="",
        after="",
    )


def shown(words: ColumnWords, column: str, value: Any, names: Names) -> str:
    """Write a stored value as a screen shows it; numbers of persons and cards stay masked."""
    if value is None or value == "":
        return ""
    if words.terms:
        return "、".join(term_label(words.terms, code) for code in codes(str(value)))
    if words.shown:
        own = _OWN_WAYS.get(words.shown)
        return own(str(value)) if own else names.get((words.shown, str(value)), "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.endswith("_fen"):
        return f"{format_fen(int(value))} 元"
    return value.isoformat() if isinstance(value, date) else str(value)


_OWN_WAYS: Final[Mapping[str, Callable[[str], str]]] = {
    "id": mask_id,
    "phone": mask_phone,
    "card": mask_card,
    "per": lambda value: "按月" if value == "month" else "按年",
    "hundredths": lambda value: f"{int(value) / 100:g}",
    "division": lambda value: division_name(value) or value,
}
