"""一户两处: the same household with open files in two offices, side by side, and what can be done.

screen = TwoOfficesScreen(desk, services.in_two, services.hardship, transfer, parent)
screen.show()                                # looks for them beside the window, with progress
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.list_parts import act_button, words_label
from union_desk.desk.looking import LookingScreen
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import LineEdit
from union_desk.hardship.values.two_offices import FileSide, SharedMember, TwoOffices

if TYPE_CHECKING:
    from union_desk.hardship.service import HardshipService
    from union_desk.hardship.service.two_offices import HouseholdsInTwo

ENTITY: Final = "hardship_file"
_SIZE: Final = (64, 36)
_LINES: Final = 5
_INTRODUCTION: Final = (
    "两个单位各有一份没有离档的档案，至少两人相同。请打开看过再处理：两处都保留、把人移出一处，或把一份移交。"
)
_NOTHING: Final = "没有一户两处的。新录入或并入数据以后，再打开这里就会重新查找。"

COLUMNS: Final[tuple[Column[TwoOffices], ...]] = (
    Column("title", "建档职工", attrgetter("title"), 14, tooltip=attrgetter("title")),
    Column("places", "两份档案", attrgetter("places"), 34, tooltip=attrgetter("places")),
    Column("shared", "相同", lambda each: f"{len(each.shared)} 人", 6),
    Column("said", "认定", attrgetter("said"), 24, tooltip=attrgetter("said")),
)
_SHARED: Final[tuple[Column[SharedMember], ...]] = (
    Column("first", "左", lambda each: f"{each.first_name}（{each.first_role}）", 20),
    Column("second", "右", lambda each: f"{each.second_name}（{each.second_role}）", 20),
    Column("alike", "把握", attrgetter("alike"), 16),
)


class TwoOfficesScreen(LookingScreen):
    """Stays open beside the work; nothing is done to a file but by its own acts."""

    def __init__(
        self,
        desk: Desk,
        in_two: HouseholdsInTwo,
        hardship: HardshipService,
        transfer: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._in_two, self._hardship, self._transfer = in_two, hardship, transfer
        self._rows: dict[str, TwoOffices] = {}
        self._undoes: list[tuple[Callable[[], object], str]] = []
        self.setWindowTitle("一户两处")
        self.nothing, self.sides = words_label("空的列表"), words_label("两份档案")
        self.model: RecordTableModel[TwoOffices] = RecordTableModel(COLUMNS, self)
        self.table = RecordTable(desk.preferences, "list/two_offices")
        self.table.show_model(self.model)
        self.table.setColumnHidden(0, True)
        self.table.setAccessibleName("一户两处")
        self.shared_model: RecordTableModel[SharedMember] = RecordTableModel(_SHARED, self)
        self.shared = RecordTable(desk.preferences, "list/two_offices/shared")
        self.shared.show_model(self.shared_model)
        self.shared.setColumnHidden(0, True)
        self.shared.setAccessibleName("两份档案里相同的人")
        self.reason = LineEdit()
        self.reason.setAccessibleName("理由")
        self.leave_button = act_button("两处都保留(&K)", self.leave)
        self.left_out = act_button("把此人移出左边(&L)", lambda: self.move_out(second=False))
        self.right_out = act_button("把此人移出右边(&M)", lambda: self.move_out(second=True))
        self.left_transfer = act_button("移交左边…(&T)", lambda: self.hand_over(second=False))
        self.right_transfer = act_button("移交右边…(&J)", lambda: self.hand_over(second=True))
        self.left_open = act_button("打开左边(&E)", lambda: self.open_file(second=False))
        self.right_open = act_button("打开右边(&R)", lambda: self.open_file(second=True))
        self.undo_button = act_button("撤销(&U)", self.undo)
        self.close_button = act_button("关闭(&Q)", self.close)
        self._lay_out()
        self._connect()
        self._show_rows()
        self.resize(self.sizeHint())
        self.look()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    # What the buttons do.

    def look(self, said: str = "") -> None:
        """Look for such households beside the window."""

        def work(task: TaskHandle) -> tuple[TwoOffices, ...]:
            return self._in_two.all(self._desk.actor, task.progress, task.cancelled)

        def found(pairs: tuple[TwoOffices, ...]) -> None:
            self._rows = {each.uid: each for each in pairs}
            self._say(said)
            self._show_rows()

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken):
                raise error
            self._say(error.message, problem=True)

        self._say("正在查找…")
        self._follow_task(self._desk.tasks.run("正在查找一户两处", work, found, failed, whose=self))

    def leave(self) -> None:
        """Keep both files, with a reason."""
        row = self._current()
        if row is None:
            return
        actor = self._desk.actor
        self._do(
            lambda: self._in_two.leave(actor, row.first.uid, row.second.uid, self.reason.text()),
            lambda work: self._in_two.undo(actor, work),
            f"{row.title}：两处都保留",
        )

    def move_out(self, *, second: bool) -> None:
        """Take the member under the cursor out of one file, since he is entered in the other."""
        row, member = self._current(), self._member()
        if row is None or member is None:
            return
        actor = self._desk.actor
        out, into = (row.second, row.first) if second else (row.first, row.second)
        uid = member.second_member_uid if second else member.first_member_uid
        name = member.second_name if second else member.first_name
        self._do(
            lambda: self._hardship.move_member(actor, out.uid, uid, into.uid),
            lambda work: self._hardship.undo(actor, work),
            f"已把{name}移出 {out.number_shown}",
        )

    def hand_over(self, *, second: bool) -> None:
        """Open the file that goes away, with the sheet of 迁出移交."""
        side = self._side(second=second)
        if side is not None:
            self._give_way()
            self._transfer(side.uid)

    def open_file(self, *, second: bool) -> None:
        side = self._side(second=second)
        if side is not None:
            self._give_way()
            self._desk.open(ENTITY, side.uid)

    def undo(self) -> None:
        """Take back what was done last here."""
        if not self._undoes:
            return
        back, words = self._undoes.pop()
        try:
            back()
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            return
        self.look(f"已撤销：{words}")

    # Inside.

    def _give_way(self) -> None:
        """Let what is opened be seen: the list waits at the same place."""
        self.hide()
        self._desk.status("看完以后，从“数据”菜单的“一户两处”回到列表，还停在原处。")

    def _do(self, act: Callable[[], str], back: Callable[[str], object], words: str) -> None:
        try:
            work = act()
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            if broken.field == "reason":
                self.reason.setFocus()
            return
        self._undoes.append((lambda: back(work), words))
        self._desk.status(words, undo=lambda: back(work))
        self.reason.clear()
        self.look(f"{words}。　撤销 (Ctrl+Z)")

    def _current(self) -> TwoOffices | None:
        index = self.table.currentIndex()
        return self._rows.get(self.model.uid(index.row())) if index.isValid() else None

    def _member(self) -> SharedMember | None:
        row, place = self._current(), self.shared.currentIndex().row()
        return row.shared[place] if row is not None and 0 <= place < len(row.shared) else None

    def _side(self, *, second: bool) -> FileSide | None:
        row = self._current()
        if row is None:
            return None
        return row.second if second else row.first

    def _show_rows(self) -> None:
        def rows(ids: Sequence[str]) -> Mapping[str, TwoOffices]:
            return {uid: self._rows[uid] for uid in ids if uid in self._rows}

        here = max(self.table.currentIndex().row(), 0)
        self.model.show(list(self._rows), rows)
        if self._rows:
            self.table.setCurrentIndex(self.model.index(min(here, len(self._rows) - 1), 1))
        self.nothing.setVisible(not self._rows and self._task is None)
        self._show_shared()

    def _show_shared(self) -> None:
        row = self._current()
        held = {str(place): each for place, each in enumerate(row.shared)} if row is not None else {}
        self.shared_model.show(list(held), lambda ids: {uid: held[uid] for uid in ids if uid in held})
        if held:
            self.shared.setCurrentIndex(self.shared_model.index(0, 1))
        lines = [f"左：{_told(row.first)}", f"右：{_told(row.second)}"] if row is not None else []
        lines += [f"以前认定：{row.said}"] if row is not None and row.said else []
        self.sides.setText("\n".join(lines))
        self._enable()

    def _enable(self) -> None:
        row, member, idle = self._current(), self._member(), self._task is None
        deciding, editing = (lacking(self._desk.actor, right) for right in (Right.DECIDE, Right.EDIT))
        for button, fits, refusal in (
            (self.leave_button, row is not None and not row.said, deciding),
            (self.left_out, member is not None and bool(member.first_member_uid), editing),
            (self.right_out, member is not None and bool(member.second_member_uid), editing),
            (self.left_transfer, row is not None, deciding),
            (self.right_transfer, row is not None, deciding),
            (self.left_open, row is not None, ""),
            (self.right_open, row is not None, ""),
            (self.undo_button, bool(self._undoes), ""),
        ):
            button.setEnabled(idle and fits and not refusal)
            button.setToolTip(refusal)
        self.reason.setEnabled(idle and not deciding)

    def _follow_task(self, task: TaskHandle | None) -> None:
        if task is not None:
            self.nothing.hide()
        super()._follow_task(task)

    def _typed(self, key: str) -> None:
        if key.lower() in {"e", "r"}:
            self.open_file(second=key.lower() == "r")

    def _connect(self) -> None:
        for table in (self.table, self.shared):
            table.typed.connect(self._typed)
            table.opened.connect(lambda _beside: self.open_file(second=False))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_shared())
        self.shared.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        back = QAction("撤销", self)
        back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        back.triggered.connect(self.undo)
        self.addAction(back)

    def _lay_out(self) -> None:
        introduction = words_label("说明")
        introduction.setText(_INTRODUCTION)
        self.nothing.setText(_NOTHING)
        for label in (introduction, self.nothing):
            label.setProperty("muted", True)
        line = self.fontMetrics().lineSpacing()
        for table in (self.table, self.shared):
            table.setMinimumHeight(line * _LINES)
        why = QHBoxLayout()
        words = QLabel("理由(&Y)")
        words.setBuddy(self.reason)
        self.reason.setPlaceholderText("两处都保留时要写")
        why.addWidget(words)
        why.addWidget(self.reason, 1)
        acts = QWidget()
        self._acts = FlowLayout(acts, gap=6, line_gap=6)
        for button in (
            *(self.leave_button, self.left_out, self.right_out, self.left_transfer, self.right_transfer),
            *(self.left_open, self.right_open, self.undo_button),
        ):
            self._acts.addWidget(button)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        below.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (introduction, self.bar, self.nothing):
            whole.addWidget(part)
        whole.addWidget(self.table, 2)
        whole.addWidget(self.sides)
        whole.addWidget(self.shared, 2)
        whole.addLayout(why)
        whole.addWidget(self.told)
        whole.addLayout(below)
        self.table.setFocus()


def _told(side: FileSide) -> str:
    return f"{side.office}　{side.number_shown}　{side.owner}　{side.state}"
