"""What is kept about a hardship file beside its fields: timeline, 修改记录, print log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

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
from union_desk.casework.wording import texts_on
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.wording import FormTexts
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.service.history import history_of_file
from union_desk.people.texts import storable
from union_desk.store.database import Database
from union_desk.store.work import Work


class FileChronicle:
    """What the files of one store keep of what happened to them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def note(self, actor: Actor, uid: str, on: date, kind: str, text: str) -> str:
        """Put a dated note on the timeline (terms event_kind); may be back-dated, never in the future."""
        require(actor, Right.NOTE)
        event = check_event(EventText(on, kind, storable(text)), self._today())
        with self._database.write("记事", actor) as work:
            record = self._of_office(work.session, actor, uid)
            add_event(work, subject_of(record), event, self._clock(), written=True)
            touch(work, FILE_ENTITY, uid, self._clock())
            return work.uid

    def correct_note(self, actor: Actor, event_uid: str, on: date, kind: str, text: str) -> str:
        """Correct a note; what it said before is kept behind it."""
        require(actor, Right.NOTE)
        event = check_event(EventText(on, kind, storable(text)), self._today())
        with self._database.write("更正记事", actor) as work:
            subject = correct_event(work, event_uid, event, self._clock())
            self._of_office(work.session, actor, subject.uid)
            touch(work, FILE_ENTITY, subject.uid, self._clock())
            return work.uid

    def events(self, actor: Actor, uid: str) -> tuple[TimelineEvent, ...]:
        """Return the timeline, newest day first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return events_of(session, FILE_ENTITY, uid)

    def history(self, actor: Actor, uid: str) -> tuple[FieldHistory, ...]:
        """Return 修改记录, newest first; who may look or keeps the users also learns who looked."""
        require(actor, Right.VIEW)
        looks = actor.may(Right.REVEAL) or actor.may(Right.ACCOUNTS)
        with self._database.read() as session:
            return history_of_file(session, uid, looks=looks)

    def next_copy(self, actor: Actor, uid: str, form_id: str) -> int:
        """Return which copy of a form would be printed next: 第 n 份."""
        return self.next_copies(actor, (uid,), form_id)[0]

    def next_copies(self, actor: Actor, uids: Sequence[str], form_id: str) -> tuple[int, ...]:
        """Return for each file which copy of a form would be printed next."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return next_copies(session, FILE_ENTITY, uids, form_id)

    def log_prints(
        self, actor: Actor, uids: Sequence[str], printed: FormPrinted, *, own_texts: bool = True
    ) -> None:
        """Write what was printed into the print log and on each timeline.

        `own_texts`: each paper bears the texts of its file's day; one paper about many files bears today's.
        """
        require(actor, Right.PRINT)
        with self._database.write("打印", actor) as work:
            for number, uid in enumerate(uids):
                record = file_of(work.session, uid)
                texts = self._texts(work.session, printed.form_id, record.applied_on if own_texts else None)
                # On pre-printed paper only the data are printed: its texts are those of the print shop,
                # but where they stand is told by the table.
                whole = printed.mode == "filled" or texts.table is not None
                borne = texts if whole else FormTexts()
                edition = "，".join(part for part in (printed.edition, borne.mark) if part)
                log_print(
                    work,
                    subject_of(record),
                    replace(printed, edition=edition),
                    self._clock(),
                    printed.first_copy(number),
                    borne.uids,
                )

    def texts(self, actor: Actor, form_id: str, on: date | None, office: str = "") -> FormTexts:
        """Return the texts that a form prints for a file of that day of application, today's for none.

        They name the file's office.
        """
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._texts(session, form_id, on, office)

    def _texts(self, session: Session, form_id: str, on: date | None, office: str = "") -> FormTexts:
        return texts_on(session, form_id, on or self._today(), office)

    def prints(self, actor: Actor, uid: str) -> tuple[PrintLine, ...]:
        """Return what was printed about a file, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return prints_of(session, FILE_ENTITY, uid)

    def _today(self) -> date:
        return local_day(self._clock())

    def _of_office(self, session: Session, actor: Actor, uid: str) -> HardshipFileRecord:
        """Return a file that this office may change."""
        record = file_of(session, uid)
        if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
            raise RuleBroken("这是别的单位的档案，只能由那里或区总工会修改。")
        return record

    def _happened(self, work: Work, record: HardshipFileRecord, event: EventText) -> None:
        add_event(work, subject_of(record), event, self._clock())
        touch(work, FILE_ENTITY, record.uid, self._clock())


def subject_of(record: HardshipFileRecord) -> Subject:
    return Subject(FILE_ENTITY, record.uid, record.audience)


def file_of(session: Session, uid: str) -> HardshipFileRecord:
    record = session.get(HardshipFileRecord, uid)
    if record is None:
        raise RuleBroken("这份档案已不在，可能已被撤销。")
    return record
