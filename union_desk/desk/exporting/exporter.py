"""What an area offers so that its list can go out as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from union_desk.casework.exports import (
    Columns,
    ColumnSet,
    ExportColumn,
    Exported,
    ExportOrder,
    LastExport,
    Sieved,
)


class Exporter(Protocol):
    """The list of one area; every act is that of the user at the desk."""

    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str: ...
    def columns(self) -> Sequence[ExportColumn]: ...
    def delivered(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Return the column sets that come with the program: a name, and names of columns."""
        ...

    def sets(self) -> Sequence[ColumnSet]: ...
    def keep_set(self, chosen: ColumnSet) -> None: ...
    def forget_set(self, chosen: ColumnSet) -> None: ...
    def last(self) -> LastExport: ...
    def remember(self, columns: Columns, receiver: str, purpose: str, folder: str) -> None: ...
    def templates(self) -> Sequence[tuple[str, str]]:
        """Return the tables of others that can be filled: uid and name."""
        ...

    def sieve(self, uids: Sequence[str], *, provided: bool) -> Sieved: ...
    def check(self, order: ExportOrder) -> None: ...
    def write(
        self,
        uids: Sequence[str],
        order: ExportOrder,
        target: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Exported | None: ...
