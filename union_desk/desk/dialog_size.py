"""How large a dialog of words and fields is: as its words need, and never more than the screen has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from union_desk.desk.tab_order import follow_layout

_WHOLE: Final = "whole dialog"
_CHARACTERS: Final = 56
_EDGE: Final = 40
"""What title bar and panels take of the screen, in pixels."""


def size_of(dialog: QDialog) -> QSize:
    """Return the size in which every sentence of the dialog has its lines; scrolled parts show whole."""
    screen = dialog.screen().availableSize() - QSize(_EDGE, _EDGE)
    layout = dialog.layout()
    if layout is None:
        return dialog.sizeHint().boundedTo(screen)
    wanted = max(dialog.fontMetrics().averageCharWidth() * _CHARACTERS, layout.totalSizeHint().width())
    width = min(wanted, screen.width())
    needed = (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
    return QSize(width, min(needed + _folded_height(dialog, width), screen.height()))


def grow(dialog: QDialog) -> None:
    """Give the dialog the room that it needs now; it never gets smaller under the eyes of the person."""
    dialog.resize(dialog.size().expandedTo(QSize(0, size_of(dialog).height())))


def _folded_height(dialog: QDialog, width: int) -> int:
    """Return what the scrolled parts need beyond the height that a scroll area asks for itself."""
    more = 0
    for area in dialog.findChildren(QScrollArea):
        inner = area.widget()
        if inner is None or area.parentWidget() is not dialog:
            continue
        margins = dialog.contentsMargins()
        layout = dialog.layout()
        if layout is not None:
            margins = layout.contentsMargins()
        room = width - margins.left() - margins.right()
        tall = inner.heightForWidth(room) if inner.hasHeightForWidth() else inner.sizeHint().height()
        more += max(0, tall - area.sizeHint().height())
    return more


class Dialog(QDialog):
    """A dialog that is scrolled where the screen is too small for it, and that Tab goes through in order."""

    def showEvent(self, event: QShowEvent) -> None:
        follow_layout(self)
        super().showEvent(event)
        self.fit_into(self.screen().availableSize() - QSize(_EDGE, _EDGE))

    def fit_into(self, room: QSize) -> None:
        """Never be larger than this."""
        layout = self.layout()
        if layout is None:
            return
        least = layout.totalMinimumSize()
        width = min(max(self.width(), least.width()), room.width())
        tall = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else least.height()
        if least.width() > room.width() or max(least.height(), tall) > room.height():
            self._scroll()
        wanted = self.size()
        if width < self.width():
            # Narrower, its sentences need more lines.
            wanted = wanted.expandedTo(QSize(0, tall))
        self.resize(wanted.boundedTo(room))

    def _scroll(self) -> None:
        layout = self.layout()
        if layout is None or isinstance(self.findChild(QScrollArea, _WHOLE), QScrollArea):
            return
        inner = QWidget()
        inner.setLayout(layout)
        area = QScrollArea(self)
        area.setObjectName(_WHOLE)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        whole.activate()
