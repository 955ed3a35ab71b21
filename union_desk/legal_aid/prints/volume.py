"""What the volume of a case of legal aid is made of: its papers as they came about, and how long it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from union_desk.casework.print_log import PrintableForm
from union_desk.casework.volume_values import BoundCase, CasePaper, ListedCase
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.advice import advice_forms
from union_desk.legal_aid.prints.forms import legal_aid_forms
from union_desk.legal_aid.prints.paper import Fields
from union_desk.legal_aid.prints.single import assignment_forms, change_forms, mandate_forms
from union_desk.legal_aid.prints.volume_cover import cover_fields
from union_desk.legal_aid.queries.closed import closed_cases
from union_desk.legal_aid.service import Advice, LegalAidService
from union_desk.legal_aid.values import Assignment
from union_desk.legal_aid.values.on_paper import AidOnPaper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from union_desk.paper.sheet import Form

_COVER: Final = "aid_cover"
# Of these there is one for each who was given the case: they are not bound from the list of forms.
_OF_EACH: Final = frozenset(
    {
        *("aid_assignment", "aid_letter", "aid_agreement", "aid_mandate"),
        *("aid_change", "aid_change_notice"),
    }
)
# What the program prints of the means; another proof is a scan.
_PROOFS: Final = {"pledge": "aid_pledge", "hardship_file": "aid_means_proof"}
_NOBODY: Final = Assignment(uid="")


class AidVolume:
    """What a volume has to know of cases of legal aid."""

    kind: Final = "legal_aid"

    def __init__(self, service: LegalAidService, advice: Advice) -> None:
        self._service = service
        (self._advice,) = advice_forms(advice)
        self._forms = {form.form_id: form for form in legal_aid_forms(service)}

    def case(self, actor: Actor, uid: str) -> BoundCase:
        require(actor, Right.PRINT)
        found = self._service.on_paper(actor, (uid,))
        if not found:
            raise RuleBroken("这件援助案件已不在，可能已被撤销。")
        case = found[0]
        view, form = case.view, case.view.form
        sides = (form.person.name, parts.opponent(form))
        return BoundCase(
            number_shown=view.number_shown or view.temporary_number,
            name=" 对 ".join(name for name in sides if name),
            organisation=case.office.name,
            is_closed=view.closed_on is not None,
            retention=case.retention,
            papers=tuple(self._papers(actor, case)),
            handler=form.handler,
            # What was never given has no report.
            needless=frozenset() if case.life.decision.granted else frozenset({"closing"}),
            cover=cover_fields(case),
        )

    def sheet(self, actor: Actor, form_id: str) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(form_id, self._service.texts(actor, form_id, None))

    def listed(self, session: Session, uids: Sequence[str], today: date) -> Iterable[ListedCase]:
        return closed_cases(session, uids, today)

    def shelved(self, session: Session, uid: str, number: str, shelf: str) -> None:
        """Write nothing: a case of legal aid has no fields for them."""

    def _papers(self, actor: Actor, case: AidOnPaper) -> Iterator[CasePaper]:
        """Yield what happened on paper, and what else was printed about the case."""
        happened = {paper.key: paper for paper in self._happened(case)}
        yield from happened.values()
        lines = self._service.prints(actor, case.view.uid)
        printed = {line.form_id for line in lines if line.mode != "blank"}
        known = {paper.form.form_id for paper in happened.values()} | _OF_EACH | {_COVER}
        for form_id, form in self._forms.items():
            if form_id in printed and form_id not in known:
                yield CasePaper(form, author=case.office.name)

    def _happened(self, case: AidOnPaper) -> Iterator[CasePaper]:
        yield from self._asked(case)
        yield from self._decided(case)
        yield from self._given(case)
        yield from self._ended(case)

    def _asked(self, case: AidOnPaper) -> Iterator[CasePaper]:
        form, life = case.view.form, case.life
        if form.applied_on is not None:
            name = "aid_oral_application" if form.oral else "aid_application"
            yield from self._paper(name, form.person.name, on=form.applied_on)
        proof = _PROOFS.get(form.means_basis)
        if proof is not None:
            yield from self._paper(proof, form.person.name, on=form.applied_on)
        for link in case.view.links:
            if link.entity == self._advice.entity:
                yield self._told_first(case, link.uid)
        if life.supplement.asked_on is not None:
            yield from self._paper("aid_supplement", case.office.name, on=life.supplement.asked_on)

    def _told_first(self, case: AidOnPaper, advice_uid: str) -> CasePaper:
        """Return the sheet of the advice that the case came of: it is filled from another register."""
        sheet = self._advice

        def records(_uids: Sequence[str], actor: Actor) -> Sequence[Fields]:
            return sheet.records((advice_uid,), actor)

        return CasePaper(replace(sheet, records=records), author=case.office.name, on=case.view.form.came_on)

    def _decided(self, case: AidOnPaper) -> Iterator[CasePaper]:
        decision, office = case.life.decision, case.office.name
        if decision.granted is None:
            return
        yield from self._paper("aid_approval", office, on=decision.on)
        number = parts.decision_number(case)
        yield from self._paper(
            "aid_grant" if decision.granted else "aid_refusal", office, number, decision.on
        )

    def _given(self, case: AidOnPaper) -> Iterator[CasePaper]:
        """Yield what tells of each who was given the case, of his mandate, and of who took his place."""
        service, office, client = self._service, case.office.name, case.view.form.person.name
        given = [each for each in parts.assignments_in_order(case) if each.assigned_on is not None]
        signed = [each for each in given if each.contract_on is not None]
        left = [each for each in given if each.ended_on is not None]
        for each in given:
            numbers = parts.assignment_number(case, each), parts.letter_number(case, each)
            for number, form in zip(numbers, assignment_forms(service, each), strict=True):
                yield CasePaper(form, each.uid, _told(form, each, given), number, office, each.assigned_on)
        for each in left:
            for author, form in zip((client, office), change_forms(service, each), strict=True):
                yield CasePaper(form, each.uid, _told(form, each, left), "", author, each.ended_on)
        for each in signed:
            authors = f"{client}、{each.provider.name}", client
            for author, form in zip(authors, mandate_forms(service, each), strict=True):
                yield CasePaper(form, each.uid, _told(form, each, signed), "", author, each.contract_on)

    def _ended(self, case: AidOnPaper) -> Iterator[CasePaper]:
        life, office = case.life, case.office.name
        given = parts.assignment_of(case) or _NOBODY
        if life.ending.termination:
            yield from self._paper("aid_termination", office, on=life.ending.on)
            if given.uid:
                yield from self._paper("aid_termination_letter", office, on=life.ending.on)
        if life.report.on is not None:
            yield from self._paper("aid_report", given.provider.name or office, on=life.report.on)
        if life.rating.on is not None:
            yield from self._paper("aid_visit", office, on=life.rating.on)
        asked = [line.asked_on for line in life.subsidies if line.asked_on is not None]
        if asked:
            yield from self._paper("aid_subsidy", office, on=min(asked))

    def _paper(
        self, form_id: str, author: str, number: str = "", on: date | None = None
    ) -> Iterator[CasePaper]:
        if form_id in self._forms:
            yield CasePaper(self._forms[form_id], author=author, number=number, on=on)


def _told(form: PrintableForm, one: Assignment, among: Sequence[Assignment]) -> str:
    """Name whose paper it is where several have one."""
    return f"{form.title}（{one.provider.name}）" if len(among) > 1 else ""
