"""Write the next numbered migration from the difference between the records and the newest schema.

`python packaging/new_migration.py "first schema"` writes it; `--replace` writes the newest one anew while
it has not been released. Read what it wrote: renamed columns look like a dropped and a new one.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402
from alembic.migration import MigrationContext  # noqa: E402
from alembic.operations import ops  # noqa: E402

import union_desk  # noqa: E402
from union_desk.store import dialect, migrate, tables  # noqa: E402
from union_desk.store.records import Instant, Json, Record  # noqa: E402

VERSIONS = ROOT / "union_desk" / "store" / "migrations" / "versions"
HEADER = '''"""{title}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
{more}
revision = "{number:04}"
down_revision = {previous}
branch_labels = None
depends_on = None

{constants}
def upgrade() -> None:{noqa}
'''
KEY_TEXT = 'KEY_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")\n'
ROW_NUMBER = 'ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")\n'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("title", help="a few words, such as: first schema")
    parser.add_argument("--replace", action="store_true", help="write the newest migration anew")
    options = parser.parse_args()
    known = sorted(path for path in VERSIONS.glob("[0-9]*.py"))
    if options.replace and known:
        known.pop().unlink()
    import_records()
    number = len(known) + 1
    code = difference()
    path = VERSIONS / f"{number:04}_{re.sub(r'[^a-z0-9]+', '_', options.title.lower()).strip('_')}.py"
    path.write_text(page(options.title, number, code), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", "--fix", str(path)], check=False)
    print(path.relative_to(ROOT))
    return 0


def import_records() -> None:
    """Make every record class of every area known."""
    assert tables.store_meta is not None
    for area in pkgutil.iter_modules(union_desk.__path__, "union_desk."):
        if not area.ispkg:
            continue
        package = importlib.import_module(area.name)
        for module in pkgutil.iter_modules(package.__path__, f"{area.name}."):
            if module.name.endswith(".records"):
                importlib.import_module(module.name)


def difference() -> str:
    """Return the body of upgrade(): what the newest schema lacks."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        if migrate.head_revision():
            migrate.run(connection)
        context = MigrationContext.configure(
            connection, opts={"render_item": render, "user_module_prefix": "", "compare_type": True}
        )
        script = produce_migrations(context, Record.metadata)
        assert isinstance(script, ops.MigrationScript)
        assert script.upgrade_ops is not None
        return render_python_code(script.upgrade_ops, render_item=render, migration_context=context)


def render(kind: str, item: Any, _context: object) -> str | bool:
    """Name our own types by what they are in the database: a migration imports nothing of ours."""
    if kind != "type":
        return False
    if item is dialect.KEY_TEXT or "postgresql" in getattr(item, "_variant_mapping", {}):
        return "KEY_TEXT"
    if "sqlite" in getattr(item, "_variant_mapping", {}):
        return "ROW_NUMBER"
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if isinstance(item, Json) else False


def page(title: str, number: int, code: str) -> str:
    code = re.sub(r"^\s*# .*### .*(?:\n|$)|^\s*# ### .*(?:\n|$)", "", code, flags=re.MULTILINE).strip("\n")
    constants = "".join(
        line for name, line in (("KEY_TEXT", KEY_TEXT), ("ROW_NUMBER", ROW_NUMBER)) if name in code
    )
    return (
        HEADER.format(
            title=f"{title[0].upper()}{title[1:]}.",
            more="from sqlalchemy.dialects import postgresql\n" if "KEY_TEXT" in code else "",
            number=number,
            previous=f'"{number - 1:04}"' if number > 1 else "None",
            constants=f"{constants}\n" if constants else "",
            noqa="  # noqa: PLR0915 - a schema is long"
            if code.count("op.") - code.count("op.f(") > 40
            else "",
        )
        + code
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
