"""The means of who asks: what the rules of each place say of them, why none are tested, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk.acts.act_list import ActKind, ActList, Link
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.printing import print_of
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.pack_card import PackCard, PackCards, wrapped
from union_desk.desk.widgets import Fold, GridColumn, TermBox
from union_desk.dispute.rules.figure import yuan
from union_desk.legal_aid.page.life.ground import packs
from union_desk.legal_aid.page.sections import Acting, Case
from union_desk.legal_aid.prints.single import means_form
from union_desk.legal_aid.rules.means import claimed, suggested_exemption
from union_desk.legal_aid.values import AidForm, AidRules, MeansResult

FILE_ENTITY: Final = "hardship_file"
_FILE: Final = "hardship_file"  # the code of the ground
_SAID: Final = {True: "符合", False: "不符合", None: "还不能判断"}
_EXEMPT: Final = "免予核查"
_EMPTY: Final = "先在“家庭经济状况”里选择经济困难依据，再按各地的规定比较。"
RULES: Final[ActKind[Case]] = ActKind(
    "rules",
    "办理依据",
    "办理依据",
    FormPlan(
        AidRules,
        (GridColumn("pack", "按哪里的规定办理（期限、经济困难条件）", TermBox, 24),),
        choices={"pack": packs},
    ),
    begin=lambda case: AidRules(case.life.pack),
    found=lambda case: (AidRules(case.life.pack),) if case.life.pack else (),
    line=lambda case, one: _title_of(case, one.pack),
    verb="选择",
    strike="",
    single=True,
    uid=lambda _one: "",
)


def _title_of(case: Case, pack: str) -> str:
    found = next((one.title for one in case.life.means if one.pack == pack), pack)
    return f"按“{place_of(found)}”办理"


def place_of(title: str) -> str:
    """Return whose rules a pack has: 法律援助经济困难条件（杭州市） are those of 杭州市."""
    return title.partition("（")[2].removesuffix("）") or title


def basis_words(form: AidForm) -> str:
    """免予核查：农民工请求支付劳动报酬　家庭月收入 6,000.00 元 ÷ 2 人，人均 3,000.00 元　证明：…"""
    basis = term_label("means_basis", form.means_basis)
    exemption = term_label("means_exemption", form.exemption)
    parts = ["：".join(word for word in (basis, exemption) if word)]
    if form.month_income_fen is not None:
        income = f"家庭月收入 {yuan(form.month_income_fen)} 元"
        if form.population:
            head = round(form.month_income_fen / form.population)
            income += f" ÷ {form.population} 人，人均 {yuan(head)} 元"
        parts.append(income)
    elif form.population:
        parts.append(f"家庭人口 {form.population} 人")
    if form.means_proof:
        parts.append(f"证明：{form.means_proof}")
    return "　".join(part for part in parts if part)


class Proof(RecordList):
    """What proves the means: the hardship file that is held, the exemption that the facts suggest."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__("经济困难依据", "", acting, Right.EDIT, parent)
        self._acting = acting
        self._case: Case | None = None

    def show_case(self, case: Case | None) -> None:
        self._case = case
        self.show_lines(self._told(case) if case is not None else (), _EMPTY)

    def print_file(self) -> None:
        """Offer the paper of the hardship file that proves the means."""
        case, doing = self._case, self._acting.doing
        if case is None or not case.view.form.file_uid or not doing.save():
            return
        from union_desk.desk.form_job import FormJob, FormsToPrint  # noqa: PLC0415 - loaded when first used
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415
        from union_desk.hardship.prints.forms import hardship_forms  # noqa: PLC0415

        offer = FormsToPrint(hardship_forms(case.service.files)[:1], doing.actor, doing.desk.clock)
        job = FormJob(offer, (case.view.form.file_uid,), f"困难职工档案 · {case.view.form.person.name}")
        PrintSheet(doing.desk, job, self.window()).open()

    def print_paper(self) -> None:
        """Offer the paper by which the chosen ground is proved."""
        case, doing = self._case, self._acting.doing
        form = means_form(doing.service, case.view.form.means_basis) if case is not None else None
        if case is not None and form is not None and doing.save():
            print_of(doing, case, (form,), self.window())

    def _paper_links(self, means_basis: str) -> tuple[Link, ...]:
        form = means_form(self._acting.doing.service, means_basis)
        return ((f"打印{form.title}…", self.print_paper),) if form is not None else ()

    def take_file(self) -> None:
        """Let the hardship file prove the means instead of what was chosen."""
        self._choose(means_basis=_FILE, exemption="")

    def take_exemption(self, exemption: str) -> None:
        self._choose(means_basis="exempt", exemption=exemption)

    def _choose(self, *, means_basis: str, exemption: str) -> None:
        """Save the case with another ground; what is typed on the page is saved before."""
        case, doing = self._case, self._acting.doing
        if case is None:
            return

        def what() -> str:
            form = doing.service.form(doing.actor, case.uid)
            chosen = replace(form, means_basis=means_basis, exemption=exemption)
            return doing.service.save(doing.actor, chosen, case.uid).work_uid

        doing.do(None, "已选经济困难依据", what)

    def _told(self, case: Case) -> list[Line]:
        form, found = case.view.form, []
        goto = self._acting.doing.goto
        words = basis_words(form)
        open_case = case.may_write() and case.life.decision.granted is None
        change = (("改…", partial(goto, "means_basis")),) if open_case else ()
        if words:
            printed = self._paper_links(form.means_basis)
            refusals = {text: lacking(case.actor, Right.PRINT) for text, _act in printed}
            found.append(Line(words, (*change, *printed), refusals=refusals))
        elif open_case:
            found.append(Line(_EMPTY, (("去填写", partial(goto, "means_basis")),)))
        found += self._file_lines(case, open_case=open_case)
        claims = claimed((item.kind for item in form.items), form.cause)
        known = suggested_exemption(form.categories, claims)
        if open_case and known and known != form.exemption:
            label = term_label("means_exemption", known)
            found.append(Line(f"△ 可以免予核查：{label}。", (("选用", partial(self.take_exemption, known)),)))
        return found

    def _file_lines(self, case: Case, *, open_case: bool) -> list[Line]:
        form, doing = case.view.form, self._acting.doing
        linked = next((one for one in case.view.links if one.entity == FILE_ENTITY), None)
        if linked is not None and form.means_basis == _FILE:
            refusal = lacking(case.actor, Right.PRINT)
            links: tuple[tuple[str, Callable[[], None]], ...] = (
                ("打开档案", partial(doing.desk.open, FILE_ENTITY, linked.uid)),
                ("打印档案表…", self.print_file),
            )
            refusals = {"打开档案": "", "打印档案表…": refusal}
            return [Line(f"以困难职工档案证明：{linked.title}　{linked.state}", links, refusals=refusals)]
        held = case.service.held_file(case.actor, case.uid) if open_case else None
        if held is None:
            return []
        told = f"△ 有在档的困难职工档案 {held.number}（{held.relation}），可以证明经济困难。"
        return [Line(told, (("以档案证明", self.take_file),))]


