"""What a step of legal aid needs before it can be taken, each as a sentence that leads to its place."""

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
    APPLICATION = "application"
    SUPPLEMENT = "supplement"
    ASKED_ONCE = "asked_once"
    PAPERS_CAME = "papers_came"
    PAPERS_OVERDUE = "papers_overdue"
    URGENCY = "urgency"
    MEANS = "means"
    DECISION = "decision"
    REFUSAL = "refusal"
    UNDECIDED = "undecided"
    DECIDED = "decided"
    OBJECTION = "objection"
    COUNSEL = "counsel"
    NEW_COUNSEL = "new_counsel"
    NO_BAR = "no_bar"
    CONTRACT = "contract"
    NO_AGENCY = "no_agency"
    PROGRESS = "progress"
    RESULT = "result"
    TERMINATION = "termination"
    REPORT = "report"
    SUBSIDIES_SETTLED = "subsidies_settled"
    PAPERS_IN_ORDER = "papers_in_order"


@dataclass(frozen=True, slots=True)
class AidFacts:
    """What a step of a case is judged by on a day; rows and packs are read before."""

    on: date
    today: date
    last_step_on: date | None = None
    applicant_named: bool = True
    applied_on: date | None = None
    oral_recorded: bool = True  # an oral application has its record (art 12 of the union's measures)
    matter: bool = True  # what it is about and which aid is wanted
    papers_asked: str = ""
    papers_asked_on: date | None = None
    papers_due_on: date | None = None
    papers_came_on: date | None = None
    asked_before: bool = False  # a supplement was asked for by a step that stands
    urgency: str = ""
    means_lack: str = ""  # a sentence that the means do not allow aid, or cannot be told
    examiner: str = ""
    refusal: str = ""
    refusal_text: str = ""
    decided_on: date | None = None  # by a decision to grant that stands
    objected_on: date | None = None
    counsel: int = 0  # who has the case at present
    changed: bool = False  # the one before has given it up, with the reason
    bars: tuple[str, ...] = ()  # sentences that the one who has it must not have it
    contract_on: date | None = None
    agency: bool = True  # a service in which somebody acts for the applicant
    progress: int = 0
    result: str = ""
    termination: str = ""
    termination_text: str = ""
    report: str = ""
    unsettled: int = 0  # subsidies that were asked for and are not approved
    loose_papers: int = 0  # scans that came after the volume was put in order
    reason: str = ""


def lack_of(need: Need, facts: AidFacts) -> Lack[Need] | None:
    """Return what is still missing for a need, or None when it is met."""
    sentence = _SENTENCES[need](facts)
    return Lack(need, sentence, _PLACES[need]) if sentence else None


def _application(facts: AidFacts) -> str:
    if facts.applied_on is None:
        return "请先填写收到申请的日期。"
    if not facts.oral_recorded:
        return "口头申请要当场记录、由申请人签字，请先做口头申请笔录（《工会法律援助办法》第十二条）。"
    return "" if facts.matter else "请先填写申请事项和申请的援助方式。"


def _supplement(facts: AidFacts) -> str:
    if facts.papers_asked_on is None or not facts.papers_asked.strip():
        return "请写明需要补正的全部材料。"
    return "" if facts.papers_due_on is not None else "请填写补正的期限。"


def _asked_once(facts: AidFacts) -> str:
    """法律援助法 art 43: all that is missing is told at once."""
    return "已经一次性告知过补正，不能再要求补正。" if facts.asked_before else ""


def _papers_overdue(facts: AidFacts) -> str:
    if facts.papers_came_on is not None:
        return "申请人已经补正，请继续审查。"
    due = facts.papers_due_on
    if due is None or facts.on > due:
        return ""
    return f"补正期限到 {day_text(due)}为止，还没有届满。"


def _refusal(facts: AidFacts) -> str:
    if not facts.refusal:
        return "请选择不予援助的理由。"
    if facts.refusal == "other" and not facts.refusal_text.strip():
        return "请写明不予援助的理由。"
    return ""


