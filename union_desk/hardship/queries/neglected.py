"""The files that are forgotten: candidates by their indexes, the exact day by the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from union_desk.assistance.records import GrantRecord
from union_desk.casework.records import EventRecord, TouchRecord
from union_desk.core.clock import CHINA, local_day
from union_desk.core.deadline import Length, corresponding_day
from union_desk.core.packs import Pack
from union_desk.hardship.queries.clocks import last_rechecks
from union_desk.hardship.records import (
    FILE_ENTITY,
    HardshipFileRecord,
    IncomeRecord,
    OutlayRecord,
    PublicityRecord,
)
from union_desk.hardship.rules.neglect import (
    RETIRED,
    Neglect,
    begins_before,
    came_of_age,
    is_stale,
    is_unexamined,
    is_unhelped,
    is_untouched,
    is_watch_over,
    reached_retirement,
)
from union_desk.hardship.rules.states import HELD, OPEN, UNDER_WAY, State
from union_desk.people.records import HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.store.tables import change_set, head

_File: Final = HardshipFileRecord
_GROWN_UP_MONTHS: Final = 18 * 12
# Fields of a person's card as the log names them.
_HOMES: Final = frozenset({"home", "hukou"})
_STATUS: Final = "work_status"
_FOLLOW_UP: Final = "follow_up"


class Remembered:
    """What the lists are made by, each part read once: the rules of the day, the last look at each file."""

    def __init__(self, session: Session, today: date, process: Pack, classes: Pack) -> None:
        self._session = session
        self.today, self.process, self.classes = today, process, classes

    def length(self, part: str, name: str) -> Length:
        return Length.parse(self.process.data[part][name])

    @cached_property
    def renewed(self) -> Mapping[str, date]:
        """The day of the last recheck of each file that had one."""
        return last_rechecks(self._session)

    @cached_property
    def since(self) -> Mapping[str, date]:
        """The day on which each held file was enrolled or, if later, rechecked."""
        wanted = select(_File.uid, _File.enrolled_on).where(
            _File.state.in_(HELD), _File.enrolled_on.is_not(None)
        )
        renewed = self.renewed
        return {
            uid: max(on, renewed.get(uid, on)) for uid, on in self._session.execute(wanted) if on is not None
        }

    @cached_property
    def written(self) -> Mapping[str, frozenset[str]]:
        """Which fields of the owner's card were written again since each held file was looked at."""
        found: dict[str, frozenset[str]] = {}
        for uid, name, at in self._session.execute(_owner_written()):
            if uid in self.since and local_day(at) > self.since[uid]:
                found[uid] = found.get(uid, frozenset()) | {name}
        return found


def neglected(session: Session, kind: Neglect, by: Remembered) -> set[str]:
    """Return the files that are forgotten in a way that the events of the process do not tell."""
    return _LISTS[kind](session, by)


def _unhelped(session: Session, by: Remembered) -> set[str]:
    length = by.length("reminders", "unhelped")
    back = aliased(GrantRecord)
    # Within the file, by its index: what a line reverses is no index of its own.
    reversed_by = select(back.uid).where(
        back.subject == FILE_ENTITY,
        back.subject_uid == GrantRecord.subject_uid,
        back.reverses_uid == GrantRecord.uid,
    )
    given = select(GrantRecord.uid).where(
        GrantRecord.subject == FILE_ENTITY,
        GrantRecord.subject_uid == _File.uid,
        GrantRecord.reverses_uid.is_(None),
        ~reversed_by.exists(),
    )
    wanted = select(_File.uid, _File.enrolled_on).where(
        _File.state.in_(HELD), _File.enrolled_on < begins_before(by.today, length), ~given.exists()
    )
    return {uid for uid, on in session.execute(wanted) if is_unhelped(on, length, by.today)}


def _untouched(session: Session, by: Remembered) -> set[str]:
    length = by.length("reminders", "untouched")
    before = datetime.combine(begins_before(by.today, length), time(), CHINA)
    changed_at = func.coalesce(TouchRecord.changed_at, _File.created_at)
    wanted = (
        select(_File.uid, changed_at)
        .outerjoin(TouchRecord, TouchRecord.uid == _File.uid)
        .where(_File.state.in_(OPEN), changed_at < before)
    )
    return {uid for uid, at in session.execute(wanted) if is_untouched(local_day(at), length, by.today)}


def _unexamined(session: Session, by: Remembered) -> set[str]:
    shown = (
        select(_File.uid, PublicityRecord.to_on)
        .join(PublicityRecord, PublicityRecord.file_uid == _File.uid)
        .where(_File.state == State.PUBLISHED, PublicityRecord.purpose == "enrol")
        .order_by(PublicityRecord.from_on, PublicityRecord.uid.desc())
    )
    last = dict(session.execute(shown).all())
    return {uid for uid, to_on in last.items() if is_unexamined(to_on, by.today)}