class Rules(ActList[Case]):
    """By the rules of which place a case is decided; once that was done they stay."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(RULES, acting, parent)

    @property
    def open_case(self) -> bool:
        case = self.case
        return super().open_case and case is not None and case.life.decision.granted is None


class Means(QWidget):
    """The packs of rules side by side, that of the case first; a click shows the steps of one."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acting = acting
        self._results: tuple[MeansResult, ...] = ()
        self._case: Case | None = None
        self.proof = Proof(acting, self)
        self._cards: list[PackCard] = []
        self._row = PackCards(self)
        self.steps_fold = Fold(self)
        self.steps_fold.setText("每一步怎样算出")
        self.steps = QWidget(self)
        self.steps_of, self.step_lines = TermBox(self), wrapped(self)
        self.steps_of.setAccessibleName("看哪个规定的步骤")
        self.steps_fold.fold(self.steps)
        inside = QVBoxLayout(self.steps)
        inside.setContentsMargins(16, 0, 0, 0)
        inside.addWidget(self.steps_of)
        inside.addWidget(self.step_lines)
        # Made where it stands: so Tab goes through them.
        self.rules = Rules(acting, self)
        self.warnings = QLabel(self)
        self.warnings.setWordWrap(True)
        self.warnings.setProperty("problem", True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.proof)
        whole.addWidget(self._row)
        for part in (self.warnings, self.steps_fold, self.steps, self.rules):
            whole.addWidget(part)
        self.steps_of.chosen.connect(self.show_steps)

    def show_case(self, case: Case | None) -> None:
        self._case = case
        self.proof.show_case(case)
        self.rules.show_case(case)
        form = case.view.form if case is not None else AidForm()
        self._show(form, case.life.means if case is not None else ())

    def follow(self, form: AidForm) -> None:
        """Show what the rules say of what is typed so far; what was decided stays as it was."""
        case, doing = self._case, self._acting.doing
        if case is None or case.life.decision.granted is None:
            self._show(form, doing.service.means(doing.actor, form))

    def _show(self, form: AidForm, found: Sequence[MeansResult]) -> None:
        pack = self._case.life.pack if self._case is not None else ""
        self._results = tuple(sorted(found, key=lambda one: one.pack != pack))
        while len(self._cards) < len(self._results):
            card = PackCard(self._row)
            card.clicked.connect(partial(self._open_steps, len(self._cards)))
            self._row.add(card)
            self._cards.append(card)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(self._results))
        for card, result in zip(self._cards, self._results, strict=False):
            _show_result(card, result, form, in_force=result.pack == pack)
        told = dict.fromkeys(words for one in self._results for words in one.warnings)
        self.warnings.setText("\n".join(f"▲ {words}" for words in told))
        self.warnings.setVisible(bool(told))
        self.steps_fold.setVisible(bool(self._results))
        self.steps_of.set_choices([(one.pack, one.title) for one in self._results])
        self.show_steps(pack)

    def show_steps(self, pack: str) -> None:
        """Write out how one pack comes to its answer, numbered, with what it rests on."""
        found = next((one for one in self._results if one.pack == pack), None)
        self.steps_of.set_value(pack)
        self.step_lines.setText(_numbered(found.steps, found.basis) if found is not None else "")

    def _open_steps(self, number: int) -> None:
        if number < len(self._results):
            self.show_steps(self._results[number].pack)
            self.steps_fold.open()

    def lead(self) -> str:
        """Return the field of the form in which the means are wanting."""
        form = self._case.view.form if self._case is not None else AidForm()
        if not form.means_basis:
            return "means_basis"
        if form.means_basis == "exempt":
            return "exemption"
        return "month_income_fen" if form.month_income_fen is None else "means_basis"


def _show_result(card: PackCard, result: MeansResult, form: AidForm, *, in_force: bool) -> None:
    exempt = bool(result.meets) and form.means_basis == "exempt"
    deciding = "".join(result.steps[-1:])
    card.setToolTip(result.title)
    card.show_words(
        f"{place_of(result.title)}{' · 按此办理' if in_force else ''}",
        _EXEMPT if exempt else _SAID[result.meets],
        deciding,
        "" if result.basis in deciding else result.basis,
        in_force=in_force,
    )


def _numbered(steps: Sequence[str], basis: str) -> str:
    lines = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return "\n".join([*lines, f"依据：{basis}" if basis else ""]).strip()
