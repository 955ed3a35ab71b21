"""Section 名册: the workers of a collective dispute, their representatives, each one's consent and sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.privacy import mask_id, mask_phone
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.record_table import RecordTable
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets import DayEdit, FlowLayout, MoneyEdit
from union_desk.dispute.page.sections import Case, CaseSection, Doing
from union_desk.dispute.rules.collective import LEAST
from union_desk.dispute.rules.states import BOUND, ENDED, State
from union_desk.dispute.values import Party

_MOST_LINES: Final = 14
_LEAST_LINES: Final = 3
_HINT: Final = (
    f"{LEAST} 人以上有共同请求的，用名册：在 WPS 或 Excel 里选中名单（连同表头）复制，"
    "再按“粘贴或者导入名册”。错的行会逐行说明，不影响其他人。"
)


def consent_words(party: Party) -> str:
    """同意 11-20, 不同意, or nothing for who was not asked."""
    if party.consented is None:
        return ""
    day = f" {party.consent_on:%m-%d}" if party.consent_on is not None else ""
    return f"{'同意' if party.consented else '不同意'}{day}"


COLUMNS: Final[tuple[Column[Party], ...]] = (
    Column("name", "姓名", lambda party: party.name, 9),
    Column("representative", "代表", lambda party: "代表" if party.representative else "", 5),
    Column("claim", "请求金额", lambda party: _yuan(party.claim_fen), 11, right=True),
    Column("agreed", "协议金额", lambda party: _yuan(party.agreed_fen), 11, right=True),
    Column("consent", "同意协议", consent_words, 11, urgent=lambda party: party.consented is False),
    Column("id_no", "证件号码", lambda party: mask_id(party.person.id_no), 18),
    Column("mobile", "手机", lambda party: mask_phone(party.person.mobile), 12),
    Column("remark", "备注", lambda party: party.remark, 14),
)


class RosterTable(RecordTable):
    """Enter and Space mark a worker, Ctrl+A marks all of them or none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        model = self.model()
        if control and event.key() == Qt.Key.Key_A and isinstance(model, RecordTableModel):
            model.mark(model.ids, on=len(model.marked) < len(model.ids))
            return
        super().keyPressEvent(event)


