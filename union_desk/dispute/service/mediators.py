"""The public register of mediators (浙江省劳动人事争议调解仲裁条例 art 9), one for all offices."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import DISTRICT_AUDIENCE, SHARED_AUDIENCE, offices_in
from union_desk.core.clock import Clock, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.names import name_problem
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.dispute.queries.life import mediator_card
from union_desk.dispute.records import AssignedMediatorRecord, DisputeCaseRecord, MediatorRecord
from union_desk.dispute.rules.states import OPEN
from union_desk.dispute.values import Mediator
from union_desk.people.contacts import check_phone
from union_desk.store.changes import FieldChange, history_of
from union_desk.store.database import Database

_FIELDS = tuple(field.name for field in fields(Mediator) if field.name != "uid")
_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MediatorLine:
    """A mediator of the register as the list shows him: whether he may be chosen, and how busy he is."""

    mediator: Mediator
    office_name: str
    state: str  # 在任, 聘期已满, 暂停 …
    may_serve: bool
    open_cases: int
    all_cases: int


class MediatorRegister:
    """The mediators of the federation: who they are, until when, and what they have at hand."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(self, actor: Actor) -> tuple[MediatorLine, ...]:
        """Return the register, who may be chosen today first."""
        require(actor, Right.VIEW)
        today = self._today()
        with self._database.read() as session:
            offices = offices_in(session)
            cases, busy = _counted(session), _counted(session, only_open=True)
            found = []
            for row in session.scalars(select(MediatorRecord).order_by(MediatorRecord.name)):
                card = mediator_card(row)
                office = offices.get(card.office)
                name = office.name if office is not None else card.office
                state = _state(card, today)
                line = MediatorLine(
                    card, name, state, may_serve(card, today), busy.get(row.uid, 0), cases.get(row.uid, 0)
                )
                found.append(line)
        return tuple(sorted(found, key=lambda line: not line.may_serve))

    def who_may_serve(self, actor: Actor, on: date | None = None) -> tuple[Mediator, ...]:
        """Return whom a case can be given to on a day, those of the actor's office first."""
        require(actor, Right.VIEW)
        day = on or self._today()
        with self._database.read() as session:
            rows = session.scalars(select(MediatorRecord).order_by(MediatorRecord.name))
            cards = [card for card in map(mediator_card, rows) if may_serve(card, day)]
        return tuple(sorted(cards, key=lambda card: card.office != actor.office))

    def save(self, actor: Actor, mediator: Mediator) -> str:
        """Add a mediator, or change the one with his uid; return his uid. RuleBroken names a field."""
        require(actor, Right.EDIT)
        card = _checked(mediator)
        with self._database.write("登记调解员名册", actor) as work:
            row = work.session.get(MediatorRecord, card.uid)
            offices = offices_in(work.session)
            if card.office and card.office not in offices:
                raise RuleBroken("请从列表中选择所在单位。", field="office")
            _refuse_foreign(actor, row.office if row is not None else card.office)
            if row is None:
                _refuse_twice(work.session, card)
                nothing = {
                    column.key: None
                    for column in MediatorRecord.__table__.columns
                    if column.key not in ("uid", "audience", "row_version")
                }
                row = MediatorRecord(uid=card.uid, audience=SHARED_AUDIENCE, **nothing)
                work.session.add(row)
            change(row, stored_fields(card, _FIELDS))
            return row.uid

    def suspend(self, actor: Actor, uid: str, reason: str, *, suspended: bool = True) -> str:
        """Suspend a mediator, or let him serve again; return the work."""
        require(actor, Right.EDIT)
        reason = storable(reason).strip()
        if suspended and not reason:
            raise RuleBroken("请写明暂停的原因。", field="reason")
        title = "暂停调解员" if suspended else "恢复调解员"
        with self._database.write(title, actor, reason=reason) as work:
            row = work.session.get(MediatorRecord, uid)
            if row is None:
                raise RuleBroken("这名调解员已不在名册中。")
            _refuse_foreign(actor, row.office)
            change(row, {"suspended": suspended})
            return work.uid

    def history(self, actor: Actor, uid: str) -> tuple[FieldChange, ...]:
        """Return what was changed of a mediator, the latest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return tuple(reversed(history_of(session, MediatorRecord.__tablename__, uid)))

    def _today(self) -> date:
        return local_day(self._clock())


def may_serve(card: Mediator, on: date) -> bool:
    """Tell whether a mediator can be given a case on a day."""
    within = (card.from_on is None or card.from_on <= on) and (card.to_on is None or on <= card.to_on)
    return within and not card.suspended


def _state(card: Mediator, today: date) -> str:
    if card.suspended:
        return "暂停"
    if card.to_on is not None and card.to_on < today:
        return f"聘期已于 {day_text(card.to_on)}届满"
    if card.from_on is not None and card.from_on > today:
        return f"聘期从 {day_text(card.from_on)}开始"
    if card.to_on is not None and card.to_on <= today + _SOON:
        return f"在任，聘期到 {day_text(card.to_on)}"
    return "在任"


def _checked(mediator: Mediator) -> Mediator:
    texts: dict[str, Any] = {
        name: storable(getattr(mediator, name)).strip()
        for name in _FIELDS
        if isinstance(getattr(mediator, name), str)
    }
    card = replace(mediator, **texts)
    if problem := name_problem(card.name):
        raise RuleBroken(problem, field="name")
    if card.from_on is not None and card.to_on is not None and card.to_on < card.from_on:
        raise RuleBroken("聘期截止不能早于开始。", field="to_on")
    if card.phone:
        check_phone(card.phone, "phone")
    return card


def _refuse_foreign(actor: Actor, office: str | None) -> None:
    if actor.audience != DISTRICT_AUDIENCE and office not in ("", None, actor.office):
        raise RuleBroken("这是别的单位的调解员，只能由那里或区总工会修改。", field="office")


def _refuse_twice(session: Session, card: Mediator) -> None:
    """Refuse the same human twice: the same certificate, or the same name and telephone."""
    for row in session.scalars(select(MediatorRecord).where(MediatorRecord.name == card.name)):
        same = (card.cert_no and row.cert_no == card.cert_no) or (card.phone and row.phone == card.phone)
        if same:
            raise RuleBroken(f"{card.name}已在名册中，请在那一条上修改。", field="name")


def _counted(session: Session, *, only_open: bool = False) -> dict[str, int]:
    given = AssignedMediatorRecord
    wanted = (
        select(given.mediator_uid, func.count())
        .where(given.recused_on.is_(None), given.mediator_uid.is_not(None))
        .group_by(given.mediator_uid)
    )
    if only_open:
        wanted = wanted.join(DisputeCaseRecord, DisputeCaseRecord.uid == given.case_uid).where(
            DisputeCaseRecord.state.in_([state.value for state in OPEN])
        )
    return {uid: count for uid, count in session.execute(wanted) if uid}
