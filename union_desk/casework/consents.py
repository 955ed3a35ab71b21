"""The consents of persons (PIPL arts 13-15, 23, 25, 29, 31): given on paper, withdrawn at any time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import ConsentRecord
from union_desk.casework.timeline import Subject
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import age_on
from union_desk.core.terms import find_term
from union_desk.core.text import storable
from union_desk.store.changes import written_order
from union_desk.store.work import Work

# PIPL art 31: below fourteen the guardian consents.
_GUARDED_UNTIL = 14


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to, on which paper, from when until when."""

    person_uid: str
    kind: str  # terms consent_kind
    given_on: date
    given_by: str = ""  # who signed, where it was not the person
    scope: str = ""
    until_on: date | None = None
    paper: str = ""
    withdrawn_on: date | None = None
    withdrawal_text: str = ""
    uid: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the consent is in force on a day; on the day of withdrawal it no longer is."""
        if day < self.given_on or (self.until_on is not None and day > self.until_on):
            return False
        return self.withdrawn_on is None or day < self.withdrawn_on


def give_consent(work: Work, subject: Subject, consent: Consent, birth_on: date | None, today: date) -> str:
    """Note a consent that was signed; for a child under fourteen the guardian's name is needed."""
    if find_term("consent_kind", consent.kind) is None:
        raise RuleBroken("请选择同意的事项。", field="kind")
    if consent.given_on > today:
        raise RuleBroken("同意日期不能晚于今天。", field="given_on")
    if consent.until_on is not None and consent.until_on < consent.given_on:
        raise RuleBroken("有效期不能早于同意日期。", field="until_on")
    guardian = storable(consent.given_by).strip()
    if birth_on is not None and age_on(birth_on, consent.given_on) < _GUARDED_UNTIL and not guardian:
        raise RuleBroken("不满十四周岁的，由监护人签署，请填写监护人姓名。", field="given_by")
    record = ConsentRecord(
        audience=subject.audience,
        subject=subject.entity,
        subject_uid=subject.uid,
        person_uid=consent.person_uid,
        kind=consent.kind,
        scope=storable(consent.scope).strip() or None,
        given_on=consent.given_on,
        given_by=guardian or None,
        until_on=consent.until_on,
        paper=storable(consent.paper).strip() or None,
        withdrawn_on=None,
        withdrawal_text=None,
    )
    work.session.add(record)
    return record.uid


def withdraw_consent(work: Work, uid: str, on: date, text: str, today: date) -> Consent:
    """Note that a person took a consent back (PIPL art 15); what was done before stays lawful."""
    record = work.session.get(ConsentRecord, uid)
    if record is None or record.given_on is None:
        raise RuleBroken("这份同意书已不在，请重新打开本页。")
    if record.withdrawn_on is not None:
        raise RuleBroken("这份同意书已经撤回。")
    if not record.given_on <= on <= today:
        raise RuleBroken("撤回日期要在同意日期和今天之间。", field="on")
    record.withdrawn_on, record.withdrawal_text = on, storable(text).strip() or None
    return _consent(record)


def consents_of(session: Session, entity: str, uid: str) -> tuple[Consent, ...]:
    """Return the consents that belong to a case, newest first."""
    found = session.scalars(
        select(ConsentRecord)
        .where(ConsentRecord.subject == entity, ConsentRecord.subject_uid == uid)
        .order_by(ConsentRecord.given_on.desc(), written_order(ConsentRecord).desc())
    )
    return tuple(_consent(record) for record in found if record.given_on is not None)


def without_consent(
    consents: Iterable[Consent], kind: str, persons: Iterable[tuple[str, str]], on: date
) -> tuple[str, ...]:
    """Name those of the persons (uid, name) who have no consent of a kind in force on a day."""
    agreed = {each.person_uid for each in consents if each.kind == kind and each.holds_on(on)}
    return tuple(name or "未填姓名者" for uid, name in persons if uid not in agreed)


def _consent(record: ConsentRecord) -> Consent:
    if record.given_on is None:
        raise LookupError(f"consent {record.uid} has no day")
    return Consent(
        person_uid=record.person_uid or "",
        kind=record.kind or "",
        given_on=record.given_on,
        given_by=record.given_by or "",
        scope=record.scope or "",
        until_on=record.until_on,
        paper=record.paper or "",
        withdrawn_on=record.withdrawn_on,
        withdrawal_text=record.withdrawal_text or "",
        uid=record.uid,
    )
