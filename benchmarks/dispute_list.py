"""The list of 20,000 disputes, its filters and sorts, and a case of five hundred workers.

python -m benchmarks.dispute_list [cases]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from union_desk.casework.offices import Office
from union_desk.casework.records import TouchRecord
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.dispute.records import CASE_ENTITY, ClaimRecord, DisputeCaseRecord, PartyRecord
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseFilter, CaseForm, Party
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database
from union_desk.store.work import Work

KEY: Final = bytes(range(32))
NOW: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE: Final = Office("QJ", "钱塘区总工会", "钱塘区", "district")
ACTOR: Final = Actor("王芳", "QJ", "district", SOLE_ROLES)
OPEN: Final = ("registered", "applied", "accepted", "mediating", "performing")
GOAL_MS: Final = 150
PAGE: Final = 60
WORKERS: Final = 500
# Every seventh case is still open.
ONE_OPEN_IN: Final = 7


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folder = Path(tempfile.mkdtemp(prefix="dispute-list-"))
    try:
        with Database.create(folder / "store", KEY) as database:
            furnish(database, (OFFICE,), OFFICE, {"王芳": (OFFICE, SOLE_ROLES)})
            with database.write("基准", ACTOR) as work:
                fill(work, count)
            service = DisputeService(database, lambda: NOW)
            measure_list(service, count)
            measure_roster(service)
    finally:
        shutil.rmtree(folder)


def measure_list(service: DisputeService, count: int) -> None:
    every = CaseFilter()
    ids: Sequence[str] = service.ids(ACTOR, every)
    service.rows(ACTOR, ids[:PAGE])  # reads the calendar and the packs, once in a sitting
    print(f"{count:,} cases; the list should open within {GOAL_MS} ms")
    told("the list opens: ids and one screen", lambda: service.rows(ACTOR, service.ids(ACTOR, every)[:PAGE]))
    told("the next screen", lambda: service.rows(ACTOR, ids[PAGE : 2 * PAGE]))
    for sort in ("-changed_at", "applicant", "-claimed_fen", "due_on", "due_on"):
        told(f"sorted by {sort}", partial(service.ids, ACTOR, every, sort))
    for words, wanted in (
        ("open ones", CaseFilter(open_only=True)),
        ("overdue", CaseFilter(due="overdue")),
        ("what I have to do", CaseFilter(next_step="mine")),
        ("those of 王芳", CaseFilter(text="王芳")),
    ):
        told(words, partial(service.ids, ACTOR, wanted))
    told("sums of all", lambda: service.sums(ACTOR, ids))
    told("search 王芳", lambda: service.search(ACTOR, "王芳"))


def measure_roster(service: DisputeService) -> None:
    saved = told(f"{WORKERS} workers saved for the first time", lambda: service.save(ACTOR, roster()))
    view = told("opened", lambda: service.view(saved.uid, ACTOR))
    told("its life", lambda: service.life(ACTOR, saved.uid))
    told("saved unchanged", lambda: service.save(ACTOR, view.form, saved.uid, view))
    told("saved with a word", lambda: service.save(ACTOR, replace(view.form, remark="x"), saved.uid, view))


def told(what: str, act: Callable[[], Any]) -> Any:
    start, used = time.perf_counter(), time.process_time()
    result = act()
    took, own = ((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000)
    print(f"| {what:<50} | {took:8.1f} ms | {own:8.1f} ms of this process |")
    return result


def fill(work: Work, count: int) -> None:
    """Write so many cases, each of one worker against one of two thousand firms."""
    chance = random.Random(7)
    made: dict[type[Any], list[dict[str, Any]]] = {}

    def row(record: type[Any], uid: str, **values: Any) -> str:
        empty = {column.key: None for column in record.__table__.columns if column.key != "row_version"}
        made.setdefault(record, []).append({**empty, "uid": uid, "audience": "district", **values})
        return uid

    firms = [row(EmployerRecord, f"firm-{n}", name=f"杭州第{n}电子有限公司") for n in range(2000)]
    for number in range(count):
        state = chance.choice(OPEN) if number % ONE_OPEN_IN == 0 else "archived"
        came = date(2006, 1, 1) + timedelta(days=number * 7600 // count)
        case = row(
            DisputeCaseRecord,
            f"case-{number}",
            number=f"QJ-T-{came.year}-{number + 1:05d}",
            office="QJ",
            state=state,
            cause="186.5",
            came_on=came,
            received_on=came,
            known_on=came - timedelta(days=30),
            handler="王芳",
            created_at=NOW,
        )
        name = "".join(chance.choice(part) for part in ("王李张刘陈杨", "芳伟强磊洋静丽", "军杰娟勇艳涛"))
        person = row(PersonRecord, f"person-{number}", name=name)
        row(
            PartyRecord,
            f"one-{number}",
            case_uid=case,
            position=0,
            side="applicant",
            kind="worker",
            person_uid=person,
        )
        firm = firms[number % len(firms)]
        row(
            PartyRecord,
            f"two-{number}",
            case_uid=case,
            position=1,
            side="respondent",
            kind="employer",
            employer_uid=firm,
        )
        row(
            ClaimRecord,
            f"claim-{number}",
            case_uid=case,
            position=0,
            kind="wages",
            claimed_fen=chance.randrange(10**7),
        )
    for record, rows in made.items():
        work.insert_many(record, rows)
    for number in range(count):
        at = NOW - timedelta(minutes=number)
        work.session.add(
            TouchRecord(uid=f"case-{number}", entity=CASE_ENTITY, changed_at=at, changed_by="王芳")
        )


def roster() -> CaseForm:
    """Return a dispute of five hundred workers about wages."""
    numbers = [f"3301991970{place % 12 + 1:02d}05{place:03d}" for place in range(WORKERS)]
    workers = tuple(
        Party(
            roster=place > 0,
            person=PersonCard(name=f"职工{chr(0x4E00 + place)}", id_no=first + check_digit(first)),
            claim_fen=500_000,
        )
        for place, first in enumerate(numbers)
    )
    firm = Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州第7电子有限公司"))
    return CaseForm(cause="186.5", collective=True, headcount=WORKERS, parties=(*workers, firm))


if __name__ == "__main__":
    main()
