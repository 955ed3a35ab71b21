"""Compiles every form of ui/ into union_desk/desk/forms/.

python packaging/compile_ui.py                    # all of them
python packaging/compile_ui.py --into FOLDER      # elsewhere, to compare
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / "union_desk" / "desk" / "forms"


def compile_form(source: Path, into: Path) -> Path:
    """Compile one form; no line of the result depends on the machine or on the version of the compiler."""
    target = into / f"ui_{source.stem}.py"
    beside = Path(sys.executable).with_name("pyside6-uic")
    tool = str(beside) if beside.exists() else shutil.which("pyside6-uic") or "pyside6-uic"
    command = [tool, "--absolute-imports", "--no-autoconnection", str(source)]
    made = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    target.write_text(body(made), "utf-8", newline="\n")
    return target


def body(text: str) -> str:
    """Drop the heading, which names the version of the compiler."""
    lines = [line.rstrip() for line in text.splitlines() if not line.startswith(("##", "# -*-"))]
    return "\n".join(lines).strip() + "\n"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=FORMS)
    into = parser.parse_args(arguments).into
    for source in sorted((ROOT / "ui").glob("*.ui")):
        print(compile_form(source, into).name)


if __name__ == "__main__":
    main(sys.argv[1:])
