"""Word files as offices make them, for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt


def blank(font: str = "宋体", size: float = 12, margins: Sequence[float] = (25, 25, 20, 25)) -> Document:
    """Return an A4 document without a paragraph."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(margins[0]), Mm(margins[1])
    section.bottom_margin, section.left_margin = Mm(margins[2]), Mm(margins[3])
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    normal.font.size = Pt(size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    return document


def table(
    document: Document,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    height: float = 9,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> Any:
    """Add a ruled table of exact heights; `merged`: first row and column, last row and column."""
    made = document.add_table(rows=len(rows), cols=len(widths))
    made.style = "Table Grid"
    made.autofit = False
    for index, width in enumerate(widths):
        made.columns[index].width = Mm(width)
    places = [row.cells for row in made.rows]
    for row, texts in enumerate(rows):
        made.rows[row].height = Mm(height)
        made.rows[row].height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
        for column, text in enumerate(texts):
            places[row][column].width = Mm(widths[column])
            places[row][column].text = text
    for top, left, bottom, right in merged:
        cell = places[top][left].merge(places[bottom][right])
        for extra in cell.paragraphs[1:]:
            extra._element.getparent().remove(extra._element)
    return made


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes], without: Sequence[str] = ()) -> bytes:
    """Return a Word file with some of its parts replaced, added or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes and name not in without:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)
