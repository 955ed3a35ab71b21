from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from tests.store.samples import OTHER, CardRecord, NoteRecord, UnionRecord, VisitRecord, add_card, change_card
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.store.codec import read_line
from union_desk.store.database import Database
from union_desk.store.tables import change_line, change_set, head
from union_desk.store.verify import verify
from union_desk.store.work import guarded_tables

pytestmark = pytest.mark.on_server_too


def lines(database: Database) -> list[tuple[str, dict]]:
    with database.read() as session:
        texts = session.scalars(sa.select(change_line.c.text).order_by(change_line.c.number))
        return [(line.table, dict(line.fields)) for line in map(read_line, texts)]


def sets(database: Database) -> list[sa.Row]:
    with database.read() as session:
        return list(session.execute(sa.select(change_set).order_by(change_set.c.arrival)))


def test_a_work_is_kept_with_its_title_actor_and_reason(database, actor, clock):
    with database.write("收到申请", actor, reason="本人来访") as work:
        work.session.add(CardRecord(audience="BY", name="王芳"))
    (kept,) = sets(database)
    assert (kept.title, kept.user, kept.office, kept.reason) == ("收到申请", "王芳", "BY", "本人来访")
    assert (kept.site, kept.audience, kept.seq, kept.at) == (database.site, "BY", 1, clock.at)
    assert kept.work_uid == work.uid


def test_a_work_that_fails_leaves_nothing(database, actor):
    def fail() -> None:
        with database.write("收到申请", actor) as work:
            work.session.add(CardRecord(audience="BY", name="王芳"))
            work.session.flush()
            raise RuleBroken("出生日期在将来。", field="born_on")

    with pytest.raises(RuleBroken):
        fail()
    assert sets(database) == []
    with database.read() as session:
        assert session.scalars(sa.select(CardRecord)).all() == []


def test_what_was_flushed_several_times_is_one_line(database, actor):
    with database.write("录入", actor) as work:
        card = CardRecord(audience="BY", name="王")
        work.session.add(card)
        work.session.flush()
        card.name = "王芳"
        work.session.flush()
        card.phone = "13900000000"
    assert lines(database) == [("test_card", {"name": "王芳", "phone": "13900000000"})]


def test_what_came_and_went_in_one_work_is_not_logged(database, actor):
    with database.write("录入", actor) as work:
        card = CardRecord(audience="BY", name="王")
        work.session.add(card)
        work.session.flush()
        work.session.delete(card)
    assert sets(database) == []


def test_a_value_that_was_changed_back_is_not_logged(database, actor):
    uid = add_card(database, actor, name="王芳", income_fen=100)
    with database.write("修改", actor) as work:
        card = work.session.get_one(CardRecord, uid)
        card.name = "李"
        work.session.flush()
        card.name = "王芳"
    assert len(sets(database)) == 1


def test_one_part_of_a_group_logs_the_whole_group(database, actor):
    uid = add_card(database, actor, street="一号大街", house="3幢")
    change_card(database, actor, uid, house="5幢")
    assert lines(database)[-1] == ("test_card", {"address": {"street": "一号大街", "house": "5幢"}})


def test_a_reference_that_the_flush_sets_is_logged(database, actor):
    with database.write("录入", actor) as work:
        card = CardRecord(audience="BY", name="王芳")
        card.visits.append(VisitRecord(audience="BY", text="入户"))
        work.session.add(card)
    assert ("test_visit", {"card_uid": card.uid, "text": "入户"}) in lines(database)


def test_each_audience_has_a_stream_of_its_own(database, actor):
    with database.write("登记", actor) as work:
        work.session.add(CardRecord(audience="BY", name="王芳"))
        work.session.add(UnionRecord(audience="shared", title="白杨街道总工会"))
    add_card(database, OTHER, name="李强")
    add_card(database, actor, name="赵云")
    assert [(row.audience, row.seq) for row in sets(database)] == [
        ("shared", 1),
        ("BY", 1),
        ("XS", 1),
        ("BY", 2),
    ]
    first = sets(database)[:2]
    assert first[0].work_uid == first[1].work_uid


