"""Running documents: every shipped one has its place on paper, blank and filled, short and long."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.paper.conftest import page_text
from tests.paper.test_every_form import LONG
from tests.paper.test_render import MM, Read
from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.terms import terms
from union_desk.paper.fonts import MISSING, face
from union_desk.paper.form import load_form, read_form
from union_desk.paper.letter_running import numeral
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import A4, Form, Kind

LETTERS = sorted(path.stem for path in resource("letters").glob("*.toml"))
HAIR = 1.5  # points: a mark that hangs over

SMALL = """
id = "small"
number = "X-1"
edition = 1
title = "小文书"
margin = [20, 20, 20, 20]
seam = true
foot = [ { height = 9, left = "本页签名：________", size = 10 } ]

[fields]
name = { kind = "text", label = "姓名", sample = "张三" }
told = { kind = "text", label = "内容", sample = "没有发工资。" }
extra = { kind = "text", label = "其他", sample = "" }
on = { kind = "longday", label = "日期" }
total = { kind = "money", label = "合计" }
[fields.rows]
kind = "rows"
label = "名册"
sample = []
[fields.rows.columns]
no = { kind = "text", label = "序号" }
amount = { kind = "money", label = "金额" }

[continuation]
title = "续页"
line = { left = "{name:60}" }

[[letter]]
type = "line"
height = 15
center = "小文书"
font = "title"
size = 22

[[letter]]
type = "text"
text = "{name}于{on}说："

[[letter]]
type = "text"
label = "内容："
text = "{told}"
numbered = true
room = 3

[[letter]]
type = "text"
text = "{extra}"
when = "extra"
numbered = true

[[letter]]
type = "table"
when = "rows"
subtotal = { height = 8, repeat = "rows", cells = [
  { label = "本页小计", w = 20 }, { field = "amount", w = 20 },
] }
rows = [
  { height = 8, head = true, cells = [ { label = "序号", w = 20 }, { label = "金额", w = 20 } ] },
  { height = 8, repeat = "rows", count = 2, cells = [
    { field = "no", w = 20 }, { field = "amount", w = 20 },
  ] },
  { height = 8, cells = [ { label = "合计", w = 20 }, { field = "total", w = 20 } ] },
]

