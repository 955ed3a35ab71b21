"""咨询登记簿 goes to the printer from the register of advice."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.dispute.desk import make_desk, make_services
from tests.legal_aid.advice_desk import make_window
from union_desk.desk.printing import PrintSheet
from union_desk.legal_aid.values import Consultation


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    for uid in ("one", "two", "three"):
        services.advice.save(services.actor, Consultation(uid=uid, topic="wages", question="多久付清"))
    desk = make_desk(services)
    window = make_window(desk, services)
    desk.show("advice")
    settle()
    yield window
    for sheet in QApplication.topLevelWidgets():
        if isinstance(sheet, PrintSheet):
            sheet.close()
            sheet.deleteLater()
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def sheet() -> PrintSheet:
    settle()
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, PrintSheet) and each.isVisible()
    )


def command(window, name: str):
    return next(each for each in window.view.area.commands if each.name == name)


def test_the_register_has_the_marked_lines_or_all_that_are_shown(window):
    register = command(window, "advice.register")
    assert (register.menu, register.enabled()) == ("打印", True)
    register.run()
    assert "咨询登记簿 · 3 份" in sheet().windowTitle()
    sheet().close()
    window.view.list.model.mark(("two",), on=True)
    register.run()
    assert "咨询登记簿 · 1 份" in sheet().windowTitle()
