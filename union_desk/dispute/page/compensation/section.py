"""Section 赔偿测算: the compensation desk of a case, for one worker after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.page_head import Missing, MissingBar
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.widgets import FlowLayout, Fold, TermBox
from union_desk.dispute.page.compensation.inputs import Inputs
from union_desk.dispute.page.compensation.results import Results
from union_desk.dispute.page.life.ground import HALF_AREA
from union_desk.dispute.page.sections import Case, CaseSection, Doing
from union_desk.dispute.prints.calculation import threshold_words
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.service.calculations import Worker, WrittenItems
from union_desk.dispute.values.calculation import Calculation, CalculationInputs

_KEY: Final = "calculation-"
_PAUSE_MS: Final = 250
_KEEP_MS: Final = 1_200
_NO_WORKER: Final = "请先在①当事人里填写职工并保存，再测算。"


class CompensationSection(CaseSection):
    """What is typed is kept as half a form; 保存, or writing it into the case, keeps the calculation."""

    title: ClassVar[str] = "赔偿测算"
    places: ClassVar[frozenset[str]] = frozenset({"calculation"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        self._calculations = doing.service.calculations
        self._half = HalfActs(doing.desk, HALF_AREA)
        self._case: Case | None = None
        self._workers: tuple[Worker, ...] = ()
        self._worker = ""
        self._changed = False
        self._missing: list[Missing] = []
        self._result = Calculation()
        self._stored = CalculationInputs()
        self.none = QLabel(_NO_WORKER)
        self.none.setProperty("muted", True)
        self.worker = TermBox(self)
        self.worker.setObjectName("calculation_worker")
        self.worker.setAccessibleName("职工")
        self.summary = QLabel(self)
        self.summary.setProperty("heading", True)
        self.summary.setWordWrap(True)
        self.state = QLabel(self)
        self.state.setProperty("muted", True)
        self.state.setWordWrap(True)
        self.body = QFrame(self)
        self.inputs, self.results = Inputs(self.body), Results(self.body)
        self.average = Fold(self.body)
        self.average.setText("平均工资")
        self.average_steps = QLabel(self.body)
        self.average_steps.setWordWrap(True)
        self.average.fold(self.average_steps)
        self.missing = MissingBar(self.body)
        self.problem = QLabel(self.body)
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self._make_buttons()
        self._recompute, self._draft = _timer(self, _PAUSE_MS), _timer(self, _KEEP_MS)
        self._lay_out()
        self._listen()

    def _make_buttons(self) -> None:
        self.claim = style.make_primary(_button("写入申请书(&Q)", "把勾选的项目写进②的请求事项"))
        self.agree = _button("写入协议(&X)", "把勾选的项目写进调解协议的给付项")
        self.keep = _button("保存测算(&U)", "只保存测算，不写入申请书")
        self.drop = style.make_link(QPushButton("放弃没保存的改动", self.body))
        self.drop.hide()
        self.print = _button("打印计算过程…", "每一步都写在纸上，可以交给本人")
        self.list = _button("打印汇总表…", "已经测算的人，一人一行，可以签名")
        self.all = _button("全部职工按 Excel 测算…", "名册上的人一次算完，逐行给出结果")

    # --- what the page calls

    def show_case(self, case: Case | None) -> None:
        """Show the workers of the case; what is being typed for one of them stays."""
        same = case is not None and self._case is not None and case.uid == self._case.uid
        if not same:
            self._keep_draft()
            self._changed = False
        self._case = case
        self._workers = self._calculations.workers(case.actor, case.uid) if case is not None else ()
        known = {worker.uid for worker in self._workers}
        self.none.setVisible(not known)
        self.body.setVisible(bool(known))
        self.summary.setVisible(bool(known))
        self.worker.setVisible(len(known) > 1)
        self._worker_label.setVisible(len(known) > 1)
        for button in (self.all, self.list):
            button.setVisible(len(known) > 1)
        self.worker.set_choices([(worker.uid, _named(worker)) for worker in self._workers])
        if not known:
            self._worker = ""
            self.inputs.fill(CalculationInputs())
            self.results.clear()
        elif not (same and self._worker in known and self._changed):
            self.show_worker(self._worker if same and self._worker in known else self._first())
        self._tell_sums()
        self._allow()

    def lead_to(self, place: str, _step: str) -> bool:
        if place not in self.places or not self._workers:
            return False
        self.inputs.first.take_cursor()
        return True

    # --- what buttons do

    def show_worker(self, uid: str) -> None:
        """Show the calculation that is kept of a worker, or what the case says of him."""
        case = self._case
        if case is None:
            return
        self._keep_draft()
        self._worker = uid
        self.worker.set_value(uid)
        kept = self._calculations.kept(case.actor, case.uid, uid)
        blank = self._calculations.blank
        self._stored = kept.inputs if kept is not None else blank(case.actor, case.uid, uid)
        self.inputs.fill(self._stored)
        self._changed = False
        draft = self._half.find(case.uid, self._key)
        if draft is not None:
            self.compute()
            self.inputs.binder.restore(draft)
            self._changed = True
        self.compute()

    def compute(self) -> None:
        """Show what comes out of what stands there now."""
        case = self._case
        if case is None or not self._worker:
            return
        self._say("")
        try:
            told = self.inputs.read()
        except RuleBroken:
            # Half a number: the field itself says so when one leaves it.
            return
        result = self._result = self._calculations.reckon(case.actor, told)
        self.inputs.show_months(result.months, result.gaps)
        self.inputs.lines.setText(f"标准：{threshold_words(result.thresholds)}" if result.thresholds else "")
        self.results.show_result(result)
        sums = f"主张 {format_fen(result.claimed_fen)} 元，稳妥 {format_fen(result.conservative_fen)} 元"
        self.summary.setText(sums if result.items else "")
        average = result.average_fen
        self.average.setVisible(average is not None)
        self.average_steps.setText("\n".join(result.average_steps))
        self.average_steps.setVisible(average is not None and self.average.isChecked())
        if average is not None:
            self.average.set_title(f"平均工资 {format_fen(average)} 元")
        self._show_lacks([Missing(lack.field, lack.sentence) for lack in result.lacks])
        self._allow()

    def _show_lacks(self, missing: list[Missing]) -> None:
        """Link to what is missing; the same links stay, so that the cursor on one of them does."""
        if missing != self._missing:
            self._missing = missing
            self.missing.show_missing(missing)

    def write_claims(self) -> None:
        self._write("写入申请书", self._calculations.write_claims)

    def write_agreement(self) -> None:
        self._write("写入协议", self._calculations.write_agreement)

    def keep_it(self) -> bool:
        """Keep the calculation as it stands."""
        case, told = self._case, self._read()
        if case is None or told is None:
            return False
        uid = self._worker

        def what() -> str:
            return self._calculations.keep(case.actor, case.uid, uid, told)

        return self._do("已保存测算", what)

    def throw_away(self) -> None:
        """Back to what is kept, or to what the case says."""
        if self._case is not None:
            self._changed = False
            self._draft.stop()
            self._half.forget(self._case.uid, self._key)
            self.show_worker(self._worker)

    def take_in(self) -> None:
        """Compute all workers from a table; what is typed here goes for all of them."""
        case, told = self._case, self._read()
        if case is None or told is None or not self.doing.save():
            return
        from union_desk.desk.intake.wizard import IntakeDialog  # noqa: PLC0415 - loaded when first opened

        intake = self.doing.service.rosters.calculation_intake(case.uid, told)
        dialog = IntakeDialog(self.doing.desk, intake, self.window())
        dialog.finished.connect(lambda _result: self.doing.reload())
        dialog.open()
        dialog.paste_if_a_list()

    def print_steps(self) -> None:
        """Open the print sheet with the 计算过程 of this worker; what is not kept yet is kept first."""
        if (self._changed or self._kept_is_none()) and not self.keep_it():
            return
        case = self._case
        if case is not None:
            from union_desk.dispute.page.compensation.printing import print_steps  # noqa: PLC0415

            print_steps(self.doing.desk, case, self._worker, self._name, self.window())

    def print_list(self) -> None:
        """Open the print sheet with all workers whose calculation is kept."""
        case = self._case
        if case is None or all(worker.made_on is None for worker in self._workers):
            self._say("还没有保存过测算，先测算再打印汇总表。")
            return
        from union_desk.dispute.page.compensation.printing import print_sums  # noqa: PLC0415

        print_sums(self.doing.desk, case, self.window())

    # --- inside

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed a moment ago before the page goes."""
        if self._draft.isActive():
            self._keep_draft()
        super().hideEvent(event)

    def _first(self) -> str:
        """Return the worker of whom something is half typed, else the first one."""
        begun = f"{self._case.uid}/{_KEY}" if self._case is not None else ""
        typed = {
            draft.key.removeprefix(begun)
            for draft in self.doing.desk.drafts.all()
            if draft.area == HALF_AREA and draft.key.startswith(begun)
        }
        return next((worker.uid for worker in self._workers if worker.uid in typed), self._workers[0].uid)

    @property
    def _key(self) -> str:
        return f"{_KEY}{self._worker}"

    @property
    def _name(self) -> str:
        return next((each.name for each in self._workers if each.uid == self._worker), "")

    def _kept_is_none(self) -> bool:
        return all(worker.made_on is None for worker in self._workers if worker.uid == self._worker)

    def _read(self) -> CalculationInputs | None:
        try:
            return self.inputs.read()
        except RuleBroken as broken:
            if not self.inputs.show_problem(broken.field or "", broken.message):
                self._say(broken.message)
            return None

    def _write(self, title: str, act: Callable[..., WrittenItems]) -> None:
        case, told = self._case, self._read()
        if case is None or told is None:
            return
        self.compute()
        kinds, conservative, uid = self.results.ticked(), self.results.conservative, self._worker
        written: list[WrittenItems] = []

        def what() -> str:
            written.append(act(case.actor, case.uid, uid, told, kinds, conservative=conservative))
            return written[0].work_uid

        count = len([item for item in self._result.items if item.kind in kinds])
        if self._do(f"已把 {count} 项{title}", what) and written and written[0].warnings:
            self._say("\n".join(written[0].warnings))

    def _do(self, done: str, what: Callable[[], str]) -> bool:
        case, key = self._case, self._key
        before, self._changed = self._changed, False
        self._draft.stop()
        if not self.doing.do(None, done, what):
            self._changed = before
            return False
        if case is not None:
            self._half.forget(case.uid, key)
        return True

    def _on_change(self) -> None:
        self._changed = True
        self.drop.show()
        self._recompute.start()
        self._draft.start()

    def _keep_draft(self) -> None:
        """Keep what is typed and not saved, so that nobody loses it."""
        if self._changed and self._case is not None and self._worker:
            self._half.keep(self._case.uid, self._key, f"赔偿测算 · {self._name}", self.inputs.binder.draft())
        self._draft.stop()

    def _tell_sums(self) -> None:
        """Say what is kept: of this worker, and of all of them together."""
        made = [worker for worker in self._workers if worker.made_on is not None]
        own = next((worker for worker in made if worker.uid == self._worker), None)
        words = [f"{own.made_on} 保存的测算"] if own is not None else []
        if len(self._workers) > 1 and made:
            claimed = sum(worker.claimed_fen or 0 for worker in made)
            words.append(f"已测算 {len(made)}/{len(self._workers)} 人，主张合计 {format_fen(claimed)} 元")
        self.state.setText("；".join(words))
        self.state.setVisible(bool(words))

    def _allow(self) -> None:
        case = self._case
        refusal = lacking(self.doing.actor, Right.EDIT)
        if case is not None and not refusal:
            if State(case.view.state) in ENDED:
                refusal = "案件已经办结，只能看。"
            elif not case.view.may_edit:
                refusal = "这是别的单位的案件，只能看。"
        self.inputs.setEnabled(not refusal)
        some = bool(self.results.ticked())
        for button in (self.claim, self.agree):
            button.setEnabled(not refusal and some)
        self.keep.setEnabled(not refusal)
        self.drop.setVisible(self._changed)
        self.all.setEnabled(not refusal)
        for button in (self.claim, self.agree, self.keep, self.all):
            button.setToolTip(refusal or str(button.property("tip")))

    def _say(self, words: str) -> None:
        self.problem.setText(f"▲ {words}" if words else "")
        self.problem.setVisible(bool(words))

    def _listen(self) -> None:
        self.inputs.changed.connect(self._on_change)
        self.worker.chosen.connect(self.show_worker)
        self.results.changed.connect(self._allow)
        self.missing.wanted.connect(self.inputs.goto)
        self._recompute.timeout.connect(self.compute)
        self._draft.timeout.connect(self._keep_draft)
        self.claim.clicked.connect(lambda _on=False: self.write_claims())
        self.agree.clicked.connect(lambda _on=False: self.write_agreement())
        self.keep.clicked.connect(lambda _on=False: self.keep_it())
        self.print.clicked.connect(lambda _on=False: self.print_steps())
        self.drop.clicked.connect(lambda _on=False: self.throw_away())
        self.all.clicked.connect(lambda _on=False: self.take_in())
        self.list.clicked.connect(lambda _on=False: self.print_list())

    def _lay_out(self) -> None:
        self._worker_label = QLabel("职工(&Z)")
        self._worker_label.setBuddy(self.worker)
        head = QHBoxLayout()
        head.addWidget(self._worker_label)
        head.addWidget(self.worker, 2)
        head.addWidget(self.state, 3)
        buttons = QWidget(self.body)
        flow = FlowLayout(buttons, gap=6, line_gap=6)
        for button in (self.claim, self.agree, self.keep, self.print, self.all, self.list, self.drop):
            flow.addWidget(button)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        parts = (self.inputs, self.missing, self.average, self.average_steps, self.results, self.problem)
        for part in (*parts, buttons):
            inside.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.none)
        whole.addLayout(head)
        whole.addWidget(self.summary)
        whole.addWidget(self.body)
        follow_layout(self)


def _named(worker: Worker) -> str:
    sums = f"　{format_fen(worker.claimed_fen)} 元" if worker.claimed_fen is not None else ""
    return f"{worker.name}{sums}"


def _button(title: str, tip: str) -> QPushButton:
    made = QPushButton(title)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    made.setProperty("tip", tip)
    return made


def _timer(parent: QWidget, pause: int) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(pause)
    return made
