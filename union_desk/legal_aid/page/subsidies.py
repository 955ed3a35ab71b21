"""补贴台账: the subsidies of all cases; many are approved and paid at once, printed as a list or one by one.

SubsidyLedger(desk, services.legal_aid, services.office.name, show_rates, window).show()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.body import BodyPlan, FormBody
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.reasons import ONLY_REASON, Reasoned
from union_desk.desk.acts.sheet import ActSheet, Asked
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.list_parts import act_button, labelled, offer
from union_desk.desk.printing import PrintSheet
from union_desk.desk.record_table import RecordTable
from union_desk.desk.register_job import RegisterJob
from union_desk.desk.table_model import RecordTableModel
from union_desk.desk.widgets import EnterMoves, FlowLayout, TextEdit
from union_desk.legal_aid.page.life.plans import APPROVE, PAY
from union_desk.legal_aid.page.life.typed import Paying
from union_desk.legal_aid.page.subsidy_lines import COLUMNS, STATES, cases_of, counted, money, sums_words
from union_desk.legal_aid.values.ledger import APPROVED, ASKED, SubsidyEntry

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.legal_aid.service import LegalAidService
    from union_desk.paper.job import Printed

CASE: Final = "aid_case"
HALF: Final = "subsidy_ledger"
_SIZE: Final = (68, 36)
_LINES: Final = 5
_OFFICE: Final = "单位(&U)"
_INTRODUCTION: Final = (
    "所有援助案件的办案补贴。空格选中几笔，一次审批或者发放；没有选中的，只办光标所在的一笔。"
    "申报在案件的“结案与补贴”部分，提交结案报告以后进行。"
)
_NOTHING: Final = "这里没有补贴。"


class SubsidyLedger(Dialog):
    """Stays open beside the work."""

    def __init__(
        self,
        desk: Desk,
        service: LegalAidService,
        office: str,
        show_rates: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._service, self._own = desk, service, office
        self._lines: tuple[SubsidyEntry, ...] = ()
        self._shown: dict[str, SubsidyEntry] = {}
        self._choices: dict[str, QWidget] = {}
        self.setWindowTitle("补贴台账")
        self.state, self.year, self.office = QComboBox(), QComboBox(), QComboBox()
        self.text = TextEdit()
        self.told, self.nothing = QLabel(), QLabel(_NOTHING)
        self.told.setWordWrap(True)
        self.told.setAccessibleName("结果")
        self.nothing.setProperty("muted", True)
        self.model: RecordTableModel[SubsidyEntry] = RecordTableModel(COLUMNS, self)
        self.table = RecordTable(desk.preferences, "list/subsidies")
        self.table.show_model(self.model)
        self.table.setAccessibleName("补贴台账")
        self.sheet = ActSheet(HalfActs(desk, HALF), self)
        self._moves = EnterMoves(self)
        self.approve_button = act_button("审批(&S)…", self.approve)
        self.pay_button = act_button("发放(&F)…", self.pay)
        self.reverse_button = act_button("冲正(&C)…", self.reverse)
        self.print_button = act_button("打印发放清册(&P)…", self.print_list)
        self.form_button = act_button("打印审批发放表(&B)…", self.print_forms)
        self.open_button = act_button("打开案件(&O)", self.open_case)
        self.rates_button = act_button("补贴标准(&R)…", show_rates)
        self.close_button = act_button("关闭(&Q)", self.close)
        self._lay_out()
        self.table.opened.connect(lambda _beside: self.open_case())
        self.table.space.connect(self._mark)
        self.table.typed.connect(self._typed)
        self.model.marks_changed.connect(self._tell)
        desk.changed.connect(self._on_change)
        self.resize(self.sizeHint())
        self.look()
        self.table.setFocus()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def look(self) -> None:
        """Read the ledger anew, and offer the years and offices that have lines."""
        self._lines = self._service.subsidies.ledger(self._desk.actor)
        years = sorted({str(each.line.asked_on.year) for each in self._lines if each.line.asked_on})
        offices = {each.office: each.office_name for each in self._lines}
        offer(self.state, [("", "全部状态"), *STATES.items()])
        offer(self.year, [("", "全部年份"), *((year, f"{year} 年") for year in reversed(years))])
        offer(self.office, [("", "全部单位"), *sorted(offices.items())])
        self._choices[_OFFICE].setVisible(len(offices) > 1)
        self._show_rows()

    def show_only(self, state: str) -> None:
        """Show the lines that are so far, of every year and office."""
        self.text.setText("")
        for box, value in ((self.state, state), (self.year, ""), (self.office, "")):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.table.setFocus()

    # What is done with lines.

    def chosen(self) -> list[SubsidyEntry]:
        """Return the marked lines that are shown, in their order; else the current one."""
        marked = [entry for uid, entry in self._shown.items() if uid in self.model.marked]
        index = self.table.currentIndex()
        here = self._shown.get(self.model.uid(index.row())) if index.isValid() else None
        return marked or ([here] if here is not None else [])

    def approve(self) -> None:
        def act(lines: Sequence[tuple[str, str]], typed: Paying) -> str:
            return self._service.subsidies.approve_many(self._desk.actor, lines, typed.on)

        self._ask("审批", ASKED, APPROVE, act)

    def pay(self) -> None:
        def act(lines: Sequence[tuple[str, str]], typed: Paying) -> str:
            return self._service.subsidies.pay_many(self._desk.actor, lines, typed.voucher, typed.on)

        self._ask("发放", APPROVED, PAY, act)

    def reverse(self) -> None:
        """Ask why one line is to be taken back."""
        found = [entry for entry in self.chosen() if entry.counts and entry.is_ours]
        if len(found) != 1:
            self._say("冲正一次办一笔，请只选一笔没有冲正的补贴。")
            return
        (entry,) = found

        def act(typed: Reasoned) -> str:
            actor = self._desk.actor
            return self._service.subsidies.reverse(actor, entry.case_uid, entry.line.uid, typed.reason)

        title = f"冲正 {entry.provider.name} 的 {money(entry)} 元"
        self._open_sheet(("reverse", entry.line.uid), title, ONLY_REASON, Reasoned(), act)

    def open_case(self) -> None:
        found = self.chosen()[:1]
        for entry in found:
            self.hide()
            self._desk.open(CASE, entry.case_uid)
            self._desk.status("看完以后，从“工具”菜单的“补贴台账”回到列表，还停在原处。")

    def print_list(self) -> None:
        """Print the marked lines as one list, else all that are shown and stand."""
        desk, service, office = self._desk, self._service, self._own
        from union_desk.legal_aid.prints.registers import (  # noqa: PLC0415 - drawing is loaded when first used
            SUBSIDIES_TITLE,
            render_subsidies,
        )

        chosen = [entry for entry in self._to_print() if entry.counts]
        wanted = frozenset(entry.line.uid for entry in chosen)

        def make(
            uids: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            at = desk.clock()
            return render_subsidies(service, desk.actor, uids, office, at, progress, cancelled, lines=wanted)

        def log(uids: Sequence[str], into_file: bool) -> None:
            service.log_register(desk.actor, uids, SUBSIDIES_TITLE, into_file=into_file)

        PrintSheet(desk, RegisterJob(SUBSIDIES_TITLE, cases_of(chosen), make=make, log=log), self).open()

    def print_forms(self) -> None:
        """Print 审批发放表 of the cases of the chosen lines, each on its own paper."""
        from union_desk.legal_aid.prints.paper import printable  # noqa: PLC0415 - loaded when first used
        from union_desk.legal_aid.prints.subsidy import PAPERS  # noqa: PLC0415

        offered = FormsToPrint(
            [printable(self._service, paper) for paper in PAPERS], self._desk.actor, self._desk.clock
        )
        uids = cases_of(self.chosen())
        PrintSheet(self._desk, FormJob(offered, uids, f"办案补贴 · {len(uids)} 件"), self).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the room to the sheet while one asks: what chooses lines and begins acts goes till then."""
        if watched is self.sheet and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            for part in self._at_rest:
                part.setVisible(event.type() == QEvent.Type.Hide)
        return super().eventFilter(watched, event)

    # Inside.

    def _ask(
        self,
        verb: str,
        state: str,
        plan: FormPlan,
        act: Callable[[Sequence[tuple[str, str]], Paying], str],
    ) -> None:
        """Ask for the day once for all the chosen lines that wait for it; the others are left as they are."""
        chosen = self.chosen()
        found = [entry for entry in chosen if entry.state == state and entry.is_ours]
        if not found:
            self._say(f"选中的里面没有{STATES[state]}的补贴（别的单位的，由那里办理）。")
            return
        lines = [(entry.case_uid, entry.line.uid) for entry in found]
        left = f"；另有 {len(chosen) - len(found)} 笔不用{verb}" if len(chosen) > len(found) else ""
        title = f"{verb} {counted(found)}{left}"
        self._open_sheet((verb, ""), title, plan, Paying(self._desk.today), lambda typed: act(lines, typed))

    def _open_sheet(
        self, key: tuple[str, str], title: str, plan: FormPlan, value: Any, act: Callable[[Any], str]
    ) -> None:
        actor = self._desk.actor

        def take(typed: Any) -> None:
            try:
                work = act(typed)
            except RuleBroken as broken:
                self.sheet.show_problem(broken)
                return
            self.sheet.put_away(done=True)
            self.model.mark(list(self.model.marked), on=False)
            self.look()
            undo = (lambda: self._service.subsidies.undo(actor, work)) if actor.may(Right.UNDO) else None
            self._desk.status(f"已{title}", undo=undo)
            self.told.setText(f"已{title}。{self.told.text()}")

        body = FormBody(BodyPlan(plan, lambda _ground: value, lambda typed: typed), self.sheet)
        body.begin(None)
        self.sheet.ask(Asked(*key, title, "记下"), body, take)

    def _say(self, sentence: str) -> None:
        self.told.setText(f"▲ {sentence}")

    def _to_print(self) -> list[SubsidyEntry]:
        return self.chosen() if self.model.marked else list(self._shown.values())

    def _mark(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.toggle(self.model.uid(row))
            self.table.setCurrentIndex(self.model.index(min(row + 1, len(self.model.ids) - 1), 1))

    def _fits(self, entry: SubsidyEntry) -> bool:
        state, year, office = (str(box.currentData() or "") for box in (self.state, self.year, self.office))
        line, given = entry.line, entry.provider
        told = f"{given.name} {given.firm} {entry.applicant} {entry.number_shown} {line.voucher}".casefold()
        return (
            (not state or entry.state == state)
            and (not year or (line.asked_on is not None and str(line.asked_on.year) == year))
            and (not office or entry.office == office)
            and all(word in told for word in str(self.text.value() or "").casefold().split())
        )

    def _show_rows(self) -> None:
        here = max(self.table.currentIndex().row(), 0)
        shown = self._shown = {entry.line.uid: entry for entry in self._lines if self._fits(entry)}

        def rows(uids: Sequence[str]) -> Mapping[str, SubsidyEntry]:
            return {uid: shown[uid] for uid in uids if uid in shown}

        self.model.show(list(shown), rows)
        if shown:
            self.table.setCurrentIndex(self.model.index(min(here, len(shown) - 1), 1))
        self.nothing.setHidden(bool(shown))
        self._allow()
        self._tell()

    def _allow(self) -> None:
        """Grey what cannot be done: nothing is shown, or the right is not one's own."""
        rights: tuple[tuple[QPushButton, Right | None], ...] = (
            (self.approve_button, Right.REVIEW),
            (self.pay_button, Right.EDIT),
            (self.reverse_button, Right.DECIDE),
            (self.print_button, Right.PRINT),
            (self.form_button, Right.PRINT),
            (self.open_button, None),
        )
        for button, right in rights:
            refusal = lacking(self._desk.actor, right) if right is not None else ""
            button.setEnabled(bool(self._shown) and not refusal)
            button.setToolTip(refusal)

    def _tell(self) -> None:
        """Say how many lines there are and what they come to; of the marked ones apart."""
        marked = [entry for uid, entry in self._shown.items() if uid in self.model.marked]
        told = sums_words(self._shown.values())
        self.told.setText(f"{told}已选 {counted(marked)}。" if marked else told)

    def _typed(self, text: str) -> None:
        """Begin to search with what was typed in the list."""
        self.text.setFocus()
        self.text.setText(self.text.text() + text)
        self._show_rows()

    def _on_change(self, _changed: object) -> None:
        if self.isVisible():
            self.look()

    def _lay_out(self) -> None:
        introduction = QLabel(_INTRODUCTION)
        introduction.setWordWrap(True)
        introduction.setProperty("muted", True)
        choices, buttons = QWidget(), QWidget()
        self._at_rest = (introduction, choices, buttons)
        self.sheet.installEventFilter(self)
        # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
        self._flow, self._below = FlowLayout(choices, gap=12, line_gap=6), FlowLayout(buttons, 6, 6)
        for words, box in (("状态(&A)", self.state), ("年份(&Y)", self.year), (_OFFICE, self.office)):
            box.setAccessibleName(words[: words.index("(")])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _row: self._show_rows())
            self._choices[words] = labelled(words, box)
            self._flow.addWidget(self._choices[words])
        self.text.setAccessibleName("查找")
        self.text.setPlaceholderText("承办人、受援人、案号、凭证号")
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.text.textChanged.connect(lambda _text: self._show_rows())
        self._flow.addWidget(labelled("查找(&K)", self.text))
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        for button in (
            *(self.approve_button, self.pay_button, self.reverse_button, self.open_button),
            *(self.print_button, self.form_button, self.rates_button),
        ):
            self._below.addWidget(button)
        last = QHBoxLayout()
        last.addWidget(buttons, 1)
        last.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (introduction, choices, self.nothing, self.table, self.told, self.sheet):
            whole.addWidget(part, 1 if part is self.table else 0)
        whole.addLayout(last)
