"""What an employer's screen tells of the registers around its disputes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import settle
from tests.hardship.screen import make_desk
from tests.people.story import BY, FIRM, WANG, Told, held_file
from union_desk.hardship.values import FileForm
from union_desk.legal_aid.values import Consultation
from union_desk.people.page.employer import EmployerScreen
from union_desk.services import services_for


@pytest.fixture
def told(database, clock) -> Told:
    """Return a store in which one worker of the firm has a file and aid, and somebody asked about it."""
    told = Told(database, clock)
    held_file(told, FileForm(owner=WANG, employer=FIRM))
    told.aid()
    unnamed = Consultation(
        came_on=date(2026, 11, 2), way="hotline", name="不愿说", employer=FIRM, question="欠薪"
    )
    told.advice.save(BY, unnamed)
    return told


def test_each_register_stands_by_itself_and_a_worker_is_named_once(told, database, clock):
    services = services_for(database, BY, clock)
    (hit,) = services.employers.search(BY, "某某电子", 5)
    view = services.employers.view(BY, hit.uid)
    assert [each.whose for each in view.of_kind("困难职工档案")] == ["王芳"]
    assert [each.whose for each in view.of_kind("法律援助")] == [f"王芳 对 {FIRM.name}"]
    assert [(each.whose, each.title) for each in view.of_kind("咨询")] == [("不愿说", "咨询 2026-11-02")]
    assert (view.workers, view.worker_count) == (("王芳",), 1)


def test_aid_and_advice_do_not_stand_among_the_files(told, database, clock, qapp):
    services = services_for(database, BY, clock)
    desk = make_desk(services)
    (hit,) = services.employers.search(BY, "某某电子", 5)
    opened = []
    screen = EmployerScreen(desk, services.employers, hit.uid, lambda *one: opened.append(one))
    screen.show()
    settle()
    assert not screen.aids.isHidden()
    aids = [label.text() for label in screen.aids.findChildren(QLabel)]
    assert any("王芳 对" in text for text in aids)
    assert any("不愿说" in text for text in aids)
    files = [label.text() for label in screen.files.findChildren(QLabel)]
    assert not any(" 对 " in text for text in files)
    screen.close()
    desk.close()
    settle()
