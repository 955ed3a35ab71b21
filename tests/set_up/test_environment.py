"""What is ready, what is made anew, and what several set-ups do to each other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from set_up import environment
from set_up.environment import APP_LOCK, TEST_LOCK, Environment
from set_up.system import Sight


def test_a_finished_set_up_is_ready_and_sound(made: Environment):
    assert made.is_ready(APP_LOCK)
    assert not made.is_ready(TEST_LOCK)
    assert made.is_sound()


def test_another_lock_is_installed_into_the_same_folder(made: Environment):
    (made.root / APP_LOCK).write_text("# other\n", encoding="utf-8")
    assert not made.is_ready(APP_LOCK)
    assert made.is_sound()


def test_a_first_start_on_a_screen_looks_for_its_libraries_but_installs_nothing_again(
    made: Environment, monkeypatch
):
    seen = []
    monkeypatch.setattr(environment, "prepare_system", lambda sight, testing: seen.append(sight) or sight)
    for sight in (Sight.NONE, Sight.OFFSCREEN, Sight.SCREEN, Sight.SCREEN, Sight.OFFSCREEN):
        assert environment.prepare(made.root, APP_LOCK, sight) == made.python
    assert seen == [Sight.OFFSCREEN, Sight.SCREEN]


def test_what_one_adds_oneself_disturbs_nothing(made: Environment):
    next(made.folder.glob("lib/*/site-packages")).joinpath("rich").mkdir()
    assert made.is_ready(APP_LOCK)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda made: made.python.unlink(), id="its Python is gone"),
        pytest.param(
            lambda made: (made.folder / "pyvenv.cfg").write_text("home = D:\\gone"), id="Python was removed"
        ),
        pytest.param(lambda made: made.begun.touch(), id="the set-up was killed"),
        pytest.param(
            lambda made: shutil.rmtree(next(made.folder.glob("lib/*/*/six"))), id="a package was deleted"
        ),
        pytest.param(lambda made: made.stamp_of(APP_LOCK).write_text("{"), id="the stamp is cut off"),
    ],
)
def test_a_broken_environment_is_neither_ready_nor_sound(made: Environment, harm):
    harm(made)
    assert not made.is_ready(APP_LOCK)
    assert not made.is_sound()


def test_a_moved_checkout_is_set_up_anew(made: Environment, tmp_path: Path):
    moved = Environment(made.root.rename(tmp_path / "moved"))
    assert not moved.is_ready(APP_LOCK)
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
    with_own_pip.install(TEST_LOCK)
    with_own_pip.write_stamp(TEST_LOCK, Sight.NONE)
    assert with_own_pip.is_ready(TEST_LOCK)
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "--disable-pip-version-check" in shown.err


def test_an_update_goes_into_the_same_folder_and_the_other_lock_is_looked_at_again(with_own_pip, monkeypatch):
    packages = next(with_own_pip.folder.glob("lib/*/site-packages"))
    (packages / "six-1.16.0.dist-info").mkdir()
    with_own_pip.begun.unlink()
    with_own_pip.write_stamp(TEST_LOCK, Sight.NONE)
    renames = (
        f"os.rename({str(packages / 'six-1.16.0.dist-info')!r}, {str(packages / 'six-1.17.0.dist-info')!r})"
    )
    monkeypatch.setenv("PIP_DOES", renames)
    with_own_pip.install(APP_LOCK)
    with_own_pip.write_stamp(APP_LOCK, Sight.NONE)
    assert with_own_pip.is_ready(APP_LOCK)
    assert not with_own_pip.is_ready(TEST_LOCK)
    assert with_own_pip.is_sound()


def test_a_failed_installation_is_a_sentence_and_the_next_one_goes_on_from_there(with_own_pip, monkeypatch):
    monkeypatch.setenv("PIP_DOES", "sys.exit(1)")
    with pytest.raises(SystemExit, match=r"could not be installed; the lines above say why"):
        with_own_pip.install(APP_LOCK)
    assert not with_own_pip.is_ready(APP_LOCK)
    assert with_own_pip.is_sound()


def test_an_interrupted_installation_is_made_anew(with_own_pip, monkeypatch):
    monkeypatch.setattr(
        environment.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        with_own_pip.install(APP_LOCK)
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
        environment.prepare(checkout, APP_LOCK, Sight.NONE)


def test_a_killed_set_up_holds_the_lock_as_long_as_its_pip_runs(with_own_pip, monkeypatch, tmp_path: Path):
    if not hasattr(os, "fork"):
        pytest.skip("Windows lets go of the lock")
    started, done = tmp_path / "started", tmp_path / "done"
    pip = f"import time; open({str(started)!r}, 'w'); time.sleep(0.4); open({str(done)!r}, 'w')"
    monkeypatch.setenv("PIP_DOES", pip)
    code = f"""
import os, pathlib, signal, threading, time
def kill():
    while not os.path.exists({str(started)!r}):
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=kill).start()
from set_up import environment
with environment.only_one(pathlib.Path(".set-up.lock")):
    environment.Environment(pathlib.Path.cwd()).install("requirements.lock")
"""
    root = with_own_pip.root
    killed = subprocess.run([sys.executable, "-c", code], cwd=root, stderr=subprocess.DEVNULL, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not done.exists()
    with environment.only_one(root / ".set-up.lock"):
        assert done.exists()
    assert not with_own_pip.is_sound()