[[letter]]
type = "table"
whole = true
ruled = false
rows = [ { height = 30, cells = [ { text = "签名：", w = 20 }, { field = "on", w = 20 } ] } ]
"""


@pytest.fixture
def small(tmp_path) -> Form:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, "utf-8")
    return read_form(path)


def words(form: Form, record: dict[str, Any], mode: Any = "filled") -> list[str]:
    made = render_pdf(form, [record], mode=mode)
    return ["".join(page_text(made.pdf, page).split()) for page in range(made.pages)]


def test_values_run_along_in_the_text_and_unknown_ones_leave_room(small):
    (page,) = words(small, {"name": "王芳", "on": date(2026, 3, 2), "told": "两个月没有发工资。"})
    assert "王芳于2026年3月2日说：" in page
    assert "（一）内容：两个月没有发工资。" in page
    assert "（二）" not in page
    (page,) = words(small, {"told": "没有发。"})
    assert "________于年月日说：" in page


def test_a_paragraph_that_says_something_is_numbered_on(small):
    (page,) = words(small, {"told": "甲", "extra": "乙"})
    assert "（二）乙" in page


def test_a_long_table_repeats_its_head_and_sums_each_page(small):
    rows = [{"no": str(number), "amount": 100} for number in range(1, 61)]
    pages = words(small, {"told": "见表。", "rows": rows, "total": 6_000})
    assert len(pages) == 3
    for page in pages:
        assert page.count("序号金额") == 1
        assert page.count("本页小计") == 1
        assert "本页签名" in page
    sums = [float(page.split("本页小计")[1].split(".00")[0]) for page in pages]
    assert sum(sums) == 60
    assert "合计60.00" in pages[-1]
    assert "骑" in pages[0]


def test_signatures_take_the_last_lines_of_the_text_with_them(small):
    for lines in range(1, 60, 3):
        pages = words(small, {"told": "\n".join(["没有发工资。"] * lines)})
        assert pages[-1].count("没有发工资。") >= min(lines, 2), lines


def test_data_alone_stand_in_the_rooms_of_the_blank_form(small, characters):
    blank = render_pdf(small, [], mode="blank")
    data = render_pdf(small, [{"name": "王芳", "told": "没有发。", "on": date(2026, 3, 2)}], mode="data")
    assert blank.pages == data.pages == 1
    printed, laid = characters(data.pdf, 0), characters(blank.pdf, 0)
    assert "小文书" not in "".join(each.text for each in printed)
    for each in printed:
        beside = [other for other in laid if other.left < each.right and each.left < other.right]
        assert not [other for other in beside if other.bottom < each.top and each.bottom < other.top], each


def test_what_the_blank_form_has_no_room_for_goes_on_to_a_further_sheet(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace('when = "rows"', 'when = "rows"\ncount = 0'), "utf-8")
    form = read_form(path)
    pages = words(form, {"told": "见表。", "rows": [{"no": "7", "amount": 100}]}, mode="data")
    assert len(pages) == 2
    assert "序号：7；金额：1.00" in pages[1]
    assert "本页小计" not in words(form, {}, mode="blank")[0]


def test_a_fault_of_a_running_document_is_told_with_its_place(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace('when = "extra"', 'when = "nothing"'), "utf-8")
    with pytest.raises(RuleBroken, match="第 4 块"):
        read_form(path)


def test_numbers_of_clauses_are_chinese():
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 23)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十三",
    ]


def crowded(form: Form) -> dict[str, Any]:
    """Return a record with more to say than any case has."""

    def value(kind: Kind, sample: object) -> object:
        return {
            Kind.TEXT: LONG,
            Kind.MONEY: 123_456_789_012,
            Kind.LONGDAY: date(2026, 12, 31),
            Kind.DAY: date(2026, 12, 31),
        }.get(kind, sample)

    return {
        name: [{key: value(column.kind, None) for key, column in declared.columns.items()}] * 9
        if declared.columns
        else value(declared.kind, declared.sample)
        for name, declared in form.fields.items()
        if name != "code"
    }


@pytest.mark.parametrize("filling", ["blank", "sample", "crowded"])
@pytest.mark.parametrize("form_id", LETTERS)
def test_every_character_of_a_letter_stands_between_the_margins_and_over_no_other(
    form_id: str, filling: str, characters: Read
) -> None:
    form = load_form(form_id)
    record = {"blank": {}, "sample": form.sample(), "crowded": crowded(form)}[filling]
    made = render_pdf(form, [record], mode="blank" if filling == "blank" else "filled")
    assert made.missing == ()
    assert made.continued == () or filling == "crowded"
    for page in range(made.pages):
        found = sorted(characters(made.pdf, page), key=lambda character: character.left)
        inside = [each for each in found if each.text not in "骑缝章"]
        assert inside[0].left > form.margin.left * MM - HAIR
        assert max(each.right for each in inside) < (form.size[0] - form.margin.right) * MM + 8
        over = [
            (one.text, other.text)
            for index, one in enumerate(found)
            for other in found[index + 1 : index + 60]
            if other.left < one.right - 0.4 and other.bottom < one.top - 0.4 and one.bottom < other.top - 0.4
        ]
        assert over == []


@pytest.mark.parametrize("form_id", LETTERS)
def test_every_letter_is_sound_and_has_its_glyphs_and_terms(form_id: str) -> None:
    form = load_form(form_id)
    assert form.id == form_id
    assert form.letter is not None
    assert form.size == A4
    text = resource("letters", f"{form_id}.toml").read_text("utf-8")
    assert [c for c in sorted(set(text)) if c.isprintable() and face("hei").glyph(c)[0] == MISSING] == []
    for declared in form.fields.values():
        if declared.terms:
            known = {term.code for term in terms(declared.terms)}
            assert {option.code for option in declared.options} <= known, declared.name


def test_lines_come_closer_where_that_spares_a_nearly_empty_page(small):
    counts = [len(words(small, {"told": "\n".join(["没有发工资。"] * lines)})) for lines in range(20, 50)]
    assert counts == sorted(counts)
    closer = counts.index(2)
    loose = [{"told": "\n".join(["没有发工资。"] * lines)} for lines in (20 + closer - 1, 20 + closer)]
    one, two = (render_pdf(small, [record]) for record in loose)
    assert (one.pages, two.pages) == (1, 2)
