"""The papers of one meeting and of one service are printed from their line on the page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from tests.desk.helpers import settle
from tests.dispute.test_life_sections import TODAY, desk, handling, show, uid  # noqa: F401 - fixtures
from union_desk.desk.printing import PrintSheet
from union_desk.dispute.values import Hearing, Minute, ServedPaper, Service

HELD = Hearing(
    uid="meeting-1", held_on=TODAY, from_time="09:00", present=("张𧒽芬",), minutes=(Minute(text="到场。"),)
)


def pressed(part, words: str) -> PrintSheet:
    """Press a link of the list and return the print sheet that opens."""
    next(button for button in part.findChildren(QPushButton) if button.text() == words).click()
    settle()
    return next(sheet for sheet in part.window().findChildren(PrintSheet))


def test_a_meeting_prints_its_record_and_its_notice_from_its_line(handling, service, actor, uid):  # noqa: F811
    service.write_down(actor, uid, HELD)
    handling.show_case()
    sheet = pressed(handling.section.hearings, "打印…")
    assert [line.form.form for line in sheet.lines] == ["mediation_record", "mediation_notice"]
    assert [line.form.form for line in sheet.panel.ticked()] == ["mediation_record"]
    sheet.reject()


def test_a_service_prints_its_receipt_from_its_line(handling, service, actor, uid):  # noqa: F811
    served = Service(uid="to-firm", party_uid="party-firm", papers=(ServedPaper("通知"),), sent_on=TODAY)
    service.write_down(actor, uid, replace(served, method="mail"))
    handling.show_case()
    sheet = pressed(handling.section.services, "打印回证…")
    assert [line.form.form for line in sheet.lines] == ["service_receipt"]
    sheet.reject()
