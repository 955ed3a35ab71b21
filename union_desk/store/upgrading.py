"""Reading lines of the log that an older program wrote.

A line is sealed and stays as it was written. A migration that renames or drops a field renames it in `head`
too and ships, beside `upgrade`, a function `upgrade_change(table, fields) -> fields`, which says how an older
line is read from then on.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from union_desk.store import migrate
from union_desk.store.codec import Line

Upgrade = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
_MARK: Final = "def upgrade_change("


def upgraded(schema: str, line: Line) -> Line:
    """Return a line as the present schema would have written it."""
    for revision, upgrade in _upgrades(migrate.versions_package()):
        if schema < revision:
            line = replace(line, fields=upgrade(line.table, line.fields))
    return line


@cache
def _upgrades(package: str) -> tuple[tuple[str, Upgrade], ...]:
    """Return the hooks of all migrations; only one that has a hook is loaded, which takes alembic."""
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = []
    for module in pkgutil.iter_modules(folders):
        path = Path(folders[0], f"{module.name}.py")
        if path.exists() and _MARK not in path.read_text(encoding="utf-8"):
            continue
        loaded = importlib.import_module(f"{package}.{module.name}")
        if hasattr(loaded, "upgrade_change"):
            found.append((str(loaded.revision), loaded.upgrade_change))
    return tuple(sorted(found))
