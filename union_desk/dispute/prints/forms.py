"""All papers of a dispute, in the order in which a case needs them."""

from __future__ import annotations

from typing import Final

from union_desk.casework.print_log import PrintableForm
from union_desk.dispute.prints import (
    after,
    agreement,
    application,
    authority,
    closing,
    minutes,
    notices,
    receipts,
    volume_papers,
)
from union_desk.dispute.prints.paper import CasePaper, printable
from union_desk.dispute.service import DisputeService

PAPERS: Final[tuple[CasePaper, ...]] = (
    *application.PAPERS,
    *notices.PAPERS,
    *minutes.PAPERS,
    *agreement.PAPERS,
    *receipts.PAPERS,
    *authority.PAPERS,
    *after.PAPERS,
    *closing.PAPERS,
    *volume_papers.PAPERS,
)


def dispute_forms(service: DisputeService) -> tuple[PrintableForm, ...]:
    """Return the papers as they can be printed from the cases of a service."""
    return tuple(printable(service, paper) for paper in PAPERS)
