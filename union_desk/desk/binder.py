"""Ties the widgets of a form to the fields of a dataclass by object name.

binder = Binder(form, FileForm)    # field `owner.name` <-> the widget whose object name is `owner__name`
binder.fill(view.form); binder.changed.connect(page.mark_changed)
form = binder.read()                     # fields without a widget keep the value that was filled in
binder.show_problem("members.2.id_no", "身份证第 18 位应为 X，请对照原件。")
values = binder.draft(); binder.restore(values)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Generic, TypeVar, get_type_hints

from PySide6.QtCore import QDate, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.field import Field

Value = TypeVar("Value")
_SEPARATOR = "__"


class Binder(QObject, Generic[Value]):
    """`changed` tells of what the caseworker did, never of what `fill` did."""

    changed = Signal()

    def __init__(self, form: QWidget, of: type[Value]) -> None:
        super().__init__(form)
        self._form, self._of = form, of
        self._filled: Value | None = None
        self._quiet = False
        self._widgets: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._shown: set[str] = set()
        self._find(of, "")
        for path, widget in self._widgets.items():
            self._listen(path, widget)

    @property
    def fields(self) -> tuple[str, ...]:
        """The paths that have a widget, in the order of the dataclass."""
        return tuple(self._widgets)

    @property
    def filled(self) -> Value | None:
        """What was filled in last, as it was before anybody typed."""
        return self._filled

    def widget(self, field: str) -> QWidget | None:
        """Return the widget of a field, or of the table that holds it ("members.2.id_no")."""
        own, _rest = self._locate(field)
        return self._widgets.get(own)

    def field_of(self, widget: QWidget | None) -> str:
        """Return the path of the field that this widget belongs to, "" for none."""
        while widget is not None and widget is not self._form:
            for path, each in self._widgets.items():
                if each is widget:
                    inner = getattr(widget, "focused_field", None)
                    within = inner() if callable(inner) else ""
                    return f"{path}.{within}" if within else path
            widget = widget.parentWidget()
        return ""

    def fill(self, value: Value) -> None:
        self._filled = value
        self._quiet = True
        try:
            self.clear_problems()
            for path, widget in self._widgets.items():
                put(widget, value_at(value, path))
        finally:
            self._quiet = False

    def put_part(self, part: str, value: Any) -> None:
        """Fill one part of the form (`person`) with another value, and keep what is typed beside it."""
        if self._filled is None:
            raise LookupError("fill the form before a part of it")
        self._filled = with_values(self._filled, {part: value})
        self._quiet = True
        try:
            self.clear_problems()
            for path, widget in self._widgets.items():
                if path.startswith(f"{part}."):
                    put(widget, value_at(self._filled, path))
        finally:
            self._quiet = False
        self.changed.emit()

    def read(self) -> Value:
        """Return the form as a value; RuleBroken with its field where a text cannot be one."""
        if self._filled is None:
            raise LookupError("fill the form before it is read")
        entered: dict[str, Any] = {}
        for path, widget in self._widgets.items():
            try:
                entered[path] = take(widget, value_at(self._filled, path))
            except RuleBroken as broken:
                field = f"{path}.{broken.field}" if broken.field else path
                raise RuleBroken(broken.message, field=field) from broken
        return with_values(self._filled, entered)

    def readable(self) -> Value:
        """Read what can be read; a field whose text is no value yet keeps the value that was filled in."""
        if self._filled is None:
            raise LookupError("fill the form before it is read")
        entered: dict[str, Any] = {}
        for path, widget in self._widgets.items():
            with suppress(RuleBroken):
                entered[path] = take(widget, value_at(self._filled, path))
        return with_values(self._filled, entered)

    def draft(self) -> dict[str, Any]:
        """Everything as it stands, also what cannot be read, fit for JSON."""
        return {path: _draft_of(widget) for path, widget in self._widgets.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self._quiet = True
        try:
            for path, kept in draft.items():
                if path in self._widgets:
                    _restore(self._widgets[path], kept)
        finally:
            self._quiet = False

    def show_problem(self, field: str, message: str, *, focus: bool = True) -> bool:
        """Write the message under its field and go there; False when no widget has that field."""
        own, rest = self._locate(field)
        widget = self._widgets.get(own)
        if widget is None:
            return False
        inner = getattr(widget, "show_problem", None)
        if rest and callable(inner) and inner(rest, message, focus=focus):
            return True
        self._write(own, message)
        if focus:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_problems(self) -> None:
        for path in tuple(self._shown):
            self._write(path, "")
        for widget in self._widgets.values():
            clear = getattr(widget, "clear_problems", None)
            if callable(clear):
                clear()

    def problem(self, field: str) -> str:
        """Return the words that stand under a field now."""
        label = self._problems.get(field)
        return label.text() if label is not None and field in self._shown else ""

    def goto(self, field: str) -> QWidget | None:
        """Put the cursor into a field."""
        own, rest = self._locate(field)
        widget = self._widgets.get(own)
        if widget is None:
            return None
        inner = getattr(widget, "goto", None)
        if rest and callable(inner):
            found = inner(rest)
            if isinstance(found, QWidget):
                return found
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return widget

    def _find(self, of: type[Any], prefix: str) -> None:
        hints = get_type_hints(of)
        for each in dataclasses.fields(of):
            path = f"{prefix}{each.name}"
            widget = self._form.findChild(QWidget, path.replace(".", _SEPARATOR))
            if widget is not None:
                self._widgets[path] = widget
            elif dataclasses.is_dataclass(hints[each.name]):
                self._find(hints[each.name], f"{path}.")

    def _locate(self, field: str) -> tuple[str, str]:
        """Split "members.2.id_no" into the field that has a widget and what lies inside of it."""
        parts = field.split(".")
        for length in range(len(parts), 0, -1):
            own = ".".join(parts[:length])
            if own in self._widgets:
                return own, ".".join(parts[length:])
        return field, ""

    def _listen(self, path: str, widget: QWidget) -> None:
        signal = _changed_signal(widget)
        if signal is not None:
            signal.connect(lambda *_args: self._on_change(path))
        found = getattr(widget, "problem_found", None)
        if found is not None:
            found.connect(lambda message: self._write(path, message))

    def _on_change(self, path: str) -> None:
        if self._quiet:
            return
        if path in self._shown:
            self._write(path, "")
        self.changed.emit()

    def _write(self, path: str, message: str) -> None:
        widget = self._widgets[path]
        if not message and path not in self._shown:
            return
        label = self._problems.get(path)
        if label is None:
            # Moved above its label, the field loses the cursor for a moment, and would report once more.
            was_blocked = widget.blockSignals(True)
            label = self._problems[path] = _label_under(widget)
            widget.blockSignals(was_blocked)
        label.setText(f"▲ {message}" if message else "")
        label.setVisible(bool(message))
        widget.setAccessibleDescription(message)
        style.mark_problem(widget, problem=bool(message))
        (self._shown.add if message else self._shown.discard)(path)


def value_at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name)
    return value


def with_values(value: Value, entered: Mapping[str, Any]) -> Value:
    """Copy a (nested) dataclass, with other values at these paths."""
    own = {path: each for path, each in entered.items() if "." not in path}
    nested: dict[str, dict[str, Any]] = {}
    for path, each in entered.items():
        head, dot, rest = path.partition(".")
        if dot:
            nested.setdefault(head, {})[rest] = each
    for head, inner in nested.items():
        own[head] = with_values(getattr(value, head), inner)
    return dataclasses.replace(value, **own)  # type: ignore[type-var]


def put(widget: QWidget, value: Any) -> None:
    match widget:
        case Field():
            widget.set_value(value)
        case QCheckBox():
            widget.setChecked(bool(value))
        case QSpinBox():
            widget.setValue(0 if value is None else int(value))
        case QComboBox():
            widget.setCurrentIndex(widget.findData(value))
        case QDateEdit():
            widget.setDate(QDate(value.year, value.month, value.day))
        case QLineEdit() | QLabel():
            widget.setText("" if value is None else str(value))
        case QPlainTextEdit():
            widget.setPlainText("" if value is None else str(value))
        case _:
            raise TypeError(f"no binding for {type(widget).__name__}")


def take(widget: QWidget, before: Any = None) -> Any:
    """Return what the caseworker entered; an emptied field whose value was None stays None."""
    match widget:
        case Field():
            value = widget.value()
        case QCheckBox():
            return widget.isChecked()
        case QSpinBox():
            return widget.value()
        case QComboBox():
            return widget.currentData()
        case QDateEdit():
            day = widget.date()
            return date(day.year(), day.month(), day.day())
        case QLineEdit():
            value = widget.text().strip()
        case QPlainTextEdit():
            value = widget.toPlainText().strip()
        case QLabel():
            return before
        case _:
            raise TypeError(f"no binding for {type(widget).__name__}")
    return None if value == "" and before is None else value


def _draft_of(widget: QWidget) -> Any:
    if isinstance(widget, Field):
        return widget.draft()
    value = take(widget)
    return value.isoformat() if isinstance(value, date) else value


def _restore(widget: QWidget, kept: Any) -> None:
    if isinstance(widget, Field):
        widget.restore(kept)
    elif isinstance(widget, QDateEdit):
        put(widget, date.fromisoformat(kept))
    else:
        put(widget, kept)


def _changed_signal(widget: QWidget) -> Any:
    match widget:
        case Field():
            return widget.changed
        case QCheckBox():
            return widget.clicked
        case QSpinBox():
            return widget.valueChanged
        case QComboBox():
            return widget.activated
        case QDateEdit():
            return widget.dateChanged
        case QLineEdit():
            return widget.textEdited
        case QPlainTextEdit():
            return widget.textChanged
        case _:
            return None


def _label_under(widget: QWidget) -> QLabel:
    """Put a line for words under a field, wherever the form has placed it."""
    parent = widget.parentWidget()
    label = QLabel()
    label.setProperty("problem", True)
    label.setWordWrap(True)
    if parent is None or parent.layout() is None:
        label.setParent(parent)
        return label
    focused = QApplication.focusWidget()
    holder = QWidget(parent)
    policy = widget.sizePolicy()
    if policy.verticalPolicy() is QSizePolicy.Policy.Fixed:
        # A fixed height would be that of one guess: the words need more lines the narrower the field is.
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    holder.setSizePolicy(policy)
    replaced = _replace(parent.layout(), widget, holder)
    if not replaced:
        holder.deleteLater()
        label.setParent(parent)
        return label
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(2)
    lines.addWidget(widget)
    lines.addWidget(label)
    holder.show()
    if focused is not None and focused is not QApplication.focusWidget():
        focused.setFocus()
    return label


def _replace(layout: QLayout | None, widget: QWidget, holder: QWidget) -> bool:
    if layout is None:
        return False
    return layout.replaceWidget(widget, holder, Qt.FindChildOption.FindChildrenRecursively) is not None
