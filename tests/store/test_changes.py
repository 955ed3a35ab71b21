from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import OTHER, CardRecord, UnionRecord, VisitRecord, add_card, change_card
from union_desk.core.errors import RuleBroken
from union_desk.store.changes import ChangeKind, accesses, history_of, works
from union_desk.store.tables import change_line
from union_desk.store.undo import undo
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too


def card(database, uid):
    with database.read() as session:
        return session.get(CardRecord, uid)


def test_the_history_says_who_changed_what_from_what_to_what(database, actor, clock):
    uid = add_card(database, actor, name="王芳", born_on=date(1980, 1, 2))
    clock.go_on(days=1)
    with database.write("更正生日", OTHER, reason="身份证核对") as work:
        work.session.get_one(CardRecord, uid).born_on = date(1980, 2, 1)
    with database.read() as session:
        history = history_of(session, "test_card", uid)
    assert [(item.kind, item.field, item.before, item.after) for item in history] == [
        (ChangeKind.CREATED, "born_on", None, date(1980, 1, 2)),
        (ChangeKind.CREATED, "name", None, "王芳"),
        (ChangeKind.CHANGED, "born_on", date(1980, 1, 2), date(1980, 2, 1)),
    ]
    last = history[-1]
    assert (last.actor, last.office, last.title, last.reason) == ("李强", "XS", "更正生日", "身份证核对")
    assert (last.at, last.work_uid) == (clock.at, work.uid)


def test_the_history_tells_the_parts_of_a_group_one_by_one(database, actor):
    uid = add_card(database, actor, street="一号大街", house="3幢")
    change_card(database, actor, uid, house="5幢")
    with database.read() as session:
        last = history_of(session, "test_card", uid)[-1]
    assert (last.field, last.before, last.after) == ("house", "3幢", "5幢")


def test_removal_and_return_are_in_the_history(database, actor):
    uid = add_card(database, actor, name="王芳")
    with database.write("删除", actor) as work:
        work.session.delete(work.session.get_one(CardRecord, uid))
    undo(database, work.uid, actor)
    with database.read() as session:
        kinds = [item.kind for item in history_of(session, "test_card", uid)]
    assert kinds == [ChangeKind.CREATED, ChangeKind.REMOVED, ChangeKind.RESTORED]


def test_looking_at_a_number_is_logged_without_a_change(database, actor):
    uid = add_card(database, OTHER, name="李强", id_no="110105194912310021")
    with database.write("显示身份证号", actor) as work:
        work.note_access("read", "test_card", uid, "身份证号")
    with database.read() as session:
        (look,) = accesses(session, table="test_card", uid=uid)
        assert (look.actor, look.kind, look.text, look.uid) == ("王芳", "read", "身份证号", uid)
        assert history_of(session, "test_card", uid)[-1].kind is ChangeKind.ACCESSED
        newest = works(session)[0]
        assert newest.audiences == ("XS",)
    assert verify(database).ok


def test_the_works_are_listed_the_newest_first(database, actor):
    uid = add_card(database, actor, name="王芳")
    change_card(database, actor, uid, phone="1")
    add_card(database, OTHER, name="李强")
    with database.read() as session:
        assert [item.title for item in works(session)] == ["新建卡片", "修改卡片", "新建卡片"]
        assert [item.title for item in works(session, limit=1)] == ["新建卡片"]
        assert [item.title for item in works(session, rows=[("test_card", uid)])] == ["修改卡片", "新建卡片"]
        assert works(session, rows=[("test_card", "nobody")]) == []


def test_undo_puts_values_back_and_is_a_work_itself(database, actor):
    uid = add_card(database, actor, name="王芳", street="一号大街", house="3幢", born_on=date(1980, 1, 2))
    done = change_card(database, actor, uid, name="王方", house="5幢", born_on=None, phone="1")
    undone = undo(database, done, actor)
    after = card(database, uid)
    assert (after.name, after.street, after.house) == ("王芳", "一号大街", "3幢")
    assert (after.born_on, after.phone) == (date(1980, 1, 2), None)
    with database.read() as session:
        newest, undone_work, _ = works(session)
    assert (newest.title, newest.undoes, newest.uid) == ("撤销：修改卡片", done, undone)
    assert undone_work.undone_by == undone
    assert verify(database).ok


def test_an_undo_can_be_undone(database, actor):
    uid = add_card(database, actor, name="王芳")
    done = change_card(database, actor, uid, name="王方")
    for _ in range(3):
        done = undo(database, done, actor)
    with database.read() as session:
        titles = [item.title for item in works(session, limit=3)]
    assert titles == ["撤销：修改卡片", "重做：修改卡片", "撤销：修改卡片"]
    undo(database, done, actor)
    assert card(database, uid).name == "王方"


def test_a_row_that_was_empty_stays_when_its_first_change_is_undone(database, actor):
    uid = add_card(database, actor)
    undo(database, change_card(database, actor, uid, name="王芳"), actor)
    assert card(database, uid).name is None
    assert verify(database).ok