def _stale_proof(session: Session, by: Remembered) -> set[str]:
    """List files whose 低保 allowance, or whose income or outlay with a voucher, was proved too long ago."""
    length = by.length("limits", "proof")
    before = begins_before(by.today, length)
    looked_at = _File.state.in_(HELD | UNDER_WAY)
    allowance: Any = (
        select(_File.uid, HouseholdRecord.dibao_from_on)
        .join(HouseholdRecord, HouseholdRecord.uid == _File.household_uid)
        .where(looked_at, HouseholdRecord.dibao.is_(True), HouseholdRecord.dibao_from_on < before)
    )
    proofs: list[Select[Any]] = [allowance]
    for item in (IncomeRecord, OutlayRecord):
        vouched: Any = select(_File.uid, item.to_on).join(item, item.file_uid == _File.uid)
        proofs.append(
            vouched.where(looked_at, item.removed.is_(None), item.evidence.is_not(None), item.to_on < before)
        )
    renewed = by.renewed
    return {
        uid
        for wanted in proofs
        for uid, on in session.execute(wanted)
        if is_stale(on, renewed.get(uid), length, by.today)
    }


def _grown_up(session: Session, by: Remembered) -> set[str]:
    since = by.since
    if not since:
        return set()
    # Who was of age when the oldest of the files was looked at last has not become so since.
    oldest = corresponding_day(min(since.values()), -_GROWN_UP_MONTHS) - timedelta(days=1)
    wanted = (
        select(_File.uid, PersonRecord.birth_on)
        .join(HouseholdMemberRecord, HouseholdMemberRecord.household_uid == _File.household_uid)
        .join(PersonRecord, PersonRecord.uid == HouseholdMemberRecord.person_uid)
        .where(
            _File.state.in_(HELD),
            HouseholdMemberRecord.removed.is_(None),
            PersonRecord.birth_on > oldest,
            PersonRecord.birth_on <= by.today,
        )
    )
    return {
        uid
        for uid, birth_on in session.execute(wanted)
        if uid in since and came_of_age(birth_on, since[uid], by.today)
    }


def _retired(session: Session, by: Remembered) -> set[str]:
    """List files whose owner reached the age, or was written down as 退休, since they were looked at last."""
    since = by.since
    ages = by.classes.data["working_age"]
    youngest = corresponding_day(by.today, -12 * min(ages["male_to"], ages["female_to"]))
    wanted = (
        select(_File.uid, PersonRecord.birth_on, PersonRecord.sex)
        .join(PersonRecord, PersonRecord.uid == _File.owner_uid)
        .where(_File.state.in_(HELD), PersonRecord.birth_on <= youngest)
    )
    aged = {
        uid
        for uid, birth_on, sex in session.execute(wanted)
        if uid in since and reached_retirement(birth_on, sex or "", since[uid], by.today, by.classes)
    }
    retired = select(_File.uid).join(PersonRecord, PersonRecord.uid == _File.owner_uid)
    retired = retired.where(_File.state.in_(HELD), PersonRecord.work_status.in_(RETIRED))
    written = {uid for uid, names in by.written.items() if _STATUS in names}
    return aged | (written & set(session.scalars(retired)) if written else set())


def _moved(_session: Session, by: Remembered) -> set[str]:
    """List files whose owner's home or 户口 was written anew since they were looked at last."""
    return {uid for uid, names in by.written.items() if names & _HOMES}


def _watch_over(session: Session, by: Remembered) -> set[str]:
    """List lifted files whose watch is over without a visit noted since its end."""
    length = by.length("limits", "watch")
    followed = (
        select(func.max(EventRecord.on))
        .where(
            EventRecord.subject == FILE_ENTITY,
            EventRecord.subject_uid == _File.uid,
            EventRecord.kind == _FOLLOW_UP,
        )
        .correlate(_File)
        .scalar_subquery()
    )
    wanted = select(_File.uid, _File.closed_on, followed).where(
        _File.state == State.LIFTED, _File.closed_on < begins_before(by.today, length)
    )
    return {
        uid
        for uid, lifted_on, on in session.execute(wanted)
        if is_watch_over(lifted_on, on, length, by.today)
    }


def _owner_written() -> Select[Any]:
    """Ask which fields of owners' cards were written again after the card was made, and when."""
    card = and_(
        head.c.table_name == PersonRecord.__tablename__,
        head.c.uid == _File.owner_uid,
        head.c.field.in_((*_HOMES, _STATUS)),
    )
    wanted: Any = select(_File.uid, head.c.field, change_set.c.at).join(head, card)
    written: Select[Any] = wanted.join(change_set, change_set.c.arrival == head.c.arrival).where(
        _File.state.in_(HELD)
    )
    return written


_LISTS: Final[Mapping[Neglect, Callable[[Session, Remembered], set[str]]]] = {
    Neglect.UNHELPED: _unhelped,
    Neglect.UNTOUCHED: _untouched,
    Neglect.UNEXAMINED: _unexamined,
    Neglect.STALE_PROOF: _stale_proof,
    Neglect.GROWN_UP: _grown_up,
    Neglect.RETIRED: _retired,
    Neglect.MOVED: _moved,
    Neglect.WATCH_OVER: _watch_over,
}
