"""The number of a stored case: given, written as its office does, read as somebody types it from a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from union_desk.casework.numbers import lend_next, needs_block, take_number, take_temporary
from union_desk.casework.offices import Office, offices_in, own_office_in
from union_desk.core.case_numbers import CaseSeries, number_read
from union_desk.core.rights import Actor
from union_desk.store.database import Database
from union_desk.store.work import Work


class Numbered(Protocol):
    """A row of a case with a number of its office."""

    number: str | None
    temporary_number: str | None
    office: str | None


def shown_in(
    series: CaseSeries, number: str | None, office: str | None, offices: Mapping[str, Office]
) -> str:
    """Write a case's number with the 案号字 of its office: 杭经开工调〔2026〕白杨第0012号; "" for none."""
    held = offices.get(office or "")
    place = held.short_name if held else office or ""
    return series.shown(number, word_in(series, held, offices), place) if number else ""


def word_in(series: CaseSeries, office: Office | None, offices: Mapping[str, Office]) -> str:
    """Return an office's 案号字; a street without one writes that of its district.

    An office says it once, for its disputes; its other cases change only the end: 杭经开工调, 杭经开工援.
    """
    if office is None:
        return series.word
    above = offices.get(office.parent_code)
    if word := office.case_word or (above.case_word if above else ""):
        return series.word_after(word)
    place = (above or office).short_name.removesuffix("区").removesuffix("县")
    return f"{place}{series.word}"


def plain_in(series: CaseSeries, text: str, offices: Mapping[str, Office]) -> str:
    """Return the number as it is stored of one that was typed as its papers write it; any other as it is."""
    read = number_read(text)
    if read is None or not series.may_be(read):
        return text
    for office in offices.values():
        if office.short_name and read.place.endswith(office.short_name):
            return series.stored(office.prefix, read)
    return text if read.year is not None or read.place else series.stored("", read)


def lend_run(database: Database, actor: Actor, name: str, today: date) -> None:
    """Lend a district's store its next run of numbers, in a work that no undo of a case takes back."""
    with database.read() as session:
        own = offices_in(session).get(own_office_in(session))
        if own is None or own.level != "district":
            return
        if not needs_block(session, name, actor.office, database.site, today):
            return
    with database.write("借出号段", actor) as work:
        lend_next(work, name, actor.office, database.site, today)


def give_number(work: Work, record: Numbered, name: str, series: CaseSeries, site: str, today: date) -> None:
    """Give a case its number; a temporary one gets its official number once there is a block."""
    if record.number and record.number != record.temporary_number:
        return
    office = record.office or ""
    held = offices_in(work.session).get(office)
    prefix = f"{held.prefix if held else office}{series.mark}"
    number = take_number(work.session, name, office, site, today, prefix=prefix)
    if number is not None:
        record.number = number
    elif not record.number:
        temporary = take_temporary(work.session, name, office, today, prefix=f"{office}{series.mark}")
        record.number = record.temporary_number = temporary
