"""The rows of what happened to a file, as values, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final, TypeVar, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.process import TakenStep
from union_desk.hardship.records import (
    DecisionRecord,
    ExitRecord,
    HomeVisitRecord,
    MeansCheckRecord,
    ObjectionRecord,
    PublicityRecord,
    RecheckRecord,
    StepRecord,
    TransferRecord,
)
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    HomeVisit,
    MeansCheck,
    Objection,
    Publicity,
    Recheck,
    Standing,
    Transfer,
)
from union_desk.people.queries import held_values
from union_desk.store.changes import written_order

T = TypeVar("T")

TAKE_BACK: Final = "take_back"

_NO_DAY: Final = date(1949, 10, 1)
# Fields that a row keeps in another shape than its value has, or in rows of their own.
_SHAPED: Final = {"uid", "visitors", "objections", "steps", "months", "before", "after"}


def plain_fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields that a value and its row have alike."""
    return tuple(field.name for field in fields(kind) if field.name not in _SHAPED)


def steps_of_files(session: Session, file_uids: Sequence[str]) -> dict[str, tuple[TakenStep, ...]]:
    """Return the steps of files; one that was taken back says so, and what took it back stands before it."""
    rows = session.scalars(
        select(StepRecord)
        .where(StepRecord.file_uid.in_(file_uids))
        .order_by(StepRecord.number.desc(), StepRecord.at.desc(), StepRecord.uid)
    ).all()
    backs = {row.takes_back_uid: row for row in rows if row.takes_back_uid}
    found: dict[str, list[TakenStep]] = {}
    for row in rows:
        found.setdefault(row.file_uid or "", []).append(_step(row, backs.get(row.uid)))
    return {uid: tuple(steps) for uid, steps in found.items()}


def _step(row: StepRecord, back: StepRecord | None) -> TakenStep:
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


def standing_steps(steps: Iterable[TakenStep]) -> tuple[TakenStep, ...]:
    """Return the steps that hold: not taken back, and not the taking back."""
    return tuple(step for step in steps if not step.taken_back and step.code != TAKE_BACK)


def visits_of(session: Session, file_uid: str) -> tuple[HomeVisit, ...]:
    rows = session.scalars(
        select(HomeVisitRecord)
        .where(HomeVisitRecord.file_uid == file_uid, HomeVisitRecord.removed.is_(None))
        .order_by(HomeVisitRecord.on.desc(), written_order(HomeVisitRecord).desc())
    )
    return tuple(_value(row, HomeVisit, visitors=tuple((row.visitors or "").split("\n"))) for row in rows)


def publicities_of_files(session: Session, file_uids: Sequence[str]) -> dict[str, tuple[Publicity, ...]]:
    rows = session.scalars(
        select(PublicityRecord)
        .where(PublicityRecord.file_uid.in_(file_uids))
        .order_by(PublicityRecord.from_on.desc(), written_order(PublicityRecord).desc())
    ).all()
    objections: dict[str, list[Objection]] = {}
    for row in session.scalars(
        select(ObjectionRecord)
        .where(ObjectionRecord.publicity_uid.in_([row.uid for row in rows]))
        .order_by(ObjectionRecord.on, written_order(ObjectionRecord))
    ):
        objections.setdefault(row.publicity_uid or "", []).append(_value(row, Objection))
    found: dict[str, list[Publicity]] = {}
    for shown in rows:
        told = tuple(objections.get(shown.uid, ()))
        value = _value(shown, Publicity, steps=tuple(shown.steps or ()), objections=told)
        found.setdefault(shown.file_uid or "", []).append(value)
    return {uid: tuple(values) for uid, values in found.items()}


def rechecked_on(session: Session, file_uids: Sequence[str]) -> dict[str, date]:
    """Return the day of the last recheck of each file that had one."""
    rows = session.execute(
        select(RecheckRecord.file_uid, func.max(RecheckRecord.on))
        .where(RecheckRecord.file_uid.in_(file_uids))
        .group_by(RecheckRecord.file_uid)
    )
    return {uid: on for uid, on in rows if uid and on}


def means_checks_of(session: Session, file_uid: str) -> tuple[MeansCheck, ...]:
    rows = session.scalars(
        select(MeansCheckRecord)
        .where(MeansCheckRecord.file_uid == file_uid)
        .order_by(MeansCheckRecord.asked_on.desc(), written_order(MeansCheckRecord).desc())
    )
    return tuple(_value(row, MeansCheck) for row in rows)


def rechecks_of(session: Session, file_uid: str) -> tuple[Recheck, ...]:
    rows = session.scalars(
        select(RecheckRecord)
        .where(RecheckRecord.file_uid == file_uid)
        .order_by(RecheckRecord.on.desc(), written_order(RecheckRecord).desc())
    )
    return tuple(
        _value(row, Recheck, before=_standing(row.before), after=_standing(row.after)) for row in rows
    )


def decisions_of(session: Session, file_uid: str) -> Sequence[DecisionRecord]:
    """Return the decisions on a file's class, newest first."""
    return session.scalars(
        select(DecisionRecord)
        .where(DecisionRecord.file_uid == file_uid)
        .order_by(DecisionRecord.decided_at.desc(), written_order(DecisionRecord).desc())
    ).all()


def exits_of(session: Session, file_uid: str) -> tuple[Exit, ...]:
    rows = session.scalars(
        select(ExitRecord)
        .where(ExitRecord.file_uid == file_uid)
        .order_by(ExitRecord.on.desc(), written_order(ExitRecord).desc())
    )
    return tuple(
        _value(
            row,
            Exit,
            months=tuple(
                ExitMonth(
                    date.fromisoformat(month["first_on"]),
                    month["income_fen"],
                    month["population"],
                    month.get("threshold_fen"),
                )
                for month in row.months or ()
            ),
            steps=tuple(row.steps or ()),
        )
        for row in rows
    )


def transfers_of(session: Session, file_uid: str) -> tuple[Transfer, ...]:
    rows = session.scalars(
        select(TransferRecord)
        .where(TransferRecord.file_uid == file_uid)
        .order_by(TransferRecord.on.desc(), written_order(TransferRecord).desc())
    )
    return tuple(_value(row, Transfer) for row in rows)


def standing_body(standing: Standing | None) -> dict[str, Any] | None:
    """Return how a household stood, as a row keeps it."""
    return {**asdict(standing), "on": standing.on.isoformat()} if standing is not None else None


def _standing(body: dict[str, Any] | None) -> Standing | None:
    if not body:
        return None
    lists = {name: tuple(body.get(name, ())) for name in ("members", "found")}
    return Standing(**{**body, **lists, "on": date.fromisoformat(body["on"])})


def _value(row: Any, kind: Callable[..., T], **shaped: Any) -> T:
    held = held_values(row, cast("type[T]", kind), plain_fields(cast("type[T]", kind)))
    return kind(uid=row.uid, **held, **shaped)
