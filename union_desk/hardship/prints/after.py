"""The papers of a file that is held: plan, record of help, yearly recheck, leaving, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from union_desk.assistance.values import Grant
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import Exit, ExitMonth, FileView, Standing


def plan_fields(file: FileOnPaper) -> Fields:
    """Return 一户一策 as the file has it."""
    view = file.view
    form = view.form
    causes = [term_label("cause", code) for code in (form.main_cause, *form.minor_causes) if code]
    visit = parts.visit_of(file)
    return {
        **_top(view),
        "phone": parts.phone_of(form.owner),
        "employer": form.employer.name,
        "population": str(view.figures.population),
        "net_percap": view.figures.net_percap_fen,
        "causes": "、".join(causes),
        "cause_text": form.cause_text,
        "needs": visit.needs if visit is not None else "",
        "measures": list(form.measures) or None,
        "plan": [
            {
                "no": str(number),
                "need": entry.need,
                "measure": entry.measure,
                "responsible": entry.responsible,
                "due": entry.due_on,
                "result": entry.result,
            }
            for number, entry in enumerate(form.plan, start=1)
        ],
        **dict.fromkeys(("summary", "made_on", "owner_on")),
    }


def record_fields(file: FileOnPaper) -> Fields:
    """Return every help that holds, the oldest first."""
    view, given = file.view, _given(file.grants)
    return {
        **_top(view),
        "phone": parts.phone_of(view.form.owner),
        "employer": view.form.employer.name,
        "id_no": view.form.owner.id_no,
        "enrolled_on": view.enrolled_on,
        "total": sum(grant.amount_fen or 0 for grant in given) if given else None,
        "times": str(len(given)) if given else "",
        "grants": [
            {
                "no": str(number),
                "on": grant.on,
                "kind": term_label("aid_kind", grant.kind),
                "form": term_label("aid_form", grant.form),
                "worth": _worth(grant),
                "source": term_label("funding_source", grant.source),
                "handler": grant.handler,
                "remark": grant.remark,
            }
            for number, grant in enumerate(given, start=1)
        ],
    }


def recheck_fields(file: FileOnPaper) -> Fields:
    """Return the last recheck, last year beside this year; before there is one the columns are free."""
    view = file.view
    last = next(iter(file.story.rechecks), None)
    before, after = (last.before, last.after) if last is not None else (None, None)
    opinions = parts.opinions_of(file, "street", "district", matter="recheck")
    return {
        **parts.head(view),
        "office": view.office_name,
        "phone": parts.phone_of(view.form.owner),
        "employer": view.form.employer.name,
        "year": str(last.year) if last is not None and last.year else "",
        "rechecked_on": last.on if last is not None else None,
        "before_on": before.on if before is not None else None,
        **_standing(before, "before"),
        **_standing(after, "after"),
        "change": last.text if last is not None else "",
        "helped": _helped(file.grants),
        "outcome": (last.outcome or None) if last is not None else None,
        **{name: value for name, value in opinions.items() if not name.endswith("_signer")},
        **dict.fromkeys(("checker_on", "owner_on")),
    }


def exit_fields(file: FileOnPaper) -> Fields:
    """Return how a household leaves, with the months against the standard of each."""
    view = file.view
    leaving = next(iter(file.story.exits), None)
    shown = parts.publicity_of(file, "lift")
    opinions = parts.opinions_of(file, "union", "street", "district", matter="exit")
    return {
        **_top(view),
        "phone": parts.phone_of(view.form.owner),
        "employer": view.form.employer.name,
        "enrolled_on": view.enrolled_on,
        "population": str(view.figures.population),
        "kind": (leaving.kind or None) if leaving is not None else None,
        "months": _months(leaving) if leaving is not None else [],
        "running": leaving.steps[-1] if leaving is not None and leaving.steps else "",
        "reason": _reason(leaving) if leaving is not None else "",
        "public_from": shown.from_on if shown is not None else None,
        "public_to": shown.to_on if shown is not None else None,
        "public_result": shown.result if shown is not None else "",
        "helped": _helped(file.grants),
        **{name: value for name, value in opinions.items() if not name.endswith("_signer")},
        "owner_on": None,
    }


def transfer_fields(file: FileOnPaper) -> Fields:
    """Return what is handed over, and to whom; the pages are counted by hand."""
    view = file.view
    moved = next(iter(file.story.transfers), None)
    step = file.story.last("transfer")
    papers = moved.papers.split("\n") if moved is not None and moved.papers else _papers(view)
    return {
        **_top(view),
        "moved_on": moved.on if moved is not None else None,
        "receiver": moved.receiver if moved is not None else "",
        "receiver_phone": moved.receiver_phone if moved is not None else "",
        "reason": step.reason if step is not None else "",
        "pages": str(moved.pages) if moved is not None and moved.pages else "",
        "papers": [
            {"no": str(number), "title": title.strip(), "remark": ""}
            for number, title in enumerate(papers, start=1)
            if title.strip()
        ],
        **dict.fromkeys(("handed_by", "received_by", "handed_on", "received_on")),
    }


def _top(view: FileView) -> dict[str, object]:
    return {**parts.head(view), "office": view.office_name, "class_name": view.class_name}


def _given(grants: Sequence[Grant]) -> list[Grant]:
    return [grant for grant in reversed(grants) if grant.reversed_why is None]


def _worth(grant: Grant) -> str:
    if grant.amount_fen is not None:
        return format_fen(grant.amount_fen)
    return f"{grant.goods} {grant.quantity} 份" if grant.quantity else grant.goods


def _helped(grants: Sequence[Grant]) -> str:
    """2 次，4,500.00 元"""
    given = _given(grants)
    money = sum(grant.amount_fen or 0 for grant in given)
    return f"{len(given)} 次，{format_fen(money)} 元" if given else "没有帮扶记录"


def _standing(standing: Standing | None, side: str) -> dict[str, object]:
    if standing is None:
        return dict.fromkeys(f"{name}_{side}" for name in _STANDING)
    return {
        f"class_{side}": term_label("hardship_class", standing.class_code),
        f"people_{side}": str(standing.population or ""),
        f"income_{side}": standing.year_income_fen,
        f"outlay_{side}": standing.rigid_outlay_fen,
        f"month_{side}": standing.month_percap_fen,
        f"net_{side}": standing.net_percap_fen,
    }


_STANDING: Final = ("class", "people", "income", "outlay", "month", "net")


def _months(leaving: Exit) -> list[dict[str, object]]:
    return [
        {
            "month": f"{month.first_on.year}年{month.first_on.month}月",
            "income": month.income_fen,
            "people": str(month.population),
            "percap": nearest_fen(Fraction(month.income_fen, month.population)),
            "standard": month.threshold_fen,
            "above": _compared(month),
        }
        for month in leaving.months
    ]


def _compared(month: ExitMonth) -> str:
    """Compare exactly, as the rule does, not the rounded figures."""
    if month.threshold_fen is None:
        return "没有标准"
    return "高于" if month.income_fen > month.threshold_fen * month.population else "不高于"


def _reason(leaving: Exit) -> str:
    why = term_label("exit_reason", leaving.reason)
    return "。".join(part for part in (why, leaving.text) if part)


def _papers(view: FileView) -> list[str]:
    """Return the papers of the file, when nobody has listed them yet."""
    named = [paper.name or term_label("attachment_kind", paper.kind) for paper in view.form.attachments]
    return ["困难职工档案表", *(name for name in named if name)]


PAPERS: Final = (
    Paper(
        "support_plan",
        "困难职工帮扶计划（一户一策）",
        plan_fields,
        due_in=frozenset({State.IN_FILE}),
    ),
    Paper("support_record", "困难职工帮扶记录卡", record_fields, due_in=frozenset({State.AIDED})),
    Paper("recheck", "困难职工年度复核表", recheck_fields, due_in=frozenset({State.ANNUAL_REVIEW})),
    Paper(
        "exit_approval",
        "困难职工脱困（注销）审批表",
        exit_fields,
        due_in=frozenset({State.LIFTED, State.RELIEVED, State.DEREGISTERED}),
    ),
    Paper(
        "transfer_list",
        "困难职工档案移交清单",
        transfer_fields,
        due_in=frozenset({State.TRANSFERRED}),
    ),
)
