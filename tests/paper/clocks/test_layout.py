"""A picture of clocks: words never overlap, every period tells how it stands, long and crowded cases hold."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pytest

from tests.paper.clocks.stories import TODAY, TYPE, crowd, happened, long, story, usual
from union_desk.paper.clocks.axis import Scale, days_of, fitting, near_days
from union_desk.paper.clocks.layout import Layout, cut, lay_out
from union_desk.paper.clocks.story import Period, Standing, standing_words, why_lines
from union_desk.paper.clocks.strokes import Fill, Line, Words, strokes_of

STORIES = {"usual": usual, "long": long, "crowd": crowd}


def whole(told, width: float = 900.0) -> Layout:
    return lay_out(told, fitting(told, width, TYPE), width, TYPE)


def near(told, width: float = 900.0) -> Layout:
    return lay_out(told, fitting(told, width, TYPE, near_days(told)), width, TYPE)


def layouts(told):
    """The story whole and near, on wide and narrow screens, and zoomed in round today."""
    for width in (420.0, 900.0, 1600.0):
        yield whole(told, width)
        yield near(told, width)
        middle = whole(told, width)
        for factor in (2.0, 8.0, 60.0):
            scale = middle.scale.zoomed(factor, middle.now, 0.0, TYPE.unit)
            yield lay_out(told, scale, width, TYPE)


def apart(first, second) -> bool:
    return (
        first.x + first.width <= second.x + 0.01
        or second.x + second.width <= first.x + 0.01
        or first.y + first.height <= second.y + 0.01
        or second.y + second.height <= first.y + 0.01
    )


@pytest.mark.parametrize("name", STORIES)
def test_words_never_overlap_nor_run_off_the_picture(name):
    for layout in layouts(STORIES[name]()):
        rooms = [mark.label for mark in layout.marks if mark.label is not None]
        rooms += [bar.label for bar in layout.bars]
        assert all(apart(*pair) for pair in combinations(rooms, 2))
        assert all(room.x + room.width <= layout.width + 0.01 for room in rooms)
        assert all(room.x >= 0 and 0 <= room.y <= layout.height - room.height for room in rooms)


@pytest.mark.parametrize("name", STORIES)
def test_no_pole_goes_through_the_words_of_another(name):
    for layout in layouts(STORIES[name]()):
        flags = [mark.label for mark in layout.marks if mark.label is not None]
        for pole in flags:
            below = [room for room in flags if room.y > pole.y and room is not pole]
            assert not [room for room in below if room.x < pole.x < room.x + room.width]


@pytest.mark.parametrize("name", STORIES)
def test_every_event_and_every_period_is_in_the_whole_picture(name):
    told = STORIES[name]()
    layout = whole(told)
    assert sorted(e.key for mark in layout.marks for e in mark.events) == sorted(e.key for e in told.happened)
    assert sorted(bar.period.key for bar in layout.bars) == sorted(each.key for each in told.periods)
    assert all(0 <= mark.x1 <= mark.x2 <= layout.width for mark in layout.marks)


def test_sixty_events_of_a_day_are_one_flag_that_counts_them():
    layout = whole(crowd())
    flag = next(mark for mark in layout.marks if len(mark.events) >= 60)
    assert flag.words.startswith("11-10 60 件：送达 0")
    assert any(mark.words == "11-13 调解会" for mark in layout.marks)


def test_a_flag_tells_the_days_of_what_it_has_together():
    days = [(date(2025, 12, 30), "受理"), (date(2026, 1, 4), "送达"), (date(2026, 1, 5), "送达")]
    far = Period("A17", "申请执行", date(2016, 1, 1), date(2027, 1, 1))
    told = story(happened(*days), (far,))
    flags = [mark.words for mark in lay_out(told, fitting(told, 900, TYPE), 900, TYPE, rows=1).marks]
    assert flags == ["2025-12-30～2026-1-5 3 件：受理、送达"[: len(flags[0]) - 1] + flags[0][-1]]


def test_what_runs_is_ordered_by_its_last_day_and_what_was_done_shares_rows():
    layout = whole(usual())
    runs = [bar for bar in layout.bars if bar.standing is not Standing.ANSWERED]
    assert [bar.period.key for bar in runs] == ["E02", "U01", "A07", "M06", "A01"]
    assert all(first.y < second.y for first, second in pairwise(runs))
    done = [bar for bar in whole(long(), 1600).bars if bar.standing is Standing.ANSWERED]
    assert len({bar.y for bar in done}) < len(done)


def test_each_standing_has_its_words():
    told = {bar.period.key: "".join(piece.text for piece in bar.words) for bar in whole(usual()).bars}
    assert told["E02"] == "办理离职手续　至 11-20　已超期 3 天"
    assert told["U01"] == "答复意见书　至 11-23　今天到期"
    assert told["M06"] == "共同申请司法确认　至 12-16　剩 23 天"
    assert told["A07"] == "通知开庭　12-4 以前　剩 11 天"
    assert told["M03"] == "结束调解　至 10-29　11-16 办结，迟 18 天"
    assert told["A01"] == "申请仲裁　至 2027-10-14　剩 325 天，稳妥 2027-3-31 前"
    lapsed = next(bar for bar in whole(long()).bars if bar.standing is Standing.LAPSED)
    assert standing_words(lapsed.period, TODAY) == "时效已过 602 天，仍可申请"
    assert "（推算）" in "".join(piece.text for bar in whole(long()).bars for piece in bar.words)


def test_what_is_asked_for_no_more_is_neither_overdue_nor_running():
    over = Period("M06", "共同申请司法确认", date(2026, 10, 1), date(2026, 11, 2), idle=True)
    ended = Period(
        "A01", "申请仲裁", date(2026, 10, 1), date(2027, 10, 1), idle=True, safe_on=date(2027, 1, 4)
    )
    layout = whole(story((), (over, ended)))
    told = {bar.period.key: "".join(piece.text for piece in bar.words) for bar in layout.bars}
    assert told == {"M06": "共同申请司法确认　至 11-2　已过 21 天", "A01": "申请仲裁　至 2027-10-1　不用再办"}
    assert [heading.text for heading in layout.headings] == ["已办结、不用再办的期限　2"]
    held = story(happened((date(2026, 11, 2), "结案")), (ended,))
    assert days_of(held) == (date(2026, 11, 2), TODAY)


def test_a_long_name_is_cut_and_stays_near_its_bar():
    name = "履行调解协议（出具解除（终止）劳动合同证明、办理档案和社会保险关系转移手续）"
    layout = whole(story((), (Period("M15", name, date(2026, 11, 2), date(2026, 12, 2)),)))
    (bar,) = layout.bars
    assert bar.words[0].text.endswith("…")
    assert bar.label.width < 600


def test_each_standing_has_its_pattern_without_its_colour():
    def shape(period: Period) -> tuple[int, int, int]:
        told = story((), (period,))
        strokes = list(strokes_of(whole(told)))
        y = whole(told).bars[0].y
        inside = [each for each in strokes if isinstance(each, Line) and y - 4 <= each.y1 <= y + 12]
        slanted = sum(each.x1 != each.x2 and each.y1 != each.y2 for each in inside)
        dashed = sum(each.dash for each in inside)
        filled = sum(isinstance(each, Fill) and y <= each.y < y + 5 for each in strokes)
        return slanted > 2, dashed > 0, filled

    begin = date(2026, 11, 2)
    running = shape(Period("1", "限", begin, date(2026, 12, 20)))
    overdue = shape(Period("2", "限", begin, date(2026, 11, 12)))
    lapsed = shape(Period("3", "限", begin, date(2026, 11, 12), light="black"))
    answered = shape(Period("4", "限", begin, date(2026, 11, 20), answered_on=date(2026, 11, 9)))
    idle = shape(Period("5", "限", begin, date(2026, 11, 12), idle=True))
    assert len({running, overdue, lapsed, answered, idle}) == 5


def test_a_long_limitation_does_not_squeeze_what_is_near():
    told = usual()
    first, last = near_days(told)
    assert (first, last) == (date(2026, 10, 12), date(2027, 1, 6))
    assert near(told).scale.per_day > 3 * whole(told).scale.per_day
    limit = next(bar for bar in near(told).bars if bar.period.key == "A01")
    assert (limit.begin < 0, limit.end > 900) == (True, True)


def test_of_a_case_that_is_over_long_ago_today_is_left_out():
    over = story(
        happened((date(2019, 3, 1), "受理")),
        (Period("M03", "结束调解", date(2019, 3, 1), date(2019, 3, 18), answered_on=date(2019, 3, 12)),),
    )
    assert days_of(over) == near_days(over) == (date(2019, 3, 1), date(2019, 3, 12))


def test_the_axis_names_years_months_or_days_as_they_find_room():
    told = usual()

    def words(per_day: float, rank: int) -> list[str]:
        layout = lay_out(told, Scale(date(2026, 1, 1).toordinal(), per_day), 900, TYPE)
        return [tick.words for tick in layout.ticks if tick.rank == rank and tick.words]

    assert words(0.2, 0)[:2] == ["2026年", "2027年"]
    assert words(0.2, 1) == []
    assert words(2.0, 1)[:4] == ["1月", "2月", "3月", "4月"]
    assert words(0.8, 1)[:3] == ["1月", "4月", "7月"]
    assert words(30.0, 2)[:3] == ["1", "2", "3"]


def test_years_without_a_published_calendar_are_marked_on_the_axis():
    told = story((), (Period("A17", "申请执行", date(2026, 11, 20), date(2028, 11, 20), estimated=True),))
    years = [tick.words for tick in whole(told).ticks if tick.rank == 0]
    assert "2028年（推算）" in years
    assert "2026年（推算）" not in years


def test_days_off_are_shaded_where_days_are_wide_enough():
    told = usual()
    day = date(2026, 9, 21).toordinal()
    wide = lay_out(told, Scale(day, 20.0), 900, TYPE)
    assert [band.name for band in wide.bands if band.name] == ["中秋节", "国庆节"]
    assert len(wide.bands) > 4
    narrow = lay_out(told, Scale(day, 1.2), 900, TYPE)
    assert {band.name for band in narrow.bands} >= {"国庆节", "春节"}
    assert not lay_out(told, Scale(day, 0.3), 900, TYPE).bands


def test_why_this_date_tells_the_article_and_each_step():
    period = next(each for each in usual().periods if each.key == "M06")
    assert why_lines(period, TODAY) == (
        "共同申请司法确认：最后一天 2026年12月16日（星期三），剩 23 天。",
        "依据：《民事诉讼法》第二百零五条",
        "1. 当天不计入，从次日2026年11月17日起算。",
        "2. 30日，到2026年12月16日（星期三）。",
    )


def test_today_and_its_name_are_always_drawn_where_today_is_in_sight():
    words = [each.text for each in strokes_of(whole(usual())) if isinstance(each, Words)]
    assert "今天 11-23" in words


def test_a_text_is_cut_where_it_must_and_says_so():
    assert cut("受理通知书", 200, TYPE) == "受理通知书"
    assert cut("受理通知书", 60, TYPE) == "受理通…"


@pytest.mark.parametrize("name", STORIES)
def test_no_word_of_the_axis_is_cut_off_at_an_edge(name):
    for layout in layouts(STORIES[name]()):
        for tick in layout.ticks:
            wide = TYPE.width(tick.words, tick.rank == 0)
            assert not tick.words or (tick.words_x >= 0 and tick.words_x + wide <= layout.width)
