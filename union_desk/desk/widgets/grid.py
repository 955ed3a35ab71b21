"""A small table that is filled row by row: family members, incomes, papers.

grid.set_up(MemberEntry, MemberEntry, (
    GridColumn("person.name", "姓名", TextEdit, units=4),
    GridColumn("relation", "关系", lambda parent: TermBox(parent, "relation"), units=4),
    GridColumn("person.id_no", "身份证号", IdentityEdit, units=8),
))
grid.set_value(form.members); grid.value()            # tuple of MemberEntry, untouched new rows left out
grid.added.connect(lambda row: wire(row.widget("person.id_no")))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.binder import Binder
from union_desk.desk.widgets.fold import Fold
from union_desk.desk.widgets.keys import go_on
from union_desk.desk.widgets.secret import SecretEdit

UNITS: Final = 24
_UID: Final = "uid"
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One cell of a row. A line of a row is 24 units wide; a row may have several lines.

    Titles stand above the cells of the first row. A cell with `more` is shown, under its own title in every
    row, only when 更多栏目 is opened; it needs a line of such cells. A cell with `at` begins at this unit,
    where another that is hidden may have its place too.
    """

    field: str
    title: str
    make: Callable[[QWidget], QWidget]
    units: int = 4
    line: int = 0
    more: bool = False
    at: int | None = None


