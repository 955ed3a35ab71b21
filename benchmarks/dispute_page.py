"""A dispute on its page: opened for the first time, gone on to, and one of five hundred workers.

python3 run.py bench dispute_page [--workers 500]

A time ends when the page is laid out and painted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from union_desk.casework.offices import Office
from union_desk.core.identity import check_digit
from union_desk.desk.desk import Desk
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.dispute.page.page import DisputePage
from union_desk.dispute.page.walk_in import WalkInDialog
from union_desk.dispute.values import CaseForm, ClaimItem, Party
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, Services, furnish, services_on
from union_desk.store.database import Database

KEY: Final = bytes(range(32))
NOW: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE: Final = Office("BY", "白杨街道总工会", "白杨", "street_office")
OPEN_GOAL, ROSTER_GOAL = 300.0, 1000.0
TURNS: Final = 6
_DIGITS: Final = str.maketrans("0123456789", "零一二三四五六七八九")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=500)
    workers = parser.parse_args().workers
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    apply_style(application)
    with tempfile.TemporaryDirectory() as folder, Database.create(Path(folder) / "store", KEY) as database:
        furnish(database, (OFFICE,), OFFICE, {"王芳": (OFFICE, SOLE_ROLES)})
        services = services_on(database, "王芳", lambda: NOW)
        desk = Desk(services.actor, clock=services.clock, preferences=Preferences())
        return measure(services, desk, workers)


def measure(services: Services, desk: Desk, workers: int) -> int:
    """Open the pages as one opens them; return whether the goals were kept."""
    one, other, many = (saved(services, count) for count in (1, 1, workers))
    page = told("the page is made", lambda: make(services, desk))
    told("its first case is opened", lambda: page.open_record(one))
    for uid in (other, one):
        told("the next case is opened", partial(page.open_record, uid))
    took = timed(lambda: page.open_record(other))
    big = timed(lambda: page.open_record(many))
    print(f"| {'a case of one worker, after others':<44} | {took:7.1f} ms | goal {OPEN_GOAL:.0f} |")
    print(f"| {f'a case of {workers} workers':<44} | {big:7.1f} ms | goal {ROSTER_GOAL:.0f} |")
    told("one word of it is saved", lambda: write_and_save(page))
    told(
        "the walk-in stands ready",
        lambda: WalkInDialog(desk, services.disputes, services.people, lambda _uid: None).show(),
    )
    desk.close()
    return int(took > OPEN_GOAL or big > ROSTER_GOAL)


def make(services: Services, desk: Desk) -> DisputePage:
    page = DisputePage(desk, services.disputes, services.people, attachments=services.attachments)
    page.resize(900, 700)
    page.show()
    return page


def write_and_save(page: DisputePage) -> None:
    page.matter.came.take_cursor()
    page.mark_changed()
    page.save()


def saved(services: Services, workers: int) -> str:
    """Store a case of so many workers against one firm."""
    people = tuple(
        Party(
            roster=place > 0,
            person=PersonCard(name=f"职工{place:03d}".translate(_DIGITS), id_no=number(place)),
            representative=0 < place < 4,
            claim_fen=500_000,
        )
        for place in range(workers)
    )
    firm = Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司"))
    form: CaseForm = replace(
        services.disputes.new_form(services.actor),
        cause="186.5",
        matter="拖欠工资",
        received_on=date(2026, 11, 20),
        parties=(*people, firm),
        claims=(ClaimItem(kind="wages", claimed_fen=500_000 * workers),),
        collective=workers > 1,
        headcount=workers,
    )
    return services.disputes.save(services.actor, form).uid


def number(place: int) -> str:
    first = f"330199{1970 + place // 336}{place // 28 % 12 + 1:02d}{place % 28 + 1:02d}{place % 1000:03d}"
    return first + check_digit(first)


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    for _turn in range(TURNS):
        QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def told(what: str, act: Callable[[], Any]) -> Any:
    kept: list[Any] = []
    took = timed(lambda: kept.append(act()))
    print(f"| {what:<44} | {took:7.1f} ms |")
    return kept[0]


if __name__ == "__main__":
    sys.exit(main())
