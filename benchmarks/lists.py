"""The list of hardship files in the real window, over the store of a city: open, scroll, sort, filter.

    python3 run.py bench lists [--files 130000] [--processor] [--cold]

Each file has its owner, half of them a wife or husband with a card of her own, each an income and an outlay.
A time ends when the window is painted. On a busy machine --processor counts only this process's own time.
With --cold (root, Linux) the system forgets the file first: what one waits then, and after reading ahead.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from benchmarks._population import HEAD, cache_while_filling, people, row
from union_desk.casework.records import TouchRecord
from union_desk.desk.case_list import CaseList
from union_desk.desk.desk import Desk
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.desk.table_model import PAGE
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.hardship.area import NAME, hardship_area
from union_desk.hardship.records import HardshipFileRecord, IncomeRecord, OutlayRecord
from union_desk.hardship.values import FileFilter
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.store.records import Record, new_uid
from union_desk.store.vault import Cost
from union_desk.store.warming import warm_up

USER, PASSWORD = "王芳", "白杨街道2026"
CHEAP = Cost(passes=1, memory=8, lanes=1)
EMPLOYERS = 4000
# Each work writes anew what its keys lie between: few large ones are quicker, as far as memory goes.
PART = 65_000
OPEN_GOAL, SCROLL_GOAL = 150.0, 20.0
CLASSES = ("severe", "relative", "accidental")
Rows = dict[type[Record], list[dict[str, Any]]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=130_000)
    parser.add_argument("--processor", action="store_true", help="count processor time")
    parser.add_argument("--pages", type=int, default=300, help="pages that are scrolled to")
    parser.add_argument("--cold", action="store_true", help="measure on a disk that was not read lately")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    apply_style(app)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        create_store(folder, FirstStart("钱塘区总工会", "QJ", True, USER, PASSWORD, "钱塘"), cost=CHEAP)
        services = open_services(folder, USER, PASSWORD)
        try:
            build(services, options.files)
            clock = time.process_time if options.processor else time.perf_counter
            if options.cold:
                cold(services)
            return report(app, services, Path(name), options.pages, clock)
        finally:
            services.close()


def build(services: Services, count: int) -> None:
    began = time.perf_counter()
    dice = random.Random(5)
    database, actor = services.database, services.actor
    employers = [
        {"uid": new_uid(), "audience": "shared", "name": f"示例{n:04}有限公司"} for n in range(EMPLOYERS)
    ]
    with database.write("导入单位", actor) as work:
        work.insert_many(EmployerRecord, employers)
    firms = [firm["uid"] for firm in employers]
    filed = (household(number, owner, firms, dice) for number, owner in enumerate(people(count), start=1))
    partners = people(count, seed=2)
    while part := list(islice(filed, PART)):
        rows: Rows = {}
        for record, one in (each for family in part for each in family):
            rows.setdefault(record, []).append(one)
        for member, partner in zip(rows[HouseholdMemberRecord], partners, strict=False):
            rows[PersonRecord].append({**partner, "uid": member["person_uid"], "audience": "district"})
        with database.write("导入档案", actor) as work, cache_while_filling(work):
            for record, several in rows.items():
                work.insert_many(record, several)
    size = (database.folder / "store.db").stat().st_size / 1e6
    print(f"{count:,} files: {time.perf_counter() - began:.0f} s, {size:.0f} MB encrypted")


def household(
    number: int, owner: dict[str, Any], firms: list[str], dice: random.Random
) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """Yield the rows of one file."""
    uid, owner_uid, home = new_uid(), new_uid(), new_uid()
    own = {"audience": "district"}
    applied = date(2020, 1, 1) + timedelta(days=dice.randrange(2400))
    state = dice.choice(("draft", "in_file", "in_file", "in_file"))
    yield PersonRecord, {**owner, **own, "uid": owner_uid, "birth_on": date(1970, 1, 1)}
    yield HouseholdRecord, {**own, "uid": home, "house_type": "rented"}
    if number % 2:
        member = {"household_uid": home, "person_uid": new_uid(), "relation": "10", "counted": True}
        yield HouseholdMemberRecord, {**own, **member, "uid": new_uid(), "position": 0}
    yield (
        HardshipFileRecord,
        {
            **own,
            "uid": uid,
            "number": f"QJ-2026-{number:06}",
            "office": "QJ",
            "state": state,
            "household_uid": home,
            "owner_uid": owner_uid,
            "employer_uid": dice.choice(firms),
            "applied_on": applied,
            "enrolled_on": applied if state == "in_file" else None,
            "class_code": dice.choice(CLASSES) if state == "in_file" else None,
            "level": "district",
            "main_cause": dice.choice("123456"),
            "created_at": datetime(2026, 11, 1, tzinfo=UTC),
        },
    )
    amounts = {**own, "file_uid": uid, "position": 0, "months": 12}
    yield IncomeRecord, {**amounts, "uid": new_uid(), "kind": "wage", "amount_fen": 260_000, "per": "month"}
    yield OutlayRecord, {**amounts, "uid": new_uid(), "kind": "illness", "amount_fen": 900_000, "per": "year"}
    changed = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(400_000))
    touch = {"uid": uid, "entity": "hardship_file", "changed_at": changed, "changed_by": USER}
    yield TouchRecord, touch


def report(
    app: QApplication, services: Services, folder: Path, pages: int, clock: Callable[[], float]
) -> int:
    desk = Desk(services.actor, preferences=Preferences(folder / "preferences.json"), drafts=services.drafts)
    area = hardship_area(desk, services.hardship, offices=(("QJ", services.office.name),))
    window = MainWindow(desk, WindowPlan([area], services.office.name, USER))
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    before = memory()

    def painted(act: Callable[[], object]) -> float:
        began = clock()
        act()
        app.processEvents()
        return (clock() - began) * 1000

    opened = painted(lambda: window.go_to(NAME))
    view = window.view
    if view is None or view.list is None:
        raise RuntimeError("the window shows no list")
    shown = view.list

    def summed() -> None:
        while desk.tasks.running:
            app.processEvents()

    sums = painted(summed)
    dice = random.Random(7)
    bar = shown.table.verticalScrollBar()
    onward = sorted(painted(lambda: bar.setValue(bar.value() + bar.pageStep())) for _ in range(pages))
    jumps = sorted(painted(lambda: bar.setValue(dice.randrange(bar.maximum()))) for _ in range(pages))
    again = sorted(painted(shown.reload) for _ in range(9))
    print(HEAD)
    print(row("list opened for the first time", [opened]))
    print(row("sums below it, then", [sums]))
    print(row("list loaded again, as after a save", again))
    print(row("a page further", onward))
    print(row("a page anywhere", jumps))
    for title, times in (*sorts(shown, painted), *filters(shown, painted)):
        print(row(title, times))
    print(f"memory: {before:.0f} MB with the window, {memory():.0f} MB after all this")
    p99 = max(onward[int(len(onward) * 0.99)], jumps[int(len(jumps) * 0.99)])
    missed = opened >= OPEN_GOAL or p99 >= SCROLL_GOAL
    print(
        f"opened in {opened:.0f} ms (goal {OPEN_GOAL:g}), 99 of 100 pages within {p99:.1f} ms "
        f"(goal {SCROLL_GOAL:g}): {'MISSED' if missed else 'reached'}"
    )
    return 1 if missed else 0


def cold(services: Services) -> None:
    """Print what waits for the disk while the file is in nobody's memory, and after reading ahead."""
    print(HEAD)
    for when in ("not read lately", "read ahead"):
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
        if when == "read ahead":
            began = time.perf_counter()
            trees = warm_up(services.database, lambda: False, even_if_read=True)
            print(f"{trees} tables and indexes read ahead in {time.perf_counter() - began:.1f} s")
        waits = looks(services, random.Random(3))
        for what, times in waits.items():
            print(row(f"{what}, {when}", sorted(times)))


