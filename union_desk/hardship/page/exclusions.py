"""The 负面清单: lines to tick, each with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from union_desk.core.terms import Term, terms
from union_desk.desk.widgets import TextEdit
from union_desk.hardship.values import ExclusionEntry


@dataclass(frozen=True, slots=True)
class ExclusionLine:
    """One line of the list: its tick, and what is shown once it is ticked."""

    tick: QCheckBox
    evidence: TextEdit
    remark: TextEdit


class ExclusionsEdit(QWidget):
    """`value()` is a tuple of ExclusionEntry, one for each ticked line; ↑ and ↓ go from line to line."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exclusions")
        self.setAccessibleName("负面清单")
        self._entries: dict[str, ExclusionEntry] = {}
        self._lines: dict[str, ExclusionLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(2)
        for term in terms("exclusion"):
            column.addWidget(self._make_line(term))

    def value(self) -> tuple[ExclusionEntry, ...]:
        return tuple(self._entry(code, line) for code, line in self._lines.items() if line.tick.isChecked())

    def set_value(self, value: Any) -> None:
        self._entries = {entry.code: entry for entry in value or ()}
        for code, line in self._lines.items():
            entry = self._entries.get(code)
            line.tick.setChecked(entry is not None)
            line.evidence.set_value(entry.evidence if entry else "")
            line.remark.set_value(entry.remark if entry else "")

    def line(self, code: str) -> ExclusionLine:
        return self._lines[code]

    def draft(self) -> Any:
        return [[entry.code, entry.evidence, entry.remark, entry.uid] for entry in self.value()]

    def restore(self, draft: Any) -> None:
        kept = (list(each) for each in draft or ())
        self.set_value(
            [
                ExclusionEntry(code=code, evidence=evidence, remark=remark, uid=uid)
                for code, evidence, remark, uid in kept
            ]
        )

    def goto(self, field: str) -> QWidget | None:
        """Lead to the line of one entry ("0.code"), counted as `value()` counts them."""
        number = field.partition(".")[0]
        ticked = [line for line in self._lines.values() if line.tick.isChecked()]
        if not number.isdigit() or int(number) >= len(ticked):
            return None
        ticked[int(number)].tick.setFocus(Qt.FocusReason.OtherFocusReason)
        return ticked[int(number)].tick

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [line.tick for line in self._lines.values()]
        here = next((number for number, tick in enumerate(order) if tick.hasFocus()), None)
        if here is not None and event.key() == Qt.Key.Key_Down:
            order[min(here + 1, len(order) - 1)].setFocus()
        elif here is not None and event.key() == Qt.Key.Key_Up:
            order[max(here - 1, 0)].setFocus()
        else:
            super().keyPressEvent(event)

    def _entry(self, code: str, line: ExclusionLine) -> ExclusionEntry:
        entry = self._entries.setdefault(code, ExclusionEntry(code=code))
        return replace(entry, evidence=line.evidence.value(), remark=line.remark.value())

    def _make_line(self, term: Term) -> QWidget:
        holder = QWidget(self)
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        tick = QCheckBox(term.label, holder)
        tick.setToolTip(term.note)
        evidence, remark = TextEdit(holder), TextEdit(holder)
        evidence.setPlaceholderText("凭证")
        evidence.setAccessibleName(f"{term.label}的凭证")
        remark.setPlaceholderText("备注")
        remark.setAccessibleName(f"{term.label}的备注")
        beside.addWidget(tick, 2)
        for box in (evidence, remark):
            box.hide()
            box.changed.connect(self.changed)
            beside.addWidget(box, 1)
            tick.toggled.connect(box.setVisible)
        tick.clicked.connect(lambda _on: self.changed.emit())
        self._lines[term.code] = ExclusionLine(tick, evidence, remark)
        return holder
