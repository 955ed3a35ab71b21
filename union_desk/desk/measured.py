"""量出的偏差: what a ruler says on the calibration page, with a picture that shows which way is which."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog
from union_desk.paper.job import AS_IT_IS, Placing
from union_desk.paper.placing import CROSS, Measured, corrected, placing_words
from union_desk.paper.sheet import A4

_EXAGGERATED: Final = 6  # a millimetre beside the mark would not be seen
_LABELS: Final = (
    ("a_left", "A 到纸左边(&L)"),
    ("a_top", "A 到纸上边(&T)"),
    ("b_right", "B 到纸右边(&R)"),
    ("b_bottom", "B 到纸下边(&D)"),
)


def said_of(measured: Measured) -> str:
    """Say what the numbers mean: 印得偏右 1.5 毫米、偏上 1.0 毫米。"""
    sides = ((measured.a_left - CROSS, "右", "左"), (measured.a_top - CROSS, "下", "上"))
    parts = [
        f"偏{ahead if off > 0 else back} {abs(off):.1f} 毫米"
        for off, ahead, back in sides
        if abs(off) >= 0.05
    ]
    return f"印得{'、'.join(parts)}。" if parts else "十字 A 印得正好。"


class MeasuredPicture(QWidget):
    """A sheet with the cross as it should be (grey, dashed) and as it came out (red)."""

    def __init__(self) -> None:
        super().__init__()
        self._measured = Measured(CROSS, CROSS)
        self.setMinimumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 11, unit * 15)

    def show_measured(self, measured: Measured) -> None:
        self._measured = measured
        self.setAccessibleName(said_of(measured))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min((self.width() - 4) / A4[0], (self.height() - 4) / A4[1])
        painter.translate(2, 2)
        painter.setPen(QColor(style.BORDER))
        painter.setBrush(QColor(style.BASE))
        painter.drawRect(QRectF(0, 0, A4[0] * scale, A4[1] * scale))
        wanted = QPointF(45, 55)
        off = QPointF(self._measured.a_left - CROSS, self._measured.a_top - CROSS) * _EXAGGERATED
        self._cross(painter, wanted * scale, "应在这里", style.MUTED, Qt.PenStyle.DashLine)
        self._cross(painter, (wanted + off) * scale, "A", style.RED, Qt.PenStyle.SolidLine)
        if self._measured.b_right is not None and self._measured.b_bottom is not None:
            far = QPointF(A4[0] - 45, A4[1] - 55)
            off = QPointF(CROSS - self._measured.b_right, CROSS - self._measured.b_bottom) * _EXAGGERATED
            self._cross(painter, far * scale, "", style.MUTED, Qt.PenStyle.DashLine)
            self._cross(painter, (far + off) * scale, "B", style.RED, Qt.PenStyle.SolidLine)

    def _cross(self, painter: QPainter, at: QPointF, letter: str, colour: str, line: Qt.PenStyle) -> None:
        arm = self.fontMetrics().height() * 1.2
        painter.setPen(QPen(QColor(colour), 1.5, line))
        painter.drawLine(QPointF(at.x() - arm, at.y()), QPointF(at.x() + arm, at.y()))
        painter.drawLine(QPointF(at.x(), at.y() - arm), QPointF(at.x(), at.y() + arm))
        below = arm + self.fontMetrics().height() if line is Qt.PenStyle.DashLine else -arm * 0.25
        painter.drawText(at + QPointF(arm * 0.2, below), letter)


class MeasuredDialog(Dialog):
    """Asks for the four distances; `placing` is the corrected one after it was accepted."""

    def __init__(self, printed_with: Placing = AS_IT_IS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("量出的偏差")
        self.placing = printed_with
        self._printed_with = printed_with
        self.boxes = {name: _distance(label) for name, label in _LABELS}
        self.also_b = QCheckBox("也量了十字 &B（内容印得偏大或偏小时）")
        self.picture = MeasuredPicture()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("problem", True)
        self.problem.hide()
        self._lay_out()
        for box in self.boxes.values():
            box.valueChanged.connect(lambda _value: self._show())
        self.also_b.toggled.connect(lambda _on: self._show())
        self._show()

    def measured(self) -> Measured:
        values = {name: box.value() for name, box in self.boxes.items()}
        if not self.also_b.isChecked():
            return Measured(values["a_left"], values["a_top"])
        return Measured(**values)

    def accept(self) -> None:
        try:
            self.placing = corrected(self._printed_with, self.measured())
        except RuleBroken as broken:
            self.problem.setText(f"▲ {broken.message}")
            self.problem.show()
            self.boxes.get(broken.field or "", self.boxes["a_left"]).setFocus()
            return
        super().accept()

    def _show(self) -> None:
        for name in ("b_right", "b_bottom"):
            self.boxes[name].setEnabled(self.also_b.isChecked())
        measured = self.measured()
        self.picture.show_measured(measured)
        self.problem.hide()
        try:
            after = placing_words(corrected(self._printed_with, measured))
        except RuleBroken as broken:
            self.said.setText(broken.message)
            return
        self.said.setText(f"{said_of(measured)}\n以后的移动：{after}。")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        hint = QLabel("在刚印出的校准页上，用直尺量十字中心到纸边的距离。")
        hint.setWordWrap(True)
        left.addWidget(hint)
        form = QFormLayout()
        for name, label in _LABELS:
            if name == "b_right":
                form.addRow(self.also_b)
            form.addRow(label, self.boxes[name])
        left.addLayout(form)
        left.addWidget(self.said)
        left.addWidget(self.problem)
        left.addStretch()
        buttons = QDialogButtonBox()
        buttons.addButton("记住", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("不了", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addWidget(self.picture)
        whole = QVBoxLayout(self)
        whole.addLayout(both)
        whole.addWidget(buttons)


def _distance(label: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0, 99.9)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(" 毫米")
    box.setValue(CROSS)
    for part in (box, *box.findChildren(QLineEdit)):
        part.setAccessibleName(label.partition("(")[0])
    return box
