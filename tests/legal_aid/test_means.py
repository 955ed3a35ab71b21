from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import packs
from union_desk.legal_aid.rules.assigning import Candidate, check_assignment, fitness, in_order
from union_desk.legal_aid.rules.means import (
    MEANS_KIND,
    MeansFacts,
    check_exemption,
    claimed,
    means_of,
    suggested_exemption,
)
from union_desk.legal_aid.rules.subsidy import PaidBefore, Rate, check_not_twice, rate_on, subsidy

ON = date(2026, 11, 23)
LINES = {"minwage_month": 2_490_00, "dibao_urban": 1_300_00}


def judged(**facts):
    found = means_of(MeansFacts(thresholds=LINES, **facts), packs(MEANS_KIND))
    return {means.pack: means for means in found}


def test_each_place_has_its_own_line_and_says_how_it_compared():
    found = judged(month_income_fen=6_000_00, population=3)
    assert {name: means.meets for name, means in found.items()} == {
        "union-2008": None,
        "act-2022": None,
        "zhejiang-2016": True,  # 2,000 ≤ 2,490
        "hangzhou-2017": False,  # 2,000 > 1.5 × 1,300
    }
    assert "6,000.00 元 ÷ 3 人 ＝ 2,000.00 元 ≤ 标准 2,490.00 元" in found["zhejiang-2016"].steps[-1]
    assert found["hangzhou-2017"].steps[0] == "标准：低保标准 1,300.00 元 × 3/2 ＝ 1,950.00 元。"
    assert "还缺当地的经济困难标准" in found["act-2022"].steps[-1]


@pytest.mark.parametrize(("income", "meets"), [(3_899_97, True), (3_900_00, True), (3_900_01, False)])
def test_the_line_itself_still_meets(income, meets):
    found = judged(month_income_fen=income, population=3, line_fen=1_300_00)
    assert {means.meets for means in found.values()} == {meets}


def test_a_migrant_worker_who_claims_pay_is_not_asked_for_his_means():
    assert suggested_exemption(["migrant"], ["wages"]) == "migrant_pay"
    assert suggested_exemption(["migrant"], ["wages", "work_injury"]) == "migrant_injury"
    assert suggested_exemption(["woman"], ["wages"]) == ""
    called = claimed([], "186.5")
    assert suggested_exemption(["migrant"], called) == "migrant_pay", "the cause says it before the items do"
    assert suggested_exemption(["migrant"], claimed([], "187.2")) == "migrant_injury"
    assert suggested_exemption(["migrant"], claimed(["severance"], "186.6")) == ""
    found = judged(exemption="migrant_pay", month_income_fen=90_000_00, population=1)
    assert all(means.meets for means in found.values())
    assert "第四十二条第三项" in found["act-2022"].basis


