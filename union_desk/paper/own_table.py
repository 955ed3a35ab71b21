"""An office's own table as it is kept: the drawing of its pages as plain values, and the form they make.

The drawing is kept whole beside the Word file, so that a later program prints what an earlier one printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import msgspec

from union_desk.core.errors import RuleBroken
from union_desk.core.wording import FormTexts
from union_desk.paper.sheet import (
    Block,
    Cell,
    Field,
    Form,
    Gap,
    Grid,
    GridRule,
    Kind,
    Margin,
    Page,
    Paragraph,
    Place,
    Span,
    Style,
)
from union_desk.paper.zhtext import Align

_QR_SIDE: Final = 12.0
_QR_TOP: Final = 5.0
QR_ROOM: Final = _QR_TOP + _QR_SIDE + 1.0  # the least upper margin of a form with a code


@dataclass(frozen=True, slots=True)
class OwnSpan:
    """As Span, with its field by name: `field` or `rows.column` with the number of the item."""

    font: str
    size: float
    words: str = ""
    field: str = ""
    item: int = 0
    rest: str = ""
    width: float = 0.0
    boxes: int = 0  # so many little boxes, where the field stands alone in its cell
    option: str = ""
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class OwnParagraph:
    spans: tuple[OwnSpan, ...] = ()
    align: Align = "left"
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0
    stops: tuple[tuple[float, str], ...] = ()
    filling: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True)
class OwnCell:
    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[OwnParagraph, ...]
    valign: str = "top"
    vertical: bool = False
    pad: float = 1.9
    where: str = ""  # 表格 1 第 3 行第 2 格


@dataclass(frozen=True, slots=True)
class OwnRule:
    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """A table, a run of paragraphs (one cell without rules), or free room."""

    height: float
    cells: tuple[OwnCell, ...] = ()
    rules: tuple[OwnRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pages of an own table; lengths in millimetres, type in points."""

    size: tuple[float, float]
    margin: tuple[float, float, float, float]  # top, right, bottom, left
    pages: tuple[tuple[OwnBlock, ...], ...]


def kept(drawing: Drawing) -> str:
    """Return a drawing as it is stored."""
    return msgspec.json.encode(drawing).decode("utf-8")


def read_drawing(text: str) -> Drawing:
    try:
        return msgspec.json.decode(text, type=Drawing)
    except msgspec.DecodeError as error:
        raise RuleBroken("自备表格的内容已损坏，请重新导入。") from error


@lru_cache(maxsize=16)
def _read(text: str) -> Drawing:
    return read_drawing(text)


def own_form(base: Form, texts: FormTexts) -> Form:
    """Return the form that the table of these texts makes; its fields are those of the shipped one."""
    assert texts.table is not None  # noqa: S101 - asked by load_form only
    return drawn_form(base, _read(texts.table.drawing), texts)


def drawn_form(base: Form, drawing: Drawing, texts: FormTexts) -> Form:
    """Put the drawing in the place of the shipped pages."""
    pages = tuple(Page(tuple(_block(block, base) for block in page)) for page in drawing.pages)
    code = next((page.code for page in base.pages if page.code is not None), None)
    if code is not None and pages:
        margin = max(drawing.margin[1], 6.0)
        small = replace(code, size=_QR_SIDE, top=_QR_TOP, right=margin)
        pages = tuple(replace(page, code=small) for page in pages)
    return replace(
        base, size=drawing.size, margin=Margin(*drawing.margin), pages=pages, texts=texts, letter=None
    )


def _block(block: OwnBlock, base: Form) -> Block:
    if not block.cells and not block.rules:
        return Gap(block.height)
    rules = tuple(GridRule(rule.x1, rule.y1, rule.x2, rule.y2, rule.weight) for rule in block.rules)
    cells = tuple(_cell(cell, base) for cell in block.cells)
    return Grid(block.height, cells, ruled=False, rules=rules)


def _cell(cell: OwnCell, base: Form) -> Cell:
    alone = _alone(cell)
    style = Style("song", 10.5, 6.5, valign=cell.valign)
    if alone is not None:
        span, paragraph = alone
        spot = place_of(span, base)
        style = replace(style, font=span.font, size=span.size, align=paragraph.align)
        if span.boxes:
            return _at(cell, style, place=spot, boxes=span.boxes)
        if spot.field.kind in {Kind.TEXT, Kind.DAY, Kind.MONEY} and paragraph.filling:
            indent = max(paragraph.indent, 0.0) / span.size
            lead = max(paragraph.pitch / span.size, 1.3) if paragraph.pitch else 1.45
            align = paragraph.align if paragraph.align != "left" or not indent else "justify"
            return _at(cell, replace(style, indent=indent, lead=lead, align=align), place=spot)
    words = "".join(span.words for paragraph in cell.paragraphs for span in paragraph.spans)
    if cell.vertical and words:
        span = next(span for paragraph in cell.paragraphs for span in paragraph.spans)
        plain = "".join(words.split())
        return _at(cell, replace(style, font=span.font, size=span.size, align="center"), label=plain)
    paragraphs = tuple(paragraph_of(paragraph, base) for paragraph in cell.paragraphs)
    return replace(_at(cell, style), paragraphs=paragraphs, pad=cell.pad)


def _at(cell: OwnCell, style: Style, *, label: str = "", place: Place | None = None, boxes: int = 0) -> Cell:
    box = (cell.x, cell.y, cell.width, cell.height)
    return Cell(*box, style=style, label=label, vertical=cell.vertical, place=place, boxes=boxes)


def _alone(cell: OwnCell) -> tuple[OwnSpan, OwnParagraph] | None:
    """Return the one field of a cell in which nothing else stands."""
    filled = [paragraph for paragraph in cell.paragraphs if paragraph.spans]
    if len(filled) != 1 or len(filled[0].spans) != 1 or not filled[0].spans[0].field:
        return None
    return filled[0].spans[0], filled[0]


def paragraph_of(paragraph: OwnParagraph, base: Form) -> Paragraph:
    """Return a paragraph with its fields."""
    return Paragraph(
        tuple(_span(span, base) for span in paragraph.spans),
        paragraph.align,
        paragraph.indent,
        paragraph.left,
        paragraph.right,
        paragraph.before,
        paragraph.after,
        paragraph.pitch,
        paragraph.stops,
        paragraph.filling,
        paragraph.spread,
    )


def _span(span: OwnSpan, base: Form) -> Span:
    spot = place_of(span, base) if span.field else None
    return Span(span.font, span.size, span.words, spot, span.width, span.option, span.underlined)


def place_of(span: OwnSpan, base: Form) -> Place:
    """Return the field that a span names; a later program may have dropped it."""
    name, _dot, column = span.field.partition(".")
    declared: Field | None = base.fields.get(name)
    found = declared.columns.get(column) if declared is not None and column else declared
    if declared is None or found is None:
        raise RuleBroken(f"自备表格里的字段“{span.field}”现在的程序没有了，请换一版。", field=span.field)
    if column:
        return Place(found, declared, span.item, span.rest)
    return Place(found)
