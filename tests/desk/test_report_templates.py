"""A superior's table is opened, marked by keys, kept, given on and filled."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from tests.desk.test_exporting import ACTOR, fill, service, show, uids  # noqa: F401 - fixtures
from tests.sheets.test_template import BLANK
from union_desk.casework.report_templates import ReportTemplates
from union_desk.core.rights import Actor, Role
from union_desk.desk.desk import Desk
from union_desk.desk.report_templates.marking import MarkingDialog
from union_desk.desk.report_templates.screen import TemplatesScreen
from union_desk.hardship.page.exporting import FileTables
from union_desk.sheets.template import CONSTANT, FIELD, ORDER, Filling


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "附件1.xlsx"
    path.write_bytes(BLANK)
    return path


@pytest.fixture
def screen(qtbot, database, clock):
    desk = Desk(ACTOR, clock=clock)
    made = TemplatesScreen(desk, FileTables(ReportTemplates(database, clock), ACTOR))
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.close()


def marking(screen) -> MarkingDialog:
    return screen.findChildren(MarkingDialog)[-1]


def mark(screen, path, name="市总汇总表") -> MarkingDialog:
    screen.mark_file(path)
    dialog = marking(screen)
    dialog.name.setText(name)
    return dialog


def test_what_is_suggested_is_kept_with_two_keys(screen, blank):
    dialog = mark(screen, blank)
    layout = dialog.layout_marked
    assert (layout.header_first, layout.header_last, layout.body_last) == (4, 5, 8)
    assert layout.columns == {
        1: Filling(ORDER),
        2: Filling(FIELD, "name"),
        3: Filling(FIELD, "id_no"),
        4: Filling(FIELD, "class_name"),
        5: Filling(FIELD, "enrolled_on"),
        6: Filling(FIELD, "given_times"),
        7: Filling(FIELD, "given_amount"),
    }
    assert "表头上面自动填" in dialog.above.text()
    dialog.save()
    assert [each.name for each in screen._shown] == ["市总汇总表"]
    assert "已保存报表模板“市总汇总表”" in screen.told.text()


def test_a_column_is_told_the_same_text_or_ten_thousands(screen, blank):
    dialog = mark(screen, blank)
    place, amount = (dialog.map.cellWidget(row, 2) for row in (8, 6))
    place.setCurrentIndex(2)
    dialog.map.item(8, 3).setText("钱塘区")
    dialog.map.item(6, 3).setText("万元")
    assert amount.currentText() == "本年帮扶金额（元）"
    columns = dialog.layout_marked.columns
    assert columns[9] == Filling(CONSTANT, "钱塘区")
    assert columns[7] == Filling(FIELD, "given_amount", 10_000)


def test_a_heading_marked_elsewhere_is_read_anew(screen, blank):
    dialog = mark(screen, blank)
    dialog.first.setValue(9)
    assert (dialog.last.value(), dialog.body.value()) == (9, 9)
    assert dialog.map.item(0, 1).text() == "合计"
    dialog.save()
    assert "至少选一栏" in dialog.told.text()


def test_a_table_is_marked_anew_as_its_next_version(screen, blank):
    mark(screen, blank).save()
    screen.change()
    dialog = marking(screen)
    assert dialog.name.text() == "市总汇总表"
    dialog.body.setValue(7)
    dialog.save()
    assert (screen.current.number, screen.current.layout.body_last) == (2, 7)


def test_what_is_no_table_is_said_in_the_screen(screen, tmp_path, monkeypatch):
    wrong = tmp_path / "名单.xlsx"
    wrong.write_text("姓名,电话")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(wrong), ""))
    screen.open_blank()
    assert "不是 .xlsx 文件" in screen.told.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(tmp_path / "无.xlsx"), ""))
    screen.open_blank()
    assert "读不了“无.xlsx”" in screen.told.text()


def test_a_table_goes_to_another_office_as_a_file(
    screen, blank, tmp_path, monkeypatch, qtbot, database, clock
):
    mark(screen, blank).save()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "模板"), ""))
    screen.give()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(tmp_path / "模板.udtable"), ""))
    other = Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE}))
    theirs = TemplatesScreen(Desk(other, clock=clock), FileTables(ReportTemplates(database, clock), other))
    qtbot.addWidget(theirs)
    theirs.take()
    assert "已收下“市总汇总表”" in theirs.told.text()
    assert theirs.current.layout == screen.current.layout


def test_a_table_is_dropped_after_a_question(screen, blank, monkeypatch):
    mark(screen, blank).save()
    monkeypatch.setattr(type(screen._desk), "confirm", lambda *_words: True)
    screen.drop()
    assert screen._shown == ()
    assert not screen.nothing.isHidden()


def test_a_marked_table_is_a_style_of_the_export(screen, blank, show, qtbot, monkeypatch, tmp_path):  # noqa: F811
    mark(screen, blank).save()
    dialog = show()
    dialog.form.setCurrentIndex(2)
    assert dialog.form.currentText() == "报表模板：市总汇总表"
    assert not dialog.columns.isEnabled()
    fill(dialog, monkeypatch, tmp_path / "上报.xlsx")
    with qtbot.waitSignal(dialog.accepted):
        dialog.export()
    page = openpyxl.load_workbook(tmp_path / "上报.xlsx")["附件1"]
    assert page["B6"].value == "张𧒽芬"
    assert page["A3"].value == "填报单位（盖章）：钱塘区总工会"
