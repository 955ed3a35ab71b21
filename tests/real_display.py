"""An X server with a window manager for the tests that need a real window."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def need(*programs: str) -> None:
    """Skip without a program or a file; where all checks must have run, its absence is a failure."""
    missing = [each for each in programs if shutil.which(each) is None and not Path(each).exists()]
    if not missing:
        return
    words = f"needs {', '.join(missing)}: python3 run.py test installs it for root"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@contextmanager
def real_display() -> Iterator[dict[str, str]]:
    """Start Xvfb with openbox (without a window manager nothing ever has the focus); give the environment."""
    need("Xvfb", "openbox", "xdotool")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        name = f":{told.readline().strip()}"
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    time.sleep(0.3)
    try:
        yield environment
    finally:
        for started in (manager, server):
            started.terminate()
            started.wait(10)
