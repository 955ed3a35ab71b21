"""Bringing the tables of a store up to what this program needs, and refusing what it does not know."""

from __future__ import annotations

import importlib.util
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from union_desk import __version__
from union_desk.core.errors import StoreProblem
from union_desk.store import dialect
from union_desk.store.records import Record
from union_desk.store.tables import store_meta

_MIGRATIONS: Final = "union_desk.store.migrations"


def versions_package() -> str:
    """Return the package that the numbered migrations are in."""
    return f"{_MIGRATIONS}.versions"


@cache
def head_revision() -> str:
    """Return the number of the newest migration, without loading alembic."""
    found = importlib.util.find_spec(versions_package())
    folders = list(found.submodule_search_locations or ()) if found else []
    names = (module.name for module in pkgutil.iter_modules(folders))
    return max((name.split("_")[0] for name in names if name[0].isdigit()), default="")


def revision_of(connection: sa.Connection) -> str:
    """Return the number of the last migration that a store has had; it must be one of our stores."""
    if not {"alembic_version", "store_meta"} <= dialect.tables_of(connection):
        raise StoreProblem("这不是本程序的数据。", advice="请确认选对了数据文件夹或数据库。")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def refuse_newer(connection: sa.Connection) -> bool:
    """Refuse a store of a newer program; return whether the store is older than this one."""
    revision = revision_of(connection)
    if revision <= head_revision():
        return revision < head_revision()
    needs = connection.scalar(sa.select(store_meta.c.value).where(store_meta.c.name == "needs"))
    raise StoreProblem(
        f"这份数据由更新的版本写成，需要 {needs or '更新'} 或以上的版本，现在是 {__version__}。",
        advice="请先升级本程序，再打开这份数据。",
    )


def is_older(connection: sa.Connection, *, read_only: bool) -> bool:
    """Tell whether a store has to be brought up to date first, which one that only reads may not do."""
    older = refuse_newer(connection)
    if older and read_only:
        raise StoreProblem("这份数据要先升级。", advice="请用窗口正常打开一次，再执行这条命令。")
    return older


def refuse_upgraded(connection: sa.Connection) -> None:
    """Stop a save when another PC has meanwhile brought the store up to a newer schema."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    if found != head_revision():
        raise StoreProblem(
            "数据已被另一台电脑升级到新的版本，这次没有保存。",
            advice="请抄下没保存的内容，退出后升级本程序，再打开。",
        )


def run(connection: sa.Connection) -> None:
    """Bring the tables to the newest schema, inside the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - takes a quarter of a second to load
    from alembic.config import Config  # noqa: PLC0415

    found = importlib.util.find_spec(_MIGRATIONS)
    folders = list(found.submodule_search_locations or ()) if found else []
    config = Config()
    config.set_main_option("script_location", str(Path(folders[0])).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def build(connection: sa.Connection, meta: Mapping[str, str]) -> None:
    """Make the tables of a new store, by the same migrations as an old one has had, and say what it is."""
    run(connection)
    _note_need(connection)
    connection.execute(store_meta.insert(), [{"name": name, "value": meta[name]} for name in meta])


def upgrade(connection: sa.Connection, progress: Callable[[str], None] | None = None) -> None:
    """Bring an older store up, all of it or nothing; its foreign keys must be off and are checked here."""
    tell = progress or (lambda _: None)
    before = _counts(connection)
    tell("正在升级数据")
    run(connection)
    tell("正在核对数据")
    _note_need(connection)
    broken = dialect.broken_references(connection)
    after = _counts(connection)
    lost = sorted(table for table, count in before.items() if after.get(table, count) < count)
    if broken or lost:
        raise StoreProblem(
            f"升级后的核对没有通过（{'、'.join(broken or lost)}），数据没有改动。",
            advice="请继续用原来的版本，并把备份交给维护人员。",
        )


def _note_need(connection: sa.Connection) -> None:
    need = {"name": "needs", "value": __version__}
    connection.execute(dialect.upsert(store_meta, connection.dialect), need)


def _counts(connection: sa.Connection) -> dict[str, int]:
    present = dialect.tables_of(connection)
    return {
        name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
        for name in Record.metadata.tables
        if name in present
    }
