"""The volume of a closed dispute: its cover, its papers in their order, and 备考表 (M22 to M24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints import after, authority, parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values.on_paper import CaseOnPaper

_PERFORMED: Final = {
    "performed": "已履行",
    "partly_performed": "部分履行",
    "unperformed": "未履行",
}
_MINUTES: Final = {"inquiry": "调查笔录", "meeting": "调解笔录", "oral_application": "口头申请笔录"}
_ENDS: Final = ("fail", "opponent_refuses", "lapse", "withdraw")
# Number, author, title, day.
Line = tuple[str, str, str, date | None]


def cover_fields(case: CaseOnPaper) -> Fields:
    """卷宗封面: pages and volumes are counted by hand when it is bound."""
    view, form = case.view, case.view.form
    grade = term_label("dispute_grade", form.grade)
    return {
        **parts.head(case),
        "organisation": authority.organisation(case),
        "respondent": parts.names_of(form.respondents),
        "third": parts.names_of(form.of_side("third")) if form.of_side("third") else "",
        "kind": "集体劳动争议调解" if form.collective else "劳动争议调解" + (f"（{grade}）" if grade else ""),
        "cause": case.cause,
        "result": parts.joined(
            term_label("dispute_result", form.result), _PERFORMED.get(after.performed(case) or "", "")
        ),
        "handler": form.handler,
        "mediators": parts.mediators_of(case),
        "accepted_on": view.accepted_on,
        "closed_on": view.closed_on,
        "archived_on": view.archived_on,
        "pages": None,
        "volumes": None,
        "binder": form.binder,
        "shelf": form.shelf,
        "kept": f"{case.retention.years} 年",
    }


def contents_fields(case: CaseOnPaper) -> Fields:
    """卷内目录: what the case has on paper, in the order in which it is bound."""
    return {
        "case_no": parts.head(case)["case_no"],
        "organisation": authority.organisation(case),
        "name": _both(case),
        "papers": [
            {
                "no": str(number),
                "number": line[0],
                "author": line[1],
                "title": line[2],
                "on": line[3],
                "page": "",
                "remark": "",
            }
            for number, line in enumerate(papers_of(case), start=1)
        ],
    }


def note_fields(case: CaseOnPaper) -> Fields:
    return {
        "case_no": parts.head(case)["case_no"],
        "organisation": authority.organisation(case),
        "name": _both(case),
        "pieces": str(len(list(papers_of(case)))),
        **dict.fromkeys(("pages", "lacks", "compiler", "bound_on", "checker", "checked_on")),
    }


def _both(case: CaseOnPaper) -> str:
    form = case.view.form
    return parts.joined(parts.names_of(form.applicants), parts.names_of(form.respondents), sign=" 与 ")


def papers_of(case: CaseOnPaper) -> Iterator[Line]:
    """Yield application, acceptance, mandates, evidence, minutes, serving, agreement or end, performance."""
    yield from _beginning(case)
    yield from _people(case)
    yield from _middle(case)
    yield from _ending(case)


def _beginning(case: CaseOnPaper) -> Iterator[Line]:
    form = case.view.form
    if form.received_on is not None and not form.oral:
        yield "", parts.names_of(form.applicants), "调解申请书", form.received_on
    for code, title in (("accept", "受理通知书"), ("refuse", "不予受理通知书")):
        on = parts.step_day(case, code)
        if on is not None:
            yield case.view.number_shown, case.office.name, title, on


def _people(case: CaseOnPaper) -> Iterator[Line]:
    form = case.view.form
    applicants = parts.names_of(form.applicants)
    yield "", "各方当事人", "身份证明、主体资格证明", None
    names = {party.uid: party.name for party in form.parties}
    for agent in form.agents:
        if agent.name:
            yield "", names.get(agent.party_uid) or applicants, f"授权委托书（{agent.name}）", agent.from_on
    if any(party.roster for party in form.parties):
        yield "", applicants, "推举代表书和名册", None
    for proof in form.evidence:
        if proof.name:
            yield "", term_label("dispute_side", proof.side), proof.name, proof.given_on


def _middle(case: CaseOnPaper) -> Iterator[Line]:
    office = case.office.name
    held = [hearing for hearing in case.life.hearings if hearing.held_on is not None]
    for hearing in sorted(held, key=lambda one: (one.held_on or date.max, one.number)):
        yield "", office, _MINUTES.get(hearing.kind, "笔录"), hearing.held_on
    for service in sorted(case.life.services, key=lambda one: one.number):
        titles = "、".join(paper.title for paper in service.papers)
        yield "", office, f"送达回证（{titles}）" if titles else "送达回证", service.sent_on


def _ending(case: CaseOnPaper) -> Iterator[Line]:
    form, office, agreed = case.view.form, case.office.name, case.life.agreement
    if form.extension_signed_on is not None:
        yield "", "双方当事人", "延期调解同意书", form.extension_signed_on
    if agreed is not None and agreed.signed_on is not None:
        yield (
            agreed.number or case.view.number_shown,
            authority.organisation(case),
            "调解协议书",
            agreed.signed_on,
        )
    ended = parts.step_day(case, *_ENDS)
    if ended is not None:
        yield case.view.number_shown, office, "调解终止告知书", ended
    if agreed is not None and (case.life.payments or case.life.follow_ups):
        visits = [visit.on for visit in case.life.follow_ups if visit.on is not None]
        yield "", office, "履行情况、回访记录", max(visits, default=None)
    if case.view.closed_on is not None:
        yield "", office, "结案登记表", case.view.closed_on


_CLOSED: Final = frozenset({State.CLOSED, State.ARCHIVED})
PAPERS: Final = (
    Paper("volume_cover", "卷宗封面", cover_fields, _CLOSED),
    Paper("volume_contents", "卷内目录", contents_fields, _CLOSED),
    Paper("volume_note", "卷内备考表", note_fields, _CLOSED),
)
