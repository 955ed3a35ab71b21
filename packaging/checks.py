"""Run every check of the project in turn: style, types, layers and tests; one status for all of them.

python3 run.py test            all of it
python3 run.py test -k money   what follows goes to pytest
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", LAYERS],
}


def pytest_words(arguments: list[str], cores: int) -> list[str]:
    """Return the words of the test run: on all cores, unless the caller says how or wants a debugger."""
    own = any(word.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for word in arguments)
    spread = [] if cores < 2 or own or "no:xdist" in arguments else ["-n", str(cores), "--dist", "worksteal"]
    return ["-m", "pytest", *spread, *arguments]


def run_check(name: str, words: list[str]) -> bool:
    """Run one check; a quiet one that passes leaves one line."""
    start = time.monotonic()
    result = subprocess.run(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    passed = result.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {name:13} {time.monotonic() - start:5.1f} s", flush=True)
    if not passed:
        sys.stdout.buffer.write(result.stdout)
        sys.stdout.flush()
    return passed


def main() -> int:
    failed = [name for name, words in CHECKS.items() if not run_check(name, words)]
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    print("       pytest", flush=True)
    tests = [sys.executable, *pytest_words(sys.argv[1:], cores)]
    status = subprocess.run(tests, cwd=ROOT, check=False).returncode
    if failed:
        print(f"Failed besides the tests' own result: {', '.join(failed)} (see above)", flush=True)
    return 1 if failed or status else 0


if __name__ == "__main__":
    sys.exit(main())
