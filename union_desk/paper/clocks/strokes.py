"""The strokes of a picture of clocks, which a screen and a sheet of paper draw alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from union_desk.paper.clocks.layout import AXIS_ROW, BAR, Bar, EventMark, Layout
from union_desk.paper.clocks.story import Standing, short_day

INKS: Final = {
    "text": "#1F2328",
    "muted": "#57606A",
    "line": "#D0D7DE",
    "border": "#8C959F",
    "red": "#B3261E",
    "rest": "#F1F3F5",
    "holiday": "#FBE9E7",
    "base": "#FFFFFF",
    "spent": "#AEB6BF",
}
THIN: Final = 0.06
_EDGE: Final = 0.09
_THICK: Final = 0.2
_DOT: Final = 0.27
_HATCH: Final = 0.34
_DONE: Final = 0.3
_SMALL: Final = 0.15
_TODAY: Final = "今天"


class Fill(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    ink: str


class Line(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    ink: str
    weight: float
    dash: bool = False


class Disc(NamedTuple):
    x: float
    y: float
    radius: float
    fill: str
    edge: str
    weight: float


class Words(NamedTuple):
    """One line of words whose box begins at this upper left corner and is one unit high."""

    x: float
    y: float
    text: str
    ink: str
    bold: bool = False


Stroke = Fill | Line | Disc | Words


def strokes_of(layout: Layout) -> Iterator[Stroke]:
    """Return everything in the order in which it is drawn."""
    yield from _ground(layout)
    yield from _axis(layout)
    yield from _today(layout)
    for mark in layout.marks:
        yield from _event(mark, layout)
    for heading in layout.headings:
        yield from _plated(0.3 * layout.type.unit, heading.y, ((heading.text, "muted", False),), layout)
    for bar in layout.bars:
        yield from _bar(bar, layout)


def frame(x: float, y: float, width: float, height: float, ink: str, weight: float) -> Iterator[Stroke]:
    """Return the four sides of a rectangle."""
    yield Line(x, y, x + width, y, ink, weight)
    yield Line(x, y + height, x + width, y + height, ink, weight)
    yield Line(x, y, x, y + height, ink, weight)
    yield Line(x + width, y, x + width, y + height, ink, weight)


def _ground(layout: Layout) -> Iterator[Stroke]:
    """Shade the days off, and draw the lines of years and months through everything."""
    unit, top = layout.type.unit, layout.axis_height
    for band in layout.bands:
        x1, x2 = max(band.x1, 0.0), min(band.x2, layout.width)
        if x2 > x1:
            yield Fill(x1, top, x2 - x1, layout.height - top, "holiday" if band.name else "rest")
    for tick in layout.ticks:
        if tick.rank < 2 and 0 <= tick.x <= layout.width:
            ink = "border" if tick.rank == 0 else "line"
            yield Line(tick.x, top, tick.x, layout.height, ink, THIN * unit)


def _axis(layout: Layout) -> Iterator[Stroke]:
    unit = layout.type.unit
    row = AXIS_ROW * unit
    for tick in layout.ticks:
        y = tick.rank * row
        bottom = layout.axis_height
        if 0 <= tick.x <= layout.width:
            ink = "border" if tick.rank == 0 else "line"
            yield Line(tick.x, y, tick.x, bottom, ink, THIN * unit)
        if tick.words:
            inset = 0.0 if tick.rank == 2 else 0.25 * unit
            bold = tick.rank == 0
            yield Words(
                tick.words_x + inset, y + _SMALL * unit, tick.words, "text" if bold else "muted", bold
            )
    yield Line(0.0, layout.axis_height, layout.width, layout.axis_height, "border", THIN * unit)


def _today(layout: Layout) -> Iterator[Stroke]:
    """Draw today's line with its name, and the names of holidays beside it where they find room."""
    unit, now = layout.type.unit, layout.now
    story = layout.story
    y = layout.today_y + 0.12 * unit
    text = f"{_TODAY} {short_day(story.today, story.today)}"
    wide = layout.type.width(text, True)
    left = min(max(now - wide / 2 - 0.3 * unit, 0.0), layout.width - wide - 0.6 * unit)
    taken = [(left - 0.3 * unit, left + wide + 0.9 * unit)] if 0 <= now <= layout.width else []
    for band in layout.bands:
        x = max(band.x1, 0.0) + 0.1 * unit
        end = x + layout.type.width(band.name, False) + 0.3 * unit
        free = all(end <= x1 or x >= x2 for x1, x2 in taken)
        if band.name and free and end <= layout.width:
            taken.append((x, end))
            yield Words(x, y + 0.05 * unit, band.name, "muted")
    if not taken or not 0 <= now <= layout.width:
        return
    yield Line(now, y + unit, now, layout.height, "red", 0.12 * unit)
    yield Fill(left, y, wide + 0.6 * unit, 1.12 * unit, "red")
    yield Words(left + 0.3 * unit, y + 0.06 * unit, text, "base", bold=True)