def test_a_vector_names_only_its_own_audience_and_what_is_shared(database, actor):
    with database.write("登记", actor) as work:
        work.session.add(UnionRecord(audience="shared", title="白杨街道总工会"))
    add_card(database, OTHER, name="李强")
    add_card(database, actor, name="王芳")
    add_card(database, actor, name="赵云")
    site = database.site
    assert sets(database)[-1].vector == f'{{"{site}/BY":1,"{site}/shared":1}}'


def test_the_logical_clock_never_goes_back(database, actor, clock):
    add_card(database, actor, name="王芳")
    clock.go_on(days=-400)
    add_card(database, actor, name="李强")
    clock.go_on(days=800)
    add_card(database, actor, name="赵云")
    ticks = [row.hlc for row in sets(database)]
    assert ticks == sorted(set(ticks))


def test_the_audience_of_a_row_never_changes(database, actor):
    uid = add_card(database, actor, name="王芳")
    with pytest.raises(RuntimeError, match="audience"):
        change_card(database, actor, uid, audience="XS")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE test_card SET name = 'x'",
        'update "test_card" set name = 1',
        "INSERT INTO test_card (uid, audience, row_version) VALUES ('1', 'BY', 1)",
        "INSERT OR REPLACE INTO main.test_card (uid) VALUES ('1')",
        "REPLACE INTO test_card (uid) VALUES ('1')",
        "DELETE FROM [test_card]",
        'DELETE FROM "main"."test_card"',
        "WITH old AS (SELECT uid FROM test_card) DELETE FROM test_card WHERE uid IN (SELECT uid FROM old)",
        "DELETE FROM change_set",
        "UPDATE change_line SET text = NULL",
        "DELETE FROM head",
        "DELETE FROM skey",
    ],
)
def test_a_change_past_the_log_is_refused(database, actor, statement):
    add_card(database, actor, name="王芳")
    with pytest.raises(RuntimeError, match="through a record"), database.write("绕过", actor) as work:
        work.session.execute(sa.text(statement))


def test_a_bulk_statement_of_the_mapper_is_refused(database, actor):
    add_card(database, actor, name="王芳")
    with pytest.raises(RuntimeError), database.write("绕过", actor) as work:
        work.session.execute(sa.update(CardRecord).values(name="李"))
    with pytest.raises(RuntimeError), database.write("绕过", actor) as work:
        work.session.execute(sa.insert(CardRecord), [{"uid": "1", "audience": "BY", "row_version": 1}])


def test_reading_is_not_taken_for_writing():
    assert guarded_tables("SELECT * FROM test_card WHERE name = ? ORDER BY name") == frozenset()
    assert guarded_tables("INSERT INTO a (b) VALUES (?) ON CONFLICT (b) DO UPDATE SET b = excluded.b") == {
        "a",
        "SET",
    }


def test_a_savepoint_is_refused(database, actor):
    with pytest.raises(RuntimeError), database.write("录入", actor) as work:
        work.session.begin_nested()


def test_a_reading_session_cannot_write(database):
    with database.read() as session:
        session.add(CardRecord(audience="BY"))
        with pytest.raises(RuntimeError):
            session.flush()
    with database.read() as session, pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.text("DELETE FROM test_note"))


def test_rows_of_this_store_alone_are_not_logged(database, actor):
    heard = []
    database.listeners.append(heard.append)
    with database.write("暂存草稿", actor) as work:
        note = NoteRecord(body="半份档案")
        work.session.add(note)
    with database.write("暂存草稿", actor) as work:
        work.insert_many(NoteRecord, [{"body": "甲"}, {"body": "乙"}])
    assert sets(database) == []
    assert [len(change.touched) for change in heard] == [1, 2]
    assert ("test_note", note.uid) in heard[0].touched


