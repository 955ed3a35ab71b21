"""The table of a list: how it answers keys, paints its current row, and keeps the widths of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from union_desk.desk import style
from union_desk.desk.preferences import Preferences
from union_desk.desk.table_model import URGENT_ROLE, Column, RecordTableModel

MARK_COLUMN: Final = 0
_WIDEST: Final = 1.8


class RowDelegate(QStyledItemDelegate):
    """The current row is tinted and has a red bar; what is urgent is red and bold. No dotted focus frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = option.widget
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if (
            isinstance(view, QTableView)
            and index.column() == MARK_COLUMN
            and index.row() == view.currentIndex().row()
        ):
            bar = QRect(option.rect)
            bar.setWidth(3)
            painter.fillRect(bar, QColor(style.RED))

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(URGENT_ROLE):
            option.font.setBold(True)
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(style.RED))


class RecordTable(QTableView):
    """Enter opens, Space marks, any other character goes into the search field.

    Columns have the widths one gave them, kept by `name`; room that is left is shared out among them, and
    where it is too narrow the last ones fold away.
    """

    opened = Signal(bool)
    menu_wanted = Signal(QPoint)
    space = Signal()
    typed = Signal(str)

    def __init__(self, preferences: Preferences, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences, self._name = preferences, name
        self._columns: tuple[Column[Any], ...] = ()
        self._unwanted: set[str] = set()
        self._stretch = 1.0
        self._fitting = False
        self._drawn = False  # the mouse is on the header: only then a width is somebody's will
        self.horizontalHeader().viewport().installEventFilter(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        self.doubleClicked.connect(lambda _index: self.opened.emit(False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._drawn = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._drawn = False
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Space:
            self.space.emit()
        elif (
            text.isprintable()
            and text.strip()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def show_model(self, model: RecordTableModel[Any]) -> None:
        self.setModel(model)
        self._columns = model.columns
        unwanted = [column.name for column in self._columns if column.hidden]
        self._unwanted = set(self._preferences.get(f"{self._name}/hidden", unwanted))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(MARK_COLUMN, QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._keep_width)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._columns:
            self._fit_rows()
            self._fit()

    def show_column(self, number: int, *, on: bool) -> None:
        name = self._columns[number - 1].name
        self._unwanted = self._unwanted - {name} if on else self._unwanted | {name}
        self._preferences.set(f"{self._name}/hidden", sorted(self._unwanted))
        self._fit()

    def shown_columns(self) -> tuple[str, ...]:
        """Return the names of the columns that are wanted, whether or not there is room for them."""
        return tuple(column.name for column in self._columns if column.name not in self._unwanted)

    def show_columns(self, names: Iterable[str]) -> None:
        """Show these columns and no others; without any of them all stay as they are."""
        wanted = {column.name for column in self._columns} & set(names)
        if wanted:
            self._unwanted = {column.name for column in self._columns} - wanted
            self._preferences.set(f"{self._name}/hidden", sorted(self._unwanted))
            self._fit()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))

    def _fit(self) -> None:
        """Give the columns their own widths, wider where the table has room for it."""
        if self._fitting:
            # A scroll bar came or went by these very widths and resized the table again.
            return
        mark = round(self.fontMetrics().height() * 1.6)
        bars = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        room = self.width() - bars - mark
        widths = _those_that_fit(self._own_widths(), room)
        self._stretch = min(max(1.0, room / (sum(widths.values()) or 1)), _WIDEST)
        self._fitting = True
        self.setColumnWidth(MARK_COLUMN, mark)
        for number in range(1, len(self._columns) + 1):
            self.setColumnHidden(number, number not in widths)
        for number, width in widths.items():
            self.setColumnWidth(number, int(width * self._stretch))
        self._fitting = False

    def _own_widths(self) -> dict[int, int]:
        unit = self.fontMetrics().horizontalAdvance("0")
        kept = self._preferences.get(f"{self._name}/columns", {})
        return {
            number: int(kept.get(column.name, column.width + 2) * unit)
            for number, column in enumerate(self._columns, start=1)
            if column.name not in self._unwanted
        }

    def _keep_width(self, section: int, _old: int, new: int) -> None:
        """Keep a width that was drawn with the mouse: in digits, and without the room shared out."""
        last = max((n for n in range(1, len(self._columns) + 1) if not self.isColumnHidden(n)), default=0)
        if not self._drawn or self._fitting or section in {MARK_COLUMN, last}:
            return
        kept = dict(self._preferences.get(f"{self._name}/columns", {}))
        unit = self.fontMetrics().horizontalAdvance("0")
        kept[self._columns[section - 1].name] = round(new / self._stretch / unit, 2)
        self._preferences.set(f"{self._name}/columns", kept)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer by Shift+F10 too what the mouse does with the header."""
        header = self.horizontalHeader()
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_wanted.emit(
            event.globalPos() if by_mouse else header.mapToGlobal(header.rect().bottomLeft())
        )

    def _on_header_menu(self, _at: QPoint) -> None:
        header = self.horizontalHeader()
        menu = QMenu(self)
        self.offer_columns(menu)
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def offer_columns(self, menu: QMenu) -> None:
        """Put the columns into a menu, ticked where they are shown."""
        for number, column in enumerate(self._columns, start=1):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.name not in self._unwanted)
            action.toggled.connect(lambda on, number=number: self.show_column(number, on=on))


def _those_that_fit(widths: dict[int, int], room: int) -> dict[int, int]:
    """Leave out the last columns that find no room; the first one stays, however narrow it gets."""
    fitting: dict[int, int] = {}
    for number, width in widths.items():
        if fitting and sum(fitting.values()) + width > room:
            break
        fitting[number] = width
    return fitting
