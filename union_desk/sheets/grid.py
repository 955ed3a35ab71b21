"""A workbook as it was read: sheets of rows of plain values, and where cells are merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

MOST_ROWS: Final = 200_000
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value is not in the file: a formula that was never computed, or an error value."""

    why: str

    def __str__(self) -> str:
        return self.why


Value = str | float | int | bool | date | datetime | time | timedelta | Unread


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_wide(self) -> bool:
        return self.right > self.left

    @property
    def is_tall(self) -> bool:
        return self.bottom > self.top


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; its rows have one length, and "" stands where nothing is."""

    name: str
    rows: list[list[Value]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read; `sha256` tells the same file again."""

    file_name: str
    sha256: str
    sheets: tuple[Sheet, ...] = field(repr=False)
    counts_from_1904: bool = False
    """Days that lost their format are numbers counted from 1904, as old workbooks of a Mac do."""

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)


def is_filled(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else True


def shown(value: Value) -> str:
    """Write a cell as a person reads it: a whole number without its `.0`, a day without midnight."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value!r}".upper()
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value).strip()


def column_letters(column: int) -> str:
    """Return the letters above a column that is counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column, counted from 0, under these letters."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Return the place of a cell as a table program names it: B7."""
    return f"{column_letters(column)}{row + 1}"
