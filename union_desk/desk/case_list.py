"""The list of one area: filter, sort, mark, count and open.

class Files:                                     # a ListSource over the service
    def ids(self, query): return service.ids(query.text, query.filters, query.sort, query.descending)
    def rows(self, ids): return {row.uid: row for row in service.rows(ids)}
    def sums(self, ids): return "帮扶合计 12,600.00 元"
plan = ListPlan("hardship_file", "困难职工档案", (Column("name", "姓名", attrgetter("name"), sort="name"),))
CaseList(desk, Files(), plan)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.views import SavedView
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.list_views import ViewChip, ViewKeeper
from union_desk.desk.navigation import Command
from union_desk.desk.record_table import MARK_COLUMN, RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.elided import Elided
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import LineEdit

Row = TypeVar("Row")
_WAIT_MS: Final = 150
# So many records are summed while one waits; what takes longer comes when the list is on the screen.
_SUMMED_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list; the first choice is the usual one. The code "" filters nothing."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]
    more: bool = False
    """Stands above the list only while it is chosen; till then behind ＋筛选."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    text: str = ""
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What a list looks like. `empty` says what goes there; changes in `tables` reload it."""

    entity: str
    title: str
    columns: tuple[Column[Any], ...]
    unit: str = "件"
    filters: tuple[Filter, ...] = ()
    new: Command | None = None
    empty: str = ""
    hint: str = "姓名、拼音、档案号"
    tables: frozenset[str] = frozenset()
    views: ViewKeeper | None = None


class ListSource(Protocol):
    """Answers from the service. Filters and sorts in SQL: `ids` gives all of them, `rows` a page."""

    def ids(self, query: ListQuery) -> Sequence[str]: ...
    def rows(self, ids: Sequence[str]) -> Mapping[str, Any]: ...
    def sums(self, ids: Sequence[str]) -> str: ...


class CaseList(QWidget):
    opened = Signal(str, bool)
    """uid, beside."""
    current_changed = Signal(str)

    def __init__(self, desk: Desk, source: ListSource, plan: ListPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity, self.title = desk, plan.entity, plan.title
        self._source, self._plan = source, plan
        self._sort, self._descending = "", False
        self._summing: TaskHandle | None = None
        self._chosen: dict[str, str] = {each.name: each.choices[0][0] for each in plan.filters}
        self.model: RecordTableModel[Any] = RecordTableModel(plan.columns, self)
        self.search = LineEdit()
        self.search.setPlaceholderText(plan.hint)
        self.search.setAccessibleName(f"在{plan.title}中查找")
        self.search.setClearButtonEnabled(True)
        self.table = RecordTable(desk.preferences, f"list/{plan.entity}")
        self.table.show_model(self.model)
        self.table.setAccessibleName(plan.title)
        self.counts = Elided()
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("muted", True)
        self._chips = {each.name: self._make_chip(each) for each in plan.filters}
        self.views = ViewChip(desk, plan.views, self) if plan.views is not None else None
        self._more = self._make_more()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.reload)
        self._lay_out(plan.new)
        self._connect()

    @property
    def query(self) -> ListQuery:
        chosen = {name: code for name, code in self._chosen.items() if code}
        return ListQuery(self.search.text().strip(), MappingProxyType(chosen), self._sort, self._descending)

    @property
    def current(self) -> str:
        index = self.table.currentIndex()
        return self.model.uid(index.row()) if index.isValid() else ""

    def selected(self) -> tuple[str, ...]:
        """Return the marked records in their order, those out of sight last; else the current one."""
        marked = self.model.marked
        if not marked:
            return (self.current,) if self.current else ()
        seen = [uid for uid in self.model.ids if uid in marked]
        return (*seen, *sorted(marked.difference(seen)))

    def to_list(self) -> tuple[str, ...]:
        """Return what a list on paper tells of: the marked records in their order, or all that are shown."""
        listed, marked = self.model.ids, self.model.marked
        return tuple(uid for uid in listed if uid in marked) or tuple(listed)

    def reload(self) -> None:
        """Ask again; the current record and the place on the screen are kept."""
        uid, top = self.current, self.table.verticalScrollBar().value()
        row = self.table.currentIndex().row()
        self.model.show(self._source.ids(self.query), self._source.rows)
        if uid:
            place = self.model.place(uid)
            self._go_to_row(place if place is not None else min(row, len(self.model.ids) - 1))
            self.table.verticalScrollBar().setValue(top)
        else:
            self._go_to_row(0)
        self._tell()
        if self.views is not None:
            self.views.tell()

    def go_to(self, uid: str) -> bool:
        """Make a record the current one; False when it is not in the list as filtered."""
        place = self.model.place(uid)
        if place is None:
            return False
        self._go_to_row(place)
        return True

    def take_cursor(self) -> None:
        """Put the cursor into the rows, or into the field above where there are none."""
        rows = self.table if self.model.ids else self.search
        rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def neighbour(self, uid: str, step: int) -> str:
        """Return the record `step` places further, "" at the ends."""
        place = self.model.place(uid)
        return "" if place is None else self.model.uid(place + step)

    def set_filter(self, name: str, code: str) -> None:
        """Choose as the caseworker would, such as when a count on the workbench opens its rows."""
        self._chosen[name] = code
        self._write_chip(name)
        self.reload()

    def clear_filters(self) -> None:
        self._choose({})
        self.search.setText("")
        self.reload()

    def as_view(self) -> SavedView:
        """Return what is shown, as a view without a name."""
        query = self.query
        return SavedView(
            "", query.text, query.filters, query.sort, query.descending, self.table.shown_columns()
        )

    def show_view(self, view: SavedView) -> None:
        """Show what a view shows; what this program no longer knows of it is left out."""
        self._choose(view.filters)
        sorts = {column.sort for column in self.model.columns}
        self._sort, self._descending = (view.sort, view.descending) if view.sort in sorts else ("", False)
        self._point_at_sorted()
        if view.columns:
            self.table.show_columns(view.columns)
        self.search.setText(view.text)
        self._wait.stop()
        self.reload()

    def open_views(self) -> None:
        """Open the menu of the views."""
        if self.views is not None:
            self.views.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.setText("")
            self.reload()
            return
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.search.hasFocus():
            if self._wait.isActive():
                self._wait.stop()
                self.reload()
            self.table.setFocus()
            if not self.current:
                self._go_to_row(0)
            return
        super().keyPressEvent(event)

    def _lay_out(self, new: Command | None) -> None:
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        if new is not None:
            button = style.make_primary(QPushButton(new.title))
            refusal = new.refusal(self.desk.actor)
            button.setEnabled(not refusal)
            button.setToolTip(refusal or (f"{new.title} ({new.shortcut})" if new.shortcut else new.title))
            button.clicked.connect(lambda _on=False: new.run())
            head.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 4)
        whole.setSpacing(6)
        whole.addLayout(head)
        heads = [self.views] if self.views is not None else []
        chips = [*heads, *self._chips.values(), *([self._more] if self._more is not None else [])]
        if chips:
            row = QWidget()
            # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
            self._chip_flow = FlowLayout(row, gap=6)
            for chip in chips:
                self._chip_flow.addWidget(chip)
            whole.addWidget(row)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.nothing, 1)
        whole.addWidget(self.counts)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.table.opened.connect(self._open)
        self.table.space.connect(self._mark)
        self.table.typed.connect(self._type_on)
        self.table.menu_wanted.connect(lambda at: self.make_menu().popup(at))
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.current_changed.emit(self.current)
        )
        self.model.marks_changed.connect(self._tell)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._sort_by)
        every = QAction("全选", self)
        every.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        every.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        every.triggered.connect(self._mark_all)
        self.table.addAction(every)
        self.desk.changed.connect(self._on_changed)

    def _make_chip(self, each: Filter) -> QPushButton:
        chip = QPushButton(each.choices[0][1])
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setAccessibleName(each.title)
        chip.clicked.connect(lambda: self._open_chip(each))
        if each.more:
            # Shown before it has its place, it would be a window of its own.
            chip.hide()
        return chip

    def _make_more(self) -> QPushButton | None:
        """Make the chip behind which the filters stand that are rarely wanted."""
        if not any(each.more for each in self._plan.filters):
            return None
        more = QPushButton("＋筛选")
        more.setProperty("chip", True)
        more.setAccessibleName("更多筛选")
        more.clicked.connect(self._open_more)
        return more

    def _open_more(self) -> None:
        if self._more is None:
            return
        menu = QMenu(self._more)
        for number, each in enumerate((one for one in self._plan.filters if one.more), start=1):
            self._offer(menu.addMenu(f"{each.title}(&{number})"), each)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _open_chip(self, each: Filter) -> None:
        chip = self._chips[each.name]
        menu = QMenu(chip)
        self._offer(menu, each)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
        menu.aboutToHide.connect(lambda: self._write_chip(each.name))

    def _offer(self, menu: QMenu, each: Filter) -> None:
        """Put the choices of a filter into a menu, ticked where they hold."""
        for code, label in each.choices:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(self._chosen[each.name] == code)
            action.triggered.connect(lambda _on=False, code=code: self.set_filter(each.name, code))

    def _choose(self, filters: Mapping[str, str]) -> None:
        for each in self._plan.filters:
            usual = each.choices[0][0]
            code = filters.get(each.name, usual)
            self._chosen[each.name] = code if code in dict(each.choices) else usual
            self._write_chip(each.name)

    def make_menu(self) -> QMenu:
        """Offer what Shift+F10 opens: sort by a column, or choose which are shown."""
        menu = QMenu(self.table)
        if self.views is not None:
            self.views.offer(menu.addMenu("视图(&V)"))
        sort, shown = menu.addMenu("排序(&S)"), menu.addMenu("显示的栏(&C)")
        for section, column in enumerate(self.model.columns, start=1):
            if column.sort:
                action = sort.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(column.sort == self._sort)
                action.triggered.connect(lambda _on=False, section=section: self._sort_by(section))
        self.table.offer_columns(shown)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _write_chip(self, name: str) -> None:
        each = next(one for one in self._plan.filters if one.name == name)
        chip = self._chips[name]
        chosen = self._chosen[name] != each.choices[0][0]
        chip.setText(dict(each.choices).get(self._chosen[name], each.choices[0][1]).strip())
        chip.setChecked(chosen)
        had_cursor = chip.hasFocus()
        chip.setVisible(chosen or not each.more)
        if had_cursor and chip.isHidden():
            self.table.setFocus()

    def _open(self, beside: bool) -> None:
        if self.current:
            self.opened.emit(self.current, beside)

    def _mark(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.toggle(self.model.uid(row))
            self._go_to_row(min(row + 1, len(self.model.ids) - 1))

    def _mark_all(self) -> None:
        every = self.model.ids
        self.model.mark(every, on=not self.model.marked.issuperset(every))

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _sort_by(self, section: int) -> None:
        if section == MARK_COLUMN:
            self._mark_all()
        elif key := self.model.columns[section - 1].sort:
            self._descending = not self._descending if key == self._sort else False
            self._sort = key
            self._point_at_sorted()
            self.reload()
            return
        self._point_at_sorted()

    def _point_at_sorted(self) -> None:
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(self._sorted_section(), order)

    def _sorted_section(self) -> int:
        sorts = [column.sort for column in self.model.columns]
        return sorts.index(self._sort) + 1 if self._sort in sorts and self._sort else -1

    def _go_to_row(self, row: int) -> None:
        if 0 <= row < len(self.model.ids):
            self.table.setCurrentIndex(self.model.index(row, 1))

    def _on_changed(self, changed: Any) -> None:
        if not self._plan.tables or any(table in self._plan.tables for table, _uid in changed.touched):
            self.reload()

    def _tell(self) -> None:
        """Write the line below: how many, how many marked, and the sums of those."""
        ids = self.model.ids
        marked = self.model.marked
        parts = [f"{len(ids):,} {self._plan.unit}"]
        if marked:
            parts.append(f"已选 {len(marked):,}")
        self._sum(tuple(marked) if marked else ids, parts)
        filtered = bool(self.query.text or self.query.filters)
        self.nothing.setText("没有符合条件的记录。请改查找的字或筛选。" if filtered else self._plan.empty)
        self.table.setVisible(bool(ids) or not self.nothing.text())
        self.nothing.setVisible(not ids and bool(self.nothing.text()))

    def _sum(self, ids: Sequence[str], parts: Sequence[str]) -> None:
        def write(sums: str) -> None:
            self.counts.setText(" · ".join([*parts, sums] if sums else parts))

        if self._summing is not None:
            self._summing.cancel()
            self._summing = None
        if len(ids) <= _SUMMED_AT_ONCE:
            write(self._source.sums(ids))
            return
        write("")
        self._summing = self.desk.tasks.run("", lambda _task: self._source.sums(ids), write, whose=self)
