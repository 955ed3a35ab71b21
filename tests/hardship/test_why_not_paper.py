"""办理情况说明: the answer for the worker, filled from a real file and read off the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.hardship.test_life import APPLIED, Road
from tests.paper.conftest import page_text
from union_desk.casework.print_log import FormPrinted
from union_desk.hardship.prints.why_not import WHY_NOT_FORM, why_not_fields, why_not_form
from union_desk.hardship.values import WhyLine, WhyNot
from union_desk.paper.form import load_form
from union_desk.paper.preview import page_count
from union_desk.paper.render import render_pdf


@pytest.fixture
def road(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=APPLIED))
    return Road(service, district_actor, saved.uid)


def printed(service, road, told: WhyNot):
    paper = why_not_form(service, told)
    return render_pdf(paper.sheet(road.actor), paper.records([road.uid], road.actor))


def flat(text: str) -> str:
    return "".join(text.split())


def test_the_paper_tells_ground_law_arithmetic_and_remedy(service, road):
    form = service.form(road.actor, road.uid)
    service.save(road.actor, replace(form, outlays=()), road.uid)
    told = service.why_not_class(road.actor, road.uid, "present", "severe")
    made = printed(service, road, told)
    text = flat(page_text(made.pdf, 0))
    assert made.missing == ()
    assert page_count(made.pdf) == 1
    for words in (
        "按现有材料，不符合“深度困难”。",
        "比这一类的线1,000.00元高266.67元",
        "约9,600.00元以上",
        "÷12÷3=1,266.67元",
        "可以向钱塘区总工会或者上一级工会反映",
        "以下空白",
    ):
        assert words in text, words
    assert "规则包" not in text
    assert form.owner.id_no not in text


def test_the_paper_of_a_step_lists_each_lack_and_is_logged_on_the_timeline(service, road):
    told = service.why_not(road.actor, road.uid, "enrol")
    road.to_visiting()
    told = service.why_not(road.actor, road.uid, "publish")
    text = flat(page_text(printed(service, road, told).pdf, 0))
    assert "还不能办理，差2项。" in text
    assert "《个人信息保护法》第二十五条、第二十九条" in text
    paper = why_not_form(service, told)
    paper.log(road.actor, [road.uid], FormPrinted(WHY_NOT_FORM, paper.title, "KN-18"))
    assert service.timeline(road.actor, road.uid)[0].text == "打印《办理情况说明》1 份"


def test_an_answer_too_long_for_a_page_goes_on_on_the_next(service, road):
    lines = tuple(
        WhyLine(
            f"第 {number} 个原因" + "，情况需要核实" * 6,
            "某某规定第十四条",
            ("一步",) * 4,
            "请补充材料。" * 5,
        )
        for number in range(1, 8)
    )
    made = printed(service, road, WhyNot("送审", "还不能办理，差 7 项。", lines, "白杨街道总工会"))
    texts = "".join(flat(page_text(made.pdf, page)) for page in range(page_count(made.pdf)))
    assert page_count(made.pdf) > 1
    assert "第7个原因" in texts
    assert "原因7：" in texts


def test_the_blank_paper_has_a_place_for_everything(service, road):
    [file] = service.on_paper(road.actor, [road.uid])
    fields = why_not_fields(WhyNot("送审", "可以办理。"), file)
    assert set(fields) == set(load_form(WHY_NOT_FORM).fields)
    assert page_count(render_pdf(load_form(WHY_NOT_FORM), [], mode="blank").pdf) == 1
