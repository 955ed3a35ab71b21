"""Scans and photos in a case: added, named, turned, replaced, removed, opened, given out, each act logged.

The bytes lie among the originals of the store; what is written here names them by their hash. They are kept
before the row that names them, and never altered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework import originals, pdf_pages
from union_desk.casework.originals import PDF, Original
from union_desk.casework.records import AttachedFileRecord
from union_desk.casework.timeline import Subject
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.store.blobs import Blob, BlobMissing
from union_desk.store.files import file_problem
from union_desk.store.work import Work

if TYPE_CHECKING:
    from union_desk.store.database import Database

TABLE: Final = AttachedFileRecord.__tablename__
_THUMBNAIL: Final = "thumbnail"
_LONGEST_NAME: Final = 120
_UNFIT: Final = '\\/:*?"<>|\r\n\t'
_GONE: Final = "这份附件已不在，请重新打开本页。"

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that somebody wants to attach: one on a disk, or bytes that were pasted."""

    name: str
    path: Path | None = None
    data: bytes = b""
    source: str = ""  # terms attachment_source; "" lets the file tell


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written about an attached file."""

    kind: str = ""  # terms attachment_kind
    name: str = ""
    person_uid: str = ""
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One scan or photo of a case."""

    uid: str
    paper: Paper
    sha256: str
    size: int
    media: str
    pages: int
    source: str
    turned: int
    added_by: str
    added_at: datetime | None
    is_here: bool
    removed_on: date | None = None
    removed_by: str = ""
    removed_why: str = ""

    @property
    def kind_label(self) -> str:
        return term_label("attachment_kind", self.paper.kind)

    @property
    def shown_name(self) -> str:
        return self.paper.name or self.kind_label or "未命名"

    @property
    def is_pdf(self) -> bool:
        return self.media == PDF


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files that were to be attached."""

    work_uid: str = ""
    uids: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()  # a sentence for each
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An original as it was opened, its hash checked."""

    file: AttachedFile
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file whose original is kept and that can be named by a row now."""

    name: str
    blob: Blob
    original: Original
    source: str


class AttachmentOwner(Protocol):
    """What an area says of the cases that files are attached to."""

    def subject(self, session: Session, actor: Actor, uid: str) -> Subject:
        """Return the case; RuleBroken where this actor may not look into it."""

    def subject_to_change(self, work: Work, actor: Actor, uid: str) -> Subject:
        """Return the case; RuleBroken where it cannot be changed."""

    def attached(self, work: Work, uid: str, pages: Mapping[str, int]) -> None:
        """Take note of what is attached now: pages by kind of paper."""


class AttachmentService:
    """The attached files of every kind of case in one store."""

    def __init__(self, database: Database, clock: Clock, owners: Mapping[str, AttachmentOwner]) -> None:
        self._database = database
        self._clock = clock
        self._owners = owners

    # --- looking

    def all(self, actor: Actor, entity: str, uid: str, *, removed: bool = False) -> tuple[AttachedFile, ...]:
        """Return what is attached to a case, in the order in which it came; `removed`: what was taken out."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            self._owners[entity].subject(session, actor, uid)
            records = files_of(session, entity, uid, removed=removed)
        lacking = self._lacking([record.sha256 or "" for record in records])
        return tuple(_attached(record, lacking) for record in records)

    def thumbnail(self, actor: Actor, entity: str, uid: str, file_uid: str) -> bytes:
        """Return a small JPEG of the first page, made anew where it is not kept; b"" where none can be."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = self._looked_at(session, actor, entity, uid, file_uid)
            name, sha256 = record.name or "", record.sha256 or ""
        blobs = self._database.blobs
        if kept := blobs.picture(sha256, _THUMBNAIL):
            return kept
        try:
            made = originals.look_into(name, blobs.open(sha256)).thumbnail
        except (RuleBroken, BlobMissing):
            return b""
        blobs.keep_picture(sha256, _THUMBNAIL, made)
        return made

    def open(self, actor: Actor, entity: str, uid: str, file_uid: str) -> OpenFile:
        """Return an original to be shown; the act is logged. StoreProblem where it is missing or damaged."""
        require(actor, Right.REVEAL)
        with self._database.read() as session:
            record = self._looked_at(session, actor, entity, uid, file_uid)
            file = _attached(record, set())
        data = self._database.blobs.read(file.sha256)
        self._note(actor, "open", "查看附件", [file], "")
        return OpenFile(file, data)

    def prove(self, actor: Actor, entity: str, uid: str, file_uid: str) -> str:
        """Read the original and compare it with the hash that was noted as it came; say what was found."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            file = _attached(self._looked_at(session, actor, entity, uid, file_uid), set())
        for _ in self._database.blobs.parts(file.sha256):
            pass
        return f"原件与 {_day(file.added_at)} 存入时一字节不差。SHA-256 {file.sha256}"

    # --- changing

    def add(
        self,
        actor: Actor,
        entity: str,
        uid: str,
        files: Sequence[NewFile],
        paper: Paper | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Added:
        """Attach several files in one work; those that cannot be attached are named, the others are."""
        require(actor, Right.EDIT)
        paper = _checked(paper or Paper(), self._today())
        kept, refused = self._keep_all(files, progress, stop)
        if not kept:
            return Added(refused=refused)
        with self._database.write("添加附件", actor) as work:
            subject = self._owners[entity].subject_to_change(work, actor, uid)
            there = {record.sha256 for record in files_of(work.session, entity, uid)}
            uids: list[str] = []
            remarks: list[str] = []
            for each in kept:
                if each.blob.sha256 in there:
                    refused += (f"“{each.name}”已经在附件里了，没有再添加一份。",)
                    continue
                there.add(each.blob.sha256)
                # Those of one work keep the order in which they were chosen.
                at = work.at + timedelta(microseconds=len(uids))
                uids.append(self._write(work, subject, each, paper, at))
                remarks += [each.original.remark] if each.original.remark else []
            self._refuse_lost(kept)
            self._tell_owner(work, entity, uid)
            return Added(work.uid if uids else "", tuple(uids), refused, tuple(remarks))

    def describe(self, actor: Actor, entity: str, uid: str, papers: Mapping[str, Paper]) -> str:
        """Name and classify files, by their uid; return the work."""
        require(actor, Right.EDIT)
        with self._change(actor, entity, uid, "整理附件") as change:
            for file_uid, paper in papers.items():
                record, new = change.record(file_uid), _checked(paper, self._today())
                record.kind, record.name = new.kind or None, new.name or None
                record.person_uid, record.taken_on = new.person_uid or None, new.taken_on
            return change.work.uid

    def turn(self, actor: Actor, entity: str, uid: str, file_uid: str, degrees: int) -> str:
        """Show a file turned to the right by so many degrees more; the original stays as it is."""
        require(actor, Right.EDIT)
        if degrees % 90:
            raise RuleBroken("只能按 90 度转。")
        with self._change(actor, entity, uid, "转正附件") as change:
            record = change.record(file_uid)
            record.turned = ((record.turned or 0) + degrees) % 360 or None
            return change.work.uid

    def replace(self, actor: Actor, entity: str, uid: str, file_uid: str, new: NewFile) -> Added:
        """Put a better scan in the place of one; the former stays in the log and can be put back by undo."""
        require(actor, Right.EDIT)
        kept, refused = self._keep_all([new], None, None)
        if not kept:
            return Added(refused=refused)
        with self._change(actor, entity, uid, "替换附件") as change:
            record = change.record(file_uid)
            if record.sha256 == kept[0].blob.sha256:
                raise RuleBroken(f"“{new.name}”和原来的一字节不差，不用替换。")
            self._name_original(record, kept[0])
            record.turned = None
            self._refuse_lost(kept)
            return Added(change.work.uid, (file_uid,), (), tuple(filter(None, [kept[0].original.remark])))

    def remove(self, actor: Actor, entity: str, uid: str, file_uids: Sequence[str], why: str) -> str:
        """Take files out of a case, for a reason; they stay in the log until the case is destroyed by law."""
        require(actor, Right.EDIT)
        reason = storable(why).strip()
        if not reason:
            raise RuleBroken("请写明移除的原因，例如：重复、扫错、不是本人的。", field="why")
        with self._change(actor, entity, uid, "移除附件") as change:
            for file_uid in file_uids:
                record = change.record(file_uid)
                record.removed_on, record.removed_by = self._today(), actor.user
                record.removed_why = reason
            return change.work.uid

    def bring_back(self, actor: Actor, entity: str, uid: str, file_uids: Sequence[str]) -> str:
        """Put removed files back into their case."""
        require(actor, Right.EDIT)
        with self._change(actor, entity, uid, "取回附件") as change:
            for file_uid in file_uids:
                record = change.record(file_uid)
                record.removed_on = record.removed_by = record.removed_why = None
            return change.work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        require(actor, Right.UNDO)
        return take_back(self._database, actor, work_uid)

    # --- PDF

    def merge(self, actor: Actor, entity: str, uid: str, file_uids: Sequence[str], name: str) -> Added:
        """Make one PDF of several files, in this order, as a new attachment; they themselves stay."""
        require(actor, Right.EDIT)
        if len(file_uids) < 2:
            raise RuleBroken("请先选中两份以上的附件，再合并。")
        files = self._read_all(actor, entity, uid, file_uids)
        made = pdf_pages.merged([(file.data, file.file.media, file.file.turned) for file in files])
        return self._add_made(actor, entity, uid, files[0].file.paper, [(name, made)])

    def split(self, actor: Actor, entity: str, uid: str, file_uid: str, pages: str) -> Added:
        """Cut a PDF into new attachments: `1-3,4,5-` names the pages of each; the PDF itself stays."""
        require(actor, Right.EDIT)
        (file,) = self._read_all(actor, entity, uid, [file_uid])
        if not file.file.is_pdf:
            raise RuleBroken("只有 PDF 可以拆分。")
        parts = pdf_pages.ranges(pages, file.file.pages)
        made = pdf_pages.split(file.data, parts, file.file.turned)
        stem = PurePath(file.file.shown_name).stem
        names = [
            f"{stem} 第{first}页.pdf" if first == last else f"{stem} 第{first}-{last}页.pdf"
            for first, last in parts
        ]
        return self._add_made(actor, entity, uid, file.file.paper, list(zip(names, made, strict=True)))

    def turn_page(
        self, actor: Actor, entity: str, uid: str, file_uid: str, pages: Mapping[int, int]
    ) -> Added:
        """Make a PDF whose pages (from 0) are turned by these degrees, as a new attachment."""
        require(actor, Right.EDIT)
        (file,) = self._read_all(actor, entity, uid, [file_uid])
        if not file.file.is_pdf:
            raise RuleBroken("只有 PDF 可以单独转某一页。")
        made = pdf_pages.turned(file.data, pages)
        return self._add_made(
            actor, entity, uid, file.file.paper, [(f"{PurePath(file.file.shown_name).stem} 已转正.pdf", made)]
        )

    # --- giving out

    def export(
        self, actor: Actor, entity: str, uid: str, file_uids: Sequence[str], folder: Path, purpose: str
    ) -> tuple[Path, ...]:
        """Write originals into a folder, unchanged; for whom or what is logged (PIPL art 23)."""
        require(actor, Right.EXPORT)
        why = storable(purpose).strip()
        if not why:
            raise RuleBroken("请写明给谁、做什么用；导出会记入修改记录。", field="purpose")
        with self._database.read() as session:
            files = [
                _attached(self._looked_at(session, actor, entity, uid, each), set()) for each in file_uids
            ]
        # Logged first: what is outside cannot be called back.
        self._note(actor, "export", "导出附件", files, why)
        written = []
        try:
            for number, file in enumerate(files, start=1):
                written.append(self._write_out(file, folder, number))
        except OSError as error:
            raise file_problem(error) from error
        return tuple(written)

    def _write_out(self, file: AttachedFile, folder: Path, number: int) -> Path:
        words = "".join("_" if each in _UNFIT else each for each in PurePath(file.shown_name).stem)
        stem = f"{number:02} {file.kind_label} {words}" if file.paper.name else f"{number:02} {words}"
        ending = originals.ending_of(file.media)
        place, more = folder / f"{stem}{ending}", 1
        while place.exists():
            more += 1
            place = folder / f"{stem} ({more}){ending}"
        try:
            with place.open("xb") as out:
                for part in self._database.blobs.parts(file.sha256):
                    out.write(part)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        return place

    # --- inside

    def _keep_all(
        self, files: Sequence[NewFile], progress: Progress | None, stop: Stop | None
    ) -> tuple[list[_Kept], tuple[str, ...]]:
        kept: list[_Kept] = []
        refused: list[str] = []
        for number, new in enumerate(files):
            if stop is not None and stop():
                break
            if progress is not None:
                progress(number, len(files))
            try:
                kept.append(self._keep(new))
            except RuleBroken as broken:
                refused.append(broken.message)
            except OSError as error:
                refused.append(_unread(new.name, error))
        return kept, tuple(refused)

    def _keep(self, new: NewFile) -> _Kept:
        if new.path is None:
            return self._keep_open(new, BytesIO(new.data))
        if new.path.is_dir():
            raise RuleBroken(f"“{new.name}”是文件夹。请打开它，选里面的文件。", field="file")
        with new.path.open("rb") as source:
            return self._keep_open(new, source)

    def _keep_open(self, new: NewFile, source: BinaryIO) -> _Kept:
        original = originals.look_into(new.name, source)
        blob = self._database.blobs.put(source)
        if original.thumbnail:
            self._database.blobs.keep_picture(blob.sha256, _THUMBNAIL, original.thumbnail)
        guessed = "photo" if original.photo else "file"
        return _Kept(new.name, blob, original, new.source or guessed)

    def _write(self, work: Work, subject: Subject, kept: _Kept, paper: Paper, at: datetime) -> str:
        record = AttachedFileRecord(
            audience=subject.audience,
            subject=subject.entity,
            subject_uid=subject.uid,
            kind=paper.kind or None,
            name=paper.name or _name(kept.name) or None,
            person_uid=paper.person_uid or None,
            taken_on=paper.taken_on or kept.original.taken_on,
            turned=None,
            added_by=work.actor.user,
            added_at=at,
            removed_on=None,
            removed_by=None,
            removed_why=None,
        )
        self._name_original(record, kept)
        work.session.add(record)
        return record.uid

    def _name_original(self, record: AttachedFileRecord, kept: _Kept) -> None:
        record.sha256, record.size = kept.blob.sha256, kept.blob.size
        record.media, record.pages = kept.original.media, kept.original.pages
        record.source = kept.source

    def _refuse_lost(self, kept: Sequence[_Kept]) -> None:
        """Originals may be swept away until a row names them; inside the work nobody else can do that."""
        if self._database.blobs.lacking(each.blob.sha256 for each in kept):
            raise RuleBroken("附件没有存好，请再添加一次。")

    def _add_made(
        self, actor: Actor, entity: str, uid: str, paper: Paper, made: Sequence[tuple[str, bytes]]
    ) -> Added:
        new = [NewFile(name, data=data, source="made") for name, data in made]
        plain = Paper(kind=paper.kind, person_uid=paper.person_uid, taken_on=paper.taken_on)
        added = self.add(actor, entity, uid, new, plain)
        if not added.uids:
            raise RuleBroken("".join(added.refused))
        return added

    def _read_all(self, actor: Actor, entity: str, uid: str, file_uids: Sequence[str]) -> list[OpenFile]:
        with self._database.read() as session:
            files = [
                _attached(self._looked_at(session, actor, entity, uid, each), set()) for each in file_uids
            ]
        return [OpenFile(file, self._database.blobs.read(file.sha256)) for file in files]

    def _looked_at(
        self, session: Session, actor: Actor, entity: str, uid: str, file_uid: str
    ) -> AttachedFileRecord:
        self._owners[entity].subject(session, actor, uid)
        return _of_case(session, entity, uid, file_uid)

    @contextmanager
    def _change(self, actor: Actor, entity: str, uid: str, title: str) -> Iterator[_Change]:
        with self._database.write(title, actor) as work:
            self._owners[entity].subject_to_change(work, actor, uid)
            yield _Change(work, entity, uid)
            self._tell_owner(work, entity, uid)

    def _tell_owner(self, work: Work, entity: str, uid: str) -> None:
        work.session.flush()
        pages: dict[str, int] = {}
        for record in files_of(work.session, entity, uid):
            if record.kind:
                pages[record.kind] = pages.get(record.kind, 0) + (record.pages or 1)
        self._owners[entity].attached(work, uid, pages)

    def _note(self, actor: Actor, kind: str, title: str, files: Sequence[AttachedFile], text: str) -> None:
        with self._database.write(title, actor) as work:
            for file in files:
                work.note_access(kind, TABLE, file.uid, text)

    def _lacking(self, names: Sequence[str]) -> set[str]:
        try:
            return self._database.blobs.lacking(names)
        except StoreProblem:
            # The list is shown even where the file of originals is damaged; opening one says so.
            return set(names)

    def _today(self) -> date:
        return local_day(self._clock())


@dataclass(frozen=True, slots=True)
class _Change:
    """One work that changes what is attached to a case."""

    work: Work
    entity: str
    uid: str

    def record(self, file_uid: str) -> AttachedFileRecord:
        return _of_case(self.work.session, self.entity, self.uid, file_uid)


def files_of(session: Session, entity: str, uid: str, *, removed: bool = False) -> list[AttachedFileRecord]:
    """Return the rows of what is attached to a case, the first that came first."""
    wanted = select(AttachedFileRecord).where(
        AttachedFileRecord.subject == entity, AttachedFileRecord.subject_uid == uid
    )
    taken_out = AttachedFileRecord.removed_on
    wanted = wanted.where(taken_out.is_not(None) if removed else taken_out.is_(None))
    return list(session.scalars(wanted.order_by(AttachedFileRecord.added_at)))


def attached_to(session: Session, entity: str, uid: str) -> dict[str, str]:
    """Return uid and name of all that is or was attached to a case, but for what undo took back."""
    records = [each for removed in (False, True) for each in files_of(session, entity, uid, removed=removed)]
    return {record.uid: record.name or "" for record in records}


def _of_case(session: Session, entity: str, uid: str, file_uid: str) -> AttachedFileRecord:
    record = session.get(AttachedFileRecord, file_uid)
    if record is None or (record.subject, record.subject_uid) != (entity, uid):
        raise RuleBroken(_GONE)
    return record


def _attached(record: AttachedFileRecord, lacking: set[str]) -> AttachedFile:
    sha256 = record.sha256 or ""
    return AttachedFile(
        uid=record.uid,
        paper=Paper(record.kind or "", record.name or "", record.person_uid or "", record.taken_on),
        sha256=sha256,
        size=record.size or 0,
        media=record.media or "",
        pages=record.pages or 1,
        source=record.source or "",
        turned=record.turned or 0,
        added_by=record.added_by or "",
        added_at=record.added_at,
        is_here=sha256 not in lacking,
        removed_on=record.removed_on,
        removed_by=record.removed_by or "",
        removed_why=record.removed_why or "",
    )


def _checked(paper: Paper, today: date) -> Paper:
    if paper.kind and find_term("attachment_kind", paper.kind) is None:
        raise RuleBroken("请从列表中选择材料类型。", field="kind")
    if paper.taken_on is not None and paper.taken_on > today:
        raise RuleBroken("拍摄日期不能晚于今天。", field="taken_on")
    return Paper(paper.kind, _name(paper.name), paper.person_uid, paper.taken_on)


def _name(text: str) -> str:
    return storable(text).strip()[:_LONGEST_NAME]


def _unread(name: str, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"“{name}”正被别的程序占用，或没有权限读。请关闭打开它的程序后再添加。"
    if isinstance(error, FileNotFoundError):
        return f"“{name}”已经不在原处。请重新选择。"
    return f"“{name}”读不出来，U 盘或网络可能断开了。请检查后再添加。"


def _day(at: datetime | None) -> str:
    return str(local_day(at)) if at is not None else "当初"
