"""The recovery key on the screen: printed, or kept on a stick, and asked back before it lets go.

RecoveryKey(key, "白杨街道总工会", user="陈明").exec()
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from union_desk.casework.recovery_sheet import TITLE, RecoverySheet
from union_desk.core.clock import Clock, system_clock
from union_desk.core.errors import StoreProblem
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.forms.ui_recovery_key import Ui_RecoveryKey
from union_desk.desk.print_route import print_route
from union_desk.desk.printer import EXPORT, Printer, PrintOrder, PrintRoute
from union_desk.desk.tasks import TaskHandle, Tasks

_NO_PRINTER: Final = "没有找到打印机。请存到 U 盘，到能打印的电脑上打印；或者照着抄下来。"
_TO_STICK: Final = "或者存到 U 盘，到别的电脑上打印。"


class RecoveryKey(Dialog):
    """Shows the key once, and asks one of its groups back before it lets go; no file of it stays behind."""

    def __init__(
        self,
        key: str,
        office: str,
        parent: QWidget | None = None,
        *,
        user: str = "",
        clock: Clock = system_clock,
        route: Callable[[], PrintRoute] = print_route,
    ) -> None:
        super().__init__(parent)
        self.sheet = RecoverySheet(key, office, user, clock())
        self._groups = key.split("-")
        self.asked = secrets.randbelow(len(self._groups))
        """Which group is asked back, from 0."""
        self._make_route = route
        self.tasks = Tasks(self)
        self.ui = form = Ui_RecoveryKey()
        form.setupUi(self)
        half = (len(self._groups) + 1) // 2
        form.key.setText("\n".join("  ".join(part) for part in (self._groups[:half], self._groups[half:])))
        font = form.key.font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "monospace"])
        form.key.setFont(font)
        form.ask.setText(f"请对照纸上的内容，输入第 {self.asked + 1} 组，确认已经留好：")
        form.group_label.setText(f"第 {self.asked + 1} 组(&L)")
        form.print.clicked.connect(self.print_key)
        form.save.clicked.connect(self.save_key)
        form.confirm.clicked.connect(self.confirm)
        form.group.setFocus()
        form.print.setEnabled(False)
        self.finished.connect(lambda _result: self.tasks.close())
        self.tasks.run("查找打印机", self._find_printers, self._offer, self._say)
        self.resize(size_of(self))

    def confirm(self) -> None:
        typed = self.ui.group.text().strip().upper()
        if typed == self._groups[self.asked].upper():
            self.accept()
            return
        self.say(f"和密钥的第 {self.asked + 1} 组不一样，请对照刚才打印或抄下的再输。")
        self.ui.group.setFocus()
        self.ui.group.selectAll()

    def reject(self) -> None:
        """Stay: without the key a forgotten password loses everything."""
        self.say(f"请先打印或抄下密钥，再输入第 {self.asked + 1} 组。")

    def say(self, problem: str) -> None:
        self.ui.problem.setText(f"▲ {problem}" if problem else "")
        grow(self)

    def print_key(self) -> None:
        """Draw the sheet and hand it to the printer, in a worker; the queue is not told what it is."""
        order = PrintOrder(self.ui.printer.currentText(), TITLE)
        self.ui.print.setEnabled(False)
        self._tell("正在送打印机…")

        def work(task: TaskHandle) -> str:
            return self._make_route().send(self.sheet.pdf(), order, task.progress, task.cancelled)

        def done(remark: str) -> None:
            self.ui.print.setEnabled(True)
            self._tell(remark or "已送打印机。请看一看纸上八组是不是都清楚，再输入下面这一组。")

        self.tasks.run("打印恢复密钥单", work, done, self._say)

    def save_key(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, "存到 U 盘", f"{TITLE}.pdf", "PDF (*.pdf)")
        if not path:
            return
        target = Path(path).with_suffix(".pdf")

        def done(_value: object) -> None:
            self._tell(f"已存到 {target}。打印以后请把 U 盘上的也删掉。")

        self.tasks.run("存恢复密钥单", lambda _task: target.write_bytes(self.sheet.pdf()), done, self._say)

    def _find_printers(self, task: TaskHandle) -> Sequence[Printer]:
        return self._make_route().printers(task.cancelled)

    def _offer(self, printers: Sequence[Printer]) -> None:
        """Show the printers, the usual one first chosen."""
        for printer in printers:
            self.ui.printer.addItem(printer.name)
            if printer.is_default:
                self.ui.printer.setCurrentText(printer.name)
        self.ui.printer.setEnabled(bool(printers))
        self.ui.print.setEnabled(bool(printers))
        if not printers:
            self._tell(_NO_PRINTER)

    def _say(self, error: Exception) -> None:
        self.ui.print.setEnabled(self.ui.printer.count() > 0)
        match error:
            case StoreProblem():
                self.say(error.message + error.advice.replace(EXPORT, _TO_STICK))
            case OSError():
                self.say("不能写到那里，请换一个 U 盘或文件夹。")
            case _:
                raise error

    def _tell(self, words: str) -> None:
        self.ui.told.setText(words)
        self.say("")
