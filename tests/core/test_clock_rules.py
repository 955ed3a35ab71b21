"""Declared clocks: every rule of the packs, real dates, extensions, and clocks that events start and stop."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock_rules import (
    CLOCKS_KIND,
    ClockTable,
    Pause,
    clock_end,
    clock_end_with_pauses,
    clock_rule,
    clock_rules,
    group_of,
    put_off,
)
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack, pack_on, packs

CALENDAR = shipped_calendar()
ACT = load_pack(CLOCKS_KIND, "act-2022")
RULES = clock_rules(ACT)
TABLE = ClockTable(RULES.values(), CALENDAR)
COUNTED = [code for code, rule in RULES.items() if rule.length is not None]
NAMED = {
    *(f"M{number:02d}" for number in range(1, 18)),
    *(f"A{number:02d}" for number in range(1, 19)),
    *("U01", "U02", "E01", "E02", "E03", "E04"),
    *(f"L{number:02d}" for number in range(1, 9)),
}
NONE = {"M04", "M05", "M15", "A16", "L03", "L04", "L06", "L07", "L08"}


def end(code, on, pack="act-2022", **more):
    found = clock_end(
        clock_rule(load_pack(CLOCKS_KIND, pack), code), date.fromisoformat(on), CALENDAR, **more
    )
    return found.due_on.isoformat()


def test_every_rule_of_the_reference_is_declared_and_those_without_a_length_are_known():
    assert set(RULES) == NAMED
    assert set(RULES) - set(COUNTED) == NONE
    for pack in packs(CLOCKS_KIND):
        assert set(clock_rules(pack)) == NAMED


@pytest.mark.parametrize("pack", packs(CLOCKS_KIND), ids=lambda pack: pack.name)
def test_every_rule_has_its_article_its_start_and_words_that_can_be_read_aloud(pack):
    for rule in clock_rules(pack).values():
        assert re.search(r"《.+》|本单位的做法|调解协议约定|指派通知书", rule.law), rule.code
        assert rule.title
        assert rule.start
        assert rule.event
        for text in (rule.effect, rule.note):
            assert not text or text.endswith("。"), rule.code
        assert not rule.extendable or rule.needs


@pytest.mark.parametrize("pack", packs(CLOCKS_KIND), ids=lambda pack: pack.name)
def test_every_value_that_an_office_may_set_has_a_name_and_an_article(pack):
    assert pack.fields
    for field in pack.fields:
        assert field.label
        assert field.article
        assert field.checked(pack.value(field.key)) == pack.value(field.key)


@pytest.mark.parametrize(
    ("code", "on", "due"),
    [
        ("M06", "2026-03-02", "2026-04-01"),
        ("A12", "2025-09-23", "2025-10-09"),
        ("A14", "2025-09-23", "2025-10-09"),
        ("A15", "2025-09-23", "2025-10-09"),
        ("M01", "2026-02-11", "2026-02-24"),  # 16 February is New Year's Eve
        ("M02", "2025-09-26", "2025-09-30"),  # the Sunday of the 28th is worked
        ("M02", "2026-02-13", "2026-02-25"),  # the Saturday of the 14th is worked, then nine days off
        ("M03", "2026-02-02", "2026-02-24"),
        ("M07", "2026-04-30", "2026-05-06"),
        ("M08", "2026-03-02", "2026-03-17"),
        ("M09", "2026-03-02", "2026-03-17"),
        ("M10", "2026-02-12", "2026-02-26"),
        ("M11", "2026-03-02", "2026-03-09"),
        ("M12", "2026-09-10", "2026-09-28"),  # mid-autumn on Friday the 25th, three days off
        ("M13", "2026-03-02", "2026-03-17"),
        ("M14", "2026-03-02", "2026-04-01"),
        ("M16", "2026-04-29", "2026-05-06"),
        ("M17", "2026-03-02", "2026-02-27"),
        ("A01", "2025-05-06", "2026-05-06"),
        ("A01", "2024-02-29", "2025-02-28"),
        ("A02", "2026-03-02", "2026-03-09"),
        ("A03", "2025-09-29", "2025-10-13"),  # Saturday 11 October is worked
        ("A04", "2026-03-02", "2026-03-16"),
        ("A05", "2026-03-02", "2026-03-09"),
        ("A06", "2026-03-02", "2026-03-09"),
        ("A07", "2026-03-02", "2026-02-24"),  # back over the worked Saturday of 28 February
        ("A08", "2025-10-09", "2025-09-28"),
        ("A09", "2026-03-02", "2026-04-16"),
        ("A10", "2026-03-02", "2026-04-01"),
        ("A11", "2026-03-02", "2026-04-01"),
        ("A13", "2025-09-01", "2025-10-09"),
        ("A17", "2024-05-01", "2026-05-06"),
        ("A18", "2025-11-30", "2026-02-28"),  # a worked Saturday
        ("U01", "2025-09-22", "2025-10-17"),
        ("U02", "2026-02-13", "2026-02-27"),
        ("E01", "2025-01-31", "2025-02-28"),
        ("E02", "2026-02-04", "2026-02-24"),
        ("E03", "2026-03-02", "2026-04-01"),
        ("E04", "2024-02-29", "2026-02-28"),
        ("L01", "2026-03-02", "2026-03-09"),
        ("L02", "2026-03-02", "2026-03-05"),
        ("L05", "2026-03-02", "2026-03-09"),
    ],
)
def test_a_rule_ends_where_the_law_says(code, on, due):
    assert end(code, on) == due


@pytest.mark.parametrize(
    ("pack", "code", "on", "due"),
    [
        ("zhejiang-2016", "L01", "2026-03-02", "2026-03-11"),
        ("zhejiang-2016", "L07", "2026-03-02", "2026-03-17"),
        ("hangzhou-2017", "L01", "2026-03-02", "2026-03-09"),
        ("hangzhou-2017", "L02", "2026-03-06", "2026-03-11"),
        ("hangzhou-2017", "L05", "2026-03-02", "2026-03-17"),
        ("hangzhou-2017", "L06", "2026-03-02", "2026-03-09"),
        ("hangzhou-2017", "L07", "2026-02-01", "2026-02-24"),
        ("union-2008", "L01", "2026-03-02", "2026-03-09"),
        ("union-2008", "L08", "2026-03-06", "2026-03-11"),
        ("union-2008", "M06", "2026-03-02", "2026-04-01"),
    ],
)
def test_a_place_has_lengths_of_its_own_and_takes_the_rest_from_the_act(pack, code, on, due):
    assert end(code, on, pack) == due


@pytest.mark.parametrize(
    ("pack", "codes"),
    [
        ("act-2022", NONE),
        ("zhejiang-2016", {"M04", "M05", "M15", "A16", "L02", "L03", "L04", "L05", "L06", "L08"}),
        ("hangzhou-2017", {"M04", "M05", "M15", "A16", "L03", "L04", "L08"}),
        ("union-2008", {"M04", "M05", "M15", "A16", "L02", "L03", "L04", "L05", "L06", "L07"}),
    ],
)
def test_a_rule_without_a_length_says_so(pack, codes):
    rules = clock_rules(load_pack(CLOCKS_KIND, pack))
    assert {code for code, rule in rules.items() if rule.length is None} == codes
    for code in codes:
        with pytest.raises(RuleBroken, match="没有可以推算的长度") as refused:
            end(code, "2026-03-02", pack)
        assert refused.value.field == "rule"


def test_an_extension_is_counted_as_one_period_from_the_start():
    assert end("A09", "2026-03-02", extended=True) == "2026-05-06"  # 60 days, 1 May
    assert end("M08", "2026-03-02", extended=True) == "2026-03-27"
    assert end("M10", "2026-02-12", extended=True) == "2026-03-04"
    steps = clock_end(RULES["A09"], date(2026, 3, 2), CALENDAR, extended=True).steps
    assert steps[1] == "案情复杂，经仲裁委主任批准并书面通知当事人，延长 15 日，共 60 日。"


@pytest.mark.parametrize("code", ["M06", "A01", "A12", "E02", "L01"])
def test_what_cannot_be_extended_is_refused(code):
    with pytest.raises(RuleBroken, match="不能延长") as refused:
        end(code, "2026-03-02", extended=True)
    assert refused.value.field == "extended"


def test_the_parties_put_off_the_end_of_mediation_to_a_day_of_their_own():
    received = date(2026, 3, 2)
    with pytest.raises(RuleBroken, match="由双方约定"):
        clock_end(RULES["M03"], received, CALENDAR, extended=True)
    later = put_off(RULES["M03"], received, date(2026, 4, 5), CALENDAR)
    assert later.due_on == date(2026, 4, 5)
    assert later.steps[-1] == "双方当事人同意延期，延长到2026年4月5日。"
    with pytest.raises(RuleBroken, match="要晚于原来的末日 2026年3月17日"):
        put_off(RULES["M03"], received, date(2026, 3, 17), CALENDAR)
    with pytest.raises(RuleBroken, match="不能由双方约定延长"):
        put_off(RULES["M06"], received, date(2026, 5, 17), CALENDAR)


def test_the_other_length_of_a_rule_is_told_and_can_be_taken():
    on = date(2026, 3, 2)
    assert "集体争议的，为 10 日。" in clock_end(RULES["A11"], on, CALENDAR).steps
    assert clock_end(RULES["A11"], on, CALENDAR, other="collective").due_on == date(2026, 3, 12)
    assert clock_end(RULES["E03"], on, CALENDAR, other="worker").due_on == date(2027, 3, 2)


def test_short_days_of_arbitration_are_calendar_days_where_an_office_says_so():
    plain = clock_rules(ACT.with_values({"arb_short_days_are_workdays": False}))
    assert clock_end(plain["A04"], date(2026, 3, 3), CALENDAR).due_on == date(2026, 3, 13)
    assert clock_end(plain["A07"], date(2026, 3, 13), CALENDAR).due_on == date(2026, 3, 6)
    assert clock_end(plain["A09"], date(2026, 3, 2), CALENDAR).due_on == date(2026, 4, 16)


def test_an_office_sets_a_length_of_its_own():
    own = clock_rules(ACT.with_values({"rules.M16.length": "30d"}))
    assert clock_end(own["M16"], date(2026, 3, 2), CALENDAR).due_on == date(2026, 4, 1)
    assert RULES["M16"].length != own["M16"].length


def test_the_act_is_the_pack_of_any_day_that_names_none():
    for year in (2008, 2016, 2021, 2026):
        assert pack_on(CLOCKS_KIND, date(year, 6, 1)).name == "act-2022"


def test_the_first_step_names_the_rule_its_start_and_its_article():
    assert clock_end(RULES["M06"], date(2026, 3, 2), CALENDAR).steps[0] == (
        "M06 共同申请司法确认：自调解协议生效起 30 日（《民事诉讼法》第二百零五条）。"
    )
    assert clock_end(RULES["A07"], date(2026, 3, 2), CALENDAR).steps[0] == (
        "A07 通知开庭：开庭日 5 个工作日以前（《劳动争议调解仲裁法》第三十五条）。"
    )


def test_a_changed_event_moves_its_clocks_and_an_answer_stops_them():
    today = date(2026, 3, 20)
    events = [("applied", date(2026, 3, 2)), ("accepted", date(2026, 3, 4))]
    running = {clock.rule.code: clock for clock in TABLE.running(events, today)}
    assert set(running) == {"M02", "M03"}
    assert running["M02"].answered_on == date(2026, 3, 4)
    assert not running["M02"].overdue
    assert (running["M03"].deadline.due_on, running["M03"].days_left) == (date(2026, 3, 17), -3)
    assert running["M03"].overdue
    moved = TABLE.running([("applied", date(2026, 3, 10))], today)
    assert [(clock.rule.code, clock.deadline.due_on.day) for clock in moved] == [("M02", 13), ("M03", 25)]
    agreed = TABLE.running([*events, ("agreed", date(2026, 3, 9))], today)
    assert [clock.rule.code for clock in agreed if clock.answered_on is None] == ["M09", "M06"]


def test_an_answer_before_the_start_does_not_stop_a_clock():
    events = [("accepted", date(2026, 3, 1)), ("applied", date(2026, 3, 2))]
    running = TABLE.running(events, date(2026, 3, 2))
    assert all(clock.answered_on is None for clock in running)


def test_the_clocks_of_five_thousand_cases_are_quick():
    kinds = ["applied", "agreed", "arbitration_applied", "arbitration_accepted", "award_received"]
    first = date(2025, 1, 1)
    cases = [
        [(kind, first + timedelta(days=(case + 3 * number) % 500)) for number, kind in enumerate(kinds[:3])]
        for case in range(5_000)
    ]
    table = ClockTable(RULES.values(), CALENDAR)
    began = time.perf_counter()
    for events in cases:
        table.running(events, date(2026, 3, 2))
    assert time.perf_counter() - began < 1.5


@given(st.sampled_from(COUNTED), st.dates(date(2013, 1, 1), date(2026, 3, 1)), st.integers(0, 60))
def test_a_later_start_never_ends_earlier(code, on, later):
    rule = RULES[code]
    first = clock_end(rule, on, CALENDAR)
    second = clock_end(rule, on + timedelta(days=later), CALENDAR)
    assert first.due_on <= second.due_on
    assert CALENDAR.is_working_day(first.due_on)
    if rule.extension is not None:
        assert clock_end(rule, on, CALENDAR, extended=True).due_on > first.due_on


def test_what_is_not_counted_puts_the_award_off_by_its_days():
    rule, accepted = RULES["A09"], date(2026, 3, 2)
    expert = Pause(date(2026, 3, 10), date(2026, 3, 30), "鉴定")
    talks = Pause(date(2026, 3, 25), date(2026, 4, 4), "当事人要求和解")
    assert clock_end_with_pauses(rule, accepted, [], CALENDAR).due_on == date(2026, 4, 16)
    assert clock_end_with_pauses(rule, accepted, [expert], CALENDAR).due_on == date(2026, 5, 6)
    both = clock_end_with_pauses(rule, accepted, [talks, expert], CALENDAR)
    assert both.raw_on == date(2026, 5, 11)  # 25 days, those in both pauses counted once
    assert "2026年3月30日至2026年4月4日当事人要求和解，5 天不计入，到2026年5月11日。" in both.steps
    late = Pause(date(2026, 6, 1), date(2026, 6, 30), "鉴定")
    assert clock_end_with_pauses(rule, accepted, [late], CALENDAR).due_on == date(2026, 4, 16)


def test_a_pause_that_cannot_be_is_refused():
    wrong = Pause(date(2026, 3, 10), date(2026, 3, 9), "鉴定")
    with pytest.raises(RuleBroken, match="恢复的日期"):
        clock_end_with_pauses(RULES["A09"], date(2026, 3, 2), [wrong], CALENDAR)
    with pytest.raises(RuleBroken, match="没有不计入的时间"):
        clock_end_with_pauses(RULES["A01"], date(2026, 3, 2), [], CALENDAR)


def test_clocks_are_grouped_by_the_days_left():
    groups = {days: group_of(days).value for days in (-1, 0, 1, 7, 8, 30, 31)}
    assert list(groups.values()) == ["overdue", "today", "week", "week", "month", "month", "later"]
