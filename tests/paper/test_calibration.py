"""A printer is measured once, and then meets the lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paper.conftest import Character, page_text
from union_desk.core.errors import RuleBroken
from union_desk.paper.calibration import calibration_pdf
from union_desk.paper.job import AS_IT_IS, Placing
from union_desk.paper.placing import CROSS, Measured, corrected, placing_words
from union_desk.paper.preview import page_count, render_page
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import A4, Form

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MM = 72 / 25.4
Read = Callable[[bytes, int], list[Character]]


def through(printer: Placing, placing: Placing) -> Measured:
    """Say what a ruler finds on a page that was moved by `placing` and came out of this printer."""

    def seen(shift: tuple[float, float], scale: tuple[float, float], at: float) -> float:
        return shift[0] + scale[0] * (shift[1] + scale[1] * at)

    across = (printer.right, placing.right), (printer.across, placing.across)
    along = (printer.down, placing.down), (printer.along, placing.along)
    return Measured(
        seen(*across, CROSS),
        seen(*along, CROSS),
        A4[0] - seen(*across, A4[0] - CROSS),
        A4[1] - seen(*along, A4[1] - CROSS),
    )


shifts = st.floats(-4, 4)
scales = st.floats(0.99, 1.01)
placings = st.builds(Placing, shifts, shifts, scales, scales)


@given(printer=placings, placing=placings)
def test_after_one_measuring_the_second_page_is_right_whatever_was_set_before(
    printer: Placing, placing: Placing
) -> None:
    second = through(printer, corrected(placing, through(printer, placing)))
    for found in (second.a_left, second.a_top, second.b_right, second.b_bottom):
        assert found == pytest.approx(CROSS, abs=0.02)


def test_what_is_printed_too_far_right_is_moved_to_the_left() -> None:
    assert corrected(AS_IT_IS, Measured(21.5, 19.0)) == Placing(-1.5, 1.0)


@pytest.mark.parametrize(
    ("measured", "field"),
    [(Measured(-1, 20), "a_left"), (Measured(20, 190), "a_top"), (Measured(20, 20, 40, 20), "b_right")],
)
def test_what_no_ruler_can_say_is_refused_at_its_field(measured: Measured, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        corrected(AS_IT_IS, measured)
    assert refused.value.field == field


def aims(pdf: bytes, dpi: int = 300) -> list[tuple[float, float]]:
    """Find the centres of the two circled crosses, in millimetres from the upper left corner."""
    width, height, pixels = render_page(pdf, 0, dpi)
    found = []
    for x, y in ((CROSS, CROSS), (A4[0] - CROSS, A4[1] - CROSS)):
        columns = range(int((x - 6) / 25.4 * dpi), int((x + 6) / 25.4 * dpi))
        rows = range(int((y - 6) / 25.4 * dpi), int((y + 6) / 25.4 * dpi))
        across = {at: sum(255 - pixels[(row * width + at) * 4] for row in rows) for at in columns}
        down = {row: sum(255 - pixels[(row * width + at) * 4] for at in columns) for row in rows}
        found.append((_peak(across) / width * A4[0], _peak(down) / height * A4[1]))
    return found


def _peak(ink: Mapping[int, int]) -> float:
    """Return the middle of the darkest line."""
    darkest = max(ink.values())
    line = {at: amount for at, amount in ink.items() if amount > darkest / 2}
    return sum((at + 0.5) * amount for at, amount in line.items()) / sum(line.values())


@pytest.mark.parametrize("placing", [AS_IT_IS, Placing(1.5, -2.0), Placing(-3, 1, 1.004, 0.996)])
def test_the_crosses_stand_where_the_ruler_looks_for_them(placing: Placing) -> None:
    (a_left, a_top), (b_left, b_top) = aims(calibration_pdf(placing))
    for found, at, shift, scale in (
        (a_left, CROSS, placing.right, placing.across),
        (a_top, CROSS, placing.down, placing.along),
        (b_left, A4[0] - CROSS, placing.right, placing.across),
        (b_top, A4[1] - CROSS, placing.down, placing.along),
    ):
        assert found == pytest.approx(shift + scale * at, abs=0.05)


def test_the_page_tells_what_to_do_and_how_it_was_moved() -> None:
    pdf = calibration_pdf(Placing(1.5, -0.8), printer="窗口打印机", tray="手动进纸", printed_at=AT)
    text = "".join(page_text(pdf, 0).split())
    assert page_count(pdf) == 1
    for words in (
        "四个数都是20.0毫米",
        "打印机：窗口打印机",
        "纸盒：手动进纸",
        "往右1.5毫米，往上0.8毫米",
        "2026-11-2310:00",
    ):
        assert words in text
    assert calibration_pdf(Placing(1.5, -0.8)) == calibration_pdf(Placing(1.5, -0.8))


def test_a_placing_is_said_in_words() -> None:
    assert placing_words(AS_IT_IS) == "没有移动"
    assert placing_words(Placing(-1, 2.04, 1.002, 1)) == "往左 1.0 毫米，往下 2.0 毫米，宽 100.20%"


def test_the_data_of_a_form_are_moved_and_scaled_from_the_upper_left_corner(
    form: Form, record: Mapping[str, Any], characters: Read
) -> None:
    placing = Placing(1.5, -2.0, 1.003, 0.998)
    plain = characters(render_pdf(form, [record], mode="data").pdf, 0)
    moved = characters(render_pdf(form, [record], mode="data", placing=placing).pdf, 0)
    top = A4[1] * MM
    assert [one.text for one in plain] == [one.text for one in moved]
    for before, after in zip(plain, moved, strict=True):
        assert after.left / MM == pytest.approx(1.5 + 1.003 * before.left / MM, abs=0.05)
        wanted = -2.0 + 0.998 * (top - before.bottom) / MM
        assert (top - after.bottom) / MM == pytest.approx(wanted, abs=0.05)


def test_copies_follow_each_other_each_with_its_number(form: Form, record: Mapping[str, Any]) -> None:
    printed = render_pdf(form, [record, record], copies=2, first_copies=(3, 1))
    texts = ["".join(page_text(printed.pdf, page).split()) for page in range(printed.pages)]
    numbers = [text.split("共2页")[-1] for text in texts]
    assert [("第3份" in text, "第4份" in text, "第1份" in text, "第2份" in text) for text in numbers] == [
        row for row in ((True,) + (False,) * 3, (False, True, False, False)) for _page in range(2)
    ] + [row for row in ((False, False, True, False), (False,) * 3 + (True,)) for _page in range(2)]
    assert printed.first_copies == (3, 1)


def test_without_numbers_all_copies_are_the_same(form: Form, record: Mapping[str, Any]) -> None:
    printed = render_pdf(form, [record], copies=3)
    texts = [page_text(printed.pdf, page) for page in (0, 2, 4)]
    assert printed.pages == 6
    assert all(one == other for one, other in pairwise(texts))
    assert "份" not in texts[0].split("共 2 页")[-1]


def test_on_both_sides_nobodys_paper_begins_on_the_back_of_anothers(
    form: Form, record: dict[str, Any], crowded: dict[str, Any]
) -> None:
    odd = {**record, "members": crowded["members"]}
    alone = render_pdf(form, [odd])
    assert alone.pages % 2 == 1
    printed = render_pdf(form, [odd, record], copies=2, two_sided=True)
    begins = [page for page in range(printed.pages) if "填报单位" in page_text(printed.pdf, page)]
    assert len(begins) == 4
    assert all(page % 2 == 0 for page in begins)
    assert page_text(printed.pdf, alone.pages).strip() == ""
