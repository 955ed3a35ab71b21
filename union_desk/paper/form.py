"""Reads a form definition (TOML) and refuses it, with the place of the fault, when it does not add up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.wording import FormTexts, filled, wordings
from union_desk.paper.faults import Table, Where, known, one_of, size_of, text_of
from union_desk.paper.letter_form import LETTER_KEYS, read_letter
from union_desk.paper.own_table import own_form
from union_desk.paper.sheet import (
    A4,
    Block,
    Cell,
    Code,
    Continuation,
    Field,
    Form,
    Gap,
    Grid,
    Kind,
    Margin,
    Option,
    Page,
    Piece,
    Place,
    Style,
    Template,
    TextLine,
)
from union_desk.paper.zhtext import Align

__all__ = ["Form", "load_form", "read_form"]

_FORM: Final = {
    "id", "number", "edition", "title", "margin", "label", "value", "words", "fields", "page", "continuation",
    *LETTER_KEYS,
}  # fmt: skip
_FIELD: Final = {"kind", "label", "sample", "terms", "options", "columns"}
_STYLE: Final = {"font", "size", "min_size", "align", "valign", "indent", "lead"}
_ROW: Final = {"height", "cells", "repeat", "count", "across"}
_CELL: Final = _STYLE | {
    "w",
    "down",
    "label",
    "vertical",
    "text",
    "wording",
    "field",
    "boxes",
    "per_line",
    "top",
    "foot",
    "rest",
    "seal",
}
_LINE: Final = {"type", "height", "left", "center", "right", "wording"} | _STYLE
_BLOCKS: Final = {"line": _LINE, "gap": {"type", "height"}, "grid": {"type", "units", "rows", "ruled"}}
_FONTS: Final = ("song", "hei", "kai", "fang", "title")
_ALIGNS: Final = ("left", "center", "right", "justify")
_VALIGNS: Final = ("top", "middle", "bottom")
# {name}, {name:30} with its width in millimetres, {name:30_} underlined, {name:30^} centred, {name:30_^} both
_PIECE: Final = re.compile(r"\{(\w+)(?::(\d+(?:\.\d+)?)(_?)(\^?))?\}")
_TOLERANCE: Final = 0.01
SHIPPED_TEXTS: Final = FormTexts()


def load_form(form_id: str, texts: FormTexts = SHIPPED_TEXTS) -> Form:
    """Read and check resources/forms/ID.toml; a form with a fault in it is refused, and told where.

    A running document is in resources/letters/. `texts` are an office's own in the place of the shipped ones.
    """
    path = resource("forms", f"{form_id}.toml")
    if not path.exists():
        path = resource("letters", f"{form_id}.toml")
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise RuleBroken(f"没有找到表样文件 {path.name}。") from error
    return _load(path, changed, texts)


@lru_cache(maxsize=32)
def _load(path: Path, changed: int, texts: FormTexts) -> Form:
    if texts.table is not None:
        return own_form(_load(path, changed, SHIPPED_TEXTS), texts)
    return read_form(path, texts)


def read_form(path: Path, texts: FormTexts = SHIPPED_TEXTS) -> Form:
    """Read one form definition."""
    where = Where(path.name)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"（第 {found[1]} 行第 {found[2]} 列附近）" if found else ""
        raise where.fault(f"不是正确的 TOML 文本{place}。") from error
    try:
        return _FormReader(where, table, texts).form()
    except (TypeError, ValueError, AttributeError) as error:  # a table where a list should be, and the like
        raise where.fault("有一处写法不对，请与原来的表样对照。") from error


def _style(where: Where, table: Table, base: Style) -> Style:
    return Style(
        font=one_of(where, table, "font", _FONTS, base.font),
        size=size_of(where, table, "size", base.size, 4),
        min_size=size_of(where, table, "min_size", base.min_size, 4),
        align=cast("Align", one_of(where, table, "align", _ALIGNS, base.align)),
        valign=one_of(where, table, "valign", _VALIGNS, base.valign),
        indent=size_of(where, table, "indent", base.indent),
        lead=size_of(where, table, "lead", base.lead, 1),
    )


def _field(where: Where, name: str, table: Table) -> Field:
    where = where.at(f"字段 {name}")
    known(where, table, _FIELD, ("kind", "label"))
    kind = Kind(one_of(where, table, "kind", [kind.value for kind in Kind], ""))
    options = tuple(Option(code, label) for code, label in table.get("options", ()))
    if kind is Kind.FLAG:
        options = options or (Option("yes", "是"), Option("no", "否"))
    if kind.ticked and not options:
        raise where.fault("没有列出方框（options）。", "options")
    columns = {key: _field(where, key, value) for key, value in table.get("columns", {}).items()}
    if (kind is Kind.ROWS) != bool(columns):
        raise where.fault("只有 kind 为 rows 的字段才有、也必须有 columns。", "columns")
    sample = table.get("sample")
    return Field(
        name, kind, text_of(where, table, "label"), sample, text_of(where, table, "terms"), options, columns
    )


class _FormReader:
    """Reads one form; the fields are known before the pages that use them."""

    def __init__(self, where: Where, table: Table, texts: FormTexts) -> None:
        self._texts = texts
        body = "letter" if "letter" in table else "page"
        known(where, table, _FORM, ("id", "number", "edition", "title", "fields", body, "continuation"))
        self._where = where
        self._table = table
        self._fields = {name: _field(where, name, entry) for name, entry in table["fields"].items()}
        margin = table.get("margin", [20, 18, 20, 18])
        if len(margin) != 4:
            raise where.fault("“margin”应是上、右、下、左四个数。", "margin")
        self._margin = Margin(*map(float, margin))
        self._width = A4[0] - self._margin.left - self._margin.right
        self._label = self._base("label", Style("hei", 9, 6.5, "center", lead=1.25))
        self._value = self._base("value", Style("fang", 10.5, 6.5, "center"))
        self._words = self._base("words", Style("song", 10.5, 6.5))

    def _base(self, key: str, default: Style) -> Style:
        where = self._where.at(f"[{key}]")
        table = self._table.get(key, {})
        known(where, table, _STYLE)
        return _style(where, table, default)

    def form(self) -> Form:
        table = self._table
        pages = [self._page(number, page) for number, page in enumerate(table.get("page", ()), start=1)]
        return Form(
            id=table["id"],
            number=table["number"],
            edition=table["edition"],
            title=table["title"],
            fields=self._fields,
            margin=self._margin,
            pages=tuple(pages),
            continuation=self._continuation(table["continuation"]),
            texts=self._texts,
            letter=read_letter(self, self._where, table) if "letter" in table else None,
        )

    def wording(self, where: Where, table: Table) -> str:
        """Return the text that a place refers to: the office's own, else the shipped one."""
        wording_id = text_of(where, table, "wording")
        if wording_id and wording_id not in wordings():
            raise where.fault(f"没有名为“{wording_id}”的文书文字。", "wording")
        if not wording_id:
            return ""
        shipped = wordings()[wording_id]
        return dict(self._texts.texts).get(wording_id) or filled(shipped.text, {}, shipped.inserts)

    def words_style(self, where: Where, table: Table) -> Style:
        return _style(where, {key: table[key] for key in _STYLE if key in table}, self._words)

    def _continuation(self, table: Table) -> Continuation:
        where = self._where.at("续页")
        known(where, table, {"title", "line"}, ("title", "line"))
        line = self.line(where, {"height": 7, **table["line"]})
        return Continuation(text_of(where, table, "title"), line, self._label, self._value)

    def _page(self, number: int, table: Table) -> Page:
        where = self._where.at(f"第 {number} 页")
        known(where, table, {"block", "code"}, ("block",))
        blocks = [
            self._block(where.at(f"第 {index} 块"), block)
            for index, block in enumerate(table["block"], start=1)
        ]
        room = A4[1] - self._margin.top - self._margin.bottom
        height = sum(block.height for block in blocks)
        if height > room + _TOLERANCE:
            raise where.fault(f"内容高 {height:g} 毫米，超出可用的 {room:g} 毫米。")
        return Page(tuple(blocks), self.code(where, table["code"]) if "code" in table else None)

    def code(self, where: Where, table: Table) -> Code:
        where = where.at("二维码")
        known(where, table, {"text", "size", "top", "right"}, ("text", "size", "top"))
        right = size_of(where, table, "right", self._margin.right)
        code = Code(
            table["text"], size_of(where, table, "size", least=5), size_of(where, table, "top"), right
        )
        for name in code.names():
            self.declared(where, name)
        return code

    def _block(self, where: Where, table: Table) -> Block:
        kind = one_of(where, table, "type", list(_BLOCKS), "")
        known(where, table, _BLOCKS[kind])
        if kind == "gap":
            return Gap(size_of(where, table, "height"))
        return self.grid(where, table) if kind == "grid" else self.line(where, table)

    def line(self, where: Where, table: Table) -> TextLine:
        known(where, table, _LINE, ("height",))
        parts = {
            side: self._template(where, text_of(where, table, side)) for side in ("left", "center", "right")
        }
        words = self.wording(where, table)
        if words:
            parts["center" if table.get("align") == "center" else "left"] = (Piece(words),)
        style = _style(where, table, self._words)
        return TextLine(
            size_of(where, table, "height"), style, **parts, wording=text_of(where, table, "wording")
        )

    def declared(self, where: Where, name: str, among: Mapping[str, Field] | None = None) -> Field:
        fields = self._fields if among is None else among
        if name not in fields:
            raise where.fault(f"没有声明过的字段“{name}”。请先写进 [fields]。", name)
        return fields[name]

    def running(self, where: Where, text: str, rows: Field | None = None) -> Template:
        """Read text in which values run along; of a field of rows they are its columns."""
        pieces: list[Piece] = []
        end = 0
        for match in _PIECE.finditer(text):
            if match.start() > end:
                pieces.append(Piece(text[end : match.start()]))
            declared = self.declared(where, match[1], rows.columns if rows is not None else None)
            width = float(match[2]) if match[2] else None
            pieces.append(Piece("", Place(declared, rows), width, underlined=True))
            end = match.end()
        if end < len(text):
            pieces.append(Piece(text[end:]))
        return tuple(pieces)

    def _template(self, where: Where, text: str) -> Template:
        pieces: list[Piece] = []
        end = 0
        for match in _PIECE.finditer(text):
            if match.start() > end:
                pieces.append(Piece(text[end : match.start()]))
            declared = self.declared(where, match[1])
            width = float(match[2]) if match[2] else None
            if width is None and declared.kind in {Kind.TEXT, Kind.MONEY, Kind.DAY, Kind.ROWS}:
                raise where.fault(f"字段“{match[1]}”要写明宽度，例如 {{{match[1]}:30}}。", match[1])
            align: Align = "center" if match[4] else "left"
            pieces.append(Piece("", Place(declared), width, bool(match[3]), align))
            end = match.end()
        if end < len(text):
            pieces.append(Piece(text[end:]))
        return tuple(pieces)

    def grid(self, where: Where, table: Table) -> Grid:
        units = size_of(where, table, "units", 40, 1)
        grid = _GridReader(self, where, units, self._width / units).grid(table["rows"])
        return replace(grid, ruled=bool(table.get("ruled", True)))

    def cell(self, where: Where, table: Table, box: tuple[float, float, float, float], rows: str) -> Cell:
        """Read one cell whose place is known; inside a repeated row its field is a column."""
        known(where, table, _CELL, ("w",))
        place: Place | None = None
        if "field" in table:
            among = self._fields[rows].columns if rows else None
            declared = self.declared(where, table["field"], among)
            place = Place(declared, self._fields[rows] if rows else None, rest=text_of(where, table, "rest"))
        if "label" in table:
            base = self._label
        else:
            base = self._words if place is None or place.field.kind.ticked else self._value
        return Cell(
            *box,
            style=_style(where, table, base),
            label=text_of(where, table, "label"),
            vertical=bool(table.get("vertical", False)),
            text=text_of(where, table, "text") or self.wording(where, table),
            wording=text_of(where, table, "wording"),
            place=place,
            boxes=int(size_of(where, table, "boxes", 0)),
            per_line=int(size_of(where, table, "per_line", 0)),
            top=tuple(self._template(where, line) for line in table.get("top", ())),
            foot=tuple(self._template(where, line) for line in table.get("foot", ())),
            seal=size_of(where, table, "seal", 0.0),
        )

    def rows_field(self, where: Where, name: str) -> Field:
        declared = self.declared(where, name)
        if declared.kind is not Kind.ROWS:
            raise where.fault(f"“repeat”要用 kind 为 rows 的字段，{name} 不是。", "repeat")
        return declared


