"""How persons, employers and households are stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.keys import id_keys, name_keys, phone_keys, pinyin_keys, title_keys
from union_desk.store.records import LoggedRecord


class PersonRecord(LoggedRecord):
    """One office's card of one human; a second office keeps its own card of him."""

    __tablename__ = "person"

    id_type: Mapped[str | None] = labelled("证件类型", terms="id_type", group="identity")
    id_no: Mapped[str | None] = labelled("证件号码", group="identity", index=True, shown="id")
    name: Mapped[str | None] = labelled("姓名")
    sex: Mapped[str | None] = labelled("性别", terms="sex")
    birth_on: Mapped[date | None] = labelled("出生日期", group="birth")
    birth_precision: Mapped[str | None] = mapped_column(info={"group": "birth"})
    ethnic: Mapped[str | None] = labelled("民族", terms="ethnic")
    political: Mapped[str | None] = labelled("政治面貌", terms="political")
    marital: Mapped[str | None] = labelled("婚姻状况", terms="marital")
    hukou_type: Mapped[str | None] = labelled("户口类型", terms="hukou_type", group="hukou")
    hukou_division: Mapped[str | None] = labelled("户口所在地行政区划", group="hukou", shown="division")
    mobile: Mapped[str | None] = labelled("手机号码", shown="phone")
    other_phone: Mapped[str | None] = labelled("其他联系方式", shown="phone")
    address: Mapped[str | None] = labelled("家庭住址", group="home")
    postcode: Mapped[str | None] = labelled("邮政编码", group="home")
    education: Mapped[str | None] = labelled("学历", terms="education")
    health: Mapped[str | None] = labelled("健康状况", terms="health")
    disability_type: Mapped[str | None] = labelled("残疾类别", terms="disability_type", group="disability")
    disability_level: Mapped[str | None] = labelled("残疾等级", terms="disability_level", group="disability")
    disability_cert: Mapped[str | None] = labelled("残疾证号", group="disability", shown="id")
    model_worker: Mapped[str | None] = labelled("劳模类型", terms="model_worker")
    union_member: Mapped[bool | None] = labelled("工会会员")
    member_no: Mapped[str | None] = labelled("会员号")
    work_status: Mapped[str | None] = labelled("工作状态", terms="work_status")
    able_to_work: Mapped[bool | None] = labelled("有劳动能力")
    jobless_proof: Mapped[str | None] = labelled("失(无)业证明")
    work_start_on: Mapped[date | None] = labelled("参加工作时间", group="work_start")
    work_start_precision: Mapped[str | None] = mapped_column(info={"group": "work_start"})
    contract_signed_on: Mapped[date | None] = labelled("劳动合同签订时间", group="contract")
    contract_term: Mapped[str | None] = labelled("劳动合同期限", terms="contract_term", group="contract")
    insured: Mapped[str | None] = labelled("医保状况", terms="insured")
    bank: Mapped[str | None] = labelled("开户银行", group="account")
    bank_branch: Mapped[str | None] = labelled("支行名称", group="account")
    card_no: Mapped[str | None] = labelled("银行卡号", group="account", index=True, shown="card")
    card_holder: Mapped[str | None] = labelled("户名", group="account")
    card_proxy_note: Mapped[str | None] = labelled("代领说明", group="account")

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from name_keys(self.name)
        yield from pinyin_keys(self.name)
        yield from id_keys(self.id_no)
        yield from phone_keys(self.mobile)


