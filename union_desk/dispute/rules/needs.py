"""What a step of a dispute needs before it can be taken, each as a sentence that leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.process import Lack


class Need(StrEnum):
    """The facts that steps ask for."""

    PERSON = "person"
    HERE = "here"
    UNBOUND = "unbound"
    PARTIES = "parties"
    APPLICATION = "application"
    IN_SCOPE = "in_scope"
    OUT_OF_SCOPE = "out_of_scope"
    RECEIVER = "receiver"
    MEDIATOR = "mediator"
    NO_CONFLICT = "no_conflict"
    CONSENT = "consent"
    NO_CONSENT = "no_consent"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    HEARING = "hearing"
    AGREEMENT = "agreement"
    REPRESENTED = "represented"
    SIGNED = "signed"
    PERFORMANCE_DAY = "performance_day"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    PAST_DUE = "past_due"
    ADVISED = "advised"
    CLOSING_RECORD = "closing_record"
    FOLLOW_UP = "follow_up"
    PAPERS_IN_ORDER = "papers_in_order"


@dataclass(frozen=True, slots=True)
class SigningFact:
    """Who has signed the agreement; 调解仲裁法 art 14 asks for all four."""

    applicant: bool = False
    respondent: bool = False
    mediator: bool = False
    organisation_seal: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a step of a dispute is judged by on a day; rows and packs are read before."""

    on: date
    today: date
    last_step_on: date | None = None
    applicant_named: bool = True
    respondent_named: bool = True
    received_on: date | None = None  # when the application came in
    oral_recorded: bool = True  # an oral application has its record (art 12)
    matter: bool = True  # cause and at least one claim item
    not_ours: str = ""  # the reason code that this is no labour dispute
    receiver: str = ""
    mediators: int = 0
    conflicts: tuple[str, ...] = ()  # sentences that a mediator must not take the case
    opponent_agrees: bool | None = None
    mediation_end_on: date | None = None
    hearings: int = 0
    lacks_of_agreement: tuple[str, ...] = ()
    unconsented: tuple[str, ...] = ()  # represented workers who have not agreed to the settlement
    signing: SigningFact = SigningFact()
    performance_on: date | None = None  # the last day of performance
    owed_fen: int = 0
    paid_fen: int = 0
    advised: bool = False  # told in writing of arbitration and its limitation
    closing_recorded: bool = False
    followed_up: bool = False
    loose_papers: int = 0
    handed_to: str = ""  # the office that goes on with the case
    bound: bool = False  # an agreement is in force
    reason: str = ""


def lack_of(need: Need, facts: CaseFacts) -> Lack[Need] | None:
    """Return what is still missing for a need, or None when it is met."""
    sentence = _SENTENCES[need](facts)
    return Lack(need, sentence, _PLACES[need]) if sentence else None


def _parties(facts: CaseFacts) -> str:
    if not facts.applicant_named:
        return "请先填写申请人。"
    return "" if facts.respondent_named else "请先填写被申请人。"


def _application(facts: CaseFacts) -> str:
    if facts.received_on is None:
        return "请先填写收到申请的日期。"
    if not facts.oral_recorded:
        return "口头申请要当场记录，请先做口头申请笔录（《劳动争议调解仲裁法》第十二条）。"
    return "" if facts.matter else "请先填写案由和至少一项请求。"


def _in_scope(facts: CaseFacts) -> str:
    return "登记为不属于受理范围，请先改正，或者不予受理。" if facts.not_ours else ""


def _consent(facts: CaseFacts) -> str:
    if facts.opponent_agrees is None:
        return "还没有记下对方是否同意调解。"
    return "" if facts.opponent_agrees else "对方不同意调解，请按“对方拒绝调解”结束。"


def _no_consent(facts: CaseFacts) -> str:
    if facts.opponent_agrees is None:
        return "还没有记下对方是否同意调解。"
    return "对方已经同意调解。" if facts.opponent_agrees else ""


def _in_time(facts: CaseFacts) -> str:
    end = facts.mediation_end_on
    if end is None or facts.on <= end:
        return ""
    return f"调解期限已于 {day_text(end)}届满，双方同意延期后才能继续（第十四条第三款）。"


def _overdue(facts: CaseFacts) -> str:
    end = facts.mediation_end_on
    if end is not None and facts.on > end:
        return ""
    until = f"到 {day_text(end)}" if end is not None else ""
    return f"调解期限还没有届满{until and f'（{until}）'}。"


def _agreement(facts: CaseFacts) -> str:
    if not facts.lacks_of_agreement:
        return ""
    more = len(facts.lacks_of_agreement) - 1
    return facts.lacks_of_agreement[0] + (f"（另有 {more} 项）" if more else "")


