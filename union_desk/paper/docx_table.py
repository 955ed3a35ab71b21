"""Reads a table of a Word file: where each cell stands once all are merged, and which rules are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from union_desk.paper.docx_style import POINTS, Styles, W, inside, is_on, number

MM_OF_TWIP: Final = 25.4 / 1440
MOST_COLUMNS: Final = 60
_USUAL_MARGIN: Final = 108.0  # twips at the sides of a cell
_DIFFERS: Final = 0.02
_OLD_LAYOUT: Final = 15  # before Word 2013 a table hangs over by its cells' margin
SIDES: Final = ("top", "left", "bottom", "right")
_INSIDE: Final = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_SAME: Final = {"left": "start", "right": "end"}


@dataclass(slots=True)
class RawCell:
    """A cell by its rows and columns; `elements` are its w:tc, the first one has the text."""

    row: int
    column: int
    across: int
    elements: list[Any]
    down: int = 1
    valign: str = "top"
    vertical: bool = False


@dataclass(slots=True)
class RawRow:
    height: float = 0.0  # points
    exact: bool = False
    repeats: bool = False


@dataclass(slots=True)
class RawTable:
    """A table before its heights are known; edges in millimetres from the left margin."""

    edges: list[float] = field(default_factory=list)
    rows: list[RawRow] = field(default_factory=list)
    cells: list[RawCell] = field(default_factory=list)
    style: str = ""
    pad: float = _USUAL_MARGIN * MM_OF_TWIP
    borders: dict[str, float] = field(default_factory=dict)
    too_wide: bool = False  # it has more columns than a form can have
    floats: bool = False

    def border(self, cell: RawCell, side: str) -> float:
        """Return the weight of a cell's border in points: its own, else the table's."""
        element = cell.elements[-1] if side == "bottom" else cell.elements[0]
        own = _border(element.find(f"{W}tcPr/{W}tcBorders"), side)
        if own is not None:
            return own
        outer = {
            "top": cell.row == 0,
            "left": cell.column == 0,
            "bottom": cell.row + cell.down == len(self.rows),
            "right": cell.column + cell.across == len(self.edges) - 1,
        }[side]
        return self.borders.get(side if outer else _INSIDE[side], 0.0)


def read_table(element: Any, styles: Styles, room: float, compatible: int) -> RawTable:
    """Read a table for a page whose text is `room` millimetres wide."""
    properties = element.find(W + "tblPr")
    style = properties.find(W + "tblStyle") if properties is not None else None
    table = RawTable(style=(style.get(W + "val") or "") if style is not None else "")
    chain = [properties, *styles.table_chain(table.style, "tblPr")]
    chain = [each for each in chain if each is not None]
    table.borders = _table_borders(chain)
    table.pad = _cell_margin(chain) * MM_OF_TWIP
    rows = list(inside(element, "tr"))
    widths = [number(each, "w") or 0.0 for each in element.findall(f"{W}tblGrid/{W}gridCol")]
    widths = widths[:MOST_COLUMNS]
    _read_rows(table, rows, widths)
    table.floats = properties is not None and properties.find(W + "tblpPr") is not None
    _widen(widths, table.cells)
    twips = MM_OF_TWIP * _scale(chain, widths, room)
    table.edges = [0.0]
    for width in widths:
        table.edges.append(table.edges[-1] + width * twips)
    shift = _shift(chain, table, room, compatible)
    table.edges = [edge + shift for edge in table.edges]
    return table


def _read_rows(table: RawTable, rows: Sequence[Any], widths: list[float]) -> None:
    open_cells: dict[int, RawCell] = {}
    for index, row in enumerate(rows):
        properties = row.find(W + "trPr")
        table.rows.append(_row(properties))
        at = int(min(max(number(_find(properties, "gridBefore")) or 0, 0), MOST_COLUMNS))
        still: dict[int, RawCell] = {}
        for element in inside(row, "tc"):
            if at >= MOST_COLUMNS:
                table.too_wide = True
                break
            own = element.find(W + "tcPr")
            across = int(min(max(number(_find(own, "gridSpan")) or 1, 1), MOST_COLUMNS - at))
            merge = _find(own, "vMerge")
            above = open_cells.get(at)
            if merge is not None and merge.get(W + "val") != "restart" and above and above.across == across:
                above.down += 1
                above.elements.append(element)
                cell = above
            else:
                cell = RawCell(index, at, across, [element])
                cell.valign = _valign(own)
                cell.vertical = _vertical(own)
                table.cells.append(cell)
            if merge is not None:
                still[at] = cell
            at += across
            widths += [0.0] * (min(at, MOST_COLUMNS) - len(widths))
        open_cells = still


def _row(properties: Any) -> RawRow:
    height = _find(properties, "trHeight")
    twips = number(height) or 0.0
    exact = height is not None and height.get(W + "hRule") == "exact"
    return RawRow(min(max(twips, 0.0), 20_000) / POINTS, exact, is_on(_find(properties, "tblHeader")))


def _find(properties: Any, name: str) -> Any:
    return properties.find(W + name) if properties is not None else None


def _valign(properties: Any) -> str:
    said = _find(properties, "vAlign")
    return {"center": "middle", "bottom": "bottom"}.get(
        said.get(W + "val") if said is not None else "", "top"
    )


def _vertical(properties: Any) -> bool:
    said = _find(properties, "textDirection")
    return said is not None and said.get(W + "val") not in {"lrTb", "lr", "lrTbV", None}


def _widen(widths: list[float], cells: Sequence[RawCell]) -> None:
    """Take the width that a cell of one column says of itself where the grid says another, or none."""
    said: dict[int, float] = {}
    for cell in cells:
        width = cell.elements[0].find(f"{W}tcPr/{W}tcW")
        own = number(width, "w") if width is not None and width.get(W + "type") in {"dxa", None} else None
        if own and cell.across == 1:
            said.setdefault(cell.column, own)
    for column, own in said.items():
        if not widths[column] or abs(own - widths[column]) > _DIFFERS * widths[column]:
            widths[column] = own
    for cell in cells:
        columns = range(cell.column, cell.column + cell.across)
        empty = [column for column in columns if not widths[column]]
        width = cell.elements[0].find(f"{W}tcPr/{W}tcW")
        own = number(width, "w") if width is not None and width.get(W + "type") == "dxa" else None
        if empty and own:
            rest = max(own - sum(widths[column] for column in columns), 0.0)
            for column in empty:
                widths[column] = rest / len(empty)


def _scale(chain: Sequence[Any], widths: Sequence[float], room: float) -> float:
    """Return by how much the columns are stretched where the width is said as a part of the page's."""
    total = sum(widths)
    width = next((each.find(W + "tblW") for each in chain if each.find(W + "tblW") is not None), None)
    if not total or width is None or width.get(W + "type") != "pct":
        return 1.0
    raw = (width.get(W + "w") or "").rstrip("%")
    said = float(raw) if raw.replace(".", "", 1).isdigit() else 0.0
    part = said / 100 if (width.get(W + "w") or "").endswith("%") else said / 5000
    return room * part / (total * MM_OF_TWIP) if part else 1.0


