"""The states of legal aid: every road through the table, what each step asks for, and bad orders of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from union_desk.core.clock_rules import CLOCKS_KIND
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack
from union_desk.core.process import main_step, steps_from
from union_desk.core.terms import find_term, terms
from union_desk.legal_aid.rules.clocks import aid_rules
from union_desk.legal_aid.rules.needs import AidFacts, Need, lack_of
from union_desk.legal_aid.rules.process import (
    check_aid_step,
    lacks_of,
    late_words,
    offered,
    remedy,
)
from union_desk.legal_aid.rules.states import ENDED, OPEN, State
from union_desk.legal_aid.rules.steps import STEPS

TODAY = date(2026, 4, 20)
BY_CODE = {step.code: step for step in STEPS}
COMPLETE = AidFacts(
    on=date(2026, 3, 10),
    today=TODAY,
    last_step_on=date(2026, 3, 9),
    applied_on=date(2026, 3, 2),
    papers_asked="工资流水",
    papers_asked_on=date(2026, 3, 3),
    papers_due_on=date(2026, 3, 9),
    papers_came_on=date(2026, 3, 6),
    urgency="limitation",
    examiner="王芳",
    refusal="scope",
    counsel=1,
    changed=True,
    contract_on=date(2026, 3, 10),
    agency=False,
    progress=1,
    result="won",
    termination="asked",
    report="已经办结。",
    objected_on=date(2026, 3, 9),
    reason="理由",
)


def go(code, state, **facts):
    return check_aid_step(BY_CODE[code], State(state), replace(COMPLETE, **facts))


def test_every_state_and_event_has_its_label():
    assert [term.code for term in terms("aid_state")] == [state.value for state in State]
    assert all(state.words for state in State)
    for step in STEPS:
        assert find_term("dispute_event", step.event) is not None, step.code


def test_steps_have_codes_of_their_own_and_every_need_has_sentence_and_place():
    assert len(BY_CODE) == len(STEPS)
    assert {need for step in STEPS for need in (*step.needs, *step.again)} == set(Need)
    bare = AidFacts(on=TODAY, today=TODAY, applicant_named=False, means_lack="不符合。", bars=("回避。",))
    for need in Need:
        for facts in (COMPLETE, bare):
            lack = lack_of(need, facts)
            assert lack is None or (lack.sentence.endswith(("。", "）")) and lack.place), need


def test_every_state_is_reached_and_every_open_one_is_left():
    reached = {State.REGISTERED}
    for _ in STEPS:
        reached |= {step.target for step in STEPS if step.sources & reached}
    assert reached == set(State)
    assert {state for state in State if not steps_from(STEPS, state)} == {State.ARCHIVED}
    assert State.ARCHIVED in ENDED
    assert all(steps_from(STEPS, state) for state in OPEN)


def test_the_main_road_leads_from_the_first_visit_to_the_archive():
    state, codes = State.REGISTERED, []
    while (step := main_step(STEPS, state)) is not None:
        codes.append(step.code)
        state = step.target
    assert codes == ["apply", "examine", "grant", "assign", "contract", "end", "report", "close", "archive"]


@pytest.mark.parametrize(
    ("code", "state", "facts", "said", "place"),
    [
        ("apply", "registered", {"applied_on": None}, "收到申请的日期", "application"),
        ("apply", "registered", {"oral_recorded": False}, "口头申请", "application"),
        ("apply", "registered", {"matter": False}, "申请事项", "application"),
        ("examine", "applied", {"applicant_named": False}, "申请人", "person"),
        ("ask_papers", "examining", {"papers_asked": " "}, "全部材料", "supplement"),
        ("ask_papers", "examining", {"papers_due_on": None}, "期限", "supplement"),
        ("ask_papers", "examining", {"asked_before": True}, "已经一次性告知", "supplement"),
        ("supplemented", "supplement", {"papers_came_on": None}, "补正的日期", "supplement"),
        ("lapse", "supplement", {}, "已经补正", "supplement"),
        (
            *("lapse", "supplement", {"papers_came_on": None, "papers_due_on": date(2026, 3, 10)}),
            *("还没有届满", "supplement"),
        ),
        ("go_ahead", "applied", {"urgency": ""}, "先行提供", "urgency"),
        ("grant", "examining", {"means_lack": "不符合经济困难条件。"}, "不符合经济困难", "means"),
        ("grant", "examining", {"examiner": ""}, "审查人", "decision"),
        ("refuse", "examining", {"refusal": ""}, "不予援助的理由", "decision"),
        ("refuse", "examining", {"refusal": "other"}, "写明不予援助", "decision"),
        ("refuse", "handling", {"decided_on": date(2026, 3, 5)}, "已于 2026年3月5日决定", "decision"),
        ("assign", "granted", {"counsel": 0}, "选择承办人", "assignment"),
        ("assign", "granted", {"bars": ("他代理对方。",)}, "他代理对方", "assignment"),
        ("contract", "assigned", {"contract_on": None}, "委托协议的日期", "assignment"),
        ("begin", "assigned", {"agency": True}, "先签订委托协议", "assignment"),
        ("change", "handling", {"changed": False}, "更换日期和原因", "assignment"),
        ("change", "handling", {"counsel": 2}, "两名承办人", "assignment"),
        ("end", "handling", {}, "没有补办给予援助的决定", "decision"),
        ("end", "handling", {"decided_on": TODAY, "progress": 0}, "办理进展", "progress"),
        ("end", "handling", {"decided_on": TODAY, "result": ""}, "办理结果", "ending"),
        ("terminate", "handling", {"termination": ""}, "第四十八条", "ending"),
        ("terminate", "granted", {"termination": "other"}, "写明终止", "ending"),
        ("report", "ended", {"report": ""}, "结案报告", "report"),
        ("close", "reported", {"unsettled": 1}, "1 笔补贴没有审批", "subsidies"),
        ("reconsider", "refused", {"objected_on": None}, "异议", "events"),
        ("withdraw", "applied", {"reason": " "}, "理由", "reason"),
        ("grant", "examining", {"on": TODAY + timedelta(1)}, "不能晚于今天", "on"),
        ("grant", "examining", {"on": date(2026, 3, 1)}, "收到申请的日期 2026年3月2日", "on"),
        ("grant", "examining", {"on": date(2026, 3, 8)}, "上一步的日期 2026年3月9日", "on"),
    ],
)
def test_a_step_says_what_it_lacks_and_where(code, state, facts, said, place):
    with pytest.raises(RuleBroken, match=said) as refused:
        go(code, state, **facts)
    assert refused.value.field == place


def test_a_step_of_another_state_is_refused():
    with pytest.raises(RuleBroken, match="来访登记的案件不能办理“给予援助”"):
        go("grant", "registered")


def test_aid_comes_first_and_the_decision_later():
    assert go("go_ahead", "applied") is State.URGENT
    assert go("assign", "urgent") is State.ASSIGNED
    assert go("grant_handling", "handling") is State.HANDLING
    assert go("refuse", "handling") is State.REFUSED
    waiting = replace(COMPLETE, agency=True)
    assert "grant_handling" in [step.code for step in offered(STEPS, State.HANDLING, waiting)]
    decided = replace(waiting, decided_on=date(2026, 3, 9))
    titles = [step.title for step in offered(STEPS, State.HANDLING, decided)]
    assert titles == ["登记办结", "更换承办人", "终止援助"]


def test_papers_are_asked_for_once():
    asked = replace(COMPLETE, asked_before=True)
    assert "ask_papers" not in [step.code for step in offered(STEPS, State.EXAMINING, asked)]
    assert lacks_of(BY_CODE["ask_papers"], COMPLETE) == ()


def test_what_was_not_mended_in_time_counts_as_withdrawn():
    facts = {"papers_came_on": None, "papers_due_on": date(2026, 3, 9)}
    assert go("lapse", "supplement", **facts) is State.WITHDRAWN


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("act-2022", "可以向设立法律援助机构的司法行政部门提出异议（《法律援助法》第四十九条）"),
        ("zhejiang-2016", "司法行政部门提出异议"),
        ("hangzhou-2017", "自收到本决定之日起15日内向司法行政部门提出异议"),
        ("union-2008", "可以向上一级工会提出异议（《工会法律援助办法》）"),
    ],
)
def test_a_refusal_tells_the_remedy_of_its_place(pack, said):
    assert said in remedy(aid_rules(load_pack(CLOCKS_KIND, pack))["L05"])


def test_what_is_late_is_told():
    assert late_words("决定", date(2026, 3, 9), date(2026, 3, 9)) == ""
    late = late_words("决定", date(2026, 3, 9), date(2026, 3, 11))
    assert late == "决定的期限到 2026年3月9日为止，晚了 2 天。"
