"""A small checkout, and its environment as a finished set-up leaves it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from set_up.environment import APP_LOCK, TEST_LOCK, Environment
from set_up.system import Sight

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import json, os, sys
keys = ("PYTHONPATH", "QT_QPA_PLATFORM", "PYTHONUTF8")
told = {key: os.environ.get(key) for key in keys}
print(json.dumps({"words": sys.argv[1:], "folder": os.getcwd(), **told}))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout: run.py, a program that tells how it was started, and empty locks."""
    root = tmp_path / "desk 工会"
    (root / "union_desk").mkdir(parents=True)
    (root / "union_desk" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    shutil.copy(ROOT / "run.py", root)
    shutil.copytree(ROOT / "set_up", root / "set_up", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (APP_LOCK, TEST_LOCK):
        (root / name).write_text("# nothing\n", encoding="utf-8")
    return root


@pytest.fixture
def made(checkout: Path) -> Environment:
    """The environment of that checkout as a finished set-up leaves it, with one package in it."""
    result = Environment(checkout)
    packages = result.folder / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "six").mkdir()
    result.python.parent.mkdir()
    result.python.symlink_to(sys.executable)
    (result.folder / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).parent}\n", encoding="utf-8")
    result.write_stamp(APP_LOCK, Sight.NONE)
    return result
