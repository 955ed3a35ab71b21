"""Filling somebody's table: rows are added as a person would, and all that points to them follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.text import storable
from union_desk.sheets.template import CONSTANT, ORDER, Filling, Layout, opened
from union_desk.sheets.writing import LONGEST_TEXT, MONEY, Cell

MOST_ROWS: Final = 20_000
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_NUMBER: Final = 11
_NAMED: Final = 5
_REFERENCE: Final = re.compile(
    r"^((?:'(?:[^']|'')+'|[^'!]+)!)?(\$?[A-Za-z]{1,3}\$?)(\d+)(?::(\$?[A-Za-z]{1,3}\$?)(\d+))?$"
)
_DATE_FORMAT: Final = re.compile(r"[yd年日]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A filled table, and what somebody should look at in it."""

    data: bytes
    doubts: tuple[str, ...] = ()


def check_rows(count: int) -> None:
    """Refuse more records than such a table is made for."""
    if count > MOST_ROWS:
        raise RuleBroken(f"报表模板一次最多填 {MOST_ROWS:,} 行，请先筛选，或改用普通表格。")


def fill(
    data: bytes,
    layout: Layout,
    rows: Sequence[Mapping[str, Cell]],
    kinds: Mapping[str, str],
    words: Mapping[str, str],
) -> FilledTable:
    """Write records into a table; `kinds` says how a field is written, `words` fills {office} and {day}."""
    check_rows(len(rows))
    book = opened(data)
    if layout.sheet not in book.sheetnames:
        raise RuleBroken(f"空白表里没有工作表“{layout.sheet}”，请重新标记这张表。")
    page = book[layout.sheet]
    body = _Body(layout.header_last + 1, max(layout.body_last, layout.header_last), len(rows))
    _refuse_tall_cells(page, body)
    formulas = _row_formulas(page, layout, body)
    if body.more:
        _make_room(book, page, body)
    doubts = _Doubts(page)
    for number, row in enumerate(rows):
        at = body.first + number
        for column, filling in layout.columns.items():
            cell = page.cell(at, column)
            _write(cell, _value(filling, row, number), kinds.get(filling.value, ""), filling.scale)
            doubts.see(cell)
        for column, formula in formulas.items():
            page.cell(at, column).value = _moved_formula(formula, column, body.first, at)
    for at in range(body.first + len(rows), body.end + 1):
        for column in layout.columns:
            _write(page.cell(at, column), None, "", 1)
    for place, text in layout.above.items():
        _write(page[place], _worded(text, words), "", 1)
    book.calculation.fullCalcOnLoad = True
    made = BytesIO()
    book.save(made)
    return FilledTable(made.getvalue(), doubts.told(layout))


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows for records: those that are there, and how many more are wanted."""

    first: int
    last: int
    wanted: int

    @property
    def there(self) -> int:
        return self.last - self.first + 1

    @property
    def more(self) -> int:
        return max(0, self.wanted - self.there)

    @property
    def end(self) -> int:
        return self.last + self.more

    def row(self, row: int) -> int:
        """Return where a row is afterwards: the last prepared one stays the last."""
        if row > self.last or (row == self.last and self.there > 1):
            return row + self.more
        return row

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return what rows a range has afterwards: one that holds records grows with them."""
        if first <= self.first <= last and self.there:
            return first, max(last + self.more, self.end)
        return (
            first + self.more if first > self.last else first,
            last + self.more if last >= self.last else last,
        )


class _Doubts:
    """Collects what a column's own list of choices does not know."""

    def __init__(self, page: Any) -> None:
        self._lists: list[tuple[Any, frozenset[str]]] = []
        self._found: dict[int, list[str]] = {}
        for rule in page.data_validations.dataValidation:
            choices = _choices(page, rule)
            if choices:
                self._lists.append((rule.sqref, choices))

    def see(self, cell: Any) -> None:
        if cell.value is None or not self._lists:
            return
        text = str(cell.value)
        for area, choices in self._lists:
            found = self._found.setdefault(cell.column, [])
            if cell.coordinate in area and text not in choices and text not in found:
                found.append(text)

    def told(self, layout: Layout) -> tuple[str, ...]:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        return tuple(
            f"{layout.sheet} {get_column_letter(column)} 列的下拉选项里没有：{'、'.join(texts[:_NAMED])}。"
            for column, texts in sorted(self._found.items())
            if texts
        )


def _choices(page: Any, rule: Any) -> frozenset[str]:
    if rule.type != "list" or not rule.formula1:
        return frozenset()
    text = str(rule.formula1)
    if text.startswith('"'):
        return frozenset(part.strip() for part in text.strip('"').split(","))
    match = _REFERENCE.match(text)
    if match is None:
        return frozenset()
    book, area = page.parent, text
    if match[1]:
        name = match[1][:-1].strip("'").replace("''", "'")
        if name not in book.sheetnames:
            return frozenset()
        page, area = book[name], text[len(match[1]) :]
    cells = page[area.replace("$", "")]
    lines = cells if isinstance(cells, tuple) else ((cells,),)
    return frozenset(str(cell.value) for line in lines for cell in line if cell.value is not None)


