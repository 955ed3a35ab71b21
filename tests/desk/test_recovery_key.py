from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.desk.helpers import nameless, settle
from union_desk.casework.recovery_sheet import RecoverySheet
from union_desk.core.errors import StoreProblem
from union_desk.desk.printer import Printer, no_printer
from union_desk.desk.recovery_key import RecoveryKey
from union_desk.store.recovery import new_key

KEY = new_key()
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Desk:
    """The printers of a PC, and what was sent to them."""

    def __init__(self, *names: str, refusal: str = "") -> None:
        self.names, self.refusal, self.sent = names, refusal, []

    def printers(self, _cancelled):
        if not self.names:
            raise no_printer()
        return [Printer(name, is_default=name == "窗口打印机") for name in self.names]

    def trays(self, _printer, _cancelled):
        return ()

    def send(self, pdf, order, _progress, _cancelled):
        if self.refusal:
            raise StoreProblem(self.refusal, advice="请检查打印机。")
        self.sent.append((pdf, order))
        return ""


@pytest.fixture
def shown(qtbot):
    def show(desk: Desk) -> RecoveryKey:
        dialog = RecoveryKey(KEY, "白杨街道总工会", user="陈明", clock=lambda: AT, route=lambda: desk)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: not dialog.tasks.running)
        settle()
        return dialog

    return show


def test_one_group_of_the_key_is_asked_back(shown, qtbot):
    dialog = shown(Desk("窗口打印机"))
    groups = KEY.split("-")
    assert all(group in dialog.ui.key.text() for group in groups)
    assert f"第 {dialog.asked + 1} 组" in dialog.ui.ask.text()
    qtbot.keyClicks(dialog.ui.group, "00000")
    dialog.ui.confirm.click()
    assert "不一样" in dialog.ui.problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.ui.group, groups[dialog.asked].lower())
    with qtbot.waitSignal(dialog.accepted):
        dialog.ui.confirm.click()


def test_the_sheet_is_printed_with_office_date_and_every_group(shown, qtbot):
    desk = Desk("隔壁", "窗口打印机")
    dialog = shown(desk)
    assert dialog.ui.printer.currentText() == "窗口打印机"
    dialog.ui.print.click()
    qtbot.waitUntil(lambda: bool(desk.sent), timeout=10_000)
    qtbot.waitUntil(lambda: "已送打印机" in dialog.ui.told.text())
    pdf, order = desk.sent[0]
    assert order.printer == "窗口打印机"
    assert KEY[:5] not in order.title
    with pypdfium2.PdfDocument(pdf) as document:
        words = str(document[0].get_textpage().get_text_bounded())
    assert [group for group in KEY.split("-") if group not in words] == []
    for said in ("恢复密钥单", "白杨街道总工会", "陈明", "2026", "怎样保管", "公章"):
        assert said in words.replace(" ", "")
    dialog.done(1)


def test_a_pc_without_a_printer_offers_the_stick(shown, qtbot, tmp_path, monkeypatch):
    dialog = shown(Desk())
    assert not dialog.ui.print.isEnabled()
    assert "没有装打印机" in dialog.ui.problem.text()
    assert "存到 U 盘" in dialog.ui.problem.text()
    assert "导出" not in dialog.ui.problem.text(), "this dialog has no such button"
    target = tmp_path / "恢复密钥单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    dialog.ui.save.click()
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes().startswith(b"%PDF"), timeout=10_000)
    assert [path.name for path in tmp_path.iterdir()] == ["恢复密钥单.pdf"]
    dialog.done(1)


def test_a_stick_that_is_full_and_a_printer_that_refuses_are_told(shown, qtbot, tmp_path, monkeypatch):
    dialog = shown(Desk("窗口打印机", refusal="打印服务没有收下。"))
    dialog.ui.print.click()
    qtbot.waitUntil(lambda: "没有收下" in dialog.ui.problem.text(), timeout=10_000)
    assert dialog.ui.print.isEnabled()
    nowhere = str(tmp_path / "没有" / "密钥.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (nowhere, ""))
    dialog.ui.save.click()
    qtbot.waitUntil(lambda: "换一个 U 盘" in dialog.ui.problem.text(), timeout=10_000)
    dialog.done(1)


def test_everything_on_it_has_a_name(shown):
    dialog = shown(Desk("窗口打印机"))
    assert nameless(dialog) == []
    dialog.done(1)


def test_the_same_key_and_time_make_the_same_sheet():
    sheet = RecoverySheet(KEY, "白杨街道总工会", "陈明", AT)
    assert sheet.pdf() == sheet.pdf()
