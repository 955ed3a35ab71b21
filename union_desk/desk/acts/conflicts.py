"""Who must not have a case, or is worth a look: words above the list of those who have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

_MOST_CONFLICTS: Final = 6


class Conflicts(QWidget):
    """Each a sentence and whether it bars; what bars stands first, in red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)

    def show_conflicts(self, found: Sequence[tuple[str, bool]]) -> None:
        for label in self._labels:
            self._lines.removeWidget(label)
            label.deleteLater()
        self._labels = []
        grave_first = sorted(found, key=lambda one: not one[1])
        for sentence, bars in grave_first[:_MOST_CONFLICTS]:
            label = QLabel(f"▲ {sentence}")
            label.setWordWrap(True)
            label.setProperty("problem" if bars else "muted", True)
            self._labels.append(label)
            self._lines.addWidget(label)
        if len(found) > _MOST_CONFLICTS:
            more = QLabel(f"另有 {len(found) - _MOST_CONFLICTS} 项，见页首的提示。")
            more.setProperty("muted", True)
            self._labels.append(more)
            self._lines.addWidget(more)
        self.setVisible(bool(found))

    def words(self) -> list[str]:
        return [label.text() for label in self._labels]
