"""The waits of printing: first page on the print sheet, next page, archive, and a page drawn for a printer.

    python3 run.py bench printing [--rounds 5]

Each round is a process of its own that has drawn nothing yet, as the first Ctrl+P of a day finds it. The
best round counts; processor time stands beside it, for other work on the machine adds to the wait.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

GOALS = {"first page": 400, "next page": 50}
DPI = 96
NAMES = {"a usual name": "张小芬", "a rare name": "张𧒽芬"}
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    return made, (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def first_page(name: str) -> bytes:
    from union_desk.paper.form import load_form
    from union_desk.paper.preview import render_page
    from union_desk.paper.render import render_pdf

    form = load_form("hardship_file")
    pdf = render_pdf(form, [{**form.sample(), "name": name, "members": []}], printed_at=AT).pdf
    render_page(pdf, 0, DPI)
    return pdf


def archived(pdf: bytes) -> None:
    from union_desk.paper.archive import archive_pdf

    archive_pdf(pdf, "表", made_at=AT)


def measure(name: str) -> None:
    """Go through one round and say it as JSON: wall and processor milliseconds."""
    pdf, *found = timed(lambda: first_page(name))
    told = {"first page": found}

    from union_desk.paper.preview import render_page

    told["next page"] = timed(lambda: render_page(pdf, 1, DPI))[1:]
    told["a page at 300 dpi"] = timed(lambda: render_page(pdf, 0, 300))[1:]

    for which in ("archive, first form", "archive, each form more"):
        told[which] = timed(lambda: archived(pdf))[1:]
    print(json.dumps(told))


def best(name: str, rounds: int) -> dict[str, tuple[float, float]]:
    command = [sys.executable, __file__, "--name", name]
    found = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout)
        for _round in range(rounds)
    ]
    return {what: min(tuple(each[what]) for each in found) for what in found[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.name:
        measure(chosen.name)
        return
    print(f"{'best of ' + str(chosen.rounds):28}{'wall ms':>10}{'CPU ms':>10}{'goal':>8}")
    for kind, name in NAMES.items():
        print(kind)
        for what, (wall, processor) in best(name, chosen.rounds).items():
            goal = GOALS.get(what, 0)
            verdict = f"{goal:>8} {'met' if wall <= goal else 'MISSED'}" if goal else ""
            print(f"  {what:26}{wall:>10.0f}{processor:>10.0f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
