"""结案登记表 (M21): how a dispute ended, in sums, days and words."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints import after, authority, parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import TURNED_AWAY, WITHOUT_AGREEMENT, State
from union_desk.dispute.values.on_paper import CaseOnPaper

# The steps with which mediation came to its end, one way or another.
_ENDS: Final = ("agree", "fail", "opponent_refuses", "lapse", "withdraw", "refuse", "transfer")
_ROADS: Final = {
    "confirmation_applied": "司法确认",
    "review_applied": "仲裁审查",
    "order_applied": "支付令",
    "arbitration_applied": "仲裁",
    "sued": "诉讼",
    "enforcement_applied": "强制执行",
    "inspection_complained": "劳动监察",
}


def closing_fields(case: CaseOnPaper) -> Fields:
    """结案登记表: the leader's opinion and both signatures are written by hand."""
    view, form = case.view, case.view.form
    agreed = case.life.agreement
    return {
        **parts.head(case),
        "organisation": authority.organisation(case),
        "respondent": parts.names_of(form.respondents),
        "headcount": str(form.headcount or len(after.own(case)) or ""),
        "cause": case.cause,
        "grade": form.grade or None,
        "source": term_label("dispute_source", form.source),
        "role": term_label("union_role", form.union_role),
        "received_on": form.received_on,
        "accepted_on": view.accepted_on,
        "closed_on": view.closed_on,
        "days": _days(case),
        "hearings": _hearings(case),
        "mediators": parts.mediators_of(case),
        "claims": parts.claims_text(case),
        "claimed": view.claimed_fen or form.claimed_fen or None,
        "agreed": agreed.amount_fen if agreed is not None else None,
        "paid": case.life.paid_fen if agreed is not None else None,
        "result": form.result or None,
        "result_text": form.result_text,
        "method": _method(case),
        "performed": _performed(case),
        "road": "、".join(
            dict.fromkeys(_ROADS[each.kind] for each in case.life.events if each.kind in _ROADS)
        ),
        "advised_on": form.advised_on,
        "satisfaction": form.satisfaction or None,
        "handler": form.handler,
        **dict.fromkeys(("handler_on", "opinion", "leader_on")),
    }


def _days(case: CaseOnPaper) -> str:
    """Count from the receipt of the application to the end of the mediation."""
    end = parts.step_day(case, *_ENDS) or case.view.closed_on
    received = case.view.form.received_on
    return f"{(end - received).days} 天" if end is not None and received is not None else ""


def _hearings(case: CaseOnPaper) -> str:
    held = [one for one in case.life.hearings if one.kind == "meeting" and one.held_on is not None]
    return f"{len(held)} 次" if held else ""


def _method(case: CaseOnPaper) -> str:
    agreed = case.life.agreement
    items = agreed.items if agreed is not None else ()
    return "、".join(dict.fromkeys(term_label("payment_method", item.method) for item in items))


def _performed(case: CaseOnPaper) -> str | None:
    found = after.performed(case)
    if found is None and case.life.agreement is not None and not case.life.agreement.items:
        return "none"
    return found


PAPERS: Final = (
    Paper(
        *("closing_register", "劳动争议结案登记表", closing_fields),
        due_in=frozenset({State.PERFORMED, State.CLOSED}) | WITHOUT_AGREEMENT | TURNED_AWAY,
    ),
)
