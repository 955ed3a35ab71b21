"""到期销毁: files whose years of keeping are over are listed, approved and destroyed by three persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.last_destruction import note_destruction
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.records import DraftRecord, NumberCounterRecord, TouchRecord
from union_desk.core.calendar import Calendar
from union_desk.core.clock import Clock, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.hardship.queries import files, forms_of
from union_desk.hardship.queries.belongings import rows_of_files
from union_desk.hardship.queries.merged import together
from union_desk.hardship.records import DestructionRecord, HardshipFileRecord
from union_desk.hardship.rules.clocks import retention_end
from union_desk.hardship.rules.states import KEPT, State
from union_desk.hardship.service.periods import clocks_of_files, process_pack
from union_desk.hardship.values.disposal import DestructionList, DueFile, ListedFile
from union_desk.store.database import Database
from union_desk.store.work import Work

_SERIES: Final = "destruction"
_WATCH: Final = "watch"
_OTHER_HANDS: Final = "销毁要由三个人办理：造册、批准、监销不能是同一个人。"


class Disposal:
    """The destruction of files that need not be kept any longer (总工办发〔2016〕36号 art 15)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def due(self, actor: Actor) -> tuple[DueFile, ...]:
        """Return the closed files of this office whose last day of keeping is over, the oldest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            rules = _Rules(session, self._today())
            listed = set(session.scalars(select(DestructionRecord.file_uid)))
            found = []
            for record in _closed(session, actor):
                if rules.kept_until(record) >= rules.today:
                    break
                if record.uid not in listed:
                    found.append(record)
            return _due_files(session, found, rules)

    def lists(self, actor: Actor) -> tuple[DestructionList, ...]:
        """Return the lists of this office, the latest first; the district sees all."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            rows = select(DestructionRecord).order_by(DestructionRecord.closed_on, DestructionRecord.number)
            if actor.audience != DISTRICT_AUDIENCE:
                rows = rows.where(DestructionRecord.audience == actor.audience)
            by_list: dict[str, list[DestructionRecord]] = {}
            for row in session.scalars(rows):
                by_list.setdefault(row.list_no or "", []).append(row)
            lists = [_list(session, list_no, found) for list_no, found in by_list.items()]
            return tuple(
                sorted(lists, key=lambda each: (each.listed_on or date.min, each.list_no), reverse=True)
            )

    def make_list(self, actor: Actor, uids: Sequence[str]) -> str:
        """Put due files on a new list (造册); return its number."""
        require(actor, Right.REVIEW)
        today = self._today()
        if not uids:
            raise RuleBroken("请先选中要销毁的档案。")
        with self._database.write("造销毁清册", actor) as work:
            rules = _Rules(work.session, today)
            records = files(work.session, uids)
            forms = forms_of(work.session, list(records.values()))
            list_no = _next_number(work.session, actor, today)
            for uid in dict.fromkeys(uids):
                record = _own(records.get(uid), actor)
                rules.check(record)
                _refuse_listed(work.session, record)
                numbers = [
                    each.number or "" for each in files(work.session, together(work.session, uid)).values()
                ]
                work.session.add(
                    DestructionRecord(
                        audience=record.audience,
                        file_uid=uid,
                        list_no=list_no,
                        number="、".join(sorted(numbers, key=lambda number: number != record.number)),
                        pages=sum(paper.pages or 0 for paper in forms[uid].attachments) or None,
                        closed_on=record.closed_on,
                        kept_until_on=rules.kept_until(record),
                        listed_by=actor.user,
                        listed_on=today,
                    )
                )
            return list_no

    def take_off(self, actor: Actor, list_no: str, uid: str) -> str:
        """Take a file off a list that is not approved yet; return the work."""
        require(actor, Right.REVIEW)
        with self._database.write("从销毁清册移出", actor) as work:
            rows = _rows(work.session, actor, list_no)
            if rows[0].approved_on is not None:
                raise RuleBroken("清册已经批准，不能再改。")
            row = next((row for row in rows if row.file_uid == uid), None)
            if row is None:
                raise RuleBroken("这份档案不在清册上，请重新打开清册。")
            work.session.delete(row)
            return work.uid

    def approve(self, actor: Actor, list_no: str) -> str:
        """Approve a list (批准); who made it does not approve it."""
        require(actor, Right.REVIEW)
        with self._database.write("批准销毁清册", actor) as work:
            rows = _rows(work.session, actor, list_no)
            if rows[0].approved_on is not None:
                raise RuleBroken(f"清册已由{rows[0].approved_by}批准。")
            if actor.user == rows[0].listed_by:
                raise RuleBroken(f"{_OTHER_HANDS}清册是您造的，请由另一位同事批准。")
            for row in rows:
                row.approved_by, row.approved_on = actor.user, self._today()
            return work.uid

    def log_list(self, actor: Actor, list_no: str, *, into_file: bool) -> None:
        """Log that a list was printed, or written into a file."""
        require(actor, Right.PRINT)
        title = "导出销毁清册" if into_file else "打印销毁清册"
        with self._database.write(title, actor) as work:
            for row in _lines(work.session, actor, list_no):
                work.note_access("export" if into_file else "print", row.__tablename__, row.uid, list_no)

    def destroy(self, actor: Actor, list_no: str) -> str:
        """Destroy all files of an approved list (监销): this is never taken back. Return the work."""
        require(actor, Right.KEEP_STORE)
        today = self._today()
        with self._database.write("销毁到期档案", actor) as work:
            rows = _rows(work.session, actor, list_no)
            if rows[0].approved_on is None:
                raise RuleBroken("清册还没有批准，不能销毁。")
            if actor.user in {rows[0].listed_by, rows[0].approved_by}:
                raise RuleBroken(f"{_OTHER_HANDS}您已造册或批准，请由另一位同事监销。")
            rules = _Rules(work.session, today)
            records = files(work.session, [row.file_uid or "" for row in rows])
            uids: list[str] = []
            for row in rows:
                record = _own(records.get(row.file_uid or ""), actor)
                rules.check(record)
                if record.closed_on != row.closed_on:
                    raise RuleBroken(f"档案 {row.number} 造册以后又办理过，请先把它从清册移出。")
                uids += together(work.session, record.uid)
                row.supervised_by, row.destroyed_on = actor.user, today
            work.destroy(rows_of_files(work.session, uids))
            _forget(work, uids)
            note_destruction(work)
            return work.uid

    def _today(self) -> date:
        return local_day(self._clock())


