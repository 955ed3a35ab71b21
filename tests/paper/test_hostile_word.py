"""Files that are no Word file, or one that means harm: each is refused in a sentence, quickly."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest

from tests.paper import word
from union_desk.core.errors import RuleBroken
from union_desk.paper.docx_form import read_word
from union_desk.paper.docx_package import LARGEST
from union_desk.paper.form import load_form
from union_desk.paper.own_table import kept, read_drawing


@pytest.fixture(scope="module")
def base():
    return load_form("hardship_application")


@pytest.fixture(scope="module")
def good():
    document = word.blank()
    word.table(document, [["姓名", "{{姓名}}"], ["编号", "{{编号}}"]], [40, 60])
    return word.saved(document)


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def macro(good):
    types = word.part(good, "[Content_Types].xml").replace(b"main+xml", b"main.macroEnabled+xml", 1)
    return word.repacked(good, {"[Content_Types].xml": types})


def entity(good):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    xml = word.part(good).replace(b"?>", b"?>" + bomb, 1)
    return word.repacked(good, {"word/document.xml": xml})


HOSTILE = {
    "nothing": (lambda good: b"", "空的"),
    "too large": (lambda good: good + bytes(LARGEST), "最大 2 MB"),
    "an old .doc": (lambda good: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    "with a password": (
        lambda good: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "a PDF": (lambda good: b"%PDF-1.7\n", "PDF"),
    "a picture": (lambda good: b"\xff\xd8\xff\xe0JFIF", "不是 Word"),
    "RTF": (lambda good: b"{\\rtf1\\ansi}", "不是 Word"),
    "cut off": (lambda good: good[: len(good) // 2], "已损坏"),
    "an OpenDocument": (
        lambda good: zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
        "OpenDocument",
    ),
    "an Excel file": (lambda good: zipped(xl__workbook=b"<x/>"), "Excel"),
    "any zip": (lambda good: zipped(readme=b"hello"), "已损坏"),
    "with macros": (macro, "宏"),
    "with a macro part": (lambda good: word.repacked(good, {"word/vbaProject.bin": b"x"}), "宏"),
    "with entities": (entity, "DTD"),
    "a zip bomb": (lambda good: word.repacked(good, {"word/media/a.xml": bytes(30 * 1024 * 1024)}), "异常大"),
    "thousands of parts": (
        lambda good: word.repacked(good, {f"word/p{number}.xml": b"" for number in range(1200)}),
        "异常大",
    ),
    "no document": (lambda good: word.repacked(good, {}, without=["word/document.xml"]), "已损坏"),
    "no styles": (lambda good: word.repacked(good, {"word/styles.xml": b"<broken"}), "已损坏"),
    "no XML": (lambda good: word.repacked(good, {"word/document.xml": b"\x00\x01"}), "已损坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_a_sentence(base, good, name):
    make, said = HOSTILE[name]
    with pytest.raises(RuleBroken, match=said) as refused:
        read_word(make(good), base)
    assert refused.value.message.endswith("。")
    assert refused.value.field == "file"


def test_strange_numbers_in_the_file_do_no_harm(base, good):
    """Widths, spans and sizes that no Word writes."""
    xml = word.part(good).decode()
    for old, new in (
        ("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="9999999"/>'),
        ("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="-3"/><w:vMerge/>'),
        ('w:w="2268"', 'w:w="99999999999"'),
        ('w:w="2268"', 'w:w="nan"'),
        ("<w:trPr>", '<w:trPr><w:gridBefore w:val="77777"/>'),
        ("<w:p>", '<w:p><w:pPr><w:ind w:left="inf" w:firstLine="-99999999"/></w:pPr>'),
        ("<w:t>", '<w:rPr><w:sz w:val="99999"/></w:rPr><w:t>'),
    ):
        read = read_word(word.repacked(good, {"word/document.xml": xml.replace(old, new).encode()}), base)
        assert read.faults or read_drawing(kept(read.drawing)) == read.drawing


def test_so_many_cells_are_no_form(base):
    document = word.blank()
    word.table(document, [["{{姓名}}"]], [40])
    xml = word.part(word.saved(document)).decode()
    start, end = xml.index("<w:tr>") if "<w:tr>" in xml else xml.index("<w:tr "), xml.index("</w:tr>") + 7
    data = word.repacked(
        word.saved(document),
        {"word/document.xml": (xml[:end] + xml[start:end] * 4000 + xml[end:]).encode()},
    )
    assert "格子超过" in read_word(data, base).faults[0]


def test_a_file_with_bytes_turned_never_brings_it_down(base, good):
    """Whatever a bad stick does to a file: it is read, or refused in a sentence."""
    draw = random.Random(5)  # noqa: S311 - not a secret
    xml = word.part(good)
    for _turn in range(60):
        bent = bytearray(xml)
        for _byte in range(draw.randint(1, 6)):
            bent[draw.randrange(len(bent))] = draw.randrange(256)
        whole = bytearray(good)
        whole[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        for data in (word.repacked(good, {"word/document.xml": bytes(bent)}), bytes(whole)):
            with contextlib.suppress(RuleBroken):
                read_word(data, base)
