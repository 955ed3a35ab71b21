"""The picture of clocks on paper: a landscape sheet with the picture, the dated list below and behind it.

printed = render_clocks((Sheet("期限图", ("杭经开工调〔2026〕白杨第0012号",), story),), printed_by="陈明")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from union_desk.core.clock import local_time
from union_desk.paper.clocks.axis import Type, fitting, paper_days
from union_desk.paper.clocks.layout import Layout, lay_out
from union_desk.paper.clocks.rows import LEAD, SIZE, ListPen, Row, rows_of
from union_desk.paper.clocks.story import Story
from union_desk.paper.clocks.strokes import INKS, Disc, Fill, Line, Stroke, Words, strokes_of
from union_desk.paper.fonts import RoleFace, face
from union_desk.paper.job import Printed
from union_desk.paper.marks import MM, Area, Remarks, block, fit, one_line
from union_desk.paper.pen import Pen
from union_desk.paper.sheet import A4, Style
from union_desk.paper.zhtext import Align, line_of

_LEFT: Final = 12 * MM
_TOP: Final = 11 * MM
_FLOOR: Final = 15 * MM  # below it stands the footer
_FOOT: Final = (7 * MM, 6 * MM)  # the footer's lower edge and its height
_FOOT_SIZE: Final = 8.0
_TITLE: Final = (18.0, 10 * MM)
_ABOVE: Final = (10.0, 5.6 * MM)
_GAP: Final = 3 * MM
_FLAGS: Final = 9
_WIDER: Final = 1.12
_TRIES: Final = 6
_LEAST_ROWS: Final = 3
_LEAST_LAST: Final = 4
_SMALLER: Final = (0.94, 0.88)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed of one case: a title, lines below it, its story, and a word in the footer."""

    title: str
    above: tuple[str, ...]
    story: Story
    note: str = ""


