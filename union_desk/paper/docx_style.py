"""What type and which alignment a piece of a Word file has: its own, that of its styles, the defaults."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from union_desk.paper.zhtext import Align

if TYPE_CHECKING:
    from docx.document import Document

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINTS: Final = 20  # twips
_USUAL_SIZE: Final = 10.0
_LARGE: Final = 15.5  # bold Song of this size is a title
_SMALLEST, _LARGEST = 4.0, 72.0
_PITCH: Final = 1.3
_NATURAL: Final = 1.15  # em: by this Word counts how many lines of the grid a line takes
_ABSURD: Final = 1e9
_ALIGNS: Final[dict[str, Align]] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_FONTS: Final = (
    ("title", ("标宋", "大标宋", "华文中宋", "stzhongsong")),
    ("fang", ("仿宋", "fangsong", "stfangsong")),
    ("kai", ("楷", "kai")),
    (
        "hei",
        ("黑", "hei", "雅黑", "yahei", "等线", "dengxian", "圆", "sans", "arial", "calibri", "helvetica"),
    ),
    ("song", ("宋", "song", "simsun", "明", "serif", "times", "roman", "cambria", "courier")),
)
Part = Literal["rPr", "pPr"]


@dataclass(frozen=True, slots=True)
class Type:
    """Font role, size, underline, hidden."""

    font: str
    size: float
    underlined: bool = False
    hidden: bool = False
    lost: str = ""  # what of it is not printed


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; lengths in points."""

    align: Align = "left"
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0
    stops: tuple[tuple[float, str], ...] = ()
    numbered: bool = False
    new_page: bool = False
    spread: bool = False
    ruled: bool = False


def number(element: Any, key: str = "val") -> float | None:
    """Return a number of an attribute; None where it is missing or none."""
    if element is None:
        return None
    try:
        said = float(element.get(W + key))
    except (TypeError, ValueError):
        return None
    return said if abs(said) < _ABSURD else None


def inside(element: Any, *names: str) -> Iterator[Any]:
    """Return the children with these names, in order, out of content controls and other marks too."""
    wanted = {W + name for name in names}
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _AROUND:
            yield from inside(child, *names)


_AROUND: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


def is_on(element: Any) -> bool:
    return element is not None and element.get(W + "val") not in {"0", "false", "off", "none"}


