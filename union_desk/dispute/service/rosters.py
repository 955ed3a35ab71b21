"""The roster of a collective dispute: taken in as a table, representatives, each one's consent and sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.intake import CellFault, FieldChange, Intake, Judged, Judging, ReadRow, Verdict
from union_desk.casework.intake.rows import value_words
from union_desk.casework.recent import touch
from union_desk.casework.timeline import EventText, add_event
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries import case_of
from union_desk.dispute.queries.calculations import worker_rows
from union_desk.dispute.queries.cases import form_of, row_fields
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord, PartyRecord
from union_desk.dispute.rules.collective import LEAST, RosterRow, check_representatives, roster_faults
from union_desk.dispute.rules.states import BOUND, State
from union_desk.dispute.service.calculation_intake import CalculationIntake
from union_desk.dispute.service.calculations import Calculations, open_case
from union_desk.dispute.service.chronicle import subject_of
from union_desk.dispute.service.writing import refuse_needed
from union_desk.dispute.values import Party
from union_desk.dispute.values.calculation import CalculationInputs
from union_desk.people.intake import PERSON_COLUMNS, card_of, person_value
from union_desk.people.rules import tidy_person
from union_desk.people.service import store_person
from union_desk.people.values import PersonCard
from union_desk.sheets.columns import Field
from union_desk.store.database import Database
from union_desk.store.work import Work

KIND: Final = "dispute_roster"
_CHUNK: Final = 50
_PERSON: Final = frozenset(
    {"name", "id_no", "sex", "mobile", "address", "bank", "bank_branch", "card_no", "card_holder"}
)
_PERSON_FIELDS: Final = tuple(
    replace(field, required=field.name == "name") for field in PERSON_COLUMNS if field.name in _PERSON
)
_PARTY_FIELDS: Final = (
    Field("post", "岗位", "text", ("工种", "职务", "部门岗位")),
    Field("entry_on", "入职日期", "day", ("入职时间", "进厂日期", "进厂时间", "用工日期", "到岗日期")),
    Field("left_on", "离职日期", "day", ("离职时间", "离厂日期", "解除日期", "最后工作日")),
    Field("monthly_wage_fen", "月工资", "money", ("工资", "工资标准", "月薪", "平均工资")),
    Field("claim_fen", "请求金额", "money", ("主张金额", "拖欠金额", "欠薪金额", "请求", "金额", "欠薪")),
    Field("agreed_fen", "协议金额", "money", ("约定金额", "同意金额", "和解金额", "实际支付金额")),
    Field("consented", "同意协议", "yes_no", ("是否同意", "同意", "本人同意")),
    Field("consent_on", "同意日期", "day", ("签字日期", "同意时间")),
    Field("remark", "备注", "text"),
)  # fmt: skip
_DAYS: Final = frozenset({"entry_on", "left_on", "consent_on"})
_PARTY_NAMES: Final = tuple(field.name for field in _PARTY_FIELDS)


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """One worker as he is to stand in the roster; `known`: he stands there already."""

    party: Party
    known: bool


class RosterIntake:
    """职工名册 of one case: new workers, and what changes on those who stand in it already."""

    name = KIND
    title = "职工名册"
    unit = "人"
    hint = "按证件号码对照，没有号码的按姓名；名册上已有的人只改表里写了的各项。"
    fields = (*_PERSON_FIELDS, *_PARTY_FIELDS)

    def __init__(self, case_uid: str) -> None:
        self._case_uid = case_uid

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        form = form_of(session, case_of(session, self._case_uid))
        known = _Known([party for party in form.applicants if party.kind == "worker"])
        told = [(row, known.find(row)) for row in rows]
        parties = [_said(row, held) for row, held in told]
        faults = _faults(parties, rows, known, judging.today)
        judged = []
        for place, ((row, held), party) in enumerate(zip(told, parties, strict=True)):
            if place % _CHUNK == 0:
                judging.progress(place, len(rows))
            wrong = [*row.faults, *faults.get(place, ())]
            try:
                card, _warnings = tidy_person(party.person, judging.today, "person")
            except RuleBroken as broken:
                field = (broken.field or "").removeprefix("person.")
                if all(fault.field != field for fault in wrong):
                    wrong.append(CellFault(field, broken.message))
                card = party.person
            judged.append(_verdict(row, held, replace(party, person=card), wrong))
        return judged

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        del database, rows, judging
        return frozenset()

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        record = open_case(work.session, judging.actor, self._case_uid)
        if State(record.state or State.REGISTERED) in BOUND:
            raise RuleBroken("协议已经生效，名册不能再改；写错的请先撤回“达成协议”这一步。")
        held = {row.uid: row for row in worker_rows(work.session, self._case_uid)}
        position = max((row.position or 0 for row in held.values()), default=0)
        for number, one in enumerate(rows):
            if number % _CHUNK == 0:
                judging.progress(number, len(rows))
            plan: RosterPlan = one.plan
            row = held.get(plan.party.uid)
            if row is None:
                position += 1
                row = PartyRecord(audience=record.audience, case_uid=record.uid, position=position)
                work.session.add(row)
            _write(work, row, plan.party, judging.today)
        _count(work, record)
        words = f"名册写入 {len(rows)} 人。"
        add_event(work, subject_of(record), EventText(judging.today, "material", words), judging.at)
        touch(work, CASE_ENTITY, record.uid, judging.at)


class Rosters:
    """The rosters of the cases of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def intake(self, case_uid: str) -> Intake:
        """Return what takes a table in as the roster of a case."""
        return Intake(self._database, self._clock, (RosterIntake(case_uid),))

    def calculation_intake(self, case_uid: str, common: CalculationInputs) -> Intake:
        """Return what computes every worker of a table; `common` is what goes for all of them."""
        calculations = Calculations(self._database, self._clock)
        return Intake(self._database, self._clock, (CalculationIntake(case_uid, calculations, common),))

    def represent(self, actor: Actor, case_uid: str, party_uids: Iterable[str]) -> str:
        """Make these workers, and no others, the representatives; RuleBroken unless three to five of them."""
        require(actor, Right.EDIT)
        chosen = frozenset(party_uids)
        with self._changing(actor, case_uid, "推举代表") as (work, record, rows):
            roster = [RosterRow(uid, "") for uid in rows]
            check_representatives(roster, chosen, common_claim=bool(record.collective))
            for uid, row in rows.items():
                change(row, {"representative": uid in chosen})
            self._tell(work, record, f"推举代表 {len(chosen)} 人。")
            return work.uid

    def consent(
        self, actor: Actor, case_uid: str, party_uids: Iterable[str], *, agrees: bool | None, on: date | None
    ) -> str:
        """Write down who consents to the settlement, who does not, or (None) who was not asked after all."""
        require(actor, Right.EDIT)
        today = local_day(self._clock())
        if on is not None and on > today:
            raise RuleBroken("同意日期不能晚于今天。", field="on")
        with self._changing(actor, case_uid, "登记各人同意") as (work, record, rows):
            chosen = _of_roster(rows, party_uids)
            day = (on or today) if agrees is not None else None
            for row in chosen:
                change(row, {"consented": agrees, "consent_on": day})
            said = {True: "同意协议", False: "不同意协议", None: "改为还没有表态"}[agrees]
            self._tell(work, record, f"{len(chosen)} 名职工{said}。")
            return work.uid

    def agree_sums(self, actor: Actor, case_uid: str, sums: Mapping[str, int | None]) -> str:
        """Write down what was agreed for each of these workers."""
        require(actor, Right.EDIT)
        for fen in sums.values():
            if fen is not None and fen < 0:
                raise RuleBroken("金额不能是负数。", field="agreed_fen")
        with self._changing(actor, case_uid, "登记各人协议金额") as (work, record, rows):
            for row in _of_roster(rows, sums):
                change(row, {"agreed_fen": sums[row.uid]})
            total = sum(fen or 0 for fen in sums.values())
            self._tell(work, record, f"登记 {len(sums)} 名职工的协议金额，合计 {format_fen(total)} 元。")
            return work.uid

    def remove(self, actor: Actor, case_uid: str, party_uids: Iterable[str]) -> str:
        """Take workers off the roster; what was written of them stays readable in 修改记录."""
        with self._changing(actor, case_uid, "名册删去") as (work, record, rows):
            chosen = _of_roster(rows, party_uids)
            if any(row.representative for row in chosen):
                raise RuleBroken("其中有推举的代表，请先改推代表，再从名册删去。", field="representatives")
            refuse_needed(work, chosen)
            for row in chosen:
                if not row.roster:
                    raise RuleBroken("①当事人里的申请人不在这里删，请到①里删。")
                change(row, {"removed": True})
            _count(work, record)
            self._tell(work, record, f"从名册删去 {len(chosen)} 人。")
            return work.uid

    @contextmanager
    def _changing(
        self, actor: Actor, case_uid: str, title: str
    ) -> Iterator[tuple[Work, DisputeCaseRecord, dict[str, PartyRecord]]]:
        """Open a work on the workers of a case."""
        require(actor, Right.EDIT)
        with self._database.write(title, actor) as work:
            record = open_case(work.session, actor, case_uid)
            yield work, record, {row.uid: row for row in worker_rows(work.session, case_uid)}

    def _tell(self, work: Work, record: DisputeCaseRecord, words: str) -> None:
        event = EventText(local_day(self._clock()), "mediation", words)
        add_event(work, subject_of(record), event, self._clock())
        touch(work, CASE_ENTITY, record.uid, self._clock())