class EmployerRecord(LoggedRecord):
    """A 用人单位; audience shared: every office knows the same ones."""

    __tablename__ = "employer"

    name: Mapped[str | None] = labelled("单位名称", index=True)
    credit_code: Mapped[str | None] = labelled("统一社会信用代码", index=True)
    reg_no: Mapped[str | None] = labelled("工商注册号")
    nature: Mapped[str | None] = labelled("单位性质", terms="employer_nature")
    state: Mapped[str | None] = labelled("企业状况", terms="employer_state")
    industry: Mapped[str | None] = labelled("所属行业", terms="industry", group="trade")
    industry_code: Mapped[str | None] = labelled("国民经济行业代码", group="trade")
    address: Mapped[str | None] = labelled("单位地址", group="place")
    street: Mapped[str | None] = labelled("所在街道", group="place")
    legal_rep: Mapped[str | None] = labelled("法定代表人", group="representative")
    legal_rep_title: Mapped[str | None] = labelled("法定代表人职务", group="representative")
    contact: Mapped[str | None] = labelled("联系人", group="contacts")
    phone: Mapped[str | None] = labelled("联系电话", group="contacts")
    headcount: Mapped[int | None] = labelled("职工人数")
    union_name: Mapped[str | None] = labelled("工会名称", group="union")
    union_chair: Mapped[str | None] = labelled("工会主席", group="union")
    mediation_committee: Mapped[bool | None] = labelled("有调解委员会")
    watched: Mapped[bool | None] = labelled("重点企业")
    risk_note: Mapped[str | None] = labelled("职情说明")

    def search_keys(self) -> Iterable[tuple[str, str]]:
        yield from title_keys(self.name)
        yield from id_keys(self.credit_code)


class HouseholdRecord(LoggedRecord):
    """A family that lives together: its dwelling and what the state gives it."""

    __tablename__ = "household"

    house_type: Mapped[str | None] = labelled("住房类型", terms="house_type", group="house")
    house_area_hundredths: Mapped[int | None] = labelled("建筑面积(㎡)", group="house", shown="hundredths")
    house_area_band: Mapped[str | None] = labelled("建筑面积分档", terms="house_area_band", group="house")
    single_parent: Mapped[bool | None] = labelled("是否单亲")
    zero_employment: Mapped[bool | None] = labelled("零就业家庭")
    dibao: Mapped[bool | None] = labelled("享受低保", group="dibao_relief")
    dibao_cert: Mapped[str | None] = labelled("低保证号", group="dibao_relief")
    dibao_amount_fen: Mapped[int | None] = labelled("月低保金", group="dibao_relief")
    dibao_from_on: Mapped[date | None] = labelled("低保起始日期", group="dibao_relief")
    gov_relief: Mapped[str | None] = labelled("其他政府救助", terms="benefit")


class HouseholdMemberRecord(LoggedRecord):
    """One family member besides the file's owner."""

    __tablename__ = "household_member"

    household_uid: Mapped[str | None] = labelled("家庭", to="household.uid", index=True)
    person_uid: Mapped[str | None] = labelled("人员", to="person.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")  # taken out of the family; kept for its history
    relation: Mapped[str | None] = labelled("与本人关系", terms="relation")
    counted: Mapped[bool | None] = labelled("计入家庭人口", group="counting")
    count_reason: Mapped[str | None] = labelled("计入或不计入理由", terms="count_reason", group="counting")
    in_school: Mapped[bool | None] = labelled("在校", group="schooling")
    school: Mapped[str | None] = labelled("学校", group="schooling")
    school_stage: Mapped[str | None] = labelled("就读阶段", terms="school_stage", group="schooling")
    enrolled_year: Mapped[int | None] = labelled("入学年份", group="schooling")
    school_years: Mapped[int | None] = labelled("学制(年)", group="schooling")
    served_from_on: Mapped[date | None] = labelled("入伍时间")
    workplace: Mapped[str | None] = labelled("单位或学校")
    remark: Mapped[str | None] = labelled("备注")


class SameAsRecord(LoggedRecord):
    """What a person decided about two cards (or two files of a household): one and the same, or not.

    Nothing is rewritten by it. Audience: that of both cards, else the district's, who alone joins offices.
    """

    __tablename__ = "same_as"

    entity: Mapped[str | None] = mapped_column()
    first_uid: Mapped[str | None] = labelled("一方", index=True)
    second_uid: Mapped[str | None] = labelled("另一方", index=True)
    verdict: Mapped[str | None] = labelled("认定", terms="sameness")
    reason: Mapped[str | None] = labelled("理由")
    decided_at: Mapped[datetime | None] = mapped_column()
    decided_by: Mapped[str | None] = labelled("认定人")
    decided_office: Mapped[str | None] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column(info={"group": "ending"})
    ended_by: Mapped[str | None] = labelled("撤回人", group="ending")
    ended_reason: Mapped[str | None] = labelled("撤回理由", group="ending")
