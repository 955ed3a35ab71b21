"""Tables that are plain text (.csv, .txt) in the encodings that offices use."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.sheets.grid import MOST_ROWS, Value

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS: Final = ",\t;，|"
_LOOKED_AT: Final = 30
_LONGEST_FIELD: Final = 100_000
_NO_TEXT: Final = "这不是表格文件，或文字的编码认不出来。请在 WPS 或 Excel 里打开，另存为 .xlsx 再导入。"


def read_text(data: bytes) -> str:
    """Decode UTF-8 with or without mark, UTF-16, or GB18030 (the usual .csv of a Chinese Excel)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    start = data[:2000]
    if b"\0" in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        if even + odd < len(start) // 8:
            raise RuleBroken(_NO_TEXT, field="file")
        return _decoded(data, "utf-16-be" if even > odd else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RuleBroken(_NO_TEXT, field="file") from error


def read_rows(text: str) -> list[list[Value]]:
    """Return the rows of a text table, all of one length; RuleBroken for too many."""
    if "\0" in text:
        raise RuleBroken(_NO_TEXT, field="file")
    separator = _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        rows: list[list[Value]] = [list(row) for row in islice(reader, MOST_ROWS + 1)]
    except csv.Error as error:
        raise RuleBroken(
            f"第 {reader.line_num} 行读不下去，可能少了一个引号。请另存为 .xlsx 再导入。", field="file"
        ) from error
    if len(rows) > MOST_ROWS:
        raise RuleBroken(f"表里超过 {MOST_ROWS:,} 行，请分成几个文件导入。", field="file")
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend("" for _ in range(width - len(row)))
    return rows


def _separator(text: str) -> str:
    """Return the sign that stands in most lines about as often; the comma when none does."""
    lines = [line for line in islice(StringIO(text), _LOOKED_AT) if line.strip()]
    best, most = ",", 0
    for sign in _SEPARATORS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        if counts:
            weight = max(counts.values()) * 2 + sum(counts.values())
            if weight > most:
                best, most = sign, weight
    return best
