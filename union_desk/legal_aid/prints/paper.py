"""The cases that the papers of legal aid are filled from."""

from __future__ import annotations

from union_desk.casework.papers import Fields, Paper, PaperSource, SharedPaper, Told
from union_desk.casework.print_log import PrintableForm
from union_desk.legal_aid.service import LegalAidService
from union_desk.legal_aid.values import AidFilter
from union_desk.legal_aid.values.on_paper import AidOnPaper

__all__ = ["AidPaper", "Fields", "Paper", "SharedPaper", "printable"]

AidPaper = Paper[AidOnPaper] | SharedPaper[AidOnPaper]


def printable(service: LegalAidService, paper: AidPaper) -> PrintableForm:
    """Return a paper as it can be printed from the cases of a service."""
    source = PaperSource(
        entity="aid_case",
        service=service,
        uids=lambda actor: service.ids(actor, AidFilter(), "number"),
        told=lambda case: Told(case.view.uid, case.view.office, case.view.form.applied_on),
        gone="有一件援助案件已不在，请刷新列表后再打印。",
    )
    return source.printable(paper)
