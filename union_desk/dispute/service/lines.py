"""The list of cases line by line, and what stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import Office, offices_in
from union_desk.casework.process import CaseClock
from union_desk.core.terms import term_label
from union_desk.dispute.queries.clocks import days_of_cases
from union_desk.dispute.queries.listing import (
    NO_MONEY,
    CaseLine,
    CaseMoney,
    by_state,
    case_lines,
    money_of,
    persons_in,
)
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.queries.parties import NO_SIDES, Sides, sides_of
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.service.reading import due_first, next_title, office_of
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.dispute.values import CaseRow, CaseSums

_NO_DAY: Final = datetime.fromtimestamp(0, UTC)


def rows_of(session: Session, ids: Sequence[str], today: date) -> dict[str, CaseRow]:
    """Return the lines of these cases, without those that are gone; no form is read for them."""
    lines = case_lines(session, ids)
    offices, sides, money = offices_in(session), sides_of(session, ids), money_of(session, ids)
    open_uids = [uid for uid, line in lines.items() if _state(line) in OPEN]
    counting = case_clocks(session, today)
    due: dict[str, tuple[CaseClock | None, str]] = {}
    for uid, days in days_of_cases(session, open_uids).items():
        clocks = counting.of(days).clocks
        due[uid] = due_first(clocks, days), next((clock.light for clock in clocks if clock.light), "")
    return {
        uid: _row(
            line, offices, sides.get(uid, NO_SIDES), money.get(uid, NO_MONEY), *due.get(uid, (None, ""))
        )
        for uid, line in lines.items()
    }


def sums_of(session: Session, ids: Sequence[str]) -> CaseSums:
    """Return what these cases are together."""
    money = money_of(session, ids).values()
    return CaseSums(
        cases=len(ids),
        persons=persons_in(session, ids),
        claimed_fen=sum(each.claimed_fen for each in money),
        agreed_fen=sum(each.agreed_fen for each in money),
        paid_fen=sum(each.paid_fen for each in money),
        by_state=MappingProxyType(by_state(session, ids)),
    )


def _state(line: CaseLine) -> State:
    return State(line.state or State.REGISTERED)


def _row(
    line: CaseLine,
    offices: Mapping[str, Office],
    sides: Sides,
    money: CaseMoney,
    due: CaseClock | None,
    light: str,
) -> CaseRow:
    state, office = _state(line), office_of(offices, line.office)
    return CaseRow(
        uid=line.uid,
        number=line.number or "",
        number_shown=shown_number(line.number, line.office, offices),
        applicant=sides.applicant.words,
        respondent=sides.respondent.words,
        cause=cause_name(line.cause or ""),
        grade=line.grade or "",
        state=state,
        state_label=term_label("dispute_state", state),
        next_step=next_title(state),
        due_on=due.due_on if due else None,
        days_left=due.days_left if due else None,
        due_title=due.title if due else "",
        light=light,
        claimed_fen=money.claimed_fen,
        paid_fen=money.paid_fen,
        headcount=max(line.headcount or 0, sides.workers),
        office=office.code,
        office_name=office.name,
        handler=line.handler or "",
        came_on=line.came_on,
        received_on=line.received_on,
        closed_on=line.closed_on,
        changed_at=line.changed_at or line.created_at or _NO_DAY,
    )
