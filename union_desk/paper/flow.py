"""Running text with fields in it: broken into lines once, with a room of fixed width for every field.

A room has the same place whether the form is printed blank, filled, or as data only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from union_desk.paper.marks import BOX, MIDDLE, MM, PAD, Area, Box, Mark, Remarks, Rule, Tick, text_marks
from union_desk.paper.sheet import Cell, Field, Kind, Paragraph, Place, Span, Style
from union_desk.paper.slots import DateSlot, Faces, Slot, TextSlot, TickSlot, words
from union_desk.paper.zhtext import NO_START, Align, Line, Unit, line_of, measure, place, units_of

TICK_SIGNS: Final = {"□": False, "☐": False, "☑": True, "☒": True}
DATE_ROOMS: Final = ((2.6, "年"), (1.9, "月"), (1.9, "日"))
SMALLEST: Final = 6.5  # points; text is made no smaller to fit
_USUAL_ROOM: Final = {Kind.DAY: 5.6, Kind.MONEY: 6.0}  # em
_LEAST_ROOM: Final = 4.0
_SPARE: Final = 1.15  # a room is a little wider than the example in it
_BOX_GAP: Final = 0.28  # em between a tick box and its words
_ITEM_GAP: Final = 0.9
_TYPED_BOX: Final = 1.0
_TAB: Final = 21.0  # points between tab stops where a paragraph sets none: two characters
_TIGHTEST: Final = 1.18  # em, as everywhere on our forms
_USUAL_PITCH: Final = 1.3
_STEP: Final = 0.95
_SLACK: Final = 0.05


@dataclass(frozen=True, slots=True)
class Bit:
    """One unbreakable part of a line: a word, a room, a tick box, a date or a tab."""

    span: Span
    width: float
    unit: Unit | None = None
    kind: str = "word"  # word, room, box, date, tab, gap
    code: str = ""  # of a box's option; "✓" where the box is printed ticked

    @property
    def starts_well(self) -> bool:
        return self.unit.breakable if self.unit is not None else True


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: its parts with their distances from the paragraph's left edge."""

    bits: tuple[tuple[float, Bit], ...]
    pitch: float
    size: float
    width: float
    room: float
    last: bool


@dataclass(frozen=True, slots=True)
class SetParagraph:
    paragraph: Paragraph
    lines: tuple[SetLine, ...]
    height: float  # of a filling one the least


@dataclass(frozen=True, slots=True)
class Flow:
    """Paragraphs set to a width; `height` counts a filling paragraph with one line."""

    paragraphs: tuple[SetParagraph, ...]
    height: float
    scale: float = 1.0
    whole: bool = True


def room_of(span: Span, faces: Faces) -> float:
    """Return the width in points of a field's room in running text."""
    if span.width:
        return span.width * MM
    assert span.place is not None  # noqa: S101 - only asked for a field
    declared = span.place.field
    least = _USUAL_ROOM.get(declared.kind, _LEAST_ROOM)
    sample = measure(words(declared.kind, _example(declared)), faces(span.font)) * _SPARE
    return max(least, sample) * span.size


def _example(declared: Field) -> object:
    sample = declared.sample
    return sample if isinstance(sample, (str, int, date)) and not declared.columns else None


def fit_flow(paragraphs: Sequence[Paragraph], width: float, height: float, faces: Faces) -> Flow:
    """Set paragraphs into an area: as they are, with closer lines, then smaller, at last too tall."""
    scale = 1.0
    while True:
        for tight in (False, True):
            found = set_flow(paragraphs, width, faces, scale, tight=tight)
            if found.height <= height + _SLACK and found.whole:
                return found
        sizes = [span.size for paragraph in paragraphs for span in paragraph.spans]
        if not sizes or max(sizes) * scale * _STEP < SMALLEST:
            return replace(found, whole=False)
        scale *= _STEP


def set_flow(
    paragraphs: Sequence[Paragraph], width: float, faces: Faces, scale: float = 1.0, *, tight: bool = False
) -> Flow:
    """Set paragraphs to a width in points, whatever height it takes."""
    found = [_set(paragraph, width, faces, scale, tight=tight) for paragraph in paragraphs]
    # A mark at the end may hang over by its blank half.
    whole = all(line.width <= line.room + line.size / 2 + 1.0 for one in found for line in one.lines)
    return Flow(tuple(found), sum(one.height for one in found), scale, whole)


