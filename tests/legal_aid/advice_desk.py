"""A window with the register of advice beside the disputes, on a real encrypted store."""

from __future__ import annotations

from tests.desk.helpers import settle
from tests.dispute.desk import BY, XS
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.desk.desk import Desk
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.dispute.area import dispute_area
from union_desk.legal_aid.area import legal_aid_area
from union_desk.legal_aid.page.advice_area import advice_area
from union_desk.services import Services

OFFICES = (("BY", BY.name), ("XS", XS.name))


def make_window(desk: Desk, services: Services, width: int = 1366, height: int = 768) -> MainWindow:
    with services.database.write("借出号段", services.actor) as work:
        lend_block(work, NumberBlock("legal_aid", BY.code, 2026, services.database.site, 3, 60))
    disputes = dispute_area(
        desk, services.disputes, services.people, offices=OFFICES, attachments=services.attachments
    )
    advice = advice_area(
        desk,
        services.advice,
        services.people,
        {"dispute_case": services.disputes, "aid_case": services.legal_aid},
        offices=OFFICES,
        views=services.views,
        forms=lambda: services.forms_of("consultation"),
    )
    aid = legal_aid_area(
        desk, services.legal_aid, services.people, offices=OFFICES, attachments=services.attachments
    )
    window = MainWindow(desk, WindowPlan([disputes, aid, advice], "白杨街道", "陈明"))
    window.resize(width, height)
    window.show()
    window.activateWindow()
    settle()
    return window