def render_clocks(
    sheets: Sequence[Sheet],
    *,
    printed_by: str = "",
    printed_at: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print the clocks of cases, each on pages of its own. The same input gives the same bytes."""
    by = [f"打印：{printed_by}"] if printed_by else []
    at = [f"{local_time(printed_at):%Y-%m-%d %H:%M}"] if printed_at is not None else []
    document = _Document(sheets[0].title if sheets else "", "　".join((*by, *at)))
    for number, sheet in enumerate(sheets, start=1):
        if cancelled is not None and cancelled():
            return Printed(b"", 0, cancelled=True)
        document.add(sheet)
        if progress is not None:
            progress(number, len(sheets))
    return Printed(document.bytes(), document.pages, tuple(document.remarks.missing))


@dataclass(frozen=True, slots=True)
class _Shared:
    """The rows of each page, and how large they are drawn."""

    pages: Sequence[Sequence[Row]]
    scale: float


class _Document:
    """One PDF in the making."""

    def __init__(self, title: str, mark: str) -> None:
        self.pages, self._mark = 0, mark
        self.remarks = Remarks()
        self._song, self._hei, self._title = face("song"), face("hei"), face("title")
        self._width, self._height = max(A4) * MM, min(A4) * MM
        self._room = self._width - 2 * _LEFT
        self._buffer = BytesIO()
        first, _ = self._song.glyph("中")
        self._canvas: Any = Canvas(
            self._buffer,
            pagesize=(self._width, self._height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=first,
            lang="zh-CN",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Union Desk")
        self._pen = Pen(self._canvas)
        self._list = ListPen(self._canvas, self._pen, self.remarks)
        self._type = Type(SIZE * LEAD, self._measured)

    def add(self, sheet: Sheet) -> None:
        """Draw a case: its head, its picture, and its list on as many pages as that needs."""
        top = self._height - _TOP - _TITLE[1] - len(sheet.above) * _ABOVE[1] - _GAP
        layout, scale = self._fitted(sheet.story, top - _FLOOR)
        below = top - layout.height * scale - _GAP
        shared = self._shared(sheet.story, below)
        self._head(sheet)
        self._picture(layout, scale, top)
        for number, part in enumerate(shared.pages, start=1):
            self._rows(part, below if number == 1 else self._height - _TOP, shared.scale)
            self._end(sheet, number, len(shared.pages))

    def _shared(self, story: Story, below: float) -> _Shared:
        """Share the list out; a last page with a line or two is spared by setting it a little smaller."""
        usual = self._share(story, below, 1.0)
        if len(usual.pages) > 1 and len(usual.pages[-1]) < _LEAST_LAST:
            for scale in _SMALLER:
                smaller = self._share(story, below, scale)
                if len(smaller.pages) < len(usual.pages):
                    return smaller
        return usual

    def _share(self, story: Story, below: float, scale: float) -> _Shared:
        rows = rows_of(story, self._room / scale)
        first, rest = self._list.fitting(rows, (below - _FLOOR) / scale)
        if len(first) < min(_LEAST_ROWS, len(rows)):
            first, rest = (), rows  # a head with a line or two below it is worse than none
        pages = [first]
        while rest:
            part, rest = self._list.fitting(rest, (self._height - _TOP - _FLOOR) / scale, least=1)
            pages.append(part)
        return _Shared(pages, scale)

    def _rows(self, rows: Sequence[Row], top: float, scale: float) -> None:
        self._canvas.saveState()
        self._canvas.translate(_LEFT, top)
        self._canvas.scale(scale, scale)
        self._list.draw(rows, self._room / scale)
        self._canvas.restoreState()

    def bytes(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()

    def _fitted(self, story: Story, room: float) -> tuple[Layout, float]:
        """Lay the whole picture out; where it is too high it is set on a wider sheet and drawn smaller."""
        width = self._room
        layout = self._laid_out(story, width)
        for _ in range(_TRIES):
            if layout.height * self._room / width <= room:
                break
            width *= _WIDER
            layout = self._laid_out(story, width)
        return layout, min(self._room / width, room / layout.height)

    def _laid_out(self, story: Story, width: float) -> Layout:
        scale = fitting(story, width, self._type, paper_days(story))
        return lay_out(story, scale, width, self._type, _FLAGS)

    def _measured(self, text: str, bold: bool) -> float:
        return line_of(text, self._face(bold=bold), SIZE).width

    def _face(self, *, bold: bool) -> RoleFace:
        return self._hei if bold else self._song

    def _head(self, sheet: Sheet) -> None:
        size, height = _TITLE
        area = Area(_LEFT, self._height - _TOP, self._room, height)
        self._pen.draw(one_line(sheet.title, self._title, size, area, "center", self.remarks))
        size, height = _ABOVE
        style = Style("song", size, SIZE - 2, "left")
        for number, text in enumerate(sheet.above):
            line = Area(_LEFT, area.bottom - number * height, self._room, height)
            self._pen.draw(block(fit(text, self._song, style, line), self._song, style, line, self.remarks))

    def _picture(self, layout: Layout, scale: float, top: float) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(_LEFT, top)
        canvas.scale(scale, scale)
        path = canvas.beginPath()
        path.rect(0, -layout.height, layout.width, layout.height)
        canvas.clipPath(path, stroke=0, fill=0)
        for stroke in strokes_of(layout):
            self._draw(stroke)
        canvas.restoreState()
        canvas.setLineWidth(0.6)
        canvas.rect(_LEFT, top - layout.height * scale, layout.width * scale, layout.height * scale)

    def _draw(self, stroke: Stroke) -> None:
        """Draw one stroke; on paper heights are counted from below."""
        canvas = self._canvas
        match stroke:
            case Fill():
                canvas.setFillColor(HexColor(INKS[stroke.ink]))
                canvas.rect(
                    stroke.x, -stroke.y - stroke.height, stroke.width, stroke.height, stroke=0, fill=1
                )
            case Line():
                canvas.setStrokeColor(HexColor(INKS[stroke.ink]))
                canvas.setLineWidth(stroke.weight)
                canvas.setDash(*((3 * stroke.weight, 2.5 * stroke.weight) if stroke.dash else ()))
                canvas.line(stroke.x1, -stroke.y1, stroke.x2, -stroke.y2)
            case Disc():
                canvas.setStrokeColor(HexColor(INKS[stroke.edge]))
                canvas.setLineWidth(stroke.weight)
                canvas.setDash()
                if stroke.fill:
                    canvas.setFillColor(HexColor(INKS[stroke.fill]))
                canvas.circle(stroke.x, -stroke.y, stroke.radius, stroke=1, fill=int(bool(stroke.fill)))
            case Words():
                canvas.setFillColor(HexColor(INKS[stroke.ink]))
                area = Area(stroke.x, -stroke.y, self._room, self._type.unit)
                marks = one_line(stroke.text, self._face(bold=stroke.bold), SIZE, area, "left", self.remarks)
                self._pen.draw(marks)

    def _end(self, sheet: Sheet, number: int, pages: int) -> None:
        bottom, height = _FOOT
        area = Area(_LEFT, bottom + height, self._room, height)
        sides: tuple[tuple[str, Align], ...] = (
            (sheet.note, "left"),
            (f"第 {number} 页　共 {pages} 页", "center"),
            (self._mark, "right"),
        )
        for text, align in sides:
            self._pen.draw(one_line(text, self._song, _FOOT_SIZE, area, align, self.remarks))
        self._canvas.showPage()
        self.pages += 1
