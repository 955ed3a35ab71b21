"""收数据包: what is in a package is seen and decided before anything is written, then it is taken in whole.

TakeDialog(desk, exchange, path, window, print_handover=…, open_record=…).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.exchange.page.conflict_pane import ConflictPane, Key
from union_desk.exchange.page.words import (
    CHANGES,
    button,
    counts_words,
    label,
    obstacle,
    package_title,
    package_words,
    problem_words,
    say,
)
from union_desk.exchange.values import (
    Conflict,
    PerhapsSame,
    Preview,
    PreviewRow,
    Settlement,
    TableCount,
    Taken,
)

if TYPE_CHECKING:
    from union_desk.exchange.service import ExchangeService

_SIZE: Final = (60, 36)
_CONFLICTS, _ALIKE, _ROWS, _COUNTS = range(4)
_KEYS_HINT: Final = (
    "两边不同的，按 1 我方、2 对方、3 原值、E 另填决定，S 以下相同的都这样，Z 撤销；可以留到以后。"
    "点“完成”才写入。"
)
_HINT: Final = "现在什么都没有写入，点“完成”才收入；收入前自动备份。"


_PERSON: Final[tuple[Column[PerhapsSame], ...]] = (
    Column("name", "数据包里的人", lambda one: one.name, 12, tooltip=lambda one: one.name),
    Column("known", "这里已有的人", lambda one: one.known_name, 12, tooltip=lambda one: one.known_name),
    Column("office", "单位", lambda one: one.known_office, 12, tooltip=lambda one: one.known_office),
    Column("points", "分", lambda one: str(one.points), 5, right=True),
    Column("why", "理由", lambda one: "；".join(one.reasons), 30, tooltip=lambda one: "；".join(one.reasons)),
)
_CHANGED: Final[tuple[Column[PreviewRow], ...]] = (
    Column("change", "结果", lambda row: CHANGES[row.change], 8),
    Column("kind", "类别", lambda row: row.kind_title, 14, tooltip=lambda row: row.kind_title),
    Column("title", "名称", lambda row: row.title, 22, tooltip=lambda row: row.title),
    Column(
        "fields", "项目", lambda row: "、".join(row.fields), 34, tooltip=lambda row: "、".join(row.fields)
    ),
)
_COUNTED: Final[tuple[Column[TableCount], ...]] = (
    Column("title", "类别", lambda count: count.title, 18, tooltip=lambda count: count.title),
    Column("new", "新增", lambda count: f"{count.new:,}", 8, right=True),
    Column("changed", "变更", lambda count: f"{count.changed:,}", 8, right=True),
    Column("removed", "删除", lambda count: f"{count.removed:,}", 8, right=True),
    Column("same", "已有", lambda count: f"{count.same:,}", 8, right=True),
)


class TakeDialog(Dialog):
    """Counts first, then only what needs a person; nothing is written before 完成."""

    taken = Signal(object)

    def __init__(
        self,
        desk: Desk,
        exchange: ExchangeService,
        path: Path,
        parent: QWidget | None = None,
        *,
        print_handover: Callable[[str], object] = lambda _uid: None,
        show_alike: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._exchange, self._path = desk, exchange, path
        self._task: TaskHandle | None = None
        self._steps: list[dict[Key, Settlement]] = []
        self.preview: Preview | None = None
        self.outcome: Taken | None = None
        self.decisions: dict[Key, Settlement] = {}
        self.setWindowTitle(f"收数据包 · {path.name}")
        self.heading, self.about = label("数据包"), label("谁做的", muted=True)
        self.counts, self.told = label("有多少"), label("结果")
        self.hint = label("说明", muted=True)
        for each in (self.heading, self.counts):
            each.setProperty("title", True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.pane = ConflictPane(desk.preferences)
        self.alike = _table(desk, "alike", "疑似同一人", _PERSON, self)
        self.rows = _table(desk, "rows", "逐条", _CHANGED, self)
        self.tables = _table(desk, "tables", "分类数", _COUNTED, self)
        self.stack = QStackedWidget()
        self.tabs = QButtonGroup(self)
        self.apply_button = style.make_primary(QPushButton("完成(&F)"))
        self.apply_button.clicked.connect(lambda _on=False: self.apply())
        self.undo_button = button("撤销决定(&Z)", self.undo)
        self.print_button = button("打印交接单…(&P)", lambda: print_handover(self._handover_uid))
        self.alike_button = button("认定同一人…(&R)", show_alike)
        self.cancel_button = button("取消(&Q)", self.reject)
        self._lay_out()
        self._connect()
        self._show()
        self.resize(self.sizeHint())
        self.look()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    @property
    def _handover_uid(self) -> str:
        return self.outcome.handover_uid if self.outcome is not None else ""

    def look(self) -> None:
        """Find out what taking the package in would do."""

        def work(_task: TaskHandle) -> Preview:
            return self._exchange.preview(self._desk.actor, self._path)

        def found(preview: Preview) -> None:
            self.preview = preview
            wrong = obstacle(preview)
            say(self.told, wrong or preview.notice, problem=bool(wrong))
            self._show()
            self._go_to_first()

        say(self.told, "正在核对数据包…")
        self._follow(self._desk.tasks.run("正在核对数据包", work, found, self._failed, whose=self))

    def apply(self) -> None:
        """Take the package in, and write what was decided here."""
        if self.preview is None or not self.apply_button.isEnabled():
            return
        actor, decisions = self._desk.actor, dict(self.decisions)

        def work(_task: TaskHandle) -> tuple[Taken, str]:
            taken = self._exchange.apply(actor, self._path)
            listed = {one.key for one in self._exchange.conflicts(actor)} if decisions else set()
            wanted = [one for key, one in decisions.items() if key in listed]
            try:
                if wanted:
                    self._exchange.settle(actor, wanted)
            except RuleBroken as broken:
                return taken, broken.message
            return taken, f"已决定 {len(wanted)} 处。" if wanted else ""

        def done(found: tuple[Taken, str]) -> None:
            self.outcome, settled = found
            left = self._exchange.conflict_count(actor)
            say(self.told, _result_words(self.outcome, settled, left))
            self._show()
            self.print_button.setFocus()
            self._desk.status(f"已收入 {self.outcome.info.sender} 的数据包。")
            self.taken.emit(self.outcome)

        say(self.told, "正在备份并收入，请不要拔出 U 盘…")
        self._follow(self._desk.tasks.run("正在收入数据包", work, done, self._failed, whose=self))

    def undo(self) -> None:
        """Take back what was decided last; nothing of it is written yet."""
        if self._steps:
            self.decisions = self._steps.pop()
            self._show_conflicts()

    def reject(self) -> None:
        """While a package is being written, the box stays: all of it or nothing comes in."""
        if self._task is None or self.preview is None:
            self._stop()
            super().reject()

    # Inside.

    def _decide(self, settlements: Sequence[Settlement]) -> None:
        self._steps.append(dict(self.decisions))
        self.decisions.update({(one.table, one.uid, one.field): one for one in settlements})
        self._show_conflicts()

    def _cannot_open(self, conflict: Conflict) -> None:
        say(self.told, f"“{conflict.label}”不能在这里另填：先收入，再在“处理冲突”里打开档案改。")

    def _failed(self, error: Exception) -> None:
        say(self.told, problem_words(error), problem=True)

    def _show(self) -> None:
        preview, result = self.preview, self.outcome
        for each in (self.heading, self.about, self.counts, self.hint, self.chips, self.stack):
            each.setVisible(preview is not None)
        if preview is not None:
            self.heading.setText(package_title(preview.info))
            self.about.setText(package_words(preview.info))
            self.counts.setText(counts_words(preview))
            in_all = f"{preview.rows_in_all:,}" if preview.rows_in_all else ""
            for number, (title, count) in enumerate(
                (
                    ("冲突(&X)", f"{len(preview.conflicts):,}" if preview.conflicts else ""),
                    ("疑似同一人(&Y)", f"{len(preview.perhaps_same):,}" if preview.perhaps_same else ""),
                    ("逐条(&L)", in_all),
                    ("分类数(&C)", ""),
                )
            ):
                self.tabs.button(number).setText(f"{title} {count}".strip())
            _fill(self.alike, preview.perhaps_same)
            _fill(self.rows, preview.rows)
            _fill(self.tables, preview.counts)
            self._show_conflicts()
            self.hint.setText(_KEYS_HINT if preview.conflicts else _HINT)
        self.hint.setVisible(preview is not None and preview.may_apply and result is None)
        self._enable()

    def _show_conflicts(self) -> None:
        if self.preview is not None:
            refusal = "已经收入，请到“处理冲突”里改。" if self.outcome is not None else ""
            self.pane.show_conflicts(self.preview.conflicts, self.decisions, refusal)
        self._enable()

    def _go_to_first(self) -> None:
        """Go to what needs a person, else to the rows."""
        preview = self.preview
        if preview is None:
            return
        place = _CONFLICTS if preview.conflicts else _ALIKE if preview.perhaps_same else _ROWS
        self.show_part(place if preview.rows or preview.conflicts else _COUNTS)
        tables = (self.pane.table, self.alike, self.rows, self.tables)
        tables[self.stack.currentIndex()].setFocus()

    def show_part(self, number: int) -> None:
        self.tabs.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)

    def _enable(self) -> None:
        preview, done, idle = self.preview, self.outcome is not None, self._task is None
        may = preview is not None and preview.may_apply and idle and not done
        self.apply_button.setEnabled(may)
        self.apply_button.setVisible(not done)
        self.apply_button.setDefault(may)
        self.undo_button.setVisible(preview is not None and bool(preview.conflicts) and not done)
        self.undo_button.setEnabled(bool(self._steps) and idle)
        self.print_button.setVisible(done)
        self.alike_button.setVisible(done and preview is not None and bool(preview.perhaps_same))
        self.cancel_button.setText("关闭(&Q)" if done else "取消(&Q)")
        self.cancel_button.setEnabled(idle or preview is None)

    def _follow(self, task: TaskHandle | None) -> None:
        self._task = task
        self.bar.setVisible(task is not None)
        self._enable()

    def _on_ended(self, task: TaskHandle) -> None:
        if task is self._task:
            self._follow(None)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _connect(self) -> None:
        self.pane.decided.connect(self._decide)
        self.pane.wanted.connect(self._cannot_open)
        self.pane.table.typed.connect(lambda key: self.undo() if key.lower() == "z" else None)
        self._desk.tasks.ended.connect(self._on_ended)
        back = QAction("撤销", self)
        back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        back.triggered.connect(self.undo)
        self.addAction(back)

    def _lay_out(self) -> None:
        self.chips = QWidget()
        flow = FlowLayout(self.chips, gap=6, line_gap=6)
        for number in (_CONFLICTS, _ALIKE, _ROWS, _COUNTS):
            chip = button("", partial(self.show_part, number))
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            self.tabs.addButton(chip, number)
            flow.addWidget(chip)
        shown: tuple[QWidget, ...] = (self.pane, self.alike, self.rows, self.tables)
        for part in shown:
            self.stack.addWidget(part)
        acts = QWidget()
        row = FlowLayout(acts, gap=6, line_gap=6)
        for act in (self.undo_button, self.print_button, self.alike_button):
            row.addWidget(act)
        last = QHBoxLayout()
        last.addWidget(acts, 1)
        last.addWidget(self.apply_button)
        last.addWidget(self.cancel_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        above = (self.heading, self.about, self.counts, self.bar, self.told, self.hint, self.chips)
        for each in above:
            whole.addWidget(each)
        whole.addWidget(self.stack, 1)
        whole.addStretch()
        whole.addLayout(last)


def _result_words(taken: Taken, settled: str, left: int) -> str:
    """Say what came of it."""
    if taken.known_already:
        return "里面的内容这里都已经有了，没有改动。"
    words = [f"已收入 {taken.sets:,} 次修改。{settled}"]
    words += [f"还有 {left:,} 处两边不同，在“处理冲突”里决定。"] if left else []
    words += [f"收入前的备份：{taken.backup.name}。"] if taken.backup is not None else []
    words.append("请打印交接单，双方签字。")
    return "".join(words)


def _table(desk: Desk, name: str, title: str, columns: Sequence[Column[Any]], parent: QWidget) -> RecordTable:
    model: RecordTableModel[Any] = RecordTableModel(columns, parent)
    table = RecordTable(desk.preferences, f"list/package/{name}")
    table.show_model(model)
    table.setColumnHidden(0, True)
    table.setAccessibleName(title)
    return table


def _fill(table: RecordTable, rows: Sequence[object]) -> None:
    held = {str(number): row for number, row in enumerate(rows)}
    model = table.model()
    if isinstance(model, RecordTableModel):
        model.show(list(held), lambda ids: {uid: held[uid] for uid in ids if uid in held})
        if held and not table.currentIndex().isValid():
            table.setCurrentIndex(model.index(0, 1))
