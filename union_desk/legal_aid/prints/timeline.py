"""期限图 of legal aid: the clocks of a case as a picture for page and paper, also with others as 甲, 乙."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.core.deadline import day_text
from union_desk.core.pseudonyms import pseudonyms, without_others
from union_desk.core.rights import Actor
from union_desk.dispute.prints.picture import (
    WITHOUT_OTHERS,
    event_told,
    keyed,
    line_of,
    periods_of,
    pictures_of,
    retold,
)
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.service.due import asks
from union_desk.legal_aid.values import AidForm, AidLife, AidView
from union_desk.legal_aid.values.on_paper import AidOnPaper
from union_desk.paper.clocks.story import Happened, Story

if TYPE_CHECKING:
    from union_desk.core.calendar import Calendar
    from union_desk.legal_aid.service import LegalAidService
    from union_desk.paper.clocks.page import Sheet
    from union_desk.paper.job import Printed

TITLE: Final = "法律援助期限图"
# Told by the case itself: a step may be registered later than it happened.
_TOLD: Final = frozenset({"aid_applied", "aid_contract_signed"})
_HEARING: Final = "hearing"


def aid_story(view: AidView, life: AidLife, today: date, calendar: Calendar) -> Story:
    """Return what the picture of a case tells: every dated event, and every clock."""
    state = State(view.state)
    happened = sorted(_happened(view.form, life), key=lambda event: event.on)
    periods = periods_of(life.clocks, lambda clock: asks(clock, state))
    return Story(keyed(happened), periods, today, calendar)


def render_timeline(
    service: LegalAidService,
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


def sheet_of(case: AidOnPaper, calendar: Calendar, *, others_hidden: bool) -> Sheet:
    """Return what the paper of one case says."""
    from union_desk.paper.clocks.page import Sheet  # noqa: PLC0415 - drawing is loaded when first used

    view, form = case.view, case.view.form
    story = aid_story(view, case.life, case.today, calendar)
    counsel = next((one.provider.name for one in case.life.assignments if one.ended_on is None), "")
    above = (
        line_of(
            ("案号", view.number_shown or view.temporary_number or "（没有案号）"),
            ("受援人", form.person.name or "（未填）"),
            ("对方当事人", form.opponent.name or form.opponent_name),
        ),
        line_of(
            ("案由", case.cause or "（未填）"),
            ("承办人", counsel),
            ("经办", f"{form.handler or '（未填）'}（{view.office_name}）"),
            ("状态", view.state_label),
            ("截至", day_text(case.today)),
        ),
    )
    if not others_hidden:
        return Sheet(TITLE, above, story)
    hide = partial(without_others, given=_other_names(form, case.life))
    return Sheet(TITLE, tuple(hide(text) for text in above), retold(story, hide), WITHOUT_OTHERS)


def _other_names(form: AidForm, life: AidLife) -> dict[str, str]:
    """Give everybody of a case but its applicant a 甲, 乙 in the order of the case, firms too."""
    names = [form.opponent.name, form.opponent_name, form.opponent.legal_rep]
    names += [form.employer.name, form.employer.legal_rep]
    for one in life.assignments:
        names += [one.provider.name, one.provider.firm]
    names += [form.handler, life.decision.examiner, life.decision.approver]
    names += [one.by for one in life.progress]
    return dict(pseudonyms([name.strip() for name in names], keep=(form.person.name,)))


def _happened(form: AidForm, life: AidLife) -> Iterator[Happened]:
    """Yield the dated events: written ones, and those that the case itself tells."""
    if form.known_on is not None:
        yield event_told(form.known_on, "known", "")
    if form.applied_on is not None:
        yield event_told(form.applied_on, "", "收到法律援助申请", derived=True)
    for mark in life.events:
        if mark.on is not None and mark.kind not in _TOLD:
            text = "" if mark.of_step else mark.text
            yield event_told(mark.on, mark.kind, text, mark.body, mark.number)
    for given in life.assignments:
        if given.change_asked_on is not None:
            yield event_told(given.change_asked_on, "aid_change_asked", "")
        if given.contract_on is not None:
            yield event_told(given.contract_on, "aid_contract_signed", "", given.provider.name)
    for act in life.progress:
        if act.on is not None and act.kind == _HEARING:
            yield event_told(act.on, "", f"开庭：{act.text}", derived=True)
