"""Reads the blocks of a running document out of its definition."""

from __future__ import annotations

from typing import Final, Protocol

from union_desk.paper.faults import Table, Where, known, one_of, size_of, text_of
from union_desk.paper.letter import Letter, LetterBlock, Running, RunningTable, TableRow
from union_desk.paper.sheet import Code, Field, Gap, Grid, Style, Template, TextLine

LETTER_KEYS: Final = ("letter", "head", "foot", "code", "seam")
_AROUND: Final = {"type", "when", "before", "after"}
_STYLE: Final = {"font", "size", "min_size", "align", "valign", "indent", "lead"}
_TEXT: Final = (
    _AROUND
    | _STYLE
    | {"text", "blank", "wording", "label", "each", "numbered", "room", "heading", "new_page"}
)
_TABLE: Final = _AROUND | {"units", "rows", "ruled", "whole", "each", "count", "subtotal", "new_page"}
_KINDS: Final = ("line", "gap", "text", "table")


class FormReader(Protocol):
    """What a reader of forms knows."""

    def line(self, where: Where, table: Table) -> TextLine: ...
    def code(self, where: Where, table: Table) -> Code: ...
    def grid(self, where: Where, table: Table) -> Grid: ...
    def declared(self, where: Where, name: str) -> Field: ...
    def rows_field(self, where: Where, name: str) -> Field: ...
    def wording(self, where: Where, table: Table) -> str: ...
    def running(self, where: Where, text: str, rows: Field | None = None) -> Template: ...
    def words_style(self, where: Where, table: Table) -> Style: ...


def read_letter(reader: FormReader, where: Where, table: Table) -> Letter:
    """Read all blocks; a fault is told with its place."""
    blocks = tuple(
        _block(reader, where.at(f"第 {number} 块"), block)
        for number, block in enumerate(table["letter"], start=1)
    )
    foot = tuple(reader.line(where.at("页脚"), line) for line in table.get("foot", ()))
    code = reader.code(where, table["code"]) if "code" in table else None
    head = tuple(reader.line(where.at("页首"), line) for line in table.get("head", ()))
    return Letter(blocks, head, foot, code, seam=bool(table.get("seam", False)))


def _block(reader: FormReader, where: Where, table: Table) -> LetterBlock:
    kind = one_of(where, table, "type", _KINDS, "")
    if kind == "gap":
        known(where, table, {"type", "height"})
        return Gap(size_of(where, table, "height"))
    if kind == "line":
        return reader.line(where, table)
    if when := text_of(where, table, "when"):
        reader.declared(where, when)
    return _text(reader, where, table) if kind == "text" else _table(reader, where, table)


def _text(reader: FormReader, where: Where, table: Table) -> Running:
    known(where, table, _TEXT)
    each = reader.rows_field(where, table["each"]) if "each" in table else None
    said = text_of(where, table, "text") or reader.wording(where, table)
    return Running(
        style=reader.words_style(where, table),
        template=reader.running(where, said, each),
        blank=reader.running(where, text_of(where, table, "blank"), each),
        label=reader.running(where, text_of(where, table, "label"), each),
        wording=text_of(where, table, "wording"),
        each=each,
        numbered=bool(table.get("numbered", False)),
        room=int(size_of(where, table, "room", 0)),
        when=text_of(where, table, "when"),
        heading=bool(table.get("heading", False)),
        new_page=bool(table.get("new_page", False)),
        before=size_of(where, table, "before", 0.0),
        after=size_of(where, table, "after", 0.0),
    )


def _table(reader: FormReader, where: Where, table: Table) -> RunningTable:
    known(where, table, _TABLE, ("rows",))
    each = reader.rows_field(where, table["each"]) if "each" in table else None
    units = size_of(where, table, "units", 40, 1)
    ruled = bool(table.get("ruled", True))

    def row(number: int, said: Table) -> TableRow:
        here = where.at(f"第 {number} 行")
        plain = {key: value for key, value in said.items() if key not in {"head", "count", "blank"}}
        own = reader.rows_field(here, said["repeat"]) if "repeat" in said else None
        if each is not None:
            plain["repeat"] = each.name
        grid = reader.grid(here, {"units": units, "ruled": ruled, "rows": [plain]})
        count, blank = int(size_of(here, said, "count", 1, 1)), tuple(said.get("blank", ()))
        if blank and len(blank) != len(grid.cells):
            raise here.fault("“blank”要为每一格各写一项。", "blank")
        return TableRow(grid, own, count, head=bool(said.get("head", False)), blank=blank)

    return RunningTable(
        rows=tuple(row(number, said) for number, said in enumerate(table["rows"], start=1)),
        ruled=ruled,
        whole=bool(table.get("whole", False)),
        each=each,
        count=int(size_of(where, table, "count", 1, 0)),
        subtotal=row(0, table["subtotal"]) if "subtotal" in table else None,
        when=text_of(where, table, "when"),
        new_page=bool(table.get("new_page", False)),
        before=size_of(where, table, "before", 0.0),
        after=size_of(where, table, "after", 0.0),
    )
