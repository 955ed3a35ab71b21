"""What a printed form is: fields, and pages with lines and grids of cells. Lengths in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from union_desk.core.wording import FormTexts
from union_desk.paper.zhtext import Align

if TYPE_CHECKING:
    from union_desk.paper.letter import Letter

A4: Final = (210.0, 297.0)


class Kind(StrEnum):
    """What a field holds, and so how it is printed."""

    TEXT = "text"
    DAY = "day"
    LONGDAY = "longday"
    MONEY = "money"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    ROWS = "rows"

    @property
    def ticked(self) -> bool:
        return self in {Kind.FLAG, Kind.CHOICE, Kind.CHOICES}


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field; `columns` are the fields of each row of a field of rows."""

    name: str
    kind: Kind
    label: str
    sample: object = None
    terms: str = ""
    options: tuple[Option, ...] = ()
    columns: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Which value of a record stands here: a field, or a column of the nth item of a field of rows."""

    field: Field
    rows: Field | None = None
    item: int = 0
    rest: str = ""  # what stands in the first row that is left over, such as 以下空白

    @property
    def key(self) -> tuple[str, int]:
        """Name what goes on to the continuation sheet when there is no room here."""
        return (self.rows.name, self.item) if self.rows else (self.field.name, 0)

    @property
    def label(self) -> str:
        return f"{self.rows.label}（{self.field.label}）" if self.rows else self.field.label

    def value(self, record: Mapping[str, object]) -> object:
        if self.rows is None:
            return record.get(self.field.name)
        items = record.get(self.rows.name)
        if not isinstance(items, (list, tuple)):
            return None
        if self.item >= len(items):
            return self.rest if self.item == len(items) else None
        return items[self.item].get(self.field.name)


@dataclass(frozen=True, slots=True)
class Style:
    font: str
    size: float
    min_size: float
    align: Align = "left"
    valign: str = "middle"
    indent: float = 0.0  # of a paragraph's first line, in em
    lead: float = 1.45  # line pitch in em


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: printed words, or the room for a field (`width`, None where the kind knows it)."""

    words: str = ""
    place: Place | None = None
    width: float | None = None
    underlined: bool = False
    align: Align = "left"


Template = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of running text in one type: words, a tab, or the room for a field."""

    font: str
    size: float
    words: str = ""
    place: Place | None = None
    width: float = 0.0  # of a field's room; 0: as wide as its kind usually needs
    option: str = ""  # only the tick box of this option, its words stand beside it already
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with fields in it; lengths in points. A `filling` one takes what height is left."""

    spans: tuple[Span, ...] = ()
    align: Align = "left"
    indent: float = 0.0  # of the first line; negative lets it hang
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0  # between lines; 0: as wide as the type asks for
    stops: tuple[tuple[float, str], ...] = ()  # tab stops: from the left, and left, center or right
    filling: bool = False
    spread: bool = False  # each line of words is as wide as the room: 姓　名 below 政治面貌


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; its place is counted from the grid's upper left corner."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    label: str = ""
    vertical: bool = False
    text: str = ""
    wording: str = ""  # the id of the text, where an office may write its own
    place: Place | None = None
    boxes: int = 0  # so many little boxes, one for each character
    per_line: int = 0  # so many tick boxes in a line, in columns; 0 lets them flow
    top: tuple[Template, ...] = ()
    foot: tuple[Template, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()  # of an office's own table
    pad: float = 0.0  # between the frame and the paragraphs at the sides
    seal: float = 0.0  # the diameter of a seal's place in its middle

    def places(self) -> Iterator[Place]:
        """Return the places that a record fills in running text or by itself."""
        if self.place is not None:
            yield self.place
        for paragraph in self.paragraphs:
            yield from (span.place for span in paragraph.spans if span.place is not None)


@dataclass(frozen=True, slots=True)
class GridRule:
    """One rule of a grid from its upper left corner; `weight` in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True, slots=True)
class Grid:
    height: float
    cells: tuple[Cell, ...]
    ruled: bool = True  # without rules it sets the running text of a letter
    rules: tuple[GridRule, ...] = ()  # of a table that is not ruled like ours


@dataclass(frozen=True, slots=True)
class TextLine:
    height: float
    style: Style
    left: Template = ()
    center: Template = ()
    right: Template = ()
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    height: float


Block = Grid | TextLine | Gap


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ASCII text; `top` and `right` are its distances from the sheet's edges."""

    template: str
    size: float
    top: float
    right: float

    def text(self, record: Mapping[str, object]) -> str:
        """Fill the template; empty when a field is empty or holds what a scanner could not type."""
        values = {name: str(record.get(name) or "") for name in self.names()}
        if not all(value and value.isascii() for value in values.values()):
            return ""
        return self.template.format_map(values)

    def names(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.template)


@dataclass(frozen=True, slots=True)
class Page:
    blocks: tuple[Block, ...]
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """The sheet for what found no room; `lines` tell whose it is."""

    title: str
    line: TextLine
    label: Style
    value: Style


@dataclass(frozen=True, slots=True)
class Margin:
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    id: str
    number: str
    edition: int
    title: str
    fields: Mapping[str, Field]
    margin: Margin
    pages: tuple[Page, ...]
    continuation: Continuation
    texts: FormTexts = FormTexts()  # noqa: RUF009 - a frozen value
    size: tuple[float, float] = A4
    letter: Letter | None = None  # a running document; its pages are made from it

    @property
    def edition_shown(self) -> str:
        """Name the edition with the texts that the office has changed: 第1版，本人承诺第2版"""
        return "，".join(part for part in (f"第{self.edition}版", self.texts.mark) if part)

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size[0] - self.margin.left - self.margin.right

    def sample(self) -> dict[str, object]:
        """Return an invented record for looking at the form."""
        return {name: declared.sample for name, declared in self.fields.items()}

    def grid_cells(self) -> Iterator[Cell]:
        for page in self.pages:
            for block in page.blocks:
                if isinstance(block, Grid):
                    yield from block.cells
