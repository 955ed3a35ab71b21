"""What goes into an archive can be opened and read alike in thirty years (PDF/A-2b, ISO 19005-2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageChops
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.paper.conftest import page_text
from union_desk.core.errors import RuleBroken
from union_desk.paper.archive import Archived, archive_pdf
from union_desk.paper.preview import render_page
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import Form

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACTS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/SubmitForm", "/URI"}
ACTING_KEYS = {
    "/AA",
    "/OpenAction",
    "/JS",
    "/XFA",
    "/AcroForm",
    "/EmbeddedFiles",
    "/Encrypt",
    "/OCProperties",
}


def faults(pdf: bytes) -> list[str]:
    """Walk every object of a file and name what an archive does not take."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [fault for thing in opened.objects for fault in _faults_of(thing)]
        root, trailer = opened.Root, opened.trailer
        found += _faults_about(opened)
        intents = root.get("/OutputIntents", [])
        profile = bytes(intents[0].DestOutputProfile.read_bytes()) if len(intents) == 1 else b""
        if profile[36:40] != b"acsp" or profile[16:20] != b"RGB ":
            found.append("no RGB output intent")
        if "/ID" not in trailer or "/Encrypt" in trailer:
            found.append("trailer")
        if str(root.get("/Lang")) != "zh-CN":
            found.append("language")
        if opened.check_pdf_syntax():
            found.append("syntax")
    return found if pdf.startswith(b"%PDF-1.7") else [*found, "version"]


def _faults_of(thing: Any) -> list[str]:
    if not isinstance(thing, Dictionary | Stream):
        return []
    found = [key for key in ACTING_KEYS if key in thing]
    if str(thing.get("/S")) in ACTS:
        found.append(f"action {thing.S}")
    if thing.get("/Type") == Name.Font and thing.get("/Subtype") not in (Name.Type0, Name.Type3):
        descriptor = thing.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            found.append(f"font {thing.get('/BaseFont')}")
    if isinstance(thing, Stream):
        filters = re.findall(r"/\w+", str(thing.get("/Filter", "")) + repr(thing.get("/Filter", "")))
        found += [each for each in filters if each in ("/LZWDecode", "/Crypt", "/JPXDecode")]
        if thing.get("/Interpolate"):
            found.append("interpolated")
        if str(thing.get("/ColorSpace")) == "/DeviceCMYK":
            found.append("CMYK")
    found += [key for key in ("/CharSet", "/CIDSet") if key in thing]
    if thing.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in thing:
        found.append("no map of glyphs")
    return found


def _faults_about(opened: pikepdf.Pdf) -> list[str]:
    """Compare what the file's properties say with its XMP."""
    about = {str(key): str(value) for key, value in opened.docinfo.items()}
    when = re.sub(r"D:(....)(..)(..)(..)(..)(..)\+08'00'", r"\1-\2-\3T\4:\5:\6+08:00", about["/CreationDate"])
    wanted = {
        "dc:title": about["/Title"],
        "pdfaid:part": "2",
        "pdfaid:conformance": "B",
        "pdf:Producer": about["/Producer"],
        "xmp:CreatorTool": about["/Creator"],
        "xmp:CreateDate": when,
        "xmp:ModifyDate": when,
    }
    said = opened.open_metadata()
    return [f"XMP {name}" for name in wanted if wanted[name] != said.get(name)]


def archived(pdf: bytes, title: str = "来信") -> Archived:
    made = archive_pdf(pdf, title, made_at=AT)
    assert faults(made.pdf) == []
    return made


