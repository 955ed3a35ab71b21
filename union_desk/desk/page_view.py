"""A printed page on the screen, exactly as it will come out of the printer.

view = PageView(); view.show_pdf(printed.pdf); view.turn(1)
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

_LEAST_DPI = 45


class PageView(QWidget):
    """One page at a time, as wide as the room; `caption` says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._pages = 0
        self._page = 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._room = QScrollArea()
        self._room.setWidget(self._picture)
        self._room.setWidgetResizable(True)
        self._room.setAccessibleName("打印预览")
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.caption = QLabel()
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._room, 1)
        lines.addWidget(self.caption)

    @property
    def page(self) -> int:
        return self._page

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document, on the page one was on where it has as many."""
        from union_desk.paper.preview import page_count  # noqa: PLC0415 - drawing is loaded when first used

        self._pdf = pdf
        self._pages = page_count(pdf)
        self._page = min(self._page, max(0, self._pages - 1))
        self._paint()

    def say(self, words: str) -> None:
        self._pdf = b""
        self._picture.setText(words)
        self.caption.clear()

    def turn(self, step: int) -> None:
        page = min(max(self._page + step, 0), self._pages - 1)
        if self._pdf and page != self._page:
            self._page = page
            self._paint()
            self._room.verticalScrollBar().setValue(0)

    def scroll_to(self, page: int, down: float) -> None:
        """Bring a place of a page into sight: 0 is its upper edge, 1 its lower one."""
        self.turn(page - self._page)
        bar = self._room.verticalScrollBar()
        height = bar.maximum() + bar.pageStep()
        bar.setValue(round(height * down - bar.pageStep() / 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf:
            self._paint()

    def _paint(self) -> None:
        from union_desk.paper.preview import page_size, render_page  # noqa: PLC0415 - drawing is loaded when first used

        ratio = self.devicePixelRatioF()
        room = self._room.width() - self._room.verticalScrollBar().sizeHint().width() - 4
        dpi = max(_LEAST_DPI, room / page_size(self._pdf, self._page)[0] * 72) * ratio
        width, height, pixels = render_page(self._pdf, self._page, round(dpi))
        picture = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(picture))
        self.caption.setText(f"第 {self._page + 1} 页，共 {self._pages} 页")
