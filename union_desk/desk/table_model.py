"""A table of records for a view: every id at once, the rows as they come into sight, marks kept by id.

model = RecordTableModel(columns)
model.show(service.ids(query), service.rows)      # rows: Callable[[Sequence[str]], Mapping[str, Row]]
view.setModel(model)
model.marked                                      # frozenset of ids, also of rows never fetched
model.forget({"uid-1"})                           # fetched anew when next painted

A fetch that fails is told once; what was not read then shows a dash until it is asked for anew.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[str]], Mapping[str, Row]]

# About what is seen at once: a row costs some half a millisecond, and a page has to follow the key.
PAGE: Final = 32
_KEPT: Final = 4800
_UNREAD: Final = "—"
UID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
URGENT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
# Qt asks each cell for twice as many whenever it is painted.
_ANSWERED: Final = frozenset({_DISPLAY, _TOOL_TIP, _ALIGNMENT, _CHECK, _ACCESSIBLE, UID_ROLE, URGENT_ROLE})
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a list. `width` is in characters; `sort` is a key of the query ("" = no sorting)."""

    name: str
    title: str
    text: Callable[[Row], str]
    width: int = 10
    right: bool = False
    sort: str = ""
    tooltip: Callable[[Row], str] | None = None
    urgent: Callable[[Row], bool] | None = None
    hidden: bool = False


class RecordTableModel(QAbstractTableModel, Generic[Row]):
    """Column 0 holds the marks; the columns given follow it."""

    marks_changed = Signal()

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._ids: Sequence[str] = ()
        self._places: dict[str, int] | None = None
        self._fetch: Fetch[Row] = lambda _ids: {}
        self._rows: OrderedDict[str, Row | None] = OrderedDict()
        self._marked: set[str] = set()
        self._broken = False

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    @property
    def marked(self) -> frozenset[str]:
        return frozenset(self._marked)

    def show(self, ids: Sequence[str], fetch: Fetch[Row]) -> None:
        """Show these records in this order; with the same ids the view keeps its place."""
        self._broken = False
        if list(ids) == list(self._ids):
            self._fetch = fetch
            self.forget()
            return
        self.beginResetModel()
        self._ids, self._fetch, self._places = ids, fetch, None
        self._rows.clear()
        self.endResetModel()

    def forget(self, uids: Iterable[str] | None = None) -> None:
        """Fetch these rows (or all) anew when they are next painted."""
        self._broken = False
        if uids is None:
            self._rows.clear()
            self._repaint(0, len(self._ids) - 1)
            return
        for uid in uids:
            place = self.place(uid)
            if place is not None:
                self._rows.pop(uid, None)
                self._repaint(place, place)

    def place(self, uid: str) -> int | None:
        """Return the row number of a record."""
        if self._places is None:
            self._places = {each: number for number, each in enumerate(self._ids)}
        return self._places.get(uid)

    def uid(self, number: int) -> str:
        return self._ids[number] if 0 <= number < len(self._ids) else ""

    def row(self, number: int) -> Row | None:
        """Return the record in this row, or None when another has just removed it or it cannot be read."""
        uid = self._ids[number]
        if uid not in self._rows and not self._broken:
            self._fetch_from(number)
        return self._rows.get(uid)

    def _fetch_from(self, number: int) -> None:
        """Fetch a row with those that come into sight with it: onwards, or backwards from known ones."""
        onwards = self.uid(number + 1) not in self._rows
        first = number if onwards else max(0, number + 1 - PAGE)
        last = number + PAGE if onwards else number + 1
        wanted = [uid for uid in self._ids[first:last] if uid not in self._rows]
        try:
            found = self._fetch(wanted)
        except Exception as error:  # noqa: BLE001 - told
            # Told once: every further painting would only fail again.
            self._broken = True
            sys.excepthook(type(error), error, error.__traceback__)
            return
        self._rows.update((uid, found.get(uid)) for uid in wanted)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)

    def mark(self, uids: Iterable[str], *, on: bool) -> None:
        before = len(self._marked)
        chosen = set(uids)
        self._marked = self._marked | chosen if on else self._marked - chosen
        if len(self._marked) != before:
            self._repaint(0, len(self._ids) - 1, 0, 0)
            self.marks_changed.emit()

    def toggle(self, uid: str) -> None:
        self.mark([uid], on=uid not in self._marked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        number, section = index.row(), index.column()
        if role == UID_ROLE:
            return self._ids[number]
        if section == 0:
            return self._mark_data(self._ids[number], role)
        column = self.columns[section - 1]
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        if role in {_CHECK, _ACCESSIBLE}:
            return None
        row = self.row(number)
        if row is None:
            return _UNREAD if role == _DISPLAY and self._ids[number] not in self._rows else None
        return _cell(column, row, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if index.column() != 0 or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.mark([self._ids[index.row()]], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section - 1].title if section else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT if self.columns[section - 1].right else _LEFT
        return None

    def _mark_data(self, uid: str, role: int) -> Any:
        if role == _CHECK:
            return Qt.CheckState.Checked if uid in self._marked else Qt.CheckState.Unchecked
        if role == _ACCESSIBLE:
            return "已选" if uid in self._marked else "未选"
        return None

    def _repaint(self, first: int, last: int, left: int = 0, right: int | None = None) -> None:
        if last >= first >= 0:
            end = len(self.columns) if right is None else right
            self.dataChanged.emit(self.index(first, left), self.index(last, end))


def _cell(column: Column[Row], row: Row, role: int) -> Any:
    if role == _DISPLAY:
        return column.text(row)
    if role == URGENT_ROLE:
        return column.urgent is not None and column.urgent(row)
    return column.tooltip(row) if column.tooltip is not None else None
