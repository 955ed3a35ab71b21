"""The print sheet: it shows a paper before it goes to the printer, and Enter sends it there.

PrintSheet(desk, job, window).open()                 # a PrintJob of an area: desk/print_job.py
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import print_settings as kept
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.page_view import PageView
from union_desk.desk.print_job import PrintChoice, PrintForm, PrintJob
from union_desk.desk.print_list import PrintList
from union_desk.desk.print_panel import MODES, PrintPanel
from union_desk.desk.print_route import print_route
from union_desk.desk.printer import PrintOrder, PrintRoute, no_printer
from union_desk.desk.tasks import TaskHandle
from union_desk.paper.job import AS_IT_IS

if TYPE_CHECKING:
    from union_desk.desk.printer import Printer
    from union_desk.paper.render import Printed

__all__ = ["MODES", "PrintChoice", "PrintForm", "PrintJob", "PrintSheet"]

Result = TypeVar("Result")
_NAMED: Final = 5
_TURNING: Final = (
    (Qt.Key.Key_Right, 1),
    (Qt.Key.Key_PageDown, 1),
    (Qt.Key.Key_Left, -1),
    (Qt.Key.Key_PageUp, -1),
)


@dataclass(slots=True)
class _Outcome:
    """How far a printing or an export came: what is done, what one should know, and what stopped it."""

    done: list[PrintChoice] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problem: str = ""


class PrintSheet(Dialog):
    """Enter prints what is ticked on the printer that is shown."""

    def __init__(
        self, desk: Desk, job: PrintJob, parent: QWidget | None = None, route: PrintRoute | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印 · {job.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._job, self._route = desk, job, route or print_route()
        self._titles = {form.form: form.title for form in job.forms()}
        self._together = frozenset(form.form for form in job.forms() if form.together)
        self._made: dict[PrintChoice, Printed] = {}
        self._tasks: dict[str, TaskHandle] = {}
        self._printers_known = False
        self._no_printer = no_printer()
        self._notice = ""
        self._wanted = False
        self._outcome = _Outcome()
        self._first: dict[str, int] = {}  # the number of each paper's next copy
        self.panel = PrintPanel(desk.preferences, job.forms(), fillable=bool(job.uids))
        self.lines = self.panel.lines
        self.view = PageView()
        self.warnings = QLabel()
        self.warnings.setWordWrap(True)
        self.warnings.setProperty("problem", True)
        self.warnings.hide()
        self.print_button = style.make_primary(QPushButton("打印(&P)"))
        self.print_button.setDefault(True)
        self.export_button = QPushButton("导出 PDF…(&E)")
        self.archive = QCheckBox("归档格式 PDF/&A")
        self.archive.setToolTip("几十年后也能原样打开；没有嵌入字体的外来页会转成图片。")
        self._lay_out()
        self._connect()
        self._count()
        self._draw()
        self._run(
            "printers",
            "正在查找打印机",
            lambda task: self._route.printers(task.cancelled),
            self._show_printers,
        )

    @property
    def mode(self) -> str:
        return self.panel.mode

    def choices(self) -> list[PrintChoice]:
        return [self._choice(line.form.form, line.copies.value()) for line in self.panel.ticked()]

    def print_now(self) -> None:
        """Draw what is ticked and hand it over, without a further question."""
        if "act" in self._tasks:
            return
        if not self._printers_known and not self.panel.printer_name:
            self._wanted = True  # as soon as the printers are known
            return
        if not self.panel.printer_name:
            self._say(self._no_printer)
            return
        self.panel.remember()
        printer, sides = self.panel.printer_name, self.panel.chosen_sides
        tray = kept.tray_of(self._desk.preferences, printer)

        def send(choice: PrintChoice, made: Printed, task: TaskHandle) -> str:
            order = PrintOrder(printer, self._titles[choice.form], sides, tray)
            return self._route.send(made.pdf, order, task.progress, task.cancelled)

        self._act("正在送打印", send, self._sent, into_file=False)

    def export(self) -> None:
        """Write what is ticked into PDF files beside each other."""
        if "act" in self._tasks:
            return
        chosen, archived, at = self.choices(), self.archive.isChecked(), self._desk.clock()
        first = f"{self._job.title}.pdf".replace("/", "／").replace(" ", "")
        path, _kind = QFileDialog.getSaveFileName(self, "导出 PDF", first, "PDF (*.pdf)")
        if not path:
            return
        target = Path(path).with_suffix(".pdf")
        written: list[Path] = []

        def write(choice: PrintChoice, made: Printed, _task: TaskHandle) -> str:
            title = self._titles[choice.form]
            own = target if len(chosen) == 1 else _free(target.with_stem(f"{target.stem}-{title}"))
            pdf, remark = made.pdf, ""
            if archived:
                from union_desk.paper.archive import archive_pdf  # noqa: PLC0415 - loaded when first used

                kept_for_good = archive_pdf(made.pdf, title, made_at=at)
                pictures = len(kept_for_good.rasterised)
                pdf, remark = kept_for_good.pdf, f"有 {pictures} 页转成了图片。" if pictures else ""
            try:
                own.write_bytes(pdf)
            except OSError as error:
                raise StoreProblem(f"不能写入 {own}，请换一个文件夹。") from error
            written.append(own)
            return remark

        self._act("正在导出", write, partial(self._exported, written), into_file=True)

    def set_up_printer(self) -> None:
        from union_desk.desk.printer_setup import PrinterSetup  # noqa: PLC0415 - rare

        dialog = PrinterSetup(self._desk, self._route, self.panel.printer_name, self)
        dialog.exec()
        self._draw()

    def show_log(self) -> None:
        PrintList(self._job.title.rpartition(" · ")[2], self._job.log(), self._titles, self).show()

    def done(self, result: int) -> None:
        for task in self._tasks.values():
            task.cancel()
        super().done(result)

    def _choice(self, form: str, copies: int) -> PrintChoice:
        panel, preferences = self.panel, self._desk.preferences
        printer = panel.printer_name
        placing = AS_IT_IS
        if panel.mode == "data":
            placing = kept.placing_of(preferences, printer, kept.tray_of(preferences, printer))
        return PrintChoice(
            form,
            copies,
            panel.mode,
            panel.numbered.isChecked(),
            panel.chosen_sides,
            placing,
            kept.prefers_local_fonts(preferences),
        )

    def _act(
        self,
        title: str,
        use: Callable[[PrintChoice, Printed, TaskHandle], str],
        done: Callable[[_Outcome], None],
        *,
        into_file: bool,
    ) -> None:
        """Draw every ticked paper, use it, and log it at once: what is on paper is in the log."""
        chosen = self.choices()
        outcome = self._outcome = _Outcome()

        def log(choice: PrintChoice, made: Printed) -> None:
            try:
                self._job.printed(choice, made, into_file=into_file)
            except (RuleBroken, StoreProblem) as error:
                raise StoreProblem(f"{title[2:]}已完成，但打印记录没有写进去：{_words(error)}") from error

        def work(task: TaskHandle) -> _Outcome:
            try:
                for choice in chosen:
                    made = self._job.render(choice, task.progress, task.cancelled)
                    if task.cancelled():
                        break
                    remark = use(choice, made, task)
                    outcome.done.append(choice)
                    outcome.remarks += [remark] if remark else []
                    log(choice, made)
            except (RuleBroken, StoreProblem) as error:
                outcome.problem = _words(error)
            return outcome

        self._run("act", title, work, done)
        self._count()

    def _sent(self, outcome: _Outcome) -> None:
        each = max(1, len(self._job.uids))
        copies = sum(done.copies * (1 if done.form in self._together else each) for done in outcome.done)
        if outcome.done:
            self._desk.status(f"已送打印：{self._job.title}，共 {copies} 份，{self.panel.printer_name}")
        self._end(outcome)

    def _exported(self, written: Sequence[Path], outcome: _Outcome) -> None:
        if written:
            more = f" 等 {len(written)} 个文件，在 {written[0].parent}" if len(written) > 1 else ""
            self._desk.status("".join([f"已导出 {written[0].name}{more}。", *outcome.remarks]))
        self._end(replace(outcome, remarks=[]))

    def _end(self, outcome: _Outcome) -> None:
        """Close when all is done; else say why, with only what is left to do still ticked."""
        if not outcome.problem and not outcome.remarks:
            self.accept()
            return
        self._made.clear()  # the next copy has another number
        done = {choice.form for choice in outcome.done}
        for line in self.lines:
            if line.form.form in done:
                line.tick.setChecked(False)
        self._count()
        self._warn([*([outcome.problem] if outcome.problem else []), *outcome.remarks])

    def _draw(self) -> None:
        """Show the paper one is on."""
        if self.panel.shown is None:
            self.view.say("没有可以打印的表格。")
            return
        choice = replace(self._choice(self.panel.shown.form.form, 1), sides="one")
        if choice in self._made:
            self._show_made(choice, self._made[choice])
            return
        self.view.say("正在排版…")

        def done(made: Printed) -> None:
            self._made[choice] = made
            self._show_made(choice, made)

        self._run(
            "page", "正在排版", lambda task: self._job.render(choice, task.progress, task.cancelled), done
        )

    def _run(
        self, name: str, title: str, work: Callable[[TaskHandle], Result], done: Callable[[Result], None]
    ) -> None:
        """Do something beside the window; a new page takes the place of one that is still drawn."""
        if name in self._tasks:
            self._tasks[name].cancel()

        def ended(result: Result) -> None:
            self._tasks.pop(name, None)
            done(result)

        def failed(error: Exception) -> None:
            self._tasks.pop(name, None)
            self._failed(name, error)

        self._tasks[name] = self._desk.tasks.run(title, work, ended, failed, whose=self)

    def _task_over(self, task: TaskHandle) -> None:
        """Take note when it was stopped from the line below; then nobody else tells."""
        if task.cancelled() and self._tasks.get("act") is task and self.isVisible():
            del self._tasks["act"]
            self._end(replace(self._outcome, problem="已停止，没有打印的仍然勾着。"))

    def _failed(self, name: str, error: Exception) -> None:
        self._count()
        if not isinstance(error, RuleBroken | StoreProblem):
            raise error
        if name == "printers" and isinstance(error, StoreProblem):
            self._no_printer = error
            self._show_printers(())
            return
        if name == "page":
            self.view.say("")
        self._say(error)

    def _show_printers(self, printers: Sequence[Printer]) -> None:
        self._printers_known = True
        gone = self.panel.show_printers(printers)
        if gone and printers:
            self._notice = f"上次用的打印机“{gone}”不在了，已换成“{self.panel.printer_name}”，请核对。"
            self._draw()
        if self._wanted:
            self._wanted = False
            self.print_now()

    def _show_made(self, choice: PrintChoice, made: Printed) -> None:
        self.view.show_pdf(made.pdf)
        form = self.panel.shown.form if self.panel.shown is not None else None
        warnings = [self._notice] if self._notice else []
        warnings += form.warnings if form is not None and choice.mode == "filled" else ()
        if made.missing:
            warnings.append(f"字库里没有这些字，印出来会是空框：{'、'.join(made.missing)}")
        if made.shrunk:
            warnings.append(f"内容太长，已缩小字号：{'、'.join(made.shrunk)}")
        if made.concerned and len(self._job.uids) > 1:
            names = [self._job.whose(choice, number) for number in made.concerned[:_NAMED]]
            others = " 等" if len(made.concerned) > _NAMED else ""
            warnings.append(f"涉及 {len(made.concerned)} 份：{'、'.join(names)}{others}")
        if choice.local_fonts:
            files = "、".join(made.local_fonts)
            warnings.append(
                f"用本机字体：{files}" if files else "这台电脑没有可用的仿宋、小标宋，仍用随附字体。"
            )
        self._warn(warnings)
        if made.first_copies and len(self._job.uids) == 1:
            self._first[choice.form] = made.first_copies[0]
        self._tell_numbers()

    def _tell_numbers(self) -> None:
        """Say which copies come out now."""
        words, shown = "", self.panel.shown
        first = self._first.get(shown.form.form, 0) if shown is not None else 0
        if shown is not None and first and self.panel.numbered.isChecked() and self.mode != "blank":
            last = first + shown.copies.value() - 1
            words = f"这次是第 {first}–{last} 份" if last > first else f"这次是第 {first} 份"
        self.panel.numbers.setText(words if first > 1 or "–" in words else "")
        self.panel.numbers.setVisible(bool(self.panel.numbers.text()))

    def _say(self, error: RuleBroken | StoreProblem) -> None:
        self._warn([_words(error)])

    def _warn(self, warnings: Sequence[str]) -> None:
        self.warnings.setText("\n".join(f"▲ {each}" for each in warnings))
        self.warnings.setVisible(bool(warnings))

    def _count(self) -> None:
        ready = bool(self.choices()) and "act" not in self._tasks
        self.print_button.setEnabled(ready)
        self.export_button.setEnabled(ready)
        self._tell_numbers()

    def _connect(self) -> None:
        self._desk.tasks.ended.connect(self._task_over)
        self.panel.changed.connect(self._count)
        self.panel.redrawn.connect(self._draw)
        self.panel.setup_button.clicked.connect(lambda _on: self.set_up_printer())
        self.panel.log_button.clicked.connect(lambda _on: self.show_log())
        self.panel.log_button.setEnabled(len(self._job.uids) == 1)
        for key, step in _TURNING:
            # A shortcut, because a tick box or a button would take the arrow to go to its neighbour.
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.view.turn, step))
        self.print_button.clicked.connect(lambda _on: self.print_now())
        self.export_button.clicked.connect(lambda _on: self.export())

    def _lay_out(self) -> None:
        hint = QLabel("← → 翻页　Enter 打印")
        hint.setProperty("muted", True)
        left = QVBoxLayout()
        left.addWidget(self.panel, 1)
        left.addWidget(hint)
        for widget in (self.print_button, self.export_button, self.archive):
            left.addWidget(widget)
        side = QWidget()
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        unit = self.fontMetrics().height()
        side.setFixedWidth(max(unit * 15, self.panel.minimumSizeHint().width()))
        both = QHBoxLayout()
        both.addWidget(side)
        both.addWidget(self.view, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(self.warnings)
        whole.addLayout(both, 1)
        room = self.screen().availableSize()
        self.resize(min(unit * 60, room.width() - 40), min(unit * 42, room.height() - 60))


def _free(path: Path) -> Path:
    """Return a name that nothing has yet: of several files one was asked about none."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _words(error: RuleBroken | StoreProblem) -> str:
    return f"{error}{error.advice if isinstance(error, StoreProblem) else ''}"
