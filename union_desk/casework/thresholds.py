"""The lines of the place by day: 低保标准, 最低工资 …, an office's own before the shipped examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.casework.records import ThresholdRecord
from union_desk.casework.values import Entry, Threshold, Version, in_force
from union_desk.casework.versions import (
    RestsOn,
    check_first_day,
    entered,
    version_of,
    withdraw_version,
)
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, parse_fen
from union_desk.core.packs import packs
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.store.database import Database
from union_desk.store.tables import change_line, change_set
from union_desk.store.work import Work

_PACK_KIND: Final = "thresholds"
_LARGEST_FEN: Final = 10_000_000_00
_SHIPPED: Final = "随程序提供的样例，请核对"
# A line moves by some per cent a year; more is worth a look, ten times is a slip of the finger.
_USUAL: Final = (Decimal("0.67"), Decimal("1.5"))
_SLIP: Final = 10
_USUAL_YEARS: Final = 3
_YEAR_DAYS: Final = 366


def store_threshold(work: Work, threshold: Threshold, reason: str = "") -> str:
    """Enter a line; one that begins on the same day is superseded and stays readable. Return its uid."""
    _check(threshold)
    number = work.session.scalar(
        select(func.count()).select_from(ThresholdRecord).where(ThresholdRecord.kind == threshold.kind)
    )
    entry = Entry(threshold.from_on, storable(threshold.doc_no).strip(), storable(reason).strip())
    record = ThresholdRecord(
        audience=SHARED_AUDIENCE,
        kind=threshold.kind,
        value_fen=threshold.value_fen,
        **entered(entry, work, (number or 0) + 1),
    )
    work.session.add(record)
    work.session.flush()
    return record.uid


def threshold_on(session: Session, kind: str, on: date) -> Threshold | None:
    """Return the line in force on a day: the office's latest, else the latest shipped one."""
    version = in_force(threshold_versions(session, kind), on)
    return None if version is None else threshold_of(version)


def threshold_of(version: Version) -> Threshold:
    """Return the line that a version says."""
    entry = version.entry
    doc_no = "" if version.shipped else entry.doc_no
    return Threshold(
        version.name, version.body["value_fen"], entry.from_on, doc_no, version.shipped, version.uid
    )


def threshold_versions(session: Session, kind: str) -> tuple[Version, ...]:
    """Return all versions of a line, shipped ones among them, the latest day first."""
    rows = session.scalars(select(ThresholdRecord).where(ThresholdRecord.kind == kind))
    own = [version_of(row, kind, {"value_fen": row.value_fen}) for row in rows if row.value_fen is not None]
    return tuple(sorted([*own, *_shipped(kind)], key=lambda version: version.order, reverse=True))


def lines_entered_in(session: Session, work_uid: str) -> tuple[str, ...]:
    """Return the uids of the lines that a work entered or withdrew."""
    return tuple(
        session.scalars(
            select(change_line.c.uid)
            .join(change_set, change_set.c.arrival == change_line.c.arrival)
            .where(
                change_set.c.work_uid == work_uid, change_line.c.table_name == ThresholdRecord.__tablename__
            )
        )
    )


def threshold_doubts(threshold: Threshold, versions: Sequence[Version], today: date) -> tuple[str, ...]:
    """Return what is worth a second look in a line that one is about to enter, with the arithmetic."""
    return tuple(_doubts(threshold, versions, today))


class ThresholdService:
    """What a screen can ask and do about the lines of the place."""

    def __init__(self, database: Database, clock: Clock, rests_on: RestsOn) -> None:
        self._database, self._clock, self._rests_on = database, clock, rests_on

    def versions(self, actor: Actor, kind: str) -> tuple[Version, ...]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return threshold_versions(session, kind)

    def on(self, actor: Actor, kind: str, day: date) -> Threshold | None:
        """Return the line that applied on a day."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return threshold_on(session, kind, day)

    def doubts(self, actor: Actor, threshold: Threshold) -> tuple[str, ...]:
        """Return what is worth a second look before the line is entered; RuleBroken for what cannot be."""
        require(actor, Right.VIEW)
        _check(threshold)
        with self._database.read() as session:
            versions = threshold_versions(session, threshold.kind)
        return threshold_doubts(threshold, versions, local_day(self._clock()))

    def enter(self, actor: Actor, threshold: Threshold, reason: str = "") -> str:
        """Enter a line; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("填写标准", actor, reason=storable(reason)) as work:
            store_threshold(work, threshold, reason)
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a line on which no decision rests; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废标准", actor, reason=storable(why)) as work:
            withdraw_version(work, ThresholdRecord, uid, why, self._rests_on)
            return work.uid


def _check(threshold: Threshold) -> None:
    if find_term("threshold", threshold.kind) is None:
        raise RuleBroken("请从列表中选择标准。", field="kind")
    if threshold.value_fen <= 0:
        raise RuleBroken("标准要大于 0。", field="value_fen")
    if threshold.value_fen > _LARGEST_FEN:
        raise RuleBroken("金额太大，请核对有没有多写几位。", field="value_fen")
    check_first_day(threshold.from_on)


def _doubts(threshold: Threshold, versions: Sequence[Version], today: date) -> Iterator[str]:
    held = [version for version in versions if not version.withdrawn]
    label, amount = term_label("threshold", threshold.kind), format_fen(threshold.value_fen)
    same = in_force([v for v in held if v.entry.from_on == threshold.from_on], threshold.from_on)
    if same is not None and not same.shipped:
        held_fen = format_fen(same.body["value_fen"])
        yield f"{label}从 {threshold.from_on} 起已有 {held_fen} 元，保存后由这一条取代。"
    before = max(
        (version for version in held if version.entry.from_on < threshold.from_on),
        key=lambda version: version.order,
        default=None,
    )
    if before is not None:
        yield from _jump(amount, threshold, before)
    after = [v for v in held if v.entry.from_on > threshold.from_on and not v.shipped]
    if after:
        next_on = min(version.entry.from_on for version in after)
        yield f"从 {next_on} 起另有一条，这一条只用到 {next_on} 前一天。"
    if threshold.from_on > today:
        yield f"这一条从 {threshold.from_on} 起才用，在那之前仍按原来的标准。"


def _jump(amount: str, threshold: Threshold, before: Version) -> Iterator[str]:
    fen, since = before.body["value_fen"], before.entry.from_on
    ratio = Decimal(threshold.value_fen) / fen
    sums = f"{amount} ÷ 上一条 {format_fen(fen)}（{since} 起）= {ratio:.2f} 倍"
    if ratio >= _SLIP or ratio <= Decimal(1) / _SLIP:
        yield f"{sums}，请核对有没有多写或少写一个 0。"
    elif not _USUAL[0] <= ratio <= _USUAL[1]:
        yield f"{sums}，变动较大，请对照文件。"
    years = (threshold.from_on - since).days / _YEAR_DAYS
    if years > _USUAL_YEARS:
        yield f"上一条从 {since} 起，相隔 {years:.0f} 年，请核对中间有没有漏录。"


def _shipped(kind: str) -> list[Version]:
    return [
        Version("", kind, 0, {"value_fen": parse_fen(line["value"])}, Entry(line["from"], _SHIPPED))
        for pack in packs(_PACK_KIND)
        for line in pack.data["lines"]
        if line["kind"] == kind
    ]
