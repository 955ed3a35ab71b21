"""From a dispute or a hardship file to a case of legal aid, with nothing typed once more, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.desk.acts.linked import OtherRecord
from union_desk.desk.desk import UndoTo
from union_desk.desk.navigation import Command

if TYPE_CHECKING:
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.desk import Desk
    from union_desk.dispute.service import DisputeService
    from union_desk.dispute.values import Party
    from union_desk.legal_aid.service import LegalAidService
    from union_desk.legal_aid.values import AidForm, LinkedCase

AID: Final = "aid_case"
DISPUTE: Final = "dispute_case"
FILE: Final = "hardship_file"


class Crossing:
    """The commands of the window; `page` is what is on the screen."""

    def __init__(self, desk: Desk, aid: LegalAidService, disputes: DisputeService) -> None:
        self._desk, self._aid, self._disputes = desk, aid, disputes
        self.page: Callable[[], CasePage | None] = lambda: None

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                "legal_aid.cross",
                "转法律援助…",
                self.to_aid,
                "Ctrl+Shift+A",
                enabled=lambda: bool(self._shown(DISPUTE) or self._shown(FILE)),
                shown=lambda: bool(self._shown(DISPUTE) or self._shown(FILE)),
                words="zflyz 申请援助 sqyz",
                right=Right.EDIT,
            ),
            Command(
                "legal_aid.to_dispute",
                "转劳动争议",
                self.to_dispute,
                enabled=lambda: bool(self._shown(AID)),
                shown=lambda: bool(self._shown(AID)),
                words="zldzy djzy 登记争议",
                right=Right.EDIT,
            ),
        )

    def of_dispute(self, uid: str) -> Sequence[OtherRecord]:
        """Tell on the page of a dispute which cases of legal aid are about it, and where the money counts."""
        return [
            OtherRecord(AID, link.uid, f"{_told(link)}，金额在{'那里' if link.counted else '这里'}计算")
            for link in self._aid.of_dispute(self._desk.actor, uid)
        ]

    def of_file(self, uid: str) -> Sequence[OtherRecord]:
        """Tell on the page of a hardship file which cases of legal aid rest on it."""
        return [
            OtherRecord(AID, link.uid, f"{_told(link)}，用本档案证明困难")
            for link in self._aid.of_file(self._desk.actor, uid)
        ]

    def to_aid(self) -> None:
        """Ask for whom where several apply; who has a case of this matter already is shown it."""
        if file := self._shown(FILE):
            self._save_of("困难职工档案", lambda: self._aid.from_file(self._desk.actor, file))
            return
        uid = self._shown(DISPUTE)
        if not uid:
            return
        form = self._disputes.form(self._desk.actor, uid)
        people = [party for party in form.applicants if party.is_human]
        if len(people) > 1:
            self._ask(uid, people)
        else:
            self._cross(uid, people[0].uid if people else "")

    def to_dispute(self) -> None:
        """Register the dispute that the case on the screen is about, or open the one it belongs to."""
        page, uid = self.page(), self._shown(AID)
        if page is None or not uid or (page.is_changed and not page.save()):
            return
        actor = self._desk.actor
        held = self._aid.form(actor, uid).dispute_uid
        if held:
            self._desk.open(DISPUTE, held)
            return
        try:
            saved = self._aid.to_dispute(actor, uid)
        except RuleBroken as broken:
            self._desk.status(broken.message)
            return
        self._desk.open(DISPUTE, saved.uid)
        self._tell(f"已登记争议 {saved.number_shown}", saved.work_uid, (AID, uid))

    def _ask(self, uid: str, people: Sequence[Party]) -> None:
        page = self.page()
        if page is None:
            return
        menu = QMenu(page)
        for party in people:
            action = QAction(party.name or "（未填姓名）", menu)
            action.triggered.connect(partial(self._cross, uid, party.uid))
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(page.step.mapToGlobal(page.step.rect().bottomLeft()))

    def _cross(self, uid: str, party_uid: str, _on: bool = False) -> None:
        actor = self._desk.actor

        def form_of() -> AidForm | None:
            form = self._aid.from_dispute(actor, uid, party_uid)
            for link in self._aid.of_dispute(actor, uid):
                if form.person.uid and self._aid.form(actor, link.uid).person.uid == form.person.uid:
                    self._desk.open(AID, link.uid)
                    return None
            return form

        self._save_of("争议", form_of)

    def _save_of(self, whence: str, form_of: Callable[[], AidForm | None]) -> None:
        """Save what is typed on the page, then the application that is made of it, and open that."""
        page = self.page()
        if page is None or (page.is_changed and not page.save()):
            return
        try:
            form = form_of()
            saved = self._aid.save(self._desk.actor, form) if form is not None else None
        except RuleBroken as broken:
            self._desk.status(broken.message)
            return
        if saved is not None:
            origin = page.entity, page.uid
            self._desk.open(AID, saved.uid)
            self._tell(f"已由{whence}转法律援助 {saved.number_shown}", saved.work_uid, origin)

    def _tell(self, words: str, work_uid: str, origin: tuple[str, str]) -> None:
        actor = self._desk.actor
        undo = UndoTo(partial(self._aid.undo, actor, work_uid), *origin)
        self._desk.status(words, undo=undo if actor.may(Right.UNDO) else None)

    def _shown(self, entity: str) -> str:
        """Return the stored case of a kind that is on the screen, "" for none."""
        page = self.page()
        return page.uid if page is not None and page.entity == entity else ""


def _told(link: LinkedCase) -> str:
    """法律援助 钱塘工援〔2026〕白杨第0006号（审查中）: whose it is stands on the page already."""
    return f"法律援助 {link.title.rpartition('　')[2]}（{link.state}）"
