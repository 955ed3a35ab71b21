"""Faults of an office: killed, cut off, disk full, pulled out, damaged, opened twice; nothing may be lost.

    python3 run.py bench faults [--kills 200] [--images 400] [--places 50] [--only kill cut full …]

Every act is one of the program's own services on a real encrypted store, in a process of its own. After each
fault the store is opened as its user opens it and verified as a whole: what was acknowledged is there; what
was not is there whole or not at all, and can be done then. Linux only; small disks can be made only by root.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks._acts import Outcome, State, World, acts_of
from benchmarks._disks import can_mount
from benchmarks._faults import FAULTS, NEED_ROOT, Bench
from benchmarks._watched import can_watch

# Kills and simulated cuts need no real disk, and each save waits for a real one.
IN_MEMORY = Path("/dev/shm")
BAD = (State.LOST, State.DAMAGED, State.UNTOLD)
HEAD = f"{'':<38}{'tries':>7}" + "".join(f"{state:>12}" for state in State)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--images", type=int, default=400, help="disks after a power cut")
    parser.add_argument("--places", type=int, default=50, help="places where a bit is turned")
    parser.add_argument("--steps", type=int, default=40, help="sizes of a full disk for each act, at most")
    parser.add_argument("--only", nargs="+", choices=FAULTS, default=list(FAULTS))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not can_watch():
        print("Faults are NOT tested: this system lets no process be watched by ptrace (Linux only).")
        return 2
    with tempfile.TemporaryDirectory(prefix="faults-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        folder = Path(name)
        world = World(folder / "world")
        bench = Bench(
            folder,
            world,
            acts_of(world),
            Random(options.seed),
            kills=options.kills,
            images=options.images,
            places=options.places,
            steps=options.steps,
        )
        return report(bench, options.only)


def report(bench: Bench, names: list[str]) -> int:
    began = time.perf_counter()
    rooted = can_mount(bench.folder / "small")
    rows: dict[str, Counter[State]] = {}
    print(HEAD, flush=True)
    for name in names:
        if name in NEED_ROOT and not rooted:
            print(f"{name}: NOT tested here, because only root can make a small disk")
            continue
        found: dict[str, Counter[State]] = {}
        for row, outcome in FAULTS[name](bench):
            found.setdefault(row, Counter())[outcome.state] += 1
            tell_bad(row, outcome)
        for row, counts in found.items():
            print(line(row, counts), flush=True)
        rows |= found
    every = sum(rows.values(), Counter())
    print(line("all", every))
    losses = sum(every[state] for state in BAD)
    print(f"{losses} losses in {every.total()} faults, {time.perf_counter() - began:.0f} s")
    return 1 if losses else 0


def line(row: str, counts: Counter[State]) -> str:
    return f"{row:<38}{counts.total():>7}" + "".join(f"{counts[state]:>12}" for state in State)


def tell_bad(row: str, outcome: Outcome) -> None:
    if outcome.state in BAD:
        print(f"  {row}: {outcome.state}: {outcome.text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
