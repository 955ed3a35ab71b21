"""A district's store with two streets, their services, and what a worker asks legal aid for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.core.clock import Clock
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.dispute.service import DisputeService
from union_desk.hardship.service import HardshipService
from union_desk.legal_aid.service import Advice, LegalAidService
from union_desk.legal_aid.values import AidForm, AidItem, AidService
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database

DISTRICT = Office("QJ", "钱塘区总工会", "钱塘区", "district")
STREETS = (
    Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ"),
)
FIRM = EmployerCard(name="杭州某某电子科技有限公司", legal_rep="赵某某", phone="0571-00000000")


@pytest.fixture
def store(database: Database) -> Database:
    """Return a district's store in which 白杨 was lent numbers: of disputes from 12, of aid from 3 on."""
    furnish(database, (DISTRICT, *STREETS), DISTRICT, {"王芳": (DISTRICT, SOLE_ROLES)})
    with database.write("借出号段", Actor("王芳", "QJ", "district", SOLE_ROLES)) as work:
        lend_block(work, NumberBlock("dispute", "BY", 2026, database.site, 12, 14))
        lend_block(work, NumberBlock("legal_aid", "BY", 2026, database.site, 3, 9))
    return database


@pytest.fixture
def service(store: Database, clock: Clock) -> LegalAidService:
    return LegalAidService(store, clock)


@pytest.fixture
def advice(store: Database, clock: Clock) -> Advice:
    return Advice(store, clock)


@pytest.fixture
def disputes(store: Database, clock: Clock) -> DisputeService:
    return DisputeService(store, clock)


@pytest.fixture
def hardship(store: Database, clock: Clock) -> HardshipService:
    return HardshipService(store, clock)


@pytest.fixture
def xs_actor() -> Actor:
    return Actor("沈佳", "XS", "XS", SOLE_ROLES)


@pytest.fixture
def district_actor() -> Actor:
    return Actor("虞一", "QJ", "district", SOLE_ROLES)


def number(birth: str, order: str) -> str:
    """Return a valid identity number of a division that was never given."""
    first = f"330199{birth}{order}"
    return first + check_digit(first)


@pytest.fixture
def id_no() -> Callable[[str, str], str]:
    return number


@pytest.fixture
def aid_form() -> AidForm:
    """Return the application of a worker who wants two months of wages before an arbitration committee."""
    return AidForm(
        person=PersonCard(name="张𧒽芬", id_no=number("19780312", "452"), mobile="13800000000"),
        categories=("migrant", "woman"),
        employer=FIRM,
        post="装配工",
        entry_on=date(2024, 3, 1),
        monthly_wage_fen=600_000,
        opponent=FIRM,
        cause="186.5",
        matter="追索两个月工资",
        facts="二〇二六年九月、十月的工资没有发。",
        wanted=("arbitration",),
        claim_fen=1_200_000,
        came_on=date(2026, 11, 20),
        applied_on=date(2026, 11, 20),
        means_basis="exempt",
        exemption="migrant_pay",
        known_on=date(2026, 10, 15),
        handler="王芳",
        services=(
            AidService(uid="service-paper", kind="drafting", stage="arbitration"),
            AidService(uid="service-agency", kind="arbitration", stage="arbitration"),
        ),
        items=(
            AidItem(uid="item-wages", kind="wages", claimed_fen=1_200_000),
            AidItem(uid="item-paper", kind="leaving_certificate", text="出具离职证明"),
        ),
    )
