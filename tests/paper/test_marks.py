"""Text that is fitted into an area."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.paper.fonts import face
from union_desk.paper.marks import Area, fit
from union_desk.paper.sheet import Style
from union_desk.paper.zhtext import NO_END, NO_START

SONG = face("song")
CENTRED = Style("song", 10.5, 6.5, "center")


def fitted(text: str, width: float, height: float = 23) -> tuple[list[str], float, bool]:
    found = fit(text, SONG, CENTRED, Area(0, height, width, height))
    return [line.text for line in found.lines], found.size, found.whole


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("汉族", 40, ["汉族"]),
        ("共青团员", 34, ["共青", "团员"]),
        ("城乡居民医保", 34, ["城乡居", "民医保"]),
        ("浙江省杭州市钱塘区", 82, ["浙江省杭州市钱塘区"]),
        ("民营/私营/个体企业", 55, ["民营/私营/", "个体企业"]),
        ("1,234,567.89", 40, ["1,234,567.89"]),
    ],
)
def test_a_cell_is_set_as_a_typist_would_set_it(text: str, width: float, lines: list[str]) -> None:
    assert fitted(text, width)[0] == lines


def test_a_text_gets_closer_then_smaller_and_only_then_shorter() -> None:
    text = "某某国际精密机械制造股份有限公司"
    sizes = [fitted(text * count, 160)[1] for count in (1, 2, 3, 4, 6)]
    assert sizes == sorted(sizes, reverse=True)
    assert fitted(text * 2, 160)[2]
    lines, size, whole = fitted(text * 12, 160)
    assert (size, whole) == (6.5, False)
    assert lines[-1].endswith("……（见续页）")


def test_a_very_small_cell_still_says_that_there_is_more() -> None:
    lines, _, whole = fitted("一二三四五六七八九十" * 3, 30)
    assert not whole
    assert lines[-1].endswith("…")


@given(st.text("工会职工（集团）、，。“”《》12.a", max_size=80), st.floats(60, 200), st.floats(9, 60))
def test_fitted_lines_keep_to_the_area(text: str, width: float, height: float) -> None:
    found = fit(text, SONG, CENTRED, Area(0, height, width, height))
    if len(found.lines) > 1:
        assert (len(found.lines) - 1) * found.pitch + found.size <= height + 0.01
    for line in found.lines:
        assert line.width <= width + 0.05 or not any(unit.breakable for unit in line.units[1:])
    if found.whole and not set(text) & (NO_START | NO_END):
        assert "".join(line.text for line in found.lines) == text
