#!/usr/bin/env python3
"""Make the folder .venv if need be, and start Union Desk in it, its checks or its benchmarks.

    python3 run.py               the window
    python3 run.py demo          a desk of invented files; without a display: forms and pictures in out/
    python3 run.py --selfcheck   whether all that the program needs is there; without a display too
    python3 run.py COMMAND ...   the same as python -m union_desk COMMAND ...
    python3 run.py test ...      all checks; what follows goes to pytest
    python3 run.py bench NAME    benchmarks/NAME.py; without a name it lists them

Standard library only, and only such syntax as an old Python reads: it gets a sentence, not a traceback.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "Union Desk needs Python 3.11 or newer; this is %d.%d. Please install a newer one and start again. "
        "(请安装 Python 3.11 或更高版本后再运行。)" % sys.version_info[:2]
    )

from set_up import environment, speech, system

ROOT = Path(__file__).resolve().parent
QT_COMMANDS = ("", "--selfcheck", "bench", "demo", "gallery", "test")  # the other commands use no Qt


def benchmark_names(root: Path) -> dict[str, str]:
    """Map the name of each benchmark to the first line of its docstring."""
    files = sorted((root / "benchmarks").glob("[a-z]*.py"))
    texts = {
        path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in files
    }
    return {name: text.partition("\n")[0] for name, text in texts.items()}


def words_for_python(arguments: list[str], root: Path) -> list[str]:
    """Turn the words after run.py into those after python."""
    if arguments[:1] == ["test"]:
        return [str(root / "packaging" / "checks.py"), *arguments[1:]]
    if arguments[:1] == ["bench"]:
        names = benchmark_names(root)
        if arguments[1:2] and arguments[1] in names:
            return [str(root / "benchmarks" / f"{arguments[1]}.py"), *arguments[2:]]
        sys.exit(
            "\n".join(["python3 run.py bench NAME", *(f"  {name:10} {text}" for name, text in names.items())])
        )
    return ["-m", "union_desk", *arguments]


def command_of(arguments: list[str]) -> str:
    """Return the command among the words; "" where there is none, so that the window opens."""
    words = iter(arguments)
    for word in words:
        if word in ("--store", "--user"):
            next(words, None)
        elif not word.startswith("-") or word in ("-h", "--help", "--selfcheck", "--version"):
            return word
    return ""


def sight_of(command: str, display: bool) -> system.Sight:
    """Return what of Qt this command needs."""
    if command not in QT_COMMANDS:
        return system.Sight.NONE
    return system.Sight.SCREEN if display else system.Sight.OFFSCREEN


def variables(root: Path, offscreen: bool) -> dict[str, str]:
    """Return the program's environment variables: this checkout's code, whatever folder one stands in."""
    result = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    result.update(PYTHONPATH=str(root), PYTHONSAFEPATH="1", PYTHONUTF8="1")
    if offscreen:
        result.setdefault("QT_QPA_PLATFORM", "offscreen")
    return result


def main(arguments: list[str]) -> None:
    display = system.has_display()
    command = command_of(arguments)
    if not command and not display and "QT_QPA_PLATFORM" not in os.environ:
        raise speech.stop(
            "这里没有图形桌面，窗口打不开。请在图形桌面上运行，或者运行：python3 run.py demo",
            "There is no display here for the window. Start it on a desktop, or try: python3 run.py demo",
        )
    words = words_for_python(arguments, ROOT)
    lock = environment.TEST_LOCK if command in ("bench", "test") else environment.APP_LOCK
    python = str(environment.prepare(ROOT, lock, sight_of(command, display)))
    child = variables(ROOT, offscreen=not display or command == "test")
    if os.name == "nt":
        sys.exit(subprocess.run([python, *words], env=child, check=False).returncode)
    os.execve(python, [python, *words], child)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
