"""The register of those who give legal aid: who they are, what they have at hand, who may have a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.history import LOOKED, REVEAL, FieldHistory, HistoryRow, described
from union_desk.casework.offices import SHARED_AUDIENCE, offices_in
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.names import name_problem
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.service.acting import empty_row
from union_desk.legal_aid.queries import case_of, form_of
from union_desk.legal_aid.queries.life import plain_fields, provider_card
from union_desk.legal_aid.queries.listing import case_lines
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AID_ENTITY, AidCaseRecord, AssignmentRecord, ProviderRecord
from union_desk.legal_aid.rules.assigning import Candidate, Fitness, fitness, in_order
from union_desk.legal_aid.rules.states import ENDED, State
from union_desk.legal_aid.service.opposing import mediators_of, related, served_sides, serves
from union_desk.legal_aid.values import AidForm, LinkedCase, Provider
from union_desk.people.contacts import check_phone
from union_desk.store.database import Database

_FIELDS: Final = plain_fields(Provider)
_GONE: Final = "这名承办人已不在名册中。"
# In these nobody works on the case any more.
_OVER: Final = tuple(
    sorted(
        state.value for state in (*ENDED, State.REPORTED, State.TERMINATED, State.REFUSED, State.WITHDRAWN)
    )
)


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """A provider as the register shows him: whether he may be chosen today, and how busy he is."""

    provider: Provider
    state: str  # 在库, 暂停 …
    may_serve: bool
    open_cases: int
    all_cases: int


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A provider as one chooses for a case: what bars him, and what is worth a look."""

    provider: Provider
    open_cases: int
    bars: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def may(self) -> bool:
        return not self.bars


