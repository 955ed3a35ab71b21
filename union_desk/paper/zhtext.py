"""Chinese line breaking: 避头尾, whole words and numbers, squeezed marks, justification by spacing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Align = Literal["left", "center", "right", "justify"]

# GB/T 15834: these may not begin a line …
NO_START = frozenset("，。、；：！？）》〉」』】〗〕｝］”’…—·～％‰℃°′″,.!?;:)]}%/／")
# … and these may not end one.
NO_END = frozenset("（《〈「『【〖〔｛［“‘￥¥＄$№([{")
# Full-width marks with a blank right (left) half: beside another mark or at the line's end the blank goes.
_BLANK_AFTER = frozenset("，。、；：！？）》〉」』】〗〕｝］”’")
_BLANK_BEFORE = frozenset("（《〈「『【〖〔｛［“‘")
_WIDE_MARKS = frozenset("“”‘’…—·×÷±§№℃‰°′″←↑→↓√≤≥①②③④⑤⑥⑦⑧⑨⑩")
_TOKEN = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f](?:[0-9A-Za-z\u00c0-\u024f.,:/_@#&+*\-]*[0-9A-Za-z\u00c0-\u024f*])?[%‰℃]?"
    r"|……|——|_+| +|.",
    re.DOTALL,
)
_AUTOSPACE = 0.125  # em between Han and Latin, as Word and InDesign set it
_LOOSEST = 0.35  # em; a line that would need more stays ragged
_PLAIN = re.compile(r"[0-9A-Za-z.,:/_@#&+*\-]+|[\u3400-\u9fff\U00020000-\U000323af]+")
_SLACK = 0.01


class Face(Protocol):
    """Anything that tells a character's font and its advance in em."""

    def glyph(self, character: str, /) -> tuple[str, float]: ...


class Unit(NamedTuple):
    """What is never broken: one Han character, one mark, one word or number. Widths in points."""

    text: str
    width: float
    lead: float
    breakable: bool
    han: bool


class Run(NamedTuple):
    """Text of one font on a line: its start in points from the line's left edge and its character spacing."""

    font: str
    text: str
    x: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
    units: tuple[Unit, ...]
    width: float
    last: bool  # of its paragraph
    cut: bool = False  # a word that no line can hold goes on on the next one

    @property
    def text(self) -> str:
        return "".join(unit.text for unit in self.units)