class _Known:
    """The workers of a case by what a row may say of them."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self.by_number = {party.person.id_no: party for party in parties if party.person.id_no}
        named: dict[str, list[Party]] = {}
        for party in parties:
            named.setdefault(party.name, []).append(party)
        self._by_name = named

    def find(self, row: ReadRow) -> Party | None:
        """Return the worker whom a row means; of two of one name, none."""
        number = str(row.of("id_no") or "").upper()
        if number:
            found = self.by_number.get(number)
            if found is not None:
                return found
        alike = self._by_name.get(str(row.of("name") or ""), [])
        alike = [party for party in alike if not number or not party.person.id_no]
        return alike[0] if len(alike) == 1 else None


def _said(row: ReadRow, held: Party | None) -> Party:
    """Return a worker as a row tells of him, on top of what the roster says of him already."""
    base = held if held is not None else Party(kind="worker", roster=True)
    person = {name: value for name, value in row.values.items() if name in _PERSON}
    told: dict[str, Any] = {
        name: value[0] if name in _DAYS else value
        for name, value in row.values.items()
        if name in _PARTY_NAMES
    }
    if told.get("consented") is not None and "consent_on" not in told and base.consent_on is None:
        told["consent_on"] = None
    return replace(base, person=card_of(base.person, person), **told)


def _faults(
    parties: Sequence[Party], rows: Sequence[ReadRow], known: _Known, today: date
) -> Mapping[int, list[CellFault]]:
    """Return what the rules say of the rows, by their place; a number twice names the row of the sheet."""
    roster = [
        RosterRow(party.uid, party.name, party.person.id_no, party.claim_fen, party.consented)
        for party in parties
    ]
    names = {number: party.name for number, party in known.by_number.items()}
    found: dict[int, list[CellFault]] = {}
    for fault in roster_faults(roster, today, names):
        sentence = fault.sentence
        if sentence.startswith("和第 "):
            place = int(sentence.removeprefix("和第 ").partition(" ")[0])
            sentence = f"和第 {rows[place - 1].number} 行是同一个证件号码。"
        field = "claim_fen" if fault.field == "claim" else fault.field
        found.setdefault(fault.row - 1, []).append(CellFault(field, sentence))
    for place, party in enumerate(parties):
        found.setdefault(place, []).extend(_day_faults(party, today))
    return found


def _day_faults(party: Party, today: date) -> Iterator[CellFault]:
    if party.entry_on is not None and party.entry_on > today:
        yield CellFault("entry_on", "入职日期不能晚于今天。")
    if party.entry_on is not None and party.left_on is not None and party.left_on < party.entry_on:
        yield CellFault("left_on", "离职日期不能早于入职日期。")
    if party.agreed_fen is not None and party.agreed_fen < 0:
        yield CellFault("agreed_fen", "金额不能是负数。")


def _verdict(row: ReadRow, held: Party | None, party: Party, wrong: Sequence[CellFault]) -> Judged:
    shown = party.name or "（没有姓名）"
    if wrong:
        return Judged(row, Verdict.REFUSED, shown, faults=tuple(wrong))
    plan = RosterPlan(party, held is not None)
    if held is None:
        doubt = "" if party.person.id_no else "没有证件号码，只按姓名。"
        return Judged(row, Verdict.NEW, shown, doubt=doubt, plan=plan)
    changes = tuple(_changes(held, party))
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Judged(row, verdict, shown, changes=changes, plan=plan)


def _changes(before: Party, after: Party) -> Iterator[FieldChange]:
    for field in _PERSON_FIELDS:
        yield from _change(
            field, person_value(before.person, field.name), person_value(after.person, field.name)
        )
    for field in _PARTY_FIELDS:
        held, told = getattr(before, field.name), getattr(after, field.name)
        if field.name in _DAYS:
            held, told = (held, "day") if held else None, (told, "day") if told else None
        yield from _change(field, held, told)


def _change(field: Field, held: Any, told: Any) -> Iterator[FieldChange]:
    if (held or None) != (told or None) or (held is False) != (told is False):
        yield FieldChange(field.label, value_words(field, held), value_words(field, told))


def _write(work: Work, row: PartyRecord, party: Party, today: date) -> None:
    if party.person != PersonCard(uid=party.person.uid, id_type=party.person.id_type):
        stored = store_person(work, party.person, row.audience, today, "person")
        change(row, {"person_uid": stored.uid})
    change(row, stored_fields(party, row_fields("parties")))


def _of_roster(rows: Mapping[str, PartyRecord], party_uids: Iterable[str]) -> list[PartyRecord]:
    chosen = list(dict.fromkeys(party_uids))
    if not chosen:
        raise RuleBroken("请先在名册里选人：空格勾选，或者选中一行。")
    if any(uid not in rows for uid in chosen):
        raise RuleBroken("选中的人已不在名册里，请重新选择。")
    return [rows[uid] for uid in chosen]


def _count(work: Work, record: DisputeCaseRecord) -> None:
    """Bring the headcount to what the roster says; ten and more in one list are a collective dispute."""
    work.session.flush()
    count = len(worker_rows(work.session, record.uid))
    change(record, {"headcount": count or None})
    if count >= LEAST and not record.collective:
        change(record, {"collective": True})
