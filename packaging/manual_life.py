"""Pictures for docs/manual of a file's whole life: its steps and acts, recheck and leaving, and why not.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from manual_dialogs import PRINT_SIZE, InventedPrinters
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from union_desk.casework.values import Threshold
from union_desk.desk.printing import PrintSheet
from union_desk.gallery import settle
from union_desk.hardship.page.disposal import DisposalScreen
from union_desk.hardship.page.page import HardshipPage
from union_desk.hardship.page.recheck.why_not import WhyNotBox
from union_desk.hardship.page.rerun import RerunScreen
from union_desk.hardship.values import FileFilter, HomeVisit

if TYPE_CHECKING:
    from manual_dialogs import Camera

    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

HANDLING, HELPING = 6, 7


def life(camera: Camera, window: MainWindow, services: Services) -> None:
    """Go with the demo's files from step to step."""
    road(camera, window, services)
    later(camera, window, services)
    papers(camera, window, file_in("visiting", window, services))
    lists(camera, window, services)


def road(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show what is asked on the way from the application to the file."""
    page = file_in("applied", window, services)
    camera.take(page, "next-step", _down_to(page, page.step))
    page = file_in("visiting", window, services)
    page.show_section(HANDLING)
    page.handling.ask_visit()
    settle()
    camera.take(page, "visit")
    page.throw_away()
    visit = HomeVisit(on=window.desk.today, visitors=("陈明", "沈佳"), conclusion="fits")
    services.hardship.write_down(services.actor, page.uid, visit)
    page = file_in("visiting", window, services)
    asked(page, "publish")
    camera.take(page, "publish", _down_to(page, page.step_sheet))
    page = file_in("approval", window, services)
    asked(page, "approve")
    camera.take(page, "approve", _down_to(page, page.step_sheet))
    page.show_section(HANDLING)
    camera.take(window, "handling")


def later(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show helps, the recheck, leaving, and why something cannot be done."""
    page = file_in("aided", window, services)
    page.show_section(HELPING)
    camera.take(page, "helping")
    page.show_section(0)
    asked(page, "lift")
    camera.take(page, "lifting", _down_to(page, page.step_sheet))
    page = file_in("annual_review", window, services)
    page.take_next()
    settle()
    camera.take(page, "recheck", _down_to(page, page.step_sheet))
    file_in("refused", window, services).ask_why()
    settle()
    boxes = (each for each in QApplication.topLevelWidgets() if isinstance(each, WhyNotBox))
    box = next(each for each in boxes if each.isVisible())
    camera.take(box, "why-not")
    box.close()


def lists(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show who changes class under a new line, and the files that need not be kept any longer."""
    since = date(window.desk.today.year + 1, 1, 1)
    line = Threshold("dibao_urban", 150_000, since, "演示标准，非真实文件")
    services.hardship.set_threshold(services.actor, line)
    rerun = RerunScreen(window.desk, services.hardship, window)
    rerun.before.set_value(window.desk.today)
    rerun.after.set_value(since)
    rerun.show()
    rerun.measure()
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(rerun, "rerun")
    rerun.close()
    due = DisposalScreen(window.desk, services.disposal, window)
    due.show()
    camera.take(due, "destruction")
    due.close()


def papers(camera: Camera, window: MainWindow, page: HardshipPage) -> None:
    """Show which papers are ticked at a step."""
    job = page.print_job()
    if job is None:
        raise LookupError("a file has something to print")
    sheet = PrintSheet(window.desk, job, window, InventedPrinters())
    sheet.open()
    sheet.resize(PRINT_SIZE)
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(sheet, "papers")
    sheet.close()


def file_in(state: str, window: MainWindow, services: Services) -> HardshipPage:
    """Open the first file in a state."""
    wanted = FileFilter(states=(state,))
    window.desk.open("hardship_file", services.hardship.ids(services.actor, wanted, "number")[0])
    settle()
    page = window.page
    if not isinstance(page, HardshipPage):
        raise TypeError("a hardship file opens on its page")
    return page


def asked(page: HardshipPage, code: str) -> None:
    """Open the sheet of a step."""
    page.take(code)
    settle()


def _down_to(page: QWidget, widget: QWidget) -> QRect:
    """Return all of the page above the lower edge of one of its widgets."""
    below = widget.mapTo(page, QPoint(0, widget.height())).y() + 8
    return QRect(0, 0, page.width(), min(below, page.height()))
