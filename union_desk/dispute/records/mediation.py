"""What happens while a dispute is mediated: mediators, hearings, offers, agreement, serving, performance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.records import LoggedRecord


class AssignedMediatorRecord(LoggedRecord):
    """A mediator of a case, or one who stood aside, and why (回避)."""

    __tablename__ = "dispute_mediator"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    mediator_uid: Mapped[str | None] = labelled("调解员", to="mediator.uid", index=True, shown="mediator")
    chief: Mapped[bool | None] = labelled("首席调解员")
    assigned_on: Mapped[date | None] = labelled("指定日期")
    recused_on: Mapped[date | None] = labelled("回避日期", group="standing_aside")
    recusal: Mapped[str | None] = labelled("回避事由", group="standing_aside")


class HearingRecord(LoggedRecord):
    """A meeting of the mediation, or an inquiry before it (M8, M9); its minutes are only ever added."""

    __tablename__ = "dispute_hearing"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    number: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("笔录类别", terms="hearing_kind")
    planned_at: Mapped[datetime | None] = labelled("约定时间", group="plan")
    place: Mapped[str | None] = labelled("地点", group="plan")
    held_on: Mapped[date | None] = labelled("举行日期", group="held")
    from_time: Mapped[str | None] = labelled("开始时间", group="held")  # 14:30
    to_time: Mapped[str | None] = labelled("结束时间", group="held")
    present: Mapped[str | None] = labelled("到场人员")  # one on a line
    absent: Mapped[str | None] = labelled("未到场人员")
    mediators: Mapped[str | None] = labelled("主持人")  # names, one on a line
    recorder: Mapped[str | None] = labelled("记录人")
    asked_party_uid: Mapped[str | None] = labelled("被调查人", to="dispute_party.uid", index=True)
    points: Mapped[str | None] = labelled("争议焦点")
    result: Mapped[str | None] = labelled("调解会结果", terms="hearing_result")
    result_text: Mapped[str | None] = labelled("结果说明")


class MinuteRecord(LoggedRecord):
    """One line of the minutes: a question, an answer, a statement; a mended line takes another's place."""

    __tablename__ = "dispute_minute"

    hearing_uid: Mapped[str | None] = labelled("笔录", to="dispute_hearing.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    speaker: Mapped[str | None] = labelled("发言人")
    kind: Mapped[str | None] = labelled("问答", terms="minute_kind")
    text: Mapped[str | None] = labelled("笔录内容")
    replaces_uid: Mapped[str | None] = labelled("更正", to="dispute_minute.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    by: Mapped[str | None] = mapped_column()
    at: Mapped[datetime | None] = mapped_column()


class OfferRecord(LoggedRecord):
    """What one side offered, and what the other said to it."""

    __tablename__ = "dispute_offer"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    hearing_uid: Mapped[str | None] = labelled("调解会", to="dispute_hearing.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    on: Mapped[date | None] = labelled("方案日期")
    side: Mapped[str | None] = labelled("提出方", terms="dispute_side")
    amount_fen: Mapped[int | None] = labelled("方案金额")
    text: Mapped[str | None] = labelled("方案内容")
    answer: Mapped[str | None] = labelled("对方答复", terms="offer_answer")


class AgreementRecord(LoggedRecord):
    """调解协议书 (M10): its frame; what is paid stands in its items."""

    __tablename__ = "dispute_agreement"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    number: Mapped[str | None] = labelled("协议书编号")
    signed_on: Mapped[date | None] = labelled("签订日期", group="signing")
    signed_applicant: Mapped[bool | None] = labelled("申请人已签名", group="signing")
    signed_respondent: Mapped[bool | None] = labelled("被申请人已签名盖章", group="signing")
    signed_mediator: Mapped[bool | None] = labelled("调解员已签名", group="signing")
    sealed: Mapped[bool | None] = labelled("已加盖调解组织印章", group="signing")
    signer_applicant: Mapped[str | None] = labelled("申请人签名人")
    signer_respondent: Mapped[str | None] = labelled("被申请人签名人")
    claims_text: Mapped[str | None] = labelled("申请人主张")
    answer_text: Mapped[str | None] = labelled("被申请人主张")
    acts: Mapped[str | None] = labelled("其他履行事项")  # one on a line: 离职证明, 转移 …
    acts_due_on: Mapped[date | None] = labelled("其他事项完成日期")
    accelerated: Mapped[bool | None] = labelled("逾期全部到期")
    default_text: Mapped[str | None] = labelled("违约责任")
    release: Mapped[str | None] = labelled("了结范围")
    extra: Mapped[str | None] = labelled("其他约定")
    copies: Mapped[int | None] = labelled("份数")


class AgreementItemRecord(LoggedRecord):
    """One sum of an agreement: to whom, for what, when and how it is paid."""

    __tablename__ = "dispute_agreement_item"

    agreement_uid: Mapped[str | None] = labelled("协议", to="dispute_agreement.uid", index=True)
    party_uid: Mapped[str | None] = labelled("收款人", to="dispute_party.uid", index=True)
    claim_uid: Mapped[str | None] = labelled("对应请求", to="dispute_claim.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("给付项目", terms="claim_item", group="sum")
    title: Mapped[str | None] = labelled("给付名称", group="sum")
    amount_fen: Mapped[int | None] = labelled("给付金额", group="sum")
    before_tax: Mapped[bool | None] = labelled("税前", group="sum")
    due_on: Mapped[date | None] = labelled("给付日期", group="due")
    plan: Mapped[list[Any] | None] = mapped_column(info={"group": "due"})  # [[number, day, fen], …]
    method: Mapped[str | None] = labelled("给付方式", terms="payment_method", group="account")
    account_name: Mapped[str | None] = labelled("收款户名", group="account")
    bank: Mapped[str | None] = labelled("收款开户行", group="account")
    account_no: Mapped[str | None] = labelled("收款账号", group="account", shown="card")


class PaymentRecord(LoggedRecord):
    """What was paid on an agreement; a wrong line is taken back by one of its own."""

    __tablename__ = "dispute_payment"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    item_uid: Mapped[str | None] = labelled("给付项", to="dispute_agreement_item.uid", index=True)
    party_uid: Mapped[str | None] = labelled("收款人", to="dispute_party.uid", index=True)
    on: Mapped[date | None] = labelled("到账日期")
    amount_fen: Mapped[int | None] = labelled("到账金额")
    evidence: Mapped[str | None] = labelled("到账凭证")
    reverses_uid: Mapped[str | None] = labelled("冲正", to="dispute_payment.uid", index=True)
    remark: Mapped[str | None] = labelled("到账说明")
    by: Mapped[str | None] = labelled("登记人")
    recorded_at: Mapped[datetime | None] = mapped_column()


class FollowUpRecord(LoggedRecord):
    """回访 (M20): whether the agreement is kept, and how content the worker is."""

    __tablename__ = "dispute_follow_up"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    on: Mapped[date | None] = labelled("回访日期")
    way: Mapped[str | None] = labelled("回访方式", terms="follow_up_way")
    whom: Mapped[str | None] = labelled("回访对象")
    text: Mapped[str | None] = labelled("回访情况")
    satisfaction: Mapped[str | None] = labelled("满意度", terms="satisfaction")
    by: Mapped[str | None] = labelled("回访人")


class ServiceRecord(LoggedRecord):
    """送达回证 (M13): papers that went to somebody, tracked until it comes back."""

    __tablename__ = "dispute_service"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    party_uid: Mapped[str | None] = labelled("受送达人", to="dispute_party.uid", index=True)
    number: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    papers: Mapped[list[Any] | None] = mapped_column()  # [[form or "", title, number, copies], …], at most 6
    method: Mapped[str | None] = labelled("送达方式", terms="service_method", group="sending")
    place: Mapped[str | None] = labelled("送达地点", group="sending")
    sent_on: Mapped[date | None] = labelled("发出日期", group="sending")
    servers: Mapped[str | None] = labelled("送达人")  # one on a line
    received_on: Mapped[date | None] = labelled("收到日期", group="return")
    reached_on: Mapped[date | None] = labelled("到达对方系统日期", group="return")
    receiver: Mapped[str | None] = labelled("签收人", group="return")
    receiver_relation: Mapped[str | None] = labelled("代收人关系", group="return")
    refused: Mapped[bool | None] = labelled("拒收", group="return")
    refusal: Mapped[str | None] = labelled("拒收事由", group="return")
    witnesses: Mapped[str | None] = labelled("见证人", group="return")  # one on a line
    returned_on: Mapped[date | None] = labelled("回证退回日期", group="return")
    starts: Mapped[str | None] = labelled("送达后起算的事件", terms="dispute_event")  # respondent_served …
    remark: Mapped[str | None] = labelled("送达备注")


class SupervisionLetterRecord(LoggedRecord):
    """工会劳动法律监督意见书 or 建议书 (M26); a root of its own that may belong to a case."""

    __tablename__ = "supervision_letter"

    office: Mapped[str | None] = labelled("发文单位", shown="office", index=True)
    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    employer_uid: Mapped[str | None] = labelled("单位", to="employer.uid", index=True, shown="employer")
    follows_uid: Mapped[str | None] = labelled("所依据的意见书", to="supervision_letter.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("监督文书", terms="supervision_kind")
    number: Mapped[str | None] = labelled("文号")
    addressee: Mapped[str | None] = labelled("主送单位")
    facts: Mapped[str | None] = labelled("查明的事实")
    law: Mapped[str | None] = labelled("违反的规定")
    demands: Mapped[str | None] = labelled("意见或建议")
    contact: Mapped[str | None] = labelled("联系人")
    signer: Mapped[str | None] = labelled("签发人", group="signing")
    signer_post: Mapped[str | None] = labelled("签发人职务", terms="union_post", group="signing")
    issued_on: Mapped[date | None] = labelled("签发日期")
    received_on: Mapped[date | None] = labelled("单位收到日期")
    answered_on: Mapped[date | None] = labelled("答复日期", group="reply")
    answer: Mapped[str | None] = labelled("答复内容", group="reply")
    corrected: Mapped[bool | None] = labelled("已改正", group="reply")


class IncidentReportRecord(LoggedRecord):
    """重大争议呈报 (M25); a root of its own that may belong to a case."""

    __tablename__ = "incident_report"

    office: Mapped[str | None] = labelled("呈报单位", shown="office", index=True)
    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    employer_uid: Mapped[str | None] = labelled("单位", to="employer.uid", index=True, shown="employer")
    removed: Mapped[bool | None] = labelled("删去")
    reporter: Mapped[str | None] = labelled("呈报人")
    happened_at: Mapped[datetime | None] = labelled("发生时间")
    place: Mapped[str | None] = labelled("发生地点")
    headcount: Mapped[int | None] = labelled("涉及人数")
    cause: Mapped[str | None] = labelled("起因")
    demands: Mapped[str | None] = labelled("主要诉求")
    measures: Mapped[str | None] = labelled("已采取措施")
    risk: Mapped[str | None] = labelled("风险研判")
    advice: Mapped[str | None] = labelled("建议")
    phoned_at: Mapped[datetime | None] = labelled("电话报告时间")
    written_at: Mapped[datetime | None] = labelled("书面报告时间")
    leader: Mapped[str | None] = labelled("签批领导", group="decision")
    leader_opinion: Mapped[str | None] = labelled("领导批示", group="decision")
    leader_on: Mapped[date | None] = labelled("批示日期", group="decision")
    outcome: Mapped[str | None] = labelled("后续结果")