class _Rules:
    """What files are judged by on one day."""

    def __init__(self, session: Session, today: date) -> None:
        self.today = today
        self.session = session
        self.calendar: Calendar = calendar_in(session)
        self.pack: Pack = process_pack(session, today)

    def kept_until(self, record: HardshipFileRecord) -> date:
        if record.closed_on is None:
            raise LookupError(f"{record.uid} was never closed")
        return retention_end(record.closed_on, self.calendar, self.pack).due_on

    def refusal(self, record: HardshipFileRecord) -> str:
        """Say why a file is not destroyed now, "" where nothing stands against it."""
        state = State(record.state or State.DRAFT)
        if state is State.DESTROYED:
            return "已经销毁，不能再销毁一次。"
        if state is State.MERGED:
            return "已并入另一份档案，到期时随那份档案一起销毁。"
        if state not in KEPT or record.closed_on is None:
            return f"{state.words}，没有离档，不能销毁。"
        until = self.kept_until(record)
        if until >= self.today:
            return f"要保存到 {day_text(until)}，还不能销毁。{self.pack.data['bases']['retention']}。"
        clocks = clocks_of_files(self.session, [record], self.calendar, self.pack)[record.uid]
        if any(clock.code == _WATCH and clock.deadline.due_on >= self.today for clock in clocks):
            return "脱困后还在跟踪期内，不能销毁。"
        return ""

    def check(self, record: HardshipFileRecord) -> None:
        if refusal := self.refusal(record):
            raise RuleBroken(f"档案 {record.number}：{refusal}")


def _closed(session: Session, actor: Actor) -> Iterable[HardshipFileRecord]:
    wanted = select(HardshipFileRecord).where(
        HardshipFileRecord.state.in_([state.value for state in KEPT]),
        HardshipFileRecord.closed_on.is_not(None),
    )
    if actor.audience != DISTRICT_AUDIENCE:
        wanted = wanted.where(HardshipFileRecord.audience == actor.audience)
    ordered = wanted.order_by(HardshipFileRecord.closed_on, HardshipFileRecord.number)
    # The first one that is still to be kept ends the walk.
    return session.scalars(ordered.execution_options(yield_per=200))


