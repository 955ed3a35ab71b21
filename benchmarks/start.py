"""From the command to a painted and settled window: seconds, processor time and memory, in a real X server.

    python3 run.py bench start [--runs 5] [--persons 130000]

Each program starts in turn in a fresh Xvfb with openbox, 1366 x 768, with a new home folder, and once before
it counts. The screen is read every few milliseconds: `painted` is the first picture with text in it,
`settled` the last change before one quiet second, in which the program did nothing either (a blinking cursor
does not count). For the store with a password the times of the window run from the Enter key behind the
password. Processor time and memory are those of the process tree after it settled; PSS shares out common
pages. GnuCash and KeePassXC run beside it where they are installed, each with a profile that keeps its first
dialogs away.
"""

from __future__ import annotations

import argparse
import contextlib
import mmap
import os
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._peers import PEERS, Program, peers

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1366, 768
QUIET_SECONDS = 1.0
WORK_SECONDS = 0.1
LONGEST_SECONDS = 30.0
BARE = "bare PySide6 window"
AFTER_PASSWORD = "… window after the password"
PASSWORD = "a long password"
TEXT_COLOURS = 24  # smoothed text has many greys; an empty window has a few colours
CURSOR_ROWS = 40  # a blinking cursor changes fewer rows of the screen than this

BARE_WINDOW = """{}
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window = QMainWindow()
table = QTableWidget(25, 8)
for row in range(25):
    for column in range(8):
        table.setItem(row, column, QTableWidgetItem("困难职工"))
window.setCentralWidget(table)
window.resize(1100, 650)
window.show()
app.exec()
"""


# Python's switch would keep it from using compiled modules; the others would lead past the new home folder.
UNWANTED = (
    *("PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"),
)


class Screen:
    """An X server whose picture is a file in memory."""

    def __init__(self, folder: Path) -> None:
        ready, told = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        command = [
            "Xvfb",
            "-displayfd",
            str(told),
            "-screen",
            "0",
            size,
            "-fbdir",
            str(folder),
            "-nolisten",
            "tcp",
        ]
        self.server = subprocess.Popen(command, pass_fds=[told], stderr=subprocess.DEVNULL)
        os.close(told)
        with open(ready, encoding="ascii") as answer:  # noqa: PTH123 - a descriptor; closed early, the server dies
            self.display = f":{answer.readline().strip()}"
        self.keeper = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": self.display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with (folder / "Xvfb_screen0").open("rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # The file is an X window dump: header, colour table, pixels.
        header_size = struct.unpack_from(">I", self.memory, 0)[0]
        self.row_bytes, colours = (struct.unpack_from(">I", self.memory, 4 * at)[0] for at in (12, 19))
        self.offset = header_size + 12 * colours

    def picture(self) -> bytes:
        return self.memory[self.offset : self.offset + self.row_bytes * HEIGHT]

    def changed_rows(self, before: bytes, now: bytes) -> int:
        if before == now:
            return 0
        ends = range(0, len(now), self.row_bytes)
        return sum(before[at : at + self.row_bytes] != now[at : at + self.row_bytes] for at in ends)

    def close(self) -> None:
        for process in (self.keeper, self.server):
            process.terminate()
            process.wait()


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    with tempfile.TemporaryDirectory() as folder:
        result = Screen(Path(folder))
        try:
            yield result
        finally:
            result.close()


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took: seconds, processor seconds, MiB."""

    painted: float
    settled: float
    cpu: float
    rss: float
    pss: float


def process_tree(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [pid, *(found for child in children for found in process_tree(int(child)))]
    return []


def memory_of(pids: list[int]) -> tuple[float, float]:
    """Return RSS and PSS in MiB."""
    sums = {"Rss:": 0, "Pss:": 0}
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[0] in sums:
                sums[words[0]] += int(words[1])
    return sums["Rss:"] / 1024, sums["Pss:"] / 1024


def cpu_of(pids: list[int]) -> float:
    stats = (Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for pid in pids)
    return sum(int(words[11]) + int(words[12]) for words in stats) / os.sysconf("SC_CLK_TCK")


class Work:
    """Tells whether a program is still at work where nothing moves on the screen."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen, self._looked = 0.0, 0.0

    def goes_on(self, elapsed: float) -> bool:
        if elapsed - self._looked < WORK_SECONDS:
            return False
        before, self._seen, self._looked = self._seen, cpu_of(process_tree(self._pid)), elapsed
        return self._seen - before > WORK_SECONDS / 5


def watch(show: Screen, process: subprocess.Popen[bytes], begin: float) -> Start:
    """Wait until the screen and the program are quiet; return when it was painted and when it settled."""
    before, work = show.picture(), Work(process.pid)
    painted = settled = quiet_from = 0.0
    while process.poll() is None:
        elapsed = time.monotonic() - begin
        now = show.picture()
        if show.changed_rows(before, now) > CURSOR_ROWS:
            before, settled, quiet_from = now, elapsed, elapsed
            if not painted and len(set(memoryview(now).cast("I")[::3])) > TEXT_COLOURS:
                painted = elapsed
        elif work.goes_on(elapsed):
            quiet_from = elapsed
        if painted and elapsed - quiet_from > QUIET_SECONDS:
            pids = process_tree(process.pid)
            return Start(painted, settled, cpu_of(pids), *memory_of(pids))
        if elapsed > LONGEST_SECONDS:
            raise SystemExit("No painted window after 30 s.")
        time.sleep(0.004)
    raise SystemExit(f"The program ended by itself with status {process.returncode}.")


