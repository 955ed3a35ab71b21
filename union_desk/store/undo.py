"""Putting back what a work changed, as a new work that is recorded like any other."""

from __future__ import annotations

from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.store.changes import values_before
from union_desk.store.codec import DELETED, LoggedTable, logged_table, read_line
from union_desk.store.database import Database
from union_desk.store.records import LOGGED, LoggedRecord
from union_desk.store.sealing import ROW
from union_desk.store.tables import change_line, change_set
from union_desk.store.work import Work

_BUILT_ON: Final = "这一步之后又有别的改动，不能直接撤销。请先撤销后来的改动，或者直接修改。"
_Key = tuple[str, str]


class _Step:
    """What a work did to one row."""

    def __init__(self, table: LoggedTable, uid: str, arrival: int) -> None:
        self.table = table
        self.uid = uid
        self.arrival = arrival
        self.fields: set[str] = set()


def undo(database: Database, work_uid: str, actor: Actor) -> str:
    """Take back a work in all its audiences or not at all; return the uid of the new work.

    RuleBroken if a later work has changed the same fields, or points to a row that would go.
    """
    with database.read() as session:
        title = _title(session, work_uid)
    with database.write(f"撤销：{title}", actor, undoes=work_uid) as work:
        steps = _steps(work.session, work_uid)
        if not steps:
            raise RuleBroken("这一步没有改动资料，不用撤销。")
        before = {
            key: values_before(work.session, step.table, step.uid, step.arrival)
            for key, step in steps.items()
        }
        for key, step in steps.items():
            _refuse_later(work.session, step, created=not before[key])
        for key, step in steps.items():
            _put_back(work, step, before[key])
        work.session.flush()
        _refuse_pointed_at(work.session, steps)
        return work.uid


def _title(session: Session, work_uid: str) -> str:
    sets = session.execute(sa.select(change_set.c.title).where(change_set.c.work_uid == work_uid)).all()
    if not sets:
        raise RuleBroken("没有找到要撤销的操作。")
    return str(sets[0].title)


def _steps(session: Session, work_uid: str) -> dict[_Key, _Step]:
    query = (
        sa.select(change_line)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_set.c.work_uid == work_uid)
        .order_by(change_line.c.number)
    )
    steps: dict[_Key, _Step] = {}
    for row in session.execute(query):
        if row.text is None:
            raise RuleBroken("这一步的内容已经依法销毁，不能撤销。")
        line = read_line(row.text)
        if line.note:
            continue
        if row.table_name not in LOGGED:
            raise RuleBroken("这一步由别的版本的程序写成，不能撤销。")
        table = logged_table(LOGGED[row.table_name])
        step = steps.setdefault((table.name, row.uid), _Step(table, row.uid, row.arrival))
        step.fields |= line.fields.keys()
    return steps


def _refuse_later(session: Session, step: _Step, *, created: bool) -> None:
    """Refuse if a later work wrote what this one wrote, or anything of a row that this one made."""
    later = sa.select(change_line.c.text).where(
        change_line.c.table_name == step.table.name,
        change_line.c.uid == step.uid,
        change_line.c.arrival > step.arrival,
    )
    for text in session.scalars(later):
        written = read_line(text).fields.keys() - step.table.kept if text else {ROW}
        if written and (created or DELETED in written or written & (step.fields | {ROW})):
            raise RuleBroken(_BUILT_ON)


def _put_back(work: Work, step: _Step, before: dict[str, Any]) -> None:
    record = step.table.record
    present = work.session.get(record, step.uid)
    if not before or before.get(DELETED):
        if present is not None:
            work.session.delete(present)
    elif present is None:
        values = _attributes(step.table, before, set(before))
        revived = record(uid=step.uid, audience=_audience(work.session, step), **values)
        work.revive(revived)
        work.session.add(revived)
    else:
        fields = step.fields - step.table.kept
        for attribute, value in _attributes(step.table, before, fields).items():
            setattr(present, attribute, value)


def _attributes(table: LoggedTable, before: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    """Return values by attribute; a field that the row did not have yet becomes empty again."""
    found: dict[str, Any] = {}
    for field in fields & table.fields.keys():
        for column, value in table.columns(field, before.get(field)).items():
            found[table.attributes[column]] = value
    return found


def _audience(session: Session, step: _Step) -> str:
    query = sa.select(change_set.c.audience).where(change_set.c.arrival == step.arrival)
    return str(session.execute(query).scalar_one())


def _refuse_pointed_at(session: Session, steps: dict[_Key, _Step]) -> None:
    """Refuse if a row that is left points to one that has gone."""
    gone: dict[str, list[str]] = {}
    for name, uid in steps:
        if session.get(LOGGED[name], uid) is None:
            gone.setdefault(name, []).append(uid)
    for record in LOGGED.values():
        for column in cast("sa.Table", record.__table__).columns:
            for key in column.foreign_keys:
                uids = gone.get(key.column.table.name, [])
                if uids and _any_points(session, record, column, uids):
                    raise RuleBroken("别的资料已经用到这一步新建的内容，不能撤销。")


def _any_points(
    session: Session, record: type[LoggedRecord], column: sa.Column[Any], uids: list[str]
) -> bool:
    query = sa.select(record.uid).where(column.in_(uids)).limit(1)
    return session.scalar(query) is not None
