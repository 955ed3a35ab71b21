"""Makes a PDF fit for decades: PDF/A-2b (ISO 19005-2), our forms as they are, foreign pages as they look.

archived = archive_pdf(printed.pdf, "困难职工档案表", made_at=clock())
archived.rasterised            # pages, from 0, that became pictures because their fonts were not in the file
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from math import sqrt
from typing import Any, Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String
from PIL import Image, ImageCms

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken
from union_desk.paper.fitness import Fitness, is_embedded, parts_of
from union_desk.paper.preview import page_size, render_page

_DPI: Final = 300
_MOST_PIXELS: Final = 40_000_000  # an A2 sheet at 300 dpi; larger ones are drawn coarser
_QUALITY: Final = 90
_PRODUCER: Final = "Union Desk"
# What a page and a catalogue may keep; the rest acts, is typed into, or only serves the program it came from.
_PAGE_KEYS: Final = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
)
_ROOT_KEYS: Final = frozenset({"/Type", "/Pages", "/Lang", "/PageLabels", "/PageLayout", "/Outlines"})
_DRAWN_EXTRAS: Final = ("/Metadata", "/PieceInfo", "/OPI", "/Alternates", "/Ref", "/StructParent")
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <pdf:Producer>{producer}</pdf:Producer>
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{at}</xmp:CreateDate>
   <xmp:ModifyDate>{at}</xmp:ModifyDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Archived:
    """A PDF/A-2b, and which pages, from 0, became pictures."""

    pdf: bytes
    pages: int
    rasterised: tuple[int, ...] = ()


def archive_pdf(
    pdf: bytes, title: str, *, made_at: datetime, progress: Callable[[int, int], None] | None = None
) -> Archived:
    """Make a PDF/A-2b; the same input gives the same bytes. RuleBroken for what is no readable PDF."""
    try:
        opened = Pdf.open(BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise RuleBroken("这份 PDF 有密码，不能归档。请先存一份没有密码的。") from error
    except pikepdf.PdfError as error:
        raise RuleBroken("这份文件不是完好的 PDF，不能归档。请重新扫描或导出。") from error
    with opened:
        count = len(opened.pages)
        pictured: list[int] = []
        fitness = Fitness()
        for index, page in enumerate(opened.pages):
            if not fitness.is_fit(page):
                _rasterise(opened, page, pdf, index)
                pictured.append(index)
            if progress is not None:
                progress(index + 1, count)
        for page in opened.pages:
            _keep(page.obj, _PAGE_KEYS)
            for part in parts_of(page):
                _clean(part.resources)
        _clean_root(opened)
        _describe(opened, title, made_at)
        return Archived(_written(opened), count, tuple(pictured))


def _rasterise(opened: Pdf, page: Page, pdf: bytes, index: int) -> None:
    """Put the page's picture in its place, in its size."""
    width, height = page_size(pdf, index)
    dpi = min(_DPI, 72 * sqrt(_MOST_PIXELS / (width * height)))
    columns, rows, pixels = render_page(pdf, index, dpi, filled_in=True)
    picture = Image.frombuffer("RGB", (columns, rows), pixels, "raw", "BGRX", 0, 1)
    for key in list(page.obj.keys()):
        if key not in {"/Type", "/Parent"}:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, round(width, 3), round(height, 3)])
    page.obj.Rotate = 0
    page.obj.Resources = Dictionary(XObject=Dictionary(Page=_picture(opened, picture)))
    page.obj.Contents = opened.make_stream(b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q" % (width, height))


def _picture(opened: Pdf, picture: Image.Image) -> pikepdf.Object:
    """Grey pages without loss, coloured ones as JPEG."""
    grey = picture.convert("L")
    if _is_grey(picture, grey):
        data, space, coding = zlib.compress(grey.tobytes(), 6), Name.DeviceGray, Name.FlateDecode
    else:
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, dpi=(_DPI, _DPI))
        data, space, coding = buffer.getvalue(), Name.DeviceRGB, Name.DCTDecode
    return opened.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=coding,
    )


