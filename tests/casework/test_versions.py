from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version, in_force, standing_of
from union_desk.casework.versions import enter_version, versions_of, withdraw_version
from union_desk.core.errors import RuleBroken
from union_desk.store.changes import history_of

pytestmark = pytest.mark.on_server_too

DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def version(number: int, on: date, *, withdrawn: bool = False) -> Version:
    return Version(
        f"v{number}",
        "x",
        number,
        {},
        Entry(on),
        entered_at=AT + timedelta(minutes=number),
        withdrawn_at=AT if withdrawn else None,
    )


days = st.integers(0, 40).map(lambda days: DAY + timedelta(days=days))
entered = st.lists(st.tuples(days, st.booleans()), max_size=8).map(
    lambda rows: [version(n, on, withdrawn=gone) for n, (on, gone) in enumerate(rows, 1)]
)


@given(entered, days)
def test_the_version_of_a_day_is_the_latest_that_had_begun_and_was_not_withdrawn(versions, on):
    found = in_force(versions, on)
    begun = [each for each in versions if each.entry.from_on <= on and not each.withdrawn]
    if not begun:
        assert found is None
        return
    assert found in begun
    assert all((each.entry.from_on, each.number) <= (found.entry.from_on, found.number) for each in begun)


@given(entered, days)
def test_what_is_entered_later_never_changes_an_earlier_day(versions, on):
    later = version(99, on + timedelta(days=1))
    assert in_force([*versions, later], on) == in_force(versions, on)


def test_of_two_versions_of_one_day_the_one_entered_later_applies():
    first, second = version(1, DAY), version(2, DAY)
    assert in_force([second, first], DAY) == second
    assert [standing_of(each, [first, second], DAY) for each in (first, second)] == ["被取代", "现行"]


def test_an_offices_own_version_goes_before_a_shipped_one_that_began_later():
    shipped = Version("", "x", 0, {}, Entry(DAY + timedelta(days=5)))
    own = version(1, DAY)
    assert in_force([shipped, own], DAY + timedelta(days=9)) == own
    assert in_force([shipped], DAY) is None


@pytest.mark.parametrize(
    ("on", "standing"), [(DAY - timedelta(days=1), "将来"), (DAY, "现行"), (date(2027, 1, 1), "已过")]
)
def test_a_version_has_its_time(on, standing):
    versions = [version(1, DAY), version(2, date(2026, 6, 1))]
    assert standing_of(versions[0], versions, on) == standing


def test_a_version_is_numbered_kept_and_told_with_who_and_why(database, actor, clock):
    with database.write("录入", actor) as work:
        enter_version(work, "wording", "a", Entry(DAY, " 某某〔2026〕1号 ", "改法"), {"text": "一"})
        enter_version(work, "wording", "b", Entry(DAY, "", "另一段"), {"text": "二"})
        enter_version(work, "wording", "a", Entry(DAY, "", "再改"), {"text": "三"})
    with database.read() as session:
        last, first = versions_of(session, "wording", "a")
    assert (first.number, last.number) == (1, 2)
    assert first.entry == Entry(DAY, "某某〔2026〕1号", "改法")
    assert (first.entered_by, first.entered_at) == ("王芳", clock())
    assert last.body == {"text": "三"}


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(DAY), "doc_no"),
        (Entry(DAY, " ", "\u0000"), "doc_no"),
        (Entry(date(206, 1, 1), "1号"), "from_on"),
        (Entry(DAY, "", "长" * 201), "reason"),
    ],
)
def test_a_version_without_a_day_or_a_source_is_refused(database, actor, entry, field):
    with pytest.raises(RuleBroken) as refused, database.write("录入", actor) as work:
        enter_version(work, "wording", "a", entry, {})
    assert refused.value.field == field


def test_a_withdrawn_version_counts_for_no_day_but_stays_readable(database, actor):
    with database.write("录入", actor) as work:
        uid = enter_version(work, "wording", "a", Entry(DAY, "1号"), {"text": "一"}).uid
    with pytest.raises(RuleBroken, match="理由"), database.write("作废", actor) as work:
        withdraw_version(work, OfficeVersionRecord, uid, " ", lambda *_: 0)
    with pytest.raises(RuleBroken, match="已有 2 份"), database.write("作废", actor) as work:
        withdraw_version(work, OfficeVersionRecord, uid, "录错", lambda *_: 2)
    with database.write("作废", actor) as work:
        withdraw_version(work, OfficeVersionRecord, uid, "录错", lambda *_: 0)
    with pytest.raises(RuleBroken, match="已经作废"), database.write("作废", actor) as work:
        withdraw_version(work, OfficeVersionRecord, uid, "录错", lambda *_: 0)
    with database.read() as session:
        (found,) = versions_of(session, "wording", "a")
        logged = {change.field for change in history_of(session, "office_version", uid)}
    assert in_force([found], DAY) is None
    assert (found.withdrawn_by, found.withdrawn_why, found.body) == ("王芳", "录错", {"text": "一"})
    assert {"from_on", "body", "withdrawn_why"} <= logged