def clean(text: str) -> str:
    """Drop what has no shape (control marks, joiners, variation selectors); line ends become one kind."""
    if text.isprintable():
        return text if text.isascii() else "".join(filter(_has_shape, text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return "".join(character for character in text if character == "\n" or _has_shape(character))


def _has_shape(character: str) -> bool:
    if "\u4e00" <= character <= "\u9fff":
        return True
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return False
    return not ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")


def measure(text: str, face: Face) -> float:
    """Return the width in em of text that is set as it stands."""
    glyph = face.glyph
    return sum([glyph(character)[1] for character in text])


def line_of(text: str, face: Face, size: float) -> Line:
    """Set text on one line, however long it gets."""
    if _PLAIN.fullmatch(text):
        width = measure(text, face) * size
        return Line((Unit(text, width, 0.0, breakable=False, han=False),), width, last=True)
    units = tuple(_units(text, face, size))
    return Line(units, sum(unit.width + unit.lead for unit in units), last=True)


def units_of(text: str, face: Face, size: float) -> list[Unit]:
    """Return what is never broken, one after another."""
    return list(_units(text, face, size))


def break_lines(text: str, face: Face, size: float, width: float, indent: float = 0.0) -> list[Line]:
    """Break text into lines of a width in points; every paragraph's first line is indented."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines.extend(_Breaker(face, size, width, indent).lines(paragraph))
    return lines


def place(line: Line, face: Face, width: float, size: float, align: Align = "left") -> list[Run]:
    """Return the line's runs, aligned within a width in points."""
    slack = width - line.width
    extra = 0.0
    start = 0.0
    if align == "justify":
        gaps = len(line.units) - 1
        if not line.last and gaps > 0 and slack / gaps <= _LOOSEST * size:
            extra = slack / gaps
    elif align == "center":
        start = slack / 2
    elif align == "right":
        start = slack
    return _runs(line, face, size, start, extra)


def _runs(line: Line, face: Face, size: float, start: float, extra: float) -> list[Run]:
    runs: list[Run] = []
    font, text, begin, spacing, end = "", "", start, 0.0, start
    x = start
    glyph = face.glyph
    for unit in line.units:
        x += unit.lead
        step = extra if unit.han else 0.0
        at = x
        for character in unit.text:
            name, advance = glyph(character)
            if name != font or step != spacing or abs(at - end) > _SLACK:
                if text:
                    runs.append(Run(font, text, begin, spacing))
                font, text, begin, spacing = name, "", at, step
            text += character
            at = end = at + advance * size + step
        x += unit.width + extra
    if text:
        runs.append(Run(font, text, begin, spacing))
    return runs


def _units(text: str, face: Face, size: float) -> Iterator[Unit]:
    previous = ""
    for token in _TOKEN.findall(text):
        width = measure(token, face) * size
        first = token[0]
        lead = _lead(previous, first, face) * size if previous else 0.0
        breakable = bool(previous) and first not in NO_START and previous not in NO_END
        han = len(token) == 1 and (first >= "\u2e80" or first in _WIDE_MARKS)
        yield Unit(token, width, lead, breakable, han)
        previous = token[-1]


def _lead(previous: str, first: str, face: Face) -> float:
    """Return the space in em between two neighbours; negative where two marks share one blank."""
    if previous in _BLANK_AFTER and (first in _BLANK_AFTER or first in _BLANK_BEFORE):
        return -0.5 if face.glyph(previous)[1] > 0.9 else 0.0
    if previous in _BLANK_BEFORE and first in _BLANK_BEFORE:
        return -0.5 if face.glyph(first)[1] > 0.9 else 0.0
    if _is_word(previous):
        return _AUTOSPACE if _is_ideograph(first) else 0.0
    return _AUTOSPACE if _is_word(first) and _is_ideograph(previous) else 0.0


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "%*@#&+")


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000" or character == "〇"


class _Breaker:
    """Breaks one paragraph: fills a line, then goes back to the last place where a line may end."""

    def __init__(self, face: Face, size: float, width: float, indent: float) -> None:
        self._face = face
        self._size = size
        self._width = width
        self._indent = indent
        self._has_cut = False

    def lines(self, paragraph: str) -> Iterator[Line]:
        rest = list(_units(paragraph, self._face, self._size))
        room = self._width - self._indent
        while True:
            self._has_cut = False
            count, width = self._fill(rest, room)
            if count == 0 and rest:
                rest[:1] = self._cut(rest[0], room)
                count, width = 1, rest[0].width
            line = rest[:count]
            while len(line) > 1 and line[-1].text.isspace():
                blank = line.pop()
                width -= blank.width + blank.lead
            last = count == len(rest)
            yield Line(tuple(line), width, last, self._has_cut)
            if last:
                return
            rest = self._next(rest[count:])
            room = self._width

    def _fill(self, units: list[Unit], room: float) -> tuple[int, float]:
        """Return how many units the line takes, and their width; 0 when not even the first one fits."""
        used = 0.0
        allowed, allowed_width = 0, 0.0
        for index, unit in enumerate(units):
            if index and unit.breakable:
                allowed, allowed_width = index, used
            wide = used + unit.lead + unit.width
            if wide > room + _SLACK and not unit.text.isspace():
                return self._retreat(units, index, used, room, (allowed, allowed_width))
            used = wide
        return len(units), used

    def _retreat(
        self, units: list[Unit], index: int, used: float, room: float, allowed: tuple[int, float]
    ) -> tuple[int, float]:
        unit = units[index]
        blank = self._blank(unit)
        squeezed = used + unit.lead + unit.width - blank
        at_end = index + 1 == len(units) or units[index + 1].breakable
        if blank and at_end and squeezed <= room + _SLACK:
            return index + 1, squeezed
        if self._is_endless(unit) and (used < room / 2 or not allowed[0]):
            return self._share(units, index, used, room)
        if allowed[0] == 0 and index:
            return index, used  # nothing but marks: break where it must be
        return allowed

    def _share(self, units: list[Unit], index: int, used: float, room: float) -> tuple[int, float]:
        """Begin a number that no line can hold on this line already."""
        unit = units[index]
        units[index : index + 1] = self._cut(unit, room - used - unit.lead, lead=unit.lead)
        return index + 1, used + unit.lead + units[index].width

    def _is_endless(self, unit: Unit) -> bool:
        return len(unit.text) > 1 and unit.width > self._width

    def _blank(self, unit: Unit) -> float:
        """Return the blank half of a closing mark, which may be given up at the line's end."""
        if unit.text in _BLANK_AFTER and self._face.glyph(unit.text)[1] > 0.9:
            return self._size / 2
        return 0.0

    def _cut(self, unit: Unit, room: float, lead: float = 0.0) -> list[Unit]:
        """Cut a word that is wider than a line; always takes one character, so that it comes to an end."""
        taken, width = 0, 0.0
        for character in unit.text:
            step = self._face.glyph(character)[1] * self._size
            if taken and width + step > room + _SLACK:
                break
            taken, width = taken + 1, width + step
        head = Unit(unit.text[:taken], width, lead, unit.breakable, unit.han)
        if taken == len(unit.text):
            return [head]
        self._has_cut = True
        return [head, Unit(unit.text[taken:], unit.width - width, 0.0, breakable=True, han=unit.han)]

    @staticmethod
    def _next(rest: list[Unit]) -> list[Unit]:
        """Return what begins the next line: no blanks, no space before it."""
        start = 0
        while start < len(rest) - 1 and rest[start].text.isspace() and rest[start].text != "\u3000":
            start += 1
        return [rest[start]._replace(lead=0.0), *rest[start + 1 :]]
