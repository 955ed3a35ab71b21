"""A superior's table with a two-row heading is understood, filled, and stays what it was."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from union_desk.core.errors import RuleBroken
from union_desk.sheets.filling import MOST_ROWS, fill
from union_desk.sheets.template import (
    CONSTANT,
    FIELD,
    ORDER,
    Filling,
    Layout,
    headings,
    look_at,
    losses,
    suggested,
    suggested_above,
)

OFFERED = {
    "姓名": "name",
    "身份证号码": "id_no",
    "困难类别": "class_name",
    "建档时间": "enrolled_on",
    "本年帮扶次数": "times",
    "本年帮扶金额": "fen",
    "联系电话": "mobile",
}
KINDS = {"fen": "money", "times": "number", "enrolled_on": "day"}
WORDS = {"office": "白杨街道总工会", "day": "2026-11-23", "user": "陈明"}


def superior() -> bytes:
    """Make a table as a city federation sends it: merged headings, prepared rows, totals, choices."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "附件1"
    thin, thick = Side("thin"), Side("medium")
    page["A1"], page["A2"] = "附件 1", "2026 年度困难职工帮扶情况汇总表"
    page["A2"].font, page["A2"].alignment = Font("方正小标宋简体", 20), Alignment("center")
    page["A3"], page["G3"] = "填报单位（盖章）：__________", "填报日期：    年  月  日"
    heads = {
        "A4:A5": "序号", "B4:B5": "姓　名", "C4:C5": "身份证\n号码", "D4:D5": "困难类别", "E4:E5": "建档时间",
        "F4:G4": "本年帮扶", "H4:H5": "人均\n（元/次）", "I4:I5": "所属区县",
    }  # fmt: skip
    for area, text in heads.items():
        page[area.partition(":")[0]] = text
    for area in (*heads, "A2:I2", "A3:D3", "A9:E9", "A10:I10"):
        page.merge_cells(area)
    page["F5"], page["G5"] = "次数", "金额（元）"
    for row in (6, 7, 8):
        for column in range(1, 10):
            cell = page.cell(row, column)
            cell.border = Border(thin, thin, thin, thick if row == 8 else thin)
            cell.font = Font("仿宋", 11)
        page.cell(row, 8).value = f"=IF(F{row}=0,0,G{row}/F{row})"
        page.cell(row, 7).number_format = "#,##0.00"
        page.cell(row, 5).number_format = "yyyy年m月"
        page.row_dimensions[row].height = 24
    page["A9"] = "合计"
    page["F9"], page["G9"] = "=SUM(F6:F8)", "=SUM(G6:G8)"
    page["H9"] = "=IF($F$9=0,0,G9/F9)"
    for cell in page[9]:
        cell.fill = PatternFill("solid", "FFFF00")
    page.row_dimensions[9].height, page.column_dimensions["C"].width = 30, 21.5
    page["A10"] = "注：本表一式两份。"
    page["A11"] = "单位负责人：　　　填表人：　　"
    choice = DataValidation("list", formula1='"深度困难,相对困难"')
    choice.add("D6:D8")
    page.add_data_validation(choice)
    page.conditional_formatting.add(
        "G6:G8", CellIsRule("greaterThan", ["10000"], fill=PatternFill("solid", "FF0000"))
    )
    page.print_area, page.print_title_rows = "A1:I11", "4:5"
    page.page_setup.orientation = "landscape"
    other = book.create_sheet("汇总")
    other["A1"], other["A2"], other["A3"] = "='附件1'!G9", "=SUM(附件1!F6:F8)", "=附件1!A1"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


BLANK = superior()
COLUMNS = {
    1: Filling(ORDER),
    2: Filling(FIELD, "name"),
    3: Filling(FIELD, "id_no"),
    4: Filling(FIELD, "class_name"),
    5: Filling(FIELD, "enrolled_on"),
    6: Filling(FIELD, "times"),
    7: Filling(FIELD, "fen"),
    9: Filling(CONSTANT, "钱塘区"),
}
LAYOUT = Layout("附件1", 4, 5, 8, COLUMNS, {"A3": "填报单位（盖章）：{office}", "G3": "填报日期：{day}"})


