"""What a caseworker can do with a hardship file, and what a screen can ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from union_desk.casework.history import FieldHistory
from union_desk.casework.timeline import TimelineEvent
from union_desk.core.rights import Actor
from union_desk.hardship.values import (
    Assessment,
    ClassComparison,
    FileFilter,
    FileForm,
    FileHit,
    FileRow,
    FileSums,
    FileView,
    KnownPerson,
    Saved,
)


class HardshipService:
    def new_form(self, actor: Actor) -> FileForm:
        """Return an empty form with what is certain already (day of application, typist)."""
        raise NotImplementedError

    def form(self, uid: str) -> FileForm:
        raise NotImplementedError

    def view(self, uid: str, actor: Actor) -> FileView:
        raise NotImplementedError

    def assess(self, form: FileForm, on: date | None = None) -> Assessment:
        """Compute figures, missing fields and warnings of a form that is being typed; never raises."""
        raise NotImplementedError

    def save(self, actor: Actor, form: FileForm, uid: str | None = None) -> Saved:
        """Store half or all of a file; RuleBroken(field=path) for what is wrong, not for what is missing."""
        raise NotImplementedError

    def compare_classes(self, form: FileForm, on: date | None = None) -> ClassComparison:
        """Test the form under the three packs, with every step; on: day of application, else today."""
        raise NotImplementedError

    def decide(self, actor: Actor, uid: str, pack: str, class_code: str, reason: str = "") -> str:
        """Keep the class that a person chose; a reason is needed when the computed class is another."""
        raise NotImplementedError

    def enrol(self, actor: Actor, uid: str, on: date | None = None) -> str:
        """建档: draft -> in_file. RuleBroken lists what is missing."""
        raise NotImplementedError

    def refuse(self, actor: Actor, uid: str, reason: str, on: date | None = None) -> str:
        """不予建档: draft -> refused."""
        raise NotImplementedError

    def reopen(self, actor: Actor, uid: str, reason: str) -> str:
        """Back to draft: refused -> draft."""
        raise NotImplementedError

    def note(self, actor: Actor, uid: str, on: date, kind: str, text: str) -> str:
        """Put a dated note on the timeline (terms event_kind); may be back-dated, never in the future."""
        raise NotImplementedError

    def correct_note(self, actor: Actor, event_uid: str, on: date, kind: str, text: str) -> str:
        """Correct a note; the former text is kept behind it."""
        raise NotImplementedError

    def events(self, uid: str) -> tuple[TimelineEvent, ...]:
        """Return the timeline, newest day first."""
        raise NotImplementedError

    def history(self, uid: str) -> tuple[FieldHistory, ...]:
        """Return 修改记录, newest first."""
        raise NotImplementedError

    def ids(self, wanted: FileFilter, sort: str = "-number") -> Sequence[str]:
        """Return the ids of the list; `sort` is a column of FileRow, `-` before it turns it round."""
        raise NotImplementedError

    def rows(self, ids: Sequence[str]) -> dict[str, FileRow]:
        raise NotImplementedError

    def sums(self, ids: Sequence[str]) -> FileSums:
        raise NotImplementedError

    def neighbours(
        self, uid: str, wanted: FileFilter, sort: str = "-number"
    ) -> tuple[str | None, str | None]:
        """Return the file before and the file after in that list."""
        raise NotImplementedError

    def known_person(self, actor: Actor, id_no: str, except_file: str | None = None) -> KnownPerson | None:
        """Tell who this identity number is here: card, files, households."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 20) -> tuple[FileHit, ...]:
        raise NotImplementedError

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """Return a masked value in full (path: owner.id_no, members.2.person.id_no …); the act is logged."""
        raise NotImplementedError

    def undo(self, actor: Actor, work_uid: str) -> str:
        raise NotImplementedError
