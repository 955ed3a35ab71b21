"""Lists of persons and employers that come as tables: their columns, their cards, and employers taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.intake import CellFault, FieldChange, Judged, Judging, ReadRow, Verdict
from union_desk.casework.intake.rows import value_words
from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.people.queries import EMPLOYER_FIELDS, employer_card
from union_desk.people.records import EmployerRecord
from union_desk.people.rules import tidy_employer
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.sheets.columns import Field
from union_desk.store.database import Database
from union_desk.store.records import new_uid
from union_desk.store.work import Work

CHUNK: Final = 500

# The columns of a person: the name of a field is that of the card.
PERSON_COLUMNS: Final = (
    Field(
        "name", "姓名", "name", ("职工姓名", "困难职工姓名", "申请人姓名", "户主姓名", "建档人姓名", "名字")
    ),
    Field(
        "id_no",
        "身份证号",
        "identity",
        ("身份证号码", "身份证", "公民身份号码", "证件号码", "证件号", "身份证件号码"),
    ),
    Field("sex", "性别", "code", lists="sex"),
    Field("birth_on", "出生日期", "day", ("出生年月", "出生年月日", "生日", "出生时间")),
    Field("ethnic", "民族", "code", lists="ethnic"),
    Field("political", "政治面貌", "code", ("党派",), lists="political"),
    Field("marital", "婚姻状况", "code", ("婚姻", "婚否", "婚姻情况"), lists="marital"),
    Field("hukou_type", "户口类型", "code", ("户籍类型", "户口性质", "户籍性质"), lists="hukou_type"),
    Field(
        "mobile",
        "手机号码",
        "phone",
        ("手机", "手机号", "联系电话", "电话", "联系方式", "联系电话手机", "移动电话", "电话号码"),
    ),
    Field("other_phone", "其他联系方式", "phone", ("固定电话", "家庭电话", "备用电话", "座机")),
    Field("address", "家庭住址", "text", ("住址", "家庭地址", "地址", "现住址", "居住地址", "家庭详细住址")),
    Field("postcode", "邮政编码", "number", ("邮编",)),
    Field("education", "学历", "code", ("文化程度", "教育程度"), lists="education"),
    Field("health", "健康状况", "code", ("身体状况", "健康情况"), lists="health"),
    Field("disability_type", "残疾类别", "code", ("残疾类型",), lists="disability_type"),
    Field("disability_level", "残疾等级", "code", ("残疾级别",), lists="disability_level"),
    Field("disability_cert", "残疾证号", "number", ("残疾证号码", "残疾人证号")),
    Field("model_worker", "劳模类型", "code", ("劳模", "劳模级别", "劳模称号"), lists="model_worker"),
    Field("union_member", "工会会员", "yes_no", ("是否会员", "是否工会会员", "会员", "是否入会")),
    Field("member_no", "会员号", "number", ("会员证号", "会员编号", "工会会员证号")),
    Field(
        "work_status",
        "工作状态",
        "code",
        ("就业状况", "身份", "职工身份", "在岗情况", "就业情况"),
        lists="work_status",
    ),
    Field("work_start_on", "参加工作时间", "day", ("工作时间", "参加工作日期", "参加工作年月")),
    Field("contract_signed_on", "劳动合同签订时间", "day", ("合同签订时间", "合同签订日期")),
    Field("contract_term", "劳动合同期限", "code", ("合同期限",), lists="contract_term"),
    Field("insured", "医保状况", "code", ("医保", "参保情况", "医保类型", "医疗保险"), lists="insured"),
    Field("bank", "开户银行", "text", ("开户行", "银行", "银行名称")),
    Field("bank_branch", "支行名称", "text", ("支行", "开户支行", "开户网点")),
    Field("card_no", "银行卡号", "card", ("银行账号", "卡号", "账号", "银行帐号", "帐号")),
    Field("card_holder", "户名", "name", ("开户名", "账户名", "银行户名", "开户人")),
)
PERSON_NAMES: Final = frozenset(field.name for field in PERSON_COLUMNS)
EMPLOYER_COLUMNS: Final = (
    Field("name", "单位名称", "text", ("单位", "企业名称", "用人单位", "公司名称", "名称"), required=True),
    Field(
        "credit_code",
        "统一社会信用代码",
        "credit_code",
        ("信用代码", "社会信用代码", "统一信用代码", "组织机构代码"),
    ),
    Field("reg_no", "工商注册号", "number", ("注册号", "营业执照号")),
    Field("nature", "单位性质", "code", ("企业性质", "经济类型", "企业类型"), lists="employer_nature"),
    Field("state", "企业状况", "code", ("经营状况", "生产经营状况", "单位状况"), lists="employer_state"),
    Field("industry", "所属行业", "code", ("行业", "行业类别"), lists="industry"),
    Field("industry_code", "国民经济行业代码", "number", ("行业代码",)),
    Field("address", "单位地址", "text", ("地址", "企业地址", "注册地址", "经营地址")),
    Field("legal_rep", "法定代表人", "name", ("法人", "法人代表", "负责人", "企业负责人")),
    Field("legal_rep_title", "法定代表人职务", "text", ("职务",)),
    Field("contact", "联系人", "name", ("工会联系人", "联系人姓名")),
    Field("phone", "联系电话", "phone", ("电话", "联系方式", "手机", "手机号码", "联系人电话")),
    Field("headcount", "职工人数", "count", ("职工数", "员工人数", "职工总数", "人数", "从业人数")),
    Field("union_name", "工会名称", "text", ("基层工会名称", "工会组织名称")),
    Field("union_chair", "工会主席", "name", ("主席", "工会主席姓名", "工会负责人")),
    Field("mediation_committee", "有调解委员会", "yes_no", ("调解委员会", "是否建立调解委员会")),
    Field("watched", "重点企业", "yes_no", ("是否重点企业", "重点关注")),
    Field("risk_note", "职情说明", "text", ("备注", "风险说明")),
)


def card_of(card: PersonCard, values: Mapping[str, Any]) -> PersonCard:
    """Return a card with what a row says of the person; what it does not say stays."""
    said: dict[str, Any] = {}
    for name, value in values.items():
        if name not in PERSON_NAMES:
            continue
        if name in {"birth_on", "work_start_on"}:
            said[name], said[name.replace("_on", "_precision")] = value
        elif name == "contract_signed_on":
            said[name] = value[0]
        else:
            said[name] = value
    if card.birth_on is not None and said.get("birth_precision", "day") != "day":
        # 1985-06 is no correction of 1985-06-05.
        held, told = card.birth_on, said["birth_on"]
        month = said["birth_precision"] == "month"
        if held.year == told.year and (not month or held.month == told.month):
            del said["birth_on"], said["birth_precision"]
    return replace(card, **said)


def person_value(card: PersonCard, name: str) -> Any:
    """Return a field of a card in the form in which a row says it: a day with its precision."""
    value = getattr(card, name)
    if name in {"birth_on", "work_start_on"}:
        return (value, getattr(card, name.replace("_on", "_precision"))) if value is not None else None
    if name == "contract_signed_on":
        return (value, "day") if value is not None else None
    return value


def changes_between(
    before: Any, after: Any, fields: Iterable[Field], value_of: Any = getattr
) -> tuple[FieldChange, ...]:
    """Return what differs between two values in these fields, as a screen shows it."""
    changes = []
    for field in fields:
        held, told = value_of(before, field.name), value_of(after, field.name)
        if held != told:
            changes.append(FieldChange(field.label, value_words(field, held), value_words(field, told)))
    return tuple(changes)


def broken(error: RuleBroken, path: str) -> CellFault:
    """Return a broken rule as the fault of a cell; `path` stands before the names of the rule's fields."""
    return CellFault((error.field or "").removeprefix(path), error.message)