def _value(filling: Filling, row: Mapping[str, Cell], number: int) -> Cell:
    if filling.kind == ORDER:
        return number + 1
    if filling.kind == CONSTANT:
        return filling.value
    return row.get(filling.value)


def _write(cell: Any, value: Cell, kind: str, scale: int) -> None:
    """Write into one cell in the format that it has; no text ever becomes a formula."""
    if type(cell).__name__ == "MergedCell":
        return
    if value is None or value == "":
        cell.value = None
        return
    shape = str(cell.number_format)
    if isinstance(value, str):
        _write_text(cell, value)
    elif isinstance(value, date):
        if shape == "@":
            _write_text(cell, value.isoformat())
            return
        cell.value = value
        # Giving a day to a cell gives it a format too: that of the table goes before.
        cell.number_format = shape if _DATE_FORMAT.search(shape) else "yyyy-mm-dd"
    else:
        number: Any = Decimal(value) / 100 / scale if kind == MONEY else value
        if shape == "@":
            _write_text(cell, f"{number:.2f}" if kind == MONEY else str(number))
            return
        cell.value = number
        cell.number_format = "0.00" if shape == "General" and kind == MONEY else shape


def _write_text(cell: Any, text: str) -> None:
    text = storable(text)[:LONGEST_TEXT]
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
    if cell.number_format == "General" and text.isdigit() and len(text) > _LONGEST_NUMBER:
        cell.number_format = "@"


