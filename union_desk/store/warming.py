"""After a login what screens look into is read once, behind all else: then nothing waits for a slow disk.

Through SQL and never through the file: closing a file that SQLite has open would give its locks away.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.files import STORE_FILE
from union_desk.store.tables import change_line, change_set, head, search_ref, skey, stream

_log: Final = logging.getLogger(__name__)

# A smaller file is in memory after a few looks at it.
_WORTH_IT: Final = 64 << 20
# A cache of its own, and hardly any: what it reads is kept by the system.
_CACHE: Final = "cache_size=-512"
_SLICE: Final = 2000
"""Steps of SQLite's machine, some hundred rows."""
_LONGEST_PAUSE: Final = 0.2
_LOOKS: Final = 12
# What is in memory is there much sooner, and no disk is as quick.
_FROM_DISK: Final = 0.0005
# History is read file by file, and seldom.
_LEFT_OUT: Final = frozenset(table.name for table in (change_set, change_line, head, stream))
_FIRST: Final = (skey.name, search_ref.name)


def is_worth_warming(database: Database) -> bool:
    """Tell whether a store is a file of this PC, and one that memory does not hold after a few looks."""
    return not database.is_on_server and (database.folder / STORE_FILE).stat().st_size >= _WORTH_IT


def warm_up(database: Database, cancelled: Callable[[], bool], *, even_if_read: bool = False) -> int:
    """Read tables and indexes in small slices, with as long a pause after each; return how many were read.

    Nothing where it was read lately.
    """
    read = 0
    try:
        with closing(
            connect(database.folder / STORE_FILE, database.key, "query_only=ON", _CACHE)
        ) as connection:
            if not (even_if_read or not _is_in_memory(connection)):
                return 0
            _be_polite(connection, cancelled)
            for statement in list(_statements(connection)):
                connection.execute(statement).fetchall()
                read += 1
    except sqlcipher.Error as error:
        # What is wrong with the store is told to whoever looks at that place.
        if not cancelled():
            _log.warning("the store was not read ahead: %s", error)
    return read


def _is_in_memory(connection: Any) -> bool:
    """Look at places far from each other: from a disk they take their time."""
    last = connection.execute(f"SELECT max(ref) FROM {search_ref.name}").fetchone()[0] or 0  # noqa: S608
    began = time.perf_counter()
    for number in range(_LOOKS):
        at = last * number // _LOOKS
        connection.execute(f"SELECT joined FROM {search_ref.name} WHERE ref = ?", (at,)).fetchone()  # noqa: S608
    return time.perf_counter() - began < _LOOKS * _FROM_DISK


def _be_polite(connection: Any, cancelled: Callable[[], bool]) -> None:
    since = time.perf_counter()

    def pause() -> int:
        nonlocal since
        time.sleep(min(time.perf_counter() - since, _LONGEST_PAUSE))
        since = time.perf_counter()
        return int(cancelled())

    connection.set_progress_handler(pause, _SLICE)


def _statements(connection: Any) -> Iterator[str]:
    """Yield what reads each table and each index from one end to the other; what is searched comes first."""
    rows = connection.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
    known = [row for row in rows if row[0] in {"table", "index"} and row[2] not in _LEFT_OUT]
    known.sort(key=lambda row: (row[2] not in _FIRST, row[0] != "table"))
    for kind, name, table in known:
        pragma = "table_info" if kind == "table" else "index_info"
        columns = list(connection.execute(f'PRAGMA {pragma}("{name}")'))
        if kind == "table" and not name.startswith("sqlite_"):
            # The last column lies at the very end of what a row holds.
            yield f'SELECT sum(length("{columns[-1][1]}")) FROM "{table}" NOT INDEXED'  # noqa: S608
        elif kind == "index":
            yield f'SELECT count("{columns[0][2]}") FROM "{table}" INDEXED BY "{name}"'  # noqa: S608
