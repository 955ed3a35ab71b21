"""Half forms are written in order by a thread of their own, and put together with a changed record."""

from __future__ import annotations

import threading

import pytest

from union_desk.casework.draft_merge import changed_from, stamp_of, three_way
from union_desk.casework.draft_queue import DraftQueue
from union_desk.casework.drafts import DraftBox
from union_desk.casework.values import Draft
from union_desk.core.errors import StoreProblem


class Disk:
    """A real box of drafts behind a door that can be shut, or refuse."""

    def __init__(self, box):
        self.box, self.open, self.full = box, threading.Event(), False
        self.open.set()
        self.written = []

    def keep(self, draft):
        self.open.wait(5)
        if self.full:
            raise StoreProblem("磁盘已满，这次没有保存。")
        self.written.append(draft.title)
        self.box.keep(draft)

    def forget(self, area, key):
        self.open.wait(5)
        self.written.append("forgotten")
        self.box.forget(area, key)

    def find(self, area, key):
        return self.box.find(area, key)

    def all(self):
        return self.box.all()


@pytest.fixture
def disk(database, actor, clock):
    return Disk(DraftBox(database, actor, clock))


@pytest.fixture
def queue(disk, clock):
    queue = DraftQueue(disk, clock)
    yield queue
    disk.open.set()
    queue.close()


def half(title, key="f1"):
    return Draft("hardship", key, title, {"name": title})


def test_typing_never_waits_and_only_the_newest_words_are_written(queue, disk):
    disk.open.clear()
    queue.keep(half("第一", key="other"))
    for number in range(50):
        queue.keep(half(f"王{number}"))
    assert queue.find("hardship", "f1").title == "王49"
    assert {draft.title for draft in queue.all()} == {"第一", "王49"}
    disk.open.set()
    assert queue.flush()
    assert disk.written == ["第一", "王49"]
    assert disk.box.find("hardship", "f1").values == {"name": "王49"}


def test_what_was_forgotten_after_it_was_kept_stays_forgotten(queue, disk):
    disk.open.clear()
    queue.keep(half("王"))
    queue.forget("hardship", "f1")
    assert queue.find("hardship", "f1") is None
    assert queue.all() == ()
    disk.open.set()
    queue.flush()
    assert disk.box.all() == ()


def test_a_full_disk_is_told_and_what_waits_is_written_once_there_is_room(disk, clock):
    told, both = [], threading.Event()

    def tell(problem):
        told.append(problem)
        if problem is None:
            both.set()

    queue = DraftQueue(disk, clock)
    queue.tell(tell)
    disk.full = True
    queue.keep(half("王"))
    assert not queue.flush()
    assert queue.find("hardship", "f1").title == "王"
    disk.full = False
    queue.keep(half("王芳"))
    assert both.wait(5)
    assert isinstance(told[0], StoreProblem)
    assert told[-1] is None
    assert queue.close()
    assert disk.box.find("hardship", "f1").title == "王芳"


def test_a_flush_tries_once_more_where_the_disk_was_full(queue, disk):
    disk.full = True
    queue.keep(half("王"))
    assert not queue.flush()
    assert not queue.flush()
    disk.full = False
    assert queue.flush()
    assert disk.box.find("hardship", "f1").title == "王"


def test_closing_writes_what_waits(disk, clock):
    queue = DraftQueue(disk, clock)
    for number in range(20):
        queue.keep(half("王", key=f"f{number}"))
    assert queue.close()
    assert len(disk.box.all()) == 20


BASE = {
    "name": "王芳",
    "wage": "100",
    "members": [{"uid": "a", "age": 1}, {"uid": "b", "age": 2}],
    "means": {},
}


def met(mine, now):
    return three_way(changed_from(BASE, mine), mine, now)


def test_what_one_side_changed_is_taken_from_that_side():
    found = met({**BASE, "name": "王芳菲"}, {**BASE, "wage": "200"})
    assert found.values == {**BASE, "name": "王芳菲", "wage": "200"}
    assert found.both == ()


def test_where_both_wrote_the_typed_words_stand_and_it_is_told():
    found = met({**BASE, "wage": "150"}, {**BASE, "wage": "200"})
    assert found.values["wage"] == "150"
    assert found.both == ("wage",)


def test_rows_are_put_together_one_by_one():
    mine = {**BASE, "members": [{"uid": "a", "age": 7}, {"uid": "b", "age": 2}, {"uid": "new", "age": 3}]}
    now = {**BASE, "members": [{"uid": "a", "age": 1}, {"uid": "b", "age": 9}, {"uid": "theirs", "age": 4}]}
    found = met(mine, now)
    assert found.values["members"] == [
        {"uid": "a", "age": 7},
        {"uid": "b", "age": 9},
        {"uid": "new", "age": 3},
        {"uid": "theirs", "age": 4},
    ]
    assert found.both == ()


def test_a_row_taken_out_here_and_written_into_there_comes_back_and_is_told():
    mine = {**BASE, "members": [{"uid": "b", "age": 2}]}
    now = {**BASE, "members": [{"uid": "a", "age": 5}, {"uid": "b", "age": 2}]}
    found = met(mine, now)
    assert {"uid": "a", "age": 5} in found.values["members"]
    assert found.both == ("members.1",)


def test_a_row_taken_out_by_one_side_alone_stays_out():
    gone = {**BASE, "members": [{"uid": "b", "age": 2}]}
    assert met(gone, BASE).values["members"] == gone["members"]
    assert met({**BASE, "wage": "1"}, gone).values["members"] == gone["members"]


def test_the_same_words_have_the_same_stamp():
    assert stamp_of(BASE) == stamp_of(dict(reversed(BASE.items())))
    assert stamp_of(BASE) != stamp_of({**BASE, "wage": "101"})
