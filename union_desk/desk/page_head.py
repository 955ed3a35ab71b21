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
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.widgets import FlowLayout

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


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that the next step still needs; the link leads to its field."""

    field: str
    label: str


class PageHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subtitle, self.number, self.state = QLabel(), QLabel(), QLabel(), QLabel()
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.title.setFont(font)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.subtitle, self.number):
            label.setProperty("muted", True)
        self.state.setProperty("badge", "plain")
        self.state.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for label in (self.title, self.subtitle):
            line.addWidget(label)
        line.addStretch()
        for label in (self.number, self.state):
            line.addWidget(label)

    def show_header(self, header: Header) -> None:
        self.title.setText(header.title)
        self.subtitle.setText(header.subtitle)
        self.number.setText(header.number)
        self.state.clear()
        self.state.setVisible(bool(header.state))
        style.set_property(self.state, "badge", header.tone)
        # Set last: a label keeps the size it had under its former style.
        self.state.setText(header.state)


class StepBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self._act: Callable[[], None] | None = None
        self.text, self.why = QLabel(), QLabel()
        self.text.setWordWrap(True)
        self.why.setWordWrap(True)
        self.why.setProperty("muted", True)
        self.button = style.make_primary(QPushButton())
        self.button.clicked.connect(self._pressed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        words.addWidget(self.why)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 6, 4)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        self.hide()

    def show_step(self, step: NextStep | None) -> None:
        self.setVisible(step is not None)
        if step is None:
            return
        self._act = step.act
        self.text.setText(f"下一步：{step.what}" + (f"　{step.until}" if step.until else ""))
        style.mark_problem(self.text, problem=step.urgent)
        why = "　".join(part for part in (step.who, step.why) if part)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.button.setText(step.action or step.what)
        self.button.setVisible(step.act is not None)

    def _pressed(self) -> None:
        if self._act is not None:
            self._act()


class MissingBar(QWidget):
    wanted = Signal(str)
    """The field whose link was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = FlowLayout(self, gap=4, line_gap=0)
        self.hide()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.setVisible(bool(missing))
        if not missing:
            return
        self._links.addWidget(QLabel(f"还差 {len(missing)} 项："))
        for each in missing[:_LINKS]:
            link = style.make_link(QPushButton(f"▸{each.label}"))
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.clicked.connect(lambda _on=False, field=each.field: self.wanted.emit(field))
            self._links.addWidget(link)
        if len(missing) > _LINKS:
            self._links.addWidget(QLabel(f"等 {len(missing)} 项"))
