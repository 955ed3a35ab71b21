"""采集表: a sheet with choices and checks for an office without the program, told again by a hidden mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import terms
from union_desk.core.text import storable
from union_desk.sheets.columns import Field
from union_desk.sheets.grid import Workbook

MARK_SHEET: Final = "_union_desk"
_MARK: Final = "union-desk-collection"
_VERSION: Final = 1
MOST_ROWS: Final = 5_000
FILL_IN: Final = "采集表"
_HELP, _CHOICES = "填表说明", "选项"
_HEAD_ROW: Final = 2
_FONT: Final = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
# Kinds whose digits a spreadsheet would cut or round, and words: written as text.
_AS_TEXT: Final = frozenset(
    {"text", "name", "identity", "phone", "card", "credit_code", "number", "code", "yes_no"}
)
_WIDTHS: Final[Mapping[str, float]] = {
    "identity": 21, "card": 23, "credit_code": 22, "phone": 14, "day": 12, "name": 11, "money": 12,
    "count": 9, "area": 10, "number": 16, "yes_no": 9,
}  # fmt: skip
_YES_NO: Final = ("是", "否")
# The seventeen first digits weighed by 2^(18-i), as GB 11643 has it, give the last sign.
_IDENTITY: Final = (
    'OR({cell}="",AND(LEN({cell})=18,MID("10X98765432",MOD(SUMPRODUCT(MID({cell},ROW(INDIRECT("1:17")),1)'
    '*2^(18-ROW(INDIRECT("1:17")))),11)+1,1)=UPPER(RIGHT({cell},1))))'
)


@dataclass(frozen=True, slots=True)
class CollectionSheet:
    """What is collected: the fields of one list that the program takes in again."""

    kind: str
    title: str
    fields: tuple[Field, ...]
    choices: Mapping[str, tuple[str, ...]]
    """Words that are offered for a field of no terms list, such as causes."""
    rows: int = 300
    office: str = ""  # who fills it in
    sender: str = ""  # who sent it out


@dataclass(frozen=True, slots=True)
class CollectionMark:
    """What the hidden mark of a sheet that came back says."""

    kind: str
    version: int
    office: str
    made_on: str


def write_collection(path: Path, sheet: CollectionSheet, today: date) -> None:
    """Write an empty collection sheet."""
    from xlsxwriter import Workbook as Book  # noqa: PLC0415 - loaded when first used

    if not 1 <= sheet.rows <= MOST_ROWS:
        raise RuleBroken(f"行数请填 1 到 {MOST_ROWS:,}。", field="rows")
    if not sheet.fields:
        raise RuleBroken("请至少选一栏。", field="columns")
    with TemporaryDirectory(prefix="union-desk-") as folder:
        book = Book(str(path), {"tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False})
        page = book.add_worksheet(FILL_IN)
        guide = book.add_worksheet(_HELP)
        lists = _write_choices(book, sheet)
        _write_mark(book, sheet, today)
        _write_head(book, page, sheet)
        formats = _Formats(book)
        for place, field in enumerate(sheet.fields):
            _write_column(page, sheet, (place, field), lists.get(field.name, ""), formats)
        _write_guide(book, guide, sheet)
        page.activate()
        book.close()


def mark_in(book: Workbook) -> CollectionMark | None:
    """Return the mark of a collection sheet of ours that came back; None of any other workbook."""
    page = next((each for each in book.sheets if each.name == MARK_SHEET), None)
    if page is None or len(page.rows) < 2 or len(page.rows[0]) < 4 or page.rows[0][0] != _MARK:
        return None
    _mark, kind, version, made_on = (str(value) for value in page.rows[0][:4])
    number = version.partition(".")[0]
    return CollectionMark(kind, int(number) if number.isdigit() else 0, str(page.rows[1][0]), made_on)


class _Formats:
    def __init__(self, book: Any) -> None:
        grid = {**_FONT, "border": 1}
        self.text = book.add_format({**grid, "num_format": "@"})
        self.day = book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "center"})
        self.money = book.add_format({**grid, "num_format": "#,##0.00"})
        self.number = book.add_format({**grid, "num_format": "General"})
        self.wrong = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def of(self, kind: str) -> Any:
        if kind in _AS_TEXT:
            return self.text
        return {"day": self.day, "money": self.money}.get(kind, self.number)


def _write_choices(book: Any, sheet: CollectionSheet) -> dict[str, str]:
    """Write the words of each list into a sheet of their own; return where those of each field are."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415

    page = book.add_worksheet(_CHOICES)
    page.hide()
    found: dict[str, str] = {}
    for place, field in enumerate(sheet.fields):
        words = _words_of(field, sheet)
        if not words:
            continue
        page.write_string(0, place, field.label)
        for row, word in enumerate(words, start=1):
            page.write_string(row, place, word)
        found[field.name] = f"={_CHOICES}!{xl_range_abs(1, place, len(words), place)}"
    return found


def _words_of(field: Field, sheet: CollectionSheet) -> tuple[str, ...]:
    if field.kind == "yes_no":
        return _YES_NO
    if field.lists:
        return tuple(dict.fromkeys(term.label for term in terms(field.lists)))
    return sheet.choices.get(field.name, ())


def _write_mark(book: Any, sheet: CollectionSheet, today: date) -> None:
    page = book.add_worksheet(MARK_SHEET)
    for column, word in enumerate((_MARK, sheet.kind, str(_VERSION), today.isoformat())):
        page.write_string(0, column, word)
    page.write_string(1, 0, storable(sheet.office))
    page.very_hidden()
    book.set_properties({"title": sheet.title, "author": storable(sheet.sender)})


