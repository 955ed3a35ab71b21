"""Long lists on paper (台账, 汇总表, 清册): a repeated head in two levels, page subtotals, running totals.

columns = (Column("类别|等级", "class", 22), Column("金额", "fen", 9, total=True))
printed = render_register(Register("困难职工汇总表", columns, number="KN-17"), rows)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from union_desk.core.clock import local_time
from union_desk.core.money import format_fen, in_capitals
from union_desk.paper.fonts import RoleFace, face
from union_desk.paper.job import Printed
from union_desk.paper.marks import (
    CUT_SHORT,
    MM,
    PAD,
    Area,
    Box,
    Mark,
    Remarks,
    Rule,
    Text,
    block,
    fit,
    one_line,
)
from union_desk.paper.sheet import A4, Style
from union_desk.paper.zhtext import Align

_MARGIN: Final = (12.0, 12.0, 14.0, 14.0)  # left, right, top, bottom, in millimetres
_TITLE_HEIGHT: Final = 12.0
_LINE_HEIGHT: Final = 6.0
_SIGNS_HEIGHT: Final = 9.0
_HEAD_ROW: Final = 8.0
_ROW: Final = 8.0
_SIZE: Final = 9.0
_SMALLEST: Final = 6.0
_AIR: Final = 0.6  # between two lines of text and the lines of their cell
_FRAME: Final = 1.2
_TITLE_SIZE: Final = 18.0
_OF_THE_PAGE: Final = "本页小计"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a heading `组|列` stands in two levels. What is totalled is money in fen."""

    heading: str
    key: str
    width: float  # millimetres; the widths share out the sheet
    align: Align = "center"
    total: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """What a list is called, what it says above its table, and who signs below it."""

    title: str
    columns: tuple[Column, ...]
    number: str = ""
    edition: int = 1
    above: tuple[str, ...] = ()
    signs: tuple[str, ...] = ("负责人：", "审核：", "经办人：", "制表：")
    landscape: bool = True
    running: bool = False  # each page's foot also tells the total so far
    row: float = _ROW  # millimetres

    @property
    def totals(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.total)


Row = Mapping[str, object]


def render_register(
    register: Register,
    rows: Sequence[Row],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    printed_by: str = "",
    printed_at: datetime | None = None,
) -> Printed:
    """Print a list; `number` in a row is filled by the program. The same rows give the same bytes."""
    tell, stop = progress or _silent, cancelled or _never
    sheet = _Sheet(register)
    pages = sheet.pages_of(len(rows))
    canvas = _Canvas(register, sheet, _foot_text(register, printed_by, printed_at), pages)
    so_far = dict.fromkeys((column.key for column in register.totals), 0)
    for page in range(pages):
        if stop():
            return Printed(b"", 0, cancelled=True)
        first = page * sheet.rows
        part = rows[first : first + sheet.rows]
        sums = {key: sum(_fen(row.get(key)) for row in part) for key in so_far}
        so_far = {key: so_far[key] + sums[key] for key in so_far}
        canvas.page(page, part, first, sums, so_far)
        tell(min(first + len(part), len(rows)), len(rows))
    return Printed(canvas.bytes(), pages, tuple(canvas.remarks.missing), tuple(canvas.remarks.shrunk))


