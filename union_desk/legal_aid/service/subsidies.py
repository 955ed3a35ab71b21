"""办案补贴: rates by their day, and what of them is asked for, approved, paid and never given twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.chronicle import of_office
from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import DISTRICT_AUDIENCE, SHARED_AUDIENCE, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.dispute.service.acting import check_code, empty_row, past_day, tidied
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.queries.ledger import ledger, waiting
from union_desk.legal_aid.queries.life import plain_fields, subsidy_line
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import (
    AID_ENTITY,
    AidCaseRecord,
    AidServiceRecord,
    AssignmentRecord,
    SubsidyRateRecord,
    SubsidyRecord,
)
from union_desk.legal_aid.rules.states import DONE, State
from union_desk.legal_aid.rules.subsidy import Amount, PaidBefore, Rate, check_not_twice, subsidy
from union_desk.legal_aid.service.chronicle import NOUN
from union_desk.legal_aid.values import Subsidy, SubsidyRate, new_uid
from union_desk.legal_aid.values.ledger import SubsidyEntry
from union_desk.people.queries import held_values
from union_desk.store.database import Database
from union_desk.store.work import Work

_RATE: Final = plain_fields(SubsidyRate)


class Subsidies:
    """The subsidies of the cases of one store, and the rates that they are paid by."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    # --- rates

    def rates(self, actor: Actor) -> tuple[SubsidyRate, ...]:
        """Return the rates, the latest day first; one that was withdrawn stays readable."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            rows = session.scalars(
                select(SubsidyRateRecord).order_by(
                    SubsidyRateRecord.from_on.desc(), SubsidyRateRecord.kind, SubsidyRateRecord.stage
                )
            )
            return tuple(SubsidyRate(uid=row.uid, **held_values(row, SubsidyRate, _RATE)) for row in rows)

    def save_rate(self, actor: Actor, rate: SubsidyRate) -> str:
        """Enter a rate from its day on; RuleBroken names a field. One that was used is not changed."""
        require(actor, Right.DECIDE)
        rate = tidied(rate)
        _check_rate(rate)
        with self._database.write("登记补贴标准", actor) as work:
            if _used(work.session, rate.uid):
                raise RuleBroken(
                    "已经有补贴按这一标准计算，不能修改；请另登记一条新的标准。", field="amount_fen"
                )
            for row in work.session.scalars(_twins(rate)):
                known = format_fen(row.amount_fen or 0)
                raise RuleBroken(f"这一天起的同一标准已经登记（{known} 元）。", field="from_on")
            held = work.session.get(SubsidyRateRecord, rate.uid)
            if held is None:
                held = empty_row(SubsidyRateRecord, rate.uid, SHARED_AUDIENCE)
                work.session.add(held)
            change(held, stored_fields(rate, [name for name in _RATE if name != "withdrawn"]))
            return held.uid

    def withdraw_rate(self, actor: Actor, uid: str, reason: str) -> str:
        """Withdraw a rate that was wrong; what was paid by it stays as it was. Return the work."""
        require(actor, Right.DECIDE)
        reason = _reasoned(reason, "请写明作废的理由。")
        with self._database.write("作废补贴标准", actor, reason=reason) as work:
            row = work.session.get(SubsidyRateRecord, uid)
            if row is None:
                raise RuleBroken("这条标准已不在，请重新打开本页。")
            change(row, {"withdrawn": True})
            return work.uid

    # --- lines

    def amount(
        self, actor: Actor, uid: str, service_uid: str, stage: str, parties: int = 1, on: date | None = None
    ) -> Amount:
        """Work out what a service of a case is paid in a stage, with the steps that lead to it."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = case_of(session, uid)
            return _amount(session, record, service_uid, stage, parties, on or self._today())

    def ask(self, actor: Actor, uid: str, line: Subsidy) -> str:
        """Ask for a subsidy; the sum is that of the rate of the day on which the service ended."""
        require(actor, Right.EDIT)
        line = tidied(line)
        with self._database.write("申报办案补贴", actor) as work:
            record = self._case(work, actor, uid)
            asked_on = past_day(line.asked_on or self._today(), self._today(), "申报日期", "asked_on")
            _check_asked(work.session, record, line, asked_on)
            found = _amount(work.session, record, line.service_uid, line.stage, line.parties or 1, asked_on)
            if work.session.get(SubsidyRecord, line.uid) is not None:
                raise RuleBroken("这笔补贴已经申报，不能修改；写错的请先冲正。", field="stage")
            row = empty_row(SubsidyRecord, line.uid, record.audience, case_uid=uid)
            work.session.add(row)
            values: dict[str, Any] = {
                "assignment_uid": line.assignment_uid,
                "service_uid": line.service_uid,
                "rate_uid": found.rate.uid,
                "stage": line.stage,
                "parties": line.parties or 1,
                "amount_fen": found.amount_fen,
                "steps": list(found.steps),
                "asked_on": asked_on,
                "remark": line.remark or None,
            }
            change(row, values)
            touch(work, AID_ENTITY, uid, self._clock())
            return work.uid

    def ledger(self, actor: Actor) -> tuple[SubsidyEntry, ...]:
        """Return the subsidies of all cases, the latest asked first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return ledger(session, _own(actor))

    def waiting(self, actor: Actor) -> dict[str, int]:
        """Count one's own lines that wait for approval (asked) and for payment (approved)."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return waiting(session, _own(actor))

    def approve(self, actor: Actor, uid: str, line_uid: str, on: date | None = None) -> str:
        """Approve what was asked for: an act of who reviews."""
        return self.approve_many(actor, ((uid, line_uid),), on)

    def approve_many(self, actor: Actor, lines: Sequence[tuple[str, str]], on: date | None = None) -> str:
        """Approve lines (case, line) in one work; none is approved when one of them cannot be."""
        require(actor, Right.REVIEW)
        with self._database.write("审批办案补贴", actor) as work:
            day = past_day(on or self._today(), self._today(), "审批日期", "approved_on")
            for row in self._standing_lines(work, actor, lines):
                with self._naming(work, row, lines):
                    _check_approval(row, day)
                change(row, {"approved_on": day, "approver": actor.user})
                touch(work, AID_ENTITY, row.case_uid or "", self._clock())
            return work.uid

    def pay(self, actor: Actor, uid: str, line_uid: str, voucher: str, on: date | None = None) -> str:
        """Write down that an approved subsidy was paid; it is paid once."""
        return self.pay_many(actor, ((uid, line_uid),), voucher, on)

    def pay_many(
        self, actor: Actor, lines: Sequence[tuple[str, str]], voucher: str, on: date | None = None
    ) -> str:
        """Write down that approved lines (case, line) were paid by one voucher; none when one cannot be."""
        require(actor, Right.EDIT)
        voucher = storable(voucher).strip()
        with self._database.write("发放办案补贴", actor) as work:
            day = past_day(on or self._today(), self._today(), "发放日期", "paid_on")
            for row in self._standing_lines(work, actor, lines):
                with self._naming(work, row, lines):
                    _check_payment(row, day)
                change(row, {"paid_on": day, "voucher": voucher or None})
                touch(work, AID_ENTITY, row.case_uid or "", self._clock())
            return work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a work back; RuleBroken when something was built on it."""
        return take_back(self._database, actor, work_uid)

    def reverse(self, actor: Actor, uid: str, line_uid: str, reason: str) -> str:
        """Take a line back by one of its own (冲正); then it may be asked for anew."""
        require(actor, Right.DECIDE)
        reason = _reasoned(reason, "请写明冲正的理由。")
        with self._database.write("冲正办案补贴", actor, reason=reason) as work:
            row = self._standing(work, actor, uid, line_uid)
            back = empty_row(SubsidyRecord, new_uid(), row.audience, case_uid=uid)
            work.session.add(back)
            kept = {
                name: getattr(row, name) for name in ("assignment_uid", "service_uid", "stage", "parties")
            }
            values = {
                "amount_fen": -(row.amount_fen or 0),
                "asked_on": self._today(),
                "reverses_uid": row.uid,
                "remark": reason,
            }
            change(back, {**kept, **values})
            touch(work, AID_ENTITY, uid, self._clock())
            return work.uid

    # --- inside

    def _today(self) -> date:
        return local_day(self._clock())

    def _case(self, work: Work, actor: Actor, uid: str) -> AidCaseRecord:
        return of_office(actor, case_of(work.session, uid), NOUN)

    def _standing_lines(
        self, work: Work, actor: Actor, lines: Sequence[tuple[str, str]]
    ) -> list[SubsidyRecord]:
        if not lines:
            raise RuleBroken("请先选中补贴。")
        return [self._standing(work, actor, uid, line_uid) for uid, line_uid in dict.fromkeys(lines)]

    @contextmanager
    def _naming(self, work: Work, row: SubsidyRecord, lines: Sequence[tuple[str, str]]) -> Iterator[None]:
        """Say of which case it is that one of several lines cannot be written."""
        try:
            yield
        except RuleBroken as broken:
            if len(lines) == 1:
                raise
            case = case_of(work.session, row.case_uid or "")
            shown = shown_number(case.number, case.office, offices_in(work.session))
            raise RuleBroken(f"{shown}：{broken.message}", field=broken.field) from broken

    def _standing(self, work: Work, actor: Actor, uid: str, line_uid: str) -> SubsidyRecord:
        """Return a line of a case that was not taken back."""
        self._case(work, actor, uid)
        row = work.session.get(SubsidyRecord, line_uid)
        if row is None or row.case_uid != uid or row.reverses_uid:
            raise RuleBroken("这笔补贴已不在，请重新打开本页。")
        wanted = select(SubsidyRecord.uid).where(SubsidyRecord.reverses_uid == line_uid)
        if work.session.scalars(wanted).first() is not None:
            raise RuleBroken("这笔补贴已经冲正。")
        return row


def _own(actor: Actor) -> str | None:
    """Return whose cases an actor may change, None for those of every office."""
    return None if actor.audience == DISTRICT_AUDIENCE else actor.audience


def standing_lines(session: Session, uid: str) -> tuple[Subsidy, ...]:
    """Return the subsidies of a case that were not taken back, as they were asked for."""
    rows = session.scalars(
        select(SubsidyRecord).where(SubsidyRecord.case_uid == uid).order_by(SubsidyRecord.asked_on)
    ).all()
    gone = {row.reverses_uid for row in rows if row.reverses_uid}
    return tuple(subsidy_line(row) for row in rows if not row.reverses_uid and row.uid not in gone)


def _check_asked(session: Session, record: AidCaseRecord, line: Subsidy, asked_on: date) -> None:
    """Refuse what is not this case's, what comes before the report, and what was asked for already."""
    if State(record.state or State.REGISTERED) not in DONE or record.reported_on is None:
        raise RuleBroken("提交结案报告以后才能申报补贴。", field="asked_on")
    if asked_on < record.reported_on:
        raise RuleBroken(f"申报日期不能早于结案报告 {day_text(record.reported_on)}。", field="asked_on")
    check_code("subsidy_stage", line.stage, "请选择补贴阶段。", "stage")
    service = session.get(AidServiceRecord, line.service_uid) if line.service_uid else None
    if service is None or service.case_uid != record.uid or service.removed:
        raise RuleBroken("请选择本案的援助方式。", field="service_uid")
    given = session.get(AssignmentRecord, line.assignment_uid) if line.assignment_uid else None
    if given is None or given.case_uid != record.uid:
        raise RuleBroken("请选择本案的承办人。", field="assignment_uid")
    before = [
        PaidBefore(each.service_uid, each.stage, each.assignment_uid, each.asked_on or asked_on)
        for each in standing_lines(session, record.uid)
    ]
    check_not_twice(before, line.service_uid, line.stage)