def drawn(draw: Callable[[Canvas], object], pages: int = 1, **options: Any) -> bytes:
    """Make a foreign PDF, as an office suite or a mail program would."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), **options)
    for _page in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        buffer = BytesIO()
        opened.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return buffer.getvalue()


def letter(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 14)
    canvas.drawString(72, 700, "Dear union")


def picture(pdf: bytes, index: int = 0) -> Image.Image:
    width, height, pixels = render_page(pdf, index, 60, filled_in=True)
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1)


def look_alike(first: bytes, second: bytes, index: int = 0) -> bool:
    difference = ImageChops.difference(picture(first, index), picture(second, index)).convert("L")
    return sum(difference.histogram()[90:]) < 0.002 * difference.width * difference.height


@pytest.fixture(scope="module")
def ours(form: Form) -> bytes:
    crowded = {**form.sample(), "name": "张𧒽芬", "remark": "备注" * 900}
    return render_pdf(form, [crowded, form.sample()], copies=2, printed_by="陈明", printed_at=AT).pdf


def test_our_own_forms_are_kept_as_they_are_and_can_be_searched(ours: bytes) -> None:
    made = archived(ours, "困难职工档案表")
    assert made.rasterised == ()
    assert made.pages > 4
    assert [page_text(made.pdf, page) for page in range(made.pages)] == [
        page_text(ours, page) for page in range(made.pages)
    ]
    assert look_alike(ours, made.pdf)
    assert archived(made.pdf, "困难职工档案表").rasterised == ()


def test_the_same_input_gives_the_same_bytes(ours: bytes) -> None:
    assert archived(ours).pdf == archived(ours).pdf
    assert archived(drawn(letter, invariant=1)).pdf == archived(drawn(letter, invariant=1)).pdf


def test_only_the_pages_whose_fonts_are_not_there_become_pictures(ours: bytes) -> None:
    def join(opened: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(drawn(letter))) as foreign:
            opened.pages.insert(1, foreign.pages[0])

    mixed = changed(ours, join)
    made = archived(mixed)
    assert made.rasterised == (1,)
    assert page_text(made.pdf, 0) == page_text(ours, 0)
    assert page_text(made.pdf, 1).strip() == ""
    assert look_alike(mixed, made.pdf, 1)
    with pikepdf.open(BytesIO(made.pdf)) as opened:
        (image,) = opened.pages[1].Resources.XObject.values()
        assert (image.Width, image.Height) == (2480, 3509)


def test_a_font_that_is_chosen_and_never_used_makes_no_picture() -> None:
    blank = drawn(lambda canvas: canvas.rect(100, 100, 200, 200))
    assert archived(blank).rasterised == ()


def test_a_scan_stays_the_scan_that_it_was() -> None:
    scan = Image.effect_noise((600, 800), 80).convert("RGB")
    buffer = BytesIO()
    scan.save(buffer, "JPEG")

    def place(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(BytesIO(buffer.getvalue())), 0, 0, 595, 842)

    made = archived(drawn(place))
    assert made.rasterised == ()
    with pikepdf.open(BytesIO(made.pdf)) as opened:
        (image,) = opened.pages[0].Resources.XObject.values()
        assert image.read_raw_bytes() == buffer.getvalue()


def form_field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(name="n", value="WANG FANG", x=72, y=700, width=200, height=30)


def cmyk(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 1, 1, 0)
    canvas.rect(100, 100, 200, 200, fill=1)


@pytest.mark.parametrize("draw", [form_field, cmyk, letter])
def test_what_an_archive_does_not_take_is_kept_as_it_looks(draw: Callable[[Canvas], None]) -> None:
    pdf = drawn(draw)
    made = archived(pdf)
    assert made.rasterised == (0,)
    assert look_alike(pdf, made.pdf)
    assert picture(made.pdf).convert("L").getextrema()[0] < 150


def test_what_acts_is_taken_out(ours: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        act = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        opened.Root.OpenAction = act
        opened.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", act]))
        opened.pages[0].obj.AA = Dictionary(O=act)
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="http://x")
        )
        opened.pages[0].obj.Annots = opened.make_indirect([link])
        opened.attachments["a.txt"] = b"attached"
        opened.Root.Outlines = opened.make_indirect(
            Dictionary(First=opened.make_indirect(Dictionary(Title="x", A=act)))
        )

    noisy = changed(ours, add)
    assert len(faults(noisy)) > 3
    assert archived(noisy).rasterised == ()


def test_a_layer_that_is_off_stays_off() -> None:
    def layer(opened: pikepdf.Pdf) -> None:
        group = opened.make_indirect(Dictionary(Type=Name.OCG, Name="secret"))
        opened.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))
        page = opened.pages[0]
        page.Resources.Properties = Dictionary(MC0=group)
        page.contents_add(b"/OC /MC0 BDC 100 100 200 200 re f EMC", prepend=False)

    pdf = changed(drawn(lambda canvas: canvas.rect(10, 10, 50, 50)), layer)
    made = archived(pdf)
    assert made.rasterised == (0,)
    assert look_alike(pdf, made.pdf)


def test_what_may_be_wrong_about_a_font_is_put_right(ours: bytes) -> None:
    def spoil(opened: pikepdf.Pdf) -> None:
        fonts = opened.pages[0].Resources.Font
        simple = next(fonts[name] for name in fonts.keys())  # noqa: SIM118 - an object, no dict
        simple.FontDescriptor.CharSet = "/A/B"
        below = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=simple.BaseFont,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=simple.FontDescriptor,
        )
        fonts["/Wide"] = opened.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=simple.BaseFont,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[opened.make_indirect(below)],
            )
        )

    spoiled = changed(ours, spoil)
    assert {"/CharSet", "no map of glyphs"} <= set(faults(spoiled))
    assert archived(spoiled).rasterised == ()


def test_old_compression_is_coded_anew() -> None:
    def lzw(opened: pikepdf.Pdf) -> None:
        data = bytes(
            [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]
        )  # ISO 32000-1, 7.4.4.2: an example
        opened.pages[0].Resources.XObject = Dictionary(
            Im=Stream(
                opened,
                data,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=3,
                Height=3,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
                Filter=Name.LZWDecode,
                Interpolate=True,
            )
        )

    pdf = changed(drawn(lambda canvas: canvas.rect(10, 10, 50, 50)), lzw)
    assert "/LZWDecode" in faults(pdf)
    assert archived(pdf).rasterised == ()


def test_a_landscape_page_that_was_turned_keeps_its_shape() -> None:
    def turn(opened: pikepdf.Pdf) -> None:
        opened.pages[0].rotate(90, relative=False)

    pdf = changed(drawn(letter), turn)
    assert picture(archived(pdf).pdf).size == picture(pdf).size == (702, 496)


@pytest.mark.parametrize(
    ("pdf", "sentence"),
    [
        (drawn(letter, encrypt=StandardEncryption("secret")), "有密码"),
        (b"%PDF-1.4 nothing", "不是完好的 PDF"),
        (b"", "不是完好的 PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(pdf: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        archive_pdf(pdf, "来信", made_at=AT)


def test_a_title_may_hold_any_character(ours: bytes) -> None:
    archived(ours, '张𧒽芬 <"&> 来信')
