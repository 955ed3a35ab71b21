"""赔偿测算说明: every step of a calculation on paper, for the worker or the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.casework.print_log import PrintableForm
from union_desk.core.money import format_fen, in_capitals
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import day
from union_desk.dispute.values import CaseFilter
from union_desk.dispute.values.calculation import CalculationItem, CalculationOnPaper, UsedThreshold

if TYPE_CHECKING:
    from union_desk.dispute.prints.paper import Fields
    from union_desk.dispute.service import DisputeService
    from union_desk.paper.sheet import Form

STEPS_FORM: Final = "compensation_steps"
STEPS_TITLE: Final = "赔偿测算说明"


def steps_form(service: DisputeService, party_uid: str) -> PrintableForm:
    """Return the paper that tells the calculation of one worker of a case."""

    def records(uids: Sequence[str], actor: Actor) -> Sequence[Fields]:
        require(actor, Right.PRINT)
        found = (service.calculations.on_paper(actor, uid, (party_uid,)) for uid in uids)
        return [steps_fields(paper) for papers in found for paper in papers]

    def sheet(actor: Actor) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(STEPS_FORM, service.texts(actor, STEPS_FORM, None))

    return PrintableForm(
        form_id=STEPS_FORM,
        title=STEPS_TITLE,
        entity="dispute_case",
        uid_of=service.with_number,
        uids=lambda actor: service.ids(actor, CaseFilter(), "number"),
        records=records,
        sheet=sheet,
        log=service.log_prints,
        next_copies=partial(service.next_copies, form_id=STEPS_FORM),
        printed=service.prints,
    )


def steps_fields(paper: CalculationOnPaper) -> Fields:
    """Who made it and who takes it sign by hand."""
    result = paper.result
    return {
        "office": paper.office_name,
        "case_no": paper.number_shown,
        "code": paper.code,
        "name": paper.worker,
        "respondent": paper.respondent,
        "facts": _facts(paper),
        "thresholds": threshold_words(result.thresholds),
        "average": "\n".join(result.average_steps),
        "items": [
            {
                "no": str(number),
                "title": item.title,
                "claimed": item.claimed_fen,
                "safe": item.conservative_fen,
                "steps": "\n".join(step_lines(item)),
            }
            for number, item in enumerate(result.items, start=1)
        ],
        "claimed": result.claimed_fen,
        "safe": result.conservative_fen,
        "capitals": in_capitals(result.claimed_fen),
        "warnings": "".join(f"{warning}" for warning in result.warnings),
        "final": "".join(result.final_steps),
        "made_by": paper.made_by,
        "made_on": paper.made_on,
    }


def step_lines(item: CalculationItem) -> list[str]:
    """Return the numbered steps of an item, of both columns where they differ, and its articles."""
    lines = []
    if item.differs:
        lines.append("主张：")
    lines += [f"{number}. {step}" for number, step in enumerate(item.claimed_steps, start=1)]
    if item.differs:
        lines.append("稳妥：")
        lines += [f"{number}. {step}" for number, step in enumerate(item.conservative_steps, start=1)]
    return [*lines, f"依据：{'；'.join(item.basis)}"] if item.basis else lines


def threshold_words(lines: Sequence[UsedThreshold]) -> str:
    """Name the lines of the place that were used, since when they apply and by which document."""
    told = []
    for line in lines:
        label = term_label("threshold", line.kind)
        if line.own:
            times = "的 3 倍" if line.kind != "minwage_month" else ""
            told.append(f"{label}{times} {format_fen(line.value_fen)} 元（只用于这次）")
            continue
        doc = line.doc_no or ("随程序提供的样例，请核对" if line.shipped else "没有写文号")
        told.append(f"{label} {format_fen(line.value_fen)} 元（{line.from_on} 起，{doc}）")
    return "；".join(told)


def _facts(paper: CalculationOnPaper) -> str:
    told = paper.inputs
    parts = []
    if told.entry_on is not None:
        parts.append(f"{day(told.entry_on)}入职")
    if told.last_on is not None:
        parts.append(f"最后工作日{day(told.last_on)}")
    parts.append(term_label("dispute_ending", told.ending))
    asked = f"；{day(told.claimed_on)}主张" if told.claimed_on is not None else ""
    return f"{'，'.join(part for part in parts if part)}{asked}。"
