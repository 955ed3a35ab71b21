"""One document of a volume on the screen, as it will be bound."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.desk.dialog_size import Dialog
from union_desk.desk.page_view import PageView


class DocumentView(Dialog):
    """Shows a PDF page by page: PgUp and PgDn turn, Esc closes."""

    def __init__(self, title: str, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.view = PageView(self)
        self.leave = QPushButton("关闭")
        self.leave.setDefault(True)
        self.leave.clicked.connect(lambda _on=False: self.reject())
        below = QHBoxLayout()
        for words, step in (("上一页(&P)", -1), ("下一页(&N)", 1)):
            turn = QPushButton(words)
            turn.setAutoDefault(False)
            turn.clicked.connect(lambda _on=False, by=step: self.view.turn(by))
            below.addWidget(turn)
        below.addStretch()
        below.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.addWidget(self.view, 1)
        whole.addLayout(below)
        self.resize(self.sizeHint())
        self.view.show_pdf(pdf)
        self.leave.setFocus()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(46 * height, room.width() - 40), min(56 * height, room.height() - 80))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.view.turn(step)
        else:
            super().keyPressEvent(event)
