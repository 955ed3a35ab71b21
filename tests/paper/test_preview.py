"""Pages as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from union_desk.paper.preview import page_count, render_page
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import Form


@pytest.fixture
def pdf(form: Form, record: dict[str, Any]) -> bytes:
    return render_pdf(form, [record, record]).pdf


def test_the_pages_of_a_pdf_are_counted(pdf: bytes) -> None:
    assert page_count(pdf) == 4


@pytest.mark.parametrize(("dpi", "width", "height"), [(72, 596, 842), (96, 794, 1123), (150, 1241, 1755)])
def test_a_page_is_white_paper_with_black_ink_at_the_asked_size(
    pdf: bytes, dpi: float, width: int, height: int
) -> None:
    found_width, found_height, pixels = render_page(pdf, 1, dpi)
    assert abs(found_width - width) <= 1
    assert abs(found_height - height) <= 1
    assert len(pixels) == found_width * found_height * 4
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert min(pixels[::4]) < 40


def test_pages_may_be_drawn_from_several_threads(pdf: bytes) -> None:
    alone = [render_page(pdf, index, 50) for index in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda index: render_page(pdf, index, 50), range(4))) == alone