def start(program: Program) -> list[Start]:
    """Start it; return one line for its first window, and one for that behind the password."""
    with screen() as show, tempfile.TemporaryDirectory() as home:
        time.sleep(0.5)  # openbox paints its root
        for name, text in program.files.items():
            file = Path(home, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        environment = {**os.environ, **program.variables, "DISPLAY": show.display, "HOME": home}
        environment["PYTHONPATH"] = str(ROOT)
        for name in UNWANTED:
            environment.pop(name, None)
        command = [word.replace("~", home, 1) for word in program.command]
        begin = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            found = [watch(show, process, begin)]
            if program.typed:
                type_keys(show.display, "type", program.typed)
                time.sleep(0.3)
                begin = time.monotonic()
                type_keys(show.display, "key", "Return")
                found.append(watch(show, process, begin))
            return found
        finally:
            process.send_signal(signal.SIGKILL)
            said = process.communicate()[1].decode(errors="replace")
            if sys.exc_info()[0]:
                print(said, file=sys.stderr)


def type_keys(display: str, *words: str) -> None:
    subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": display}, check=True)


def import_seconds(module: str) -> float:
    begin = time.monotonic()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.monotonic() - begin


def median_of(starts: list[Start]) -> Start:
    return Start(*(statistics.median(getattr(one, field.name) for one in starts) for field in fields(Start)))


def print_table(results: dict[str, list[Start]], base: str) -> None:
    """Print a line for each program, with the ratio of its `settled` to that of the base."""
    head = ("program", "painted", "settled", "min-max", "cpu s", "RSS MiB", "PSS MiB", "ratio")
    print("{:28}{:>9}{:>9}{:>12}{:>8}{:>9}{:>9}{:>8}".format(*head))
    reference = median_of(results[base]).settled
    for name, starts in results.items():
        one = median_of(starts)
        spread = f"{min(each.settled for each in starts):.2f}-{max(each.settled for each in starts):.2f}"
        print(
            f"{name:28}{one.painted:9.2f}{one.settled:9.2f}{spread:>12}{one.cpu:8.2f}{one.rss:9.0f}{one.pss:9.0f}"
            f"{one.settled / reference:8.2f}"
        )


def make_stores(folder: Path, persons: int) -> None:
    """Make a store that opens without a password, and the same with one."""
    from benchmarks._population import people
    from union_desk.demo import make_demo
    from union_desk.people.records import PersonRecord
    from union_desk.services import DEMO_KEY, DEMO_USER, open_demo
    from union_desk.store.vault import Vault

    make_demo(folder / "open")
    services = open_demo(folder / "open")
    with services.database.write("导入人员", services.actor) as work:
        work.insert_many(PersonRecord, people(persons))
    services.close()
    shutil.copytree(folder / "open", folder / "locked")
    Vault.create(folder / "locked", DEMO_USER, PASSWORD)
    Vault.set_password(folder / "locked", DEMO_KEY, DEMO_USER, PASSWORD)


def programs_in(folder: Path) -> dict[str, Program]:
    python = sys.executable
    desk = [python, "-m", "union_desk", "--store"]
    return {
        BARE: Program([python, "-c", BARE_WINDOW.format("")]),
        "bare window + SQLAlchemy": Program([python, "-c", BARE_WINDOW.format("import sqlalchemy.orm")]),
        "Union Desk, first start": Program([*desk, str(folder / "empty")]),
        "Union Desk, no password": Program([*desk, str(folder / "open")]),
        "Union Desk, password box": Program([*desk, str(folder / "locked")], typed=PASSWORD),
        **peers(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--persons", type=int, default=130_000, metavar="N")
    options = parser.parse_args()
    missing = [name.lower() for name in ("Xvfb", "openbox", "xdotool") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"This needs {' and '.join(missing)}: apt-get install {' '.join(missing)}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_stores(folder, options.persons)
        programs = programs_in(folder)
        results: dict[str, list[Start]] = {}
        imports = []
        for run in range(options.runs + 1):
            for title, program in programs.items():
                for which, one in zip((title, AFTER_PASSWORD), start(program), strict=False):
                    if run:
                        results.setdefault(which, []).append(one)
            imports.append(import_seconds("sqlalchemy.orm") - import_seconds("sys"))
    print(
        f"Medians of {options.runs} interleaved starts, warm, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; {options.persons:,} persons in the encrypted store"
    )
    print_table(results, BARE)
    print(f"{'import sqlalchemy.orm':28}{'':9}{statistics.median(imports):9.2f}")
    absent = sorted(PEERS.keys() - programs.keys())
    if absent:
        print(f"Not installed: {', '.join(absent)} (apt-get install {' '.join(absent)})")


if __name__ == "__main__":
    main()
