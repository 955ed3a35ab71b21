from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.casework.values import Threshold
from union_desk.core.calendar import shipped_calendar
from union_desk.core.packs import load_pack
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.rules.clocks import ClockFacts, clocks_of
from union_desk.hardship.rules.process import PROCESS_KIND
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.assessment import Thresholds, comparison_of, facts_of, figures_of
from union_desk.hardship.service.reading import next_step_of
from union_desk.hardship.values import OWNER, FileForm, IncomeEntry, MemberEntry, Missing, OutlayEntry
from union_desk.people.values import PersonCard

ON = date(2026, 11, 23)
LINES = Thresholds(
    Threshold("dibao_urban", 130_000, date(2026, 1, 1), "某某〔2026〕1号"),
    Threshold("minwage_month", 249_000, date(2024, 1, 1)),
)
ADULT = PersonCard(name="王芳", birth_on=date(1985, 5, 5), sex="2", able_to_work=True, work_status="on_post")


def wage(fen: int, whose: str = OWNER, **more: object) -> IncomeEntry:
    return IncomeEntry(whose=whose, kind="wage", amount_fen=fen, **more)


def test_a_form_without_items_has_no_figures_but_a_population():
    figures = figures_of(FileForm(owner=ADULT, members=(MemberEntry(),)), ON, LINES)
    assert figures.population == 2
    assert figures.year_income_fen is None
    assert figures.rigid_outlay_fen is None
    assert figures.own_month_income_fen is None


def test_figures_do_not_need_the_line_of_the_place():
    figures = figures_of(FileForm(owner=ADULT, incomes=(wage(300_000),)), ON, Thresholds())
    assert figures.month_percap_fen == 300_000
    comparison = comparison_of(FileForm(owner=ADULT, incomes=(wage(300_000),)), ON, Thresholds())
    assert all("低保标准" in result.problem for result in comparison.results)
    assert all(result.choices for result in comparison.results)


@pytest.mark.parametrize(
    ("item", "monthly", "other"),
    [
        (wage(300_000), 300_000, 0),
        (wage(300_000, months=6), 150_000, 0),
        (IncomeEntry(kind="business", amount_fen=1_200_000, per="year"), 100_000, 0),
        (IncomeEntry(kind="transfer", detail="pension", amount_fen=200_000), 200_000, 0),
        (IncomeEntry(kind="property", detail="rent", amount_fen=20_000), 0, 240_000),
        (IncomeEntry(kind="transfer", detail="maintenance", amount_fen=50_000), 0, 600_000),
    ],
)
def test_what_comes_month_by_month_is_no_other_income(item, monthly, other):
    figures = figures_of(FileForm(owner=ADULT, incomes=(item,)), ON, LINES)
    assert (figures.own_month_income_fen, figures.other_year_income_fen) == (monthly, other)
    assert figures.year_income_fen == monthly * 12 + other


def test_a_child_in_compulsory_school_has_no_rigid_outlay():
    outlays = (
        OutlayEntry(kind="study", amount_fen=500_000, compulsory_school=True),
        OutlayEntry(kind="illness", amount_fen=100_000, per="month", months=3),
    )
    figures = figures_of(FileForm(owner=ADULT, incomes=(wage(1),), outlays=outlays), ON, LINES)
    assert figures.rigid_outlay_fen == 300_000


def test_who_is_not_counted_brings_no_income():
    member = MemberEntry(person=ADULT, counted=False)
    form = FileForm(owner=ADULT, members=(member,), incomes=(wage(100_000), wage(900_000, member.uid)))
    figures = figures_of(form, ON, LINES)
    assert (figures.population, figures.year_income_fen) == (1, 1_200_000)


@pytest.mark.parametrize(
    ("status", "proof", "imputed"),
    [
        ("unemployed", "", True),
        ("laid_off", "", True),
        ("unemployed", "失业登记凭证", False),
        ("on_post", "", False),
    ],
)
def test_an_able_jobless_adult_is_taken_to_earn_the_minimum_wage(status, proof, imputed):
    owner = replace(ADULT, work_status=status, jobless_proof=proof)
    figures = figures_of(
        FileForm(owner=owner, incomes=(IncomeEntry(kind="other", amount_fen=100, per="year"),)), ON, LINES
    )
    assert figures.year_income_fen == 100 + (12 * 249_000 if imputed else 0)
    assert figures.computed_year_income_fen == 100


