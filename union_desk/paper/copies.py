"""Further copies of a paper that is drawn once: a list, a register, a picture."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_desk.paper.job import Printed


def in_copies(made: Printed, copies: int, *, two_sided: bool) -> Printed:
    """Return a paper so many times, each copy on sheets of its own; the same input gives the same bytes."""
    if copies < 2 or not made.pdf:
        return made
    import pikepdf  # noqa: PLC0415 - slow to load, and one copy is the rule

    kept = BytesIO()
    with pikepdf.open(BytesIO(made.pdf)) as once, pikepdf.open(BytesIO(made.pdf)) as pdf:
        size = once.pages[-1].mediabox
        width, height = float(size[2]) - float(size[0]), float(size[3]) - float(size[1])
        for _copy in range(copies - 1):
            if two_sided and len(pdf.pages) % 2:
                # Nobody's copy begins on the back of another's.
                pdf.add_blank_page(page_size=(width, height))
            pdf.pages.extend(once.pages)
        pages = len(pdf.pages)
        pdf.save(kept, deterministic_id=True)
    return replace(made, pdf=kept.getvalue(), pages=pages)
