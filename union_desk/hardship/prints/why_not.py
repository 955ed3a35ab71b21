"""办理情况说明: the answer 为什么不能办 on a paper for the worker."""

from __future__ import annotations

from functools import partial
from typing import Final

from union_desk.casework.print_log import PrintableForm
from union_desk.hardship.prints.paper import Fields, Paper, printable
from union_desk.hardship.service import FileOnPaper, HardshipService
from union_desk.hardship.values import WhyNot

WHY_NOT_FORM: Final = "why_not"
WHY_NOT_TITLE: Final = "办理情况说明"


def why_not_form(service: HardshipService, told: WhyNot) -> PrintableForm:
    """Return the paper that says this answer."""
    return printable(service, Paper(WHY_NOT_FORM, WHY_NOT_TITLE, partial(why_not_fields, told)))


def why_not_fields(told: WhyNot, file: FileOnPaper) -> Fields:
    """Who answered and who was told sign by hand."""
    view = file.view
    return {
        "office": view.office_name,
        "file_no": view.number_shown,
        "name": view.form.owner.name,
        "asked_on": file.today,
        "asked": told.asked,
        "answer": told.answer,
        "lines": [
            {"number": str(number), "ground": line.ground, "basis": line.basis, "remedy": line.remedy}
            for number, line in enumerate(told.lines, start=1)
        ],
        "steps": "\n".join(_steps(told)),
        "whom": told.whom,
        "clerk": None,
        "signature": None,
    }


def _steps(told: WhyNot) -> list[str]:
    """Return the numbered steps of each ground; where there are several, named by their ground."""
    many = sum(bool(line.steps) for line in told.lines) > 1
    found: list[str] = []
    for number, line in enumerate(told.lines, start=1):
        found += [f"原因 {number}："] if many and line.steps else []
        found += [f"{place}. {step}" for place, step in enumerate(line.steps, start=1)]
    return found
