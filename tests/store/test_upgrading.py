"""Lines that an older program wrote are read as the present one would have written them."""

from __future__ import annotations

import importlib
import sys

import pytest

from tests.store.offices import give, open_office, person_of
from tests.store.samples import CardRecord, add_card, change_card
from union_desk.store import migrate, upgrading
from union_desk.store.verify import verify

BY, QU = person_of("BY"), person_of("QU")
HOOK = """

def upgrade_change(table, fields):
    return {"id_no" if name == "old_number" else name: value for name, value in fields.items()}
"""


@pytest.fixture
def forgotten():
    upgrading._upgrades.cache_clear()
    yield
    upgrading._upgrades.cache_clear()


def test_a_package_of_an_older_program_is_read_by_the_hook_of_its_migration(
    template_store, tmp_path, clock, monkeypatch
):
    def renamed(table, fields):
        return {"id_no" if name == "phone" else name: value for name, value in fields.items()}

    street, district = (open_office(template_store, tmp_path / name, clock) for name in ("街道", "区"))
    uid = add_card(street, BY, name="王小明", phone="330")
    change_card(street, BY, uid, phone="331")
    monkeypatch.setattr(upgrading, "_upgrades", lambda _package: (("9999", renamed),))
    give(street, district)
    with district.read() as session:
        card = session.get_one(CardRecord, uid)
        assert (card.name, card.id_no, card.phone) == ("王小明", "331", None)
    assert verify(district).ok
    street.close()
    district.close()


def test_only_a_migration_with_a_hook_is_loaded(newer_program, tmp_path, forgotten):
    name = newer_program()
    (path,) = tmp_path.glob("migrations_*/versions/9002_next.py")
    path.write_text(path.read_text(encoding="utf-8") + HOOK, encoding="utf-8")
    importlib.invalidate_caches()
    ((revision, hook),) = upgrading._upgrades(migrate.versions_package())
    assert revision == "9002"
    assert hook("card", {"old_number": "1", "name": "王"}) == {"id_no": "1", "name": "王"}
    assert f"{name}.versions.9002_next" in sys.modules
    assert f"{name}.versions.0001_first_schema" not in sys.modules
