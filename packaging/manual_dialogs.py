"""Pictures for docs/manual of users and the lock, backups, settings, printers and large type.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from union_desk.areas import settings_pages
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.clock import system_clock
from union_desk.core.errors import StoreProblem
from union_desk.core.rights import Actor
from union_desk.desk.accounts.user_form import Asked, UserForm
from union_desk.desk.accounts.users import UsersScreen
from union_desk.desk.lock import LockBox
from union_desk.desk.measured import MeasuredDialog
from union_desk.desk.printer import Printer, PrintOrder, Tray
from union_desk.desk.printer_setup import PrinterSetup
from union_desk.desk.safekeeping.rescue import Rescue
from union_desk.desk.safekeeping.restore import RestoreDialog, Restoring
from union_desk.desk.safekeeping.screen import BackupScreen
from union_desk.desk.settings.frame import SettingsWindow
from union_desk.desk.style import POINT_SIZES, set_point_size
from union_desk.gallery import settle
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, open_demo

if TYPE_CHECKING:
    from PIL import Image

    from union_desk.desk.window import MainWindow
    from union_desk.hardship.page.page import HardshipPage
    from union_desk.services import Services

PRINT_SIZE = QSize(900, 880)
HOME = "D:\\UnionDesk\\store"
NOTICE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。"
)


class Camera(Protocol):
    def take(self, widget: QWidget, name: str, part: QRect | None = None) -> None: ...

    def save(self, picture: Image.Image, name: str) -> None: ...


class InventedPrinters:
    """Two printers that take everything: pictures look the same on every computer."""

    def printers(self, _cancelled: Callable[[], bool]) -> Sequence[Printer]:
        return (Printer("窗口打印机", is_default=True), Printer("财务室打印机"))

    def trays(self, _printer: str, _cancelled: Callable[[], bool]) -> Sequence[Tray]:
        return (Tray("InputSlot=tray1", "纸盒 1"), Tray("InputSlot=tray2", "纸盒 2"))

    def send(
        self,
        _pdf: bytes,
        _order: PrintOrder,
        _progress: Callable[[int, int], None],
        _cancelled: Callable[[], bool],
    ) -> str:
        return ""


def former_backups(folder: Path, second: Path) -> None:
    """Make the backups of some days ago, and a second place."""
    now = system_clock()

    def at(days: int) -> Callable[[], datetime]:
        return lambda: now - timedelta(days=days, hours=2)

    for days in (8, 3, 1):
        services = open_demo(folder, clock=at(days))
        Safekeeping(services.database).make_daily()
        if days == 3:
            second.mkdir()
            keeping = Safekeeping(services.database)
            keeping.name_second(services.actor, second)
            keeping.copy_to_second(services.actor)
        services.close()


def people(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the users, a new one, and the locked desk."""
    offices = [(office.code, office.name) for office in services.offices.all(services.actor).values()]
    users = UsersScreen(window.desk, services.accounts, offices, window)
    users.show()
    camera.take(users, "users")
    users.tabs.setCurrentIndex(1)
    camera.take(users, "rights")
    users.close()
    form = UserForm(window.desk.tasks, Asked.NEW, offices, lambda _new: None, window)
    form.ui.user.setText("李强")
    form.show()
    camera.take(form, "new-user")
    form.close()
    box = LockBox(window.desk.tasks, "陈明", (), lambda *_words: None)
    box.show()
    camera.take(box, "locked")
    box.hide()


def backups(camera: Camera, window: MainWindow, services: Services, second: Path) -> None:
    """Show the backups, what a restore asks, and what comes when a store does not open."""
    keeping, folder = Safekeeping(services.database), services.database.folder
    for name in ("钱立", "孙小月"):
        services.hardship.save(services.actor, FileForm(owner=PersonCard(name=name)))
    screen = BackupScreen(window.desk, keeping, window)
    # Where this happens to run says nothing to a reader.
    screen.places.setText(
        screen.places.text().replace(str(folder), HOME).replace(str(second), "E:\\工会备份")
    )
    screen.show()
    camera.take(screen, "backups")
    screen.close()
    newest = keeping.all(services.actor)[0].archive.path
    compared = keeping.compare(services.actor, newest)
    ask = RestoreDialog(window.desk.tasks, Restoring(compared, folder, bytes(32)), window)
    ask.show()
    camera.take(ask, "restore")
    ask.done(0)
    problem = StoreProblem(
        "数据文件已损坏，不能读取。", advice="请不要继续录入，从最近的备份恢复。", damaged=True
    )
    rescue = Rescue(window.desk.tasks, folder, problem)
    for label in rescue.findChildren(QLabel):
        label.setText(label.text().replace(str(folder), HOME))
    rescue.show()
    camera.take(rescue, "rescue")
    rescue.done(0)


def settings(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the pages of 设置."""
    dialog = SettingsWindow(window.desk, settings_pages(window.desk, services), window)
    dialog.show()
    for name in ("office", "thresholds", "class_rules", "clocks", "calendar", "wording"):
        page = dialog.go_to(name)
        if name == "clocks":
            page.which.set_value("hangzhou-2017")
            page.reload()
        if name == "calendar":
            page.year.setValue(2027)
            page.notice.setPlainText(NOTICE)
            page.read.click()
        settle()  # a page that draws begins a moment later
        settle(lambda: bool(window.desk.tasks.running))
        camera.take(dialog, f"settings-{name.replace('_', '-')}")
    dialog.close()


def printers(camera: Camera, window: MainWindow) -> None:
    """Show where data are moved to, and what is read from the ruler."""
    setup = PrinterSetup(window.desk, InventedPrinters(), "窗口打印机", window)
    setup.show()
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(setup, "printer-setup")
    setup.done(0)
    measured = MeasuredDialog(parent=window)
    measured.boxes["a_left"].setValue(21.5)
    measured.boxes["a_top"].setValue(19.0)
    measured.show()
    camera.take(measured, "measured")
    measured.done(0)


def saved_by_another(camera: Camera, page: HardshipPage, services: Services) -> None:
    """Type into a file that somebody else saves meanwhile."""
    listeners = services.database.listeners
    deaf, listeners[:] = tuple(listeners), []
    other = Actor("沈佳", services.actor.office, services.actor.audience, SOLE_ROLES)
    form = services.hardship.form(other, page.uid)
    owner = replace(form.owner, mobile="13700000021")
    services.hardship.save(other, replace(form, cause_text="母亲住院", owner=owner), page.uid)
    page.show_section(5)
    page.relief.form.remark.setFocus(Qt.FocusReason.OtherFocusReason)
    type_chinese("电话回访")
    page.save()
    settle()
    height = page.stale.mapTo(page, page.stale.rect().bottomLeft()).y() + 8
    camera.take(page, "saved-by-another", QRect(0, 0, page.width(), height))
    listeners[:] = deaf
    page.throw_away()


def type_chinese(text: str) -> None:
    """Type as an input method does."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    here = QApplication.focusWidget()
    if here is not None:
        QApplication.sendEvent(here, typed)


def large(camera: Camera, window: MainWindow) -> None:
    """Show a file in the largest type."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the pictures are taken in a program with windows")
    set_point_size(app, POINT_SIZES[-1])
    camera.take(window, "large")
    set_point_size(app, POINT_SIZES[0])
