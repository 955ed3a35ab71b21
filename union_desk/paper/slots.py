"""The places that a record fills: text, little boxes, ticks and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from union_desk.core.money import format_fen
from union_desk.paper.fonts import RoleFace
from union_desk.paper.marks import SMALL, Area, Mark, Remarks, Tick, block, fit, one_line
from union_desk.paper.sheet import Kind, Place, Style
from union_desk.paper.zhtext import clean

Record = Mapping[str, object]
Faces = Callable[[str], RoleFace]

_REMEMBERED: Final = 200  # texts for each slot


class Slot(Protocol):
    """A place that a record fills; what found no room is noted in the remarks."""

    def marks(self, record: Record, remarks: Remarks) -> list[Mark]: ...


def words(kind: Kind, value: object) -> str:
    """Say a value the way its field prints it; nothing is the empty string."""
    if value is None:
        return ""
    if kind is Kind.MONEY and isinstance(value, int):
        return format_fen(value)
    if kind is Kind.LONGDAY and isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if kind is Kind.DAY and isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip()


def ticked(kind: Kind, value: object) -> frozenset[str]:
    """Return the codes of the boxes that a value ticks."""
    if value is None:
        return frozenset()
    if kind is Kind.FLAG:
        return frozenset({"yes" if value else "no"})
    if kind is Kind.CHOICES and isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(map(str, value))
    return frozenset({str(value)})


class TextSlot:
    """Text in an area: shrinks to fit, then runs on to the continuation sheet."""

    def __init__(self, place: Place, area: Area, style: Style, faces: Faces) -> None:
        self._place = place
        self._area = area
        self._style = style
        self._face = faces(style.font)
        self._known: dict[str, list[Mark]] = {}

    def marks(self, record: Record, remarks: Remarks) -> list[Mark]:
        text = words(self._place.field.kind, self._place.value(record))
        if not text:
            return []
        if text in self._known:  # 汉族, 良好: many records say the same
            return self._known[text]
        fitted = fit(text, self._face, self._style, self._area)
        if fitted.size < SMALL <= self._style.size:
            remarks.shrunk[self._place.label] = None
        marks = block(fitted, self._face, self._style, self._area, remarks)
        if not fitted.whole:
            remarks.left_over[self._place.key] = None
        elif len(self._known) < _REMEMBERED:
            self._known[text] = marks
        return marks


class BoxesSlot:
    """One character in each little box; what is longer than the boxes runs on to the continuation sheet."""

    def __init__(self, place: Place, boxes: Sequence[Area], style: Style, faces: Faces) -> None:
        self._place = place
        self._boxes = boxes
        self._size = style.size
        self._face = faces(style.font)

    def marks(self, record: Record, remarks: Remarks) -> list[Mark]:
        text = words(self._place.field.kind, self._place.value(record))
        if len(text) > len(self._boxes):
            remarks.left_over[self._place.key] = None
            text = text[: len(self._boxes) - 1] + "…"
        marks: list[Mark] = []
        for character, box in zip(text, self._boxes, strict=False):
            marks += one_line(character, self._face, self._size, box, "center", remarks)
        return marks


class TickSlot:
    """Tick marks in the boxes of the chosen codes."""

    def __init__(self, place: Place, boxes: Mapping[str, Tick]) -> None:
        self._place = place
        self._boxes = boxes

    def marks(self, record: Record, remarks: Remarks) -> list[Mark]:  # noqa: ARG002
        chosen = ticked(self._place.field.kind, self._place.value(record))
        return [tick for code, tick in self._boxes.items() if code in chosen]


class DateSlot:
    """Year, month and day in the rooms before 年, 月 and 日."""

    def __init__(self, place: Place, rooms: Sequence[Area], style: Style, faces: Faces) -> None:
        self._place = place
        self._rooms = rooms
        self._size = style.size
        self._face = faces(style.font)

    def marks(self, record: Record, remarks: Remarks) -> list[Mark]:
        value = self._place.value(record)
        if not isinstance(value, date):
            return []
        marks: list[Mark] = []
        for number, room in zip((value.year, value.month, value.day), self._rooms, strict=True):
            marks += one_line(str(number), self._face, self._size, room, "center", remarks)
        return marks
