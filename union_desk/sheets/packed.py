"""What is looked at in a zipped workbook before it is read: bombs, far cells, formulas without value."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.sheets.grid import MOST_ROWS, column_number

# A roster of 200,000 rows and 30 columns unpacks to some 350 MB; tables shrink to a tenth, rarely to a 60th.
MOST_UNPACKED: Final = 500 * 1024 * 1024
_MOST_RATIO: Final = 300
_SMALL: Final = 20 * 1024 * 1024
_MOST_PARTS: Final = 10_000
_MOST_CELLS: Final = 20_000_000
_PART: Final = 1 << 20
_TAIL: Final = 4096

_BOMB: Final = "这个文件解开后大得不正常，为了安全没有打开。请在 WPS 或 Excel 里另存为新的 .xlsx 再导入。"
_DAMAGED: Final = (
    "文件损坏了，打不开。请在 WPS 或 Excel 里打开，另存为新的 .xlsx 再导入；打不开就请对方重发。"
)
_NOT_COMPUTED: Final = "公式没有算出的结果"
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s[^>]*?/?>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s[^>]*?/?>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_FULL_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/]>')
_CELL: Final = re.compile(rb"<c\s[^>]*?/>|<c\s([^>]*)>(.*?)</c>", re.DOTALL)
_PLACE: Final = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
_VALUE: Final = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>|<is>")
_REPEATED_ROW: Final = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="([0-9]+)"[^>]*[^/]>(.*?)</table:table-row>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """What a sheet's own XML says that the reading library does not tell."""

    unread: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells without a value, by row and column, and why."""


@dataclass(frozen=True, slots=True)
class Packed:
    kind: str
    """xlsx, ods, or "" for an archive of something else."""
    sheets: dict[str, PackedSheet] = field(default_factory=dict)
    counts_from_1904: bool = False


def damaged() -> RuleBroken:
    return RuleBroken(_DAMAGED, field="file")


def look_into(data: bytes) -> Packed:
    """Unpack every part once, counting; RuleBroken for a bomb, a damaged or locked archive, too many rows."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_bomb(archive)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return _xlsx(archive, names)
            if "content.xml" in names and b"opendocument.spreadsheet" in _read(archive, "mimetype", names):
                _check_ods(archive)
                return Packed("ods")
            return Packed("")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    except RuntimeError as error:
        # The archive itself asks for a password.
        raise RuleBroken(
            "文件加了密码，请在 WPS 或 Excel 里取消密码、另存后再导入。", field="file"
        ) from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RuleBroken(_BOMB, field="file")
    for part in parts:
        if part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(part.compress_size, 1):
            raise RuleBroken(_BOMB, field="file")


def _read(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    return archive.read(name) if name in names else b""


def _xlsx(archive: zipfile.ZipFile, names: set[str]) -> Packed:
    book = _read(archive, "xl/workbook.xml", names).decode("utf-8", "replace")
    relations = _read(archive, "xl/_rels/workbook.xml.rels", names).decode("utf-8", "replace")
    targets = {each.get("Id", ""): each.get("Target", "") for each in _attributes(_RELATION, relations)}
    sheets = {}
    for each in _attributes(_SHEET, book):
        relation = next((value for key, value in each.items() if key.endswith(":id")), "")
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names and path.endswith(".xml"):
            sheets[html.unescape(each.get("name", ""))] = _sheet(archive, path)
    from_1904 = re.search(r'date1904\s*=\s*"(?:1|true|on)"', book) is not None
    return Packed("xlsx", sheets, from_1904)


def _attributes(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    for found in pattern.findall(text):
        yield dict(_ATTRIBUTE.findall(found))


def _sheet(archive: zipfile.ZipFile, path: str) -> PackedSheet:
    """Read a sheet's XML in parts: how far its cells reach, and which of them have no value to be read."""
    last_row, last_column = 0, 0
    unread: dict[tuple[int, int], str] = {}
    held = b""
    with archive.open(path) as part:
        while read := part.read(_PART):
            text = held + read
            found = _FULL_CELL.findall(text)
            if found:
                last_row = max(last_row, *(int(row) for row in {row for _, row in found}))
                columns = {column_number(letters.decode()) + 1 for letters in {column for column, _ in found}}
                last_column = max(last_column, *columns)
            if b"<f" in text or b't="e"' in text:
                unread.update(_unread_in(text))
            # A cell that this part cuts in two is seen whole with the next one.
            cut = text.rfind(b"<c ")
            held = text[cut:] if cut >= 0 and len(text) - cut < _TAIL else text[-_TAIL:]
    if last_row > MOST_ROWS:
        raise RuleBroken(
            f"表里的内容到了第 {last_row:,} 行，一次最多导入 {MOST_ROWS:,} 行。"
            "请把下面多余的行删去，或分成几个文件。",
            field="file",
        )
    if last_row * last_column > _MOST_CELLS:
        raise RuleBroken("表里有的内容离得太远，像是误填的。请把名单复制到一张新表再导入。", field="file")
    return PackedSheet(unread)


def _unread_in(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(text):
        heading, body = cell[1], cell[2]
        if heading is None or (b"<f" not in body and b't="e"' not in heading):
            continue
        place = _PLACE.search(heading)
        if place is None:
            continue
        where = int(place[2]) - 1, column_number(place[1].decode())
        value = _VALUE.search(body)
        if b't="e"' in heading:
            yield where, value[1].decode() if value and value[1] else "错误值"
        elif value is None or (value[1] == b"" and b't="str"' not in heading):
            yield where, _NOT_COMPUTED


def _check_ods(archive: zipfile.ZipFile) -> None:
    """Refuse a row with content that is repeated by the hundred thousand."""
    content = archive.read("content.xml")
    for count, body in _REPEATED_ROW.findall(content):
        if int(count) > MOST_ROWS and b"office:value-type" in body:
            raise RuleBroken(_BOMB, field="file")
