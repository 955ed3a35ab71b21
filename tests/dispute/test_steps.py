"""The states of a dispute: every road through the table, what each step asks for, and bad orders of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.core.process import main_step, steps_from
from union_desk.core.terms import find_term, terms
from union_desk.dispute.rules import dispute_rules
from union_desk.dispute.rules.needs import CaseFacts, Need, SigningFact, lack_of
from union_desk.dispute.rules.process import check_case_step, lacks_of
from union_desk.dispute.rules.roads import ROADS, RoadFacts, roads_from
from union_desk.dispute.rules.states import ENDED, OPEN, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.legal_aid.rules.clocks import aid_rules

CALENDAR = shipped_calendar()
TODAY = date(2026, 4, 20)
BY_CODE = {step.code: step for step in STEPS}
SIGNED = SigningFact(applicant=True, respondent=True, mediator=True, organisation_seal=True)
COMPLETE = CaseFacts(
    on=date(2026, 3, 10),
    today=TODAY,
    received_on=date(2026, 3, 2),
    last_step_on=date(2026, 3, 9),
    receiver="区人力社保局",
    mediators=1,
    opponent_agrees=True,
    mediation_end_on=date(2026, 3, 17),
    hearings=1,
    signing=SIGNED,
    performance_on=date(2026, 3, 31),
    owed_fen=100,
    paid_fen=100,
    advised=True,
    closing_recorded=True,
    followed_up=True,
    reason="理由",
)


def go(code, state, **facts):
    return check_case_step(BY_CODE[code], State(state), replace(COMPLETE, **facts))


def test_every_state_and_event_has_its_label():
    assert [term.code for term in terms("dispute_state")] == [state.value for state in State]
    assert all(state.words for state in State)
    for step in STEPS:
        assert find_term("dispute_event", step.event) is not None, step.code
    for rule in (*dispute_rules().values(), *aid_rules().values()):
        for event in (rule.event, *rule.ends):
            assert find_term("dispute_event", event) is not None, rule.code


def test_steps_have_codes_of_their_own_and_every_need_has_sentence_and_place():
    assert len(BY_CODE) == len(STEPS)
    assert {need for step in STEPS for need in step.needs} == set(Need)
    for need in Need:
        lack = lack_of(need, COMPLETE)
        assert lack is None or (lack.sentence.endswith("。") and lack.place)


def test_every_state_is_reached_and_every_open_one_is_left():
    reached = {State.REGISTERED}
    for _ in STEPS:
        reached |= {step.target for step in STEPS if step.sources & reached}
    assert reached == set(State)
    for state in OPEN:
        assert steps_from(STEPS, state), state
    assert main_step(STEPS, State.ARCHIVED) is None
    assert {state for state in State if not steps_from(STEPS, state)} == {State.ARCHIVED}
    assert State.ARCHIVED in ENDED


def test_the_main_road_leads_from_the_walk_in_to_the_archive():
    road = [State.REGISTERED]
    while (step := main_step(STEPS, road[-1])) is not None:
        assert check_case_step(step, road[-1], COMPLETE) is step.target
        road.append(step.target)
    assert [state.value for state in road] == [
        "registered",
        "applied",
        "accepted",
        "asking",
        "mediating",
        "agreed",
        "performing",
        "performed",
        "closed",
        "archived",
    ]


def test_advice_becomes_a_case_and_a_case_mere_advice():
    assert go("open_case", "advice") is State.REGISTERED
    assert go("advise_only", "registered") is State.ADVICE


def test_mediation_that_fails_is_closed_only_after_the_worker_was_told_of_arbitration():
    assert go("fail", "mediating") is State.FAILED
    with pytest.raises(RuleBroken, match="还没有书面告知申请仲裁") as refused:
        go("close_without", "failed", advised=False)
    assert refused.value.field == "documents"
    assert go("close_without", "failed") is State.CLOSED


def test_a_step_out_of_its_state_is_refused():
    with pytest.raises(RuleBroken, match="来访登记的案件不能办理“达成协议”"):
        go("agree", "registered")


@pytest.mark.parametrize(
    ("code", "state", "facts", "field", "words"),
    [
        ("apply", "registered", {"received_on": None}, "application", "收到申请的日期"),
        ("apply", "registered", {"oral_recorded": False}, "application", "口头申请笔录"),
        ("apply", "registered", {"respondent_named": False}, "parties", "被申请人"),
        ("apply", "registered", {"matter": False}, "application", "至少一项请求"),
        ("accept", "applied", {"not_ours": "housing_fund"}, "scope", "不属于受理范围"),
        ("refuse", "applied", {}, "scope", "不予受理的原因"),
        ("transfer", "applied", {"receiver": " "}, "transfer", "转给哪个单位"),
        ("ask", "accepted", {"mediators": 0}, "mediators", "指定调解员"),
        ("ask", "accepted", {"conflicts": ("王芳应当回避。",)}, "mediators", "王芳应当回避"),
        ("mediate", "asking", {"opponent_agrees": None}, "consent", "对方是否同意"),
        ("mediate", "asking", {"opponent_agrees": False}, "consent", "对方不同意"),
        ("mediate", "asking", {"on": date(2026, 3, 18)}, "extension", "2026年3月17日届满"),
        ("opponent_refuses", "asking", {}, "consent", "对方已经同意"),
        ("agree", "mediating", {"hearings": 0}, "hearings", "调解会记录"),
        ("agree", "mediating", {"lacks_of_agreement": ("缺金额。", "缺日期。")}, "agreement", "另有 1 项"),
        ("agree", "mediating", {"unconsented": ("王芳", "李明")}, "roster", "王芳、李明 2 人还没有同意"),
        (
            "agree",
            "mediating",
            {"signing": SigningFact()},
            "signing",
            "申请人签名、被申请人签名盖章、调解员",
        ),
        ("watch", "agreed", {"performance_on": None}, "performance", "履行日期"),
        ("perform", "performing", {"paid_fen": 40}, "performance", "还有 0.60 元"),
        ("default", "performing", {"on": date(2026, 3, 31)}, "performance", "还没有届满"),
        ("part", "performing", {"on": date(2026, 4, 1), "paid_fen": 0}, "performance", "未履行"),
        ("lapse", "mediating", {}, "extension", "还没有届满（到 2026年3月17日）"),
        ("fail", "mediating", {"reason": " "}, "reason", "请写明调解不成的理由"),
        ("archive", "closed", {"loose_papers": 3}, "volume", "3 份材料"),
        ("close_performed", "performed", {"followed_up": False}, "follow_up", "回访"),
        ("accept", "applied", {"on": TODAY + timedelta(days=1)}, "on", "不能晚于今天"),
        ("agree", "mediating", {"on": date(2026, 3, 1)}, "on", "不能早于收到申请的日期"),
        ("mediate", "asking", {"on": date(2026, 3, 8)}, "on", "不能早于上一步的日期"),
    ],
)
def test_what_is_missing_is_named_at_its_place(code, state, facts, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        go(code, state, **facts)
    assert refused.value.field == field


def test_the_lacks_of_a_step_are_listed_whole():
    facts = replace(COMPLETE, hearings=0, signing=SigningFact(), unconsented=("王芳",))
    needs = [lack.need for lack in lacks_of(BY_CODE["agree"], facts)]
    assert needs == [Need.HEARING, Need.REPRESENTED, Need.SIGNED]


def roads(state, today=date(2026, 3, 10), **facts):
    return {
        road.road.code: road
        for road in roads_from(State(state), RoadFacts(**facts), dispute_rules(), CALENDAR, today)
    }


def test_an_agreement_in_force_can_be_confirmed_for_thirty_days_and_replaced_for_fifteen():
    found = roads("agreed", agreed_on=date(2026, 3, 2))
    assert found["judicial_confirmation"].deadline.due_on == date(2026, 4, 1)
    assert found["arbitration_review"].deadline.due_on == date(2026, 3, 17)
    assert found["judicial_confirmation"].is_open
    later = roads("agreed", today=date(2026, 4, 2), agreed_on=date(2026, 3, 2))
    assert later["judicial_confirmation"].closed == "期限已于 2026年4月1日届满。"
    assert not later["arbitration_review"].is_open


def test_a_payment_order_needs_pay_and_a_day_that_has_passed():
    due = {"agreed_on": date(2026, 3, 2), "performance_on": date(2026, 3, 31)}
    assert roads("performing", pay_items=True, **due)["payment_order"].closed.startswith(
        "履行期 2026年3月31日"
    )
    late = date(2026, 4, 1)
    assert roads("unperformed", late, pay_items=True, **due)["payment_order"].is_open
    assert "没有劳动报酬" in roads("unperformed", late, **due)["payment_order"].closed


def test_enforcement_needs_a_paper_and_is_warned_of_when_late():
    assert "还没有可以强制执行的文书" in roads("unperformed")["enforcement"].closed
    until = date(2024, 1, 2)
    late = roads("unperformed", enforceable=True, enforceable_until_on=until)["enforcement"]
    assert late.is_open
    assert late.warning.startswith("期限已于 2026年1月4日届满。")


def test_where_nothing_was_agreed_arbitration_inspection_and_the_letter_are_left():
    assert set(roads("failed")) == {"arbitration", "inspection", "supervision_letter"}
    assert all(road.law.startswith(("《", "最")) and road.leads_to for road in ROADS)
