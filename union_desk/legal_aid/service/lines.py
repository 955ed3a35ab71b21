"""The list of cases line by line, and what stands below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.fields import codes
from union_desk.casework.offices import Office, offices_in
from union_desk.casework.process import CaseClock
from union_desk.core.terms import term_label
from union_desk.dispute.rules.causes import cause_name
from union_desk.legal_aid.queries.listing import (
    NO_MONEY,
    AidLine,
    AidMoney,
    by_state,
    case_lines,
    counted_elsewhere,
    money_of,
    providers_in,
    services_in,
)
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.service.reading import next_title, office_of
from union_desk.legal_aid.values import AidRow, AidSums

_NO_DAY: Final = datetime.fromtimestamp(0, UTC)


def rows_of(session: Session, ids: Sequence[str], due: Mapping[str, CaseClock]) -> dict[str, AidRow]:
    """Return the lines of these cases, without those that are gone; no form is read for them.

    `due`: what is due first in each open case.
    """
    lines, offices = case_lines(session, ids), offices_in(session)
    money, services, providers = (
        money_of(session, ids),
        services_in(session, ids),
        providers_in(session, ids),
    )
    return {
        uid: _row(
            line,
            offices,
            money.get(uid, NO_MONEY),
            services.get(uid) or codes(line.wanted),
            providers.get(uid, ""),
            due.get(uid),
        )
        for uid, line in lines.items()
    }


def sums_of(session: Session, ids: Sequence[str]) -> AidSums:
    """Return what these cases are together; what another case counts is not won and paid once more."""
    money, elsewhere = money_of(session, ids), counted_elsewhere(session, ids)
    own = [each for uid, each in money.items() if uid not in elsewhere]
    return AidSums(
        cases=len(ids),
        services=sum(len(kinds) for kinds in services_in(session, ids).values()),
        claimed_fen=sum(each.claimed_fen for each in money.values()),
        won_fen=sum(each.won_fen for each in own),
        paid_fen=sum(each.paid_fen for each in own),
        by_state=MappingProxyType(by_state(session, ids)),
    )


def services_told(kinds: Iterable[str]) -> str:
    """Say which services: 代写文书、仲裁代理; one that is given twice says so: 仲裁代理 2 次."""
    counted = Counter(kinds)
    told = []
    for kind, times in counted.items():
        label = term_label("aid_service", kind)
        if label:
            told.append(f"{label} {times} 次" if times > 1 else label)
    return "、".join(told)


def _row(
    line: AidLine,
    offices: Mapping[str, Office],
    money: AidMoney,
    services: Sequence[str],
    provider: str,
    due: CaseClock | None,
) -> AidRow:
    state, office = State(line.state or State.REGISTERED), office_of(offices, line.office)
    return AidRow(
        uid=line.uid,
        number=line.number or "",
        number_shown=shown_number(line.number, line.office, offices),
        applicant=line.applicant or "",
        opponent=line.against,
        cause=cause_name(line.cause or ""),
        services=services_told(services),
        state=state,
        state_label=term_label("aid_state", state),
        next_step=next_title(state),
        due_on=due.due_on if due else None,
        days_left=due.days_left if due else None,
        due_title=due.title if due else "",
        provider=provider,
        claimed_fen=money.claimed_fen,
        paid_fen=money.paid_fen,
        office=office.code,
        office_name=office.name,
        handler=line.handler or "",
        came_on=line.came_on,
        closed_on=line.closed_on,
        changed_at=line.changed_at or line.created_at or _NO_DAY,
    )
