"""A collection sheet that was filled in without the program comes back by Enter alone."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl

from tests.hardship.test_intake_screen import dialog, go_on, names  # noqa: F401 - a fixture
from tests.sheets.books import numbers
from union_desk.hardship.intake import FileIntake
from union_desk.hardship.page.exporting import COLLECTED_CHOICES
from union_desk.hardship.values import FileFilter
from union_desk.sheets.collection import CollectionSheet, write_collection

TOLD = {
    "姓名": "王芳",
    "身份证号": numbers(1)[0],
    "政治面貌": "群众",
    "婚姻状况": "已婚",
    "手机号码": "13800000001",
    "参加工作时间": datetime(1998, 9, 1),  # noqa: DTZ001
    "工会会员": "是",
    "享受低保": "否",
    "主要致困原因": "患重特大疾病",
    "本人月收入": 2100,
}


def test_what_a_street_filled_in_is_taken_in_without_a_question(dialog, service, actor, tmp_path, qtbot):  # noqa: F811
    path = tmp_path / "采集表.xlsx"
    kind = FileIntake()
    offices = ("下沙街道总工会", "钱塘区总工会")
    sheet = CollectionSheet(kind.name, kind.title, kind.fields, COLLECTED_CHOICES, 30, *offices)
    write_collection(path, sheet, date(2026, 11, 23))
    book = openpyxl.load_workbook(path)
    page = book["采集表"]
    for cell in page[3]:
        page.cell(4, cell.column).value = TOLD.get(cell.value)
    book.save(path)
    dialog.kinds.setCurrentIndex(1)
    dialog.path.setText(str(path))
    go_on(dialog, qtbot)
    assert (dialog.kind.name, dialog.sheets.currentText()) == ("hardship", "采集表")
    assert dialog.senders.currentText() == "下沙街道总工会"
    go_on(dialog, qtbot)
    assert list(dialog.columns.chosen().values()) == [field.name for field in kind.fields]
    for _step in range(2):
        go_on(dialog, qtbot)
    assert names(service, actor) == ["王芳"]
    (uid,) = service.ids(actor, FileFilter())
    form = service.view(uid, actor).form
    assert (form.owner.political, form.owner.work_start_on) == ("masses", date(1998, 9, 1))
    assert (form.owner.union_member, form.dibao, form.main_cause) == (True, False, "6")
