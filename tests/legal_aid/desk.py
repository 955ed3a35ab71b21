"""A real desk with the cases of legal aid of a real encrypted store."""

from __future__ import annotations

from tests.desk.helpers import settle
from tests.hardship.screen import make_desk
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.desk.desk import Desk
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.legal_aid.area import legal_aid_area
from union_desk.legal_aid.page.page import AidPage
from union_desk.services import SOLE_ROLES, Services, furnish, services_on
from union_desk.store.database import Database

BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
XS = Office("XS", "下沙街道总工会", "下沙", "street_office")

__all__ = ["BY", "XS", "make_desk", "make_page", "make_services", "make_window"]


def make_services(database: Database, clock) -> Services:
    """A street office with its caseworker and its numbers."""
    furnish(database, (BY, XS), BY, {"陈明": (BY, SOLE_ROLES)})
    services = services_on(database, "陈明", clock)
    with database.write("借出号段", services.actor) as work:
        lend_block(work, NumberBlock("dispute", BY.code, 2026, database.site, 12, 60))
        lend_block(work, NumberBlock("legal_aid", BY.code, 2026, database.site, 3, 60))
    return services


def make_window(desk: Desk, services: Services, width: int = 1366) -> MainWindow:
    area = legal_aid_area(
        desk,
        services.legal_aid,
        services.people,
        offices=(("BY", BY.name), ("XS", XS.name)),
        views=services.views,
        attachments=services.attachments,
    )
    window = MainWindow(desk, WindowPlan([area], "白杨街道", "陈明"))
    window.resize(width, 768)
    window.show()
    window.activateWindow()
    settle()
    return window


def make_page(desk: Desk, services: Services, uid: str = "") -> AidPage:
    page = AidPage(desk, services.legal_aid, services.people, attachments=services.attachments)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    page.open_record(uid)
    settle()
    return page
