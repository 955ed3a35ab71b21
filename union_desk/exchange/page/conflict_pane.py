"""Conflicts decided by one key each: 1 我方, 2 对方, 3 原值, E 另填, S 以下相同的都这样.

pane = ConflictPane(desk.preferences)
pane.show_conflicts(conflicts, {})               # and again, with what was decided, after every `decided`
pane.decided.connect(lambda settlements: ...)    # a tuple of Settlement
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.preferences import Preferences
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets.elided import Elided
from union_desk.desk.widgets.line import LineEdit
from union_desk.exchange.page.words import EMPTIED, SIDES, button, label, moment
from union_desk.exchange.values import Alternative, Choice, Conflict, Settlement

Key = tuple[str, str, str]
KEYS: Final = {"1": Choice.OURS, "2": Choice.THEIRS, "3": Choice.ORIGINAL}
_LINES: Final = 5
_TITLES: Final = {Choice.OURS: "&1 我方", Choice.THEIRS: "&2 对方", Choice.ORIGINAL: "&3 原值"}
_OTHERS: Final = "又一方"


@dataclass(frozen=True, slots=True)
class _Row:
    conflict: Conflict
    said: str


def _title(row: _Row) -> str:
    return row.conflict.title


def _label(row: _Row) -> str:
    return row.conflict.label


COLUMNS: Final[tuple[Column[_Row], ...]] = (
    Column("title", "档案或人员", _title, 20, tooltip=_title),
    Column(
        "kind", "类别", lambda row: row.conflict.kind_title, 14, tooltip=lambda row: row.conflict.kind_title
    ),
    Column("label", "项目", _label, 16, tooltip=_label),
    Column("said", "决定", lambda row: row.said, 12, tooltip=lambda row: row.said),
)


def said(settlement: Settlement) -> str:
    """Say what was decided, as the list shows it."""
    if settlement.choice is Choice.OTHER:
        return f"✓ 另填 {settlement.value[0] or EMPTIED}"
    return f"✓ {SIDES[settlement.choice]}"


class ConflictPane(QWidget):
    """The list above, below it the values of the conflict under the cursor with who gave them and when."""

    decided = Signal(object)
    wanted = Signal(object)
    """Open the record of this conflict: its value is not typed here."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._refusal = ""
        self.model: RecordTableModel[_Row] = RecordTableModel(COLUMNS, self)
        self.table = RecordTable(preferences, "list/conflicts")
        self.table.show_model(self.model)
        self.table.setColumnHidden(0, True)
        self.table.setAccessibleName("冲突")
        self.heading = label("冲突的项目")
        self.heading.setProperty("heading", True)
        self.buttons: dict[Choice, QPushButton] = {}
        self.values: dict[Choice, Elided] = {}
        self._whose: dict[Choice, Elided] = {}
        self.more = label("别的值")
        self.other_button = button("&E 另填", self.ask_other)
        self.other = LineEdit()
        self.other.setAccessibleName("另填的值")
        self.same = QCheckBox("以下相同的都这样(&S)")
        self._lay_out()
        self.table.typed.connect(self._typed)
        self.table.opened.connect(lambda _beside: self._open())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_values())
        self.other.returnPressed.connect(self._take_other)
        self._show_values()

    @property
    def current(self) -> Conflict | None:
        index = self.table.currentIndex()
        row = self._rows.get(self.model.uid(index.row())) if index.isValid() else None
        return row.conflict if row is not None else None

    def show_conflicts(
        self, conflicts: Sequence[Conflict], decisions: Mapping[Key, Settlement], refusal: str = ""
    ) -> None:
        """Show these; the cursor goes on to the next one that is open."""
        self._refusal = refusal
        here = max(self.table.currentIndex().row(), 0)
        before = self.current
        self._rows = {
            _uid(one.key): _Row(one, said(decisions[one.key]) if one.key in decisions else "")
            for one in conflicts
        }
        ids = list(self._rows)
        self.model.show(ids, lambda uids: {uid: self._rows[uid] for uid in uids if uid in self._rows})
        if ids:
            is_done = before is not None and before.key in decisions
            place = min(here, len(ids) - 1)
            if is_done:
                order = [*range(place + 1, len(ids)), *range(place)]
                place = next((each for each in order if not self._rows[ids[each]].said), place)
            self.table.setCurrentIndex(self.model.index(place, 1))
        self._show_values()

    def choose(self, choice: Choice) -> None:
        """Decide the conflict under the cursor, and those below that are like it where that is ticked."""
        conflict = self.current
        if conflict is None or self._refusal or choice not in _choices(conflict):
            return
        self._decide(choice)

    def ask_other(self) -> None:
        """Let another value be typed, or open the record where this field has its own way of entry."""
        conflict = self.current
        if conflict is None or self._refusal:
            return
        if not conflict.is_text:
            self._open()
            return
        shown = next((one.shown for one in conflict.alternatives if one.choice is conflict.shown), "")
        self.other.setText(shown)
        self.other.setEnabled(True)
        self.other.setFocus()
        self.other.selectAll()

    def _take_other(self) -> None:
        self._decide(Choice.OTHER, (self.other.text().strip() or None,))
        self.table.setFocus()

    def _decide(self, choice: Choice, value: tuple[object, ...] = ()) -> None:
        conflict = self.current
        if conflict is None:
            return
        chosen = [conflict]
        if self.same.isChecked():
            ids = list(self._rows)
            below = [self._rows[uid] for uid in ids[ids.index(_uid(conflict.key)) + 1 :]]
            chosen += [
                row.conflict for row in below if not row.said and _is_like(row.conflict, conflict, choice)
            ]
        self.decided.emit(tuple(Settlement(*one.key, choice, value) for one in chosen))

    def _typed(self, key: str) -> None:
        if key in KEYS:
            self.choose(KEYS[key])
        elif key.lower() == "e":
            self.ask_other()
        elif key.lower() == "s":
            self.same.toggle()

    def _open(self) -> None:
        conflict = self.current
        if conflict is not None:
            self.wanted.emit(conflict)

    def _show_values(self) -> None:
        conflict = self.current
        known = _choices(conflict) if conflict is not None else {}
        named = f"{conflict.title}　{conflict.kind_title} · {conflict.label}" if conflict is not None else ""
        self.heading.setText(named)
        for choice, each in self.buttons.items():
            one = known.get(choice)
            each.setEnabled(one is not None and not self._refusal)
            each.setToolTip(self._refusal)
            self.values[choice].setText((one.shown or EMPTIED) if one is not None else "")
            self._whose[choice].setText(_whose(one) if one is not None else "")
            is_shown = conflict is not None and choice is conflict.shown
            style.set_property(self.values[choice], "heading", is_shown)
        others = [one for one in conflict.alternatives if one.choice is Choice.OTHER] if conflict else []
        self.more.setText("；".join(f"{_OTHERS}：{one.shown or EMPTIED}（{_whose(one)}）" for one in others))
        self.more.setVisible(bool(others))
        self.other_button.setEnabled(conflict is not None and not self._refusal)
        self.other_button.setToolTip(self._refusal or "这里能写的直接写；别的项目打开档案去改。")
        self.other.setEnabled(False)
        self.other.clear()
        self.same.setEnabled(conflict is not None and not self._refusal)

    def _lay_out(self) -> None:
        values = QGridLayout()
        values.setColumnStretch(1, 3)
        values.setColumnStretch(2, 2)
        for number, (choice, title) in enumerate(_TITLES.items()):
            self.buttons[choice] = button(title, partial(self.choose, choice))
            self.values[choice], self._whose[choice] = Elided(), Elided()
            self._whose[choice].setProperty("muted", True)
            values.addWidget(self.buttons[choice], number, 0)
            values.addWidget(self.values[choice], number, 1)
            values.addWidget(self._whose[choice], number, 2)
        last = QHBoxLayout()
        last.addWidget(self.other_button)
        last.addWidget(self.other, 1)
        last.addWidget(self.same)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.heading)
        whole.addLayout(values)
        whole.addWidget(self.more)
        whole.addLayout(last)


def _uid(key: Key) -> str:
    return "/".join(key)


def _choices(conflict: Conflict) -> dict[Choice, Alternative]:
    return {one.choice: one for one in conflict.alternatives if one.choice is not Choice.OTHER}


def _is_like(one: Conflict, other: Conflict, choice: Choice) -> bool:
    same = (one.table, one.field) == (other.table, other.field)
    return same and (choice in _choices(one) or choice is Choice.OTHER)


def _whose(one: Alternative) -> str:
    return " ".join(filter(None, (one.office, one.by, moment(one.at))))
