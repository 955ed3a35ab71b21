"""A blank table of somebody else: its heading and rows, what its columns are, what would be lost."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from union_desk.core.errors import RuleBroken

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES: Final = 5 << 20
_MOST_UNPACKED: Final = 60 << 20
_MOST_PARTS: Final = 2000
_LOOK_ROWS, _LOOK_COLUMNS = 60, 80
_HEADER_WITHIN: Final = 30
_LONGEST_HEADING: Final = 30
_OLE: Final = b"\xd0\xcf\x11\xe0"
_UNITS: Final = re.compile(r"[（(【\[].*?[）)】\]]")
_BETWEEN: Final = "/"

FIELD: Final = "field"
CONSTANT: Final = "constant"
ORDER: Final = "order"


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into one column: a field by its name, the same text in each row, or 1, 2, 3 …"""

    kind: str
    value: str = ""
    scale: int = 1  # 10000 where money is told in 万元


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has its heading and its rows, counted from 1, and what goes into each column."""

    sheet: str
    header_first: int
    header_last: int
    body_last: int
    """The last row that is there for records; `header_last` where there is none yet."""
    columns: Mapping[int, Filling] = field(default_factory=lambda: MappingProxyType({}))
    above: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Cells outside the rows, such as B2, with their text; {office}, {day} and {user} stand in it."""


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What one sees of a sheet: its first rows, merged cells, and where heading and rows seem to be."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    header_first: int
    header_last: int
    body_last: int


def opened(data: bytes) -> Workbook:
    """Open a workbook that somebody gave; RuleBroken says what it is instead."""
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded when first used

    _check(data)
    try:
        return load_workbook(BytesIO(data), rich_text=True)
    except Exception as error:  # whatever a damaged file makes the library say
        raise RuleBroken("这个 Excel 文件已损坏，打不开，请向发表的单位再要一份。") from error


def look_at(data: bytes, known: Collection[str] = ()) -> tuple[SheetLook, ...]:
    """Return the visible sheets of a table; `known` are headings that were met before."""
    book = opened(data)
    looks = tuple(_look(page, known) for page in book.worksheets if page.sheet_state == "visible")
    if not looks:
        raise RuleBroken("这个文件里没有工作表。")
    return looks


def headings(look: SheetLook, first: int, last: int) -> dict[int, str]:
    """Return the heading of each column that has one; of two rows: 本年帮扶/金额（元）."""
    found: dict[int, str] = {}
    for column in range(1, _width(look) + 1):
        parts: list[str] = []
        for row in range(first, last + 1):
            text = _plain(_shown(look, row, column))
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        if parts:
            found[column] = _BETWEEN.join(parts)
    return found


def plain_heading(text: str) -> str:
    """Return a heading without blanks, units and signs, so that two spellings of it are one."""
    text = _UNITS.sub("", unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in text if sign.isalnum())


def suggested(
    found: Mapping[int, str], known: Mapping[str, Filling], offered: Mapping[str, str]
) -> dict[int, Filling]:
    """Suggest what goes into each column.

    `known`: by heading, what was chosen for it before; `offered`: names of fields by each of their headings.
    """
    before = {plain_heading(title): filling for title, filling in known.items()}
    names = {plain_heading(title): name for title, name in offered.items()}
    result: dict[int, Filling] = {}
    for column, heading in found.items():
        for words in _spellings(heading):
            if words in before:
                result[column] = before[words]
            elif words in {"序号", "编次", "行次"}:
                result[column] = Filling(ORDER)
            elif words in names:
                result[column] = Filling(FIELD, names[words], 10_000 if "万元" in heading else 1)
            else:
                continue
            break
    return result


