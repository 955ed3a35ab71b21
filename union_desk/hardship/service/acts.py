"""Writing down what happened to a file: a visit, a publicity, an objection, a check, a recheck, an exit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from union_desk.casework.calendars import calendar_in
from union_desk.casework.fields import change, stored_fields
from union_desk.casework.timeline import EventText
from union_desk.core.calendar import Calendar
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.hardship.queries.life import plain_fields, publicities_of_files, standing_body
from union_desk.hardship.records import (
    ExitRecord,
    HardshipFileRecord,
    HomeVisitRecord,
    MeansCheckRecord,
    ObjectionRecord,
    PublicityRecord,
    RecheckRecord,
    TransferRecord,
)
from union_desk.hardship.rules.clocks import publicity_end
from union_desk.hardship.service.periods import process_pack
from union_desk.hardship.service.standing import months_test
from union_desk.hardship.values import Exit, HomeVisit, MeansCheck, Objection, Publicity, Recheck, Transfer
from union_desk.store.work import Work

Act = HomeVisit | Publicity | Objection | MeansCheck | Recheck | Exit | Transfer
Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down, for the timeline."""

    uid: str
    event: EventText


@dataclass(frozen=True, slots=True)
class _Place:
    """The file that an act belongs to, and by which rules its days are counted."""

    record: HardshipFileRecord
    today: date
    calendar: Calendar
    pack: Pack


def write_act(work: Work, record: HardshipFileRecord, act: Act, today: date) -> Written:
    """Store an act of a file, new or mended; RuleBroken names its field."""
    at = _Place(record, today, calendar_in(work.session), process_pack(work.session, today))
    act = _tidy(act)
    match act:
        case HomeVisit():
            return _visit(work, at, act)
        case Publicity():
            return _publicity(work, at, act)
        case Objection():
            return _objection(work, at, act)
        case MeansCheck():
            return _means_check(work, at, act)
        case Recheck():
            return _recheck(work, at, act)
        case Exit():
            return _exit(work, at, act)
        case Transfer():
            return _transfer(work, at, act)


def _visit(work: Work, at: _Place, visit: HomeVisit) -> Written:
    on = _past(visit.on, at.today, "核查日期", "on")
    people = tuple(dict.fromkeys(name.strip() for name in visit.visitors if name.strip()))
    if not people:
        raise RuleBroken("请填写核查人。", field="visitors")
    if find_term("visit_conclusion", visit.conclusion) is None:
        raise RuleBroken("请选择核查结论。", field="conclusion")
    row = _row(work, HomeVisitRecord, visit.uid, file_uid=at.record.uid, removed=None)
    change(row, {**stored_fields(visit, plain_fields(HomeVisit)), "visitors": "\n".join(people)})
    label = term_label("visit_conclusion", visit.conclusion)
    return Written(row.uid, EventText(on, "home_visit", f"{'、'.join(people)}入户核查，结论：{label}。"))


def _publicity(work: Work, at: _Place, shown: Publicity) -> Written:
    begin = _past(shown.from_on, at.today, "公示开始日期", "from_on")
    if not shown.place:
        raise RuleBroken("请填写公示地点。", field="place")
    if find_term("publicity_cause", shown.cause) is None:
        raise RuleBroken("请选择公示的致困原因；公示只写大类，不写病名。", field="cause")
    end = publicity_end(begin, at.calendar, at.pack)
    last = shown.to_on or end.due_on
    if last < end.due_on:
        raise RuleBroken(f"公示至少到 {day_text(end.due_on)}。{''.join(end.steps)}", field="to_on")
    if shown.result_on is not None and not last < shown.result_on <= at.today:
        raise RuleBroken("公示期满以后才能填写结果。", field="result_on")
    if (shown.result_on is None) != (not shown.result):
        raise RuleBroken("公示结果和结果日期要一起填写。", field="result")
    row = _row(work, PublicityRecord, shown.uid, file_uid=at.record.uid)
    values = {**stored_fields(shown, plain_fields(Publicity)), "to_on": last, "steps": list(end.steps)}
    change(row, values)
    if shown.result_on is not None:
        return Written(row.uid, EventText(shown.result_on, "public_notice", f"公示结果：{shown.result}"))
    text = f"在{shown.place}公示，{day_text(begin)}至{day_text(last)}。"
    return Written(row.uid, EventText(begin, "public_notice", text))


def _objection(work: Work, at: _Place, objection: Objection) -> Written:
    posted = publicities_of_files(work.session, [at.record.uid])
    shown = next(iter(posted.get(at.record.uid, ())), None)
    if shown is None or shown.from_on is None or shown.to_on is None:
        raise RuleBroken("还没有公示，不能登记异议；请记在时间线上。", field="on")
    on = _past(objection.on, at.today, "异议日期", "on")
    if on < shown.from_on:
        raise RuleBroken(f"异议不能早于公示开始 {day_text(shown.from_on)}。", field="on")
    if on > shown.to_on:
        raise RuleBroken(
            f"公示已于 {day_text(shown.to_on)}期满；期满后的反映请记在时间线上，由审核人处理。", field="on"
        )
    for name, value, what in (("who", objection.who, "提出人"), ("text", objection.text, "异议内容")):
        if not value:
            raise RuleBroken(f"请填写{what}。", field=name)
    if objection.handled_on is not None:
        _past(objection.handled_on, at.today, "处理日期", "handled_on")
        if objection.handled_on < on:
            raise RuleBroken("处理日期不能早于异议日期。", field="handled_on")
        if not objection.handling or objection.upheld is None:
            raise RuleBroken("请写明处理情况，以及异议是否成立。", field="handling")
    row = _row(work, ObjectionRecord, objection.uid, publicity_uid=shown.uid)
    change(row, stored_fields(objection, plain_fields(Objection)))
    if objection.handled_on is None:
        return Written(row.uid, EventText(on, "objection", f"收到对公示的异议：{objection.text}"))
    word = "成立" if objection.upheld else "不成立"
    return Written(row.uid, EventText(objection.handled_on, "objection", f"异议{word}：{objection.handling}"))


