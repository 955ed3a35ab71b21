"""What an area offers to print, and what is asked of it.

class FileJob:                                       # a PrintJob
title = "困难职工档案表 · 王芳"
def forms(self): return (PrintForm("hardship_file", "困难职工档案表", ticked=True, warnings=("缺签名",)),)
def render(self, choice: PrintChoice, progress, cancelled) -> Printed: return prints.render(...)
def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None: service.note_print(...)
PrintSheet(desk, FileJob(), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from union_desk.desk.printer import Sides
from union_desk.paper.job import AS_IT_IS, Placing

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.paper.render import Printed


@dataclass(frozen=True, slots=True)
class PrintForm:
    """A paper that can be printed now; those of the present step are ticked, and say what they still lack."""

    form: str
    title: str
    ticked: bool = False
    copies: int = 1
    warnings: tuple[str, ...] = ()
    together: bool = False  # one paper tells of all the records


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """One paper to print: its form, how many, filled, blank or data, and how it is put on the sheet."""

    form: str
    copies: int
    mode: str
    numbered: bool = True  # 第 n 份, where there is or was more than one
    sides: Sides = "one"
    placing: Placing = AS_IT_IS
    local_fonts: bool = False


class PrintJob(Protocol):
    """Given by an area for one record or for all marked ones. `render` and `printed` run in a worker."""

    @property
    def title(self) -> str: ...
    @property
    def uids(self) -> Sequence[str]: ...
    def forms(self) -> Sequence[PrintForm]: ...
    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed: ...
    def whose(self, choice: PrintChoice, number: int) -> str:
        """Name the record with this number, from 0, in a warning."""

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:
        """Log what the printer's queue has taken, or what was written into a file."""

    def log(self) -> Sequence[PrintLine]:
        """Return what was printed before about the one record, newest first."""
