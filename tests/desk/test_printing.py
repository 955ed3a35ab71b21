from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QScrollArea

from tests.desk.helpers import nameless, settle
from tests.desk.sample import PDF, FileJob
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import print_settings as kept
from union_desk.desk.preferences import Preferences
from union_desk.desk.print_job import PrintForm
from union_desk.desk.print_list import PrintList
from union_desk.desk.print_panel import PrintPanel
from union_desk.desk.printer import Printer, PrintOrder, Tray
from union_desk.desk.printing import PrintSheet
from union_desk.desk.raster import paint
from union_desk.paper.job import Placing


class FolderRoute:
    """Printers that put their paper as PDF files into a folder."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder, self.names = folder, names
        self.orders: list[PrintOrder] = []
        self.remark = ""
        self.refused: StoreProblem | None = None
        self.broken: StoreProblem | None = None

    def printers(self, cancelled: Callable) -> list[Printer]:
        if self.broken is not None:
            raise self.broken
        return [Printer(name, number == 1) for number, name in enumerate(self.names)]

    def trays(self, printer: str, cancelled: Callable) -> list[Tray]:
        return [Tray("InputSlot=Manual", "手动进纸")]

    def send(self, pdf: bytes, order: PrintOrder, progress: Callable, cancelled: Callable) -> str:
        if self.refused is not None and len(self.orders) > 0:
            raise self.refused
        self.orders.append(order)
        printer = QPrinter()
        printer.setOutputFileName(str(self.folder / f"{len(self.orders)}.pdf"))
        paint(pdf, printer, progress, cancelled)
        return self.remark


@pytest.fixture
def route(tmp_path):
    return FolderRoute(tmp_path, "档案室", "窗口打印机")


@pytest.fixture
def open_sheet(desk, files, qtbot, route):
    def make(*uids: str) -> PrintSheet:
        sheet = PrintSheet(desk, FileJob(files, uids or ["u0", "u1"]), route=route)
        qtbot.addWidget(sheet)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        sheet.show()
        qtbot.waitUntil(lambda: sheet.view.caption.text() != "" and sheet._printers_known)
        return sheet

    return make


@pytest.fixture
def sheet(open_sheet):
    return open_sheet()


def test_the_papers_of_this_step_come_first_and_ticked(sheet):
    assert [(line.form.title, line.tick.isChecked()) for line in sheet.lines] == [
        ("困难职工档案表", True),
        ("入户核查表", False),
    ]
    assert [(choice.form, choice.copies, choice.mode) for choice in sheet.choices()] == [
        ("hardship_file", 1, "filled")
    ]


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
def test_of_many_papers_the_ones_that_are_meant_are_named(open_sheet, count, named):
    sheet = open_sheet(*[f"u{number}" for number in range(count)])
    assert sheet.warnings.text().splitlines()[-1] == named


def test_of_one_paper_nobody_need_say_whose_it_is(open_sheet):
    assert "份：" not in open_sheet("u0").warnings.text()


def test_a_blank_form_does_not_miss_fields(sheet, qtbot):
    sheet.panel.modes.button(1).click()
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
    assert [choice.form for choice in files.printed] == ["hardship_file"]
    qtbot.waitUntil(lambda: not sheet.isVisible())


def test_two_papers_are_two_files(desk, sheet, files, tmp_path, monkeypatch, qtbot):
    told = []
    desk.told.connect(lambda words, _undo: told.append(words))
    earlier = tmp_path / "表-入户核查表.pdf"
    earlier.write_text("kept")
    sheet.lines[1].tick.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "表.pdf"), ""))
    sheet.export_button.click()
    qtbot.waitUntil(lambda: len(files.printed) == 2)
    qtbot.waitUntil(lambda: bool(told))
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"表-入户核查表.pdf", "表-入户核查表-2.pdf", "表-困难职工档案表.pdf"}
    assert earlier.read_text() == "kept"
    assert told == [f"已导出 表-困难职工档案表.pdf 等 2 个文件，在 {tmp_path}。"]


def test_a_folder_that_cannot_be_written_is_named(sheet, files, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: ("/proc/没有/表.pdf", ""))
    sheet.export_button.click()
    qtbot.waitUntil(lambda: "请换一个文件夹" in sheet.warnings.text())
    assert not files.printed


def test_what_cannot_be_drawn_is_said_in_words(desk, files, qtbot, monkeypatch, route):
    def refuse(*_words):
        raise RuleBroken("表单文件第 3 行有不认识的键。")

    monkeypatch.setattr(FileJob, "render", refuse)
    sheet = PrintSheet(desk, FileJob(files, ["u0"]), route=route)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: "第 3 行" in sheet.warnings.text())
    sheet.close()


def test_enter_prints_on_the_usual_printer_and_logs_it(sheet, files, route, desk, qtbot):
    qtbot.keyClick(sheet.lines[0].tick, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    assert (route.folder / "1.pdf").read_bytes().startswith(b"%PDF")
    assert route.orders == [PrintOrder("窗口打印机", "困难职工档案表", "long", "")]
    assert [choice.form for choice in files.printed] == ["hardship_file"]


def test_enter_before_the_printers_are_known_prints_as_soon_as_they_are(desk, files, qtbot, route):
    sheet = PrintSheet(desk, FileJob(files, ["u0"]), route=route)
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    sheet.print_button.click()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    assert route.orders[0].printer == "窗口打印机"


def test_printing_twice_by_a_second_enter_is_not_possible(sheet, route, qtbot):
    sheet.print_now()
    sheet.print_now()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    assert len(route.orders) == 1


def test_what_was_chosen_for_a_paper_is_there_again_next_time(open_sheet, desk, qtbot):
    sheet = open_sheet("u0")
    sheet.panel.printer.setCurrentIndex(0)
    sheet.panel.sides.setCurrentIndex(0)
    sheet.panel.modes.button(2).click()
    sheet.panel.numbered.setChecked(False)
    sheet.lines[0].copies.setValue(3)
    sheet.print_now()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    again = open_sheet("u0")
    (choice,) = again.choices()
    assert again.panel.printer_name == "档案室"
    assert (choice.copies, choice.mode, choice.sides, choice.numbered) == (3, "data", "one", False)
    assert again.lines[1].copies.value() == 1


def test_blank_is_chosen_anew_each_time(open_sheet, qtbot):
    sheet = open_sheet("u0")
    sheet.panel.modes.button(1).click()
    sheet.print_now()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    assert open_sheet("u0").mode == "filled"


def test_data_are_moved_as_this_printer_and_tray_ask(open_sheet, desk):
    kept.keep_tray(desk.preferences, "窗口打印机", "InputSlot=Manual")
    kept.keep_placing(desk.preferences, "窗口打印机", "InputSlot=Manual", Placing(1.5, -0.5))
    kept.keep_placing(desk.preferences, "窗口打印机", "", Placing(9, 9))
    sheet = open_sheet("u0")
    assert sheet.choices()[0].placing == Placing()
    sheet.panel.modes.button(2).click()
    assert sheet.choices()[0].placing == Placing(1.5, -0.5)
    sheet.panel.printer.setCurrentIndex(0)
    assert sheet.choices()[0].placing == Placing()


def test_the_numbers_of_the_copies_are_said_before_they_are_printed(open_sheet):
    sheet = open_sheet("u0")
    assert sheet.panel.numbers.text() == "这次是第 2 份"
    sheet.lines[0].copies.setValue(3)
    assert sheet.panel.numbers.text() == "这次是第 2–4 份"
    sheet.panel.numbered.setChecked(False)
    sheet.lines[0].copies.setValue(2)
    assert not sheet.panel.numbers.isVisibleTo(sheet)


def test_what_the_printer_did_not_take_is_not_logged_and_stays_ticked(sheet, route, files, qtbot):
    sheet.lines[1].tick.click()
    route.refused = StoreProblem("打印机现在不收文件。", advice="请先“导出 PDF”。")
    sheet.print_now()
    qtbot.waitUntil(lambda: "不收文件。请先“导出 PDF”" in sheet.warnings.text(), timeout=10_000)
    assert [choice.form for choice in files.printed] == ["hardship_file"]
    assert [line.tick.isChecked() for line in sheet.lines] == [False, True]
    assert sheet.print_button.isEnabled()


def test_a_paper_that_has_to_wait_is_logged_and_told(sheet, route, files, qtbot):
    route.remark = "打印机已暂停。"
    sheet.print_now()
    qtbot.waitUntil(lambda: "打印机已暂停" in sheet.warnings.text(), timeout=10_000)
    assert len(files.printed) == 1
    assert not sheet.print_button.isEnabled()


def test_what_could_not_be_logged_is_told_as_printed_all_the_same(sheet, files, qtbot, monkeypatch):
    def refuse(*_words, **_named):
        raise StoreProblem("磁盘已满。", advice="请腾出空间。")

    monkeypatch.setattr(FileJob, "printed", refuse)
    sheet.print_now()
    qtbot.waitUntil(lambda: "送打印已完成，但打印记录没有写进去：磁盘已满" in sheet.warnings.text())
    assert not sheet.lines[0].tick.isChecked()


def test_a_printing_that_is_stopped_can_be_begun_again(sheet, desk, qtbot):
    sheet.print_now()
    for task in desk.tasks.running:
        task.cancel()
    qtbot.waitUntil(lambda: "已停止" in sheet.warnings.text())
    assert sheet.print_button.isEnabled() or not sheet.choices()


def test_without_a_printer_one_is_told_to_export(desk, files, qtbot, tmp_path):
    sheet = PrintSheet(desk, FileJob(files, ["u0"]), route=FolderRoute(tmp_path))
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    qtbot.waitUntil(lambda: sheet._printers_known and sheet.view.caption.text() != "")
    assert sheet.panel.printer.currentText() == "这台电脑没有装打印机"
    sheet.print_button.click()
    assert "请先在系统里添加打印机，或先“导出 PDF”" in sheet.warnings.text()
    assert not files.printed


def test_a_printing_service_that_does_not_run_is_told_and_the_page_is_still_shown(open_sheet, route):
    route.broken = StoreProblem("这台电脑的打印服务（CUPS）没有运行。", advice="请先启动它。")
    sheet = open_sheet("u0")
    sheet.print_button.click()
    assert "没有运行。请先启动它。" in sheet.warnings.text()
    assert sheet.view.caption.text() == "第 1 页，共 2 页"


def test_a_printer_that_is_gone_is_not_replaced_in_silence(open_sheet, desk, route):
    kept.keep_last_printer(desk.preferences, "旧打印机")
    sheet = open_sheet("u0")
    assert sheet.panel.printer_name == "窗口打印机"
    assert "上次用的打印机“旧打印机”不在了，已换成“窗口打印机”，请核对。" in sheet.warnings.text()


def test_that_this_pcs_own_fonts_are_taken_is_said(open_sheet, desk):
    kept.prefer_local_fonts(desk.preferences, on=True)
    sheet = open_sheet("u0")
    assert sheet.choices()[0].local_fonts
    assert "没有可用的仿宋、小标宋" in sheet.warnings.text()


def test_an_export_may_be_made_for_the_archive(sheet, files, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "档案表.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    sheet.archive.click()
    sheet.export_button.click()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=10_000)
    assert b"pdfaid" in target.read_bytes()


def test_the_print_log_of_a_file_is_a_list(open_sheet):
    sheet = open_sheet("u0")
    sheet.panel.log_button.click()
    listed = sheet.findChild(PrintList)
    texts = [listed.table.item(0, column).text() for column in range(listed.table.columnCount())]
    assert texts == [
        "2018-11-24 14:02",
        "陈明",
        "困难职工档案表",
        "KN-01 第1版",
        "填好",
        "2",
        "1–2",
    ]
    assert nameless(listed) == []
    listed.close()
    assert not open_sheet("u0", "u1").panel.log_button.isEnabled()


def test_everything_on_the_sheet_has_a_name(sheet):
    assert nameless(sheet) == []


def test_how_many_are_wanted_is_seen_beside_a_long_list_of_papers(qtbot):
    papers = [PrintForm(f"paper{number}", "困难职工家庭建档申请审批表") for number in range(20)]
    panel = PrintPanel(Preferences(), papers, fillable=True)
    qtbot.addWidget(panel)
    panel.resize(panel.minimumSizeHint().width(), 400)
    panel.show()
    settle()
    room = panel.findChild(QScrollArea)
    assert room.verticalScrollBar().isVisible()
    for line in panel.lines:
        right = line.copies.mapTo(room, line.copies.rect().topRight()).x()
        assert right < room.viewport().width()
