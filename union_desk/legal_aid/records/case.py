"""How advice and a case of legal aid are stored: who asks for what, why he gets it, and who does it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.legal_aid.rules.numbers import AID_SERIES
from union_desk.store.keys import number_keys, title_keys
from union_desk.store.records import LoggedRecord

AID_ENTITY = "aid_case"
ADVICE_ENTITY = "consultation"


class ConsultationRecord(LoggedRecord):
    """咨询 (L13): a line of the quick register; whom it concerns may stay unnamed."""

    __tablename__ = ADVICE_ENTITY
    __table_args__ = (Index(None, "came_on", "uid"),)

    office: Mapped[str | None] = labelled("登记单位", index=True, shown="office")
    came_on: Mapped[date | None] = labelled("咨询日期", group="time")
    from_time: Mapped[str | None] = labelled("咨询时间", group="time")  # 14:30
    way: Mapped[str | None] = labelled("咨询方式", terms="advice_way")
    name: Mapped[str | None] = labelled("来访人")  # as he called himself, where he has no card
    person_uid: Mapped[str | None] = labelled("人员", to="person.uid", index=True, shown="person")
    phone: Mapped[str | None] = labelled("咨询人电话", shown="phone")
    headcount: Mapped[int | None] = labelled("咨询人数")
    employer_uid: Mapped[str | None] = labelled("单位", to="employer.uid", index=True, shown="employer")
    topic: Mapped[str | None] = labelled("咨询事项", terms="advice_topic")
    question: Mapped[str | None] = labelled("咨询内容")
    answer: Mapped[str | None] = labelled("答复内容")
    referral: Mapped[str | None] = labelled("转介去向")
    minutes: Mapped[int | None] = labelled("用时(分钟)")
    adviser: Mapped[str | None] = labelled("答复人")
    # What it became: a dispute or a case of legal aid, which points back here.
    became: Mapped[str | None] = mapped_column(info={"group": "outcome"})
    became_uid: Mapped[str | None] = mapped_column(info={"group": "outcome"})
    created_at: Mapped[datetime | None] = mapped_column()

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from title_keys(self.name)


class AidCaseRecord(LoggedRecord):
    """法律援助案件: one applicant and one matter; several services may be given in it."""

    __tablename__ = AID_ENTITY
    __table_args__ = (Index(None, "number", "uid"),)

    number: Mapped[str | None] = labelled("案号", group="numbers")
    temporary_number: Mapped[str | None] = labelled("临时案号", group="numbers")
    office: Mapped[str | None] = labelled("受理单位", index=True, shown="office")
    state: Mapped[str | None] = labelled("状态", terms="aid_state", group="standing", index=True)
    source: Mapped[str | None] = labelled("案件来源", terms="aid_source")
    person_uid: Mapped[str | None] = labelled("申请人", to="person.uid", index=True, shown="person")
    categories: Mapped[str | None] = labelled("人群类别", terms="aid_category")
    position: Mapped[str | None] = labelled("诉讼地位", terms="aid_position")
    employer_uid: Mapped[str | None] = labelled("工作单位", to="employer.uid", index=True, shown="employer")
    post: Mapped[str | None] = labelled("岗位", group="work")
    entry_on: Mapped[date | None] = labelled("入职时间", group="work")
    monthly_wage_fen: Mapped[int | None] = labelled("月工资", group="work")
    opponent_uid: Mapped[str | None] = labelled("对方单位", to="employer.uid", index=True, shown="employer")
    opponent_name: Mapped[str | None] = labelled("对方当事人")  # who is no employer
    cause: Mapped[str | None] = labelled("案由", shown="cause", index=True)
    matter: Mapped[str | None] = labelled("申请事项")
    facts: Mapped[str | None] = labelled("案情及理由")
    stage: Mapped[str | None] = labelled("所处阶段", terms="aid_stage")
    wanted: Mapped[str | None] = labelled("申请援助方式", terms="aid_service")
    claim_fen: Mapped[int | None] = labelled("标的金额")
    came_on: Mapped[date | None] = labelled("来访日期", index=True)
    applied_on: Mapped[date | None] = labelled("收到申请日期", index=True, group="application")
    oral: Mapped[bool | None] = labelled("口头申请", group="application")
    oral_recorded: Mapped[bool | None] = labelled("已做口头申请笔录", group="application")
    oral_time: Mapped[str | None] = labelled("口头申请时间", group="application")  # 14:30
    oral_recorder: Mapped[str | None] = labelled("笔录人", group="application")
    papers_given: Mapped[str | None] = labelled("提交的材料", terms="aid_paper_given")
    applied_before: Mapped[bool | None] = labelled("以前申请过法律援助", group="earlier")
    applied_before_text: Mapped[str | None] = labelled("以前申请的情况", group="earlier")
    # Means (C1): by which ground they are proved, or why they need not be.
    means_basis: Mapped[str | None] = labelled("经济困难依据", terms="means_basis", group="means")
    exemption: Mapped[str | None] = labelled("免予核查情形", terms="means_exemption", group="means")
    month_income_fen: Mapped[int | None] = labelled("家庭月收入", group="means")
    population: Mapped[int | None] = labelled("家庭人口", group="means")
    means_line_fen: Mapped[int | None] = labelled("经济困难标准", group="means")
    means_proof: Mapped[str | None] = labelled("证明材料", group="means")
    income_kinds: Mapped[str | None] = labelled("收入来源", terms="aid_income")
    year_income_fen: Mapped[int | None] = labelled("家庭年收入")
    house_address: Mapped[str | None] = labelled("房屋坐落", group="house")
    house_area_hundredths: Mapped[int | None] = labelled("房屋面积(㎡)", group="house", shown="hundredths")
    house_cert: Mapped[str | None] = labelled("产权证号", group="house")
    house_use: Mapped[str | None] = labelled("房屋用途", terms="house_use", group="house")
    pack: Mapped[str | None] = mapped_column()  # by which rules it is decided
    known_on: Mapped[date | None] = labelled("知道权利被侵害之日")
    papers_asked_on: Mapped[date | None] = labelled("告知补正日期", group="supplement")
    papers_asked: Mapped[str | None] = labelled("需要补正的材料", group="supplement")
    papers_due_on: Mapped[date | None] = labelled("补正期限", group="supplement")
    papers_came_on: Mapped[date | None] = labelled("补正日期", group="supplement")
    urgent: Mapped[str | None] = labelled("先行提供援助的理由", terms="aid_urgency", group="urgency")
    urgent_on: Mapped[date | None] = labelled("先行提供日期", group="urgency")
    decided_on: Mapped[date | None] = labelled("决定日期", group="decision")
    decision_number: Mapped[str | None] = labelled("决定书文号", group="decision")
    decision_reason: Mapped[str | None] = labelled("不予援助的理由", terms="aid_refusal", group="decision")
    decision_text: Mapped[str | None] = labelled("决定说明", group="decision")
    examiner: Mapped[str | None] = labelled("审查人", group="decision")
    approver: Mapped[str | None] = labelled("审批人", group="decision")
    means_steps: Mapped[list[Any] | None] = mapped_column()  # of the decision, as they were
    ended_on: Mapped[date | None] = labelled("办结日期", group="ending")
    result: Mapped[str | None] = labelled("办理结果", terms="aid_result", group="ending")
    result_text: Mapped[str | None] = labelled("结果说明", group="ending")
    termination: Mapped[str | None] = labelled("终止原因", terms="aid_termination", group="ending")
    reported_on: Mapped[date | None] = labelled("提交结案报告日期", group="reporting")
    report: Mapped[str | None] = labelled("结案报告", group="reporting")
    problems: Mapped[str | None] = labelled("存在的问题", group="reporting")
    rating: Mapped[str | None] = labelled("受援人评价", terms="satisfaction", group="opinion")
    rated_on: Mapped[date | None] = labelled("评价日期", group="opinion")
    visit_way: Mapped[str | None] = labelled("回访方式", terms="follow_up_way", group="opinion")
    visit_words: Mapped[str | None] = labelled("受援人意见", group="opinion")
    visited_by: Mapped[str | None] = labelled("回访人", group="opinion")
    # C5: the sum belongs to the case that produced the paper; the other one shows 并计.
    counted_elsewhere: Mapped[bool | None] = labelled("金额并计入调解案件")
    dispute_uid: Mapped[str | None] = labelled("关联争议", to="dispute_case.uid", index=True)
    file_uid: Mapped[str | None] = labelled("困难职工档案", to="hardship_file.uid", index=True, mentions=True)
    consultation_uid: Mapped[str | None] = labelled("来自咨询", to="consultation.uid", index=True)
    closed_on: Mapped[date | None] = labelled("结案日期", group="standing", index=True)
    archived_on: Mapped[date | None] = labelled("归档日期", group="standing")
    handler: Mapped[str | None] = labelled("经办人")
    remark: Mapped[str | None] = labelled("备注")
    created_at: Mapped[datetime | None] = mapped_column()

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from number_keys(self.number)
        yield from number_keys(AID_SERIES.short(self.number or ""))
        yield from number_keys(self.temporary_number)
        yield from title_keys(self.opponent_name)


class AidMemberRecord(LoggedRecord):
    """A member of the applicant's family, as L2 lists him; the applicant himself is not among them."""

    __tablename__ = "aid_member"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    name: Mapped[str | None] = labelled("家庭成员")
    relation: Mapped[str | None] = labelled("与申请人关系", terms="relation")
    id_no: Mapped[str | None] = labelled("家庭成员证件号码", shown="id")
    workplace: Mapped[str | None] = labelled("单位或学校")
    income_fen: Mapped[int | None] = labelled("家庭成员月收入")


