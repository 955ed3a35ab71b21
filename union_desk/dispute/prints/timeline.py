"""期限图: the clocks of a case as a picture, for page and paper, also with other persons as 甲 and 乙."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.core.deadline import day_text
from union_desk.core.pseudonyms import pseudonyms, without_others
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import names_of
from union_desk.dispute.prints.picture import (
    WITHOUT_OTHERS,
    event_told,
    keyed,
    line_of,
    periods_of,
    pictures_of,
    retold,
)
from union_desk.dispute.rules.naming import names_in
from union_desk.dispute.service.due import asks_in
from union_desk.dispute.values import CaseEvent, CaseForm, CaseLife, CaseView
from union_desk.dispute.values.on_paper import CaseOnPaper
from union_desk.paper.clocks.story import Happened, Story

if TYPE_CHECKING:
    from union_desk.core.calendar import Calendar
    from union_desk.dispute.service import DisputeService
    from union_desk.paper.clocks.page import Sheet
    from union_desk.paper.job import Printed

TITLE: Final = "劳动争议期限图"


def case_story(view: CaseView, life: CaseLife, today: date, calendar: Calendar) -> Story:
    """Return what the picture of a case tells: every dated mark and fact, and every clock."""
    return Story(
        _happened(life), periods_of(life.clocks, lambda clock: asks_in(clock, view)), today, calendar
    )


def render_timeline(
    service: DisputeService,
    actor: Actor,
    uids: Sequence[str],
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    others_hidden: bool = False,
) -> Printed:
    """Print the picture of cases; with `others_hidden` nobody but the applicant is named."""
    from union_desk.paper.clocks.page import render_clocks  # noqa: PLC0415 - drawing is loaded when first used

    return render_clocks(
        pictures_of(service, actor, uids, partial(sheet_of, others_hidden=others_hidden)),
        printed_by="" if others_hidden else actor.user,
        printed_at=at,
        progress=progress,
        cancelled=cancelled,
    )


def sheet_of(case: CaseOnPaper, calendar: Calendar, *, others_hidden: bool) -> Sheet:
    """Return what the paper of one case says."""
    from union_desk.paper.clocks.page import Sheet  # noqa: PLC0415 - drawing is loaded when first used

    view = case.view
    story = case_story(view, case.life, case.today, calendar)
    form = view.form
    above = (
        line_of(
            ("案号", view.number_shown or view.temporary_number or "（没有案号）"),
            ("申请人", names_of(form.applicants)),
            ("被申请人", names_of(form.respondents)),
        ),
        line_of(
            ("案由", case.cause or "（未填）"),
            ("承办", f"{form.handler or '（未填）'}（{view.office_name}）"),
            ("状态", view.state_label),
            ("截至", day_text(case.today)),
        ),
    )
    if not others_hidden:
        return Sheet(TITLE, above, story)
    hide = partial(without_others, given=other_names(form, case.life))
    return Sheet(TITLE, tuple(hide(text) for text in above), retold(story, hide), WITHOUT_OTHERS)


def other_names(form: CaseForm, life: CaseLife) -> dict[str, str]:
    """Give everybody of a case but its applicant a 甲, 乙 in the order of the case, firms too.

    Of a collective case only the first applicant keeps the name.
    """
    first = next((party for party in form.applicants if party.name), None)
    keep = (first.name,) if first is not None else ()
    names = names_in(form, life.mediators, life.hearings, life.services)
    return dict(pseudonyms([name.strip() for name in names], keep=keep))


def _happened(life: CaseLife) -> tuple[Happened, ...]:
    """Return the dated marks in the words of their kind; each has a key that is the same at every look."""
    found = [_event(mark) for mark in life.marks or life.events if mark.on is not None]
    found += [
        Happened("", fact.on, term_label("limitation_event", fact.kind), fact.evidence)
        for fact in life.limitation_facts
        if fact.on is not None
    ]
    return keyed(found)


def _event(mark: CaseEvent) -> Happened:
    assert mark.on is not None  # noqa: S101 - asked before
    more = (mark.body, mark.number, mark.evidence)
    return event_told(mark.on, mark.kind, mark.text, *more, derived=not mark.uid)
