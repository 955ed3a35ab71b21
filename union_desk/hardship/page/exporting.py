"""The list of hardship files as a sheet, for the dialog that asks who gets it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from union_desk.core.terms import terms
from union_desk.hardship.values.export import DELIVERED, export_columns

if TYPE_CHECKING:
    from union_desk.casework.exports import (
        Columns,
        ColumnSet,
        ColumnSets,
        ExportColumn,
        Exported,
        ExportOrder,
        LastExport,
        Sieved,
    )
    from union_desk.casework.report_templates import ReportTemplate, ReportTemplates
    from union_desk.core.rights import Actor
    from union_desk.hardship.service.export import FileExport
    from union_desk.sheets.template import Filling

ENTITY: Final = "hardship_file"
COLLECTED_CHOICES: Final = {
    "main_cause": tuple(dict.fromkeys(term.label for term in terms("cause"))),
}
"""What a collection sheet offers for a field of words."""


class FilesOut:
    """An Exporter of hardship files."""

    title = "困难职工名单"
    unit = "份"

    def __init__(self, exports: FileExport, sets: ColumnSets, tables: ReportTemplates, actor: Actor) -> None:
        self._exports, self._sets, self._tables, self._actor = exports, sets, tables, actor

    def columns(self) -> Sequence[ExportColumn]:
        return tuple(export_columns().values())

    def delivered(self) -> Sequence[tuple[str, Sequence[str]]]:
        return DELIVERED

    def sets(self) -> Sequence[ColumnSet]:
        return self._sets.all(self._actor, ENTITY)

    def keep_set(self, chosen: ColumnSet) -> None:
        self._sets.keep(self._actor, ENTITY, chosen)

    def forget_set(self, chosen: ColumnSet) -> None:
        self._sets.delete(self._actor, ENTITY, chosen)

    def last(self) -> LastExport:
        return self._sets.last(self._actor, ENTITY)

    def remember(self, columns: Columns, receiver: str, purpose: str, folder: str) -> None:
        self._sets.remember(self._actor, ENTITY, columns, receiver=receiver, purpose=purpose, folder=folder)

    def templates(self) -> Sequence[tuple[str, str]]:
        return tuple((each.uid, each.name) for each in self._tables.all(self._actor, ENTITY))

    def sieve(self, uids: Sequence[str], *, provided: bool) -> Sieved:
        return self._exports.sieve(self._actor, uids, provided=provided)

    def check(self, order: ExportOrder) -> None:
        self._exports.checked(self._actor, order)

    def write(
        self,
        uids: Sequence[str],
        order: ExportOrder,
        target: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Exported | None:
        return self._exports.write(self._actor, uids, order, target, progress, cancelled)


class FileTables:
    """The tables of others that are filled from hardship files."""

    def __init__(self, tables: ReportTemplates, actor: Actor) -> None:
        self._tables, self._actor = tables, actor

    def columns(self) -> Sequence[ExportColumn]:
        return tuple(export_columns().values())

    def all(self) -> Sequence[ReportTemplate]:
        return self._tables.all(self._actor, ENTITY)

    def known(self) -> Mapping[str, Filling]:
        return self._tables.known(self._actor, ENTITY)

    def workbook(self, uid: str) -> bytes:
        return self._tables.workbook(self._actor, uid)

    def keep(self, template: ReportTemplate, data: bytes) -> str:
        return self._tables.keep(self._actor, ENTITY, template, data)

    def drop(self, uid: str) -> None:
        self._tables.drop(self._actor, uid)

    def packed(self, uid: str) -> bytes:
        return self._tables.packed(self._actor, uid)

    def take_in(self, packed: bytes) -> ReportTemplate:
        return self._tables.take_in(self._actor, ENTITY, packed)
