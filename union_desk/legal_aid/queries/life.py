"""The rows of what happened to a case of legal aid, as values, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.case_rows import by_case, newest, rows_of_cases
from union_desk.casework.process import TakenStep
from union_desk.legal_aid.records import (
    AidCaseRecord,
    AidEventRecord,
    AidStepRecord,
    AssignmentRecord,
    ProgressRecord,
    ProviderRecord,
    SubsidyRecord,
)
from union_desk.legal_aid.values import (
    AidEvent,
    Assignment,
    Decision,
    Ending,
    Progress,
    Provider,
    Rating,
    Report,
    Subsidy,
    Supplement,
    Urgency,
)
from union_desk.people.queries import held_values
from union_desk.store.changes import written_order

T = TypeVar("T")

TAKE_BACK: Final = "take_back_step"
_NO_DAY: Final = date(1949, 10, 1)
# Fields that a row keeps in another shape than its value has.
SHAPED: Final = frozenset({"uid", "provider", "of_step", "steps"})

# The parts of a case that its own row keeps, each value's field and its column.
PARTS: Final[Mapping[type[Any], Mapping[str, str]]] = {
    Supplement: {
        "asked_on": "papers_asked_on",
        "papers": "papers_asked",
        "due_on": "papers_due_on",
        "came_on": "papers_came_on",
    },
    Urgency: {"reason": "urgent", "on": "urgent_on"},
    Decision: {
        "on": "decided_on",
        "number": "decision_number",
        "reason": "decision_reason",
        "text": "decision_text",
        "examiner": "examiner",
        "approver": "approver",
    },
    Ending: {"on": "ended_on", "result": "result", "text": "result_text", "termination": "termination"},
    Report: {"on": "reported_on", "text": "report", "problems": "problems"},
    Rating: {
        "rating": "rating",
        "on": "rated_on",
        "way": "visit_way",
        "words": "visit_words",
        "by": "visited_by",
    },
}


@dataclass(frozen=True, slots=True)
class Story:
    """All rows of a case's life, newest first."""

    steps: tuple[TakenStep, ...] = ()
    events: tuple[AidEvent, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    progress: tuple[Progress, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()

    @property
    def standing(self) -> tuple[TakenStep, ...]:
        """The steps that hold: not taken back, and not the taking back."""
        return tuple(step for step in self.steps if not step.taken_back and step.code != TAKE_BACK)

    @property
    def holding(self) -> tuple[Assignment, ...]:
        """Who has the case at present."""
        return tuple(each for each in self.assignments if each.ended_on is None)

    def last_of(self, kind: str) -> AidEvent | None:
        """Return the latest event of a kind."""
        return next((event for event in self.events if event.kind == kind), None)


def story_of(session: Session, uid: str) -> Story:
    return stories_of(session, [uid])[uid]


def stories_of(session: Session, uids: Sequence[str]) -> dict[str, Story]:
    """Return the lives of cases; half a dozen statements for any number of them."""
    steps, events = steps_of(session, uids), events_of(session, uids)
    assignments = assignments_of(session, uids)
    progress = by_case(rows_of_cases(session, ProgressRecord, uids, newest(ProgressRecord.on)), _progress)
    subsidies = subsidies_of(session, uids)
    return {
        uid: Story(
            steps.get(uid, ()),
            events.get(uid, ()),
            assignments.get(uid, ()),
            progress.get(uid, ()),
            subsidies.get(uid, ()),
        )
        for uid in uids
    }


def steps_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[TakenStep, ...]]:
    """Return the steps of cases; one that was taken back says so, and what took it back stands before it."""
    record = AidStepRecord
    rows = rows_of_cases(session, record, uids, (record.number.desc(), record.at.desc(), record.uid))
    backs = {row.takes_back_uid: row for row in rows if row.takes_back_uid}
    return by_case(rows, lambda row: _step(row, backs.get(row.uid)))


def events_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[AidEvent, ...]]:
    return by_case(rows_of_cases(session, AidEventRecord, uids, newest(AidEventRecord.on)), _event)


def assignments_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[Assignment, ...]]:
    """Return who has or had the cases, the present one first."""
    record = AssignmentRecord
    rows = rows_of_cases(session, record, uids, (record.assigned_on.desc(), written_order(record).desc()))
    cards = provider_cards(session, {row.provider_uid for row in rows if row.provider_uid})
    rows.sort(key=lambda row: row.ended_on is not None)

    def assignment(row: AssignmentRecord) -> Assignment:
        card = cards.get(row.provider_uid or "", Provider(uid=row.provider_uid or ""))
        return Assignment(
            uid=row.uid, provider=card, **held_values(row, Assignment, plain_fields(Assignment))
        )

    return by_case(rows, assignment)


def provider_cards(session: Session, uids: Iterable[str]) -> dict[str, Provider]:
    rows = session.scalars(select(ProviderRecord).where(ProviderRecord.uid.in_(sorted(uids))))
    return {row.uid: provider_card(row) for row in rows}


def provider_card(row: ProviderRecord) -> Provider:
    return Provider(uid=row.uid, **held_values(row, Provider, plain_fields(Provider)))


def subsidies_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[Subsidy, ...]]:
    return by_case(rows_of_cases(session, SubsidyRecord, uids, newest(SubsidyRecord.asked_on)), subsidy_line)


def subsidy_line(row: SubsidyRecord) -> Subsidy:
    held = held_values(row, Subsidy, plain_fields(Subsidy))
    return Subsidy(uid=row.uid, steps=tuple(row.steps or ()), **held)


def part_of(record: AidCaseRecord, kind: type[T]) -> T:
    """Return what the row of a case says of one part of its life: its decision, its ending …"""
    held = {name: getattr(record, column) for name, column in PARTS[kind].items()}
    return kind(**{name: value for name, value in held.items() if value is not None})


def decision_of(record: AidCaseRecord) -> Decision:
    """Return the decision of a case; a reason tells that aid was refused."""
    found = part_of(record, Decision)
    granted = None if found.on is None else not found.reason
    return Decision(
        granted,
        found.on,
        found.number,
        found.reason,
        found.text,
        found.examiner,
        found.approver,
        tuple(record.means_steps or ()),
    )


def plain_fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields that a value and its row have alike."""
    return tuple(field.name for field in fields(kind) if field.name not in SHAPED)


def _progress(row: ProgressRecord) -> Progress:
    return Progress(uid=row.uid, **held_values(row, Progress, plain_fields(Progress)))


def _event(row: AidEventRecord) -> AidEvent:
    held = held_values(row, AidEvent, plain_fields(AidEvent))
    return AidEvent(uid=row.uid, of_step=bool(row.step_uid), **held)


def _step(row: AidStepRecord, back: AidStepRecord | None) -> TakenStep:
    return TakenStep(
        uid=row.uid,
        code=row.code or "",
        title=row.title or "",
        from_state=row.from_state or "",
        to_state=row.to_state or "",
        on=row.on or _NO_DAY,
        by=row.by or "",
        reason=row.reason or "",
        taken_back=f"{back.on} {back.by}：{back.reason}" if back is not None else "",
    )
