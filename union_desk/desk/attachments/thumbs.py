"""The attached files of a case as small pictures with their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from union_desk.desk import style

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachedFile

_UID: Final = int(Qt.ItemDataRole.UserRole)
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_NAME_LINES: Final = 3


class Thumbs(QListWidget):
    """Grows with what is in it. Arrows go, Space and Ctrl mark several, Enter opens."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("扫描件和照片")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pictures: dict[str, QPixmap] = {}
        self._files: tuple[AttachedFile, ...] = ()
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_UID)))

    @property
    def marked(self) -> tuple[str, ...]:
        """The uids of what is marked, in the order in which they are shown."""
        rows = sorted(self.row(item) for item in self.selectedItems())
        return tuple(str(self.item(row).data(_UID)) for row in rows)

    @property
    def file(self) -> AttachedFile | None:
        here = self.currentItem()
        uid = here.data(_UID) if here is not None else ""
        return next((file for file in self._files if file.uid == uid), None)

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show these; the cursor and the marks stay on what is still there."""
        here, marked = self.file, set(self.marked)
        self._files = tuple(files)
        self.clear()
        unit = self.fontMetrics().height()
        self.setIconSize(QSize(unit * 7, unit * 7))
        self.setGridSize(QSize(unit * 8, unit * (7 + _NAME_LINES)))
        for file in files:
            item = QListWidgetItem(self._icon(file), _words(file))
            item.setData(_UID, file.uid)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _said(file))
            item.setToolTip(_said(file))
            self.addItem(item)
            item.setSelected(file.uid in marked)
            if here is not None and here.uid == file.uid:
                self.setCurrentItem(item)
        if self.currentItem() is None and files:
            self.setCurrentRow(0)
        self._fit()

    def lacks_picture(self, file: AttachedFile) -> bool:
        return file.sha256 not in self._pictures

    def put_picture(self, sha256: str, jpeg: bytes) -> None:
        """Show the small picture of an original where it is attached."""
        picture = QPixmap()
        picture.loadFromData(jpeg)
        self._pictures[sha256] = picture
        for row, file in enumerate(self._files):
            if file.sha256 == sha256:
                self.item(row).setIcon(self._icon(file))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        file = self.file
        if event.key() in _ENTER and file is not None:
            self.opened.emit(file.uid)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is in it: the page is what scrolls."""
        grid = self.gridSize()
        across = max(1, (self.viewport().width() or 1) // max(1, grid.width()))
        rows = -(-self.count() // across)
        self.setFixedHeight(max(1, rows) * grid.height() + 2 * self.frameWidth() + 4)

    def _icon(self, file: AttachedFile) -> QIcon:
        size = self.iconSize()
        paper = QPixmap(size)
        paper.fill(Qt.GlobalColor.transparent)
        picture = self._pictures.get(file.sha256, QPixmap())
        if file.turned:
            picture = picture.transformed(QTransform().rotate(file.turned))
        painter = QPainter(paper)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if picture.isNull():
            painter.setPen(QColor(style.MUTED))
            painter.drawRect(paper.rect().adjusted(8, 2, -9, -3))
            text = "没有\n原件" if not file.is_here else "PDF" if file.is_pdf else "…"
            painter.drawText(paper.rect(), int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            shown = picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (size.width() - shown.width()) // 2, (size.height() - shown.height()) // 2
            painter.drawPixmap(left, top, shown.width(), shown.height(), picture)
            painter.setPen(QColor(style.LINE))
            painter.drawRect(left, top, shown.width() - 1, shown.height() - 1)
        painter.end()
        return QIcon(paper)


def _words(file: AttachedFile) -> str:
    pages = f"，{file.pages} 页" if file.pages > 1 else ""
    kind = file.kind_label or "没有分类"
    return f"{kind}{pages}\n{file.paper.name}" if file.paper.name else f"{kind}{pages}"


def _said(file: AttachedFile) -> str:
    size = f"{file.size / (1 << 20):.1f} MB" if file.size >= 1 << 20 else f"{file.size / 1024:.0f} KB"
    parts = [file.kind_label or "没有分类", file.paper.name, f"{file.pages} 页", size]
    if file.paper.taken_on is not None:
        parts.append(f"{file.paper.taken_on} 拍摄")
    if not file.is_here:
        parts.append("原件不在这台电脑里")
    return "，".join(part for part in parts if part)
