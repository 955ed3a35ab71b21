"""The top of a case page: whose it is and how far, the next step, and what that step still needs.

head.show_header(Header("王芳", "女 48 岁", "白杨-2026-00031", "在档", "good"))
step.show_step(NextStep("公示期满审核", "11-27 前（剩 3 天）", "经办人 陈明", "公示 5 个工作日", "送审", act))
missing.show_missing([Missing("remark", "备注")]); missing.wanted.connect(page.goto)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.desk import style
from union_desk.desk.widgets import Elided, FlowLayout

_LINKS: Final = 6


@dataclass(frozen=True, slots=True)
class Header:
    """`state` in words (在档, 公示中); `tone` is plain, good or urgent."""

    title: str
    subtitle: str = ""
    number: str = ""
    state: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What, until when, who, and why that date; the button does it. Without `act` there is no button."""

    what: str
    until: str = ""
    who: str = ""
    why: str = ""
    action: str = ""
    act: Callable[[], None] | None = None
    urgent: bool = False
    steps: tuple[str, ...] = ()
    """How the day was counted: a click on it shows them."""
    others: tuple[OtherStep, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherStep:
    """What may be done instead; with a refusal it is grey, and the refusal is its tip."""

    title: str
    run: Callable[[], None]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that the next step still needs; the link leads to its field."""

    field: str
    label: str
    why: str = ""
    """In a whole sentence, as its tip."""


class PageHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subtitle = Elided(), Elided()
        self.number, self.state = QLabel(), QLabel()
        self.title.setProperty("title", True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.subtitle, self.number):
            label.setProperty("muted", True)
        self.state.setProperty("badge", "plain")
        self.state.hide()
        whose, how_far = QWidget(), QWidget()
        for part, labels in ((whose, (self.title, self.subtitle)), (how_far, (self.number, self.state))):
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            for label in labels:
                line.addWidget(label)
        # In a line of its own the badge is as wide as its words.
        line.addStretch(1)
        self._parts = (whose, how_far)
        self._lines = QGridLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setVerticalSpacing(0)
        self._lines.setColumnStretch(1, 1)
        self._place(in_one_line=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put number and state into a line of their own where one line would be cramped."""
        super().resizeEvent(event)
        gap = self.fontMetrics().height()
        wanted = sum(part.sizeHint().width() for part in self._parts) + gap
        self._place(in_one_line=wanted <= self.width())

    def _place(self, *, in_one_line: bool) -> None:
        whose, how_far = self._parts
        if in_one_line == (self._lines.itemAtPosition(0, 2) is not None) and self._lines.count():
            return
        for part in self._parts:
            self._lines.removeWidget(part)
        self._lines.addWidget(whose, 0, 0)
        self._lines.addWidget(how_far, 0 if in_one_line else 1, 2 if in_one_line else 0)

    def show_header(self, header: Header) -> None:
        self.title.setText(header.title)
        self.subtitle.setText(header.subtitle)
        self.number.setText(header.number)
        # Empty, it would be a stop without a name.
        self.number.setVisible(bool(header.number))
        self.state.clear()
        self.state.setVisible(bool(header.state))
        style.set_property(self.state, "badge", header.tone)
        # Set last: a label keeps the size it had under its former style.
        self.state.setText(header.state)
        self.resizeEvent(QResizeEvent(self.size(), self.size()))


class StepBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self._act: Callable[[], None] | None = None
        self._brief = False
        self._steps: tuple[str, ...] = ()
        self.text, self.why = QLabel(), QLabel()
        self.text.setWordWrap(True)
        self.why.setWordWrap(True)
        self.why.setProperty("muted", True)
        self.until = QPushButton()
        self.until.setProperty("figure", True)
        self.until.setToolTip("点击看这一天怎样算出 (F3)")
        self.until.clicked.connect(lambda _on=False: self._toggle_steps())
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        self.button = style.make_primary(QPushButton())
        self.button.clicked.connect(self._pressed)
        self.more = QPushButton("其他步骤 ▾")
        self.more.clicked.connect(lambda _on=False: self.open_others())
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._first = first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.text)
        first.addWidget(self.until)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self.why)
        words.addWidget(self.counted)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 6, 4)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        line.addWidget(self.more)
        self.hide()

    def show_step(self, step: NextStep | None) -> None:
        self.setVisible(step is not None)
        if step is None:
            return
        self._act = step.act
        apart = bool(step.until and step.steps)
        what = f"下一步：{step.what}" if step.what else ""
        self.text.setText(what + (f"　{step.until}" if step.until and not apart else ""))
        self.text.setVisible(bool(self.text.text()))
        self.text.setWordWrap(not apart)
        # Words that wrap need the room to themselves.
        self._first.setStretch(0, 0 if apart else 1)
        self._first.setStretch(2, 1 if apart else 0)
        self.until.setText(step.until)
        self.until.setVisible(apart)
        if step.steps != self._steps:
            self._steps = step.steps
            self.counted.setText("\n".join(step.steps))
            self.counted.hide()
        style.mark_problem(self.text, problem=step.urgent)
        why = "　".join(part for part in (step.who, step.why) if part)
        self.why.setText(why)
        self._show_why()
        self.button.setText(step.action or step.what)
        self.button.setVisible(step.act is not None)
        self._offer(step.others)

    def open_others(self) -> None:
        """Open the menu of the other steps below its button."""
        if not self.more.isHidden():
            self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _offer(self, others: Sequence[OtherStep]) -> None:
        self.menu.clear()
        for other in others:
            action = self.menu.addAction(other.title)
            action.setEnabled(not other.refusal)
            action.setToolTip(other.refusal)
            action.triggered.connect(lambda _on=False, run=other.run: run())
        self.more.setVisible(bool(others))

    def _toggle_steps(self) -> None:
        self.counted.setVisible(self.counted.isHidden())

    def set_brief(self, *, brief: bool) -> None:
        """On a low page, say why in the tip only."""
        if brief != self._brief:
            self._brief = brief
            self._show_why()

    def _show_why(self) -> None:
        self.why.setVisible(bool(self.why.text()) and not self._brief)
        self.text.setToolTip(self.why.text() if self._brief else "")

    def _pressed(self) -> None:
        if self._act is not None:
            self._act()


class MissingBar(QWidget):
    wanted = Signal(str)
    """The field whose link was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = FlowLayout(self, gap=4, line_gap=0)
        self._missing: Sequence[Missing] = ()
        self._most = _LINKS
        self.hide()

    def set_brief(self, *, brief: bool) -> None:
        """On a low page, show no more than fits into one line."""
        most = 1 if brief else _LINKS
        if most != self._most:
            self._most = most
            self.show_missing(self._missing)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        self._missing = tuple(missing)
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.setVisible(bool(missing))
        if not missing:
            return
        self._links.addWidget(QLabel(f"还差 {len(missing)} 项："))
        for each in missing[: self._most]:
            link = style.make_link(QPushButton(f"▸{each.label}"))
            link.setToolTip(each.why)
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.clicked.connect(lambda _on=False, field=each.field: self.wanted.emit(field))
            self._links.addWidget(link)
        if len(missing) > self._most:
            self._links.addWidget(QLabel(f"等 {len(missing)} 项"))
