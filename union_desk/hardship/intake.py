"""困难职工汇总表 taken in: drafts for those who have no file, changes of the files of those who have one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.intake import CellFault, FieldChange, Judged, Judging, ReadRow, Verdict
from union_desk.casework.numbers import lend_next, number_shown, numbers_left, take_numbers
from union_desk.casework.offices import DISTRICT_AUDIENCE, SHARED_AUDIENCE, Office, offices_in, own_office_in
from union_desk.casework.records import EventRecord, TouchRecord
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.hardship.queries import FILE_FIELDS, HOUSEHOLD_FIELDS, OPEN_STATES, files, forms_of, places_of
from union_desk.hardship.records import FILE_ENTITY, DecisionRecord, HardshipFileRecord, IncomeRecord
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.checks import checked
from union_desk.hardship.values import OWNER, FileForm, IncomeEntry
from union_desk.people.intake import (
    CHUNK,
    PERSON_COLUMNS,
    broken,
    card_of,
    changes_between,
    employers_known,
    person_value,
)
from union_desk.people.queries import EMPLOYER_FIELDS, PERSON_FIELDS, person_card, persons
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.people.rules import tidy_person
from union_desk.people.values import NOBODY, EmployerCard, PersonCard
from union_desk.sheets.cells import Unreadable, code
from union_desk.sheets.columns import Field
from union_desk.store.database import Database
from union_desk.store.records import new_uid
from union_desk.store.work import Work

SERIES: Final = "hardship"
_FILE_COLUMNS: Final = (
    Field(
        "employer",
        "工作单位",
        "text",
        ("单位", "所在单位", "单位名称", "工作单位名称", "用人单位", "所在企业", "企业名称"),
    ),
    Field("credit_code", "单位统一社会信用代码", "credit_code", ("统一社会信用代码", "信用代码")),
    Field("applied_on", "申请日期", "day", ("申请时间", "申报日期", "申报时间", "填表日期")),
    Field("level", "建档级别", "code", ("建档标准", "档案级别", "级别"), lists="file_level"),
    Field(
        "class_code",
        "困难类别",
        "code",
        ("困难类型", "困难职工类别", "困难等级", "类别", "困难职工类型", "建档类别"),
        lists="hardship_class",
    ),
    Field("farm_worker", "困难农民工", "yes_no", ("是否农民工", "农民工", "是否困难农民工")),
    Field("industry", "所属行业", "code", ("行业",), lists="industry"),
    Field("house_type", "住房类型", "code", ("住房性质", "住房情况"), lists="house_type"),
    Field("house_area_hundredths", "建筑面积", "area", ("住房面积", "面积")),
    Field("single_parent", "是否单亲", "yes_no", ("单亲", "单亲家庭")),
    Field("self_help", "有一定自救能力", "yes_no", ("自救能力", "是否有自救能力")),
    Field("dibao", "享受低保", "yes_no", ("是否低保", "低保", "是否享受低保")),
    Field("dibao_cert", "低保证号", "number", ("低保证编号",)),
    Field("dibao_amount_fen", "月低保金", "money", ("低保金", "低保金额")),
    Field("main_cause", "主要致困原因", "text", ("致困原因", "困难原因", "致困主要原因")),
    Field("cause_text", "致困情况说明", "text", ("困难情况", "家庭困难情况", "困难情况说明", "情况说明")),
    Field("month_income", "本人月收入", "money", ("本人月平均收入", "月收入", "月平均收入", "月工资")),
    Field("builder", "建档人", "name"),
    Field("remark", "备注", "text"),
)  # fmt: skip
_OWN: Final = frozenset({"employer", "credit_code", "class_code", "main_cause", "month_income", "applied_on"})
_PLAIN: Final = frozenset(field.name for field in _FILE_COLUMNS) - _OWN
# Which system of classes a class is of, where no decision of this program says it.
_SCHEME_OF: Final = {
    "severe": "2020", "relative": "2020", "accidental": "2020", "near_miss": "2020",
    "dibao": "2016", "dibao_edge": "2016", "provincial": "2016", "local": "2016",
}  # fmt: skip
_OLDER: Final = "older"
_FORMS_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What is to be written for one row."""

    form: FileForm
    class_code: str = ""
    file_uid: str = ""  # "" for a new file
    owner_uid: str = ""  # the card that this office has of him already


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom the store knows of those in a table."""

    cards: Mapping[str, tuple[tuple[str, str], ...]]
    """Uid and audience of the cards by identity number."""
    places: Mapping[str, tuple[tuple[HardshipFileRecord, HouseholdMemberRecord | None], ...]]
    """Files by the card that stands in them."""
    names: Mapping[str, tuple[HardshipFileRecord, ...]]
    """Open files of this office by their owner's name, for rows without a number."""
    forms: Mapping[str, FileForm]
    decided: frozenset[str]
    """Files whose class was decided here."""
    offices: Mapping[str, Office]

    def shown(self, record: HardshipFileRecord) -> str:
        office = self.offices.get(record.office or "")
        return number_shown(record.number or "", office.short_name if office else record.office or "")


