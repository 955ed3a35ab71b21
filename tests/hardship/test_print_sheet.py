"""Ctrl+P on a file: the papers of its step are ticked, a refused notice says why on top."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.desk.helpers import settle
from tests.desk.test_printing import FolderRoute
from tests.hardship.screen import make_desk, make_services, make_window
from tests.hardship.test_life import APPLIED, POSTED, VISIT, Road
from tests.paper.conftest import page_text
from union_desk.casework.consents import Consent
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.print_job import PrintChoice
from union_desk.desk.printing import PrintSheet
from union_desk.hardship.prints import hardship_forms
from union_desk.hardship.values import new_uid


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def road(services, family) -> Road:
    saved = services.hardship.save(services.actor, replace(family, applied_on=APPLIED))
    return Road(services.hardship, services.actor, saved.uid)


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def window(desk, services, road):
    window = make_window(desk, services)
    window.go_to("hardship")
    desk.open("hardship_file", road.uid)
    settle()
    return window


def opened(window, qtbot) -> PrintSheet:
    window.activateWindow()
    settle()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    return next(sheet for sheet in window.findChildren(PrintSheet) if sheet.isVisible())


def ticked(sheet: PrintSheet) -> list[str]:
    return [line.form.form for line in sheet.panel.ticked()]


def test_ctrl_p_ticks_the_papers_of_the_step_and_the_others_stand_below(window, road, qtbot):
    sheet = opened(window, qtbot)
    assert ticked(sheet) == [
        *("hardship_file", "hardship_application", "income_pledge"),
        *("means_authorisation", "privacy_notice"),
    ]
    sheet.close()
    road.step("apply", APPLIED)
    settle()
    sheet = opened(window, qtbot)
    assert ticked(sheet) == ["income_pledge", "means_authorisation", "privacy_notice"]
    assert [line.form.form for line in sheet.lines][:4] == [*ticked(sheet), "hardship_file"]
    sheet.close()
    road.step("accept", date(2026, 10, 13))
    settle()
    sheet = opened(window, qtbot)
    assert ticked(sheet) == ["home_visit"]
    assert sheet.panel.shown.form.title == "困难职工家庭入户调查表"
    sheet.close()


def test_a_notice_that_is_refused_says_why_on_top_and_nothing_is_printed(
    services, desk, road, qtbot, tmp_path
):
    road.to_published()
    owner = services.hardship.form(services.actor, road.uid).owner.uid
    (consent,) = services.hardship.consents(services.actor, road.uid)
    services.hardship.withdraw(services.actor, road.uid, consent.uid, date(2026, 11, 20))
    route = FolderRoute(tmp_path, "窗口打印机")
    offer = FormsToPrint(hardship_forms(services.hardship), services.actor, services.clock)
    sheet = PrintSheet(desk, FormJob(offer, (road.uid,), "张𧒽芬", stage="published"), route=route)
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.panel.printer_name != "", timeout=10_000)
    qtbot.waitUntil(sheet.warnings.isVisible, timeout=10_000)
    assert "张𧒽芬没有同意公示（或已撤回），不能打印公示。" in sheet.warnings.text()
    sheet.print_now()
    qtbot.waitUntil(lambda: "act" not in sheet._tasks, timeout=10_000)
    assert route.orders == []
    assert services.hardship.prints(services.actor, road.uid) == ()
    assert "第二十五条" in sheet.warnings.text()
    again = Consent(owner, "publicity", date(2026, 11, 21))
    services.hardship.consent(services.actor, road.uid, again)
    sheet.print_now()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=20_000)
    assert [order.title for order in route.orders] == ["困难职工公示", "公示结果"]


def test_one_notice_about_several_files_is_one_paper_with_one_number(services, road, other_family):
    hardship, actor = services.hardship, services.actor
    road.to_published()
    second = Road(
        hardship, actor, hardship.save(actor, replace(other_family, applied_on=APPLIED)).uid
    ).to_visiting()
    second.write(replace(VISIT, uid=new_uid()))
    second.consent("publicity", 0)
    second.step("publish", POSTED.from_on, act=replace(POSTED, uid=new_uid()))
    offer = FormsToPrint(hardship_forms(hardship), actor, services.clock)
    choice = PrintChoice("publicity", 2, "filled")
    for uids, expected in (((road.uid,), (1,)), ((road.uid, second.uid), (3,))):
        job = FormJob(offer, uids, "公示", stage="published")
        made = job.render(choice, lambda *_: None, lambda: False)
        assert (made.pages, made.first_copies) == (2, expected)
        job.printed(choice, made, into_file=False)
    assert "第3份" in "".join(page_text(made.pdf, 0).split())
    assert [line.first_copy for line in hardship.prints(actor, road.uid)] == [3, 1]
    assert [line.first_copy for line in hardship.prints(actor, second.uid)] == [3]
