"""All papers of a hardship file, in the order in which a file needs them."""

from __future__ import annotations

from typing import Final

from union_desk.casework.print_log import PrintableForm
from union_desk.hardship.prints import after, application, file, own, publicity, visit, volume_cover
from union_desk.hardship.prints.paper import FilePaper, printable
from union_desk.hardship.service import HardshipService

PAPERS: Final[tuple[FilePaper, ...]] = (
    *file.PAPERS,
    *application.PAPERS,
    *visit.PAPERS,
    *publicity.PAPERS,
    *after.PAPERS,
    *own.PAPERS,
    *volume_cover.PAPERS,
)


def hardship_forms(service: HardshipService) -> tuple[PrintableForm, ...]:
    """Return the papers as they can be printed from the files of a service."""
    return tuple(printable(service, paper) for paper in PAPERS)
