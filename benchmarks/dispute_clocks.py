"""All clocks of 5,000 open disputes: the workbench and the calendar file of a district.

python -m benchmarks.dispute_clocks [cases]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from union_desk.casework.offices import Office
from union_desk.core.memory import collect_when_asked
from union_desk.core.rights import Actor, Role
from union_desk.dispute.records import (
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    DisputeCaseRecord,
    DisputeEventRecord,
    HearingRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
)
from union_desk.dispute.service import DisputeService
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database
from union_desk.store.work import Work

KEY = bytes(range(32))
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STATES = ("applied", "accepted", "mediating", "mediating", "performing", "unperformed", "failed")
GOAL_MS = 200
OFFICE = Office("QJ", "钱塘区总工会", "钱塘区", "district")
ACTOR = Actor("王芳", "QJ", "district", frozenset({Role.HANDLE}))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    folder = Path(tempfile.mkdtemp(prefix="dispute-clocks-"))
    collect_when_asked()  # as in the window, where a timer does it
    try:
        database = Database.create(folder / "store", KEY)
        furnish(database, (OFFICE,), OFFICE, {"王芳": (OFFICE, SOLE_ROLES)})
        with database.write("基准", ACTOR) as work:
            rows = fill(work, count)
        measure(database, count, rows)
        database.close()
    finally:
        shutil.rmtree(folder)


def measure(database: Database, count: int, rows: int) -> None:
    service = DisputeService(database, lambda: NOW)
    lines, first = timed(lambda: service.due(ACTOR))
    _, again = timed(lambda: service.due(ACTOR))
    for remark in ("x", "y"):  # the first time the statements are put together
        with database.write("一件", ACTOR) as work:
            work.session.get_one(DisputeCaseRecord, lines[0].case_uid).remark = remark
        _, after = timed(lambda: service.due(ACTOR))
    month, soon = timed(lambda: service.due(ACTOR, TODAY + timedelta(days=30)))
    reminders, counting = timed(lambda: service.reminders(ACTOR))
    one, single = timed(lambda: service.clocks(ACTOR, lines[0].case_uid))
    file, writing = timed(lambda: service.calendar_file(ACTOR, TODAY + timedelta(days=30)))
    print(f"{count:,} open cases, {rows:,} rows, {len(lines):,} open clocks; goal {GOAL_MS} ms")
    for what, took in (
        ("all clocks, first look", first),
        ("all clocks, nothing written since", again),
        ("all clocks, after one case was written", after),
        (f"until in 30 days ({len(month):,} lines)", soon),
        (f"counts (overdue {reminders.overdue}, today {reminders.today}, week {reminders.week})", counting),
        (f"clocks of one case ({len(one)})", single),
        (f"calendar file ({len(file) // 1024} KiB)", writing),
    ):
        print(f"| {what:<50} | {took[0]:8.1f} ms | {took[1]:8.1f} ms of this process |")


def timed(act: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    start, used = time.perf_counter(), time.process_time()
    result = act()
    return result, ((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000)


def fill(work: Work, count: int) -> int:
    """Write so many open cases with all that a case has on its way; return the rows written."""
    chance = random.Random(7)
    made: dict[type[Any], list[dict[str, Any]]] = {}

    def row(record: type[Any], **values: Any) -> str:
        uid = uuid4().hex
        empty = {column.key: None for column in record.__table__.columns if column.key != "row_version"}
        made.setdefault(record, []).append({**empty, "uid": uid, "audience": "district", **values})
        return uid

    firms = [row(EmployerRecord, name=f"杭州第{number}电子有限公司") for number in range(400)]
    for number in range(count):
        one_case(row, number, firms[number % 400], chance)
    for record in (EmployerRecord, PersonRecord, DisputeCaseRecord, PartyRecord, AgreementRecord):
        work.insert_many(record, made.get(record, []))
    for record, rows in made.items():
        if record not in (EmployerRecord, PersonRecord, DisputeCaseRecord, PartyRecord, AgreementRecord):
            work.insert_many(record, rows)
    return sum(len(rows) for rows in made.values())


def one_case(row: Callable[..., str], number: int, firm: str, chance: random.Random) -> None:
    state = STATES[number % len(STATES)]
    received = TODAY - timedelta(days=chance.randrange(1, 45))
    case = row(
        DisputeCaseRecord,
        number=f"QJ-T-2026-{number + 1:05d}",
        office="QJ",
        state=state,
        handler="王芳",
        received_on=received,
        came_on=received,
        known_on=received - timedelta(days=chance.randrange(10, 330)),
        accepted_on=received + timedelta(days=2) if state != "applied" else None,
    )
    person = row(PersonRecord, name=f"职工{chr(0x4E00 + number % 5000)}")
    left = received - timedelta(days=chance.randrange(5, 200))
    worker = row(PartyRecord, case_uid=case, side="applicant", kind="worker", person_uid=person, left_on=left)
    row(PartyRecord, case_uid=case, side="respondent", kind="employer", employer_uid=firm)
    for kind in chance.sample(("wages", "overtime_hours", "severance", "annual_leave"), 2):
        row(ClaimRecord, case_uid=case, party_uid=worker, kind=kind, claimed_fen=1_000_000)
    kinds = ("applied", "accepted", "opponent_asked", "mediation_begun")
    for gap, kind in enumerate(kinds[: 1 + STATES.index(state)]):
        row(DisputeEventRecord, case_uid=case, kind=kind, on=received + timedelta(days=gap))
    if state in ("mediating", "failed"):
        row(HearingRecord, case_uid=case, held_on=received + timedelta(days=6), kind="meeting")
        row(
            ServiceRecord,
            case_uid=case,
            method="direct",
            sent_on=received,
            papers=[["", "调解通知书", "", 1]],
        )
    if state == "failed":
        row(DisputeEventRecord, case_uid=case, kind="failed", on=received + timedelta(days=8))
    if state in ("performing", "unperformed"):
        agreed(row, case, worker, received + timedelta(days=7), chance)


def agreed(row: Callable[..., str], case: str, worker: str, on: date, chance: random.Random) -> None:
    signed = ("signed_applicant", "signed_respondent", "signed_mediator", "sealed")
    agreement = row(AgreementRecord, case_uid=case, signed_on=on, **dict.fromkeys(signed, True))
    due = on + timedelta(days=chance.randrange(5, 60))
    item = row(
        AgreementItemRecord,
        agreement_uid=agreement,
        party_uid=worker,
        title="工资",
        amount_fen=500_000,
        due_on=due,
    )
    if chance.random() < 0.5:
        row(PaymentRecord, case_uid=case, item_uid=item, on=on, amount_fen=200_000)


if __name__ == "__main__":
    main()
