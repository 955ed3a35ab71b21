"""赔偿测算说明: every step of a calculation on paper, for the worker or the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.casework.print_log import PrintableForm
from union_desk.core.money import format_fen, in_capitals
from union_desk.core.privacy import mask_id
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import day
from union_desk.dispute.values import CaseFilter
from union_desk.dispute.values.calculation import CalculationItem, CalculationOnPaper, UsedThreshold

if TYPE_CHECKING:
    from union_desk.dispute.prints.paper import Fields
    from union_desk.dispute.service import DisputeService
    from union_desk.paper.job import Printed
    from union_desk.paper.sheet import Form

STEPS_FORM: Final = "compensation_steps"
STEPS_TITLE: Final = "赔偿测算说明"
SUMS_TITLE: Final = "赔偿测算汇总表"
_SUMS: Final = (
    ("序号", "number", 12),
    ("姓名", "name", 22),
    ("证件号码", "id", 40),
    ("入职日", "entry", 24),
    ("最后工作日", "last", 24),
    ("平均工资", "average", 28),
)


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


def render_sums(
    service: DisputeService,
    actor: Actor,
    case_uid: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print what is kept of all workers of a case, a line each; identity numbers stay masked."""
    # The PDF library costs 150 ms and is not needed to open the window.
    from union_desk.paper.register import Column, Register, render_register  # noqa: PLC0415

    require(actor, Right.PRINT)
    workers = [worker.uid for worker in service.calculations.workers(actor, case_uid)]
    papers = service.calculations.on_paper(actor, case_uid, workers)
    view = service.view(case_uid, actor)
    register = Register(
        SUMS_TITLE,
        (
            *(Column(*column) for column in _SUMS),
            Column("主张（元）", "claimed", 32, "right", total=True),
            Column("稳妥（元）", "safe", 32, "right", total=True),
            Column("测算日期", "made", 24),
            Column("签名", "signed", 30),
        ),
        number="TJ-32",
        above=(f"案号：{view.number_shown}", f"用人单位：{papers[0].respondent if papers else ''}"),
    )
    rows = [_sum_line(number, paper) for number, paper in enumerate(papers, start=1)]
    return render_register(
        register, rows, progress=progress, cancelled=cancelled, printed_by=actor.user, printed_at=at
    )


def _sum_line(number: int, paper: CalculationOnPaper) -> dict[str, object]:
    told, result = paper.inputs, paper.result
    return {
        "number": number,
        "name": paper.worker,
        "id": mask_id(paper.id_no) if paper.id_no else "",
        "entry": told.entry_on.isoformat() if told.entry_on is not None else "",
        "last": told.last_on.isoformat() if told.last_on is not None else "",
        "average": format_fen(result.average_fen) if result.average_fen is not None else "",
        "claimed": result.claimed_fen,
        "safe": result.conservative_fen,
        "made": paper.made_on.isoformat(),
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
