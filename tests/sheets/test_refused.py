from __future__ import annotations

import openpyxl

from union_desk.sheets.layout import find_table
from union_desk.sheets.reading import read_workbook
from union_desk.sheets.refused import RefusedRow, write_refused


def test_refused_rows_come_back_coloured_with_reasons_and_can_be_imported_again(tmp_path):
    path = tmp_path / "退回.xlsx"
    rows = [
        RefusedRow(7, ["王芳", "330199198506051234", "=1+1"], "身份证号第 18 位应为 7。", {1: "应为 7"}),
        RefusedRow(9, ["李强", "", 1200.0], "没有身份证号。"),
    ]
    write_refused(path, ["姓名", "身份证号", "备注"], rows)
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == ["原行号", "姓名", "身份证号", "备注", "没有导入的原因"]
    assert [cell.value for cell in sheet[2]] == [
        7,
        "王芳",
        "330199198506051234",
        "=1+1",
        "身份证号第 18 位应为 7。",
    ]
    assert sheet["D2"].data_type == "s"
    assert sheet["C2"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["C2"].comment.text == "应为 7"
    assert sheet["B2"].fill.fgColor.rgb != "FFF8CBAD"
    again = find_table(read_workbook(path).sheets[0])
    assert again is not None
    assert len(again.rows) == 2
