"""Printers of this PC and what a way to them is asked: which there are, their trays, to take a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from union_desk.core.errors import StoreProblem

Sides = Literal["one", "long", "short"]
SIDES: Final[tuple[tuple[Sides, str], ...]] = (
    ("one", "单面"),
    ("long", "双面，长边翻页"),
    ("short", "双面，短边翻页"),
)
EXPORT: Final = "或先“导出 PDF”，再用别的程序打印。"
NO_PRINTER: Final = "这台电脑没有装打印机"
_POINT: Final = 25.4 / 72
# Millimetres of the sheets that an office has; PDF pages are seldom exact.
_PAPERS: Final = (("A3", 297, 420), ("A4", 210, 297), ("A5", 148, 210))


@dataclass(frozen=True, slots=True)
class Printer:
    name: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Tray:
    """Where a printer takes its paper from; `code` is what the system calls it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Where a PDF goes. The title is seen by all who look into the queue: it names no person."""

    printer: str
    title: str
    sides: Sides = "one"
    tray: str = ""


class PrintStopped(Exception):
    """The person stopped it before the printer had it."""


class PrintRoute(Protocol):
    """A way to the printers; every method may take seconds and is called in a worker."""

    def printers(self, cancelled: Callable[[], bool]) -> Sequence[Printer]:
        """Return all printers; StoreProblem where the system's service does not answer."""

    def trays(self, printer: str, cancelled: Callable[[], bool]) -> Sequence[Tray]: ...
    def send(
        self,
        pdf: bytes,
        order: PrintOrder,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        """Return when the printer's queue has taken it, with a remark or ""; StoreProblem when it has not."""


def no_printer() -> StoreProblem:
    return StoreProblem(f"{NO_PRINTER}。", advice=f"请先在系统里添加打印机，{EXPORT}")


def printer_gone(name: str) -> StoreProblem:
    return StoreProblem(f"系统里没有名为“{name}”的打印机了。", advice=f"请另选一台，{EXPORT}")


def paper_of(width: float, height: float) -> tuple[str, float, float]:
    """Return name, width and height in millimetres of the upright sheet for a page given in points."""
    short, long = sorted((width * _POINT, height * _POINT))
    for name, across, along in _PAPERS:
        if abs(short - across) < 3 and abs(long - along) < 3:
            return name, across, along
    return f"Custom.{short:.0f}x{long:.0f}mm", short, long
