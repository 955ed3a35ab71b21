"""What is due in all open disputes of a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.casework.process import CaseClock, DueLine
from union_desk.core.batches import chunks
from union_desk.core.memory import collector_paused
from union_desk.dispute.queries.clocks import OPEN_STATES, CaseDays, days_of_cases
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import CASE_ENTITY, PartyRecord
from union_desk.dispute.rules.states import BOUND, ENDED, IN_MEDIATION, State
from union_desk.dispute.service.limits import LIMITATION
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.dispute.values import CaseView
from union_desk.people.records import EmployerRecord, PersonRecord

# What a party or a body may do until a day: when the day is over there is nothing left to do here.
_LAPSES: Final = frozenset(
    {
        *("M01", "M06", "M09", "A03", "A05", "A06", "A07", "A08", "A12", "A13", "A14", "A15", "A17", "A18"),
        *("E01", "E02", "E03", "E04"),
    }
)
_WATCHED: Final = BOUND - {State.PERFORMED}
# In which states a clock of the mediation itself still asks for something.
_STATES: Final = {
    "M02": frozenset({State.APPLIED}),
    "M03": IN_MEDIATION | {State.APPLIED},
    "M06": _WATCHED,
    "M09": _WATCHED,
    "M15": BOUND,
    "M16": BOUND,
    "M17": IN_MEDIATION,
}
_CASES: Final = {state.value: state for state in State}


def due_lines(
    session: Session, today: date, uids: Sequence[str] | None = None
) -> dict[str, tuple[DueLine, ...]]:
    """Return every clock that still asks for something in these open cases, without a list in all of them."""
    counting = case_clocks(session, today)
    found: dict[str, tuple[DueLine, ...]] = {}
    with collector_paused():
        all_days = days_of_cases(session, uids)
        offices, parties = offices_in(session), parties_of(session, uids)
        for uid, days in all_days.items():
            waiting = [clock for clock in counting.of(days).clocks if asks(clock, days)]
            if not waiting or days.state not in OPEN_STATES:
                continue
            number = shown_number(days.number, days.office, offices)
            head = uid, number, parties.get(uid, ""), days.office, days.handler
            found[uid] = tuple(DueLine(*head, clock, CASE_ENTITY) for clock in waiting)
        all_days.clear()  # what is gone when the collector goes on is not looked through
    return found


def asks(clock: CaseClock, days: CaseDays) -> bool:
    """Tell whether a clock still asks for something: it is not answered, and its day means something yet."""
    if clock.answered_on is not None:
        return False
    state = _CASES.get(days.state, State.REGISTERED)
    if clock.code == LIMITATION:
        # An expired one is advised of (never blocked); once that is done nothing is left to do.
        told = days.advised_on is not None and days.advised_on >= clock.from_on
        return state is not State.PERFORMED and not (clock.days_left < 0 and told)
    if clock.code in _STATES and state not in _STATES[clock.code]:
        return False
    return clock.days_left >= 0 or clock.code not in _LAPSES


def asks_in(clock: CaseClock, view: CaseView) -> bool:
    """Tell whether a clock asks for something in this case; in one that has ended none does."""
    days = CaseDays(view.uid, state=view.state, advised_on=view.form.advised_on)
    return _CASES.get(view.state) not in ENDED and asks(clock, days)


def parties_of(session: Session, uids: Sequence[str] | None) -> dict[str, str]:
    """Return who is in dispute with whom: 王芳 等 12 人 诉 某某电子; without a list of all cases."""
    party = PartyRecord
    wanted = (
        select(party.case_uid, party.side, PersonRecord.name, EmployerRecord.name)
        .outerjoin(PersonRecord, PersonRecord.uid == party.person_uid)
        .outerjoin(EmployerRecord, EmployerRecord.uid == party.employer_uid)
        .where(party.removed.is_(None), party.side.in_(("applicant", "respondent")))
        .order_by(party.position)
    )
    sides: dict[str, tuple[list[str], list[str]]] = {}
    for only in chunks(uids) if uids is not None else (None,):
        for case_uid, side, person, firm in session.execute(
            wanted if only is None else wanted.where(party.case_uid.in_(only))
        ):
            if case_uid:
                named = sides.setdefault(case_uid, ([], []))[side != "applicant"]
                named.append(person or firm or "")
    return {uid: " 诉 ".join(_named(names) for names in both if any(names)) for uid, both in sides.items()}


def _named(names: Sequence[str]) -> str:
    known = [name for name in names if name]
    return known[0] if len(known) == 1 else f"{known[0]} 等 {len(known)} 人"
