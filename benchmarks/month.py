"""A month of two streets and their district: three programs with windows in one Xvfb, equal at the end.

    python3 run.py bench month [--files 20]

The district issues both stores; both streets enter files, hand in, take their receipts; both sides change the
same and different fields; the district decides; all is confirmed. It fails where a row differs at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIGURES = "一二三四五六七八九十"
STREETS = {"BY": ("白杨街道总工会", "王芳"), "XS": ("下沙街道总工会", "陈明")}


class Program:
    """One running program."""

    def __init__(self, folder: Path, stick: Path, user: str, environment: dict[str, str]) -> None:
        command = [sys.executable, str(HERE / "_office.py"), str(folder), str(stick), user]
        pipe = subprocess.PIPE
        self._running = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, encoding="utf-8")

    def __call__(self, act: str, **words: Any) -> dict[str, Any]:
        if self._running.stdin is None or self._running.stdout is None:
            raise RuntimeError("no pipes")
        self._running.stdin.write(json.dumps({"act": act, **words}) + "\n")
        self._running.stdin.flush()
        line = self._running.stdout.readline()
        if not line:
            raise RuntimeError(f"{act}: the program has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        if self._running.stdin is not None:
            self._running.stdin.close()
        self._running.wait(20)


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Give the environment of an Xvfb with openbox; without one, that of no screen at all."""
    if shutil.which("Xvfb") is None or shutil.which("openbox") is None:
        sys.stdout.write("no Xvfb with openbox here: the windows are drawn on no screen\n")
        yield {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        name = f":{told.readline().strip()}"
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for started in (manager, server):
            started.terminate()
            started.wait(10)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=20)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, display() as screen:
        stick = Path(scratch, "stick")
        stick.mkdir()
        path = os.pathsep.join(filter(None, (str(HERE.parent), screen.get("PYTHONPATH", ""))))
        environment = {**screen, "PYTHONPATH": path, "HOME": scratch}
        users = {"QU": "李强", **{code: user for code, (_, user) in STREETS.items()}}
        programs = {
            code: Program(Path(scratch, code), stick, user, environment) for code, user in users.items()
        }
        try:
            wrong = month(programs, options.files)
        finally:
            for each in programs.values():
                each.stop()
    sys.stdout.write(f"{time.monotonic() - begun:.0f} s\n")
    sys.stdout.write("".join(f"WRONG: {one}\n" for one in wrong) or "all three are equal\n")
    return 1 if wrong else 0


def month(programs: dict[str, Program], files: int) -> list[str]:
    """Lead the programs through it; return what is wrong at the end."""
    district = programs["QU"]
    district("set_up")
    for code, (name, user) in STREETS.items():
        issued = district("issue", code=code, name=name, user=user)
        programs[code]("open_issued", path=issued["path"], code=issued["code"])
    for code, (name, _user) in STREETS.items():
        programs[code]("enter", names=names(name[0], files))
        exchange(programs, code)
    wrong = second_week(programs, files)
    for code in STREETS:
        exchange(programs, code)
    wrong += compare({code: each("look") for code, each in programs.items()})
    for each in programs.values():
        each("end")
    return wrong


def second_week(programs: dict[str, Program], files: int) -> list[str]:
    """Let both sides write: one field together, one each; return what the district saw amiss."""
    wrong = []
    for code in STREETS:
        programs[code]("change", field="mobile", text="13800000001")
        programs[code]("change", field="address", text="六号大街100号")
    district = programs["QU"]
    district("change", field="mobile", text="13900000002")
    district("change", field="member_no", text="M-1")
    keys = "123" * files
    for place, code in enumerate(STREETS):
        # One street's conflicts are decided before anything is written, the other's afterwards.
        told = exchange(programs, code, keys[:files] if place == 0 else "", settled=keys[:files])
        if f"冲突 {files}" not in told:
            wrong.append(f"{code}: {told}")
    return wrong


def compare(seen: dict[str, dict[str, Any]]) -> list[str]:
    """Say what differs between the streets and their district."""
    wrong = []
    for code, one in seen.items():
        sys.stdout.write(f"{code}: {one['rows']} rows, {one['conflicts']} conflicts\n")
        if not one["whole"] or one["conflicts"]:
            wrong.append(f"{code}: not whole, or conflicts are left")
    for code in STREETS:
        wrong += [
            f"{code}: rows of {audience} differ from the district's"
            for audience in (code, "shared")
            if seen[code]["hash"].get(audience) != seen["QU"]["hash"].get(audience)
        ]
    return wrong


def names(family: str, count: int) -> list[str]:
    return [f"{family}{FIGURES[place // 10]}{FIGURES[place % 10]}" for place in range(count)]


def exchange(programs: dict[str, Program], code: str, keys: str = "", settled: str = "") -> str:
    """Let a street hand in and take its receipt; return what the district saw before it took it in."""
    district, street = programs["QU"], programs[code]
    made = street("hand_in")
    taken = district("take", path=made["path"], keys=keys)
    sys.stdout.write(f"{code}: {made['sets']} works, {made['size']:,} bytes; {taken['counts']}\n")
    if settled and not keys:
        district("settle", keys=settled)
    if not Path(taken["paper"]).read_bytes().startswith(b"%PDF"):
        raise RuntimeError("no paper")
    receipt = district("receipt", office=code)
    street("take", path=receipt["path"])
    return str(taken["counts"])


if __name__ == "__main__":
    sys.exit(main())