class AidServiceRecord(LoggedRecord):
    """One service given in a case (次): drafting, mediation, agency before arbitration or a court."""

    __tablename__ = "aid_service"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("援助方式", terms="aid_service")
    stage: Mapped[str | None] = labelled("阶段", terms="aid_stage")
    from_on: Mapped[date | None] = labelled("开始日期", group="period")
    to_on: Mapped[date | None] = labelled("结束日期", group="period")
    body: Mapped[str | None] = labelled("受理机关")
    body_number: Mapped[str | None] = labelled("受理案号")
    result: Mapped[str | None] = labelled("服务结果", terms="aid_result", group="outcome")
    result_text: Mapped[str | None] = labelled("服务结果说明", group="outcome")


class ProviderRecord(LoggedRecord):
    """A lawyer or another who gives aid, on the register of the federation; audience shared."""

    __tablename__ = "aid_provider"

    name: Mapped[str | None] = labelled("承办人")
    kind: Mapped[str | None] = labelled("承办人类别", terms="provider_kind")
    firm: Mapped[str | None] = labelled("承办单位")
    licence_no: Mapped[str | None] = labelled("执业证号")
    speciality: Mapped[str | None] = labelled("专长")
    phone: Mapped[str | None] = labelled("承办人电话", shown="phone")
    from_on: Mapped[date | None] = labelled("入库日期", group="term")
    to_on: Mapped[date | None] = labelled("入库期满", group="term")
    most_open: Mapped[int | None] = labelled("同时承办上限")
    suspended: Mapped[bool | None] = labelled("暂停指派", group="suspension")
    suspended_reason: Mapped[str | None] = labelled("暂停原因", group="suspension")
    bank: Mapped[str | None] = labelled("开户行", group="account")
    account_no: Mapped[str | None] = labelled("账号", group="account", shown="card")
    remark: Mapped[str | None] = labelled("承办人备注")

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from title_keys(self.name)
        yield from title_keys(self.firm)