def _means_check(work: Work, at: _Place, check: MeansCheck) -> Written:
    asked = _past(check.asked_on, at.today, "提请核对日期", "asked_on")
    if check.answered_on is not None:
        if not asked <= check.answered_on <= at.today:
            raise RuleBroken("收到结果的日期要在提请核对和今天之间。", field="answered_on")
        if check.consistent is None:
            raise RuleBroken("请选择核对结果与申报是否一致。", field="consistent")
    row = _row(work, MeansCheckRecord, check.uid, file_uid=at.record.uid)
    change(row, stored_fields(check, plain_fields(MeansCheck)))
    if check.answered_on is None:
        return Written(row.uid, EventText(asked, "means_check", f"提请{check.asked_of or '民政部门'}核对。"))
    word = "一致" if check.consistent else "不一致"
    more = f"处理：{check.handling}" if check.handling else ""
    text = f"核对结果与申报{word}。{check.text}{more}"
    return Written(row.uid, EventText(check.answered_on, "means_check", text))


def _recheck(work: Work, at: _Place, recheck: Recheck) -> Written:
    on = _past(recheck.on, at.today, "复核日期", "on")
    if find_term("review_outcome", recheck.outcome) is None:
        raise RuleBroken("请选择复核结论。", field="outcome")
    row = _row(work, RecheckRecord, recheck.uid, file_uid=at.record.uid)
    values = {
        **stored_fields(recheck, plain_fields(Recheck)),
        "year": recheck.year or on.year,
        "before": standing_body(recheck.before),
        "after": standing_body(recheck.after),
        "by": recheck.by or work.actor.user,
    }
    change(row, values)
    label = term_label("review_outcome", recheck.outcome)
    return Written(row.uid, EventText(on, "review", f"{recheck.year or on.year} 年度复核：{label}。"))


def _exit(work: Work, at: _Place, leaving: Exit) -> Written:
    on = _past(leaving.on, at.today, "离档日期", "on")
    if leaving.reason and find_term("exit_reason", leaving.reason) is None:
        raise RuleBroken("请从列表中选择注销的原因。", field="reason")
    test = months_test(work.session, leaving.months, at.pack)
    row = _row(work, ExitRecord, leaving.uid, file_uid=at.record.uid)
    months = [
        {
            "first_on": told.first_on.isoformat(),
            "income_fen": told.income_fen,
            "population": told.population,
            "threshold_fen": tested.threshold_fen,
        }
        for told, tested in zip(
            sorted(leaving.months, key=lambda each: each.first_on), test.months, strict=True
        )
    ]
    values = stored_fields(leaving, plain_fields(Exit))
    change(row, {**values, "months": months, "steps": list(test.steps) if months else []})
    label = term_label("review_outcome", leaving.kind)
    why = term_label("exit_reason", leaving.reason) or leaving.text or (test.steps[-1] if months else "")
    return Written(row.uid, EventText(on, "lift", f"拟{label}：{why}"))


def _transfer(work: Work, at: _Place, transfer: Transfer) -> Written:
    on = _past(transfer.on, at.today, "移交日期", "on")
    if not transfer.receiver:
        raise RuleBroken("请填写接收单位。", field="receiver")
    if transfer.received_on is not None and not on <= transfer.received_on <= at.today:
        raise RuleBroken("接收日期要在移交日期和今天之间。", field="received_on")
    row = _row(work, TransferRecord, transfer.uid, file_uid=at.record.uid)
    change(row, stored_fields(transfer, plain_fields(Transfer)))
    if transfer.received_on is not None:
        return Written(
            row.uid, EventText(transfer.received_on, "transfer", f"{transfer.receiver}已接收档案。")
        )
    return Written(row.uid, EventText(on, "transfer", f"移交给{transfer.receiver}。"))


def _row(work: Work, kind: type[Row], uid: str, **parent: str | None) -> Row:
    """Return the row with this id, or a new one that belongs to its parent."""
    found: Row | None = work.session.get(kind, uid)
    key, owner = next(iter(parent.items()))
    if found is not None:
        if getattr(found, key) != owner:
            raise RuleBroken("这条记录属于另一份档案，请重新打开本页。")
        return found
    holder: Any = HardshipFileRecord if key == "file_uid" else PublicityRecord
    audience = work.session.get_one(holder, owner).audience
    empty = {column.key: None for column in kind.__table__.columns if column.key not in _FIXED}
    row: Row = kind(uid=uid, audience=audience, **{**empty, **parent})
    work.session.add(row)
    return row


_FIXED = frozenset({"uid", "audience", "row_version"})


def _past(day: date | None, today: date, what: str, field: str) -> date:
    if day is None:
        raise RuleBroken(f"请填写{what}。", field=field)
    if day > today:
        raise RuleBroken(f"{what}不能晚于今天。", field=field)
    return day


def _tidy(act: Act) -> Act:
    """Return the act with its texts as the store can hold them."""
    values: dict[str, Any] = {name: getattr(act, name) for name in type(act).__dataclass_fields__}
    texts = {name: storable(text).strip() for name, text in values.items() if isinstance(text, str)}
    return type(act)(**{**values, **texts})