def looks(services: Services, dice: random.Random) -> dict[str, list[float]]:
    hardship, actor = services.hardship, services.actor
    waits: dict[str, list[float]] = {}

    def waited(what: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        found = act()
        waits.setdefault(what, []).append((time.perf_counter() - began) * 1000)
        return found

    ids = waited("all ids", partial(hardship.ids, actor, FileFilter()))
    for _ in range(12):
        first = dice.randrange(max(1, len(ids) - PAGE))
        waited("a page anywhere", partial(hardship.rows, actor, ids[first : first + PAGE]))
    for text in ("王芳", "wf", "2313", "李", "zhang", "示例", "8821", "陈伟"):
        waited("a search", partial(hardship.search, actor, text, 20))
    return waits


def sorts(shown: CaseList, painted: Callable[..., float]) -> Iterator[tuple[str, list[float]]]:
    header = shown.table.horizontalHeader()
    for section, column in enumerate(shown.model.columns, start=1):
        if column.sort:
            times = sorted(painted(lambda at=section: header.sectionClicked.emit(at)) for _ in range(2))
            yield f"sorted by {column.sort}", times


def filters(shown: CaseList, painted: Callable[..., float]) -> Iterator[tuple[str, list[float]]]:
    for code in ("draft", "in_file", ""):
        yield f"state {code or 'any'}", [painted(lambda code=code: shown.set_filter("state", code))]
    for text in ("王芳", "wf", "王", "2313", "示例00"):
        shown.search.setText(text)
        yield f"searched {text}", [painted(shown.reload)]
    shown.search.setText("")


def memory() -> float:
    """Return the megabytes that are this process's own or its share of common pages."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
