"""来访登记: who came, about which employer and what, in under two minutes; the rest is filled in later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.values import Draft
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.acts.fields import note, term
from union_desk.desk.acts.form import ActForm, FormPlan
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.widgets import (
    DayEdit,
    EnterMoves,
    GridColumn,
    IdentityEdit,
    MoneyEdit,
    PhoneEdit,
    SuggestEdit,
    TermBox,
    TextEdit,
)
from union_desk.dispute.page.known import KnownNote, People, Register
from union_desk.dispute.page.matter import CauseBox, NotOursBox, scope_words
from union_desk.dispute.rules.causes import COURT
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.values import CaseForm, ClaimItem, KnownEmployer, KnownPerson, Party
from union_desk.people.values import EmployerCard, PersonCard

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService

HALF: Final = "dispute_walk_in"
"""The area of the drafts of walk-ins that were not finished."""
_QUIET_MS: Final = 350
_KEYS: Final = (
    *((keys, False) for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")),
    *((keys, True) for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
)
_PERSON, _EMPLOYER = "card:person", "card:employer"


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What is asked at the counter."""

    name: str = ""
    id_no: str = ""
    mobile: str = ""
    employer: str = ""
    matter: str = ""
    cause: str = ""
    claim: str = ""
    claimed_fen: int | None = None
    not_ours: str = ""
    source: str = "visit"
    came_on: date | None = None
    advice: str = ""


PLAN: Final = FormPlan(
    WalkIn,
    (
        GridColumn("name", "来访人", SuggestEdit, 6, 0),
        GridColumn("id_no", "身份证号", IdentityEdit, 10, 0),
        GridColumn("mobile", "手机号码", PhoneEdit, 8, 0),
        GridColumn("employer", "用人单位", SuggestEdit, 24, 1),
        GridColumn("matter", "什么事（一句话）", TextEdit, 24, 2),
        GridColumn("cause", "案由", lambda parent: CauseBox(COURT, parent), 9, 3),
        GridColumn("claim", "主要请求", term("claim_item"), 8, 3),
        GridColumn("claimed_fen", "请求金额", MoneyEdit, 7, 3),
        GridColumn("not_ours", "不属受理范围（没有就不填）", NotOursBox, 13, 4),
        GridColumn("source", "来源", term("dispute_source"), 5, 4),
        GridColumn("came_on", "来访日期", DayEdit, 6, 4),
        GridColumn("advice", "当场答复", note(), 24, 5),
    ),
    also={
        "parties.0.person.name": "name",
        "parties.0.person.id_no": "id_no",
        "parties.0.person.mobile": "mobile",
        "parties.0.employer.name": "employer",
        "parties.1.employer.name": "employer",
        "claims.0.claimed_fen": "claimed_fen",
        "claims.0.kind": "claim",
    },
)


