"""What is asked for each act of a file, in the order of its paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.assistance.values import Grant
from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.desk.acts.fields import Agreement, NamesEdit, note, number, term, tick
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.widgets import DayEdit, GridColumn, MoneyEdit, TextEdit, YesNo
from union_desk.hardship.page.life.fields import Accord, Standing
from union_desk.hardship.values import HomeVisit, MeansCheck, Objection, Publicity, Transfer


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A day and why."""

    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deregistering:
    """注销: the reason of the list, what is to be said about it, and who approved."""

    on: date | None = None
    exit_reason: str = ""
    text: str = ""
    agreed: bool | None = True
    signer: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Relieving:
    """解困: why, and who approved."""

    on: date | None = None
    reason: str = ""
    agreed: bool | None = True
    signer: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Transferring:
    """迁出移交: to whom, which papers, and why."""

    on: date | None = None
    receiver: str = ""
    receiver_phone: str = ""
    papers: str = ""
    pages: int | None = None
    handed_by: str = ""
    received_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Registering:
    """The number of the national system."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A consent that is taken back."""

    on: date | None = None
    text: str = ""


_DAY: Final = GridColumn("on", "日期", DayEdit, 6)
_SIGNED: Final = (
    GridColumn("agreed", "意见", Agreement, 7),
    GridColumn("signer", "签名人", TextEdit, 6),
    GridColumn("on", "签署日期", DayEdit, 6),
    GridColumn("sealed", "公章", tick("已盖章"), 5),
)
ONLY_DAY: Final = FormPlan(Reasoned, (_DAY,))
REASON: Final = FormPlan(Reasoned, (GridColumn("reason", "理由", TextEdit, 18), _DAY))
ONLY_REASON: Final = FormPlan(Reasoned, REASON.columns[:1])
VISIT: Final = FormPlan(
    HomeVisit,
    (
        GridColumn("on", "核查日期", DayEdit, 6),
        GridColumn("visitors", "核查人（两人以上）", NamesEdit, 12),
        GridColumn("met", "接待人", TextEdit, 6),
        GridColumn("housing", "住房情况", note(), 12, 1),
        GridColumn("belongings", "家电、车辆等", note(), 12, 1),
        GridColumn("members", "家庭成员核对", note(), 12, 2),
        GridColumn("work", "就业情况", note(), 12, 2),
        GridColumn("income", "收入情况", note(), 12, 3),
        GridColumn("outlay", "支出情况", note(), 12, 3),
        GridColumn("debts", "负债情况", note(), 12, 4),
        GridColumn("health", "健康情况", note(), 12, 4),
        GridColumn("neighbours", "邻里反映", note(), 12, 5),
        GridColumn("needs", "帮扶需求", note(), 12, 5),
        GridColumn("conclusion", "核查结论", term("visit_conclusion"), 6, 6),
        GridColumn("photos", "照片张数", number("张"), 6, 6),
    ),
)
_POSTED: Final = (
    GridColumn("from_on", "公示开始", DayEdit, 6),
    GridColumn("place", "公示地点", TextEdit, 12),
    GridColumn("phone", "监督电话", TextEdit, 6),
    GridColumn("cause", "公示的致困原因", term("publicity_cause"), 12, 1),
    GridColumn("photo_begin", "开始照片已拍", YesNo, 12, 1),
)
_SHOWN: Final = (
    GridColumn("result", "公示结果", TextEdit, 12, 2),
    GridColumn("result_on", "结果日期", DayEdit, 6, 2),
    GridColumn("signer", "负责人", TextEdit, 6, 2),
    GridColumn("photo_end", "期满照片已拍", YesNo, 12, 3),
)
POST: Final = FormPlan(Publicity, _POSTED, {"on": "from_on"})
RESULT: Final = FormPlan(Publicity, _SHOWN, {"on": "result_on", "publicity": "result_on"})
PUBLICITY: Final = FormPlan(
    Publicity, (*_POSTED, *_SHOWN, GridColumn("purpose", "公示事项", term("publicity_purpose"), 12, 3))
)
OBJECTION: Final = FormPlan(
    Objection,
    (
        GridColumn("on", "异议日期", DayEdit, 6),
        GridColumn("who", "提出人", TextEdit, 9),
        GridColumn("phone", "联系电话", TextEdit, 9),
        GridColumn("text", "异议内容", note(), 24, 1),
    ),
)
SETTLING: Final = FormPlan(
    Objection,
    (
        GridColumn("handling", "处理情况", note(), 24),
        GridColumn("handled_on", "处理日期", DayEdit, 6, 1),
    ),
    {"on": "handled_on", "reason": "handling"},
)
OBJECTION_MENDED: Final = FormPlan(
    Objection,
    (
        *OBJECTION.columns,
        GridColumn("handling", "处理情况", note(), 24, 2),
        GridColumn("upheld", "异议是否成立", Standing, 12, 3),
        GridColumn("handled_on", "处理日期", DayEdit, 6, 3),
    ),
)
STEP_OPINION: Final = FormPlan(
    Opinion, (*_SIGNED, GridColumn("text", "意见内容", note(), 24, 1)), {"opinions": "agreed"}
)
OPINION: Final = FormPlan(
    Opinion,
    (
        GridColumn("stage", "哪一级", term("opinion_stage"), 12),
        GridColumn("matter", "哪件事", term("opinion_matter"), 12),
        *(GridColumn(each.field, each.title, each.make, each.units, 1) for each in _SIGNED),
        GridColumn("text", "意见内容", note(), 24, 2),
    ),
)
CHECK: Final = FormPlan(
    MeansCheck,
    (
        GridColumn("asked_on", "提请日期", DayEdit, 6),
        GridColumn("asked_of", "核对单位", TextEdit, 12),
        GridColumn("report_no", "报告编号", TextEdit, 6),
        GridColumn("answered_on", "收到日期", DayEdit, 6, 1),
        GridColumn("consistent", "与申报", Accord, 10, 1),
        GridColumn("text", "核对结果", note(), 24, 2),
        GridColumn("handling", "不一致的怎样处理", note(), 24, 3),
    ),
    {"on": "answered_on", "means_check": "handling"},
)
DEREGISTER: Final = FormPlan(
    Deregistering,
    (
        GridColumn("exit_reason", "注销原因", term("exit_reason"), 8),
        GridColumn("text", "说明", TextEdit, 16),
        *(GridColumn(each.field, each.title, each.make, each.units, 1) for each in _SIGNED),
    ),
    {"reason": "exit_reason", "exits": "exit_reason"},
)
RELIEVE: Final = FormPlan(
    Relieving,
    (
        GridColumn("reason", "解困的理由", TextEdit, 24),
        *(GridColumn(each.field, each.title, each.make, each.units, 1) for each in _SIGNED),
    ),
    {"opinions": "agreed", "text": "reason"},
)
TRANSFER: Final = FormPlan(
    Transferring,
    (
        GridColumn("receiver", "接收单位", TextEdit, 12),
        GridColumn("receiver_phone", "联系电话", TextEdit, 6),
        GridColumn("on", "移交日期", DayEdit, 6),
        GridColumn("papers", "移交材料", TextEdit, 12, 1),
        GridColumn("pages", "页数", number("页"), 4, 1),
        GridColumn("handed_by", "移交人", TextEdit, 4, 1),
        GridColumn("received_by", "接收人", TextEdit, 4, 1),
        GridColumn("reason", "迁出的理由", TextEdit, 24, 2),
    ),
    {"transfer": "receiver"},
)
TRANSFERRED: Final = FormPlan(
    Transfer,
    (
        *TRANSFER.columns[:-1],
        GridColumn("received_on", "接收日期", DayEdit, 6, 2),
    ),
)
REGISTER: Final = FormPlan(
    Registering,
    (GridColumn("number", "全国系统编号", TextEdit, 12), GridColumn("on", "录入日期", DayEdit, 6)),
)
CONSENT: Final = FormPlan(
    Consent,
    (
        GridColumn("given_on", "同意日期", DayEdit, 6),
        GridColumn("given_by", "监护人（代签的）", TextEdit, 8),
        GridColumn("until_on", "有效期至", DayEdit, 6),
        GridColumn("paper", "纸质件", TextEdit, 12, 1),
        GridColumn("scope", "同意的范围", TextEdit, 12, 1),
    ),
)
WITHDRAWAL: Final = FormPlan(
    Withdrawing, (GridColumn("on", "撤回日期", DayEdit, 6), GridColumn("text", "说明", TextEdit, 18))
)
GRANT: Final = FormPlan(
    Grant,
    (
        GridColumn("on", "帮扶日期", DayEdit, 6),
        GridColumn("kind", "帮扶项目", term("aid_kind"), 7),
        GridColumn("form", "形式", term("aid_form"), 4),
        GridColumn("amount_fen", "金额", MoneyEdit, 7),
        GridColumn("goods", "物品", TextEdit, 6, 1),
        GridColumn("quantity", "数量", number("份"), 4, 1),
        GridColumn("source", "资金来源", term("funding_source"), 6, 1),
        GridColumn("handler", "经办人", TextEdit, 4, 1),
        GridColumn("remark", "说明", TextEdit, 4, 1),
    ),
)
