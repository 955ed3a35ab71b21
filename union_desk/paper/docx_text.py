"""Reads a paragraph of a Word file: its words and fields in their types, and what of it cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.paper.docx_fields import BRACE, FIELD, Asked, asked
from union_desk.paper.docx_style import Styles, Type, W
from union_desk.paper.flow import TICK_SIGNS
from union_desk.paper.fonts import MISSING, face
from union_desk.paper.own_table import OwnParagraph, OwnSpan
from union_desk.paper.sheet import Form, Kind
from union_desk.paper.zhtext import clean

PAGE: Final = "\f"
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "txbxContent", "rPr", "pPr", "rt", "instrText", "delText"})
_NEAR: Final = 10
_BLANKS: Final = re.compile(r" {2,}")
# Wingdings draws boxes and ticks in the places of other characters.
_SYMBOLS: Final = {
    **dict.fromkeys(("F0A8", "F06F", "F071", "F0A3"), "□"),
    **dict.fromkeys(("F0FE", "F052", "F053"), "☑"),
    **dict.fromkeys(("F0FD", "F054"), "☒"),
    "F0FC": "✓",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one type."""

    text: str
    type: Type


@dataclass(slots=True)
class Found:
    """What was found on the way: what must be mended, and what is worth a look."""

    faults: dict[str, None] = field(default_factory=dict)
    doubts: dict[str, None] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)  # items of rows by column, so far

    def fault(self, where: str, text: str) -> None:
        self.faults[f"{where}：{text}"] = None

    def doubt(self, where: str, text: str) -> None:
        self.doubts[f"{where}：{text}" if where else text] = None


