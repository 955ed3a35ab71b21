"""What the volume of a dispute is made of: its papers as they came about, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from union_desk.casework.print_log import PrintableForm
from union_desk.casework.volume_values import BoundCase, CasePaper, ListedCase
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.prints import authority, parts
from union_desk.dispute.prints.forms import dispute_forms
from union_desk.dispute.prints.single import hearing_forms, receipt_form
from union_desk.dispute.prints.volume_papers import cover_fields
from union_desk.dispute.queries.closed import closed_cases, write_place
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values.on_paper import CaseOnPaper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from union_desk.paper.sheet import Form

_BOARDS: Final = frozenset({"volume_cover", "volume_contents", "volume_note"})
_ENDS: Final = ("fail", "opponent_refuses", "lapse", "withdraw")
# Of these there is one for each meeting and each service: they are not bound from the list of forms.
_OF_EACH: Final = frozenset({"mediation_record", "inquiry_record", "mediation_notice", "service_receipt"})


class DisputeVolume:
    """What a volume has to know of disputes."""

    kind: Final = "dispute"

    def __init__(self, service: DisputeService) -> None:
        self._service = service
        self._forms = {form.form_id: form for form in dispute_forms(service)}

    def case(self, actor: Actor, uid: str) -> BoundCase:
        require(actor, Right.PRINT)
        found = self._service.on_paper(actor, (uid,))
        if not found:
            raise RuleBroken("这件案件已不在，可能已被撤销。")
        case = found[0]
        view, form = case.view, case.view.form
        sides = (parts.names_of(form.applicants), parts.names_of(form.respondents))
        return BoundCase(
            number_shown=view.number_shown or view.temporary_number,
            name=parts.joined(*sides, sign=" 与 "),
            organisation=authority.organisation(case),
            is_closed=view.closed_on is not None,
            retention=case.retention,
            papers=tuple(self._papers(actor, case)),
            number=form.binder,
            shelf=form.shelf,
            handler=form.handler,
            wanted=tuple(proof.name for proof in form.evidence if proof.name),
            # What was never accepted has no end.
            needless=frozenset() if view.accepted_on is not None else frozenset({"end"}),
            cover=cover_fields(case),
        )

    def sheet(self, actor: Actor, form_id: str) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(form_id, self._service.texts(actor, form_id, None))

    def listed(self, session: Session, uids: Sequence[str], today: date) -> Iterable[ListedCase]:
        return closed_cases(session, uids, today)

    def shelved(self, session: Session, uid: str, number: str, shelf: str) -> None:
        write_place(session, uid, number, shelf)

    def _papers(self, actor: Actor, case: CaseOnPaper) -> Iterator[CasePaper]:
        """Yield what happened on paper, and what else was printed about the case."""
        happened = {paper.key: paper for paper in self._happened(case)}
        yield from happened.values()
        printed = {
            line.form_id for line in self._service.prints(actor, case.view.uid) if line.mode != "blank"
        }
        known = {paper.form.form_id for paper in happened.values()} | _BOARDS | _OF_EACH
        for form_id, form in self._forms.items():
            if form_id in printed and form_id not in known:
                yield CasePaper(form, author=case.office.name)

    def _happened(self, case: CaseOnPaper) -> Iterator[CasePaper]:
        view, form = case.view, case.view.form
        office, number, applicants = case.office.name, view.number_shown, parts.names_of(form.applicants)
        if form.received_on is not None and not form.oral:
            yield self._paper("mediation_application", applicants, on=form.received_on)
        if view.accepted_on is not None:
            yield self._paper("mediation_register", office, number, view.accepted_on)
        for code, form_id in (("accept", "mediation_acceptance"), ("refuse", "mediation_refusal")):
            day = parts.step_day(case, code)
            if day is not None:
                yield self._paper(form_id, office, number, day)
        if any(agent.name for agent in form.agents):
            yield self._paper("power_of_attorney", applicants)
        if any(party.roster for party in form.parties):
            yield self._paper("representatives", applicants)
        yield from self._met(case)
        yield from self._ended(case)

    def _met(self, case: CaseOnPaper) -> Iterator[CasePaper]:
        office = case.office.name
        held = [one for one in case.life.hearings if one.held_on is not None]
        for hearing in sorted(held, key=lambda one: (one.held_on or date.max, one.number)):
            for form in hearing_forms(self._service, hearing):
                told = f"{form.title}（第 {hearing.number} 次）" if len(held) > 1 and hearing.number else ""
                yield CasePaper(form, hearing.uid, told, author=office, on=hearing.held_on)
        for service in sorted(case.life.services, key=lambda one: one.number):
            titles = "、".join(paper.title for paper in service.papers)
            told = f"送达回证（{titles}）" if titles else ""
            form = receipt_form(self._service, service)
            yield CasePaper(form, service.uid, told, author=office, on=service.sent_on)

    def _ended(self, case: CaseOnPaper) -> Iterator[CasePaper]:
        view, form, office, agreed = case.view, case.view.form, case.office.name, case.life.agreement
        if form.extension_signed_on is not None:
            yield self._paper("mediation_extension", "双方当事人", on=form.extension_signed_on)
        if agreed is not None and agreed.signed_on is not None:
            number = agreed.number or view.number_shown
            yield self._paper("mediation_agreement", authority.organisation(case), number, agreed.signed_on)
        ended = parts.step_day(case, *_ENDS)
        if ended is not None:
            yield self._paper("mediation_end", office, view.number_shown, ended)
        if agreed is not None and (case.life.payments or case.life.follow_ups):
            days = [visit.on for visit in case.life.follow_ups if visit.on is not None]
            yield self._paper("performance_record", office, on=max(days, default=None))
        if view.closed_on is not None:
            yield self._paper("closing_register", office, on=view.closed_on)

    def _paper(self, form_id: str, author: str, number: str = "", on: date | None = None) -> CasePaper:
        return CasePaper(self._form(form_id), author=author, number=number, on=on)

    def _form(self, form_id: str) -> PrintableForm:
        return self._forms[form_id]
