"""One household, one file: moving a member, merging two files, parting them again, handing a file over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.assistance.values import Grant
from union_desk.casework.consents import Consent
from union_desk.casework.fields import change
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import offices_in
from union_desk.casework.opinions import Opinion
from union_desk.casework.timeline import EventText, TimelineEvent
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.hardship.queries import ROW_KINDS, WHOSE, form_of
from union_desk.hardship.queries.merged import merger_of, mergers_into, together
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord, MergerRecord
from union_desk.hardship.rules.states import OPEN, State
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.recheck import FileRecheck
from union_desk.hardship.values import FileForm, FileLife
from union_desk.hardship.values.household import JoinedFile, Merging
from union_desk.people.queries import members_of
from union_desk.people.records import HouseholdMemberRecord, PersonRecord
from union_desk.people.values import PersonCard
from union_desk.store.tables import change_line, change_set
from union_desk.store.work import Work

# A list of what a file has, newest first by its day.
_ACTS: Final = ("visits", "publicities", "means_checks", "rechecks", "exits", "transfers")
_NO_DAY: Final = date.min


class FileHousehold(FileRecheck):
    """The households of the files of one store."""

    # --- what was joined is read with the file that was kept

    def merging(self, actor: Actor, uid: str) -> Merging:
        """Return which files were joined to this one, and to which it was joined itself."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            joined = [(row, row.joined_uid or "") for row in mergers_into(session, [uid])]
            kept = merger_of(session, uid)
            shown = _shown(session, [*joined, *([(kept, kept.kept_uid or "")] if kept else [])])
            return Merging(shown[: len(joined)], shown[-1] if kept else None)

    def life(self, actor: Actor, uid: str) -> FileLife:
        """Return what happened to a file and to those joined to it; only its own steps lead on."""
        life, *joined = (super(FileHousehold, self).life(actor, each) for each in self._together(actor, uid))
        if not joined:
            return life
        acts: dict[str, Any] = {
            name: _newest_first([act for one in (life, *joined) for act in getattr(one, name)])
            for name in _ACTS
        }
        return replace(life, **acts)

    def timeline(self, actor: Actor, uid: str) -> tuple[TimelineEvent, ...]:
        """Return the timeline of a file and of those joined to it, newest day first."""
        told = self._of_all(super().timeline, actor, uid)
        return tuple(sorted(told, key=lambda event: (event.on, event.recorded_at), reverse=True))

    def opinions(self, actor: Actor, uid: str) -> tuple[Opinion, ...]:
        return _newest_first(self._of_all(super().opinions, actor, uid))

    def consents(self, actor: Actor, uid: str) -> tuple[Consent, ...]:
        found = self._of_all(super().consents, actor, uid)
        return tuple(sorted(found, key=lambda one: one.given_on or _NO_DAY, reverse=True))

    def grants(self, actor: Actor, uid: str) -> tuple[Grant, ...]:
        return _newest_first(self._of_all(super().grants, actor, uid))

    def _of_all(self, read: Callable[[Actor, str], tuple[Any, ...]], actor: Actor, uid: str) -> list[Any]:
        return [one for each in self._together(actor, uid) for one in read(actor, each)]

    def _together(self, actor: Actor, uid: str) -> tuple[str, ...]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return together(session, uid)

    # --- merging and parting

    def merge_files(self, actor: Actor, kept_uid: str, joined_uid: str, reason: str) -> str:
        """Join a second file of a household to the one that is kept; nothing in either is rewritten.

        Return the work. `field` of what is refused is `reason`, or none.
        """
        require(actor, Right.DECIDE)
        reason = _reason(reason, "合并")
        with self._database.write("合并两份档案", actor, reason=reason) as work:
            kept = self._of_office(work.session, actor, kept_uid)
            joined = self._of_office(work.session, actor, joined_uid)
            _check_mergeable(kept, joined)
            work.session.add(
                MergerRecord(
                    audience=joined.audience,
                    kept_uid=kept.uid,
                    joined_uid=joined.uid,
                    state_before=joined.state,
                    on=self._today(),
                    reason=reason,
                )
            )
            joined.state = State.MERGED
            words = _numbers(work.session, [kept, joined])
            self._tell(work, joined, f"并入档案 {words[kept.uid]}：{reason}")
            self._tell(work, kept, f"档案 {words[joined.uid]} 并入本档案：{reason}")
            return work.uid

    def part_files(self, actor: Actor, joined_uid: str, reason: str) -> str:
        """Take a joined file out again: it stands where it stood, with the persons that it had.

        What was written since belongs to the kept file. Return the work.
        """
        require(actor, Right.DECIDE)
        reason = _reason(reason, "分开")
        with self._database.write("分开两份档案", actor, reason=reason) as work:
            joined = self._of_office(work.session, actor, joined_uid)
            merger = merger_of(work.session, joined.uid)
            if merger is None or joined.state != State.MERGED:
                raise RuleBroken("这份档案没有并入别的档案，不用分开。")
            kept = self._of_office(work.session, actor, merger.kept_uid or "")
            joined.state = merger.state_before
            merger.parted_on, merger.parting_reason = self._today(), reason
            words = _numbers(work.session, [kept, joined])
            self._tell(work, joined, f"与档案 {words[kept.uid]} 分开，恢复原来的状态：{reason}")
            gone = self._give_back(work, kept, joined)
            back = f"，{gone} 名家庭成员回到那份档案" if gone else ""
            self._tell(work, kept, f"与档案 {words[joined.uid]} 分开{back}：{reason}")
            work.session.flush()
            self._open_again(work, joined)
            return work.uid

    def move_member(self, actor: Actor, uid: str, member_uid: str, into_uid: str = "") -> str:
        """Take a member out of a household, since he is entered in another file; return the work.

        `into_uid` is that file, "" while it is not saved yet.
        """
        require(actor, Right.EDIT)
        with self._database.write("移出家庭成员", actor) as work:
            record = self._of_office(work.session, actor, uid)
            if State(record.state or State.DRAFT) not in OPEN:
                raise RuleBroken("那份档案已经离档，不用移出。")
            member = work.session.get(HouseholdMemberRecord, member_uid)
            if member is None or member.removed or member.household_uid != record.household_uid:
                raise RuleBroken("他已不在那份档案里，请再保存一次。")
            _take_out(work, record, [member])
            into = work.session.get(HardshipFileRecord, into_uid) if into_uid else None
            where = f"档案 {_numbers(work.session, [into])[into.uid]}" if into else "一份正在登记的档案"
            relation = term_label("relation", member.relation) or "家庭成员"
            self._tell(work, record, f"{relation}移到{where}。", "correction")
            if into is not None and into.audience == record.audience:
                there = _numbers(work.session, [record])[record.uid]
                self._tell(work, into, f"{relation}从档案 {there} 移来。", "correction")
            return work.uid

    # --- handing over

    def transfer_snapshot(self, actor: Actor, uid: str) -> str:
        """Return a file that was handed over, as it was closed, as JSON for the receiver; this is logged."""
        require(actor, Right.EXPORT)
        with self._database.write("导出移交档案", actor) as work:
            record = self._of_office(work.session, actor, uid)
            if record.state != State.TRANSFERRED:
                raise RuleBroken("档案还没有移交，不能导出。请先办理迁出移交。")
            form = form_of(work.session, record)
            work.note_access("export", FILE_ENTITY, uid, "移交")
        body = {
            "number": record.number,
            "closed_on": record.closed_on,
            "form": asdict(form),
            "life": _plain_life(self.life(actor, uid)),
            "opinions": [asdict(each) for each in self.opinions(actor, uid)],
            "consents": [asdict(each) for each in self.consents(actor, uid)],
            "grants": [asdict(each) for each in self.grants(actor, uid)],
            "events": [_plain_event(each) for each in self.timeline(actor, uid)],
        }
        return msgspec.json.format(msgspec.json.encode(body)).decode()

    # --- inside

    def _tell(self, work: Work, record: HardshipFileRecord, text: str, kind: str = "merge") -> None:
        self._happened(work, record, EventText(self._today(), kind, text))

    def _give_back(self, work: Work, kept: HardshipFileRecord, joined: HardshipFileRecord) -> int:
        """Take the persons of a file that is parted out of the household that they were entered in since."""
        if State(kept.state or State.DRAFT) not in OPEN:
            return 0
        theirs = _keys(_counted(form_of(work.session, joined)))
        pairs = members_of(work.session, [kept.household_uid or ""]).get(kept.household_uid or "", [])
        gone = [member for member, person in pairs if member.counted and _keys([person]) & theirs]
        _take_out(work, kept, gone)
        return len(gone)

    def _refuse_undo(self, session: Session, work_uid: str) -> None:
        """Refuse to take back a merger whose persons were entered in the kept file since."""
        merged = session.scalars(
            sa.select(change_line.c.uid)
            .join(change_set, change_set.c.arrival == change_line.c.arrival)
            .where(change_set.c.work_uid == work_uid, change_line.c.table_name == MergerRecord.__tablename__)
        )
        for uid in merged.all():
            merger = session.get(MergerRecord, uid)
            if merger is None or merger.parted_on is not None:
                continue
            kept, joined = (file_of(session, each or "") for each in (merger.kept_uid, merger.joined_uid))
            if _keys(_counted(form_of(session, kept))) & _keys(_counted(form_of(session, joined))):
                raise RuleBroken("合并以后已把那份档案的人登记到这一户，请用“分开档案”，不用撤销。")


