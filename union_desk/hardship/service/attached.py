"""The papers of a hardship file: which are asked for, which are there, and what its scans do to its list."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import files_of
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.recent import touch
from union_desk.casework.timeline import Subject
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.hardship.queries import form_of
from union_desk.hardship.records import FILE_ENTITY, AttachmentRecord, HardshipFileRecord
from union_desk.hardship.rules.papers import PaperFacts, is_due, papers_needed
from union_desk.hardship.rules.states import ENDED, State
from union_desk.hardship.service.chronicle import file_of, subject_of
from union_desk.hardship.values import FileForm, PaperLine
from union_desk.store.work import Work

_DISABLED = "disabled"


class HardshipOwner:
    """What attached files have to know of hardship files."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def subject(self, session: Session, actor: Actor, uid: str) -> Subject:
        del actor
        return subject_of(file_of(session, uid))

    def subject_to_change(self, work: Work, actor: Actor, uid: str) -> Subject:
        record = file_of(work.session, uid)
        if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
            raise RuleBroken("这是别的单位的档案，只能由那里或区总工会修改。")
        state = State(record.state or State.DRAFT)
        if state in ENDED:
            raise RuleBroken(f"这份档案{state.words}，不能再加减附件；情况有变化的，请先重新办理。")
        return subject_of(record)

    def attached(self, work: Work, uid: str, pages: Mapping[str, int]) -> None:
        """Put what is attached onto the form's list of papers, where it does not stand there yet."""
        record = file_of(work.session, uid)
        wanted = select(AttachmentRecord).where(AttachmentRecord.file_uid == uid)
        rows = list(work.session.scalars(wanted))
        standing = {row.kind for row in rows if not row.removed}
        place = max((row.position or 0 for row in rows), default=-1)
        for kind in pages:
            if kind not in standing:
                place += 1
                work.session.add(_row(record, kind, pages[kind], place))
        touch(work, FILE_ENTITY, uid, self._clock())


def _row(record: HardshipFileRecord, kind: str, pages: int, place: int) -> AttachmentRecord:
    return AttachmentRecord(
        audience=record.audience,
        file_uid=record.uid,
        position=place,
        removed=None,
        kind=kind,
        name=None,
        pages=pages,
    )


def paper_lines(session: Session, record: HardshipFileRecord) -> tuple[PaperLine, ...]:
    """Return a line for each paper that is asked for, and for each that is there besides."""
    form = form_of(session, record)
    state = State(record.state or State.DRAFT)
    scans: dict[str, list[str]] = {}
    for file in files_of(session, FILE_ENTITY, record.uid):
        scans.setdefault(file.kind or "", []).append(file.uid)
    listed = {paper.kind for paper in form.attachments}
    lines = [
        PaperLine(
            need.kind,
            term_label("attachment_kind", need.kind),
            need.step,
            need.why,
            due=is_due(need, state),
            listed=need.kind in listed,
            files=tuple(scans.pop(need.kind, ())),
        )
        for need in papers_needed(_facts(form))
    ]
    asked = {line.kind for line in lines}
    for kind in dict.fromkeys([*scans, *(paper.kind for paper in form.attachments)]):
        if kind not in asked and (kind or kind in scans):
            label = term_label("attachment_kind", kind) or "没有分类"
            lines.append(PaperLine(kind, label, listed=kind in listed, files=tuple(scans.get(kind, ()))))
    return tuple(lines)


def _facts(form: FileForm) -> PaperFacts:
    people = [form.owner, *(member.person for member in form.members if member.counted)]
    return PaperFacts(
        marital=form.owner.marital,
        work_statuses=frozenset(person.work_status for person in people),
        causes=frozenset({form.main_cause, *form.minor_causes}),
        outlays=frozenset(outlay.kind for outlay in form.outlays),
        dibao=bool(form.dibao),
        disabled=any(person.health == _DISABLED for person in people),
    )