def _shift(chain: Sequence[Any], table: RawTable, room: float, compatible: int) -> float:
    width = table.edges[-1]
    side = next((each.find(W + "jc") for each in chain if each.find(W + "jc") is not None), None)
    said = side.get(W + "val") if side is not None else ""
    if said in {"center", "right", "end"}:
        return (room - width) / (2 if said == "center" else 1)
    indent = next((each.find(W + "tblInd") for each in chain if each.find(W + "tblInd") is not None), None)
    shift = (number(indent, "w") or 0.0) * MM_OF_TWIP
    return shift - (table.pad if compatible < _OLD_LAYOUT else 0.0)


def _cell_margin(chain: Sequence[Any]) -> float:
    for each in chain:
        for name in ("left", "start"):
            said = number(each.find(f"{W}tblCellMar/{W}{name}"), "w")
            if said is not None:
                return min(max(said, 0.0), 600.0)
    return _USUAL_MARGIN


def _table_borders(chain: Sequence[Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in reversed(chain):
        borders = each.find(W + "tblBorders")
        for side in (*SIDES, "insideH", "insideV"):
            weight = _border(borders, side)
            if weight is not None:
                found[side] = weight
    return found


def _border(borders: Any, side: str) -> float | None:
    """Return the weight of one border in points; None where nothing is said of it."""
    if borders is None:
        return None
    element = borders.find(W + side)
    if element is None and side in _SAME:
        element = borders.find(W + _SAME[side])
    if element is None:
        return None
    if element.get(W + "val") in {"nil", "none"}:
        return 0.0
    return min(max((number(element, "sz") or 4.0) / 8, 0.25), 3.0)


Line = tuple[float, float, float, float]


def rules_of(table: RawTable, edges: Sequence[float], tops: Sequence[float]) -> list[tuple[Line, float]]:
    """Return each rule once with its weight, however many cells share it; lengths in millimetres.

    `tops`: the upper edges of the rows, and the lower edge of the last one.
    """
    spans: dict[tuple[str, float, float], list[tuple[float, float]]] = {}
    for (kind, at, part), weight in _weights(table).items():
        ends, lines = (edges, tops) if kind == "across" else (tops, edges)
        if weight:
            spans.setdefault((kind, lines[at], weight), []).append((ends[part], ends[part + 1]))
    rules: list[tuple[Line, float]] = []
    for (kind, where, weight), found in spans.items():
        for start, end in joined(found):
            line = (start, where, end, where) if kind == "across" else (where, start, where, end)
            rules.append((line, weight))
    return rules


def _weights(table: RawTable) -> dict[tuple[str, int, int], float]:
    """Return the heavier of the two borders that meet, for each edge of each column and row."""
    weights: dict[tuple[str, int, int], float] = {}
    for cell in table.cells:
        last_row, last_column = cell.row + cell.down, cell.column + cell.across
        for side, at, parts in (
            ("top", cell.row, range(cell.column, last_column)),
            ("bottom", last_row, range(cell.column, last_column)),
            ("left", cell.column, range(cell.row, last_row)),
            ("right", last_column, range(cell.row, last_row)),
        ):
            weight = table.border(cell, side)
            kind = "across" if side in {"top", "bottom"} else "down"
            for part in parts:
                weights[kind, at, part] = max(weights.get((kind, at, part), 0.0), weight)
    return weights


def joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join stretches that touch each other."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 0.01:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
