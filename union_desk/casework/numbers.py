"""Numbers of files and cases: ASCII, from a block lent to this site, never given twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.casework.records import NumberBlockRecord, NumberCounterRecord
from union_desk.core.errors import RuleBroken
from union_desk.store.work import Work

# How many numbers a site is lent at a time, and how far five digits reach in a year.
_RUN: Final = 500
_MOST: Final = 99_999
_TEMPORARY: Final = re.compile(r"[A-Z]{2,6}(?:-[TF])?-\d{8}-\d{3,}")


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """A run of numbers, both ends included, that one site may give out in one year."""

    series: str
    office: str
    year: int
    site: str
    first: int
    last: int


def lend_block(work: Work, block: NumberBlock) -> None:
    """Lend a run of numbers to a site; refused where it overlaps one that is lent already."""
    if not 1 <= block.first <= block.last <= _MOST:
        raise RuleBroken(f"号段的起号和止号应在 1 至 {_MOST} 之间，起号不大于止号。", field="first")
    for other in blocks_of(work.session, block.series, block.office, block.year):
        if other.first <= block.last and block.first <= other.last:
            raise RuleBroken(
                f"号段 {block.first}—{block.last} 与已借出的 {other.first}—{other.last} 重叠，请换一段。",
                field="first",
            )
    values = {name: getattr(block, name) for name in ("series", "office", "year", "site", "first", "last")}
    work.session.add(NumberBlockRecord(audience=SHARED_AUDIENCE, **values))
    work.session.flush()


def needs_block(session: Session, series: str, office: str, site: str, on: date) -> bool:
    """Tell whether this site has no number left to give in the year."""
    counter = session.get(NumberCounterRecord, _counter_name(series, office, on))
    given = counter.last if counter else 0
    blocks = blocks_of(session, series, office, on.year)
    return all(block.site != site or block.last <= given for block in blocks)


def lend_next(work: Work, series: str, office: str, site: str, on: date) -> NumberBlock:
    """Lend the next run of numbers to a site: the district's own store does so for itself.

    A store that was restored is a new site; the run begins after all that were ever lent.
    """
    lent = max((block.last for block in blocks_of(work.session, series, office, on.year)), default=0)
    block = NumberBlock(series, office, on.year, site, lent + 1, min(lent + _RUN, _MOST))
    lend_block(work, block)
    return block


def take_number(
    session: Session, series: str, office: str, site: str, on: date, *, prefix: str = ""
) -> str | None:
    """Take the next number of the year (`BY-2026-00031`); None when no block of this site has one left.

    `prefix`: the official code of an office that began with a code of its own.
    """
    blocks = [block for block in blocks_of(session, series, office, on.year) if block.site == site]
    counter = _counter(session, _counter_name(series, office, on))
    for block in blocks:
        number = max(counter.last + 1, block.first)
        if number <= block.last:
            counter.last = number
            return f"{prefix or office}-{on.year}-{number:05d}"
    return None


def take_temporary(session: Session, series: str, office: str, on: date, *, prefix: str = "") -> str:
    """Take a temporary number (`BY-20180312-007`) for an office that has no block yet."""
    counter = _counter(session, f"{series}/{office}/{on:%Y%m%d}")
    counter.last += 1
    return f"{prefix or office}-{on:%Y%m%d}-{counter.last:03d}"


def take_numbers(
    session: Session, series: str, office: str, site: str, on: date, count: int, *, prefix: str = ""
) -> list[tuple[str, bool]]:
    """Take many numbers at once, each with whether it is temporary: the rest when the blocks are used up."""
    counter = _counter(session, _counter_name(series, office, on))
    taken: list[tuple[str, bool]] = []
    for block in blocks_of(session, series, office, on.year):
        if block.site != site:
            continue
        first = max(counter.last + 1, block.first)
        last = min(block.last, first + count - len(taken) - 1)
        if first <= last:
            taken += [
                (f"{prefix or office}-{on.year}-{number:05d}", False) for number in range(first, last + 1)
            ]
            counter.last = last
    rest = _counter(session, f"{series}/{office}/{on:%Y%m%d}")
    for _ in range(count - len(taken)):
        rest.last += 1
        taken.append((f"{office}-{on:%Y%m%d}-{rest.last:03d}", True))
    return taken


def numbers_left(session: Session, series: str, office: str, site: str, on: date) -> int:
    """Return how many numbers of the year this site can still give."""
    counter = session.get(NumberCounterRecord, _counter_name(series, office, on))
    given = counter.last if counter else 0
    blocks = [block for block in blocks_of(session, series, office, on.year) if block.site == site]
    return sum(max(0, block.last - max(given, block.first - 1)) for block in blocks)


def is_temporary(number: str) -> bool:
    return _TEMPORARY.fullmatch(number) is not None


def number_shown(number: str, office_word: str) -> str:
    """Write a number with the office's Chinese word: 白杨-2026-00031, 临时 白杨-20180312-007."""
    _, _, rest = number.partition("-")
    return f"{'临时 ' if is_temporary(number) else ''}{office_word}-{rest}"


def blocks_of(session: Session, series: str, office: str, year: int) -> list[NumberBlock]:
    """Return the runs of an office's numbers of a year, by whom they are lent."""
    found = session.scalars(
        select(NumberBlockRecord)
        .where(
            NumberBlockRecord.series == series,
            NumberBlockRecord.office == office,
            NumberBlockRecord.year == year,
        )
        .order_by(NumberBlockRecord.first)
    )
    return [
        NumberBlock(series, office, year, record.site or "", record.first or 1, record.last or 0)
        for record in found
    ]


def _counter_name(series: str, office: str, on: date) -> str:
    return f"{series}/{office}/{on.year}"


def _counter(session: Session, name: str) -> NumberCounterRecord:
    counter = session.get(NumberCounterRecord, name)
    if counter is None:
        counter = NumberCounterRecord(uid=name, last=0)
        session.add(counter)
        session.flush()
    return counter
