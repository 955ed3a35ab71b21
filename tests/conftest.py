"""What all tests share: an actor, a clock that stands still, and a copy of one empty store for each test."""

from __future__ import annotations

import inspect
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cluster import INSTALL, Cluster, programs, running
from tests.demos import at_hand, made_once
from union_desk.core.clock import local_day, system_clock
from union_desk.core.memory import collect_by_itself, collect_due, collect_when_asked
from union_desk.core.rights import Actor, Role
from union_desk.demo import DemoSummary
from union_desk.store.database import Database

# Before any test makes the application object: most tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TEST_KEY = bytes(range(32))
NO_SERVER = f"the store on a server is NOT tested here: there is no PostgreSQL. Install it: {INSTALL}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly at the end where half of the tests of the store were left out."""
    if programs() is None:
        terminalreporter.write_line(NO_SERVER, yellow=True)


class StandingClock:
    """A clock that moves only when it is told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **step: float) -> None:
        self.at += timedelta(**step)


@pytest.fixture(autouse=True, scope="session")
def collected_in_the_thread_of_the_tests() -> Iterator[None]:
    """Keep workers from destroying the widgets of an earlier test in their own threads."""
    collect_when_asked()
    yield
    collect_by_itself()


@pytest.fixture(autouse=True)
def garbage_goes_between_tests() -> Iterator[None]:
    yield
    collect_due()


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


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoSummary]:
    """Make the demo of today once; a test that writes, or opens it beside another, takes a copy."""
    return made_once(tmp_path_factory, local_day(system_clock()))


@pytest.fixture
def demo_at_hand(demo_made: tuple[Path, DemoSummary]) -> Iterator[None]:
    with at_hand(demo_made):
        yield


@pytest.fixture(scope="module")
def demo_copy(tmp_path_factory: pytest.TempPathFactory, demo_made: tuple[Path, DemoSummary]) -> Path:
    """Return a demo store of a module's own."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    shutil.copytree(demo_made[0], folder)
    return folder


@pytest.fixture
def store_folder(tmp_path: Path, template_store: Path) -> Path:
    folder = tmp_path / "数据"
    folder.mkdir()
    shutil.copy2(template_store, folder / "store.db")
    return folder


@pytest.fixture
def engine() -> str:
    """Tell where the store of the test is: in a file, or (where a module asks for it) on a server."""
    return "file"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module marked `on_server_too` on both engines, but those about a store's file."""
    if metafunc.definition.get_closest_marker("on_server_too") and "engine" in metafunc.fixturenames:
        about_files = "store_folder" in inspect.signature(metafunc.function).parameters
        metafunc.parametrize("engine", ["file"] if about_files else ["file", "server"])


@pytest.fixture
def database(engine: str, clock: StandingClock, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Open an encrypted store of its own for the test, or one on the server."""
    if engine == "server":
        opened = Database.connect(request.getfixturevalue("store_address"), clock)
    else:
        opened = Database.open(request.getfixturevalue("store_folder"), TEST_KEY, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """Run a PostgreSQL of the tests' own."""
    binaries = programs()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_SERVER)
        pytest.skip(NO_SERVER)
    with running(binaries) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def template_database(server: Cluster) -> str:
    """Make one empty store on the server; a copy of it takes 30 ms."""
    name = server.make()
    Database.create_on_server(server.address(name)).close()
    return name


@pytest.fixture
def store_address(server: Cluster, template_database: str) -> Iterator[str]:
    name = server.make(template_database)
    yield server.address(name)
    server.drop(name)