def _check_mergeable(kept: HardshipFileRecord, joined: HardshipFileRecord) -> None:
    if kept.uid == joined.uid:
        raise RuleBroken("请选择另一份档案；一份档案不能与自己合并。")
    for record in (kept, joined):
        state = State(record.state or State.DRAFT)
        if state not in OPEN:
            raise RuleBroken(f"档案{state.words}，不能合并。只有没有离档的两份档案才需要合并。")
    if kept.audience != joined.audience:
        raise RuleBroken("两份档案不在同一个单位，请先把其中一份移交过来，再合并。")


def _reason(text: str, what: str) -> str:
    reason = storable(text).strip()
    if not reason:
        raise RuleBroken(f"请写明{what}的理由。", field="reason")
    return reason


def _take_out(work: Work, record: HardshipFileRecord, members: Sequence[HouseholdMemberRecord]) -> None:
    """Mark members removed, with the incomes, outlays and assets that are theirs."""
    uids = [member.uid for member in members]
    for member in members:
        change(member, {"removed": True})
    for name in WHOSE:
        kind, _ = ROW_KINDS[name]
        rows = sa.select(kind).where(kind.file_uid == record.uid, kind.member_uid.in_(uids))
        for row in work.session.scalars(rows):
            change(row, {"removed": True})


