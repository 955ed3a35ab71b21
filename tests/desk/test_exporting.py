"""The dialog 导出 Excel on real files: who gets what, remembered columns, progress and refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.hardship.conftest import DISTRICT, STREETS
from union_desk.casework.consents import Consent
from union_desk.casework.exports import ColumnSets
from union_desk.casework.report_templates import ReportTemplates
from union_desk.core.rights import Actor, Role
from union_desk.desk.desk import Desk
from union_desk.desk.exporting.dialog import ExportDialog
from union_desk.desk.list_views import NameSheet
from union_desk.hardship.page.exporting import FilesOut
from union_desk.hardship.service import HardshipService
from union_desk.hardship.service.export import FileExport
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish

ACTOR = Actor("王芳", "QJ", "district", SOLE_ROLES)


@pytest.fixture
def service(database, clock) -> HardshipService:
    furnish(database, (DISTRICT, *STREETS), DISTRICT, {"王芳": (DISTRICT, SOLE_ROLES)})
    return HardshipService(database, clock)


@pytest.fixture
def uids(service) -> tuple[str, ...]:
    """Save two files; only the first owner agreed."""
    people = (PersonCard(name="张𧒽芬", mobile="13800000000"), PersonCard(name="王芳菲"))
    found = tuple(service.save(ACTOR, FileForm(owner=each)).uid for each in people)
    owner = service.view(found[0], ACTOR).form.owner.uid
    service.consent(ACTOR, found[0], Consent(owner, "provide", date(2026, 11, 20)))
    return found


@pytest.fixture
def show(qtbot, database, clock, service, uids):
    made = []

    def open_dialog(actor=ACTOR) -> ExportDialog:
        desk = Desk(actor, clock=clock)
        exporter = FilesOut(
            FileExport(database, clock), ColumnSets(database), ReportTemplates(database, clock), actor
        )
        dialog = ExportDialog(desk, exporter, uids)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not desk.tasks.running)
        made.append(desk)
        return dialog

    yield open_dialog
    for desk in made:
        desk.close()


def fill(dialog, monkeypatch, target):
    dialog.receiver.setCurrentText("杭州市总工会")
    dialog.purpose.setCurrentText("年度汇总")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))


def test_it_says_at_once_who_goes_out_and_who_does_not(show, qtbot):
    dialog = show()
    assert dialog.allowed.text().startswith("可以导出 1 份。不导出：王芳菲")
    dialog.own.setChecked(True)
    qtbot.waitUntil(lambda: dialog.allowed.text() == "可以导出 2 份。")
    assert not dialog.receiver.isEnabled()


def test_a_list_goes_out_and_the_choice_is_offered_again(show, qtbot, monkeypatch, tmp_path):
    dialog = show()
    fill(dialog, monkeypatch, tmp_path / "名单")
    table = dialog.columns.table
    table.tick_all(on=False)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    table.item(1, 1).setText("困难职工")
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert table.currentRow() == 0
    with qtbot.waitSignal(dialog.accepted):
        dialog.export()
    page = openpyxl.load_workbook(tmp_path / "名单.xlsx").active
    assert [page["A3"].value, page["A4"].value] == ["困难职工", "张𧒽芬"]
    again = show()
    assert again.columns.sets.currentText() == "上次的栏目"
    assert again.columns.table.chosen() == (("name", "困难职工"),)
    assert again.receiver.itemText(0) == "杭州市总工会"
    assert again.receiver.currentText() == ""


def test_what_is_missing_is_said_at_its_place(show, monkeypatch, tmp_path):
    dialog = show()
    dialog.export()
    assert "请填写接收的单位或人" in dialog.told.text()
    fill(dialog, monkeypatch, tmp_path / "名单.xlsx")
    dialog.password.setText("白杨街道2026")
    dialog.export()
    assert "两次输入的打开密码不一样" in dialog.told.text()
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_table_that_is_open_elsewhere_is_told_and_all_stays_typed(show, qtbot, monkeypatch, tmp_path):
    dialog = show()
    target = tmp_path / "名单.xlsx"
    target.write_text("old")
    (tmp_path / "~$名单.xlsx").write_text("")
    fill(dialog, monkeypatch, target)
    dialog.export()
    qtbot.waitUntil(lambda: "正在被 Excel 或 WPS 打开" in dialog.told.text())
    assert (dialog.purpose.currentText(), dialog.go.isEnabled()) == ("年度汇总", True)
    assert target.read_text() == "old"


def test_a_csv_takes_no_password(show, qtbot):
    dialog = show()
    dialog.password.setText("白杨街道2026")
    dialog.form.setCurrentIndex(1)
    assert (dialog.password.isEnabled(), dialog.order.password) == (False, "")


def test_who_may_not_reveal_cannot_ask_for_full_numbers(show):
    administrator = replace(ACTOR, roles=frozenset({Role.ADMINISTER}))
    dialog = show(administrator)
    assert not dialog.full.isEnabled()
    assert "没有“显示敏感信息”的权限" in dialog.full.toolTip()
    assert "没有“导出”的权限" in dialog.allowed.text()


def test_a_set_is_kept_under_a_name_and_deleted_again(show):
    dialog = show()
    dialog.columns.table.show_columns((("name", ""), ("mobile", "电话")))
    dialog.columns.save()
    (sheet,) = dialog.findChildren(NameSheet)
    sheet.name.setText("慰问名单")
    sheet.keep()
    assert dialog.columns.sets.currentText() == "慰问名单"
    assert show().columns.table.rowCount() == dialog.columns.table.rowCount()
    dialog.columns.forget()
    assert dialog.columns.sets.findText("慰问名单") == -1
    assert dialog.columns.sets.findText("补录（全国系统）") >= 0


def test_it_is_stopped_without_a_file_from_here_and_from_the_line_below(
    show, qtbot, monkeypatch, tmp_path, database
):
    dialog = show()
    fill(dialog, monkeypatch, tmp_path / "名单.xlsx")
    # Somebody writes: the export cannot be logged before it is stopped.
    with database.write("录入", ACTOR):
        dialog.export()
        dialog.reject()
    qtbot.waitUntil(lambda: dialog.told.text() == "已停止，没有写出文件。")
    with database.write("录入", ACTOR):
        dialog.export()
        dialog._task.cancel()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.isVisible()
    assert not list(tmp_path.glob("*.xlsx"))
