"""The rows of a volume: what is written about it, its documents in the order that was kept, what is loose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import files_of
from union_desk.casework.history import HistoryRow
from union_desk.casework.records import VolumeItemRecord, VolumeRecord
from union_desk.casework.volume_items import key_of
from union_desk.casework.volume_values import SCAN, BoundCase, Keeping, VolumeItem
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.core.text import storable
from union_desk.store.work import Work

_LONGEST: Final = 200


def loose_scans(session: Session, entity: str, uid: str) -> int:
    """Return how many scans came after the volume was put in order or bound; 0 while there is no volume."""
    record = volume_of(session, entity, uid)
    if record is None:
        return 0
    known = {key_of(row) for row in rows_of(session, record.uid)}
    known |= {str(line[0]) for part in record.bound_papers or () for line in part[1]}
    if not known:
        return 0
    return sum(f"{SCAN}:{file.uid}" not in known for file in files_of(session, entity, uid))


def volume_rows(session: Session, entity: str, uid: str) -> Iterator[HistoryRow]:
    """Yield the volume of a case for its 修改记录."""
    record = volume_of(session, entity, uid)
    if record is not None:
        yield HistoryRow(VolumeRecord.__tablename__, record.uid, "卷宗")


def volume_of(session: Session, entity: str, uid: str) -> VolumeRecord | None:
    wanted = select(VolumeRecord).where(VolumeRecord.subject == entity, VolumeRecord.subject_uid == uid)
    return session.scalars(wanted.order_by(VolumeRecord.uid)).first()


def rows_of(session: Session, volume_uid: str) -> list[VolumeItemRecord]:
    wanted = select(VolumeItemRecord).where(VolumeItemRecord.volume_uid == volume_uid)
    return list(session.scalars(wanted.order_by(VolumeItemRecord.position, VolumeItemRecord.uid)))


def write_keeping(record: VolumeRecord, keeping: Keeping) -> None:
    record.number, record.shelf = keeping.number or None, keeping.shelf or None
    record.compiler, record.checker = keeping.compiler or None, keeping.checker or None
    record.compiled_on, record.damage = keeping.compiled_on, keeping.damage or None


def write_items(work: Work, record: VolumeRecord, items: Sequence[VolumeItem]) -> None:
    rows = {key_of(row): row for row in rows_of(work.session, record.uid)}
    for place, item in enumerate(items):
        row = rows.pop(item.key, None)
        if row is None:
            row = VolumeItemRecord(audience=record.audience, volume_uid=record.uid)
            row.form, row.about_uid = item.form_id or None, item.about_uid or None
            row.attachment_uid = item.file_uid or None
            work.session.add(row)
        row.position, row.section, row.title = place, item.section, storable(item.title).strip()[:_LONGEST]
        row.removed = True if not item.included else None
        row.secret = True if item.secret else None
        row.remark = storable(item.remark).strip()[:_LONGEST] or None
    for row in rows.values():
        work.session.delete(row)


def number_twice(session: Session, record: VolumeRecord | None) -> tuple[str, ...]:
    """Say that another volume of the office stands under the same number."""
    if record is None or not record.number:
        return ()
    same = select(VolumeRecord.uid).where(
        VolumeRecord.number == record.number,
        VolumeRecord.audience == record.audience,
        VolumeRecord.uid != record.uid,
    )
    others = len(session.scalars(same).all())
    return (f"卷宗号“{record.number}”另有 {others} 卷在用，请核对。",) if others else ()


def keeping_of(record: VolumeRecord | None, case: BoundCase, actor: Actor, today: date) -> Keeping:
    """Return what was written; where nothing was, what the case has and who sits here today."""
    if record is None or not any((record.number, record.shelf, record.compiler, record.compiled_on)):
        return Keeping(case.number, case.shelf, case.handler or actor.user, "", today, "")
    return Keeping(
        case.number or record.number or "",
        case.shelf or record.shelf or "",
        record.compiler or "",
        record.checker or "",
        record.compiled_on,
        record.damage or "",
    )


def checked_keeping(keeping: Keeping, today: date) -> Keeping:
    if keeping.compiled_on is not None and keeping.compiled_on > today:
        raise RuleBroken("立卷日期不能晚于今天。", field="compiled_on")
    plain = {
        name: storable(getattr(keeping, name)).strip()
        for name in ("number", "shelf", "compiler", "checker", "damage")
    }
    return Keeping(compiled_on=keeping.compiled_on, **plain)
