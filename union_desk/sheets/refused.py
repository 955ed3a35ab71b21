"""Refused rows as a coloured .xlsx: the columns as they came, and the reasons beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from union_desk.core.text import storable
from union_desk.sheets.grid import Value, shown
from union_desk.sheets.placing import beside, place

ROW_HEADING: Final = "原行号"
REASON_HEADING: Final = "没有导入的原因"
_WIDEST: Final = 40
_REASON_WIDTH: Final = 60
_MOST_WIDE: Final = 1000  # rows that tell how wide a column is


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its number in the sheet, from 1, and why, at its cells or as a whole."""

    number: int
    cells: Sequence[Value]
    reason: str
    at: Mapping[int, str] = field(default_factory=dict)
    """What is wrong with single cells, by their column."""


def write_refused(path: Path, headings: Sequence[str], rows: Sequence[RefusedRow]) -> None:
    """Write the rows so that they can be put right and imported again; numbers of persons stay text."""
    with beside(path) as made:
        _write(made, headings, rows)
        place(made, path)


def _write(target: Path, headings: Sequence[str], rows: Sequence[RefusedRow]) -> None:
    import xlsxwriter  # noqa: PLC0415 - loaded when a file is written

    book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("没有导入的行")
    head = book.add_format({"bold": True, "bg_color": "#E8EAED", "border": 1, "text_wrap": True})
    plain = book.add_format({"num_format": "@"})
    wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD", "border": 1})
    reason = book.add_format({"font_color": "#9C1C1C", "text_wrap": True, "num_format": "@"})
    last = len(headings) + 1
    for column, heading in enumerate((ROW_HEADING, *headings, REASON_HEADING)):
        sheet.write_string(0, column, heading, head)
    for line, row in enumerate(rows, start=1):
        sheet.write_number(line, 0, row.number)
        for column, cell in enumerate(row.cells):
            fault = row.at.get(column)
            sheet.write_string(line, column + 1, _text(cell), wrong if fault else plain)
            if fault:
                sheet.write_comment(line, column + 1, fault)
        sheet.write_string(line, last, row.reason, reason)
    for column in range(len(headings)):
        texts = [_text(row.cells[column]) for row in rows[:_MOST_WIDE] if column < len(row.cells)]
        longest = max(map(_width, (headings[column], *texts)))
        sheet.set_column(column + 1, column + 1, min(longest + 2, _WIDEST))
    sheet.set_column(last, last, _REASON_WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), last)
    book.close()


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return shown(cell)
    return storable(shown(cell))[:32_000]


def _width(text: str) -> int:
    return sum(2 if sign > "\u2e80" else 1 for sign in text)
