"""A district's store with two streets, its actors, and disputes of one worker and of twelve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import Agent, CaseForm, ClaimItem, Evidence, Party
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
def service(database: Database, clock: Callable[[], object]) -> DisputeService:
    """Return the cases of a district's store in which 白杨 was lent the numbers from 12 on."""
    furnish(database, (DISTRICT, *STREETS), DISTRICT, {"王芳": (DISTRICT, SOLE_ROLES)})
    with database.write("借出号段", Actor("王芳", "QJ", "district", SOLE_ROLES)) as work:
        lend_block(work, NumberBlock("dispute", "BY", 2026, database.site, 12, 14))
    return DisputeService(database, clock)


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
def case_form() -> CaseForm:
    """Return the dispute of a worker about two months of wages, with an agent and one piece of evidence."""
    worker = Party(
        uid="party-worker",
        person=PersonCard(name="张𧒽芬", id_no=number("19780312", "452"), mobile="13800000000"),
        post="装配工",
        entry_on=date(2024, 3, 1),
        left_on=date(2026, 10, 31),
        monthly_wage_fen=600_000,
    )
    firm = Party(uid="party-firm", side="respondent", kind="employer", employer=FIRM)
    return CaseForm(
        cause="186.5",
        matter="拖欠两个月工资",
        facts="二〇二六年九月、十月的工资没有发。",
        came_on=date(2026, 11, 20),
        received_on=date(2026, 11, 20),
        known_on=date(2026, 10, 15),
        receptionist="王芳",
        handler="王芳",
        parties=(worker, firm),
        agents=(Agent(uid="agent-lawyer", party_uid="party-worker", name="陈律", kind="lawyer"),),
        claims=(
            ClaimItem(
                uid="claim-wages",
                party_uid="party-worker",
                kind="wages",
                from_on=date(2026, 9, 1),
                to_on=date(2026, 10, 31),
                claimed_fen=1_200_000,
            ),
            ClaimItem(uid="claim-paper", kind="leaving_certificate", text="出具离职证明"),
        ),
        evidence=(Evidence(uid="evidence-slip", name="工资条", proves="工资标准", pages=2, original=True),),
    )


@pytest.fixture
def collective_form(case_form: CaseForm) -> CaseForm:
    """Return the dispute of twelve workers, of whom the first three represent the others."""
    return collective_of(12)


def collective_of(count: int) -> CaseForm:
    """Return a dispute about wages with a roster of so many workers."""
    workers = tuple(
        Party(
            uid=f"worker-{place:03d}",
            roster=place > 0,
            person=PersonCard(
                name=f"职工{place // 100}{place // 10 % 10}{place % 10}".translate(_DIGITS),
                id_no=number(f"19{70 + place // 12 % 30:02d}{place % 12 + 1:02d}05", f"{place % 1000:03d}"),
            ),
            representative=place < 3,
            claim_fen=500_000 + place * 100,
        )
        for place in range(count)
    )
    firm = Party(uid="party-firm", side="respondent", kind="employer", employer=FIRM)
    return CaseForm(
        cause="186.5",
        matter="拖欠工资",
        collective=True,
        headcount=count,
        came_on=date(2026, 11, 20),
        received_on=date(2026, 11, 20),
        parties=(*workers, firm),
    )


_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
