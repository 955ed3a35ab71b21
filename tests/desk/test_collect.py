"""The dialog 采集表 writes an empty sheet with the columns that were ticked."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from union_desk.desk.desk import Desk
from union_desk.desk.exporting.collect import CollectDialog
from union_desk.hardship.intake import FileIntake
from union_desk.hardship.page.exporting import COLLECTED_CHOICES
from union_desk.people.intake import EmployerIntake
from union_desk.sheets.collection import mark_in
from union_desk.sheets.reading import read_workbook


@pytest.fixture
def dialog(qtbot, actor, clock):
    desk = Desk(actor, clock=clock)
    made = CollectDialog(desk, (FileIntake(), EmployerIntake()), COLLECTED_CHOICES, office="钱塘区总工会")
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.close()


def test_only_what_is_ticked_is_collected(dialog, qtbot, monkeypatch, tmp_path):
    dialog._tick_all(on=False)
    dialog.fields.setCurrentRow(1)
    qtbot.keyClick(dialog.fields, Qt.Key.Key_Space)
    dialog.office.setText("白杨街道总工会")
    dialog.rows.setValue(20)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "采集"), ""))
    dialog.write()
    book = openpyxl.load_workbook(tmp_path / "采集.xlsx")
    assert [cell.value for cell in book["采集表"][3]] == ["身份证号"]
    assert mark_in(read_workbook(tmp_path / "采集.xlsx")).office == "白杨街道总工会"
    assert not dialog.isVisible()


def test_another_list_has_other_columns_and_nothing_ticked_is_told(dialog, monkeypatch, tmp_path):
    dialog.kind.setCurrentIndex(1)
    assert dialog.fields.item(0).text() == "单位名称"
    dialog._tick_all(on=False)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "采集.xlsx"), ""))
    dialog.write()
    assert "请至少选一栏" in dialog.told.text()
    assert not list(tmp_path.glob("*.xlsx"))
