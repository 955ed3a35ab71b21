"""What a file that somebody wants to attach is: a picture or a PDF, how many pages, when it was taken.

What cannot be attached is refused with a sentence that names the file and says what to do. Originals are
never altered: they are turned upright and made small only for the screen.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from union_desk.core.errors import RuleBroken
from union_desk.paper import preview

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST: Final = 50 << 20
PDF: Final = "application/pdf"
# What a decoder may unfold: four times the largest photo of a phone.
_MOST_PIXELS: Final = 200_000_000
_MOST_PAGES: Final = 3000
_HEAD: Final = 1024
_THUMBNAIL: Final = 240
_JPEG_QUALITY: Final = 82
# What a picture has as a page of a PDF: 300 dpi on A4.
_PDF_LONGEST: Final = 3508
_PDF_QUALITY: Final = 88
_A4_INCHES: Final = 297 / 25.4
_TAKEN: Final = (0x9003, 0x9004)  # DateTimeOriginal, DateTimeDigitized
_EXIF: Final = 0x8769
_CAMERA: Final = 0x010F
_ENDINGS: Final = {
    PDF: (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    "image/heic": (".heic", ".heif", ".hif"),
    "image/webp": (".webp",),
    "image/bmp": (".bmp", ".dib"),
}
MEDIA_WORDS: Final = {
    PDF: "PDF",
    "image/jpeg": "JPEG 图片",
    "image/png": "PNG 图片",
    "image/tiff": "TIFF 图片",
    "image/heic": "HEIC 照片",
    "image/webp": "WebP 图片",
    "image/bmp": "BMP 图片",
}
ACCEPTED: Final = tuple(ending for endings in _ENDINGS.values() for ending in endings)
"""The endings that a file dialog offers."""


@dataclass(frozen=True, slots=True)
class Original:
    """What was found out about a file by looking into it."""

    media: str
    pages: int
    taken_on: date | None = None
    photo: bool = False  # a camera has left its name in it
    remark: str = ""  # worth telling, such as a wrong ending
    thumbnail: bytes = b""  # JPEG of its first page


@dataclass(frozen=True, slots=True)
class Picture:
    """A page for the screen: rows of BGRA without gaps."""

    width: int
    height: int
    pixels: bytes


def look_into(name: str, source: BinaryIO) -> Original:
    """Find out what a file is and read its first page; RuleBroken says why it cannot be attached."""
    source.seek(0, 2)
    size = source.tell()
    source.seek(0)
    if not size:
        raise _refused(name, "是空文件（0 字节）", "请重新扫描或拷贝一次")
    if size > LARGEST:
        raise _refused(
            name,
            f"有 {size / (1 << 20):.1f} MB，超过 {LARGEST >> 20} MB",
            "请调低扫描分辨率（200 dpi 已经够清楚），或分成几个文件再添加",
        )
    media = media_of(name, source.read(_HEAD))
    source.seek(0)
    found = _look_into_pdf(name, source) if media == PDF else _look_into_image(name, source, media)
    return found if not (remark := _misnamed(name, media)) else _with(found, remark)


def media_of(name: str, head: bytes) -> str:
    """Tell by its first bytes what a file is, whatever it is called; RuleBroken for what is not attached."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "image/tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
        return "image/heic"
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"BM"):
        return "image/bmp"
    raise _refused(name, *_strange(name, head))


def _strange(name: str, head: bytes) -> tuple[str, str]:
    if head.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return "是程序，不是材料", "不能添加；来历不明的程序请不要打开"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if PurePath(name).suffix.lower() in {".zip", ".rar", ".7z"}:
            return "是压缩包", "请先解压，再添加里面的图片或 PDF"
        return "是文档或表格", "请先用 WPS 另存为 PDF，再添加"
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "是压缩包", "请先解压，再添加里面的图片或 PDF"
    if PurePath(name).suffix.lower() in ACCEPTED:
        return "内容已损坏，或不是图片和 PDF", "请重新扫描或拷贝一次"
    return "不是图片，也不是 PDF", "附件只收图片（JPG、PNG、TIFF、HEIC、WebP、BMP）和 PDF"


