"""What all tests share: an actor, a clock that stands still, and a copy of one empty store for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database

# Before any test makes the application object: most tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TEST_KEY = bytes(range(32))


class StandingClock:
    """A clock that moves only when it is told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **step: float) -> None:
        self.at += timedelta(**step)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


@pytest.fixture
def actor() -> Actor:
    """Return a caseworker of 白杨街道."""
    return Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))


@pytest.fixture(scope="session")
def template_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one closed, empty store; copying it is much faster than making another."""
    folder = tmp_path_factory.mktemp("template")
    Database.create(folder, TEST_KEY).close()
    return folder / "store.db"


@pytest.fixture
def store_folder(tmp_path: Path, template_store: Path) -> Path:
    folder = tmp_path / "数据"
    folder.mkdir()
    shutil.copy2(template_store, folder / "store.db")
    return folder


@pytest.fixture
def database(store_folder: Path, clock: StandingClock) -> Iterator[Database]:
    """Open an encrypted store of its own for the test."""
    opened = Database.open(store_folder, TEST_KEY, clock)
    yield opened
    opened.close()
