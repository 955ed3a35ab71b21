"""What only a real window shows: focus, keys from the X server, an input method. In one Xvfb with openbox."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_display import need, real_display

HERE = Path(__file__).parent
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=pinyin
Layout=
[Groups/0/Items/1]
Name=keyboard-us
Layout=
[GroupOrder]
0=Default
"""

pytestmark = pytest.mark.xvfb


@pytest.fixture(scope="module")
def display():
    with real_display() as environment:
        yield environment


def run(scenario: str, environment: dict[str, str], before: tuple[str, ...] = ()) -> None:
    command = [*before, sys.executable, str(HERE / "real_window.py"), scenario]
    ended = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=90, check=False
    )
    assert "OK" in ended.stdout, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "scenario",
    [
        "a_file_is_opened_by_keys_alone",
        "a_search_keeps_the_cursor_while_results_lie_over_the_window",
        "the_cursor_stands_where_one_works_and_never_in_the_search_box",
    ],
)
def test_in_a_real_window(display, scenario):
    run(scenario, display)


def test_pinyin_is_typed_where_the_desktop_asks_for_fcitx(display, tmp_path):
    need("fcitx5", "dbus-run-session", "/usr/share/fcitx5/inputmethod/pinyin.conf")
    home, runtime = tmp_path / "home", tmp_path / "run"
    (home / ".config" / "fcitx5").mkdir(parents=True)
    (home / ".config" / "fcitx5" / "profile").write_text(PROFILE, "utf-8")
    runtime.mkdir(mode=0o700)
    environment = {
        **display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_IM_MODULE": "fcitx",
        "XMODIFIERS": "@im=fcitx",
    }
    start = 'fcitx5 >/dev/null 2>&1 & daemon=$!; sleep 2; "$@"; status=$?; kill $daemon; exit $status'
    run(
        "pinyin_is_typed_into_a_name",
        environment,
        ("dbus-run-session", "--", "bash", "-c", start, "pinyin"),
    )