def _misnamed(name: str, media: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ending in _ENDINGS[media] or not ending:
        return ""
    return f"“{name}”其实是 {MEDIA_WORDS[media]}，已按 {MEDIA_WORDS[media]}存入。"


def _with(found: Original, remark: str) -> Original:
    return Original(found.media, found.pages, found.taken_on, found.photo, remark, found.thumbnail)


# --- pictures


def _look_into_image(name: str, source: BinaryIO, media: str) -> Original:
    with _named_when_broken(name), _opened(source) as image:
        _refuse_bomb(name, image)
        pages = int(getattr(image, "n_frames", 1)) if media == "image/tiff" else 1
        if pages > _MOST_PAGES:
            raise _refused(name, f"有 {pages} 页", "请分成几个文件再添加")
        exif = image.getexif()
        taken_on = _day(exif)
        photo = bool(exif.get(_CAMERA))
        # Reads all of the picture, so that one that is cut off is found now.
        return Original(media, pages, taken_on, photo, "", _jpeg(_upright(image, _THUMBNAIL)))


def _refuse_bomb(name: str, image: Image) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise _refused(
            name,
            f"的画面有 {image.width}×{image.height} 点，大得不像照片或扫描件",
            "请调低扫描分辨率后再添加",
        )


def _day(exif: Any) -> date | None:
    """Return the day on which a camera or scanner says that a picture was taken."""
    details = exif.get_ifd(_EXIF)
    for tag in _TAKEN:
        try:
            taken = datetime.strptime(str(details.get(tag))[:10], "%Y:%m:%d")  # noqa: DTZ007 - a day only
        except ValueError:
            continue
        return taken.date()
    return None


def _upright(image: Image, longest: int) -> Image:
    """Return a picture as one holds the paper, no larger than asked for, on white."""
    from PIL import Image as Images  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    # A JPEG is decoded small at once.
    image.draft("RGB", (longest, longest))
    if image.mode in {"I;16", "I;16B", "I"}:
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        image = image.convert("L")
    if image.mode in {"P", "LA", "PA"} or (image.mode != "RGB" and "A" in image.mode):
        image = image.convert("RGBA")
    image.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(image)
    if upright.mode == "RGBA":
        paper = Images.new("RGBA", upright.size, "white")
        upright = Images.alpha_composite(paper, upright)
    return upright.convert("RGB")


def _jpeg(image: Image) -> bytes:
    kept = BytesIO()
    image.save(kept, "JPEG", quality=_JPEG_QUALITY)
    return kept.getvalue()


@contextmanager
def _opened(source: BinaryIO) -> Iterator[Image]:
    from PIL import Image as Images  # noqa: PLC0415 - slow to load

    _learn_heic()
    with warnings.catch_warnings():
        # How large a picture may be is said here, by a sentence.
        warnings.simplefilter("ignore", Images.DecompressionBombWarning)
        with Images.open(source, formats=("JPEG", "PNG", "TIFF", "WEBP", "BMP", "HEIF")) as image:
            yield image


@cache
def _learn_heic() -> None:
    import pi_heif  # noqa: PLC0415 - slow to load

    pi_heif.register_heif_opener()


@contextmanager
def _named_when_broken(name: str) -> Iterator[None]:
    try:
        yield
    except RuleBroken:
        raise
    except MemoryError as error:
        raise _refused(name, "太大，内存不够", "请关闭别的程序，或调低扫描分辨率后再添加") from error
    except Exception as error:  # what a broken file makes of its decoder cannot be listed
        if type(error).__name__ == "DecompressionBombError":
            raise _refused(name, "的画面大得不像照片或扫描件", "请调低扫描分辨率后再添加") from error
        raise _refused(name, "已损坏，读不完整", "请重新扫描或拷贝一次") from error


# --- PDF


def _look_into_pdf(name: str, source: BinaryIO) -> Original:
    data = source.read()
    with _pdf_named_when_broken(name):
        pages = preview.page_count(data)
        if not pages:
            raise _refused(name, "里一页也没有", "请重新扫描或导出一次")
        if pages > _MOST_PAGES:
            raise _refused(name, f"有 {pages} 页", "请分成几个文件再添加")
        return Original(PDF, pages, thumbnail=_thumbnail_of(_pdf_page(data, 0, _THUMBNAIL)))


@contextmanager
def _pdf_named_when_broken(name: str) -> Iterator[None]:
    try:
        yield
    except RuleBroken:
        raise
    except Exception as error:  # as above
        if "password" in str(error).lower():
            raise _refused(
                name, "有打开密码", "请先在 WPS 或看图软件里输入密码，另存为不带密码的 PDF 再添加"
            ) from error
        raise _refused(name, "已损坏，打不开", "请重新扫描或导出一次") from error


def _pdf_page(data: bytes, page: int, longest: int) -> Picture:
    width, height = preview.page_size(data, page)
    # Some scanners write a page of no size, or of the size of a house.
    dpi = min(longest * 72 / max(width, height, 1.0), 600.0)
    return Picture(*preview.render_page(data, page, dpi, filled_in=True))


def _thumbnail_of(picture: Picture) -> bytes:
    from PIL import Image as Images  # noqa: PLC0415

    return _jpeg(
        Images.frombuffer("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX", 0, 1)
    )


# --- what is shown


def page_picture(name: str, media: str, data: bytes, page: int, longest: int) -> Picture:
    """Return a page for the screen, upright, its longer side at most so many points."""
    if media == PDF:
        with _pdf_named_when_broken(name):
            return _pdf_page(data, page, longest)
    with _named_when_broken(name), _opened(BytesIO(data)) as image:
        if page:
            image.seek(page)
        _refuse_bomb(name, image)
        shown = _upright(image, longest).convert("RGBA")
        return Picture(shown.width, shown.height, shown.tobytes("raw", "BGRA"))


def as_pdf(data: bytes) -> bytes:
    """Return a picture, all its pages upright, as a PDF of the size of its paper."""
    from PIL import ImageSequence  # noqa: PLC0415

    with _named_when_broken("图片"), _opened(BytesIO(data)) as image:
        _refuse_bomb("图片", image)
        pages = [_upright(frame, _PDF_LONGEST) for frame in ImageSequence.Iterator(image)]
        kept = BytesIO()
        # The longer side becomes that of A4.
        dpi = max(max(page.size) for page in pages) / _A4_INCHES
        pages[0].save(
            kept, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=_PDF_QUALITY
        )
        return kept.getvalue()


def ending_of(media: str) -> str:
    """Return the ending that a file of this kind has when it is written into a folder."""
    return _ENDINGS[media][0] if media in _ENDINGS else ""


def _refused(name: str, what: str, advice: str) -> RuleBroken:
    return RuleBroken(f"“{name}”{what}。{advice}。", field="file")
