"""Makes the pictures of docs/manual: does in a demo store what the manual tells, and takes pictures of it.

    .venv/bin/python packaging/manual_pictures.py [FOLDER]

Without a display too. A picture shows the program as it is: run this again after a screen was changed, and
look at each picture before it is committed.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import manual_dialogs
import manual_disputes
import manual_legal_aid
import manual_life
import manual_papers
import manual_streets
from manual_dialogs import PRINT_SIZE, InventedPrinters, type_chinese
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from union_desk.core.identity import check_digit
from union_desk.demo import make_demo
from union_desk.desk.application import make_application
from union_desk.desk.failures import keep_qt_messages
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.preferences import Preferences
from union_desk.desk.printing import PrintSheet
from union_desk.desk.recovery_key import RecoveryKey
from union_desk.desk.start import FirstStart, Unlock
from union_desk.desk.tasks import Tasks
from union_desk.gallery import settle
from union_desk.hardship.page.page import HardshipPage
from union_desk.paper.preview import render_page
from union_desk.services import FirstStart as Answers
from union_desk.services import create_store, open_demo, open_services
from union_desk.sitting import Sitting
from union_desk.store.vault import Cost

if TYPE_CHECKING:
    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "pictures"
SIZE = QSize(1366, 768)
COLOURS = 96
PAPER_DPI = 100
FAST = Cost(passes=1, memory=8, lanes=1)  # nothing true is kept behind this password
ENTITY = "hardship_file"


class Camera:
    """Takes pictures of widgets, whole or of a part, in few colours: a screen needs no more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str, part: QRect | None = None) -> None:
        settle()
        seen = widget.grab(part) if part is not None else widget.grab()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        seen.save(buffer, "PNG")
        self.save(Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB"), name)

    def save(self, picture: Image.Image, name: str) -> None:
        path = self._folder / f"{name}.png"
        picture.quantize(COLOURS).save(path, optimize=True)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


def main(words: Sequence[str]) -> None:
    camera = Camera(Path(words[0]) if words else PICTURES)
    qInstallMessageHandler(keep_qt_messages)
    logging.getLogger("qt").addHandler(logging.NullHandler())  # what Qt has to say of a screen that is none
    app = make_application(Preferences())
    with tempfile.TemporaryDirectory(prefix="union-desk-") as scratch:
        first_day(camera, Path(scratch))
        manual_streets.streets(camera, Path(scratch))
        make_demo(Path(scratch) / "demo")
        second = Path(scratch) / "second"
        manual_dialogs.former_backups(Path(scratch) / "demo", second)
        services = open_demo(Path(scratch) / "demo")
        sitting = Sitting(app, services, Preferences())
        sitting.begin()
        window = sitting.window
        if window is None:
            raise LookupError("a sitting has a window")
        window.resize(SIZE)
        window.show()
        window.activateWindow()
        try:
            the_list(camera, window)
            a_file(camera, window, services)
            a_new_file(camera, window, services)
            finding(camera, window, services)
            paper(camera, window, services)
            manual_dialogs.people(camera, window, services)
            manual_dialogs.settings(camera, window, services)
            manual_papers.papers(camera, window, services)
            for part in (manual_streets.alike, manual_disputes.disputes, manual_legal_aid.legal_aid):
                part(camera, window, services)
            manual_dialogs.printers(camera, window)
            page = opened(window, uid_of(services, "王芳"))
            manual_dialogs.saved_by_another(camera, page, services)
            manual_life.life(camera, window, services)
            manual_dialogs.backups(camera, window, services, second)
            opened(window, uid_of(services, "王芳"))
            manual_dialogs.large(camera, window)
        finally:
            sitting.end()
            services.close()


def first_day(camera: Camera, scratch: Path) -> None:
    """Set up an office, and try a wrong password on it."""
    tasks = Tasks()
    start = FirstStart(tasks, lambda _answers: None)
    ui = start.ui
    answers = ((ui.office, "白杨街道总工会"), (ui.code, "BY"), (ui.user, "陈明"))
    for field, text in (*answers, (ui.password, "xiasha-2026"), (ui.again, "xiasha-2026")):
        field.setText(text)
    start.show()
    camera.take(start, "first-start")
    start.hide()
    office = Answers("白杨街道总工会", "BY", is_district=False, user="陈明", password="xiasha-2026")
    key = RecoveryKey(
        create_store(scratch / "office", office, cost=FAST),
        office.office_name,
        user=office.user,
        route=InventedPrinters,
    )
    key.show()
    camera.take(key, "recovery-key")
    key.hide()
    unlock = Unlock(
        tasks,
        "数据在：D:\\UnionDesk\\store",
        ["陈明"],
        lambda user, password: open_services(scratch / "office", user, password),
    )
    unlock.show()
    unlock.ui.password.setText("not this one")
    unlock.try_open()
    settle(lambda: bool(tasks.running))
    camera.take(unlock, "wrong-password")
    unlock.hide()
    tasks.close()


def the_list(camera: Camera, window: MainWindow) -> None:
    """Show the workbench, and the list with some files marked."""
    camera.take(window, "workbench")
    view = window.go_to("hardship")
    if view is None or view.list is None:
        raise LookupError("the hardship files have a list")
    for _row in range(3):
        QTest.keyClick(view.list.table, Qt.Key.Key_Space)
    camera.take(window, "list")
    view.list.model.mark(view.list.model.ids, on=False)


def a_file(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show finished files: one whole, and the parts that the manual speaks of."""
    page = opened(window, uid_of(services, "王芳"))
    camera.take(window, "file")
    page.show_section(2)
    camera.take(page, "money", upper(page.scroller, page, 470))
    page.show_section(3)
    show_whole(page, page.means)
    camera.take(page, "class", within(page.means, page))
    page.means.standards.ask()
    show_whole(page, page.means.standards)
    camera.take(page, "standards", within(page.means.standards, page))
    page.means.standards.close_bar()
    page.show_section(0)
    camera.take(page, "timeline", within(page.beside, page))
    half = opened(window, uid_of(services, "汤慧"))
    camera.take(half, "missing", upper(half.scroller, half, 0))
    family = opened(window, uid_of(services, "李䶮"))
    family.show_section(1)
    camera.take(family, "family", upper(family.scroller, family, 360))
    other = opened(window, uid_of(services, "丁小梅"))
    other.show_history()
    camera.take(other, "history", within(other.beside, other))
    other.show_timeline()


def a_new_file(camera: Camera, window: MainWindow, services: Services) -> None:
    """Begin a file: a wrong number, a known one, a new one, and what is still missing."""
    services.drafts.forget("hardship", "new")
    page = opened(window, "")
    field = page.basics.form.owner__id_no
    born = "330199197903120"
    right = check_digit(f"{born}02")
    QTest.keyClicks(field, f"{born}02{'0' if right != '0' else '1'}")
    camera.take(page, "wrong-number", upper(page.scroller, page, 190))
    field.clear()
    QTest.keyClicks(field, services.hardship.form(services.actor, uid_of(services, "王芳")).owner.id_no)
    camera.take(page, "known-person", upper(page.scroller, page, 220))
    field.clear()
    QTest.keyClicks(field, f"{born}02{right}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    type_chinese("赵小红")
    camera.take(page, "new-file")
    page.throw_away()


def finding(camera: Camera, window: MainWindow, services: Services) -> None:
    """Find a file from the box on top; ask for the keys of a page."""
    window.go_to("")
    window.search.begin()
    type_chinese("芳")
    window.search.show_results()
    camera.take(window, "search", QRect(window.width() // 2 - 240, 0, window.width() // 2 + 240, 260))
    window.search.leave()
    opened(window, uid_of(services, "王芳"))
    window.show_keys()
    camera.take(window.findChildren(KeySheet)[-1], "keys")
    window.findChildren(KeySheet)[-1].close()


def paper(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the print sheet, and the two pages that come out."""
    page = opened(window, uid_of(services, "张𧒽芬"))
    job = page.print_job()
    if job is None:
        raise LookupError("a file has something to print")
    sheet = PrintSheet(window.desk, job, window, InventedPrinters())
    sheet.open()
    for line in sorted(sheet.lines, key=lambda line: line.form.form == ENTITY):
        # Last the paper itself, which is then shown.
        if line.tick.isChecked() != (line.form.form == ENTITY):
            line.tick.click()
    sheet.resize(PRINT_SIZE)
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(sheet, "print")
    choice = sheet.choices()[0]
    sheet.close()
    printed = job.render(choice, lambda _done, _total: None, lambda: False)
    for number in range(2):
        width, height, pixels = render_page(printed.pdf, number, PAPER_DPI)
        seen = Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1)
        camera.save(seen.convert("RGB"), f"form-{number + 1}")


def opened(window: MainWindow, uid: str) -> HardshipPage:
    window.desk.open(ENTITY, uid)
    settle()
    page = window.page
    if not isinstance(page, HardshipPage):
        raise TypeError("a hardship file opens on its page")
    return page


def uid_of(services: Services, name: str) -> str:
    return services.hardship.search(services.actor, name, 1)[0].uid


def within(widget: QWidget, page: QWidget) -> QRect:
    """Return where a widget lies on the page, with a little air round it."""
    seen = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    return seen.adjusted(-8, -4, 8, 4).intersected(page.rect())


def upper(widget: QWidget, page: QWidget, height: int) -> QRect:
    """Return the upper part of a widget of the page, and all of the page above it."""
    return QRect(0, 0, page.width(), within(widget, page).top() + height)


def show_whole(page: HardshipPage, widget: QWidget) -> None:
    """Scroll so that a widget begins at the top, once the page has followed the cursor."""
    settle()
    top = widget.mapTo(page.scroller.widget(), QPoint(0, 0)).y()
    page.scroller.verticalScrollBar().setValue(top - 8)
    settle()


if __name__ == "__main__":
    main(sys.argv[1:])
