"""期限图: the clocks of a case as a picture, for page and paper, also with other persons as 甲 and 乙."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.pseudonyms import pseudonyms, without_others
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import names_of
from union_desk.dispute.service.due import asks_in
from union_desk.dispute.values import CaseClock, CaseEvent, CaseForm, CaseLife, CaseView
from union_desk.dispute.values.on_paper import CaseOnPaper
from union_desk.paper.clocks.story import Happened, Period, Story

if TYPE_CHECKING:
    from union_desk.core.calendar import Calendar
    from union_desk.dispute.service import DisputeService
    from union_desk.paper.clocks.page import Sheet
    from union_desk.paper.job import Printed

TITLE: Final = "劳动争议期限图"
WITHOUT_OTHERS: Final = "除申请人外，其他人以甲、乙代称"
_AT_ONCE: Final = 50


def case_story(view: CaseView, life: CaseLife, today: date, calendar: Calendar) -> Story:
    """Return what the picture of a case tells: every dated mark and fact, and every clock."""
    return Story(_happened(life), _periods(view, life.clocks), today, calendar)


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
    require(actor, Right.PRINT)
    if not uids:
        raise RuleBroken("期限图是从案件画出来的，没有空白的。请选“填好”。")
    from union_desk.paper.clocks.page import render_clocks  # noqa: PLC0415 - drawing is loaded when first used

    calendar = service.calendar(actor)
    sheets: list[Sheet] = []
    for start in range(0, len(uids), _AT_ONCE):
        cases = service.on_paper(actor, uids[start : start + _AT_ONCE])
        sheets += [sheet_of(case, calendar, others_hidden=others_hidden) for case in cases]
    return render_clocks(
        sheets,
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
        _line(
            ("案号", view.number_shown or view.temporary_number or "（没有案号）"),
            ("申请人", names_of(form.applicants)),
            ("被申请人", names_of(form.respondents)),
        ),
        _line(
            ("案由", case.cause or "（未填）"),
            ("承办", f"{form.handler or '（未填）'}（{view.office_name}）"),
            ("状态", view.state_label),
            ("截至", day_text(case.today)),
        ),
    )
    if not others_hidden:
        return Sheet(TITLE, above, story)
    hide = partial(without_others, given=other_names(form, case.life))
    return Sheet(TITLE, tuple(hide(text) for text in above), _retold(story, hide), WITHOUT_OTHERS)


def other_names(form: CaseForm, life: CaseLife) -> dict[str, str]:
    """Give everybody of a case but its applicant a 甲, 乙 in the order of the case, firms too.

    Of a collective case only the first applicant keeps the name.
    """
    first = next((party for party in form.applicants if party.name), None)
    keep = (first.name,) if first is not None else ()
    names = [
        name
        for party in form.parties
        for name in (party.name, party.person.name, party.employer.name, party.employer.legal_rep)
    ]
    names += [agent.name for agent in form.agents]
    names += [each.mediator.name for each in life.mediators]
    names += [form.handler, form.receptionist]
    for hearing in life.hearings:
        names += [*hearing.present, *hearing.absent, *hearing.mediators, hearing.recorder]
    for service in life.services:
        names += [service.receiver, *service.servers, *service.witnesses]
    return dict(pseudonyms([name.strip() for name in names], keep=keep))


def _line(*parts: tuple[str, str]) -> str:
    return "　　".join(f"{label}：{text}" for label, text in parts if text)


def _retold(story: Story, hide: Callable[[str], str]) -> Story:
    return replace(
        story,
        happened=tuple(
            replace(event, title=hide(event.title), text=hide(event.text)) for event in story.happened
        ),
        periods=tuple(
            replace(period, title=hide(period.title), steps=tuple(hide(step) for step in period.steps))
            for period in story.periods
        ),
    )


def _happened(life: CaseLife) -> tuple[Happened, ...]:
    """Return the dated marks in the words of their kind; each has a key that is the same at every look."""
    found = [_event(mark) for mark in life.marks or life.events if mark.on is not None]
    found += [
        Happened("", fact.on, term_label("limitation_event", fact.kind), fact.evidence)
        for fact in life.limitation_facts
        if fact.on is not None
    ]
    return tuple(
        replace(event, key=key)
        for key, event in zip(_keys(f"e {e.on} {e.title}" for e in found), found, strict=True)
    )


def _event(mark: CaseEvent) -> Happened:
    assert mark.on is not None  # noqa: S101 - asked before
    label = term_label("dispute_event", mark.kind)
    named = label if label and label != mark.kind else ""
    text = mark.text.strip()
    if not named or not mark.uid or named == text.rstrip("。"):
        # What is derived (a payment, a service) is told best in its own words.
        return Happened("", mark.on, text.rstrip("。") or named or "事件")
    said = "，".join(part for part in (text.rstrip("。"), mark.body, mark.number, mark.evidence) if part)
    return Happened("", mark.on, named, said)


def _periods(view: CaseView, clocks: Iterable[CaseClock]) -> tuple[Period, ...]:
    found = tuple(clocks)
    keys = _keys(f"{clock.code} {clock.title} {clock.from_on}" for clock in found)
    return tuple(
        Period(
            key=key,
            title=clock.title,
            from_on=clock.from_on,
            due_on=clock.due_on,
            start=clock.start,
            law=clock.law,
            steps=tuple(step for step in clock.steps if step),
            answered_on=clock.answered_on,
            safe_on=clock.safe_on,
            light=clock.light,
            estimated=clock.estimated,
            practice=clock.practice,
            blocks=clock.blocks,
            idle=clock.answered_on is None and not asks_in(clock, view),
        )
        for key, clock in zip(keys, found, strict=True)
    )


def _keys(names: Iterable[str]) -> list[str]:
    """Tell like names apart by their order."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return keys
