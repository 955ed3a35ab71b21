"""The file itself: rows that are taken out of it stay, marked removed, for its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.keys import number_keys
from union_desk.store.records import LoggedRecord

FILE_ENTITY = "hardship_file"


class HardshipFileRecord(LoggedRecord):
    """困难职工档案: one household, one file, one owner."""

    __tablename__ = FILE_ENTITY
    # The list in its usual order is read from this index alone.
    __table_args__ = (Index(None, "number", "uid"),)

    number: Mapped[str | None] = labelled("档案编号", group="numbers")
    temporary_number: Mapped[str | None] = labelled("临时编号", group="numbers")
    office: Mapped[str | None] = labelled("建档单位", index=True, shown="office")
    state: Mapped[str | None] = labelled("状态", terms="file_state", group="standing", index=True)
    household_uid: Mapped[str | None] = labelled("家庭", to="household.uid", index=True)
    owner_uid: Mapped[str | None] = labelled("建档职工", to="person.uid", index=True, shown="person")
    employer_uid: Mapped[str | None] = labelled("工作单位", to="employer.uid", index=True, shown="employer")
    industry: Mapped[str | None] = labelled("所属行业", terms="industry")
    applied_on: Mapped[date | None] = labelled("申请日期", index=True)
    level: Mapped[str | None] = labelled("建档级别", terms="file_level")
    class_code: Mapped[str | None] = labelled("困难类别", terms="hardship_class", group="class", index=True)
    class_scheme: Mapped[str | None] = labelled("类别标准", terms="class_scheme", group="class")
    farm_worker: Mapped[bool | None] = labelled("困难农民工")
    self_help: Mapped[bool | None] = labelled("有一定自救能力")
    year_income_override_fen: Mapped[int | None] = labelled("改填的家庭年度总收入", group="year_income")
    year_income_reason: Mapped[str | None] = labelled("改填年度总收入的理由", group="year_income")
    event: Mapped[bool | None] = labelled("突发事件", group="incident")
    event_text: Mapped[str | None] = labelled("突发事件说明", group="incident")
    yearly_loss_fen: Mapped[int | None] = labelled("突发事件全年损失", group="incident")
    main_cause: Mapped[str | None] = labelled("主要致困原因", terms="cause", group="causes")
    minor_causes: Mapped[str | None] = labelled("次要致困原因", terms="cause", group="causes")
    cause_text: Mapped[str | None] = labelled("致困情况说明")
    wishes: Mapped[str | None] = labelled("申请帮扶", terms="wish")
    relief_target: Mapped[bool | None] = labelled("解困脱困对象", group="relief")
    relief_on: Mapped[date | None] = labelled("解困脱困确定时间", group="relief")
    key_group: Mapped[str | None] = labelled("五类重点群体", terms="key_group")
    measures: Mapped[str | None] = labelled("四个一批", terms="measure")
    builder: Mapped[str | None] = labelled("建档人")
    checker: Mapped[str | None] = labelled("审核人")
    typist: Mapped[str | None] = labelled("录入人")
    remark: Mapped[str | None] = labelled("备注")
    enrolled_on: Mapped[date | None] = labelled("建档日期", group="standing")
    refused_on: Mapped[date | None] = labelled("不予建档日期", group="standing")
    refuse_reason: Mapped[str | None] = labelled("不予建档理由", group="standing")
    system_no: Mapped[str | None] = labelled("全国系统编号", group="system")
    registered_on: Mapped[date | None] = labelled("录入全国系统日期", group="system")
    closed_on: Mapped[date | None] = labelled("离档日期", group="standing")
    created_at: Mapped[datetime | None] = mapped_column()

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from number_keys(self.number)
        yield from number_keys(self.temporary_number)


class IncomeRecord(LoggedRecord):
    """One income item (A3.4); a row without member is the owner's."""

    __tablename__ = "hardship_income"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    member_uid: Mapped[str | None] = labelled(
        "家庭成员", to="household_member.uid", index=True, shown="member"
    )
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("收入类别", terms="income_kind", group="amount")
    detail: Mapped[str | None] = labelled("收入明细", terms="income_detail", group="amount")
    amount_fen: Mapped[int | None] = labelled("收入金额", group="amount")
    per: Mapped[str | None] = labelled("按月或按年", group="amount", shown="per")
    months: Mapped[int | None] = labelled("月数", group="amount")
    from_on: Mapped[date | None] = labelled("收入起始", group="amount")
    to_on: Mapped[date | None] = labelled("收入截止", group="amount")
    evidence: Mapped[str | None] = labelled("收入凭证", group="amount")
    source: Mapped[str | None] = labelled("收入来源", group="amount")


