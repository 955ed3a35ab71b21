"""Every shipped form: nothing leaves its cell or the margins, nothing is printed over another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.paper.test_render import MM, Read, strays
from union_desk.core.resources import resource
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import A4, Form, Kind

FORMS = sorted(path.stem for path in resource("forms").glob("*.toml"))
LONG = (
    "杭州市钱塘区白杨街道某某国际精密电子机械制造（集团）股份有限公司第2分公司，联系电话0571-86910000转8012。"
)
HAIR = 1.0  # points: a mark that hangs over


def crowded(form: Form) -> dict[str, Any]:
    """Return a record with more to say than there is room for."""

    def value(kind: Kind, sample: object) -> object:
        return {Kind.TEXT: LONG, Kind.MONEY: 123_456_789_012}.get(kind, sample)

    return {
        name: [{key: value(column.kind, None) for key, column in declared.columns.items()}] * 9
        if declared.columns
        else value(declared.kind, declared.sample)
        for name, declared in form.fields.items()
        if name != "code"
    }


@pytest.mark.parametrize("filling", ["blank", "sample", "crowded"])
@pytest.mark.parametrize("form_id", FORMS)
def test_every_character_has_its_place(form_id: str, filling: str, characters: Read) -> None:
    form = load_form(form_id)
    record = {"blank": {}, "sample": form.sample(), "crowded": crowded(form)}[filling]
    printed = render_pdf(form, [record])
    assert printed.missing == ()
    for page in range(len(form.pages)):
        found = sorted(characters(printed.pdf, page), key=lambda character: character.left)
        assert strays(form, page, found) == []
        assert found[0].left > form.margin.left * MM - HAIR
        assert max(each.right for each in found) < (A4[0] - form.margin.right) * MM + HAIR
        over = [
            (one.text, other.text)
            for index, one in enumerate(found)
            for other in found[index + 1 : index + 60]
            if other.left < one.right - 0.3 and other.bottom < one.top - 0.3 and one.bottom < other.top - 0.3
        ]
        assert over == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_fills_its_pages_and_a_sample_needs_no_further_sheet(form_id: str) -> None:
    form = load_form(form_id)
    printed = render_pdf(form, [form.sample()])
    assert (printed.pages, printed.shrunk, printed.continued) == (len(form.pages), (), ())
