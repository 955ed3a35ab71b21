"""Section 办理: mediators, the answer of the other side, extension, meetings, offers, serving."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from union_desk.core.clock import local_time
from union_desk.core.terms import term_label
from union_desk.desk.acts.act_list import ActList, Link
from union_desk.desk.acts.conflicts import Conflicts
from union_desk.desk.acts.printing import print_of
from union_desk.desk.acts.reasons import Reasoned
from union_desk.desk.acts.record_list import Line
from union_desk.desk.acts.sheet import Asked
from union_desk.dispute.page.life import kinds, lines, plans
from union_desk.dispute.page.life.ground import acting
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.life.register import RegisterScreen
from union_desk.dispute.page.life.serving import sending, unserved
from union_desk.dispute.page.life.sheets import mediator_names, needed
from union_desk.dispute.page.sections import Acting, Case, CaseSection, Doing
from union_desk.dispute.prints.single import hearing_forms, receipt_form
from union_desk.dispute.values import AssignedMediator, Hearing, Service


class MediatorList(ActList[Case]):
    """Who mediates; somebody who stands aside stays readable with the reason (回避)."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.MEDIATORS, acting, parent)
        self.register = self.beside_add(QPushButton("调解员名册…", self))
        self.register.clicked.connect(lambda _on=False: self.open_register())

    def links(self, case: Case, one: AssignedMediator) -> tuple[Link, ...]:
        found = super().links(case, one)
        return (("回避…", partial(self.ask_recusal, one)), *found) if found else ()

    def ask_recusal(self, one: AssignedMediator) -> None:
        case = self.case
        if case is None:
            return
        title = f"回避：{one.mediator.name}"

        def aside(typed: Reasoned) -> AssignedMediator:
            on = needed(typed.on, "on", "回避日期")
            return replace(one, recused_on=on, recusal=typed.reason)

        asked = Asked(case.uid, f"recuse:{one.uid}", title, "登记回避")
        self.write_as(asked, plans.RECUSE, Reasoned(case.today), aside)

    def open_register(self) -> None:
        doing = self._acting.doing
        screen = RegisterScreen(doing.desk, doing.service, self.window())
        screen.finished.connect(lambda _code: doing.reload())
        screen.open()


