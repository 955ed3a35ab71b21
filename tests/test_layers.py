"""What import-linter cannot see: which modules are really loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("PySide6", "sqlalchemy", "reportlab", "alembic", "pypinyin", "pypdfium2")


def loaded_by(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter; return which of the heavy packages came with them."""
    code = f"import {', '.join(modules)}, sys; print(*({HEAVY!r} & sys.modules.keys()))".replace(
        repr(HEAVY), repr(set(HEAVY))
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.split())


def services() -> list[str]:
    """Name the service of every area: a module, or a package of that name."""
    package = ROOT / "union_desk"
    found = [*package.glob("*/service.py"), *package.glob("*/service")]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(found)]


def test_every_area_with_a_service_is_looked_at():
    assert {"union_desk.hardship.service", "union_desk.people.service"} <= set(services())


def test_no_module_imports_itself_by_a_detour():
    graph = grimp.build_graph("union_desk", cache_dir=None, exclude_type_checking_imports=True)
    waiting = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while ready := {module for module, imported in waiting.items() if not imported & waiting.keys()}:
        for module in ready:
            del waiting[module]
    # What is left imports only what is left: there is a circle in it, lazy imports included.
    assert sorted(waiting) == []


def test_commands_and_services_load_no_window():
    loaded = loaded_by("union_desk.cli", "union_desk.services", "union_desk.demo", *services())
    assert "PySide6" not in loaded


def test_services_load_what_is_slow_only_when_it_is_used():
    assert not loaded_by("union_desk.services") & {"reportlab", "alembic", "pypinyin", "pypdfium2"}


@pytest.mark.parametrize("module", ["union_desk.__main__", "union_desk.calc", "union_desk.cli"])
def test_the_way_in_is_light(module):
    assert loaded_by(module) == set()
