"""The life of a file: which step leads where, what it needs, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack
from union_desk.core.rights import Right
from union_desk.core.terms import find_term
from union_desk.hardship.rules.clocks import ClockFacts, clocks_of, publicity_end, retention_end
from union_desk.hardship.rules.exits import Month, lifting_test
from union_desk.hardship.rules.needs import MeansFact, Need, ProcessFacts, PublicityFact, VisitFact
from union_desk.hardship.rules.process import (
    PROCESS_KIND,
    check_process_step,
    lacks_of,
    main_step,
    steps_from,
)
from union_desk.hardship.rules.states import CLOSED, ENDED, HELD, OPEN, UNDER_WAY, State
from union_desk.hardship.rules.steps import STEPS

PACK = load_pack(PROCESS_KIND, "present")
BY_CODE = {step.code: step for step in STEPS}
TODAY = date(2026, 11, 23)
READY = ProcessFacts(
    on=TODAY,
    today=TODAY,
    applied_on=date(2026, 10, 12),
    class_chosen=True,
    visit=VisitFact(date(2026, 10, 14), 2, "fits"),
    appraised=True,
    publicity=PublicityFact(date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 10), 1, 0),
    review_opinion=True,
    means=MeansFact(date(2026, 11, 12), date(2026, 11, 16), consistent=True),
    approval_opinion=True,
    rechecked=True,
    class_changed=True,
    months_above=6,
    exit_reason="death",
    receiver="下沙街道总工会",
    reason="见附件",
)


def with_(**changes: object):
    data = {**PACK.data, **changes}
    return replace(PACK, data=data)


def take(code: str, state: State, facts: ProcessFacts = READY, pack=PACK) -> State:
    return check_process_step(BY_CODE[code], state, facts, pack)


@pytest.mark.parametrize(
    ("pack", "road"),
    [
        (
            PACK,
            "apply accept publish send_to_review pass_review checked approve recheck renew",
        ),
        (
            with_(appraisal=True),
            "apply accept to_appraisal publish_appraised send_to_review pass_review checked approve",
        ),
        (with_(means_check=False), "apply accept publish send_to_review pass_review approve recheck renew"),
    ],
)
def test_the_main_road_leads_from_a_draft_into_the_file(pack, road):
    state = State.DRAFT
    for code in road.split():
        step = main_step(STEPS, state, pack)
        assert step is not None
        assert step.code == code
        state = check_process_step(step, state, READY, pack)
    assert state is State.IN_FILE


def test_a_file_that_was_helped_comes_back_to_being_helped():
    assert take("renew", State.ANNUAL_REVIEW, replace(READY, helped=True)) is State.AIDED
    assert take("approve", State.APPROVAL, replace(READY, helped=True)) is State.AIDED


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word_a_term_and_a_way_out_or_is_an_end(state):
    assert state.words
    assert find_term("file_state", state.value) is not None
    ways = steps_from(STEPS, state, PACK)
    assert bool(ways) or state in CLOSED
    if state in OPEN:
        assert main_step(STEPS, state, with_(appraisal=True)) is not None


def test_every_open_file_can_come_to_an_end_and_every_state_can_be_reached():
    reached, frontier = {State.DRAFT}, [State.DRAFT]
    pack = with_(appraisal=True)
    while frontier:
        state = frontier.pop()
        for step in steps_from(STEPS, state, pack):
            target = step.target_for(READY, pack)
            if target not in reached:
                reached.add(target)
                frontier.append(target)
    # What is merged or destroyed comes there by an act of its own.
    assert reached | {State.AIDED, State.MERGED, State.DESTROYED} == set(State)
    for state in UNDER_WAY:
        assert {"refuse", "withdraw"} <= {step.code for step in steps_from(STEPS, state, pack)}
    for state in HELD:
        ends = {step.target for step in steps_from(STEPS, state, pack)}
        assert {State.LIFTED, State.RELIEVED, State.DEREGISTERED, State.TRANSFERRED} <= ends


def test_who_enters_cannot_decide_and_approval_needs_the_reviewer():
    rights = {step.code: step.hand.right for step in STEPS}
    assert rights["apply"] is Right.EDIT
    assert rights["refuse"] is Right.DECIDE
    assert {code for code, right in rights.items() if right is Right.REVIEW} == {
        *("pass_review", "approve", "renew", "change_class", "lift", "relieve", "deregister"),
    }


LACKS = [
    ("apply", State.DRAFT, {"applied_on": None}, "申请日期", "owner.name"),
    ("apply", State.DRAFT, {"owner_named": False}, "姓名", "owner.name"),
    ("publish", State.VISITING, {"visit": None}, "还没有入户核查记录", "visits"),
    ("publish", State.VISITING, {"visit": VisitFact(TODAY, 1, "fits")}, "2 人以上", "visits"),
    ("publish", State.VISITING, {"visit": VisitFact(TODAY, 2, "unfit")}, "不是“符合”", "visits"),
    ("publish", State.VISITING, {"unconsented": ("王芳",)}, "王芳没有同意公示", "consents"),
    ("send_to_review", State.PUBLISHED, {"publicity": None}, "还没有公示", "publicity"),
    (
        "send_to_review",
        State.PUBLISHED,
        {"publicity": PublicityFact(date(2026, 11, 16), TODAY)},
        "公示到 2026年11月23日为止",
        "publicity",
    ),
    (
        "send_to_review",
        State.PUBLISHED,
        {"publicity": PublicityFact(date(2026, 11, 2), date(2026, 11, 9))},
        "请填写公示结果",
        "publicity",
    ),
    (
        "send_to_review",
        State.PUBLISHED,
        {"publicity": replace(READY.publicity, open_objections=2)},
        "还有 2 件异议",
        "publicity",
    ),
    ("send_to_review", State.PUBLISHED, {"missing": ("民族", "住址")}, "还差 2 项：民族、住址", "missing"),
    ("pass_review", State.REVIEW, {"review_opinion": None}, "还没有街道（产业）工会意见", "opinions"),
    ("pass_review", State.REVIEW, {"review_opinion": False}, "不同意", "opinions"),
    ("pass_review", State.REVIEW, {"excluded": ("有两套住房",)}, "负面清单", "exclusions"),
    ("checked", State.MEANS_CHECK, {"unauthorised": ("李强",)}, "李强没有签核对授权书", "consents"),
    ("checked", State.MEANS_CHECK, {"means": MeansFact(TODAY)}, "还没有收到", "means_check"),
    (
        "checked",
        State.MEANS_CHECK,
        {"means": MeansFact(TODAY, TODAY, consistent=False)},
        "不一致",
        "means_check",
    ),
    ("approve", State.APPROVAL, {"class_chosen": False}, "请先认定困难类别", "decision"),
    (
        "approve",
        State.APPROVAL,
        {"class_outdated": "认定用的标准已更新，请重新认定。"},
        "标准已更新",
        "decision",
    ),
    ("approve", State.APPROVAL, {"approval_opinion": None}, "还没有区总工会意见", "opinions"),
    ("renew", State.ANNUAL_REVIEW, {"rechecked": False}, "复核记录", "rechecks"),
    ("change_class", State.ANNUAL_REVIEW, {"class_changed": False}, "重新认定类别", "decision"),
    ("change_class", State.ANNUAL_REVIEW, {"reason": " "}, "理由", "reason"),
    ("lift", State.AIDED, {"months_above": 5}, "现在连续 5 个月", "exits"),
    ("lift", State.AIDED, {"lifting_publicity": False}, "公示", "publicity"),
    ("deregister", State.IN_FILE, {"exit_reason": ""}, "注销的原因", "exits"),
    ("transfer", State.IN_FILE, {"receiver": ""}, "接收单位", "transfer"),
    ("refuse", State.REVIEW, {"reason": ""}, "理由", "reason"),
    ("return", State.REVIEW, {"reason": ""}, "理由", "reason"),
    ("withdraw", State.APPLIED, {"reason": ""}, "理由", "reason"),
    ("object", State.PUBLISHED, {}, "请先登记异议", "publicity"),
]


@pytest.mark.parametrize(("code", "state", "changes", "sentence", "place"), LACKS)
def test_a_step_without_its_facts_is_refused_at_their_place(code, state, changes, sentence, place):
    facts = replace(READY, **changes)
    with pytest.raises(RuleBroken, match=sentence) as broken:
        take(code, state, facts)
    assert broken.value.field == place


def test_what_is_missing_for_a_step_is_listed_in_one_go():
    facts = ProcessFacts(on=TODAY, today=TODAY, applied_on=TODAY, missing=("民族",))
    assert [lack.need for lack in lacks_of(BY_CODE["send_to_review"], facts)] == [
        Need.PUBLICITY,
        Need.FIELDS,
        Need.CLASS,
    ]


def test_a_step_out_of_order_is_refused_with_both_named():
    with pytest.raises(RuleBroken, match="草稿的档案不能办理“同意建档”"):
        take("approve", State.DRAFT)
    with pytest.raises(RuleBroken, match="已脱困的档案不能办理“脱困”"):
        take("lift", State.LIFTED)
    with pytest.raises(RuleBroken, match="已注销的档案不能办理“注销”"):
        take("deregister", State.DEREGISTERED)
    with pytest.raises(RuleBroken, match="入户核查中的档案不能办理“开始公示”"):
        take("publish", State.VISITING, pack=with_(appraisal=True))


@pytest.mark.parametrize(
    ("on", "last", "sentence"),
    [
        (TODAY + timedelta(days=1), None, "不能晚于今天"),
        (date(2026, 10, 11), None, "不能早于申请日期 2026年10月12日"),
        (date(2026, 11, 10), date(2026, 11, 11), "不能早于上一步的日期 2026年11月11日"),
    ],
)
def test_a_step_has_a_day_that_can_be(on, last, sentence):
    with pytest.raises(RuleBroken, match=sentence) as broken:
        take("return", State.REVIEW, replace(READY, on=on, last_step_on=last))
    assert broken.value.field == "on"


def test_a_returned_file_goes_back_to_where_it_was_returned_from():
    assert take("resubmit", State.RETURNED, replace(READY, returned_from="review")) is State.REVIEW
    assert take("resubmit", State.RETURNED) is State.APPLIED


@given(state=st.sampled_from(sorted(State)), code=st.sampled_from(sorted(BY_CODE)), means=st.booleans())
def test_no_step_leaves_an_ended_file_but_by_reopening(state, code, means):
    pack = with_(means_check=means)
    try:
        target = take(code, State(state), READY, pack)
    except RuleBroken:
        return
    assert target is not State.MEANS_CHECK or means
    if state in ENDED:
        assert code in {"reopen", "relapse", "come_back"}


PERIODS = [
    # five working days from Monday 2 November; the next Monday is the last
    ("5wd", False, date(2026, 11, 2), date(2026, 11, 9)),
    ("5wd", True, date(2026, 11, 2), date(2026, 11, 6)),
    # over the National Day week 2026: 1-7 October off, Saturday 10 October is worked
    ("5wd", False, date(2026, 9, 29), date(2026, 10, 12)),
    # seven days that end in the holiday roll over it
    ("7d", False, date(2026, 9, 27), date(2026, 10, 8)),
]


@pytest.mark.parametrize(("length", "first_counts", "begin", "end"), PERIODS)
def test_publicity_ends_by_the_pack(length, first_counts, begin, end):
    limits = {**PACK.data["limits"], "publicity": length}
    pack = with_(limits=limits, first_day_counts=first_counts)
    assert publicity_end(begin, shipped_calendar(), pack).due_on == end


CLOCKS = [
    (State.APPLIED, {"applied_on": date(2026, 11, 20)}, "visit", date(2026, 11, 25)),
    (State.VISITING, {"applied_on": date(2026, 11, 17)}, "visit", date(2026, 11, 23)),  # 22nd is a Sunday
    (State.PUBLISHED, {"public_from_on": date(2026, 11, 2)}, "publicity", date(2026, 11, 9)),
    (State.REVIEW, {"entered_on": date(2026, 11, 10)}, "review", date(2026, 11, 24)),
    (State.RETURNED, {"entered_on": date(2026, 11, 10)}, "completion", date(2026, 11, 25)),
    (State.IN_FILE, {"approved_on": date(2026, 3, 2)}, "recheck", date(2027, 3, 2)),
    (
        State.AIDED,
        {"approved_on": date(2024, 3, 2), "rechecked_on": date(2025, 11, 30)},
        "recheck",
        date(2026, 11, 30),
    ),
    (State.LIFTED, {"lifted_on": date(2026, 2, 28)}, "watch", date(2027, 2, 28)),
]


@pytest.mark.parametrize(("state", "events", "code", "due"), CLOCKS)
def test_the_period_of_a_state_runs_from_its_event(state, events, code, due):
    clock = clocks_of(state, ClockFacts(**events), shipped_calendar(), PACK)[0]
    assert (clock.code, clock.deadline.due_on) == (code, due)
    assert clock.basis
    assert str(clock.length) in clock.why


def test_an_approved_file_must_be_in_the_national_system_within_thirty_working_days():
    facts = ClockFacts(approved_on=date(2026, 11, 2), registered=False)
    first, second = clocks_of(State.IN_FILE, facts, shipped_calendar(), PACK)
    assert (first.code, first.deadline.due_on) == ("register", date(2026, 12, 14))
    assert "第十三条" in first.why
    assert second.code == "recheck"


def test_no_period_runs_without_its_event_or_in_a_file_that_ended():
    nothing = ClockFacts()
    assert all(clocks_of(state, nothing, shipped_calendar(), PACK) == () for state in State)
    everything = ClockFacts(TODAY, TODAY, TODAY, TODAY, TODAY, False, TODAY, TODAY, TODAY)
    for state in (State.DEREGISTERED, State.REFUSED, State.WITHDRAWN, State.TRANSFERRED, State.RELIEVED):
        assert clocks_of(state, everything, shipped_calendar(), PACK) == ()


def test_a_closed_file_is_kept_ten_years():
    assert retention_end(date(2016, 2, 29), shipped_calendar(), PACK).due_on == date(2026, 2, 28)


def months(first: date, *incomes: int, population: int = 3) -> list[Month]:
    found = []
    for number, income in enumerate(incomes):
        month = first.month - 1 + number
        found.append(Month(date(first.year + month // 12, month % 12 + 1, 1), income, population))
    return found


def standard(on: date) -> int:
    """1,000 yuan until June 2026, 1,100 from July."""
    return 110_000 if on >= date(2026, 7, 1) else 100_000


def test_six_months_in_a_row_above_the_standard_of_each_month():
    rising = months(date(2026, 4, 1), 300_003, 300_003, 300_003, 330_003, 330_003, 330_003)
    test = lifting_test(rising, standard, 6)
    assert test.holds
    assert test.steps[0] == "2026年4月：3,000.03 ÷ 3 人 = 1,000.01 ＞ 1,000.00，高于当月低保标准。"
    # the same income is not above the standard that rose in July
    flat = lifting_test(months(date(2026, 4, 1), *[300_003] * 6), standard, 6)
    assert (flat.running, flat.holds) == (0, False)


@pytest.mark.parametrize(
    ("incomes", "running"),
    [
        ((300_000, 300_001), 1),  # the standard itself is not above it; a third of a fen more is
        ((300_001, 300_000), 0),
        ((300_001, 300_000, 300_001, 300_001), 0),  # July rose to 1,100
    ],
)
def test_only_the_last_run_counts(incomes, running):
    assert lifting_test(months(date(2026, 4, 1), *incomes), standard, 6).running == running


def test_months_are_told_once_and_without_a_gap():
    twice = [*months(date(2026, 4, 1), 1), *months(date(2026, 4, 1), 2)]
    with pytest.raises(RuleBroken, match="2026年4月填了两次"):
        lifting_test(twice, standard, 6)
    gap = [*months(date(2026, 4, 1), 1), *months(date(2026, 6, 1), 2)]
    with pytest.raises(RuleBroken, match="缺少2026年5月"):
        lifting_test(gap, standard, 6)
    with pytest.raises(RuleBroken, match="至少是 1 人"):
        lifting_test(months(date(2026, 4, 1), 1, population=0), standard, 6)
    unknown = lifting_test(months(date(2026, 4, 1), 999_999), lambda _on: None, 6)
    assert unknown.running == 0
    assert "没有低保标准可比" in unknown.steps[0]


@given(
    incomes=st.lists(st.integers(0, 500_000), min_size=1, max_size=18),
    population=st.integers(1, 6),
    needed=st.integers(1, 12),
)
def test_the_run_is_the_months_at_the_end_that_are_above(incomes, population, needed):
    told = months(date(2026, 1, 1), *incomes, population=population)
    test = lifting_test(told, standard, needed)
    run = 0
    for month in reversed(told):
        if month.income_fen <= standard(month.first_on) * population:
            break
        run += 1
    assert test.running == run
    assert test.holds == (run >= needed)
