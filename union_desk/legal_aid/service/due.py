"""What is due in all open cases of legal aid of a store."""

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
from union_desk.dispute.service.limits import LIMITATION
from union_desk.legal_aid.queries.clocks import OPEN_STATES, aid_days_of_cases
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AID_ENTITY, AidCaseRecord
from union_desk.legal_aid.rules.states import ENDED, UNDECIDED, WITH_COUNSEL, State
from union_desk.legal_aid.service.clocks import aid_clocks
from union_desk.people.records import EmployerRecord, PersonRecord

# In which states a clock still asks for something; who is refused may object until his day is over.
_STATES: Final = {
    # While papers are out the time to decide stands still: what counts is the day until which they may come.
    "L01": (UNDECIDED - {State.SUPPLEMENT}) | {State.URGENT} | WITH_COUNSEL,
    "L02": frozenset({State.GRANTED}),
    "L03": frozenset({State.SUPPLEMENT}),
    "L05": frozenset({State.REFUSED}),
    "L06": WITH_COUNSEL,
    "L07": frozenset({State.ENDED, State.TERMINATED}),
    "L08": frozenset({State.ASSIGNED}),
}
_GONE: Final = ENDED | {State.REFUSED, State.WITHDRAWN, State.TERMINATED, State.REPORTED, State.ENDED}
_OBJECTION: Final = "L05"


def due_lines(
    session: Session, today: date, uids: Sequence[str] | None = None
) -> dict[str, tuple[DueLine, ...]]:
    """Return every clock that still asks for something in these open cases, without a list in all of them."""
    counting = aid_clocks(session, today)
    found: dict[str, tuple[DueLine, ...]] = {}
    with collector_paused():
        all_days = aid_days_of_cases(session, uids)
        offices, parties = offices_in(session), parties_of(session, uids)
        for uid, days in all_days.items():
            if days.state not in OPEN_STATES:
                continue
            waiting = [clock for clock in counting.of(days).clocks if asks(clock, State(days.state))]
            if waiting:
                number = shown_number(days.number, days.office, offices)
                head = uid, number, parties.get(uid, ""), days.office, days.handler
                found[uid] = tuple(DueLine(*head, clock, AID_ENTITY) for clock in waiting)
        all_days.clear()  # what is gone when the collector goes on is not looked through
    return found


def asks(clock: CaseClock, state: State) -> bool:
    """Tell whether a clock still asks for something: it is not answered, and its day means something yet."""
    if clock.answered_on is not None:
        return False
    if clock.code == LIMITATION:
        return state not in _GONE
    if state not in _STATES.get(clock.code, frozenset()):
        return False
    return clock.days_left >= 0 or clock.code != _OBJECTION


def parties_of(session: Session, uids: Sequence[str] | None) -> dict[str, str]:
    """Return whom each case is for and against whom: 王芳 对 某某电子; without a list of all open ones."""
    case = AidCaseRecord
    wanted = (
        select(case.uid, PersonRecord.name, EmployerRecord.name, case.opponent_name)
        .outerjoin(PersonRecord, PersonRecord.uid == case.person_uid)
        .outerjoin(EmployerRecord, EmployerRecord.uid == case.opponent_uid)
    )
    found: dict[str, str] = {}
    for only in chunks(uids) if uids is not None else (None,):
        chosen = case.state.in_(OPEN_STATES) if only is None else case.uid.in_(only)
        for uid, person, firm, other in session.execute(wanted.where(chosen)):
            found[uid] = " 对 ".join(name for name in (person, firm or other) if name)
    return found
