"""Printing: what an area offers to print, the sheet that shows it, and the way to the printer.

class FileJob:                                       # a PrintJob
    title = "困难职工档案表 · 王芳"
    def forms(self): return (PrintForm("hardship_file", "困难职工档案表", ticked=True),)
    def render(self, choice: PrintChoice, progress, cancelled) -> Printed: return prints.render(...)
    def printed(self, choice: PrintChoice) -> None: service.note_print(...)
PrintSheet(desk, FileJob(), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from union_desk.paper.render import Printed


@dataclass(frozen=True, slots=True)
class PrintForm:
    """A paper that can be printed now; the ones of the present step are ticked."""

    form: str
    title: str
    ticked: bool = False
    copies: int = 1


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """One ticked paper: its form, how many, and filled, blank or data."""

    form: str
    copies: int
    mode: str


class PrintJob(Protocol):
    """Given by an area for one record or for all marked ones. `render` runs in a worker thread."""

    @property
    def title(self) -> str: ...
    def forms(self) -> Sequence[PrintForm]: ...
    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed: ...
    def printed(self, choice: PrintChoice) -> None:
        """Log that the paper went to the printer or into a file."""
