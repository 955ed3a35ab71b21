"""The compensation of a whole roster from a table: each row what is asked of one worker, computed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.fields import change
from union_desk.casework.intake import CellFault, FieldChange, Judged, Judging, ReadRow, Verdict
from union_desk.casework.recent import touch
from union_desk.casework.timeline import EventText, add_event
from union_desk.core.money import format_fen
from union_desk.dispute.queries import case_of
from union_desk.dispute.queries.calculations import calculation_rows, kept_of, worker_rows
from union_desk.dispute.queries.cases import form_of
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.service.calculations import Calculations, ground_of, open_case
from union_desk.dispute.service.chronicle import subject_of
from union_desk.dispute.service.reckoning import reckon
from union_desk.dispute.values import Party
from union_desk.dispute.values.calculation import Calculation, CalculationInputs
from union_desk.sheets.columns import Field
from union_desk.store.database import Database
from union_desk.store.work import Work

KIND: Final = "dispute_calculation"
_CHUNK: Final = 25
_WHO: Final = (
    Field("name", "姓名", "name", ("职工姓名", "申请人", "申请人姓名", "名字"), required=True),
    Field("id_no", "身份证号", "identity", ("身份证号码", "身份证", "证件号码", "证件号", "公民身份号码")),
)  # fmt: skip
# The name of a field is that of the desk's input; hours and days are read as an area is, in hundredths.
_ASKED: Final = (
    Field("entry_on", "入职日期", "day", ("入职时间", "进厂日期", "用工日期", "到岗日期")),
    Field("last_on", "最后工作日", "day", ("离职日期", "离职时间", "解除日期", "终止日期")),
    Field("ending", "怎样离职的", "code", ("离职原因", "解除原因", "离职情形"), lists="dispute_ending"),
    Field("average_fen", "平均工资", "money", ("月平均工资", "前十二个月平均工资", "月工资", "工资")),
    Field("last_month_fen", "上月工资", "money", ("最后一个月工资", "解除前一个月工资")),
    Field("paid_fen", "已付补偿", "money", ("已付经济补偿", "已支付补偿")),
    Field("notice_given", "已提前通知", "yes_no", ("提前三十日通知", "是否提前通知")),
    Field("unsigned", "没有签合同", "yes_no", ("未签合同", "未签劳动合同", "是否未签合同")),
    Field("signed_on", "签订合同日期", "day", ("合同签订日期", "补签日期")),
    Field("overtime_hundredths", "延长加班小时", "area", ("加班小时", "工作日加班小时", "平时加班小时")),
    Field("rest_hundredths", "休息日加班天数", "area", ("周末加班天数", "双休日加班天数")),
    Field("holiday_hundredths", "法定假日加班天数", "area", ("节假日加班天数", "法定休假日加班天数")),
    Field("total_years", "累计工作年限", "count", ("工龄", "累计工龄", "工作年限")),
    Field("leave_taken_hundredths", "已休年休假天数", "area", ("已休年假", "已休年假天数")),
    Field("owed_fen", "拖欠工资", "money", ("欠薪", "欠薪金额", "拖欠金额")),
)  # fmt: skip
_DAYS: Final = frozenset({"entry_on", "last_on", "signed_on"})
_NAMES: Final = frozenset(field.name for field in _ASKED)


@dataclass(frozen=True, slots=True)
class CalculationPlan:
    """What is to be kept of one worker."""

    party_uid: str
    inputs: CalculationInputs
    result: Calculation


class CalculationIntake:
    """赔偿测算表 of one case: what a row says goes on top of what the case and the first worker say."""

    name = KIND
    title = "赔偿测算表"
    unit = "人"
    hint = "按证件号码或者姓名对照本案的职工；表里没有的列，按案件里的日期和工资算。"
    fields = (*_WHO, *_ASKED)

    def __init__(self, case_uid: str, calculations: Calculations, common: CalculationInputs) -> None:
        self._case_uid, self._calculations, self._common = case_uid, calculations, common

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        record = case_of(session, self._case_uid)
        workers = [party for party in form_of(session, record).parties if party.kind == "worker"]
        kept = calculation_rows(session, self._case_uid)
        before = {uid: kept_of(row).result.claimed_fen for uid, row in kept.items()}
        ground = ground_of(session, judging.today)
        claimed_on = record.received_on or record.came_on or judging.today
        common = replace(self._common, claimed_on=self._common.claimed_on or claimed_on)
        seen: dict[str, int] = {}
        judged = []
        for place, row in enumerate(rows):
            if place % _CHUNK == 0:
                judging.progress(place, len(rows))
            party, fault = _found(row, workers)
            if party is not None and party.uid in seen:
                fault = CellFault("name", f"和第 {seen[party.uid]} 行是同一个人，只算前面那一行。")
            if party is None or fault is not None or row.faults:
                faults = (*row.faults, *((fault,) if fault is not None else ()))
                judged.append(Judged(row, Verdict.REFUSED, str(row.of("name") or ""), faults=faults))
                continue
            seen[party.uid] = row.number
            inputs = _told(row, party, common)
            result = reckon(inputs, ground)
            judged.append(_verdict(row, party, CalculationPlan(party.uid, inputs, result), before))
        return judged

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        del database, rows, judging
        return frozenset()

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        record = open_case(work.session, judging.actor, self._case_uid)
        plans: list[CalculationPlan] = [one.plan for one in rows]
        told = {plan.party_uid: plan.inputs for plan in plans}
        results = self._calculations.keep_in(work, record, told)
        parties = {row.uid: row for row in worker_rows(work.session, self._case_uid)}
        for uid, result in results.items():
            if parties[uid].roster:
                change(parties[uid], {"claim_fen": result.claimed_fen})
        total = format_fen(sum(result.claimed_fen for result in results.values()))
        words = f"按表测算 {len(plans)} 人，主张合计 {total} 元，已写入各人的请求金额。"
        add_event(work, subject_of(record), EventText(judging.today, "mediation", words), judging.at)
        touch(work, CASE_ENTITY, record.uid, judging.at)


def _found(row: ReadRow, workers: Sequence[Party]) -> tuple[Party | None, CellFault | None]:
    """Return the worker whom a row means, or why nobody is."""
    number, name = str(row.of("id_no") or ""), str(row.of("name") or "")
    if number:
        plain = number.upper()
        same = [party for party in workers if party.person.id_no == plain]
        if same:
            return same[0], None
    alike = [party for party in workers if party.name == name and not (number and party.person.id_no)]
    if len(alike) == 1:
        return alike[0], None
    if alike:
        return None, CellFault("name", f"名册里有 {len(alike)} 个{name}，请加上证件号码。")
    return None, CellFault("name", f"本案的职工里没有{name or '这个人'}，请先加进名册。")


def _told(row: ReadRow, party: Party, common: CalculationInputs) -> CalculationInputs:
    """Put what a row says on top of what the case says of the worker, and of all of them."""
    case: dict[str, Any] = {
        "entry_on": party.entry_on or common.entry_on,
        "last_on": party.left_on or common.last_on,
        "average_fen": party.monthly_wage_fen or common.average_fen,
        "monthly_fen": party.monthly_wage_fen or common.monthly_fen,
    }
    said: dict[str, Any] = {}
    for name, value in row.values.items():
        if name not in _NAMES:
            continue
        said[name] = value[0] if name in _DAYS else value
    if "average_fen" in said and party.monthly_wage_fen is None:
        case["monthly_fen"] = said["average_fen"]
    return replace(common, wages=(), **{**case, **said})


def _verdict(row: ReadRow, party: Party, plan: CalculationPlan, before: Mapping[str, int]) -> Judged:
    result = plan.result
    if result.lacks:
        named = _NAMES | {"name"}
        faults = tuple(
            CellFault(lack.field if lack.field in named else "", lack.sentence) for lack in result.lacks
        )
        return Judged(row, Verdict.REFUSED, party.name, faults=faults)
    if not result.items:
        fault = CellFault("", "没有可以算的项目，请填离职情形、拖欠工资或者加班。")
        return Judged(row, Verdict.REFUSED, party.name, faults=(fault,))
    held = before.get(party.uid)
    if held is None:
        words = f"主张 {format_fen(result.claimed_fen)} 元，{_items(result)}"
        return Judged(row, Verdict.NEW, party.name, doubt=words, plan=plan)
    if held == result.claimed_fen:
        return Judged(row, Verdict.SAME, party.name, plan=plan)
    change = FieldChange("主张", f"{format_fen(held)} 元", f"{format_fen(result.claimed_fen)} 元")
    return Judged(row, Verdict.CHANGED, party.name, changes=(change,), doubt=_items(result), plan=plan)


def _items(result: Calculation) -> str:
    """稳妥 18,000.00 元（赔偿金 36,000.00、拖欠工资 12,000.00）"""
    items = "、".join(f"{item.title} {format_fen(item.claimed_fen)}" for item in result.items)
    warned = f"；{result.warnings[0]}" if result.warnings else ""
    return f"稳妥 {format_fen(result.conservative_fen)} 元（{items}）{warned}"