class HearingList(ActList[Case]):
    """Meetings and inquiries: arranged, then held with their minutes."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.HEARINGS, acting, parent)
        self.start = self.beside_add(QPushButton("现在做笔录", self))
        self.start.setToolTip("马上开始：记下今天和现在的时间，打开笔录")
        self.start.clicked.connect(lambda _on=False: self.begin_now())

    def show_case(self, case: Case | None) -> None:
        super().show_case(case)
        self.start.setEnabled(self.add.isEnabled())
        self.start.setToolTip(self.add.toolTip() or "马上开始：记下今天和现在的时间，打开笔录")

    def links(self, case: Case, one: Hearing) -> tuple[Link, ...]:
        found = super().links(case, one)
        printed = (("打印…", partial(self.print_papers, one)),)
        if not found:
            return (("看笔录", partial(self.open_minutes, one)), *printed) if one.minutes else ()
        return (
            ("笔录", partial(self.open_minutes, one)),
            ("登记结果…", partial(self.ask_result, one)),
            *printed,
            *found,
        )

    def print_papers(self, one: Hearing) -> None:
        """Offer the notice and the record of this meeting, not of the last one."""
        if self.case is not None:
            doing = self._acting.doing
            print_of(doing, self.case, hearing_forms(doing.service, one), self.window())

    def ask_result(self, one: Hearing) -> None:
        case = self.case
        if case is None:
            return
        planned = local_time(one.planned_at) if one.planned_at is not None else None
        begun = replace(
            one,
            held_on=one.held_on or (planned.date() if planned is not None else case.today),
            from_time=one.from_time or (f"{planned:%H:%M}" if planned is not None else ""),
            present=one.present or present(case),
        )
        asked = Asked(case.uid, f"held:{one.uid}", "登记结果：" + lines.hearing(case, one), "记下")
        self.write_as(asked, plans.HELD, begun, lambda typed: typed)

    def begin_now(self) -> None:
        """Note a meeting that begins now, and open its minutes: whoever came sits at the table already."""
        case, doing = self.case, self._acting.doing
        if case is None or not self.open_case or self.refusal:
            return
        arranged = [one for one in case.life.hearings if one.held_on is None and one.planned_at is not None]
        today = [one for one in arranged if _day_of(one) == case.today]
        begun = self._begun(case, today[0] if today else None)
        if doing.do(
            None,
            f"已开始{term_label('hearing_kind', begun.kind)}",
            lambda: doing.service.write_down(doing.actor, case.uid, begun),
        ):
            held = self.case.life.hearings if self.case is not None else ()
            self.open_minutes(next(one for one in held if one.uid == begun.uid))

    def open_minutes(self, one: Hearing) -> None:
        case, doing = self.case, self._acting.doing
        if case is None:
            return
        if self.open_case and one.held_on is None:
            one = self._begun(case, one)
        window = MinutesWindow(self._acting, case, one, self.window(), may_write=self.open_case)
        window.finished.connect(lambda _code: doing.reload())
        window.show()

    def _begun(self, case: Case, one: Hearing | None) -> Hearing:
        now = local_time(self._acting.doing.desk.clock())
        held = one or Hearing(
            kind=kinds.kind_now(case), mediators=mediator_names(case), recorder=case.actor.user
        )
        if held.kind == "inquiry" and not held.asked_party_uid:
            asked = next((party.uid for party in case.view.form.applicants), "")
            held = replace(held, asked_party_uid=asked)
        return replace(
            held,
            held_on=case.today,
            from_time=held.from_time or f"{now:%H:%M}",
            present=held.present or present(case),
        )


class ServiceList(ActList[Case]):
    """送达回证: papers that have not gone out yet stand first, those that went out until they are back."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.SERVICES, acting, parent)

    def lines(self, case: Case) -> list[Line]:
        waiting = []
        for party, titles in unserved(case):
            links: tuple[Link, ...] = ()
            if self.open_case:
                begun = sending(case, mediator_names(case), party.uid)
                links = (("登记送达…", partial(self.write, None, begun)),)
            waiting.append(Line(f"待送达：{'、'.join(titles)} → {party.name}", links))
        return [*waiting, *super().lines(case)]

    def links(self, case: Case, one: Service) -> tuple[Link, ...]:
        found = super().links(case, one)
        printed = (("打印回证…", partial(self.print_receipt, one)),) if found else ()
        if not found or (one.served_on is not None and one.returned_on is not None):
            return (*printed, *found)
        return (("登记退回…", partial(self.ask_return, one)), *printed, *found)

    def print_receipt(self, one: Service) -> None:
        if self.case is not None:
            doing = self._acting.doing
            print_of(doing, self.case, (receipt_form(doing.service, one),), self.window())

    def ask_return(self, one: Service) -> None:
        case = self.case
        if case is None:
            return
        begun = one
        if one.received_on is None and one.method in ("direct", "mail", "entrusted"):
            person = next((each for each in case.view.form.parties if each.uid == one.party_uid), None)
            receiver = one.receiver or (person.name if person is not None and person.is_human else "")
            begun = replace(one, received_on=case.today, returned_on=case.today, receiver=receiver)
        asked = Asked(case.uid, f"returned:{one.uid}", "登记退回：" + lines.service(case, one), "记下")
        self.write_as(asked, plans.RETURN, begun, lambda typed: typed)


class Handling(CaseSection):
    title: ClassVar = "办理"
    places: ClassVar = frozenset({"mediators", "scope", "consent", "extension", "hearings"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        ground = acting(doing)
        self.conflicts = Conflicts(self)
        self.mediators = MediatorList(ground, self)
        self.scope = ActList(kinds.SCOPE, ground, self)
        self.consent = ActList(kinds.CONSENT, ground, self)
        self.extension = ActList(kinds.EXTENSION, ground, self)
        self.hearings = HearingList(ground, self)
        self.offers = ActList(kinds.OFFERS, ground, self)
        self.services = ServiceList(ground, self)
        self.lists = (
            *(self.mediators, self.scope, self.consent, self.extension),
            *(self.hearings, self.offers, self.services),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.conflicts, *self.lists):
            whole.addWidget(part)

    def show_case(self, case: Case | None) -> None:
        found = case.life.conflicts if case is not None else ()
        self.conflicts.show_conflicts([(one.sentence, one.blocks) for one in found])
        for part in self.lists:
            part.show_case(case)
        told = case is not None and bool(lines.scope(case))
        self.scope.setVisible(told or self.scope.sheet.asked is not None)

    def lead_to(self, place: str, step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        case = self.mediators.case
        if case is None or place not in self.places:
            return False
        if place == "mediators":
            self.mediators.write()
        elif step == "lapse":
            self.extension.take_cursor()
        elif place == "hearings":
            waiting = [one for one in case.life.hearings if one.held_on is None]
            if waiting:
                self.hearings.ask_result(waiting[0])
            else:
                self.hearings.write()
        else:
            part = {"scope": self.scope, "consent": self.consent, "extension": self.extension}[place]
            part.show()
            part.write(next(iter(part.kind.found(case)), None))
        return True


def present(case: Case) -> tuple[str, ...]:
    """Return who is expected at the table: the parties, the representatives of a roster, their agents."""
    form = case.view.form
    shown = [party.name for party in form.parties if not party.roster or party.representative]
    return tuple(name for name in (*shown, *(agent.name for agent in form.agents)) if name)


def _day_of(one: Hearing) -> object:
    return local_time(one.planned_at).date() if one.planned_at is not None else None
