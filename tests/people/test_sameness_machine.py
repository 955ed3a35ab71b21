"""Joins, partings and noes in any order: together is what the standing joins connect, and no card changes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.records import PersonRecord
from union_desk.people.service import Sameness
from union_desk.store.database import Database
from union_desk.store.verify import verify

DISTRICT = Actor("虞一", "QJ", "district", frozenset({Role.HANDLE}))
CARDS = 4
PAIRS = list(combinations(range(CARDS), 2))
PAIR = st.sampled_from(PAIRS)


class Decisions(RuleBasedStateMachine):
    """Keeps beside the store what it should hold: the verdict of each pair."""

    @initialize()
    def begin(self):
        self.open = ExitStack()
        folder = Path(self.open.enter_context(TemporaryDirectory()))
        self.now = datetime(2026, 11, 23, tzinfo=UTC)
        self.database = self.open.enter_context(
            Database.create(folder / "store", bytes(32), clock=lambda: self.now)
        )
        self.sameness = Sameness(self.database, lambda: self.now)
        with self.database.write("保存", DISTRICT) as work:
            rows = [PersonRecord(audience=office, name="王芳") for office in ("BY", "XS", "district", "BY")]
            work.session.add_all(rows)
            self.cards = [row.uid for row in rows]
        self.said: dict[tuple[int, int], Verdict] = {}
        self.works: list[tuple[str, dict[tuple[int, int], Verdict]]] = []

    @rule(pair=PAIR, verdict=st.sampled_from([Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT, Verdict.LATER]))
    def judge(self, pair, verdict):
        self.now += timedelta(hours=1)
        before = dict(self.said)
        cards = (self.cards[pair[0]], self.cards[pair[1]])
        try:
            work = self.sameness.judge(DISTRICT, Entity.PERSON, cards, verdict)
        except RuleBroken:
            ones, others = self.group(pair[0]), self.group(pair[1])
            noes = [each for each, held in self.said.items() if held is Verdict.DIFFERENT and each != pair]
            across = [each for each in noes if (each[0] in ones) != (each[1] in ones)]
            assert verdict is Verdict.SAME
            assert pair[1] in ones or any(set(each) <= ones | others for each in across)
            return
        self.said[pair] = verdict
        self.works.append((work, before))

    @rule(pair=PAIR)
    def part(self, pair):
        self.now += timedelta(days=40)
        view = self.sameness.pair(DISTRICT, Entity.PERSON, self.cards[pair[0]], self.cards[pair[1]])
        assert (view.row.verdict is Verdict.OPEN) == (pair not in self.said)
        if view.row.link_uid:
            self.sameness.part(DISTRICT, view.row.link_uid, "核对过")
            del self.said[pair]
            self.works.clear()

    @rule()
    def take_back(self):
        if self.works:
            work, before = self.works.pop()
            self.sameness.undo(DISTRICT, work)
            self.said = before

    @invariant()
    def together_is_what_the_joins_connect(self):
        for place, uid in enumerate(self.cards):
            others = self.sameness.joined_with(DISTRICT, Entity.PERSON, uid)
            assert {self.cards.index(each) for each in others} == self.group(place) - {place}

    @invariant()
    def no_card_was_changed(self):
        with self.database.read() as session:
            assert {session.get_one(PersonRecord, uid).row_version for uid in self.cards} == {1}

    def teardown(self):
        if hasattr(self, "open"):
            assert verify(self.database).ok
            self.open.close()

    def group(self, place: int) -> set[int]:
        joins = [pair for pair, verdict in self.said.items() if verdict is Verdict.SAME]
        return connected(place, joins)


def connected(place: int, joins: Iterable[tuple[int, int]]) -> set[int]:
    found, joins = {place}, list(joins)
    for _round in joins:
        found |= {each for pair in joins if found & set(pair) for each in pair}
    return found


TestDecisions = Decisions.TestCase
TestDecisions.settings = settings(
    max_examples=5, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