def _set(paragraph: Paragraph, width: float, faces: Faces, scale: float, *, tight: bool) -> SetParagraph:
    paragraph = _scaled(paragraph, scale)
    if tight:
        paragraph = replace(paragraph, before=0.0, after=0.0)
    usual = max((span.size for span in paragraph.spans), default=10.5 * scale)
    if paragraph.filling:
        height = usual * _USUAL_PITCH + paragraph.before + paragraph.after
        return SetParagraph(paragraph, (), height)
    lines = tuple(_Liner(paragraph, width, faces, tight=tight).lines())
    height = sum(line.pitch for line in lines) + paragraph.before + paragraph.after
    return SetParagraph(paragraph, lines, height)


def _scaled(paragraph: Paragraph, scale: float) -> Paragraph:
    if scale == 1.0:
        return paragraph
    spans = tuple(replace(span, size=span.size * scale) for span in paragraph.spans)
    return replace(
        paragraph,
        spans=spans,
        indent=paragraph.indent * scale,
        before=paragraph.before * scale,
        after=paragraph.after * scale,
        pitch=paragraph.pitch * scale,
    )


class _Liner:
    """Breaks one paragraph into lines."""

    def __init__(self, paragraph: Paragraph, width: float, faces: Faces, *, tight: bool) -> None:
        self._paragraph = paragraph
        self._faces = faces
        self._tight = tight
        self._width = max(width - paragraph.left - paragraph.right, 1.0)

    def lines(self) -> Iterator[SetLine]:
        for hard in _hard_lines(self._paragraph.spans):
            bits = [bit for span in hard for bit in self._bits(span)]
            indent = self._paragraph.indent
            while True:
                count = self._fill(bits, indent)
                yield self._line(bits[:count], indent, last=count >= len(bits))
                bits = bits[count:]
                while len(bits) > 1 and _is_blank(bits[0]):
                    bits = bits[1:]
                if not bits:
                    break
                indent = 0.0

    def _bits(self, span: Span) -> Iterator[Bit]:
        if span.place is None:
            yield from self._word_bits(span)
        elif span.place.field.kind.ticked:
            yield from self._boxes(span, span.place)
        elif span.place.field.kind is Kind.LONGDAY and not span.width:
            yield Bit(span, sum(room + 1 for room, _ in DATE_ROOMS) * span.size, kind="date")
        else:
            yield Bit(span, min(room_of(span, self._faces), self._width), kind="room")

    def _word_bits(self, span: Span) -> Iterator[Bit]:
        if span.words == "\t":
            yield Bit(span, 0.0, kind="tab")
            return
        text = ""
        for sign in span.words:
            if sign in TICK_SIGNS:
                yield from self._units(span, text)
                text = ""
                code = "✓" if TICK_SIGNS[sign] else ""
                yield Bit(span, _TYPED_BOX * span.size, kind="box", code=code)
            else:
                text += sign
        yield from self._units(span, text)

    def _units(self, span: Span, text: str) -> Iterator[Bit]:
        for unit in units_of(text, self._faces(span.font), span.size):
            yield Bit(span, unit.width + unit.lead, unit)

    def _boxes(self, span: Span, spot: Place) -> Iterator[Bit]:
        if span.option:
            yield Bit(span, _TYPED_BOX * span.size, kind="box", code=span.option)
            return
        for number, option in enumerate(spot.field.options):
            if number:
                yield Bit(span, _ITEM_GAP * span.size, kind="gap")
            yield Bit(span, (BOX + _BOX_GAP) * span.size, kind="box", code=option.code)
            label = replace(span, place=None, words=option.label, font="song")
            width = measure(option.label, self._faces("song")) * span.size
            yield Bit(label, width, Unit(option.label, width, 0.0, breakable=False, han=True))

    def _fill(self, bits: Sequence[Bit], indent: float) -> int:
        """Return how many parts the line takes: at least one, the last one at a place where it may end."""
        x, allowed = indent, 0
        for index, bit in enumerate(bits):
            if index and bit.starts_well and not _stays(bits[index - 1], bit):
                allowed = index
            step = self._tab_width(x, bits, index) if bit.kind == "tab" else bit.width
            blank = bit.unit is not None and bit.unit.text.isspace()
            hangs = bit.unit is not None and bit.unit.text in NO_START and x <= self._width
            over = bit.width / 2 if hangs else 0.0
            if x + step - over > self._width + _SLACK and not blank and index:
                return allowed or index
            x += step
        return len(bits)

    def _tab_width(self, x: float, bits: Sequence[Bit], index: int) -> float:
        """Return how far a tab goes; what follows ends at a right stop, and is centred on a middle one."""
        for stop, align in self._stops():
            if stop <= x + 0.5:
                continue
            behind = 0.0
            for bit in bits[index + 1 :]:
                if bit.kind == "tab":
                    break
                behind += bit.width
            share = {"right": 1.0, "center": 0.5}.get(align, 0.0)
            return max(stop - behind * share - x, 0.0)
        return (int(x / _TAB + 0.02) + 1) * _TAB - x

    def _stops(self) -> Iterator[tuple[float, str]]:
        for stop, align in self._paragraph.stops:
            yield stop - self._paragraph.left, align

    def _line(self, bits: Sequence[Bit], indent: float, *, last: bool) -> SetLine:
        while len(bits) > 1 and _is_blank(bits[-1]):
            bits = bits[:-1]
        x, placed = indent, []
        for index, bit in enumerate(bits):
            if bit.kind == "tab":
                x += self._tab_width(x, bits, index)
                continue
            placed.append((x, bit))
            x += bit.width
        size = max((span.size for span in self._paragraph.spans), default=10.5)
        size = max((bit.span.size for bit in bits), default=size)
        pitch = self._paragraph.pitch or size * _USUAL_PITCH
        if self._tight:
            pitch = min(pitch, size * _TIGHTEST)
        return SetLine(tuple(placed), pitch, size, x, self._width, last)


