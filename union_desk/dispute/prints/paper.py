"""The cases that the papers of disputes are filled from."""

from __future__ import annotations

from union_desk.casework.papers import Fields, Paper, PaperSource, Told
from union_desk.casework.print_log import PrintableForm
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseFilter
from union_desk.dispute.values.on_paper import CaseOnPaper

__all__ = ["CasePaper", "Fields", "Paper", "printable"]

CasePaper = Paper[CaseOnPaper]


def printable(service: DisputeService, paper: CasePaper) -> PrintableForm:
    """Return a paper as it can be printed from the cases of a service."""
    source = PaperSource(
        entity="dispute_case",
        service=service,
        uids=lambda actor: service.ids(actor, CaseFilter(), "number"),
        told=_told,
        gone="有一件争议已不在，请刷新列表后再打印。",
    )
    return source.printable(paper)


def _told(case: CaseOnPaper) -> Told:
    view = case.view
    return Told(view.uid, view.office, view.form.received_on or view.form.came_on)
