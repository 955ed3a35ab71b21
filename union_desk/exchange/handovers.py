"""The 交接 log: what went out and came in, and how the other stores stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.exchange.keys import own_keys
from union_desk.exchange.members import Member, known_of, members_in
from union_desk.exchange.records import HandoverRecord
from union_desk.exchange.values import (
    Handover,
    PackageInfo,
    PackageKind,
    Site,
    SiteState,
    Span,
    TableCount,
)
from union_desk.store.merge import Merged
from union_desk.store.parting import why_not
from union_desk.store.tables import stream
from union_desk.store.work import Work


def kept_handover(
    work: Work,
    info: PackageInfo,
    *,
    outgoing: bool,
    other: Member,
    merged: Merged | None = None,
    counts: Sequence[TableCount] = (),
    conflicts: int = 0,
) -> HandoverRecord:
    """Write one line of the log."""
    came = merged is not None and merged.sets > 0
    record = HandoverRecord(
        at=work.at,
        by=work.actor.user,
        kind=str(info.kind),
        outgoing=outgoing,
        number=info.number,
        other_uid=other.uid,
        other=other.office.short_name,
        made_at=info.made_at,
        made_by=info.made_by,
        file_name=info.path.name,
        sha256=info.sha256,
        size=info.size,
        sets=info.sets,
        lines=info.lines,
        conflicts=conflicts,
        spans=[asdict(span) for span in info.spans],
        counts=[asdict(count) for count in counts],
        first=merged.first if came and merged else None,
        last=merged.last if came and merged else None,
    )
    work.session.add(record)
    work.session.flush()
    return record


def handovers(session: Session, own_site: str) -> tuple[Handover, ...]:
    query = select(HandoverRecord).order_by(HandoverRecord.at.desc(), HandoverRecord.uid)
    return tuple(as_handover(session, record, own_site) for record in session.scalars(query))


def as_handover(session: Session, record: HandoverRecord, own_site: str) -> Handover:
    names = ("uid", "at", "by", "outgoing", "number", "other", "made_at", "made_by", "file_name", "sha256")
    more = ("size", "sets", "lines", "conflicts", "taken_back_at")
    told: dict[str, Any] = {name: getattr(record, name) for name in (*names, *more)}
    return Handover(
        **told,
        kind=PackageKind(record.kind),
        spans=tuple(Span(**span) for span in record.spans),
        counts=tuple(TableCount(**count) for count in record.counts),
        taken_back_by=record.taken_back_by or "",
        why_not_back=why_not_back(session, record, own_site),
    )


def why_not_back(session: Session, record: HandoverRecord, own_site: str) -> str:
    if record.outgoing:
        return "这是发出的数据包。"
    if record.taken_back_at is not None:
        return "已经退回。"
    if record.first is None or record.last is None:
        return "这个数据包没有带来新的内容，不用退回。"
    confirmed = select(HandoverRecord.uid).where(
        HandoverRecord.outgoing.is_(True),
        HandoverRecord.other_uid == record.other_uid,
        HandoverRecord.at > record.at,
    )
    if session.scalars(confirmed.limit(1)).first() is not None:
        return "已经给过回执，不能退回。"
    return why_not(session.connection(), own_site, record.first, record.last)


def sites_shown(session: Session) -> tuple[Site, ...]:
    """Return the stores of the register with what is known of them, the district's first."""
    members = members_in(session)
    own = own_keys(session)
    shown = [
        _site(session, member, is_own=own is not None and own.uid == uid) for uid, member in members.items()
    ]
    return tuple(sorted(shown, key=lambda site: (site.level != "district", site.state, site.office)))


def _site(session: Session, member: Member, *, is_own: bool) -> Site:
    known = known_of(session, member.uid)
    came = _last(session, member.uid, outgoing=False)
    sent = _last(session, member.uid, outgoing=True)
    ends = session.execute(select(stream).where(stream.c.audience.in_(member.audiences)))
    waiting = sum(max(0, end.seq - known.knows.get(f"{end.site}/{end.audience}", 0)) for end in ends)
    record = member.record
    return Site(
        uid=member.uid,
        office=member.office.code,
        office_name=member.office.name,
        word=member.office.short_name,
        level=member.office.level,
        state=SiteState.REVOKED if member.revoked else SiteState.ACTIVE,
        is_own=is_own,
        issued_at=record.issued_at,
        issued_by=record.issued_by or "",
        revoked_at=record.revoked_at,
        revoked_why=record.revoked_why or "",
        received_at=came.at if came else None,
        received_number=came.number if came else 0,
        sent_at=sent.at if sent else None,
        waiting=0 if is_own else waiting,
    )


def _last(session: Session, other_uid: str, *, outgoing: bool) -> HandoverRecord | None:
    query = (
        select(HandoverRecord)
        .where(HandoverRecord.other_uid == other_uid, HandoverRecord.outgoing.is_(outgoing))
        .where(HandoverRecord.taken_back_at.is_(None))
        .order_by(HandoverRecord.at.desc())
    )
    return session.scalars(query.limit(1)).first()
