from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from union_desk.core.errors import RuleBroken
from union_desk.paper.volume import BindingStopped, Boards, Document, bind, first_pages, page_counts

MADE = datetime(2026, 11, 23, 1, tzinfo=UTC)


def paper(title, *, pages=1, turned=0, password=""):
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(kept.getvalue())) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=True)
        again = BytesIO()
        locked = pikepdf.Encryption(user=password, owner=password) if password else False
        pdf.save(again, encryption=locked)
    return Document(title, again.getvalue())


def figures(pdf):
    """Read what stands on each page, and where: right or left, upright or not."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        words = text.get_text_range().strip()
        if words:
            left, _, right, top = text.get_charbox(0)
            width, height = page.get_size()
            found.append((words, "right" if (left + right) / 2 > width / 2 else "left", top > height * 0.9))
        else:
            found.append(("", "", False))
    return found


DOCUMENTS = (paper("申请书", pages=2), paper("证据", pages=3), paper("协议书"))
BOARDS = Boards((paper("封面"), paper("目录")), (paper("备考表"),))


def test_documents_are_numbered_from_one_and_the_boards_are_not():
    counts = page_counts(DOCUMENTS)
    assert (counts, first_pages(counts)) == ((2, 3, 1), (1, 3, 6))
    volume = bind(DOCUMENTS, BOARDS, "调解卷", made_at=MADE)
    assert (volume.pages, volume.sheets) == (6, 9)
    told = [words for words, _, _ in figures(volume.pdf)]
    assert told == ["", "", "1", "2", "3", "4", "5", "6", ""]


def test_on_both_sides_of_a_sheet_the_figure_stands_outside():
    volume = bind(DOCUMENTS, Boards(), "调解卷", made_at=MADE, both_sides=True)
    assert [side for _, side, _ in figures(volume.pdf)] == ["right", "left"] * 3


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_figure_stands_upright_on_a_turned_scan(turned):
    volume = bind([paper("扫描", turned=turned)], Boards(), "卷", made_at=MADE)
    bitmap = pypdfium2.PdfDocument(volume.pdf)[0].render(scale=2).to_pil().convert("L")
    width, _ = bitmap.size
    corner = bitmap.crop((width - 120, 0, width, 100))
    dark = [value for value in corner.getdata() if value < 128]
    assert dark, "the figure is in the upper right corner of the page as it is read"
    box = corner.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box[3] - box[1] > box[2] - box[0], "a 1 is higher than wide"


def test_the_bookmarks_lead_to_the_documents():
    volume = bind(DOCUMENTS, BOARDS, "调解卷", made_at=MADE)
    with pikepdf.open(BytesIO(volume.pdf)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["封面", "目录", "申请书", "证据", "协议书", "备考表"]
        assert pdf.Root.Metadata is not None, "it is a PDF/A"


def test_binding_again_gives_the_same_bytes():
    first = bind(DOCUMENTS, BOARDS, "调解卷", made_at=MADE)
    assert bind(DOCUMENTS, BOARDS, "调解卷", made_at=MADE).pdf == first.pdf
    assert bind(DOCUMENTS[:2], BOARDS, "调解卷", made_at=MADE).pdf != first.pdf


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (paper("工资单", password="123"), "“工资单”有密码"),
        (Document("合同", b"%PDF-1.7 torn"), "“合同”已损坏"),
        (Document("空白", b""), "“空白”已损坏"),
    ],
)
def test_what_cannot_be_bound_is_named(document, said):
    for act in (page_counts, lambda all_: bind(all_, Boards(), "卷", made_at=MADE)):
        with pytest.raises(RuleBroken, match=said) as refused:
            act([*DOCUMENTS, document])
        assert refused.value.field == document.title


def test_it_can_be_stopped():
    with pytest.raises(BindingStopped):
        bind(DOCUMENTS, BOARDS, "卷", made_at=MADE, cancelled=lambda: True)
