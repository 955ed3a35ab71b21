"""卷宗: the documents of a case in order, what is missing, number and shelf, and binding into one PDF.

screen = VolumeScreen(desk, services.volumes, ("dispute_case", uid), window)
screen.open()
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.volume_values import Bound, Counted, Keeping, VolumeView
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import words_label
from union_desk.desk.printing import PrintSheet
from union_desk.desk.volumes.job import BoardJob
from union_desk.desk.volumes.look import DocumentView
from union_desk.desk.volumes.table import VolumeTable
from union_desk.desk.widgets.day import DayEdit
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import TextEdit

if TYPE_CHECKING:
    from union_desk.casework.volumes import Volumes
    from union_desk.desk.desk import Desk
    from union_desk.desk.tasks import TaskHandle

_ALL_THERE: Final = "材料齐全，可以装订。"
_LACKING: Final = "装订前请看（也会写进备考表）："
_LACK_LINES: Final = 3
_FAULT_LINES: Final = 4
_UNFIT: Final = '\\/:*?"<>|'
_TEXTS: Final = (
    ("number", "卷宗号(&J)", "卷宗号"),
    ("shelf", "存放位置(&W)", "存放位置"),
    ("compiler", "立卷人(&L)", "立卷人"),
    ("checker", "检查人(&C)", "检查人"),
)


class VolumeScreen(Dialog):
    """The volume of one case."""

    def __init__(
        self, desk: Desk, volumes: Volumes, case: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._volumes, self._case = desk, volumes, case
        self._binding: TaskHandle | None = None
        self._counting: TaskHandle | None = None
        self._changed = False
        self._view: VolumeView | None = None
        self.table = VolumeTable()
        self.lacks = QPlainTextEdit()
        self.about, self.told = words_label("卷宗情况"), words_label("结果")
        self.fields = {name: TextEdit() for name, _label, _name in _TEXTS}
        self.fields["damage"] = TextEdit()
        self.compiled_on = DayEdit()
        self._lay_out()
        self.table.edited.connect(self._edited)
        self.table.moved.connect(self._enable)
        self.table.looked_at.connect(self.look)
        for field in (*self.fields.values(), self.compiled_on):
            field.textEdited.connect(lambda _text: self._edited())
        desk.tasks.progressed.connect(self._progressed)
        desk.tasks.ended.connect(self._task_over)
        self.resize(self.sizeHint())
        self.reload()
        self.table.setFocus()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(58 * height, room.width() - 40), min(40 * height, room.height() - 80))

    def reload(self) -> None:
        """Read the volume, and count its pages beside the window."""
        view = self._volumes.view(self._desk.actor, *self._case)
        self._view = view
        self.setWindowTitle(f"{view.title} · {view.case.number_shown} {view.case.name}")
        self.lacks.setPlainText("\n".join(f"▲ {each}" for each in view.lacks))
        self.lacks.setVisible(bool(view.lacks))
        lines = min(len(view.lacks), _LACK_LINES) + 0.8
        self.lacks.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines))
        self.lacks_label.setText(_LACKING if view.lacks else _ALL_THERE)
        self.about.setText(_about(view))
        for name, field in self.fields.items():
            field.set_value(getattr(view.keeping, name))
        self.compiled_on.set_value(view.keeping.compiled_on)
        self.fields["number"].setPlaceholderText(f"接着编：{view.number_next}" if view.number_next else "")
        self.table.show_items(view.items)
        self._changed = False
        self._count()
        self._enable()

    # What the buttons do.

    def save(self) -> bool:
        """Keep what was changed; False when it cannot be."""
        if not self._changed:
            return True
        try:
            keeping = self._keeping()
            self._volumes.save(self._desk.actor, *self._case, keeping, self.table.documents)
        except (RuleBroken, StoreProblem) as error:
            self._tell(_problem(error), problem=True)
            return False
        self._changed = False
        row = self.table.currentRow()
        self.reload()
        self.table.selectRow(row)
        self._tell("已保存次序和卷宗号。")
        return True

    def propose(self) -> None:
        """Give up the own order for that of the program."""
        if self._try(partial(self._volumes.propose_anew, self._desk.actor, *self._case)):
            self.reload()
            self._tell("已恢复程序建议的次序。")

    def look(self) -> None:
        """Show the document under the cursor as it will be bound."""
        item = self.table.current
        if item is None or lacking(self._desk.actor, Right.REVEAL):
            return
        try:
            pdf = self._volumes.document(self._desk.actor, *self._case, item.key)
            DocumentView(item.title, pdf, self).open()
        except (RuleBroken, StoreProblem) as error:
            self._tell(_problem(error), problem=True)
        except ValueError:  # what the viewer cannot draw
            self._tell(f"“{item.title}”打不开，请重新扫描后替换。", problem=True)

    def print_boards(self) -> None:
        """Print cover, index, 备考表 and spine label by themselves, for a volume of originals."""
        if self._view is not None and self.save():
            job = BoardJob(self._desk.actor, self._volumes, self._case, self._view)
            PrintSheet(self._desk, job, self).open()

    def bind(self) -> None:
        """Ask where to, and bind in a worker."""
        if self._view is None or not self.save():
            return
        first = f"{self._view.title} {self._view.case.number_shown}.pdf"
        name = "".join("_" if each in _UNFIT else each for each in first)
        path, _kind = QFileDialog.getSaveFileName(self, "装订成 PDF", name, "PDF (*.pdf)")
        if path:
            self.bind_into(Path(path if path.lower().endswith(".pdf") else f"{path}.pdf"))

    def bind_into(self, path: Path) -> None:
        actor, case, volumes = self._desk.actor, self._case, self._volumes

        def work(task: TaskHandle) -> Bound:
            return volumes.bind(actor, *case, path, task.progress, task.cancelled)

        def done(bound: Bound) -> None:
            self._binding = None
            self.reload()
            self._tell(_bound_words(bound, path))

        def failed(error: Exception) -> None:
            self._binding = None
            self._enable()
            if not isinstance(error, RuleBroken | StoreProblem):
                self._tell("")
                raise error
            self._tell(_problem(error), problem=True)

        self._tell("正在装订…")
        self._binding = self._desk.tasks.run("正在装订卷宗", work, done, failed, whose=self)
        self._enable()

    def stop(self) -> None:
        if self._binding is not None:
            self._binding.cancel()

    def reject(self) -> None:
        """Keep the order on leaving; stay while it is bound."""
        if self._binding is None and self.save():
            if self._counting is not None:
                self._counting.cancel()
            super().reject()

    # Inside.

    def _count(self) -> None:
        actor, case, volumes = self._desk.actor, self._case, self._volumes
        if self._counting is not None:
            self._counting.cancel()

        def done(counted: Counted) -> None:
            self._counting = None
            self.table.show_counted(counted)
            if counted.faults:
                self._tell("有材料不能装订，见表中的说明；请替换，或用空格去掉它的勾。", problem=True)

        def failed(error: Exception) -> None:
            self._counting = None
            if not isinstance(error, RuleBroken | StoreProblem):
                raise error
            self._tell(_problem(error), problem=True)

        self._counting = self._desk.tasks.run(
            "",
            lambda task: volumes.count(actor, *case, task.progress, task.cancelled),
            done,
            failed,
            whose=self,
        )

    def _keeping(self) -> Keeping:
        texts = {name: str(field.value() or "") for name, field in self.fields.items()}
        return Keeping(compiled_on=self.compiled_on.value(), **texts)

    def _edited(self) -> None:
        self._changed = True
        self._tell("")
        self._enable()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (RuleBroken, StoreProblem) as error:
            self._tell(_problem(error), problem=True)
            return False
        return True

    def _progressed(self, task: TaskHandle) -> None:
        if task is self._binding and task.total:
            self._tell(f"正在装订… {100 * task.done // task.total}%")

    def _task_over(self, task: TaskHandle) -> None:
        """Take note when it was stopped; then nobody else tells."""
        if task is self._binding and task.cancelled():
            self._binding = None
            # It may have been ready by then: what stands below tells.
            self.reload()
            self._tell("已停止装订。")

    def _tell(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {words}" if problem and words else words)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    def _enable(self) -> None:
        actor, item, busy = self._desk.actor, self.table.current, self._binding is not None
        edit, bind, look = (lacking(actor, right) for right in (Right.EDIT, Right.EXPORT, Right.REVEAL))
        self.table.may_edit = not edit and not busy
        for field in (*self.fields.values(), self.compiled_on):
            field.setReadOnly(bool(edit) or busy)
        row, last = self.table.currentRow(), len(self.table.documents) - 1
        for button, fits, why in (
            (self.up, row > 0, edit),
            (self.down, 0 <= row < last, edit),
            (self.apart, item is not None, edit),
            (self.look_button, item is not None, look),
            (self.anew, True, edit),
            (self.keep, self._changed, edit),
            (self.print_button, bool(self.table.documents), lacking(actor, Right.PRINT)),
            (self.bind_button, bool(self.table.documents), bind),
        ):
            button.setEnabled(fits and not why and not busy)
            button.setToolTip(why)
        self.apart.setText("移回正卷(&F)" if item is not None and item.secret else "归入副卷(&F)")
        self.stop_button.setVisible(busy)
        self.leave.setEnabled(not busy)

    def _lay_out(self) -> None:
        def button(title: str, act: Callable[[], object]) -> QPushButton:
            made = QPushButton(title)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False: act())
            return made

        self.lacks_label = QLabel(_LACKING)
        self.lacks_label.setBuddy(self.lacks)
        self.lacks.setAccessibleName("装订前请看")
        self.lacks.setReadOnly(True)
        self.lacks.setTabChangesFocus(True)
        label = QLabel("卷内材料（空格选中，Alt+↑↓ 移动，回车查看）(&N)")
        label.setBuddy(self.table)
        self.up = button("上移(&U)", partial(self.table.move_current, -1))
        self.down = button("下移(&D)", partial(self.table.move_current, 1))
        self.apart = button("归入副卷(&F)", self.table.set_apart_current)
        self.look_button = button("查看(&K)", self.look)
        self.anew = button("恢复建议的次序(&R)", self.propose)
        self.keep = button("保存(&S)", self.save)
        self.print_button = button("打印封面目录(&P)…", self.print_boards)
        self.bind_button = style.make_primary(button("装订…(&Z)", self.bind))
        self.stop_button = button("停止(&T)", self.stop)
        self.leave = button("关闭", self.reject)
        self.bind_button.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(6)
        whole.addWidget(self.lacks_label)
        whole.addWidget(self.lacks)
        whole.addWidget(label)
        whole.addWidget(self.table, 1)
        whole.addLayout(self._form())
        whole.addWidget(self.about)
        whole.addWidget(self.told)
        acts = QWidget()
        flow = FlowLayout(acts, gap=6, line_gap=6)
        for each in (
            self.up,
            self.down,
            self.apart,
            self.look_button,
            self.anew,
            self.keep,
            self.print_button,
        ):
            flow.addWidget(each)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        for each in (self.stop_button, self.bind_button, self.leave):
            below.addWidget(each)
        whole.addLayout(below)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        shown: list[tuple[str, str, TextEdit]] = [
            (label, name, self.fields[field]) for field, label, name in _TEXTS
        ]
        shown.append(("立卷日期(&Y)", "立卷日期", self.compiled_on))
        shown.append(("缺损说明(&Q)", "缺损说明", self.fields["damage"]))
        for number, (words, name, field) in enumerate(shown):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, number // 3, 2 * (number % 3))
            grid.addWidget(field, number // 3, 2 * (number % 3) + 1)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        return grid


def _problem(error: RuleBroken | StoreProblem) -> str:
    """Return what is told of an error: of many documents the first ones."""
    lines = error.message.split("\n")
    more = len(lines) - _FAULT_LINES
    told = "\n".join([*lines[:_FAULT_LINES], f"另有 {more} 份，见表中的说明。"] if more > 0 else lines)
    return f"{told}{error.advice if isinstance(error, StoreProblem) else ''}"


def _about(view: VolumeView) -> str:
    """保管 10 年，到 2036-06-11。结案之日起保管…。2026-06-20 由陈明装订，52 页。"""
    kept = view.case.retention
    until = f"，到 {kept.until_on}" if kept.until_on is not None else "，从结案（撤档）之日起算"
    words = f"保管 {kept.years} 年{until}。{kept.why}。"
    if view.bound_at is None:
        return f"{words}还没有装订。"
    return f"{words}{local_time(view.bound_at):%Y-%m-%d %H:%M} 由{view.bound_by}装订，{view.pages} 页。"


def _bound_words(bound: Bound, path: Path) -> str:
    secret = f"，副卷 {bound.secret_pages} 页另存一份" if bound.secret_pages else ""
    words = f"已装订 {bound.pages} 页{secret}：{path.name}。"
    if bound.same:
        return f"{words}与上次装订的一字节不差。"
    return words + (f"与上次相比：{'；'.join(bound.changes)}。" if bound.changes else "")