class TextReader:
    """Reads paragraphs of one document for one form."""

    def __init__(self, styles: Styles, form: Form, found: Found) -> None:
        self._styles = styles
        self._form = form
        self._found = found

    def paragraphs(
        self, elements: Sequence[Any], where: str, table_style: str = ""
    ) -> list[tuple[OwnParagraph, bool]]:
        """Read paragraphs; beside each whether a new page begins with it."""
        read: list[tuple[OwnParagraph, bool]] = []
        for element in elements:
            read += self._paragraph(element, where, table_style)
        return read

    def _paragraph(self, element: Any, where: str, table_style: str) -> Iterator[tuple[OwnParagraph, bool]]:
        pieces = [
            Piece(text, self._styles.type_of(run, element, table_style))
            for run, text in self._runs(element, where)
        ]
        pieces = [piece for piece in pieces if not piece.type.hidden]
        usual = self._styles.type_of(None, element, table_style)
        size = max((piece.type.size for piece in pieces if piece.text.strip()), default=usual.size)
        shape = self._styles.shape_of(element, size, table_style)
        for lost in {piece.type.lost for piece in pieces if piece.text.strip()} - {""}:
            self._found.doubt(where, f"{lost}。")
        if shape.ruled:
            self._found.doubt(where, "段落的边框不印，需要线条请用表格边框。")
        if shape.numbered and any(piece.text.strip() for piece in pieces):
            self._found.fault(
                where, "用了自动编号，编号印不出来，请改成手打的编号（删去自动编号后直接输入）。"
            )
        new_page = shape.new_page
        for number, part in enumerate(_parts(pieces)):
            spans = tuple(self._spans(part, where))
            spans = spans or (OwnSpan("song", size),)
            filling = len(spans) == 1 and self._fills(spans[0])
            yield (
                OwnParagraph(
                    spans,
                    shape.align,
                    shape.indent,
                    shape.left,
                    shape.right,
                    shape.before,
                    shape.after,
                    shape.pitch,
                    shape.stops,
                    filling,
                    shape.spread,
                ),
                new_page or number > 0,
            )
            new_page = False

    def _fills(self, span: OwnSpan) -> bool:
        """Tell whether a paragraph is one field of text, which takes all the room that others leave."""
        if not span.field or span.width or span.boxes:
            return False
        name, _dot, column = span.field.partition(".")
        declared = self._form.fields[name]
        kind = declared.columns[column].kind if column else declared.kind
        return kind in {Kind.TEXT, Kind.DAY, Kind.MONEY}

    def _runs(self, element: Any, where: str) -> Iterator[tuple[Any, str]]:
        """Return the runs of a paragraph with their text, as they stand once all revisions are accepted."""
        for child in element:
            name = _name(child)
            if name in _LEFT_OUT:
                if name in {"del", "moveFrom"}:
                    self._found.doubt("", "文件里有没接受的修订，已按接受以后的样子读取。")
                continue
            if name == "r":
                yield child, "".join(self._run(child, where))
            elif name in {"oMath", "oMathPara"}:
                self._found.fault(where, "有公式，印不出来，请改成普通文字。")
            elif name in _PICTURES or name == "AlternateContent":
                self._picture(where)
            else:
                yield from self._runs(child, where)

    def _run(self, run: Any, where: str) -> Iterator[str]:
        for child in run:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in {"tab", "ptab"}:
                yield "\t"
            elif name in {"br", "cr"}:
                yield PAGE if child.get(W + "type") == "page" else "\n"
            elif name == "sym":
                yield self._symbol(child, where)
            elif name in _PICTURES or name == "AlternateContent":
                self._picture(where)
            else:
                yield self._seldom(child, name, where)

    def _seldom(self, element: Any, name: str, where: str) -> str:
        if name in {"footnoteReference", "endnoteReference", "commentReference"}:
            self._found.doubt(where, "脚注和批注不印。")
        if name == "ruby":
            bases = element.iter(W + "rubyBase")
            return "".join(text.text or "" for base in bases for text in base.iter(W + "t"))
        return "-" if name == "noBreakHyphen" else ""

    def _symbol(self, element: Any, where: str) -> str:
        code = (element.get(W + "char") or "").upper()
        if code in _SYMBOLS:
            return _SYMBOLS[code]
        self._found.fault(
            where, f"有符号字体 {element.get(W + 'font') or ''} 的符号，请换成普通字符，例如 □。"
        )
        return ""

    def _picture(self, where: str) -> None:
        self._found.fault(where, "有图片、文本框或图形，程序不印这些，请删去（线条请用表格边框）。")

    def _spans(self, pieces: Sequence[Piece], where: str) -> Iterator[OwnSpan]:
        """Divide the text of a paragraph into words and fields."""
        text = "".join(piece.text for piece in pieces)
        types = [piece.type for piece in pieces for _sign in piece.text]
        at = 0
        for match in FIELD.finditer(text):
            yield from self._words(text, types, at, match.start(), where)
            span = self._field(match[1], types[match.start()], where)
            if span is not None:
                yield span
            at = match.end()
        yield from self._words(text, types, at, len(text), where)

    def _field(self, text: str, type_: Type, where: str) -> OwnSpan | None:
        try:
            found = asked(text, self._form)
        except RuleBroken as broken:
            self._found.fault(where, broken.message)
            return None
        self._found.asked.append(found)
        item = found.item
        if "." in found.name:
            item = self._found.counted.get(found.name, 0) if item is None else item
            self._found.counted[found.name] = max(self._found.counted.get(found.name, 0), item + 1)
        name, _dot, column = found.name.partition(".")
        declared = self._form.fields[name]
        options = (declared.columns[column] if column else declared).options
        code = next((each.code for each in options if each.label == found.option), "")
        return OwnSpan(
            type_.font,
            type_.size,
            field=found.name,
            item=item or 0,
            rest=found.rest,
            width=found.width,
            boxes=found.boxes,
            option=code,
            underlined=type_.underlined,
        )

    def _words(self, text: str, types: Sequence[Type], start: int, end: int, where: str) -> Iterator[OwnSpan]:
        brace = BRACE.search(text, start, end)
        if brace is not None:
            near = text[max(0, brace.start() - _NEAR) : brace.end() + _NEAR].strip()
            self._found.fault(where, f"“{near}”中的花括号没有配对，字段应写成 {{{{姓名}}}}。")
        at = start
        while at < end:
            until = at
            while until < end and types[until] == types[at]:
                until += 1
            plain = _shaped(text[at:until])
            self._check_glyphs(plain, types[at], where)
            if plain:
                yield OwnSpan(types[at].font, types[at].size, plain, underlined=types[at].underlined)
            at = until

    def _check_glyphs(self, text: str, type_: Type, where: str) -> None:
        glyphs = face(type_.font)
        missing = [
            sign
            for sign in dict.fromkeys(text)
            if sign > " " and sign not in TICK_SIGNS and glyphs.glyph(sign)[0] == MISSING
        ]
        if missing:
            self._found.fault(where, f"字体里没有这些字符：{'、'.join(missing[:8])}。请换成别的写法。")


def _shaped(text: str) -> str:
    """Drop what has no shape, but keep tabs and line ends; two blanks of a Chinese font are one em."""
    text = _BLANKS.sub(lambda found: "\u3000" * (len(found[0]) // 2), text.replace("\u00a0", " "))
    return "\t".join(clean(part) for part in text.split("\t"))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parts(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Divide a paragraph at its page breaks."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split(PAGE)):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(piece, text=text))
    return parts