def _represented(facts: CaseFacts) -> str:
    """民事诉讼法 art 56 by analogy: a representative settles only with each one's consent."""
    if not facts.unconsented:
        return ""
    shown = "、".join(facts.unconsented[:5]) + (" 等" if len(facts.unconsented) > 5 else "")
    return f"{shown} {len(facts.unconsented)} 人还没有同意协议，协议不能约束他们。"


def _signed(facts: CaseFacts) -> str:
    signing = facts.signing
    missing = [
        words
        for signed, words in (
            (signing.applicant, "申请人签名"),
            (signing.respondent, "被申请人签名盖章"),
            (signing.mediator, "调解员签名"),
            (signing.organisation_seal, "调解组织印章"),
        )
        if not signed
    ]
    return f"协议还缺{'、'.join(missing)}，没有生效。" if missing else ""


def _paid(facts: CaseFacts) -> str:
    left = facts.owed_fen - facts.paid_fen
    return f"还有 {_yuan(left)} 元没有履行。" if left > 0 else ""


def _partly_paid(facts: CaseFacts) -> str:
    if facts.paid_fen <= 0:
        return "还没有履行过，请按“未履行”登记。"
    return "" if facts.paid_fen < facts.owed_fen else "已经全部履行。"


def _past_due(facts: CaseFacts) -> str:
    day = facts.performance_on
    if day is None:
        return "请先填写协议约定的履行日期。"
    return "" if facts.on > day else f"履行期到 {day_text(day)}为止，还没有届满。"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


_SENTENCES: Final[Mapping[Need, Callable[[CaseFacts], str]]] = {
    Need.PERSON: lambda facts: "" if facts.applicant_named else "请先填写来访人。",
    Need.HERE: lambda facts: f"案件已移交{facts.handed_to}，由那里继续办理。" if facts.handed_to else "",
    Need.UNBOUND: lambda facts: (
        "本案已有生效的协议：请“恢复履行监督”，另有争议的请另立新案。" if facts.bound else ""
    ),
    Need.PARTIES: _parties,
    Need.APPLICATION: _application,
    Need.IN_SCOPE: _in_scope,
    Need.OUT_OF_SCOPE: lambda facts: "" if facts.not_ours else "请选择不予受理的原因。",
    Need.RECEIVER: lambda facts: "" if facts.receiver.strip() else "请填写转给哪个单位。",
    Need.MEDIATOR: lambda facts: "" if facts.mediators else "请先指定调解员。",
    Need.NO_CONFLICT: lambda facts: facts.conflicts[0] if facts.conflicts else "",
    Need.CONSENT: _consent,
    Need.NO_CONSENT: _no_consent,
    Need.IN_TIME: _in_time,
    Need.OVERDUE: _overdue,
    Need.HEARING: lambda facts: "" if facts.hearings else "还没有调解会记录。",
    Need.AGREEMENT: _agreement,
    Need.REPRESENTED: _represented,
    Need.SIGNED: _signed,
    Need.PERFORMANCE_DAY: lambda facts: "" if facts.performance_on else "请先填写协议约定的履行日期。",
    Need.PAID: _paid,
    Need.PARTLY_PAID: _partly_paid,
    Need.PAST_DUE: _past_due,
    Need.ADVISED: lambda facts: "" if facts.advised else "还没有书面告知申请仲裁的权利和时效。",
    Need.CLOSING_RECORD: lambda facts: "" if facts.closing_recorded else "请先填写结案登记表。",
    Need.FOLLOW_UP: lambda facts: "" if facts.followed_up else "还没有回访记录。",
    Need.PAPERS_IN_ORDER: lambda facts: (
        f"还有 {facts.loose_papers} 份材料没有编入卷内目录。" if facts.loose_papers else ""
    ),
}
_PLACES: Final[Mapping[Need, str]] = {
    Need.PERSON: "applicants",
    Need.HERE: "transfer",
    Need.UNBOUND: "agreement",
    Need.PARTIES: "parties",
    Need.APPLICATION: "application",
    Need.IN_SCOPE: "scope",
    Need.OUT_OF_SCOPE: "scope",
    Need.RECEIVER: "transfer",
    Need.MEDIATOR: "mediators",
    Need.NO_CONFLICT: "mediators",
    Need.CONSENT: "consent",
    Need.NO_CONSENT: "consent",
    Need.IN_TIME: "extension",
    Need.OVERDUE: "extension",
    Need.HEARING: "hearings",
    Need.AGREEMENT: "agreement",
    Need.REPRESENTED: "roster",
    Need.SIGNED: "signing",
    Need.PERFORMANCE_DAY: "performance",
    Need.PAID: "performance",
    Need.PARTLY_PAID: "performance",
    Need.PAST_DUE: "performance",
    Need.ADVISED: "documents",
    Need.CLOSING_RECORD: "closing",
    Need.FOLLOW_UP: "follow_up",
    Need.PAPERS_IN_ORDER: "volume",
}
