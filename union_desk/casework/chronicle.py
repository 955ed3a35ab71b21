"""What every area keeps about a record beside its fields: timeline, 修改记录, print log."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Generic, TypeVar

from sqlalchemy.orm import Session

from union_desk.casework.history import FieldHistory
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.print_log import FormPrinted, PrintLine, log_print, next_copies, prints_of
from union_desk.casework.recent import touch
from union_desk.casework.timeline import (
    EventText,
    Subject,
    TimelineEvent,
    add_event,
    check_event,
    correct_event,
    events_of,
)
from union_desk.casework.undoing import take_back
from union_desk.casework.wording import texts_on
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.core.wording import FormTexts
from union_desk.store.database import Database
from union_desk.store.records import LoggedRecord
from union_desk.store.work import Work

R = TypeVar("R", bound=LoggedRecord)


class Chronicle(ABC, Generic[R]):
    """What the records of one kind keep of what happened to them."""

    _entity: ClassVar[str]
    _noun: ClassVar[str]  # what a caseworker calls such a record: 档案, 案件

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @abstractmethod
    def _record(self, session: Session, uid: str) -> R:
        """Return a record; RuleBroken when it is gone."""

    @abstractmethod
    def _day_of(self, record: R) -> date | None:
        """Return the day whose printed texts a record's papers bear, None for today."""

    def _dated_events(self, _session: Session, _uid: str) -> Iterable[TimelineEvent]:
        """Return what the timeline tells beside the notes: the dated events of a case."""
        return ()

    def note(self, actor: Actor, uid: str, on: date, kind: str, text: str) -> str:
        """Put a dated note on the timeline (terms event_kind); may be back-dated, never in the future."""
        require(actor, Right.NOTE)
        event = check_event(EventText(on, kind, storable(text)), self._today())
        with self._database.write("记事", actor) as work:
            record = self._of_office(work.session, actor, uid)
            add_event(work, self._subject(record), event, self._clock(), written=True)
            touch(work, self._entity, uid, self._clock())
            return work.uid

    def correct_note(self, actor: Actor, event_uid: str, on: date, kind: str, text: str) -> str:
        """Correct a note; what it said before is kept behind it."""
        require(actor, Right.NOTE)
        event = check_event(EventText(on, kind, storable(text)), self._today())
        with self._database.write("更正记事", actor) as work:
            subject = correct_event(work, event_uid, event, self._clock())
            self._of_office(work.session, actor, subject.uid)
            touch(work, self._entity, subject.uid, self._clock())
            return work.uid

    def timeline(self, actor: Actor, uid: str) -> tuple[TimelineEvent, ...]:
        """Return notes, acts and steps of a record on one timeline, newest day first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            told = (*events_of(session, self._entity, uid), *self._dated_events(session, uid))
        return tuple(sorted(told, key=lambda event: (event.on, event.recorded_at), reverse=True))

    # --- printing

    def next_copy(self, actor: Actor, uid: str, form_id: str) -> int:
        """Return which copy of a form would be printed next: 第 n 份."""
        return self.next_copies(actor, (uid,), form_id)[0]

    def next_copies(self, actor: Actor, uids: Sequence[str], form_id: str) -> tuple[int, ...]:
        """Return for each record which copy of a form would be printed next."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return next_copies(session, self._entity, uids, form_id)

    def log_prints(
        self, actor: Actor, uids: Sequence[str], printed: FormPrinted, *, own_texts: bool = True
    ) -> None:
        """Write what was printed into the print log and on each timeline.

        `own_texts`: each paper bears the texts of its record's day; one paper about many bears today's.
        """
        require(actor, Right.PRINT)
        with self._database.write("打印", actor) as work:
            for number, uid in enumerate(uids):
                record = self._record(work.session, uid)
                day = self._day_of(record) if own_texts else None
                texts = self._texts(work.session, printed.form_id, day)
                # On pre-printed paper only the data are printed: its texts are those of the print shop,
                # but where they stand is told by the table.
                whole = printed.mode == "filled" or texts.table is not None
                borne = texts if whole else FormTexts()
                edition = "，".join(part for part in (printed.edition, borne.mark) if part)
                log_print(
                    work,
                    self._subject(record),
                    replace(printed, edition=edition),
                    self._clock(),
                    printed.first_copy(number),
                    borne.uids,
                )

    def texts(self, actor: Actor, form_id: str, on: date | None, office: str = "") -> FormTexts:
        """Return the texts that a form prints for a record of that day, today's for none.

        They name the record's office.
        """
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._texts(session, form_id, on, office)

    def prints(self, actor: Actor, uid: str) -> tuple[PrintLine, ...]:
        """Return what was printed about a record, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return prints_of(session, self._entity, uid)

    def log_register(self, actor: Actor, uids: Sequence[str], title: str, *, into_file: bool) -> None:
        """Log that a list with these records was printed, or written into a file."""
        require(actor, Right.PRINT)
        kind = "export" if into_file else "print"
        with self._database.write(f"{'导出' if into_file else '打印'}{title}", actor) as work:
            for uid in uids:
                work.note_access(kind, self._entity, uid, title)

    # --- inside

    def _today(self) -> date:
        return local_day(self._clock())

    def _texts(self, session: Session, form_id: str, on: date | None, office: str = "") -> FormTexts:
        return texts_on(session, form_id, on or self._today(), office)

    def _subject(self, record: R) -> Subject:
        return Subject(self._entity, record.uid, record.audience)

    def _of_office(self, session: Session, actor: Actor, uid: str) -> R:
        """Return a record that this office may change."""
        return of_office(actor, self._record(session, uid), self._noun)

    def _happened(self, work: Work, record: R, event: EventText) -> None:
        add_event(work, self._subject(record), event, self._clock())
        touch(work, self._entity, record.uid, self._clock())


class CaseChronicle(Chronicle[R]):
    """What the cases of one kind keep of what happened to them: also every change, which can be undone."""

    @abstractmethod
    def _history(self, session: Session, uid: str, *, looks: bool) -> tuple[FieldHistory, ...]:
        """Return 修改记录 of a case, newest first; `looks`: also who had which masked number shown."""

    def history(self, actor: Actor, uid: str) -> tuple[FieldHistory, ...]:
        """Return 修改记录, newest first; who may look or keeps the users also learns who looked."""
        require(actor, Right.VIEW)
        looks = actor.may(Right.REVEAL) or actor.may(Right.ACCOUNTS)
        with self._database.read() as session:
            return self._history(session, uid, looks=looks)

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a work back; RuleBroken when something was built on it."""
        return take_back(self._database, actor, work_uid)


def of_office(actor: Actor, record: R, noun: str) -> R:
    """Return a record that the actor's office may change; RuleBroken for one of another office."""
    if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
        raise RuleBroken(f"这是别的单位的{noun}，只能由那里或区总工会修改。")
    return record
