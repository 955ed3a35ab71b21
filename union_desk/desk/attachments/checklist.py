"""The list of papers of a case: which are asked for, which are there, which are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from union_desk.desk import style

_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_KIND: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A line of the list: kind (terms attachment_kind), words, whether it is there, and why it is wanted."""

    kind: str
    title: str
    state: str  # 缺, 有 2 份扫描件, 表上已登记, 以后要
    why: str = ""
    missing: bool = False


class Checklist(QTreeWidget):
    """One line for each paper. Enter adds files to the line; all of it is seen at once."""

    wanted = Signal(str)
    """The kind of paper to which files are to be added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers: tuple[AskedPaper, ...] = ()
        self.setAccessibleName("材料清单")
        self.setHeaderLabels(["材料", "有没有", "说明"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemDoubleClicked.connect(lambda item, _column: self.wanted.emit(item.data(0, _KIND)))

    def show_papers(self, papers: Sequence[AskedPaper]) -> None:
        # Else the first that is missing: that is where one begins.
        missing = (paper.kind for paper in papers if paper.missing)
        here = self.kind if self.currentItem() is not None else next(missing, None)
        self.papers = tuple(papers)
        self.clear()
        for paper in papers:
            line = QTreeWidgetItem([paper.title, paper.state, paper.why])
            line.setData(0, _KIND, paper.kind)
            said = "，".join(part for part in (paper.title, paper.state, paper.why) if part)
            line.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            line.setToolTip(2, paper.why)
            if paper.missing:
                line.setForeground(1, QColor(style.RED))
            self.addTopLevelItem(line)
            if paper.kind == here or self.currentItem() is None:
                self.setCurrentItem(line)
        self.updateGeometry()

    @property
    def kind(self) -> str:
        """The kind of paper of the line one is on."""
        line = self.currentItem()
        return str(line.data(0, _KIND)) if line is not None else ""

    def go_to(self, kind: str) -> None:
        for number in range(self.topLevelItemCount()):
            line = self.topLevelItem(number)
            if line is not None and line.data(0, _KIND) == kind:
                self.setCurrentItem(line)

    def kind_at(self, place: QPoint) -> str:
        """Return the kind of the line at a place of this widget, such as where something is dropped."""
        line = self.itemAt(self.viewport().mapFrom(self, place))
        return str(line.data(0, _KIND)) if line is not None else ""

    def sizeHint(self) -> QSize:
        rows = sum(self.sizeHintForRow(number) for number in range(self.topLevelItemCount()))
        return QSize(super().sizeHint().width(), self.header().sizeHint().height() + rows + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentItem() is not None:
            self.wanted.emit(self.kind)
            return
        super().keyPressEvent(event)
