"""Which pages of a PDF may stand in an archive as they are; the others only as pictures (ISO 19005-2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Stream

_OPERATORS: Final = "q Q Tf Tj TJ ' \" k K cs CS BI ri"
_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_EMBEDDED: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_INTENTS: Final = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_DEEPEST: Final = 40

Said = Sequence[tuple[list[Any], str]]
"""Operands and operators of a content stream."""


@dataclass(frozen=True, slots=True)
class Part:
    """A content stream (a page, a form, a pattern, a glyph) with the resources it draws with."""

    content: Any
    resources: Dictionary


def parts_of(page: Page) -> Iterator[Part]:
    """Yield a page and every stream that it draws, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(Part(page, _dictionary(page.get("/Resources", page.resources))), 0)]
    while waiting:
        part, depth = waiting.pop()
        yield part
        if depth > _DEEPEST:
            continue
        for stream, own in _drawn_by(part.resources):
            if stream.is_indirect and stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            resources = _dictionary(stream.get("/Resources") or own or part.resources)
            waiting.append((Part(stream, resources), depth + 1))


class Fitness:
    """Judges the pages of one PDF: fonts embedded, colours known, nothing that moves or is typed in."""

    def __init__(self) -> None:
        self._judged: dict[tuple[int, int], bool] = {}  # what many pages draw is read once

    def is_fit(self, page: Page) -> bool:
        if any(str(note.get("/Subtype")) != "/Link" for note in _annotations(page)):
            return False
        try:
            return all(self._part_fits(part) for part in parts_of(page))
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
            return False  # what cannot be read is shown as it looks

    def _part_fits(self, part: Part) -> bool:
        key = part.content.objgen if isinstance(part.content, Stream) else (0, 0)
        if key in self._judged:
            return self._judged[key]
        found = pikepdf.parse_content_stream(part.content, _OPERATORS)
        said = [(list(each.operands), str(each.operator)) for each in found]
        fits = _fonts_fit(part, said) and _colours_fit(part, said) and _has_no_layers(part)
        if key != (0, 0):
            self._judged[key] = fits
        return fits


def is_embedded(font: Object) -> bool:
    """Tell whether a font brings its glyphs along, in a way that every reader understands alike."""
    kind = str(font.get("/Subtype"))
    if kind == "/Type3":
        return True
    if kind == "/Type0":
        below = font.get("/DescendantFonts")
        if not isinstance(below, Array) or not len(below):
            return False
        return _has_program(_dictionary(below[0])) and _has_map(font)
    return _has_program(font)


def _has_program(font: Object) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(key in descriptor for key in _EMBEDDED)


def _has_map(font: Object) -> bool:
    """Only the two identity maps need no table of Adobe's beside the file."""
    encoding = font.get("/Encoding")
    return isinstance(encoding, Stream) or str(encoding) in {"/Identity-H", "/Identity-V"}


def _fonts_fit(part: Part, said: Said) -> bool:
    states = _values(_dictionary(part.resources.get("/ExtGState")))
    if any("/Font" in state for state in states):
        return False
    fonts = _dictionary(part.resources.get("/Font"))
    return all(name in fonts and is_embedded(fonts[name]) for name in _shown_in(said))


def _shown_in(said: Said) -> set[str]:
    """Return the names of the fonts in which something is set; many are chosen and never used."""
    shown: set[str] = set()
    font, saved = "", list[str]()
    for operands, sign in said:
        if sign == "Tf" and operands:
            font = str(operands[0])
        elif sign == "q":
            saved.append(font)
        elif sign == "Q" and saved:
            font = saved.pop()
        elif sign in _SHOWING and font:
            shown.add(font)
    return shown


def _colours_fit(part: Part, said: Said) -> bool:
    """Without a printer's profile in the file, CMYK means another colour on every machine."""
    spaces = _dictionary(part.resources.get("/ColorSpace"))
    for operands, sign in said:
        if sign in {"k", "K", "BI"}:  # an inline picture may be coded in any way
            return False
        if sign in {"cs", "CS"} and _is_cmyk(spaces.get(str(operands[0]), operands[0])):
            return False
        if sign == "ri" and str(operands[0]) not in _INTENTS:
            return False
    shadings = _dictionary(part.resources.get("/Shading"))
    if any(_is_cmyk(_dictionary(each).get("/ColorSpace")) for each in _values(shadings)):
        return False
    return all(_picture_fits(each) for each in _values(_dictionary(part.resources.get("/XObject"))))


def _picture_fits(drawn: Object) -> bool:
    kind = str(drawn.get("/Subtype"))
    if kind == "/PS" or "/F" in drawn:
        return False
    if kind != "/Image":
        return True
    filters = drawn.get("/Filter", Array([]))
    names = [str(filters)] if isinstance(filters, Name) else [str(each) for each in list(filters)]
    return "/JPXDecode" not in names and not _is_cmyk(drawn.get("/ColorSpace"))


def _is_cmyk(space: Object | None) -> bool:
    if space is None:
        return False
    if isinstance(space, Array):
        kind = str(space[0]) if len(space) else ""
        if kind in {"/Indexed", "/Pattern"}:
            return len(space) > 1 and _is_cmyk(space[1])
        if kind in {"/Separation", "/DeviceN"}:
            return len(space) > 2 and _is_cmyk(space[2])
        return kind == "/DeviceCMYK"
    return str(space) in {"/DeviceCMYK", "/CMYK"}


def _has_no_layers(part: Part) -> bool:
    # A layer that is switched off would show when the switches are taken out.
    drawn = _values(_dictionary(part.resources.get("/XObject")))
    if any("/OC" in each for each in drawn):
        return False
    marked = _values(_dictionary(part.resources.get("/Properties")))
    return not any(str(_dictionary(each).get("/Type")) in {"/OCG", "/OCMD"} for each in marked)


def _drawn_by(resources: Dictionary) -> Iterator[tuple[Object, Object | None]]:
    """Yield the streams that may be drawn with these resources, and the resources of their owner."""
    for drawn in _values(_dictionary(resources.get("/XObject"))):
        if isinstance(drawn, Stream) and str(drawn.get("/Subtype")) == "/Form":
            yield drawn, None
    for pattern in _values(_dictionary(resources.get("/Pattern"))):
        if isinstance(pattern, Stream):
            yield pattern, None
    for font in _values(_dictionary(resources.get("/Font"))):
        if str(_dictionary(font).get("/Subtype")) == "/Type3":
            for glyph in _values(_dictionary(font.get("/CharProcs"))):
                yield glyph, font.get("/Resources")
    for state in _values(_dictionary(resources.get("/ExtGState"))):
        mask = _dictionary(state).get("/SMask")
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            yield mask.G, None


def _annotations(page: Page) -> list[Dictionary]:
    notes = page.get("/Annots")
    return [_dictionary(note) for note in list(notes)] if isinstance(notes, Array) else []


def _dictionary(found: Any) -> Dictionary:
    return found if isinstance(found, Dictionary) else Dictionary()


def _values(table: Dictionary) -> list[Object]:
    return [table[key] for key in sorted(table.keys())]
