"""What the pages of the settings are built of: words, the line that enters a version, the versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.values import Entry, Version, standing_of
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.widgets import DayEdit, MoneyEdit, TextEdit

_HEADS: Final = ("版次", "起用日期", "内容", "依据", "录入", "状态")
_CONTENT: Final = 2
_MOST_LINES: Final = 8
_NARROW: Final = 46
"""Below this width in characters 录入 and 状态 take more lines and less room."""
Told = Callable[[Version, Version | None], str]


def heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    return label


def words(*, muted: bool = False, problem: bool = False) -> QLabel:
    """Make a label whose words wrap."""
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if muted:
        label.setProperty("muted", True)
    if problem:
        label.setProperty("problem", True)
    return label


def named(title: str, field: QWidget) -> QLabel:
    """Make the label of a field, and give the field its name for screen readers."""
    label = QLabel(title)
    label.setBuddy(field)
    field.setAccessibleName(title)
    return label


class EntryBar(QFrame):
    """From which day on, by which document, why; the first press of 保存 shows what looks doubtful.

    `entered` comes once nothing is doubtful, or when 仍然保存 is pressed. The page keeps it and says `done`.
    """

    entered = Signal(object)

    def __init__(
        self,
        title: str,
        doubts: Callable[[], Sequence[str]],
        *,
        amount: MoneyEdit | None = None,
        with_day: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("step")
        self._title, self._doubts, self._with_day = title, doubts, with_day
        self._amount = amount
        self._seen: tuple[str, ...] = ()
        self.since = DayEdit(self)
        self.document = TextEdit(self)
        self.reason = TextEdit(self)
        self.put = QPushButton(title, self)
        self.doubt_lines = words()
        self.problem = words(problem=True)
        self.problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self.put.clicked.connect(lambda _on=False: self._put())
        for field in (self.since, self.document, self.reason):
            field.changed.connect(self.touched)

    def entry(self, first_day: date | None = None) -> Entry:
        """Return what was typed; RuleBroken for a day that is none or missing."""
        since = first_day if first_day is not None else self.since.value()
        if since is None:
            raise RuleBroken("请填写从哪一天起用。", field="from_on")
        return Entry(since, self.document.value(), self.reason.value())

    def touched(self) -> None:
        """Forget what was said of other values."""
        self._seen = ()
        self.put.setText(self._title)
        self.show_problem("")
        self.doubt_lines.hide()

    def done(self) -> None:
        for field in (self.since, self.document, self.reason):
            field.set_value(None)
        self.touched()

    def show_problem(self, message: str, field: str | None = None) -> None:
        self.problem.setText(f"▲ {message}" if message else "")
        self.problem.setVisible(bool(message))
        fields = {"from_on": self.since, "doc_no": self.document, "reason": self.reason}
        if message and field in fields:
            fields[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_doubts(self, doubts: Sequence[str]) -> None:
        self.doubt_lines.setText("\n".join(f"△ {doubt}" for doubt in doubts))
        self.doubt_lines.setVisible(bool(doubts))

    def set_editable(self, *, editable: bool, why: str = "") -> None:
        for part in (self.since, self.document, self.reason, self.put):
            part.setEnabled(editable)
            part.setToolTip(why)

    def _put(self) -> None:
        self.show_problem("")
        try:
            doubts = tuple(self._doubts())
        except RuleBroken as broken:
            self.show_problem(broken.message, broken.field)
            return
        if doubts and doubts != self._seen:
            self._seen = doubts
            self.show_doubts(doubts)
            self.put.setText("仍然保存")
            return
        self.entered.emit(self)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        fields: list[tuple[str, QWidget]] = [("文号", self.document), ("理由", self.reason)]
        if self._with_day:
            fields.insert(0, ("从哪一天起", self.since))
        else:
            self.since.hide()
        if self._amount is not None:
            fields.insert(0, ("金额", self._amount))
        for column, (title, field) in enumerate(fields):
            grid.addWidget(named(title, field), 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 2 if field in {self.since, self._amount} else 3)
        grid.addWidget(self.put, 1, len(fields))
        grid.addWidget(self.doubt_lines, 2, 0, 1, len(fields) + 1)
        grid.addWidget(self.problem, 3, 0, 1, len(fields) + 1)
        self.document.setPlaceholderText("或理由")
        for edit, longest in ((self.since, "2026-01-01"), (self._amount, "100,000.00 元")):
            if edit is not None:
                edit.setMinimumWidth(self.fontMetrics().horizontalAdvance(longest) + 24)
        self.doubt_lines.hide()
        self.problem.hide()


class WrappingTable(QTableWidget):
    """A table to read: whole rows are chosen, words wrap, and it is as tall as its first rows."""

    def __init__(self, name: str, heads: Sequence[str], parent: QWidget) -> None:
        super().__init__(0, len(heads), parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)

    def put(self, row: int, cells: Sequence[str], *, right: int = -1) -> None:
        """Write a row; the column `right` holds figures."""
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            side = Qt.AlignmentFlag.AlignRight if column == right else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignTop)
            self.setItem(row, column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Give the rows their heights, once the columns have their widths."""
        self._fit()
        self._soon.start()

    def share(self) -> None:
        """Share the width out among the columns, where they do not do so by themselves."""

    def _fit(self) -> None:
        self.share()
        self.resizeRowsToContents()
        inside = sum(self.rowHeight(row) for row in range(min(self.rowCount(), _MOST_LINES)))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(inside + head + 2 * self.frameWidth() + 2)