@dataclass(slots=True)
class Styles:
    """The styles of one document."""

    by_id: dict[str, Any]
    usual: str
    defaults: Any
    theme: dict[str, str]
    pitch: float  # of the page's line grid in points; 0: none
    unknown: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Styles:
        styles = document.styles.element
        by_id = {each.get(W + "styleId"): each for each in styles.findall(W + "style")}
        usual = next(
            (
                name
                for name, each in by_id.items()
                if each.get(W + "type") == "paragraph" and each.get(W + "default") in {"1", "true"}
            ),
            "",
        )
        grid = document.element.body.find(f"{W}sectPr/{W}docGrid")
        lined = grid is not None and grid.get(W + "type") in {"lines", "linesAndChars", "snapToChars"}
        pitch = (number(grid, "linePitch") or 0.0) / POINTS if lined else 0.0
        return cls(by_id, usual, styles.find(W + "docDefaults"), _theme_fonts(document), pitch)

    def type_of(self, run: Any, paragraph: Any, table_style: str = "") -> Type:
        """Return the type of a run; `run` None for an empty paragraph."""
        own = run.find(W + "rPr") if run is not None else paragraph.find(f"{W}pPr/{W}rPr")
        found = list(self._chain("rPr", own, paragraph, table_style))
        size = next((s for each in found if (s := number(each.find(W + "sz"))) is not None), None)
        points = min(max((size or _USUAL_SIZE * 2) / 2, _SMALLEST), _LARGEST)
        bold = is_on(self._first(found, "b"))
        line = self._first(found, "u")
        return Type(
            self._role(found, points, bold=bold),
            points,
            is_on(line),
            is_on(self._first(found, "vanish")),
            self._lost(found),
        )

    def _lost(self, found: list[Any]) -> str:
        if any(is_on(self._first(found, name)) for name in ("strike", "dstrike")):
            return "删除线不印"
        raised = self._first(found, "vertAlign")
        if raised is not None and raised.get(W + "val") in {"superscript", "subscript"}:
            return "上标、下标印成普通字，请直接打 ²、³、㎡ 这样的字符"
        return ""

    def shape_of(self, paragraph: Any, size: float, table_style: str = "") -> Shape:
        found = list(self._chain("pPr", paragraph.find(W + "pPr"), paragraph, table_style))
        jc = self._first(found, "jc")
        align = _ALIGNS.get(jc.get(W + "val") or "", "left") if jc is not None else "left"
        left, first = self._indents(found, size)
        numbering = self._first(found, "numPr")
        level = numbering.find(W + "numId") if numbering is not None else None
        return Shape(
            align,
            first,
            left,
            self._length(found, "ind", ("rightChars", "endChars"), ("right", "end"), size),
            self._spacing(found, "before"),
            self._spacing(found, "after"),
            self._pitch(found, size),
            tuple(self._stops(found)),
            numbering is not None and number(level) not in {None, 0.0},
            is_on(self._first(found, "pageBreakBefore")),
            jc is not None and jc.get(W + "val") in {"distribute", "thaiDistribute"},
            self._first(found, "pBdr") is not None,
        )

    def table_chain(self, style: str, part: str) -> Iterator[Any]:
        """Return the table properties of a style and those that it is based on."""
        for each in self._based(style):
            found = each.find(W + part)
            if found is not None:
                yield found

    def _chain(self, part: Part, own: Any, paragraph: Any, table_style: str) -> Iterator[Any]:
        if own is not None:
            yield own
            if part == "rPr":
                yield from self._of_style(own.find(W + "rStyle"), part)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = style.get(W + "val") if style is not None else self.usual
        for each in (*self._based(named), *self._based(table_style)):
            found = each.find(W + part)
            if found is not None:
                yield found
        if self.defaults is not None:
            found = self.defaults.find(f"{W}{part}Default/{W}{part}")
            if found is not None:
                yield found

    def _of_style(self, named: Any, part: Part) -> Iterator[Any]:
        for each in self._based(named.get(W + "val") if named is not None else ""):
            found = each.find(W + part)
            if found is not None:
                yield found

    def _based(self, style: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style and style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            based = self.by_id[style].find(W + "basedOn")
            style = based.get(W + "val") if based is not None else None

    @staticmethod
    def _first(found: list[Any], name: str) -> Any:
        return next((each.find(W + name) for each in found if each.find(W + name) is not None), None)

    def _role(self, found: list[Any], size: float, *, bold: bool) -> str:
        name = next((n for each in found if (n := self._named(each.find(W + "rFonts")))), "")
        plain = re.sub(r"[\s_\-]", "", name).lower()
        role = next((role for role, parts in _FONTS if any(part in plain for part in parts)), "")
        if plain and not role:
            self.unknown[name] = None
        if bold and role in {"song", "", "fang"}:
            return "title" if size >= _LARGE else "hei"
        return role or "song"

    def _named(self, fonts: Any) -> str:
        if fonts is None:
            return ""
        themed = fonts.get(W + "eastAsiaTheme")
        if themed:
            return self.theme.get("major" if "major" in themed else "minor", "")
        return fonts.get(W + "eastAsia") or ""

    def _indents(self, found: list[Any], size: float) -> tuple[float, float]:
        left = self._length(found, "ind", ("leftChars", "startChars"), ("left", "start"), size)
        first = self._length(found, "ind", ("firstLineChars",), ("firstLine",), size)
        hanging = self._length(found, "ind", ("hangingChars",), ("hanging",), size)
        return left, first or -hanging

    @staticmethod
    def _length(
        found: list[Any], name: str, chars: tuple[str, ...], twips: tuple[str, ...], size: float
    ) -> float:
        """Return a length said in hundredths of a character, else in twips."""
        for each in found:
            element = each.find(W + name)
            for key in chars:
                if (said := number(element, key)) is not None and said:
                    return max(min(said / 100 * size, 600.0), -100.0)
            for key in twips:
                if (said := number(element, key)) is not None:
                    return max(min(said / POINTS, 600.0), -100.0)
        return 0.0

    def _spacing(self, found: list[Any], side: str) -> float:
        for each in found:
            element = each.find(W + "spacing")
            lines = number(element, f"{side}Lines")
            if lines:
                return min(max(lines / 100 * (self.pitch or 12.0), 0.0), 200.0)
            said = number(element, side)
            if said is not None:
                return min(max(said / POINTS, 0.0), 200.0)
        return 0.0

    def _pitch(self, found: list[Any], size: float) -> float:
        usual = size * _PITCH
        snaps = self._first(found, "snapToGrid")
        if self.pitch and (snaps is None or is_on(snaps)):
            usual = self.pitch * math.ceil(size * _NATURAL / self.pitch)
        for each in found:
            element = each.find(W + "spacing")
            line = number(element, "line")
            if line is None or line <= 0:
                continue
            if element.get(W + "lineRule") == "exact":
                return min(line / POINTS, 200.0)
            if element.get(W + "lineRule") == "atLeast":
                return min(max(line / POINTS, usual), 200.0)
            return min(usual * line / 240, 200.0)
        return usual

    @staticmethod
    def _stops(found: list[Any]) -> Iterator[tuple[float, str]]:
        tabs = next((each.find(W + "tabs") for each in found if each.find(W + "tabs") is not None), None)
        stops = [
            (position / POINTS, cast("str", tab.get(W + "val")))
            for tab in (tabs.findall(W + "tab") if tabs is not None else ())
            if (position := number(tab, "pos")) is not None and tab.get(W + "val") not in {"clear", "bar"}
        ]
        for position, align in sorted(stops)[:20]:
            yield position, {"center": "center", "right": "right", "end": "right"}.get(align, "left")


def _theme_fonts(document: Document) -> dict[str, str]:
    """Return the Chinese fonts of the theme by major and minor."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    for part in document.part.package.iter_parts():
        if str(part.partname).startswith("/word/theme/"):
            try:
                root = parse_xml(part.blob)
            except ValueError:
                return {}
            return {size: _hans(root.find(f".//{A}{size}Font")) for size in ("major", "minor")}
    return {}


def _hans(fonts: Any) -> str:
    if fonts is None:
        return ""
    for each in fonts.findall(f"{A}font"):
        if each.get("script") == "Hans":
            return each.get("typeface") or ""
    latin = fonts.find(f"{A}ea")
    return (latin.get("typeface") or "") if latin is not None else ""
