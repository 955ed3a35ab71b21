"""The roles of a user as boxes to tick, each with what it allows in one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from union_desk.core.rights import ROLE_LABELS, ROLE_WORDS, Role


class RolesEdit(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Role, QCheckBox] = {}
        lines = QGridLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(2)
        lines.setColumnStretch(1, 1)
        for number, (role, label) in enumerate(ROLE_LABELS.items(), start=1):
            box = QCheckBox(f"{label}(&{number})")
            box.setAccessibleName(label)
            box.setAccessibleDescription(ROLE_WORDS[role])
            words = QLabel(ROLE_WORDS[role])
            words.setWordWrap(True)
            words.setProperty("muted", True)
            lines.addWidget(box, number, 0)
            lines.addWidget(words, number, 1)
            self.boxes[role] = box

    def set_roles(self, roles: Iterable[Role]) -> None:
        held = frozenset(roles)
        for role, box in self.boxes.items():
            box.setChecked(role in held)

    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())