class Providers:
    """Who gives legal aid for the federation; one register for all offices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def lines(self, actor: Actor) -> tuple[ProviderLine, ...]:
        """Return the register with what each has at hand, who may be chosen today first."""
        require(actor, Right.VIEW)
        today = self._today()
        with self._database.read() as session:
            cases, busy = loads(session), loads(session, only_open=True)
            found = []
            for row in session.scalars(select(ProviderRecord).order_by(ProviderRecord.name)):
                card = provider_card(row)
                may = fitness(_bare(card), (), "", today).may
                line = ProviderLine(
                    card, _state(card, today), may, busy.get(card.uid, 0), cases.get(card.uid, 0)
                )
                found.append(line)
        return tuple(sorted(found, key=lambda line: not line.may_serve))

    def choices(self, actor: Actor, uid: str, on: date | None = None) -> tuple[ProviderChoice, ...]:
        """Return whom a case can be given to on a day, the fittest first, those who are barred last."""
        require(actor, Right.VIEW)
        day = on or self._today()
        with self._database.read() as session:
            record = case_of(session, uid)
            form = form_of(session, record)
            cards = {row.uid: provider_card(row) for row in session.scalars(select(ProviderRecord))}
            found = candidates(session, record, form, list(cards.values()))
        wanted, matter = services_of(form), cause_name(form.cause)
        ordered = in_order(found, wanted, matter, day)
        judged = ((each, fitness(each, wanted, matter, day)) for each in ordered)
        return tuple(
            ProviderChoice(cards[each.uid], each.open_cases, fit.bars, fit.doubts) for each, fit in judged
        )

    def at_hand(self, actor: Actor, uid: str) -> tuple[LinkedCase, ...]:
        """Return the cases that a provider works on now, in the order of their numbers."""
        require(actor, Right.VIEW)
        given = AssignmentRecord
        wanted = (
            select(AidCaseRecord.uid)
            .join(given, given.case_uid == AidCaseRecord.uid)
            .where(given.provider_uid == uid, given.ended_on.is_(None), AidCaseRecord.state.not_in(_OVER))
            .order_by(AidCaseRecord.number, AidCaseRecord.uid)
        )
        with self._database.read() as session:
            uids = list(dict.fromkeys(session.scalars(wanted)))
            lines, offices = case_lines(session, uids), offices_in(session)
            found = []
            for line in (lines[each] for each in uids):
                shown = shown_number(line.number, line.office, offices)
                title, state = f"{line.words}　{shown}", term_label("aid_state", line.state)
                found.append(LinkedCase(AID_ENTITY, line.uid, title, state))
            return tuple(found)

    def save(self, actor: Actor, provider: Provider) -> str:
        """Add a provider, or change the one with his uid; return his uid. RuleBroken names a field."""
        require(actor, Right.EDIT)
        card = _checked(provider)
        with self._database.write("登记承办人名册", actor) as work:
            row = work.session.get(ProviderRecord, card.uid)
            _refuse_twice(work.session, card)
            if row is None:
                row = empty_row(ProviderRecord, card.uid, SHARED_AUDIENCE)
                work.session.add(row)
            names = [name for name in _FIELDS if name not in ("suspended", "suspended_reason")]
            change(row, stored_fields(card, names))
            return row.uid

    def suspend(self, actor: Actor, uid: str, reason: str = "", *, suspended: bool = True) -> str:
        """Suspend a provider, or let him have cases again; return the work."""
        require(actor, Right.EDIT)
        reason = storable(reason).strip()
        if suspended and not reason:
            raise RuleBroken("请写明暂停的原因。", field="suspended_reason")
        title = "暂停指派承办人" if suspended else "恢复指派承办人"
        with self._database.write(title, actor, reason=reason) as work:
            row = work.session.get(ProviderRecord, uid)
            if row is None:
                raise RuleBroken(_GONE)
            change(row, {"suspended": suspended or None, "suspended_reason": reason or None})
            return work.uid

    def reveal(self, actor: Actor, uid: str) -> str:
        """Return the number of the account in full; the act is logged."""
        require(actor, Right.REVEAL)
        with self._database.write(LOOKED, actor) as work:
            row = work.session.get(ProviderRecord, uid)
            if row is None:
                raise RuleBroken(_GONE)
            work.note_access(REVEAL, ProviderRecord.__tablename__, uid, "account_no")
            return row.account_no or ""

    def history(self, actor: Actor, uid: str) -> tuple[FieldHistory, ...]:
        """Return what was changed of a provider, the latest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return described(session, [HistoryRow(ProviderRecord.__tablename__, uid, "")], {})

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a work back; RuleBroken when something was built on it."""
        return take_back(self._database, actor, work_uid)

    def _today(self) -> date:
        return local_day(self._clock())


def services_of(form: AidForm) -> tuple[str, ...]:
    """Return which services a case is about: those that are given, else those that were asked for."""
    given = dict.fromkeys(service.kind for service in form.services if service.kind)
    return tuple(given) or form.wanted


def fitness_in(session: Session, record: AidCaseRecord, form: AidForm, card: Provider, on: date) -> Fitness:
    """Judge a provider for a case on a day."""
    (found,) = candidates(session, record, form, [card])
    return fitness(found, services_of(form), cause_name(form.cause), on)


def candidates(
    session: Session, record: AidCaseRecord, form: AidForm, cards: Sequence[Provider]
) -> list[Candidate]:
    """Return providers as the choice for a case sees them: their load, and whom else they serve."""
    busy = loads(session, only_open=True)
    mediators = mediators_of(session, form.dispute_uid)
    served = served_sides(session, record, form)
    found = []
    for card in cards:
        mine = [each for each in served if serves(card, each.name, each.firm, each.provider_uid)]
        found.append(
            replace(
                _bare(card),
                open_cases=busy.get(card.uid, 0),
                opposing=tuple(dict.fromkeys(each.case for each in mine if each.same_matter)),
                elsewhere=tuple(dict.fromkeys(each.case for each in mine if not each.same_matter)),
                related="本案调解员" if card.name in mediators else related(card, form),
            )
        )
    return found


def loads(session: Session, *, only_open: bool = False) -> dict[str, int]:
    """Count the cases that each provider has, or had."""
    given = AssignmentRecord
    wanted = select(given.provider_uid, func.count(func.distinct(given.case_uid))).group_by(
        given.provider_uid
    )
    if only_open:
        wanted = wanted.join(AidCaseRecord, AidCaseRecord.uid == given.case_uid).where(
            given.ended_on.is_(None), AidCaseRecord.state.not_in(_OVER)
        )
    return {uid: count for uid, count in session.execute(wanted) if uid}


# --- inside


def _bare(card: Provider) -> Candidate:
    return Candidate(
        uid=card.uid,
        name=card.name,
        kind=card.kind,
        firm=card.firm,
        licence_no=card.licence_no,
        speciality=card.speciality,
        from_on=card.from_on,
        to_on=card.to_on,
        suspended=card.suspended,
        most_open=card.most_open,
    )


def _state(card: Provider, today: date) -> str:
    if card.suspended:
        return "暂停指派"
    if card.to_on is not None and card.to_on < today:
        return f"入库期限已于 {day_text(card.to_on)}届满"
    if card.from_on is not None and card.from_on > today:
        return f"从 {day_text(card.from_on)}入库"
    return "在库"


def _checked(provider: Provider) -> Provider:
    texts: dict[str, Any] = {
        name: storable(text).strip() for name in _FIELDS if isinstance(text := getattr(provider, name), str)
    }
    card = replace(provider, **texts)
    if problem := name_problem(card.name):
        raise RuleBroken(problem, field="name")
    if find_term("provider_kind", card.kind) is None:
        raise RuleBroken("请选择承办人类别。", field="kind")
    if card.from_on is not None and card.to_on is not None and card.to_on < card.from_on:
        raise RuleBroken("入库期满不能早于入库日期。", field="to_on")
    if card.most_open is not None and card.most_open < 1:
        raise RuleBroken("同时承办上限至少是 1 件。", field="most_open")
    if card.phone:
        check_phone(card.phone, "phone")
    return card


def _refuse_twice(session: Session, card: Provider) -> None:
    """Refuse the same human twice: the same licence, or the same name and telephone."""
    rows: Iterable[ProviderRecord] = session.scalars(
        select(ProviderRecord).where(ProviderRecord.uid != card.uid)
    )
    for row in rows:
        if card.licence_no and row.licence_no == card.licence_no:
            raise RuleBroken(f"执业证号 {card.licence_no} 已登记在{row.name}名下。", field="licence_no")
        if card.phone and (row.name, row.phone) == (card.name, card.phone):
            raise RuleBroken(f"{card.name}已在名册中，请在那一条上修改。", field="name")
