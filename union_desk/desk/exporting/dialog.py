"""导出 Excel: which columns of which records go to whom, for what, and locked by which password.

ExportDialog(desk, exporter, uids, window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.exports import ExportOrder
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.exporting.columns import ColumnChoice
from union_desk.desk.exporting.exporter import Exporter
from union_desk.desk.widgets.line import LineEdit

if TYPE_CHECKING:
    from union_desk.casework.exports import Exported, Sieved
    from union_desk.desk.tasks import TaskHandle

_XLSX, _CSV, _TEMPLATE = "xlsx", "csv", "template"
_FULL: Final = "敏感内容不遮挡(&W)"
_NAMED: Final = 5
_STOPPED: Final = "已停止，没有写出文件。"


class ExportDialog(Dialog):
    """Asks what is wanted; stays until the file is written or somebody stops it."""

    def __init__(
        self, desk: Desk, exporter: Exporter, uids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._exporter, self._uids = desk, exporter, tuple(uids)
        self._sieved: Sieved | None = None
        self._task: TaskHandle | None = None
        self._sieving: TaskHandle | None = None
        self._stopping = False
        self._made: Exported | None = None
        self._told_end: Callable[[Exported | None], None] = lambda _made: None
        self.setWindowTitle("导出 Excel")
        self._make()
        self._lay_out()
        self._connect()
        self._offer()
        self._sieve()
        self._enable()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(58 * height, room.width() - 40), min(32 * height, room.height() - 80))

    @property
    def order(self) -> ExportOrder:
        """Return what is asked for now."""
        kind, uid = self._form
        return ExportOrder(
            title=self.title_line.text(),
            columns=self.columns.table.chosen() if kind != _TEMPLATE else (),
            provided=self.provided.isChecked(),
            receiver=self.receiver.currentText(),
            purpose=self.purpose.currentText(),
            full=self.full.isChecked(),
            password=self.password.text() if kind != _CSV else "",
            template=uid,
        )

    def export(self) -> None:
        """Check, ask for a place, and write in a worker."""
        if self.password.isEnabled() and self.password.text() != self.again.text():
            self._refuse(RuleBroken("两次输入的打开密码不一样。", field="again"))
            return
        try:
            self._exporter.check(self.order)
        except RuleBroken as broken:
            self._refuse(broken)
            return
        kind = self._form[0]
        suffix, words = (".csv", "文本表格 (*.csv)") if kind == _CSV else (".xlsx", "Excel 表格 (*.xlsx)")
        folder = self._exporter.last().folder or str(Path.home())
        name = f"{self.title_line.text().strip() or self._exporter.title}-{self._desk.today:%Y%m%d}{suffix}"
        path, _kind = QFileDialog.getSaveFileName(self, "导出到", str(Path(folder) / _safe(name)), words)
        if path:
            target = Path(path)
            self._write(target if target.suffix.lower() == suffix else target.with_name(target.name + suffix))

    def reject(self) -> None:
        """Stop what is being written, or leave."""
        if self._task is None:
            super().reject()
            return
        # Whether it came in time is told by the work itself.
        self._stopping = True
        self._say("正在停止…")

    # Inside.

    @property
    def _form(self) -> tuple[str, str]:
        kind, uid = self.form.currentData() or (_XLSX, "")
        return str(kind), str(uid)

    def _write(self, target: Path) -> None:
        order, exporter, uids = self.order, self._exporter, self._uids
        self._say("正在导出…")

        def work(task: TaskHandle) -> Exported | None:
            made = exporter.write(
                uids, order, target, task.progress, lambda: self._stopping or task.cancelled()
            )
            self._made = made
            return made

        def done(made: Exported | None) -> None:
            if made is None:
                self._ended(_STOPPED)
                return
            self._task = None
            exporter.remember(order.columns, order.receiver, order.purpose, str(target.parent))
            out = f"，{len(made.left_out)} {exporter.unit}没有导出" if made.left_out else ""
            told = f"已导出 {made.count:,} {exporter.unit}到 {target.name}{out}。"
            self._desk.status(told)
            if made.doubts:
                self._ended("")
                self._say(f"{told}请打开核对：{''.join(made.doubts)}")
                self.leave.setText("关闭")
            else:
                self.accept()

        def failed(error: Exception) -> None:
            self._ended("")
            if isinstance(error, RuleBroken):
                self._refuse(error)
            elif isinstance(error, StoreProblem):
                self._say(f"{error.message}{error.advice}", problem=True)
            else:
                raise error

        self._stopping, self._made, self._told_end = False, None, done
        self._task = self._desk.tasks.run(f"正在导出 {target.name}", work, done, failed, whose=self)
        self._enable()

    def _on_ended(self, task: object) -> None:
        """Tell the end of a task that was stopped from the line below the window, too."""
        if self._task is not None and task is self._task and self._task.cancelled():
            self._told_end(self._made)

    def _ended(self, words: str) -> None:
        self._task = None
        self._say(words)
        self._enable()

    def _follow(self, task: object) -> None:
        if task is self._task and self._task is not None:
            self.bar.setMaximum(max(self._task.total, 1))
            self.bar.setValue(self._task.done)

    def _sieve(self) -> None:
        """Look in a worker who may go out; the sentence comes when that is known."""
        provided = self.provided.isChecked()
        self._sieved = None
        self.allowed.setText("正在核对同意书…" if provided else "")
        if self._sieving is not None:
            self._sieving.cancel()

        def told(sieved: Sieved) -> None:
            self._sieving, self._sieved = None, sieved
            self._tell_allowed()
            self._enable()

        def failed(error: Exception) -> None:
            self._sieving = None
            if not isinstance(error, RuleBroken | StoreProblem):
                raise error
            self.allowed.setText(error.message)

        self._sieving = self._desk.tasks.run(
            "", lambda _task: self._exporter.sieve(self._uids, provided=provided), told, failed, whose=self
        )

    def _tell_allowed(self) -> None:
        if self._sieved is None:
            return
        unit, left = self._exporter.unit, self._sieved.left_out
        words = f"可以导出 {len(self._sieved.uids):,} {unit}。"
        if left:
            names = "、".join(each.shown for each in left[:_NAMED])
            more = f"等 {len(left):,} {unit}" if len(left) > _NAMED else ""
            words += f"不导出：{names}{more}。{left[0].reason}"
        self.allowed.setText(words)
        self.allowed.setToolTip("\n".join(f"{each.shown}：{each.reason}" for each in left[:40]))

    def _refuse(self, broken: RuleBroken) -> None:
        self._say(broken.message, problem=True)
        places = {
            "receiver": self.receiver,
            "purpose": self.purpose,
            "password": self.password,
            "again": self.again,
            "columns": self.columns.table,
        }
        place = places.get(broken.field or "")
        if place is not None:
            place.setFocus()

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {words}" if problem else words)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    def _enable(self) -> None:
        kind, _uid = self._form
        busy = self._task is not None
        refusal = lacking(self._desk.actor, Right.REVEAL)
        self.inputs.setEnabled(not busy)
        self.columns.setEnabled(not busy and kind != _TEMPLATE)
        self.receiver.setEnabled(self.provided.isChecked())
        self.full.setEnabled(not refusal)
        self.full.setToolTip(refusal or "证件号码、电话、银行卡号、住址和健康状况原样写出，导出会留下记录")
        for line in (self.password, self.again):
            line.setEnabled(kind != _CSV)
        self.bar.setVisible(busy)
        if busy:
            self.bar.setMaximum(0)
        self.go.setEnabled(not busy and self._sieved is not None and bool(self._sieved.uids))
        self.leave.setText("停止" if busy else "取消")

    def _offer(self) -> None:
        last = self._exporter.last()
        for box, words in ((self.receiver, last.receivers), (self.purpose, last.purposes)):
            box.addItems(list(words))
            box.setCurrentText("")
        self.form.addItem("Excel 表格 (.xlsx)", (_XLSX, ""))
        self.form.addItem("文本表格 (.csv)", (_CSV, ""))
        for uid, name in self._exporter.templates():
            self.form.addItem(f"报表模板：{name}", (_TEMPLATE, uid))
        self.title_line.setText(self._exporter.title)

    def _choose_form(self) -> None:
        kind, uid = self._form
        if kind == _TEMPLATE:
            self.title_line.setText(dict(self._exporter.templates()).get(uid, self._exporter.title))
        elif kind == _CSV:
            self.password.clear()
            self.again.clear()
        self._enable()

    def _choose_whom(self) -> None:
        self._sieve()
        self._enable()

    def _make(self) -> None:
        unit = self._exporter.unit
        self.count = QLabel(f"{self._exporter.title}：{len(self._uids):,} {unit}")
        self.form, self.receiver, self.purpose = QComboBox(), QComboBox(), QComboBox()
        for box in (self.receiver, self.purpose):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for box in (self.form, self.receiver, self.purpose):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.provided = QRadioButton("给其他单位或个人(&O)")
        self.own = QRadioButton("本单位留用(&I)")
        self.provided.setChecked(True)
        self.title_line, self.password, self.again = LineEdit(), LineEdit(), LineEdit()
        for line in (self.password, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("可不填")
        self.full = QCheckBox(_FULL)
        self.columns = ColumnChoice(self._desk, self._exporter)
        self.allowed, self.told = QLabel(), QLabel()
        for label in (self.allowed, self.told):
            label.setWordWrap(True)
        self.allowed.setAccessibleName("可以导出的")
        self.told.setAccessibleName("结果")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.go = style.make_primary(QPushButton("导出…(&E)"))
        self.go.setDefault(True)
        self.leave = QPushButton("取消")
        self.leave.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.inputs = QWidget()
        lines = QFormLayout(self.inputs)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        whom = QVBoxLayout()
        whom.addWidget(self.provided)
        whom.addWidget(self.own)
        lines.addRow(self.count)
        lines.addRow("样式(&T)", self.form)
        lines.addRow("标题(&B)", self.title_line)
        lines.addRow("给谁", whom)
        lines.addRow("接收单位或人(&R)", self.receiver)
        lines.addRow("用途(&P)", self.purpose)
        lines.addRow(self.full)
        lines.addRow("打开密码(&M)", self.password)
        lines.addRow("再输一次(&G)", self.again)
        for box, name in ((self.receiver, "接收单位或人"), (self.purpose, "用途")):
            line = box.lineEdit()
            if line is not None:
                line.setAccessibleName(name)
        for widget, name in (
            (self.form, "样式"),
            (self.title_line, "标题"),
            (self.receiver, "接收单位或人"),
            (self.purpose, "用途"),
            (self.password, "打开密码"),
            (self.again, "再输一次打开密码"),
        ):
            widget.setAccessibleName(name)
        right = QVBoxLayout()
        right.addWidget(self.inputs)
        right.addWidget(self.allowed)
        right.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.columns, 6)
        sides.addLayout(right, 5)
        buttons = QHBoxLayout()
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addLayout(sides, 1)
        whole.addWidget(self.told)
        whole.addLayout(buttons)
        self.resize(self.sizeHint())

    def _connect(self) -> None:
        self.go.clicked.connect(lambda _on=False: self.export())
        self.leave.clicked.connect(lambda _on=False: self.reject())
        self.form.currentIndexChanged.connect(lambda _row: self._choose_form())
        self.provided.toggled.connect(lambda _on: self._choose_whom())
        self._desk.tasks.progressed.connect(self._follow)
        self._desk.tasks.ended.connect(self._on_ended)


def _safe(name: str) -> str:
    """Return a name that every file system takes."""
    return "".join("_" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in name)
