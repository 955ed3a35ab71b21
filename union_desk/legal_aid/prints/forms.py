"""All papers of a case of legal aid, in the order in which it needs them."""

from __future__ import annotations

from typing import Final

from union_desk.casework.print_log import PrintableForm
from union_desk.legal_aid.prints import (
    application,
    approval,
    assigning,
    change,
    decisions,
    ending,
    entrust,
    means,
    subsidy,
    volume_cover,
)
from union_desk.legal_aid.prints.paper import AidPaper, printable
from union_desk.legal_aid.service import LegalAidService

PAPERS: Final[tuple[AidPaper, ...]] = (
    *application.PAPERS,
    *means.PAPERS,
    *approval.PAPERS,
    *decisions.PAPERS,
    *assigning.PAPERS,
    *entrust.PAPERS,
    *change.PAPERS,
    *ending.PAPERS,
    *subsidy.PAPERS,
    *volume_cover.PAPERS,
)


def legal_aid_forms(service: LegalAidService) -> tuple[PrintableForm, ...]:
    """Return the papers as they can be printed from the cases of a service."""
    return tuple(printable(service, paper) for paper in PAPERS)
