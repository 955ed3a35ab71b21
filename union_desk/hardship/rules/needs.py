"""What a step of a hardship file needs before it can be taken, each as a sentence that leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.process import Lack

FITS: Final = "fits"


class Need(StrEnum):
    """The facts that steps ask for."""

    APPLICATION = "application"
    VISIT = "visit"
    APPRAISAL = "appraisal"
    CONSENT = "consent"
    PUBLICITY = "publicity"
    OBJECTION = "objection"
    OBJECTIONS_SETTLED = "objections_settled"
    FIELDS = "fields"
    CLASS = "class"
    NOT_EXCLUDED = "not_excluded"
    REVIEW_OPINION = "review_opinion"
    AUTHORISATION = "authorisation"
    MEANS_ANSWER = "means_answer"
    APPROVAL_OPINION = "approval_opinion"
    RECHECK = "recheck"
    NEW_CLASS = "new_class"
    MONTHS_ABOVE = "months_above"
    LIFTING_PUBLICITY = "lifting_publicity"
    EXIT_REASON = "exit_reason"
    RECEIVER = "receiver"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class VisitFact:
    """入户核查 as it was done last."""

    on: date
    visitors: int
    conclusion: str  # fits, unfit, to_complete


@dataclass(frozen=True, slots=True)
class PublicityFact:
    """公示 as it runs or ran last; `to_on` is its last day."""

    from_on: date
    to_on: date
    result_on: date | None = None
    objections: int = 0
    open_objections: int = 0


@dataclass(frozen=True, slots=True)
class MeansFact:
    """经济状况核对: asked for with the signed authorisation, and what came back."""

    asked_on: date | None = None
    answered_on: date | None = None
    consistent: bool | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True)
class ProcessFacts:
    """What a step of a file is judged by on a day; rows and packs are read before."""

    on: date
    today: date
    applied_on: date | None = None
    owner_named: bool = True
    owner_unfit: str = ""  # why this person cannot own a file
    last_step_on: date | None = None
    missing: tuple[str, ...] = ()  # labels of mandatory fields that are empty
    excluded: tuple[str, ...] = ()  # sentences of the 负面清单 that apply
    class_chosen: bool = False
    class_outdated: str = ""  # why the chosen class rests on a superseded standard
    visit: VisitFact | None = None
    visitors_needed: int = 2
    appraised: bool = False
    unconsented: tuple[str, ...] = ()  # names without consent to publicity
    publicity: PublicityFact | None = None
    review_opinion: bool | None = None  # agreed, not agreed, none yet
    unauthorised: tuple[str, ...] = ()  # grown-ups whose authorisation is missing, withdrawn or run out
    means: MeansFact = MeansFact()
    approval_opinion: bool | None = None
    rechecked: bool = False
    class_changed: bool = False
    months_above: int = 0
    months_needed: int = 6
    lifting_publicity: bool = True  # over without objection, or not asked for here
    exit_reason: str = ""
    receiver: str = ""
    received_on: date | None = None  # when the receiver of the file signed for it
    helped: bool = False
    returned_from: str = ""
    reason: str = ""


def lack_of(need: Need, facts: ProcessFacts) -> Lack[Need] | None:
    """Return what is still missing for a need, or None when it is met."""
    sentence = _SENTENCES[need](facts)
    return Lack(need, sentence, _PLACES[need]) if sentence else None


def _application(facts: ProcessFacts) -> str:
    if not facts.owner_named:
        return "请先填写建档职工的姓名和身份证号。"
    if facts.owner_unfit:
        return facts.owner_unfit
    return "" if facts.applied_on else "请先填写申请日期。"


def _visit(facts: ProcessFacts) -> str:
    visit = facts.visit
    if visit is None:
        return "还没有入户核查记录。"
    if visit.visitors < facts.visitors_needed:
        return f"入户核查要有 {facts.visitors_needed} 人以上，现在只记了 {visit.visitors} 人。"
    if visit.conclusion == FITS:
        return ""
    return "入户核查的结论不是“符合”，请补充核查，或退回、不予建档。"


def _consent(facts: ProcessFacts) -> str:
    """个人信息保护法 arts 25, 29: nobody is published without separate consent."""
    if not facts.unconsented:
        return ""
    return f"{'、'.join(facts.unconsented)}没有同意公示（或已撤回），不能公示。"


def _publicity(facts: ProcessFacts) -> str:
    shown = facts.publicity
    if shown is None:
        return "还没有公示。"
    if facts.on <= shown.to_on:
        return f"公示到 {day_text(shown.to_on)}为止，期满后才能送审。"
    return "" if shown.result_on else "公示已期满，请填写公示结果。"


def _objection(facts: ProcessFacts) -> str:
    shown = facts.publicity
    return "" if shown is not None and shown.open_objections else "请先登记异议：谁、什么时候、说了什么。"


def _objections_settled(facts: ProcessFacts) -> str:
    shown = facts.publicity
    left = shown.open_objections if shown is not None else 0
    return f"还有 {left} 件异议没有处理结果。" if left else ""


def _fields(facts: ProcessFacts) -> str:
    if not facts.missing:
        return ""
    shown = "、".join(facts.missing[:5]) + (" 等" if len(facts.missing) > 5 else "")
    return f"档案表还差 {len(facts.missing)} 项：{shown}。"


def _class(facts: ProcessFacts) -> str:
    return facts.class_outdated if facts.class_chosen else "请先认定困难类别。"


def _not_excluded(facts: ProcessFacts) -> str:
    if not facts.excluded:
        return ""
    return f"有负面清单所列情形：{'；'.join(facts.excluded)}。情况不实的，请先改正勾选。"


def _opinion(agreed: bool | None, whose: str) -> str:
    if agreed is None:
        return f"还没有{whose}意见。"
    return "" if agreed else f"{whose}意见是不同意，请退回补正或不予建档。"


def _authorisation(facts: ProcessFacts) -> str:
    """浙江省社会救助条例 art 49, 个人信息保护法 art 23: every grown-up member signs."""
    if not facts.unauthorised:
        return ""
    return f"{'、'.join(facts.unauthorised)}没有签核对授权书（或已过期、撤回）。"


def _means_answer(facts: ProcessFacts) -> str:
    means = facts.means
    if means.answered_on is None:
        return "还没有收到经济状况核对结果。"
    if means.consistent or means.explained:
        return ""
    return "核对结果与申报不一致，请写明怎样处理。"


def _months_above(facts: ProcessFacts) -> str:
    if facts.months_above >= facts.months_needed:
        return ""
    return f"人均收入连续 {facts.months_needed} 个月高于标准才能脱困，现在连续 {facts.months_above} 个月。"


def _not_received(facts: ProcessFacts) -> str:
    if facts.received_on is None:
        return ""
    return f"接收单位已于 {day_text(facts.received_on)}签收，请由接收单位移交回来。"


_SENTENCES: Final[Mapping[Need, Callable[[ProcessFacts], str]]] = {
    Need.APPLICATION: _application,
    Need.VISIT: _visit,
    Need.APPRAISAL: lambda facts: "" if facts.appraised else "还没有评议意见。",
    Need.CONSENT: _consent,
    Need.PUBLICITY: _publicity,
    Need.OBJECTION: _objection,
    Need.OBJECTIONS_SETTLED: _objections_settled,
    Need.FIELDS: _fields,
    Need.CLASS: _class,
    Need.NOT_EXCLUDED: _not_excluded,
    Need.REVIEW_OPINION: lambda facts: _opinion(facts.review_opinion, "街道（产业）工会"),
    Need.AUTHORISATION: _authorisation,
    Need.MEANS_ANSWER: _means_answer,
    Need.APPROVAL_OPINION: lambda facts: _opinion(facts.approval_opinion, "区总工会"),
    Need.RECHECK: lambda facts: "" if facts.rechecked else "还没有本年度的复核记录。",
    Need.NEW_CLASS: lambda facts: "" if facts.class_changed else "请先按复核情况重新认定类别。",
    Need.MONTHS_ABOVE: _months_above,
    Need.LIFTING_PUBLICITY: lambda facts: "" if facts.lifting_publicity else "脱困前的公示还没有期满无异议。",
    Need.EXIT_REASON: lambda facts: "" if facts.exit_reason else "请选择注销的原因。",
    Need.RECEIVER: lambda facts: "" if facts.receiver else "请填写接收单位。",
    Need.NOT_RECEIVED: _not_received,
}
_PLACES: Final[Mapping[Need, str]] = {
    Need.APPLICATION: "owner.name",
    Need.VISIT: "visits",
    Need.APPRAISAL: "opinions",
    Need.CONSENT: "consents",
    Need.PUBLICITY: "publicity",
    Need.OBJECTION: "publicity",
    Need.OBJECTIONS_SETTLED: "publicity",
    Need.FIELDS: "missing",
    Need.CLASS: "decision",
    Need.NOT_EXCLUDED: "exclusions",
    Need.REVIEW_OPINION: "opinions",
    Need.AUTHORISATION: "consents",
    Need.MEANS_ANSWER: "means_check",
    Need.APPROVAL_OPINION: "opinions",
    Need.RECHECK: "rechecks",
    Need.NEW_CLASS: "decision",
    Need.MONTHS_ABOVE: "exits",
    Need.LIFTING_PUBLICITY: "publicity",
    Need.EXIT_REASON: "exits",
    Need.RECEIVER: "transfer",
    Need.NOT_RECEIVED: "transfer",
}
