"""家庭成员名单 taken in: each row one member, who belongs to the file of the worker that the row names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.intake import CellFault, FieldChange, Judged, Judging, ReadRow, Verdict
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.recent import touch
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.core.names import normalise_name
from union_desk.hardship.queries import OPEN_STATES, files, form_of, forms_of, places_of
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.service.checks import checked
from union_desk.hardship.service.writing import write_file
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.people.intake import (
    CHUNK,
    PERSON_COLUMNS,
    PERSON_NAMES,
    broken,
    card_of,
    changes_between,
    person_value,
)
from union_desk.people.records import HouseholdMemberRecord, PersonRecord
from union_desk.people.rules import tidy_person
from union_desk.people.values import PersonCard
from union_desk.sheets.columns import Field
from union_desk.store.database import Database
from union_desk.store.work import Work

_FAMILY: Final = "家庭 成员 家属"
_OWNER_COLUMNS: Final = (
    Field(
        "owner_id",
        "户主身份证号",
        "number",
        ("建档人身份证号", "职工身份证号", "困难职工身份证号", "建档职工身份证号", "职工身份证号码"),
    ),
    Field(
        "owner_name", "户主姓名", "name",
        ("户主", "建档人", "建档职工", "职工姓名", "困难职工姓名", "困难职工", "职工"),
    ),
    Field("file_number", "档案编号", "number", ("档案号", "职工编号")),
)  # fmt: skip
_OWN_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "成员姓名", "家庭成员姓名", "家属姓名", "家庭成员", "成员"),
    "id_no": ("身份证号", "身份证号码", "成员身份证号", "家庭成员身份证号", "成员身份证号码", "证件号码"),
}
_PERSON_COLUMNS: Final = tuple(
    replace(
        field,
        label={"name": "成员姓名", "id_no": "成员身份证号"}.get(field.name, field.label),
        synonyms=_OWN_WORDS.get(field.name, field.synonyms),
        required=field.name == "name",
        group=_FAMILY,
    )
    for field in PERSON_COLUMNS
    if field.name
    not in {"bank", "bank_branch", "card_no", "card_holder", "contract_signed_on", "contract_term"}
)
_MEMBER_COLUMNS: Final = (
    Field(
        "relation",
        "与本人关系",
        "code",
        ("关系", "与户主关系", "与职工关系", "与申请人关系", "家庭关系"),
        "relation",
        group=_FAMILY,
    ),
    Field("counted", "计入家庭人口", "yes_no", ("是否计入人口", "是否共同生活", "共同生活"), group=_FAMILY),
    Field("in_school", "在校", "yes_no", ("是否在校", "是否在读"), group=_FAMILY),
    Field("school", "学校", "text", ("就读学校", "学校名称"), group=_FAMILY),
    Field("school_stage", "就读阶段", "code", ("学段", "在读阶段"), "school_stage", group=_FAMILY),
    Field("workplace", "单位或学校", "text", ("工作单位", "单位", "工作单位或学校"), group=_FAMILY),
    Field("month_income", "月收入", "money", ("月平均收入", "收入", "月工资"), group=_FAMILY),
    Field("remark", "备注", "text"),
)  # fmt: skip
_PLAIN: Final = frozenset(field.name for field in _MEMBER_COLUMNS) - {"month_income"}
_OWNER_HIMSELF: Final = frozenset({"01", "02"})  # 本人, 户主
_FORMS_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """One member as he is to stand in a file; an income is written only where the row tells one."""

    file_uid: str
    entry: MemberEntry
    month_income_fen: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    by_number: Mapping[str, tuple[HardshipFileRecord, ...]]
    """Open files by what the row may say of them: number, identity number or name of the owner."""
    forms: Mapping[str, FileForm]
    elsewhere: Mapping[str, tuple[tuple[HardshipFileRecord, HouseholdMemberRecord | None], ...]]
    """Open files in which a person stands, by identity number."""
    offices: Mapping[str, Office]

    def shown(self, record: HardshipFileRecord) -> str:
        office = self.offices.get(record.office or "")
        return number_shown(record.number or "", office.short_name if office else record.office or "")


class MemberIntake:
    """家庭成员名单: members for files that are there already."""

    name = "members"
    title = "家庭成员名单"
    unit = "人"
    hint = "按户主身份证号（或档案编号、姓名）找到档案，再按成员身份证号或姓名对照。"
    fields = (*_OWNER_COLUMNS, *_PERSON_COLUMNS, *_MEMBER_COLUMNS)

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        known = _known(session, rows, judging)
        seen: dict[tuple[str, str], int] = {}
        judged = []
        for number, row in enumerate(rows):
            if number % CHUNK == 0:
                judging.progress(number, len(rows))
            one = _judged(row, known, judging)
            if one.plan is not None:
                card = one.plan.entry.person
                key = one.plan.file_uid, card.id_no or card.name
                if key in seen:
                    words = f"与第 {seen[key]} 行是同一人，只导入前面那一行。"
                    one = Judged(row, Verdict.REFUSED, one.shown, faults=(CellFault("name", words),))
                else:
                    seen[key] = row.number
            judged.append(one)
        return judged

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        """Nothing stands before it."""
        del database, rows, judging
        return frozenset()

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        plans: dict[str, list[MemberPlan]] = {}
        for one in rows:
            plans.setdefault(one.plan.file_uid, []).append(one.plan)
        records = files(work.session, list(plans))
        for done, (uid, members) in enumerate(plans.items()):
            record = records[uid]
            form = form_of(work.session, record)
            for plan in members:
                form = _with_member(form, plan)
            write_file(work, record, checked(form, judging.today), judging.today)
            touch(work, FILE_ENTITY, uid, judging.at)
            judging.progress(done, len(plans))


def _with_member(form: FileForm, plan: MemberPlan) -> FileForm:
    uid = plan.entry.uid
    if any(member.uid == uid for member in form.members):
        members = tuple(plan.entry if member.uid == uid else member for member in form.members)
    else:
        members = (*form.members, plan.entry)
    form = replace(form, members=members)
    return form if plan.month_income_fen is None else form.with_month_wage(uid, plan.month_income_fen)


def _known(session: Session, rows: Sequence[ReadRow], judging: Judging) -> _Known:
    ids = {_number(row.of(name), judging) for row in rows for name in ("owner_id", "id_no")} - {""}
    cards: dict[str, set[str]] = {}
    owners: dict[str, str] = {}
    for part in chunks(sorted(ids)):
        columns = PersonRecord.id_no, PersonRecord.uid
        for number, uid in session.execute(select(*columns).where(PersonRecord.id_no.in_(part))):
            cards.setdefault(number or "", set()).add(uid)
            owners[uid] = number or ""
    elsewhere: dict[str, list[tuple[HardshipFileRecord, HouseholdMemberRecord | None]]] = {}
    found: dict[str, list[HardshipFileRecord]] = {}
    for part in chunks(sorted(owners)):
        for record, member in places_of(session, part):
            if record.state not in OPEN_STATES:
                continue
            number = owners[(member.person_uid if member else record.owner_uid) or ""]
            elsewhere.setdefault(number, []).append((record, member))
            if member is None:
                found.setdefault(number, []).append(record)
    for key, record in (*_by_name(session, rows, judging), *_by_file_number(session, rows)):
        found.setdefault(key, []).append(record)
    held = {record.uid: record for records in found.values() for record in records}
    forms: dict[str, FileForm] = {}
    every = list(held.values())
    for start in range(0, len(every), _FORMS_AT_ONCE):
        forms.update(forms_of(session, every[start : start + _FORMS_AT_ONCE]))
    return _Known(
        {key: tuple({record.uid: record for record in records}.values()) for key, records in found.items()},
        forms,
        {number: tuple(places) for number, places in elsewhere.items()},
        offices_in(session),
    )


def _number(value: Any, judging: Judging) -> str:
    return check_identity(value, judging.today).normalised if value else ""


def _by_name(
    session: Session, rows: Sequence[ReadRow], judging: Judging
) -> list[tuple[str, HardshipFileRecord]]:
    names = sorted({row.of("owner_name") for row in rows if row.of("owner_name")})
    found = []
    for part in chunks(names):
        joined = (
            select(PersonRecord.name, HardshipFileRecord)
            .join(HardshipFileRecord, HardshipFileRecord.owner_uid == PersonRecord.uid)
            .where(PersonRecord.name.in_(part), HardshipFileRecord.state.in_(OPEN_STATES))
        )
        for name, record in session.execute(joined):
            if judging.actor.audience in {record.audience, DISTRICT_AUDIENCE}:
                found.append((name or "", record))
    return found


def _by_file_number(session: Session, rows: Sequence[ReadRow]) -> list[tuple[str, HardshipFileRecord]]:
    numbers = sorted({row.of("file_number") for row in rows if row.of("file_number")})
    found = []
    for part in chunks(numbers):
        wanted = select(HardshipFileRecord).where(
            HardshipFileRecord.number.in_(part), HardshipFileRecord.state.in_(OPEN_STATES)
        )
        found += [(record.number or "", record) for record in session.scalars(wanted)]
    return found


def _judged(row: ReadRow, known: _Known, judging: Judging) -> Judged:
    name = row.of("name") or ""
    if row.faults:
        return Judged(row, Verdict.REFUSED, name, faults=row.faults)
    record, wrong = _file(row, known, judging)
    if record is None:
        return Judged(row, Verdict.REFUSED, name, faults=(wrong,))
    form = known.forms[record.uid]
    number = _number(row.of("id_no"), judging)
    if row.of("relation") in _OWNER_HIMSELF or (number and number == form.owner.id_no):
        return Judged(row, Verdict.SAME, name, doubt="是户主本人，不用登记为家庭成员。")
    held = _member(form, number, normalise_name(name))
    try:
        entry = _entry(row, held or MemberEntry(), judging)
    except RuleBroken as error:
        return Judged(row, Verdict.REFUSED, name, faults=(broken(error, "member."),))
    if not entry.person.name:
        return Judged(row, Verdict.REFUSED, name, faults=(CellFault("name", "没有成员姓名。"),))
    plan = MemberPlan(record.uid, entry, row.of("month_income"))
    shown = f"{entry.person.name}（{form.owner.name} 户）"
    if held is None:
        for other, member in known.elsewhere.get(entry.person.id_no, ()):
            if other.uid != record.uid and entry.counted and (member is None or member.counted):
                words = f"{name}已在档案 {known.shown(other)} 中，一个人只能登记在一户。"
                return Judged(row, Verdict.REFUSED, shown, faults=(CellFault("id_no", words),))
        return Judged(row, Verdict.NEW, shown, doubt=f"登记到档案 {known.shown(record)}。", plan=plan)
    changes = _changes(form, held, plan)
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Judged(row, verdict, shown, changes, plan=plan)


def _file(row: ReadRow, known: _Known, judging: Judging) -> tuple[HardshipFileRecord | None, CellFault]:
    """Return the file that a row belongs to, or why there is none."""
    number = _number(row.of("owner_id"), judging)
    for field, key in (
        ("owner_id", number),
        ("file_number", (row.of("file_number") or "").upper()),
        ("owner_name", row.of("owner_name") or ""),
    ):
        if not key:
            continue
        found = known.by_number.get(key, ())
        ours = [each for each in found if judging.actor.audience in {each.audience, DISTRICT_AUDIENCE}]
        if len(ours) == 1:
            return ours[0], CellFault("", "")
        if ours:
            numbers = "、".join(map(known.shown, ours[:3]))
            return None, CellFault(field, f"同名的档案有几份（{numbers}），请补上户主身份证号。")
        if found:
            return None, CellFault(field, f"户主的档案在别的单位（{known.shown(found[0])}），不能在这里改。")
        return None, CellFault(field, "没有找到户主的档案，请先导入或建立户主的档案。")
    return None, CellFault("owner_id", "没有写明是哪一户，请补上户主身份证号。")


def _member(form: FileForm, number: str, name: str) -> MemberEntry | None:
    """Return the member whom a row means: by number, or by name where one of both has no number."""
    for member in form.members:
        if number and member.person.id_no == number:
            return member
    for member in form.members:
        if name and member.person.name == name and not (number and member.person.id_no):
            return member
    return None


def _entry(row: ReadRow, held: MemberEntry, judging: Judging) -> MemberEntry:
    said = {name: value for name, value in row.values.items() if name in _PLAIN}
    person: PersonCard = card_of(held.person, {k: v for k, v in row.values.items() if k in PERSON_NAMES})
    person, _ = tidy_person(person, judging.today, "member")
    if "school" in said and "in_school" not in said and held.in_school is None:
        said["in_school"] = True
    return replace(held, person=person, **said)


def _changes(form: FileForm, held: MemberEntry, plan: MemberPlan) -> tuple[FieldChange, ...]:
    wages = [
        item
        for item in form.incomes
        if item.whose == held.uid and item.kind == "wage" and item.per == "month"
    ]
    before = wages[0].amount_fen if wages else None
    told = plan.month_income_fen if plan.month_income_fen is not None else before

    def value(entry: MemberEntry, name: str) -> Any:
        if name == "month_income":
            return told if entry is plan.entry else before
        return getattr(entry, name)

    changes = changes_between(held.person, plan.entry.person, _PERSON_COLUMNS, person_value)
    return changes + changes_between(held, plan.entry, _MEMBER_COLUMNS, value)
