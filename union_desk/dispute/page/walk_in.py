"""来访登记: who came, about which employer and what, in under two minutes; the rest is filled in later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.desk import style
from union_desk.desk.acts.fields import note, term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import grow
from union_desk.desk.widgets import (
    DayEdit,
    GridColumn,
    IdentityEdit,
    MoneyEdit,
    PhoneEdit,
    SuggestEdit,
    TermBox,
    TextEdit,
)
from union_desk.dispute.page.asking import AskingDialog
from union_desk.dispute.page.known import People, Register
from union_desk.dispute.page.matter import CauseBox, NotOursBox, scope_words
from union_desk.dispute.rules.causes import COURT
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.values import CaseForm, ClaimItem, Party
from union_desk.people.values import PersonCard

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService

HALF: Final = "dispute_walk_in"
"""The area of the drafts of walk-ins that were not finished."""
_CASE: Final = "dispute_case"
_KEYS: Final = (
    *((keys, False) for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")),
    *((keys, True) for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
)


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
        GridColumn("not_ours", "不属受理范围（可不填）", NotOursBox, 13, 4),
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


class WalkInDialog(AskingDialog):
    """Enter goes from field to field, Ctrl+Enter registers a case, Ctrl+Shift+Enter advice; Esc keeps it."""

    half, left = HALF, "没登记完的来访已留在工作台的“未完成”里。"

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
        registers = {_CASE: Register(disputes, people, desk.actor)}
        super().__init__(desk, PLAN, registers, lambda _case, uid: opened(uid), parent, key=key)
        self._service, self._opened = disputes, opened
        self.setWindowTitle("来访登记")
        self.scope = QLabel(self)
        self.scope.setWordWrap(True)
        self.scope.hide()
        self.as_case = QPushButton("登记为案件 (Ctrl+Enter)", self)
        self.as_advice = QPushButton("只作咨询 (Ctrl+Shift+Enter)", self)
        self.lay_out((self.known, self.scope), (self.as_case, self.as_advice))
        self._listen()
        self.begin(WalkIn(came_on=desk.today))
        self._follow_scope()

    def card_fields(self, card: PersonCard) -> dict[str, Any]:
        return {"name": card.name, "id_no": card.id_no, "mobile": card.mobile}

    # What the caseworker does.

    def save(self, *, advice: bool) -> None:
        """Save and open what was typed, or say at its field what is wrong with it."""
        self.clear_problems()
        try:
            typed: WalkIn = self.form.read()
            saved = self._service.save(self._desk.actor, self._case_of(typed), advice=advice)
        except RuleBroken as broken:
            self.show_problem(broken)
            return
        self.finish()
        self._opened(saved.uid)
        undo = partial(self._service.undo, self._desk.actor, saved.work_uid)
        said = "已登记咨询" if advice else f"已登记 {saved.number_shown}"
        self._desk.status(said, undo=undo if self._desk.actor.may(Right.UNDO) else None)

    # Inside.

    def _listen(self) -> None:
        self.as_case.clicked.connect(lambda _on=False: self.save(advice=False))
        self.as_advice.clicked.connect(lambda _on=False: self.save(advice=True))
        for keys, advice in _KEYS:
            QShortcut(QKeySequence(keys), self, partial(self.save, advice=advice))
        number = cast("IdentityEdit", self.form.widget("id_no"))
        number.recognised.connect(lambda found: self._meet(found.normalised))
        scope = cast("NotOursBox", self.form.widget("not_ours"))
        scope.chosen.connect(lambda _code: self._follow_scope())
        scope.changed.connect(self._follow_scope)

    def _meet(self, number: str) -> None:
        """Say who has this number here; what is known of him comes with the save."""
        known = self.tell_of_person(number)
        name = self.suggests("name")
        if known is not None and not name.text().strip():
            name.set_value(known.card.name)

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

    def _case_of(self, typed: WalkIn) -> CaseForm:
        """Return the case that a walk-in becomes: two parties, the matter, one item of what is claimed."""
        person = replace(self.person, name=typed.name, id_no=typed.id_no, mobile=typed.mobile)
        employer = self.employer_typed(typed.employer)
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
