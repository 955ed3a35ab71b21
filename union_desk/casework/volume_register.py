"""卷宗登记: every closed case with its volume: where it stands, whether bound, until when it is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.print_log import VOLUME_FORM
from union_desk.casework.recent import Touch, touches
from union_desk.casework.records import PrintRecord, VolumeRecord
from union_desk.casework.volume_values import (
    ListedCase,
    Retention,
    VolumeLine,
    VolumeOwner,
    VolumeState,
)
from union_desk.core.clock import local_day
from union_desk.core.deadline import day_text
from union_desk.core.rights import Actor, Right, require

if TYPE_CHECKING:
    from union_desk.paper.job import Printed

TITLE: Final = "卷宗登记簿"
# An empty list has as many lines as a page, to be filled in by hand.
_BLANK_ROWS: Final = 15
_NUMBERED: Final = re.compile(r"(.*?)([0-9]{1,9})")


def lines_of(
    session: Session, actor: Actor, owners: Mapping[str, VolumeOwner], today: date
) -> tuple[VolumeLine, ...]:
    """Return the volumes of this office, the district sees all; what is still to be bound comes first."""
    offices = offices_in(session)
    lines: list[VolumeLine] = []
    for entity, owner in owners.items():
        records = _records(session, entity)
        listed = [each for each in owner.listed(session, tuple(records), today) if _is_seen(actor, each)]
        last = _bound_last(session, entity)
        bound = [each.uid for each in listed if each.uid in records and records[each.uid].bound_at]
        touched = touches(session, bound)
        for case in listed:
            record = records.get(case.uid)
            state = _state(record, case, last.get(case.uid), touched.get(case.uid))
            lines.append(_line(entity, owner.kind, case, record, state, offices, today))
    given = Counter((line.office, line.number) for line in lines if line.number)
    told = (replace(line, twice=given[line.office, line.number] > 1) for line in lines)
    return tuple(sorted(told, key=_order))


def number_after(session: Session, audience: str, kind: str) -> str:
    """Return the number that follows those of an office's volumes of a kind: 2026-调-013; "" before any."""
    wanted = (
        select(VolumeRecord.number, VolumeRecord.compiled_on)
        .where(VolumeRecord.audience == audience, VolumeRecord.kind == kind, VolumeRecord.number.is_not(None))
        .order_by(VolumeRecord.compiled_on.nulls_first())
    )
    highest: dict[str, str] = {}
    latest = ""
    for number, _day in session.execute(wanted):
        match = _NUMBERED.fullmatch(number or "")
        if match is not None:
            latest, figures = match[1], match[2]
            highest[latest] = max(highest.get(latest, ""), figures, key=lambda text: int(text or 0))
    if not highest:
        return ""
    figures = highest[latest]
    return f"{latest}{int(figures) + 1:0{len(figures)}d}"


def _is_seen(actor: Actor, case: ListedCase) -> bool:
    return actor.audience in {case.audience, DISTRICT_AUDIENCE}


def _records(session: Session, entity: str) -> dict[str, VolumeRecord]:
    wanted = select(VolumeRecord).where(VolumeRecord.subject == entity).order_by(VolumeRecord.uid.desc())
    return {record.subject_uid or "": record for record in session.scalars(wanted)}


def _bound_last(session: Session, entity: str) -> dict[str, datetime]:
    """Return when each volume was bound last, be it to the same bytes."""
    wanted = (
        select(PrintRecord.subject_uid, func.max(PrintRecord.printed_at))
        .where(PrintRecord.subject == entity, PrintRecord.form_id == VOLUME_FORM)
        .group_by(PrintRecord.subject_uid)
    )
    return {uid: at for uid, at in session.execute(wanted) if uid and at is not None}


def _state(
    record: VolumeRecord | None, case: ListedCase, last: datetime | None, touched: Touch | None
) -> VolumeState:
    """Tell where a volume stands; what is archived is locked, and is as it was bound."""
    if record is None or record.bound_at is None:
        return VolumeState.UNBOUND if case.closed_on is not None else VolumeState.OPEN
    bound_at = max(each for each in (record.bound_at, last) if each is not None)
    changed = case.archived_on is None and touched is not None and touched.at > bound_at
    return VolumeState.CHANGED if changed else VolumeState.BOUND


def _line(
    entity: str,
    kind: str,
    case: ListedCase,
    record: VolumeRecord | None,
    state: VolumeState,
    offices: Mapping[str, Office],
    today: date,
) -> VolumeLine:
    until = case.retention.until_on
    bound_at = record.bound_at if record is not None else None
    return VolumeLine(
        entity=entity,
        case_uid=case.uid,
        kind=kind,
        state=state,
        number=case.number or ((record.number or "") if record is not None else ""),
        shelf=case.shelf or ((record.shelf or "") if record is not None else ""),
        number_shown=case.number_shown,
        name=case.name,
        office=case.office,
        office_name=offices[case.office].name if case.office in offices else case.office,
        closed_on=case.closed_on,
        bound_on=local_day(bound_at) if bound_at is not None else None,
        bound_by=(record.bound_by or "") if record is not None else "",
        pages=(record.pages or 0) if record is not None else 0,
        retention=case.retention,
        over=until is not None and until < today,
    )


_FIRST: Final = (VolumeState.CHANGED, VolumeState.UNBOUND, VolumeState.OPEN, VolumeState.BOUND)


def _order(line: VolumeLine) -> tuple[int, int, str]:
    day = line.closed_on or line.bound_on
    return _FIRST.index(line.state), -day.toordinal() if day is not None else 0, line.number_shown


def render_lines(
    actor: Actor,
    lines: Sequence[VolumeLine],
    office: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print these lines in this order; without any: a list to write on."""
    require(actor, Right.PRINT)
    from union_desk.paper.register import Column, Register, render_register  # noqa: PLC0415 - slow to load

    register = Register(
        TITLE,
        (
            Column("序号", "number", 10),
            Column("卷宗号", "binder", 26),
            Column("类别", "kind", 24),
            Column("案号", "case", 44),
            Column("当事人", "name", 50, "left"),
            Column("结案日期", "closed", 20),
            Column("装订|日期", "bound", 20),
            Column("装订|页数", "pages", 11),
            Column("保管|年限", "years", 12),
            Column("保管|到", "until", 20),
            Column("存放位置", "shelf", 26),
            Column("状态", "state", 14),
        ),
        above=(f"单位（盖章）：{office}", f"打印日期：{day_text(local_day(at))}"),
        signs=("档案管理人：", "审核：", "移交人：", "接收人："),
    )
    rows = [
        {
            "binder": line.number,
            "kind": line.kind_label,
            "case": line.number_shown,
            "name": line.name,
            "closed": line.closed_on or "",
            "bound": line.bound_on or "",
            "pages": line.pages or "",
            "years": years_words(line.retention),
            "until": line.retention.until_on or "",
            "shelf": line.shelf,
            "state": line.state_label,
        }
        for line in lines
    ]
    return render_register(
        register,
        rows or [{} for _ in range(_BLANK_ROWS)],
        progress=progress,
        cancelled=cancelled,
        printed_by=actor.user,
        printed_at=at,
    )


def years_words(retention: Retention) -> str:
    return f"{retention.years} 年"
