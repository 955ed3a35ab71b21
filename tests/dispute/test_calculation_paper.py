"""赔偿测算说明 on paper: both columns, every step, and as many pages as it needs."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from tests.dispute.conftest import collective_of
from union_desk.dispute.prints.calculation import STEPS_FORM, render_sums, steps_form
from union_desk.dispute.values.calculation import MonthWage
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf


@pytest.fixture
def paper(service, actor, case_form):
    case = service.save(actor, case_form).uid
    calculations = service.calculations
    wages = tuple(MonthWage(f"2026-{month:02}", 600_000) for month in range(1, 11))
    wages = (MonthWage("2025-11", 600_000), MonthWage("2025-12", 700_000), *wages)
    told = replace(
        calculations.blank(actor, case, "party-worker"),
        ending="unlawful",
        wages=wages,
        unsigned=True,
        owed_fen=1_200_000,
        owed_proved_fen=600_000,
        owed_from_on=date(2026, 9, 1),
        owed_to_on=date(2026, 10, 31),
        overtime_hundredths=12_000,
        rest_hundredths=1_200,
        total_years=8,
    )
    calculations.keep(actor, case, "party-worker", told)
    return steps_form(service, "party-worker").records((case,), actor)


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_every_step_stands_on_the_paper_with_its_article(paper):
    (fields,) = paper
    printed = render_pdf(load_form(STEPS_FORM), [fields], printed_by="陈明")
    pages = words(printed.pdf)
    text = "".join(pages).replace("\r", "").replace("\n", "")
    for said in (
        "张𧒽芬",
        "赔偿金",
        "人民币",
        "违法解除（终止）赔偿金",
        "《劳动合同法》第四十七条",
        "延时加班费",
    ):
        assert said in text
    keep(printed.pdf)
    assert len(pages) > 1
    assert printed.missing == ()


def test_all_workers_stand_in_a_list_with_both_sums(service, actor):
    form = collective_of(60)
    case = service.save(actor, form).uid
    calculations = service.calculations
    for place in range(0, 60, 2):
        told = replace(calculations.blank(actor, case, f"worker-{place:03d}"), owed_fen=100_000)
        calculations.keep(actor, case, f"worker-{place:03d}", told)
    printed = render_sums(service, actor, case, datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    pages = words(printed.pdf)
    text = "".join(pages)
    keep(printed.pdf, "sums")
    assert "赔偿测算汇总表" in text
    assert "30,000.00" in text
    assert form.parties[0].person.id_no not in text


def test_the_blank_paper_has_rows_to_write_in(service):
    del service
    assert len(words(render_pdf(load_form(STEPS_FORM), [], mode="blank").pdf)) >= 1


def keep(pdf, name="steps"):
    folder = os.environ.get("LOOK")
    if folder:
        for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
            page.render(scale=1.6).to_pil().save(str(Path(folder) / f"{name}-{number}.png"))
