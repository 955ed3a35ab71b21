"""run.py and environment.py: what is set up, what is repaired, and what reaches which output."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import environment
import run
from environment import APP_LOCK, TEST_LOCK, Environment

ROOT = Path(run.__file__).parent
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
    for name in ("run.py", "environment.py"):
        shutil.copy(ROOT / name, root)
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
    result.write_stamp(APP_LOCK, screen=False)
    return result


def start(
    root: Path, *words: str, folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    command = [sys.executable, str(root / "run.py"), *words]
    return subprocess.run(
        command, env={**kept, **variables}, cwd=folder or root, capture_output=True, text=True, check=False
    )


# --- an old Python


def test_run_py_is_read_by_python_3_6_so_that_it_can_say_its_sentence():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert future == []
    check = next(at for at, node in enumerate(tree.body) if isinstance(node, ast.If))
    own = next(
        at
        for at, node in enumerate(tree.body)
        if isinstance(node, ast.Import) and node.names[0].name == "environment"
    )
    assert check < own, "the version is looked at before anything modern is imported"


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
    made.write_stamp(APP_LOCK, screen=True)
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
    ("words", "window"),
    [
        ([], True),
        (["--store", "D:\\工会"], True),
        (["--help"], False),
        (["demo"], False),
        (["calc", "--schema"], False),
    ],
)
def test_only_a_start_without_a_command_opens_the_window(words: list[str], window: bool):
    assert run.opens_a_window(words) is window


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


# --- what is made anew


def test_a_finished_set_up_is_ready_and_sound(made: Environment):
    assert made.is_ready(APP_LOCK, screen=False)
    assert not made.is_ready(TEST_LOCK, screen=False)
    assert made.is_sound()


def test_another_lock_is_installed_into_the_same_folder(made: Environment):
    (made.root / APP_LOCK).write_text("# other\n", encoding="utf-8")
    assert not made.is_ready(APP_LOCK, screen=False)
    assert made.is_sound()


def test_a_first_start_on_a_screen_looks_for_its_libraries(made: Environment):
    assert not made.is_ready(APP_LOCK, screen=True)
    made.write_stamp(APP_LOCK, screen=True)
    assert made.is_ready(APP_LOCK, screen=True)
    assert made.is_ready(APP_LOCK, screen=False)


def test_what_one_adds_oneself_disturbs_nothing(made: Environment):
    next(made.folder.glob("lib/*/site-packages")).joinpath("rich").mkdir()
    assert made.is_ready(APP_LOCK, screen=False)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda made: made.python.unlink(), id="its Python is gone"),
        pytest.param(lambda made: made.begun.touch(), id="the set-up was killed"),
        pytest.param(
            lambda made: shutil.rmtree(next(made.folder.glob("lib/*/*/six"))), id="a package was deleted"
        ),
        pytest.param(lambda made: made.stamp_of(APP_LOCK).write_text("{"), id="the stamp is cut off"),
    ],
)
def test_a_broken_environment_is_neither_ready_nor_sound(made: Environment, harm):
    harm(made)
    assert not made.is_ready(APP_LOCK, screen=False)
    assert not made.is_sound()


def test_a_moved_checkout_is_set_up_anew(made: Environment, tmp_path: Path):
    moved = Environment(made.root.rename(tmp_path / "moved"))
    assert not moved.is_ready(APP_LOCK, screen=False)
    assert not moved.is_sound()


@pytest.fixture
def with_own_pip(checkout: Path, monkeypatch) -> Environment:
    """A new environment, made as without python3-venv, with a pip in it that does what $PIP_DOES says."""
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    result = Environment(checkout)
    result.make()
    packages = next(result.folder.glob("lib/*/site-packages"))
    (packages / "pip").mkdir()
    lines = ["import os, sys", "print(sys.argv)", "'install' in sys.argv and exec(os.environ['PIP_DOES'])"]
    (packages / "pip" / "__main__.py").write_text("\n".join(lines), encoding="utf-8")
    return result


def test_a_finished_installation_is_stamped_and_keeps_standard_output_free(with_own_pip, monkeypatch, capfd):
    monkeypatch.setenv(
        "PIP_DOES", "assert '--require-hashes' in sys.argv and '--only-binary=:all:' in sys.argv"
    )
    with_own_pip.install(TEST_LOCK, screen=False)
    assert with_own_pip.is_ready(TEST_LOCK, screen=False)
    assert with_own_pip.is_ready(APP_LOCK, screen=False), "the tests' lock holds that of the program"
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "--disable-pip-version-check" in shown.err


def test_a_failed_installation_is_a_sentence_and_the_next_one_goes_on_from_there(with_own_pip, monkeypatch):
    monkeypatch.setenv("PIP_DOES", "sys.exit(1)")
    with pytest.raises(SystemExit, match=r"could not be installed; the lines above say why"):
        with_own_pip.install(APP_LOCK, screen=False)
    assert not with_own_pip.is_ready(APP_LOCK, screen=False)
    assert with_own_pip.is_sound()


def test_an_interrupted_installation_is_made_anew(with_own_pip, monkeypatch):
    monkeypatch.setattr(
        environment.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        with_own_pip.install(APP_LOCK, screen=False)
    assert not with_own_pip.is_sound()


def test_two_set_ups_at_once_go_one_after_the_other(tmp_path: Path):
    order: list[str] = []

    def hold(name: str) -> None:
        with environment.only_one(tmp_path / ".set-up.lock"):
            order.append(f"{name} in")
            time.sleep(0.05)
            order.append(f"{name} out")

    threads = [threading.Thread(target=hold, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = order[0][0], order[2][0]
    assert order == [f"{first} in", f"{first} out", f"{second} in", f"{second} out"]


def test_a_folder_that_cannot_be_written_is_a_sentence(checkout: Path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (checkout / ".set-up.lock").mkdir()  # root may write everywhere, but not this
    with pytest.raises(SystemExit, match="Put the program into a folder of your own"):
        environment.prepare(checkout, APP_LOCK, screen=False)


def test_a_killed_set_up_holds_the_lock_as_long_as_its_pip_runs(with_own_pip, monkeypatch, tmp_path: Path):
    if not hasattr(os, "fork"):
        pytest.skip("Windows lets go of the lock")
    started, done = tmp_path / "started", tmp_path / "done"
    pip = f"import time; open({str(started)!r}, 'w'); time.sleep(0.4); open({str(done)!r}, 'w')"
    monkeypatch.setenv("PIP_DOES", pip)
    code = f"""
