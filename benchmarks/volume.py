"""Binding one volume: seconds and memory for 300 pages, of which many are scans.

    python3 run.py bench volume [--pages 300] [--scans 40] [--runs 1]

A real encrypted store with a closed dispute. Scans are noisy A4 pages of 200 dpi, half of them photos (JPEG),
half PDFs of several pages. Memory is the highest resident size of the process, and what it was before.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from union_desk.casework.attachments import NewFile, Paper
from union_desk.casework.offices import Office
from union_desk.casework.pdf_pages import merged
from union_desk.dispute.values import CaseForm, Party
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, Services, furnish, services_on
from union_desk.store.database import Database

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE = Office("BY", "白杨街道总工会", "白杨", "street_office")
CASE = CaseForm(
    matter="拖欠两个月工资",
    came_on=date(2026, 11, 20),
    received_on=date(2026, 11, 20),
    parties=(
        Party(person=PersonCard(name="张𧒽芬")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司")),
    ),
)
ENTITY = "dispute_case"
SIZE = (1654, 2339)
KINDS = ("id_card", "wage_slips", "attendance", "labour_contract", "payment_proof", "return_receipt")
GOAL_SECONDS = 60.0
GOAL_MEGABYTES = 800


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--scans", type=int, default=40)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Database.create(Path(folder) / "store", KEY) as database:
        furnish(database, (OFFICE,), OFFICE, {"王芳": (OFFICE, SOLE_ROLES)})
        services = services_on(database, "王芳", lambda: NOW)
        uid = services.disputes.save(services.actor, CASE).uid
        _attach(services, uid, options.pages, options.scans)
        return _measure(services, uid, Path(folder), options.runs)


def _attach(services: Services, uid: str, pages: int, scans: int) -> None:
    """Attach so many files that together have so many pages."""
    rng = random.Random(20261123)
    photos = scans // 2
    left = max(pages - photos, scans - photos)
    for number in range(scans):
        kind = KINDS[number % len(KINDS)]
        if number < photos:
            new = NewFile(f"照片{number + 1}.jpg", data=_page(rng))
        else:
            count = left // (scans - number)
            left -= count
            data = merged([(_page(rng), "image/jpeg", 0) for _ in range(count)])
            new = NewFile(f"扫描件{number + 1}.pdf", data=data)
        services.attachments.add(services.actor, ENTITY, uid, [new], Paper(kind))


def _page(rng: random.Random) -> bytes:
    """Return a page that a scanner could have made: paper that is not quite white, and grey noise."""
    small = Image.frombytes("L", (SIZE[0] // 6, SIZE[1] // 6), rng.randbytes((SIZE[0] // 6) * (SIZE[1] // 6)))
    page = small.resize(SIZE).point(lambda value: 215 + value // 8).convert("RGB")
    kept = BytesIO()
    page.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def _measure(services: Services, uid: str, folder: Path, runs: int) -> int:
    volumes, actor = services.volumes, services.actor
    lines: list[tuple[str, float]] = []

    def timed(what: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = act()
        lines.append((what, time.perf_counter() - began))
        return result

    before = _megabytes()
    view = timed("the list of its documents", lambda: volumes.view(actor, ENTITY, uid))
    timed("its pages counted", lambda: volumes.count(actor, ENTITY, uid, _silent, _never))
    path = folder / "卷.pdf"
    bound = None
    for number in range(max(1, runs)):
        what = "bound" if number == 0 else "bound again, nothing changed"
        bound = timed(what, lambda: volumes.bind(actor, ENTITY, uid, path, _silent, _never))
    items = [replace(item, included=not item.is_scan) for item in view.items]
    timed("put in order", lambda: volumes.save(actor, ENTITY, uid, view.keeping, items))
    assert bound is not None
    print(f"{bound.pages} pages, {len(view.items)} documents, {path.stat().st_size / 1e6:.1f} MB as PDF/A")
    print(f"{'':40}{'seconds':>10}")
    for what, seconds in lines:
        print(f"{what:40}{seconds:>10.2f}")
    most = _megabytes()
    print(f"{'memory before, at most':40}{before:>6.0f} MB{most:>8.0f} MB")
    longest = max(seconds for what, seconds in lines if what.startswith("bound"))
    return 0 if longest <= GOAL_SECONDS and most <= GOAL_MEGABYTES else 1


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _silent(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False


if __name__ == "__main__":
    raise SystemExit(main())