class GridRow(QFrame):
    """The cells of one row, bound to one value."""

    def __init__(self, of: type[Any], columns: Sequence[GridColumn], line: QWidget) -> None:
        super().__init__(line)
        self.line = line
        cells = QGridLayout(self)
        lined = any(column.line for column in columns)
        self.setProperty("gridrow", lined)
        cells.setContentsMargins(0, 2, 0, 6 if lined else 2)
        cells.setHorizontalSpacing(4)
        cells.setVerticalSpacing(4)
        for unit in range(UNITS):
            cells.setColumnStretch(unit, 1)
        places: dict[int, int] = {}
        self.more: list[QWidget] = []
        self._titles: list[QLabel] = []
        self._holders: dict[str, QWidget] = {}
        for column in columns:
            widget = column.make(self)
            widget.setObjectName(_name(column))
            widget.setAccessibleName(column.title)
            if isinstance(widget, QLineEdit) and not column.more:
                widget.setPlaceholderText(column.title)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
            at = places.get(column.line, 0) if column.at is None else column.at
            top = Qt.AlignmentFlag.AlignTop
            cell = self._holders[column.field] = self._titled(widget, column)
            cells.addWidget(cell, column.line, at, 1, column.units)
            cells.setAlignment(cell, top)
            places[column.line] = at + column.units
        self.binder: Binder[Any] = Binder(self, of)
        self.fresh: Any = None
        self.out: QToolButton | None = None
        """The button beside it that takes it out."""

    def widget(self, field: str) -> QWidget | None:
        return self.binder.widget(field)

    def show_titles(self, *, on: bool) -> None:
        for title in self._titles:
            title.setVisible(on)

    def show_cell(self, field: str, *, on: bool) -> None:
        """Show a cell with its title, or not where the row is about something else."""
        self._holders[field].setVisible(on)

    def _titled(self, widget: QWidget, column: GridColumn) -> QWidget:
        """Put its title above a cell."""
        holder = QWidget(self)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        label = QLabel(column.title, holder)
        label.setProperty("muted", True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines.addWidget(label)
        lines.addWidget(widget)
        if column.more:
            self.more.append(holder)
        else:
            self._titles.append(label)
        return holder

    @property
    def uid(self) -> str:
        """The id of the value in this row, "" when its values have none."""
        return str(getattr(self.binder.filled, _UID, ""))

    @property
    def untouched(self) -> bool:
        """A new row into which nothing was written yet."""
        if self.fresh is None:
            return False
        try:
            return bool(self.binder.read() == self.fresh)
        except RuleBroken:
            return False


class AddButton(QPushButton):
    """Adds a row. Enter that comes to an empty table begins the first row without stopping at the button."""

    def __init__(self, title: str, grid: GridEdit) -> None:
        super().__init__(title, grid)
        self._grid = grid

    def begin(self) -> bool:
        if not self._grid.rows:
            self._grid.add_row()
            return True
        return False


class GridEdit(QWidget):
    """Every cell is an input of its own, so that the input method works in each and nothing opens by typing.

    Enter goes on, from the last cell into a new row; Enter in the first cell of an untouched last row leaves
    the table, Ctrl+Enter leaves it from anywhere. Ctrl+Insert adds a row, Ctrl+Delete takes one out, and 恢复
    puts it back.
    """

    changed = Signal()
    added = Signal(object)
    removed = Signal(object)
    titles_in_each: ClassVar[bool] = False
    """Whether every row has its titles, as where rows differ; else the first one has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: type[Any] | None = None
        self._new: Callable[[], Any] = object
        self._columns: Sequence[GridColumn] = ()
        self._rows: list[GridRow] = []
        self._taken: tuple[int, Any, Any] | None = None
        self._look_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        self._foot = QHBoxLayout()
        self._add = AddButton("＋ 加一行 (Ctrl+Insert)", self)
        self._add.setAutoDefault(False)
        self._add.clicked.connect(lambda _on=False: self.add_row())
        self._back = style.make_link(QPushButton("恢复刚才删去的一行", self))
        self._back.clicked.connect(self.put_back)
        self._back.hide()
        self.more = Fold(self)
        self.more.setText("更多栏目")
        self.more.hide()
        self.more.toggled.connect(self._show_more)
        self.sums = QLabel()
        self._foot.addWidget(self._add)
        self._foot.addWidget(self._back)
        self._foot.addWidget(self.more)
        self._foot.addStretch()
        self._foot.addWidget(self.sums)

    def set_up(self, of: type[Any], new: Callable[[], Any], columns: Sequence[GridColumn]) -> None:
        """Say once what a row is; `new` makes the value of a new one."""
        self._of, self._new, self._columns = of, new, tuple(columns)
        self._column.addLayout(self._body)
        self._column.addLayout(self._foot)
        self.more.fold()
        self._show_more(False)
        self._settle_rows()

    def set_look_only(self, *, on: bool) -> None:
        """Let only what is masked be shown, and nothing be changed: for who reviews."""
        self._look_only = on
        self._add.setEnabled(not on)
        self._back.setEnabled(not on)
        for row in self._rows:
            self._allow(row)

    @property
    def rows(self) -> Sequence[GridRow]:
        return tuple(self._rows)

    def value(self) -> tuple[Any, ...]:
        values = []
        for number, row in enumerate(self._rows):
            if row.untouched:
                continue
            try:
                values.append(row.binder.read())
            except RuleBroken as broken:
                raise RuleBroken(broken.message, field=f"{number}.{broken.field}") from broken
        return tuple(values)

    def set_value(self, value: Any) -> None:
        self._back.hide()
        wanted = tuple(value or ())
        while len(self._rows) > len(wanted):
            self._drop(self._rows.pop())
        for number, each in enumerate(wanted):
            if number == len(self._rows):
                self._insert(number, each)
            else:
                self._rows[number].fresh = None
                self._rows[number].binder.fill(each)

    def draft(self) -> Any:
        return [
            row.binder.draft() | ({_UID: row.uid} if row.uid else {})
            for row in self._rows
            if not row.untouched
        ]

    def restore(self, draft: Any) -> None:
        """Bring back half-typed rows; a row with a uid keeps what it has beside its cells."""
        kept = list(draft or ())
        known = {row.uid: row.binder.filled for row in self._rows if row.uid}
        while self._rows:
            self._drop(self._rows.pop())
        for number, each in enumerate(kept):
            cells = dict(each)
            uid = cells.pop(_UID, "")
            value = known.get(uid) or (replace(self._new(), uid=uid) if uid else self._new())
            self._insert(number, value).binder.restore(cells)

    def add_row(self, *, focus: bool = True) -> GridRow:
        fresh = self._new()
        row = self._insert(len(self._rows), fresh)
        row.fresh = fresh
        if focus:
            self._enter(row)
        self.added.emit(row)
        return row

    def remove_row(self, number: int) -> None:
        """Take a row out; it can be put back until the next one goes."""
        row = self._rows[number]
        self._taken = (number, row.binder.filled, row.binder.draft())
        del self._rows[number]
        self._drop(row)
        self._back.show()
        if self._rows:
            self._enter(self._rows[min(number, len(self._rows) - 1)])
        else:
            self._add.setFocus()
        self.removed.emit(number)
        self.changed.emit()

    def put_back(self) -> None:
        if self._taken is None:
            return
        number, value, typed = self._taken
        self._taken = None
        self._back.hide()
        row = self._insert(number, value)
        row.binder.restore(typed)
        self._enter(row)
        self.changed.emit()

    def show_problem(self, field: str, message: str, *, focus: bool = True) -> bool:
        row, rest = self._row_of(field)
        self._open_for(row, rest)
        return row is not None and row.binder.show_problem(rest, message, focus=focus)

    def clear_problems(self) -> None:
        for row in self._rows:
            row.binder.clear_problems()

    def goto(self, field: str) -> QWidget | None:
        row, rest = self._row_of(field)
        self._open_for(row, rest)
        return row.binder.goto(rest) if row is not None else None

    def focused_field(self) -> str:
        """Return the path of the cell that has the cursor, such as 2.relation."""
        here = QApplication.focusWidget()
        for number, row in enumerate(self._rows):
            if here is not None and row.isAncestorOf(here):
                return f"{number}.{row.binder.field_of(here)}"
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Insert and Ctrl+Delete before a cell does, which would copy or cut words with them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._row_key(event)
        return super().eventFilter(watched, event)

    def _row_key(self, event: QKeyEvent) -> bool:
        number = self._focused_row()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() == Qt.Key.Key_Insert:
            if not self._look_only:
                self.add_row()
            return True
        if event.key() == Qt.Key.Key_Delete and number is not None:
            if not self._look_only:
                self.remove_row(number)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._focused_row()
        if self._row_key(event):
            return
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            go_on(self.window(), leaving=self)
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._enter_key(event, number)
        else:
            super().keyPressEvent(event)

    def _enter_key(self, event: QKeyEvent, number: int | None) -> None:
        here = QApplication.focusWidget()
        if self._look_only or number is None or here is None or number != len(self._rows) - 1:
            super().keyPressEvent(event)
            return
        row = self._rows[number]
        cells = [cell for cell in self._cells(row) if cell.isVisibleTo(row)]
        if row.untouched and here is cells[0]:
            go_on(self.window(), leaving=self)
            self._rows.remove(row)
            self._drop(row)
        elif here is cells[-1] or cells[-1].isAncestorOf(here):
            self.add_row()
        else:
            super().keyPressEvent(event)

    def _insert(self, number: int, value: Any) -> GridRow:
        if self._of is None:
            raise LookupError("set_up comes before rows")
        line = QWidget(self)
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        row = GridRow(self._of, self._columns, line)
        row.binder.fill(value)
        row.binder.changed.connect(self.changed)
        for cell in self._cells(row):
            cell.installEventFilter(self)
        out = QToolButton(line)
        out.setText("✕")
        out.setAutoRaise(True)
        out.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        out.setAccessibleName("删去这一行")
        out.setToolTip("删去这一行 (Ctrl+Delete)")
        out.clicked.connect(lambda: self.remove_row(self._rows.index(row)))
        row.out = out
        beside.addWidget(row, 1)
        beside.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        self._body.insertWidget(number, line)
        self._rows.insert(number, row)
        # Shown now and not at the next turn of the event loop: the next Enter already looks for its cells.
        line.show()
        self._allow(row)
        self._settle_rows()
        for cell in row.more:
            cell.setVisible(self.more.isChecked())
        self._order_tabs()
        return row

    def _allow(self, row: GridRow) -> None:
        for cell in self._cells(row):
            if isinstance(cell, SecretEdit):
                cell.set_look_only(on=self._look_only)
                cell.setEnabled(not self._look_only or cell.masked)
            else:
                cell.setEnabled(not self._look_only)
        if row.out is not None:
            row.out.setEnabled(not self._look_only)

    def _drop(self, row: GridRow) -> None:
        self._body.removeWidget(row.line)
        row.line.hide()
        row.line.deleteLater()
        self._settle_rows()

    def _settle_rows(self) -> None:
        """Show titles in the first row, and the line that unfolds more of them only where there is a row."""
        for number, row in enumerate(self._rows):
            row.show_titles(on=number == 0 or self.titles_in_each)
        self.more.setVisible(bool(self._rows) and any(column.more for column in self._columns))

    def _order_tabs(self) -> None:
        """Rows added later stand before the button in the Tab order, in their order on the screen."""
        cells = [cell for row in self._rows for cell in self._cells(row)]
        before = self._stop_before()
        order = [*cells, self._add, self._back, self.more]
        for first, second in pairwise(order if before is None else [before, *order]):
            QWidget.setTabOrder(first, second)

    def _stop_before(self) -> QWidget | None:
        """Find the field before the table: a new row would otherwise be last of the whole window."""
        each = self._add.previousInFocusChain()
        while each is not None and each is not self._add:
            if not self.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return each
            each = each.previousInFocusChain()
        return None

    def _cells(self, row: GridRow) -> Iterator[QWidget]:
        for column in self._columns:
            widget = row.binder.widget(column.field)
            if widget is not None:
                yield widget

    def _show_more(self, opened: bool) -> None:
        for each in (cell for row in self._rows for cell in row.more):
            each.setVisible(opened)

    def _open_for(self, row: GridRow | None, field: str) -> None:
        """Open 更多栏目 when the field lies there."""
        widget = row.widget(field) if row is not None else None
        if row is not None and widget is not None and any(cell.isAncestorOf(widget) for cell in row.more):
            self.more.open()

    def _enter(self, row: GridRow) -> None:
        first = next((cell for cell in self._cells(row) if cell.isVisibleTo(row)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _row_of(self, field: str) -> tuple[GridRow | None, str]:
        number, _dot, rest = field.partition(".")
        if number.isdigit() and int(number) < len(self._rows):
            return self._rows[int(number)], rest
        return None, rest

    def _focused_row(self) -> int | None:
        number, _dot, _rest = self.focused_field().partition(".")
        return int(number) if number else None


def _name(column: GridColumn) -> str:
    return column.field.replace(".", "__")