class FileIntake:
    """困难职工名单: each row one worker with what his file says of him."""

    name = "hardship"
    title = "困难职工名单"
    unit = "份"
    hint = "按身份证号对照：没有档案的建立草稿，已有档案的只改表上有的各项。"
    fields = (*PERSON_COLUMNS, *_FILE_COLUMNS)

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        owners = []
        for number, row in enumerate(rows):
            if number % CHUNK == 0:
                judging.progress(number, 2 * len(rows))
            owners.append(_owner(row, NOBODY, judging))
        known = _known(session, [one.card for one in owners], judging)
        seen: dict[str, int] = {}
        judged = []
        for number, (row, told) in enumerate(zip(rows, owners, strict=True)):
            if number % CHUNK == 0:
                judging.progress(len(rows) + number, 2 * len(rows))
            owner = told.card
            key = owner.id_no or owner.name
            if not told.faults and key in seen:
                what = "身份证号" if owner.id_no else "没有身份证号，姓名又"
                words = f"{what}与第 {seen[key]} 行相同，只导入前面那一行。"
                judged.append(Judged(row, Verdict.REFUSED, owner.name, faults=(CellFault("id_no", words),)))
                continue
            if not told.faults:
                seen[key] = row.number
            judged.append(_judged(row, told, known, judging))
        return judged

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        """Lend the district's own store the numbers that the new files need."""
        fresh = sum(1 for one in rows if not one.plan.file_uid)
        office, site, today = judging.actor.office, judging.site, judging.today
        with database.read() as session:
            own = offices_in(session).get(own_office_in(session))
            left = numbers_left(session, SERIES, office, site, today)
        if own is None or own.level != "district" or left >= fresh:
            return frozenset()
        with database.write("借出号段", judging.actor) as work:
            while numbers_left(work.session, SERIES, office, site, today) < fresh:
                lend_next(work, SERIES, office, site, today)
            return frozenset({work.uid})

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        plans = [one.plan for one in rows]
        firms = _write_employers(work, plans)
        _write_new(work, [plan for plan in plans if not plan.file_uid], firms, judging)
        _write_changes(work, [plan for plan in plans if plan.file_uid], firms, judging)


# --- judging


@dataclass(frozen=True, slots=True)
class _Owner:
    """The card that a row says, what is wrong with it, and what is worth a second look."""

    card: PersonCard
    faults: tuple[CellFault, ...] = ()
    doubt: str = ""


def _owner(row: ReadRow, base: PersonCard, judging: Judging) -> _Owner:
    """Return the worker as a row tells of him, on top of what his card says already."""
    card = card_of(base, row.values)
    if row.faults:
        return _Owner(card, row.faults)
    try:
        card, warnings = tidy_person(card, judging.today, "owner")
    except RuleBroken as error:
        return _Owner(card, (broken(error, "owner."),))
    if not card.name:
        return _Owner(card, (CellFault("name", "没有姓名。"),))
    told = [words for path, words in warnings if path.removeprefix("owner.") in row.values]
    return _Owner(card, doubt="".join(told))


