"""Where one is in a picture of clocks: what stands at a place, what comes next, and what is told of it.

Every event and period has its key; "" is nothing.
"""

from __future__ import annotations

from typing import Final

from union_desk.paper.clocks.layout import BAR, Bar, EventMark, Layout, Room
from union_desk.paper.clocks.story import Happened, Period, Story, event_lines, why_lines

_AROUND: Final = 0.45
_MOST_TOLD: Final = 12


def item_of(story: Story, key: str) -> Happened | Period | None:
    items: tuple[Happened | Period, ...] = (*story.happened, *story.periods)
    return next((one for one in items if one.key == key), None)


def told_of(story: Story, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Say all there is to say of one item, or name what stands together at one place."""
    items = [item for key in keys if (item := item_of(story, key)) is not None]
    if len(items) == 1:
        item = items[0]
        return event_lines(item) if isinstance(item, Happened) else why_lines(item, story.today)
    told = [f"{item.on}　{item.title}" for item in items[:_MOST_TOLD] if isinstance(item, Happened)]
    more = (f"等 {len(items)} 件，放大 (+) 或按 ← → 逐件看。",) if len(items) > len(told) else ()
    return (f"{len(items)} 件事", *told, *more) if items else ()


def place_of(layout: Layout, key: str) -> float:
    """Return where an event, or the last day of a period, stands on the line; of nothing today."""
    item = item_of(layout.story, key)
    if isinstance(item, Happened):
        return layout.scale.middle(item.on)
    return layout.scale.end(item.due_on) if isinstance(item, Period) else layout.now


def keys_at(layout: Layout, x: float, y: float) -> tuple[str, ...]:
    """Return what stands at a place: a period, or all events that are told together there."""
    for bar in layout.bars:
        if any(room.holds(x, y) for room in _of_bar(bar, layout)):
            return (bar.period.key,)
    for mark in layout.marks:
        if any(room.holds(x, y) for room in _of_mark(mark, layout)):
            return tuple(event.key for event in mark.events)
    return ()


def rooms_of(layout: Layout, key: str) -> list[Room]:
    """Return the words of an item and its bar or mark; nothing where it is out of sight."""
    for bar in layout.bars:
        if bar.period.key == key:
            return _of_bar(bar, layout)
    marks = (mark for mark in layout.marks if any(event.key == key for event in mark.events))
    found = next(marks, None)
    return _of_mark(found, layout) if found is not None else []


def first_of(layout: Layout) -> str:
    """Return what is due first, else the last event."""
    events = _events(layout)
    return layout.bars[0].period.key if layout.bars else events[-1] if events else ""


def beside(layout: Layout, key: str, step: int) -> str:
    """Return the event or the period before or after this one."""
    events = _events(layout)
    return _along(layout, events if key in events else _periods(layout), key, step)


def row_from(layout: Layout, key: str, step: int) -> str:
    """Return what stands above or below: from bar to bar, and from the first one up to the events."""
    events, periods = _events(layout), _periods(layout)
    if key in events:
        return periods[0] if step > 0 and periods else key
    if step < 0 and key in periods and events:
        bar = layout.bars[periods.index(key)]
        if bar.y == layout.bars[0].y:
            begun = bar.period.from_on
            return min(layout.story.in_order, key=lambda event: abs((event.on - begun).days)).key
    return _along(layout, periods, key, step)


def outermost(layout: Layout, key: str, end: int) -> str:
    """Return the first (0) or the last (-1) event or period."""
    events = _events(layout)
    keys = events if key in events else _periods(layout)
    return keys[end] if keys else key


def _events(layout: Layout) -> tuple[str, ...]:
    return tuple(event.key for event in layout.story.in_order)


def _periods(layout: Layout) -> tuple[str, ...]:
    return tuple(bar.period.key for bar in layout.bars)


def _along(layout: Layout, keys: tuple[str, ...], key: str, step: int) -> str:
    if key not in keys:
        return first_of(layout)
    return keys[min(max(keys.index(key) + step, 0), len(keys) - 1)]


def _of_bar(bar: Bar, layout: Layout) -> list[Room]:
    unit = layout.type.unit
    left, right = sorted((bar.begin, bar.end))
    right = max(right, bar.now if bar.period.answered_on is None else bar.answered or right)
    left, right = max(left, 0.0), min(right, layout.width)
    return [bar.label, Room(left, bar.y, max(right - left, 0.3 * unit), BAR * unit)]


def _of_mark(mark: EventMark, layout: Layout) -> list[Room]:
    around = _AROUND * layout.type.unit
    dot = Room(mark.x1 - around, layout.line_y - around, mark.x2 - mark.x1 + 2 * around, 2 * around)
    return [dot] if mark.label is None else [mark.label, dot]