def test_undo_removes_what_the_work_made_in_all_audiences(database, actor):
    with database.write("登记", actor) as work:
        made = CardRecord(audience="BY", name="王芳", visits=[VisitRecord(audience="BY", text="入户")])
        union = UnionRecord(audience="shared", title="白杨街道总工会")
        work.session.add_all([made, union])
    undo(database, work.uid, actor)
    with database.read() as session:
        for record in (CardRecord, VisitRecord, UnionRecord):
            assert session.scalars(sa.select(record)).all() == []
    assert verify(database).ok


def test_undo_brings_back_what_the_work_removed(database, actor):
    uid = add_card(database, actor, name="王芳", facts={"a": 1})
    change_card(database, actor, uid, phone="13900000000")
    with database.write("删除", actor) as work:
        work.session.delete(work.session.get_one(CardRecord, uid))
    undo(database, work.uid, actor)
    back = card(database, uid)
    assert (back.name, back.phone, back.facts, back.audience) == ("王芳", "13900000000", {"a": 1}, "BY")
    assert verify(database).ok


def test_undo_is_refused_when_the_same_field_was_changed_later(database, actor):
    uid = add_card(database, actor, name="王芳")
    done = change_card(database, actor, uid, name="王方")
    change_card(database, actor, uid, name="汪芳")
    with pytest.raises(RuleBroken, match="又有别的改动"):
        undo(database, done, actor)
    assert card(database, uid).name == "汪芳"


def test_undo_leaves_what_was_changed_later_in_other_fields(database, actor):
    uid = add_card(database, actor, name="王芳")
    done = change_card(database, actor, uid, name="王方")
    change_card(database, actor, uid, phone="1")
    undo(database, done, actor)
    assert (card(database, uid).name, card(database, uid).phone) == ("王芳", "1")


def test_undo_twice_is_refused(database, actor):
    uid = add_card(database, actor, name="王芳")
    done = change_card(database, actor, uid, name="王方")
    undo(database, done, actor)
    with pytest.raises(RuleBroken):
        undo(database, done, actor)


def test_undo_of_a_new_row_is_refused_once_something_points_to_it(database, actor):
    with database.write("新建卡片", actor) as work:
        made = CardRecord(audience="BY", name="王芳")
        work.session.add(made)
    with database.write("走访", actor) as later:
        later.session.add(VisitRecord(audience="BY", card_uid=made.uid))
    with pytest.raises(RuleBroken, match="已经用到"):
        undo(database, work.uid, actor)
    assert card(database, made.uid) is not None


def test_undo_of_a_new_row_is_refused_once_it_was_changed(database, actor):
    with database.write("新建卡片", actor) as work:
        made = CardRecord(audience="BY", name="王芳")
        work.session.add(made)
    change_card(database, actor, made.uid, phone="1")
    with pytest.raises(RuleBroken, match="又有别的改动"):
        undo(database, work.uid, actor)


def test_a_number_once_given_is_not_taken_back(database, actor):
    uid = add_card(database, actor, name="王芳", last_number=30)
    done = change_card(database, actor, uid, name="王方", last_number=31)
    change_card(database, actor, uid, last_number=32)
    undo(database, done, actor)
    assert (card(database, uid).name, card(database, uid).last_number) == ("王芳", 32)


def test_there_is_nothing_to_undo_in_a_look(database, actor):
    with database.write("打印", actor) as work:
        work.note_access("print", "test_card", "nobody", "档案表")
    with pytest.raises(RuleBroken, match="没有改动"):
        undo(database, work.uid, actor)
    with pytest.raises(RuleBroken, match="没有找到"):
        undo(database, "nothing", actor)


def test_lines_never_hold_a_value_in_the_clear_of_the_file(database, store_folder, actor):
    add_card(database, actor, name="王芳", id_no="110105194912310021")
    with database.read() as session:
        assert "110105194912310021" in str(session.scalar(sa.select(change_line.c.text)))
    for path in store_folder.glob("store.db*"):
        assert b"110105194912310021" not in path.read_bytes() or path.suffix == ".db-shm"


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
        "born_on": st.none() | st.dates(),
        "street": st.none() | st.sampled_from(["一号大街", "二号大街"]),
        "house": st.none() | st.sampled_from(["1幢", "2幢"]),
        "income_fen": st.none() | st.integers(0, 2**53),
        "facts": st.none() | st.dictionaries(st.sampled_from("甲乙"), st.integers() | st.booleans()),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, min_size=1, max_size=5))
def test_undoing_every_work_in_turn_leads_back_through_every_state(database, actor, steps):
    uid = add_card(database, actor)
    states, done = [_state(database, uid)], []
    for step in steps:
        work_uid = change_card(database, actor, uid, **step)
        after = _state(database, uid)
        if after != states[-1]:
            states.append(after)
            done.append(work_uid)
    for work_uid in reversed(done):
        assert _state(database, uid) == states.pop()
        undo(database, work_uid, actor)
    assert _state(database, uid) == states.pop()
    assert verify(database).ok


def _state(database, uid):
    found = card(database, uid)
    names = [column.key for column in sa.inspect(CardRecord).column_attrs if column.key != "row_version"]
    return {name: getattr(found, name) for name in names}
