"""run.py: an old Python, what reaches which output, and what is started."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run
from set_up.environment import APP_LOCK, Environment
from set_up.system import Sight

ROOT = Path(__file__).parent.parent.parent


def start(
    root: Path, *words: str, folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    command = [sys.executable, str(root / "run.py"), *words]
    return subprocess.run(
        command, env={**kept, **variables}, cwd=folder or root, capture_output=True, text=True, check=False
    )


def test_run_py_is_read_by_python_3_6_so_that_it_can_say_its_sentence():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    modules = [node.module if isinstance(node, ast.ImportFrom) else None for node in tree.body]
    assert "__future__" not in modules
    check = next(at for at, node in enumerate(tree.body) if isinstance(node, ast.If))
    assert check < modules.index("set_up"), "the version is looked at before anything modern is imported"


def test_a_python_that_is_too_old_gets_one_sentence(checkout: Path):
    text = (checkout / "run.py").read_text(encoding="utf-8")
    (checkout / "run.py").write_text(text.replace("< (3, 11)", "< (9, 9)"), encoding="utf-8")
    result = start(checkout, "demo")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Union Desk needs Python 3.11 or newer; this is 3.")
    assert len(result.stderr.splitlines()) == 1


# --- the start when nothing changed


def test_the_program_gets_its_words_and_standard_output_is_its_own(made: Environment, tmp_path: Path):
    result = start(made.root, "calc", "--schema", folder=tmp_path)
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "words": ["calc", "--schema"],
        "folder": str(tmp_path),
        "PYTHONPATH": str(made.root),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }


def test_a_start_with_nothing_to_do_takes_less_than_a_third_of_a_second(made: Environment):
    def seconds() -> float:
        begin = time.monotonic()
        assert start(made.root, "calc").returncode == 0
        return time.monotonic() - begin

    assert min(seconds() for _ in range(3)) < 0.3


def test_the_same_name_in_the_folder_one_stands_in_does_not_hide_the_program(
    made: Environment, tmp_path: Path
):
    (tmp_path / "union_desk").mkdir()
    (tmp_path / "union_desk" / "__main__.py").write_text("print('another')", encoding="utf-8")
    assert json.loads(start(made.root, "calc", folder=tmp_path).stdout)["words"] == ["calc"]


def test_a_chosen_qt_platform_is_kept(made: Environment):
    result = start(made.root, "gallery", QT_QPA_PLATFORM="minimal")
    assert json.loads(result.stdout)["QT_QPA_PLATFORM"] == "minimal"


def test_a_desktop_shows_its_window(made: Environment):
    made.write_stamp(APP_LOCK, Sight.SCREEN)
    result = start(made.root, "--store", "here", DISPLAY=":7")
    assert json.loads(result.stdout)["QT_QPA_PLATFORM"] is None


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN.UTF-8", "这里没有图形桌面"), ("C.UTF-8", "There is no display here")]
)
def test_a_window_without_a_display_is_a_sentence(made: Environment, language: str, told: str):
    result = start(made.root, LANG=language)
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ""),
        (["--store", "D:\\工会"], ""),
        (["--store=here"], ""),
        (["--store", "here", "verify"], "verify"),
        (["--store", "here", "--user", "陈明"], ""),
        (["--help"], "--help"),
        (["--selfcheck"], "--selfcheck"),
        (["demo"], "demo"),
        (["calc", "--schema"], "calc"),
    ],
)
def test_the_command_is_found_among_the_options(words: list[str], command: str):
    assert run.command_of(words) == command


def test_a_benchmark_is_called_by_its_name_and_the_others_are_listed(checkout: Path):
    folder = checkout / "benchmarks"
    folder.mkdir()
    (folder / "search.py").write_text('"""Keystroke to rows.\n\nMore."""\n', encoding="utf-8")
    assert run.words_for_python(["bench", "search", "--rows", "10"], checkout) == [
        str(folder / "search.py"),
        "--rows",
        "10",
    ]
    for words in (["bench"], ["bench", "../run"]):
        with pytest.raises(SystemExit, match=r"search +Keystroke to rows\.$"):
            run.words_for_python(words, checkout)


@pytest.mark.parametrize(
    ("command", "display", "sight"),
    [
        ("calc", True, Sight.NONE),
        ("backup", False, Sight.NONE),
        ("demo", False, Sight.OFFSCREEN),
        ("test", False, Sight.OFFSCREEN),
        ("demo", True, Sight.SCREEN),
        ("", True, Sight.SCREEN),
    ],
)
def test_only_what_draws_asks_the_system_for_qt(command: str, display: bool, sight: Sight):
    assert run.sight_of(command, display) is sight


def test_the_tests_use_all_cores_unless_one_says_how():
    sys.path.insert(0, str(ROOT / "packaging"))
    import checks

    assert checks.pytest_words(["-k", "money"], 4)[-6:] == ["-n", "4", "--dist", "worksteal", "-k", "money"]
    assert checks.pytest_words([], 1) == ["-m", "pytest"]
    for own in (["-n0"], ["-n", "2"], ["--pdb"], ["-p", "no:xdist"]):
        assert checks.pytest_words(own, 4) == ["-m", "pytest", *own]
