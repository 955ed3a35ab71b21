"""From a checked form to the rows of its case: parties with their cards, agents, claims, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from union_desk.casework.fields import change, stored_fields
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries import CASE_FIELDS, ROW_KINDS, form_of, row_fields
from union_desk.dispute.records import (
    AgreementItemRecord,
    AgreementRecord,
    DisputeCaseRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
)
from union_desk.dispute.values import Agent, CaseForm, ClaimItem, Evidence, Party, new_uid
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.rules import FieldWarning
from union_desk.people.service import store_employer, store_person
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.tables import head
from union_desk.store.work import Work

_NEEDED: Final[Sequence[tuple[type[Any], str]]] = (
    (AgreementItemRecord, "调解协议"),
    (PaymentRecord, "付款记录"),
    (ServiceRecord, "送达回证"),
)


def write_case(work: Work, record: DisputeCaseRecord, form: CaseForm, today: date) -> list[FieldWarning]:
    """Bring the rows of a case to what the form says; return what is worth a second look.

    Rows that the form no longer has are marked removed: they stay readable in 修改记录.
    """
    work.session.flush()
    held = form_of(work.session, record)
    change(record, stored_fields(form, CASE_FIELDS))
    uid_of, warnings = _write_parties(work, record, form, held, today)
    for name in ROW_KINDS:
        if name != "parties":
            _write_rows(work, record, name, getattr(form, name), uid_of)
    work.session.flush()
    return warnings


def blank_parties(form: CaseForm) -> frozenset[str]:
    """Return the uids of parties in which nothing was written and to which nothing belongs."""
    blank = {
        party.uid
        for party in form.parties
        if party
        == Party(
            uid=party.uid,
            side=party.side,
            kind=party.kind,
            roster=party.roster,
            person=PersonCard(uid=party.person.uid, id_type=party.person.id_type),
            employer=EmployerCard(uid=party.employer.uid),
        )
    }
    needed = {row.party_uid for row in form.agents if not _is_blank(row)}
    return frozenset(blank - needed - {row.party_uid for row in form.claims if not _is_blank(row)})


def _write_parties(
    work: Work, record: DisputeCaseRecord, form: CaseForm, held: CaseForm, today: date
) -> tuple[dict[str, str], list[FieldWarning]]:
    """Write the parties; return the row that each uid of the form stands for, and warnings.

    A party that is as it was is not looked at again: a roster has five hundred of them.
    """
    before = {party.uid: party for party in held.parties}
    rows = _rows(work, "parties", record.uid)
    blank = blank_parties(form)
    typed = [(place, party) for place, party in enumerate(form.parties) if party.uid not in blank]
    fresh = _fresh_uids(work, "parties", [party.uid for _, party in typed if party.uid not in rows])
    uid_of: dict[str, str] = {}
    warnings: list[FieldWarning] = []
    for position, (place, party) in enumerate(typed):
        row = rows.pop(party.uid, None)
        if row is None:
            row = PartyRecord(uid=fresh[party.uid], audience=record.audience, case_uid=record.uid)
            work.session.add(row)
        uid_of[party.uid] = row.uid
        change(row, {"position": position, "removed": None})
        if before.get(row.uid) != party:
            warnings += _write_party(work, row, party, today, f"parties.{place}")
    refuse_needed(work, rows.values())
    _remove(rows.values())
    return uid_of, warnings


def refuse_needed(work: Work, leaving: Iterable[PartyRecord]) -> None:
    """Refuse to take out a party to whom something was promised, paid or served."""
    gone = {row.uid: row for row in leaving if not row.removed}
    for kind, where in _NEEDED:
        for chunk in chunks(list(gone)):
            wanted = select(kind.party_uid).where(kind.party_uid.in_(chunk))
            if kind is not PaymentRecord:
                wanted = wanted.where(kind.removed.is_(None))
            if kind is AgreementItemRecord:
                frame = AgreementRecord.uid == AgreementItemRecord.agreement_uid
                wanted = wanted.join(AgreementRecord, frame).where(AgreementRecord.removed.is_(None))
            if uid := work.session.scalars(wanted).first():
                person = work.session.get(PersonRecord, gone[uid].person_uid or "")
                firm = work.session.get(EmployerRecord, gone[uid].employer_uid or "")
                name = (person.name if person else firm.name if firm else "") or "这位当事人"
                raise RuleBroken(f"{where}写有{name}，不能从当事人中删去。", field="parties")


def _write_party(
    work: Work, row: PartyRecord, party: Party, today: date, at: str
) -> tuple[FieldWarning, ...]:
    warnings: tuple[FieldWarning, ...] = ()
    person_uid = None
    if party.person != PersonCard(uid=party.person.uid, id_type=party.person.id_type):
        stored = store_person(work, party.person, row.audience, today, f"{at}.person")
        person_uid, warnings = stored.uid, stored.warnings
    employer_uid = store_employer(work, party.employer, f"{at}.employer")
    change(row, {"person_uid": person_uid, "employer_uid": employer_uid})
    change(row, stored_fields(party, row_fields("parties")))
    return warnings


def _write_rows(
    work: Work, record: DisputeCaseRecord, name: str, entries: Sequence[Any], uid_of: dict[str, str]
) -> None:
    kind, _ = ROW_KINDS[name]
    rows = _rows(work, name, record.uid)
    entries = [entry for entry in entries if not _is_blank(entry)]
    fresh = _fresh_uids(work, name, [entry.uid for entry in entries if entry.uid not in rows])
    for position, entry in enumerate(entries):
        row = rows.pop(entry.uid, None)
        if row is None:
            row = kind(uid=fresh[entry.uid], audience=record.audience, case_uid=record.uid)
            work.session.add(row)
        values = stored_fields(entry, row_fields(name))
        if "party_uid" in values:
            values["party_uid"] = uid_of.get(entry.party_uid)
        change(row, {**values, "position": position, "removed": None})
    _remove(rows.values())


def _rows(work: Work, name: str, case_uid: str) -> dict[str, Any]:
    kind, _ = ROW_KINDS[name]
    return {row.uid: row for row in work.session.scalars(select(kind).where(kind.case_uid == case_uid))}


def _fresh_uids(work: Work, name: str, uids: Sequence[str]) -> dict[str, str]:
    """Return for each uid that a row was typed with the one it gets: a fresh one where it was used before.

    Another case may have it (a copied form), or a row whose making was taken back: its log has ended.
    """
    table = ROW_KINDS[name][0].__tablename__
    used = {
        uid
        for chunk in chunks(uids)
        for uid in work.session.scalars(
            select(head.c.uid).where(head.c.table_name == table, head.c.uid.in_(chunk))
        )
    }
    return {uid: new_uid() if not uid or uid in used else uid for uid in uids}


def _remove(rows: Iterable[Any]) -> None:
    for row in rows:
        change(row, {"removed": True})


def _is_blank(entry: Agent | ClaimItem | Evidence) -> bool:
    """Tell of a line whether nothing was written in it: the empty line at the end of a grid is no claim."""
    if isinstance(entry, Agent):
        return entry == Agent(uid=entry.uid, party_uid=entry.party_uid, authority=entry.authority)
    if isinstance(entry, ClaimItem):
        return entry == ClaimItem(uid=entry.uid, party_uid=entry.party_uid)
    return entry == Evidence(uid=entry.uid, side=entry.side)
