"""The template of these tests has the tables of the sample records too."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cluster import Cluster
from tests.conftest import TEST_KEY
from tests.store import samples
from union_desk.store import migrate
from union_desk.store.database import Database
from union_desk.store.engine import make_engines
from union_desk.store.records import Record
from union_desk.store.server import server_url

assert samples.CardRecord

HERE = Path(migrate.__file__).parent / "migrations"

NEXT = """
from __future__ import annotations
import os, signal
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from alembic import op
revision = "9002"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("store_meta", sa.Column("remark", sa.Text()))
    op.execute("UPDATE store_meta SET remark = '旧'")
    {more}
"""


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


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Let the program know one more migration than the store has had."""

    def know(more=""):
        name = f"migrations_{tmp_path.name.replace('-', '_')}"
        folder = tmp_path / name
        shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
        text = NEXT.format(last=last, more=more)
        (folder / "versions" / "9002_next.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        monkeypatch.setattr(migrate, "_MIGRATIONS", name)
        migrate.head_revision.cache_clear()
        return name

    last = migrate.head_revision()
    yield know
    monkeypatch.undo()
    migrate.head_revision.cache_clear()
