"""The compensation of a collective dispute: its roster taken in, computed, kept and shown.

    python3 run.py bench compensation [--workers 500] [--processor]

A real encrypted store. Each line has its time for all workers, for one of them, and what it is beside the
bare arithmetic of all items. On a busy machine --processor counts only this process's time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from union_desk.casework.intake import Intake, IntakeOrder
from union_desk.casework.offices import Office
from union_desk.core.calendar import shipped_calendar
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.dispute.rules.estimates import CaseInputs, Ending, estimate
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseForm, Party
from union_desk.dispute.values.calculation import CalculationInputs, MonthWage
from union_desk.people.values import EmployerCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.sheets.grid import Sheet
from union_desk.sheets.layout import find_table
from union_desk.store.database import Database

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE = Office("QJ", "钱塘区总工会", "钱塘区", "district")
ACTOR = Actor("王芳", "QJ", "district", SOLE_ROLES)
GOAL_SECONDS = 5.0
FAULTY = 7
ROSTER_HEAD = ["姓名", "身份证号", "手机号码", "入职日期", "离职日期", "请求金额"]
DESK_HEAD = [
    "姓名",
    "身份证号",
    "入职日期",
    "离职日期",
    "平均工资",
    "加班小时",
    "欠薪金额",
    "未签合同",
    "工龄",
]
Clock = Callable[[], float]
Timed = Callable[[str, Callable[[], Any]], Any]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=500)
    parser.add_argument("--processor", action="store_true", help="count processor time")
    options = parser.parse_args()
    clock: Clock = time.process_time if options.processor else time.perf_counter
    with tempfile.TemporaryDirectory() as folder, Database.create(Path(folder) / "store", KEY) as database:
        furnish(database, (OFFICE,), OFFICE, {"王芳": (OFFICE, SOLE_ROLES)})
        return measure(DisputeService(database, lambda: NOW), options.workers, clock)


def measure(service: DisputeService, count: int, clock: Clock) -> int:
    lines: list[tuple[str, float]] = []

    def timed(what: str, act: Callable[[], Any]) -> Any:
        began = clock()
        result = act()
        lines.append((what, clock() - began))
        return result

    timed(
        "the bare arithmetic of all items",
        lambda: [estimate(bare(n), shipped_calendar()) for n in range(count)],
    )
    case = service.save(ACTOR, a_case()).uid
    take_roster(service, case, count, timed)
    compute(service, case, count, timed)
    timed("the sums of all workers, shown", lambda: service.calculations.workers(ACTOR, case))
    timed("the case with its roster, opened", lambda: service.view(case, ACTOR))
    base = lines[0][1]
    print(f"{count:,} workers; goal {GOAL_SECONDS:.0f} s for computing and keeping a whole roster")
    print("| what                                          |    total | a worker | beside the arithmetic |")
    for what, took in lines:
        print(f"| {what:<45} | {took:6.2f} s | {took / count * 1000:5.2f} ms | {took / base:20.1f}× |")
    whole = sum(took for what, took in lines if what.startswith("the table"))
    print(f"table judged and kept: {whole:.2f} s, {'within' if whole <= GOAL_SECONDS else 'over'} the goal")
    return 0 if whole <= GOAL_SECONDS else 1


def take_roster(service: DisputeService, case: str, count: int, timed: Timed) -> None:
    """Take a roster in of which some rows are faulty, then the same with those mended."""
    rows = [worker(number) for number in range(count)]
    faulty = [list(row) for row in rows]
    for place in range(3, count, max(count // FAULTY, 1)):
        faulty[place][1] = faulty[place][1][:16] + "99"
    intake = service.rosters.intake(case)
    found = timed("the roster, read and judged row by row", lambda: judged(intake, ROSTER_HEAD, faulty))
    print(f"faulty rows named: {found.counts.refused}, e.g. {refused_words(found)}")
    timed("the roster, written", lambda: intake.apply(ACTOR, found))
    intake.apply(ACTOR, judged(intake, ROSTER_HEAD, rows))


def compute(service: DisputeService, case: str, count: int, timed: Timed) -> None:
    """Compute everybody from a table, and one after the other as at the screen."""
    rows = [asked(number) for number in range(count)]
    intake = service.rosters.calculation_intake(case, CalculationInputs(ending="unlawful"))
    found = timed("the table, judged with every step", lambda: judged(intake, DESK_HEAD, rows))
    timed("the table, kept as one work", lambda: intake.apply(ACTOR, found))
    months = tuple(MonthWage(f"2025-{month:02}", 600_000 + month) for month in range(11, 13))
    months += tuple(MonthWage(f"2026-{month:02}", 600_000 + month) for month in range(1, 11))
    typed = CalculationInputs(
        entry_on=date(2021, 3, 1),
        last_on=date(2026, 10, 31),
        claimed_on=date(2026, 11, 20),
        ending="unlawful",
        wages=months,
        unsigned=True,
        total_years=8,
    )

    def one_by_one() -> None:
        for number in range(count):
            service.calculations.reckon(ACTOR, replace(typed, owed_fen=100_000 + number))

    timed("one after the other, as typed at the screen", one_by_one)


def judged(intake: Intake, head: list[str], rows: list[list[str]]) -> Any:
    table = find_table(Sheet("名单", [head, *rows]))
    if table is None:
        raise LookupError("no table")
    kind = intake.kinds[0].name
    columns = intake.columns(ACTOR, kind, table)
    return intake.judge(ACTOR, IntakeOrder(kind, "名单.xlsx", "0" * 64, table, columns))


def refused_words(preview: Any) -> str:
    first = next((one for one in preview.judged if one.faults), None)
    return f"第 {first.row.number} 行 {first.words}" if first is not None else "（没有）"


def a_case() -> CaseForm:
    firm = Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司"))
    return CaseForm(
        cause="186.5", collective=True, came_on=NOW.date(), received_on=NOW.date(), parties=(firm,)
    )


def bare(number: int) -> CaseInputs:
    return CaseInputs(
        entry=date(2021, 3, 1),
        claimed_on=date(2026, 11, 20),
        average_fen=600_000 + number,
        ending=Ending.UNLAWFUL,
        last_day=date(2026, 10, 31),
        unsigned=True,
    )


def named(number: int) -> list[str]:
    first = f"330199{1970 + number % 30:04d}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 900 + 1:03d}"
    name = "赵钱孙李周吴郑王冯陈"[number % 10] + "伟芳娜敏静丽强磊军洋"[number // 10 % 10]
    return [name + "一二三四五六七八九十"[number // 100 % 10], first + check_digit(first)]


def worker(number: int) -> list[str]:
    return [*named(number), f"1380000{number:04d}", "2021-03-01", "2026-10-31", f"{5000 + number}.00"]


def asked(number: int) -> list[str]:
    wage = f"{6000 + number}.00"
    return [*named(number), "2021-03-01", "2026-10-31", wage, "120.5", "12000", "是", "8"]


if __name__ == "__main__":
    raise SystemExit(main())
