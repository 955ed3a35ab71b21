"""Section 期限 of a real case: a changed event moves its bar at once, and the picture goes on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.desk.helpers import nameless, settle
from tests.dispute.stand import Stand
from tests.looking import cut_off
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.print_job import PrintChoice
from union_desk.dispute.page.clocks import Clocks


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def uid(service, actor, case_form) -> str:
    """An accepted case."""
    uid = service.save(actor, case_form).uid
    service.take_step(actor, uid, "apply", on=date(2026, 11, 20))
    service.take_step(actor, uid, "accept", on=date(2026, 11, 20))
    return uid


@pytest.fixture
def stand(service, actor, desk, uid, qtbot):
    stand = Stand(service, actor, desk, Clocks, uid)
    qtbot.addWidget(stand)
    stand.resize(860, 1400)
    stand.show()
    settle()
    return stand


def bars(stand) -> dict[str, str]:
    shown = stand.section.sheet.picture.layout_shown
    return {bar.period.key.split()[0]: "".join(piece.text for piece in bar.words) for bar in shown.bars}


def test_the_clocks_of_a_case_are_bars_with_their_last_day(stand):
    told = bars(stand)
    assert told["M03"] == "结束调解　至 12-7　剩 14 天"
    assert told["M02"] == "决定是否受理调解　至 11-25　11-20 办结"
    assert any(
        event.title == "收到调解申请" for event in stand.section.sheet.picture.layout_shown.story.happened
    )


def test_a_changed_day_moves_its_bars_at_once(stand, service, actor, uid, case_form):
    form = replace(service.form(actor, uid), received_on=date(2026, 11, 18))
    service.save(actor, form, uid)
    stand.show_case()
    assert bars(stand)["M03"] == "结束调解　至 12-3　剩 10 天"


def test_the_cursor_stays_where_it_was_when_the_case_is_shown_anew(stand):
    key = next(bar.period.key for bar in stand.section.sheet.picture.layout_shown.bars)
    stand.section.sheet.picture.go_to(key)
    stand.show_case()
    assert stand.section.sheet.picture.key == key


def test_a_case_that_is_not_saved_yet_has_no_picture(service, actor, desk, qtbot):
    stand = Stand(service, actor, desk, Clocks)
    qtbot.addWidget(stand)
    stand.show()
    assert stand.section.sheet.isHidden()


@pytest.mark.parametrize(("points", "width"), [(10.5, 860), (16.0, 860), (16.0, 480)])
def test_all_words_are_whole(stand, qapp, points, width):
    style.set_point_size(qapp, points)
    stand.resize(width, 2600)
    settle()
    try:
        assert cut_off(stand) == []
        assert nameless(stand) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()


def test_the_picture_is_printed_from_here_and_logged(stand, service, actor, uid, clock):
    job = stand.section.job((uid,), others_hidden=True)
    made = job.render(PrintChoice("register", 1, "filled"), lambda _done, _all: None, lambda: False)
    assert (made.pages >= 1, made.missing) == (True, ())
    job.printed(PrintChoice("register", 1, "filled"), made, into_file=True)
    with pytest.raises(RuleBroken, match="没有空白的"):
        job.render(PrintChoice("register", 1, "blank"), lambda _done, _all: None, lambda: False)