def _counted(form: FileForm) -> list[PersonCard]:
    return [form.owner, *(entry.person for entry in form.members if entry.counted)]


def _keys(persons: Iterable[PersonCard | PersonRecord]) -> set[str]:
    """Return by what the same human is known again: his card, or his number."""
    return {key for person in persons for key in (person.uid, person.id_no) if key}


def _numbers(session: Session, records: Iterable[HardshipFileRecord]) -> dict[str, str]:
    words = {code: office.short_name for code, office in offices_in(session).items()}
    return {
        each.uid: number_shown(each.number or "", words.get(each.office or "", each.office or ""))
        for each in records
    }


def _shown(session: Session, mergers: Sequence[tuple[MergerRecord, str]]) -> tuple[JoinedFile, ...]:
    found = []
    for merger, uid in mergers:
        record = file_of(session, uid)
        form = form_of(session, record)
        papers = tuple(paper.name or term_label("attachment_kind", paper.kind) for paper in form.attachments)
        words = _numbers(session, [record])[uid]
        found.append(JoinedFile(uid, words, form.owner.name, merger.on, merger.reason or "", papers))
    return tuple(found)


def _newest_first(acts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(acts, key=_day_of, reverse=True))


def _day_of(act: Any) -> date:
    day = getattr(act, "on", None) or getattr(act, "from_on", None) or getattr(act, "asked_on", None)
    return day or _NO_DAY


def _plain_life(life: FileLife) -> dict[str, Any]:
    return {name: [asdict(act) for act in getattr(life, name)] for name in ("steps", *_ACTS)}


def _plain_event(event: TimelineEvent) -> dict[str, Any]:
    return {"on": event.on, "kind": event.kind, "text": event.text, "by": event.by}