class WalkInDialog(Dialog):
    """Enter goes from field to field, Ctrl+Enter registers a case, Ctrl+Shift+Enter advice; Esc keeps it."""

    def __init__(
        self,
        desk: Desk,
        disputes: DisputeService,
        people: People,
        opened: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._service, self._opened = desk, disputes, opened
        self._people = people
        self._key = key or uuid4().hex
        self._person, self._employer = PersonCard(), EmployerCard()
        self._done = False
        self._register = Register(disputes, people, desk.actor)
        self.setWindowTitle("来访登记")
        self.form = ActForm(PLAN, self)
        self.known, self.scope, self.problem = KnownNote(self), QLabel(self), QLabel(self)
        self.problem.setProperty("problem", True)
        for label in (self.scope, self.problem):
            label.setWordWrap(True)
            label.hide()
        self.known.wanted.connect(self._open_known)
        self.as_case = QPushButton("登记为案件 (Ctrl+Enter)", self)
        self.as_advice = QPushButton("只作咨询 (Ctrl+Shift+Enter)", self)
        self.later = QPushButton("以后再填 (Esc)", self)
        self._lay_out()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_QUIET_MS)
        self._keep_soon.timeout.connect(self.keep)
        self._begin()
        self._listen()
        self.resize(size_of(self))

    # What the caseworker does.

    def save(self, *, advice: bool) -> None:
        """Save and open what was typed, or say at its field what is wrong with it."""
        self.form.clear_problems()
        self.problem.hide()
        try:
            typed: WalkIn = self.form.read()
            saved = self._service.save(self._desk.actor, self._case_of(typed), advice=advice)
        except RuleBroken as broken:
            self._show_problem(broken)
            return
        self._done = True
        self._desk.drafts.forget(HALF, self._key)
        self.close()
        self._opened(saved.uid)
        undo = partial(self._service.undo, self._desk.actor, saved.work_uid)
        said = "已登记咨询" if advice else f"已登记 {saved.number_shown}"
        self._desk.status(said, undo=undo if self._desk.actor.may(Right.UNDO) else None)

    def keep(self) -> None:
        """Keep half a walk-in, as it stands."""
        self._keep_soon.stop()
        if self._done:
            return
        typed = self.form.draft() | {_PERSON: self._person.uid, _EMPLOYER: self._employer.name}
        name = str(typed["name"]).strip() or str(typed["employer"]).strip() or "未填姓名"
        self._desk.drafts.keep(Draft(HALF, self._key, f"{name}（来访登记）", typed))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        self._leave()
        super().reject()

    # Inside.

    def _keep_waiting(self) -> None:
        """Keep the last keys, which have not waited long enough, before the program ends."""
        if self._keep_soon.isActive():
            self.keep()

    def _leave(self) -> None:
        self._keep_waiting()
        if not self._done and self._desk.drafts.find(HALF, self._key) is not None:
            self._desk.status("没登记完的来访已留在工作台的“未完成”里。")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.as_case, self.as_advice, self.later):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        for part in (self.form, self.known, self.scope, self.problem):
            lines.addWidget(part)
        lines.addLayout(buttons)
        refusal = lacking(self._desk.actor, Right.EDIT)
        for button in (self.as_case, self.as_advice):
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
        self._moves = EnterMoves(self)

    def _begin(self) -> None:
        self.form.fill(WalkIn(came_on=self._desk.today))
        draft = self._desk.drafts.find(HALF, self._key)
        if draft is not None:
            self._bring_back(dict(draft.values))
        self._follow_scope()
        self.form.take_cursor()

    def _bring_back(self, typed: dict[str, Any]) -> None:
        person, employer = typed.pop(_PERSON, ""), str(typed.pop(_EMPLOYER, ""))
        if person:
            self._person = self._people.card(self._desk.actor, str(person))
            self.form.fill(replace(cast("WalkIn", self.form.read()), id_no=self._person.id_no))
        self._employer = EmployerCard(name=employer)
        self.form.restore(typed)

    def _listen(self) -> None:
        self.form.changed.connect(self._keep_soon.start)
        self._desk.closed.connect(self._keep_waiting)
        self.as_case.clicked.connect(lambda _on=False: self.save(advice=False))
        self.as_advice.clicked.connect(lambda _on=False: self.save(advice=True))
        self.later.clicked.connect(lambda _on=False: self.reject())
        for keys, advice in _KEYS:
            QShortcut(QKeySequence(keys), self, partial(self.save, advice=advice))
        name, employer = self._suggests("name"), self._suggests("employer")
        name.look, employer.look = self._register.persons, self._register.employers
        name.picked.connect(self._take_person)
        employer.picked.connect(self._take_employer)
        number = cast("IdentityEdit", self.form.widget("id_no"))
        number.recognised.connect(lambda found: self._meet(found.normalised))
        scope = cast("NotOursBox", self.form.widget("not_ours"))
        scope.chosen.connect(lambda _code: self._follow_scope())
        scope.changed.connect(self._follow_scope)

    def _suggests(self, name: str) -> SuggestEdit:
        return cast("SuggestEdit", self.form.widget(name))

    def _take_person(self, card: PersonCard) -> None:
        """Take over who is known: his numbers stay masked."""
        self._person = card
        draft = self.form.draft()
        kept = {path: typed for path, typed in draft.items() if path not in ("name", "id_no", "mobile")}
        self.form.fill(WalkIn(name=card.name, id_no=card.id_no, mobile=card.mobile))
        self.form.restore(kept)
        for path in ("id_no", "mobile"):
            cast("IdentityEdit", self.form.widget(path)).on_reveal = self._not_yet
        self._say(self._register.person_with(card.id_no))
        self._keep_soon.start()

    def _take_employer(self, card: EmployerCard) -> None:
        self._employer = card
        self._suggests("employer").set_value(card.name)
        self._say(self._register.employer_named(card.name))
        self._keep_soon.start()

    def _meet(self, number: str) -> None:
        """Say who has this number here; what is known of him comes with the save."""
        known = self._register.person_with(number)
        self._say(known)
        name = self._suggests("name")
        if known is not None and not name.text().strip():
            name.set_value(known.card.name)

    def _say(self, known: KnownPerson | KnownEmployer | None) -> None:
        self.known.tell(known.sentence if known else "", known.cases if known else ())
        grow(self)

    def _not_yet(self) -> None:
        raise RuleBroken("先登记，再显示。")

    def _follow_scope(self) -> None:
        code = cast("TermBox", self.form.widget("not_ours")).draft().get("code", "")
        words = scope_words(code)
        self.scope.setText(words)
        self.scope.setVisible(bool(words))
        usual = self.as_advice if words else self.as_case
        usual.setDefault(True)
        for button in (self.as_case, self.as_advice):
            style.set_property(button, "primary", button is usual)
        grow(self)

    def _open_known(self, uid: str) -> None:
        self.keep()
        self._opened(uid)

    def _case_of(self, typed: WalkIn) -> CaseForm:
        """Return the case that a walk-in becomes: two parties, the matter, one item of what is claimed."""
        person = replace(self._person, name=typed.name, id_no=typed.id_no, mobile=typed.mobile)
        employer = (
            self._employer if self._employer.name == typed.employer else EmployerCard(name=typed.employer)
        )
        parties = (
            Party(side="applicant", kind="worker", person=person),
            Party(side="respondent", kind="employer", employer=employer),
        )
        claim = ClaimItem(kind=typed.claim, claimed_fen=typed.claimed_fen)
        claimed = typed.claim or typed.claimed_fen is not None
        found = not_ours(typed.not_ours)
        told = f"不属于劳动争议受理范围（{found.reason}），已告知去向：{found.where}。" if found else ""
        return replace(
            self._service.new_form(self._desk.actor),
            source=typed.source,
            came_on=typed.came_on,
            matter=typed.matter,
            cause=typed.cause,
            not_ours=typed.not_ours,
            advice=typed.advice or told,
            parties=tuple(party for party in parties if not party.is_blank),
            claims=(claim,) if claimed else (),
        )

    def _show_problem(self, broken: RuleBroken) -> None:
        if not broken.field or not self.form.show_problem(broken.field, broken.message):
            self.problem.setText(f"▲ {broken.message}")
            self.problem.show()
        grow(self)


def open_walk_in(dialog: WalkInDialog) -> None:
    """Show it beside the work; it goes away by itself."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.activateWindow()