def test_listeners_hear_of_a_work_once_it_is_kept(database, actor):
    heard = []

    def listen(changed):
        with database.read() as session:
            heard.append(
                (changed.title, [session.get_one(CardRecord, uid).name for _, uid in changed.touched])
            )

    database.listeners.append(listen)
    add_card(database, actor, name="王芳")
    assert heard == [("新建卡片", ["王芳"])]


def test_a_listener_that_fails_does_not_look_like_a_failed_save(database, actor, caplog):
    def fail(_changed):
        raise ValueError("页面坏了")

    heard = []
    database.listeners += [fail, heard.append]
    add_card(database, actor, name="王芳")
    assert len(heard) == 1
    assert "页面坏了" in caplog.text


def test_two_saves_of_the_same_row_do_not_overwrite_each_other(database, actor):
    uid = add_card(database, actor, name="王芳")
    with database.read() as session:
        stale = session.get_one(CardRecord, uid)
    change_card(database, actor, uid, phone="1")
    with pytest.raises(RuleBroken, match="刚被改过"):
        save_over(database, actor, stale)


def save_over(database, actor, stale):
    with database.write("修改", actor) as work:
        work.session.add(stale)
        stale.phone = "2"


def test_works_of_several_threads_wait_for_each_other(database, actor):
    uid = add_card(database, actor, name="王芳", income_fen=0)

    def add_one():
        for _ in range(10):
            with database.write("加一", actor) as work:
                card = work.session.get_one(CardRecord, uid)
                card.income_fen = (card.income_fen or 0) + 1

    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.get_one(CardRecord, uid).income_fen == 40
    assert len(sets(database)) == 41


def test_a_work_within_a_work_is_a_mistake(database, actor):
    with pytest.raises(RuntimeError), database.write("外", actor), database.write("内", actor):
        pass
    add_card(database, actor, name="王芳")


def test_a_store_opened_for_reading_is_not_written(store_folder, database, actor):
    del database
    with Database.open(store_folder, bytes(range(32)), read_only=True) as beside:
        with pytest.raises(StoreProblem), beside.write("录入", actor):
            pass
        with beside.read() as session:
            assert session.scalars(sa.select(CardRecord)).all() == []


def test_many_rows_are_logged_like_single_ones(database, actor, monkeypatch):
    monkeypatch.setattr("union_desk.store.journal._BATCH", 50)
    rows = [{"audience": "BY", "name": f"王{i}", "street": "一号大街"} for i in range(120)]
    rows.append({"audience": "XS", "name": "李", "facts": {"来源": "导入"}})
    with database.write("导入", actor) as work:
        assert work.insert_many(CardRecord, iter(rows)) == 121
        extra = CardRecord(audience="BY", name="赵")
        work.session.add(extra)
    assert [(row.audience, row.lines) for row in sets(database)] == [("BY", 121), ("XS", 1)]
    assert lines(database)[0] == (
        "test_card",
        {"name": "王0", "address": {"street": "一号大街", "house": None}},
    )
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(head)) == 122
    assert verify(database).ok


def test_a_row_of_an_import_can_be_changed_in_the_same_work(database, actor):
    with database.write("导入", actor) as work:
        work.insert_many(CardRecord, [{"uid": "a1", "audience": "BY", "name": "王"}])
        work.session.get_one(CardRecord, "a1").name = "王芳"
    assert lines(database) == [("test_card", {"name": "王"}), ("test_card", {"name": "王芳"})]
    assert verify(database).ok


def test_an_import_with_an_unknown_column_is_refused_whole(database, actor):
    with pytest.raises(TypeError, match="nme"), database.write("导入", actor) as work:
        work.insert_many(CardRecord, [{"audience": "BY", "name": "王"}, {"audience": "BY", "nme": "李"}])
    assert sets(database) == []


def test_a_reference_to_nothing_is_refused_at_the_end(database, actor):
    with pytest.raises(sa.exc.IntegrityError), database.write("录入", actor) as work:
        work.session.add(VisitRecord(audience="BY", card_uid="nobody"))
    assert sets(database) == []
