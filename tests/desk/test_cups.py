"""Papers come out of a real CUPS in their size, and its refusals are told in the office's words."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from tests.cups import INSTALL, Cups, missing_programs, running
from tests.desk.helpers import settle
from tests.hardship.screen import make_desk, make_services
from tests.paper.conftest import page_text
from union_desk.core.errors import StoreProblem
from union_desk.desk.cups import CupsRoute
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.print_route import print_route
from union_desk.desk.printer import Printer, PrintOrder, PrintStopped
from union_desk.desk.printing import PrintSheet
from union_desk.desk.raster import RasterRoute
from union_desk.hardship.prints import hardship_forms
from union_desk.hardship.values import FileForm
from union_desk.paper.preview import page_count, page_size, render_page
from union_desk.people.values import PersonCard

pytestmark = pytest.mark.cups

QUEUE = "窗口打印机"


@pytest.fixture(scope="module")
def service() -> Cups:
    missing = missing_programs()
    if missing:
        reason = f"printing through CUPS is NOT tested here: no {', '.join(missing)}. As root: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running() as cups:
        cups.add_queue(QUEUE)
        cups.run("lpadmin", "-d", QUEUE)
        yield cups


@pytest.fixture
def cups(service, monkeypatch) -> Cups:
    monkeypatch.setenv("CUPS_SERVER", service.address)
    return service


def document(width: float = 595.276, height: float = 841.89, words: str = "abc") -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height))
    canvas.drawString(100, 100, words)
    canvas.rect(28.35, 28.35, width - 56.7, height - 56.7)
    canvas.save()
    return buffer.getvalue()


def send(route: CupsRoute, order: PrintOrder, pdf: bytes | None = None) -> str:
    return route.send(pdf or document(), order, lambda *_: None, lambda: False)


def last_job(cups: Cups) -> int:
    return max(int(path.name[1:6]) for path in (cups.folder / "spool").glob("d*-001"))


def picture(pdf: bytes, page: int) -> Image.Image:
    width, height, pixels = render_page(pdf, page, 80)
    seen = Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1).convert("L")
    return seen.resize((662, 936))


def test_three_files_twice_on_both_sides_come_out_as_they_were_shown(cups, database, clock, qtbot):
    services = make_services(database, clock)
    uids = [
        services.hardship.save(services.actor, FileForm(owner=PersonCard(name=name))).uid
        for name in ("王芳", "李䶮", "周红")
    ]
    desk = make_desk(services)
    offer = FormsToPrint(hardship_forms(services.hardship), services.actor, clock)
    sheet = PrintSheet(desk, FormJob(offer, uids, "困难职工档案表 · 3 份"))
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.panel.printer_name == QUEUE and sheet.view.caption.text() != "")
    assert sheet.panel.printer.currentText() == f"{QUEUE}（默认）"
    sheet.lines[0].copies.setValue(2)
    sheet.print_now()
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=30_000)
    desk.close()
    job = last_job(cups)
    received, came_out = cups.received(job), cups.printed(job)
    for asked in (b"two-sided-long-edge", b"print-scaling", b"media", b"A4", "困难职工档案表".encode()):
        assert asked in cups.asked(job)
    assert not any(name.encode() in cups.asked(job) for name in ("王芳", "李䶮", "周红"))
    texts = ["".join(page_text(received, page).split()) for page in range(page_count(received))]
    assert ["王芳" in text for text in texts] == [True] * 4 + [False] * 8
    assert [text.count("第2份") for text in texts] == [0, 0, 1, 1] * 3
    assert page_count(came_out) == 12
    for page in (0, 3, 11):
        assert page_size(came_out, page) == pytest.approx((595.28, 841.89), abs=1)
        difference = ImageChops.difference(picture(received, page), picture(came_out, page))
        assert sum(difference.histogram()[128:]) < 0.004 * 662 * 936
    for uid in uids:
        (line,) = services.hardship.prints(services.actor, uid)
        assert (line.copies, line.first_copy, line.mode) == (2, 1, "filled")


def test_ctrl_p_and_enter_print_the_papers_of_the_step(cups, window, desk, files, qtbot):
    desk.open("sample", "u0")
    settle()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(PrintSheet)
    qtbot.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(files.printed), timeout=20_000)
    qtbot.waitUntil(lambda: window.findChild(PrintSheet) is None)
    assert [choice.form for choice in files.printed] == ["hardship_file"]
    assert "困难职工档案表".encode() in cups.asked(last_job(cups))


def frame(pdf: bytes) -> tuple[float, ...]:
    """Measure the edges of the ink of the first page in millimetres."""
    with pypdfium2.PdfDocument(pdf) as opened:
        seen = opened[0].render(scale=300 / 72, grayscale=True).to_pil()
        width, height = opened[0].get_size()
    left, top, right, bottom = ImageChops.invert(seen).getbbox()
    scale = width / 72 * 25.4 / seen.width, height / 72 * 25.4 / seen.height
    return left * scale[0], top * scale[1], right * scale[0], bottom * scale[1]


@pytest.mark.parametrize(
    ("width", "height", "paper"),
    [(595.276, 841.89, b"A4"), (841.89, 595.276, b"A4"), (1190.55, 841.89, b"A3")],
)
def test_a_page_keeps_its_size_and_its_way_round(cups, width, height, paper):
    pdf = document(width, height)
    assert send(CupsRoute(), PrintOrder(QUEUE, "表"), pdf) == ""
    job = last_job(cups)
    came_out = cups.printed(job)
    assert paper in cups.asked(job)
    assert sorted(page_size(came_out, 0)) == pytest.approx(sorted((width, height)), abs=1)
    left, top, right, bottom = frame(came_out)
    inked = sorted((right - left, bottom - top))
    assert inked == pytest.approx(sorted((width / 72 * 25.4 - 20, height / 72 * 25.4 - 20)), abs=0.6)


def test_the_printers_and_the_usual_one_are_listed(cups):
    assert print_route().printers(lambda: False) == [Printer(QUEUE, is_default=True)]


def test_a_paused_printer_takes_the_paper_and_says_that_it_waits(cups):
    cups.add_queue("paused")
    cups.run("cupsdisable", "paused")
    assert "已暂停" in send(CupsRoute(), PrintOrder("paused", "表"))
    cups.run("lpadmin", "-x", "paused")


@pytest.mark.parametrize(
    ("prepare", "printer", "sentence"),
    [
        ((), "nowhere", "没有名为“nowhere”的打印机了"),
        (("cupsreject", QUEUE), QUEUE, f"打印机“{QUEUE}”现在不收文件"),
    ],
)
def test_a_printer_that_takes_nothing_is_told_in_words(cups, prepare, printer, sentence):
    if prepare:
        cups.run(*prepare)
    try:
        with pytest.raises(StoreProblem, match=sentence) as refused:
            send(CupsRoute(), PrintOrder(printer, "表"))
        assert "导出 PDF" in refused.value.advice
    finally:
        cups.run("cupsaccept", QUEUE)


def test_a_service_that_does_not_run_is_told_in_words(cups, monkeypatch):
    monkeypatch.setenv("CUPS_SERVER", f"{cups.folder}/run/nobody")
    with pytest.raises(StoreProblem, match="没有运行"):
        CupsRoute().printers(lambda: False)
    with pytest.raises(StoreProblem, match=r"打印服务（CUPS）没有运行|没有名为"):
        send(CupsRoute(), PrintOrder(QUEUE, "表"))


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """Stand in for commands of CUPS that behave badly."""

    def make(**scripts: str) -> None:
        for name, text in scripts.items():
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
            program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return make


def test_a_command_that_hangs_is_given_up(commands):
    commands(lp="exec sleep 60")
    begun = time.monotonic()
    with pytest.raises(StoreProblem, match="一直没有回答"):
        send(CupsRoute(limit=0.5), PrintOrder(QUEUE, "表"))
    assert time.monotonic() - begun < 5


def test_a_printing_that_hangs_can_be_stopped(commands):
    commands(lp="exec sleep 60")
    begun = time.monotonic()
    with pytest.raises(PrintStopped):
        CupsRoute().send(document(), PrintOrder(QUEUE, "表"), lambda *_: None, lambda: True)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("lp: Error - no default destination available.", "没有装打印机"),
        ("lp: Forbidden", "您不能用打印机"),
        ("lp: Error - scheduler not responding.", "没有运行"),
        ("lp: something new", "没有收下这份文件"),
    ],
)
def test_no_word_of_english_reaches_the_screen(commands, said, sentence):
    commands(lp=f"cat > /dev/null; echo '{said}' >&2; exit 1")
    with pytest.raises(StoreProblem, match=sentence) as refused:
        send(CupsRoute(), PrintOrder(QUEUE, "表"))
    words = f"{refused.value}{refused.value.advice}".replace("CUPS", "").replace("PDF", "")
    assert words.isascii() is False
    assert not any(character.isascii() and character.isalpha() for character in words)


def test_trays_are_offered_by_their_names(commands):
    commands(
        lpoptions="printf 'PageSize/Media Size: *A4\\nInputSlot/Media Source: *Auto Manual Tray2\\n'",
        lp='cat > /dev/null; for word in "$@"; do echo "$word" >> "$0.words"; done',
        lpstat="echo idle",
    )
    trays = CupsRoute().trays(QUEUE, lambda: False)
    assert [(tray.code, tray.label) for tray in trays] == [
        ("InputSlot=Auto", "自动"),
        ("InputSlot=Manual", "手动进纸"),
        ("InputSlot=Tray2", "纸盒 2"),
    ]
    order = PrintOrder(QUEUE, "表", "short", trays[1].code)
    send(CupsRoute(), order)
    send(CupsRoute(), replace(order, printer="另一台"))
    words = Path(os.environ["PATH"].split(os.pathsep)[0], "lp.words").read_text("utf-8").split()
    assert {"InputSlot=Manual", "sides=two-sided-short-edge", "print-scaling=none"} <= set(words)


def test_without_cups_pages_go_the_way_of_pictures_where_there_is_a_printer(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CUPS_SERVER", f"{tmp_path}/nobody")
    route = print_route()
    assert isinstance(route, RasterRoute)
    with pytest.raises(StoreProblem, match="没有打印服务"):
        route.printers(lambda: False)
