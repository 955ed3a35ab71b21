"""The means of an applicant under the rules of each place, by the lines of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.packs import packs_on
from union_desk.casework.thresholds import threshold_on
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.legal_aid.queries.links import held_file_of
from union_desk.legal_aid.rules.means import MEANS_KIND, MeansFacts, check_exemption, claimed, means_of
from union_desk.legal_aid.values import AidForm, MeansResult

_LINES: Final = ("minwage_month", "dibao_urban")


def means_in(session: Session, form: AidForm, on: date) -> tuple[MeansResult, ...]:
    """Judge the means that a form tells under the rules of each place; a person decides."""
    lines = {kind: line.value_fen for kind in _LINES if (line := threshold_on(session, kind, on)) is not None}
    held = held_file_of(session, form.person.uid)
    facts = MeansFacts(
        categories=frozenset(form.categories),
        exemption=form.exemption,
        basis=form.means_basis,
        claims=_claimed(form),
        month_income_fen=form.month_income_fen,
        population=form.population,
        line_fen=form.means_line_fen,
        thresholds=lines,
        serious=form.means_basis == "serious",
        open_file=held.number if held is not None else "",
    )
    doubt = exemption_doubt(form)
    return tuple(
        MeansResult(
            each.pack,
            each.title,
            each.meets,
            each.basis,
            each.steps,
            (*each.warnings, *((doubt,) if doubt else ())),
        )
        for each in means_of(facts, packs_on(session, MEANS_KIND, on))
    )


def exemption_doubt(form: AidForm) -> str:
    """Say why the exemption of a form cannot be, "" when it can or there is none."""
    if not form.exemption:
        return ""
    try:
        check_exemption(form.exemption, form.categories, _claimed(form))
    except RuleBroken as broken:
        return broken.message
    return ""


def _claimed(form: AidForm) -> frozenset[str]:
    return claimed((item.kind for item in form.items), form.cause)


def means_lack(form: AidForm, results: Sequence[MeansResult], pack: str) -> str:
    """Say why the means do not allow aid under the rules of the case's place; "" when they do.

    Where the place has no figure to compare with, a proof or a pledge is enough: a person judges it.
    """
    if not form.means_basis:
        return "请先填写经济困难依据，或者选择免予核查。"
    if form.means_basis == "exempt" and not form.exemption:
        return "请选择免予核查的情形。"
    if doubt := exemption_doubt(form):
        return doubt
    found = next((each for each in results if each.pack == pack), None)
    if found is None or found.meets:
        return ""
    if found.meets is False:
        return f"按“{found.title}”不符合经济困难条件，不能给予援助。"
    if form.means_basis in ("exempt", "hardship_file", "serious"):
        label = term_label("means_basis", form.means_basis)
        return f"“{label}”按“{found.title}”还不能成立，请补充经济状况，或者另选依据。"
    return ""
