"""Offices that write, delete, move and exchange at random end equal, and no word of anybody is lost."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import TEST_KEY, StandingClock
from tests.store.offices import contents, open_office, package, take_in
from tests.store.samples import CardRecord, VisitRecord
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.store.codec import DELETED, canonical, read_line
from union_desk.store.conflicts import Decision, open_conflicts, settle
from union_desk.store.database import Database
from union_desk.store.folding import seen_by
from union_desk.store.foreign import MissingSets
from union_desk.store.tables import change_line, change_set
from union_desk.store.undo import undo
from union_desk.store.verify import verify

SITES = ("qu", "by", "xs", "zj")
FIELDS = ("name", "phone", "income_fen", "street", "house")
CARDS = tuple(f"card{number}" for number in range(3))
# Set by the benchmark, which runs for as long as it is given.
RUNS = int(os.environ.get("UNION_DESK_MERGE_RUNS", "12"))
STEPS = int(os.environ.get("UNION_DESK_MERGE_STEPS", "30"))
AUDIENCES = ("shared",)

sites = st.sampled_from(SITES)
cards = st.sampled_from(CARDS)


class _Cut(Exception):
    """The program is gone in the middle of a merge."""


class Offices(RuleBasedStateMachine):
    """Three streets and the district, each with a store of its own."""

    templates: Path

    @initialize()
    def open(self):
        self.folder = TemporaryDirectory()
        self.clocks = {site: StandingClock(datetime(2026, 11, 23, tzinfo=UTC)) for site in SITES}
        self.stores = {}
        for site in SITES:
            shutil.copytree(self.templates / site, Path(self.folder.name, site))
            self._reopen(site)
        self.sticks: list[list] = []
        self.deletions: list[tuple[str, str]] = []
        self.number = 0
        with self.stores["qu"].write("建卡", self._actor("qu")) as work:
            work.session.add_all([CardRecord(uid=uid, audience="shared", name=uid) for uid in CARDS])
        for site in SITES[1:]:
            take_in(self.stores[site], package(self.stores["qu"], None, AUDIENCES), self._actor(site))

    def teardown(self):
        if not hasattr(self, "stores"):
            return
        try:
            self._all_end_equal()
        finally:
            for store in self.stores.values():
                store.close()
            self.folder.cleanup()

    @rule(site=sites, uid=cards, field=st.sampled_from(FIELDS), same=st.booleans())
    def edit(self, site, uid, field, same):
        with self.stores[site].write("改", self._actor(site)) as work:
            card = work.session.get(CardRecord, uid)
            if card is not None:
                self.number += 1
                value = 7 if same else self.number
                setattr(card, field, value if field == "income_fen" else str(value))

    @rule(site=sites, uid=cards)
    def delete(self, site, uid):
        with self.stores[site].write("删", self._actor(site)) as work:
            card = work.session.get(CardRecord, uid)
            if card is not None and not card.visits:
                work.session.delete(card)
                self.deletions.append((site, work.uid))

    @precondition(lambda self: self.deletions)
    @rule(data=st.data())
    def take_a_deletion_back(self, data):
        site, work_uid = data.draw(st.sampled_from(self.deletions))
        with suppress(RuleBroken):
            undo(self.stores[site], work_uid, self._actor(site))

    @rule(site=sites, uid=cards)
    def visit(self, site, uid):
        with self.stores[site].write("走访", self._actor(site)) as work:
            if work.session.get(CardRecord, uid) is not None:
                self.number += 1
                work.session.add(
                    VisitRecord(audience="shared", uid=f"v{self.number}", card_uid=uid, text=str(self.number))
                )

    @rule(site=sites, uid=cards, chosen=st.integers(0, 99), goes=st.booleans())
    def move_or_remove_a_visit(self, site, uid, chosen, goes):
        with self.stores[site].write("移", self._actor(site)) as work:
            visits = work.session.scalars(sa.select(VisitRecord).order_by(VisitRecord.uid)).all()
            if visits and work.session.get(CardRecord, uid) is not None:
                visit = visits[chosen % len(visits)]
                if goes:
                    work.session.delete(visit)
                else:
                    visit.card_uid = uid

    @rule(writer=sites, reader=sites, known=st.booleans())
    def write_a_stick(self, writer, reader, known):
        lacking = self.stores[reader] if known else None
        self.sticks.append(package(self.stores[writer], lacking, AUDIENCES))

    @precondition(lambda self: self.sticks)
    @rule(data=st.data(), site=sites, dies=st.booleans())
    def read_a_stick(self, data, site, dies):
        stick = data.draw(st.sampled_from(self.sticks))
        with suppress(MissingSets, _Cut), self.stores[site].write("收", self._actor(site)) as work:
            work.absorb(stick)
            if dies:
                raise _Cut
        if dies:
            self.stores[site].close()
            self._reopen(site)

    @rule(site=sites, chosen=st.integers(0, 99))
    def settle_one(self, site, chosen):
        with self.stores[site].reader.connect() as connection:
            found = open_conflicts(connection)
        if found:
            conflict = found[chosen % len(found)]
            value = conflict.claims[chosen % len(conflict.claims)].value
            decision = Decision(conflict.table, conflict.uid, conflict.field, value)
            with suppress(RuleBroken), self.stores[site].write("处理冲突", self._actor(site)) as work:
                settle(work, [decision])

    @rule(site=sites, years=st.integers(-50, 50))
    def a_clock_goes_wrong(self, site, years):
        self.clocks[site].at = datetime(2026 + years, 11, 23, tzinfo=UTC)

    def _reopen(self, site):
        self.stores[site] = Database.open(Path(self.folder.name, site), TEST_KEY, self.clocks[site])

    @staticmethod
    def _actor(site):
        return Actor(f"{site}的人", site.upper(), "shared", frozenset({Role.HANDLE}))

    def _all_end_equal(self):
        for _ in range(2):
            for source in SITES:
                for target in SITES:
                    if source != target:
                        sets = package(self.stores[source], self.stores[target], AUDIENCES)
                        take_in(self.stores[target], sets, self._actor(target))
        first = contents(self.stores["qu"])
        listed = self._listed("qu")
        for site in SITES[1:]:
            assert contents(self.stores[site]) == first
            assert self._listed(site) == listed
        for site in SITES:
            report = verify(self.stores[site])
            assert report.ok, [finding for finding in report.findings if not finding.ok]
        self._nothing_is_lost()

    def _listed(self, site):
        with self.stores[site].reader.connect() as connection:
            return sorted(
                (*found.key, tuple((claim.site, canonical(claim.value)) for claim in found.claims))
                for found in open_conflicts(connection)
            )

    def _nothing_is_lost(self):
        """Every value is shown, or was superseded by somebody who had seen it, or is listed."""
        written = []
        with self.stores["qu"].reader.connect() as connection:
            query = sa.select(change_line.c.text, change_set).join(
                change_set, change_set.c.arrival == change_line.c.arrival
            )
            for row in connection.execute(query):
                line = read_line(row.text)
                written += [(line.table, line.uid, name, value, row) for name, value in line.fields.items()]
            listed = {
                (*found.key, canonical(claim.value))
                for found in open_conflicts(connection)
                for claim in found.claims
            }
            shown = {
                (table, uid): dict(row._mapping)
                for table, record in (("test_card", CardRecord), ("test_visit", VisitRecord))
                for row in connection.execute(sa.select(record.__table__))
                for uid in [row.uid]
            }
        for table, uid, name, value, row in written:
            if name == DELETED:
                continue
            later = (
                other
                for t, u, n, _, other in written
                if (t, u) == (table, uid) and n in (name, DELETED) and other.arrival != row.arrival
            )
            if any(seen_by(other.vector).get(f"{row.site}/{row.audience}", 0) >= row.seq for other in later):
                continue
            there = shown.get((table, uid))
            assert there is not None, (table, uid, name, value)
            parts = value if isinstance(value, dict) else {name: value}
            if any(there[part] != wanted for part, wanted in parts.items()):
                assert (table, uid, name, canonical(value)) in listed, (table, uid, name, value)


@pytest.fixture(scope="module")
def templates(template_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("offices")
    clock = StandingClock(datetime(2026, 11, 23, tzinfo=UTC))
    for site in SITES:
        open_office(template_store, folder / site, clock, site=site).close()
    return folder


def test_offices_that_exchange_in_any_order_end_equal_and_nothing_is_lost(templates):
    Offices.templates = templates
    run_state_machine_as_test(
        Offices,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],
            database=None,
            derandomize="UNION_DESK_MERGE_RUNS" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
