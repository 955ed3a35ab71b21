"""An office's Word table comes out as it stands in the file: rectangles, rules, type, fields, pages."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.paper import word
from tests.paper.conftest import LONG_EMPLOYER, STORY, page_text
from union_desk.core.resources import resource
from union_desk.core.wording import TEXTS, FormTexts, OwnTable
from union_desk.paper.docx_fields import names_of
from union_desk.paper.docx_form import read_word
from union_desk.paper.docx_writing import write_word
from union_desk.paper.form import load_form
from union_desk.paper.own_table import drawn_form, kept, read_drawing
from union_desk.paper.render import render_pdf

FORMS = sorted(path.stem for path in resource("forms").glob("*.toml"))
WHOSE = "{{姓名}} {{编号}}"


@pytest.fixture(scope="module")
def base():
    return load_form("hardship_application")


def own(base, document):
    """Read a document that has no fault, through what is stored of it."""
    read = read_word(word.saved(document), base)
    assert read.faults == ()
    return drawn_form(base, read_drawing(kept(read.drawing)), base.texts)


def said(base, document):
    read = read_word(word.saved(document), base)
    return read.faults, read.doubts


def grid_of(form, page=0):
    return next(block for block in form.pages[page].blocks if getattr(block, "rules", ()))


def near(found, *expected):
    return len(found) == len(expected) and all(
        abs(a - b) < 0.2 for one, other in zip(sorted(found), sorted(expected), strict=True)
        for a, b in zip(one, other, strict=True)
    )  # fmt: skip


def text_of(form, record, page=0, mode="filled"):
    return "".join(page_text(render_pdf(form, [record], mode=mode).pdf, page).split())


def test_merged_cells_become_the_rectangles_that_word_shows(base):
    document = word.blank()
    rows = [["甲", "乙", "丙", "丁"], ["", "戊", "", "己"], ["庚", "", "", "辛"]]
    merged = [(0, 0, 1, 0), (1, 1, 1, 2), (2, 0, 2, 2)]
    word.table(document, rows, [20, 30, 40, 50], height=10, merged=merged)
    document.add_paragraph(WHOSE)
    grid = grid_of(own(base, document))
    boxes = [(cell.x - grid.cells[0].x, cell.y, cell.width, cell.height) for cell in grid.cells]
    assert near(
        boxes,
        (0, 0, 20, 20), (20, 0, 30, 10), (50, 0, 40, 10), (90, 0, 50, 10),
        (20, 10, 70, 10), (90, 10, 50, 10), (0, 20, 90, 10), (90, 20, 50, 10),
    )  # fmt: skip
    left = grid.cells[0].x
    upright = {(round(r.x1 - left), round(r.y1), round(r.y2)) for r in grid.rules if r.x1 == r.x2}
    assert upright == {(0, 0, 30), (20, 0, 20), (50, 0, 10), (90, 0, 30), (140, 0, 30)}
    level = {(round(r.y1), round(r.x1 - left), round(r.x2 - left)) for r in grid.rules if r.y1 == r.y2}
    assert level == {(0, 0, 140), (10, 20, 140), (20, 0, 140), (30, 0, 140)}


def test_borders_are_those_of_the_file(base):
    document = word.blank()
    table = word.table(document, [["{{姓名}}", "{{编号}}"], ["甲", "乙"]], [40, 60], height=10)
    properties = table.cell(1, 0)._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    for side, kind, size in (("left", "nil", "0"), ("bottom", "single", "24")):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), kind)
        border.set(qn("w:sz"), size)
        borders.append(border)
    properties.append(borders)
    grid = grid_of(own(base, document))
    left = min(cell.x for cell in grid.cells)
    frame = [(r.y1, r.y2) for r in grid.rules if r.x1 == r.x2 == left]
    assert near(frame, (0, 10))
    assert sorted({r.weight for r in grid.rules if round(r.y1) == round(r.y2) == 20}) == [0.5, 3.0]


def test_fields_are_filled_blank_and_data_only_at_one_place(base, characters):
    document = word.blank()
    document.add_paragraph("兹有{{姓名}}同志，住{{家庭住址}}。编号：{{编号}}")
    form = own(base, document)
    record = form.sample()
    assert "兹有张𧒽芬同志" in text_of(form, record)
    assert "张" not in text_of(form, record, mode="blank")
    filled = {(each.text, round(each.left)) for each in characters(render_pdf(form, [record]).pdf, 0)}
    data = {
        (each.text, round(each.left)) for each in characters(render_pdf(form, [record], mode="data").pdf, 0)
    }
    assert data < filled
    assert "兹" not in {text for text, _ in data}


def test_what_finds_no_room_goes_on_to_the_continuation_sheet(base):
    document = word.blank()
    rows = [["姓名", "{{姓名}}", "单位", "{{工作单位}}"], ["理由", "{{困难情况和申请理由}}", "", ""]]
    word.table(document, rows, [20, 30, 20, 60], height=12, merged=[(1, 1, 1, 3)])
    document.add_paragraph("{{编号}}")
    form = own(base, document)
    record = {**form.sample(), "employer": LONG_EMPLOYER, "cause_text": STORY * 5}
    made = render_pdf(form, [record])
    assert made.pages == 2
    assert made.continued == ("困难情况和申请理由",)
    assert STORY[:12] in "".join(page_text(made.pdf, 1).split())


def test_one_row_of_items_is_enough_for_the_empty_rows_below_it(base):
    document = word.blank()
    head = ["成员", "姓名", "关系", "收入"]
    row = ["", "{{家庭成员.姓名|以下空白}}", "{{家庭成员.与申请人关系}}", "{{家庭成员.月收入}}"]
    empty = ["", "", "", ""]
    word.table(document, [head, row, empty, empty], [20, 40, 40, 30], merged=[(0, 0, 3, 0)])
    document.add_paragraph(WHOSE)
    form = own(base, document)
    items = [cell.place.item for cell in form.grid_cells() if cell.place and cell.place.rows]
    assert sorted(items) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert "李建国配偶900.00李䶮子以下空白" in text_of(form, form.sample())
    member = form.sample()["members"][0]
    many = render_pdf(form, [{**form.sample(), "members": [member] * 5}])
    assert many.continued == ("家庭成员",)


def test_ticks_stand_in_typed_boxes_and_in_a_fields_own(base):
    document = word.blank()
    rows = [
        ["{{是否低保}}", "{{申请帮扶|医疗救助}}看病 {{申请帮扶|子女助学}}上学 □其他"],
        ["{{姓名}}", "{{编号}}"],
    ]
    word.table(document, rows, [40, 100])
    form = own(base, document)
    blank, ticked = (
        _shapes(render_pdf(form, [record]).pdf)
        for record in ({"name": "张"}, {"name": "张", "dibao": True, "wishes": ["study"]})
    )
    assert ticked - blank == 2
    assert "看病上学其他" in text_of(form, {})
    assert "□" not in text_of(form, {})


def test_long_dates_identity_boxes_and_tabs(base, characters):
    document = word.blank()
    line = document.add_paragraph("单位：{{受理单位}}\t编号：{{编号}}")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    word.table(document, [["身份证号", "{{身份证号|18格}}", "{{申请日期}}"]], [20, 90, 45])
    document.add_paragraph("{{姓名}}")
    form = own(base, document)
    assert [cell.boxes for cell in form.grid_cells() if cell.boxes] == [18]
    made = render_pdf(form, [{**form.sample(), "applied_on": date(2026, 5, 8)}]).pdf
    found = sorted(characters(made, 0), key=lambda each: each.left)
    head = next(each for each in found if each.text == "单")
    line = [each for each in found if abs(each.bottom + each.top - head.bottom - head.top) < 10]
    assert "".join(each.text for each in line) == "单位：白杨街道总工会编号：白杨-2018-00031"
    assert line[-1].right < (25 + 160) * 72 / 25.4 + 1
    assert [each.text for each in found if each.text in "年月日"] == ["年", "月", "日"]


def test_two_pages_by_break_and_a_table_that_runs_over(base):
    document = word.blank()
    document.add_paragraph(WHOSE)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word.table(document, [[f"第{row}行"] for row in range(40)], [100], height=9)
    form = own(base, document)
    assert len(form.pages) == 3
    last = grid_of(form, 2)
    assert {round(rule.y1) for rule in last.rules} >= {0, round(last.height)}
    assert "第39行" in text_of(form, {}, page=2)


def test_what_runs_over_a_little_is_squeezed_onto_its_page(base):
    document = word.blank()
    rows = [[f"第{row}行"] for row in range(28)] + [[WHOSE]]
    word.table(document, rows, [100], height=9)
    document.add_paragraph()
    form, doubts = own(base, document), said(base, document)[1]
    assert len(form.pages) == 1
    assert any("略微缩小" in doubt for doubt in doubts)


def test_paper_and_margins_are_those_of_the_file(base):
    document = word.blank()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.add_paragraph(WHOSE)
    form = own(base, document)
    assert form.size == (297.0, 210.0)
    with pypdfium2.PdfDocument(render_pdf(form, [form.sample()]).pdf) as pdf:
        width, height = pdf.get_page_size(0)
    assert (round(width), round(height)) == (842, 595)


def test_fonts_sizes_and_alignment_come_from_runs_and_styles(base):
    document = word.blank("仿宋_GB2312", 14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("申请审批表")
    run.font.size, run.bold = Pt(22), True
    document.add_paragraph(WHOSE)
    strange = document.add_paragraph().add_run("怪")
    strange._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "华文行楷草体X")
    form = own(base, document)
    spans = [span for cell in form.grid_cells() for one in cell.paragraphs for span in one.spans]
    assert (spans[0].font, spans[0].size) == ("title", 22)
    assert next(form.grid_cells()).paragraphs[0].align == "center"
    assert {(span.font, span.size) for span in spans if span.place} == {("fang", 14)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{身份证号码}}", "第 2 格：没有名为“身份证号码”的字段，是不是“身份证号”"),
        ("{{姓名}", "花括号没有配对"),
        ("{{姓名|很宽}}", "竖线后面可以写宽度"),
        ("{{申请帮扶|买房}}", "没有“买房”这一项"),
        ("{{}}", "花括号里没有字段名"),
        ("表情😀", "字体里没有这些字符：😀"),
        ("这一格里的文字实在太多，无论怎样缩小都放不下。" * 6, "文字放不下"),
    ],
)
def test_a_fault_is_told_with_its_place(base, text, fault):
    document = word.blank()
    word.table(document, [["甲", text]], [20, 40])
    faults, _ = said(base, document)
    assert len(faults) == 1
    assert faults[0].startswith("表格 1 第 1 行第 2 格：")
    assert fault in faults[0]


def test_what_cannot_be_printed_is_named(base, tmp_path):
    from PIL import Image

    Image.new("RGB", (4, 4)).save(tmp_path / "seal.png")
    document = word.blank()
    table = word.table(document, [["", "", "竖排{{姓名}}"]], [40, 40, 20])
    table.cell(0, 0).add_table(1, 1)
    table.cell(0, 1).paragraphs[0].add_run().add_picture(str(tmp_path / "seal.png"))
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRlV")
    table.cell(0, 2)._tc.get_or_add_tcPr().append(direction)
    document.add_paragraph("自动编号", style="List Number")
    faults, _ = said(base, document)
    assert [fault.split("，")[0] for fault in faults] == [
        "表格 1 第 1 行第 1 格：格子里又套了表格",
        "表格 1 第 1 行第 2 格：有图片、文本框或图形",
        "表格 1 第 1 行第 3 格：竖排的格子里不能放字段",
        "第 1 段：用了自动编号",
    ]


def test_what_is_worth_a_look_is_told_and_does_not_refuse(base):
    document = word.blank()
    document.sections[0].header.paragraphs[0].text = "某某县总工会"
    word.table(document, [["{{家庭住址}}", "{{困难情况和申请理由}}"]], [12, 20], height=6)
    read = read_word(word.saved(document), base)
    assert read.printable
    assert any("姓名" in doubt and "编号" in doubt for doubt in read.doubts)
    assert any("页眉" in doubt for doubt in read.doubts)
    assert any("续页：" in doubt and "困难情况和申请理由" in doubt for doubt in read.doubts)
    assert "民族" in read.absent
    assert "家庭住址" not in read.absent


def test_a_file_without_a_field_or_table_is_no_form(base):
    document = word.blank()
    document.add_paragraph("通知")
    faults, _ = said(base, document)
    assert "没有表格，也没有字段" in faults[0]


def test_revisions_are_read_as_accepted(base):
    document = word.blank()
    paragraph = document.add_paragraph(WHOSE)
    for name, text in (("w:ins", "加上"), ("w:del", "删去")):
        mark = OxmlElement(name)
        run = document.add_paragraph(text).runs[0]._element
        mark.append(run)
        paragraph._element.append(mark)
    form, doubts = own(base, document), said(base, document)[1]
    assert "加上" in text_of(form, {})
    assert "删去" not in text_of(form, {})
    assert any("修订" in doubt for doubt in doubts)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_form_goes_out_to_word_and_comes_back_as_it_was(form_id):
    form = load_form(form_id)
    read = read_word(write_word(form), form)
    assert read.faults == ()
    back = drawn_form(form, read.drawing, form.texts)
    assert len(back.pages) == len(form.pages)
    made, ours = render_pdf(back, [form.sample()]), render_pdf(form, [form.sample()])
    assert (made.pages, made.missing, made.continued) == (ours.pages, (), ())
    for page in range(len(form.pages)):
        assert _signs(made.pdf, page) == _signs(ours.pdf, page)


def test_the_table_of_a_record_is_printed_in_its_place_and_others_get_ours(base):
    document = word.blank()
    document.add_paragraph("本县申请表 " + WHOSE)
    drawing = kept(read_word(word.saved(document), base).drawing)
    texts = FormTexts((), ("u1",), "自备表第1版", OwnTable("u1", drawing))
    record = base.sample()
    made = render_pdf(base, [{**record, TEXTS: texts}, {**record, TEXTS: FormTexts()}])
    assert made.pages == 3
    assert "本县申请表" in page_text(made.pdf, 0)
    assert "（第1版，自备表第1版）" in page_text(made.pdf, 0)
    assert "自备表" not in page_text(made.pdf, 1)


def test_each_field_of_a_form_has_a_name_of_its_own_and_an_example():
    for form_id in FORMS:
        names = names_of(load_form(form_id))
        assert len({each.shown for each in names}) == len(names)
        assert not any("二维码" in each.shown for each in names)


def _shapes(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(1 for _ in document[0].get_objects(max_depth=4))


def _signs(pdf, page):
    return sorted("".join(page_text(pdf, page).replace("□", "").split()))  # a typed box is drawn


def test_lines_keep_to_the_grid_of_the_page_and_blanks_are_as_wide_as_in_word(base):
    document = word.blank(size=12)
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        document.sections[0]._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "312")
    document.add_paragraph("签字：      。{{姓名}}{{编号}}")
    large = document.add_paragraph().add_run("四号字占两行")
    large.font.size = Pt(14)
    form = own(base, document)
    paragraphs = [cell.paragraphs[0] for cell in form.grid_cells()]
    assert [paragraph.pitch for paragraph in paragraphs] == pytest.approx([15.6, 31.2])
    assert paragraphs[0].spans[0].words == "签字：　　　。"


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(base):
    document = word.blank()
    document.add_paragraph(WHOSE)
    table = word.table(document, [["序号", "事项"], *[[str(row), "内容"] for row in range(75)]], [30, 80])
    repeats = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    form = own(base, document)
    assert len(form.pages) > 2
    for page in range(len(form.pages)):
        assert "序号事项" in text_of(form, {}, page=page)


def test_a_distributed_label_is_as_wide_as_its_cell(base, characters):
    document = word.blank()
    table = word.table(document, [["姓名", "{{姓名}}", "{{编号}}"]], [40, 60, 40])
    table.cell(0, 0).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
    made = render_pdf(own(base, document), [{}]).pdf
    first, last = (next(each for each in characters(made, 0) if each.text == sign) for sign in "姓名")
    assert last.right - first.left == pytest.approx((40 - 3.8) * 72 / 25.4, abs=3)


def test_what_of_the_type_is_lost_is_told(base):
    document = word.blank()
    run = document.add_paragraph(WHOSE).add_run("46.5m2")
    run.font.superscript = True
    document.add_paragraph().add_run("作废").font.strike = True
    ruled = document.add_paragraph("红线")
    ruled._element.get_or_add_pPr().append(OxmlElement("w:pBdr"))
    table = word.table(document, [["甲"]], [40])
    table._tbl.tblPr.append(OxmlElement("w:tblpPr"))
    faults, doubts = said(base, document)
    assert faults == ()
    assert [doubt.split("：")[0] for doubt in doubts] == ["第 1 段", "第 2 段", "第 3 段", "表格 1"]


def test_a_table_of_too_many_columns_loses_none_of_them_unsaid(base):
    document = word.blank(size=5)
    word.table(document, [["x"] * 62], [2] * 62)
    assert "超过 60 列" in "".join(said(base, document)[0])
