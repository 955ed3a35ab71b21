from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

import union_desk
from tests.conftest import TEST_KEY
from union_desk.core.errors import StoreProblem
from union_desk.store import migrate
from union_desk.store.archives import read_manifest
from union_desk.store.database import Database
from union_desk.store.engine import connect, migration_engine
from union_desk.store.records import Record

HERE = Path(migrate.__file__).parent / "migrations"


def import_all_records():
    for area in pkgutil.iter_modules(union_desk.__path__, "union_desk."):
        if area.ispkg:
            package = importlib.import_module(area.name)
            for module in pkgutil.iter_modules(package.__path__, f"{area.name}."):
                if module.name.endswith(".records"):
                    importlib.import_module(module.name)


def schema(connection):
    """Return what the tables and indexes are, whatever the order in which they were written down."""
    found = {}
    for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if not name.startswith(("test_", "ix_test_", "alembic_")):
            text = re.sub(r"\s+", " ", sql.replace('"', ""))
            found[name] = sorted(
                part.strip(" ()") for part in re.split(r",|\(|\)", text) if part.strip(" ()")
            )
    return found


@pytest.fixture
def fresh(tmp_path):
    """Give a connection to an encrypted file of its own."""

    def make(name):
        engine = migration_engine(tmp_path / name, TEST_KEY)
        engines.append(engine)
        return engine.connect()

    engines = []
    yield make
    for engine in engines:
        engine.dispose()


def test_the_migrations_make_the_tables_of_the_records(fresh):
    import_all_records()
    with fresh("migrated.db") as migrated, fresh("declared.db") as declared:
        migrate.run(migrated)
        Record.metadata.create_all(declared)
        assert schema(migrated) == schema(declared)


def test_the_newest_migration_is_known_without_loading_alembic():
    numbers = sorted(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))
    assert migrate.head_revision() == numbers[-1]
    code = "import sys, union_desk.store.database as d, union_desk.store.migrate as m; m.head_revision()"
    check = f"{code}; sys.exit(any(n.startswith(('alembic', 'pypinyin', 'PySide6')) for n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@pytest.mark.parametrize("path", sorted((HERE / "versions").glob("[0-9]*.py")), ids=lambda path: path.name)
def test_a_migration_imports_nothing_of_ours(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.startswith("union_desk")]


def columns(folder):
    raw = connect(folder / "store.db", TEST_KEY)
    try:
        return {row[1] for row in raw.execute("PRAGMA table_info(store_meta)")}
    finally:
        raw.close()


def test_an_older_store_is_backed_up_and_brought_up_to_date(store_folder, newer_program):
    last = migrate.head_revision()
    newer_program()
    told = []
    with Database.open(store_folder, TEST_KEY, progress=told.append) as database, database.read() as session:
        assert set(session.scalars(sa.text("SELECT remark FROM store_meta WHERE name = 'site'"))) == {"旧"}
        assert migrate.revision_of(session.connection()) == "9002"
    (saved,) = (store_folder / "backups").iterdir()
    assert (saved.name.split("-", 2)[2], read_manifest(saved).revision) == ("before-9002", last)
    assert told[-2:] == ["正在升级数据", "正在核对数据"]


def test_an_older_store_is_not_brought_up_by_a_command_that_only_reads(store_folder, newer_program):
    newer_program()
    with pytest.raises(StoreProblem, match="先升级"):
        Database.open(store_folder, TEST_KEY, read_only=True)
    assert "remark" not in columns(store_folder)


def test_a_migration_that_fails_leaves_the_old_store(store_folder, newer_program):
    newer_program('raise ValueError("halfway")')
    with pytest.raises(ValueError, match="halfway"):
        Database.open(store_folder, TEST_KEY)
    assert "remark" not in columns(store_folder)
    with pytest.raises(ValueError, match="halfway"):
        Database.open(store_folder, TEST_KEY)


def test_a_migration_that_loses_rows_leaves_the_old_store(store_folder, newer_program):
    newer_program("op.execute(\"DELETE FROM store_meta WHERE name = 'kind'\")")
    with pytest.raises(StoreProblem, match="store_meta"):
        Database.open(store_folder, TEST_KEY)
    assert "remark" not in columns(store_folder)


def test_a_store_in_use_is_not_migrated(store_folder, database, newer_program):
    del database
    newer_program()
    with pytest.raises(StoreProblem, match="已经打开"):
        Database.open(store_folder, TEST_KEY)


@pytest.mark.parametrize("when", ["os.kill(os.getpid(), signal.SIGKILL)", ""], ids=["during", "after"])
def test_a_killed_migration_leaves_the_old_or_the_new_store(store_folder, newer_program, tmp_path, when):
    name = newer_program(when)
    code = f"""
import os, signal, sys
sys.path.insert(0, {str(tmp_path)!r})
from pathlib import Path
from union_desk.store import migrate
migrate._MIGRATIONS = {name!r}
from union_desk.store.database import Database
database = Database.open(Path({str(store_folder)!r}), bytes(range(32)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert ("remark" in columns(store_folder)) is (when == "")
    raw = connect(store_folder / "store.db", TEST_KEY)
    assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    raw.close()


def test_every_table_can_be_written_for_the_server_too():
    import_all_records()
    for table in Record.metadata.tables.values():
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for name in [
            table.name,
            *(index.name for index in table.indexes),
            *(c.name for c in table.constraints),
        ]:
            # A longer name would be cut on the server, and two could become one.
            assert len(str(name).encode()) <= 63, name
