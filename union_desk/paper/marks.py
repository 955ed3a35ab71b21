"""The marks that end up on a sheet, in points from its lower left corner, and how text becomes marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from union_desk.paper.fonts import MISSING, RoleFace
from union_desk.paper.sheet import Style
from union_desk.paper.zhtext import NO_END, NO_START, Align, Line, Run, break_lines, line_of, measure, place

MM: Final = 72 / 25.4
PAD: Final = 0.9 * MM  # between a cell's frame and its text
HEADROOM: Final = 1.2  # points that stay free above and below text
THIN: Final = 0.5
BOX: Final = 0.86  # side of a tick box in em
# The middle of a Han character lies this far above its baseline, in em.
MIDDLE: Final = 0.37
# 六号 (7.5 pt) is the smallest size of office print; what shrinks below it is reported.
SMALL: Final = 7.5
# One line a little smaller reads better than two, down to 8 points.
_RATHER_SMALLER: Final = 0.84
_STILL_EASY: Final = 8.0
_TIGHTEST: Final = 1.18  # em, the closest line pitch before the size is lowered
_NARROWEST: Final = 5  # characters in one em: dots and the letter i
_TAILS: Final = ("……（见续页）", "…续页", "…")
CUT_SHORT: Final = ("……", "…")  # where no further sheet tells the rest


class Text(NamedTuple):
    font: str
    size: float
    x: float
    y: float
    text: str
    spacing: float = 0.0


class Rule(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = THIN


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    line: float = THIN


class Tick(NamedTuple):
    x: float
    y: float
    side: float


class Qr(NamedTuple):
    text: str
    x: float
    y: float
    side: float


class Ring(NamedTuple):
    """The dashed circle of a seal's place, by its centre."""

    x: float
    y: float
    radius: float


Mark = Text | Rule | Box | Tick | Qr | Ring


class Area(NamedTuple):
    """A rectangle on the sheet; `top` is its upper edge."""

    x: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top - self.height

    def inner(self) -> Area:
        return Area(self.x + PAD, self.top, self.width - 2 * PAD, self.height)


