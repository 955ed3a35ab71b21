"""An independent judge of two-way merges: the session extension of SQLite, in a process of its own.

Reads from standard input the rows that both sides began with and how each side left them; writes the rows as
the extension brings them together, and those over which it found the sides at odds.
"""

from __future__ import annotations

import json
import sys

import apsw


def main() -> None:
    told = json.load(sys.stdin)
    fields = told["fields"]
    ours, theirs = (apsw.Connection(":memory:") for _ in range(2))
    for database in (ours, theirs):
        columns = ", ".join(fields)
        database.execute(f"CREATE TABLE card (uid TEXT PRIMARY KEY, {columns})")
        fill(database, fields, told["base"])
    session = apsw.Session(theirs, "main")
    session.attach("card")
    change(theirs, fields, told["theirs"])
    changes = session.changeset()
    change(ours, fields, told["ours"])
    at_odds: set[str] = set()

    def conflict(_reason: int, found: apsw.TableChange) -> int:
        at_odds.add(str((found.old or found.new)[0]))
        return int(apsw.SQLITE_CHANGESET_OMIT)

    apsw.Changeset.apply(changes, ours, conflict=conflict)
    rows = {row[0]: list(row[1:]) for row in ours.execute("SELECT * FROM card")}
    json.dump({"rows": rows, "at_odds": sorted(at_odds)}, sys.stdout)


def fill(database: apsw.Connection, fields: list[str], rows: dict[str, list[str]]) -> None:
    marks = ", ".join("?" * (len(fields) + 1))
    for uid, values in rows.items():
        database.execute(f"INSERT INTO card VALUES ({marks})", (uid, *values))  # noqa: S608


def change(database: apsw.Connection, fields: list[str], rows: dict[str, list[str]]) -> None:
    sets = ", ".join(f"{field} = ?" for field in fields)
    for uid, values in rows.items():
        database.execute(f"UPDATE card SET {sets} WHERE uid = ?", (*values, uid))  # noqa: S608


if __name__ == "__main__":
    main()
