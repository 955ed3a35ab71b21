"""Each kind of fault, done to each act of an office: the row of the table, and what became of the store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks._acts import (
    ARCHIVE,
    BEFORE,
    DATA,
    EARLIER,
    PASSWORD,
    STICK,
    STORE,
    USER,
    Act,
    Backup,
    Damaged,
    Migration,
    Outcome,
    Restore,
    Save,
    State,
    World,
    check_whole,
    contents,
    judged,
    judged_run,
    opened,
    sentence_of,
    told_plainly,
    versions,
)
from benchmarks._disks import PAGE, SmallDisk, flip, pages_by_kind, with_limit
from benchmarks._powercut import Disk, before_of, moments_of_cuts
from benchmarks._watched import Run, Watcher, moments
from union_desk.core.errors import StoreProblem
from union_desk.services import open_services

Found = Iterator[tuple[str, Outcome]]


@dataclass(slots=True)
class Bench:
    """The folders that faults are done in, and how many of each."""

    folder: Path
    world: World
    acts: list[Act]
    dice: Random
    kills: int
    images: int
    places: int
    steps: int

    @property
    def root(self) -> Path:
        return self.folder / "try"

    def watcher(self, root: Path | None = None) -> Watcher:
        return Watcher(root or self.root)

    def run(self, act: Act, root: Path, **how: Any) -> Run:
        return self.watcher(root).run(lambda tell: act.run(root, tell), **how)

    def watch(self, act: Act, root: Path, **how: Any) -> Run:
        return self.watcher(root).watch(lambda tell: act.run(root, tell), **how)


def share(total: int, parts: int, place: int) -> int:
    """Return how many of a total fall to one of so many parts."""
    return total // parts + (place < total % parts)


def killed(bench: Bench) -> Found:
    """Kill -9, half of them before and after calls that change a file, half at any moment."""
    acts = bench.acts
    for place, act in enumerate(acts):
        count = share(bench.kills, len(acts), place)
        bench.world.lay(bench.root)
        whole = bench.watch(act, bench.root)
        bench.world.lay(bench.root)
        seconds = bench.run(act, bench.root).seconds
        for boundary in moments(whole, count // 2):
            yield f"kill -9 in {act.name}", kill(bench, act, kill_at=boundary)
        for _ in range(count - min(count // 2, whole.boundaries)):
            yield f"kill -9 in {act.name}", kill(bench, act, kill_after=bench.dice.uniform(0, seconds))


def kill(bench: Bench, act: Act, *, kill_at: int | None = None, kill_after: float = 0.0) -> Outcome:
    bench.world.lay(bench.root)
    if kill_at is None:
        run = bench.run(act, bench.root, kill_after=kill_after)
    else:
        run = bench.watch(act, bench.root, kill_at=kill_at)
    if bench.dice.random() < 0.3:
        # The next start, which mends what was left, is killed too.
        bench.watcher().run(lambda _: _begin(bench.root), kill_after=bench.dice.uniform(0, 0.03))
    return judged_run(act, bench.root, run)


def _begin(root: Path) -> None:
    try:
        contents(root / DATA)
    except StoreProblem:
        return


def cut(bench: Bench) -> Found:
    """Cut the power, and put before the program what the disk may hold then."""
    acts = bench.acts
    image = bench.folder / "image"
    for place, act in enumerate(acts):
        bench.world.lay(bench.root)
        disk = Disk(before_of(bench.root))
        ops = bench.watch(act, bench.root).ops
        done = 0
        for moment in moments_of_cuts(ops, share(bench.images, len(acts), place), bench.dice):
            for op in ops[done:moment]:
                disk.apply(op)
            done = moment
            disk.cut(bench.dice, bench.root, image)
            yield f"power cut in {act.name}", judged(act, image, disk.acknowledged, again=False)


def full(bench: Bench) -> Found:
    """Fill the disk so that the n-th page of what an act writes does not fit, for every n or every few."""
    with SmallDisk(bench.folder / "small", 16).mounted() as disk:
        root = disk.folder
        for act in bench.acts:
            need = _pages_needed(bench, act, disk)
            for pages in range(0, need, max(1, need // bench.steps)):
                disk.free()
                bench.world.lay(root)
                disk.leave(pages)
                run = bench.watcher(root).run(told_plainly(act, root))
                disk.free()
                yield f"disk full in {act.name}", told(act, root, run, "磁盘已满")


def _pages_needed(bench: Bench, act: Act, disk: SmallDisk) -> int:
    """Return with how many free pages an act comes to its end."""
    pages = 1
    while True:
        disk.free()
        bench.world.lay(disk.folder)
        disk.leave(pages)
        run = bench.watcher(disk.folder).run(told_plainly(act, disk.folder))
        if not sentence_of(run) and not run.failed:
            return pages
        pages *= 2


def limited(bench: Bench) -> Found:
    """Let no file grow beyond a size, which needs no root."""
    for act in bench.acts:
        bench.world.lay(bench.root)
        largest = max((len(op.data) + op.offset for op in bench.watch(act, bench.root).ops), default=0)
        for size in range(0, largest, max(PAGE, largest // bench.steps)):
            bench.world.lay(bench.root)
            run = bench.watcher().run(with_limit(told_plainly(act, bench.root), size))
            yield f"file limit in {act.name}", told(act, bench.root, run, "")


def told(act: Act, root: Path, run: Run, words: str) -> Outcome:
    """Judge what a refused act left, and whether it was refused by a sentence with advice."""
    sentence = sentence_of(run)
    if run.failed or (sentence and words not in sentence) or sentence == "(no advice)":
        return Outcome(State.UNTOLD, sentence)
    return judged(act, root, run.acknowledged)


def read_only(bench: Bench) -> Found:
    """Write to a disk that cannot be written: each act is refused; a backup can be looked into."""
    with SmallDisk(bench.folder / "small", 16).mounted() as disk:
        root = disk.folder
        for act in bench.acts:
            disk.writable()
            bench.world.lay(root)
            disk.read_only()
            run = bench.watcher(root).run(told_plainly(act, root))
            seen = _read(root / ARCHIVE)
            disk.writable()
            outcome = told(act, root, run, "写")
            if seen != EARLIER:
                outcome = Outcome(State.LOST, f"the backup on it cannot be read: {seen}")
            yield "disk that cannot be written", outcome


def _read(folder: Path) -> dict[str, int]:
    services = open_services(folder, USER, PASSWORD, read_only=True)
    try:
        check_whole(services)
        return versions(services)
    finally:
        services.close()


def pulled(bench: Bench) -> Found:
    """Pull a stick out while a backup is copied to it."""
    act = Backup("second place", f"{STICK}/备份")
    disk = SmallDisk(bench.root / STICK, 16)
    boundaries = 0
    for turn in range(bench.steps + 1):
        bench.world.lay(bench.root)
        disk.plug_in()
        when = (boundaries * (turn - 1) // bench.steps, disk.pull) if turn else None
        run = bench.watcher().watch(told_plainly(act, bench.root), when=when)
        boundaries = run.boundaries if not turn else boundaries
        disk.pull()
        # It is plugged in again, empty or as it was left.
        shutil.rmtree(bench.root / STICK, ignore_errors=True)
        (bench.root / STICK).mkdir()
        if turn:
            run.acknowledged = [text for text in run.acknowledged if text != "made"]
            yield "stick pulled out in second place", told(act, bench.root, run, "")


def two_programs(bench: Bench) -> Found:
    """Start a second program, while the first one stands still in the middle of a save."""
    migration = next(act for act in bench.acts if isinstance(act, Migration))
    second: dict[str, Callable[[Path], object]] = {
        "two programs: both write": _refused(lambda root: contents(root / DATA)),
        "two programs: one reads": _reads_what_was_saved,
        "two programs: restore while open": _refused(lambda root: Restore().run(root, print)),
        "two programs: upgrade while open": _refused(lambda root: migration.run(root, print)),
    }
    act = Save()
    bench.world.lay(bench.root)
    boundaries = bench.watch(act, bench.root).boundaries
    for name, do in second.items():
        for turn in range(1, 6):
            yield name, _beside(bench, act, boundaries * turn // 7, do)


def _beside(bench: Bench, act: Act, boundary: int, second: Callable[[Path], object]) -> Outcome:
    wrong: list[Exception] = []

    def do() -> None:
        try:
            second(bench.root)
        except Exception as error:  # noqa: BLE001 - judged when the first program has ended
            wrong.append(error)

    bench.world.lay(bench.root)
    run = bench.watch(act, bench.root, when=(boundary, do))
    if wrong:
        return Outcome(State.DAMAGED, f"the second program: {wrong[0]!r}")
    return judged_run(act, bench.root, run)


def _refused(second: Callable[[Path], object]) -> Callable[[Path], object]:
    def do(root: Path) -> None:
        try:
            second(root)
        except StoreProblem as problem:
            if problem.advice and ("打开" in problem.message or "正在使用" in problem.message):
                return
            raise
        raise Damaged("the second program was let in")

    return do


def _reads_what_was_saved(root: Path) -> None:
    found = _read(root / DATA)
    found.pop("赵敏", None)
    if found != BEFORE:
        raise Damaged(f"the reader saw {found}")


def damaged(bench: Bench) -> Found:
    """Turn bits round: opening or the check names the damage, and the backup comes back."""
    bench.world.crowd()
    bench.world.lay(bench.root)
    store = bench.root / DATA / STORE
    kinds = pages_by_kind(store, bench.world.key)
    for place, (kind, pages) in enumerate(kinds.items()):
        for _ in range(share(bench.places, len(kinds), place)):
            bench.world.lay(bench.root)
            flip(store, bench.dice.choice(pages), bench.dice)
            yield f"bit turned in {kind}", _named(bench)
    for name, spoil in _SPOILT.items():
        bench.world.lay(bench.root)
        spoil(bench.root, bench.dice)
        yield name, _named(bench)
    for _ in range(8):
        bench.world.lay(bench.root)
        archive = bench.root / ARCHIVE
        flip(archive / STORE, bench.dice.randrange((archive / STORE).stat().st_size // PAGE), bench.dice)
        yield "bit turned in a backup", _not_restored(bench)


def _named(bench: Bench) -> Outcome:
    """See that damage is told of, and that the backup brings back what it holds."""
    data = bench.root / DATA
    try:
        with opened(data) as services:
            check_whole(services)
            return Outcome(State.DAMAGED, f"the damage is not noticed: {versions(services)}")
    except StoreProblem as problem:
        if not problem.advice:
            return Outcome(State.UNTOLD, problem.message)
    except Damaged:
        # The check names what is wrong.
        pass
    Restore().run(bench.root, lambda _: None)
    whole = contents(data) == EARLIER
    return Outcome(State.OLD if whole else State.LOST, "" if whole else "the backup does not come back")


def _not_restored(bench: Bench) -> Outcome:
    act = Restore()
    run = bench.watcher().run(told_plainly(act, bench.root))
    if run.failed or not sentence_of(run):
        return Outcome(State.DAMAGED, "a damaged backup was restored")
    found = contents(bench.root / DATA)
    return Outcome(State.OLD) if found == BEFORE else Outcome(State.LOST, f"{found}")


def _shorten(root: Path, dice: Random) -> None:
    store = root / DATA / STORE
    os.truncate(store, dice.randrange(1, store.stat().st_size // PAGE) * PAGE)


def _empty_page(root: Path, dice: Random) -> None:
    store = root / DATA / STORE
    data = bytearray(store.read_bytes())
    page = dice.randrange(1, len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    store.write_bytes(data)


def _exchange_pages(root: Path, dice: Random) -> None:
    store = root / DATA / STORE
    data = bytearray(store.read_bytes())
    one, other = (slice(n * PAGE, (n + 1) * PAGE) for n in dice.sample(range(1, len(data) // PAGE), 2))
    data[one], data[other] = data[other], data[one]
    store.write_bytes(data)


_SPOILT: dict[str, Callable[[Path, Random], None]] = {
    "store cut short": _shorten,
    "page emptied": _empty_page,
    "two pages exchanged": _exchange_pages,
}
# What needs small disks is done only for root.
FAULTS: dict[str, Callable[[Bench], Found]] = {
    "kill": killed,
    "cut": cut,
    "full": full,
    "limit": limited,
    "readonly": read_only,
    "pulled": pulled,
    "programs": two_programs,
    "damage": damaged,
}
NEED_ROOT = frozenset({"full", "readonly", "pulled"})