class RosterSection(CaseSection):
    """What the buttons do is done to the marked workers, or to the current one where none is marked."""

    title: ClassVar[str] = "名册"
    places: ClassVar[frozenset[str]] = frozenset({"roster"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        self._case: Case | None = None
        self._parties: dict[str, Party] = {}
        self.hint, self.sums, self.problem = _words(self), _words(self), _words(self)
        self.hint.setText(_HINT)
        self.hint.setProperty("muted", True)
        self.problem.setProperty("problem", True)
        self.take_in = _button("粘贴或者导入名册…(&M)", "从 WPS、Excel 复制的名单，或者文件")
        # Its own from the start: Tab comes to it before it comes to the table.
        self.take_in.setParent(self)
        self.table = RosterTable(doing.desk.preferences, "dispute/roster", self)
        self.table.setObjectName("roster_table")
        self.table.setAccessibleName("职工名册")
        self.model: RecordTableModel[Party] = RecordTableModel(COLUMNS, self)
        self.table.show_model(self.model)
        self.day, self.amount = DayEdit(self), MoneyEdit(self)
        self.day.setAccessibleName("同意日期")
        self.amount.setAccessibleName("每人的协议金额")
        self.represent = _button("推举为代表(&E)", "勾选 3 至 5 人；没有勾选的不再是代表")
        self.agrees = _button("同意协议", "勾选的人同意")
        self.refuses = _button("不同意", "勾选的人不同意，协议对他们没有约束力")
        self.unasked = _button("还没有表态", "改为还没有表态")
        self.set_sum = _button("填协议金额", "勾选的人各填这个数；空着的清掉")
        self.as_claimed = _button("按请求金额", "勾选的人各按自己的请求金额")
        self.remove = style.make_link(_button("从名册删去…", "删去勾选的人"))
        self._lay_out()
        self._listen()

    # --- what the page calls

    def show_case(self, case: Case | None) -> None:
        """Show the workers who apply, those of ① first; marks stay."""
        self._case = case
        workers = [party for party in case.view.form.applicants if party.kind == "worker"] if case else []
        shown = workers if any(party.roster for party in workers) or len(workers) >= LEAST else []
        self._parties = {party.uid: party for party in shown}
        gone = self.model.marked - self._parties.keys()
        if gone:
            self.model.mark(gone, on=False)
        self.model.show(list(self._parties), self._fetch)
        self._fit(len(shown))
        self.hint.setVisible(not shown)
        self.acts.setVisible(bool(shown))
        self.table.setVisible(bool(shown))
        self.sums.setVisible(bool(shown))
        self._say("")
        self._sum_up()
        self._allow()

    def lead_to(self, place: str, _step: str) -> bool:
        if place not in self.places or self._case is None:
            return False
        unasked = next((uid for uid, party in self._parties.items() if not party.consented), "")
        number = self.model.place(unasked) if unasked else None
        if number is not None:
            self.table.selectRow(number)
        (self.table if self._parties else self.take_in).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # --- what buttons do

    def chosen(self) -> list[str]:
        """Return the marked workers in the order of the roster, else the current one."""
        marked = [uid for uid in self._parties if uid in self.model.marked]
        current = self.model.uid(self.table.currentIndex().row())
        return marked or ([current] if current else [])

    def open_intake(self) -> None:
        """Open the import of the roster; a list that was just copied is shown at once."""
        case = self._case
        if case is None or not self.doing.save():
            return
        from union_desk.desk.intake.wizard import IntakeDialog  # noqa: PLC0415 - loaded when first opened

        intake = self.doing.service.rosters.intake(case.uid)
        dialog = IntakeDialog(self.doing.desk, intake, self.window())
        dialog.finished.connect(lambda _result: self.doing.reload())
        dialog.open()
        dialog.paste_if_a_list()

    def elect(self) -> None:
        chosen, rosters = self.chosen(), self.doing.service.rosters
        self._act(
            f"已推举代表 {len(chosen)} 人", lambda case: rosters.represent(case.actor, case.uid, chosen)
        )

    def write_consent(self, *, agrees: bool | None) -> None:
        try:
            on = self.day.value()
        except RuleBroken as broken:
            self._say(broken.message)
            return
        chosen, rosters = self.chosen(), self.doing.service.rosters
        words = {True: "同意", False: "不同意", None: "还没有表态"}[agrees]
        self._act(
            f"已记下 {len(chosen)} 人{words}",
            lambda case: rosters.consent(case.actor, case.uid, chosen, agrees=agrees, on=on),
        )

    def write_sums(self, *, as_claimed: bool) -> None:
        chosen, rosters = self.chosen(), self.doing.service.rosters
        try:
            fen = self.amount.value()
        except RuleBroken as broken:
            self._say(broken.message)
            return
        sums = {uid: self._parties[uid].claim_fen if as_claimed else fen for uid in chosen}
        self._act(
            f"已记下 {len(chosen)} 人的协议金额",
            lambda case: rosters.agree_sums(case.actor, case.uid, sums),
        )

    def take_off(self) -> None:
        chosen, rosters = self.chosen(), self.doing.service.rosters
        if not chosen:
            self._say("请先在名册里选人：空格勾选，或者选中一行。")
            return
        named = "、".join(self._parties[uid].name for uid in chosen[:3])
        named += f"等 {len(chosen)} 人" if len(chosen) > 3 else ""
        if self.doing.desk.confirm("从名册删去", f"从名册删去{named}？可以撤销。", "删去", self.window()):
            self._act(
                f"已从名册删去 {len(chosen)} 人", lambda case: rosters.remove(case.actor, case.uid, chosen)
            )

    # --- a sheet of the page: what is wrong is said here

    def show_problem(self, broken: RuleBroken) -> None:
        self._say(broken.message)

    def put_away(self, *, done: bool = False) -> None:
        """Take the marks off what was done."""
        if done:
            self.model.mark(self.model.marked, on=False)

    # --- inside

    def _act(self, done: str, what: Callable[[Case], str]) -> None:
        case = self._case
        if case is not None:
            self._say("")
            self.doing.do(self, done, lambda: what(case))

    def _fetch(self, uids: Sequence[str]) -> dict[str, Party]:
        return {uid: self._parties[uid] for uid in uids if uid in self._parties}

    def _sum_up(self) -> None:
        """Say what the roster comes to, and what the marked ones do."""
        parties = list(self._parties.values())
        marked = [party for party in parties if party.uid in self.model.marked]
        agreed = [party for party in parties if party.consented]
        refused = sum(party.consented is False for party in parties)
        words = [
            f"{len(parties)} 人，请求合计 {_sum(party.claim_fen for party in parties)} 元",
            f"代表 {sum(party.representative for party in parties)} 人",
            f"同意 {len(agreed)} 人、不同意 {refused} 人、没有表态 {len(parties) - len(agreed) - refused} 人",
            f"同意的协议金额 {_sum(party.agreed_fen for party in agreed)} 元",
        ]
        if marked:
            words.append(f"已勾选 {len(marked)} 人，请求 {_sum(party.claim_fen for party in marked)} 元")
        self.sums.setText("；".join(words))

    def _allow(self) -> None:
        case = self._case
        refusal = lacking(self.doing.actor, Right.EDIT)
        if case is None:
            refusal = "请先保存案件。"
        elif not refusal:
            state = State(case.view.state)
            if state in ENDED or not case.view.may_edit:
                refusal = "案件已经办结，只能看。" if state in ENDED else "这是别的单位的案件，只能看。"
            elif state in BOUND:
                refusal = "协议已经生效，名册只能看。"
        for button in self._buttons:
            button.setEnabled(not refusal)
            button.setToolTip(refusal or str(button.property("tip")))

    def _fit(self, count: int) -> None:
        """Be as high as the roster needs, and scroll beyond that."""
        lines = min(max(count, _LEAST_LINES), _MOST_LINES)
        row = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(lines * row + head + 2 * self.table.frameWidth() + 2)

    def _say(self, words: str) -> None:
        self.problem.setText(f"▲ {words}" if words else "")
        self.problem.setVisible(bool(words))

    def _toggle(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.toggle(self.model.uid(row))

    def _listen(self) -> None:
        self.table.space.connect(self._toggle)
        self.table.opened.connect(lambda _beside: self._toggle())
        self.model.marks_changed.connect(self._sum_up)
        acts = (
            (self.take_in, self.open_intake),
            (self.represent, self.elect),
            (self.agrees, partial(self.write_consent, agrees=True)),
            (self.refuses, partial(self.write_consent, agrees=False)),
            (self.unasked, partial(self.write_consent, agrees=None)),
            (self.set_sum, partial(self.write_sums, as_claimed=False)),
            (self.as_claimed, partial(self.write_sums, as_claimed=True)),
            (self.remove, self.take_off),
        )
        self._buttons = tuple(button for button, _act in acts)
        for button, act in acts:
            button.clicked.connect(lambda _on=False, act=act: act())

    def _lay_out(self) -> None:
        self.acts = QWidget(self)
        flow = FlowLayout(self.acts, gap=6, line_gap=6)
        flow.addWidget(self.represent)
        flow.addWidget(_labelled("同意日期", self.day, self))
        for button in (self.agrees, self.refuses, self.unasked):
            flow.addWidget(button)
        flow.addWidget(_labelled("每人", self.amount, self))
        for button in (self.set_sum, self.as_claimed, self.remove):
            flow.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self.take_in)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.hint)
        whole.addLayout(head)
        for part in (self.sums, self.table, self.acts, self.problem):
            whole.addWidget(part)
        follow_layout(self)


def _labelled(words: str, field: QWidget, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    label = QLabel(words, holder)
    label.setBuddy(field)
    line.addWidget(label)
    line.addWidget(field)
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance("2026-11-23 周一 元"))
    return holder


def _yuan(fen: int | None) -> str:
    return format_fen(fen) if fen is not None else ""


def _sum(amounts: Iterable[int | None]) -> str:
    return format_fen(sum(fen or 0 for fen in amounts))


def _button(title: str, tip: str) -> QPushButton:
    made = QPushButton(title)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    made.setProperty("tip", tip)
    return made


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    return label
