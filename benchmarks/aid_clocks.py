"""The clocks of 2,000 open cases of legal aid, and their list after one of them was written.

python -m benchmarks.aid_clocks [cases]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.dispute_clocks import ACTOR, KEY, NOW, OFFICE, TODAY, one_case, timed
from union_desk.core.memory import collect_when_asked
from union_desk.dispute.records import DisputeCaseRecord, PartyRecord
from union_desk.legal_aid.records import AidCaseRecord, AidEventRecord, AidItemRecord, AssignmentRecord
from union_desk.legal_aid.service import LegalAidService
from union_desk.legal_aid.values import AidFilter
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database
from union_desk.store.work import Work

STATES = ("applied", "examining", "granted", "handling", "handling", "ended")
FIRST: tuple[type[Any], ...] = (EmployerRecord, PersonRecord, DisputeCaseRecord, PartyRecord, AidCaseRecord)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    folder = Path(tempfile.mkdtemp(prefix="aid-clocks-"))
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
    service = LegalAidService(database, lambda: NOW)
    lines, first = timed(lambda: service.due(ACTOR))
    _, again = timed(lambda: service.due(ACTOR))
    page = list(service.ids(ACTOR, AidFilter()))[:40]
    service.rows(ACTOR, page)  # the first time the statements are put together
    for remark in ("x", "y"):
        with database.write("一件", ACTOR) as work:
            work.session.get_one(AidCaseRecord, lines[0].case_uid).remark = remark
        _, listed = timed(lambda: service.rows(ACTOR, page))
        _, after = timed(lambda: service.due(ACTOR))
    print(f"{count:,} open cases of legal aid, {rows:,} rows, {len(lines):,} open clocks")
    for what, took in (
        ("all clocks, first look", first),
        ("all clocks, nothing written since", again),
        ("lines of a page of the list, after one case was written", listed),
        ("all clocks, after that", after),
    ):
        print(f"| {what:<60} | {took[0]:8.1f} ms | {took[1]:8.1f} ms of this process |")


def fill(work: Work, count: int) -> int:
    """Write so many open cases, every other one with the dispute that it comes from; return the rows."""
    chance = random.Random(7)
    made: dict[type[Any], list[dict[str, Any]]] = {}

    def row(record: type[Any], **values: Any) -> str:
        uid = uuid4().hex
        empty = {column.key: None for column in record.__table__.columns if column.key != "row_version"}
        made.setdefault(record, []).append({**empty, "uid": uid, "audience": "district", **values})
        return uid

    firms = [row(EmployerRecord, name=f"杭州第{number}电子有限公司") for number in range(200)]
    for number in range(count):
        dispute = ""
        if number % 2:
            one_case(row, number, firms[number % 200], chance)
            dispute = made[DisputeCaseRecord][-1]["uid"]
        one_aid(row, number, firms[number % 200], dispute, chance)
    for record in (*FIRST, *(record for record in made if record not in FIRST)):
        work.insert_many(record, made.get(record, []))
    return sum(len(rows) for rows in made.values())


def one_aid(row: Callable[..., str], number: int, firm: str, dispute: str, chance: random.Random) -> None:
    state = STATES[number % len(STATES)]
    applied = TODAY - timedelta(days=chance.randrange(1, 60))
    case = row(
        AidCaseRecord,
        number=f"QJ-Y-2026-{number + 1:05d}",
        office="QJ",
        state=state,
        handler="王芳",
        person_uid=row(PersonRecord, name=f"职工{chr(0x4E00 + number % 5000)}"),
        opponent_uid=firm,
        applied_on=applied,
        known_on=applied - timedelta(days=chance.randrange(10, 330)),
        dispute_uid=dispute or None,
    )
    kinds = ("aid_applied", "aid_accepted", "aid_granted", "aid_assigned", "aid_begun", "aid_ended")
    for gap, kind in enumerate(kinds[: 1 + STATES.index(state)]):
        row(AidEventRecord, case_uid=case, kind=kind, on=applied + timedelta(days=gap))
    row(AidEventRecord, case_uid=case, kind="contract_ended", on=applied - timedelta(days=9))
    for kind in chance.sample(("wages", "severance", "annual_leave"), 2):
        row(AidItemRecord, case_uid=case, kind=kind)
    if state in ("handling", "ended"):
        row(AssignmentRecord, case_uid=case, contract_on=applied + timedelta(days=3))


if __name__ == "__main__":
    main()
