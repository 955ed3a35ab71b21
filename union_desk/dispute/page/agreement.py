"""Section 调解协议: the draft of the agreement; what is vague, void or other than claimed is said at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.desk.acts.fields import note, number, tick
from union_desk.desk.acts.form import FieldLines
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.binder import Binder
from union_desk.desk.page_head import Missing, MissingBar
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.widgets import DayEdit, FlowLayout, GridColumn, NoteEdit
from union_desk.dispute.page.agreement_items import ItemsEdit
from union_desk.dispute.page.life.ground import HALF_AREA, payees
from union_desk.dispute.page.sections import Case, CaseSection, Doing
from union_desk.dispute.rules.states import BOUND, ENDED, State
from union_desk.dispute.service.agreements import AgreementCheck
from union_desk.dispute.values import Agreement, AgreementItem, CaseForm, RoadView

_PAUSE_MS: Final = 300
_KEEP_MS: Final = 1_200
_KEY: Final = "agreement-draft"
# Papers that a worker who leaves is owed within 15 days (劳动合同法 art 50).
USUAL_ACTS: Final = ("出具解除（终止）劳动合同证明", "办理档案和社会保险关系转移手续")
RELEASE: Final = "本协议履行完毕后，双方就本案上述请求事项无其他争议；不涉及工伤、职业病等未列事项。"
OF_ROSTER: Final = "附表名册所列职工的"
_FIRST: Final = "请先保存案件，再写协议。"


class ActsEdit(NoteEdit):
    """What is to be done beside paying, one on a line."""

    def value(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def set_value(self, value: Any) -> None:
        super().set_value("\n".join(value or ()))

    def restore(self, draft: Any) -> None:
        super().set_value(draft if isinstance(draft, str) else "\n".join(draft or ()))


_TELLING: Final = (
    GridColumn("claims_text", "申请人主张（空着的印②的请求事项）", note(2), 12),
    GridColumn("answer_text", "被申请人主张", note(2), 12),
)
_REST: Final = (
    GridColumn("accelerated", "分期付款的", tick("任何一期逾期，其余各期一并到期"), 24),
    GridColumn("acts", "付款以外要办的事，一行一件", lambda parent: ActsEdit(parent, 2), 17, 1),
    GridColumn("acts_due_on", "办结日期", DayEdit, 7, 1),
    GridColumn("release", "了结的范围", note(2), 24, 2),
    GridColumn("default_text", "违约责任", note(1), 12, 3),
    GridColumn("extra", "其他约定", note(1), 12, 3),
    GridColumn("copies", "一式几份", number("份"), 5, 4),
)


class AgreementSection(CaseSection):
    """Half a draft is always saved; the step 达成协议 asks for what is lacking and for the signatures."""

    title: ClassVar[str] = "调解协议"
    places: ClassVar[frozenset[str]] = frozenset({"agreement"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        self._half = HalfActs(doing.desk, HALF_AREA)
        self._case: Case | None = None
        self._changed = False
        self._missing: list[Missing] = []
        self.state, self.total, self.warnings, self.roads = (_words(self) for _ in range(4))
        self.warnings.setProperty("problem", True)
        self.total.setProperty("heading", True)
        self.problem = _words(self)
        self.problem.setProperty("problem", True)
        self.begin = QPushButton("开始写协议(&Y)", self)
        self.body = QFrame(self)
        self.body.setObjectName("agreement_body")
        self.items = ItemsEdit(self.body)
        self.items.setObjectName("items")
        self.items.setAccessibleName("付款事项")
        self.usual = style.make_link(QPushButton("＋ 离职证明、档案社保转移", self.body))
        self.of_roster = style.make_link(QPushButton("按名册的协议金额", self.body))
        self.of_roster.setToolTip("把名册里同意协议的职工的金额合计，作为一项付款")
        self.drop = style.make_link(QPushButton("放弃没保存的改动", self.body))
        self.missing = MissingBar(self.body)
        self.keep = style.make_primary(QPushButton("保存协议(&G)", self.body))
        self._look, self._draft = QTimer(self), QTimer(self)
        self._lay_out()
        self.binder: Binder[Agreement] = Binder(self.body, Agreement)
        self._listen()

    # --- what the page calls

    def show_case(self, case: Case | None) -> None:
        """Show what is stored of the agreement; what is being typed of it stays."""
        same = case is not None and self._case is not None and case.uid == self._case.uid
        if not same:
            self._keep_draft()
            self._changed = False
        self._case = case
        if case is not None:
            self.items.offer(payees(case))
        held = case.life.agreement if case is not None else None
        draft = self._half.find(case.uid, _KEY) if case is not None and not self._changed else None
        if not self._changed:
            self.binder.fill(held or Agreement(uid=""))
            if draft is not None:
                self.binder.restore(draft)
                self._changed = True
        elif held is not None:
            self._take_over(held)
        self._open = held is not None or self._changed
        self._say("")
        self._settle()

    def lead_to(self, place: str, _step: str) -> bool:
        if place not in self.places or self._case is None:
            return False
        if not self._open:
            self.start()
        check = self._check()
        lacks = [lack.place for lack in check.lacks if lack.place != "signed_on"] if check else []
        self._goto(lacks[0] if lacks else "items")
        return True

    # --- what buttons do

    def start(self) -> None:
        """Begin an agreement with what the claims say was agreed, and the usual release."""
        case = self._case
        if case is None:
            return
        self._open, self._changed = True, True
        self.binder.fill(drafted(case.view.form))
        self._settle()
        self._goto("items")

    def store(self) -> bool:
        """Save the draft as it stands."""
        case, told = self._case, self._read()
        if case is None or told is None:
            return False
        self.clear_problems()
        changed, self._changed = self._changed, False
        self._draft.stop()
        act = told if told.uid else replace(told, uid=Agreement().uid)
        service, actor = self.doing.service, case.actor
        if not self.doing.do(self, "已保存协议", lambda: service.write_down(actor, case.uid, act)):
            self._changed = changed
            return False
        self._half.forget(case.uid, _KEY)
        self._mark_lacks()
        return True

    def _mark_lacks(self) -> None:
        """Write what is still vague under its field, where it is put right."""
        check = self._check()
        for lack in check.lacks if check is not None else ():
            if lack.place not in {"signed_on", "items"}:
                self.binder.show_problem(lack.place, lack.sentence, focus=False)

    def add_usual_acts(self) -> None:
        """Add the papers that a worker who leaves is owed."""
        acts = self.binder.widget("acts")
        if isinstance(acts, ActsEdit):
            held = acts.value()
            acts.set_value((*held, *(act for act in USUAL_ACTS if act not in held)))
            self._on_change()
            acts.setFocus()

    def throw_away(self) -> None:
        """Back to what is stored."""
        if self._case is not None:
            self._changed = False
            self._draft.stop()
            self._half.forget(self._case.uid, _KEY)
            self.show_case(self._case)

    def take_roster(self) -> None:
        """Bring the sum for the roster to what those who have consented were promised."""
        case = self._case
        whole = of_roster(case.view.form) if case is not None else None
        told = self._read()
        if whole is None or told is None:
            self._say("名册里还没有同意协议、填了协议金额的职工，请先在名册里登记。")
            return
        others = [item for item in told.items if item.party_uid or not item.title.startswith(OF_ROSTER)]
        held = next((item for item in told.items if item not in others), None)
        if held is not None:
            whole = replace(held, amount_fen=whole.amount_fen)
        self.binder.fill(replace(told, items=(*others, whole)))
        self._on_change()
        self.show_check()

    # --- a sheet of the page: what is wrong with the draft is shown here

    def show_problem(self, broken: RuleBroken) -> None:
        if not (broken.field and self.binder.show_problem(broken.field, broken.message)):
            self._say(broken.message)

    def put_away(self, *, done: bool = False) -> None:
        """Nothing is put away: the draft stays on the page."""
        del done
        self._say("")

    def clear_problems(self) -> None:
        self.binder.clear_problems()
        self._say("")

    # --- inside

    def _take_over(self, held: Agreement) -> None:
        """Add to what is typed what was written elsewhere, such as by the compensation desk."""
        filled = self.binder.filled
        known = {item.uid for item in filled.items} if filled is not None else set()
        fresh = tuple(item for item in held.items if item.uid not in known)
        if filled is None or (not fresh and filled.uid):
            return
        try:
            typed = self.binder.read()
        except RuleBroken:
            typed = filled
        self.binder.fill(replace(typed, uid=held.uid, items=(*typed.items, *fresh)))

    def _goto(self, place: str) -> None:
        if place == "items" and not self.items.rows:
            self.items.add_row()
        else:
            self.binder.goto(place)

    def _read(self) -> Agreement | None:
        try:
            return self.binder.read()
        except RuleBroken as broken:
            self.show_problem(broken)
            return None

    def _check(self) -> AgreementCheck | None:
        case = self._case
        if case is None or not self._open:
            return None
        try:
            told = self.binder.read()
        except RuleBroken:
            return None
        return self.doing.service.agreements.check(case.actor, case.uid, told)

    def show_check(self) -> None:
        """Say what is unclear or void in what stands there now."""
        check = self._check()
        if check is None:
            return
        lacks = [lack for lack in check.lacks if lack.place != "signed_on"]
        missing = [Missing(lack.place, lack.sentence) for lack in lacks]
        if missing != self._missing:
            # The same links stay, so that the cursor on one of them does.
            self._missing = missing
            self.missing.show_missing(missing)
        self.total.setText(
            f"协议合计 {format_fen(check.fen)} 元　{check.capitals}" if check.fen else "协议还没有金额"
        )
        self.warnings.setText("\n".join(f"△ {warning}" for warning in check.warnings))
        self.warnings.setVisible(bool(check.warnings))
        self.roads.setText(road_words(check))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed a moment ago before the page goes."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().hideEvent(event)

    def _on_change(self) -> None:
        self._changed = True
        self.drop.show()
        self._look.start()
        self._draft.start()

    def _keep_draft(self) -> None:
        if self._changed and self._case is not None and self._open:
            title = f"调解协议 · {self._case.view.number_shown or self._case.view.form.matter}"
            self._half.keep(self._case.uid, _KEY, title, self.binder.draft())

    def _settle(self) -> None:
        """Show what can be done: begin it, write on it, or only read it."""
        case = self._case
        refusal = self._refusal()
        self.body.setVisible(self._open)
        self.begin.setVisible(case is not None and not self._open)
        self.begin.setEnabled(not refusal)
        self.begin.setToolTip(refusal)
        roster = case is not None and any(party.roster for party in case.view.form.applicants)
        self.of_roster.setVisible(roster)
        self.drop.setVisible(self._changed)
        for part in (self.items, self.telling, self.rest, self.usual, self.of_roster, self.keep):
            part.setEnabled(not refusal)
        self.keep.setToolTip(refusal)
        told = _FIRST if case is None else refusal if self._open or refusal else ""
        if case is not None and case.life.agreement is not None and case.life.agreement.in_force:
            told = f"{_signed(case.life.agreement.signed_on)}{told}"
        self.state.setText(told)
        self.state.setVisible(bool(told))
        self.show_check()

    def _show_account(self, item_uid: str) -> None:
        if self._case is not None:
            self.doing.service.agreements.account(self._case.actor, self._case.uid, item_uid)

    def _refusal(self) -> str:
        case = self._case
        if case is None:
            return _FIRST
        state = State(case.view.state)
        if refusal := lacking(case.actor, Right.EDIT):
            return refusal
        if not case.view.may_edit and state not in ENDED:
            return "这是别的单位的案件，只能看。"
        if state in ENDED:
            return "案件已经办结，协议只能看。"
        if state in BOUND:
            return "协议已经生效，只能看；写错的请先撤回“达成协议”这一步。"
        return ""

    def _say(self, words: str) -> None:
        self.problem.setText(f"▲ {words}" if words else "")
        self.problem.setVisible(bool(words))

    def _listen(self) -> None:
        for timer, pause, act in (
            (self._look, _PAUSE_MS, self.show_check),
            (self._draft, _KEEP_MS, self._keep_draft),
        ):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        self.items.on_reveal = self._show_account
        self.binder.changed.connect(self._on_change)
        self.items.removed.connect(lambda _place: self._on_change())
        self.missing.wanted.connect(self._goto)
        self.begin.clicked.connect(lambda _on=False: self.start())
        self.keep.clicked.connect(lambda _on=False: self.store())
        self.usual.clicked.connect(lambda _on=False: self.add_usual_acts())
        self.drop.clicked.connect(lambda _on=False: self.throw_away())
        self.of_roster.clicked.connect(lambda _on=False: self.take_roster())

    def _lay_out(self) -> None:
        self._open = False
        for button in (self.begin, self.keep, self.usual, self.of_roster, self.drop):
            button.setAutoDefault(False)
        self.telling, self.rest = FieldLines(_TELLING, self.body), FieldLines(_REST, self.body)
        heading = QLabel("付款事项", self.body)
        heading.setProperty("heading", True)
        buttons = QWidget(self.body)
        flow = FlowLayout(buttons, gap=6, line_gap=6)
        flow.addWidget(self.keep)
        flow.addWidget(self.usual)
        flow.addWidget(self.of_roster)
        flow.addWidget(self.drop)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        parts = (self.telling, heading, self.items, self.total, self.rest, self.missing, self.warnings)
        for part in (*parts, self.roads, self.problem, buttons):
            inside.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.state, self.begin, self.body):
            whole.addWidget(part)
        self.state.setProperty("muted", True)
        self.problem.hide()
        follow_layout(self)


def drafted(form: CaseForm) -> Agreement:
    """Return a draft of what the claims say was agreed, to whom each claims it, on his own account."""
    workers = {party.uid: party for party in form.parties if party.kind == "worker" and not party.roster}
    sole = next(iter(workers)) if len(workers) == 1 else ""
    items = []
    for claim in form.claims:
        if claim.agreed_fen is None or claim.waived or not claim.agreed_fen:
            continue
        party = workers.get(claim.party_uid or sole)
        card = party.person if party is not None else None
        items.append(
            AgreementItem(
                party_uid=party.uid if party is not None else "",
                claim_uid=claim.uid,
                kind=claim.kind,
                title=term_label("claim_item", claim.kind),
                amount_fen=claim.agreed_fen,
                account_name=(card.card_holder or card.name) if card is not None and card.card_no else "",
                bank=f"{card.bank}{card.bank_branch}" if card is not None and card.card_no else "",
                account_no=card.card_no if card is not None else "",
            )
        )
    if (whole := of_roster(form)) is not None:
        items.append(whole)
    return Agreement(uid="", release=RELEASE, items=tuple(items))


def of_roster(form: CaseForm) -> AgreementItem | None:
    """Return one sum for all of a roster who have consented; whose it is stands in the list behind it."""
    bound = [party for party in form.applicants if party.consented and party.agreed_fen]
    if not any(party.roster for party in form.applicants) or not bound:
        return None
    kinds = {claim.kind for claim in form.claims if claim.kind and not claim.waived}
    kind = kinds.pop() if len(kinds) == 1 else ""
    label = term_label("claim_item", kind) if kind else "款项"
    return AgreementItem(
        kind=kind,
        title=f"{OF_ROSTER}{label}",
        amount_fen=sum(party.agreed_fen or 0 for party in bound),
        account_name="名册所列职工本人",
        bank="见附表",
    )


def road_words(check: AgreementCheck) -> str:
    """Say which road makes it enforceable, and until when."""
    since = "自签订之日" if check.signed else f"若在{day_text(check.roads_from)}签订"
    lines = [f"怎样可以强制执行（{since}起算）："]
    lines += [_road(road) for road in check.roads]
    return "\n".join(lines)


def _road(road: RoadView) -> str:
    until = f"，最后一天 {road.due_on}" if road.due_on is not None else ""
    closed = f"　{road.closed}" if road.closed else ""
    return f"· {road.title}{until}：{road.leads_to}{closed}{road.warning}"


def _signed(on: date | None) -> str:
    return f"{day_text(on)}签订，已生效。" if on is not None else ""


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    return label
