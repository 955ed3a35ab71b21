"""采集表: an empty sheet with choices and checks for an office whose PC cannot run the program.

CollectDialog(desk, services.intake.kinds, choices, window, office="钱塘区总工会").open()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets.line import LineEdit
from union_desk.sheets.collection import MOST_ROWS, CollectionSheet, write_collection
from union_desk.sheets.columns import Field
from union_desk.sheets.placing import beside, place

_INTRODUCTION: Final = (
    "做一张带下拉选项和校验的空表，发给不能用本程序的单位填写。交回后用“导入”直接读入，不用再对栏目。"
)
_USUAL_ROWS: Final = 300
_NAME: Final = Qt.ItemDataRole.UserRole


class Kind(Protocol):
    """A list that the program takes in."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...


class CollectDialog(Dialog):
    """Asks what is collected from whom, and writes the empty sheet."""

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[Kind],
        choices: Mapping[str, tuple[str, ...]],
        parent: QWidget | None = None,
        *,
        office: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._kinds, self._choices, self._office = desk, tuple(kinds), choices, office
        self.setWindowTitle("采集表")
        self._lay_out()
        self._show_fields()
        self.kind.currentIndexChanged.connect(lambda _row: self._show_fields())
        self.go.clicked.connect(lambda _on=False: self.write())
        self.leave.clicked.connect(lambda _on=False: self.reject())
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(36 * height, room.width() - 40), min(32 * height, room.height() - 80))

    def write(self) -> None:
        """Ask for a place, and write the sheet."""
        kind = self._kinds[self.kind.currentIndex()]
        whose = self.office.text().strip()
        name = "".join(sign for sign in f"{kind.title}采集表-{whose}" if sign not in '<>:"/\\|?*').strip("-")
        path, _kind = QFileDialog.getSaveFileName(self, "保存采集表", f"{name}.xlsx", "Excel 表格 (*.xlsx)")
        if not path:
            return
        target = Path(path)
        target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        sheet = CollectionSheet(
            kind.name, kind.title, self._ticked(kind), self._choices, self.rows.value(), whose, self._office
        )
        try:
            with beside(target) as made:
                write_collection(made, sheet, self._desk.today)
                place(made, target)
        except RuleBroken as broken:
            self.told.setText(f"▲ {broken.message}")
            return
        except StoreProblem as problem:
            self.told.setText(f"▲ {problem.message}{problem.advice}")
            return
        self._desk.status(f"已保存采集表 {target.name}。")
        self.accept()

    def _ticked(self, kind: Kind) -> tuple[Field, ...]:
        items = (self.fields.item(row) for row in range(self.fields.count()))
        names = {item.data(_NAME) for item in items if item.checkState() is Qt.CheckState.Checked}
        return tuple(field for field in kind.fields if field.name in names)

    def _show_fields(self) -> None:
        self.fields.clear()
        for field in self._kinds[self.kind.currentIndex()].fields:
            item = QListWidgetItem(field.label)
            item.setData(_NAME, field.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.fields.addItem(item)
        self.fields.setCurrentRow(0)

    def _tick_all(self, *, on: bool) -> None:
        for row in range(self.fields.count()):
            self.fields.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        introduction, self.told = QLabel(_INTRODUCTION), QLabel()
        for label, name in ((introduction, "说明"), (self.told, "结果")):
            label.setWordWrap(True)
            label.setAccessibleName(name)
        self.told.setProperty("problem", True)
        self.kind, self.office, self.rows, self.fields = QComboBox(), LineEdit(), QSpinBox(), QListWidget()
        self.kind.addItems([kind.title for kind in self._kinds])
        self.rows.setRange(1, MOST_ROWS)
        self.rows.setValue(_USUAL_ROWS)
        for widget, name in (
            (self.kind, "名单"),
            (self.office, "由谁填写"),
            (self.rows, "行数"),
            (self.rows.lineEdit(), "行数"),
            (self.fields, "采集的栏目"),
        ):
            widget.setAccessibleName(name)
        lines = QFormLayout()
        lines.addRow("名单(&L)", self.kind)
        lines.addRow("由谁填写(&W)", self.office)
        lines.addRow("留多少行(&R)", self.rows)
        label = QLabel("采集哪些栏目（空格选中）(&F)")
        label.setBuddy(self.fields)
        every, none = QPushButton("全选(&A)"), QPushButton("全不选(&N)")
        every.clicked.connect(lambda _on=False: self._tick_all(on=True))
        none.clicked.connect(lambda _on=False: self._tick_all(on=False))
        self.go, self.leave = style.make_primary(QPushButton("保存…(&S)")), QPushButton("取消")
        self.go.setDefault(True)
        for button in (every, none, self.leave):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(every)
        buttons.addWidget(none)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(introduction)
        whole.addLayout(lines)
        whole.addWidget(label)
        whole.addWidget(self.fields, 1)
        whole.addWidget(self.told)
        whole.addLayout(buttons)
