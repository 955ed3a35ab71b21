"""Who stands in a case: rosters, representatives, conflicts of interest; what is ours, and its cause."""

from __future__ import annotations

from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack
from union_desk.core.terms import find_term, terms
from union_desk.dispute.rules.causes import (
    CAUSES_KIND,
    COURT,
    STATISTICS,
    causes,
    checked_causes,
    is_pay,
)
from union_desk.dispute.rules.claims import excluded_together
from union_desk.dispute.rules.collective import (
    RosterRow,
    bound_fen,
    check_representatives,
    is_collective,
    roster_faults,
    unconsented,
)
from union_desk.dispute.rules.conflicts import Appearance, Side, conflicts, related_conflict
from union_desk.dispute.rules.scope import NOT_OURS, grade_of, not_ours

TODAY = date(2026, 11, 23)
NAMES = "赵钱孙李周吴郑王冯陈"


def roster(count=10, **more):
    return [RosterRow(f"k{n}", f"{NAMES[n % 10]}一{NAMES[n // 10 % 10]}", **more) for n in range(count)]


def id_number(seq):
    body = f"33010619800101{seq:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def test_ten_with_a_common_claim_are_a_collective_case():
    assert is_collective(10, common_claim=True)
    assert not is_collective(9, common_claim=True)
    assert not is_collective(500, common_claim=False)


@pytest.mark.parametrize("count", [3, 4, 5])
def test_three_to_five_of_the_roster_represent_it(count):
    rows = roster()
    check_representatives(rows, [row.key for row in rows[:count]], common_claim=True)


