from __future__ import annotations

from union_desk.casework.print_log import FormPrinted, log_print, next_copy, prints_of
from union_desk.casework.timeline import Subject, events_of
from union_desk.store.changes import accesses

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
