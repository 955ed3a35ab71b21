"""Lays out a form's pages once: the marks that every copy has, and the slots that a record fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from union_desk.paper.flow import DATE_ROOMS, FlowLayout
from union_desk.paper.marks import (
    BOX,
    HEADROOM,
    MIDDLE,
    MM,
    PAD,
    THIN,
    Area,
    Box,
    Mark,
    Remarks,
    Ring,
    Rule,
    Tick,
    block,
    fit,
    one_line,
    spread,
)
from union_desk.paper.sheet import Cell, Code, Form, Grid, Kind, Page, Piece, Place, Style, TextLine
from union_desk.paper.slots import BoxesSlot, DateSlot, Faces, Slot, TextSlot, TickSlot
from union_desk.paper.zhtext import measure

_FRAME: Final = 1.2
_LABEL_SPREAD: Final = 4  # characters: 姓名 is spread to the width of 政治面貌
_ITEM_GAP: Final = 0.9  # em between two tick boxes with their words
_BOX_GAP: Final = 0.28  # em between a tick box and its words
LINE_PITCH: Final = 1.95  # em between signature lines


@dataclass(frozen=True, slots=True)
class PagePlan:
    marks: tuple[Mark, ...]
    slots: tuple[Slot, ...]
    code: Code | None


class PageLayout:
    """Lays out one page; its result is a PagePlan."""

    def __init__(self, form: Form, faces: Faces) -> None:
        self._form = form
        self._faces = faces
        self._marks: list[Mark] = []
        self._slots: list[Slot] = []
        self._missing = Remarks()

    def plan(self, page: Page) -> PagePlan:
        top = (self._form.size[1] - self._form.margin.top) * MM
        left = self._form.margin.left * MM
        for part in page.blocks:
            if isinstance(part, Grid):
                self._grid(part, left, top)
            elif isinstance(part, TextLine):
                self.line(part, Area(left, top, self._form.width * MM, part.height * MM))
            top -= part.height * MM
        return PagePlan(tuple(self._marks), tuple(self._slots), page.code)

    def line(self, line: TextLine, area: Area) -> PagePlan:
        """Lay out a line with its left, middle and right part."""
        for side, template in (("left", line.left), ("center", line.center), ("right", line.right)):
            style = line.style
            width = sum(self._piece_width(piece, style) for piece in template)
            if width > area.width and all(piece.place is None for piece in template):
                # A name at the head of a paper may be long; it is never cut.
                style = replace(style, size=style.size * area.width / width)
                width = area.width
            start = {"left": 0.0, "center": (area.width - width) / 2, "right": area.width - width}[side]
            self._template(template, style, area._replace(x=area.x + start))
        return PagePlan(tuple(self._marks), tuple(self._slots), None)

    def _template(self, template: Sequence[Piece], style: Style, area: Area) -> None:
        x = area.x
        for piece in template:
            width = self._piece_width(piece, style)
            room = Area(x, area.top, width, area.height)
            if piece.place is None:
                face = self._faces(style.font)
                self._marks += one_line(piece.words, face, style.size, room, "left", self._missing)
            elif piece.place.field.kind.ticked:
                self._flow(piece.place, style, room, [self._items(piece.place, style.size)], _ITEM_GAP * 0.7)
            elif piece.place.field.kind is Kind.LONGDAY:
                self._date(piece.place, style, room)
            else:
                self._fill_in(piece, piece.place, style, room)
            x += width

    def _fill_in(self, piece: Piece, place: Place, style: Style, room: Area) -> None:
        if piece.underlined:
            bottom = room.top - room.height / 2 - MIDDLE * style.size - 2
            self._marks.append(Rule(room.x, bottom, room.x + room.width, bottom))
        value = Style(style.font, style.size, min(style.min_size, style.size), align=piece.align)
        self._slots.append(TextSlot(place, room, value, self._faces))

    def _piece_width(self, piece: Piece, style: Style) -> float:
        if piece.width is not None:
            return piece.width * MM
        if piece.place is None:
            return measure(piece.words, self._faces(style.font)) * style.size
        if piece.place.field.kind.ticked:
            items = self._items(piece.place, style.size)
            return sum(width for _, _, width in items) + _ITEM_GAP * 0.7 * style.size * (len(items) - 1)
        return sum(room + 1 for room, _ in DATE_ROOMS) * style.size

    def _date(self, place: Place, style: Style, area: Area) -> None:
        rooms: list[Area] = []
        x = area.x
        for room, mark in DATE_ROOMS:
            rooms.append(Area(x, area.top, room * style.size, area.height))
            x += room * style.size
            here = Area(x, area.top, style.size, area.height)
            self._marks += one_line(mark, self._faces(style.font), style.size, here, "left", self._missing)
            x += style.size
        self._slots.append(DateSlot(place, rooms, style, self._faces))

    def _grid(self, grid: Grid, left: float, top: float) -> None:
        if grid.ruled:
            self._marks += ruling(grid, left, top, self._form.width * MM)
        for rule in grid.rules:
            x1, x2 = left + rule.x1 * MM, left + rule.x2 * MM
            self._marks.append(Rule(x1, top - rule.y1 * MM, x2, top - rule.y2 * MM, rule.weight))
        for cell in grid.cells:
            area = Area(left + cell.x * MM, top - cell.y * MM, cell.width * MM, cell.height * MM)
            self._cell(cell, area)

    def cell(self, cell: Cell, area: Area) -> PagePlan:
        """Lay out one cell."""
        self._cell(cell, area)
        return PagePlan(tuple(self._marks), tuple(self._slots), None)

    def _cell(self, cell: Cell, area: Area) -> None:
        if cell.seal:
            middle = Ring(area.x + area.width / 2, area.top - area.height / 2, cell.seal * MM / 2)
            self._marks.append(middle)
        if cell.label:
            self._label(cell, area)
            return
        if cell.paragraphs:
            flow = FlowLayout(self._faces, self._missing)
            flow.cell(cell, area)
            self._marks += flow.marks
            self._slots += flow.slots
            return
        area = self._lines_of(cell, area)
        inner = area.inner()
        if cell.text:
            style, face = cell.style, self._faces(cell.style.font)
            self._marks += block(fit(cell.text, face, style, inner), face, style, inner, self._missing)
        if cell.place is None:
            return
        if cell.place.field.kind.ticked:
            self._ticks(cell, cell.place, inner)
        elif cell.place.field.kind is Kind.LONGDAY:
            width = self._piece_width(Piece(place=cell.place), cell.style)
            self._date(cell.place, cell.style, inner._replace(x=inner.x + (inner.width - width) / 2))
        elif cell.boxes:
            self._boxes(cell, cell.place, area)
        else:
            above = above_text(cell)
            room = inner._replace(height=inner.height - above - HEADROOM, top=inner.top - above)
            self._slots.append(TextSlot(cell.place, room, cell.style, self._faces))

    def _lines_of(self, cell: Cell, area: Area) -> Area:
        """Set a cell's lines at its top and at its foot; return the room between them."""
        pitch = LINE_PITCH * cell.style.size
        for template in cell.top:
            self._template(template, cell.style, Area(area.x + PAD, area.top, area.width - 2 * PAD, pitch))
            area = area._replace(top=area.top - pitch, height=area.height - pitch)
        for template in reversed(cell.foot):
            width = sum(self._piece_width(piece, cell.style) for piece in template)
            x = area.x + area.width - 2 * PAD - width
            self._template(template, cell.style, Area(x, area.bottom + pitch, width, pitch))
            area = area._replace(height=area.height - pitch)
        return area

    def _label(self, cell: Cell, area: Area) -> None:
        style, face = cell.style, self._faces(cell.style.font)
        if cell.vertical:
            self._vertical(cell.label, style, area)
            return
        lines = cell.label.split("\n")
        bare = [line.removesuffix("*") for line in lines]
        widths = [measure(line, face) for line in bare]
        if len(bare) == 1 and 2 <= len(bare[0]) < _LABEL_SPREAD and bare[0].isalpha():
            widths = [_LABEL_SPREAD] if _LABEL_SPREAD * style.size <= area.width - 2 * PAD else widths
        rooms = [area.width - PAD - (style.size if line.endswith("*") else 0.0) for line in lines]
        size = min(style.size, *(room / width for room, width in zip(rooms, widths, strict=True)))
        pitch = size * style.lead
        for index, line in enumerate(bare):
            middle = area.top - area.height / 2 + ((len(bare) - 1) / 2 - index) * pitch
            row = Area(area.x, middle + pitch / 2, area.width, pitch)
            width = min(max(widths) * size, rooms[index]) if line.isalpha() else widths[index] * size
            self._marks += spread(line, face, size, row, width)
            if lines[index].endswith("*"):
                # The star hangs beside the label, so that labels with and without it stand in line.
                star = row._replace(x=area.x + (area.width + width) / 2 + 0.4)
                self._marks += one_line("*", face, size, star, "left", self._missing)

    def _vertical(self, text: str, style: Style, area: Area) -> None:
        pitch = min(style.size * 1.9, (area.height - 2 * PAD) / len(text))
        face = self._faces(style.font)
        top = area.top - (area.height - pitch * len(text)) / 2
        for index, character in enumerate(text):
            row = Area(area.x, top - index * pitch, area.width, pitch)
            self._marks += one_line(character, face, style.size, row, "center", self._missing)

    def _boxes(self, cell: Cell, place: Place, area: Area) -> None:
        side = min((area.width - 3 * PAD) / cell.boxes, 5.2 * MM)
        height = min(area.height - 1.6 * MM, 6 * MM)
        left = area.x + (area.width - side * cell.boxes) / 2
        top = area.top - (area.height - height) / 2
        self._marks.append(Box(left, top - height, side * cell.boxes, height))
        for index in range(1, cell.boxes):
            x = left + index * side
            self._marks.append(Rule(x, top, x, top - height))
        boxes = [Area(left + index * side, top, side, height) for index in range(cell.boxes)]
        self._slots.append(BoxesSlot(place, boxes, cell.style, self._faces))

    def _items(self, place: Place, size: float) -> list[tuple[str, str, float]]:
        """Return code, words and width of each tick box with its words."""
        face = self._faces("song")
        return [
            (option.code, option.label, (BOX + _BOX_GAP + measure(option.label, face)) * size)
            for option in place.field.options
        ]

    def _ticks(self, cell: Cell, place: Place, area: Area) -> None:
        size = cell.style.size
        while True:
            lines = self._tick_lines(place, cell.per_line, size, area.width)
            tall = len(lines) * size * 1.62 > area.height
            wide = sum(_column_widths(lines, cell.per_line, area.width, size)) > area.width + 0.01
            if not (tall or wide) or size <= cell.style.min_size:
                break
            size -= 0.25
        style = Style(cell.style.font, size, cell.style.min_size, cell.style.align)
        self._flow(place, style, area, lines, _ITEM_GAP, columns=cell.per_line)

    def _tick_lines(
        self, place: Place, per_line: int, size: float, width: float
    ) -> list[list[tuple[str, str, float]]]:
        items = self._items(place, size)
        if per_line:
            return [items[start : start + per_line] for start in range(0, len(items), per_line)]
        lines: list[list[tuple[str, str, float]]] = [[]]
        used = 0.0
        for item in items:
            if lines[-1] and used + _ITEM_GAP * size + item[2] > width:
                lines.append([])
                used = 0.0
            used += (_ITEM_GAP * size if lines[-1] else 0.0) + item[2]
            lines[-1].append(item)
        return lines

    def _flow(
        self,
        place: Place,
        style: Style,
        area: Area,
        lines: Sequence[Sequence[tuple[str, str, float]]],
        gap: float,
        columns: int = 0,
    ) -> None:
        """Set the tick boxes with their words and keep where each tick goes."""
        size = style.size
        pitch = min(size * 1.7, area.height / len(lines)) if len(lines) > 1 else area.height
        top = area.top - (area.height - pitch * len(lines)) / 2
        widths = _column_widths(lines, columns, area.width, size)
        boxes: dict[str, Tick] = {}
        for index, line in enumerate(lines):
            row = Area(area.x, top - index * pitch, area.width, pitch)
            used = sum(item[2] for item in line) + gap * size * (len(line) - 1)
            x = area.x + ((area.width - used) / 2 if style.align == "center" and not columns else 0.0)
            baseline = row.top - pitch / 2 - MIDDLE * size
            for column, (code, label, width) in enumerate(line):
                side = BOX * size
                boxes[code] = Tick(x, baseline - 0.06 * size, side)
                self._marks.append(Box(x, baseline - 0.06 * size, side, side, 0.6))
                room = Area(x + side + _BOX_GAP * size, row.top, width, pitch)
                self._marks += one_line(label, self._faces("song"), size, room, "left", self._missing)
                x += widths[column] if columns else width + gap * size
        self._slots.append(TickSlot(place, boxes))


