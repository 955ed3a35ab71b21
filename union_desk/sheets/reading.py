"""Reading a table file: what it really is, whatever its name says, and its sheets as plain values.

book = read_workbook(path)          # .xlsx .xls .ods .csv; RuleBroken says what is wrong with the file
book.sheets[0].rows[6][1]
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from union_desk.core.errors import RuleBroken
from union_desk.sheets.grid import MOST_ROWS, Merge, Sheet, Unread, Value, Workbook
from union_desk.sheets.packed import Packed, PackedSheet, damaged, look_into
from union_desk.sheets.plain_text import read_rows, read_text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST: Final = 100 * 1024 * 1024
SUFFIXES: Final = (".xlsx", ".xls", ".ods", ".csv", ".xlsm", ".et", ".txt")

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = "请在 WPS 或 Excel 里打开，另存为 .xlsx 再导入。"
_ENCRYPTED: Final = "文件加了打开密码，读不了。请在 WPS 或 Excel 里取消密码、另存后再导入。"
# What other files begin with, and what to say of them.
PASTED: Final = "粘贴的名单"
_OTHERS: Final = (
    (b"%PDF", "这是 PDF 文件，不是表格。请向对方要 Excel 文件。"),
    (b"\xff\xd8\xff", "这是照片，不是表格。请向对方要 Excel 文件。"),
    (b"\x89PNG", "这是图片，不是表格。请向对方要 Excel 文件。"),
    (b"Rar!", "这是压缩包，请先解压，再导入里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包，请先解压，再导入里面的表格。"),
    (b"\x1f\x8b", "这是压缩包，请先解压，再导入里面的表格。"),
)


def read_workbook(path: Path) -> Workbook:
    """Read a file whole, also one that is open elsewhere; RuleBroken(field="file") tells what to do."""
    data = _bytes_of(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        packed = look_into(data)
        if not packed.kind:
            raise RuleBroken(_archive_words(data), field="file")
        return Workbook(path.name, digest, _sheets(data, packed), packed.counts_from_1904)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RuleBroken(_ENCRYPTED, field="file")
        return Workbook(path.name, digest, _sheets(data, Packed("xls")))
    for start, words in _OTHERS:
        if data.startswith(start):
            raise RuleBroken(words, field="file")
    text = read_text(data)
    if text.lstrip()[:1] == "<":
        raise RuleBroken(f"这是网页格式的表，不是真正的 Excel 文件。{_SAVE_AS}", field="file")
    rows = read_rows(text)
    if not any(str(value).strip() for row in rows for value in row):
        raise RuleBroken("这个文件里没有内容，请核对是不是选错了。", field="file")
    return Workbook(path.name, digest, (Sheet(path.stem, rows),))


def pasted_workbook(text: str) -> Workbook:
    """Return what was copied from a table program as a workbook of one sheet; RuleBroken(field="file")."""
    rows = read_rows(text)
    if not any(str(value).strip() for row in rows for value in row):
        raise RuleBroken(
            "剪贴板里没有表格。请在 WPS 或 Excel 里选中名单（连同表头）复制，再来粘贴。", field="file"
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Workbook(PASTED, digest, (Sheet(PASTED, rows),))


def _bytes_of(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise RuleBroken("这是 Excel 打开文件时的临时文件，请选名字里没有“~$”的那个。", field="file")
    try:
        if path.is_dir():
            raise RuleBroken("这是一个文件夹，请选里面的表格文件。", field="file")
        size = path.stat().st_size
        if size == 0:
            raise RuleBroken("这个文件是空的（0 字节），请对方重新发一份。", field="file")
        if size > LARGEST:
            raise RuleBroken(f"文件有 {size >> 20} MB，超过 100 MB，请分成几个文件导入。", field="file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RuleBroken("没有找到这个文件，请核对是不是移走或改了名。", field="file") from error
    except PermissionError as error:
        words = "文件打不开，可能正被别的程序独占。请在 WPS 或 Excel 里关闭它，或复制一份再导入。"
        raise RuleBroken(words, field="file") from error
    except OSError as error:
        raise RuleBroken("文件读不出来，请把它复制到这台电脑的桌面上再导入。", field="file") from error


def _archive_words(data: bytes) -> str:
    if b"word/document.xml" in data:
        return "这是 Word 文件，不是表格。请把里面的表复制到 Excel，另存为 .xlsx 再导入。"
    if b"ppt/presentation.xml" in data:
        return "这是演示文稿，不是表格。请向对方要 Excel 文件。"
    return "这是压缩包或别的文件，不是表格。如果是压缩包，请先解压，再导入里面的表格。"


def _sheets(data: bytes, packed: Packed) -> tuple[Sheet, ...]:
    from python_calamine import (  # noqa: PLC0415 - loaded when a file is read
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )

    try:
        book: Any = CalamineWorkbook.from_filelike(BytesIO(data))
        kinds = {each.name: each for each in book.sheets_metadata}
        read = []
        for name in book.sheet_names:
            if "work" not in str(kinds[name].typ).lower():
                continue  # a chart or a macro sheet has no rows
            hidden = not str(kinds[name].visible).endswith(".Visible")
            known = packed.sheets.get(name, PackedSheet())
            read.append(_sheet(name, book.get_sheet_by_name(name), known, hidden=hidden))
    except PasswordError as error:
        raise RuleBroken(_ENCRYPTED, field="file") from error
    except CalamineError as error:
        raise damaged() from error
    if not any(sheet.rows for sheet in read):
        raise RuleBroken("这个文件里没有内容，请核对是不是选错了。", field="file")
    return tuple(read)


def _sheet(name: str, sheet: CalamineSheet, packed: PackedSheet, *, hidden: bool) -> Sheet:
    if sheet.height > MOST_ROWS:
        raise RuleBroken(f"表“{name}”超过 {MOST_ROWS:,} 行，请分成几个文件导入。", field="file")
    rows = cast("list[list[Value]]", sheet.to_python(skip_empty_area=False))
    width = len(rows[0]) if rows else 0
    for (row, column), why in packed.unread.items():
        while row >= len(rows):
            rows.append([""] * width)
        if column >= width:
            for each in rows:
                each.extend("" for _ in range(column + 1 - width))
            width = column + 1
        rows[row][column] = Unread(why)
    merges = tuple(
        Merge(top, left, bottom, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if (bottom, right) != (top, left)
    )
    return Sheet(name, rows, merges, hidden)