def row(number: int, **more: object) -> dict[str, object]:
    return {
        "name": f"职工{number}",
        "id_no": "330199197803124521",
        "class_name": "深度困难",
        "enrolled_on": date(2026, 3, 2),
        "times": 2,
        "fen": 100_050,
        **more,
    }


def filled(count: int, **more: object):
    made = fill(BLANK, LAYOUT, [row(number, **more) for number in range(count)], KINDS, WORDS)
    return openpyxl.load_workbook(BytesIO(made.data)), made


def test_heading_rows_and_body_are_found():
    look = look_at(BLANK, OFFERED)[0]
    assert (look.name, look.header_first, look.header_last, look.body_last) == ("附件1", 4, 5, 8)
    found = headings(look, 4, 5)
    assert found[3] == "身份证号码"
    assert (found[6], found[7]) == ("本年帮扶/次数", "本年帮扶/金额（元）")


def test_columns_are_suggested_and_what_was_chosen_before_goes_first():
    found = headings(look_at(BLANK)[0], 4, 5)
    columns = suggested(found, {"所属区县": Filling(CONSTANT, "钱塘区")}, OFFERED)
    assert columns == COLUMNS
    assert 8 not in columns
    assert suggested({1: "帮扶金额（万元）"}, {}, {"帮扶金额": "fen"})[1].scale == 10_000


def test_what_stands_above_the_heading_is_suggested():
    above = suggested_above(look_at(BLANK)[0], 4)
    assert above == {"A3": "填报单位（盖章）：{office}", "G3": "填报日期：{day}"}


@pytest.mark.parametrize("count", [1, 3, 4, 60])
def test_a_table_is_filled_and_its_totals_hold_all_rows(count):
    book, _made = filled(count)
    page = book["附件1"]
    total = 6 + max(count, 3)
    assert [page.cell(5 + count, column).value for column in (1, 2, 9)] == [
        count,
        f"职工{count - 1}",
        "钱塘区",
    ]
    assert page.cell(total, 1).value == "合计"
    assert page.cell(total, 7).value == f"=SUM(G6:G{total - 1})"
    assert page.cell(total, 8).value == f"=IF($F${total}=0,0,G{total}/F{total})"
    assert page.cell(5 + count, 8).value == f"=IF(F{5 + count}=0,0,G{5 + count}/F{5 + count})"
    assert (book["汇总"]["A1"].value, book["汇总"]["A2"].value) == (
        f"='附件1'!G{total}",
        f"=SUM(附件1!F6:F{total - 1})",
    )
    assert book["汇总"]["A3"].value == "=附件1!A1"
    assert (page["A3"].value, page["G3"].value) == (
        "填报单位（盖章）：白杨街道总工会",
        "填报日期：2026-11-23",
    )


def test_looks_follow_the_rows():
    page = filled(60)[0]["附件1"]
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"A2:I2", "A4:A5", "F4:G4", "A66:E66", "A67:I67"} <= merged
    assert not merged & {"A9:E9", "A10:I10"}
    for number in (6, 30, 64):
        cell = page.cell(number, 7)
        assert (cell.font.name, cell.number_format, cell.border.bottom.style) == ("仿宋", "#,##0.00", "thin")
        assert page.row_dimensions[number].height == 24
    assert page.cell(65, 7).border.bottom.style == "medium"
    assert (page.row_dimensions[66].height, page["A66"].fill.start_color.rgb) == (30, "00FFFF00")
    assert page["A68"].value.startswith("单位负责人")
    assert str(page.data_validations.dataValidation[0].sqref) == "D6:D65"
    assert [str(each.sqref) for each in page.conditional_formatting] == ["G6:G65"]
    assert page.print_area == "'附件1'!$A$1:$I$68"
    assert (page.print_title_rows, page.page_setup.orientation) == ("$4:$5", "landscape")
    assert page.column_dimensions["C"].width == 21.5


