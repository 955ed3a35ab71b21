"""Connections to a store on a PostgreSQL server: where it is, how it is reached, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from union_desk.core.errors import StoreProblem
from union_desk.store import dialect, migrate
from union_desk.store.engine import Engines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DRIVER: Final = "postgresql+psycopg"
_CONNECT_SECONDS: Final = 10
_OLDEST: Final = 150_000
_NOT_SECURE: Final = frozenset({"disable", "allow", "prefer"})
# One slow PC must not stop the others for ever: neither by a lock, nor asleep in the middle of a save.
_SETTINGS: Final = "-c lock_timeout=30s -c idle_in_transaction_session_timeout=60s -c jit=off"
_READER_SETTINGS: Final = "-c jit=off"
# A cable that was pulled out is noticed within a minute.
_KEEPALIVE: Final = {
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 50_000,
}


def server_url(address: str) -> sa.URL:
    """Read an address such as postgresql://user@server/union_desk."""
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        url = sa.URL.create("")
    if url.drivername not in {"postgresql", _DRIVER} or not url.database:
        raise StoreProblem(
            "服务器地址写得不对。", advice="请写成 postgresql://用户名@服务器/数据库名，再试一次。"
        )
    return url.set(drivername=_DRIVER)


def _is_local(url: sa.URL) -> bool:
    """Tell whether nothing leaves this computer; a socket is a folder."""
    hosts = [url.host, *(str(url.query[name]) for name in ("host", "hostaddr") if name in url.query)]
    return all(_is_this_computer(host or "") for host in hosts)


def _is_this_computer(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _ways(url: sa.URL) -> dict[str, Any]:
    """Return how to connect: encrypted, and only with the server that knows the password itself.

    With a root certificate the server's name is checked. Without one the password proves the server too
    (channel binding), so that an office needs no certificates and yet nobody can stand in between.
    """
    ways: dict[str, Any] = {
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": "union-desk",
        "client_encoding": "utf8",
        **_KEEPALIVE,
    }
    if _is_local(url):
        return ways
    if url.query.get("sslmode") in _NOT_SECURE:
        raise StoreProblem("与服务器的连接必须加密。", advice="请从服务器地址里去掉 sslmode，再试一次。")
    # Kerberos would encrypt without TLS, and could not prove the server by the password.
    ways["gssencmode"] = "disable"
    if "sslrootcert" in url.query:
        return {**ways, "sslmode": "verify-full"}
    return {**ways, "sslmode": "require", "channel_binding": "require"}


def make_server_engines(url: sa.URL) -> Engines:
    """Give one writer and a few readers on the same server."""
    writer = _engine(url, _SETTINGS, pool_size=1, max_overflow=0)
    sa.event.listen(writer, "begin", dialect.begin)
    sa.event.listen(writer, "begin", migrate.refuse_upgraded)
    reader = _engine(url, _READER_SETTINGS, pool_size=2, max_overflow=2)
    return Engines(
        writer=writer,
        reader=reader.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True, read_only=True
        ),
    )


@contextmanager
def _alone(url: sa.URL) -> Iterator[sa.Connection]:
    """Give the one connection that may make and change tables: it is the only writer until it ends."""
    engine = _engine(url, _SETTINGS, pool_size=1, max_overflow=0)
    sa.event.listen(engine, "begin", dialect.begin)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def build_store(url: sa.URL, meta: Mapping[str, str]) -> None:
    """Make the tables of a new store in an empty database, all or nothing."""
    with _alone(url) as connection:
        _refuse_unfit(connection)
        if dialect.tables_of(connection):
            raise StoreProblem("这个数据库里已经有数据。", advice="请打开它，或另建一个空的数据库。")
        migrate.build(connection, meta)


def bring_up_to_date(url: sa.URL, progress: Callable[[str], None] | None, *, read_only: bool) -> None:
    """Bring an older store up to this program's schema, all or nothing; refuse a newer one."""
    reader = make_server_engines(url).reader
    try:
        with reader.connect() as connection:
            older = migrate.is_older(connection, read_only=read_only)
    finally:
        reader.dispose()
    if not older:
        return
    with _alone(url) as connection:
        # Another PC may have done it while this one waited.
        if migrate.refuse_newer(connection):
            migrate.upgrade(connection, progress)


def _engine(url: sa.URL, settings: str, *, pool_size: int, max_overflow: int) -> sa.Engine:
    try:
        return sa.create_engine(
            url,
            connect_args={**_ways(url), "options": settings},
            pool_size=pool_size,
            max_overflow=max_overflow,
            # A connection that was lost while nobody worked is made anew without a word.
            pool_pre_ping=True,
            # The values of a statement are personal data: they belong into no log.
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise StoreProblem(
            "这台电脑没有装连接服务器的组件。", advice="请由管理员安装带“服务器”组件的版本（psycopg）。"
        ) from error


def _refuse_unfit(connection: sa.Connection) -> None:
    """Refuse a server that is too old, or a database that orders texts by the customs of a language."""
    row = connection.execute(_QUALITIES).one()
    if int(row.version) < _OLDEST:
        raise StoreProblem("服务器的 PostgreSQL 版本太旧。", advice="请由管理员升级到 15 或以上的版本。")
    by_code_point = row.provider == "b" or (row.provider == "c" and row.collation in {"C", "POSIX"})
    if row.encoding != "UTF8" or not by_code_point:
        raise StoreProblem(
            "服务器上的数据库不是为本程序建立的，文字顺序不对。",
            advice="请由管理员另建一个：createdb --encoding=UTF8 --locale=C --template=template0 数据库名",
        )


_QUALITIES: Final = sa.text(
    "SELECT current_setting('server_version_num') AS version, pg_encoding_to_char(encoding) AS encoding,"
    " datlocprovider::text AS provider, datcollate AS collation"
    " FROM pg_database WHERE datname = current_database()"
)
