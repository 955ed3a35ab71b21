"""Section ⑦ 办理: visits, publicity, opinions, check of means, consents and the steps that were taken."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.core.rights import Right
from union_desk.desk.acts.body import Hint
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.hardship.page.life import lines, plans
from union_desk.hardship.page.life.consents import Consents
from union_desk.hardship.page.life.doing import Doing
from union_desk.hardship.page.life.sheet_body import Ground
from union_desk.hardship.page.life.sheets import new_publicity, publicity_words, signed
from union_desk.hardship.rules.states import ENDED, State
from union_desk.hardship.values import HomeVisit, MeansCheck, Objection, Publicity, Transfer

_FIRST = "请先保存档案。"


class Handling(QWidget):
    """The parts in the order of page 2 of the paper."""

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing = doing
        self._ground: Ground | None = None
        self.visits = RecordList("入户核查", "＋ 登记入户核查", doing, Right.EDIT, self)
        self.publicity = RecordList("公示", "＋ 登记公示", doing, Right.EDIT, self)
        self.opinions = RecordList("各级意见", "＋ 登记意见", doing, Right.DECIDE, self)
        self.checks = RecordList("经济状况核对", "＋ 登记核对", doing, Right.EDIT, self)
        self.consents = Consents(doing, self)
        self.rechecks = RecordList("年度复核", "", doing, Right.VIEW, self)
        self.exits = RecordList("离档情况", "", doing, Right.VIEW, self)
        self.transfers = RecordList("移交", "", doing, Right.EDIT, self)
        self.steps = RecordList("步骤记录", "", doing, Right.VIEW, self)
        self.lists = (
            *(self.visits, self.publicity, self.opinions, self.checks),
            *(self.consents, self.rechecks, self.exits, self.transfers, self.steps),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in self.lists:
            whole.addWidget(part)
        self.visits.add.clicked.connect(lambda _on=False: self.ask_visit())
        self.publicity.add.clicked.connect(lambda _on=False: self.ask_publicity())
        self.opinions.add.clicked.connect(lambda _on=False: self.ask_opinion())
        self.checks.add.clicked.connect(lambda _on=False: self.ask_check())

    def show_life(
        self, ground: Ground | None, opinions: tuple[Opinion, ...], consents: tuple[Consent, ...]
    ) -> None:
        """Show what was written down; None before the file is saved."""
        self._ground = ground
        for part in self.lists:
            if part.sheet.asked is not None and (ground is None or part.sheet.asked.uid != ground.view.uid):
                part.sheet.put_away()
        open_file = ground is not None and State(ground.view.state) not in ENDED
        for part in self.lists[:4]:
            part.allow(open_file=open_file, why_not="" if ground else _FIRST)
        self.consents.setVisible(ground is not None)
        self.steps.setVisible(ground is not None and bool(ground.life.steps))
        self.transfers.setVisible(ground is not None and bool(ground.life.transfers))
        life = ground.life if ground else None
        for part, told in (
            (self.rechecks, [lines.recheck(one) for one in life.rechecks] if life else []),
            (self.exits, [lines.leaving(one) for one in life.exits] if life else []),
        ):
            part.setVisible(bool(told))
            part.show_lines([Line(words) for words in told], "")
        self.visits.show_lines(
            [Line(lines.visit(one), self._mend(open_file, self.ask_visit, one)) for one in life.visits]
            if life
            else (),
            "还没有入户核查记录。",
        )
        self.publicity.show_lines(self._publicities(open_file), "还没有公示。")
        self.opinions.show_lines([Line(lines.opinion(one)) for one in opinions], "还没有各级意见。")
        self.checks.show_lines(
            [Line(lines.check(one), self._mend(open_file, self.ask_check, one)) for one in life.means_checks]
            if life
            else (),
            "还没有核对记录。",
        )
        if ground is not None:
            self.consents.show_consents(ground, consents, open_file=open_file)
            self.transfers.show_lines(
                [
                    Line(lines.transfer(one), (("登记回执…", partial(self.ask_transfer, one)),))
                    for one in ground.life.transfers
                ],
                "",
            )
            self.steps.show_lines(
                [Line(lines.step(one), gone=bool(one.taken_back)) for one in ground.life.steps], ""
            )

    def ask_visit(self, visit: HomeVisit | None = None) -> None:
        ground = self._ground
        if ground is not None:
            begun = visit or HomeVisit(on=ground.today)
            self._ask(self.visits, "visit", "入户核查", plans.VISIT, begun, known=visit is not None)

    def ask_publicity(self, shown: Publicity | None = None) -> None:
        ground = self._ground
        if ground is not None:
            begun = shown or new_publicity(ground)
            plan = plans.PUBLICITY
            known = shown is not None
            self._ask(self.publicity, "publicity", "公示", plan, begun, known=known, hint=publicity_words)

    def ask_objection(self, objection: Objection | None = None) -> None:
        ground = self._ground
        if ground is not None:
            plan = plans.OBJECTION_MENDED if objection else plans.OBJECTION
            begun = objection or Objection(on=ground.today)
            if objection is not None and objection.handled_on is None:
                begun = replace(objection, handled_on=ground.today)
            self._ask(self.publicity, "objection", "异议", plan, begun, known=objection is not None)

    def ask_opinion(self) -> None:
        ground = self._ground
        if ground is not None:
            begun = Opinion("", "enrol", agreed=True, on=ground.today)
            self._ask(self.opinions, "opinion", "意见", plans.OPINION, begun, known=False)

    def ask_check(self, check: MeansCheck | None = None) -> None:
        ground = self._ground
        if ground is not None:
            begun = check or MeansCheck(asked_on=ground.today)
            self._ask(self.checks, "check", "经济状况核对", plans.CHECK, begun, known=check is not None)

    def ask_transfer(self, transfer: Transfer) -> None:
        self._ask(self.transfers, "transfer", "移交", plans.TRANSFERRED, transfer, known=True)

    def lead_to(self, place: str, step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        if place == "visits":
            self._lead_to_visit()
        elif place == "publicity":
            self._lead_to_publicity()
        elif place == "opinions":
            self.ask_opinion()
        elif place == "means_check":
            life = self._ground.life if self._ground else None
            self.ask_check(next(iter(life.means_checks), None) if life else None)
        elif place == "consents":
            self.consents.lead_to("means_check" if step == "checked" else "publicity")
        else:
            return False
        return True

    def _lead_to_visit(self) -> None:
        """Ask for a visit, or who else came along where one name was left out."""
        last = next(iter(self._ground.life.visits), None) if self._ground else None
        self.ask_visit(last if last is not None and len(last.visitors) == 1 else None)

    def _lead_to_publicity(self) -> None:
        shown = next(iter(self._ground.life.publicities), None) if self._ground else None
        left = next((one for one in shown.objections if one.handled_on is None), None) if shown else None
        if left is not None:
            self.ask_objection(left)
        else:
            self.ask_publicity(shown)

    def _publicities(self, open_file: bool) -> list[Line]:
        ground, found = self._ground, []
        if ground is None:
            return []
        for number, one in enumerate(ground.life.publicities):
            links = self._mend(open_file, self.ask_publicity, one)
            if links and number == 0:
                links = (("登记异议…", self.ask_objection), *links)
            found.append(Line(lines.publicity(one, ground.today), links))
            found += [
                Line(f"　　{lines.objection(told)}", self._mend(open_file, self.ask_objection, told))
                for told in one.objections
            ]
        return found

    def _mend(self, open_file: bool, ask: Any, one: Any) -> tuple[tuple[str, Any], ...]:
        return (("改…", partial(ask, one)),) if open_file else ()

    def _ask(
        self,
        part: RecordList,
        code: str,
        what: str,
        plan: FormPlan,
        begun: Any,
        *,
        known: bool,
        hint: Hint | None = None,
    ) -> None:
        ground, doing = self._ground, self._doing
        if ground is None or part.refusal:
            return
        uid = ground.view.uid
        title = f"更正{what}" if known else f"登记{what}"
        asked = Asked(uid, f"{code}:{begun.uid if known else ''}", title, "记下")

        def take(typed: Any) -> None:
            act = signed(typed) if isinstance(typed, Opinion) else typed
            doing.do(part.sheet, f"已{title}", lambda: doing.service.write_down(doing.actor, uid, act))

        part.ask(asked, plan, ground, begun, take, hint)
