"""What is looked at again every year, and what a worker is told across the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.test_life import Road, months
from union_desk.core.errors import RuleBroken
from union_desk.hardship.values import IncomeEntry

D = date


@pytest.fixture
def road(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=D(2026, 10, 12)))
    return Road(service, district_actor, saved.uid)


def test_this_year_stands_beside_what_the_decision_rested_on(service, road):
    road.to_in_file()
    form = service.form(road.actor, road.uid)
    raised = replace(form.incomes[0], amount_fen=600_000)
    service.save(road.actor, replace(form, incomes=(raised, *form.incomes[1:])), road.uid)
    found = service.recheck_offer(road.actor, road.uid)
    assert found.before is not None
    assert (found.before.population, found.before.net_percap_fen) == (3, 78_333)
    assert found.before.year_income_fen == 4_560_000
    assert found.after is not None
    assert (found.after.population, found.after.net_percap_fen) == (3, 158_333)
    assert found.after.class_code == "severe"


def test_the_next_recheck_begins_where_the_last_one_ended(service, road):
    road.to_in_file()
    first = service.recheck_offer(road.actor, road.uid)
    road.step("recheck", D(2026, 11, 20))
    road.write(replace(first, outcome="renewed"))
    again = service.recheck_offer(road.actor, road.uid)
    assert again.before == first.after


def test_the_months_before_leaving_are_offered_with_the_household_as_it_is(service, road):
    road.to_in_file()
    leaving = service.lifting_offer(road.actor, road.uid)
    assert [month.first_on for month in leaving.months] == [D(2026, month, 1) for month in range(5, 11)]
    assert {(month.income_fen, month.population) for month in leaving.months} == {(380_000, 3)}
    preview = service.lifting_preview(road.actor, road.uid, leaving.months)
    assert (preview.running, preview.holds, preview.thresholds_fen[0]) == (6, True, 100_000)
    with pytest.raises(RuleBroken, match="月份要连续"):
        service.lifting_preview(road.actor, road.uid, (leaving.months[0], leaving.months[2]))
    assert not service.lifting_preview(road.actor, road.uid, months(9, 300_000, 300_001)).holds


def test_why_a_step_cannot_be_taken_names_law_and_remedy(service, road):
    road.to_visiting()
    told = service.why_not(road.actor, road.uid, "publish")
    assert (told.asked, told.answer) == ("开始公示", "还不能办理，差 2 项。")
    assert [line.ground for line in told.lines] == [
        "还没有入户核查记录。",
        "张𧒽芬没有同意公示（或已撤回），不能公示。",
    ]
    assert told.lines[1].basis == "《个人信息保护法》第二十五条、第二十九条"
    assert all(line.remedy for line in told.lines)
    assert service.why_not(road.actor, road.uid, "approve").lines[0].ground == (
        "入户核查中的档案不办理“同意建档”。"
    )
    assert service.why_not(road.actor, road.uid, "withdraw").lines == ()


def test_why_a_household_is_not_in_a_class_shows_the_arithmetic(service, road):
    form = service.form(road.actor, road.uid)
    rich = replace(form, incomes=(IncomeEntry(uid="rich", amount_fen=1_000_000),))
    service.save(road.actor, rich, road.uid)
    told = service.why_not_class(road.actor, road.uid, "present", "severe")
    assert told.answer == "按现有材料，不符合“深度困难”。"
    assert any("÷" in step for step in told.lines[0].steps)
    assert "规则包" in told.lines[0].basis or "标准" in told.lines[0].basis
    service.save(road.actor, form, road.uid)
    assert service.why_not_class(road.actor, road.uid, "present", "severe").answer == "符合“深度困难”。"
    with pytest.raises(RuleBroken):
        service.why_not_class(road.actor, road.uid, "present", "?")