def _formed(row: ReadRow, base: FileForm, owner: PersonCard, judging: Judging) -> FileForm:
    return checked(said(row, base, owner), judging.today)


def said(row: ReadRow, form: FileForm, owner: PersonCard) -> FileForm:
    """Return the form with what the row says of all but the worker; what it does not say stays."""
    values: dict[str, Any] = {name: value for name, value in row.values.items() if name in _PLAIN}
    if day := row.of("applied_on"):
        values["applied_on"] = day[0]
    cause = row.of("main_cause")
    if cause:
        try:
            values["main_cause"] = code(cause, "cause")
        except Unreadable:
            # 致困原因 in words of one's own.
            values.setdefault("cause_text", cause)
    firm = row.of("employer") or ""
    if firm and firm != form.employer.name:
        values["employer"] = EmployerCard(name=firm, credit_code=row.of("credit_code") or "")
    form = replace(form, owner=owner, **values)
    wage = row.of("month_income")
    return form if wage is None else form.with_month_wage(OWNER, wage)


def _known(session: Session, owners: Iterable[PersonCard], judging: Judging) -> _Known:
    held = list(owners)
    cards: dict[str, list[tuple[str, str]]] = {}
    columns = PersonRecord.id_no, PersonRecord.uid, PersonRecord.audience
    for part in chunks(card.id_no for card in held if card.id_no):
        for number, uid, audience in session.execute(select(*columns).where(PersonRecord.id_no.in_(part))):
            cards.setdefault(number or "", []).append((uid, audience))
    places: dict[str, list[tuple[HardshipFileRecord, HouseholdMemberRecord | None]]] = {}
    for part in chunks(uid for found in cards.values() for uid, _ in found):
        for record, member in places_of(session, part):
            person = member.person_uid if member else record.owner_uid
            places.setdefault(person or "", []).append((record, member))
    names: dict[str, list[HardshipFileRecord]] = {}
    for part in chunks(card.name for card in held if card.name and not card.id_no):
        joined = (
            select(PersonRecord.name, HardshipFileRecord)
            .join(HardshipFileRecord, HardshipFileRecord.owner_uid == PersonRecord.uid)
            .where(PersonRecord.name.in_(part), PersonRecord.audience == judging.actor.audience)
            .where(HardshipFileRecord.state.in_(OPEN_STATES))
        )
        for owner, record in session.execute(joined):
            names.setdefault(owner or "", []).append(record)
    owned = {
        record.uid: record
        for found in places.values()
        for record, member in found
        if member is None and record.state in OPEN_STATES
    }
    return _Known(
        {number: tuple(found) for number, found in cards.items()},
        {uid: tuple(found) for uid, found in places.items()},
        {name: tuple(found) for name, found in names.items()},
        _forms(session, list(owned.values())),
        _decided(session, owned),
        offices_in(session),
    )


def _forms(session: Session, records: Sequence[HardshipFileRecord]) -> dict[str, FileForm]:
    forms: dict[str, FileForm] = {}
    for start in range(0, len(records), _FORMS_AT_ONCE):
        forms.update(forms_of(session, records[start : start + _FORMS_AT_ONCE]))
    return forms


