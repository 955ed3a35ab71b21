"""The icons of resources/icons, drawn in the colours of the desk.

action.setIcon(icon("printer"))
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from union_desk.core.resources import resource
from union_desk.desk import style

_SIZES: Final = (16, 20, 24, 32, 48)


@cache
def icon(name: str, colour: str = style.MUTED) -> QIcon:
    """Return an icon that turns red where it is selected."""
    svg = resource("icons", f"{name}.svg").read_text("utf-8")
    drawn = QIcon()
    for mode, ink in (
        (QIcon.Mode.Normal, colour),
        (QIcon.Mode.Selected, style.RED),
        (QIcon.Mode.Disabled, style.LINE),
    ):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", ink).encode()))
        for size in _SIZES:
            drawn.addPixmap(_paint(renderer, size), mode)
    return drawn


def _paint(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
