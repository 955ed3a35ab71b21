"""The way of pictures, for systems that take no PDF: every line where it belongs, on paper of its size."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from union_desk.core.errors import StoreProblem
from union_desk.desk.printer import PrintOrder, PrintStopped
from union_desk.desk.raster import RasterRoute, paint
from union_desk.paper.form import load_form
from union_desk.paper.job import Placing
from union_desk.paper.preview import page_count, page_size
from union_desk.paper.render import render_pdf

MM = 25.4 / 72
DPI = 400


def framed(*sizes: tuple[float, float]) -> bytes:
    """Draw pages of these sizes in points, each with a frame 10 mm from its edges."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for width, height in sizes:
        canvas.setPageSize((width, height))
        canvas.setLineWidth(0.5)
        canvas.rect(10 / MM, 10 / MM, width - 20 / MM, height - 20 / MM)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def printed(qapp, tmp_path) -> Callable[[bytes], bytes]:
    """Print through Qt into a file."""

    def make(pdf: bytes, cancelled: Callable[[], bool] = lambda: False) -> bytes:
        target = tmp_path / "out.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(target))
        told: list[tuple[int, int]] = []
        paint(pdf, printer, lambda *step: told.append(step), cancelled)
        assert told == [(page + 1, page_count(pdf)) for page in range(page_count(pdf))]
        return target.read_bytes()

    return make


def seen(pdf: bytes, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=DPI / 72, grayscale=True).to_pil()


def edges(pdf: bytes, page: int = 0) -> list[float]:
    """Measure left, top, right and bottom of the ink in millimetres, to a part of a dot."""
    picture = ImageChops.invert(seen(pdf, page))
    width, height = page_size(pdf, page)
    across = list(picture.resize((picture.width, 1), Image.Resampling.BOX).tobytes())
    along = list(picture.resize((1, picture.height), Image.Resampling.BOX).tobytes())
    (left, right), (top, bottom) = _lines(across), _lines(along)
    scale = width * MM / picture.width, height * MM / picture.height
    return [left * scale[0], top * scale[1], right * scale[0], bottom * scale[1]]


def _lines(ink: list[int]) -> tuple[float, float]:
    """Return the middles of the first and of the last line that goes all along the page."""
    dark = [at for at, amount in enumerate(ink) if amount > max(ink) * 0.3]
    first = [at for at in dark if at < dark[0] + 12]
    last = [at for at in dark if at > dark[-1] - 12]
    middles = [
        sum((at + 0.5) * ink[at] for at in line) / sum(ink[at] for at in line) for line in (first, last)
    ]
    return middles[0], middles[1]


def test_every_page_has_its_size_and_way_round_and_its_frame_where_it_was_drawn(printed):
    sizes = [(595.276, 841.89), (841.89, 595.276), (1190.55, 841.89)]
    pdf = framed(*sizes)
    paper = printed(pdf)
    assert page_count(paper) == 3
    for page, (width, height) in enumerate(sizes):
        assert page_size(paper, page) == pytest.approx((width, height), abs=1)
        wanted = [10, 10, width * MM - 10, height * MM - 10]
        assert edges(paper, page) == pytest.approx(wanted, abs=0.1)


def test_data_are_moved_on_this_way_too(printed):
    form = load_form("hardship_file")
    plain, moved = (
        _centre(printed(render_pdf(form, [form.sample()], mode="data", placing=placing).pdf))
        for placing in (Placing(), Placing(1.5, -2.0))
    )
    assert moved[0] - plain[0] == pytest.approx(1.5, abs=0.05)
    assert moved[1] - plain[1] == pytest.approx(-2.0, abs=0.05)


def _centre(pdf: bytes) -> tuple[float, float]:
    """Return where the middle of all ink is above the footer, which never moves apart from the data."""
    picture = ImageChops.invert(seen(pdf, 0)).convert("F")
    width, height = picture.size
    return _middle(picture.resize((width, 1), Image.Resampling.BOX)) * 210, _middle(
        picture.resize((1, height), Image.Resampling.BOX)
    ) * 297


def _middle(line: Image.Image) -> float:
    ink = memoryview(line.tobytes()).cast("f")
    return sum((at + 0.5) * amount for at, amount in enumerate(ink)) / sum(ink) / len(ink)


def test_a_printing_of_many_pages_can_be_stopped(printed, qapp, tmp_path):
    turns = iter([False, True])
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    begun = time.monotonic()
    with pytest.raises(PrintStopped):
        paint(framed(*[(595.276, 841.89)] * 50), printer, lambda *_: None, lambda: next(turns))
    assert time.monotonic() - begun < 10


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_is_not_ready_is_told_in_words(qapp):
    printer = QPrinter()
    printer.setOutputFileName("/proc/nobody/out.pdf")
    with pytest.raises(StoreProblem, match="没有准备好"):
        paint(framed((595.276, 841.89)), printer, lambda *_: None, lambda: False)


def test_a_printer_that_is_gone_is_told_in_words(qapp, tmp_path: Path):
    route = RasterRoute()
    with pytest.raises(StoreProblem, match="没有名为“不在的”的打印机了"):
        route.send(framed((595.276, 841.89)), PrintOrder("不在的", "表"), lambda *_: None, lambda: False)
    with pytest.raises(StoreProblem, match="没有装打印机"):
        route.send(b"", PrintOrder("", "表"), lambda *_: None, lambda: False)
    assert [tray.label for tray in route.trays("窗口", lambda: False)] == [
        "手动进纸",
        "上纸盒",
        "下纸盒",
        "中纸盒",
    ]
