"""The volumes (卷宗) of every kind of case: their contents are proposed, put in order, checked and bound.

volumes.view(actor, "dispute_case", uid)                    # proposal, what is missing, number and shelf
volumes.save(actor, "dispute_case", uid, keeping, items)    # the order that somebody wants
volumes.bind(actor, "dispute_case", uid, path, progress, stop)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import AttachmentOwner, AttachmentService, files_of
from union_desk.casework.history import HistoryRow
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.print_log import VOLUME_FORM, VOLUME_TITLES, FormPrinted, keep_print, log_print
from union_desk.casework.records import AttachedFileRecord, VolumeItemRecord, VolumeRecord
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.casework.volume_binding import (
    BoardMaker,
    Source,
    counted,
    form_of_board,
    make_all,
)
from union_desk.casework.volume_items import in_kept_order, key_of, lacks_of, lacks_together, proposed
from union_desk.casework.volume_output import Binding, Written, changes_since
from union_desk.casework.volume_plan import Plan, load_plan
from union_desk.casework.volume_register import TITLE, lines_of, number_after
from union_desk.casework.volume_values import (
    SCAN,
    Bound,
    BoundCase,
    Counted,
    Keeping,
    Progress,
    Stop,
    VolumeItem,
    VolumeLine,
    VolumeOwner,
    VolumeView,
)
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.work import Work

if TYPE_CHECKING:
    from union_desk.store.database import Database

_LONGEST: Final = 200
_DRAWN_ANEW: Final = "内容没有改动，新版本的程序排版不同"


@dataclass(frozen=True, slots=True)
class Owner:
    """The two sides of an area that a volume needs: its cases, and what is attached to them."""

    cases: VolumeOwner
    attached: AttachmentOwner


class Volumes:
    """The volumes of one store."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        attachments: AttachmentService,
        owners: Mapping[str, Owner],
    ) -> None:
        self._database, self._clock = database, clock
        self._attachments, self._owners = attachments, owners

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of records that have a volume."""
        return frozenset(self._owners)

    # --- looking

    def view(self, actor: Actor, entity: str, uid: str) -> VolumeView:
        """Return the volume of a case as it was put in order, or as it is proposed."""
        require(actor, Right.PRINT)
        put = self._put_together(actor, entity, uid)
        with self._database.read() as session:
            record = _volume_of(session, entity, uid)
            saved = record is not None and bool(_rows_of(session, record.uid))
            return VolumeView(
                kind=put.plan.kind,
                title=put.plan.title,
                case=put.case,
                items=put.items,
                lacks=(
                    *_too_early(put.case),
                    *_number_twice(session, record),
                    *lacks_of(put.plan, put.case, put.items),
                ),
                keeping=_keeping(record, put.case, actor, self._today()),
                number_next=number_after(session, self._audience(session, put), put.plan.kind),
                saved=saved,
                bound_at=record.bound_at if record is not None else None,
                bound_by=(record.bound_by or "") if record is not None else "",
                pages=(record.pages or 0) if record is not None else 0,
                sha256=(record.sha256 or "") if record is not None else "",
            )

    def register(self, actor: Actor) -> tuple[VolumeLine, ...]:
        """Return the volumes of this office with the cases that still want one; the district sees all."""
        require(actor, Right.VIEW)
        owners = {entity: each.cases for entity, each in self._owners.items()}
        with self._database.read() as session:
            return lines_of(session, actor, owners, self._today())

    def log_register(self, actor: Actor, lines: Sequence[VolumeLine], *, into_file: bool) -> None:
        """Log that a list with these volumes was printed, or written into a file."""
        require(actor, Right.PRINT)
        kind, act = ("export", "导出") if into_file else ("print", "打印")
        with self._database.write(f"{act}{TITLE}", actor) as work:
            for line in lines:
                work.note_access(kind, line.entity, line.case_uid, TITLE)

    def count(self, actor: Actor, entity: str, uid: str, progress: Progress, stop: Stop) -> Counted:
        """Draw every document once and count its pages; say which ones cannot be bound."""
        require(actor, Right.PRINT)
        put = self._put_together(actor, entity, uid)
        return counted(self._source(put), put.items, progress, stop)

    def document(self, actor: Actor, entity: str, uid: str, key: str) -> bytes:
        """Return one document as a PDF to look at; to see a scan is logged."""
        require(actor, Right.REVEAL)
        put = self._put_together(actor, entity, uid)
        item = next((each for each in put.items if each.key == key), None)
        if item is None:
            raise RuleBroken("这份材料已不在，请重新打开卷宗。")
        if item.is_scan:
            with self._database.write("查看附件", actor) as work:
                work.note_access("open", AttachedFileRecord.__tablename__, item.file_uid, "")
        return self._source(put).document(item).pdf

    # --- putting in order

    def save(self, actor: Actor, entity: str, uid: str, keeping: Keeping, items: Sequence[VolumeItem]) -> str:
        """Keep number, shelf and the like, and which documents are bound in which order; return the work."""
        require(actor, Right.EDIT)
        written = _checked(keeping, self._today())
        put = self._put_together(actor, entity, uid)
        if {item.key for item in items} - {item.key for item in put.items}:
            raise RuleBroken("有一份材料已不在这件案子里，请重新打开卷宗。")
        with self._database.write("整理卷宗", actor) as work:
            record = self._opened(work, put)
            _write_keeping(record, written)
            _write_items(work, record, items)
            self._owners[entity].cases.shelved(work.session, uid, written.number, written.shelf)
            return work.uid

    def propose_anew(self, actor: Actor, entity: str, uid: str) -> str:
        """Forget the order that was kept: the program proposes it again; return the work."""
        require(actor, Right.EDIT)
        with self._database.write("恢复卷宗的建议次序", actor) as work:
            self._subject(work.session, actor, entity, uid, to_change=True)
            record = _volume_of(work.session, entity, uid)
            for row in _rows_of(work.session, record.uid) if record is not None else ():
                work.session.delete(row)
            return work.uid

    # --- binding

    def bind(self, actor: Actor, entity: str, uid: str, path: Path, progress: Progress, stop: Stop) -> Bound:
        """Bind the volume into a PDF/A at `path`, its 副卷 beside it, and remember what was bound.

        The same case gives the same bytes, however often. RuleBroken names every document that cannot be
        bound; BindingStopped when it was stopped: then nothing was written.
        """
        require(actor, Right.EXPORT)
        put = self._put_together(actor, entity, uid)
        with self._database.read() as session:
            self._subject(session, actor, entity, uid, to_change=True)
            record = _volume_of(session, entity, uid)
            before = list(record.bound_papers or ()) if record is not None else []
            bound_at = record.bound_at if record is not None else None
            bound_sha = record.sha256 if record is not None else None
        binding = self._binding(put, progress, stop)
        keeping = binding.maker.keeping
        told = binding.told()
        same = bool(before) and before == told and bound_at is not None
        at = bound_at if same and bound_at is not None else self._clock()
        main, secret = binding.bound(at, progress, stop)
        sha = sha256(main.pdf if main is not None else b"").hexdigest()
        changes = () if same or not before else changes_since(before, told)
        if same and sha != bound_sha:
            same, changes = False, (_DRAWN_ANEW,)
        bound = Bound(
            main.pages if main is not None else 0,
            main.sheets if main is not None else 0,
            sha,
            secret.pages if secret is not None else 0,
            same,
            changes,
            main.rasterised if main is not None else (),
        )
        files = {path: main.pdf} if main is not None else {}
        if secret is not None:
            files[path.with_stem(f"{path.stem}（副卷）")] = secret.pdf
        with Written(files) as written:
            self._remember(put, keeping, bound, told, at)
            written.put_in_place()
        return bound

    def boards(
        self, actor: Actor, entity: str, uid: str, progress: Progress, stop: Stop
    ) -> Mapping[str, bytes]:
        """Return cover, index, 备考表 and spine label as PDFs by their titles, to be printed alone."""
        require(actor, Right.PRINT)
        return self._binding(self._put_together(actor, entity, uid), progress, stop).boards()

    def log_board(
        self, actor: Actor, entity: str, uid: str, title: str, *, copies: int, into_file: bool
    ) -> None:
        """Log that one of them was printed, or written into a file."""
        require(actor, Right.PRINT)
        form_id = form_of_board(load_plan(self._owners[entity].cases.kind), title)
        printed = FormPrinted(form_id, title, "", copies=copies, into_file=into_file)
        with self._database.write("打印", actor) as work:
            subject = self._subject(work.session, actor, entity, uid, to_change=False)
            log_print(work, subject, printed, self._clock())

    # --- inside

    def _binding(self, put: _Case, progress: Progress, stop: Stop) -> Binding:
        """Make every document of a volume; RuleBroken names those that cannot be bound."""
        taken = [item for item in put.items if item.included]
        if not taken:
            raise RuleBroken("卷宗里一份材料也没有，请先选中要装订的材料。")
        with self._database.read() as session:
            record = _volume_of(session, put.entity, put.uid)
            keeping = _keeping(record, put.case, put.actor, self._today())

        def tell(done: int, _all: int) -> None:
            progress(done, 2 * len(taken))

        made, faults = make_all(self._source(put), taken, tell, stop)
        if faults:
            raise RuleBroken("有材料不能装订：\n" + "\n".join(faults.values()))
        lacks = keeping.damage or lacks_together(put.plan, put.case, put.items)
        owner = self._owners[put.entity].cases
        return Binding(BoardMaker(put.actor, owner, put.plan, put.case, keeping, lacks), made)

    def _put_together(self, actor: Actor, entity: str, uid: str) -> _Case:
        owner = self._owners[entity].cases
        plan, case = load_plan(owner.kind), owner.case(actor, uid)
        items = proposed(plan, case, self._attachments.all(actor, entity, uid))
        with self._database.read() as session:
            record = _volume_of(session, entity, uid)
            rows = _rows_of(session, record.uid) if record is not None else []
        return _Case(actor, entity, uid, plan, case, in_kept_order(items, rows, plan) if rows else items)

    def _source(self, put: _Case) -> Source:
        files = {file.uid: file for file in self._attachments.all(put.actor, put.entity, put.uid)}
        owner = self._owners[put.entity].cases
        return Source(put.actor, put.uid, owner, put.case, files, self._database.blobs.read)

    def _subject(self, session: Session, actor: Actor, entity: str, uid: str, *, to_change: bool) -> Subject:
        """Return the case; what is archived may still be bound, but only by its office."""
        subject = self._owners[entity].attached.subject(session, actor, uid)
        if to_change and actor.audience not in {subject.audience, DISTRICT_AUDIENCE}:
            raise RuleBroken("这是别的单位的卷宗，只能由那里或区总工会整理。")
        return subject

    def _audience(self, session: Session, put: _Case) -> str:
        return self._subject(session, put.actor, put.entity, put.uid, to_change=False).audience

    def _opened(self, work: Work, put: _Case) -> VolumeRecord:
        subject = self._subject(work.session, put.actor, put.entity, put.uid, to_change=True)
        record = _volume_of(work.session, put.entity, put.uid)
        if record is None:
            record = VolumeRecord(
                audience=subject.audience, subject=put.entity, subject_uid=put.uid, kind=put.plan.kind
            )
            work.session.add(record)
            work.session.flush()
        record.years, record.kept_from_on = put.case.retention.years, put.case.retention.from_on
        return record

    def _remember(self, put: _Case, keeping: Keeping, bound: Bound, told: list[Any], at: datetime) -> None:
        with self._database.write("装订卷宗", put.actor) as work:
            record = self._opened(work, put)
            _write_keeping(record, keeping)
            owner = self._owners[put.entity].cases
            owner.shelved(work.session, put.uid, keeping.number, keeping.shelf)
            if not bound.same:
                record.bound_at, record.bound_by = at, put.actor.user
                record.bound_papers, record.pages, record.sha256 = told, bound.pages, bound.sha256
            subject = self._subject(work.session, put.actor, put.entity, put.uid, to_change=False)
            secret = f"，副卷 {bound.secret_pages} 页" if bound.secret_pages else ""
            text = f"装订卷宗：{bound.pages} 页{secret}" + ("，与上次一字节不差" if bound.same else "")
            now = self._clock()
            add_event(work, subject, EventText(local_day(now), "export", text), now)
            printed = FormPrinted(
                VOLUME_FORM, VOLUME_TITLES[VOLUME_FORM], f"{bound.pages} 页", into_file=True
            )
            keep_print(work, subject, printed, now)
            work.note_access("export", VolumeRecord.__tablename__, record.uid, text)

    def _today(self) -> date:
        return local_day(self._clock())


@dataclass(frozen=True, slots=True)
class _Case:
    """A case whose volume somebody puts in order or binds."""

    actor: Actor
    entity: str
    uid: str
    plan: Plan
    case: BoundCase
    items: tuple[VolumeItem, ...]


def loose_scans(session: Session, entity: str, uid: str) -> int:
    """Return how many scans came after the volume was put in order or bound; 0 while there is no volume."""
    record = _volume_of(session, entity, uid)
    if record is None:
        return 0
    known = {key_of(row) for row in _rows_of(session, record.uid)}
    known |= {str(line[0]) for part in record.bound_papers or () for line in part[1]}
    if not known:
        return 0
    return sum(f"{SCAN}:{file.uid}" not in known for file in files_of(session, entity, uid))


def volume_rows(session: Session, entity: str, uid: str) -> Iterator[HistoryRow]:
    """Yield the volume of a case for its 修改记录."""
    record = _volume_of(session, entity, uid)
    if record is not None:
        yield HistoryRow(VolumeRecord.__tablename__, record.uid, "卷宗")


def _volume_of(session: Session, entity: str, uid: str) -> VolumeRecord | None:
    wanted = select(VolumeRecord).where(VolumeRecord.subject == entity, VolumeRecord.subject_uid == uid)
    return session.scalars(wanted.order_by(VolumeRecord.uid)).first()


def _rows_of(session: Session, volume_uid: str) -> list[VolumeItemRecord]:
    wanted = select(VolumeItemRecord).where(VolumeItemRecord.volume_uid == volume_uid)
    return list(session.scalars(wanted.order_by(VolumeItemRecord.position, VolumeItemRecord.uid)))


def _write_keeping(record: VolumeRecord, keeping: Keeping) -> None:
    record.number, record.shelf = keeping.number or None, keeping.shelf or None
    record.compiler, record.checker = keeping.compiler or None, keeping.checker or None
    record.compiled_on, record.damage = keeping.compiled_on, keeping.damage or None


def _write_items(work: Work, record: VolumeRecord, items: Sequence[VolumeItem]) -> None:
    rows = {key_of(row): row for row in _rows_of(work.session, record.uid)}
    for place, item in enumerate(items):
        row = rows.pop(item.key, None)
        if row is None:
            row = VolumeItemRecord(audience=record.audience, volume_uid=record.uid)
            row.form, row.about_uid = item.form_id or None, item.about_uid or None
            row.attachment_uid = item.file_uid or None
            work.session.add(row)
        row.position, row.section, row.title = place, item.section, storable(item.title).strip()[:_LONGEST]
        row.removed = True if not item.included else None
        row.secret = True if item.secret else None
        row.remark = storable(item.remark).strip()[:_LONGEST] or None
    for row in rows.values():
        work.session.delete(row)


def _too_early(case: BoundCase) -> tuple[str, ...]:
    return () if case.is_closed else ("还没有结案（离档），现在装订的不是最后的一卷。",)


def _number_twice(session: Session, record: VolumeRecord | None) -> tuple[str, ...]:
    """Say that another volume of the office stands under the same number."""
    if record is None or not record.number:
        return ()
    same = select(VolumeRecord.uid).where(
        VolumeRecord.number == record.number,
        VolumeRecord.audience == record.audience,
        VolumeRecord.uid != record.uid,
    )
    others = len(session.scalars(same).all())
    return (f"卷宗号“{record.number}”另有 {others} 卷在用，请核对。",) if others else ()


def _keeping(record: VolumeRecord | None, case: BoundCase, actor: Actor, today: date) -> Keeping:
    """Return what was written; where nothing was, what the case has and who sits here today."""
    if record is None or not any((record.number, record.shelf, record.compiler, record.compiled_on)):
        return Keeping(case.number, case.shelf, case.handler or actor.user, "", today, "")
    return Keeping(
        case.number or record.number or "",
        case.shelf or record.shelf or "",
        record.compiler or "",
        record.checker or "",
        record.compiled_on,
        record.damage or "",
    )


def _checked(keeping: Keeping, today: date) -> Keeping:
    if keeping.compiled_on is not None and keeping.compiled_on > today:
        raise RuleBroken("立卷日期不能晚于今天。", field="compiled_on")
    plain = {
        name: storable(getattr(keeping, name)).strip()
        for name in ("number", "shelf", "compiler", "checker", "damage")
    }
    return Keeping(compiled_on=keeping.compiled_on, **plain)