def employers_known(
    session: Session, names: Iterable[str], codes: Iterable[str]
) -> tuple[dict[str, EmployerRecord], dict[str, EmployerRecord]]:
    """Return the employers with these names and with these credit codes."""
    by_name: dict[str, EmployerRecord] = {}
    by_code: dict[str, EmployerRecord] = {}
    for part in chunks(names):
        wanted = select(EmployerRecord).where(EmployerRecord.name.in_(part)).order_by(EmployerRecord.uid)
        for record in session.scalars(wanted):
            by_name.setdefault(record.name or "", record)
    for part in chunks(codes):
        coded = (
            select(EmployerRecord).where(EmployerRecord.credit_code.in_(part)).order_by(EmployerRecord.uid)
        )
        for record in session.scalars(coded):
            by_code.setdefault(record.credit_code or "", record)
    return by_name, by_code


class EmployerIntake:
    """用人单位名单: new ones, and what changes on those that are known by code or by name."""

    name = "employers"
    title = "用人单位名单"
    unit = "家"
    hint = "按统一社会信用代码对照，没有代码的按单位全称对照。"
    fields = EMPLOYER_COLUMNS

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        tidied = [_tidied(row) for row in rows]
        cards = [card for card, _ in tidied]
        by_name, by_code = employers_known(
            session,
            (card.name for card in cards if card.name),
            (c.credit_code for c in cards if c.credit_code),
        )
        judged: list[Judged] = []
        seen: dict[str, int] = {}
        for number, (row, (card, wrong)) in enumerate(zip(rows, tidied, strict=True)):
            judging.progress(number, len(rows))
            keys = [key for key in (card.credit_code, card.name) if key]
            twice = [seen[key] for key in keys if key in seen]
            faults = wrong or tuple(CellFault("name", f"与第 {line} 行是同一家单位。") for line in twice[:1])
            if not faults:
                seen.update(dict.fromkeys(keys, row.number))
            judged.append(_judged_employer(row, card, faults, by_name, by_code))
        return judged

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        """Nothing stands before it."""
        del database, rows, judging
        return frozenset()

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        del judging
        fresh = [one.plan for one in rows if not one.plan.uid]
        work.insert_many(
            EmployerRecord,
            [
                {"uid": new_uid(), "audience": SHARED_AUDIENCE, **stored_fields(card, EMPLOYER_FIELDS)}
                for card in fresh
            ],
        )
        for one in rows:
            if one.plan.uid:
                record = work.session.get_one(EmployerRecord, one.plan.uid)
                change(record, stored_fields(one.plan, EMPLOYER_FIELDS))


