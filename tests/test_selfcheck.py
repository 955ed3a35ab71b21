"""The program checks itself: it says line by line what is whole, and what is missing stops nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from union_desk import selfcheck
from union_desk.core.resources import resource_root
from union_desk.paper import fonts

ROOT = Path(__file__).parents[1]


@pytest.fixture
def desk(tmp_path):
    return selfcheck.Desk(tmp_path)


def test_a_whole_program_passes_without_a_display(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    environment.pop("DISPLAY", None)
    command = [sys.executable, "-m", "union_desk", "--selfcheck"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(lines) == len(selfcheck.CHECKS) + 2
    assert all(line.startswith("完好") for line in lines[1:-1])
    assert "SQLCipher" in lines[1]
    assert lines[-1].startswith("自检通过")


def test_a_damaged_font_is_named_and_is_no_reason_to_stop(desk, tmp_path, monkeypatch, capsys, qapp):
    folder = tmp_path / "resources"
    (folder / "fonts").mkdir(parents=True)
    for path in resource_root().glob("fonts/*"):
        (folder / "fonts" / path.name).symlink_to(path)
    damaged = folder / "fonts" / "kai.ttf.xz"
    damaged.unlink()
    damaged.write_bytes(b"not a font")
    monkeypatch.setenv("UNION_DESK_RESOURCES", str(folder))
    fonts.manifest.cache_clear()
    try:
        assert not selfcheck.is_good("字体", selfcheck.fonts, desk)
    finally:
        fonts.manifest.cache_clear()
    assert "kai.ttf.xz 缺失或已损坏" in capsys.readouterr().out


def test_what_nobody_foresaw_is_told_without_names(desk, capsys):
    def check(_desk):
        raise ZeroDivisionError("王芳")

    assert not selfcheck.is_good("数据", check, desk)
    said = capsys.readouterr().out
    assert said.startswith("失败  数据：")
    assert "王芳" not in said