class AssignmentRecord(LoggedRecord):
    """指派 (L6): who does it from when until when, and why another one took his place."""

    __tablename__ = "aid_assignment"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    provider_uid: Mapped[str | None] = labelled("承办人", to="aid_provider.uid", index=True, shown="provider")
    number: Mapped[str | None] = labelled("指派通知书文号")
    assigned_on: Mapped[date | None] = labelled("指派日期")
    told_on: Mapped[date | None] = labelled("告知受援人日期")
    contract_on: Mapped[date | None] = labelled("签订委托协议日期")
    ended_on: Mapped[date | None] = labelled("更换日期", group="change")
    change_asked_on: Mapped[date | None] = labelled("要求更换日期", group="change")
    change_reason: Mapped[str | None] = labelled("更换原因", group="change")


class ProgressRecord(LoggedRecord):
    """办理进展: a meeting, a paper, a hearing, with the hours that it took."""

    __tablename__ = "aid_progress"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    service_uid: Mapped[str | None] = labelled("援助方式", to="aid_service.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    on: Mapped[date | None] = labelled("进展日期")
    kind: Mapped[str | None] = labelled("进展类别", terms="aid_progress")
    text: Mapped[str | None] = labelled("进展情况")
    hours_tenths: Mapped[int | None] = labelled("用时")
    by: Mapped[str | None] = labelled("记录人")


class AidItemRecord(LoggedRecord):
    """One item of the result: what was claimed, won and paid."""

    __tablename__ = "aid_item"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("请求项目", terms="claim_item")
    text: Mapped[str | None] = labelled("请求说明")
    claimed_fen: Mapped[int | None] = labelled("请求金额")
    won_fen: Mapped[int | None] = labelled("支持金额")
    paid_fen: Mapped[int | None] = labelled("到账金额")
    paid_on: Mapped[date | None] = labelled("到账日期")


class AidStepRecord(LoggedRecord):
    """A step of the process that was taken: from which state to which, on which day, and why."""

    __tablename__ = "aid_step"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    number: Mapped[int | None] = mapped_column()  # in the order of the case's steps: clocks are set back
    code: Mapped[str | None] = mapped_column()
    title: Mapped[str | None] = labelled("步骤")
    from_state: Mapped[str | None] = labelled("原状态", terms="aid_state")
    to_state: Mapped[str | None] = labelled("新状态", terms="aid_state")
    on: Mapped[date | None] = labelled("办理日期")
    reason: Mapped[str | None] = labelled("办理理由")
    by: Mapped[str | None] = labelled("办理人")
    at: Mapped[datetime | None] = mapped_column()
    takes_back_uid: Mapped[str | None] = labelled("撤回的步骤", to="aid_step.uid", index=True)


class AidEventRecord(LoggedRecord):
    """A dated event that starts or stops a clock of C2 or B5; corrected in place."""

    __tablename__ = "aid_event"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    step_uid: Mapped[str | None] = labelled("步骤", to="aid_step.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("事件", terms="dispute_event", group="event")
    on: Mapped[date | None] = labelled("事件日期", group="event")
    text: Mapped[str | None] = labelled("事件说明")
    body: Mapped[str | None] = labelled("机关")
    number: Mapped[str | None] = labelled("文号")
    by: Mapped[str | None] = mapped_column()
    recorded_at: Mapped[datetime | None] = mapped_column()


class SubsidyRateRecord(LoggedRecord):
    """办案补贴标准: what a kind of service in a stage is paid from a day on; audience shared."""

    __tablename__ = "subsidy_rate"

    kind: Mapped[str | None] = labelled("援助方式", terms="aid_service", group="rate")
    stage: Mapped[str | None] = labelled("阶段", terms="subsidy_stage", group="rate")
    amount_fen: Mapped[int | None] = labelled("补贴标准", group="rate")
    from_on: Mapped[date | None] = labelled("执行日期", group="rate")
    document_no: Mapped[str | None] = labelled("依据文件", group="rate")
    withdrawn: Mapped[bool | None] = labelled("作废")


class SubsidyRecord(LoggedRecord):
    """办案补贴 (L12): asked, approved, paid; a wrong line is taken back by one of its own."""

    __tablename__ = "aid_subsidy"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    assignment_uid: Mapped[str | None] = labelled("指派", to="aid_assignment.uid", index=True)
    service_uid: Mapped[str | None] = labelled("援助方式", to="aid_service.uid", index=True)
    rate_uid: Mapped[str | None] = labelled("补贴标准", to="subsidy_rate.uid", index=True)
    stage: Mapped[str | None] = labelled("阶段", terms="subsidy_stage")
    parties: Mapped[int | None] = labelled("受援人数")
    amount_fen: Mapped[int | None] = labelled("补贴金额")
    steps: Mapped[list[Any] | None] = mapped_column()
    asked_on: Mapped[date | None] = labelled("申报日期")
    approved_on: Mapped[date | None] = labelled("审批日期", group="approval")
    approver: Mapped[str | None] = labelled("审批人", group="approval")
    paid_on: Mapped[date | None] = labelled("发放日期", group="payment")
    voucher: Mapped[str | None] = labelled("凭证号", group="payment")
    reverses_uid: Mapped[str | None] = labelled("冲正", to="aid_subsidy.uid", index=True)
    remark: Mapped[str | None] = labelled("补贴说明")


class AidPaperRecord(LoggedRecord):
    """A paper of a case that has its own number: 决字, 指字, 函字, 终字."""

    __tablename__ = "aid_paper"

    case_uid: Mapped[str | None] = labelled("案件", to="aid_case.uid", index=True)
    form: Mapped[str | None] = labelled("文书")
    about_uid: Mapped[str | None] = mapped_column()
    number: Mapped[str | None] = labelled("文书编号")
    made_on: Mapped[date | None] = labelled("制作日期")
