"""What the sheets of supervision letters and of incident reports ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from union_desk.core.clock import CHINA, local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk.acts.fields import TimeEdit, note, number, term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.widgets import DayEdit, GridColumn, TextEdit, YesNo
from union_desk.dispute.rules.letters import ReportHours
from union_desk.dispute.values import IncidentReport, SupervisionLetter
from union_desk.dispute.values.letters import Issue, Reply


@dataclass(frozen=True, slots=True)
class Received:
    on: date | None = None

    def day(self) -> date:
        if self.on is None:
            raise RuleBroken("请填写收到日期。", field="on")
        return self.on


@dataclass(frozen=True, slots=True)
class Reason:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TypedReport:
    """A report as it is typed: each moment is a day and a time."""

    employer_name: str = ""
    headcount: int | None = None
    place: str = ""
    happened_on: date | None = None
    happened_time: str = ""
    cause: str = ""
    demands: str = ""
    measures: str = ""
    risk: str = ""
    advice: str = ""
    phoned_on: date | None = None
    phoned_time: str = ""
    written_on: date | None = None
    written_time: str = ""
    reporter: str = ""
    leader: str = ""
    leader_on: date | None = None
    leader_opinion: str = ""
    outcome: str = ""


LETTER: Final = FormPlan(
    SupervisionLetter,
    (
        GridColumn("employer_name", "涉事单位", TextEdit, 12),
        GridColumn("addressee", "主送单位", TextEdit, 12),
        GridColumn("facts", "查明的事实", note(4), 24, 1),
        GridColumn("law", "违反的规定", note(2), 24, 2),
        GridColumn("demands", "意见或者建议（一行一条）", note(4), 24, 3),
        GridColumn("contact", "联系人和电话", TextEdit, 12, 4),
    ),
)
ISSUE: Final = FormPlan(
    Issue,
    (
        GridColumn("number", "文号", TextEdit, 12),
        GridColumn("on", "签发日期", DayEdit, 5),
        GridColumn("signer", "签发人", TextEdit, 5, 1),
        GridColumn("signer_post", "职务", term("union_post"), 5, 1),
    ),
)
RECEIVED: Final = FormPlan(Received, (GridColumn("on", "收到日期", DayEdit, 6),))
REPLY: Final = FormPlan(
    Reply,
    (
        GridColumn("on", "答复日期", DayEdit, 6),
        GridColumn("corrected", "已经改正", YesNo, 6),
        GridColumn("text", "答复内容", note(2), 24, 1),
    ),
)
REASON: Final = FormPlan(Reason, (GridColumn("reason", "删去的理由", TextEdit, 24),))
RECALL: Final = FormPlan(Reason, (GridColumn("reason", "撤回的理由", TextEdit, 24),))
HOURS: Final = FormPlan(
    ReportHours,
    (
        GridColumn("phone", "电话报告", number("小时"), 5),
        GridColumn("written", "书面报告", number("小时"), 5),
    ),
)
REPORT: Final = FormPlan(
    TypedReport,
    (
        GridColumn("employer_name", "涉事单位", TextEdit, 12),
        GridColumn("headcount", "涉及人数", number("人"), 4),
        GridColumn("place", "发生地点", TextEdit, 8),
        GridColumn("happened_on", "发生日期", DayEdit, 5, 1),
        GridColumn("happened_time", "时间", TimeEdit, 3, 1),
        GridColumn("phoned_on", "电话报告", DayEdit, 5, 1),
        GridColumn("phoned_time", "时间", TimeEdit, 3, 1),
        GridColumn("written_on", "书面报告", DayEdit, 5, 1),
        GridColumn("written_time", "时间", TimeEdit, 3, 1),
        GridColumn("cause", "起因", note(3), 24, 2),
        GridColumn("demands", "主要诉求", note(2), 24, 3),
        GridColumn("measures", "已采取措施", note(2), 24, 4),
        GridColumn("risk", "风险研判", note(), 12, 5),
        GridColumn("advice", "建议", note(), 12, 5),
        GridColumn("reporter", "呈报人", TextEdit, 5, 6),
        GridColumn("leader", "签批领导", TextEdit, 5, 6),
        GridColumn("leader_on", "批示日期", DayEdit, 5, 6),
        GridColumn("leader_opinion", "领导批示", note(), 12, 7),
        GridColumn("outcome", "后续结果", note(), 12, 7),
    ),
    also={"happened_at": "happened_on", "phoned_at": "phoned_on", "written_at": "written_on"},
)
_PLAIN: Final = (
    *("employer_name", "headcount", "place", "cause", "demands", "measures", "risk", "advice"),
    *("reporter", "leader", "leader_on", "leader_opinion", "outcome"),
)
_MOMENTS: Final = ("happened", "phoned", "written")
_LABELS: Final = {"happened": "发生", "phoned": "电话报告", "written": "书面报告"}


def onto(begun: Any, typed: Any, plan: FormPlan) -> Any:
    """Return what was begun with what its form asks; what it does not ask stays."""
    return replace(begun, **{column.field: getattr(typed, column.field) for column in plan.columns})


def typed_of(report: IncidentReport) -> TypedReport:
    """Return a report with its moments as days and times."""
    parts: dict[str, Any] = {name: getattr(report, name) for name in _PLAIN}
    for name in _MOMENTS:
        at = getattr(report, f"{name}_at")
        here = local_time(at) if at is not None else None
        parts[f"{name}_on"] = here.date() if here is not None else None
        parts[f"{name}_time"] = f"{here:%H:%M}" if here is not None else ""
    return TypedReport(**parts)


def report_of(begun: IncidentReport, typed: TypedReport) -> IncidentReport:
    """Return the report that was typed; RuleBroken for a day without its time."""
    moments: dict[str, Any] = {}
    for name in _MOMENTS:
        on, time = getattr(typed, f"{name}_on"), getattr(typed, f"{name}_time")
        if (on is None) != (not time):
            field = f"{name}_time" if on is not None else f"{name}_on"
            raise RuleBroken(f"{_LABELS[name]}的日期和时间要一起填写。", field=field)
        moments[f"{name}_at"] = (
            datetime.fromisoformat(f"{on.isoformat()}T{time}").replace(tzinfo=CHINA)
            if on is not None
            else None
        )
    return replace(begun, **{name: getattr(typed, name) for name in _PLAIN}, **moments)


def kind_words(kind: str) -> str:
    return term_label("supervision_kind", kind)


def moment(at: datetime | None) -> str:
    return f"{local_time(at):%Y-%m-%d %H:%M}" if at is not None else ""