def _due_files(session: Session, records: Sequence[HardshipFileRecord], rules: _Rules) -> tuple[DueFile, ...]:
    forms, offices = forms_of(session, records), offices_in(session)
    return tuple(
        DueFile(
            uid=record.uid,
            number_shown=_shown(record.number or "", record.office, offices),
            owner=forms[record.uid].owner.name,
            office_name=offices[record.office].name if record.office in offices else record.office or "",
            state_label=term_label("file_state", record.state),
            closed_on=record.closed_on or date.min,
            kept_until_on=rules.kept_until(record),
            pages=sum(paper.pages or 0 for paper in forms[record.uid].attachments) or None,
            refusal=rules.refusal(record),
        )
        for record in records
    )


def _list(session: Session, list_no: str, rows: Sequence[DestructionRecord]) -> DestructionList:
    records = files(session, [row.file_uid or "" for row in rows])
    forms, offices = forms_of(session, list(records.values())), offices_in(session)
    listed = []
    for row in rows:
        uid = row.file_uid or ""
        office = records[uid].office if uid in records else None
        listed.append(
            ListedFile(
                uid=uid,
                number=row.number or "",
                number_shown="、".join(
                    _shown(each, office, offices) for each in (row.number or "").split("、")
                ),
                pages=row.pages,
                closed_on=row.closed_on,
                kept_until_on=row.kept_until_on,
                owner=forms[uid].owner.name if uid in forms else "",
            )
        )
    first = rows[0]
    return DestructionList(
        list_no=list_no,
        files=tuple(listed),
        listed_by=first.listed_by or "",
        listed_on=first.listed_on,
        approved_by=first.approved_by or "",
        approved_on=first.approved_on,
        supervised_by=first.supervised_by or "",
        destroyed_on=first.destroyed_on,
    )


def _shown(number: str, office: str | None, offices: dict[str, Office]) -> str:
    return number_shown(number, offices[office].short_name if office in offices else office or "")


def _rows(session: Session, actor: Actor, list_no: str) -> list[DestructionRecord]:
    """Return the lines of a list on which something can still be done."""
    rows = _lines(session, actor, list_no)
    if rows[0].destroyed_on is not None:
        raise RuleBroken(f"清册 {list_no} 已于 {day_text(rows[0].destroyed_on)}销毁，不能再改。")
    return rows


def _lines(session: Session, actor: Actor, list_no: str) -> list[DestructionRecord]:
    rows = list(
        session.scalars(
            select(DestructionRecord)
            .where(DestructionRecord.list_no == list_no)
            .order_by(DestructionRecord.number)
        )
    )
    if not rows:
        raise RuleBroken("没有这份销毁清册，请重新打开。")
    if any(actor.audience not in {row.audience, DISTRICT_AUDIENCE} for row in rows):
        raise RuleBroken("这是别的单位的清册，只能由那里或区总工会办理。")
    return rows


def _own(record: HardshipFileRecord | None, actor: Actor) -> HardshipFileRecord:
    if record is None:
        raise RuleBroken("有一份档案已不在，请重新打开本页。")
    if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
        raise RuleBroken("这是别的单位的档案，只能由那里或区总工会办理。")
    return record


def _refuse_listed(session: Session, record: HardshipFileRecord) -> None:
    known = session.scalars(select(DestructionRecord.list_no).where(DestructionRecord.file_uid == record.uid))
    if list_no := known.first():
        raise RuleBroken(f"档案 {record.number} 已在清册 {list_no} 上。")


def _next_number(session: Session, actor: Actor, today: date) -> str:
    """Give the next number of the office's lists in this year; one is never given twice."""
    office = offices_in(session).get(actor.office)
    name = f"{_SERIES}/{actor.office}/{today.year}"
    counter = session.get(NumberCounterRecord, name)
    if counter is None:
        counter = NumberCounterRecord(uid=name, last=0)
        session.add(counter)
    counter.last += 1
    return f"{office.prefix if office else actor.office}-XH-{today.year}-{counter.last:03d}"


def _forget(work: Work, uids: Sequence[str]) -> None:
    """Take away what this store keeps of files beside the log: half forms, and when they were changed."""
    for uid in uids:
        touch = work.session.get(TouchRecord, uid)
        if touch is not None:
            work.session.delete(touch)
        keys = or_(DraftRecord.key == uid, DraftRecord.key.startswith(f"{uid}/"))
        for draft in work.session.scalars(select(DraftRecord).where(keys)):
            work.session.delete(draft)