def _tidied(row: ReadRow) -> tuple[EmployerCard, tuple[CellFault, ...]]:
    card = EmployerCard(**row.values)
    if row.faults:
        return card, row.faults
    try:
        card = tidy_employer(card, "employer")
    except RuleBroken as error:
        return card, (broken(error, "employer."),)
    return card, () if card.name else (CellFault("name", "没有单位名称。"),)


def _judged_employer(
    row: ReadRow,
    card: EmployerCard,
    faults: tuple[CellFault, ...],
    by_name: Mapping[str, EmployerRecord],
    by_code: Mapping[str, EmployerRecord],
) -> Judged:
    if faults:
        return Judged(row, Verdict.REFUSED, card.name, faults=faults)
    record = by_code.get(card.credit_code) if card.credit_code else None
    if record is None:
        record = by_name.get(card.name)
        if record is not None and card.credit_code and record.credit_code:
            doubt = (
                f"已有同名单位，信用代码是 {record.credit_code}，请核对；确认是另一家的，可以当作新单位导入。"
            )
            return Judged(row, Verdict.DOUBTFUL, card.name, doubt=doubt, plan=card)
    if record is None:
        return Judged(row, Verdict.NEW, card.name, plan=card)
    held = employer_card(record)
    said = {name: getattr(card, name) for name in row.values}
    after = replace(held, **said)
    changes = changes_between(held, after, EMPLOYER_COLUMNS)
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Judged(row, verdict, card.name, changes, plan=after)
