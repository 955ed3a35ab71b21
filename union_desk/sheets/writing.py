"""Lists as new .xlsx and .csv files: numbers of persons stay text, and no text becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.text import storable

Cell = str | int | float | Decimal | date | None
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

TEXT: Final = "text"
NUMBER: Final = "number"
MONEY: Final = "money"
"""Fen in, yuan with two decimals out."""
DAY: Final = "day"

# What a sheet can hold (ECMA-376 limits as Excel and WPS keep them), less title, heading and totals.
MOST_ROWS: Final = 1_048_000
LONGEST_TEXT: Final = 32_767
# Spreadsheets take such a text for a formula when it is typed, or read from a .csv.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
# A number with more digits loses its last ones when a spreadsheet takes it for a number.
_LONGEST_NUMBER: Final = 11
_MEASURED_ROWS: Final = 500
_MOST_IN_MEMORY: Final = 20_000
_NARROWEST, _WIDEST = 6.0, 42.0
_TOLD_EVERY: Final = 500
_FONT: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_HEAD_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, and how its cells are written."""

    title: str
    kind: str = TEXT
    total: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list as a sheet; `above` is written in one line between title and heading."""

    title: str
    columns: tuple[SheetColumn, ...]
    above: str = ""
    name: str = "名单"


def write_xlsx(
    file: Path | BinaryIO,
    sheet: ListSheet,
    rows: Iterable[Sequence[Cell]],
    count: int,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bool:
    """Write a list for the screen and for A4 landscape; False when it was cancelled.

    Rows go to the file as they come. What waits on the disk meanwhile is in a folder that only this user
    can read, and is gone afterwards; of a list that is not too long nothing does when `file` is in memory.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when first used

    if count > MOST_ROWS:
        raise RuleBroken(f"一张 Excel 表最多 {MOST_ROWS:,} 行，请先筛选再导出。")
    in_memory = not isinstance(file, Path) and count <= _MOST_IN_MEMORY
    with TemporaryDirectory(prefix="union-desk-") as folder:
        book = Workbook(
            file if not isinstance(file, Path) else str(file),
            {
                "constant_memory": not in_memory,
                "in_memory": in_memory,
                "tmpdir": folder,
                "default_date_format": "yyyy-mm-dd",
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        page = book.add_worksheet(sheet.name)
        formats = _Formats(book)
        _head(page, sheet, formats)
        seen = _Seen(sheet.columns)
        number = _HEAD_ROW
        stopped = False
        for row in _watched(rows, count, progress, cancelled):
            if row is None:
                stopped = True
                break
            number += 1
            seen.see(row)
            for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                _cell(page, (number, place), column.kind, value, formats)
        _foot(page, sheet, number, seen.sums, formats)
        for place, width in enumerate(seen.widths()):
            page.set_column(place, place, width)
        book.close()
    return not stopped


def write_csv(
    path: Path,
    sheet: ListSheet,
    rows: Iterable[Sequence[Cell]],
    count: int,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bool:
    """Write a list as UTF-8 that Excel and WPS recognise; False when it was cancelled."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([plain_csv(column.title) for column in sheet.columns])
        for row in _watched(rows, count, progress, cancelled):
            if row is None:
                return False
            writer.writerow(
                [_csv_cell(column.kind, value) for column, value in zip(sheet.columns, row, strict=True)]
            )
    return True


def plain_csv(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula, nor cuts the end off a long number."""
    text = storable(text)
    if text.startswith(_FORMULA_SIGNS):
        return f"'{text}"
    return f"\t{text}" if text.isdigit() and len(text) > _LONGEST_NUMBER else text


def display_width(text: str) -> float:
    """Return how wide a text is in digits: a Han character takes two."""
    return max(
        (sum(2.0 if ord(sign) > 0x2E7F else 1.0 for sign in line) for line in text.split("\n")), default=0
    )


class _Formats:
    def __init__(self, book: Any) -> None:
        grid = {**_FONT, "border": 1}
        self.title = book.add_format({**_FONT, "font_name": "黑体", "font_size": 16, "align": "center"})
        self.above = book.add_format({**_FONT, "align": "left"})
        self.head = book.add_format(
            {**grid, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"}
        )
        self.text = book.add_format({**grid, "num_format": "@", "text_wrap": True})
        # The quote keeps it a text when somebody edits the cell later.
        self.quoted = book.add_format({**grid, "num_format": "@", "text_wrap": True, "quote_prefix": True})
        self.number = book.add_format({**grid, "num_format": "0"})
        self.money = book.add_format({**grid, "num_format": "#,##0.00"})
        self.day = book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "center"})
        self.total = book.add_format({**grid, "bold": True, "num_format": "#,##0.00"})
        self.count = book.add_format({**grid, "bold": True, "num_format": "#,##0"})


class _Seen:
    """What the rows tell that went by: how wide each column wants to be, and its sum."""

    def __init__(self, columns: Sequence[SheetColumn]) -> None:
        self._kinds = [column.kind for column in columns]
        # A heading may be broken in two lines, and has a button for the filter.
        self._widths = [max(_NARROWEST, display_width(column.title) / 2 + 4.5) for column in columns]
        self._seen = 0
        self._summed = [place for place, column in enumerate(columns) if column.total]
        self.sums = dict.fromkeys(self._summed, Decimal(0))

    def see(self, row: Sequence[Cell]) -> None:
        for place in self._summed:
            value = row[place]
            if isinstance(value, int | float | Decimal):
                self.sums[place] += Decimal(value)
        if self._seen >= _MEASURED_ROWS:
            return
        self._seen += 1
        for place, value in enumerate(row):
            text = "1234567.00" if self._kinds[place] == MONEY else "" if value is None else str(value)
            self._widths[place] = max(self._widths[place], display_width(text) + 1.5)

    def widths(self) -> list[float]:
        return [min(width, _WIDEST) for width in self._widths]


def _watched(
    rows: Iterable[Sequence[Cell]], count: int, progress: Progress | None, cancelled: Cancelled | None
) -> Iterator[Sequence[Cell] | None]:
    """Give the rows on, and None once somebody asked to stop."""
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            if cancelled is not None and cancelled():
                yield None
                return
            if progress is not None:
                progress(number, count)
        yield row


def _head(page: Any, sheet: ListSheet, formats: _Formats) -> None:
    last = len(sheet.columns) - 1
    page.set_row(0, 28)
    page.set_row(_HEAD_ROW, 32)
    for number, (text, shape) in enumerate(((sheet.title, formats.title), (sheet.above, formats.above))):
        if last:
            page.merge_range(number, 0, number, last, "", shape)
        page.write_string(number, 0, _plain(text), shape)
    for place, column in enumerate(sheet.columns):
        page.write_string(_HEAD_ROW, place, _plain(column.title), formats.head)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(_HEAD_ROW)
    page.set_footer("&C第 &P 页，共 &N 页")


def _cell(page: Any, at: tuple[int, int], kind: str, value: Cell, formats: _Formats) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats.text)
    elif isinstance(value, str):
        text = _plain(value)
        page.write_string(*at, text, formats.quoted if text.startswith(_FORMULA_SIGNS) else formats.text)
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
        if value.year < 1900:
            page.write_string(*at, value.isoformat(), formats.text)
        else:
            page.write_datetime(*at, moment, formats.day)
    elif kind == MONEY:
        page.write_number(*at, value / 100, formats.money)
    else:
        page.write_number(*at, value, formats.number)


def _foot(page: Any, sheet: ListSheet, last: int, sums: Mapping[int, Decimal], formats: _Formats) -> None:
    """Close the list: its filter, its printed part, and sums that follow the filter."""
    width = len(sheet.columns) - 1
    page.autofilter(_HEAD_ROW, 0, max(last, _HEAD_ROW), width)
    if sums and last > _HEAD_ROW:
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

        last += 1
        for place, column in enumerate(sheet.columns):
            shape = formats.total if column.kind == MONEY else formats.count
            if place in sums:
                first = xl_rowcol_to_cell(_HEAD_ROW + 1, place)
                end = xl_rowcol_to_cell(last - 1, place)
                known = float(sums[place] / 100 if column.kind == MONEY else sums[place])
                page.write_formula(last, place, f"=SUBTOTAL(109,{first}:{end})", shape, known)
            else:
                page.write_string(last, place, "合计" if place == 0 else "", formats.text)
    page.print_area(0, 0, last, width)


def _plain(text: str) -> str:
    return storable(text)[:LONGEST_TEXT]


def _csv_cell(kind: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return plain_csv(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{Decimal(value) / 100:.2f}" if kind == MONEY else str(value)
