from __future__ import annotations

from dataclasses import replace

import pytest

from union_desk.casework.print_log import FormPrinted, log_print, next_copies, next_copy, prints_of
from union_desk.casework.timeline import Subject, events_of
from union_desk.store.changes import accesses

pytestmark = pytest.mark.on_server_too

FILE = Subject("hardship_file", "file-1", "BY")
FORM = FormPrinted("hardship_file", "困难职工档案表", "KN-01 第1版", copies=3)


def test_copies_are_counted_over_all_prints_of_a_form(database, actor, clock):
    with database.write("打印", actor) as work:
        assert log_print(work, FILE, FORM, clock()) == 1
    clock.go_on(hours=1)
    with database.write("打印", actor) as work:
        assert (
            log_print(work, FILE, FormPrinted("hardship_file", "困难职工档案表", "1", "data"), clock()) == 4
        )
    with database.read() as session:
        assert next_copy(session, FILE, "hardship_file") == 5
        assert [(line.mode, line.first_copy) for line in prints_of(session, FILE.entity, FILE.uid)] == [
            ("data", 4),
            ("filled", 1),
        ]


def test_a_print_stands_on_the_timeline_and_in_the_access_log(database, actor, clock):
    with database.write("打印", actor) as work:
        log_print(work, FILE, FORM, clock())
    with database.read() as session:
        (event,) = events_of(session, FILE.entity, FILE.uid)
        (access,) = accesses(session, table=FILE.entity, uid=FILE.uid)
    assert event.text == "打印《困难职工档案表》3 份"
    assert not event.correctable
    assert (access.kind, access.actor) == ("print", "王芳")


def test_what_stands_on_the_paper_is_what_the_log_says(database, actor, clock):
    two = replace(FORM, copies=2, first_copies=(7,))
    with database.write("打印", actor) as work:
        assert log_print(work, FILE, two, clock(), two.first_copy(0)) == 7
        assert two.first_copy(1) is None
    with database.read() as session:
        (line,) = prints_of(session, FILE.entity, FILE.uid)
        (event,) = events_of(session, FILE.entity, FILE.uid)
        assert next_copies(session, FILE.entity, [FILE.uid, "file-2"], "hardship_file") == (9, 1)
    assert (line.first_copy, line.copies, line.printed_by) == (7, 2, "王芳")
    assert event.text == "打印《困难职工档案表》2 份（第 7–8 份）"


def test_two_who_print_at_once_both_keep_the_numbers_that_they_printed(database, actor, clock):
    for _window in range(2):
        with database.write("打印", actor) as work:
            log_print(work, FILE, FORM, clock(), 1)
    with database.read() as session:
        assert next_copy(session, FILE, "hardship_file") == 4


def test_a_file_that_was_written_is_told_apart_from_paper(database, actor, clock):
    with database.write("导出", actor) as work:
        log_print(work, FILE, replace(FORM, mode="data", copies=1, into_file=True), clock())
    with database.read() as session:
        (event,) = events_of(session, FILE.entity, FILE.uid)
    assert event.text == "导出《困难职工档案表》（仅数据）1 份"
