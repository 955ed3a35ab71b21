"""What of the system is missing, and who is told what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from set_up import system
from set_up.system import Sight


def test_a_chinese_font_is_known_by_its_file(tmp_path: Path):
    assert not system.has_chinese_font([str(tmp_path)])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").touch()
    assert not system.has_chinese_font([str(tmp_path)])
    (tmp_path / "truetype" / "NotoSansCJK-Regular.ttc").touch()
    assert system.has_chinese_font([str(tmp_path)])


def test_what_is_missing_is_named_by_its_debian_package(monkeypatch):
    monkeypatch.setattr(system, "has_library", lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    monkeypatch.setattr(system, "has_chinese_font", lambda: False)
    monkeypatch.setattr(system, "can_fill_a_venv", lambda: False)
    venv = f"python3.{sys.version_info.minor}-venv"
    assert system.missing_packages(Sight.NONE) == [venv]
    assert system.missing_packages(Sight.OFFSCREEN) == ["libegl1", "fonts-noto-cjk", venv]
    assert system.missing_packages(Sight.SCREEN) == ["libegl1", "libxcb-cursor0", "fonts-noto-cjk", venv]


def test_a_program_of_the_server_is_found_outside_the_path(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(system, "SERVER_PROGRAMS", tmp_path)
    assert not system.has_program("initdb")
    (tmp_path / "15" / "bin").mkdir(parents=True)
    (tmp_path / "15" / "bin" / "initdb").touch()
    assert system.has_program("initdb")


@pytest.mark.parametrize("own", [False, True], ids=["no settings", "settings of the administrator"])
def test_the_package_of_the_server_starts_none_while_it_is_installed(monkeypatch, tmp_path: Path, own: bool):
    settings = tmp_path / "createcluster.d"
    if own:
        settings.mkdir()
        (settings / "own.conf").touch()
    seen = []

    def apt_get(*words: str) -> subprocess.CompletedProcess[str]:
        seen.extend(path.read_text() for path in settings.glob("union-desk-tests.conf"))
        return subprocess.CompletedProcess([], 0, "")

    monkeypatch.setattr(system, "SERVER_SETTINGS", settings)
    monkeypatch.setattr(system, "apt_get", apt_get)
    assert system.install_packages(["xvfb", "postgresql"])
    assert seen == ["create_main_cluster = off\n"]
    assert [path.name for path in tmp_path.rglob("*")] == (["createcluster.d", "own.conf"] if own else [])


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_who_is_not_root_is_told_exactly_one_command(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "missing_packages", lambda sight: ["libegl1", "fonts-noto-cjk"])
    with pytest.raises(SystemExit) as stopped:
        system.prepare_system(Sight.OFFSCREEN, testing=True)
    sentence, command = str(stopped.value).splitlines()
    assert sentence.startswith("系统缺少组件。")
    assert command.endswith("sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk")


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_root_without_a_network_still_gets_the_commands_that_need_no_window(monkeypatch, capfd):
    said = "E: Unable to fetch some archives"
    asked = []

    def apt_get(*words: str) -> subprocess.CompletedProcess[str]:
        asked.append(words[0])
        return subprocess.CompletedProcess([], 100, said)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "apt_get", apt_get)
    monkeypatch.setattr(system, "has_library", lambda name: name != "libEGL.so.1")
    assert system.prepare_system(Sight.NONE, testing=False) is Sight.NONE
    assert asked == ["install", "update", "install"]
    shown = capfd.readouterr()
    assert shown.out == ""
    assert said in shown.err
    with pytest.raises(SystemExit):
        system.prepare_system(Sight.OFFSCREEN, testing=False)
