"""打印机设置: tray, where data meet pre-printed lines, this PC's own fonts. Kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import print_settings as kept
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.measured import MeasuredDialog
from union_desk.desk.printer import PrintOrder, PrintRoute, Tray
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets import FlowLayout
from union_desk.paper.job import AS_IT_IS, Placing

Result = TypeVar("Result")
CALIBRATION: Final = "打印校准页"
_MOVES: Final = (
    ("right", "往右移(&X)", " 毫米"),
    ("down", "往下移(&Y)", " 毫米"),
    ("across", "宽度(&W)", " %"),
    ("along", "高度(&H)", " %"),
)


class PrinterSetup(Dialog):
    def __init__(self, desk: Desk, route: PrintRoute, printer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印机设置 · {printer}")
        self._desk, self._route, self._printer = desk, route, printer
        self._tasks: list[TaskHandle] = []
        self.tray = QComboBox()
        self.tray.addItem("由打印机决定", "")
        kept_tray = kept.tray_of(desk.preferences, printer)
        if kept_tray:
            self.tray.addItem(kept_tray.partition("=")[2] or kept_tray, kept_tray)
            self.tray.setCurrentIndex(1)
        self.moves = {name: _move(label, unit) for name, label, unit in _MOVES}
        self.calibrate = QPushButton("打印校准页(&P)")
        self.measure = QPushButton("填写量出的偏差…(&M)")
        self.reset = QPushButton("不移动(&0)")
        self.local_fonts = QCheckBox("优先用这台电脑自己的仿宋和小标宋(&F)")
        self.local_fonts.setToolTip("换一台没有这些字体的电脑，换行可能不同。")
        self.local_fonts.setChecked(kept.prefers_local_fonts(desk.preferences))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.hide()
        self._lay_out()
        self._show_placing()
        self._connect()
        self._run("正在查看纸盒", lambda task: route.trays(printer, task.cancelled), self._show_trays)

    @property
    def chosen_tray(self) -> str:
        return str(self.tray.currentData() or "")

    def placing(self) -> Placing:
        return kept.placing_of(self._desk.preferences, self._printer, self.chosen_tray)

    def done(self, result: int) -> None:
        for task in self._tasks:
            task.cancel()
        super().done(result)

    def print_calibration(self) -> None:
        """Send the page by the same way as the data of a form."""
        placing, tray, label = self.placing(), self.chosen_tray, self.tray.currentText()
        order = PrintOrder(self._printer, CALIBRATION, "one", tray)
        at = self._desk.clock()

        def work(task: TaskHandle) -> str:
            from union_desk.paper.calibration import calibration_pdf  # noqa: PLC0415 - drawing, when used

            page = calibration_pdf(placing, printer=self._printer, tray=label if tray else "", printed_at=at)
            return self._route.send(page, order, task.progress, task.cancelled)

        def done(remark: str) -> None:
            self._tell(remark or "校准页已送打印。量好后按“填写量出的偏差…”。")

        self._run("正在打印校准页", work, done)

    def ask_measured(self) -> None:
        dialog = MeasuredDialog(self.placing(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._keep(dialog.placing)
            self._tell("已记住。请再打印一张校准页核对：四个数都是 20 毫米就对了。")

    def _keep(self, placing: Placing) -> None:
        kept.keep_placing(self._desk.preferences, self._printer, self.chosen_tray, placing)
        self._show_placing()

    def _show_placing(self) -> None:
        placing = self.placing()
        shown = (placing.right, placing.down, placing.across * 100, placing.along * 100)
        for box, value in zip(self.moves.values(), shown, strict=True):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    def _show_trays(self, trays: Sequence[Tray]) -> None:
        if not trays:
            return
        chosen = self.chosen_tray
        self.tray.blockSignals(True)
        while self.tray.count() > 1:
            self.tray.removeItem(1)
        for tray in trays:
            self.tray.addItem(tray.label, tray.code)
        self.tray.setCurrentIndex(max(0, self.tray.findData(chosen)))
        self.tray.blockSignals(False)
        self._tray_chosen()

    def _tray_chosen(self) -> None:
        kept.keep_tray(self._desk.preferences, self._printer, self.chosen_tray)
        self._show_placing()

    def _moved(self) -> None:
        right, down, across, along = (box.value() for box in self.moves.values())
        kept.keep_placing(
            self._desk.preferences,
            self._printer,
            self.chosen_tray,
            Placing(right, down, across / 100, along / 100),
        )

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _run(self, title: str, work: Callable[[TaskHandle], Result], done: Callable[[Result], None]) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken | StoreProblem):
                raise error
            self._tell(f"▲ {error}{error.advice if isinstance(error, StoreProblem) else ''}")

        self._tasks.append(self._desk.tasks.run(title, work, done, failed))

    def _connect(self) -> None:
        self.tray.currentIndexChanged.connect(lambda _index: self._tray_chosen())
        for box in self.moves.values():
            box.valueChanged.connect(lambda _value: self._moved())
        self.calibrate.clicked.connect(lambda _on: self.print_calibration())
        self.measure.clicked.connect(lambda _on: self.ask_measured())
        self.reset.clicked.connect(lambda _on: self._keep(AS_IT_IS))
        self.local_fonts.toggled.connect(lambda on: kept.prefer_local_fonts(self._desk.preferences, on=on))

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        top = QFormLayout()
        top.addRow("纸盒(&T)", self.tray)
        whole.addLayout(top)
        group = QGroupBox("套打位置（仅数据，印在已有表格的纸上）")
        inside = QVBoxLayout(group)
        hint = QLabel("数据印偏了，先打印校准页，用直尺量，再填写量出的偏差。每个纸盒分别记住。")
        hint.setWordWrap(True)
        inside.addWidget(hint)
        form = QFormLayout()
        for name, label, _unit in _MOVES:
            form.addRow(label, self.moves[name])
        inside.addLayout(form)
        row = QWidget()
        flow = FlowLayout(row, gap=6, line_gap=6)
        for button in (self.calibrate, self.measure, self.reset):
            button.setAutoDefault(False)
            flow.addWidget(button)
        inside.addWidget(row)
        whole.addWidget(group)
        whole.addWidget(self.local_fonts)
        whole.addWidget(self.told)
        whole.addStretch()
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole.addWidget(buttons)


def _move(label: str, unit: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    is_scale = unit == " %"
    box.setRange(95 if is_scale else -30, 105 if is_scale else 30)
    box.setDecimals(2 if is_scale else 1)
    box.setSingleStep(0.1 if is_scale else 0.5)
    box.setSuffix(unit)
    for part in (box, *box.findChildren(QLineEdit)):
        part.setAccessibleName(f"套打{label.partition('(')[0]}")
    return box
