"""What comes from cameras, scanners and strangers: each is told by its bytes, and what is wrong with it."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from union_desk.casework import originals, pdf_pages
from union_desk.casework.originals import PDF, look_into, page_picture
from union_desk.core.errors import RuleBroken

SAMPLES = Path(__file__).parent / "samples"


def picture(kind="JPEG", size=(60, 90), **options):
    """Return a picture that is red above and white below, as the bytes of a file."""
    image = Image.new("RGB", size, "white")
    image.paste((200, 30, 30), (0, 0, size[0], size[1] // 3))
    kept = io.BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def pdf(pages=1, **options):
    kept = io.BytesIO()
    with pikepdf.new() as document:
        for number in range(pages):
            document.add_blank_page(page_size=(200 + number, 300))
        document.save(kept, **options)
    return kept.getvalue()


def look(data, name="扫描件.jpg"):
    return look_into(name, io.BytesIO(data))


def refusal(data, name="扫描件.jpg"):
    with pytest.raises(RuleBroken) as broken:
        look(data, name)
    assert name in broken.value.message
    return broken.value.message


def shown(data, media, page=0, longest=90):
    made = page_picture("图", media, data, page, longest)
    return Image.frombuffer("RGBA", (made.width, made.height), made.pixels, "raw", "BGRA", 0, 1)


def is_red(pixel):
    return pixel[0] > 150 and pixel[1] < 90


@pytest.mark.parametrize(
    ("kind", "media"), [("JPEG", "jpeg"), ("PNG", "png"), ("TIFF", "tiff"), ("WEBP", "webp"), ("BMP", "bmp")]
)
def test_every_usual_picture_is_known_by_its_bytes(kind, media):
    found = look(picture(kind), "没有后缀")
    assert (found.media, found.pages, found.remark) == (f"image/{media}", 1, "")
    small = Image.open(io.BytesIO(found.thumbnail))
    assert small.size == (60, 90)
    assert is_red(small.getpixel((30, 5)))
    assert not is_red(small.getpixel((30, 80)))


def test_the_photo_of_a_phone_tells_when_it_was_taken():
    data = (SAMPLES / "photo.heic").read_bytes()
    found = look(data, "IMG_0001.HEIC")
    assert (found.media, found.taken_on, found.photo) == ("image/heic", date(2026, 11, 20), True)
    assert is_red(shown(data, found.media).getpixel((30, 5)))


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_held_in_any_way_is_shown_upright(turned):
    exif = Image.Exif()
    exif[0x0112] = turned
    upright = Image.open(io.BytesIO(picture()))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(back[turned]) if turned > 1 else upright
    kept = io.BytesIO()
    held.save(kept, "JPEG", exif=exif, quality=95)
    image = shown(kept.getvalue(), "image/jpeg")
    assert image.size == (60, 90)
    assert is_red(image.getpixel((30, 5)))
    assert not is_red(image.getpixel((30, 80)))


def test_all_pages_of_a_tiff_are_counted_and_shown():
    pages = [Image.new("1", (40, 60), number % 2) for number in range(3)]
    kept = io.BytesIO()
    pages[0].save(kept, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    assert look(kept.getvalue(), "传真.tif").pages == 3
    assert shown(kept.getvalue(), "image/tiff", page=1).getpixel((5, 5))[:3] == (255, 255, 255)
    assert shown(kept.getvalue(), "image/tiff", page=2).getpixel((5, 5))[:3] == (0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_depth_are_shown(mode):
    kept = io.BytesIO()
    Image.new(mode, (30, 40)).save(kept, "TIFF")
    assert look(kept.getvalue(), "扫描.tif").thumbnail
    assert shown(kept.getvalue(), "image/tiff").size == (30, 40)


def test_a_screenshot_with_clear_parts_is_shown_on_white():
    kept = io.BytesIO()
    Image.new("RGBA", (30, 40), (0, 0, 0, 0)).save(kept, "PNG")
    assert shown(kept.getvalue(), "image/png").getpixel((3, 3)) == (255, 255, 255, 255)


def test_a_picture_named_pdf_is_kept_as_what_it_is_and_that_is_told():
    found = look(picture(), "身份证.pdf")
    assert found.media == "image/jpeg"
    assert found.remark == "“身份证.pdf”其实是 JPEG 图片，已按 JPEG 图片存入。"
    assert look(pdf(), "身份证.jpg").media == PDF


def test_a_scan_of_three_hundred_pages_is_counted():
    assert look(pdf(300), "全套.pdf").pages == 300


def test_an_empty_file_is_refused():
    assert "0 字节" in refusal(b"")


def test_more_than_fifty_megabytes_are_refused_with_what_to_do():
    message = refusal(picture() + bytes(51 << 20))
    assert "51.0 MB，超过 50 MB" in message
    assert "200 dpi" in message


@pytest.mark.parametrize("data", [b"MZ\x90\0" + bytes(200), b"\x7fELF" + bytes(200), b"#!/bin/sh\nrm -rf"])
def test_programs_are_refused_whatever_they_are_called(data):
    assert "是程序" in refusal(data, "身份证.jpg")


def test_documents_and_archives_are_refused_with_the_way_round():
    assert "另存为 PDF" in refusal(b"PK\x03\x04" + bytes(100), "申请书.docx")
    assert "另存为 PDF" in refusal(b"\xd0\xcf\x11\xe0" + bytes(100), "申请书.doc")
    assert "先解压" in refusal(b"PK\x03\x04" + bytes(100), "材料.zip")
    assert "先解压" in refusal(b"Rar!" + bytes(100), "材料.rar")
    assert "附件只收图片" in refusal("说明".encode(), "说明.txt")
    assert "已损坏" in refusal("说明".encode(), "身份证.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
def test_a_picture_that_was_cut_off_is_refused(kind):
    data = picture(kind, size=(600, 900))
    assert "已损坏" in refusal(data[: len(data) // 2])


def test_a_damaged_photo_of_a_phone_is_refused():
    data = (SAMPLES / "photo.heic").read_bytes()
    assert "已损坏" in refusal(data[:-60], "IMG.heic")


def test_a_picture_that_would_unfold_into_gigabytes_is_refused():
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    assert "大得不像" in refusal(bomb, "炸弹.png")


def test_a_pdf_with_a_password_is_refused_with_the_way_round():
    locked = pdf(encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    assert "有打开密码" in refusal(locked, "流水.pdf")
    assert "另存为不带密码的 PDF" in refusal(locked, "流水.pdf")


def test_a_pdf_that_only_forbids_printing_is_taken():
    assert look(pdf(2, encryption=pikepdf.Encryption(user="", owner="geheim")), "流水.pdf").pages == 2


def test_a_damaged_pdf_is_refused():
    assert "已损坏" in refusal(b"%PDF-1.7\n" + bytes(500), "流水.pdf")


def test_a_page_of_a_giant_size_is_shown_small():
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_000, 14_000))
        document.save(kept)
    made = page_picture("图纸.pdf", PDF, kept.getvalue(), 0, 800)
    assert max(made.width, made.height) <= 801


def test_a_pdf_is_split_merged_and_turned_into_new_ones():
    whole = pdf(5)
    parts = pdf_pages.split(whole, pdf_pages.ranges("1-2, 4，5-", 5))
    assert [look(part, "部分.pdf").pages for part in parts] == [2, 1, 1]
    assert pdf_pages.split(whole, [(1, 2)]) == parts[:1]
    together = pdf_pages.merged([(parts[0], PDF, 0), (picture(), "image/jpeg", 90), (parts[1], PDF, 0)])
    assert look(together, "合并.pdf").pages == 4
    turned = pdf_pages.turned(whole, {1: 90})
    assert shown(turned, PDF, page=1).size[0] > shown(turned, PDF, page=1).size[1]
    assert shown(turned, PDF, page=0).size[0] < shown(turned, PDF, page=0).size[1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "怎样拆分"), ("1-9", "不在第 1 页到第 5 页"), ("3-2", "不在"), ("a", "看不懂"), ("0", "不在")],
)
def test_a_division_that_makes_no_sense_is_refused_at_its_field(text, sentence):
    with pytest.raises(RuleBroken, match=sentence) as broken:
        pdf_pages.ranges(text, 5)
    assert broken.value.field == "pages"


def test_what_a_dialog_offers_is_what_is_taken():
    assert {".jpg", ".png", ".tif", ".heic", ".webp", ".bmp", ".pdf"} <= set(originals.ACCEPTED)
    assert originals.ending_of("image/heic") == ".heic"
