"""Printing: what an area offers to print, and the sheet that shows it before it goes to the printer.

class FileJob:                                       # a PrintJob
title = "困难职工档案表 · 王芳"
def forms(self): return (PrintForm("hardship_file", "困难职工档案表", ticked=True, warnings=("缺签名",)),)
def render(self, choice: PrintChoice, progress, cancelled) -> Printed: return prints.render(...)
def printed(self, choice: PrintChoice) -> None: service.note_print(...)
PrintSheet(desk, FileJob(), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.page_view import PageView
from union_desk.desk.printer import choose_printer, send
from union_desk.desk.tasks import TaskHandle

if TYPE_CHECKING:
    from union_desk.paper.render import Printed

Result = TypeVar("Result")
MODES: Final = (("filled", "填好"), ("blank", "空白"), ("data", "仅数据"))
_NAMED: Final = 5
_TURNING: Final = (
    (Qt.Key.Key_Right, 1),
    (Qt.Key.Key_PageDown, 1),
    (Qt.Key.Key_Left, -1),
    (Qt.Key.Key_PageUp, -1),
)


@dataclass(frozen=True, slots=True)
class PrintForm:
    """A paper that can be printed now; those of the present step are ticked, and say what they still lack."""

    form: str
    title: str
    ticked: bool = False
    copies: int = 1
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """One paper to print: its form, how many, and filled, blank or data."""

    form: str
    copies: int
    mode: str


class PrintJob(Protocol):
    """Given by an area for one record or for all marked ones. `render` runs in a worker thread."""

    @property
    def title(self) -> str: ...
    @property
    def uids(self) -> Sequence[str]: ...
    def forms(self) -> Sequence[PrintForm]: ...
    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed: ...
    def whose(self, choice: PrintChoice, number: int) -> str:
        """Name the record with this number, from 0, in a warning."""

    def printed(self, choice: PrintChoice) -> None:
        """Log that the paper went to the printer or into a file."""


class FormLine(QWidget):
    """A paper of the list: tick, copies, and the page beside when one goes to it."""

    shown = Signal()
    changed = Signal()

    def __init__(self, form: PrintForm) -> None:
        super().__init__()
        self.form = form
        self.tick = QCheckBox(form.title)
        self.tick.setChecked(form.ticked)
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setValue(form.copies)
        self.copies.setSuffix(" 份")
        for part in (self.copies, *self.copies.findChildren(QLineEdit)):
            part.setAccessibleName(f"{form.title} 份数")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tick, 1)
        line.addWidget(self.copies)
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        self.tick.clicked.connect(lambda _on: self.shown.emit())
        self.copies.valueChanged.connect(lambda _count: self.changed.emit())


class PrintSheet(QDialog):
    def __init__(self, desk: Desk, job: PrintJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印 · {job.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 700)
        self._desk, self._job = desk, job
        self._made: dict[PrintChoice, Printed] = {}
        self._task: TaskHandle | None = None
        self.lines = [FormLine(form) for form in sorted(job.forms(), key=lambda form: not form.ticked)]
        self._shown = self.lines[0] if self.lines else None
        self.view = PageView()
        self.warnings = QLabel()
        self.warnings.setWordWrap(True)
        self.warnings.setProperty("problem", True)
        self.warnings.hide()
        self._modes = QButtonGroup(self)
        self.print_button = style.make_primary(QPushButton("打印…"))
        self.print_button.setDefault(True)
        self.export_button = QPushButton("导出 PDF…")
        self._lay_out()
        for line in self.lines:
            line.shown.connect(partial(self.show_form, line))
            line.changed.connect(self._count)
        self._modes.idClicked.connect(lambda _mode: self._draw())
        for key, step in _TURNING:
            # A shortcut, because a tick box or a button would take the arrow to go to its neighbour.
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.view.turn, step))
        self.print_button.clicked.connect(self.print_now)
        self.export_button.clicked.connect(self.export)
        self._count()
        self._draw()

    @property
    def mode(self) -> str:
        return MODES[self._modes.checkedId()][0]

    def choices(self) -> list[PrintChoice]:
        return [
            PrintChoice(line.form.form, line.copies.value(), self.mode)
            for line in self.lines
            if line.tick.isChecked()
        ]

    def show_form(self, line: FormLine) -> None:
        self._shown = line
        self._draw()

    def print_now(self) -> None:
        """Let one choose the printer, then draw what is ticked and hand it over."""
        printer = choose_printer(self, self._desk.preferences)
        if printer is None:
            return
        self._each_made("正在准备打印", lambda choice, made: self._send(printer, choice, made))

    def export(self, _on: bool = False) -> None:
        """Write what is ticked into PDF files beside each other."""
        chosen = self.choices()
        titles = {line.form.form: line.form.title for line in self.lines}
        first = f"{self._job.title}.pdf".replace("/", "／").replace(" ", "")
        path, _kind = QFileDialog.getSaveFileName(self, "导出 PDF", first, "PDF (*.pdf)")
        if not path:
            return
        target = Path(path).with_suffix(".pdf")

        def write(choice: PrintChoice, made: Printed) -> None:
            own = target if len(chosen) == 1 else target.with_stem(f"{target.stem}-{titles[choice.form]}")
            try:
                own.write_bytes(made.pdf)
            except OSError:
                self._warn([f"不能写入 {own}，请换一个文件夹。"])
                return
            self._job.printed(choice)
            self._desk.status(f"已导出 {own.name}")

        self._each_made("正在导出", write)

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    def _send(self, printer: object, choice: PrintChoice, made: Printed) -> None:
        problem = send(made.pdf, printer, choice.copies, f"{self._job.title}", self)
        if problem:
            self._warn([problem])
            return
        self._job.printed(choice)
        self._desk.status(f"已送打印：{self._job.title}")
        self.accept()

    def _each_made(self, title: str, use: Callable[[PrintChoice, Printed], None]) -> None:
        """Draw every ticked paper in a worker, then use each here."""
        chosen = self.choices()

        def work(task: TaskHandle) -> list[tuple[PrintChoice, Printed]]:
            return [(choice, self._job.render(choice, task.progress, task.cancelled)) for choice in chosen]

        def done(made: list[tuple[PrintChoice, Printed]]) -> None:
            for choice, printed in made:
                use(choice, printed)

        self._run(title, work, done)

    def _draw(self) -> None:
        """Show the paper one is on."""
        if self._shown is None:
            self.view.say("没有可以打印的表格。")
            return
        choice = PrintChoice(self._shown.form.form, 1, self.mode)
        if choice in self._made:
            self._show_made(choice, self._made[choice])
            return
        self.view.say("正在排版…")

        def done(made: Printed) -> None:
            self._made[choice] = made
            self._show_made(choice, made)

        self._run("正在排版", lambda task: self._job.render(choice, task.progress, task.cancelled), done)

    def _run(self, title: str, work: Callable[[TaskHandle], Result], done: Callable[[Result], None]) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(title, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, RuleBroken | StoreProblem):
            raise error
        self.view.say("")
        self._warn([str(error)])

    def _show_made(self, choice: PrintChoice, made: Printed) -> None:
        self.view.show_pdf(made.pdf)
        form = self._shown.form if self._shown is not None else None
        warnings = list(form.warnings) if form is not None and self.mode == "filled" else []
        if made.missing:
            warnings.append(f"字库里没有这些字，印出来会是空框：{'、'.join(made.missing)}")
        if made.shrunk:
            warnings.append(f"内容太长，已缩小字号：{'、'.join(made.shrunk)}")
        if made.concerned and len(self._job.uids) > 1:
            names = [self._job.whose(choice, number) for number in made.concerned[:_NAMED]]
            others = " 等" if len(made.concerned) > _NAMED else ""
            warnings.append(f"涉及 {len(made.concerned)} 份：{'、'.join(names)}{others}")
        self._warn(warnings)

    def _warn(self, warnings: Sequence[str]) -> None:
        self.warnings.setText("\n".join(f"▲ {each}" for each in warnings))
        self.warnings.setVisible(bool(warnings))

    def _count(self) -> None:
        ready = bool(self.choices())
        self.print_button.setEnabled(ready)
        self.export_button.setEnabled(ready)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        heading = QLabel("打印哪些")
        heading.setProperty("heading", True)
        left.addWidget(heading)
        for line in self.lines:
            left.addWidget(line)
        left.addSpacing(12)
        for number, (_mode, title) in enumerate(MODES):
            radio = QRadioButton(title)
            self._modes.addButton(radio, number)
            left.addWidget(radio)
        modes = [mode for mode, _title in MODES]
        self._modes.button(modes.index("filled" if self._job.uids else "blank")).setChecked(True)
        for number, mode in enumerate(modes):
            # Without a record there is nothing to fill in.
            self._modes.button(number).setEnabled(bool(self._job.uids) or mode == "blank")
        left.addStretch()
        hint = QLabel("← → 翻页")
        hint.setProperty("muted", True)
        left.addWidget(hint)
        for button in (self.print_button, self.export_button):
            left.addWidget(button)
        whole = QVBoxLayout(self)
        whole.addWidget(self.warnings)
        both = QHBoxLayout()
        both.addLayout(left)
        both.addWidget(self.view, 1)
        whole.addLayout(both, 1)