def _silent(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False


def _fen(value: object) -> int:
    return value if isinstance(value, int) else 0


def _foot_text(register: Register, printed_by: str, printed_at: datetime | None) -> str:
    parts = [f"{register.number} 第 {register.edition} 版" if register.number else ""]
    if printed_at is not None:
        parts.append(f"{printed_by} {local_time(printed_at):%Y-%m-%d %H:%M} 打印".strip())
    return "　".join(part for part in parts if part)


class _Sheet:
    """Where everything stands on a page, in points from its lower left corner."""

    def __init__(self, register: Register) -> None:
        long_side, short_side = max(A4) * MM, min(A4) * MM
        self.width, self.height = (long_side, short_side) if register.landscape else (short_side, long_side)
        left, right, top, bottom = (side * MM for side in _MARGIN)
        self.left = left
        self.breadth = self.width - left - right
        self.two_levels = any("|" in column.heading for column in register.columns)
        self.head = _HEAD_ROW * MM * (2 if self.two_levels else 1.4)
        self.row = register.row * MM
        self.title_top = self.height - top
        self.above_top = self.title_top - _TITLE_HEIGHT * MM
        self.table_top = self.above_top - _LINE_HEIGHT * MM
        # The last page has its subtotal and the total.
        feet = 2 if register.totals else 0
        signs = _SIGNS_HEIGHT * MM if register.signs else 0.0
        room = self.table_top - bottom - signs - self.head - feet * self.row
        self.rows = max(1, int(room // self.row))
        unit = self.breadth / sum(column.width for column in register.columns)
        self.widths = [column.width * unit for column in register.columns]
        self.lefts = [self.left + sum(self.widths[:index]) for index in range(len(self.widths))]

    def pages_of(self, rows: int) -> int:
        return max(1, -(-rows // self.rows))

    def cell(self, column: int, top: float, height: float | None = None) -> Area:
        return Area(self.lefts[column], top, self.widths[column], self.row if height is None else height)


class _Canvas:
    """The PDF in the making: the frame and the head are stored once for each number of rows."""

    def __init__(self, register: Register, sheet: _Sheet, foot: str, pages: int) -> None:
        # The PDF library costs 150 ms and is not needed to open the window.
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        from union_desk.paper.pen import Pen  # noqa: PLC0415

        self._register, self._sheet, self._foot, self._pages = register, sheet, foot, pages
        self.remarks = Remarks()
        self._song, self._hei, self._title = (face(role) for role in ("song", "hei", "title"))
        first, _ = self._song.glyph("中")
        self._buffer = BytesIO()
        self._canvas: Any = Canvas(
            self._buffer,
            pagesize=(sheet.width, sheet.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=first,
            lang="zh-CN",
        )
        self._canvas.setTitle(register.title)
        self._canvas.setAuthor("Union Desk")
        self._pen = Pen(self._canvas)
        self._frames: set[int] = set()
        self._styles = [Style("song", _SIZE, _SMALLEST, column.align) for column in register.columns]
        # Most words of a long list come again and again: 相对困难, 在岗, 女.
        self._known: dict[tuple[int, str], list[Mark]] = {}

    def page(
        self, number: int, rows: Sequence[Row], first: int, sums: Mapping[str, int], so_far: Mapping[str, int]
    ) -> None:
        sheet = self._sheet
        self._lay_under(len(rows))
        marks: list[Mark] = self._line(
            f"第 {number + 1} 页　共 {self._pages} 页", sheet.above_top, "right", _LINE_HEIGHT * MM
        )
        top = sheet.table_top - sheet.head
        for index, row in enumerate(rows):
            marks += self._row(row, first + index + 1, top - index * sheet.row)
        below = top - len(rows) * sheet.row
        last = number + 1 == self._pages
        for label, totals in self._feet(sums, so_far, last=last):
            marks += self._totals(label, totals, below)
            below -= sheet.row
        marks += self._signs(below)
        self._pen.draw(marks)
        self._canvas.showPage()

    def bytes(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()

    def _feet(
        self, sums: Mapping[str, int], so_far: Mapping[str, int], *, last: bool
    ) -> Iterator[tuple[str, Mapping[str, int]]]:
        if not self._register.totals:
            return
        yield _OF_THE_PAGE, sums
        if last:
            capitals = in_capitals(so_far[self._register.totals[0].key])
            yield f"合计（{capitals}）", so_far
        elif self._register.running:
            yield "累　计", so_far

    def _lay_under(self, rows: int) -> None:
        if rows not in self._frames:
            self._frames.add(rows)
            self._canvas.beginForm(f"frame{rows}")
            self._pen.draw(self._frame(rows))
            self._canvas.endForm()
        self._canvas.doForm(f"frame{rows}")

    def _frame(self, rows: int) -> list[Mark]:
        """Draw what every page with so many rows has: title, head and lines."""
        sheet, register = self._sheet, self._register
        title = Area(sheet.left, sheet.title_top, sheet.breadth, _TITLE_HEIGHT * MM)
        marks = one_line(register.title, self._title, _TITLE_SIZE, title, "center", self.remarks)
        marks += self._line("　　".join(register.above), sheet.above_top, "left", _LINE_HEIGHT * MM)
        foot = Area(sheet.left, 11 * MM, sheet.breadth, 5 * MM)
        marks += one_line(self._foot, self._song, 8, foot, "left", self.remarks)
        marks += self._head()
        top, bottom = sheet.table_top - sheet.head, sheet.table_top - sheet.head - rows * sheet.row
        right = sheet.left + sheet.breadth
        marks += [Rule(sheet.left, top - n * sheet.row, right, top - n * sheet.row) for n in range(rows + 1)]
        marks += [Rule(left, top, left, bottom) for left in sheet.lefts[1:]]
        height = sheet.table_top - bottom
        marks.append(Box(sheet.left, bottom, sheet.breadth, height, _FRAME))
        return marks

    def _head(self) -> list[Mark]:
        sheet = self._sheet
        marks: list[Mark] = []
        columns = list(enumerate(self._register.columns))
        for group, members in groupby(columns, key=lambda pair: _group(pair[1].heading) or pair[0]):
            own = list(members)
            if isinstance(group, int):
                marks += self._heading(own[0][1].heading, sheet.cell(own[0][0], sheet.table_top, sheet.head))
                continue
            half = sheet.head / 2
            left, width = sheet.lefts[own[0][0]], sum(sheet.widths[index] for index, _ in own)
            marks += self._heading(group, Area(left, sheet.table_top, width, half))
            marks.append(Rule(left, sheet.table_top - half, left + width, sheet.table_top - half))
            for index, column in own:
                area = sheet.cell(index, sheet.table_top - half, half)
                marks += self._heading(column.heading.partition("|")[2], area)
                if index != own[0][0]:
                    marks.append(Rule(area.x, area.top, area.x, area.bottom))
        for left, (index, column) in zip(sheet.lefts[1:], columns[1:], strict=True):
            same = _group(column.heading) and _group(column.heading) == _group(columns[index - 1][1].heading)
            if not same:
                marks.append(Rule(left, sheet.table_top, left, sheet.table_top - sheet.head))
        return marks

    def _heading(self, text: str, area: Area) -> list[Mark]:
        return self._in_cell(text, self._hei, Style("hei", _SIZE, _SMALLEST, "center"), area)

    def _row(self, row: Row, number: int, top: float) -> list[Mark]:
        marks: list[Mark] = []
        for index, column in enumerate(self._register.columns):
            value = number if column.key == "number" else row.get(column.key)
            text = _words(value, money=column.total)
            if text:
                marks += self._moved(index, text, top)
        return marks

    def _moved(self, index: int, text: str, top: float) -> list[Mark]:
        """Set a text in its column; what was set before is moved to this row."""
        known = self._known.get((index, text))
        if known is None:
            area = self._sheet.cell(index, 0.0)
            known = self._in_cell(text, self._song, self._styles[index], area)
            self._known[index, text] = known
        return [_lifted(mark, top) for mark in known]

    def _totals(self, label: str, totals: Mapping[str, int], top: float) -> list[Mark]:
        sheet = self._sheet
        first = next(index for index, column in enumerate(self._register.columns) if column.total)
        width = sum(sheet.widths[:first]) or sheet.widths[0]
        bold = Style("hei", _SIZE, _SMALLEST, "center")
        marks = self._in_cell(label, self._hei, bold, Area(sheet.left, top, width, sheet.row))
        for index, column in enumerate(self._register.columns[first:], start=first):
            area = sheet.cell(index, top)
            if column.total:
                text = format_fen(totals[column.key])
                marks += self._in_cell(text, self._song, self._styles[index], area)
            marks.append(Rule(area.x, top, area.x, area.bottom))
        marks.append(Box(sheet.left, top - sheet.row, sheet.breadth, sheet.row, _FRAME))
        return marks

    def _signs(self, top: float) -> list[Mark]:
        signs, sheet = self._register.signs, self._sheet
        if not signs:
            return []
        each = sheet.breadth / len(signs)
        place = partial(one_line, align="left", remarks=self.remarks)
        return [
            mark
            for index, sign in enumerate(signs)
            for mark in place(
                sign, self._song, _SIZE, Area(sheet.left + index * each, top, each, _SIGNS_HEIGHT * MM)
            )
        ]

    def _line(self, text: str, top: float, align: Align, height: float) -> list[Mark]:
        area = Area(self._sheet.left, top, self._sheet.breadth, height)
        return one_line(text, self._song, _SIZE, area, align, self.remarks)

    def _in_cell(self, text: str, role: RoleFace, style: Style, area: Area) -> list[Mark]:
        inner = Area(area.x + PAD, area.top - _AIR * MM, area.width - 2 * PAD, area.height - 2 * _AIR * MM)
        fitted = fit(text, role, style, inner, CUT_SHORT)
        if not fitted.whole:
            self.remarks.shrunk[text[:12]] = None
        return block(fitted, role, style, inner, self.remarks)


def _lifted(mark: Mark, by: float) -> Mark:
    """Move a character or its empty box to another row."""
    return mark._replace(y=mark.y + by) if isinstance(mark, Text | Box) else mark


def _group(heading: str) -> str:
    return heading.partition("|")[0] if "|" in heading else ""


def _words(value: object, *, money: bool) -> str:
    if value is None or value == "":
        return ""
    return format_fen(value) if money and isinstance(value, int) else str(value)
