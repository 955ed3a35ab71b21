"""Binds documents into one volume (卷宗): numbered pages, bookmarks, cover, index and closing sheet.

counts = page_counts(documents)     # the index names pages that must be known before it is printed
volume = bind(documents, Boards(front=(cover, index), back=(note,)), "…卷", made_at=when)
volume.pdf, volume.pages
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Page, Pdf

from union_desk.core.errors import RuleBroken
from union_desk.paper.archive import archive_pdf
from union_desk.paper.fonts import face
from union_desk.paper.marks import MM, Text

_SIZE: Final = 10.5  # 五号
# The figure stands in the upper right corner, on the back of a sheet in the left one (C4).
# Four figures end before the code of a form, which stands 18 mm from the edge.
_FROM_SIDE: Final = 8 * MM
_FROM_TOP: Final = 11 * MM
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a volume, as a PDF without a password."""

    title: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Boards:
    """What stands before and behind the numbered documents: cover and index, the closing sheet."""

    front: Sequence[Document] = ()
    back: Sequence[Document] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound volume: PDF/A-2b, and the pages of its documents (without cover, index and closing sheet)."""

    pdf: bytes
    pages: int
    sheets: int
    rasterised: tuple[int, ...] = ()


class BindingStopped(Exception):
    """It was stopped before it was done; nothing is left of it."""


def page_counts(documents: Sequence[Document]) -> tuple[int, ...]:
    """Return how many pages each document has; RuleBroken names the one that cannot be bound."""
    counts = []
    for document in documents:
        with _opened(document) as pdf:
            counts.append(len(pdf.pages))
    return tuple(counts)


def first_pages(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the page on which each document begins; the first one begins on page 1."""
    firsts, next_page = [], 1
    for count in counts:
        firsts.append(next_page)
        next_page += count
    return tuple(firsts)


def bind(
    documents: Sequence[Document],
    boards: Boards,
    title: str,
    *,
    made_at: datetime,
    both_sides: bool = False,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> Volume:
    """Bind a volume; the same documents at the same moment give the same bytes.

    The boards are not numbered; with `both_sides` each even page is the back of a sheet. RuleBroken names the
    document that has a password or is damaged; BindingStopped when it was stopped.
    """
    stopped = cancelled or (lambda: False)
    with pikepdf.new() as whole:
        marks: list[tuple[str, int]] = []
        for part in boards.front:
            _append(whole, part, marks)
        begins = len(whole.pages)
        for part in documents:
            if stopped():
                raise BindingStopped
            _append(whole, part, marks)
        ends = len(whole.pages)
        for part in boards.back:
            _append(whole, part, marks)
        _number(whole, begins, ends, both_sides=both_sides)
        whole.Root.PageLabels = _labels(begins, ends)
        with whole.open_outline() as outline:
            outline.root.extend(OutlineItem(name, page) for name, page in marks)
        kept = BytesIO()
        whole.save(kept, deterministic_id=True)
        count = len(whole.pages)

    def tell(done: int, total: int) -> None:
        if stopped():
            raise BindingStopped
        if progress is not None:
            progress(done, total)

    archived = archive_pdf(kept.getvalue(), title, made_at=made_at, progress=tell)
    return Volume(archived.pdf, ends - begins, count, archived.rasterised)


def _append(whole: Pdf, part: Document, marks: list[tuple[str, int]]) -> None:
    with _opened(part) as pdf:
        marks.append((part.title, len(whole.pages)))
        whole.pages.extend(pdf.pages)


def _number(whole: Pdf, begins: int, ends: int, *, both_sides: bool) -> None:
    """Write the figure of each page over it, upright as the page is read."""
    if begins == ends:
        return
    boxes = [_as_read(whole.pages[index]) for index in range(begins, ends)]
    with pikepdf.open(BytesIO(_figures(boxes, both_sides=both_sides))) as figures:
        for index, figure in zip(range(begins, ends), figures.pages, strict=True):
            page = whole.pages[index]
            # Over a page that is turned the figure would lie on its side: it is turned the other way before.
            _over(whole, page, figure)


def _over(whole: Pdf, page: Page, figure: Page) -> None:
    turned = int(page.obj.get("/Rotate", 0)) % 360
    left, low, right, high = (float(edge) for edge in page.cropbox)
    matrix = {
        0: (1, 0, 0, 1, left, low),
        90: (0, 1, -1, 0, right, low),
        180: (-1, 0, 0, -1, right, high),
        270: (0, -1, 1, 0, left, high),
    }[turned]
    form = whole.copy_foreign(figure.as_form_xobject())
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    # A name of our own: the library's would be another one each time.
    page.add_resource(form, Name.XObject, Name("/PageFigure"))
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q q %.4f %.4f %.4f %.4f %.4f %.4f cm /PageFigure Do Q" % matrix)


def _as_read(page: Page) -> tuple[float, float]:
    """Return width and height of a page as one reads it, in points."""
    left, low, right, high = (float(edge) for edge in page.cropbox)
    width, height = right - left, high - low
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)


def _figures(boxes: Sequence[tuple[float, float]], *, both_sides: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - slow to load

    from union_desk.paper.pen import Pen  # noqa: PLC0415

    kept = BytesIO()
    canvas = Canvas(kept, invariant=True, pageCompression=1)
    pen, song = Pen(canvas), face("song")
    for number, (width, height) in enumerate(boxes, start=1):
        canvas.setPageSize((width, height))
        text = str(number)
        glyphs = [song.glyph(figure) for figure in text]
        long = _SIZE * sum(advance for _, advance in glyphs)
        x = _FROM_SIDE if both_sides and number % 2 == 0 else width - _FROM_SIDE - long
        pen.draw([Text(glyphs[0][0], _SIZE, x, height - _FROM_TOP, text)])
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _labels(begins: int, ends: int) -> Dictionary:
    """Let a reader show the same page numbers that stand on the paper."""
    plain = Dictionary(S=Name.D, St=1)
    nameless = Dictionary()
    numbers: list[Any] = [0, nameless] if begins else []
    numbers += [begins, plain]
    if ends > begins:
        numbers += [ends, nameless]
    return Dictionary(Nums=pikepdf.Array(numbers))


@contextmanager
def _opened(document: Document) -> Iterator[Pdf]:
    try:
        with pikepdf.open(BytesIO(document.pdf)) as pdf:
            if not pdf.pages:
                raise _unfit(document, "没有一页，不能装订")
            yield pdf
    except pikepdf.PasswordError as error:
        raise _unfit(document, "有密码，不能装订；请换一份没有密码的") from error
    except pikepdf.PdfError as error:
        raise _unfit(document, "已损坏，不能装订；请重新扫描后替换") from error


def _unfit(document: Document, why: str) -> RuleBroken:
    return RuleBroken(f"“{document.title}”{why}。", field=document.title)
