"""Long lists: every row once, subtotals and totals that agree, a head on each page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from union_desk.core.money import format_fen
from union_desk.paper.register import Column, Register, render_register

COLUMNS = (
    Column("序号", "number", 10),
    Column("姓名", "name", 20),
    Column("困难类别|等级", "level", 18),
    Column("困难类别|类别", "class", 22),
    Column("工作单位", "unit", 50, "left"),
    Column("金额（元）", "fen", 26, "right", total=True),
    Column("备注", "remark", 20),
)
REGISTER = Register(
    "困难职工汇总表", COLUMNS, number="KN-17", above=("填报单位（盖章）：白杨街道总工会",), running=True
)


def rows(count):
    return [
        {
            "name": f"某{number}",
            "level": "区级",
            "class": "相对困难",
            "unit": "杭州某某厂",
            "fen": number * 100,
        }
        for number in range(1, count + 1)
    ]


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("count", [0, 1, 14, 15, 16, 30, 31, 47])
def test_every_row_stands_once_and_the_sums_agree(count):
    made = render_register(REGISTER, rows(count))
    told = pages(made.pdf)
    assert made.pages == len(told)
    words = "\n".join(told).split()
    assert [word for word in words if word.startswith("某")] == [f"某{n}" for n in range(1, count + 1)]
    assert format_fen(sum(range(1, count + 1)) * 100) in told[-1]
    assert all("本页小计" in page for page in told)
    assert all("累" in page for page in told[:-1])
    assert "人民币" in told[-1]
    for number, page in enumerate(told, start=1):
        assert f"第 {number} 页" in page
        assert f"共 {len(told)} 页" in page
        for heading in ("困难类别", "等级", "工作单位", "负责人："):
            assert heading in page


def test_nothing_stands_outside_its_page_even_on_a_full_last_one():
    per_page = (
        len([word for word in pages(render_register(REGISTER, rows(60)).pdf)[0].split() if "某" in word]) - 15
    )
    assert per_page > 0
    for count in range(10, 36):
        document = pypdfium2.PdfDocument(render_register(REGISTER, rows(count)).pdf)
        page = document[len(document) - 1]
        text = page.get_textpage()
        width, height = page.get_size()
        assert width > height
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[1] for box in boxes) > 20
        signs = text.get_text_bounded().index("负责人")
        foot = text.get_text_bounded().index("KN-17")
        assert boxes[signs][1] > boxes[foot][3] + 2


def test_a_long_name_shrinks_and_a_character_without_a_shape_is_named():
    made = render_register(REGISTER, [{"name": "张\U0003fffd", "unit": "杭州某某" * 40, "fen": 1}])
    assert made.missing == ("\U0003fffd",)
    assert made.shrunk
    (told,) = pages(made.pdf)
    assert "……" in told
    assert "续页" not in told  # a list has no further sheet


def test_the_same_rows_give_the_same_bytes_with_all_fonts_inside():
    first, second = (render_register(REGISTER, rows(20)).pdf for _ in range(2))
    assert first == second
    with pikepdf.open(BytesIO(first)) as document:
        fonts = [
            font
            for page in document.pages
            for font in page.Resources.Font.values()
            if font.Subtype == "/TrueType"
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_a_stopped_printing_leaves_nothing():
    made = render_register(REGISTER, rows(100), cancelled=lambda: True)
    assert made.cancelled
    assert made.pdf == b""


def test_a_list_without_money_has_no_totals():
    plain = Register("花名册", COLUMNS[:2], signs=())
    (told,) = pages(render_register(plain, rows(3)).pdf)
    assert "小计" not in told
    assert "负责人" not in told