def _write_head(book: Any, page: Any, sheet: CollectionSheet) -> None:
    title = book.add_format({**_FONT, "font_name": "黑体", "font_size": 16})
    note = book.add_format(_FONT)
    plain = {**_FONT, "bold": True, "border": 1, "align": "center", "text_wrap": True}
    head = book.add_format({**plain, "bg_color": "#E7E6E6"})
    wanted = book.add_format({**plain, "bg_color": "#FFE699"})
    page.set_row(0, 28)
    page.set_row(_HEAD_ROW, 34)
    page.write_string(0, 0, f"{storable(sheet.title)}采集表", title)
    page.write_string(1, 0, f"填报单位：{storable(sheet.office)}　　填表人：　　　　　　填报日期：", note)
    for place, field in enumerate(sheet.fields):
        page.write_string(_HEAD_ROW, place, field.label, wanted if _is_wanted(field) else head)
    page.freeze_panes(_HEAD_ROW + 1, 1)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)


def _is_wanted(field: Field) -> bool:
    return field.required or field.kind == "identity" or (field.kind == "name" and field.name == "name")


def _write_column(
    page: Any, sheet: CollectionSheet, at: tuple[int, Field], choices: str, formats: _Formats
) -> None:
    """Prepare one column: its format, its choices or check, and red where a pasted value is wrong."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

    place, field = at
    first, last = _HEAD_ROW + 1, _HEAD_ROW + sheet.rows
    shape = formats.of(field.kind)
    page.set_column(place, place, _WIDTHS.get(field.kind, max(14.0, 2.0 * len(field.label) + 2)))
    for row in range(first, last + 1):
        page.write_blank(row, place, None, shape)
    cell = xl_rowcol_to_cell(first, place)
    rule = _rule(field, choices, cell)
    if rule:
        page.data_validation(first, place, last, place, rule)
    if field.kind == "identity":
        area, red = (first, place, last, place), formats.wrong
        check = f"=NOT({_IDENTITY.format(cell=cell)})"
        page.conditional_format(*area, {"type": "formula", "criteria": check, "format": red})
        page.conditional_format(*area, {"type": "duplicate", "format": red})


def _rule(field: Field, choices: str, cell: str) -> dict[str, Any]:
    """Return how typing is checked. What the program reads anyway is only asked about, not refused."""
    if choices:
        known = bool(field.lists) or field.kind == "yes_no"
        told = _told(field, f"请从下拉选项里选“{field.label}”。", stop=known)
        return {"validate": "list", "source": choices, **told}
    if field.kind == "identity":
        told = _told(field, "身份证号应为 18 位，请对照原件核对；其他证件请选“是”。", stop=False)
        return {"validate": "custom", "value": f"={_IDENTITY.format(cell=cell)}", **told}
    if field.kind not in _CHECKS:
        return {}
    check, words, stop = _CHECKS[field.kind]
    return {**check, **_told(field, words, stop=stop)}


_AMOUNT: Final = {"validate": "decimal", "criteria": ">=", "value": 0}
_PLAIN_NUMBER: Final = "请填数字，不要写“元”“万”等字。"
_CHECKS: Final[Mapping[str, tuple[dict[str, Any], str, bool]]] = {
    "phone": (
        {"validate": "length", "criteria": "between", "minimum": 7, "maximum": 13},
        "请填 11 位手机号码，或带区号的固定电话。",
        False,
    ),
    "card": (
        {"validate": "length", "criteria": "between", "minimum": 12, "maximum": 19},
        "银行卡号应为 12 到 19 位数字，请对照原件核对。",
        False,
    ),
    "credit_code": (
        {"validate": "length", "criteria": "==", "value": 18},
        "统一社会信用代码应为 18 位，请对照营业执照核对。",
        False,
    ),
    "day": (
        {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 1, 1),
            "maximum": date(2100, 12, 31),
        },
        "日期请写成 1985-6-5 的样子。",
        False,
    ),
    "money": (_AMOUNT, _PLAIN_NUMBER, True),
    "area": (_AMOUNT, _PLAIN_NUMBER, True),
    "count": (
        {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10**6},
        "请填整数。",
        True,
    ),
}


def _told(field: Field, words: str, *, stop: bool) -> dict[str, str]:
    return {
        "input_title": field.label[:32],
        "input_message": words,
        "error_title": "请核对",
        "error_message": words,
        "error_type": "stop" if stop else "warning",
    }


def _write_guide(book: Any, page: Any, sheet: CollectionSheet) -> None:
    title = book.add_format({**_FONT, "font_name": "黑体", "font_size": 14})
    plain = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 90)
    page.write_string(0, 0, "填表说明", title)
    sender = storable(sheet.sender) or "发表的单位"
    first = _HEAD_ROW + 2
    lines = (
        f"1. 在“{FILL_IN}”里从第 {first} 行填起，一行一条，最多 {sheet.rows:,} 行；不要合并单元格。",
        "2. 不要改动表头，也不要增加或删除列；没有的内容空着，不要填“无”“/”。",
        "3. 黄色表头的栏必须填写。有下拉箭头的栏请从选项里选。",
        "4. 证件号码、银行卡号、电话已设成文本，请直接输入。从别处复制时，请用“选择性粘贴”里的“数值”。",
        "5. 变成红色的证件号码，不是校验不对，就是重复了，请对照原件核对。",
        "6. 日期写成 1985-6-5；金额填数字，单位是元。",
        f"7. 填好后把整个文件交回{sender}，不要只复制内容。表里有个人信息，请加密传送，用完及时删除。",
    )
    for row, line in enumerate(lines, start=1):
        page.write_string(row, 0, line, plain)
