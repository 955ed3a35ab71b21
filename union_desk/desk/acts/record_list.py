"""A list of what was written down, and below it the sheet that adds to it or mends a line of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk import style
from union_desk.desk.acts.body import BodyPlan, FormBody, Hint
from union_desk.desk.acts.form import FormPlan, order_before
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.sheet import ActSheet, Asked

Run = Callable[[], None]


class Acting(Protocol):
    """What a list needs of the page that it stands on."""

    @property
    def actor(self) -> Actor: ...

    @property
    def half(self) -> HalfActs: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, and what can be done with it (words of the link, act)."""

    text: str
    links: tuple[tuple[str, Run], ...] = ()
    gone: bool = False  # taken back, reversed: it stays readable
    refusals: Mapping[str, str] = field(default_factory=dict)  # why not, of links with a right of their own


class RecordList(QWidget):
    """One kind of record. Its button and its links are grey, with the reason, for who may not use them."""

    def __init__(
        self, title: str, add: str, doing: Acting, right: Right, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = QLabel(title)
        self.heading.setProperty("heading", True)
        # Its own from the start: Tab comes to it before it comes to the sheet.
        self.add = QPushButton(add, self)
        if not add:
            # Shown before it has its place, it would be a window of its own.
            self.add.hide()
        self.sheet = ActSheet(doing.half, self)
        self.refusal = lacking(doing.actor, right)
        self._rows: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(1)
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self.add)
        self._head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(3)
        whole.addLayout(self._head)
        whole.addLayout(self._lines)
        whole.addWidget(self.sheet)

    def beside_add(self, button: QPushButton) -> QPushButton:
        """Put a button behind the one that adds to the list."""
        self._head.insertWidget(2, button)
        return button

    def put_beside(self, field: QWidget) -> None:
        """Put a field, such as one to search in, beside the button that adds."""
        self._head.insertWidget(2, field, 9)
        order_before(field, self.sheet.button)

    def show_lines(self, lines: Sequence[Line], empty: str) -> None:
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines] or [_muted(empty)]
        for row in self._rows:
            self._lines.addWidget(row)
            order_before(row, self.sheet.button)
        if self.sheet.body is not None:
            order_before(self.sheet.body, self.sheet.button)

    def allow(self, *, open_file: bool, why_not: str = "") -> None:
        """Let things be written down while the file is open, by those who may."""
        refusal = self.refusal or why_not
        self.add.setEnabled(open_file and not refusal)
        self.add.setToolTip(refusal)

    def ask(
        self,
        asked: Asked,
        plan: FormPlan,
        ground: Any,
        value: Any,
        take: Callable[[Any], None],
        hint: Hint | None = None,
    ) -> None:
        """Open the form of one record below the list."""
        made = BodyPlan(plan, lambda _ground: value, lambda typed: typed, hint=hint)
        body = FormBody(made, self.sheet)
        body.begin(ground)
        self.sheet.ask(asked, body, take)

    def take_cursor(self) -> None:
        if self.add.isEnabled() and self.add.isVisible():
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, line: Line) -> QWidget:
        row = QWidget(self)
        parts = QHBoxLayout(row)
        parts.setContentsMargins(0, 0, 0, 0)
        words = QLabel(line.text)
        words.setWordWrap(True)
        words.setProperty("muted", line.gone)
        parts.addWidget(words, 1)
        for title, run in line.links:
            link = style.make_link(QPushButton(title))
            link.setAccessibleName(f"{title.removesuffix('…')}：{line.text[:24]}")
            refusal = line.refusals.get(title, self.refusal)
            link.setToolTip(refusal)
            link.setEnabled(not refusal)
            link.clicked.connect(lambda _on=False, run=run: run())
            parts.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label
