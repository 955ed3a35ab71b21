"""Re-make requirements.lock (an office's program) and requirements-test.lock (the same and the test tools).

    .venv/bin/python -m pip install uv
    .venv/bin/python packaging/lock.py             keeps the versions that still fit
    .venv/bin/python packaging/lock.py --upgrade   takes the newest that pyproject.toml allows

Both serve every Python from 3.11, on Windows x64 and on Linux x64 and arm64. Every package is pinned by the
hashes of its files. They name no index: pip uses the one that it is set to.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# One Qt for all Pythons. On Linux arm64 every later wheel asks for glibc 2.39; this one runs from 2.31 on.
QT = """\
PySide6-Essentials==6.11.3; sys_platform != 'linux' or platform_machine != 'aarch64'
PySide6-Essentials==6.8.0.2; sys_platform == 'linux' and platform_machine == 'aarch64'
"""


def compile_lock(name: str, constraints: list[Path], options: list[str]) -> None:
    """Write one lock file from pyproject.toml, within the constraints."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet"),
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
        *("--custom-compile-command", "python packaging/lock.py"),
        *(word for path in constraints for word in ("--constraints", str(path))),
        *(*options, "pyproject.toml", "--output-file", name),
    ]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        qt = Path(folder, "qt.txt")
        qt.write_text(QT, encoding="utf-8")
        compile_lock("requirements.lock", [qt], ["--no-annotate", *options])
        compile_lock(
            "requirements-test.lock",
            [qt, Path("requirements.lock")],
            ["--no-annotate", "--extra", "test", *options],
        )


if __name__ == "__main__":
    main()
