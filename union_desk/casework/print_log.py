"""The print log: which form was printed about which record, by whom, and which copy comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.records import PrintRecord
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.clock import local_day
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class FormPrinted:
    """What came out of the printer, or went into a PDF."""

    form_id: str
    title: str
    edition: str
    mode: str = "filled"  # terms print_mode
    copies: int = 1


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
    given = session.scalar(
        select(func.sum(PrintRecord.copies)).where(
            PrintRecord.subject == subject.entity,
            PrintRecord.subject_uid == subject.uid,
            PrintRecord.form_id == form_id,
        )
    )
    return int(given or 0) + 1


def log_print(work: Work, subject: Subject, printed: FormPrinted, at: datetime) -> int:
    """Write a print into the log and on the timeline; return the number of its first copy."""
    first = next_copy(work.session, subject, printed.form_id)
    work.session.add(
        PrintRecord(
            audience=subject.audience,
            subject=subject.entity,
            subject_uid=subject.uid,
            form_id=printed.form_id,
            edition=printed.edition,
            mode=printed.mode,
            copies=printed.copies,
            first_copy=first,
            printed_by=work.actor.user,
            printed_at=at,
        )
    )
    mode = f"（{term_label('print_mode', printed.mode)}）" if printed.mode != "filled" else ""
    text = f"打印《{printed.title}》{mode}{printed.copies} 份"
    add_event(work, subject, EventText(local_day(at), "print", text), at)
    work.note_access("print", subject.entity, subject.uid, text)
    return first


def prints_of(session: Session, entity: str, uid: str) -> tuple[PrintLine, ...]:
    """Return the print log of a record, newest first."""
    found = session.scalars(
        select(PrintRecord)
        .where(PrintRecord.subject == entity, PrintRecord.subject_uid == uid)
        .order_by(PrintRecord.printed_at.desc())
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
    log: Callable[[Actor, Sequence[str], FormPrinted], None]
