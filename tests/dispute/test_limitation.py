"""The limitation of a claim: what starts it anew, what stops it, the light, and never a block."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules import Claim, EventKind, Light, LimitationEvent, light_of, limitation
from union_desk.dispute.rules.limitation import ADVICE, CERTAIN, EVENT_WORDS

CALENDAR = shipped_calendar()
KNOWN = date(2025, 5, 6)
TODAY = date(2026, 3, 2)
PAUSES = {EventKind.SUSPENDED, EventKind.RESUMED}


def found(*events, known=KNOWN, claim=Claim.OTHER, today=TODAY, employed_until=None):
    listed = [LimitationEvent(date.fromisoformat(on), EventKind(kind)) for on, kind in events]
    return limitation(known, claim, today, CALENDAR, employed_until=employed_until, events=listed)


def dates(*events, **more):
    limit = found(*events, **more)
    return str(limit.due_on), str(limit.safe_due_on)


def test_every_kind_of_event_has_its_words():
    assert set(EVENT_WORDS) == set(EventKind)


def test_a_year_ends_on_the_corresponding_day_and_rolls_over_days_off():
    assert dates() == ("2026-05-06", "2026-05-06")
    assert dates(known=date(2025, 5, 3)) == ("2026-05-06", "2026-05-06")
    assert dates(known=date(2024, 2, 29)) == ("2025-02-28", "2025-02-28")
    assert dates(known=date(2025, 2, 14)) == ("2026-02-14", "2026-02-14")
    assert dates(known=date(2025, 2, 17)) == ("2026-02-24", "2026-02-24")


def test_the_latest_interruption_counts_and_the_safe_day_leaves_the_doubtful_out():
    events = (("2026-04-07", "mediation_applied"), ("2026-04-21", "mediation_failed"))
    assert dates(*events) == ("2027-04-21", "2027-04-07")
    assert dates(*reversed(events)) == ("2027-04-21", "2027-04-07")
    assert dates(("2026-04-21", "mediation_failed")) == ("2027-04-21", "2026-05-06")


@pytest.mark.parametrize("kind", sorted(set(EventKind) - PAUSES))
def test_any_interruption_starts_the_year_anew(kind):
    safe = "2026-11-10" if kind in CERTAIN else "2026-05-06"
    assert dates(("2025-11-10", kind)) == ("2026-11-10", safe)


def test_an_interruption_after_the_end_changes_nothing_and_says_so():
    assert dates(("2026-05-07", "claimed")) == ("2026-05-06", "2026-05-06")
    assert dates(("2026-05-06", "claimed")) == ("2027-05-06", "2027-05-06")
    late = found(("2026-05-07", "promised"))
    assert "2026年5月7日对方同意履行义务：时效已于2026年5月6日届满，不再中断。" in late.steps
    assert any("第一百九十二条" in step for step in late.steps)


def test_what_only_a_doubtful_event_kept_alive_is_over_on_the_safe_side():
    events = (("2026-05-01", "mediation_refused"), ("2026-12-01", "claimed"))
    assert dates(*events) == ("2027-12-01", "2026-05-06")


def test_an_event_before_the_claim_was_known_does_not_count():
    assert dates(("2025-05-05", "claimed")) == ("2026-05-06", "2026-05-06")
    assert dates(("2025-05-06", "claimed")) == ("2026-05-06", "2026-05-06")


def test_what_stood_still_runs_on_where_it_stopped():
    pause = (("2026-03-01", "suspended"), ("2026-04-01", "resumed"))
    assert dates(*pause) == ("2026-06-08", "2026-06-08")  # 6 June is a Saturday
    twice = (*pause, ("2026-04-10", "suspended"), ("2026-04-20", "resumed"))
    assert dates(*twice) == ("2026-06-16", "2026-06-16")
    assert dates(*pause, ("2026-05-20", "claimed")) == ("2027-05-20", "2027-05-20")


def test_a_pause_before_the_start_moves_the_start():
    assert dates(("2025-04-01", "suspended"), ("2025-07-01", "resumed")) == ("2026-07-01", "2026-07-01")
    assert dates(("2025-04-01", "suspended"), ("2025-05-01", "resumed")) == ("2026-05-06", "2026-05-06")


def test_interrupted_while_it_stood_still_it_starts_whole_when_it_runs_again():
    events = (("2026-01-05", "suspended"), ("2026-02-02", "claimed"), ("2026-03-02", "resumed"))
    assert dates(*events) == ("2027-03-02", "2027-03-02")


def test_while_it_stands_still_the_day_is_counted_from_today():
    still = found(("2026-02-05", "suspended"), today=date(2026, 3, 2))
    assert still.due_on == date(2026, 6, 1)  # 90 days from 2 March, 31 May is a Sunday
    assert any(step.startswith("仍在中止") for step in still.steps)


def test_a_pause_after_the_end_comes_too_late():
    events = (("2026-05-20", "suspended"), ("2026-06-20", "resumed"))
    assert dates(*events) == ("2026-05-06", "2026-05-06")


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ((("2026-03-01", "resumed"),), "events.0.kind"),
        ((("2026-03-01", "suspended"), ("2026-03-02", "suspended")), "events.1.kind"),
        ((("2026-03-03", "resumed"), ("2026-03-02", "claimed")), "events.0.kind"),
    ],
)
def test_pauses_that_do_not_fit_are_refused(events, field):
    with pytest.raises(RuleBroken) as refused:
        found(*events)
    assert refused.value.field == field


def test_pay_has_no_limit_while_employed_and_a_year_after():
    free = found(claim=Claim.PAY, known=date(2010, 1, 1))
    assert (free.due_on, free.safe_due_on, free.light) == (None, None, Light.GREEN)
    left = date(2025, 6, 30)
    assert dates(claim=Claim.PAY, known=date(2010, 1, 1), employed_until=left) == ("2026-06-30", "2026-06-30")
    events = (("2026-02-02", "relief_sought"),)
    assert dates(*events, claim=Claim.PAY, employed_until=left) == ("2027-02-02", "2027-02-02")
    assert dates(employed_until=left) == ("2026-05-06", "2026-05-06")


@pytest.mark.parametrize(
    ("left", "light"),
    [
        (400, Light.GREEN),
        (61, Light.GREEN),
        (60, Light.YELLOW),
        (16, Light.YELLOW),
        (15, Light.RED),
        (0, Light.RED),
        (-1, Light.BLACK),
    ],
)
def test_the_light_tells_how_many_days_are_left(left, light):
    due = date(2026, 5, 6)
    assert light_of(due, due - timedelta(days=left)) is light
    assert found(today=due - timedelta(days=left)).light is light


def test_an_expired_claim_is_advised_and_not_blocked():
    over = found(today=date(2026, 5, 7))
    assert over.expired
    assert over.steps[-1] == ADVICE
    assert not found(today=date(2026, 5, 6)).expired


def test_a_day_in_a_year_without_calendar_is_estimated():
    assert found(known=date(2026, 8, 3)).estimated
    assert not found().estimated


EVENTS = st.lists(
    st.builds(
        LimitationEvent,
        st.dates(date(2024, 1, 1), date(2026, 6, 1)),
        st.sampled_from(sorted(set(EventKind) - PAUSES)),
    ),
    max_size=6,
)


@given(st.dates(date(2024, 1, 1), date(2025, 12, 31)), EVENTS)
def test_the_safe_day_is_never_later_and_no_event_shortens(known, events):
    limit = limitation(known, Claim.OTHER, TODAY, CALENDAR, events=events)
    bare = limitation(known, Claim.OTHER, TODAY, CALENDAR)
    assert bare.due_on <= limit.safe_due_on <= limit.due_on
    for count in range(len(events)):
        fewer = limitation(known, Claim.OTHER, TODAY, CALENDAR, events=events[:count])
        assert fewer.due_on <= limit.due_on


@given(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.integers(0, 300), st.integers(0, 200))
def test_a_pause_moves_the_end_by_its_own_length(known, after, length):
    start = known + timedelta(days=after)
    end = start + timedelta(days=length)
    events = [LimitationEvent(start, EventKind.SUSPENDED), LimitationEvent(end, EventKind.RESUMED)]
    plain = limitation(known, Claim.OTHER, TODAY, CALENDAR)
    moved = limitation(known, Claim.OTHER, TODAY, CALENDAR, events=events)
    gap = (moved.due_on - plain.due_on).days
    assert abs(gap - length) <= 10  # both roll over days off