class _GridReader:
    """Lays the rows of a grid: each shares out the units that taller cells from above leave free."""

    def __init__(self, form: _FormReader, where: Where, units: float, unit: float) -> None:
        self._form = form
        self._where = where
        self._units = units
        self._unit = unit
        self._cells: list[Cell] = []

    def grid(self, rows: Sequence[Table]) -> Grid:
        plan = [entry for number, row in enumerate(rows, start=1) for entry in self._expand(number, row)]
        tops = [0.0]
        for row, _, _, where in plan:
            tops.append(tops[-1] + size_of(where, row, "height", least=1))
        taken: list[list[tuple[float, float]]] = [[] for _ in plan]
        for index, (row, rows_name, item, where) in enumerate(plan):
            self._row(where, index, (row, rows_name, item), tops, taken)
        return Grid(tops[-1], tuple(self._cells))

    def _expand(self, number: int, row: Table) -> list[tuple[Table, str, int, Where]]:
        where = self._where.at(f"第 {number} 行")
        known(where, row, _ROW, ("height", "cells"))
        if "repeat" not in row:
            return [(row, "", 0, where)]
        self._form.rows_field(where, row["repeat"])
        across = int(size_of(where, row, "across", 1, 1))
        count = int(size_of(where, row, "count", 1, 1))
        return [(row, row["repeat"], line * across, where) for line in range(count)]

    def _row(
        self,
        where: Where,
        index: int,
        content: tuple[Table, str, int],
        tops: list[float],
        taken: list[list[tuple[float, float]]],
    ) -> None:
        row, rows_name, first_item = content
        across = int(row.get("across", 1))
        at = self._free(taken[index], 0.0)
        for turn in range(across):
            for number, table in enumerate(row["cells"], start=1):
                here = where.at(f"第 {number} 格")
                width = size_of(here, table, "w", least=0.5)
                down = int(size_of(here, table, "down", 1, 1))
                if index + down >= len(tops):
                    raise here.fault(f"向下占 {down} 行，超出了表格。", "down")
                self._claim(here, taken[index : index + down], at, at + width)
                box = (at * self._unit, tops[index], width * self._unit, tops[index + down] - tops[index])
                cell = self._form.cell(here, table, box, rows_name)
                if cell.place is not None:
                    cell = replace(cell, place=replace(cell.place, item=first_item + turn))
                self._cells.append(cell)
                at = self._free(taken[index], at + width)
        if abs(at - self._units) > _TOLERANCE:
            raise where.fault(f"各格宽度合计 {at:g}，应为 {self._units:g}。", "w")

    def _claim(self, where: Where, rows: list[list[tuple[float, float]]], left: float, right: float) -> None:
        if right > self._units + _TOLERANCE:
            raise where.fault(f"伸到了第 {right:g} 份，整行只有 {self._units:g} 份。", "w")
        for row in rows:
            for start, end in row:
                if left < end - _TOLERANCE and right > start + _TOLERANCE:
                    raise where.fault("与上面伸下来的格子重叠。", "w")
            row.append((left, right))

    @staticmethod
    def _free(taken: list[tuple[float, float]], at: float) -> float:
        """Return the next free place at or after `at`."""
        for start, end in sorted(taken):
            if start - _TOLERANCE <= at < end - _TOLERANCE:
                at = end
        return at
