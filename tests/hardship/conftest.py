"""A district's store with two streets, its actors, and the form of a family of three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.casework.thresholds import store_threshold
from union_desk.casework.values import Threshold
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileForm, IncomeEntry, MemberEntry, OutlayEntry
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database

DISTRICT = Office("QJ", "钱塘区总工会", "钱塘区", "district")
STREETS = (
    Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ"),
)


@pytest.fixture
def service(database: Database, clock: Callable[[], object]) -> HardshipService:
    """Return the files of a district's store in which 白杨 was lent the numbers from 31 on."""
    furnish(database, (DISTRICT, *STREETS), DISTRICT, {"王芳": (DISTRICT, SOLE_ROLES)})
    actor = Actor("王芳", "QJ", "district", SOLE_ROLES)
    with database.write("填写标准", actor) as work:
        lend_block(work, NumberBlock("hardship", "BY", 2026, database.site, 31, 33))
        store_threshold(work, Threshold("dibao_urban", 100_000, date(2024, 1, 1)))
    return HardshipService(database, clock)


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
def family() -> FileForm:
    """Return the household of the worked example of the class rules: 783.33 per head."""
    husband = MemberEntry(
        uid="member-husband",
        person=PersonCard(
            name="李建国",
            id_no=number("19750608", "123"),
            work_status="on_post",
            able_to_work=True,
            health="good",
        ),
        relation="10",
        count_reason="spouse",
    )
    child = MemberEntry(
        uid="member-child",
        person=PersonCard(name="李䶮", id_no=number("20091105", "221")),
        relation="20",
        count_reason="minor_child",
        in_school=True,
        school="某某高级中学",
        school_stage="senior_high",
    )
    return FileForm(
        owner=PersonCard(
            name="张𧒽芬",
            id_no=number("19780312", "452"),
            ethnic="01",
            political="masses",
            marital="20",
            hukou_type="resident",
            hukou_division="330114",
            mobile="13800000000",
            address="白杨街道某某社区",
            health="malignant_tumour",
            work_status="sick_leave",
            able_to_work=False,
            model_worker="none",
            work_start_on=date(1998, 9, 1),
            insured="employee",
            bank="中国工商银行",
            card_no="6222000000000000000",
        ),
        employer=EmployerCard(name="杭州某某电子科技有限公司", nature="private", industry="electronics"),
        members=(husband, child),
        incomes=(
            IncomeEntry(uid="income-wage", whose="member-husband", kind="wage", amount_fen=360_000),
            IncomeEntry(uid="income-none", whose="", kind="wage", amount_fen=0),
            IncomeEntry(uid="income-rent", kind="property", detail="rent", amount_fen=20_000),
        ),
        outlays=(
            OutlayEntry(uid="outlay-ill", kind="illness", amount_fen=1_440_000, evidence="结算单"),
            OutlayEntry(uid="outlay-school", kind="study", payer="member-child", amount_fen=300_000),
        ),
        applied_on=date(2026, 11, 20),
        level="district",
        industry="electronics",
        house_type="public_rental",
        house_area_hundredths=4_650,
        main_cause="6",
        minor_causes=("9",),
    )


@pytest.fixture
def other_family(family: FileForm) -> FileForm:
    """Return a household of other people."""
    owner = replace(family.owner, name="王芳菲", id_no=number("19810101", "462"), card_no="")
    return replace(
        family,
        owner=owner,
        members=(),
        incomes=(IncomeEntry(amount_fen=150_000),),
        outlays=(),
        employer=EmployerCard(name="杭州示例食品有限公司"),
    )
