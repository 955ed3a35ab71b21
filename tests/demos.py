"""The demo of a day, made once for all workers of a test run; a test that writes takes a copy."""

from __future__ import annotations

import os
import pickle
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from union_desk.demo import DemoSummary, make_demo

LONGEST_SECONDS = 110.0


def made_once(tmp_path_factory: pytest.TempPathFactory, day: date) -> tuple[Path, DemoSummary]:
    """Make the demo of a day, or wait for the worker that makes it."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"demo-{day}"
    told = folder / "summary"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + LONGEST_SECONDS
        while not told.exists():
            assert time.monotonic() < end, "the demo was not made by the worker that began it"
            time.sleep(0.1)
    else:
        summary = make_demo(folder / "store", today=day)
        half = folder / "summary.part"
        half.write_bytes(pickle.dumps(summary))
        half.rename(told)
    return folder / "store", pickle.loads(told.read_bytes())  # noqa: S301 - written above


@contextmanager
def at_hand(made: tuple[Path, DemoSummary]) -> Iterator[None]:
    """Give to whoever makes a demo of today a copy of the one that is made already."""
    store, summary = made

    def copied(folder: Path) -> DemoSummary:
        shutil.copytree(store, folder, dirs_exist_ok=True)
        return replace(summary, folder=folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("union_desk.demo.make_demo", copied)
        yield
