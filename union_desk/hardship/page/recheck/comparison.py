"""Last year beside this year as a small table of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from union_desk.desk import style
from union_desk.hardship.values import ComparedLine

_STRETCHES: Final = (0, 4, 4, 5)


class ComparisonTable(QWidget):
    """What changed is written bold; the words say how."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(12)
        self._cells.setVerticalSpacing(2)
        for column, stretch in enumerate(_STRETCHES):
            self._cells.setColumnStretch(column, stretch)
        self._rows: list[tuple[QLabel, ...]] = []

    def show_lines(self, before: str, after: str, lines: Sequence[ComparedLine]) -> None:
        """Show the lines under the days of both sides."""
        while self._rows:
            for label in self._rows.pop():
                self._cells.removeWidget(label)
                label.deleteLater()
        self._add(("", before, after, "变化"), muted=True)
        for line in lines:
            self._add((line.label, line.before, line.after, line.change), bold=line.notable)

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each row."""
        return tuple(tuple(label.text() for label in row) for row in self._rows)

    def _add(self, texts: tuple[str, ...], *, bold: bool = False, muted: bool = False) -> None:
        row = len(self._rows)
        labels = []
        for column, text in enumerate(texts):
            label = QLabel(text, self)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if column:
                label.setWordWrap(True)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            style.set_property(label, "muted", muted or column == 0)
            style.set_property(label, "heading", bold and column >= len(texts) - 2)
            self._cells.addWidget(label, row, column)
            labels.append(label)
        self._rows.append(tuple(labels))
