"""What is asked for each act of a case, in the order of its paper."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.fields import NamesEdit, TimeEdit, note, term, tick
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.reasons import DAY, Reasoned
from union_desk.desk.widgets import DayEdit, GridColumn, MoneyEdit, TermBox, TextEdit
from union_desk.dispute.page.life import ground
from union_desk.dispute.page.life.fields import Assent
from union_desk.dispute.page.life.register import mediators
from union_desk.dispute.page.life.typed import (
    Answering,
    Applying,
    Asking,
    Assigning,
    Ending,
    Moving,
    Planning,
    Sending,
    Signing,
    Turning,
)
from union_desk.dispute.values import (
    CaseEvent,
    Extension,
    FollowUp,
    Hearing,
    LimitationFact,
    Offer,
    Payment,
    Service,
)

_MEDIATOR: Final = GridColumn("mediator_uid", "调解员", TermBox, 8)
_MEDIATOR_PLACES: Final = {"mediators": "mediator_uid", "mediator": "mediator_uid"}

APPLY: Final = FormPlan(
    Applying,
    (
        GridColumn("received_on", "收到申请的日期", DayEdit, 6),
        GridColumn("oral", "申请方式", tick("口头申请"), 5),
        GridColumn("oral_recorded", "口头申请笔录", tick("已当场记录，申请人已核对签名"), 13),
    ),
    {"on": "received_on"},
)
ASK: Final = FormPlan(
    Asking,
    (
        _MEDIATOR,
        GridColumn("party_uid", "征求意见函送给", TermBox, 10),
        DAY,
        GridColumn("method", "送达方式", term("service_method"), 8, 1),
        GridColumn("servers", "送达人（两人以上）", NamesEdit, 16, 1),
    ),
    {**_MEDIATOR_PLACES, "sent_on": "on"},
    {"mediator_uid": mediators, "party_uid": ground.parties},
)
ANSWER: Final = FormPlan(
    Answering,
    (
        GridColumn("agrees", "对方答复", Assent, 10),
        GridColumn("on", "答复日期", DayEdit, 6),
    ),
    {"consent": "agrees", "opponent_answered_on": "on", "opponent_agrees": "agrees"},
)
REFUSED: Final = FormPlan(
    Answering,
    (GridColumn("reason", "对方的说法（可不填）", TextEdit, 18), GridColumn("on", "答复日期", DayEdit, 6)),
    {"opponent_answered_on": "on"},
)
SIGN: Final = FormPlan(
    Signing,
    (
        GridColumn("signed_on", "签订日期", DayEdit, 6),
        GridColumn("signed_applicant", "申请人", tick("已签名"), 4),
        GridColumn("signed_respondent", "被申请人", tick("已签名盖章"), 5),
        GridColumn("signed_mediator", "调解员", tick("已签名"), 4),
        GridColumn("sealed", "调解组织", tick("已盖印章"), 5),
    ),
    {"on": "signed_on"},
)
REFUSE: Final = FormPlan(
    Turning,
    (
        GridColumn("code", "不属受理范围的原因", TermBox, 24),
        GridColumn("reason", "理由（写进通知书）", TextEdit, 18, 1),
        GridColumn("on", "日期", DayEdit, 6, 1),
    ),
    {"scope": "code", "not_ours": "code"},
    {"code": ground.reasons_not_ours},
)
SCOPE: Final = FormPlan(
    Turning,
    (GridColumn("code", "不属受理范围的原因", TermBox, 24),),
    {"not_ours": "code"},
    choices={"code": ground.reasons_not_ours},
)
REFER: Final = FormPlan(
    Turning,
    (
        GridColumn("receiver", "转给哪个单位", TextEdit, 18),
        DAY,
        GridColumn("reason", "理由", TextEdit, 24, 1),
    ),
    {"transfer": "receiver", "transferred_to": "receiver"},
)
HAND_OVER: Final = FormPlan(
    Moving,
    (
        GridColumn("office", "接收单位", TermBox, 18),
        DAY,
        GridColumn("reason", "理由", TextEdit, 24, 1),
    ),
    choices={"office": ground.receivers},
)
_RESULT: Final = GridColumn("result", "处理结果", term("dispute_result"), 7)
_CONTENT: Final = GridColumn("satisfaction", "满意度", term("satisfaction"), 6)
_ENDED: Final = GridColumn("text", "结案说明", note(), 24, 1)
_TOLD: Final = GridColumn("advised_on", "书面告知仲裁权利", DayEdit, 7)
CLOSE: Final = FormPlan(Ending, (_RESULT, _CONTENT, DAY, _ENDED), {"closing": "result"})
CLOSE_TOLD: Final = FormPlan(
    Ending,
    (_RESULT, _CONTENT, _TOLD, GridColumn("on", "日期", DayEdit, 4), _ENDED),
    {"closing": "result", "documents": "advised_on"},
)
CLOSE_OWED: Final = FormPlan(
    Ending,
    (*CLOSE_TOLD.columns, GridColumn("reason", "理由（转什么途径）", TextEdit, 24, 2)),
    CLOSE_TOLD.also,
)
CLOSING: Final = FormPlan(Ending, (_RESULT, _CONTENT, _ENDED))
TOLD: Final = FormPlan(Reasoned, (GridColumn("on", "书面告知的日期", DayEdit, 7),), {"advised_on": "on"})

ASSIGN: Final = FormPlan(
    Assigning,
    (
        _MEDIATOR,
        GridColumn("chief", "首席", tick("首席调解员"), 6),
        GridColumn("assigned_on", "指定日期", DayEdit, 6),
    ),
    _MEDIATOR_PLACES,
    {"mediator_uid": mediators},
)
RECUSE: Final = FormPlan(
    Reasoned,
    (GridColumn("reason", "回避事由", TextEdit, 18), GridColumn("on", "回避日期", DayEdit, 6)),
    {"recusal": "reason", "recused_on": "on"},
)
EXTEND: Final = FormPlan(
    Extension,
    (
        GridColumn("to_on", "延期至", DayEdit, 6),
        GridColumn("applicant_agrees", "申请人", tick("同意延期"), 5),
        GridColumn("respondent_agrees", "被申请人", tick("同意延期"), 5),
        GridColumn("signed_on", "双方签字日期", DayEdit, 6),
    ),
    {
        "extended_to_on": "to_on",
        "extension_applicant": "applicant_agrees",
        "extension_respondent": "respondent_agrees",
        "extension_signed_on": "signed_on",
    },
)
PLAN: Final = FormPlan(
    Planning,
    (
        GridColumn("kind", "笔录类别", term("hearing_kind"), 5),
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("at", "时间", TimeEdit, 3),
        GridColumn("place", "地点", TextEdit, 10),
        GridColumn("mediators", "主持人", NamesEdit, 8, 1),
        GridColumn("recorder", "记录人", TextEdit, 6, 1),
        GridColumn("asked_party_uid", "被调查人（调查时填）", TermBox, 10, 1),
    ),
    {"planned_at": "on", "held_on": "on"},
    {"asked_party_uid": ground.parties},
)
HELD: Final = FormPlan(
    Hearing,
    (
        GridColumn("held_on", "举行日期", DayEdit, 6),
        GridColumn("from_time", "开始", TimeEdit, 3),
        GridColumn("to_time", "结束", TimeEdit, 3),
        GridColumn("place", "地点", TextEdit, 12),
        GridColumn("present", "到场人员", NamesEdit, 12, 1),
        GridColumn("absent", "未到场", NamesEdit, 12, 1),
        GridColumn("mediators", "主持人", NamesEdit, 12, 2),
        GridColumn("recorder", "记录人", TextEdit, 12, 2),
        GridColumn("points", "争议焦点", note(), 24, 3),
        GridColumn("result", "结果", term("hearing_result"), 6, 4),
        GridColumn("result_text", "结果说明", TextEdit, 18, 4),
    ),
)
OFFER: Final = FormPlan(
    Offer,
    (
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("side", "提出方", term("dispute_side"), 5),
        GridColumn("amount_fen", "金额", MoneyEdit, 6),
        GridColumn("answer", "对方答复", term("offer_answer"), 7),
        GridColumn("text", "方案内容", note(), 24, 1),
    ),
)
SEND: Final = FormPlan(
    Sending,
    (
        GridColumn("party_uid", "受送达人", TermBox, 9),
        GridColumn("papers", "文书名称（几份用顿号分开，最多六份）", NamesEdit, 15),
        GridColumn("method", "送达方式", term("service_method"), 5, 1),
        GridColumn("sent_on", "发出日期", DayEdit, 6, 1),
        GridColumn("place", "送达地点", TextEdit, 13, 1),
        GridColumn("servers", "送达人（两人以上）", NamesEdit, 12, 2),
        GridColumn("remark", "备注", TextEdit, 12, 2),
    ),
    {"on": "sent_on"},
    {"party_uid": ground.parties},
)
RETURN: Final = FormPlan(
    Service,
    (
        GridColumn("received_on", "回证上的收到日期", DayEdit, 7),
        GridColumn("receiver", "签收人", TextEdit, 5),
        GridColumn("receiver_relation", "代收人关系", TextEdit, 5),
        GridColumn("returned_on", "回证退回日期", DayEdit, 7),
        GridColumn("method", "送达方式", term("service_method"), 5, 1),
        GridColumn("reached_on", "到达对方系统（电子）", DayEdit, 7, 1),
        GridColumn("refused", "拒收", tick("拒收"), 4, 1),
        GridColumn("refusal", "拒收事由", TextEdit, 8, 1),
        GridColumn("witnesses", "见证人（留置）", NamesEdit, 24, 2),
    ),
)
PAY: Final = FormPlan(
    Payment,
    (
        GridColumn("item_uid", "付的是哪一项", TermBox, 9),
        GridColumn("amount_fen", "金额", MoneyEdit, 5),
        GridColumn("on", "到账日期", DayEdit, 5),
        GridColumn("evidence", "凭证", TextEdit, 5),
        GridColumn("party_uid", "收款人", TermBox, 9, 1),
        GridColumn("remark", "说明", TextEdit, 15, 1),
    ),
    choices={"item_uid": ground.items, "party_uid": ground.payees},
)
FOLLOW_UP: Final = FormPlan(
    FollowUp,
    (
        GridColumn("on", "回访日期", DayEdit, 6),
        GridColumn("way", "方式", term("follow_up_way"), 5),
        GridColumn("whom", "回访对象", TextEdit, 7),
        GridColumn("satisfaction", "满意度", term("satisfaction"), 6),
        GridColumn("text", "回访情况", note(), 18, 1),
        GridColumn("by", "回访人", TextEdit, 6, 1),
    ),
)
EVENT: Final = FormPlan(
    CaseEvent,
    (
        GridColumn("kind", "发生了什么", TermBox, 10),
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("body", "法院、仲裁委等", TextEdit, 8),
        GridColumn("number", "文号", TextEdit, 8, 1),
        GridColumn("amount_fen", "金额", MoneyEdit, 6, 1),
        GridColumn("evidence", "凭证", TextEdit, 10, 1),
        GridColumn("text", "说明", TextEdit, 24, 2),
    ),
    choices={"kind": ground.event_kinds},
)
EVENT_DAY: Final = FormPlan(CaseEvent, (GridColumn("on", "日期", DayEdit, 6),))
LIMITATION: Final = FormPlan(
    LimitationFact,
    (
        GridColumn("kind", "发生了什么", term("limitation_event"), 10),
        GridColumn("on", "日期", DayEdit, 6),
        GridColumn("claim_uid", "只关系哪一项请求（可不填）", TermBox, 8),
        GridColumn("evidence", "证据", TextEdit, 24, 1),
    ),
    choices={"claim_uid": ground.claims},
)
