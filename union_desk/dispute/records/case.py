"""The case itself: who is in dispute with whom about what, and with which evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.dispute.rules.numbers import short_number
from union_desk.store.keys import number_keys, title_keys
from union_desk.store.records import LoggedRecord

CASE_ENTITY = "dispute_case"


class DisputeCaseRecord(LoggedRecord):
    """劳动争议: from a walk-in to the archive, advice that never becomes a case included."""

    __tablename__ = CASE_ENTITY
    # The list in its usual order is read from this index alone.
    __table_args__ = (Index(None, "number", "uid"),)

    number: Mapped[str | None] = labelled("案号", group="numbers")
    temporary_number: Mapped[str | None] = labelled("临时案号", group="numbers")
    office: Mapped[str | None] = labelled("登记单位", index=True, shown="office")
    state: Mapped[str | None] = labelled("状态", terms="dispute_state", group="standing", index=True)
    source: Mapped[str | None] = labelled("来源", terms="dispute_source")
    union_role: Mapped[str | None] = labelled("工会参与方式", terms="union_role")
    cause: Mapped[str | None] = labelled("案由", shown="cause", group="causes", index=True)
    cause_statistics: Mapped[str | None] = labelled("统计口径原因", shown="cause", group="causes")
    grade: Mapped[str | None] = labelled("争议等级", terms="dispute_grade")
    matter: Mapped[str | None] = labelled("争议事项")  # in one sentence, as it is told at the counter
    facts: Mapped[str | None] = labelled("事实与理由")
    answer: Mapped[str | None] = labelled("被申请人意见")
    advice: Mapped[str | None] = labelled("咨询答复")
    collective: Mapped[bool | None] = labelled("集体争议", group="size")
    headcount: Mapped[int | None] = labelled("涉及人数", group="size")
    risk: Mapped[bool | None] = labelled("有群体性风险")
    harm: Mapped[bool | None] = labelled("有伤亡")
    work_place: Mapped[str | None] = labelled("劳动合同履行地")
    came_on: Mapped[date | None] = labelled("来访日期", index=True)
    received_on: Mapped[date | None] = labelled("收到申请日期", index=True, group="application")
    oral: Mapped[bool | None] = labelled("口头申请", group="application")
    oral_recorded: Mapped[bool | None] = labelled("已做口头申请笔录", group="application")
    known_on: Mapped[date | None] = labelled("知道权利被侵害之日")
    opponent_agrees: Mapped[bool | None] = labelled("对方同意调解", group="consent")
    opponent_answered_on: Mapped[date | None] = labelled("对方答复日期", group="consent")
    extended_to_on: Mapped[date | None] = labelled("延期至", group="extension")
    extension_applicant: Mapped[bool | None] = labelled("申请人同意延期", group="extension")
    extension_respondent: Mapped[bool | None] = labelled("被申请人同意延期", group="extension")
    extension_signed_on: Mapped[date | None] = labelled("延期同意书签字日期", group="extension")
    not_ours: Mapped[str | None] = labelled("不属受理范围", shown="not_ours")
    transferred_to: Mapped[str | None] = labelled("转办单位")
    advised_on: Mapped[date | None] = labelled("书面告知仲裁权利日期")
    receptionist: Mapped[str | None] = labelled("接待人")
    handler: Mapped[str | None] = labelled("经办人")
    result: Mapped[str | None] = labelled("处理结果", terms="dispute_result", group="closing")
    result_text: Mapped[str | None] = labelled("结案说明", group="closing")
    satisfaction: Mapped[str | None] = labelled("满意度", terms="satisfaction", group="closing")
    accepted_on: Mapped[date | None] = labelled("受理日期", group="standing", index=True)
    closed_on: Mapped[date | None] = labelled("结案日期", group="standing", index=True)
    archived_on: Mapped[date | None] = labelled("归档日期", group="standing")
    binder: Mapped[str | None] = labelled("卷宗号", group="keeping")
    shelf: Mapped[str | None] = labelled("存放位置", group="keeping")
    advice_uid: Mapped[str | None] = mapped_column()  # the advice that it came from, in whatever area
    remark: Mapped[str | None] = labelled("备注")
    created_at: Mapped[datetime | None] = mapped_column()

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from number_keys(self.number)
        yield from number_keys(short_number(self.number or ""))
        yield from number_keys(self.temporary_number)


class PartyRecord(LoggedRecord):
    """A party of a dispute: a worker (also one of a roster), an employer, or somebody beside them."""

    __tablename__ = "dispute_party"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    side: Mapped[str | None] = labelled("诉讼地位", terms="dispute_side")
    kind: Mapped[str | None] = labelled("当事人类型", terms="dispute_party")
    roster: Mapped[bool | None] = mapped_column()  # one of many, who stands in the roster only
    person_uid: Mapped[str | None] = labelled("人员", to="person.uid", index=True, shown="person")
    employer_uid: Mapped[str | None] = labelled("单位", to="employer.uid", index=True, shown="employer")
    post: Mapped[str | None] = labelled("岗位", group="work")
    entry_on: Mapped[date | None] = labelled("入职日期", group="work")
    left_on: Mapped[date | None] = labelled("离职日期", group="work")
    contract_term: Mapped[str | None] = labelled("合同期限", group="work")
    monthly_wage_fen: Mapped[int | None] = labelled("月工资", group="work")
    relation: Mapped[str | None] = labelled("与劳动者关系")  # of a near relative
    representative: Mapped[bool | None] = labelled("推举的代表")
    claim_fen: Mapped[int | None] = labelled("请求金额")  # of one in the roster
    agreed_fen: Mapped[int | None] = labelled("协议金额")  # of one in the roster
    consented: Mapped[bool | None] = labelled("同意协议", group="consent")
    consent_on: Mapped[date | None] = labelled("同意日期", group="consent")
    served_address: Mapped[str | None] = labelled("送达地址", group="serving")
    served_phone: Mapped[str | None] = labelled("送达电话", group="serving", shown="phone")
    electronic_address: Mapped[str | None] = labelled("电子送达地址", group="serving")
    remark: Mapped[str | None] = labelled("当事人备注")


class AgentRecord(LoggedRecord):
    """Who acts for a party, and how far (M14)."""

    __tablename__ = "dispute_agent"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    party_uid: Mapped[str | None] = labelled("委托人", to="dispute_party.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    name: Mapped[str | None] = labelled("代理人")
    kind: Mapped[str | None] = labelled("代理人身份", terms="agent_kind")
    sex: Mapped[str | None] = labelled("性别", terms="sex")
    id_no: Mapped[str | None] = labelled("代理人证件号码", shown="id")
    workplace: Mapped[str | None] = labelled("代理人单位")
    phone: Mapped[str | None] = labelled("代理人电话", shown="phone")
    address: Mapped[str | None] = labelled("代理人地址")
    authority: Mapped[str | None] = labelled("代理权限", terms="agent_authority", group="mandate")
    powers: Mapped[str | None] = labelled("特别授权事项", group="mandate")
    from_on: Mapped[date | None] = labelled("委托起", group="mandate")
    to_on: Mapped[date | None] = labelled("委托止", group="mandate")


class ClaimRecord(LoggedRecord):
    """One item of what is claimed, with what was agreed on it; what was paid is counted from the payments."""

    __tablename__ = "dispute_claim"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    party_uid: Mapped[str | None] = labelled("请求人", to="dispute_party.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("请求项目", terms="claim_item", group="claim")
    from_on: Mapped[date | None] = labelled("请求期间起", group="claim")
    to_on: Mapped[date | None] = labelled("请求期间止", group="claim")
    text: Mapped[str | None] = labelled("请求说明", group="claim")
    claimed_fen: Mapped[int | None] = labelled("请求金额", group="claim")
    agreed_fen: Mapped[int | None] = labelled("协议金额")
    waived: Mapped[bool | None] = labelled("放弃")
    known_on: Mapped[date | None] = labelled("该项知道权利被侵害之日")


class EvidenceRecord(LoggedRecord):
    """One piece of evidence, on the list that goes to the other side."""

    __tablename__ = "dispute_evidence"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    side: Mapped[str | None] = labelled("提供方", terms="dispute_side")
    name: Mapped[str | None] = labelled("证据名称", group="evidence")
    proves: Mapped[str | None] = labelled("证明内容", group="evidence")
    pages: Mapped[int | None] = labelled("页数", group="evidence")
    original: Mapped[bool | None] = labelled("原件", group="evidence")
    given_on: Mapped[date | None] = labelled("提交日期", group="evidence")


class DisputeStepRecord(LoggedRecord):
    """A step of the process that was taken: from which state to which, on which day, and why."""

    __tablename__ = "dispute_step"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    number: Mapped[int | None] = mapped_column()  # in the order of the case's steps: clocks are set back
    code: Mapped[str | None] = mapped_column()
    title: Mapped[str | None] = labelled("步骤")
    from_state: Mapped[str | None] = labelled("原状态", terms="dispute_state")
    to_state: Mapped[str | None] = labelled("新状态", terms="dispute_state")
    on: Mapped[date | None] = labelled("办理日期")
    reason: Mapped[str | None] = labelled("办理理由")
    by: Mapped[str | None] = labelled("办理人")
    at: Mapped[datetime | None] = mapped_column()
    takes_back_uid: Mapped[str | None] = labelled("撤回的步骤", to="dispute_step.uid", index=True)


class DisputeEventRecord(LoggedRecord):
    """A dated event that starts or stops a clock; corrected in place, its history is the change log."""

    __tablename__ = "dispute_event"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    step_uid: Mapped[str | None] = labelled("步骤", to="dispute_step.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("事件", terms="dispute_event", group="event")
    on: Mapped[date | None] = labelled("事件日期", group="event")
    text: Mapped[str | None] = labelled("事件说明")
    body: Mapped[str | None] = labelled("机关")  # court, arbitration commission …
    number: Mapped[str | None] = labelled("文号")
    amount_fen: Mapped[int | None] = labelled("金额")
    evidence: Mapped[str | None] = labelled("依据")
    by: Mapped[str | None] = mapped_column()
    recorded_at: Mapped[datetime | None] = mapped_column()


class LimitationEventRecord(LoggedRecord):
    """What interrupts or suspends the limitation of a case or of one claim, and what proves it (A01)."""

    __tablename__ = "dispute_limitation_event"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    claim_uid: Mapped[str | None] = labelled("请求", to="dispute_claim.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("时效事由", terms="limitation_event", group="event")
    on: Mapped[date | None] = labelled("时效事由日期", group="event")
    evidence: Mapped[str | None] = labelled("时效证据", group="event")


class CalculationRecord(LoggedRecord):
    """What was put into the compensation desk for a worker, and what came out."""

    __tablename__ = "dispute_calculation"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    party_uid: Mapped[str | None] = labelled("劳动者", to="dispute_party.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    inputs: Mapped[dict[str, Any] | None] = mapped_column()
    result: Mapped[dict[str, Any] | None] = mapped_column()
    claimed_fen: Mapped[int | None] = labelled("主张金额", group="figures")
    conservative_fen: Mapped[int | None] = labelled("稳妥金额", group="figures")
    made_on: Mapped[date | None] = labelled("测算日期", group="figures")
    made_by: Mapped[str | None] = labelled("测算人", group="figures")


class DisputePaperRecord(LoggedRecord):
    """A paper of a case that has its own number: the same paper keeps it however often it is printed."""

    __tablename__ = "dispute_paper"

    case_uid: Mapped[str | None] = labelled("案件", to="dispute_case.uid", index=True)
    form: Mapped[str | None] = labelled("文书")
    party_uid: Mapped[str | None] = labelled("收件人", to="dispute_party.uid", index=True)
    about_uid: Mapped[str | None] = mapped_column()  # the hearing, agreement or letter that it is of
    number: Mapped[str | None] = labelled("文书编号")
    made_on: Mapped[date | None] = labelled("制作日期")


class EmployerEventRecord(LoggedRecord):
    """职情跟踪: what was seen or done at an employer, with or without a case."""

    __tablename__ = "employer_event"

    employer_uid: Mapped[str | None] = labelled("单位", to="employer.uid", index=True, shown="employer")
    office: Mapped[str | None] = labelled("登记单位", shown="office")
    removed: Mapped[bool | None] = labelled("删去")
    on: Mapped[date | None] = labelled("日期")
    kind: Mapped[str | None] = labelled("职情类别", terms="employer_event")
    text: Mapped[str | None] = labelled("情况")
    next_on: Mapped[date | None] = labelled("下次回访日期")
    by: Mapped[str | None] = labelled("记录人")


class MediatorRecord(LoggedRecord):
    """A mediator on the public register (浙江省条例 art 9); audience shared."""

    __tablename__ = "mediator"

    name: Mapped[str | None] = labelled("调解员")
    office: Mapped[str | None] = labelled("所在单位", shown="office", index=True)
    organisation: Mapped[str | None] = labelled("调解组织")
    cert_no: Mapped[str | None] = labelled("证书编号")
    from_on: Mapped[date | None] = labelled("聘任起", group="term")
    to_on: Mapped[date | None] = labelled("聘任止", group="term")
    speciality: Mapped[str | None] = labelled("专长")
    phone: Mapped[str | None] = labelled("调解员电话", shown="phone")
    suspended: Mapped[bool | None] = labelled("暂停")
    remark: Mapped[str | None] = labelled("调解员备注")

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from title_keys(self.name)