def _check_approval(row: SubsidyRecord, day: date) -> None:
    if row.approved_on is not None:
        raise RuleBroken(f"这笔补贴已于 {day_text(row.approved_on)}审批。", field="approved_on")
    if row.asked_on is not None and day < row.asked_on:
        raise RuleBroken(f"审批日期不能早于申报日期 {day_text(row.asked_on)}。", field="approved_on")


def _check_payment(row: SubsidyRecord, day: date) -> None:
    if row.approved_on is None:
        raise RuleBroken("这笔补贴还没有审批，不能发放。", field="approved_on")
    if row.paid_on is not None:
        raise RuleBroken(f"这笔补贴已于 {day_text(row.paid_on)}发放，不能重复发放。", field="paid_on")
    if day < row.approved_on:
        raise RuleBroken(f"发放日期不能早于审批日期 {day_text(row.approved_on)}。", field="paid_on")


def _amount(
    session: Session, record: AidCaseRecord, service_uid: str, stage: str, parties: int, on: date
) -> Amount:
    service = session.get(AidServiceRecord, service_uid) if service_uid else None
    kind = service.kind if service is not None else None
    done = service.to_on if service is not None else None
    rows = session.scalars(select(SubsidyRateRecord).where(SubsidyRateRecord.withdrawn.is_(None)))
    rates = [
        Rate(row.uid, row.kind or "", row.stage or "", row.amount_fen, row.from_on, row.document_no or "")
        for row in rows
        if row.amount_fen is not None and row.from_on is not None
    ]
    return subsidy(rates, kind or "", stage, done or record.ended_on or on, parties=parties)


def _check_rate(rate: SubsidyRate) -> None:
    if rate.kind:
        check_code("aid_service", rate.kind, "请选择援助方式。", "kind")
    check_code("subsidy_stage", rate.stage, "请选择补贴阶段。", "stage")
    if rate.amount_fen is None or rate.amount_fen <= 0:
        raise RuleBroken("请填写补贴标准的金额。", field="amount_fen")
    if rate.from_on is None:
        raise RuleBroken("请填写执行日期。", field="from_on")


def _twins(rate: SubsidyRate) -> Any:
    record = SubsidyRateRecord
    kind = record.kind == rate.kind if rate.kind else record.kind.is_(None)
    same = (record.stage == rate.stage, record.from_on == rate.from_on, record.uid != rate.uid)
    return select(record).where(kind, *same, record.withdrawn.is_(None))


def _used(session: Session, uid: str) -> bool:
    wanted = select(SubsidyRecord.uid).where(SubsidyRecord.rate_uid == uid)
    return session.scalars(wanted).first() is not None


def _reasoned(reason: str, sentence: str) -> str:
    reason = storable(reason).strip()
    if not reason:
        raise RuleBroken(sentence, field="reason")
    return reason