def test_values_have_the_format_of_the_table_and_numbers_of_persons_stay_text():
    book, made = filled(2, name="=HYPERLINK(1)")
    page = book["附件1"]
    assert (page["B6"].value, page["B6"].data_type, page["B6"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (page["C6"].value, page["C6"].data_type, page["C6"].number_format) == (
        "330199197803124521",
        "s",
        "@",
    )
    assert (page["E6"].value.date(), page["E6"].number_format) == (date(2026, 3, 2), "yyyy年m月")
    assert (page["G6"].value, page["G6"].number_format) == (1000.5, "#,##0.00")
    rows = CalamineWorkbook.from_filelike(BytesIO(made.data)).get_sheet_by_name("附件1").to_python()
    assert rows[5][2] == "330199197803124521"


def test_a_choice_that_the_table_does_not_know_is_named():
    assert filled(2)[1].doubts == ()
    (doubt,) = filled(2, class_name="意外致困")[1].doubts
    assert doubt == "附件1 D 列的下拉选项里没有：意外致困。"


def test_rows_that_are_left_over_are_empty():
    page = filled(1)[0]["附件1"]
    assert [cell.value for cell in page[7]][:7] == [None] * 7
    assert page["H7"].value == "=IF(F7=0,0,G7/F7)"


@pytest.mark.parametrize("prepared", [0, 1])
def test_a_table_with_one_prepared_row_or_none_grows_too(prepared):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "表"
    page.append(["姓名", "金额"])
    for _row in range(prepared):
        page.append([None, None])
        page["A2"].font = Font("楷体", 12)
    page.append(["合计", "=SUM(B2:B2)"])
    made = BytesIO()
    book.save(made)
    layout = Layout("表", 1, 1, 1 + prepared, {1: Filling(FIELD, "name"), 2: Filling(FIELD, "fen")})
    done = fill(made.getvalue(), layout, [row(number) for number in range(4)], KINDS, WORDS)
    page = openpyxl.load_workbook(BytesIO(done.data))["表"]
    assert [page.cell(line, 1).value for line in range(1, 7)] == [
        "姓名",
        "职工0",
        "职工1",
        "职工2",
        "职工3",
        "合计",
    ]
    if prepared:
        assert page["B6"].value == "=SUM(B2:B5)"
        assert page["A5"].font.name == "楷体"


def test_one_record_in_two_rows_is_refused():
    book = openpyxl.load_workbook(BytesIO(BLANK))
    book["附件1"].merge_cells("B6:B7")
    made = BytesIO()
    book.save(made)
    with pytest.raises(RuleBroken, match="第 6 到 7 行有竖着合并"):
        fill(made.getvalue(), LAYOUT, [row(1)], KINDS, WORDS)


def test_what_would_be_lost_is_named():
    assert losses(BLANK) == ()
    made = BytesIO(BLANK)
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"")
        packed.writestr("xl/drawings/drawing9.xml", b"<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
        packed.writestr("xl/worksheets/sheet9.xml", b"<x14:sparklineGroups><x14:sparklineGroup/>")
    assert losses(made.getvalue()) == ("宏", "文本框、线条等图形", "迷你图")


def packed_bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(61 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式 .xls"),
        (b"name,number", "不是 .xlsx"),
        (b"", "不是 .xlsx"),
        (BLANK[:-900], "不是 .xlsx"),
        (bytes(6 << 20), "不能超过 5 MB"),
        (packed_bomb(), "展开后太大"),
    ],
    ids=["xls", "csv", "empty", "cut off", "large", "bomb"],
)
def test_what_is_no_blank_table_is_refused_with_a_sentence(data, words):
    with pytest.raises(RuleBroken, match=words):
        look_at(data)


def test_a_damaged_workbook_is_named():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", b"<nothing")
        packed.writestr("[Content_Types].xml", b"<nothing")
    with pytest.raises(RuleBroken, match="已损坏"):
        look_at(made.getvalue())


def test_more_rows_than_a_table_takes_are_refused():
    with pytest.raises(RuleBroken, match="最多填 20,000 行"):
        fill(BLANK, LAYOUT, [{}] * (MOST_ROWS + 1), KINDS, WORDS)
