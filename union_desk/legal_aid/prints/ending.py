"""How aid ends: 终止决定书 and 公函 (L10), 结案报告表 (L11), 回访表 (L14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import joined, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.numbers import TERMINATION, paper_number
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.values import AidItem, Assignment, Ending, Progress, Provider
from union_desk.legal_aid.values.on_paper import AidOnPaper

_NOBODY: Final = Assignment(uid="", provider=Provider(uid=""))
_TENTHS: Final = 10
# Empty rows, to be filled in by hand where nothing was entered.
_BY_HAND: Final[Mapping[str, list[dict[str, object]]]] = {
    "work": [dict.fromkeys(("no", "on", "kind", "text", "hours")) for _ in range(4)],
    "items": [dict.fromkeys(("no", "item", "claimed", "won", "paid", "on")) for _ in range(3)],
}


def termination_fields(case: AidOnPaper) -> Fields:
    """终止法律援助决定书: to the applicant, with what he can do against it."""
    ending = _terminated(case)
    return {
        **_letter(case, ending),
        "addressee": case.view.form.person.name,
        "decision_no": parts.decision_number(case),
        "text": ending.text,
        "remedy": case.remedy,
        "limitation_on": case.limitation_on,
        "phone": case.office.phone,
    }


def letter_fields(case: AidOnPaper) -> Fields:
    """终止法律援助公函: to who had the case, and to whom it was before."""
    given = parts.assignment_of(case) or _NOBODY
    services = [service for service in case.view.form.services if service.body]
    bodies = dict.fromkeys(service.body for service in services)
    contact = joined(case.view.form.handler, case.office.phone)
    return {
        **_letter(case, _terminated(case)),
        "addressee": joined(parts.firm_of(given.provider), *bodies, sign="、"),
        "assignment_no": parts.assignment_number(case, given) if given.uid else "",
        "counsel": joined(given.provider.firm, given.provider.name, sign=""),
        "body_no": "、".join(dict.fromkeys(each.body_number for each in services if each.body_number)),
        "contact": contact,
    }


def _terminated(case: AidOnPaper) -> Ending:
    """Return the ending where it was a termination; a case that was done has none."""
    return case.life.ending if case.life.ending.termination else Ending()


def _letter(case: AidOnPaper, ending: Ending) -> dict[str, object]:
    number = paper_number(case.view.number_shown, TERMINATION) if ending.termination else ""
    return {
        **parts.head(case),
        **parts.matter(case),
        "paper_no": number,
        "reason": term_label("aid_termination", ending.termination),
        "ended_on": ending.on,
        "issued_on": ending.on,
    }


# --- the report


def report_fields(case: AidOnPaper) -> Fields:
    """结案报告表: all that was done and what came of it; who did it signs by hand."""
    form, life = case.view.form, case.life
    given = parts.assignment_of(case) or _NOBODY
    ending = life.ending
    assigned = parts.assignment_number(case, given) if given.uid else ""
    return {
        **parts.head(case),
        **parts.matter(case),
        "organisation": case.office.name,
        "sex": term_label("sex", form.person.sex),
        "phone": phone_of(form.person),
        "categories": parts.labels("aid_category", form.categories),
        "services": parts.services(form),
        "decision": joined(parts.decision_number(case), str(parts.granted_on(case) or "")),
        "assignment": joined(assigned, str(given.assigned_on or "")),
        "firm": given.provider.firm,
        "counsel": given.provider.name,
        "licence": given.provider.licence_no,
        "bodies": _bodies(case),
        "ended_on": ending.on,
        "reported_on": life.report.on,
        "due_on": next((clock.due_on for clock in life.clocks if clock.code == "L07"), None),
        "result": ending.result or None,
        "termination": term_label("aid_termination", ending.termination),
        "result_text": ending.text,
        "work": [_line(number, step) for number, step in enumerate(reversed(life.progress), start=1)]
        or _BY_HAND["work"],
        "counts": _counts(life.progress),
        "items": [_item(number, item) for number, item in enumerate(form.items, start=1)]
        or _BY_HAND["items"],
        **sums_of(case),
        "counted": "金额并计入调解案件" if form.counted_elsewhere else "",
        "report": life.report.text,
        "problems": life.report.problems,
        "attached": "",
        **dict.fromkeys(("reporter_on", "examiner_on")),
    }


def sums_of(case: AidOnPaper) -> dict[str, int | None]:
    """Return what was claimed, won and paid; None where nothing says so."""
    items = case.view.form.items
    return {
        "claimed": _sum(item.claimed_fen for item in items) or case.view.form.claim_fen,
        "won": _sum(item.won_fen for item in items),
        "paid": _sum(item.paid_fen for item in items),
    }


def _sum(fens: Iterable[int | None]) -> int | None:
    known = [fen for fen in fens if fen is not None]
    return sum(known) if known else None


def _bodies(case: AidOnPaper) -> str:
    told = (joined(each.body, each.body_number) for each in case.view.form.services if each.body)
    return "；".join(dict.fromkeys(told))


def _line(number: int, step: Progress) -> dict[str, object]:
    return {
        "no": str(number),
        "on": step.on,
        "kind": term_label("aid_progress", step.kind),
        "text": step.text,
        "hours": _hours(step.hours_tenths),
    }


def _hours(tenths: int | None) -> str:
    return f"{tenths / _TENTHS:g}" if tenths is not None else ""


def _counts(progress: Iterable[Progress]) -> str:
    """会见、约谈 1 次，开庭 2 次；共用时 9.5 小时"""
    steps = tuple(progress)
    kinds = Counter(term_label("aid_progress", step.kind) for step in reversed(steps))
    times = "，".join(f"{kind} {count} 次" for kind, count in kinds.items())
    hours = _hours(sum(step.hours_tenths or 0 for step in steps) or None)
    return joined(times, f"共用时 {hours} 小时" if hours else "", sign="；")


def _item(number: int, item: AidItem) -> dict[str, object]:
    label = term_label("claim_item", item.kind)
    return {
        "no": str(number),
        "item": joined(label, item.text, sign="：") if item.text != label else label,
        "claimed": item.claimed_fen,
        "won": item.won_fen,
        "paid": item.paid_fen,
        "on": item.paid_on,
    }


# --- the visit


def visit_fields(case: AidOnPaper) -> Fields:
    """回访表: how content he is and what he says; what else is asked is ticked by hand."""
    form, ending, rating = case.view.form, case.life.ending, case.life.rating
    given, sums = parts.assignment_of(case) or _NOBODY, sums_of(case)
    return {
        **parts.head(case),
        **parts.matter(case),
        "organisation": case.office.name,
        "phone": phone_of(form.person),
        "firm": given.provider.firm,
        "counsel": given.provider.name,
        "services": parts.services(form),
        "result": result_text(ending),
        "ended_on": ending.on,
        "won": sums["won"],
        "paid": sums["paid"],
        "visited_on": rating.on,
        "way": rating.way or None,
        "satisfaction": rating.rating or None,
        "words": rating.words,
        "visitor": rating.by,
        **dict.fromkeys(("told", "diligent", "fee", "performed", "handling")),
        **dict.fromkeys(("visited_by_on", "leader_on")),
    }


def result_text(ending: Ending) -> str:
    return term_label("aid_result", ending.result) or ("终止援助" if ending.termination else "")


_TERMINATED: Final = frozenset({State.TERMINATED})
PAPERS: Final = (
    Paper("aid_termination", "终止法律援助决定书", termination_fields, _TERMINATED, copies=2),
    Paper("aid_termination_letter", "终止法律援助公函", letter_fields, _TERMINATED, copies=2),
    Paper("aid_report", "法律援助案件结案报告表", report_fields, frozenset({State.REPORTED})),
    Paper("aid_visit", "法律援助案件回访表", visit_fields, frozenset({State.CLOSED})),
)
