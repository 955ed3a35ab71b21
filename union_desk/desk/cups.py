"""Prints through CUPS: the PDF itself goes to the queue, in its size, on standard input."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from union_desk.core.errors import StoreProblem
from union_desk.desk.printer import (
    EXPORT,
    Printer,
    PrintOrder,
    PrintStopped,
    Sides,
    Tray,
    no_printer,
    paper_of,
    printer_gone,
)

_LIMIT: Final = 20.0  # seconds
_ASKING: Final = 6.0
_LOOK: Final = 0.1
_SIDES: Final[dict[Sides, str]] = {
    "one": "one-sided",
    "long": "two-sided-long-edge",
    "short": "two-sided-short-edge",
}
# What drivers call their trays; a name of the maker's own stays as it is.
_TRAY_WORDS: Final = {
    "auto": "自动",
    "default": "默认",
    "manual": "手动进纸",
    "manualfeed": "手动进纸",
    "multipurpose": "多用途纸盒",
    "envelope": "信封",
    "upper": "上纸盒",
    "middle": "中纸盒",
    "lower": "下纸盒",
    "rear": "后部进纸",
}
_NUMBERED_TRAY: Final = re.compile(r"(?:tray|cassette)[-_]?(\d+)", re.IGNORECASE)
_SLOTS: Final = re.compile(r"^(InputSlot|MediaSource|media-source)[^:]*:(.*)$", re.MULTILINE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of CUPS said; `code` None: nothing within its time."""

    code: int | None
    out: str = ""
    error: str = ""


def _ask(
    command: Sequence[str], limit: float, cancelled: Callable[[], bool], data: bytes | None = None
) -> Answer:
    """Run a command of CUPS; it answers in English whatever the system speaks, so that it is understood."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of words, never a shell
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment
        )
    except OSError:
        return Answer(None)
    until = time.monotonic() + limit
    while True:
        try:
            out, error = process.communicate(data, _LOOK)
        except subprocess.TimeoutExpired:
            data = None  # it has it already
            if not cancelled() and time.monotonic() < until:
                continue
            process.kill()
            process.communicate()
            if cancelled():
                raise PrintStopped from None
            return Answer(None)
        said = out.decode(errors="replace"), error.decode(errors="replace")
        return Answer(process.returncode, *said)


class CupsRoute:
    """A PrintRoute for every system that has `lp`."""

    def __init__(self, limit: float = _LIMIT) -> None:
        self._limit = limit

    def printers(self, cancelled: Callable[[], bool]) -> Sequence[Printer]:
        listed = _ask(["lpstat", "-e"], _ASKING, cancelled)
        if not listed.out.strip():
            state = _ask(["lpstat", "-r"], _ASKING, cancelled)
            if "is running" not in state.out:
                raise problem_of(replace(state, error=state.error or "scheduler"), "")
        usual = _ask(["lpstat", "-d"], _ASKING, cancelled).out.partition(": ")[2].strip()
        return [Printer(name, name == usual) for name in listed.out.splitlines() if name.strip()]

    def trays(self, printer: str, cancelled: Callable[[], bool]) -> Sequence[Tray]:
        found = _SLOTS.search(_ask(["lpoptions", "-p", printer, "-l"], _ASKING, cancelled).out)
        if found is None:
            return ()
        codes = [word.removeprefix("*") for word in found[2].split()]
        return [Tray(f"{found[1]}={code}", _tray_words(code)) for code in codes]

    def send(
        self,
        pdf: bytes,
        order: PrintOrder,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        from union_desk.paper.preview import page_size  # noqa: PLC0415 - drawing is loaded when first used

        paper, _across, _along = paper_of(*page_size(pdf, 0))
        answer = _ask(lp_command(order, paper), self._limit, cancelled, pdf)
        if answer.code != 0:
            if answer.error:
                _log.warning("lp: %s", answer.error.strip())
            raise problem_of(answer, order.printer)
        progress(1, 1)
        return self._remark(order.printer)

    def _remark(self, printer: str) -> str:
        state = _ask(["lpstat", "-p", printer], _ASKING, lambda: False).out  # it is printed by now
        if " disabled " not in state:
            return ""
        return f"打印机“{printer}”已暂停，纸要等它恢复后才出来。请在系统的打印机设置里恢复它。"


def _tray_words(code: str) -> str:
    numbered = _NUMBERED_TRAY.fullmatch(code)
    return f"纸盒 {numbered[1]}" if numbered else _TRAY_WORDS.get(code.lower(), code)


def lp_command(order: PrintOrder, paper: str) -> list[str]:
    """Write the command: the page keeps its size, or the lines of pre-printed paper are missed."""
    command = ["lp", "-t", order.title, "-o", "print-scaling=none", "-o", f"media={paper}"]
    command += ["-o", f"sides={_SIDES[order.sides]}"]
    if order.tray:
        command += ["-o", order.tray]
    return [*command, "-d", order.printer] if order.printer else command


def problem_of(answer: Answer, printer: str) -> StoreProblem:
    """Say in the office's words why CUPS did not take a paper."""
    said = answer.error
    if answer.code is None:
        return StoreProblem("打印服务一直没有回答。", advice=f"请检查打印机和网络后再打印，{EXPORT}")
    if "no default destination" in said:
        return no_printer()
    if "does not exist" in said or "not found" in said.lower():
        return printer_gone(printer)
    if "not accepting" in said:
        return StoreProblem(
            f"打印机“{printer}”现在不收文件。", advice=f"请在系统的打印机设置里让它接收，{EXPORT}"
        )
    if any(words in said for words in ("scheduler", "Unable to connect", "Bad file descriptor")):
        return StoreProblem("这台电脑的打印服务（CUPS）没有运行。", advice=f"请先启动它，{EXPORT}")
    if any(words in said for words in ("Forbidden", "Unauthorized", "Not allowed", "not-authorized")):
        return StoreProblem(f"您不能用打印机“{printer}”。", advice=f"请找管理这台打印机的人，{EXPORT}")
    return StoreProblem(f"打印机“{printer}”没有收下这份文件。", advice=f"请检查打印机，{EXPORT}")