def _event(mark: EventMark, layout: Layout) -> Iterator[Stroke]:
    unit, y = layout.type.unit, layout.line_y
    if mark is layout.marks[0]:
        yield Line(0.0, y, layout.width, y, "text", 0.1 * unit)
    if mark.label is not None:
        label = mark.label
        bend = y - 0.7 * unit
        yield Line(label.x, label.y + 0.1 * unit, label.x, bend, "border", THIN * unit)
        yield Line(label.x, bend, mark.x1, y, "border", THIN * unit)
        pieces = ((mark.words, "text", False),)
        yield from _plated(label.x + 0.2 * unit, label.y, pieces, layout, pad=0.08)
    days = dict.fromkeys(event.on for event in mark.events)
    for day in days:
        ink = "base" if day > layout.story.today else "text"
        yield Disc(layout.scale.middle(day), y, _DOT * unit, ink, "text", _EDGE * unit)
    if len(mark.events) > len(days):
        yield Disc(mark.x2, y, 1.65 * _DOT * unit, "", "text", THIN * unit)


def _bar(bar: Bar, layout: Layout) -> Iterator[Stroke]:
    pieces = tuple((piece.text, piece.ink, piece.bold) for piece in bar.words)
    yield from _plated(bar.label.x, bar.label.y, pieces, layout)
    match bar.standing:
        case Standing.ANSWERED:
            yield from _answered(bar, layout)
        case Standing.IDLE:
            yield from _across(bar.begin, bar.end, bar, layout, "muted")
            yield from _cap(bar.end, bar, layout, "muted", weight=0.1)
        case Standing.LAPSED:
            yield from _lapsed(bar, layout)
        case _:
            yield from _running(bar, layout)


def _running(bar: Bar, layout: Layout) -> Iterator[Stroke]:
    """Draw the time that has passed grey, what is left white; beyond the last day it is hatched red."""
    unit = layout.type.unit
    late = bar.standing is Standing.OVERDUE
    ink = "red" if bar.standing in (Standing.OVERDUE, Standing.TODAY) else "text"
    left, right = sorted((bar.begin, bar.end))
    yield from _block(left, right, bar, layout, "base")
    sure = right if bar.safe is None else min(max(bar.safe, left), right)
    if not bar.period.runs_back:
        yield from _block(left, min(max(bar.now, left), right), bar, layout, "spent")
    yield from _edges(left, sure, bar, layout, "text")
    if sure < right:
        yield from _edges(sure, right, bar, layout, "text", dash=True)
        yield from _diamond(sure, bar.y + BAR * unit / 2, layout)
    if late:
        yield from _hatched(right, bar.now, bar, layout, "red")
        yield from _edges(right, bar.now, bar, layout, "red")
    yield from _cap(bar.end, bar, layout, ink)


def _lapsed(bar: Bar, layout: Layout) -> Iterator[Stroke]:
    """Hatch a limitation that is over both ways; from its end to today the line is broken."""
    unit = layout.type.unit
    yield from _block(bar.begin, bar.end, bar, layout, "base")
    yield from _hatched(bar.begin, bar.end, bar, layout, "text")
    yield from _hatched(bar.begin, bar.end, bar, layout, "text", back=True)
    yield from _edges(bar.begin, bar.end, bar, layout, "text")
    if bar.safe is not None:
        yield from _diamond(bar.safe, bar.y + BAR * unit / 2, layout)
    yield from _across(bar.end, bar.now, bar, layout, "text")
    yield from _cap(bar.end, bar, layout, "text")


def _answered(bar: Bar, layout: Layout) -> Iterator[Stroke]:
    """Draw what was done as a thin bar with a tick at its day; the rest of its time is broken."""
    unit = layout.type.unit
    done = bar.answered if bar.answered is not None else bar.end
    late = done > bar.end and not bar.period.runs_back
    height = _DONE * unit
    y = bar.y + (BAR * unit - height) / 2
    yield from _clipped(bar.begin, min(done, bar.end) if late else done, y, height, layout, "spent")
    if late:
        yield from _hatched(bar.end, done, bar, layout, "red")
        yield from _edges(bar.end, done, bar, layout, "red")
    else:
        yield from _across(done, bar.end, bar, layout, "border")
    yield from _cap(bar.end, bar, layout, "muted", weight=0.1)
    yield from _tick(done, bar, layout)


