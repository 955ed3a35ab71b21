"""The print log: which form was printed about which record, by whom, and which copy comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.records import PrintRecord
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.clock import local_day
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.store.work import Work

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

_AT_ONCE: Final = 500
# A bound volume and its boards stand in the log of every kind of case beside the forms of its area.
VOLUME_FORM: Final = "volume"
VOLUME_TITLES: Final[Mapping[str, str]] = {
    VOLUME_FORM: "卷宗",
    "volume_contents": "卷内目录",
    "volume_note": "卷内备考表",
    "volume_spine": "卷宗脊背标签",
}


@dataclass(frozen=True, slots=True)
class FormPrinted:
    """What came out of the printer, or went into a PDF."""

    form_id: str
    title: str
    edition: str
    mode: str = "filled"  # terms print_mode
    copies: int = 1
    first_copies: tuple[int, ...] = ()  # what stands on each record's first copy; none: the log counts on
    into_file: bool = False

    def first_copy(self, number: int) -> int | None:
        """Return what stands on the first copy of the record with this number, from 0."""
        return self.first_copies[number] if number < len(self.first_copies) else None


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One line of the print log."""

    form_id: str
    edition: str
    mode: str
    copies: int
    first_copy: int
    printed_by: str
    printed_at: datetime


def next_copy(session: Session, subject: Subject, form_id: str) -> int:
    """Return the number of the next copy of a form about a record: 第 n 份."""
    return next_copies(session, subject.entity, (subject.uid,), form_id)[0]


def next_copies(session: Session, entity: str, uids: Sequence[str], form_id: str) -> tuple[int, ...]:
    """Return for each record which copy of a form comes next; no number is given twice."""
    given: dict[str, int] = {}
    for start in range(0, len(uids), _AT_ONCE):
        part = uids[start : start + _AT_ONCE]
        last = func.max(PrintRecord.first_copy + PrintRecord.copies - 1)
        found = session.execute(
            select(PrintRecord.subject_uid, last)
            .where(
                PrintRecord.subject == entity,
                PrintRecord.subject_uid.in_(part),
                PrintRecord.form_id == form_id,
            )
            .group_by(PrintRecord.subject_uid)
        )
        given.update({uid: int(number or 0) for uid, number in found if uid})
    return tuple(given.get(uid, 0) + 1 for uid in uids)


def log_print(
    work: Work,
    subject: Subject,
    printed: FormPrinted,
    at: datetime,
    first_copy: int | None = None,
    wording: Sequence[str] = (),
) -> int:
    """Write a print into the log and on the timeline; return the number of its first copy.

    `first_copy` is the number that stands on the paper; without it the log counts on. `wording`: the office's
    own texts that the paper bears, by the uids of their versions.
    """
    first = keep_print(work, subject, printed, at, first_copy, wording)
    text = _told(printed, first)
    add_event(work, subject, EventText(local_day(at), "print", text), at)
    work.note_access("print", subject.entity, subject.uid, text)
    return first


def keep_print(
    work: Work,
    subject: Subject,
    printed: FormPrinted,
    at: datetime,
    first_copy: int | None = None,
    wording: Sequence[str] = (),
) -> int:
    """Write a print into the log alone, where the timeline is told in other words."""
    first = first_copy or next_copy(work.session, subject, printed.form_id)
    work.session.add(
        PrintRecord(
            audience=subject.audience,
            subject=subject.entity,
            subject_uid=subject.uid,
            form_id=printed.form_id,
            edition=printed.edition,
            wording=",".join(wording) or None,
            mode=printed.mode,
            copies=printed.copies,
            first_copy=first,
            printed_by=work.actor.user,
            printed_at=at,
        )
    )
    return first


def _told(printed: FormPrinted, first: int) -> str:
    """打印《困难职工档案表》（仅数据）2 份（第 3–4 份）"""
    act = "导出" if printed.into_file else "打印"
    mode = f"（{term_label('print_mode', printed.mode)}）" if printed.mode != "filled" else ""
    numbers = f"（第 {copies_in_words(first, printed.copies)} 份）" if first > 1 else ""
    return f"{act}《{printed.title}》{mode}{printed.copies} 份{numbers}"


def copies_in_words(first: int, copies: int) -> str:
    return str(first) if copies < 2 else f"{first}–{first + copies - 1}"


def prints_of(session: Session, entity: str, uid: str) -> tuple[PrintLine, ...]:
    """Return the print log of a record, newest first."""
    found = session.scalars(
        select(PrintRecord)
        .where(PrintRecord.subject == entity, PrintRecord.subject_uid == uid)
        .order_by(PrintRecord.printed_at.desc(), PrintRecord.first_copy.desc())
    )
    return tuple(
        PrintLine(
            line.form_id or "",
            line.edition or "",
            line.mode or "",
            line.copies or 0,
            line.first_copy or 0,
            line.printed_by or "",
            line.printed_at,
        )
        for line in found
        if line.printed_at is not None
    )


@dataclass(frozen=True, slots=True)
class PrintableForm:
    """A form that an area can fill for its records; `form_id` names its definition."""

    form_id: str
    title: str
    entity: str
    uid_of: Callable[[Actor, str], str | None]
    """Find a record by its number."""
    uids: Callable[[Actor], Sequence[str]]
    """Return all records that there are."""
    records: Callable[[Sequence[str], Actor], Sequence[Mapping[str, object]]]
    """Return the fields of the form for these records; read as they are printed."""
    sheet: Callable[[Actor], Form]
    """Return the form with the texts that stand on it today; a record may bring those of its own day."""
    log: Callable[[Actor, Sequence[str], FormPrinted], None]
    next_copies: Callable[[Actor, Sequence[str]], Sequence[int]]
    """Return for each record which copy comes next."""
    printed: Callable[[Actor, str], Sequence[PrintLine]]
    """Return what was printed about a record, newest first."""
    stages: frozenset[str] = frozenset()
    """The states of a record in which this paper is due."""
    together: bool = False
    """One paper tells of all the chosen records, such as a public notice."""
    copies: int = 1
    """How many are usually printed: one for each who signs."""
