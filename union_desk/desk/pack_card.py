"""One rule pack among others: what it says, the step that decides, and what is to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from union_desk.desk import style

_LEAST_CHARACTERS = 12
_GAP = 8


class PackCard(QFrame):
    """A click asks for its steps; the one in force has a frame."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.title, self.result, self.figures, self.deciding, self.flags = (wrapped(self) for _ in range(5))
        self.title.setProperty("muted", True)
        self.figures.setProperty("muted", True)
        self.result.setProperty("result", True)
        self.flags.setProperty("problem", True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 6, 8, 6)
        lines.setSpacing(3)
        for label in (self.title, self.result, self.deciding, self.figures, self.flags):
            lines.addWidget(label)
        lines.addStretch()

    def minimumSizeHint(self) -> QSize:
        wide = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(wide, super().minimumSizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def show_words(
        self, title: str, result: str, deciding: str, figures: str = "", flags: str = "", *, in_force: bool
    ) -> None:
        style.set_property(self, "card", "chosen" if in_force else "true")
        self.title.setText(title)
        self.result.setText(result)
        self.deciding.setText(deciding)
        self.figures.setText(figures)
        self.flags.setText(flags)
        self.flags.setVisible(bool(flags))


class PackCards(QWidget):
    """Cards side by side; in two lines, or one below the other, where they do not fit into one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: list[PackCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._across = 0

    def add(self, card: PackCard) -> None:
        self._cards.append(card)
        self._arrange(anew=True)

    def minimumSizeHint(self) -> QSize:
        least = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, *, anew: bool = False) -> None:
        least = self.minimumSizeHint().width() + _GAP
        fit = max(1, (self.width() + _GAP) // least)
        # Four, or two and two: never three and one.
        across = next((each for each in (len(self._cards), 2, 1) if each <= fit), 1)
        if across == self._across and not anew:
            return
        self._across = across
        for card in self._cards:
            self._grid.removeWidget(card)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // across, number % across)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self.updateGeometry()


def wrapped(parent: QWidget) -> QLabel:
    """Return a label whose words make it higher, never wider."""
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