def _tick(x: float, bar: Bar, layout: Layout) -> Iterator[Stroke]:
    unit, y = layout.type.unit, bar.y
    if 0 <= x <= layout.width - 0.4 * unit:
        yield Line(x - 0.2 * unit, y + 0.25 * unit, x, y + 0.5 * unit, "text", 0.13 * unit)
        yield Line(x, y + 0.5 * unit, x + 0.4 * unit, y - 0.12 * unit, "text", 0.13 * unit)


def _block(x1: float, x2: float, bar: Bar, layout: Layout, ink: str) -> Iterator[Stroke]:
    yield from _clipped(x1, x2, bar.y, BAR * layout.type.unit, layout, ink)


def _clipped(x1: float, x2: float, y: float, height: float, layout: Layout, ink: str) -> Iterator[Stroke]:
    left, right = max(x1, 0.0), min(x2, layout.width)
    if right > left:
        yield Fill(left, y, right - left, height, ink)


def _edges(
    x1: float, x2: float, bar: Bar, layout: Layout, ink: str, *, dash: bool = False
) -> Iterator[Stroke]:
    """Draw upper and lower edge, and the sides that are in sight."""
    unit = layout.type.unit
    left, right = max(x1, 0.0), min(x2, layout.width)
    if right <= left:
        return
    bottom = bar.y + BAR * unit
    for y in (bar.y, bottom):
        yield Line(left, y, right, y, ink, _EDGE * unit, dash)
    for x in (x1, x2):
        if 0 <= x <= layout.width:
            yield Line(x, bar.y, x, bottom, ink, _EDGE * unit, dash)
    middle, tip = (bar.y + bottom) / 2, BAR * unit / 2
    for edge, inward, goes_on in ((0.0, tip, x1 < 0), (layout.width, -tip, x2 > layout.width)):
        if goes_on:
            # It goes on beyond the edge.
            yield Line(edge, middle, edge + inward, bar.y, ink, _EDGE * unit)
            yield Line(edge, middle, edge + inward, bottom, ink, _EDGE * unit)


def _cap(x: float, bar: Bar, layout: Layout, ink: str, weight: float = _THICK) -> Iterator[Stroke]:
    """Mark the last day; of a year without a published calendar broken."""
    unit = layout.type.unit
    if 0 <= x <= layout.width:
        over = 0.18 * unit
        yield Line(x, bar.y - over, x, bar.y + BAR * unit + over, ink, weight * unit, bar.period.estimated)


def _across(x1: float, x2: float, bar: Bar, layout: Layout, ink: str) -> Iterator[Stroke]:
    unit = layout.type.unit
    left, right = max(min(x1, x2), 0.0), min(max(x1, x2), layout.width)
    if right > left:
        y = bar.y + BAR * unit / 2
        yield Line(left, y, right, y, ink, _EDGE * unit, dash=True)


def _diamond(x: float, y: float, layout: Layout) -> Iterator[Stroke]:
    """Mark the safe day."""
    if 0 <= x <= layout.width:
        unit = layout.type.unit
        yield Line(x, y - 0.55 * unit, x, y + 0.55 * unit, "text", _EDGE * unit)
        yield Disc(x, y, 0.2 * unit, "base", "text", _EDGE * unit)


def _hatched(
    x1: float, x2: float, bar: Bar, layout: Layout, ink: str, *, back: bool = False
) -> Iterator[Stroke]:
    """Hatch a part of a bar; strokes are cut off at its edges."""
    unit = layout.type.unit
    left, right = max(x1, 0.0), min(x2, layout.width)
    top, height = bar.y, BAR * unit
    step = _HATCH * unit
    x = left - height
    while x < right:
        # One stroke goes from (x, bottom) to (x + height, top).
        start, end = max(x, left), min(x + height, right)
        if end > start:
            y1, y2 = top + height - (start - x), top + height - (end - x)
            if back:
                y1, y2 = 2 * top + height - y1, 2 * top + height - y2
            yield Line(start, y1, end, y2, ink, THIN * unit)
        x += step


def _plated(
    x: float, y: float, pieces: Iterable[tuple[str, str, bool]], layout: Layout, pad: float = 0.12
) -> Iterator[Stroke]:
    """Write words on a white plate, so that no line goes through them."""
    unit = layout.type.unit
    found = tuple(pieces)
    wide = sum(layout.type.width(text, bold) for text, _, bold in found)
    yield Fill(x - pad * unit, y - 0.02 * unit, wide + 2 * pad * unit, 1.06 * unit, "base")
    for text, ink, bold in found:
        yield Words(x, y, text, ink, bold)
        x += layout.type.width(text, bold)
