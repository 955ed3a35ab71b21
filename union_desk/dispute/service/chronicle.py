"""What is kept about a case beside its fields: its number, timeline, notes and print log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.numbers import lend_next, needs_block, take_number, take_temporary
from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in, own_office_in
from union_desk.casework.print_log import FormPrinted, PrintLine, log_print, next_copies, prints_of
from union_desk.casework.recent import touch
from union_desk.casework.timeline import EventText, Subject, add_event, check_event, correct_event
from union_desk.casework.wording import texts_on
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.core.wording import FormTexts
from union_desk.dispute.queries import case_of
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.dispute.rules.numbers import MARK
from union_desk.store.database import Database
from union_desk.store.work import Work

SERIES: Final = "dispute"


class CaseChronicle:
    """What the cases of one store keep of what happened to them."""

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
            touch(work, CASE_ENTITY, uid, self._clock())
            return work.uid

    def correct_note(self, actor: Actor, event_uid: str, on: date, kind: str, text: str) -> str:
        """Correct a note; what it said before is kept behind it."""
        require(actor, Right.NOTE)
        event = check_event(EventText(on, kind, storable(text)), self._today())
        with self._database.write("更正记事", actor) as work:
            subject = correct_event(work, event_uid, event, self._clock())
            self._of_office(work.session, actor, subject.uid)
            touch(work, CASE_ENTITY, subject.uid, self._clock())
            return work.uid

    # --- printing

    def next_copy(self, actor: Actor, uid: str, form_id: str) -> int:
        """Return which copy of a form would be printed next: 第 n 份."""
        return self.next_copies(actor, (uid,), form_id)[0]

    def next_copies(self, actor: Actor, uids: Sequence[str], form_id: str) -> tuple[int, ...]:
        """Return for each case which copy of a form would be printed next."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return next_copies(session, CASE_ENTITY, uids, form_id)

    def log_prints(
        self, actor: Actor, uids: Sequence[str], printed: FormPrinted, *, own_texts: bool = True
    ) -> None:
        """Write what was printed into the print log and on each timeline.

        `own_texts`: each paper bears the texts of its case's day; one paper about many cases bears today's.
        """
        require(actor, Right.PRINT)
        with self._database.write("打印", actor) as work:
            for number, uid in enumerate(uids):
                record = case_of(work.session, uid)
                texts = self._texts(work.session, printed.form_id, record.received_on if own_texts else None)
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
        """Return the texts that a form prints for a case whose application came in on that day.

        Today's for none; they name the case's office.
        """
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._texts(session, form_id, on, office)

    def prints(self, actor: Actor, uid: str) -> tuple[PrintLine, ...]:
        """Return what was printed about a case, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return prints_of(session, CASE_ENTITY, uid)

    def log_register(self, actor: Actor, uids: Sequence[str], title: str, *, into_file: bool) -> None:
        """Log that a list with these cases was printed, or written into a file."""
        require(actor, Right.PRINT)
        kind = "export" if into_file else "print"
        with self._database.write(f"{'导出' if into_file else '打印'}{title}", actor) as work:
            for uid in uids:
                work.note_access(kind, CASE_ENTITY, uid, title)

    # --- inside

    def _today(self) -> date:
        return local_day(self._clock())

    def _texts(self, session: Session, form_id: str, on: date | None, office: str = "") -> FormTexts:
        return texts_on(session, form_id, on or self._today(), office)

    def _of_office(self, session: Session, actor: Actor, uid: str) -> DisputeCaseRecord:
        """Return a case that this office may change."""
        return case_of_office(session, actor, uid)

    def _happened(self, work: Work, record: DisputeCaseRecord, event: EventText) -> None:
        add_event(work, subject_of(record), event, self._clock())
        touch(work, CASE_ENTITY, record.uid, self._clock())

    def _fetch_block(self, actor: Actor) -> None:
        """Lend a district's store its next run of numbers, in a work that no undo of a case takes back."""
        today = self._today()
        with self._database.read() as session:
            own = offices_in(session).get(own_office_in(session))
            if own is None or own.level != "district":
                return
            if not needs_block(session, SERIES, actor.office, self._database.site, today):
                return
        with self._database.write("借出号段", actor) as work:
            lend_next(work, SERIES, actor.office, self._database.site, today)

    def _give_number(self, work: Work, record: DisputeCaseRecord) -> None:
        """Give a case its number; a temporary one gets its official number once there is a block."""
        official = record.number and record.number != record.temporary_number
        if official:
            return
        office, today = record.office or "", self._today()
        held = offices_in(work.session).get(office)
        prefix = f"{held.prefix if held else office}{MARK}"
        number = take_number(work.session, SERIES, office, self._database.site, today, prefix=prefix)
        if number is not None:
            record.number = number
        elif not record.number:
            temporary = take_temporary(work.session, SERIES, office, today, prefix=f"{office}{MARK}")
            record.number = record.temporary_number = temporary


def case_of_office(session: Session, actor: Actor, uid: str) -> DisputeCaseRecord:
    """Return a case that this office may change; RuleBroken for one of another office."""
    record = case_of(session, uid)
    if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
        raise RuleBroken("这是别的单位的案件，只能由那里或区总工会修改。")
    return record


def subject_of(record: DisputeCaseRecord) -> Subject:
    return Subject(CASE_ENTITY, record.uid, record.audience)
