"""The form as the screen holds it: FileForm and the column 月收入, which is one of the incomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from union_desk.hardship.values import OWNER, FileForm, IncomeEntry


@dataclass(frozen=True, slots=True)
class SheetForm(FileForm):
    """What the binder ties to the widgets: the owner's monthly wage is typed where the paper has it."""

    own_month_wage_fen: int | None = None


def as_sheet(form: FileForm) -> SheetForm:
    kept = {each.name: getattr(form, each.name) for each in fields(FileForm)}
    return SheetForm(**kept, own_month_wage_fen=wages_of(form.incomes).get(OWNER))


def as_form(sheet: SheetForm) -> FileForm:
    """Leave out what only the screen knows; an emptied number of months means the whole year."""
    kept = {each.name: getattr(sheet, each.name) for each in fields(FileForm)}
    for items in ("incomes", "outlays"):
        kept[items] = tuple(replace(item, months=12) if item.months is None else item for item in kept[items])
    return FileForm(**kept)


def wages_of(incomes: Iterable[IncomeEntry]) -> Mapping[str, int]:
    """Each person's monthly wage item, by the uid that `whose` names."""
    return {
        item.whose: item.amount_fen
        for item in incomes
        if item.kind == "wage" and item.per == "month" and item.amount_fen is not None
    }