@dataclass(slots=True)
class Remarks:
    """What the caseworker should know before printing; dictionaries, because they keep the order."""

    missing: dict[str, None] = field(default_factory=dict)
    shrunk: dict[str, None] = field(default_factory=dict)
    # What goes on to the continuation sheet: a field, or an item of a field of rows (of others item 0).
    left_over: dict[tuple[str, int], None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text broken to fit an area; `whole` is False when the end had to be left out."""

    lines: tuple[Line, ...]
    size: float
    pitch: float
    whole: bool


def fit(text: str, face: RoleFace, style: Style, area: Area, tails: Sequence[str] = _TAILS) -> Fitted:
    """Break text to an area: closer lines, then a smaller size, at last its beginning and a tail."""
    size = style.size
    if "\n" not in text and not style.indent:
        line = line_of(text, face, size)
        if line.width <= area.width and size <= area.height:
            return Fitted((line,), size, size * style.lead, whole=True)
        smaller = int(size * area.width / line.width * 4) / 4 if line.width else 0.0
        if max(_RATHER_SMALLER * size, _STILL_EASY, style.min_size) <= smaller <= min(size, area.height):
            return Fitted((line_of(text, face, smaller),), smaller, smaller * style.lead, whole=True)
    while True:
        # No more than can stand here: a pasted novel must not hold up the printing.
        room = int(area.width / size * (area.height / (size * _TIGHTEST) + 1) * _NARROWEST) + 1
        lines = break_lines(text[:room], face, size, area.width, style.indent * size)
        pitch = _pitch(len(lines), size, style, area.height)
        tall = (len(lines) - 1) * pitch + size > area.height
        tall = tall or len(text) > room
        if not tall and not any(line.cut for line in lines):
            if style.align == "center" and len(lines) > 1:
                lines = _balanced(text, lines, face, size, area.width)
            return Fitted(tuple(lines), size, pitch, whole=True)
        if size - 0.5 < style.min_size:
            break
        size -= 0.5
    if not tall:
        return Fitted(tuple(lines), size, pitch, whole=True)
    count = max(1, int((area.height - size) // pitch) + 1)
    short = _shortened(lines[:count], face, size, area.width, tails)
    return Fitted(short, size, pitch, whole=False)


def _pitch(count: int, size: float, style: Style, height: float) -> float:
    if count < 2:
        return size * style.lead
    return max(size * _TIGHTEST, min(size * style.lead, (height - size) / (count - 1)))


def _balanced(text: str, lines: list[Line], face: RoleFace, size: float, width: float) -> list[Line]:
    """Break a centred text so that its lines are of like length: 共青 团员, not 共青团 员."""
    narrow = max(sum(line.width for line in lines) / len(lines), size)
    while narrow < width:
        tried = break_lines(text, face, size, narrow)
        if len(tried) <= len(lines) and not any(line.cut or _ends_badly(line) for line in tried):
            return tried
        narrow += size / 4
    return lines


def _ends_badly(line: Line) -> bool:
    return line.text[:1] in NO_START or (line.text[-1:] in NO_END and not line.last)


def _shortened(
    lines: list[Line], face: RoleFace, size: float, width: float, tails: Sequence[str]
) -> tuple[Line, ...]:
    """End the last line with a word about where the rest stands."""
    tail = next((tail for tail in tails if measure(tail, face) * size <= width * 0.6), tails[-1])
    kept = lines[-1].text
    while kept and line_of(kept + tail, face, size).width > width:
        kept = kept[:-1]
    return (*lines[:-1], line_of(kept.rstrip("，、；：。") + tail, face, size))


def text_marks(runs: Iterable[Run], x: float, y: float, size: float, remarks: Remarks) -> list[Mark]:
    """Turn runs into marks; a character that no font has becomes an empty box, to be written by hand."""
    marks: list[Mark] = []
    for run in runs:
        if run.font != MISSING:
            marks.append(Text(run.font, size, x + run.x, y, run.text, run.spacing))
            continue
        for index, character in enumerate(run.text):
            remarks.missing[character] = None
            left = x + run.x + index * (size + run.spacing)
            marks.append(Box(left + 0.08 * size, y - 0.06 * size, 0.84 * size, 0.84 * size))
    return marks


def one_line(
    text: str, face: RoleFace, size: float, area: Area, align: Align, remarks: Remarks
) -> list[Mark]:
    """Set one line in the middle of an area's height, as wide as it is."""
    line = line_of(text, face, size)
    baseline = area.top - area.height / 2 - MIDDLE * size
    return text_marks(place(line, face, area.width, size, align), area.x, baseline, size, remarks)


def block(fitted: Fitted, face: RoleFace, style: Style, area: Area, remarks: Remarks) -> list[Mark]:
    """Set fitted text in an area."""
    size, pitch = fitted.size, fitted.pitch
    tall = (len(fitted.lines) - 1) * pitch
    middle = {
        "middle": area.top - (area.height - tall) / 2,
        "top": area.top - size * 0.55,
        "bottom": area.bottom + size * 0.55 + tall,
    }[style.valign]
    marks: list[Mark] = []
    begins = True
    for index, line in enumerate(fitted.lines):
        indent = style.indent * size if begins else 0.0
        runs = place(line, face, area.width - indent, size, style.align)
        baseline = middle - index * pitch - MIDDLE * size
        marks += text_marks(runs, area.x + indent, baseline, size, remarks)
        begins = line.last
    return marks


def spread(text: str, face: RoleFace, size: float, area: Area, width: float) -> list[Mark]:
    """Set a label so that its characters share out a width: 姓　　名."""
    used = sum(face.glyph(character)[1] for character in text) * size
    gap = (width - used) / (len(text) - 1) if len(text) > 1 else 0.0
    left = area.x + (area.width - (width if len(text) > 1 else used)) / 2
    baseline = area.top - area.height / 2 - MIDDLE * size
    line = line_of(text, face, size)
    runs = [Run(run.font, run.text, run.x, gap) for run in place(line, face, used, size)]
    return text_marks(runs, left, baseline, size, Remarks())