def test_a_file_of_2018_is_measured_by_the_standard_of_2018():
    form = FileForm(owner=ADULT, incomes=(wage(80_000),))
    comparison = comparison_of(
        form, date(2018, 5, 8), Thresholds(Threshold("dibao_urban", 91_700, date(2018, 1, 1), shipped=True))
    )
    assert comparison.in_force == "national-2016"
    assert [choice.code for choice in comparison.result("national-2016").classes] == ["dibao"]
    assert comparison.result("national-2016").choices[0].level == "national"


def test_the_facts_carry_every_member_in_the_order_of_the_paper():
    form = FileForm(
        owner=ADULT, members=(MemberEntry(person=PersonCard(name="甲")), MemberEntry(in_school=True))
    )
    facts = facts_of(form, ON, LINES)
    assert [member.name for member in facts.members] == ["王芳", "甲", ""]
    assert facts.members[2].in_school


@given(fen=st.one_of(st.none(), st.integers(0, 10**9)), again=st.integers(0, 10**9))
def test_a_month_wage_is_one_item_that_can_be_changed_and_taken_away(fen, again):
    form = FileForm(incomes=(wage(5, "somebody"), IncomeEntry(kind="property", amount_fen=7)))
    once = form.with_month_wage(OWNER, fen)
    assert once.with_month_wage(OWNER, None) == form
    twice = once.with_month_wage(OWNER, again)
    own = [item for item in twice.incomes if item.whose == OWNER and item.kind == "wage"]
    assert [item.amount_fen for item in own] == [again]
    assert len(twice.incomes) == 3


LACKS = (Missing("owner.name", "姓名", "basics"),)


PROCESS = load_pack(PROCESS_KIND, "present")


@pytest.mark.parametrize(
    ("state", "missing", "code", "action"),
    [
        ("draft", LACKS, None, "apply"),
        ("draft", (), "severe", "apply"),
        ("applied", LACKS, None, "accept"),
        ("in_file", (), "severe", "recheck"),
        ("refused", LACKS, None, "reopen"),
        ("deregistered", (), "severe", ""),
    ],
)
def test_the_next_step_follows_from_state_and_gaps(state, missing, code, action):
    record = HardshipFileRecord(state=state, class_code=code)
    step = next_step_of(record, missing, (), PROCESS)
    assert step.action == action
    assert step.title or step.why.endswith("。")


def test_the_yearly_review_falls_on_a_working_day():
    # 2026-10-02 lies in the National Day holiday, which lasts until the 7th.
    record = HardshipFileRecord(state="in_file", class_code="severe")
    facts = ClockFacts(approved_on=date(2025, 10, 2))
    clocks = clocks_of(State.IN_FILE, facts, shipped_calendar(), PROCESS)
    step = next_step_of(record, (), clocks, PROCESS)
    assert step.due_on == date(2026, 10, 8)
    assert "第十三条" in step.why


def test_a_class_that_rests_on_shipped_lines_says_so_and_one_that_does_not_names_its_document():
    form = FileForm(owner=ADULT, incomes=(wage(300_000),))
    sample = Thresholds(Threshold("dibao_urban", 91_700, date(2018, 1, 1), shipped=True))
    for result in comparison_of(form, ON, sample).results:
        assert result.flags[0] == "城镇低保标准(月)用的是样例，请先填写当地现行标准。"
        assert "917.00 元（2018-01-01 起，随程序提供的样例，请核对）" in result.steps[0]
    for result in comparison_of(form, ON, LINES).results:
        assert not any("样例" in text for text in (*result.flags, *result.steps))
        assert "1,300.00 元（2026-01-01 起，某某〔2026〕1号）" in result.steps[0]
