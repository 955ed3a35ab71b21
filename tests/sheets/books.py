"""Workbooks laid out by hand, as offices do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

ID_A = "330199198506051236"
ID_B = "330199197203040017"
ID_C = "330199196808080041"


def numbers(count: int) -> list[str]:
    """Invent identity numbers with right check digits; division 330199 was never given."""
    from union_desk.core.identity import check_digit

    made = []
    for each in range(count):
        first = f"330199{1950 + each % 50}{1 + each // 50 % 12:02}{1 + each // 600 % 28:02}{each % 1000:03}"
        made.append(first + check_digit(first))
    return made


def summary(path: Path, people: Sequence[Sequence[Any]]) -> Path:
    """困难职工汇总表: merged title, two-row heading, a subtotal, a total, a note and signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总表"
    sheet["A1"] = "2026 年度困难职工汇总表"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "填报单位：白杨街道总工会"
    sheet.merge_cells("A2:D2")
    sheet["G2"] = "单位：元"
    for letter, heading in zip("ABCDH", ("序号", "姓  名", "身份证\n号码", "工作单位", "备注"), strict=True):
        sheet[f"{letter}3"] = heading
        sheet.merge_cells(f"{letter}3:{letter}4")
    sheet["E3"] = "联系方式"
    sheet.merge_cells("E3:F3")
    sheet["E4"], sheet["F4"], sheet["G3"] = "手机号码", "家庭住址", "本人月收入"
    sheet.merge_cells("G3:G4")
    row = 5
    for number, person in enumerate(people, start=1):
        if number == 3:
            sheet[f"A{row}"], sheet[f"G{row}"] = "本页小计", 2
            row += 1
        for column, value in enumerate((number, *person), start=1):
            sheet.cell(row, column, value)
        row += 1
    sheet[f"A{row}"] = 99  # a number printed ahead for a row that nobody has filled
    sheet[f"A{row + 1}"], sheet[f"B{row + 1}"] = "合 计", len(people)
    sheet[f"A{row + 2}"] = "注：1.本表一式两份。2.请各单位于月底前上报。"
    sheet.merge_cells(f"A{row + 2}:H{row + 2}")
    sheet[f"A{row + 3}"], sheet[f"D{row + 3}"] = "制表人：陈明", "审核人：王芳"
    book.save(path)
    return path


def two_lists(path: Path, left: Sequence[Sequence[Any]], right: Sequence[Sequence[Any]]) -> Path:
    """Two lists side by side under sentences of explanation, headings in row 7, a hidden sheet behind."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet[f"A{row}"] = f"{row}. 请各单位认真核对名单，如有出入请及时反馈。"
    for start, people in ((1, left), (7, right)):
        for column, heading in enumerate(("序号", "姓名", "身份证号", "联系电话", "工作单位")):
            sheet.cell(7, start + column, heading)
        for row, person in enumerate(people, start=8):
            for column, value in enumerate((row - 7, *person)):
                sheet.cell(row, start + column, value)
    other = book.create_sheet("底稿")
    other["A1"] = "不要看"
    other.sheet_state = "hidden"
    book.save(path)
    return path


def table(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
