from __future__ import annotations

import openpyxl
import pytest

from tests.sheets.books import ID_A, ID_B, ID_C, summary, table, two_lists
from union_desk.sheets.columns import Field, fingerprint, knows_headings, suggest
from union_desk.sheets.layout import find_table, skipped_words
from union_desk.sheets.reading import read_workbook

FIELDS = (
    Field("name", "姓名", "name"),
    Field("id_no", "身份证号", "identity", ("身份证号码", "公民身份号码")),
    Field("phone", "手机号码", "phone", ("联系电话",)),
    Field("employer", "工作单位", "text", ("单位名称",)),
    Field("income", "本人月收入", "money", ("月收入",)),
    Field("member", "成员姓名", "name", ("姓名",), group="家庭成员"),
    Field("birth_on", "出生日期", "day", ("出生年月",)),
)
PEOPLE = [
    ("王　芳", ID_A, "某某电子", 13800000001, "一号大街1号", 1200, ""),
    ("李强", ID_B, "某某机械", "13800000002", "一号大街2号", "1.2万", "低保"),
    ("赵敏", ID_C, "某某机械", "13800000003", "一号大街3号", "900元", ""),
]


def test_the_summary_of_an_office_is_read_without_its_title_totals_and_notes(tmp_path):
    sheet = read_workbook(summary(tmp_path / "a.xlsx", PEOPLE)).sheets[0]
    for known in (knows_headings(FIELDS), lambda _word: False):
        found = find_table(sheet, known)
        assert found is not None
        assert found.headings == (
            "序号", "姓名", "身份证号码", "工作单位", "联系方式 手机号码", "联系方式 家庭住址", "本人月收入",
            "备注",
        )  # fmt: skip
        assert found.header_rows == (2, 3)
        assert [row.cells[1] for row in found.rows] == ["王　芳", "李强", "赵敏"]
        assert [row.row for row in found.rows] == [4, 5, 7]
        assert skipped_words(found.skipped) == "合计 2 行、空行 1 行、说明 2 行"


def test_headings_in_row_seven_and_two_lists_side_by_side_lose_no_row(tmp_path):
    left = [(f"王{n}", ID_A, 138, "甲") for n in "一二三四五六七"]
    right = [(f"李{n}", ID_B, 139, "乙") for n in "一二三"]
    book = read_workbook(two_lists(tmp_path / "a.xlsx", left, right))
    found = find_table(book.sheets[0])
    assert found is not None
    assert found.header_rows == (6, 6)
    assert [row.cells[1] for row in found.rows] == [person[0] for person in (*left, *right)]
    assert found.lefts[-1] == 6


def test_a_person_can_point_to_the_headings(tmp_path):
    path = table(
        tmp_path / "a.xlsx", ["说明", "第一批", "第二批"], [["姓名", "身份证号", ""], ["王芳", ID_A, ""]]
    )
    found = find_table(read_workbook(path).sheets[0], header=1)
    assert found is not None
    assert found.headings == ("姓名", "身份证号")
    assert len(found.rows) == 1


def test_two_row_headings_are_joined_where_no_merged_cells_are_kept(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        f"名单,,,,\n姓名,身份证号,家庭成员,,备注\n,,姓名,月收入,\n王芳,{ID_A},李强,1200,\n",
        encoding="gb18030",
    )
    found = find_table(read_workbook(path).sheets[0], knows_headings(FIELDS))
    assert found is not None
    assert found.headings == ("姓名", "身份证号", "家庭成员 姓名", "家庭成员 月收入", "备注")
    assert len(found.rows) == 1
    assert suggest(found, FIELDS) == {0: "name", 1: "id_no", 2: "member"}


def test_headings_printed_on_every_page_are_passed_over(tmp_path):
    heading = ["姓名", "身份证号", "联系电话"]
    rows = [["王芳", ID_A, "1"], heading, ["李强", ID_B, "2"]]
    found = find_table(read_workbook(table(tmp_path / "a.xlsx", heading, rows)).sheets[0])
    assert found is not None
    assert len(found.rows) == 2
    assert skipped_words(found.skipped) == "重复的表头 1 行"


def test_a_name_merged_over_its_family_stands_in_every_row(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["户主姓名", "成员姓名", "关系"],
        ["王芳", "李强", "夫"],
        ["", "李小强", "子"],
        ["赵敏", "赵一", "父"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    found = find_table(read_workbook(tmp_path / "a.xlsx").sheets[0])
    assert found is not None
    assert [row.cells[0] for row in found.rows] == ["王芳", "王芳", "赵敏"]


@pytest.mark.parametrize("words", ["合计", "合 计", "小计：", "本页小计", "总计", "(合计)", "累计人数"])
def test_every_kind_of_total_is_passed_over(tmp_path, words):
    rows = [["王芳", ID_A], [words, 12]]
    found = find_table(read_workbook(table(tmp_path / "a.xlsx", ["姓名", "身份证号"], rows)).sheets[0])
    assert found is not None
    assert len(found.rows) == 1


def test_a_person_whose_name_looks_like_a_note_is_kept(tmp_path):
    rows = [["计春华", ID_A, "1", "甲"], ["说明", ID_B, "2", "乙"], ["王", "", "", ""]]
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号", "电话", "单位"], rows)
    found = find_table(read_workbook(path).sheets[0])
    assert found is not None
    assert [row.cells[0] for row in found.rows] == ["计春华", "说明", "王"]


def test_columns_are_known_by_heading_by_content_and_by_memory(tmp_path):
    headings = ["困难职工姓名", "证件", "联系方式", "所在单位名称", "生日", "其他"]
    rows = [["王芳", ID_A, "13800000001", "某某电子", "1985-06-05", "x"]] * 4
    found = find_table(read_workbook(table(tmp_path / "a.xlsx", headings, rows)).sheets[0])
    assert found is not None
    guessed = suggest(found, FIELDS)
    assert guessed[0] == "name"
    assert guessed[1] == "id_no"
    assert guessed[3] == "employer"
    remembered = {"生日": "birth_on", "证件": "", "联系方式": "phone"}
    taught = suggest(found, FIELDS, remembered)
    assert taught == {0: "name", 2: "phone", 3: "employer", 4: "birth_on"}


def test_the_same_headings_are_told_again_in_spite_of_blanks_and_marks():
    assert fingerprint(["姓 名*", "身份证\n号码（18位）"]) == fingerprint(["姓名", "身份证号码"])
    assert fingerprint(["姓名", "电话"]) != fingerprint(["电话", "姓名"])


def test_a_sheet_without_headings_has_no_list(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("一句话\n", encoding="utf-8")
    assert find_table(read_workbook(path).sheets[0]) is None
