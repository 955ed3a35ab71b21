"""法律咨询登记表 (L13): one line of the register of advice; who asked may stay unnamed."""

from __future__ import annotations

from typing import Final

from union_desk.casework.papers import Fields, Paper, PaperSource, Told
from union_desk.casework.print_log import PrintableForm
from union_desk.dispute.prints.parts import phone_of
from union_desk.legal_aid.service import Advice
from union_desk.legal_aid.values import AdviceFilter
from union_desk.legal_aid.values.advice import AdviceOnPaper


def advice_fields(line: AdviceOnPaper) -> Fields:
    """Fill the sheet of one consultation; who answered signs by hand."""
    form = line.view.form
    return {
        "organisation": line.office.name,
        "came_on": form.came_on,
        "time": form.from_time,
        "minutes": str(form.minutes) if form.minutes is not None else "",
        "way": form.way or None,
        "name": form.person.name or form.name,
        "phone": form.phone or phone_of(form.person),
        "headcount": str(form.headcount) if form.headcount is not None else "",
        "employer": form.employer.name,
        "topic": form.topic or None,
        "question": form.question,
        "answer": form.answer,
        "referral": form.referral,
        "became": form.became or None,
        "adviser": form.adviser,
        "adviser_on": None,
    }


ADVICE_PAPER: Final = Paper("advice_record", "法律咨询登记表", advice_fields)


def advice_forms(service: Advice) -> tuple[PrintableForm, ...]:
    """Return the sheet as it can be printed from the lines of the register."""
    source = PaperSource(
        entity="consultation",
        service=service,
        uids=lambda actor: service.ids(actor, AdviceFilter(), "came_on"),
        told=lambda line: Told(line.view.uid, line.view.office, line.view.form.came_on),
        gone="有一条咨询已不在，请刷新列表后再打印。",
    )
    return (source.printable(ADVICE_PAPER),)
