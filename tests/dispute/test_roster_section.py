"""名册 on the screen: pasted from a table program, marked by keys, and what is done to the marked ones."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.dispute.conftest import collective_of
from tests.dispute.stand import Stand
from tests.dispute.test_rosters import HEAD, line
from tests.looking import cut_off
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.intake.wizard import IntakeDialog
from union_desk.dispute.page.roster import RosterSection


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def stand(service, actor, desk):
    made = Stand(service, actor, desk, RosterSection, service.save(actor, collective_of(12)).uid)
    made.resize(760, 700)
    made.show()
    settle()
    yield made
    made.close()


def key(widget, which, how=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, which, how)


def test_a_list_that_was_copied_comes_in_from_the_clipboard(stand, service, actor, qtbot):
    rows = [HEAD, *(line(place) for place in range(20))]
    rows[4][1] = ""
    QApplication.clipboard().setText("\r\n".join("\t".join(row) for row in rows))
    stand.section.take_in.click()
    (dialog,) = stand.findChildren(IntakeDialog)
    for _step in range(3):
        dialog.next()
        qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
        settle()
        if _step == 1:
            assert "拒收 1" in dialog.summary.text()
    assert dialog.message.text().startswith("已导入")
    dialog.reject()
    stand.show_case()
    assert len(service.form(actor, stand.uid).applicants) == 31
    assert stand.section.sums.text().startswith("31 人，")


def test_workers_are_marked_by_keys_and_become_representatives(stand, service, actor):
    section = stand.section
    section.table.setFocus()
    section.table.selectRow(4)
    for _worker in range(3):
        key(section.table, Qt.Key.Key_Space)
        key(section.table, Qt.Key.Key_Down)
    assert "已勾选 3 人" in section.sums.text()
    section.represent.click()
    assert stand.told == ["已推举代表 3 人"]
    chosen = [party.uid for party in service.form(actor, stand.uid).applicants if party.representative]
    assert chosen == ["worker-004", "worker-005", "worker-006"]
    assert not section.model.marked
    section.table.selectRow(0)
    section.represent.click()
    assert "3 至 5 人" in section.problem.text()


def test_all_consent_and_the_sums_are_those_claimed(stand, service, actor):
    section = stand.section
    key(section.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    section.agrees.click()
    section.table.selectRow(5)
    section.refuses.click()
    key(section.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    section.as_claimed.click()
    form = service.form(actor, stand.uid)
    assert [party.consented for party in form.applicants].count(True) == 11
    assert form.applicants[5].consented is False
    assert form.applicants[3].agreed_fen == form.applicants[3].claim_fen
    assert "同意 11 人、不同意 1 人、没有表态 0 人" in section.sums.text()
    section.amount.set_value(300_000)
    section.table.selectRow(2)
    section.set_sum.click()
    assert service.form(actor, stand.uid).applicants[2].agreed_fen == 300_000


def test_a_lack_leads_to_the_first_who_has_not_consented(stand):
    assert stand.section.lead_to("roster", "agree")
    assert stand.section.table.currentIndex().row() == 0
    assert not stand.section.lead_to("agreement", "agree")


def test_a_case_of_one_worker_only_says_what_the_roster_is_for(service, actor, desk, case_form):
    made = Stand(service, actor, desk, RosterSection, service.save(actor, case_form).uid)
    made.show()
    assert "10 人以上" in made.section.hint.text()
    assert not made.section.table.isVisible()
    assert made.section.take_in.isVisible()
    made.close()


def test_five_hundred_workers_are_shown_at_once(service, actor, desk):
    made = Stand(service, actor, desk, RosterSection, service.save(actor, collective_of(500)).uid)
    made.resize(760, 700)
    made.show()
    settle()
    began = time.perf_counter()
    made.show_case()
    settle()
    assert time.perf_counter() - began < 1.5
    key(made.section.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "已勾选 500 人" in made.section.sums.text()
    made.close()


@pytest.mark.parametrize(("points", "width"), [(10.5, 570), (16.0, 880)])
def test_nothing_is_cut_off(stand, qapp, points, width):
    try:
        style.set_point_size(qapp, points)
        stand.show_case()
        stand.resize(width, 1_000)
        stand.section.model.mark(["worker-003", "worker-007"], on=True)
        settle()
        look_at(stand, f"roster-{points}")
        assert not (found := cut_off(stand)), "\n".join(found)
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def look_at(widget, name):
    """Keep a picture where one asks for it: LOOK=/tmp/pictures."""
    folder = os.environ.get("LOOK")
    if folder:
        widget.grab().save(str(Path(folder) / f"{name}.png"))