class OutlayRecord(LoggedRecord):
    """One rigid outlay that the family pays itself (A3.5)."""

    __tablename__ = "hardship_outlay"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    member_uid: Mapped[str | None] = labelled("支出人", to="household_member.uid", index=True, shown="member")
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("支出类别", terms="outlay_kind", group="amount")
    amount_fen: Mapped[int | None] = labelled("支出金额", group="amount")
    per: Mapped[str | None] = labelled("按月或按年", group="amount", shown="per")
    months: Mapped[int | None] = labelled("月数", group="amount")
    from_on: Mapped[date | None] = labelled("支出起始", group="amount")
    to_on: Mapped[date | None] = labelled("支出截止", group="amount")
    compulsory_school: Mapped[bool | None] = labelled("义务教育阶段", group="amount")
    evidence: Mapped[str | None] = labelled("支出凭证", group="amount")
    remark: Mapped[str | None] = labelled("支出说明")


class AssetRecord(LoggedRecord):
    """A home, vehicle, savings, investment or shop (A3.6)."""

    __tablename__ = "hardship_asset"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    member_uid: Mapped[str | None] = labelled("所有人", to="household_member.uid", index=True, shown="member")
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("财产类别", terms="asset_kind", group="asset")
    count: Mapped[int | None] = labelled("数量", group="asset")
    area_hundredths: Mapped[int | None] = labelled("面积(㎡)", group="asset", shown="hundredths")
    value_fen: Mapped[int | None] = labelled("价值", group="asset")
    use: Mapped[str | None] = labelled("用途", terms="vehicle_use", group="asset")
    evidence: Mapped[str | None] = labelled("财产凭证", group="asset")
    remark: Mapped[str | None] = labelled("财产说明")


class ExclusionRecord(LoggedRecord):
    """A ticked line of the 负面清单 (A1)."""

    __tablename__ = "hardship_exclusion"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    code: Mapped[str | None] = labelled("不予认定情形", terms="exclusion", group="exclusion")
    evidence: Mapped[str | None] = labelled("情形依据", group="exclusion")
    remark: Mapped[str | None] = labelled("情形说明", group="exclusion")


class AttachmentRecord(LoggedRecord):
    """One paper in the file; its scan comes with the attachments of the desk."""

    __tablename__ = "hardship_attachment"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    kind: Mapped[str | None] = labelled("附件类型", terms="attachment_kind", group="attachment")
    name: Mapped[str | None] = labelled("附件名称", group="attachment")
    pages: Mapped[int | None] = labelled("附件页数", group="attachment")


class PlanRecord(LoggedRecord):
    """One line of 一户一策."""

    __tablename__ = "hardship_plan"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    need: Mapped[str | None] = labelled("需求")
    measure: Mapped[str | None] = labelled("帮扶措施")
    responsible: Mapped[str | None] = labelled("帮扶责任人")
    due_on: Mapped[date | None] = labelled("完成期限")
    result: Mapped[str | None] = labelled("帮扶结果")


class DecisionRecord(LoggedRecord):
    """A class that a person chose; with pack, inputs and steps it can be shown unchanged for ever."""

    __tablename__ = "hardship_decision"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    pack: Mapped[str | None] = mapped_column()
    pack_title: Mapped[str | None] = labelled("认定标准")
    pack_version: Mapped[str | None] = labelled("标准版本")
    class_code: Mapped[str | None] = labelled("认定类别", terms="hardship_class")
    level: Mapped[str | None] = labelled("认定级别", terms="file_level")
    computed: Mapped[str | None] = labelled("测算类别", terms="hardship_class")
    reason: Mapped[str | None] = labelled("认定理由")
    inputs: Mapped[dict[str, Any] | None] = mapped_column()
    steps: Mapped[list[Any] | None] = mapped_column()
    basis: Mapped[str | None] = mapped_column()
    # The office's own lines and packs that it rests on: their uids with commas.
    standards: Mapped[str | None] = mapped_column()
    decided_by: Mapped[str | None] = labelled("认定人")
    decided_on: Mapped[date | None] = labelled("认定日期")
    decided_at: Mapped[datetime | None] = mapped_column()
