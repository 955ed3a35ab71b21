"""Prints where the system takes no PDF (Windows): each page is painted at 300 dpi in its exact size."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from union_desk.core.errors import StoreProblem
from union_desk.desk.printer import (
    EXPORT,
    Printer,
    PrintOrder,
    PrintStopped,
    Sides,
    Tray,
    no_printer,
    paper_of,
    printer_gone,
)
from union_desk.paper.preview import page_count, page_size, render_page

_DPI: Final = 300
_POINTS: Final = 72
_DUPLEX: Final[dict[Sides, QPrinter.DuplexMode]] = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_TRAYS: Final = {
    "Manual": (QPrinter.PaperSource.Manual, "手动进纸"),
    "Upper": (QPrinter.PaperSource.Upper, "上纸盒"),
    "Lower": (QPrinter.PaperSource.Lower, "下纸盒"),
    "Middle": (QPrinter.PaperSource.Middle, "中纸盒"),
}


class RasterRoute:
    """A PrintRoute through Qt; QPrinter may be painted on in a worker."""

    def printers(self, cancelled: Callable[[], bool]) -> Sequence[Printer]:  # noqa: ARG002 - at once
        names = QPrinterInfo.availablePrinterNames()
        if not names and sys.platform.startswith("linux"):
            raise StoreProblem("这台电脑没有打印服务（CUPS）。", advice=f"请先装上它并添加打印机，{EXPORT}")
        usual = QPrinterInfo.defaultPrinterName()
        return [Printer(name, name == usual) for name in names]

    def trays(self, printer: str, cancelled: Callable[[], bool]) -> Sequence[Tray]:  # noqa: ARG002
        if not printer:
            return ()
        return [Tray(code, label) for code, (_source, label) in _TRAYS.items()]

    def send(
        self,
        pdf: bytes,
        order: PrintOrder,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        if not order.printer:
            raise no_printer()
        about = QPrinterInfo.printerInfo(order.printer)
        if about.isNull():
            raise printer_gone(order.printer)
        printer = QPrinter(about, QPrinter.PrinterMode.HighResolution)
        printer.setDocName(order.title)
        printer.setDuplex(_DUPLEX[order.sides])
        if order.tray in _TRAYS:
            printer.setPaperSource(_TRAYS[order.tray][0])
        paint(pdf, printer, progress, cancelled)
        return ""


def paint(
    pdf: bytes, printer: QPrinter, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> None:
    """Paint every page on a sheet of its size and orientation."""
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    count = page_count(pdf)
    painter = QPainter()
    for number in range(count):
        width, height = page_size(pdf, number)
        printer.setPageLayout(_layout(width, height))
        begun = printer.newPage() if number else painter.begin(printer)
        if not begun:
            if painter.isActive():
                painter.end()
            raise StoreProblem("打印机没有准备好。", advice=f"请检查打印机后再打印，{EXPORT}")
        _paint_page(painter, printer, pdf, number)
        progress(number + 1, count)
        if cancelled():
            printer.abort()
            painter.end()
            raise PrintStopped
    painter.end()


def _layout(width: float, height: float) -> QPageLayout:
    _name, across, along = paper_of(width, height)
    size = QPageSize(
        QSizeF(across, along), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def _paint_page(painter: QPainter, printer: QPrinter, pdf: bytes, number: int) -> None:
    """Paint a page; a driver may insist on another resolution than the one asked for."""
    width, height = page_size(pdf, number)
    columns, rows, pixels = render_page(pdf, number, _DPI)
    picture = QImage(pixels, columns, rows, columns * 4, QImage.Format.Format_RGB32)
    if picture.allGray():
        picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    room = QRectF(0, 0, width / _POINTS * printer.logicalDpiX(), height / _POINTS * printer.logicalDpiY())
    painter.drawImage(room, picture)