import environment, os, pathlib, signal, threading, time
def kill():
    while not os.path.exists({str(started)!r}):
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=kill).start()
with environment.only_one(pathlib.Path(".set-up.lock")):
    environment.Environment(pathlib.Path.cwd()).install("requirements.lock", screen=False)
"""
    root = with_own_pip.root
    killed = subprocess.run([sys.executable, "-c", code], cwd=root, stderr=subprocess.DEVNULL, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not done.exists()
    with environment.only_one(root / ".set-up.lock"):
        assert done.exists()
    assert not with_own_pip.is_sound()


# --- the system


def test_a_chinese_font_is_known_by_its_file(tmp_path: Path):
    assert not environment.has_chinese_font([str(tmp_path)])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").touch()
    assert not environment.has_chinese_font([str(tmp_path)])
    (tmp_path / "truetype" / "NotoSansCJK-Regular.ttc").touch()
    assert environment.has_chinese_font([str(tmp_path)])


def test_what_is_missing_is_named_by_its_debian_package(monkeypatch):
    monkeypatch.setattr(
        environment, "has_library", lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0")
    )
    monkeypatch.setattr(environment, "has_chinese_font", lambda: False)
    monkeypatch.setattr(environment, "can_fill_a_venv", lambda: False)
    venv = f"python3.{sys.version_info.minor}-venv"
    assert environment.missing_packages(screen=False) == ["libegl1", "fonts-noto-cjk", venv]
    assert environment.missing_packages(screen=True) == ["libegl1", "libxcb-cursor0", "fonts-noto-cjk", venv]


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_who_is_not_root_is_told_exactly_one_command(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "missing_packages", lambda screen: ["libegl1", "fonts-noto-cjk"])
    with pytest.raises(SystemExit) as stopped:
        environment.prepare_system(screen=False, testing=True)
    sentence, command = str(stopped.value).splitlines()
    assert sentence.startswith("系统缺少组件。")
    assert command.endswith("sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk")


# --- the lock files


def pins(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z0-9.-]+==[^\\]+", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", [APP_LOCK, TEST_LOCK])
def test_each_package_of_a_lock_has_hashes_and_no_index_is_named(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index" not in text


def test_the_lock_of_the_tests_holds_that_of_the_program_unchanged():
    assert {pin.partition(";")[0].strip() for pin in pins(APP_LOCK)} <= {
        pin.partition(";")[0].strip() for pin in pins(TEST_LOCK)
    }


def test_an_office_gets_no_test_tools():
    names = {pin.partition("==")[0] for pin in pins(APP_LOCK)}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "fonttools", "pikepdf"})


def test_every_dependency_of_the_project_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {pin.partition("==")[0] for pin in pins(TEST_LOCK)}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=!;\[ ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= locked, "packaging/lock.py has to be run"


# --- the checks


def test_the_tests_use_all_cores_unless_one_says_how():
    sys.path.insert(0, str(ROOT / "packaging"))
    import checks

    assert checks.pytest_words(["-k", "money"], 4)[-6:] == ["-n", "4", "--dist", "worksteal", "-k", "money"]
    assert checks.pytest_words([], 1) == ["-m", "pytest"]
    for own in (["-n0"], ["-n", "2"], ["--pdb"], ["-p", "no:xdist"]):
        assert checks.pytest_words(own, 4) == ["-m", "pytest", *own]
