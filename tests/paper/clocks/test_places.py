"""Where one is in a picture: what stands at a place, what comes next, what is told of it."""

from __future__ import annotations

from tests.paper.clocks.stories import TYPE, crowd, story, usual
from union_desk.paper.clocks.axis import fitting, near_days
from union_desk.paper.clocks.layout import lay_out
from union_desk.paper.clocks.places import beside, first_of, keys_at, outermost, rooms_of, row_from, told_of


def near(told):
    return lay_out(told, fitting(told, 900.0, TYPE, near_days(told)), 900.0, TYPE)


def test_each_word_and_each_bar_lead_to_what_they_tell():
    layout = near(usual())
    for bar in layout.bars:
        for room in rooms_of(layout, bar.period.key):
            assert keys_at(layout, room.x + 1, room.y + 1) == (bar.period.key,)
    for mark in layout.marks:
        keys = tuple(event.key for event in mark.events)
        assert keys_at(layout, mark.x, layout.line_y) == keys
        assert rooms_of(layout, keys[0])[0] == mark.label
    assert keys_at(layout, 1.0, 1.0) == ()


def test_what_stands_together_is_named_up_to_a_dozen():
    told = crowd()
    many = told_of(told, tuple(event.key for event in told.happened[:60]))
    assert (many[0], len(many)) == ("60 件事", 14)
    assert many[-1].startswith("等 60 件，放大")
    assert told_of(told, ("e0",)) == ("2026年11月10日（星期二）　送达 0",)
    assert told_of(told, ("",)) == ()


def test_keys_lead_through_everything_and_stop_at_the_ends():
    layout = near(usual())
    assert first_of(layout) == "E02"
    assert beside(layout, "e0", -1) == "e0"
    assert beside(layout, "", 1) == "E02"
    assert row_from(layout, "M03", 1) == "M03"
    assert outermost(layout, "e3", -1) == "e6"
    seen, key = set(), first_of(layout)
    for _ in range(10):
        seen.add(key)
        key = row_from(layout, key, 1)
    assert seen == {period.key for period in usual().periods}
    events_only = lay_out(story(usual().happened), near(usual()).scale, 900.0, TYPE)
    assert row_from(events_only, "e0", 1) == "e0"
    assert first_of(events_only) == "e6"
