"""The way from a PDF to the printer."""

from __future__ import annotations

import shutil
import sys
from typing import Any, Final

from PySide6.QtCore import QProcess, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from union_desk.desk.preferences import Preferences

_DPI: Final = 300
_HANDED_OVER_MS: Final = 20_000
_SIDES: Final = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def choose_printer(parent: QWidget, preferences: Preferences) -> QPrinter | None:
    """Ask for the printer, its copies and sides; what was chosen last is offered first."""
    printer = QPrinter(QPrinterInfo.printerInfo(preferences.get("printer", "")))
    duplex = QPrinter.DuplexMode(preferences.get("printer/duplex", QPrinter.DuplexMode.DuplexLongSide.value))
    printer.setDuplex(duplex)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    preferences.set("printer", printer.printerName())
    preferences.set("printer/duplex", printer.duplex().value)
    return printer


def send(pdf: bytes, printer: Any, copies: int, title: str, parent: QWidget) -> str:
    """Hand a PDF to the printer; return what went wrong, "" for nothing."""
    if printer.outputFormat() == QPrinter.OutputFormat.NativeFormat and sys.platform.startswith("linux"):
        return _send_by_cups(pdf, printer, copies * printer.copyCount(), title, parent)
    return _paint(pdf, printer, copies)


def lp_command(printer: str, copies: int, sides: str, title: str) -> list[str]:
    """Write the CUPS command: the page keeps its size, or the lines of pre-printed paper are missed."""
    command = ["lp", "-n", str(copies), "-t", title, "-o", "print-scaling=none", "-o", "media=A4"]
    if printer:
        command += ["-d", printer]
    return [*command, "-o", f"sides={sides}"] if sides else command


def _send_by_cups(pdf: bytes, printer: QPrinter, copies: int, title: str, parent: QWidget) -> str:
    """Give the PDF itself to CUPS, on its standard input: nothing of it is left in a folder."""
    if shutil.which("lp") is None:
        return "这台电脑没有打印服务（CUPS）。请先“导出 PDF”，再用别的程序打印。"
    program, *arguments = lp_command(printer.printerName(), copies, _SIDES.get(printer.duplex(), ""), title)
    process = QProcess(parent)
    process.start(program, arguments)
    process.write(pdf)
    process.closeWriteChannel()
    if not process.waitForFinished(_HANDED_OVER_MS) or process.exitCode() != 0:
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        return f"打印服务没有收下：{said or '没有回答'}。请检查打印机，或先“导出 PDF”。"
    return ""


def _paint(pdf: bytes, printer: QPrinter, copies: int) -> str:
    """Draw the pages as pictures where the system takes no PDF."""
    from union_desk.paper.preview import page_count, render_page  # noqa: PLC0415 - loaded when first used

    printer.setResolution(_DPI)
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    painter = QPainter()
    if not painter.begin(printer):
        return "打印机没有准备好。请检查打印机，或先“导出 PDF”。"
    sheets = [page for _copy in range(copies) for page in range(page_count(pdf))]
    for number, page in enumerate(sheets):
        if number:
            printer.newPage()
        width, height, pixels = render_page(pdf, page, _DPI)
        picture = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(0, 0, width, height), picture)
    painter.end()
    return ""
