"""What is asked for each act of a case of legal aid, in the order of its paper."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.fields import note, number, term, tick
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.widgets import DayEdit, GridColumn, MoneyEdit, NumberEdit, TermBox, TextEdit
from union_desk.legal_aid.page.life import ground
from union_desk.legal_aid.page.life.typed import Changing, Giving, Objecting, Paying, Signing
from union_desk.legal_aid.values import (
    AidApplication,
    AidEvent,
    AidItem,
    AidService,
    Assignment,
    Decision,
    Ending,
    Progress,
    Rating,
    Report,
    Subsidy,
    Supplement,
    Urgency,
)

# --- until the decision

APPLY: Final = FormPlan(
    AidApplication,
    (
        GridColumn("applied_on", "收到申请的日期", DayEdit, 6),
        GridColumn("oral", "申请方式", tick("口头申请"), 5),
        GridColumn("oral_recorded", "口头申请笔录", tick("已当场记录，申请人已核对签名"), 13),
    ),
    {"on": "applied_on"},
)
_PAPERS: Final = GridColumn("papers", "需要补正的全部材料（一次写全）", note(2), 24, 1)
_SUPPLEMENT_FIELDS: Final = {
    "papers_asked": "papers",
    "papers_asked_on": "asked_on",
    "papers_due_on": "due_on",
    "papers_came_on": "came_on",
    "on": "asked_on",
    "supplement": "papers",
}
ASK_PAPERS: Final = FormPlan(
    Supplement,
    (
        GridColumn("asked_on", "告知日期", DayEdit, 6),
        GridColumn("due_on", "补正期限到", DayEdit, 6),
        _PAPERS,
    ),
    _SUPPLEMENT_FIELDS,
)
PAPERS_CAME: Final = FormPlan(
    Supplement,
    (GridColumn("came_on", "补正日期", DayEdit, 6),),
    {"papers_came_on": "came_on", "on": "came_on", "supplement": "came_on"},
)
SUPPLEMENT: Final = FormPlan(
    Supplement,
    (
        GridColumn("asked_on", "告知日期", DayEdit, 6),
        GridColumn("due_on", "补正期限到", DayEdit, 6),
        GridColumn("came_on", "补正日期", DayEdit, 6),
        _PAPERS,
    ),
    _SUPPLEMENT_FIELDS,
)
URGENCY: Final = FormPlan(
    Urgency,
    (
        GridColumn("reason", "先行提供援助的理由", term("aid_urgency"), 18),
        GridColumn("on", "日期", DayEdit, 6),
    ),
    {"urgent": "reason", "urgent_on": "on", "urgency": "reason"},
)
_DECIDED: Final = {
    "decided_on": "on",
    "decision_number": "number",
    "decision_reason": "reason",
    "decision_text": "text",
    "decision": "examiner",
}
_ON: Final = GridColumn("on", "决定日期", DayEdit, 6)
# A number of a paper, such as 钱塘工援决字〔2026〕白杨第0003号, is read whole.
_NUMBER_WIDTH: Final = 14
_EXAMINER: Final = GridColumn("examiner", "审查人", TextEdit, 5)
_APPROVER: Final = GridColumn("approver", "审批人", TextEdit, 5)
GRANT: Final = FormPlan(
    Decision,
    (
        *(_ON, _EXAMINER, _APPROVER),
        GridColumn("number", "文号", TextEdit, _NUMBER_WIDTH, 1),
        GridColumn("text", "审查意见（写进审批表，可不填）", note(1), 24, 2),
    ),
    _DECIDED,
)
REFUSE: Final = FormPlan(
    Decision,
    (
        GridColumn("reason", "不予援助的理由", term("aid_refusal"), 9),
        GridColumn("text", "理由说明（写进决定书）", note(1), 15),
        GridColumn("on", "决定日期", DayEdit, 6, 1),
        GridColumn("examiner", "审查人", TextEdit, 5, 1),
        GridColumn("approver", "审批人", TextEdit, 5, 1),
        GridColumn("number", "文号", TextEdit, _NUMBER_WIDTH, 2),
    ),
    {**_DECIDED, "decision": "reason"},
)
DECISION: Final = FormPlan(
    Decision,
    (
        *(_EXAMINER, _APPROVER),
        GridColumn("number", "文号", TextEdit, _NUMBER_WIDTH),
        GridColumn("text", "审查意见或者理由说明", note(1), 24, 1),
    ),
    {**_DECIDED, "decided_on": ""},
)
RECONSIDER: Final = FormPlan(
    Objecting,
    (
        GridColumn("objected_on", "提出异议的日期", DayEdit, 6),
        GridColumn("text", "异议的内容", TextEdit, 18),
        GridColumn("reason", "异议成立的理由", TextEdit, 18, 1),
        GridColumn("on", "重新审查的日期", DayEdit, 6, 1),
    ),
    {"events": "objected_on"},
)

# --- the work

_PROVIDER: Final = GridColumn("provider_uid", "承办人", TermBox, 20)
_PROVIDER_FIELDS: Final = {
    "provider": "provider_uid",
    "assignment": "provider_uid",
    "assigned_on": "on",
}
ASSIGN: Final = FormPlan(
    Giving,
    (
        _PROVIDER,
        GridColumn("on", "指派日期", DayEdit, 6, 1),
        GridColumn("number", "指派文号", TextEdit, _NUMBER_WIDTH, 1),
    ),
    _PROVIDER_FIELDS,
    {"provider_uid": ground.providers},
)
CHANGE: Final = FormPlan(
    Changing,
    (
        GridColumn("asked_on", "要求更换的日期", DayEdit, 6),
        GridColumn("reason", "更换原因", TextEdit, 18),
        GridColumn("provider_uid", "新的承办人", TermBox, 20, 1),
        GridColumn("on", "更换日期", DayEdit, 6, 2),
        GridColumn("number", "指派文号", TextEdit, _NUMBER_WIDTH, 2),
    ),
    {**_PROVIDER_FIELDS, "change_asked_on": "asked_on", "change_reason": "reason", "ended_on": "on"},
    {"provider_uid": ground.providers},
)
CONTRACT: Final = FormPlan(
    Signing,
    (
        GridColumn("told_on", "承办人告知受援人的日期", DayEdit, 8),
        GridColumn("contract_on", "签订委托协议的日期", DayEdit, 8),
    ),
    {"on": "contract_on", "assignment": "contract_on"},
)
ASSIGNMENT: Final = FormPlan(
    Assignment,
    (
        GridColumn("number", "指派文号", TextEdit, _NUMBER_WIDTH),
        GridColumn("assigned_on", "指派日期", DayEdit, 6),
        GridColumn("told_on", "告知受援人", DayEdit, 6, 1),
        GridColumn("contract_on", "签订委托协议", DayEdit, 6, 1),
        GridColumn("change_asked_on", "要求更换", DayEdit, 6, 1),
        GridColumn("ended_on", "不再承办", DayEdit, 6, 1),
        GridColumn("change_reason", "更换原因", TextEdit, 24, 2),
    ),
)
PROGRESS: Final = FormPlan(
    Progress,
    (
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("kind", "办了什么", term("aid_progress"), 7),
        GridColumn("service_uid", "哪一项援助", TermBox, 11),
        GridColumn("hours_tenths", "用时", lambda parent: NumberEdit(parent, "小时", 1), 4, 1),
        GridColumn("by", "承办人", TextEdit, 5, 1),
        GridColumn("text", "办理情况", note(2), 15, 1),
    ),
    {"progress": "text"},
    {"service_uid": ground.services},
)
SERVICE: Final = FormPlan(
    AidService,
    (
        GridColumn("kind", "援助方式", term("aid_service"), 6),
        GridColumn("stage", "阶段", term("aid_stage"), 6),
        GridColumn("from_on", "开始", DayEdit, 6),
        GridColumn("to_on", "结束", DayEdit, 6),
        GridColumn("body", "受理的仲裁委、法院", TextEdit, 11, 1),
        GridColumn("body_number", "受理案号", TextEdit, 13, 1),
        GridColumn("result", "服务结果", term("aid_result"), 6, 2),
        GridColumn("result_text", "结果说明", TextEdit, 18, 2),
    ),
)

# --- the end

_RESULT_FIELDS: Final = {"ended_on": "on", "result_text": "text", "ending": "result"}
END: Final = FormPlan(
    Ending,
    (
        GridColumn("result", "办理结果", term("aid_result"), 9),
        GridColumn("on", "办结日期", DayEdit, 6),
        GridColumn("text", "结果说明（支持了什么、怎样履行）", note(2), 24, 1),
    ),
    _RESULT_FIELDS,
)
TERMINATE: Final = FormPlan(
    Ending,
    (
        GridColumn("termination", "终止援助的原因", term("aid_termination"), 18),
        GridColumn("on", "终止日期", DayEdit, 6),
        GridColumn("text", "情形和依据（写进终止决定书）", note(2), 24, 1),
    ),
    {"ended_on": "on", "result_text": "text", "ending": "termination"},
)
ENDING: Final = FormPlan(
    Ending,
    (
        GridColumn("result", "办理结果", term("aid_result"), 9),
        GridColumn("text", "结果说明", note(2), 24, 1),
    ),
    {**_RESULT_FIELDS, "ended_on": ""},
)
TERMINATED: Final = FormPlan(
    Ending,
    (
        GridColumn("termination", "终止援助的原因", term("aid_termination"), 18),
        GridColumn("text", "情形和依据", note(2), 24, 1),
    ),
    {"ended_on": "", "result_text": "text", "ending": "termination"},
)
REPORT: Final = FormPlan(
    Report,
    (
        GridColumn("on", "提交日期", DayEdit, 6),
        GridColumn("text", "结案报告（做了什么、结果怎样）", note(5), 24, 1),
        GridColumn("problems", "问题和建议（可不填）", note(1), 24, 2),
    ),
    {"report": "text", "reported_on": "on"},
)
REPORTED: Final = FormPlan(Report, REPORT.columns[1:], {"report": "text", "reported_on": ""})
RATING: Final = FormPlan(
    Rating,
    (
        GridColumn("rating", "受援人评价", term("satisfaction"), 8),
        GridColumn("on", "回访日期", DayEdit, 6),
        GridColumn("way", "回访方式", term("follow_up_way"), 5),
        GridColumn("by", "回访人", TextEdit, 5),
        GridColumn("words", "受援人的意见和要求（可不填）", note(2), 24, 1),
    ),
    {"rated_on": "on", "visit_way": "way"},
)
ITEM: Final = FormPlan(
    AidItem,
    (
        GridColumn("kind", "请求项目", term("claim_item"), 6),
        GridColumn("text", "说明", TextEdit, 18),
        GridColumn("claimed_fen", "请求金额", MoneyEdit, 6, 1),
        GridColumn("won_fen", "支持金额", MoneyEdit, 6, 1),
        GridColumn("paid_fen", "到账金额", MoneyEdit, 6, 1),
        GridColumn("paid_on", "到账日期", DayEdit, 6, 1),
    ),
)
WON: Final = FormPlan(
    AidItem,
    (GridColumn("won_fen", "支持金额", MoneyEdit, 8), GridColumn("text", "说明", TextEdit, 16)),
)
PAID: Final = FormPlan(
    AidItem,
    (GridColumn("paid_fen", "到账金额（累计）", MoneyEdit, 8), GridColumn("paid_on", "到账日期", DayEdit, 8)),
)
EVENT: Final = FormPlan(
    AidEvent,
    (
        GridColumn("kind", "发生了什么", TermBox, 10),
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("body", "法院、仲裁委等", TextEdit, 8),
        GridColumn("number", "文号", TextEdit, _NUMBER_WIDTH, 1),
        GridColumn("text", "说明", TextEdit, 10, 1),
    ),
    {"events": "kind"},
    {"kind": ground.event_kinds},
)
EVENT_DAY: Final = FormPlan(AidEvent, (GridColumn("on", "日期", DayEdit, 6),))

# --- subsidies

SUBSIDY: Final = FormPlan(
    Subsidy,
    (
        GridColumn("service_uid", "哪一项援助", TermBox, 8),
        GridColumn("stage", "补贴阶段", term("subsidy_stage"), 6),
        GridColumn("parties", "受援人数", number("人"), 4),
        GridColumn("asked_on", "申报日期", DayEdit, 6),
        GridColumn("assignment_uid", "承办人", TermBox, 12, 1),
        GridColumn("remark", "备注", TextEdit, 12, 1),
    ),
    choices={"service_uid": ground.services, "assignment_uid": ground.assignments},
)
PAY: Final = FormPlan(
    Paying,
    (GridColumn("on", "发放日期", DayEdit, 6), GridColumn("voucher", "凭证号", TextEdit, 12)),
    {"paid_on": "on", "approved_on": "on"},
)
APPROVE: Final = FormPlan(
    Paying, (GridColumn("on", "审批日期", DayEdit, 6),), {"approved_on": "on", "asked_on": "on"}
)
