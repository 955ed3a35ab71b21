"""Lists of files on paper: what was given in a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from union_desk.assistance.queries import given_in
from union_desk.assistance.values import Given
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.service.rerun import FileRerun


class FileRegisters(FileRerun):
    """What a register needs besides the rows of the list."""

    def given(self, actor: Actor, uids: Sequence[str], year: int) -> Mapping[str, Given]:
        """Return how often and how much each of the files was helped in a year."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return given_in(session, FILE_ENTITY, uids, year)
