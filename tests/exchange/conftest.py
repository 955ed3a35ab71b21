"""A district and a street whose store the district has issued."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import TEST_KEY, StandingClock
from union_desk.casework.offices import Office
from union_desk.core.rights import Actor
from union_desk.exchange.opening import open_issued
from union_desk.exchange.service import ExchangeService
from union_desk.exchange.values import IssuedUser
from union_desk.people.records import PersonRecord
from union_desk.services import NUMBER_SERIES, SOLE_ROLES, furnish
from union_desk.store.database import Database
from union_desk.store.vault import Cost, Vault

QU = Office("QU", "钱江区总工会", "钱江", "district")
BY = Office("BY", "白杨街道总工会", "白杨", "street_office", "QU")
XS = Office("XS", "下沙街道总工会", "下沙", "street_office", "QU")
CHEAP = Cost(passes=1, memory=8, lanes=1)
PASSWORD = "四个字以上的密码1"


@dataclass
class Desk:
    """One office at work."""

    database: Database
    actor: Actor
    exchange: ExchangeService
    folder: Path

    def add_person(self, **values) -> str:
        with self.database.write("新建人员", self.actor) as work:
            person = PersonRecord(audience=self.actor.audience, **values)
            work.session.add(person)
            return person.uid

    def change_person(self, uid: str, **values) -> None:
        with self.database.write("修改人员", self.actor) as work:
            person = work.session.get_one(PersonRecord, uid)
            for name, value in values.items():
                setattr(person, name, value)

    def person(self, uid: str) -> PersonRecord | None:
        with self.database.read() as session:
            found = session.get(PersonRecord, uid)
            if found is not None:
                session.expunge(found)
            return found


def desk_at(folder: Path, key: bytes, user: str, office: Office, clock) -> Desk:
    database = Database.open(folder, key, clock)
    actor = Actor(user, office.code, office.audience, SOLE_ROLES)
    return Desk(database, actor, ExchangeService(database, clock, NUMBER_SERIES), folder)


@pytest.fixture(scope="session")
def issued(template_store, tmp_path_factory):
    """Make a district and a street once, closed; the tests work on copies."""
    folder = tmp_path_factory.mktemp("issued")
    for name in ("区", "U盘"):
        (folder / name).mkdir()
    clock = StandingClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    shutil.copy2(template_store, folder / "区" / "store.db")
    with Database.open(folder / "区", TEST_KEY, clock) as database:
        furnish(database, (QU, BY, XS), QU, {"李强": (QU, SOLE_ROLES)})
    district = desk_at(folder / "区", TEST_KEY, "李强", QU, clock)
    opened(district, folder / "U盘", folder / "街道", BY, clock).database.close()
    district.database.close()
    return folder


@pytest.fixture
def district(issued, tmp_path, clock):
    shutil.copytree(issued / "区", tmp_path / "区")
    desk = desk_at(tmp_path / "区", TEST_KEY, "李强", QU, clock)
    yield desk
    desk.database.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def opened(district: Desk, stick: Path, folder: Path, office: Office, clock) -> Desk:
    """Issue a store to a street and open it there."""
    users = (IssuedUser("王芳", SOLE_ROLES), IssuedUser("赵敏", frozenset({"enter"})))
    made = district.exchange.issue_store(district.actor, office.code, stick, users)
    open_issued(folder, made.info.path, made.opening_code, "王芳", PASSWORD, clock=clock, cost=CHEAP)
    return desk_at(folder, Vault.unlock(folder, "王芳", PASSWORD), "王芳", office, clock)


@pytest.fixture
def street(issued, tmp_path, clock):
    shutil.copytree(issued / "街道", tmp_path / "街道")
    desk = desk_at(tmp_path / "街道", Vault.unlock(tmp_path / "街道", "王芳", PASSWORD), "王芳", BY, clock)
    yield desk
    desk.database.close()
