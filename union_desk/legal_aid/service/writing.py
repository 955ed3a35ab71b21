"""From a checked form to the rows of its case: the applicant's card, employers, services, items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from union_desk.casework.fields import change, stored_fields
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.legal_aid.queries import CARDS, CASE_FIELDS, ROW_KINDS, form_of, row_fields
from union_desk.legal_aid.records import AidCaseRecord, AidServiceRecord, ProgressRecord, SubsidyRecord
from union_desk.legal_aid.values import AidForm, AidItem, AidMember, AidService, new_uid
from union_desk.people.rules import FieldWarning
from union_desk.people.service import store_employer, store_person
from union_desk.people.values import PersonCard
from union_desk.store.tables import head
from union_desk.store.work import Work

_FIRMS: Final = ("employer", "opponent")


def write_case(work: Work, record: AidCaseRecord, form: AidForm, today: date) -> list[FieldWarning]:
    """Bring the rows of a case to what the form says; return what is worth a second look.

    Rows that the form no longer has are marked removed: they stay readable in 修改记录.
    """
    work.session.flush()
    held = form_of(work.session, record)
    change(record, stored_fields(form, CASE_FIELDS))
    warnings = _write_cards(work, record, form, held, today)
    for name in ROW_KINDS:
        _write_rows(work, record, name, getattr(form, name))
    work.session.flush()
    return warnings


def is_nobody(card: PersonCard) -> bool:
    """Tell whether nothing at all was written on a card."""
    return card == PersonCard(uid=card.uid, id_type=card.id_type)


def _write_cards(
    work: Work, record: AidCaseRecord, form: AidForm, held: AidForm, today: date
) -> list[FieldWarning]:
    """Write the cards that were changed: of an employer that is also the opponent the new text stays."""
    warnings: list[FieldWarning] = []
    if form.person != held.person:
        person_uid = None
        if not is_nobody(form.person):
            stored = store_person(work, form.person, record.audience, today, "person")
            person_uid, warnings = stored.uid, list(stored.warnings)
        change(record, {"person_uid": person_uid})
    for name in _FIRMS:
        if getattr(form, name) != getattr(held, name):
            change(record, {CARDS[name]: store_employer(work, getattr(form, name), name)})
    return warnings


def _write_rows(work: Work, record: AidCaseRecord, name: str, entries: Sequence[Any]) -> None:
    kind, _ = ROW_KINDS[name]
    rows = {row.uid: row for row in work.session.scalars(select(kind).where(kind.case_uid == record.uid))}
    entries = [entry for entry in entries if not _is_blank(entry)]
    fresh = _fresh_uids(work, kind.__tablename__, [each.uid for each in entries if each.uid not in rows])
    for position, entry in enumerate(entries):
        row = rows.pop(entry.uid, None)
        if row is None:
            row = kind(uid=fresh[entry.uid], audience=record.audience, case_uid=record.uid)
            work.session.add(row)
        values = stored_fields(entry, row_fields(name))
        change(row, {**values, "position": position, "removed": None})
    if kind is AidServiceRecord:
        _refuse_needed(work, rows.values())
    for row in rows.values():
        change(row, {"removed": True})


def _refuse_needed(work: Work, leaving: Iterable[AidServiceRecord]) -> None:
    """Refuse to take out a service of which a progress or a subsidy tells."""
    gone = {row.uid: row for row in leaving if not row.removed}
    for chunk in chunks(list(gone)):
        told = select(ProgressRecord.service_uid).where(
            ProgressRecord.service_uid.in_(chunk), ProgressRecord.removed.is_(None)
        )
        paid = select(SubsidyRecord.service_uid).where(SubsidyRecord.service_uid.in_(chunk))
        for where, wanted in (("办理进展", told), ("办案补贴", paid)):
            if uid := work.session.scalars(wanted).first():
                kind = term_label("aid_service", gone[uid].kind) or "这项服务"
                raise RuleBroken(f"{where}写有{kind}，不能删去这项服务。", field="services")


def _fresh_uids(work: Work, table: str, uids: Sequence[str]) -> dict[str, str]:
    """Return for each uid that a row was typed with the one it gets: a fresh one where it was used before.

    Another case may have it (a copied form), or a row whose making was taken back: its log has ended.
    """
    used = {
        uid
        for chunk in chunks(uids)
        for uid in work.session.scalars(
            select(head.c.uid).where(head.c.table_name == table, head.c.uid.in_(chunk))
        )
    }
    return {uid: new_uid() if not uid or uid in used else uid for uid in uids}


def _is_blank(entry: AidService | AidItem | AidMember) -> bool:
    """Tell of a line whether nothing was written in it: the empty line at the end of a grid is nothing."""
    return entry == type(entry)(uid=entry.uid)