@pytest.mark.parametrize(
    ("exemption", "categories", "claims", "said"),
    [
        ("migrant_pay", ["woman"], ["wages"], "不是农民工"),
        ("migrant_pay", ["migrant"], ["reinstatement"], "没有劳动报酬"),
        ("migrant_injury", ["migrant"], ["wages"], "没有工伤待遇"),
        ("officer", ["migrant"], ["wages"], "不是工会干部"),
    ],
)
def test_an_exemption_that_the_facts_speak_against_is_refused(exemption, categories, claims, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        check_exemption(exemption, categories, claims)
    assert refused.value.field == "exemption"


def test_an_exemption_of_another_place_does_not_count_here():
    found = judged(exemption="officer", month_income_fen=9_000_00, population=1, line_fen=2_000_00)
    assert found["union-2008"].meets
    assert found["act-2022"].meets is False
    assert "不在这一规定的免予核查情形里" in found["act-2022"].steps[0]


def test_an_open_hardship_file_proves_the_means():
    found = judged(open_file="白杨-2026-00031")
    assert all(means.meets for means in found.values())
    assert "以档案证明经济困难" in found["act-2022"].steps[0]


def test_above_the_line_a_serious_violation_is_helped_by_the_union_only():
    found = judged(month_income_fen=9_000_00, population=1, line_fen=2_000_00, serious=True)
    assert {name for name, means in found.items() if means.meets} == {"union-2008"}
    assert "第十条第二项" in found["union-2008"].basis


@given(income=st.integers(0, 10**8), heads=st.integers(1, 12), line=st.integers(1, 10**7))
def test_whoever_has_less_is_never_worse_off(income, heads, line):
    facts = MeansFacts(month_income_fen=income, population=heads, line_fen=line)
    for pack in packs(MEANS_KIND):
        (here,) = means_of(facts, [pack])
        (poorer,) = means_of(replace(facts, month_income_fen=income // 2), [pack])
        assert here.meets == (Fraction(income, heads) <= line)
        assert poorer.meets or not here.meets


LAWYER = Candidate("1", "甲律师", "lawyer", "示例律师事务所", "13301", "劳动报酬")


@pytest.mark.parametrize(
    ("candidate", "said"),
    [
        (replace(LAWYER, suspended=True), "暂停指派"),
        (replace(LAWYER, licence_no=""), "执业证号"),
        (replace(LAWYER, to_on=date(2026, 11, 22)), "入库期限已于 2026年11月22日届满"),
        (replace(LAWYER, kind="volunteer", licence_no=""), "不能作诉讼代理人"),
        (replace(LAWYER, opposing=("援字第3号",)), "不能同时代理双方"),
        (replace(LAWYER, related="对方法定代表人的弟弟"), "应当回避"),
    ],
)
def test_who_must_not_have_the_case_is_barred(candidate, said):
    found = fitness(candidate, {"court"}, "劳动报酬", ON)
    assert not found.may
    assert said in "".join(found.bars)
    with pytest.raises(RuleBroken, match=said):
        check_assignment(candidate, {"court"}, ON, date(2026, 11, 20))


def test_load_and_speciality_are_only_doubts():
    busy = replace(LAWYER, uid="2", open_cases=5, most_open=5, speciality="工伤")
    found = fitness(busy, {"arbitration"}, "劳动报酬", ON)
    assert found.may
    assert len(found.doubts) == 2
    barred = replace(LAWYER, uid="3", suspended=True)
    assert [one.uid for one in in_order([barred, busy, LAWYER], {"arbitration"}, "劳动报酬", ON)] == [
        "1", "2", "3",
    ]  # fmt: skip


def test_nobody_is_assigned_before_the_decision():
    with pytest.raises(RuleBroken, match="还没有决定"):
        check_assignment(LAWYER, {"court"}, ON, None)
    with pytest.raises(RuleBroken, match="不能早于决定日期"):
        check_assignment(LAWYER, {"court"}, ON, date(2026, 11, 24))


RATES = (
    Rate("a", "", "first", 2_000_00, date(2020, 1, 1)),
    Rate("b", "court", "first", 2_500_00, date(2024, 1, 1), "总工办〔2024〕1号"),
    Rate("c", "court", "first", 3_000_00, date(2027, 1, 1)),
    Rate("d", "", "later", 1_250_00, date(2020, 1, 1)),
    Rate("e", "", "extra_party", 125_00, date(2020, 1, 1)),
)


@pytest.mark.parametrize(
    ("kind", "stage", "on", "parties", "fen"),
    [
        ("court", "first", date(2026, 1, 1), 1, 2_500_00),
        ("court", "first", date(2023, 12, 31), 1, 2_000_00),
        ("court", "first", date(2027, 1, 1), 1, 3_000_00),
        ("arbitration", "first", date(2026, 1, 1), 1, 2_000_00),
        ("court", "later", date(2026, 1, 1), 1, 1_250_00),
        ("court", "first", date(2026, 1, 1), 12, 2_500_00 + 11 * 125_00),
    ],
)
def test_a_subsidy_is_by_the_rate_of_its_day(kind, stage, on, parties, fen):
    amount = subsidy(RATES, kind, stage, on, parties=parties)
    assert amount.amount_fen == fen
    assert amount.steps[-1].startswith("办案补贴免征")


def test_without_a_rate_nothing_is_paid_and_nothing_is_paid_twice():
    assert rate_on(RATES, "court", "duty", ON) is None
    with pytest.raises(RuleBroken, match="还没有诉讼代理（值班半日）的补贴标准"):
        subsidy(RATES, "court", "duty", ON)
    before = [PaidBefore("s1", "first", "a1", date(2026, 5, 1))]
    check_not_twice(before, "s1", "later")
    with pytest.raises(RuleBroken, match="已于 2026年5月1日申报"):
        check_not_twice(before, "s1", "first")
