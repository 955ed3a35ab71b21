"""A real desk on a real encrypted store, and a typist who counts the keys that are not text."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.desk.helpers import settle, type_zh
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.casework.values import Threshold
from union_desk.core.identity import check_digit
from union_desk.desk.desk import Desk
from union_desk.desk.style import apply_style
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.hardship.area import hardship_area
from union_desk.hardship.page.page import HardshipPage
from union_desk.services import SOLE_ROLES, Services, furnish, services_on
from union_desk.store.database import Database

BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
XS = Office("XS", "下沙街道总工会", "下沙", "street_office")
NUMBERS = 400


def make_services(database: Database, clock, office: Office = BY) -> Services:
    """A street office with its caseworker, its numbers and the lines of the place."""
    furnish(database, (BY, XS), office, {"陈明": (office, SOLE_ROLES)})
    services = services_on(database, "陈明", clock)
    with database.write("借出号段", services.actor) as work:
        lend_block(work, NumberBlock("hardship", office.code, 2026, database.site, 31, 30 + NUMBERS))
    for kind, fen in (("dibao_urban", 100_000), ("minwage_month", 249_000)):
        services.hardship.set_threshold(services.actor, Threshold(kind, fen, date(2025, 1, 1)))
    return services


def make_desk(services: Services) -> Desk:
    app = QApplication.instance()
    if not app.styleSheet():
        apply_style(app)
    desk = Desk(services.actor, clock=services.clock, drafts=services.drafts)
    services.database.listeners.append(desk.take_change)
    return desk


def make_window(desk: Desk, services: Services, width: int = 1366) -> MainWindow:
    views = services.views
    offices = (("BY", BY.name), ("XS", XS.name))
    area = hardship_area(
        desk, services.hardship, offices=offices, views=views, attachments=services.attachments
    )
    window = MainWindow(desk, WindowPlan([area], "白杨街道", "陈明"))
    window.resize(width, 768)
    window.show()
    window.activateWindow()
    settle()
    return window


def make_page(desk: Desk, services: Services, uid: str = "") -> HardshipPage:
    page = HardshipPage(desk, services.hardship, offices=(("BY", BY.name),), attachments=services.attachments)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    page.open_record(uid)
    settle()
    return page


def number(born: str, order: str = "002", division: str = "330199") -> str:
    """A valid identity number that nobody has: the division was never given."""
    return f"{division}{born}{order}{check_digit(f'{division}{born}{order}')}"


class Typist:
    """Types into whatever has the cursor; `controls` counts every key that is not text."""

    def __init__(self) -> None:
        self.controls = 0
        self.filled = 0

    @property
    def here(self) -> QWidget:
        settle()
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.controls += 1
        QTest.keyClick(self.here, key, modifiers)
        settle()

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def section(self, number: int) -> None:
        self.press(Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.AltModifier)

    def enter(self, *texts: str) -> None:
        """Fill field after field, each left by Enter; "" passes one over."""
        for text in texts:
            self.write(text)
            self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        if not text:
            return
        self.filled += 1
        if text.isascii():
            QTest.keyClicks(self.here, text)
        else:
            type_zh(self.here, text)

    def named(self) -> str:
        return self.here.accessibleName()