def _is_blank(bit: Bit) -> bool:
    """Tell what neither begins nor ends a line."""
    return bit.kind == "gap" or (bit.unit is not None and bit.unit.text == " ")


def _stays(before: Bit, bit: Bit) -> bool:
    """Keep a box with the words behind it."""
    return before.kind == "box" and bit.kind == "word"


def _hard_lines(spans: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        for number, part in enumerate(span.words.split("\n") if span.place is None else [""]):
            if number:
                lines.append([])
            for index, between in enumerate(part.split("\t")):
                if index:
                    lines[-1].append(replace(span, words="\t"))
                if between or span.place is not None:
                    lines[-1].append(replace(span, words=between))
    return lines


Ticks = dict[tuple[int, tuple[str, int]], tuple[Place, dict[str, Tick]]]
"""The boxes of a field in a paragraph: of one span, or of all that ask for one option each."""


class FlowLayout:
    """Sets a cell's paragraphs: the marks that every copy has, and the slots that a record fills."""

    def __init__(self, faces: Faces, missing: Remarks) -> None:
        self._faces = faces
        self._missing = missing
        self.marks: list[Mark] = []
        self.slots: list[Slot] = []

    def cell(self, cell: Cell, area: Area) -> None:
        pad = cell.pad * MM
        inner = Area(area.x + pad, area.top, area.width - 2 * pad, area.height)
        flow = fit_flow(cell.paragraphs, inner.width, inner.height, self._faces)
        filling = sum(one.paragraph.filling for one in flow.paragraphs)
        free = max(inner.height - flow.height, 0.0)
        share = free / filling if filling else 0.0
        down = 0.0 if filling else {"middle": free / 2, "bottom": free}.get(cell.style.valign, 0.0)
        top = inner.top - down
        alone = len(flow.paragraphs) == 1
        for one in flow.paragraphs:
            height = one.height + (share if one.paragraph.filling else 0.0)
            if one.paragraph.filling:
                side = min(pad, PAD) if alone else pad
                room = Area(area.x + side, top, area.width - 2 * side, height)
                self._filling(one.paragraph, room, cell.style.valign if alone else "")
            else:
                self._paragraph(one, inner.x + one.paragraph.left, top - one.paragraph.before)
            top -= height

    def _filling(self, paragraph: Paragraph, room: Area, valign: str) -> None:
        span = next(span for span in paragraph.spans if span.place is not None)
        assert span.place is not None  # noqa: S101 - a filling paragraph is one field
        tall = room.height > 2.6 * span.size
        style = Style(
            span.font,
            span.size,
            min(SMALLEST, span.size),
            "justify" if paragraph.align == "left" and tall else paragraph.align,
            valign or ("top" if tall else "middle"),
            paragraph.indent / span.size if paragraph.indent > 0 else 0.0,
            max(paragraph.pitch / span.size, _USUAL_PITCH) if paragraph.pitch else 1.45,
        )
        if style.valign == "top":
            room = room._replace(top=room.top - PAD, height=room.height - PAD)
        self.slots.append(TextSlot(span.place, room, style, self._faces))

    def _paragraph(self, one: SetParagraph, left: float, top: float) -> None:
        ticks: Ticks = {}
        for line in one.lines:
            slack = max(line.room - line.width, 0.0)
            x = left + {"center": slack / 2, "right": slack}.get(one.paragraph.align, 0.0)
            row = Area(x, top, line.width, line.pitch)
            if one.paragraph.spread and _words_only(line) and len(line.bits) > 1:
                self._spread(line, Area(left, top, line.room, line.pitch))
            else:
                self._line(line, row, ticks, one.paragraph.align)
            top -= line.pitch
        for spot, boxes in ticks.values():
            self.slots.append(TickSlot(spot, boxes))

    def _line(
        self,
        line: SetLine,
        row: Area,
        ticks: Ticks,
        align: Align,
    ) -> None:
        spread = align == "justify" and not line.last and _words_only(line)
        for group in _groups(line.bits):
            x, first = group[0]
            ends = group[-1] is line.bits[-1]
            room = Area(row.x + x, row.top, sum(bit.width for _, bit in group), row.height)
            if first.kind == "word":
                to_end = spread and ends and len(group) == len(line.bits)
                self._words([bit for _, bit in group], room, line.room - x if to_end else 0.0)
            elif first.kind == "box":
                self._box(first, room, ticks)
            elif first.kind == "date":
                self._date(first.span, room)
            elif first.kind == "room":
                self._room(first.span, room, align if len(line.bits) == 1 else "", ends=ends)

    def _words(self, bits: Sequence[Bit], room: Area, width: float) -> None:
        span = bits[0].span
        face = self._faces(span.font)
        units = tuple(bit.unit for bit in bits if bit.unit is not None)
        line = Line(units, room.width, last=not width)
        runs = place(line, face, width or room.width, span.size, "justify" if width else "left")
        baseline = room.top - room.height / 2 - MIDDLE * span.size
        self.marks += text_marks(runs, room.x, baseline, span.size, self._missing)
        if span.underlined:
            self._underline(room, span)

    def _spread(self, line: SetLine, row: Area) -> None:
        """Share the room out among the words of a line."""
        gap = (row.width - sum(bit.width for _, bit in line.bits)) / (len(line.bits) - 1)
        x = row.x
        for _, bit in line.bits:
            self._words([bit], Area(x, row.top, bit.width, row.height), 0.0)
            x += bit.width + gap

    def _underline(self, room: Area, span: Span) -> None:
        bottom = room.top - room.height / 2 - MIDDLE * span.size - 2
        self.marks.append(Rule(room.x, bottom, room.x + room.width, bottom))

    def _box(
        self,
        bit: Bit,
        room: Area,
        ticks: Ticks,
    ) -> None:
        size = bit.span.size
        side = BOX * size
        y = room.top - room.height / 2 - MIDDLE * size - 0.06 * size
        x = room.x + (0.0 if bit.width > size else (bit.width - side) / 2)  # a typed one is as wide as a sign
        self.marks.append(Box(x, y, side, side, 0.6))
        tick = Tick(x, y, side)
        if bit.span.place is None:
            self.marks += [tick] if bit.code else []
            return
        key = (id(bit.span) if not bit.span.option else 0, (bit.span.place.label, bit.span.place.item))
        ticks.setdefault(key, (bit.span.place, {}))[1][bit.code] = tick

    def _date(self, span: Span, room: Area) -> None:
        assert span.place is not None  # noqa: S101 - a date is a field
        rooms: list[Area] = []
        x = room.x
        for width, mark in DATE_ROOMS:
            rooms.append(Area(x, room.top, width * span.size, room.height))
            x += width * span.size
            face = self._faces(span.font)
            baseline = room.top - room.height / 2 - MIDDLE * span.size
            runs = place(line_of(mark, face, span.size), face, span.size, span.size)
            self.marks += text_marks(runs, x, baseline, span.size, self._missing)
            x += span.size
        style = Style(span.font, span.size, min(SMALLEST, span.size))
        self.slots.append(DateSlot(span.place, rooms, style, self._faces))

    def _room(self, span: Span, room: Area, alone: Align | Literal[""], *, ends: bool) -> None:
        """Between words a value stands in the middle of its room, else at the room's beginning."""
        assert span.place is not None  # noqa: S101 - a room is a field's
        if span.underlined:
            self._underline(room, span)
        between = not ends and not span.width
        align = alone or ("center" if between or span.underlined else "left")
        style = Style(span.font, span.size, min(SMALLEST, span.size), align)
        self.slots.append(TextSlot(span.place, room, style, self._faces))


def _words_only(line: SetLine) -> bool:
    return bool(line.bits) and all(bit.kind == "word" for _, bit in line.bits)


def _groups(bits: Sequence[tuple[float, Bit]]) -> Iterator[list[tuple[float, Bit]]]:
    """Put neighbouring words of one type together."""
    group: list[tuple[float, Bit]] = []
    end = 0.0
    for placed in bits:
        x, bit = placed
        joins = (
            group
            and bit.kind == group[0][1].kind == "word"
            and _type(bit.span) == _type(group[0][1].span)
            and abs(x - end) < 0.01
        )
        if group and not joins:
            yield group
            group = []
        group.append(placed)
        end = x + bit.width
    if group:
        yield group


def _type(span: Span) -> tuple[str, float, bool]:
    return span.font, span.size, span.underlined
