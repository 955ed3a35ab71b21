"""Chinese line breaking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.paper.fonts import face
from union_desk.paper.zhtext import NO_END, NO_START, Line, break_lines, clean, line_of, measure, place

PARAGRAPH = (
    "申请人于2011年3月7日入职被申请人处，从事数控车床操作工作，双方签订的劳动合同期限至2017年3月6日止，"
    "解除前十二个月平均工资为4,812.50元。2016年8月15日，被申请人以“生产经营发生重大变化”为由书面通知申请人"
    "解除劳动合同（见证据三、证据四），未足额支付2016年6月至8月加班工资……公民身份号码330199197803124521，"
    "合计人民币贰万玖仟陆佰陆拾捌元柒角伍分（￥29,668.75），《劳动合同法》第四十六条；"
    "“请求：1．支付经济补偿；2．补发加班工资。”"
)
SONG = face("song")


@pytest.mark.parametrize("width", range(110, 510, 5))
def test_no_line_begins_or_ends_with_a_forbidden_mark_and_none_is_too_wide(width: int) -> None:
    lines = break_lines(PARAGRAPH, SONG, 10.5, width, indent=21)
    assert "".join(line.text for line in lines) == PARAGRAPH
    for number, line in enumerate(lines):
        assert line.width <= width - (21 if number == 0 else 0) + 0.05
        if number:
            assert line.text[0] not in NO_START
        if not line.last and not line.cut:
            assert line.text[-1] not in NO_END


@pytest.mark.parametrize("width", range(115, 510, 5))
def test_numbers_are_never_broken_when_a_line_can_hold_them(width: int) -> None:
    lines = [line.text for line in break_lines(PARAGRAPH, SONG, 10.5, width)]
    for number in ("4,812.50", "￥29,668.75", "330199197803124521", "……"):
        assert any(number in line for line in lines)


def test_a_number_longer_than_the_line_is_cut_rather_than_printed_outside() -> None:
    lines = break_lines("账号6222021202012345678901234567890", SONG, 10.5, 80)
    assert all(line.width <= 80 for line in lines)
    assert "".join(line.text for line in lines) == "账号6222021202012345678901234567890"
    assert any(line.cut for line in lines)


def test_every_line_end_in_the_text_begins_a_new_line() -> None:
    assert [line.text for line in break_lines("甲\n\n乙", SONG, 10, 100)] == ["甲", "", "乙"]


def ink_end(line: Line, width: float) -> float:
    last = place(line, SONG, width, 10.5, "justify")[-1]
    return last.x + sum(SONG.glyph(c)[1] * 10.5 + last.spacing for c in last.text) - last.spacing


@pytest.mark.parametrize("width", [260.5, 333, 398, 451])
def test_justified_lines_end_at_the_right_edge_and_the_last_one_does_not(width: float) -> None:
    *full, last = break_lines(PARAGRAPH, SONG, 10.5, width)
    for line in full:
        # The blank half of a squeezed mark lies outside.
        assert width - 0.1 <= ink_end(line, width) <= width + 5.3
    assert ink_end(last, width) < width - 1


def test_two_marks_side_by_side_share_their_blank() -> None:
    apart = measure("）。", SONG)
    assert line_of("）。", SONG, 10).width == pytest.approx((apart - 0.5) * 10)


def test_a_number_stands_a_little_off_the_characters_around_it() -> None:
    plain = measure("第3号", SONG) * 10
    assert line_of("第3号", SONG, 10).width == pytest.approx(plain + 2 * 1.25)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("甲\r\n乙", "甲\n乙"),
        ("一\u200b二\ufeff", "一二"),
        ("葛\U000e0100", "葛"),
        ("甲\t乙", "甲 乙"),
        ("a\x00b", "ab"),
        ("张𧒽芬", "张𧒽芬"),
    ],
)
def test_characters_without_a_shape_are_dropped(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(
    st.text("工会困难职工档案表，。、（）“”《》；：…—￥1234567890.,abcXYZ 𧒽䶮", max_size=120),
    st.floats(20, 300),
)
def test_whatever_the_text_nothing_is_lost_and_nothing_sticks_out(text: str, width: float) -> None:
    lines = break_lines(text, SONG, 10, width)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        if len(line.units) > 1 and not set(line.text) <= NO_START | NO_END | {" "}:
            cluster = all(not unit.breakable for unit in line.units[1:])
            assert line.width <= width + 0.05 or cluster