def _is_grey(picture: Image.Image, grey: Image.Image) -> bool:
    red, green, blue = picture.split()
    return red.tobytes() == green.tobytes() == blue.tobytes() == grey.tobytes()


def _keep(table: pikepdf.Object, keys: Collection[str]) -> None:
    _drop(table, [key for key in table.keys() if key not in keys])  # noqa: SIM118 - an object, no dict


def _drop(table: Any, keys: Iterable[str]) -> None:
    for key in keys:
        if key in table:
            del table[key]


def _clean(resources: Dictionary) -> None:
    fonts: Any = resources.get("/Font", Dictionary())
    for name in [name for name in fonts.keys() if not is_embedded(fonts[name])]:  # noqa: SIM118
        # Chosen, but nothing is set in it: the page would be a picture otherwise.
        fonts[name] = _no_font()
    for font in _values(fonts):
        _clean_font(font)
    for drawn in _values(resources.get("/XObject")):
        _drop(drawn, _DRAWN_EXTRAS)
        for picture in (drawn, drawn.get("/SMask")):
            if isinstance(picture, Stream) and picture.get("/Interpolate"):
                picture.Interpolate = False
    for state in _values(resources.get("/ExtGState")):
        _drop(state, ("/TR", "/TR2", "/HTP"))


def _clean_font(font: Any) -> None:
    """Leave out lists of glyphs, which must be complete or not be there, and say the usual map aloud."""
    below = list(font.get("/DescendantFonts", Array([])))
    for each in [font, *below]:
        _drop(each.get("/FontDescriptor", Dictionary()), ("/CharSet", "/CIDSet"))
        if str(each.get("/Subtype")) == "/CIDFontType2" and "/CIDToGIDMap" not in each:
            each.CIDToGIDMap = Name.Identity


def _no_font() -> Dictionary:
    """Make a font without a glyph."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 0, 0]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        CharProcs=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([])),
        FirstChar=0,
        LastChar=0,
        Widths=Array([0]),
        Resources=Dictionary(),
    )


def _values(table: Any) -> list[Any]:
    return [table[key] for key in table.keys()] if isinstance(table, Dictionary) else []  # noqa: SIM118


def _clean_root(opened: Pdf) -> None:
    _keep(opened.Root, _ROOT_KEYS)
    opened.Root.Lang = String("zh-CN")
    seen: set[tuple[int, int]] = set()
    waiting = [opened.Root.get("/Outlines")]
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        action = entry.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S")) != "/GoTo":
            del entry["/A"]
        waiting += [entry.get("/First"), entry.get("/Next")]


def _describe(opened: Pdf, title: str, made_at: datetime) -> None:
    """Say the same in the file's properties and in its XMP, and what its colours mean."""
    at = local_time(made_at).replace(microsecond=0)
    stamp = at.strftime("D:%Y%m%d%H%M%S+08'00'")
    about = Dictionary(Title=String(title), Creator=String(_PRODUCER), Producer=String(_PRODUCER))
    about.CreationDate = about.ModDate = String(stamp)
    opened.trailer.Info = opened.make_indirect(about)
    words = {"title": escape(title), "producer": _PRODUCER, "at": at.strftime("%Y-%m-%dT%H:%M:%S+08:00")}
    xmp = _XMP.format_map(words).encode("utf-8")
    opened.Root.Metadata = opened.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    profile = opened.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    opened.Root.OutputIntents = Array([opened.make_indirect(intent)])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """Return the sRGB profile, of ICC version 4.2 (ISO 32000-1 knows no later one) and without its clock."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[8:12] = b"\x04\x20\x00\x00"
    profile[24:36] = bytes([0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])  # 2000-01-01
    return bytes(profile)


def _written(opened: Pdf) -> bytes:
    buffer = BytesIO()
    opened.save(
        buffer,
        force_version="1.7",
        deterministic_id=True,
        encryption=False,
        # LZW is forbidden: what can be read is coded anew.
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()
