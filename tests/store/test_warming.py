from __future__ import annotations

import sqlalchemy as sa

from tests.store.samples import CardRecord
from union_desk.store import warming
from union_desk.store.warming import is_worth_warming, warm_up


def fill(database, actor):
    rows = [{"audience": "BY", "name": f"王{number}"} for number in range(300)]
    with database.write("导入", actor) as work:
        work.insert_many(CardRecord, rows)


def test_all_that_screens_look_into_is_read_once(database, actor):
    fill(database, actor)
    with database.read() as session:
        kinds = "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'index') AND tbl_name NOT IN"
        log = "('change_set', 'change_line', 'head', 'stream')"
        there = session.scalar(sa.text(f"{kinds} {log}"))
    assert warm_up(database, lambda: False, even_if_read=True) == there


def test_a_file_that_memory_holds_is_left_alone(database, actor, monkeypatch):
    fill(database, actor)
    monkeypatch.setattr(warming, "_FROM_DISK", 60.0)
    assert warm_up(database, lambda: False) == 0
    monkeypatch.setattr(warming, "_FROM_DISK", 0.0)
    assert warm_up(database, lambda: False) > 10


def test_reading_ahead_stops_when_the_store_is_left(database, actor, monkeypatch):
    fill(database, actor)
    monkeypatch.setattr(warming, "_SLICE", 1)
    asked = []

    def cancelled():
        asked.append(len(asked))
        return len(asked) > 5

    assert warm_up(database, cancelled, even_if_read=True) <= 1
    assert len(asked) <= 7


def test_one_may_save_while_it_is_read(database, actor, monkeypatch):
    fill(database, actor)
    monkeypatch.setattr(warming, "_SLICE", 200)
    saved = []

    def save():
        if not saved:
            saved.append(1)
            fill(database, actor)
        return False

    assert warm_up(database, save, even_if_read=True) > 10
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CardRecord)) == 600


def test_only_a_large_file_of_this_pc_is_read_ahead(database, monkeypatch):
    assert not is_worth_warming(database)
    monkeypatch.setattr(warming, "_WORTH_IT", 1000)
    assert is_worth_warming(database)
