"""Scans in the store: added, opened, backed up, restored and looked over.

    python3 run.py bench blobs [--scans 40] [--kept-mb 1024]

A scan is a JPEG of 2 MB. Added means: looked into, hashed, kept on the disk, a small picture made, one work.
The backups are made with so many MB of originals in the store: all, then after 40 more, then after nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PIL import Image

from union_desk.casework.attachments import NewFile, Paper
from union_desk.casework.originals import page_picture
from union_desk.casework.records import AttachedFileRecord
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.store.archives import examine
from union_desk.store.backup import backup, restore
from union_desk.store.vault import Cost
from union_desk.store.verify import verify

USER, PASSWORD = "王芳", "白杨街道2026"
CHEAP = Cost(passes=1, memory=8, lanes=1)
ADD_GOAL, OPEN_GOAL = 10.0, 0.5
MB = 1 << 20

Result = TypeVar("Result")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scans", type=int, default=40)
    parser.add_argument("--kept-mb", type=int, default=1024)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        create_store(folder, FirstStart("钱塘区总工会", "QJ", True, USER, PASSWORD, "钱塘"), cost=CHEAP)
        services = open_services(folder, USER, PASSWORD)
        try:
            return report(services, Path(name), options.scans, options.kept_mb)
        finally:
            services.close()


def report(services: Services, place: Path, scans: int, kept_mb: int) -> int:
    actor = services.actor
    uid = services.hardship.save(actor, FileForm(owner=PersonCard(name="王芳"))).uid
    files = [NewFile(f"扫描{number}.jpg", data=scan(number)) for number in range(scans)]
    size = sum(len(file.data) for file in files) / MB
    added = timed(
        f"add {scans} scans of {size / scans:.1f} MB in one work",
        lambda: services.attachments.add(actor, FILE_ENTITY, uid, files, Paper()),
    )
    opened = timed("open one and draw its page", lambda: show(services, uid))
    timed("small pictures of all", lambda: thumbnails(services, uid))
    fill(services, kept_mb)
    first = timed(
        f"first backup with {kept_mb} MB of originals", lambda: backup(services.database, place / "b")
    )
    more = [NewFile(f"再扫{number}.jpg", data=scan(1000 + number)) for number in range(scans)]
    services.attachments.add(actor, FILE_ENTITY, uid, more, Paper())
    last = timed(f"backup after {scans} more scans", lambda: backup(services.database, place / "b"))
    timed("backup after nothing", lambda: backup(services.database, place / "b"))
    timed("read the backup and all it needs", lambda: examine(last[1], services.database.key))
    timed("look over the store, every original", lambda: verify(services.database))
    timed("restore all of it elsewhere", lambda: restore(last[1], place / "again", services.database.key))
    print(f"{'most memory':<44} {memory():8.0f} MB")
    del first
    good = added[0] <= ADD_GOAL and opened[0] <= OPEN_GOAL
    print(f"goals: add ≤ {ADD_GOAL:g} s, open ≤ {OPEN_GOAL:g} s: {'met' if good else 'NOT met'}")
    return 0 if good else 1


def scan(seed: int) -> bytes:
    """Return a JPEG of about 2 MB: noise as grey paper has it."""
    noise = Image.effect_noise((1240, 1754), 60 + seed % 7)
    picture = Image.frombytes("L", noise.size, random.Random(seed).randbytes(64) + noise.tobytes()[64:])
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "JPEG", quality=95, subsampling=0)
    return kept.getvalue()


def show(services: Services, uid: str) -> None:
    first = services.attachments.all(services.actor, FILE_ENTITY, uid)[0]
    found = services.attachments.open(services.actor, FILE_ENTITY, uid, first.uid)
    page_picture(first.shown_name, first.media, found.data, 0, 2200)


def thumbnails(services: Services, uid: str) -> None:
    for file in services.attachments.all(services.actor, FILE_ENTITY, uid):
        services.attachments.thumbnail(services.actor, FILE_ENTITY, uid, file.uid)


def fill(services: Services, kept_mb: int) -> None:
    """Name so many MB of originals in rows, as files of other cases."""
    database, at = services.database, datetime.now(UTC)
    blobs = [database.blobs.put_bytes(os.urandom(2 * MB)) for _ in range(kept_mb // 2)]
    with database.write("添加附件", services.actor) as work:
        for blob in blobs:
            row = {"sha256": blob.sha256, "size": blob.size, "media": "image/jpeg", "added_at": at}
            work.session.add(
                AttachedFileRecord(audience="district", subject="case", subject_uid="1", name="扫描", **row)
            )


def timed(what: str, act: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    result = act()
    spent = time.perf_counter() - begun
    print(f"{what:<44} {spent:8.2f} s", flush=True)
    return spent, result


def memory() -> float:
    """Return the most memory that this process has had, in MB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
