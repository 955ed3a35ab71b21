"""New sheets: what is a text stays one, and the paper is set up."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from union_desk.core.errors import RuleBroken
from union_desk.sheets.writing import ListSheet, SheetColumn, plain_csv, write_csv, write_xlsx

COLUMNS = (
    SheetColumn("姓名"),
    SheetColumn("身份证号"),
    SheetColumn("银行卡号"),
    SheetColumn("建档日期", "day"),
    SheetColumn("帮扶次数", "number", total=True),
    SheetColumn("帮扶金额（元）", "money", total=True),
)
ROWS = (
    ["张𧒽芬", "330199197803124521", "6222000000000000000", date(2026, 11, 20), 2, 123450],
    ["=1+1", "+86", "@cmd", None, 0, 0],
    ["李䶮\x07", "-2", "", date(1899, 1, 1), 1, 1],
)
SHEET = ListSheet("困难职工名单", COLUMNS, "单位：白杨街道总工会")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "名单.xlsx"
    assert write_xlsx(path, SHEET, ROWS, len(ROWS))
    return path


def test_numbers_of_persons_are_texts_for_every_reader(written):
    page = openpyxl.load_workbook(written)["名单"]
    for cell in (page["B4"], page["C4"]):
        assert (cell.data_type, cell.number_format) == ("s", "@")
    assert page["B4"].value == "330199197803124521"
    rows = load_workbook(written).get_sheet_by_name("名单").to_python()
    assert rows[3][:3] == ["张𧒽芬", "330199197803124521", "6222000000000000000"]
    assert rows[3][3:] == [date(2026, 11, 20), 2, 1234.5]
    # Whoever does not compute formulas reads the sums all the same.
    assert rows[6][4:] == [3, 1234.51]


def test_what_looks_like_a_formula_is_written_as_text_and_stays_one_when_edited(written):
    page = openpyxl.load_workbook(written)["名单"]
    for cell, text in zip(page[5][:3], ("=1+1", "+86", "@cmd"), strict=True):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert page["A6"].value == "李䶮"
    assert page["D6"].value == "1899-01-01"  # before the first day that a spreadsheet knows


def test_heading_filter_and_print_are_set_up(written):
    page = openpyxl.load_workbook(written)["名单"]
    assert [cell.value for cell in page[3]] == [column.title for column in COLUMNS]
    assert page["A1"].value == "困难职工名单"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A4", "A3:F6")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToHeight, page.print_title_rows) == (0, "$3:$3")
    assert page.print_area == "'名单'!$A$1:$F$7"
    assert page.column_dimensions["B"].width > 18
    assert page["F7"].value == "=SUBTOTAL(109,F4:F6)"
    assert page["A7"].value == "合计"


def test_a_cancelled_list_says_so(tmp_path):
    assert not write_xlsx(tmp_path / "a.xlsx", SHEET, ROWS, 3, cancelled=lambda: True)
    assert not write_csv(tmp_path / "a.csv", SHEET, ROWS, 3, cancelled=lambda: True)


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(RuleBroken, match="最多 1,048,000 行"):
        write_xlsx(tmp_path / "a.xlsx", SHEET, (), 1_048_001)


def test_a_csv_is_recognised_as_utf_8_and_hurts_nobody(tmp_path):
    path = tmp_path / "名单.csv"
    assert write_csv(path, SHEET, ROWS, 3)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == [
        "张𧒽芬",
        "\t330199197803124521",
        "\t6222000000000000000",
        "2026-11-20",
        "2",
        "1234.50",
    ]
    assert rows[2][:3] == ["'=1+1", "'+86", "'@cmd"]


@given(st.text())
def test_no_text_of_a_csv_begins_as_a_formula(text):
    plain = plain_csv(text)
    assert not plain.startswith(("=", "+", "-", "@", "\r"))
    assert not plain.startswith("\t") or plain[1:].isdigit()