def suggested_above(look: SheetLook, first: int) -> dict[str, str]:
    """Suggest what is filled in above the heading: 填报单位：{office}."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    found = {}
    for row in range(1, first):
        for column, text in enumerate(look.rows[row - 1] if row <= len(look.rows) else (), start=1):
            words = text
            for label, filling in _ABOVE:
                words = label.sub(rf"\1：{{{filling}}}　", words)
            if words != text:
                found[f"{get_column_letter(column)}{row}"] = words.strip()
    return found


_ABOVE: Final = (
    (
        # 单位 alone is mostly what money is told in: 单位：元.
        re.compile(
            r"((?:填报单位|上报单位|填表单位|报送单位|单位名称|制表单位)(?:[（(]盖?章?[）)])?)\s*[:：][\s_＿]*"
        ),
        "office",
    ),
    (re.compile(r"((?:填报|填表|上报|制表)?(?:日期|时间))\s*[:：][\s_＿年月日]*"), "day"),
    (re.compile(r"(填表人|制表人|填报人)\s*[:：][\s_＿]*"), "user"),
)


def losses(data: bytes) -> tuple[str, ...]:
    """Name what of a table would not be there any more, or not as it was, once it was filled."""
    _check(data)
    found: list[str] = []
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = packed.namelist()
        for pattern, words in _LOST_PARTS:
            if any(pattern.search(name) for name in names):
                found.append(words)
        drawings = [name for name in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
        if any(_SHAPES.search(packed.read(name)) for name in drawings):
            found.append("文本框、线条等图形")
        sheets = [name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
        for pattern_bytes, words in _LOST_IN_SHEETS:
            if any(pattern_bytes.search(packed.read(name)) for name in sheets):
                found.append(words)
    return tuple(dict.fromkeys(found))


_LOST_PARTS: Final = (
    (re.compile(r"vbaProject\.bin$"), "宏"),
    (re.compile(r"^xl/charts/chart"), "图表的部分样式"),
    (re.compile(r"^xl/media/.*\.(emf|wmf|svg)$", re.IGNORECASE), "矢量图片"),
    (re.compile(r"^xl/(ctrlProps|activeX)/"), "按钮、复选框等控件"),
    (re.compile(r"^xl/embeddings/"), "嵌入的文件"),
    (re.compile(r"^xl/diagrams/"), "SmartArt 图形"),
    (re.compile(r"^xl/(slicers|timelines)/"), "切片器"),
    (re.compile(r"^xl/threadedComments/"), "批注的回复"),
    (re.compile(r"^customXml/"), "附带的自定义数据"),
)
_SHAPES: Final = re.compile(rb"<(?:xdr:)?(?:sp|grpSp|cxnSp)[ >]|AlternateContent")
_LOST_IN_SHEETS: Final = (
    (re.compile(rb"<x14:sparklineGroup"), "迷你图"),
    (re.compile(rb"<x14:dataValidation "), "引用别的工作表的下拉选项"),
    (re.compile(rb"<x14:conditionalFormatting"), "较新的条件格式（数据条、图标）"),
    (re.compile(rb"<legacyDrawingHF"), "页眉页脚里的图片"),
)


def _check(data: bytes) -> None:
    """Refuse what is no .xlsx, or would fill the memory."""
    if data.startswith(_OLE):
        raise RuleBroken("这是旧格式 .xls 或加了密码的文件。请用 Excel 或 WPS 另存为不加密码的 .xlsx 再选。")
    if len(data) > MOST_BYTES:
        raise RuleBroken(f"空白表不能超过 {MOST_BYTES >> 20} MB，请删去里面的图片和数据再选。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise RuleBroken("这不是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 再选。") from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise RuleBroken("这不是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 再选。")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise RuleBroken("这个文件展开后太大，不像一张空白表，请向发表的单位再要一份。")


def _look(page: Any, known: Collection[str]) -> SheetLook:
    last_row = min(page.max_row or 1, _LOOK_ROWS)
    last_column = min(page.max_column or 1, _LOOK_COLUMNS)
    rows = tuple(
        tuple("" if cell.value is None else str(cell.value) for cell in line)
        for line in page.iter_rows(min_row=1, max_row=last_row, max_col=last_column)
    )
    merged = tuple(
        sorted((area.min_row, area.min_col, area.max_row, area.max_col) for area in page.merged_cells.ranges)
    )
    bare = SheetLook(page.title, rows, merged, 1, 1, 1)
    first, last = _header_of(bare, known)
    return SheetLook(page.title, rows, merged, first, last, _body_last(bare, last))


def _header_of(look: SheetLook, known: Collection[str]) -> tuple[int, int]:
    """Find the rows that name the columns: many short words, best of all ones that were met before."""
    plain = {plain_heading(title) for title in known} | {"序号"}
    best, row = 0, 1
    for number in range(1, min(len(look.rows), _HEADER_WITHIN) + 1):
        words = [_plain(text) for text in look.rows[number - 1]]
        short = {text for text in words if text and len(text) <= _LONGEST_HEADING and not _is_number(text)}
        met = sum(plain_heading(text) in plain for text in short)
        score = (len(short) + 4 * met) if len(short) > 1 else 0
        if score > best:
            best, row = score, number
    first = last = row
    # A cell that is merged downwards, or one above several, tells of further rows.
    for top, left, bottom, right in look.merged:
        if top <= row <= bottom:
            first, last = min(first, top), max(last, bottom)
        elif bottom == row - 1 and right > left and _is_group(look, top, left, right):
            first = min(first, top)
    for top, left, bottom, right in look.merged:
        if top == bottom == last and right > left and _is_group(look, top, left, right):
            last += 1
            break
    return first, min(last, len(look.rows))


def _is_group(look: SheetLook, top: int, left: int, right: int) -> bool:
    """Tell whether merged cells of one row name several columns, and are no title and no 填报单位：."""
    text = _plain(look.rows[top - 1][left - 1])
    title = right - left + 1 >= _width(look) - 1
    return bool(text) and not title and ":" not in unicodedata.normalize("NFKC", text)


def _body_last(look: SheetLook, header_last: int) -> int:
    """Return the last of the rows below the heading that wait for records."""
    last = header_last
    for number in range(header_last + 1, len(look.rows) + 1):
        texts = [text.strip() for text in look.rows[number - 1] if text.strip()]
        if any(not _is_number(text) and not text.startswith("=") for text in texts):
            break
        if any("SUM" in text.upper() for text in texts) and all(text.startswith("=") for text in texts):
            break
        last = number
    return last


def _shown(look: SheetLook, row: int, column: int) -> str:
    """Return what a cell shows: that of its first cell where several are merged."""
    for top, left, bottom, right in look.merged:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    line = look.rows[row - 1] if row <= len(look.rows) else ()
    return line[column - 1] if column <= len(line) else ""


def _width(look: SheetLook) -> int:
    return max((len(row) for row in look.rows), default=0)


def _plain(text: str) -> str:
    return "".join(text.split())


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-\d.,%]+", text))


def _spellings(heading: str) -> Iterable[str]:
    """Return in which ways a heading may be known, the most telling first."""
    parts = heading.split(_BETWEEN)
    yield plain_heading("".join(parts))
    yield plain_heading(parts[-1])
