"""A dispute goes from the street to the district and back with its number, its parties and its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.exchange.test_service import confirm
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseFilter, CaseForm, ClaimItem, Party
from union_desk.people.values import EmployerCard, PersonCard

FORM = CaseForm(
    cause="186.5",
    matter="拖欠工资",
    came_on=date(2026, 11, 20),
    received_on=date(2026, 11, 20),
    parties=(
        Party(person=PersonCard(name="王小明", mobile="13800000000")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州示例电子有限公司")),
    ),
    claims=(ClaimItem(kind="wages", claimed_fen=900_000),),
)


def test_a_dispute_of_a_street_is_worked_on_by_both(district, street, stick, clock):
    here, there = (DisputeService(desk.database, clock) for desk in (street, district))
    saved = here.save(street.actor, FORM)
    here.take_step(street.actor, saved.uid, "apply", on=date(2026, 11, 20))
    assert saved.number == "BY-T-2026-00001"
    package = street.exchange.return_package(street.actor, stick).info.path
    rows = district.exchange.preview(district.actor, package).rows
    assert {row.kind_title for row in rows} >= {"劳动争议", "当事人", "请求", "办理步骤"}
    district.exchange.apply(district.actor, package)
    assert list(there.ids(district.actor, CaseFilter())) == [saved.uid]
    assert there.view(saved.uid, district.actor).form == here.view(saved.uid, street.actor).form
    assert there.life(district.actor, saved.uid).steps == here.life(street.actor, saved.uid).steps
    form = there.form(district.actor, saved.uid)
    there.save(district.actor, replace(form, remark="请尽快受理"), saved.uid)
    confirm(district, street, stick)
    assert here.form(street.actor, saved.uid).remark == "请尽快受理"
    assert here.rows(street.actor, [saved.uid]).keys() == {saved.uid}


def test_the_district_numbers_its_own_disputes_beside_those_of_its_streets(district, clock):
    own = DisputeService(district.database, clock).save(district.actor, FORM)
    assert own.number == "QU-T-2026-00001"
    assert own.number_shown == "钱江工调〔2026〕钱江第0001号"
