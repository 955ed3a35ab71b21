"""What is kept about a hardship file beside its fields: timeline, 修改记录, print log."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.chronicle import CaseChronicle
from union_desk.casework.history import FieldHistory
from union_desk.casework.timeline import Subject
from union_desk.core.errors import RuleBroken
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.service.history import history_of_file


class FileChronicle(CaseChronicle[HardshipFileRecord]):
    """What the files of one store keep of what happened to them."""

    _entity = FILE_ENTITY
    _noun = "档案"

    def _record(self, session: Session, uid: str) -> HardshipFileRecord:
        return file_of(session, uid)

    def _day_of(self, record: HardshipFileRecord) -> date | None:
        return record.applied_on

    def _history(self, session: Session, uid: str, *, looks: bool) -> tuple[FieldHistory, ...]:
        return history_of_file(session, uid, looks=looks)


def subject_of(record: HardshipFileRecord) -> Subject:
    return Subject(FILE_ENTITY, record.uid, record.audience)


def file_of(session: Session, uid: str) -> HardshipFileRecord:
    record = session.get(HardshipFileRecord, uid)
    if record is None:
        raise RuleBroken("这份档案已不在，可能已被撤销。")
    return record
