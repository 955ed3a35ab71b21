"""重大劳动争议呈报表 (M25), 工会劳动法律监督意见书 and 建议书 (M26)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.casework.print_log import PrintableForm
from union_desk.core.clock import local_day, local_time
from union_desk.core.rights import Actor, Right, require
from union_desk.core.wording import TEXTS
from union_desk.dispute.prints.paper import Fields
from union_desk.dispute.rules.letters import SUGGESTION
from union_desk.dispute.service.incidents import REPORT_ENTITY, Incidents
from union_desk.dispute.service.letters import LETTER_ENTITY, Letters
from union_desk.dispute.values.letters import LetterView, ReportView

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

OPINION_FORM: Final = "supervision_opinion"
SUGGESTION_FORM: Final = "supervision_suggestion"
REPORT_FORM: Final = "incident_report"
TITLES: Final = {
    OPINION_FORM: "工会劳动法律监督意见书",
    SUGGESTION_FORM: "工会劳动法律监督建议书",
    REPORT_FORM: "重大劳动争议呈报表",
}


def opinion_fields(view: LetterView) -> Fields:
    """意见书: the chair or a vice-chair signs by hand."""
    letter = view.letter
    return {
        "letter_no": letter.number,
        "name": letter.employer_name or letter.addressee,
        "addressee": letter.addressee,
        "facts": letter.facts,
        "law": letter.law,
        "demands": letter.demands,
        "contact": letter.contact,
        "issued_on": letter.issued_on,
    }


def suggestion_fields(view: LetterView, opinion: LetterView | None) -> Fields:
    return {**opinion_fields(view), "opinion_no": opinion.letter.number if opinion is not None else ""}


def report_fields(view: ReportView) -> Fields:
    """呈报表: who reports and who decides sign by hand."""
    report = view.report
    return {
        "office": view.office_name,
        "receiver": view.receiver,
        "case_no": view.case_number,
        "name": report.employer_name,
        "happened_at": moment(report.happened_at),
        "place": report.place,
        "headcount": str(report.headcount or ""),
        "cause": report.cause,
        "demands": report.demands,
        "measures": report.measures,
        "risk": report.risk,
        "advice": report.advice,
        "phoned_at": moment(report.phoned_at),
        "written_at": moment(report.written_at),
        "opinion": report.leader_opinion,
        "leader_on": report.leader_on,
        "outcome": report.outcome,
        "reporter_on": local_day(report.written_at) if report.written_at is not None else None,
    }


def moment(at: datetime | None) -> str:
    """2026年3月12日 8时40分"""
    if at is None:
        return ""
    here = local_time(at)
    return f"{here.year}年{here.month}月{here.day}日 {here.hour}时{here.minute:02d}分"


def letter_form(letters: Letters, kind: str) -> PrintableForm:
    """Return the paper of opinions, or of suggestions, as it is printed from the stored ones."""
    form_id = SUGGESTION_FORM if kind == SUGGESTION else OPINION_FORM

    def fill(actor: Actor, uid: str) -> tuple[Fields, date | None, str]:
        view = letters.letter(actor, uid)
        follows = view.letter.follows_uid
        if kind == SUGGESTION:
            told = suggestion_fields(view, letters.letter(actor, follows) if follows else None)
        else:
            told = opinion_fields(view)
        return told, view.letter.issued_on, view.office

    def uids(actor: Actor) -> Sequence[str]:
        return [view.uid for view in letters.letters(actor) if view.letter.kind == kind]

    return _printable(letters, form_id, LETTER_ENTITY, fill, uids)


def report_form(incidents: Incidents) -> PrintableForm:
    """Return the paper of reports."""

    def fill(actor: Actor, uid: str) -> tuple[Fields, date | None, str]:
        view = incidents.report(actor, uid)
        happened = view.report.happened_at
        return report_fields(view), local_day(happened) if happened else None, view.office

    def uids(actor: Actor) -> Sequence[str]:
        return [view.uid for view in incidents.reports(actor)]

    return _printable(incidents, REPORT_FORM, REPORT_ENTITY, fill, uids)


def letter_forms(letters: Letters, incidents: Incidents) -> tuple[PrintableForm, ...]:
    """Return all papers of this file, as a command or the gallery may print them."""
    kinds = (letter_form(letters, kind) for kind in ("opinion", SUGGESTION))
    return (*kinds, report_form(incidents))


def _printable(
    service: Letters | Incidents,
    form_id: str,
    entity: str,
    fill: Callable[[Actor, str], tuple[Fields, date | None, str]],
    uids: Callable[[Actor], Sequence[str]],
) -> PrintableForm:
    def records(wanted: Sequence[str], actor: Actor) -> Sequence[Fields]:
        require(actor, Right.PRINT)
        return [_record(actor, uid) for uid in wanted]

    def _record(actor: Actor, uid: str) -> Fields:
        told, on, office = fill(actor, uid)
        # The texts are those of the day on which it was signed.
        return {**told, TEXTS: service.texts(actor, form_id, on, office)}

    def sheet(actor: Actor) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(form_id, service.texts(actor, form_id, None))

    def uid_of(actor: Actor, number: str) -> str | None:
        return service.with_number(actor, number)

    return PrintableForm(
        form_id=form_id,
        title=TITLES[form_id],
        entity=entity,
        uid_of=uid_of,
        uids=uids,
        records=records,
        sheet=sheet,
        log=service.log_prints,
        next_copies=partial(service.next_copies, form_id=form_id),
        printed=service.prints,
        copies=2,  # one goes out, one stays
    )
