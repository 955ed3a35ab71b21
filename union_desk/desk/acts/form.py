"""A short form for one act, declared as a plan: fields in the order of the paper, bound to a value.

plan = FormPlan(HomeVisit, (GridColumn("on", "核查日期", DayEdit, 6), …))
form = ActForm(plan)
form.fill(HomeVisit(on=today)); form.read()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from union_desk.desk.binder import Binder
from union_desk.desk.widgets import GridColumn, TermBox

UNITS: Final = 24
Choices = Callable[[Any], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class FormPlan:
    """What is asked, in lines of 24 units; `also` names the fields that a broken rule calls otherwise.

    `choices` gives a field the words that it offers on its ground: the parties of this case, its items.
    """

    of: type[Any]
    columns: tuple[GridColumn, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)


class FieldLines(QWidget):
    """The inputs of a plan in their places, titles above them; a page's binder finds them by name."""

    def __init__(self, columns: Sequence[GridColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(8)
        self._cells.setVerticalSpacing(4)
        for unit in range(UNITS):
            self._cells.setColumnStretch(unit, 1)
        places: dict[int, int] = {}
        self._widgets: list[QWidget] = []
        for column in columns:
            at = places.get(column.line, 0)
            self._cells.addWidget(self._cell(column), column.line, at, 1, column.units)
            places[column.line] = at + column.units

    def take_cursor(self) -> None:
        """Go to the first field that can be typed into and is still empty, else to the first one."""
        open_ones = [each for each in self._widgets if each.isEnabled()]
        empty = (each for each in open_ones if _is_empty(each))
        first = next(empty, next(iter(open_ones), None))
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _cell(self, column: GridColumn) -> QWidget:
        holder = QWidget(self)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        widget = column.make(holder)
        widget.setObjectName(column.field.replace(".", "__"))
        widget.setAccessibleName(column.title)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        label = QLabel(column.title, holder)
        label.setProperty("muted", True)
        label.setBuddy(widget)
        lines.addWidget(label)
        lines.addWidget(widget)
        # No alignment of the layout: it would not ask for the height of words that wrap below the input.
        lines.addStretch(1)
        self._widgets.append(widget)
        return holder


class ActForm(FieldLines):
    """A short form with a binder of its own; what is wrong with a field stands below it."""

    changed = Signal()

    def __init__(self, plan: FormPlan, parent: QWidget | None = None) -> None:
        super().__init__(plan.columns, parent)
        self._plan = plan
        self.binder: Binder[Any] = Binder(self, plan.of)
        self.binder.changed.connect(self.changed)

    def widget(self, name: str) -> QWidget | None:
        return self.binder.widget(name)

    def offer(self, ground: Any) -> None:
        """Give each field the words that it offers on this ground."""
        for name, choices in self._plan.choices.items():
            box = self.widget(name)
            if isinstance(box, TermBox):
                box.set_choices(choices(ground))

    def fill(self, value: Any) -> None:
        self.binder.fill(value)

    def read(self) -> Any:
        """Return what is typed; RuleBroken with its field where a text cannot be a value."""
        return self.binder.read()

    def show_problem(self, name: str, message: str) -> bool:
        """Write the message under its field; False when no field here is meant."""
        return self.binder.show_problem(self._plan.also.get(name, name), message)

    def clear_problems(self) -> None:
        self.binder.clear_problems()

    def draft(self) -> dict[str, Any]:
        return self.binder.draft()

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.binder.restore(draft)


def _is_empty(widget: QWidget) -> bool:
    draft = getattr(widget, "draft", None)
    value = draft() if callable(draft) else ""
    return value in ("", None, {"code": ""})


def heading(text: str, parent: QWidget) -> QLabel:
    """Make the title of a part of a form."""
    label = QLabel(text, parent)
    label.setProperty("heading", True)
    return label


def order_before(part: QWidget, follower: QWidget) -> None:
    """Let Tab come to a part made just now before it comes to `follower`; else it were last of the window."""
    stops = [each for each in part.findChildren(QWidget) if _stops(each)]
    before = follower.previousInFocusChain()
    while before is not None and before is not follower:
        if _stops(before) and not part.isAncestorOf(before):
            break
        before = before.previousInFocusChain()
    order = [*stops, follower] if before is None else [before, *stops, follower]
    for first, second in pairwise(order):
        QWidget.setTabOrder(first, second)


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
