"""What is known already is offered as one types; what is new is typed on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.desk.helpers import settle, type_zh
from union_desk.desk.widgets import EnterMoves, SuggestEdit, TextEdit

KNOWN = {"王芳": "wf", "王芳菲": "wff", "李强": "lq"}


@pytest.fixture
def form(qapp):
    form = QWidget()
    lines = QVBoxLayout(form)
    name, then = SuggestEdit(form), TextEdit(form)
    name.setObjectName("name")
    name.look = lambda text: [
        (each, each) for each, initials in KNOWN.items() if each.startswith(text) or initials.startswith(text)
    ]
    lines.addWidget(name)
    lines.addWidget(then)
    form.moves = EnterMoves(form)
    form.name, form.then, form.taken = name, then, []
    name.picked.connect(form.taken.append)
    form.resize(400, 300)
    form.show()
    form.activateWindow()
    name.setFocus()
    settle()
    yield form
    form.deleteLater()
    settle()


def test_characters_may_be_a_new_name_and_enter_goes_on(form):
    type_zh(form.name, "王芳")
    form.name.offer()
    assert form.name.choices_open
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settle()
    assert form.taken == []
    assert form.then.hasFocus()


def test_down_and_enter_take_a_known_one(form):
    type_zh(form.name, "王芳")
    QTest.keyClick(form.name, Qt.Key.Key_Down)
    QTest.keyClick(form.name, Qt.Key.Key_Down)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settle()
    assert form.taken == ["王芳菲"]
    assert form.then.hasFocus()


def test_letters_mean_the_first_one_that_is_known(form):
    QTest.keyClicks(form.name, "lq")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settle()
    assert form.taken == ["李强"]


def test_escape_goes_on_without(form):
    QTest.keyClicks(form.name, "lq")
    form.name.offer()
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert not form.name.choices_open
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert form.taken == []