@pytest.mark.parametrize(
    ("size", "representatives", "common", "words"),
    [
        (9, ["k0", "k1", "k2"], True, "10 人以上"),
        (10, ["k0", "k1", "k2"], False, "共同请求"),
        (10, ["k0", "k1"], True, "3 至 5 人，现在是 2 人"),
        (10, ["k0", "k0", "k1"], True, "现在是 2 人"),
        (10, [f"k{n}" for n in range(6)], True, "现在是 6 人"),
        (10, ["k0", "k1", "k99"], True, "1 名代表不在名册里"),
    ],
)
def test_representatives_from_outside_or_too_many_are_refused(size, representatives, common, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        check_representatives(roster(size), representatives, common_claim=common)
    assert refused.value.field == "representatives"


def test_a_settlement_binds_those_who_have_consented():
    rows = [
        RosterRow("a", "王芳", claim_fen=100, consented=True),
        RosterRow("b", "李明", claim_fen=50, consented=False),
        RosterRow("c", "赵强", claim_fen=25),
    ]
    assert unconsented(rows) == ("李明", "赵强")
    assert bound_fen(rows) == 100


def test_a_roster_of_five_hundred_names_its_seven_faulty_rows():
    rows = [RosterRow(f"k{n}", "王芳芳", id_number(n), 100) for n in range(500)]
    rows[3] = RosterRow("k3", "王芳芳", "33010619800101003", 100)
    rows[10] = RosterRow("k10", "", id_number(10), 100)
    rows[20] = RosterRow("k20", "王芳芳", id_number(19), 100)
    rows[30] = RosterRow("k30", "王芳芳", id_number(30), -1)
    rows[40] = RosterRow("k40", "王3", id_number(40), 100)
    rows[50] = RosterRow("k50", "王芳芳", id_number(50)[:-1] + "Q", 100)
    rows[60] = RosterRow("k60", "王芳芳", id_number(60), 100)
    faults = roster_faults(rows, TODAY, {id_number(60): "李明"})
    assert [(fault.row, fault.field) for fault in faults] == [
        (4, "id_no"),
        (11, "name"),
        (21, "id_no"),
        (31, "claim"),
        (41, "name"),
        (51, "id_no"),
        (61, "id_no"),
    ]
    assert faults[2].sentence == "和第 20 行是同一个证件号码。"
    assert roster_faults(roster(), TODAY) == ()


def test_nobody_stands_on_two_sides_of_one_case():
    worker = Appearance("w", "王芳", Side.APPLICANT)
    both = conflicts([worker, Appearance("w", "王芳", Side.RESPONDENT, as_agent=True)])
    assert [conflict.sentence for conflict in both] == ["王芳同时在申请人一方和被申请人一方，不能代表双方。"]
    mediator = conflicts([worker, Appearance("w", "王芳", Side.NEUTRAL)])
    assert mediator[0].blocks
    assert mediator[0].sentence == "王芳是申请人一方，不能担任本案调解员。"
    assert conflicts([worker, Appearance("w", "王芳", Side.APPLICANT, as_agent=True)]) == ()


def test_who_was_met_before_on_another_side_is_named_and_not_blocked():
    now = [Appearance("c", "陈律师", Side.APPLICANT, "甲2", for_worker=True, as_agent=True)]
    past = [
        Appearance("c", "陈律师", Side.RESPONDENT, "甲1", date(2025, 3, 2), for_worker=False, as_agent=True),
        Appearance("c", "陈律师", Side.RESPONDENT, "甲0", for_worker=True, as_agent=True),
        Appearance("x", "别人", Side.RESPONDENT, "甲1"),
        Appearance("c", "陈律师", Side.RESPONDENT, "甲2"),
    ]
    found = conflicts(now, past)
    assert [conflict.sentence for conflict in found] == [
        "陈律师2025年3月2日在甲1案中是用人单位一方的代理人，本案是劳动者一方的代理人，请核对是否需要回避。"
    ]
    assert not found[0].blocks


def test_a_mediator_who_was_a_party_before_and_a_party_met_as_mediator_are_named():
    mediator = [Appearance("m", "李明", Side.NEUTRAL, "乙2")]
    assert len(conflicts(mediator, [Appearance("m", "李明", Side.APPLICANT, "乙1")])) == 1
    assert conflicts(mediator, [Appearance("m", "李明", Side.NEUTRAL, "乙1")]) == ()
    assert related_conflict("李明", "被申请人的近亲属").blocks


def test_an_employer_that_applies_and_answers_is_no_conflict():
    now = [Appearance("e", "某公司", Side.RESPONDENT, "丙2", for_worker=False)]
    assert conflicts(now, [Appearance("e", "某公司", Side.APPLICANT, "丙1", for_worker=False)]) == ()


def test_what_is_not_ours_says_why_and_where_to_go():
    assert len({each.code for each in NOT_OURS}) == len(NOT_OURS)
    for each in NOT_OURS:
        assert each.reason
        assert each.where
        assert each.law.startswith("《")
    assert not_ours("housing_fund").where == "住房公积金管理中心"
    assert not_ours("mars") is None


@pytest.mark.parametrize(
    ("headcount", "facts", "grade"),
    [
        (1, {"plain": True}, "simple"),
        (2, {"plain": True}, "ordinary"),
        (1, {}, "ordinary"),
        (9, {}, "ordinary"),
        (10, {}, "major"),
        (1, {"plain": True, "harm": True}, "major"),
        (3, {"risk": True}, "major"),
    ],
)
def test_a_case_is_as_grave_as_its_people_and_its_risk(headcount, facts, grade):
    assert grade_of(headcount, **facts) == grade
    assert find_term("dispute_grade", grade) is not None


def test_a_cause_is_kept_in_both_schemes():
    court = causes(load_pack(CAUSES_KIND, COURT))
    statistics = causes(load_pack(CAUSES_KIND, STATISTICS))
    assert court["186.5"].name == "追索劳动报酬纠纷"
    for cause in court.values():
        assert not cause.parent or cause.parent in court
        assert not cause.statistics or cause.statistics in statistics
    assert checked_causes("186.5") == ("186.5", "pay")
    assert checked_causes("186.6", "terminate") == ("186.6", "terminate")


@pytest.mark.parametrize(
    ("court", "statistics", "field"),
    [("", "", "cause"), ("186", "", "cause"), ("999", "pay", "cause"), ("186.5", "x", "statistics_cause")],
)
def test_a_cause_that_is_none_or_a_heading_is_refused(court, statistics, field):
    with pytest.raises(RuleBroken) as refused:
        checked_causes(court, statistics)
    assert refused.value.field == field


def test_claim_items_are_terms_and_pay_is_told_from_the_rest():
    items = {term.code for term in terms("claim_item")}
    assert {code for code in items if is_pay(code)} == {
        "wages",
        "wage_gap",
        "overtime_hours",
        "overtime_rest",
        "overtime_holiday",
    }
    assert not is_pay("double_pay")
    assert len(excluded_together(items)) == 5


@pytest.mark.parametrize(
    "name",
    ["dispute_source", "union_role", "dispute_party", "agent_authority", "service_method", "dispute_grade"],
)
def test_the_words_of_a_dispute_are_lists_of_terms(name):
    assert len(terms(name)) >= 2
