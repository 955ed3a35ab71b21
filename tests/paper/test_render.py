"""Printing: what stands on the pages, where it stands, and what the caseworker is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno

from tests.paper.conftest import LONG_EMPLOYER, MEMBERS, Character, page_text
from union_desk.core.errors import RuleBroken
from union_desk.paper.job import Placing
from union_desk.paper.preview import render_page
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import A4, Cell, Form, Grid

MM = 72 / 25.4
AT = datetime(2018, 5, 8, 1, 42, tzinfo=UTC)
Read = Callable[[bytes, int], list[Character]]


def cells_of(form: Form, page: int) -> Iterator[tuple[Cell, tuple[float, float, float, float]]]:
    """Yield the cells of a page with left, bottom, right and top in points."""
    top = A4[1] - form.margin.top
    for part in form.pages[page].blocks:
        for cell in part.cells if isinstance(part, Grid) else ():
            left = form.margin.left + cell.x
            upper = top - cell.y
            yield cell, (left * MM, (upper - cell.height) * MM, (left + cell.width) * MM, upper * MM)
        top -= part.height


def strays(form: Form, page: int, characters: list[Character]) -> list[str]:
    """Return the characters whose ink crosses the frame of the cell that it is in."""
    boxes = [box for _, box in cells_of(form, page)]
    found = []
    for character in characters:
        x, y = (character.left + character.right) / 2, (character.bottom + character.top) / 2
        for left, bottom, right, top in boxes:
            if left < x < right and bottom < y < top:
                inside = left < character.left and character.right < right
                if not (inside and bottom < character.bottom and character.top < top):
                    found.append(character.text)
    return found


def test_a_file_is_two_a4_pages(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [record])
    assert printed.pages == 2
    assert (printed.missing, printed.shrunk, printed.continued) == ((), (), ())
    with pypdfium2.PdfDocument(printed.pdf) as document:
        sizes = [[round(side / MM) for side in document[page].get_size()] for page in range(2)]
    assert sizes == [[210, 297], [210, 297]]


def test_every_value_of_the_record_is_on_the_paper(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [record])
    text = "".join((page_text(printed.pdf, 0) + page_text(printed.pdf, 1)).split())
    for name, value in record.items():
        if isinstance(value, str) and form.fields.get(name) and name not in {"level", "code"}:
            assert "".join(value.split()) in text, name
    for word in (
        "1978-03-12",
        "38,400.00",
        "1,066.67",
        "李䶮",
        "900.00",
        "本人及家庭成员身份证",
    ):
        assert word in text


@pytest.mark.parametrize("name", ["张𧒽芬", "赵𬭊梅", "李䶮", "王𠅤", "艾力·吐尔逊", "陈喆"])
def test_rare_names_are_printed_and_can_be_copied_from_the_pdf(
    form: Form, record: dict[str, Any], name: str
) -> None:
    printed = render_pdf(form, [{**record, "name": name}])
    assert printed.missing == ()
    assert name in page_text(printed.pdf, 0)


def test_no_character_of_a_plain_file_leaves_its_cell(
    form: Form, record: dict[str, Any], characters: Read
) -> None:
    printed = render_pdf(form, [record])
    for page in (0, 1):
        assert strays(form, page, characters(printed.pdf, page)) == []


def test_no_character_of_a_crowded_file_leaves_its_cell(
    form: Form, crowded: dict[str, Any], characters: Read
) -> None:
    printed = render_pdf(form, [crowded])
    for page in (0, 1):
        assert strays(form, page, characters(printed.pdf, page)) == []


@pytest.mark.parametrize("length", [1, 12, 30, 60, 120, 400, 1500])
def test_a_remark_of_any_length_stays_in_its_cell_and_is_never_lost(
    form: Form, record: dict[str, Any], characters: Read, length: int
) -> None:
    remark = ("入户核查，情况属实。" * 200)[:length]
    printed = render_pdf(form, [{**record, "remark": remark, "cause_text": remark, "union_opinion": remark}])
    for page in (0, 1):
        assert strays(form, page, characters(printed.pdf, page)) == []
    text = "".join("".join(page_text(printed.pdf, n).split()) for n in range(printed.pages))
    assert remark in text
    assert ("备注" in printed.continued) == (length >= 400)
    assert ("情况说明" in printed.continued) == (length >= 400)


@pytest.mark.parametrize("mode", ["blank", "filled"])
def test_no_character_is_printed_over_another(
    form: Form, crowded: dict[str, Any], characters: Read, mode: Any
) -> None:
    printed = render_pdf(form, [{**crowded, "office": "杭州市钱塘区白杨街道总工会"}], mode=mode)
    for page in range(printed.pages):
        found = sorted(characters(printed.pdf, page), key=lambda character: character.left)
        over = [
            (one.text, other.text)
            for index, one in enumerate(found)
            for other in found[index + 1 : index + 60]
            if other.left < one.right - 0.3 and other.bottom < one.top - 0.3 and one.bottom < other.top - 0.3
        ]
        assert over == []


def test_a_pasted_novel_is_printed_whole_and_without_delay(form: Form, record: dict[str, Any]) -> None:
    novel = "困难职工的家庭情况，" * 3000
    printed = render_pdf(form, [{**record, "cause_text": novel, "name": novel[:500], "sex": novel[:50]}])
    text = "".join("".join(page_text(printed.pdf, n).split()) for n in range(2, printed.pages))
    assert printed.continued == ("姓名", "性别", "情况说明")
    assert text.count("困难职工的家庭情况，") >= 2900


def test_a_long_employer_shrinks_and_the_caseworker_is_told(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [{**record, "employer": LONG_EMPLOYER}])
    assert printed.pages == 2
    assert printed.shrunk == ("工作单位",)
    assert LONG_EMPLOYER in "".join(page_text(printed.pdf, 0).split())


def test_of_many_records_those_are_told_that_the_warnings_are_about(
    form: Form, record: dict[str, Any]
) -> None:
    long, rare = {**record, "employer": LONG_EMPLOYER}, {**record, "name": "\U000323af"}
    printed = render_pdf(form, [record, long, record, rare])
    assert printed.concerned == (1, 3)
    assert render_pdf(form, [record]).concerned == ()


def test_the_seventh_member_of_a_family_goes_on_to_a_continuation_sheet(
    form: Form, crowded: dict[str, Any]
) -> None:
    printed = render_pdf(form, [crowded])
    assert "家庭主要成员" in printed.continued
    first = page_text(printed.pdf, 0)
    rest = "".join(page_text(printed.pdf, page) for page in range(2, printed.pages))
    assert all(name in first for name in MEMBERS[:6])
    assert all(name in rest and name not in first for name in MEMBERS[6:])
    assert "困难职工档案表（续页）" in rest
    assert "见续页：" in first
    assert all(f"第{number}次住院结算单" in first + rest for number in range(1, 10))


def test_a_family_of_forty_fills_several_continuation_sheets(form: Form, record: dict[str, Any]) -> None:
    member = record["members"][0]
    names = [f"王{chr(0x4E00 + number)}" for number in range(60)]
    family = [{**member, "name": name, "unit": "", "birth": None} for name in names]
    printed = render_pdf(form, [{**record, "members": family}])
    text = "".join(page_text(printed.pdf, page) for page in range(printed.pages))
    assert printed.pages >= 4
    assert all(name in text for name in names)
    assert f"第 {printed.pages} 页" in page_text(printed.pdf, printed.pages - 1)


def test_a_long_text_within_a_table_is_printed_whole_below_it(form: Form, record: dict[str, Any]) -> None:
    member = {**record["members"][0], "unit": "某某中学住校，" * 300}
    printed = render_pdf(form, [{**record, "members": [member] * 2}])
    text = "".join("".join(page_text(printed.pdf, n).split()) for n in range(2, printed.pages))
    assert printed.continued == ("家庭主要成员",)
    assert text.count("某某中学住校，") >= 2 * 290


def test_what_no_font_has_is_named_and_printed_as_an_empty_box(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [{**record, "name": "王😀\U00030000", "remark": "\ud83d"}])
    assert printed.missing == ("😀", "\U00030000", "\ud83d")
    assert "王" in page_text(printed.pdf, 0)


def test_a_blank_form_has_the_labels_and_no_value(
    form: Form, record: dict[str, Any], characters: Read
) -> None:
    blank = render_pdf(form, [record], mode="blank")
    assert blank.pages == 2
    text = page_text(blank.pdf, 0) + page_text(blank.pdf, 1)
    for word in ("张𧒽芬", "白杨街道", "2018", "UD1"):
        assert word not in text
    for word in ("困难类别", "本人承诺", "区总工会审批意见", "（盖章）", "表号：KN-01（第1版）"):
        assert word in text
    assert render_pdf(form, [], mode="blank").pdf == blank.pdf
    for page in (0, 1):
        assert strays(form, page, characters(blank.pdf, page)) == []


def test_blank_and_data_together_are_the_filled_form(
    form: Form, record: dict[str, Any], characters: Read
) -> None:
    blank, data, filled = (
        render_pdf(form, [record], mode=mode).pdf for mode in ("blank", "data", "filled")
    )  # fmt: skip
    for page in (0, 1):
        parts = characters(blank, page) + characters(data, page)
        assert _places(parts) == _places(characters(filled, page))


def _places(characters: list[Character]) -> list[tuple[str, float, float]]:
    return sorted((c.text, round(c.left, 1), round(c.bottom, 1)) for c in characters)


def test_data_for_preprinted_paper_can_be_moved(form: Form, record: dict[str, Any], characters: Read) -> None:
    plain = characters(render_pdf(form, [record], mode="data").pdf, 0)
    moved = characters(render_pdf(form, [record], mode="data", placing=Placing(1.5, -2.0)).pdf, 0)
    assert [c.text for c in plain] == [c.text for c in moved]
    assert moved[5].left - plain[5].left == pytest.approx(1.5 * MM, abs=0.05)
    assert moved[5].bottom - plain[5].bottom == pytest.approx(2.0 * MM, abs=0.05)


def test_pages_are_counted_within_each_record(
    form: Form, record: dict[str, Any], crowded: dict[str, Any]
) -> None:
    printed = render_pdf(form, [record, crowded, record])
    feet = ["".join(page_text(printed.pdf, page).split()) for page in range(printed.pages)]
    count = printed.pages - 4
    wanted = [(n + 1, 2) for n in range(2)] + [(n + 1, count) for n in range(count)] + [(1, 2), (2, 2)]
    for text, (number, pages) in zip(feet, wanted, strict=True):
        assert f"第{number}页共{pages}页" in text


def test_the_foot_tells_form_copy_printer_and_time(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [record], printed_by="陈明", printed_at=AT, first_copies=(3,))
    for page in (0, 1):
        text = "".join(page_text(printed.pdf, page).split())
        assert "表号：KN-01（第1版）" in text
        assert "第3份打印：陈明2018-05-0809:42" in text


def test_the_code_is_the_files_number_in_ascii(form: Form, record: dict[str, Any]) -> None:
    printed = render_pdf(form, [record])
    matrix = segno.make("UD1:H:BY-2018-00031", error="m", micro=False, mask=2, boost_error=False).matrix
    dpi = 300
    width, _, pixels = render_page(printed.pdf, 0, dpi)
    code = form.pages[0].code
    assert code is not None
    left, top, side = A4[0] - code.right - code.size, code.top, code.size / len(matrix)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            x = round((left + (column + 0.5) * side) / 25.4 * dpi)
            y = round((top + (row + 0.5) * side) / 25.4 * dpi)
            assert (pixels[(y * width + x) * 4] < 128) == bool(dark)


@pytest.mark.parametrize("code", ["", None, "白杨-2018-00031"])
def test_a_number_that_a_scanner_could_not_type_makes_no_code(
    form: Form, record: dict[str, Any], code: str | None
) -> None:
    printed = render_pdf(form, [{**record, "code": code}])
    width, _, pixels = render_page(printed.pdf, 0, 72)
    above = pixels[: int(19 * MM) * width * 4]
    assert set(above) == {255}


def test_the_same_input_gives_the_same_bytes(form: Form, crowded: dict[str, Any]) -> None:
    first = render_pdf(form, [crowded], printed_by="陈明", printed_at=AT)
    assert render_pdf(form, [crowded], printed_by="陈明", printed_at=AT).pdf == first.pdf


def test_two_prints_at_once_do_not_disturb_each_other(
    form: Form, record: dict[str, Any], crowded: dict[str, Any]
) -> None:
    batches = [[record] * 8, [crowded] * 3]
    alone = [render_pdf(form, batch).pdf for batch in batches]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda batch: render_pdf(form, batch).pdf, batches))
    assert together == alone


def test_every_font_is_embedded_and_the_file_says_nothing_of_the_person(
    form: Form, record: dict[str, Any]
) -> None:
    with pikepdf.open(BytesIO(render_pdf(form, [record], printed_at=AT).pdf)) as pdf:
        fonts = {str(name): font for page in pdf.pages for name, font in page.Resources.Font.items()}
        assert fonts
        for font in fonts.values():
            assert "/FontFile2" in font.FontDescriptor, str(font.BaseFont)
            assert "UnionDesk" in str(font.BaseFont)
        about = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert about["/Title"] == "困难职工档案表"
    assert about["/CreationDate"] == "D:20180508094200+08'00'"
    assert not any("张" in value or "陈" in value for value in about.values())


def test_the_printed_part_is_stored_once_for_many_records(form: Form, record: dict[str, Any]) -> None:
    with pikepdf.open(BytesIO(render_pdf(form, [record] * 20).pdf)) as pdf:
        assert len(pdf.pages) == 40
        stored = [dict(page.Resources.XObject.items()).values() for page in pdf.pages]
        static = {part.objgen for parts in stored for part in parts}
    assert len(static) == 2


def test_progress_is_told_and_a_stopped_print_leaves_no_pdf(form: Form, record: dict[str, Any]) -> None:
    told: list[tuple[int, int]] = []
    render_pdf(form, [record] * 3, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    stopped = render_pdf(
        form,
        (record for _ in range(100)),
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: len(told) == 4,
    )
    assert told[-1] == (4, 0)
    assert stopped.cancelled
    assert stopped.pdf == b""
    assert stopped.pages == 0


def test_printing_nothing_is_said_in_words(form: Form) -> None:
    with pytest.raises(RuleBroken, match="没有选中要打印的记录"):
        render_pdf(form, [])


def test_an_empty_record_prints_like_the_blank_form(form: Form, characters: Read) -> None:
    empty = render_pdf(form, [{}])
    blank = render_pdf(form, [], mode="blank")
    assert _places(characters(empty.pdf, 0)) == _places(characters(blank.pdf, 0))


@pytest.mark.parametrize(
    ("value", "ticks"),
    [(True, ["yes"]), (False, ["no"]), (None, [])],
)
def test_yes_and_no_tick_one_box_and_unknown_ticks_none(
    form: Form, record: dict[str, Any], value: bool | None, ticks: list[str]
) -> None:
    dark = [_ink(render_pdf(form, [{**record, "single_parent": flag}]).pdf) for flag in (value, None)]
    assert (dark[0] > dark[1]) == bool(ticks)


def _ink(pdf: bytes) -> int:
    _, _, pixels = render_page(pdf, 0, 100)
    return sum(1 for value in pixels[::4] if value < 100)
