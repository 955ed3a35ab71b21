"""What several papers of legal aid tell alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from union_desk.casework.offices import Office
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import last_step
from union_desk.legal_aid.rules.numbers import ASSIGNMENT, DECISION, LETTER, paper_number
from union_desk.legal_aid.values import AidForm, Assignment, Provider
from union_desk.legal_aid.values.on_paper import AidOnPaper

_GRANTS = ("grant", "grant_urgent", "grant_assigned", "grant_handling")


def head(case: AidOnPaper) -> dict[str, object]:
    """Return whose paper it is: on every paper."""
    view = case.view
    return {
        "case_no": view.number_shown or view.temporary_number,
        "code": view.number or view.temporary_number,
        "name": view.form.person.name,
    }


def matter(case: AidOnPaper) -> dict[str, object]:
    """Return against whom, and about what: of every letter."""
    return {"opponent": opponent(case.view.form), "cause": about(case)}


def opponent(form: AidForm) -> str:
    return form.opponent.name or form.opponent_name


def about(case: AidOnPaper) -> str:
    """Return the name of the 案由, else what the matter was called."""
    return case.cause or case.view.form.matter


def labels(name: str, codes: Iterable[str]) -> str:
    """Name codes of a list of terms: 农民工、妇女."""
    return "、".join(term_label(name, code) for code in codes if code)


def services(form: AidForm) -> str:
    """Return which services are given, before that which are wanted: 代写文书、仲裁代理."""
    given = dict.fromkeys(each.kind for each in form.services if each.kind)
    return labels("aid_service", given or form.wanted)


def granted_on(case: AidOnPaper) -> date | None:
    """Return the day of the decision to grant that stands."""
    return step_day(case, *_GRANTS)


def step_day(case: AidOnPaper, *codes: str) -> date | None:
    step = last_step(case.life.steps, *codes)
    return step.on if step is not None else None


def step_reason(case: AidOnPaper, *codes: str) -> str:
    step = last_step(case.life.steps, *codes)
    return step.reason if step is not None else ""


def decision_number(case: AidOnPaper) -> str:
    """Return the number of the decision that stands: its own, else that of the case."""
    decision = case.life.decision
    if decision.granted is None:
        return ""
    turn = sum(step.code in (*_GRANTS, "refuse") and not step.taken_back for step in case.life.steps)
    return decision.number or paper_number(case.view.number_shown, DECISION, turn)


def assignment_of(case: AidOnPaper, uid: str = "") -> Assignment | None:
    """Return one assignment, else that of who has the case, else the last one."""
    found = case.life.assignments
    if uid:
        return next((each for each in found if each.uid == uid), None)
    return next((each for each in found if each.ended_on is None), next(iter(found), None))


def assignments_in_order(case: AidOnPaper) -> list[Assignment]:
    """Return who has or had the case, the first one first."""
    return sorted(case.life.assignments, key=_of_days)


def assignment_number(case: AidOnPaper, given: Assignment) -> str:
    """Return the number of an assignment: its own, else that of the case."""
    return given.number or paper_number(case.view.number_shown, ASSIGNMENT, _turn(case, given))


def letter_number(case: AidOnPaper, given: Assignment) -> str:
    """Return the number of the letter that tells of an assignment."""
    return paper_number(case.view.number_shown, LETTER, _turn(case, given))


def office_place(office: Office) -> str:
    """Name an office with the place where it is found: 白杨街道总工会（白杨街道2号大街1号）."""
    return f"{office.name}（{office.address}）" if office.address else office.name


def firm_of(provider: Provider) -> str:
    """Return the unit that does the work; who has none does it himself."""
    return provider.firm or provider.name


def _turn(case: AidOnPaper, given: Assignment) -> int:
    """Count which of the case's assignments it is, from 1."""
    order = assignments_in_order(case)
    return next((place for place, each in enumerate(order, start=1) if each.uid == given.uid), 1)


def _of_days(given: Assignment) -> tuple[date, date]:
    return given.assigned_on or date.max, given.ended_on or date.max
