"""From the cells of a list to what they mean, by the field of each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from union_desk.casework.intake.values import CellFault, ReadRow
from union_desk.core.money import format_fen
from union_desk.core.privacy import mask_card, mask_id, mask_phone
from union_desk.core.terms import term_label
from union_desk.sheets import cells
from union_desk.sheets.cells import Unreadable
from union_desk.sheets.columns import Field
from union_desk.sheets.grid import Value, is_filled
from union_desk.sheets.layout import Table

_READERS: Final[Mapping[str, Callable[[Value], Any]]] = {
    "text": cells.text,
    "name": cells.name,
    "identity": cells.number_text,
    "number": cells.number_text,
    "card": cells.number_text,
    "credit_code": cells.number_text,
    "phone": cells.phone,
    "money": cells.money,
    "area": cells.area,
    "count": cells.count,
    "yes_no": cells.yes_no,
}
_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "identity": mask_id,
    "card": mask_card,
    "phone": mask_phone,
}
_UNITS: Final = {"money": "元", "area": "㎡"}
_PRECISE: Final = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def read_rows(
    table: Table, columns: Mapping[int, str], fields: Sequence[Field], *, from_1904: bool
) -> tuple[ReadRow, ...]:
    """Return the rows that say anything in the columns that are taken."""
    by_name = {field.name: field for field in fields}
    taken = [(column, _reader(by_name[name], from_1904=from_1904), name) for column, name in columns.items()]
    read = []
    for place, row in enumerate(table.rows):
        values, faults, doubts = {}, [], []
        for column, reader, name in taken:
            cell = row.cells[column]
            if not is_filled(cell):
                continue
            try:
                value = reader(cell)
            except Unreadable as fault:
                if by_name[name].kind == "code":
                    doubts.append(f"{by_name[name].label}没有导入：{fault}")
                else:
                    faults.append(CellFault(name, f"{by_name[name].label}：{fault}"))
                continue
            if value is not None and value != "":
                values[name] = value
        if values or faults or doubts:
            read.append(ReadRow(row.row + 1, values, tuple(faults), place, tuple(doubts)))
    return tuple(read)


def _reader(field: Field, *, from_1904: bool) -> Callable[[Value], Any]:
    if field.kind == "day":
        return lambda cell: cells.day(cell, from_1904=from_1904)
    if field.kind == "code":
        return lambda cell: cells.code(cell, field.lists)
    return _READERS[field.kind]


def value_words(field: Field, value: Any) -> str:
    """Write a value as a screen shows it; numbers of persons stay masked. A day is (day, precision)."""
    if value is None or value == "":
        return ""
    if field.kind == "day":
        day, precision = value
        return f"{day:{_PRECISE[precision]}}" if day is not None else ""
    if field.kind == "code":
        return term_label(field.lists, value)
    if field.kind in _UNITS:
        return f"{format_fen(value)} {_UNITS[field.kind]}"
    if field.kind == "yes_no":
        return "是" if value else "否"
    mask = _MASKS.get(field.kind)
    return mask(str(value)) if mask else str(value)
