"""The template of these tests has the tables of the sample records too."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cluster import Cluster
from tests.conftest import TEST_KEY
from tests.store import samples
from union_desk.store.database import Database
from union_desk.store.engine import make_engines
from union_desk.store.records import Record
from union_desk.store.server import server_url

assert samples.CardRecord


@pytest.fixture(scope="session")
def template_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    Database.create(folder, TEST_KEY).close()
    engines = make_engines(folder / "store.db", TEST_KEY)
    with engines.writer.begin() as connection:
        Record.metadata.create_all(connection)
    engines.dispose()
    return folder / "store.db"


@pytest.fixture(scope="session")
def template_database(server: Cluster) -> str:
    name = server.make()
    Database.create_on_server(server.address(name)).close()
    engine = sa.create_engine(server_url(server.address(name)))
    Record.metadata.create_all(engine)
    engine.dispose()
    return name
