"""A running document: text, tables and signatures that take as many pages as a record needs.

Printed blank or as data only it has rooms of fixed size instead: see letter_hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from union_desk.paper.sheet import Code, Field, Gap, Grid, Style, Template, TextLine

# What stands where a value is unknown: it is written by hand.
BLANK: Final = "________"
BLANK_DAY: Final = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Running:
    """Text with values in it; `each` says it for every item of a field of rows."""

    style: Style
    template: Template
    blank: Template = ()  # what stands there instead where it is blank: words that say what to write
    label: Template = ()  # set in bold before the text
    wording: str = ""
    each: Field | None = None
    numbered: bool = False  # （一）, （二）… over all such texts that are printed
    room: int = 0  # so many lines to write on where it is blank; of rows none: not there
    when: str = ""  # only where this field says something
    heading: bool = False  # never the last line of a page
    new_page: bool = False  # of an annex, which is not there by hand
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as a grid of its own; `rows` says it for every item, `count` so often where it is blank."""

    grid: Grid
    rows: Field | None = None
    count: int = 1
    head: bool = False  # stands on each page of the table
    blank: tuple[str, ...] = ()  # what stands in its cells where it is blank


@dataclass(frozen=True, slots=True)
class RunningTable:
    """A table whose rows grow with what they say."""

    rows: tuple[TableRow, ...]
    ruled: bool = True
    whole: bool = False  # never on two pages, and never alone on one: signatures
    each: Field | None = None  # the whole table for every item
    count: int = 1  # of them where it is blank; 0: not there
    subtotal: TableRow | None = None  # below the rows of each page
    when: str = ""
    new_page: bool = False
    before: float = 0.0
    after: float = 0.0


LetterBlock = Running | RunningTable | TextLine | Gap


@dataclass(frozen=True, slots=True)
class Letter:
    """The blocks of a running document; `head` and `foot` stand on every page."""

    blocks: tuple[LetterBlock, ...]
    head: tuple[TextLine, ...] = ()
    foot: tuple[TextLine, ...] = ()
    code: Code | None = None
    seam: bool = False  # where there are several pages a place for the seal across their edges
