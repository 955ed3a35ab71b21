"""Who of a case was met before on another side, or stands on both: persons, employers, agents, mediators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import (
    AgentRecord,
    AssignedMediatorRecord,
    DisputeCaseRecord,
    MediatorRecord,
    PartyRecord,
)
from union_desk.dispute.rules.conflicts import Appearance, Conflict, Side, conflicts, related_conflict
from union_desk.dispute.values import AssignedMediator, CaseConflict, CaseForm
from union_desk.people.queries.links import EMPLOYER, PERSON, groups, links_of
from union_desk.people.records import PersonRecord

_SIDES: Final = {
    "applicant": Side.APPLICANT,
    "respondent": Side.RESPONDENT,
    "third": Side.THIRD_PARTY,
}
_WORKERS: Final = frozenset({"worker", "relative"})


def conflicts_of(
    session: Session, uid: str, form: CaseForm, mediators: Sequence[AssignedMediator]
) -> tuple[CaseConflict, ...]:
    """Return the conflicts of a case: within it, with its mediators, and with earlier cases."""
    sitting = [each for each in mediators if each.recused_on is None]
    keys = _Keys(session, form)
    present = [*_parties(form, keys), *_agents(form, keys), *_neutral(sitting, keys)]
    earlier = _earlier(session, uid, form, sitting, keys)
    found = [*conflicts(present, earlier), *_related(form, sitting)]
    told = (CaseConflict(each.key, each.sentence, each.blocks) for each in found)
    return tuple(dict.fromkeys(told))


class _Keys:
    """By what somebody is known again: his number, his cards that were joined, his name and telephone."""

    def __init__(self, session: Session, form: CaseForm) -> None:
        self.people = _cards(
            session, PERSON, [party.person.uid for party in form.parties if party.person.uid]
        )
        self.firms = _cards(
            session, EMPLOYER, [party.employer.uid for party in form.parties if party.employer.uid]
        )
        numbers = {party.person.id_no for party in form.parties if party.person.id_no}
        numbers |= {agent.id_no for agent in form.agents if agent.id_no}
        self.numbers = _numbers(session, self.people) | {number: number for number in numbers}
        # Cards of other offices with the same number are the same human.
        for chunk in chunks(sorted(numbers)):
            rows = session.execute(
                select(PersonRecord.uid, PersonRecord.id_no).where(PersonRecord.id_no.in_(chunk))
            )
            self.numbers.update({row.uid: row.id_no for row in rows})
        self._phones: dict[tuple[str, str], str] = {}

    def person(self, uid: str, id_no: str, name: str, phone: str) -> str:
        number = id_no or self.numbers.get(uid, "")
        for card in self.people.get(uid, ()):
            number = number or self.numbers.get(card, "")
        group = self.people.get(uid)
        key = f"n:{number}" if number else f"p:{min(group)}" if group else f"p:{uid}" if uid else ""
        return self._by_phone(key, name, phone)

    def firm(self, uid: str, name: str) -> str:
        group = self.firms.get(uid)
        return f"e:{min(group)}" if group else f"e:{uid or name}"

    def _by_phone(self, key: str, name: str, phone: str) -> str:
        """Return the key of the one who has this name and telephone, where he has no number."""
        if not phone:
            return key or f"w:{name}"
        known = self._phones.setdefault((name, phone), key or f"t:{name}/{phone}")
        return key if key.startswith("n:") else known

    @property
    def cards(self) -> list[str]:
        known = {card for uid, group in self.people.items() for card in (uid, *group)}
        return sorted(known | {uid for uid in self.numbers if uid != self.numbers[uid]})


def _cards(session: Session, entity: str, uids: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return each card with all that were joined to it by a decision."""
    joined = groups(links_of(session, entity, uids))
    alone = {uid: frozenset({uid}) for uid in uids}
    return alone | {card: group for group in joined.values() for card in group}


def _numbers(session: Session, people: Mapping[str, frozenset[str]]) -> dict[str, str]:
    uids = sorted({card for group in people.values() for card in group})
    found: dict[str, str] = {}
    for chunk in chunks(uids):
        rows = session.execute(
            select(PersonRecord.uid, PersonRecord.id_no).where(
                PersonRecord.uid.in_(chunk), PersonRecord.id_no.is_not(None)
            )
        )
        found.update({row.uid: row.id_no for row in rows})
    return found


def _parties(form: CaseForm, keys: _Keys) -> list[Appearance]:
    found = []
    for party in form.parties:
        if party.is_blank:
            continue
        if party.is_human:
            card = party.person
            key = keys.person(card.uid, card.id_no, card.name, card.mobile)
        else:
            key = keys.firm(party.employer.uid, party.employer.name)
        side = _SIDES.get(party.side, Side.THIRD_PARTY)
        found.append(Appearance(key, party.name, side, for_worker=party.kind in _WORKERS))
    return found


def _agents(form: CaseForm, keys: _Keys) -> list[Appearance]:
    parties = {party.uid: party for party in form.parties}
    found = []
    for agent in form.agents:
        party = parties.get(agent.party_uid)
        if party is not None and agent.name:
            key = keys.person("", agent.id_no, agent.name, agent.phone)
            side = _SIDES.get(party.side, Side.THIRD_PARTY)
            worker = party.kind in _WORKERS
            found.append(Appearance(key, agent.name, side, for_worker=worker, as_agent=True))
    return found


