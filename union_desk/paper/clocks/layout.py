"""Puts a story onto a line of time: marks with words that never overlap, and a bar for each period.

All lengths are those of the type that it is set in, counted from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from union_desk.paper.clocks.axis import Band, Scale, Tick, Type, bands_of, ticks_of
from union_desk.paper.clocks.story import (
    ESTIMATED,
    Happened,
    Period,
    Standing,
    Story,
    safe_words,
    short_day,
    standing_words,
)

AXIS_ROW: Final = 1.25
TODAY_ROW: Final = 1.35
LABEL_ROW: Final = 1.3
BAR_ROW: Final = 2.1
BAR: Final = 0.55
_BAR_TOP: Final = 1.2
_AIR: Final = 0.5
_HEADING: Final = 1.5
_INSET: Final = 0.3
_POLES: Final = 0.55
_ELBOW: Final = 0.9
# Events nearer to each other than this are told together; 0 is only what happened on one day.
_NEARER: Final = (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 1000.0)
_LONGEST: Final = 13.0
_LONGEST_NAME: Final = 20.0
_LEAST_WORDS: Final = 2.2
_LABEL_ROWS: Final = 8
_CUT: Final = "…"


class Room(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


class Piece(NamedTuple):
    """Words in one look: `ink` is a name of the strokes."""

    text: str
    ink: str = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class EventMark:
    """One or more events at a place of the line, with words on a flag above it, or without where none fit."""

    events: tuple[Happened, ...]
    x1: float
    x2: float
    words: str
    label: Room | None
    row: int

    @property
    def x(self) -> float:
        return (self.x1 + self.x2) / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: from `begin` to `end` of its last day, `now` is where today stands, in its own row."""

    period: Period
    standing: Standing
    begin: float
    end: float
    now: float
    answered: float | None
    safe: float | None
    words: tuple[Piece, ...]
    label: Room
    y: float  # of the bar


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; `bars` in the order in which one goes through them."""

    story: Story
    scale: Scale
    type: Type
    width: float
    height: float
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    axis_height: float
    today_y: float
    line_y: float
    marks: tuple[EventMark, ...]
    bars: tuple[Bar, ...]
    headings: tuple[Heading, ...]

    @property
    def now(self) -> float:
        return self.scale.middle(self.story.today)


def lay_out(story: Story, scale: Scale, width: float, kind: Type, rows: int = _LABEL_ROWS) -> Layout:
    """Lay a story out in a scale; `rows` is how many lines of words may stand above the line of events."""
    unit = kind.unit
    ticks = ticks_of(scale, width, kind, story.calendar)
    axis = (max((tick.rank for tick in ticks), default=0) + 1) * AXIS_ROW * unit
    today_y = axis
    marks = _marks(story, scale, width, kind, rows)
    used = max((mark.row for mark in marks if mark.label is not None), default=-1) + 1
    line_y = today_y + (TODAY_ROW + used * LABEL_ROW + (_ELBOW if used else _AIR)) * unit
    marks = tuple(_lowered(mark, line_y, unit) for mark in marks)
    below = line_y + (0.9 if story.periods else _AIR) * unit
    bars, headings, below = _all_bars(story, scale, width, kind, below)
    return Layout(
        story=story,
        scale=scale,
        type=kind,
        width=width,
        height=below + _AIR * unit,
        ticks=ticks,
        bands=bands_of(scale, width, unit, story.calendar),
        axis_height=axis,
        today_y=today_y,
        line_y=line_y,
        marks=marks,
        bars=bars,
        headings=headings,
    )


def cut(text: str, room: float, kind: Type, *, bold: bool = False) -> str:
    """Return the beginning of a text that fits a width, with … where something was left out."""
    if kind.width(text, bold) <= room:
        return text
    kept = text
    while kept and kind.width(kept + _CUT, bold) > room:
        kept = kept[: -max(1, len(kept) // 8)] if len(kept) > 24 else kept[:-1]
    return kept.rstrip("，、：；　 ") + _CUT if kept else ""


# The events.


@dataclass(slots=True)
class _Group:
    """What is told on one flag; its pole stands at `pole`, a little to the right where others are near."""

    events: list[Happened]
    x1: float
    x2: float
    pole: float = 0.0
    words: str = ""
    width: float = 0.0
    row: int = 0


def _marks(story: Story, scale: Scale, width: float, kind: Type, rows: int) -> tuple[EventMark, ...]:
    """Tell what stands near together, the nearer the more, until every flag has its row."""
    placed = [(scale.middle(event.on), event) for event in story.in_order]
    seen = [(x, event) for x, event in placed if 0 <= x <= width]
    groups: list[_Group] = []
    for near in _NEARER:
        groups = _grouped(seen, near * kind.unit)
        _name(groups, story.today, width, kind)
        if _place(groups, rows, kind.unit):
            break
    return tuple(
        EventMark(
            tuple(group.events),
            group.x1,
            group.x2,
            group.words,
            Room(group.pole, 0.0, group.width, kind.unit) if group.words else None,
            group.row,
        )
        for group in groups
    )


def _grouped(seen: Sequence[tuple[float, Happened]], near: float) -> list[_Group]:
    groups: list[_Group] = []
    for x, event in seen:
        if groups and (x == groups[-1].x2 or x - groups[-1].x1 < near):
            groups[-1].events.append(event)
            groups[-1].x2 = x
        else:
            groups.append(_Group([event], x, x))
    return groups


def _name(groups: Sequence[_Group], today: date, width: float, kind: Type) -> None:
    """Write each flag as long as there is room up to the right edge."""
    before = -width
    for group in groups:
        group.pole = before = max(group.x1, before + _POLES * kind.unit)
        room = min(_LONGEST * kind.unit, width - group.pole - _INSET * kind.unit)
        if room >= _LEAST_WORDS * kind.unit:
            group.words = cut(group_words(group.events, today), room, kind)
            group.width = kind.width(group.words, False)


def group_words(events: Sequence[Happened], today: date) -> str:
    """3-12 受理, 3-12 受理、送达, 3-12 60 件：受理、送达…, 3-12～4-1 7 件：…"""
    first, last = events[0].on, events[-1].on
    day = short_day(first, today)
    if first.year != last.year:
        day += f"～{last.year}-{last.month}-{last.day}"
    elif first != last:
        day += f"～{last.month}-{last.day}"
    titles = "、".join(dict.fromkeys(event.title for event in events[:12]))
    return f"{day} {len(events)} 件：{titles}" if len(events) > 2 else f"{day} {titles}"


def _place(groups: Sequence[_Group], rows: int, unit: float) -> bool:
    """Give each flag its row, from right to left; False where one finds none.

    A flag hangs above all flags that begin under it, so that no pole goes through the words of another.
    """
    for number in range(len(groups) - 1, -1, -1):
        group = groups[number]
        end = group.pole + group.width + _AIR * unit
        for other in groups[number + 1 :]:
            if other.pole >= end:
                break
            if group.words and other.words:
                group.row = max(group.row, other.row + 1)
        if group.row >= rows:
            return False
    return True


def _lowered(mark: EventMark, line_y: float, unit: float) -> EventMark:
    if mark.label is None:
        return mark
    top = line_y - _ELBOW * unit - (mark.row + 1) * LABEL_ROW * unit
    return replace(mark, label=mark.label._replace(y=top))


# The periods.


def _all_bars(
    story: Story, scale: Scale, width: float, kind: Type, top: float
) -> tuple[tuple[Bar, ...], tuple[Heading, ...], float]:
    """Stack what runs, each in a row of its own; what is answered shares rows where it can."""
    bars: list[Bar] = []
    headings: list[Heading] = []
    if story.open:
        headings.append(Heading(f"在走的期限　{len(story.open)}", top))
        top += _HEADING * kind.unit
        for period in story.open:
            bars.append(_bar(period, story.today, scale, width, kind, top))
            top += BAR_ROW * kind.unit
    if story.past:
        top += _AIR * kind.unit if story.open else 0.0
        done = [_bar(period, story.today, scale, width, kind, 0.0) for period in story.past]
        seen = [bar for bar in done if max(bar.end, bar.answered or 0.0) >= 0 and bar.begin <= width]
        told = (
            "已办结、不用再办的期限" if any(bar.standing is Standing.IDLE for bar in done) else "已办结的期限"
        )
        rest = f"（图外还有 {len(done) - len(seen)} 项）" if len(seen) < len(done) else ""
        headings.append(Heading(f"{told}　{len(done)}{rest}", top))
        top += _HEADING * kind.unit
        done = [replace(bar, label=bar.label._replace(y=top), y=bar.y + top) for bar in seen]
        packed, used = _packed(done, kind.unit)
        bars += packed
        top += used * BAR_ROW * kind.unit
    return tuple(bars), tuple(headings), top


def _packed(bars: Sequence[Bar], unit: float) -> tuple[list[Bar], int]:
    """Move bars down to the first row in which neither bar nor words touch another."""
    ends: list[list[tuple[float, float]]] = []
    packed: list[tuple[int, Bar]] = []
    for bar in bars:
        x1 = min(bar.label.x, bar.begin, bar.end) - unit
        x2 = max(bar.label.x + bar.label.width, bar.begin, bar.end, bar.answered or bar.begin) + unit
        row = next(
            (n for n, taken in enumerate(ends) if all(x2 <= left or right <= x1 for left, right in taken)),
            len(ends),
        )
        if row == len(ends):
            ends.append([])
        ends[row].append((x1, x2))
        down = row * BAR_ROW * unit
        label = bar.label._replace(y=bar.label.y + down)
        packed.append((row, replace(bar, label=label, y=bar.y + down)))
    return [bar for _, bar in sorted(packed, key=lambda pair: (pair[0], pair[1].begin))], len(ends)


def _bar(period: Period, today: date, scale: Scale, width: float, kind: Type, top: float) -> Bar:
    if period.runs_back:
        begin, end = scale.begin(period.from_on), scale.begin(period.due_on)
    else:
        begin, end = scale.end(period.from_on), scale.end(period.due_on)
    words = _words(period, today, width, kind)
    open_ = not period.idle and period.answered_on is None
    if open_ and max(begin, end) < 0:
        words = (Piece("← ", "muted"), *words)
    elif open_ and min(begin, end) > width:
        words = (*words, Piece(" →", "muted"))
    long = sum(kind.width(piece.text, piece.bold) for piece in words)
    inset = _INSET * kind.unit
    left = max(min(max(min(begin, end), inset), width - long - inset), inset)
    return Bar(
        period=period,
        standing=period.standing(today),
        begin=begin,
        end=end,
        now=scale.middle(today),
        answered=scale.end(period.answered_on) if period.answered_on is not None else None,
        safe=scale.end(period.safe_on) if period.has_doubt and period.safe_on is not None else None,
        words=words,
        label=Room(left, top, long, kind.unit),
        y=top + _BAR_TOP * kind.unit,
    )


def _words(period: Period, today: date, width: float, kind: Type) -> tuple[Piece, ...]:
    """结束调解　至 3-17（推算）　剩 5 天; where the room is narrow its name gives way first."""
    standing = period.standing(today)
    urgent = standing in (Standing.OVERDUE, Standing.TODAY)
    last = short_day(period.due_on, today)
    day = f"　{last} 以前" if period.runs_back else f"　至 {last}"
    doubt = f"（{ESTIMATED}）" if period.estimated else ""
    tail = standing_words(period, today)
    safe = safe_words(period, today)
    bold = standing not in (Standing.ANSWERED, Standing.IDLE)
    pieces = [
        Piece(day + doubt, "muted"),
        Piece(f"　{tail}", "red" if urgent else "text", bold),
        Piece(f"，{safe}" if safe else "", "text"),
    ]
    room = width - 2 * _INSET * kind.unit - 2 * kind.unit  # an arrow may come before or behind
    least = min(kind.width(period.title, bold), 6 * kind.unit)
    # In little room the safe day goes first, then the last day, which the end of the bar tells, too.
    for given_up in (pieces[2], pieces[0]):
        if least + sum(kind.width(piece.text, piece.bold) for piece in pieces) > room:
            pieces.remove(given_up)
    used = sum(kind.width(piece.text, piece.bold) for piece in pieces)
    room = min(room - used, _LONGEST_NAME * kind.unit)
    name = cut(period.title, max(room, 2 * kind.unit), kind, bold=bold)
    return tuple(piece for piece in (Piece(name, "text", bold), *pieces) if piece.text)
