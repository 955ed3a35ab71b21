"""从 Excel 导入 by keys: file, headings, columns, preview, and one work at the end."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.desk.helpers import nameless, settle
from tests.sheets.books import numbers, summary, table
from union_desk.casework.intake import Intake, Verdict
from union_desk.desk.desk import Desk
from union_desk.desk.intake.wizard import IntakeDialog
from union_desk.hardship.intake import FileIntake
from union_desk.hardship.values import FileFilter
from union_desk.people.intake import EmployerIntake

IDS = numbers(5)
PEOPLE = [
    ("王　芳", IDS[0], "某某电子有限公司", 13800000001, "一号大街1号", 1200, ""),
    ("李强", float(IDS[1][:17] + "0"), "某某机械厂", "13800000002", "一号大街2号", "1.2万", ""),
    ("赵敏", IDS[2], "某某机械厂", "13800000003", "一号大街3号", "900元", ""),
]


@pytest.fixture
def dialog(qtbot, service, database, clock, actor):
    desk = Desk(actor, clock=clock)
    database.listeners.append(desk.take_change)
    made = IntakeDialog(desk, Intake(database, clock, (FileIntake(), EmployerIntake())), kind="hardship")
    qtbot.addWidget(made)
    made.show()
    settle()
    yield made
    desk.close()


def go_on(dialog, qtbot) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    settle()


def names(service, actor) -> list[str]:
    ids = service.ids(actor, FileFilter(), "number")
    rows = service.rows(actor, ids)
    return [rows[uid].name for uid in ids]


def test_a_list_comes_in_by_enter_alone_and_is_taken_back_as_a_whole(
    dialog, service, actor, tmp_path, qtbot, monkeypatch
):
    told = []
    dialog._desk.told.connect(lambda text, undo: told.append((text, undo)))
    dialog.path.setText(str(summary(tmp_path / "汇总表.xlsx", PEOPLE)))
    go_on(dialog, qtbot)
    assert dialog.found.text() == "表头在第 3–4 行，8 列，名单 3 行；跳过合计 2 行、空行 1 行、说明 2 行。"
    go_on(dialog, qtbot)
    assert dialog.columns.chosen() == {
        1: "name", 2: "id_no", 3: "employer", 4: "mobile", 5: "address", 6: "month_income", 7: "remark",
    }  # fmt: skip
    assert not nameless(dialog)
    go_on(dialog, qtbot)
    assert dialog.summary.text().startswith("新增 2 · 更改 0 · 相同 0 · 疑似 0 · 拒收 1")
    assert dialog.go.text() == "导入 2 份(&N)"
    assert names(service, actor) == []
    dialog.verdict.setCurrentIndex(1)
    assert dialog.rows.preview_model.rowCount() == 1
    assert "文本" in dialog.detail.text()
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    dialog.back_sheet.click()
    assert openpyxl.load_workbook(target).active["C2"].value.startswith("李强")
    dialog.rows.setFocus()
    go_on(dialog, qtbot)
    assert names(service, actor) == ["王芳", "赵敏"]
    assert "没有导入 1" in dialog.message.text()
    assert dialog.leave.isDefault()
    text, undo = told[0]
    assert text == "导入困难职工名单：新增 2，更改 0，相同 0，没有导入 1"
    undo()
    qtbot.waitUntil(lambda: told[-1][0] == "已撤销：导入困难职工名单。", timeout=20_000)
    assert names(service, actor) == []


def test_an_import_on_which_something_was_built_is_not_taken_back(dialog, service, actor, tmp_path, qtbot):
    told = []
    dialog._desk.told.connect(lambda text, undo: told.append((text, undo)))
    dialog.path.setText(str(table(tmp_path / "a.xlsx", ["姓名", "身份证号"], [["王芳", IDS[0]]])))
    for _ in range(4):
        go_on(dialog, qtbot)
    uid = service.ids(actor, FileFilter(), "number")[0]
    form = service.form(actor, uid)
    service.save(actor, replace(form, remark="已核对"), uid)
    told[0][1]()
    qtbot.waitUntil(lambda: told[-1][0].startswith("没有撤销："), timeout=20_000)
    assert names(service, actor) == ["王芳"]


def test_the_heading_is_pointed_to_by_space(dialog, tmp_path, qtbot):
    path = table(
        tmp_path / "a.xlsx", ["名称", "单位", "说明"], [["姓名", "身份证号", ""], ["王芳", IDS[0], ""]]
    )
    dialog.path.setText(str(path))
    go_on(dialog, qtbot)
    dialog.grid.selectRow(0)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert dialog.found.text().startswith("表头在第 1 行")
    dialog.grid.selectRow(1)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert dialog.found.text() == "表头在第 2 行，2 列，名单 1 行。"
    assert dialog.grid.sheet_model.headerData(1, Qt.Orientation.Vertical) == "▶ 2"


def test_a_doubtful_row_is_taken_by_space(dialog, service, actor, family, tmp_path, qtbot):
    service.save(actor, family)
    path = table(tmp_path / "a.xlsx", ["姓名", "联系电话"], [[family.owner.name, "13900000000"]])
    dialog.path.setText(str(path))
    for _ in range(3):
        go_on(dialog, qtbot)
    assert dialog.rows.preview_model.judged(0).verdict is Verdict.DOUBTFUL
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog.rows, Qt.Key.Key_Space)
    assert dialog.go.text() == "导入 1 份(&N)"
    go_on(dialog, qtbot)
    assert len(names(service, actor)) == 2


def test_a_dropped_file_is_read_and_a_bad_one_is_told(dialog, tmp_path, qtbot):
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(empty))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    assert dialog.path.text() == str(empty)
    assert "0 字节" in dialog.message.text()
    assert dialog.step == 0
    dialog.path.clear()
    go_on(dialog, qtbot)
    assert "Ctrl+O" in dialog.message.text()


def test_the_same_file_again_is_warned_of_and_back_leads_back(dialog, service, actor, tmp_path, qtbot):
    dialog.path.setText(str(summary(tmp_path / "a.xlsx", PEOPLE)))
    for _ in range(4):
        go_on(dialog, qtbot)
    again = IntakeDialog(dialog._desk, dialog._intake, kind="hardship")
    qtbot.addWidget(again)
    again.show()
    again.path.setText(str(tmp_path / "a.xlsx"))
    go_on(again, qtbot)
    assert "已由 王芳 导入过" in again.message.text()
    go_on(again, qtbot)
    go_on(again, qtbot)
    assert not again.go.isEnabled()
    again.previous.click()
    assert again.step == 2
    again.columns.choose(1, "")
    again.columns.choose(2, "")
    assert "name" not in again.columns.chosen().values()


def test_work_that_is_stopped_writes_nothing(dialog, service, actor, tmp_path, qtbot):
    dialog.path.setText(str(summary(tmp_path / "a.xlsx", PEOPLE)))
    for _ in range(3):
        go_on(dialog, qtbot)
    dialog.apply()
    dialog.reject()
    assert dialog.message.text() == "正在停止…"
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    stopped = dialog.message.text() == "已停止，什么也没有写入。"
    assert names(service, actor) == ([] if stopped else ["王芳", "赵敏"])
    assert dialog.isVisible()


def test_a_list_that_was_copied_is_taken_by_the_paste_key(dialog, qtbot):
    QApplication.clipboard().setText(f"姓名\t身份证号\r\n王芳\t{IDS[0]}\r\n李强\t{IDS[1]}\r\n")
    dialog.path.setFocus()
    QTest.keyClick(dialog.path, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.step == 1
    assert "名单 2 行" in dialog.found.text()
    dialog.back()
    QApplication.clipboard().setText("/数据/名单.xlsx")
    QTest.keyClick(dialog.path, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.path.text() == "/数据/名单.xlsx"
    QApplication.clipboard().setText("一句话")
    dialog.paste_button.click()
    assert "没有找到名单" in dialog.found.text()
