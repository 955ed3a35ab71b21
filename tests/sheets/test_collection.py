"""A collection sheet goes out empty, is filled in elsewhere, and is read again without a question."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from union_desk.core.errors import RuleBroken
from union_desk.hardship.intake import FileIntake
from union_desk.people.intake import EmployerIntake
from union_desk.sheets.collection import CollectionSheet, mark_in, write_collection
from union_desk.sheets.columns import knows_headings, suggest
from union_desk.sheets.layout import find_table
from union_desk.sheets.reading import read_workbook

TODAY = date(2026, 11, 23)
CAUSES = {"main_cause": ("患重特大疾病", "子女上学")}


def sheet(kind, **more) -> CollectionSheet:
    return CollectionSheet(
        kind.name, kind.title, kind.fields, CAUSES, 50, "白杨街道总工会", "钱塘区总工会", **more
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet") / "采集表.xlsx"
    write_collection(path, sheet(FileIntake()), TODAY)
    return path


def rules(path):
    page = openpyxl.load_workbook(path)["采集表"]
    heads = [cell.value for cell in page[3]]
    found = {}
    for rule in page.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for column in range(area.min_col, area.max_col + 1):
                found[heads[column - 1]] = rule
    return found


def test_every_list_has_its_choices_and_every_number_its_check(empty):
    found = rules(empty)
    assert (found["性别"].type, found["性别"].errorStyle or "stop") == ("list", "stop")
    words = openpyxl.load_workbook(empty)["选项"]
    letters = found["主要致困原因"].formula1.partition("!")[2].replace("$", "")
    assert [cell[0].value for cell in words[letters]] == ["患重特大疾病", "子女上学"]
    assert (found["身份证号"].type, found["身份证号"].errorStyle) == ("custom", "warning")
    assert len(found["身份证号"].formula1) < 255  # what Excel takes
    assert (found["月低保金"].type, found["月低保金"].operator) == ("decimal", "greaterThanOrEqual")
    assert found["出生日期"].type == "date"
    assert found["享受低保"].type == "list"
    for rule in found.values():
        assert rule.error
        assert len(rule.promptTitle) <= 32


def test_numbers_of_persons_are_text_before_anything_is_typed(empty):
    page = openpyxl.load_workbook(empty)["采集表"]
    heads = {cell.value: cell.column for cell in page[3]}
    for title in ("身份证号", "银行卡号", "手机号码"):
        assert page.cell(53, heads[title]).number_format == "@"
    assert page.cell(4, heads["出生日期"]).number_format == "yyyy-mm-dd"
    assert page.freeze_panes == "B4"


def test_what_is_no_list_is_out_of_sight_and_the_way_is_explained(empty):
    book = openpyxl.load_workbook(empty)
    states = {page.title: page.sheet_state for page in book.worksheets}
    assert states == {
        "采集表": "visible",
        "填表说明": "visible",
        "选项": "hidden",
        "_union_desk": "veryHidden",
    }
    told = "".join(str(row[0].value) for row in book["填表说明"].iter_rows(max_col=1))
    assert "交回钱塘区总工会" in told


def test_what_comes_back_is_told_again_and_every_heading_is_known(empty, tmp_path):
    book = openpyxl.load_workbook(empty)
    page = book["采集表"]
    heads = {cell.value: cell.column for cell in page[3]}
    for row, name in ((4, "张𧒽芬"), (5, "李䶮")):
        page.cell(row, heads["姓名"]).value = name
        page.cell(row, heads["身份证号"]).value = "330199197803124521"
        page.cell(row, heads["出生日期"]).value = datetime(1978, 3, 12)  # noqa: DTZ001
        page.cell(row, heads["性别"]).value = "女"
        page.cell(row, heads["月低保金"]).value = 1200.5
    path = tmp_path / "交回.xlsx"
    book.save(path)
    read = read_workbook(path)
    mark = mark_in(read)
    assert (mark.kind, mark.version, mark.office, mark.made_on) == (
        "hardship",
        1,
        "白杨街道总工会",
        "2026-11-23",
    )
    kind = FileIntake()
    table = find_table(read.sheet("采集表"), knows_headings(kind.fields))
    assert len(table.rows) == 2
    assert suggest(table, kind.fields) == {place: field.name for place, field in enumerate(kind.fields)}


def test_employers_are_collected_too_and_a_workbook_of_others_has_no_mark(tmp_path):
    path = tmp_path / "单位.xlsx"
    kind = EmployerIntake()
    write_collection(path, sheet(kind), TODAY)
    assert mark_in(read_workbook(path)).kind == kind.name
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.save(path)
    assert mark_in(read_workbook(path)) is None


@pytest.mark.parametrize(
    ("rows", "fields", "words"), [(0, None, "行数"), (5001, None, "行数"), (9, (), "至少选一栏")]
)
def test_a_sheet_without_rows_or_columns_is_refused(tmp_path, rows, fields, words):
    kind = FileIntake()
    wanted = CollectionSheet("hardship", "名单", kind.fields if fields is None else fields, {}, rows)
    with pytest.raises(RuleBroken, match=words):
        write_collection(tmp_path / "a.xlsx", wanted, TODAY)