def _column_widths(
    lines: Sequence[Sequence[tuple[str, str, float]]], columns: int, width: float, size: float
) -> list[float]:
    """Share out a width so that the tick boxes of several lines stand in columns."""
    widest = [
        max((line[column][2] for line in lines if column < len(line)), default=0.0)
        for column in range(columns)
    ]
    gap = max((width - sum(widest)) / max(columns, 1), _ITEM_GAP * size / 2)
    return [column + gap for column in widest]


def above_text(cell: Cell) -> float:
    """Return what stays free between the upper line of a cell and its text."""
    return 2 * PAD if cell.style.valign == "top" else HEADROOM


def text_area(cell: Cell) -> Area:
    """Return the room for a cell's text between the lines at its top and its foot."""
    lines = len(cell.top) + len(cell.foot)
    height = cell.height * MM - lines * LINE_PITCH * cell.style.size
    return Area(0.0, height, cell.width * MM, height).inner()


def ruling(grid: Grid, left: float, top: float, width: float) -> list[Mark]:
    """Rule a grid: each line once, however many cells share it, and a heavier frame."""
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for cell in grid.cells:
        x1, x2 = round(left + cell.x * MM, 2), round(left + (cell.x + cell.width) * MM, 2)
        y1, y2 = round(top - cell.y * MM, 2), round(top - (cell.y + cell.height) * MM, 2)
        across.setdefault(y2, []).append((x1, x2))
        down.setdefault(x2, []).append((y2, y1))
    bottom, right = round(top - grid.height * MM, 2), round(left + width, 2)
    across.pop(bottom, None)
    down.pop(right, None)
    marks: list[Mark] = []
    for y, spans in across.items():
        marks += [Rule(start, y, end, y, THIN) for start, end in _joined(spans)]
    for x, spans in down.items():
        marks += [Rule(x, start, x, end, THIN) for start, end in _joined(spans)]
    marks.append(Box(left, bottom, width, top - bottom, _FRAME))
    return marks


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 0.02:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
