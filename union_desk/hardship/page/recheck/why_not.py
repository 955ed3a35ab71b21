"""为什么不能办: asked across the counter about a step or a class, answered in plain words, and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets import TermBox
from union_desk.hardship.values import WhyLine, WhyNot

_LINES: Final = 30
_WIDE: Final = 42


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked about a file: a key, its words, and how it is answered."""

    key: str
    words: str
    answer: Callable[[], WhyNot]


class WhyNotBox(Dialog):
    """Stays open beside the work; Esc closes it. `print_answer` gets what is shown."""

    def __init__(
        self,
        whose: str,
        questions: Sequence[Question],
        print_answer: Callable[[WhyNot], None],
        parent: QWidget | None = None,
        *,
        first: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"为什么不能办 · {whose}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._questions = {question.key: question for question in questions}
        self.told: WhyNot | None = None
        self.asked = TermBox(self)
        self.asked.setAccessibleName("问的是")
        self.asked.set_choices([(question.key, question.words) for question in questions])
        self.answer = QLabel(self)
        self.answer.setProperty("result", True)
        self.answer.setWordWrap(True)
        self.whom = QLabel(self)
        self.whom.setWordWrap(True)
        self._grounds = QVBoxLayout()
        self._area = self._make_area()
        self.buttons = QDialogButtonBox()
        self.print = QPushButton("打印给本人 (&P)")
        self.buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        self._lay_out()
        self.asked.chosen.connect(self.show_answer)
        self.print.clicked.connect(lambda _on=False: self.told and print_answer(self.told))
        self.buttons.rejected.connect(self.reject)
        start = first if first in self._questions else next(iter(self._questions), "")
        self.asked.set_value(start)
        self.show_answer(start)

    def show_answer(self, key: str) -> None:
        """Answer one of the questions."""
        question = self._questions.get(key)
        if question is None:
            return
        told = self.told = question.answer()
        self.answer.setText(told.answer)
        self.whom.setText(f"请找：{told.whom}" if told.whom else "")
        self.whom.setVisible(bool(told.whom))
        while (item := self._grounds.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(told.lines, start=1):
            self._grounds.addWidget(_ground(number, line))
        self._grounds.addStretch(1)
        self._area.setAccessibleDescription("\n".join(ground_words(told)))
        self._area.verticalScrollBar().setValue(0)

    def _make_area(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._grounds)
        self._grounds.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setAccessibleName("原因、依据和办法")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setWidget(inner)
        return area

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        label = QLabel("问的是")
        label.setBuddy(self.asked)
        line.addWidget(label)
        line.addWidget(self.asked, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(line)
        whole.addWidget(self.answer)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.whom)
        whole.addWidget(self.buttons)
        unit, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(unit * _WIDE, room.width() - 40), min(unit * _LINES, room.height() - 60))


def ground_words(told: WhyNot) -> list[str]:
    """Return the grounds as they are read aloud."""
    return [
        part
        for number, line in enumerate(told.lines, start=1)
        for part in (f"{number}. {line.ground}", line.basis, *line.steps, line.remedy)
        if part
    ]


def _ground(number: int, line: WhyLine) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(8, 6, 8, 6)
    inside.setSpacing(3)
    parts = [(f"{number}. {line.ground}", "heading"), (f"依据：{line.basis}" if line.basis else "", "muted")]
    if line.steps:
        counted = "\n".join(f"{place}. {step}" for place, step in enumerate(line.steps, start=1))
        parts.append((f"怎样算出：\n{counted}", ""))
    parts.append((f"怎样办：{line.remedy}" if line.remedy else "", ""))
    for words, look in parts:
        if words:
            label = QLabel(words, card)
            label.setWordWrap(True)
            if look:
                style.set_property(label, look, True)
            inside.addWidget(label)
    return card
