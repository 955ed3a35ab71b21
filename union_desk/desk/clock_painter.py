"""Draws the strokes of a picture of clocks on a screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from union_desk.paper.clocks.axis import Type
from union_desk.paper.clocks.layout import Layout
from union_desk.paper.clocks.strokes import INKS, Disc, Fill, Line, Stroke, Words, strokes_of


def type_of(font: QFont, widths: dict[tuple[str, bool], float]) -> Type:
    """Return the type of a font; `widths` keeps what was measured. It knows of no widget."""
    plain, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))

    def width(text: str, is_bold: bool) -> float:
        known = widths.get((text, is_bold))
        if known is None:
            known = widths[text, is_bold] = (bold if is_bold else plain).horizontalAdvance(text)
        return known

    return Type(plain.height(), width)


def paint(painter: QPainter, layout: Layout, font: QFont) -> None:
    """Draw a layout, in the font that it was laid out in."""
    fonts = font, _bold(font)
    for stroke in strokes_of(layout):
        _draw(painter, stroke, fonts)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _draw(painter: QPainter, stroke: Stroke, fonts: tuple[QFont, QFont]) -> None:
    match stroke:
        case Fill():
            room = QRectF(stroke.x, stroke.y, stroke.width, stroke.height)
            painter.fillRect(room, QColor(INKS[stroke.ink]))
        case Line():
            pen = QPen(QColor(INKS[stroke.ink]), max(1.0, stroke.weight))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if stroke.dash:
                pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(stroke.x1, stroke.y1), QPointF(stroke.x2, stroke.y2))
        case Disc():
            painter.setPen(QPen(QColor(INKS[stroke.edge]), max(1.0, stroke.weight)))
            painter.setBrush(QBrush(QColor(INKS[stroke.fill])) if stroke.fill else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(stroke.x, stroke.y), stroke.radius, stroke.radius)
        case Words():
            painter.setFont(fonts[1] if stroke.bold else fonts[0])
            painter.setPen(QColor(INKS[stroke.ink]))
            ascent = QFontMetricsF(painter.font()).ascent()
            painter.drawText(QPointF(stroke.x, stroke.y + ascent), stroke.text)
