"""The volumes (卷宗) of every kind of case: their contents are proposed, put in order, checked and bound.

volumes.view(actor, "dispute_case", uid)                    # proposal, what is missing, number and shelf
volumes.save(actor, "dispute_case", uid, keeping, items)    # the order that somebody wants
volumes.bind(actor, "dispute_case", uid, path, progress, stop)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.attachments import AttachmentOwner, AttachmentService
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.print_log import VOLUME_FORM, VOLUME_TITLES, FormPrinted, keep_print, log_print
from union_desk.casework.records import AttachedFileRecord, VolumeRecord
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.casework.volume_binding import (
    BoardMaker,
    Source,
    counted,
    form_of_board,
    make_all,
)
from union_desk.casework.volume_items import in_kept_order, lacks_of, lacks_together, proposed
from union_desk.casework.volume_output import Binding, Written, changes_since
from union_desk.casework.volume_plan import Plan, load_plan
from union_desk.casework.volume_register import TITLE, lines_of, number_after
from union_desk.casework.volume_rows import (
    checked_keeping,
    keeping_of,
    number_twice,
    rows_of,
    volume_of,
    write_items,
    write_keeping,
)
from union_desk.casework.volume_values import (
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
from union_desk.store.work import Work

if TYPE_CHECKING:
    from union_desk.store.database import Database

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
            record = volume_of(session, entity, uid)
            saved = record is not None and bool(rows_of(session, record.uid))
            return VolumeView(
                kind=put.plan.kind,
                title=put.plan.title,
                case=put.case,
                items=put.items,
                lacks=(
                    *_too_early(put.case),
                    *number_twice(session, record),
                    *lacks_of(put.plan, put.case, put.items),
                ),
                keeping=keeping_of(record, put.case, actor, self._today()),
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
        written = checked_keeping(keeping, self._today())
        put = self._put_together(actor, entity, uid)
        if {item.key for item in items} - {item.key for item in put.items}:
            raise RuleBroken("有一份材料已不在这件案子里，请重新打开卷宗。")
        with self._database.write("整理卷宗", actor) as work:
            record = self._opened(work, put)
            write_keeping(record, written)
            write_items(work, record, items)
            self._owners[entity].cases.shelved(work.session, uid, written.number, written.shelf)
            return work.uid

    def propose_anew(self, actor: Actor, entity: str, uid: str) -> str:
        """Forget the order that was kept: the program proposes it again; return the work."""
        require(actor, Right.EDIT)
        with self._database.write("恢复卷宗的建议次序", actor) as work:
            self._subject(work.session, actor, entity, uid, to_change=True)
            record = volume_of(work.session, entity, uid)
            for row in rows_of(work.session, record.uid) if record is not None else ():
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
            record = volume_of(session, entity, uid)
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
            record = volume_of(session, put.entity, put.uid)
            keeping = keeping_of(record, put.case, put.actor, self._today())

        def tell(done: int, _all: int) -> None:
            progress(done, 2 * len(taken))

        made, faults = make_all(self._source(put), taken, tell, stop)
        if faults:
            raise RuleBroken("有材料不能装订：\n" + "\n".join(faults.values()))
        damage = f"{keeping.damage.rstrip('。')}。" if keeping.damage else ""
        lacks = damage + lacks_together(put.plan, put.case, put.items)
        owner = self._owners[put.entity].cases
        return Binding(BoardMaker(put.actor, owner, put.plan, put.case, keeping, lacks), made)

    def _put_together(self, actor: Actor, entity: str, uid: str) -> _Case:
        owner = self._owners[entity].cases
        plan, case = load_plan(owner.kind), owner.case(actor, uid)
        items = proposed(plan, case, self._attachments.all(actor, entity, uid))
        with self._database.read() as session:
            record = volume_of(session, entity, uid)
            rows = rows_of(session, record.uid) if record is not None else []
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
        record = volume_of(work.session, put.entity, put.uid)
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
            write_keeping(record, keeping)
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


def _too_early(case: BoundCase) -> tuple[str, ...]:
    return () if case.is_closed else ("还没有结案（离档），现在装订的不是最后的一卷。",)
