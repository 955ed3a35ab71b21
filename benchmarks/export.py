"""The whole list of a city as .xlsx, .csv and in a superior's table: seconds and memory of each.

    python3 run.py bench export [--files 130000]

Every owner has agreed; each file gets its line in the log and on its timeline. Each way out is a process of
its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.lists import CHEAP, PASSWORD, USER, build
from union_desk.casework.exports import ExportOrder
from union_desk.casework.records import ConsentRecord
from union_desk.casework.report_templates import ReportTemplate
from union_desk.core.rights import Actor
from union_desk.hardship.queries import files
from union_desk.hardship.values import FileFilter
from union_desk.hardship.values.export import REENTRY, SUMMARY
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.sheets.filling import MOST_ROWS
from union_desk.sheets.template import FIELD, ORDER, Filling, Layout

WAYS = {
    "汇总表 .xlsx, 14 columns": ("a.xlsx", SUMMARY, False),
    "汇总表 .xlsx with a password": ("b.xlsx", SUMMARY, True),
    "汇总表 .csv": ("c.csv", SUMMARY, False),
    "补录 .xlsx, 53 columns with figures": ("d.xlsx", REENTRY, False),
    "a superior's table, 20,000 rows": ("e.xlsx", (), False),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=130_000)
    parser.add_argument("--only", help="one way out, on the store of --store; used by this script itself")
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    if options.only and options.store:
        write(options.store, options.only)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        create_store(folder, FirstStart("钱塘区总工会", "QJ", True, USER, PASSWORD, "钱塘"), cost=CHEAP)
        services = open_services(folder, USER, PASSWORD)
        try:
            build(services, options.files)
            agree(services)
        finally:
            services.close()
        print(f"\n| {'way out':38} | rows    | seconds | of it the list | MB on disk | peak memory MB |")
        print(f"|{'-' * 40}|{'-' * 9}|{'-' * 9}|{'-' * 16}|{'-' * 12}|{'-' * 16}|")
        for way in WAYS:
            run(folder, way)
    return 0


def run(folder: Path, way: str) -> None:
    command = [sys.executable, __file__, "--only", way, "--store", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"| {way:38} | failed: {done.stderr.strip()[-200:]}")
        return
    told = json.loads(done.stdout)
    print(
        f"| {way:38} | {told['rows']:>7,} | {told['seconds']:>7.1f} | {told['listed']:>14.1f} |"
        f" {told['size']:>10.1f} | {told['memory']:>14.0f} |"
    )


def write(folder: Path, way: str) -> None:
    """Take one list out, and tell what it took."""
    services = open_services(folder, USER, PASSWORD)
    name, columns, secret = WAYS[way]
    actor = services.actor
    uids = services.hardship.ids(actor, FileFilter())
    template = ""
    if not columns:
        uids, template = uids[:MOST_ROWS], keep_table(services)
    order = ExportOrder(
        title="困难职工汇总表",
        columns=tuple((each, "") for each in columns),
        receiver="杭州市总工会",
        purpose="年度汇总",
        full=True,
        password=PASSWORD if secret else "",
        template=template,
    )
    listed: list[float] = []
    target = folder.parent / name
    began = time.perf_counter()
    made = services.exports.write(
        actor, uids, order, target, lambda _done, _all: listed.append(time.perf_counter() - began)
    )
    if made is None:
        raise RuntimeError("nobody stopped it")
    told = {
        "rows": made.count,
        "seconds": time.perf_counter() - began,
        "listed": listed[-1],
        "size": target.stat().st_size / 1e6,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    target.unlink()
    services.close()
    sys.stdout.write(json.dumps(told))


def agree(services: Services) -> None:
    """Have every owner agree that others may be told."""
    actor: Actor = services.actor
    uids = services.hardship.ids(actor, FileFilter())
    with services.database.write("登记同意书", actor) as work:
        for start in range(0, len(uids), 5000):
            records = files(work.session, uids[start : start + 5000])
            work.insert_many(
                ConsentRecord,
                [
                    {
                        "audience": record.audience,
                        "subject": "hardship_file",
                        "subject_uid": record.uid,
                        "person_uid": record.owner_uid,
                        "kind": "provide",
                        "given_on": date(2026, 1, 1),
                    }
                    for record in records.values()
                ],
            )
            work.session.expunge_all()


def keep_table(services: Services) -> str:
    """Keep a plain blank table."""
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.append(["序号", "姓名", "身份证号", "困难类别", "建档时间"])
    for number in range(2, 12):
        page.cell(number, 1).number_format = "0"
    page.append(["合计", "=COUNTA(B2:B11)"])
    made = BytesIO()
    book.save(made)
    columns = {number: Filling(FIELD, name) for number, name in enumerate(SUMMARY[1:5], start=2)}
    layout = Layout(page.title, 1, 1, 11, {1: Filling(ORDER), **columns})
    template = ReportTemplate("市总汇总表", "附件.xlsx", layout)
    return services.report_templates.keep(services.actor, "hardship_file", template, made.getvalue())


if __name__ == "__main__":
    sys.exit(main())