class _Versions(WrappingTable):
    def share(self) -> None:
        """Leave the most room to what a version says."""
        unit = self.fontMetrics().horizontalAdvance("中")
        narrow = self.viewport().width() < _NARROW * unit
        own = {0: 4.4, 1: 6.3, 4: 5.6 if narrow else 9.5, 5: 4.6 if narrow else 6.0}
        rest = self.viewport().width() - sum(round(wide * unit) for wide in own.values())
        for column, wide in own.items():
            self.setColumnWidth(column, round(wide * unit))
        self.setColumnWidth(_CONTENT, round(rest * 0.6))
        self.setColumnWidth(_CONTENT + 1, rest - round(rest * 0.6))


class VersionList(QWidget):
    """Every version with who, when, why, before and after; one that was a mistake is withdrawn here."""

    withdrawn = Signal(str, str)
    """The uid of a version and the reason."""
    chosen = Signal(object)

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told
        self._versions: tuple[Version, ...] = ()
        self._may, self._why = True, ""
        self.table = _Versions("各版", _HEADS, self)
        self.withdraw = style.make_link(QPushButton("作废选中的一版…", self))
        self.reason = TextEdit(self)
        self.confirm = QPushButton("作废", self)
        self.away = QPushButton("取消", self)
        self.problem = words(problem=True)
        self._bar = QFrame(self)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.withdraw.clicked.connect(lambda _on=False: self._ask())
        self.confirm.clicked.connect(lambda _on=False: self._put())
        self.away.clicked.connect(lambda _on=False: self.close_bar())

    def show_versions(self, versions: Sequence[Version], today: date) -> None:
        """Show them in this order; the shipped one cannot be withdrawn."""
        self._versions = tuple(versions)
        self.table.setRowCount(len(versions))
        by_day = sorted(versions, key=lambda each: each.order)
        for row, version in enumerate(versions):
            earlier = [each for each in by_day if each.order < version.order and not each.withdrawn]
            before = earlier[-1] if earlier else None
            self.table.put(row, self._cells(version, before, today))
        self.table.fit()
        self.close_bar()
        self._on_chosen()

    @property
    def current(self) -> Version | None:
        row = self.table.currentRow()
        return self._versions[row] if self.table.selectedItems() and row < len(self._versions) else None

    def set_editable(self, *, editable: bool, why: str = "") -> None:
        self._may, self._why = editable, why
        self._on_chosen()

    def show_problem(self, message: str) -> None:
        self.problem.setText(f"▲ {message}" if message else "")
        self.problem.setVisible(bool(message))

    def close_bar(self) -> None:
        self._bar.hide()
        self.show_problem("")
        self.reason.set_value(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._bar.isVisible():
            self.close_bar()
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def _cells(self, version: Version, before: Version | None, today: date) -> tuple[str, ...]:
        entry = version.entry
        when = f"{local_time(version.entered_at):%Y-%m-%d %H:%M}" if version.entered_at else ""
        standing = standing_of(version, self._versions, today)
        if version.withdrawn:
            standing += f"：{version.withdrawn_by} {version.withdrawn_why}"
        return (
            f"第 {version.number} 版",
            entry.from_on.isoformat(),
            self._told(version, before),
            entry.source,
            f"{version.entered_by} {when}".strip() or "随程序",
            standing,
        )

    def _on_chosen(self) -> None:
        version = self.current
        own = version is not None and not version.shipped and not version.withdrawn
        self.withdraw.setEnabled(self._may and own)
        self.withdraw.setToolTip(self._why or ("" if own else "请先在表中选中本单位录入的一版"))
        self.close_bar()
        self.chosen.emit(version)

    def _ask(self) -> None:
        self._bar.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self) -> None:
        version = self.current
        if version is None:
            return
        if not self.reason.value():
            self.show_problem("请写明作废的理由，以后可以查到。")
            self.reason.setFocus()
            return
        self.withdrawn.emit(version.uid, self.reason.value())

    def _lay_out(self) -> None:
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(named("作废的理由", self.reason))
        line.addWidget(self.reason, 1)
        line.addWidget(self.confirm)
        line.addWidget(self.away)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table)
        whole.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._bar)
        whole.addWidget(self.problem)
        self._bar.hide()
        self.problem.hide()
