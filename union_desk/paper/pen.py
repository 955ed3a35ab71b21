"""Draws a display list on a PDF page, and sets the PDF library up as the forms need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import segno
from reportlab import rl_config
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas

from union_desk.paper.marks import Box, Mark, Qr, Ring, Rule, Text, Tick

# Binary page streams: ASCII-85 costs a twelfth of the time and a quarter of the size, for nothing.
rl_config.useA85 = 0
# Each subset has only the characters in use; a readable ASCII block would be dead weight in every file.
rl_config.ttfAsciiReadable = 0

_TICK_LINE: Final = 1.1
_BOX_LINE: Final = 0.6
_RING_GREY: Final = 0.72


def _to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """Write the CMap by which a reader copies and searches text.

    The library writes code points beyond the BMP as five hexadecimal digits, which no reader understands:
    张𧒽芬 was found as 张❋芬. A CMap holds UTF-16, at most 100 characters in a block (ISO 32000-1, 9.10.3).
    """
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({fontname})",
        f"/Ordering ({fontname})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(subset), 100):
        part = subset[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [
            f"<{start + index:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
            for index, point in enumerate(part)
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = _to_unicode


@lru_cache(maxsize=8)
def _modules(text: str) -> tuple[bytearray, ...]:
    """Encode a text; a fixed mask spares the search for the handsomest one, and any mask can be read."""
    return tuple(segno.make(text, error="m", micro=False, mask=2, boost_error=False).matrix)


class Pen:
    """Draws marks; text goes out in one text object, and only what changes is said again."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas

    def draw(self, marks: Iterable[Mark]) -> None:
        texts: list[Text] = []
        for mark in marks:
            if type(mark) is Text:
                texts.append(mark)
            elif type(mark) is Tick:
                self._tick(mark)
            elif type(mark) is Rule:
                self._canvas.setLineWidth(mark.width)
                self._canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)
            elif type(mark) is Box:
                self._canvas.setLineWidth(mark.line)
                self._canvas.rect(mark.x, mark.y, mark.width, mark.height)
            elif type(mark) is Qr:
                self._qr(mark)
            elif type(mark) is Ring:
                self._ring(mark)
        if texts:
            self._text(texts)

    def _text(self, texts: list[Text]) -> None:
        pen = self._canvas.beginText()
        font, size, spacing = "", 0.0, 0.0
        for mark in texts:
            pen.setTextOrigin(mark.x, mark.y)
            if mark.font != font or mark.size != size:
                font, size = mark.font, mark.size
                pen.setFont(font, size)
            if mark.spacing != spacing:
                spacing = mark.spacing
                pen.setCharSpace(spacing)
            pen.textOut(mark.text)
        if spacing:
            pen.setCharSpace(0)
        self._canvas.drawText(pen)

    def _tick(self, mark: Tick) -> None:
        x, y, side = mark
        path = self._canvas.beginPath()
        path.moveTo(x + side * 0.15, y + side * 0.50)
        path.lineTo(x + side * 0.42, y + side * 0.18)
        path.lineTo(x + side * 0.94, y + side * 1.00)
        self._canvas.setLineWidth(_TICK_LINE)
        self._canvas.drawPath(path)
        self._canvas.setLineWidth(_BOX_LINE)

    def _ring(self, mark: Ring) -> None:
        """Draw it so light that it does not show through a seal."""
        self._canvas.saveState()
        self._canvas.setStrokeGray(_RING_GREY)
        self._canvas.setLineWidth(_BOX_LINE)
        self._canvas.setDash(3, 3)
        self._canvas.circle(mark.x, mark.y, mark.radius)
        self._canvas.restoreState()

    def _qr(self, mark: Qr) -> None:
        """Draw the code's dark modules, run by run."""
        matrix = _modules(mark.text)
        side = mark.side / len(matrix)
        path = self._canvas.beginPath()
        for row, modules in enumerate(matrix):
            bottom = mark.y + mark.side - (row + 1) * side
            start: int | None = None
            for column, dark in enumerate((*modules, 0)):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    path.rect(mark.x + start * side, bottom, (column - start) * side, side)
                    start = None
        self._canvas.drawPath(path, stroke=0, fill=1)
