"""Putting back what a work changed, as a new work that is recorded like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.store import dialect
from union_desk.store.changes import values_until
from union_desk.store.codec import DELETED, LoggedTable, logged_table, read_line
from union_desk.store.database import Database
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set
from union_desk.store.work import Work

_BUILT_ON: Final = "这一步之后又有别的改动，不能直接撤销。请先撤销后来的改动，或者直接修改。"
_UNDO: Final = "撤销："
_REDO: Final = "重做："
_Key = tuple[str, str]


@dataclass(slots=True)
class _Step:
    """What a work did to one row: the fields it wrote, and the row's values before, after, and now."""

    table: LoggedTable
    uid: str
    arrival: int
    fields: set[str]
    before: dict[str, Any] | None
    after: dict[str, Any]
    now: dict[str, Any]

    @property
    def goes(self) -> bool:
        """Tell whether the row was not there before."""
        return self.before is None or bool(self.before.get(DELETED))

    @property
    def is_built_on(self) -> bool:
        """Tell whether what the work left is no longer so; of a row that it made, everything counts."""
        fields = (self.after.keys() | self.now.keys() if self.goes else self.fields) | {DELETED}
        return any(
            bool(self.after.get(field)) != bool(self.now.get(field))
            if field == DELETED
            else self.after.get(field) != self.now.get(field)
            for field in fields - self.table.kept
        )


def undo(database: Database, work_uid: str, actor: Actor) -> str:
    """Take back a work in all its audiences or not at all; return the uid of the new work.

    RuleBroken if a later work has changed the same fields, or points to a row that would go.
    """
    with database.read() as session:
        title = _title(session, work_uid)
    with database.write(title, actor, undoes=work_uid) as work:
        steps = _steps(work.session, work_uid)
        if not steps:
            raise RuleBroken("这一步没有改动资料，不用撤销。")
        if any(step.is_built_on for step in steps.values()):
            raise RuleBroken(_BUILT_ON)
        _refuse_pointed_at(work.session, steps)
        for step in steps.values():
            _put_back(work, step)
        return work.uid


def _title(session: Session, work_uid: str) -> str:
    sets = session.execute(sa.select(change_set.c.title).where(change_set.c.work_uid == work_uid)).all()
    if not sets:
        raise RuleBroken("没有找到要撤销的操作。")
    title = str(sets[0].title)
    # To take back what took something back is to do it again.
    if title.startswith(_UNDO):
        return _REDO + title.removeprefix(_UNDO)
    return _UNDO + title.removeprefix(_REDO)


def _steps(session: Session, work_uid: str) -> dict[_Key, _Step]:
    query = (
        sa.select(change_line)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_set.c.work_uid == work_uid)
        .order_by(change_line.c.number)
    )
    fields: dict[_Key, set[str]] = {}
    arrivals: dict[_Key, int] = {}
    for row in session.execute(query):
        if row.text is None:
            raise RuleBroken("这一步的内容已经不在，不能撤销。")
        line = read_line(row.text)
        if line.note:
            continue
        if line.destroyed is not None:
            raise RuleBroken("销毁了的内容已经不在，不能撤销。")
        if line.table not in LOGGED:
            raise RuleBroken("这一步由别的版本的程序写成，不能撤销。")
        fields.setdefault((line.table, line.uid), set()).update(line.fields)
        arrivals[line.table, line.uid] = row.arrival
    return {key: _step(session, key, fields[key], arrivals[key]) for key in fields}


def _step(session: Session, key: _Key, fields: set[str], arrival: int) -> _Step:
    return _Step(
        table=logged_table(LOGGED[key[0]]),
        uid=key[1],
        arrival=arrival,
        fields=fields,
        before=values_until(session, *key, arrival - 1),
        after=values_until(session, *key, arrival) or {},
        now=values_until(session, *key) or {},
    )


def _put_back(work: Work, step: _Step) -> None:
    record = step.table.record
    present = work.session.get(record, step.uid)
    before = step.before or {}
    if step.goes:
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
        # Said even where it holds that value: what was settled by it is open again.
        work.insist(present, [name for field in fields for name in step.table.fields.get(field, ())])
        if DELETED in step.fields:
            work.keep(present)


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
    """Refuse if a row that stays points to one that goes."""
    gone: dict[str, list[str]] = {}
    for (name, uid), step in steps.items():
        if step.goes:
            gone.setdefault(name, []).append(uid)
    present = dialect.tables_of(session.connection())
    for name in sorted(LOGGED.keys() & present):
        table = logged_table(LOGGED[name])
        for column in table.table.columns:
            for key in column.foreign_keys:
                pointing = sa.select(table.table.c.uid).where(column.in_(gone.get(key.column.table.name, [])))
                for uid in session.scalars(pointing):
                    own = steps.get((name, uid))
                    if own is None or not (own.goes or table.field_of[column.name] in own.fields):
                        raise RuleBroken("别的资料已经用到这一步新建的内容，不能撤销。")
