from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from tests.desk.helpers import nameless, settle
from tests.desk.sample import PDF, FileJob
from union_desk.core.errors import RuleBroken
from union_desk.desk import printing
from union_desk.desk.printer import lp_command, send
from union_desk.desk.printing import PrintChoice, PrintSheet


@pytest.fixture
def sheet(desk, files, qtbot):
    sheet = PrintSheet(desk, FileJob(files, ["u0", "u1"]))
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.view.caption.text() != "")
    return sheet


def test_the_papers_of_this_step_come_first_and_ticked(sheet):
    assert [(line.form.title, line.tick.isChecked()) for line in sheet.lines] == [
        ("困难职工档案表", True),
        ("入户核查表", False),
    ]
    assert sheet.choices() == [PrintChoice("hardship_file", 1, "filled")]


def test_the_page_itself_is_shown_and_turned_with_the_arrows(sheet, qtbot):
    assert sheet.view.caption.text() == "第 1 页，共 2 页"
    tick = sheet.lines[0].tick
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Right)
    qtbot.keyClick(tick, Qt.Key.Key_Right)
    assert sheet.view.caption.text() == "第 2 页，共 2 页"
    qtbot.keyClick(tick, Qt.Key.Key_Left)
    assert sheet.view.page == 0


def test_what_is_missing_is_said_before_printing(sheet):
    assert "▲ 还差：承诺书签名" in sheet.warnings.text()
    assert "字库里没有这些字，印出来会是空框：𧒽" in sheet.warnings.text()


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (2, "▲ 涉及 2 份：王芳、李䶮"),
        (7, "▲ 涉及 7 份：王芳、李䶮、赵国强、欧阳丽华、阿卜杜拉·买买提 等"),
    ],
)
def test_of_many_papers_the_ones_that_are_meant_are_named(desk, files, qtbot, count, named):
    sheet = PrintSheet(desk, FileJob(files, [f"u{number}" for number in range(count)]))
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.view.caption.text() != "")
    assert sheet.warnings.text().splitlines()[-1] == named


def test_of_one_paper_nobody_need_say_whose_it_is(desk, files, qtbot):
    sheet = PrintSheet(desk, FileJob(files, ["u0"]))
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.view.caption.text() != "")
    assert "份：" not in sheet.warnings.text()


def test_a_blank_form_does_not_miss_fields(sheet, qtbot):
    sheet._modes.button(1).click()
    assert sheet.mode == "blank"
    qtbot.waitUntil(lambda: "还差" not in sheet.warnings.text())


def test_with_nothing_ticked_there_is_nothing_to_print(sheet):
    sheet.lines[0].tick.click()
    assert not sheet.print_button.isEnabled()


def test_pages_are_written_into_a_file_and_logged(sheet, files, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "档案表.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    sheet.export_button.click()
    qtbot.waitUntil(lambda: bool(files.printed))
    assert target.read_bytes() == PDF
    assert files.printed == [PrintChoice("hardship_file", 1, "filled")]


def test_two_papers_are_two_files(sheet, files, tmp_path, monkeypatch, qtbot):
    sheet.lines[1].tick.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "表.pdf"), ""))
    sheet.export_button.click()
    qtbot.waitUntil(lambda: len(files.printed) == 2)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["表-入户核查表.pdf", "表-困难职工档案表.pdf"]


def test_a_folder_that_cannot_be_written_is_named(sheet, files, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: ("/proc/没有/表.pdf", ""))
    sheet.export_button.click()
    qtbot.waitUntil(lambda: "请换一个文件夹" in sheet.warnings.text())
    assert not files.printed


def test_what_cannot_be_drawn_is_said_in_words(desk, files, qtbot, monkeypatch):
    def refuse(*_words):
        raise RuleBroken("表单文件第 3 行有不认识的键。")

    monkeypatch.setattr(FileJob, "render", refuse)
    sheet = PrintSheet(desk, FileJob(files, ["u0"]))
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: "第 3 行" in sheet.warnings.text())
    sheet.close()


def test_printing_hands_the_pages_over_and_logs_them(sheet, files, tmp_path, monkeypatch, qtbot):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(printing, "choose_printer", lambda *_words: printer)
    sheet.print_button.click()
    qtbot.waitUntil(lambda: bool(files.printed), timeout=10_000)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    settle()
    assert not sheet.isVisible()


def test_the_page_keeps_its_size_on_its_way_to_the_printer():
    command = lp_command("窗口打印机", 3, "two-sided-long-edge", "档案表")
    assert command[:3] == ["lp", "-n", "3"]
    assert "print-scaling=none" in command
    assert command[command.index("-d") + 1] == "窗口打印机"
    assert "sides=two-sided-long-edge" in command


def test_without_a_printing_service_one_is_told_to_export(qtbot, monkeypatch, sheet):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        pytest.skip("Qt has no printing plugin here")
    assert "导出 PDF" in send(PDF, printer, 1, "表", sheet)


def test_everything_on_the_sheet_has_a_name(sheet):
    assert nameless(sheet) == []
