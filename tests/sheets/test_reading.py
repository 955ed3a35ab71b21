from __future__ import annotations

import fcntl
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from union_desk.core.errors import RuleBroken
from union_desk.sheets.grid import Unread, cell_name, column_letters, column_number
from union_desk.sheets.reading import PASTED, pasted_workbook, read_workbook

TABLE = "姓名,身份证号\n王芳,330199198506051237\n"


def refused(path) -> str:
    with pytest.raises(RuleBroken) as told:
        read_workbook(path)
    assert told.value.field == "file"
    return told.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_table_is_read_in_every_encoding_whatever_its_name_says(tmp_path, encoding):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(TABLE.encode(encoding))
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows == [["姓名", "身份证号"], ["王芳", "330199198506051237"]]


def test_what_was_copied_from_a_table_program_is_a_sheet():
    book = pasted_workbook("姓名\t身份证号\r\n王芳\t330199198506051237\r\n")
    assert book.sheets[0].rows == [["姓名", "身份证号"], ["王芳", "330199198506051237"]]
    assert (book.file_name, len(book.sha256)) == (PASTED, 64)
    with pytest.raises(RuleBroken, match="剪贴板里没有表格"):
        pasted_workbook(" \r\n ")


def test_tabs_and_semicolons_part_columns_too(tmp_path):
    for sign in "\t;":
        path = tmp_path / "名单.csv"
        path.write_text(TABLE.replace(",", sign), encoding="utf-8")
        assert read_workbook(path).sheets[0].rows[1][0] == "王芳"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0....", "照片"),
        (b"\x89PNG\r\n....", "图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"PK\x03\x04 and then nothing of an archive", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (bytes(range(256)) * 40, "编码"),
        (b"\n \n", "没有内容"),
    ],
)
def test_a_file_that_is_no_table_is_named_with_what_to_do(tmp_path, content, words):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content)
    message = refused(path)
    assert words in message
    assert message.endswith("。")


def test_a_file_that_is_gone_a_folder_and_the_mark_of_an_open_file_are_told(tmp_path):
    assert "没有找到" in refused(tmp_path / "没有.xlsx")
    assert "文件夹" in refused(tmp_path)
    mark = tmp_path / "~$名单.xlsx"
    mark.write_bytes(b"x")
    assert "临时文件" in refused(mark)


def test_a_word_file_named_xlsx_is_told(tmp_path):
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "Word" in refused(path)


def test_half_a_workbook_is_damaged(tmp_path):
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.save(path)
    path.write_bytes(path.read_bytes()[:2000])
    assert "损坏" in refused(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(bytes(1 << 20))
    assert path.stat().st_size < 200_000
    assert "大得不正常" in refused(path)


def test_a_cell_at_the_end_of_the_world_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD150000"] = "x"
    book.save(tmp_path / "far.xlsx")
    assert "离得太远" in refused(tmp_path / "far.xlsx")
    book.active["A900000"] = "x"
    book.save(tmp_path / "long.xlsx")
    assert "900,000" in refused(tmp_path / "long.xlsx")


def test_a_formula_gives_what_was_computed_and_without_it_is_named(tmp_path):
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["姓名", "月收入", "合计"])
    book.active.append(["王芳", 1200, "=B2*12"])
    book.active["D2"] = "#N/A"
    book.active["D2"].data_type = "e"
    book.save(path)
    row = read_workbook(path).sheets[0].rows[1]
    assert row[:2] == ["王芳", 1200.0]
    assert row[2:] == [Unread("公式没有算出的结果"), Unread("#N/A")]
    # As a table program saves it: with the value beside the formula.
    computed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                body = body.replace(b"<f>B2*12</f><v></v>", b"<f>B2*12</f><v>14400</v>").replace(
                    b"<f>B2*12</f><v/>", b"<f>B2*12</f><v>14400</v>"
                )
            new.writestr(name, body)
    path.write_bytes(computed.getvalue())
    assert read_workbook(path).sheets[0].rows[1][2] == 14400.0


def test_days_are_the_same_in_workbooks_that_count_from_1904(tmp_path):
    for epoch in (None, CALENDAR_MAC_1904):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        book.active.append(["出生日期", "没有格式"])
        book.active.append([date(1985, 6, 5), 29376])
        book.save(tmp_path / "days.xlsx")
        read = read_workbook(tmp_path / "days.xlsx")
        assert read.sheets[0].rows[1][0] == date(1985, 6, 5)
        assert read.counts_from_1904 is bool(epoch)


def test_a_workbook_that_another_program_holds_open_is_read(tmp_path):
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.save(path)
    (tmp_path / "~$名单.xlsx").write_bytes(b"owner")
    with path.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert read_workbook(path).sheets[0].rows == [["姓名"]]


def test_hidden_sheets_and_merged_cells_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "标题"
    book.active.merge_cells("A1:C1")
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_workbook(tmp_path / "a.xlsx")
    assert [sheet.hidden for sheet in read.sheets] == [False, True]
    assert read.sheets[0].merges[0].is_wide


def test_sixty_thousand_rows_are_read(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["姓名", "身份证号"])
    for _ in range(60_000):
        sheet.append(["王芳", "330199198506051237"])
    book.save(tmp_path / "roster.xlsx")
    assert len(read_workbook(tmp_path / "roster.xlsx").sheets[0].rows) == 60_001


def test_columns_have_letters():
    assert [column_letters(each) for each in (0, 25, 26, 16383)] == ["A", "Z", "AA", "XFD"]
    assert all(column_number(column_letters(each)) == each for each in range(800))
    assert cell_name(6, 1) == "B7"
