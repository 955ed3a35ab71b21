"""Taking lists in from Excel: needy workers with the search for doubles, and a roster that is only read.

    python3 run.py bench intake [--files 10000] [--held 5000] [--roster 56000]

Half of the workers of the list have a file already, half of those another phone number. Each figure is of
one run, with the processor time of this process and the most memory that it has had until then.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._population import GIVEN, SURNAMES
from union_desk.casework.intake import IntakeOrder
from union_desk.core.identity import check_digit
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.sheets.columns import knows_headings
from union_desk.sheets.layout import Table, find_table
from union_desk.sheets.reading import read_workbook
from union_desk.store.vault import Cost

USER, PASSWORD = "王芳", "白杨街道2026"
CHEAP = Cost(passes=1, memory=8, lanes=1)
GOAL = 5.0
HEADINGS = (
    "序号",
    "姓名",
    "身份证号码",
    "工作单位",
    "联系电话",
    "家庭住址",
    "本人月收入",
    "困难类别",
    "备注",
)
CLASSES = ("深度困难", "相对困难", "意外致困")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--held", type=int, default=5_000, help="files of which the list tells again")
    parser.add_argument("--roster", type=int, default=56_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'':<44}{'seconds':>9}{'processor':>11}{'MB at most':>12}")
        roster = write_list(folder / "roster.xlsx", 0, options.roster)
        size = roster.stat().st_size / 1e6
        measured(f"{options.roster:,} rows of a roster read ({size:.1f} MB)", lambda: read(roster))
        create_store(
            folder / "store", FirstStart("钱塘区总工会", "QJ", True, USER, PASSWORD, "钱塘"), cost=CHEAP
        )
        services = open_services(folder / "store", USER, PASSWORD)
        try:
            return take_in(services, folder, options.files, options.held)
        finally:
            services.close()


def take_in(services: Services, folder: Path, count: int, held: int) -> int:
    first = write_list(folder / "first.xlsx", 0, held)
    if held:
        apply(services, judge(services, first))
    path = write_list(folder / "second.xlsx", 0, count, changed=held // 2)
    table = measured(f"{count:,} rows read, headings found", lambda: read(path))
    began = time.process_time()
    preview = measured(f"judged: {held:,} have a file already", lambda: judged(services, path.name, table))
    print(f"    {preview.counts.words}")
    measured("written as one work", lambda: apply(services, preview))
    seconds = time.process_time() - began
    print(f"judged and written: {seconds:.1f} s of processor (goal {GOAL:.0f} s)")
    return 0 if seconds <= GOAL else 1


def measured(name: str, act: Callable[[], Any]) -> Any:
    began, busy = time.perf_counter(), time.process_time()
    result = act()
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{name:<44}{seconds:>9.2f}{busy:>11.2f}{memory():>12.0f}")
    return result


def memory() -> float:
    """Return the most memory that this process has had, in MB; nothing on Windows."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_list(path: Path, start: int, count: int, changed: int = 0) -> Path:
    """Write the list of invented workers; the first `changed` have another phone number."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["困难职工汇总表"])
    sheet.write_row(1, 0, HEADINGS)
    for line, number in enumerate(range(start, start + count), start=2):
        phone = f"1{'39'[number < changed]}{number:09}"
        name = SURNAMES[number % len(SURNAMES)] + GIVEN[number // 7 % len(GIVEN)] + GIVEN[number % len(GIVEN)]
        firm, home = f"钱塘示例{number % 400}公司", f"一号大街{number % 400 + 1}号{number % 40 + 1}幢"
        row = (line - 1, name, id_no(number), firm, phone, home, 1200 + number % 900, CLASSES[number % 3], "")
        sheet.write_row(line, 0, row)
    book.close()
    return path


def id_no(number: int) -> str:
    day = f"{1950 + number % 50}{number // 50 % 12 + 1:02}{number // 600 % 28 + 1:02}"
    first = f"330199{day}{number // 16_800 % 1000:03}"
    return first + check_digit(first)


def read(path: Path) -> Table:
    book = read_workbook(path)
    found = find_table(book.sheets[0], knows_headings(()))
    if found is None:
        raise LookupError("the list was not found")
    return found


def judge(services: Services, path: Path) -> Any:
    return judged(services, path.name, read(path))


def judged(services: Services, name: str, table: Table) -> Any:
    columns = services.intake.columns(services.actor, "hardship", table)
    order = IntakeOrder("hardship", name, name, table, columns)
    return services.intake.judge(services.actor, order)


def apply(services: Services, preview: Any) -> Any:
    return services.intake.apply(services.actor, preview)


if __name__ == "__main__":
    raise SystemExit(main())
