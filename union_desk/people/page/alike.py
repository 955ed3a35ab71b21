"""疑似同一人、疑似同一单位: the work list of pairs with both cards side by side, decided by one key each.

screen = AlikeScreen(desk, services.sameness, Entity.PERSON, parent)
screen.show()                                # looks for pairs beside the window, with progress
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.list_parts import act_button, words_label
from union_desk.desk.looking import LookingScreen
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import LineEdit
from union_desk.people.page.compare import CompareTable
from union_desk.people.page.joined import JoinedBox
from union_desk.people.pairs import CardSide, Entity, PairRow, PairView, Verdict, WorkList

if TYPE_CHECKING:
    from union_desk.people.service import Sameness

_SIZE: Final = (64, 40)
_LINES: Final = 5
_TITLES: Final = {Entity.PERSON: "疑似同一人", Entity.EMPLOYER: "疑似同一单位"}
_ONE: Final = {Entity.PERSON: "同一人", Entity.EMPLOYER: "同一单位"}
_INTRODUCTION: Final = (
    "按 1、2、3 认定，E、R 打开左边、右边的档案；空格选中几对可以一起认定。卡片本身不改，以后随时可以拆开。"
)
_TABS: Final = (
    (Verdict.OPEN, "待认定(&W)"),
    (Verdict.LATER, "以后再说(&H)"),
    (Verdict.SAME, "已连在一起(&J)"),
    (Verdict.DIFFERENT, "认定不是(&N)"),
)
_NOTHING: Final = {
    Verdict.OPEN: "没有待认定的。新录入或并入数据以后，再打开这里就会重新查找。",
    Verdict.LATER: "没有留待以后的。",
    Verdict.SAME: "还没有连在一起的卡片。",
    Verdict.DIFFERENT: "还没有认定过“不是”的。认定过的不会再提示，撤回以后才会。",
}
_DECIDED: Final = frozenset({Verdict.SAME, Verdict.DIFFERENT})


def _standing(row: PairRow) -> str:
    return row.said or f"{row.alike} {row.points} 分"


COLUMNS: Final[tuple[Column[PairRow], ...]] = (
    Column("title", "名称", attrgetter("title"), 18, tooltip=attrgetter("title")),
    Column("offices", "单位", attrgetter("offices"), 16, tooltip=attrgetter("offices")),
    Column("alike", "把握或认定", _standing, 30, tooltip=_standing),
)


class AlikeScreen(LookingScreen):
    """Stays open beside the work. 1 the same, 2 not, 3 later, E and R open a record, Ctrl+Z takes back."""

    def __init__(self, desk: Desk, sameness: Sameness, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._sameness, self._entity = sameness, entity
        self._rows: dict[str, PairRow] = {}
        self._shown: PairView | None = None
        self._works: list[tuple[str, str]] = []
        self._tab = Verdict.OPEN
        one = _ONE[entity]
        self.setWindowTitle(_TITLES[entity])
        self.nothing = words_label("空的列表")
        self.reasons = words_label("理由")
        self.model: RecordTableModel[PairRow] = RecordTableModel(
            COLUMNS if entity is Entity.PERSON else (COLUMNS[0], COLUMNS[2]), self
        )
        self.table = RecordTable(desk.preferences, f"list/alike/{entity}")
        self.table.show_model(self.model)
        self.table.setAccessibleName(_TITLES[entity])
        self.compare = CompareTable()
        self.reason = LineEdit()
        self.tabs = QButtonGroup(self)
        self.same_button = style.make_primary(act_button(f"&1 是{one}", lambda: self.decide(Verdict.SAME)))
        self.different_button = act_button("&2 不是", lambda: self.decide(Verdict.DIFFERENT))
        self.later_button = act_button("&3 以后再说", lambda: self.decide(Verdict.LATER))
        self.part_button = act_button("拆开(&P)", self.part)
        self.first_button = act_button("打开左边(&E)", lambda: self.open_record(second=False))
        self.second_button = act_button("打开右边(&R)", lambda: self.open_record(second=True))
        self.whole_button = act_button("全部卡片和时间线…(&T)", self.show_joined)
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

    # What the keys and buttons do.

    def look(self) -> None:
        """Look through all cards for pairs, beside the window."""

        def work(task: TaskHandle) -> WorkList:
            return self._sameness.pairs(self._desk.actor, self._entity, task.progress, task.cancelled)

        def found(pairs: WorkList) -> None:
            self._rows = {row.uid: row for row in pairs.rows}
            self._say("")
            self._show_rows()

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken):
                raise error
            self._say(error.message, problem=True)

        self._say("正在查找…")
        self._follow_task(self._desk.tasks.run("正在查找疑似相同的卡片", work, found, failed, whose=self))

    def show_tab(self, verdict: Verdict) -> None:
        self._tab = verdict
        self.model.mark(self.model.marked, on=False)
        self._show_rows()

    def decide(self, verdict: Verdict) -> None:
        """Decide the marked pairs, or the one under the cursor; the cursor goes on to the next."""
        rows = [self._rows[uid] for uid in self.model.ids if uid in self.model.marked]
        current = self._current()
        rows = rows or ([current] if current is not None else [])
        if not rows or self._task is not None:
            return
        done = 0
        for row in rows:
            pair = (row.first_uid, row.second_uid)
            try:
                work = self._sameness.judge(self._desk.actor, self._entity, pair, verdict, self.reason.text())
            except RuleBroken as broken:
                self._after(rows[:done])
                self._say(broken.message, problem=True)
                return
            done += 1
            words = f"{row.title}：{self._verdict_words(verdict)}"
            self._works.append((work, words))
        words = words if done == 1 else f"已认定 {done} 对：{self._verdict_words(verdict)}"
        work = self._works[-1][0]
        self._desk.status(words, undo=lambda: self._sameness.undo(self._desk.actor, work))
        self._after(rows)
        self._say(f"{words}。　撤销 (Ctrl+Z)")

    def part(self) -> None:
        """Take the decision under the cursor back; this wants a reason."""
        row = self._current()
        if row is None or not row.link_uid:
            return
        try:
            work = self._sameness.part(self._desk.actor, row.link_uid, self.reason.text())
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            self.reason.setFocus()
            return
        words = f"{row.title}：已撤回“{self._verdict_words(row.verdict)}”"
        self._works.append((work, words))
        self._desk.status(words, undo=lambda: self._sameness.undo(self._desk.actor, work))
        self._after([row])
        self._say(f"{words}，又回到“待认定”。　撤销 (Ctrl+Z)")

    def undo(self) -> None:
        """Take back what was decided last here."""
        if not self._works:
            return
        work, words = self._works.pop()
        try:
            self._sameness.undo(self._desk.actor, work)
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            return
        self._after(list(self._rows.values()))
        self._say(f"已撤销：{words}")

    def open_record(self, *, second: bool) -> None:
        """Open the record of one of the cards; the list gives way, and waits at the same place."""
        side = self._side(second=second)
        if side is not None and side.dealings:
            dealing = side.dealings[0]
            self._give_way()
            self._desk.open(dealing.entity, dealing.uid)

    def show_joined(self) -> None:
        """Show all cards of the joined person with one timeline."""
        row = self._current()
        if row is None:
            return
        box = JoinedBox(self._desk, self._sameness, self._entity, row.first_uid, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.left.connect(self._give_way)
        box.parted.connect(lambda: self._after(list(self._rows.values())))
        box.open()

    # Inside.

    def _give_way(self) -> None:
        self.hide()
        self._desk.status(f"看完以后，从“数据”菜单的“{self.windowTitle()}”回到列表，还停在原处。")

    def _verdict_words(self, verdict: Verdict) -> str:
        one = _ONE[self._entity]
        return {
            Verdict.SAME: f"是{one}",
            Verdict.DIFFERENT: f"不是{one}",
            Verdict.LATER: "以后再说",
        }.get(verdict, "")

    def _after(self, rows: Sequence[PairRow]) -> None:
        """Read anew what holds of these pairs, and drop those that were joined through others."""
        actor = self._desk.actor
        for row in rows:
            try:
                now = self._sameness.pair(actor, self._entity, row.first_uid, row.second_uid).row
            except RuleBroken:
                self._rows.pop(row.uid, None)
                continue
            self._rows[row.uid] = now if now.points or now.link_uid else replace(now, points=row.points)
        joined = {row.first_uid for row in rows if self._rows.get(row.uid, row).verdict is Verdict.SAME}
        for uid in joined:
            others = {uid, *self._sameness.joined_with(actor, self._entity, uid)}
            within = [
                each.uid
                for each in self._rows.values()
                if each.verdict in {Verdict.OPEN, Verdict.LATER}
                and {each.first_uid, each.second_uid} <= others
            ]
            for each in within:
                self._rows.pop(each)
        self.model.mark(self.model.marked, on=False)
        self.reason.clear()
        self._show_rows()

    def _current(self) -> PairRow | None:
        index = self.table.currentIndex()
        return self._rows.get(self.model.uid(index.row())) if index.isValid() else None

    def _side(self, *, second: bool) -> CardSide | None:
        if self._shown is None:
            return None
        return self._shown.second if second else self._shown.first

    def _show_rows(self) -> None:
        def rows(ids: Sequence[str]) -> Mapping[str, PairRow]:
            return {uid: self._rows[uid] for uid in ids if uid in self._rows}

        here = max(self.table.currentIndex().row(), 0)
        ids = [uid for uid, row in self._rows.items() if row.verdict is self._tab]
        self.model.show(ids, rows)
        if ids:
            self.table.setCurrentIndex(self.model.index(min(here, len(ids) - 1), 1))
        for verdict, title in _TABS:
            count = sum(row.verdict is verdict for row in self._rows.values())
            self.tabs.button(_place(verdict)).setText(f"{title} {count:,}" if count else title)
        self.nothing.setText(_NOTHING[self._tab])
        self.nothing.setVisible(not ids and self._task is None)
        self._show_pair()

    def _show_pair(self) -> None:
        row = self._current()
        self._shown = None
        if row is not None:
            try:
                self._shown = self._sameness.pair(
                    self._desk.actor, self._entity, row.first_uid, row.second_uid
                )
            except RuleBroken as broken:
                self._say(broken.message, problem=True)
        view = self._shown
        if view is None:
            self.compare.show_pair((), None, None)
            self.reasons.setText("")
        else:
            self.compare.show_pair(view.fields, view.first, view.second)
            self.reasons.setText(_why(view))
        self._enable()

    def _enable(self) -> None:
        view, idle = self._shown, self._task is None
        refusal = lacking(self._desk.actor, Right.DECIDE) or (view.refusal if view is not None else "")
        verdict = view.row.verdict if view is not None else None
        may = idle and view is not None and not refusal
        for button, fits in (
            (self.same_button, verdict is not Verdict.SAME),
            (self.different_button, verdict is not Verdict.DIFFERENT),
            (self.later_button, verdict is Verdict.OPEN),
            (self.part_button, verdict in _DECIDED),
        ):
            button.setEnabled(may and fits)
            button.setToolTip(refusal)
        self.part_button.setText("拆开(&P)" if verdict is not Verdict.DIFFERENT else "撤回“不是”(&P)")
        self.part_button.setVisible(self._tab in _DECIDED)
        self.later_button.setVisible(self._tab is Verdict.OPEN)
        self.whole_button.setEnabled(verdict is Verdict.SAME)
        self.whole_button.setVisible(self._tab is Verdict.SAME)
        for button, second in ((self.first_button, False), (self.second_button, True)):
            side = self._side(second=second)
            button.setEnabled(side is not None and bool(side.dealings))
            button.setVisible(self._entity is Entity.PERSON)
        self.reason.setEnabled(may)
        self.undo_button.setEnabled(bool(self._works))

    def _follow_task(self, task: TaskHandle | None) -> None:
        if task is not None:
            self.nothing.hide()
        super()._follow_task(task)

    def _mark(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.toggle(self.model.uid(row))
            self.table.setCurrentIndex(self.model.index(min(row + 1, len(self.model.ids) - 1), 1))

    def _typed(self, key: str) -> None:
        for button in (self.same_button, self.different_button, self.later_button):
            if button.text().startswith(f"&{key}") and button.isEnabled() and button.isVisible():
                button.click()
                return
        if key.lower() in {"e", "r"}:
            self.open_record(second=key.lower() == "r")

    def _connect(self) -> None:
        self.table.typed.connect(self._typed)
        self.table.space.connect(self._mark)
        self.table.opened.connect(lambda _beside: self.open_record(second=False))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_pair())
        self.model.modelReset.connect(self._enable)
        back = QAction("撤销", self)
        back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        back.triggered.connect(self.undo)
        self.addAction(back)

    def _lay_out(self) -> None:
        introduction = words_label("说明")
        introduction.setText(_INTRODUCTION)
        introduction.setProperty("muted", True)
        self.nothing.setProperty("muted", True)
        chips = QWidget()
        self._chips = FlowLayout(chips, gap=6, line_gap=6)
        for verdict, title in _TABS:
            chip = act_button(title, partial(self.show_tab, verdict))
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setChecked(verdict is self._tab)
            self.tabs.addButton(chip, _place(verdict))
            self._chips.addWidget(chip)
        acts = QWidget()
        self._acts = FlowLayout(acts, gap=6, line_gap=6)
        for button in (
            *(self.same_button, self.different_button, self.later_button, self.part_button),
            *(self.first_button, self.second_button, self.whole_button, self.undo_button),
        ):
            self._acts.addWidget(button)
        why = QHBoxLayout()
        label = QLabel("理由(&Y)")
        label.setBuddy(self.reason)
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("可以不填；拆开时要写")
        why.addWidget(label)
        why.addWidget(self.reason, 1)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        below.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        line = self.fontMetrics().lineSpacing()
        self.table.setMinimumHeight(line * _LINES)
        self.compare.setMinimumHeight(line * _LINES)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (introduction, chips, self.bar, self.nothing):
            whole.addWidget(part)
        whole.addWidget(self.table, 2)
        whole.addWidget(self.reasons)
        whole.addWidget(self.compare, 3)
        whole.addLayout(why)
        whole.addWidget(self.told)
        whole.addLayout(below)
        self.table.setFocus()


def _why(view: PairView) -> str:
    """Say why the two are taken for one, and what was decided about them before."""
    why = f"{view.row.points} 分：{'；'.join(view.reasons)}。" if view.reasons else "没有相同的地方。"
    lines = [why]
    stands = [
        f"{side.office}：{'、'.join(f'{each.title}（{each.role}，{each.state}）' for each in side.dealings)}"
        for side in (view.first, view.second)
        if side.dealings
    ]
    stands += [f"{side.title}：{side.told}" for side in (view.first, view.second) if side.told]
    lines += ["　".join(stands)] if stands else []
    lines += [f"以前认定：{each}" for each in view.story[:2]]
    lines += [f"▲ {view.refusal}"] if view.refusal else []
    return "\n".join(lines)


def _place(verdict: Verdict) -> int:
    return [each for each, _ in _TABS].index(verdict)