def _decided(session: Session, uids: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for part in chunks(uids):
        wanted = select(DecisionRecord.file_uid).where(DecisionRecord.file_uid.in_(part))
        found.update(uid for uid in session.scalars(wanted) if uid)
    return frozenset(found)


def _judged(row: ReadRow, told: _Owner, known: _Known, judging: Judging) -> Judged:
    name, number = told.card.name, told.card.id_no
    if told.faults:
        return Judged(row, Verdict.REFUSED, name, faults=told.faults)
    places = [place for uid, _ in known.cards.get(number, ()) for place in known.places.get(uid, ())]
    for record, member in places:
        if record.state not in OPEN_STATES or (member is not None and not member.counted):
            continue
        mine = judging.actor.audience in {record.audience, DISTRICT_AUDIENCE}
        if member is None and mine:
            return _judged_file(row, record, known, judging)
        return Judged(row, Verdict.REFUSED, name, faults=(_elsewhere(name, record, member, known),))
    try:
        form = _formed(row, FileForm(typist=judging.actor.user), told.card, judging)
    except RuleBroken as error:
        return Judged(row, Verdict.REFUSED, name, faults=(broken(error, ""),))
    ours = [uid for uid, audience in known.cards.get(number, ()) if audience == judging.actor.audience]
    plan = FilePlan(form, row.of("class_code") or "", owner_uid=ours[0] if ours else "")
    if not number:
        return _judged_by_name(row, plan, known)
    ended = next((record for record, member in places if member is None), None)
    if ended is not None:
        state = State(ended.state or State.DRAFT).words
        doubt = f"原有档案 {known.shown(ended)} {state}；确认重新建档的，可以当作新档案导入。"
        return Judged(row, Verdict.DOUBTFUL, name, doubt=doubt, plan=plan)
    return Judged(row, Verdict.NEW, name, doubt=told.doubt, plan=plan)


def _judged_by_name(row: ReadRow, plan: FilePlan, known: _Known) -> Judged:
    name = plan.form.owner.name
    same = known.names.get(name, ())
    if same:
        numbers = "、".join(known.shown(record) for record in same[:3])
        doubt = f"没有身份证号，已有同名的档案 {numbers}；请补号码，确认不是同一人的可以当作新档案导入。"
        return Judged(row, Verdict.DOUBTFUL, name, doubt=doubt, plan=plan)
    return Judged(row, Verdict.NEW, name, doubt="没有身份证号，以后要补。", plan=plan)


def _elsewhere(
    name: str, record: HardshipFileRecord, member: HouseholdMemberRecord | None, known: _Known
) -> CellFault:
    role = "建档职工" if member is None else "家庭成员"
    state = term_label("file_state", record.state or "draft")
    office = known.offices.get(record.office or "")
    where = f"（{office.name}）" if office else ""
    words = f"{name}已在档案 {known.shown(record)}{where}中（{role}，{state}），一户只建一份档案。"
    return CellFault("id_no", words)


def _judged_file(row: ReadRow, record: HardshipFileRecord, known: _Known, judging: Judging) -> Judged:
    held = known.forms[record.uid]
    told_of = _owner(row, held.owner, judging)
    faults, doubt, form = told_of.faults, told_of.doubt, held
    if not faults:
        try:
            form = _formed(row, held, told_of.card, judging)
        except RuleBroken as error:
            faults = (broken(error, ""),)
    if faults:
        return Judged(row, Verdict.REFUSED, told_of.card.name, faults=faults)
    if form.owner.name != held.owner.name:
        words = f"这个身份证号在档案 {known.shown(record)} 中是“{held.owner.name}”，姓名不同，请对照原件。"
        return Judged(row, Verdict.REFUSED, form.owner.name, faults=(CellFault("name", words),))
    told = row.of("class_code") or ""
    if told and told != record.class_code and record.uid in known.decided:
        told, doubt = "", f"{doubt}困难类别已在本系统认定，没有更改。"
    changes = list(changes_between(held.owner, form.owner, PERSON_COLUMNS, person_value))
    changes += changes_between(held, form, _FILE_COLUMNS, _form_value)
    if told and told != (record.class_code or ""):
        label = term_label("hardship_class", record.class_code)
        changes.append(FieldChange("困难类别", label, term_label("hardship_class", told)))
    plan = FilePlan(form, told, record.uid, record.owner_uid or "")
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Judged(row, verdict, form.owner.name, tuple(changes), doubt=doubt, plan=plan)


def _form_value(form: FileForm, name: str) -> Any:
    """Return a field of a form in the form in which a row says it."""
    if name == "employer":
        return form.employer.name
    if name in {"credit_code", "class_code"}:
        return ""
    if name == "month_income":
        wage = _wage(form)
        return wage.amount_fen if wage else None
    if name == "applied_on":
        return (form.applied_on, "day") if form.applied_on else None
    if name == "main_cause":
        return term_label("cause", form.main_cause)
    return getattr(form, name)


def _wage(form: FileForm) -> IncomeEntry | None:
    own = (
        item for item in form.incomes if item.whose == OWNER and item.kind == "wage" and item.per == "month"
    )
    return next(own, None)


# --- writing


def _firm_key(card: EmployerCard) -> str:
    return card.credit_code or card.name


def _write_employers(work: Work, plans: Iterable[FilePlan]) -> dict[str, str]:
    """Return the employers of the plans by code or name; those that nobody knows yet are made."""
    cards = {_firm_key(card): card for plan in plans if not (card := plan.form.employer).is_blank}
    by_name, by_code = employers_known(
        work.session,
        (card.name for card in cards.values() if card.name),
        (card.credit_code for card in cards.values() if card.credit_code),
    )
    found: dict[str, str] = {}
    fresh = []
    for key, card in cards.items():
        named = by_name.get(card.name)
        if named is not None and card.credit_code and named.credit_code not in (None, card.credit_code):
            named = None
        record = by_code.get(card.credit_code) or named
        if card.uid or record is not None:
            found[key] = card.uid or (record.uid if record else "")
            continue
        uid = found[key] = new_uid()
        values = stored_fields(card, EMPLOYER_FIELDS)
        fresh.append({"uid": uid, "audience": SHARED_AUDIENCE, **values})
    work.insert_many(EmployerRecord, fresh)
    return found


def _write_new(work: Work, plans: Sequence[FilePlan], firms: Mapping[str, str], judging: Judging) -> None:
    actor = judging.actor
    audience = {"audience": actor.audience}
    office = offices_in(work.session).get(actor.office)
    numbers = take_numbers(
        work.session, SERIES, actor.office, judging.site, judging.today, len(plans),
        prefix=office.prefix if office else "",
    )  # fmt: skip
    known = persons(work.session, [])
    for part in chunks(plan.owner_uid for plan in plans if plan.owner_uid):
        known.update(persons(work.session, part))
    people, households, records, incomes, events, touches = [], [], [], [], [], []
    for plan, (number, temporary) in zip(plans, numbers, strict=True):
        form, file_uid, household_uid = plan.form, new_uid(), new_uid()
        owner = known.get(plan.owner_uid)
        owner_uid = plan.owner_uid if owner is not None else new_uid()
        if owner is not None:
            _fill(owner, form.owner)
        else:
            people.append({"uid": owner_uid, **audience, **stored_fields(form.owner, PERSON_FIELDS)})
        households.append({"uid": household_uid, **audience, **stored_fields(form, HOUSEHOLD_FIELDS)})
        values = stored_fields(form, FILE_FIELDS)
        values |= {
            "number": number,
            "temporary_number": number if temporary else None,
            "office": actor.office,
        }
        values |= {"state": State.DRAFT.value, "created_at": judging.at, "household_uid": household_uid}
        values |= {"owner_uid": owner_uid, "employer_uid": firms.get(_firm_key(form.employer))}
        values |= _class_values(plan.class_code)
        records.append({"uid": file_uid, **audience, **values})
        incomes += [_income_row(item, file_uid, actor.audience) for item in form.incomes]
        events.append({"uid": new_uid(), **audience, **_event(file_uid, judging)})
        touches.append(_touch_row(file_uid, judging))
    for record, rows in (
        (PersonRecord, people),
        (HouseholdRecord, households),
        (HardshipFileRecord, records),
        (IncomeRecord, incomes),
        (EventRecord, events),
        (TouchRecord, touches),
    ):
        judging.progress(0, 0)
        work.insert_many(record, rows)


def _fill(record: PersonRecord, card: PersonCard) -> None:
    """Write onto a known card what the table says of the person; what it does not say stays."""
    held = person_card(record)
    values = {name: value for name, value in stored_fields(card, PERSON_FIELDS).items() if value is not None}
    if card.birth_on is None:
        values.pop("birth_precision", None)
    if card.work_start_on is None:
        values.pop("work_start_precision", None)
    if held.id_type and card.id_no == held.id_no:
        values.pop("id_type", None)
    change(record, values)


def _class_values(class_code: str) -> dict[str, str]:
    if not class_code:
        return {}
    return {"class_code": class_code, "class_scheme": _SCHEME_OF.get(class_code, _OLDER)}


def _income_row(item: IncomeEntry, file_uid: str, audience: str) -> dict[str, Any]:
    values = stored_fields(item, ("kind", "amount_fen", "per", "months"))
    return {"uid": new_uid(), "audience": audience, "file_uid": file_uid, "position": 0, **values}


def _event(file_uid: str, judging: Judging) -> dict[str, Any]:
    return {
        "subject": FILE_ENTITY,
        "subject_uid": file_uid,
        "on": judging.today,
        "kind": "application",
        "text": "从 Excel 名单导入，开始登记。",
        "by": judging.actor.user,
        "office": judging.actor.office,
        "recorded_at": judging.at,
    }


def _touch_row(file_uid: str, judging: Judging) -> dict[str, Any]:
    return {
        "uid": file_uid,
        "entity": FILE_ENTITY,
        "changed_at": judging.at,
        "changed_by": judging.actor.user,
    }


def _write_changes(work: Work, plans: Sequence[FilePlan], firms: Mapping[str, str], judging: Judging) -> None:
    for start in range(0, len(plans), CHUNK):
        part = plans[start : start + CHUNK]
        records = files(work.session, [plan.file_uid for plan in part])
        owners = persons(work.session, [plan.owner_uid for plan in part])
        homes = [record.household_uid for record in records.values() if record.household_uid]
        wanted = select(HouseholdRecord).where(HouseholdRecord.uid.in_(homes))
        households = {household.uid: household for household in work.session.scalars(wanted)}
        held = _incomes_of(work, records)
        touched = {row.uid: row for row in work.session.scalars(_touches(records))}
        for plan in part:
            record, form = records[plan.file_uid], plan.form
            change(owners[plan.owner_uid], stored_fields(form.owner, PERSON_FIELDS))
            change(households[record.household_uid or ""], stored_fields(form, HOUSEHOLD_FIELDS))
            change(record, stored_fields(form, FILE_FIELDS) | _class_values(plan.class_code))
            firm = firms.get(_firm_key(form.employer))
            if firm:
                change(record, {"employer_uid": firm})
            _write_wage(work, record, form, held)
            if (known := touched.get(record.uid)) is not None:
                known.changed_at, known.changed_by = judging.at, judging.actor.user
            else:
                work.session.add(TouchRecord(**_touch_row(record.uid, judging)))
        judging.progress(start + len(part), len(plans))


def _incomes_of(work: Work, file_uids: Iterable[str]) -> dict[str, IncomeRecord]:
    wanted = select(IncomeRecord).where(IncomeRecord.file_uid.in_(list(file_uids)))
    return {record.uid: record for record in work.session.scalars(wanted)}


def _touches(file_uids: Iterable[str]) -> Select[Any]:
    return select(TouchRecord).where(TouchRecord.uid.in_(list(file_uids)))


def _write_wage(
    work: Work, record: HardshipFileRecord, form: FileForm, held: Mapping[str, IncomeRecord]
) -> None:
    wage = _wage(form)
    if wage is None:
        return
    if wage.uid in held:
        change(held[wage.uid], {"amount_fen": wage.amount_fen})
        return
    row = _income_row(wage, record.uid, record.audience)
    work.session.add(IncomeRecord(**{**row, "position": len(form.incomes)}))