def _decided(facts: AidFacts) -> str:
    if facts.decided_on is not None:
        return ""
    return "先行提供援助的，还没有补办给予援助的决定。"


def _counsel(facts: AidFacts) -> str:
    if not facts.counsel:
        return "请先选择承办人。"
    return "" if facts.counsel == 1 else "有两名承办人在办，请先登记更换了谁。"


def _new_counsel(facts: AidFacts) -> str:
    if not facts.changed:
        return "请先登记原承办人的更换日期和原因。"
    return _counsel(facts)


def _termination(facts: AidFacts) -> str:
    if not facts.termination:
        return "请选择终止援助的原因（《法律援助法》第四十八条）。"
    if facts.termination == "other" and not facts.termination_text.strip():
        return "请写明终止援助的情形和依据。"
    return ""


_SENTENCES: Final[Mapping[Need, Callable[[AidFacts], str]]] = {
    Need.PERSON: lambda facts: "" if facts.applicant_named else "请先填写申请人。",
    Need.APPLICATION: _application,
    Need.SUPPLEMENT: _supplement,
    Need.ASKED_ONCE: _asked_once,
    Need.PAPERS_CAME: lambda facts: "" if facts.papers_came_on else "请填写补正的日期。",
    Need.PAPERS_OVERDUE: _papers_overdue,
    Need.URGENCY: lambda facts: "" if facts.urgency else "请选择先行提供援助的理由。",
    Need.MEANS: lambda facts: facts.means_lack,
    Need.DECISION: lambda facts: "" if facts.examiner.strip() else "请填写审查人。",
    Need.REFUSAL: _refusal,
    Need.UNDECIDED: lambda facts: (
        f"已于 {day_text(facts.decided_on)}决定给予援助。" if facts.decided_on else ""
    ),
    Need.DECIDED: _decided,
    Need.OBJECTION: lambda facts: "" if facts.objected_on else "请先登记申请人提出异议的日期。",
    Need.COUNSEL: _counsel,
    Need.NEW_COUNSEL: _new_counsel,
    Need.NO_BAR: lambda facts: facts.bars[0] if facts.bars else "",
    Need.CONTRACT: lambda facts: "" if facts.contract_on else "请填写签订委托协议的日期。",
    Need.NO_AGENCY: lambda facts: "代理案件要先签订委托协议。" if facts.agency else "",
    Need.PROGRESS: lambda facts: "" if facts.progress else "还没有办理进展的记录。",
    Need.RESULT: lambda facts: "" if facts.result else "请选择办理结果。",
    Need.TERMINATION: _termination,
    Need.REPORT: lambda facts: "" if facts.report.strip() else "请先写结案报告。",
    Need.SUBSIDIES_SETTLED: lambda facts: (
        f"还有 {facts.unsettled} 笔补贴没有审批。" if facts.unsettled else ""
    ),
    Need.PAPERS_IN_ORDER: lambda facts: (
        f"还有 {facts.loose_papers} 份材料没有编入卷内目录。" if facts.loose_papers else ""
    ),
}
_PLACES: Final[Mapping[Need, str]] = {
    Need.PERSON: "person",
    Need.APPLICATION: "application",
    Need.SUPPLEMENT: "supplement",
    Need.ASKED_ONCE: "supplement",
    Need.PAPERS_CAME: "supplement",
    Need.PAPERS_OVERDUE: "supplement",
    Need.URGENCY: "urgency",
    Need.MEANS: "means",
    Need.DECISION: "decision",
    Need.REFUSAL: "decision",
    Need.UNDECIDED: "decision",
    Need.DECIDED: "decision",
    Need.OBJECTION: "events",
    Need.COUNSEL: "assignment",
    Need.NEW_COUNSEL: "assignment",
    Need.NO_BAR: "assignment",
    Need.CONTRACT: "assignment",
    Need.NO_AGENCY: "assignment",
    Need.PROGRESS: "progress",
    Need.RESULT: "ending",
    Need.TERMINATION: "ending",
    Need.REPORT: "report",
    Need.SUBSIDIES_SETTLED: "subsidies",
    Need.PAPERS_IN_ORDER: "volume",
}
