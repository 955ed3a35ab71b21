"""What a screen can ask and do about offices: their data, the official code, and the numbers lent to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from union_desk.casework.history import FieldHistory, HistoryRow, described
from union_desk.casework.numbers import NumberBlock, blocks_of, lend_block
from union_desk.casework.offices import (
    Office,
    checked_code,
    office_record,
    offices_in,
    own_office_in,
    store_office,
    stripped_office,
)
from union_desk.core.clock import local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.store.database import Database


class OfficeService:
    """What a screen can ask and do about offices."""

    def __init__(self, database: Database, series: Sequence[str] = ()) -> None:
        self._database, self._series = database, tuple(series)

    def all(self, actor: Actor) -> dict[str, Office]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return offices_in(session)

    def own(self, actor: Actor) -> Office:
        """Return the office that this store belongs to."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return offices_in(session)[own_office_in(session)]

    def history(self, actor: Actor, code: str) -> tuple[FieldHistory, ...]:
        """Return who changed what of an office, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = office_record(session, code)
            return described(session, [HistoryRow("office", record.uid, "")], {}) if record else ()

    def save(self, actor: Actor, office: Office) -> str:
        """Keep what is known of an office; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("保存单位", actor) as work:
            store_office(work, stripped_office(office))
            return work.uid

    def take_official_code(self, actor: Actor, code: str) -> str:
        """Enter the code that the district gave: new numbers begin with it, given ones stay."""
        require(actor, Right.CONFIGURE)
        wanted = checked_code(code, "official_code")
        with self._database.write("录入正式代码", actor) as work:
            offices = offices_in(work.session)
            own = offices[own_office_in(work.session)]
            if own.level == "district":
                raise RuleBroken("区总工会的代码在建立数据时已经确定，不用另外录入。", field="official_code")
            held = [each for each in offices.values() if wanted in (each.code, each.official_code)]
            if any(each.code != own.code for each in held):
                taken = f"代码 {wanted} 已由{held[0].name}使用，请与区总工会核对。"
                raise RuleBroken(taken, field="official_code")
            store_office(work, replace(own, official_code=wanted))
            return work.uid

    def lend_numbers(self, actor: Actor, first: int, last: int) -> str:
        """Enter the run of this year's numbers that the district lent to this PC; return the work."""
        require(actor, Right.CONFIGURE)
        year = local_day(self._database.clock()).year
        with self._database.write("录入号段", actor) as work:
            office = own_office_in(work.session)
            for series in self._series:
                lend_block(work, NumberBlock(series, office, year, self._database.site, first, last))
            return work.uid

    def numbers_lent(self, actor: Actor) -> tuple[NumberBlock, ...]:
        """Return the runs of this year's numbers that this PC may give out."""
        require(actor, Right.VIEW)
        year = local_day(self._database.clock()).year
        with self._database.read() as session:
            office = own_office_in(session)
            blocks = [block for series in self._series for block in blocks_of(session, series, office, year)]
        return tuple(block for block in blocks if block.site == self._database.site)