def _neutral(sitting: Iterable[AssignedMediator], keys: _Keys) -> list[Appearance]:
    return [
        Appearance(
            keys.person("", "", each.mediator.name, each.mediator.phone), each.mediator.name, Side.NEUTRAL
        )
        for each in sitting
    ]


def _related(form: CaseForm, sitting: Iterable[AssignedMediator]) -> list[Conflict]:
    """Return the mediators who belong to a party, or who said that they are near to one."""
    firms = {party.employer.name for party in form.parties if not party.employer.is_blank}
    found = []
    for each in sitting:
        if each.recusal:
            found.append(related_conflict(each.mediator.name, each.recusal))
        if each.mediator.organisation in firms:
            relation = f"是{each.mediator.organisation}的人员"
            found.append(related_conflict(each.mediator.name, relation))
    return found


def _earlier(
    session: Session, uid: str, form: CaseForm, sitting: Sequence[AssignedMediator], keys: _Keys
) -> list[Appearance]:
    """Return where these people and employers stood in other cases, the latest first."""
    found: dict[str, list[Appearance]] = {}

    def met(case_uid: str | None, appearance: Appearance) -> None:
        if case_uid and case_uid != uid:
            found.setdefault(case_uid, []).append(appearance)

    _earlier_parties(session, keys, met)
    _earlier_agents(session, form, sitting, keys, met)
    _earlier_mediators(session, form, keys, met)
    offices = offices_in(session)
    dated: list[tuple[date, Appearance]] = []
    for chunk in chunks(sorted(found)):
        records = session.scalars(select(DisputeCaseRecord).where(DisputeCaseRecord.uid.in_(chunk)))
        for record in records:
            on = record.received_on or record.came_on
            number = shown_number(record.number, record.office, offices)
            dated += [(on or date.min, replace(each, case_no=number, on=on)) for each in found[record.uid]]
    return [each for _, each in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _earlier_parties(session: Session, keys: _Keys, met: Any) -> None:
    party = PartyRecord
    firms = sorted({card for group in keys.firms.values() for card in group})
    by_firm = {card: f"e:{min(group)}" for group in keys.firms.values() for card in group}
    columns = (party.case_uid, party.person_uid, party.employer_uid, party.side, party.kind)
    for column, uids in ((party.person_uid, keys.cards), (party.employer_uid, firms)):
        for chunk in chunks(uids):
            rows = session.execute(select(*columns).where(column.in_(chunk), party.removed.is_(None)))
            for case_uid, person, firm, side, kind in rows:
                key = keys.person(person, "", "", "") if person else by_firm.get(firm or "", "")
                side_of = _SIDES.get(side or "", Side.THIRD_PARTY)
                met(case_uid, Appearance(key, "", side_of, for_worker=kind in _WORKERS))


def _earlier_agents(
    session: Session, form: CaseForm, sitting: Sequence[AssignedMediator], keys: _Keys, met: Any
) -> None:
    """Look for everybody as an agent: by his number, or by his name and telephone."""
    agent, party = AgentRecord, PartyRecord
    numbers = sorted(set(keys.numbers.values()))
    names = {(each.name, each.phone) for each in form.agents if each.phone}
    names |= {(each.mediator.name, each.mediator.phone) for each in sitting if each.mediator.phone}
    phones = sorted({phone for _, phone in names})
    wanted = (
        select(agent.case_uid, agent.id_no, agent.name, agent.phone, party.side, party.kind)
        .join(party, party.uid == agent.party_uid)
        .where(agent.removed.is_(None))
    )
    for chunk in chunks([*numbers, *phones]):
        rows = session.execute(wanted.where(or_(agent.id_no.in_(chunk), agent.phone.in_(chunk))))
        for case_uid, id_no, name, phone, side, kind in rows:
            if (id_no or "") in numbers or (name, phone) in names:
                key = keys.person("", id_no or "", name or "", phone or "")
                side_of = _SIDES.get(side or "", Side.THIRD_PARTY)
                met(
                    case_uid, Appearance(key, name or "", side_of, for_worker=kind in _WORKERS, as_agent=True)
                )


def _earlier_mediators(session: Session, form: CaseForm, keys: _Keys, met: Any) -> None:
    """Look for the parties and agents among the mediators of other cases, by name and telephone."""
    there = {(agent.name, agent.phone): agent.id_no for agent in form.agents if agent.phone}
    there |= {
        (party.person.name, party.person.mobile): party.person.id_no
        for party in form.parties
        if party.is_human and party.person.mobile
    }
    phones = sorted({phone for _, phone in there})
    for chunk in chunks(phones):
        rows = session.execute(
            select(AssignedMediatorRecord.case_uid, MediatorRecord.name, MediatorRecord.phone)
            .join(MediatorRecord, MediatorRecord.uid == AssignedMediatorRecord.mediator_uid)
            .where(MediatorRecord.phone.in_(chunk), AssignedMediatorRecord.recused_on.is_(None))
        )
        for case_uid, name, phone in rows:
            number = there.get((name or "", phone or ""))
            if number is not None:
                key = keys.person("", number, name or "", phone or "")
                met(case_uid, Appearance(key, name or "", Side.NEUTRAL))