def _worded(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _refuse_tall_cells(page: Any, body: _Body) -> None:
    """Refuse a table in which one record has several rows: it cannot be filled row by row."""
    for area in page.merged_cells.ranges:
        inside = area.min_row >= body.first and area.max_row <= body.last and area.max_row > area.min_row
        if inside and (area.min_row, area.max_row) != (body.first, body.last):
            raise RuleBroken(
                f"第 {area.min_row} 到 {area.max_row} 行有竖着合并的单元格，一条记录占了几行，"
                "这样的表还不能自动填。请先取消合并。"
            )


def _row_formulas(page: Any, layout: Layout, body: _Body) -> dict[int, str]:
    """Return the formulas that the first prepared row has in columns that nothing else goes into."""
    if not body.there:
        return {}
    return {
        cell.column: cell.value
        for cell in page[body.first]
        if cell.data_type == "f" and isinstance(cell.value, str) and cell.column not in layout.columns
    }


def _moved_formula(formula: str, column: int, origin: int, row: int) -> str:
    from openpyxl.formula.translate import Translator  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    letter = get_column_letter(column)
    moved: str = Translator(formula, origin=f"{letter}{origin}").translate_formula(f"{letter}{row}")
    return moved


# --- room for more rows


def _make_room(book: Any, page: Any, body: _Body) -> None:
    """Add rows inside the body, and lead all that points to a row below to where it is now."""
    _move_cells(page, body)
    _move_heights(page, body)
    _dress_new_rows(page, body)
    _move_merged(page, body)
    _move_rules(page, body)
    _move_rest(page, body)
    _move_print(page, body)
    for other in book.worksheets:
        _move_formulas(other, page.title, body)
        for name in other.defined_names.values():
            name.attr_text = _moved(name.attr_text, page.title, "", body)
    for name in book.defined_names.values():
        name.attr_text = _moved(name.attr_text, page.title, "", body)


def _move_cells(page: Any, body: _Body) -> None:
    held = page._cells  # noqa: SLF001 - there is no other way to move a cell with all that it has
    for row, column in sorted(held, reverse=True):
        target = body.row(row)
        if target != row:
            cell = held.pop((row, column))
            cell.row = target
            held[target, column] = cell
            if getattr(cell, "hyperlink", None) is not None:
                cell.hyperlink.ref = cell.coordinate


def _move_heights(page: Any, body: _Body) -> None:
    sizes = page.row_dimensions
    moved = {}
    for row in sorted(sizes, reverse=True):
        target = body.row(row)
        if target != row:
            size = sizes.pop(row)
            size.index = target
            moved[target] = size
    for row, size in moved.items():
        sizes[row] = size


def _dress_new_rows(page: Any, body: _Body) -> None:
    """Give the new rows the look of the one before the last; of the one below where none was prepared."""
    pattern = _pattern_row(body) if body.there else body.end + 1
    cells = [(cell.column, cell) for cell in page[pattern]]
    height = page.row_dimensions[pattern].height
    for row in _new_rows(body):
        for column, cell in cells:
            made = page.cell(row, column)
            if type(made).__name__ != "MergedCell":
                made._style = copy(cell._style)  # noqa: SLF001 - as openpyxl's own copies do
        if height is not None:
            page.row_dimensions[row].height = height


def _pattern_row(body: _Body) -> int:
    return body.last - 1 if body.there > 1 else body.first


def _new_rows(body: _Body) -> range:
    """Return the rows that come in: before the last prepared one, whose lower edge closes the table."""
    first = body.last if body.there > 1 else body.last + 1
    return range(first, first + body.more)


def _move_merged(page: Any, body: _Body) -> None:
    from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415

    found = []
    for area in page.merged_cells.ranges:
        if area.min_row < area.max_row:
            found.append(_grown(area, body))
            continue
        row = body.row(area.min_row)
        found.append(_area(area.min_col, row, area.max_col, row))
        if body.there and area.min_row == _pattern_row(body):
            found += [_area(area.min_col, new, area.max_col, new) for new in _new_rows(body)]
    page.merged_cells = MultiCellRange(found)


def _move_rules(page: Any, body: _Body) -> None:
    """Lead choices and coloured areas to their rows."""
    from openpyxl.formatting.formatting import ConditionalFormattingList  # noqa: PLC0415
    from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415

    for rule in page.data_validations.dataValidation:
        rule.sqref = MultiCellRange([_grown(area, body) for area in rule.sqref.ranges])
        for name in ("formula1", "formula2"):
            text = getattr(rule, name)
            if text and not str(text).startswith('"'):
                setattr(rule, name, _moved(str(text), page.title, page.title, body))
    coloured = ConditionalFormattingList()
    for held in page.conditional_formatting:
        areas = " ".join(_grown(area, body).coord for area in held.sqref.ranges)
        for rule in held.rules:
            coloured.add(areas, rule)
    page.conditional_formatting = coloured


def _move_rest(page: Any, body: _Body) -> None:
    """Lead the filter, tables, page breaks and pictures to their rows."""
    filters = [page.auto_filter, *(table.autoFilter for table in page.tables.values())]
    for held in (*page.tables.values(), *filters):
        if held is not None and held.ref:
            held.ref = _moved(held.ref, page.title, page.title, body)
    for line in page.row_breaks.brk:
        line.id = body.row(line.id)
    for picture in (*page._images, *page._charts):  # noqa: SLF001 - it tells of them nowhere else
        for corner in ("_from", "to"):
            mark = getattr(picture.anchor, corner, None)
            if mark is not None:
                mark.row = body.row(mark.row + 1) - 1


def _move_print(page: Any, body: _Body) -> None:
    if page.print_area:
        parts = [part.rpartition("!")[2] for part in str(page.print_area).split(",")]
        moved = (_moved(part, page.title, page.title, body) for part in parts)
        page.print_area = ",".join(part.replace("$", "") for part in moved)


def _move_formulas(page: Any, moved_page: str, body: _Body) -> None:
    from openpyxl.worksheet.formula import ArrayFormula  # noqa: PLC0415

    for line in page.iter_rows():
        for cell in line:
            if cell.data_type != "f":
                continue
            if isinstance(cell.value, str):
                cell.value = _moved(cell.value, moved_page, page.title, body)
            elif isinstance(cell.value, ArrayFormula):
                cell.value.text = _moved(cell.value.text, moved_page, page.title, body)
                if page.title == moved_page:
                    cell.value.ref = _moved(cell.value.ref, moved_page, moved_page, body)


def _moved(formula: str, moved_page: str, own_page: str, body: _Body) -> str:
    """Return a formula, or a bare reference, with the rows of one sheet led to where they are now."""
    from openpyxl.formula.tokenizer import Token, Tokenizer  # noqa: PLC0415

    bare = not formula.startswith("=")
    tokens = Tokenizer(f"={formula}" if bare else formula).items
    told = "".join(
        _moved_reference(token.value, moved_page, own_page, body)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE
        else token.value
        for token in tokens
    )
    return told if bare else f"={told}"


def _moved_reference(text: str, moved_page: str, own_page: str, body: _Body) -> str:
    match = _REFERENCE.match(text)
    if match is None:
        return text
    sheet, left, top, right, bottom = match.groups()
    named = sheet[:-1].strip("'").replace("''", "'") if sheet else own_page
    if named != moved_page:
        return text
    if right is None:
        return f"{sheet or ''}{left}{body.row(int(top))}"
    first, last = body.span(int(top), int(bottom))
    return f"{sheet or ''}{left}{first}:{right}{last}"


def _grown(area: Any, body: _Body) -> Any:
    first, last = body.span(area.min_row, area.max_row)
    return _area(area.min_col, first, area.max_col, last)


def _area(left: int, top: int, right: int, bottom: int) -> Any:
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415

    return CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom)
