"""What two offices have written without knowing of each other comes together, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.store.offices import contents, give, open_office, package, person_of, take_in
from tests.store.samples import CardRecord, VisitRecord, add_card, change_card
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.store.codec import DELETED
from union_desk.store.conflicts import SETTLING, Decision, open_conflicts, settle
from union_desk.store.foreign import MissingSets
from union_desk.store.search_index import compare
from union_desk.store.undo import undo
from union_desk.store.verify import verify

BY, QU = person_of("BY"), person_of("QU")


@pytest.fixture
def offices(template_store, tmp_path, clock):
    """Open the stores of a street and of the district."""
    opened = [open_office(template_store, tmp_path / name, clock) for name in ("街道", "区")]
    yield opened
    for database in opened:
        database.close()


def card(database, uid):
    with database.read() as session:
        found = session.get(CardRecord, uid)
        if found is not None:
            session.expunge(found)
        return found


def conflicts(database):
    with database.reader.connect() as connection:
        return open_conflicts(connection)


def delete(database, actor, record, uid):
    with database.write("删除", actor) as work:
        work.session.delete(work.session.get_one(record, uid))


def exchange(one, other):
    give(one, other)
    give(other, one)


def assert_whole(*databases):
    for database in databases:
        report = verify(database)
        assert report.ok, [finding for finding in report.findings if not finding.ok]


def test_a_card_of_the_street_is_found_in_the_district(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="13800000000")
    merged = give(street, district)
    assert merged.sets == 1
    assert card(district, uid).name == "王小明"
    with district.reader.connect() as connection:
        assert compare(connection)[1] == []
    assert_whole(street, district)


def test_a_package_that_comes_twice_changes_nothing(offices):
    street, district = offices
    add_card(street, BY, name="王小明")
    sets = package(street)
    take_in(district, sets)
    before = contents(district)
    assert take_in(district, sets).sets == 0
    assert contents(district) == before
    assert_whole(district)


def test_different_fields_of_one_card_both_stay(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1", street="白杨", house="1幢")
    give(street, district)
    change_card(street, BY, uid, phone="2")
    change_card(district, QU, uid, house="3幢")
    exchange(street, district)
    for database in offices:
        found = card(database, uid)
        assert (found.phone, found.street, found.house) == ("2", "白杨", "3幢")
        assert conflicts(database) == []
    assert_whole(*offices)


def test_the_same_field_keeps_one_value_and_lists_both_until_somebody_decides(offices, clock):
    street, district = offices
    uid = add_card(street, BY, name="王小明", income_fen=200_000)
    give(street, district)
    clock.go_on(minutes=1)
    change_card(street, BY, uid, income_fen=180_000)
    clock.go_on(minutes=1)
    change_card(district, QU, uid, income_fen=250_000)
    exchange(street, district)
    assert contents(street) == contents(district)
    for database in offices:
        (found,) = conflicts(database)
        assert found.key == ("test_card", uid, "income_fen")
        assert [claim.value for claim in found.claims] == [250_000, 180_000]
        assert [claim.user for claim in found.claims] == ["QU的人", "BY的人"]
        assert found.original.value == 200_000
        assert card(database, uid).income_fen == 250_000
    with district.write("处理冲突", QU) as work:
        settle(work, [Decision("test_card", uid, "income_fen", 250_000)])
    assert conflicts(district) == []
    exchange(district, street)
    assert conflicts(street) == []
    assert contents(street) == contents(district)
    assert_whole(*offices)


def test_parts_of_a_field_group_are_never_mixed(offices):
    street, district = offices
    uid = add_card(street, BY, street="白杨", house="1幢")
    give(street, district)
    change_card(street, BY, uid, street="新雁")
    change_card(district, QU, uid, house="9幢")
    exchange(street, district)
    (found,) = conflicts(street)
    assert found.field == "address"
    assert {(claim.value["street"], claim.value["house"]) for claim in found.claims} == {
        ("新雁", "1幢"),
        ("白杨", "9幢"),
    }
    assert (card(street, uid).street, card(street, uid).house) in {("新雁", "1幢"), ("白杨", "9幢")}
    assert_whole(*offices)


def test_the_same_value_from_two_offices_is_no_conflict(offices):
    street, district = offices
    uid = add_card(street, BY, phone="1")
    give(street, district)
    change_card(street, BY, uid, phone="2")
    change_card(district, QU, uid, phone="2")
    exchange(street, district)
    assert conflicts(street) == conflicts(district) == []
    assert_whole(*offices)


def test_a_deletion_that_knew_everything_takes_the_card_away_everywhere(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    give(street, district)
    delete(district, QU, CardRecord, uid)
    give(district, street)
    assert card(street, uid) is None
    assert conflicts(street) == []
    assert_whole(*offices)


@pytest.mark.parametrize("goes", [True, False])
def test_a_deletion_against_a_change_keeps_the_card_and_asks(offices, goes):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    give(street, district)
    delete(district, QU, CardRecord, uid)
    change_card(street, BY, uid, phone="2")
    exchange(street, district)
    for database in offices:
        assert card(database, uid).phone == "2"
        (found,) = conflicts(database)
        assert (found.field, [claim.value for claim in found.claims]) == (DELETED, [False, True])
    assert_whole(*offices)
    with street.write("处理冲突", BY) as work:
        settle(work, [Decision("test_card", uid, DELETED, goes)])
    exchange(street, district)
    for database in offices:
        assert conflicts(database) == []
        assert (card(database, uid) is None) == goes
    assert_whole(*offices)


def test_a_deleted_card_stands_as_long_as_a_visit_points_to_it(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明")
    give(street, district)
    delete(district, QU, CardRecord, uid)
    with street.write("走访", BY) as work:
        visit = VisitRecord(audience="BY", card_uid=uid, text="在家")
        work.session.add(visit)
    exchange(street, district)
    assert contents(street) == contents(district)
    assert card(district, uid) is not None
    assert [found.field for found in conflicts(district)] == [DELETED]
    assert_whole(*offices)
    delete(street, BY, VisitRecord, visit.uid)
    assert card(street, uid) is None
    exchange(street, district)
    assert contents(street) == contents(district) == {}
    assert_whole(*offices)


def test_a_gap_is_refused_and_told(offices):
    street, district = offices
    first = add_card(street, BY, name="一")
    for name in ("二", "三"):
        add_card(street, BY, name=name)
    late = package(street)[2:]
    with pytest.raises(MissingSets) as refused:
        take_in(district, late)
    assert [(run.first, run.last) for run in refused.value.runs] == [(1, 2)]
    assert contents(district) == {}
    take_in(district, package(street))
    assert card(district, first) is not None
    assert_whole(district)


def test_what_was_written_after_something_unknown_is_refused(offices, template_store, tmp_path, clock):
    street, district = offices
    third = open_office(template_store, tmp_path / "三", clock)
    uid = add_card(street, BY, name="一")
    give(street, third)
    change_card(third, BY, uid, phone="2")
    own = [one for one in package(third) if one.site == third.site]
    with pytest.raises(MissingSets):
        take_in(district, own)
    assert contents(district) == {}
    third.close()


def test_a_forged_line_is_refused(offices):
    street, district = offices
    add_card(street, BY, name="王小明")
    import msgspec

    (one,) = package(street)
    line = one.body[0]
    forged = msgspec.structs.replace(
        one, body=[msgspec.structs.replace(line, text=line.text.replace("小", "大"))]
    )
    with pytest.raises(StoreProblem, match="第 1 号被改动过"):
        take_in(district, [forged])
    assert contents(district) == {}


def test_the_search_finds_what_came_and_no_longer_what_was_changed(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="13800000000")
    give(street, district)
    change_card(street, BY, uid, name="张大山")
    give(street, district)
    with district.reader.connect() as connection:
        assert compare(connection)[1] == []
    assert_whole(district)


def test_an_open_form_is_told_that_its_row_was_merged(offices):
    street, district = offices
    uid = add_card(street, BY, phone="1")
    give(street, district)
    version = card(district, uid).row_version
    change_card(street, BY, uid, phone="2")
    give(street, district)
    assert card(district, uid).row_version == version + 1


def test_destruction_travels_and_blanks_there_too(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    change_card(street, BY, uid, phone="2")
    give(street, district)
    change_card(district, QU, uid, phone="3")
    exchange(district, street)
    with street.write("销毁", BY) as work:
        work.destroy({("test_card", uid): None})
    exchange(street, district)
    for database in offices:
        assert card(database, uid) is None
        raw = database.folder.joinpath("store.db").read_bytes()
        assert raw
        with database.reader.connect() as connection:
            texts = connection.exec_driver_sql("SELECT group_concat(text) FROM change_line").scalar()
        assert "王小明" not in texts
    assert contents(street) == contents(district)
    assert_whole(*offices)


def test_a_new_office_takes_what_was_destroyed_as_blank(offices, template_store, tmp_path, clock):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    other = add_card(street, BY, name="李芳")
    with street.write("说明", BY, reason="因为王小明") as work:
        work.session.get_one(CardRecord, uid).phone = "5"
    with street.write("销毁", BY) as work:
        work.destroy({("test_card", uid): None})
    give(street, district)
    assert card(district, uid) is None
    assert card(district, other).name == "李芳"
    assert_whole(*offices)


def test_a_merge_is_taken_back_as_a_whole_and_can_be_taken_in_again(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    gone = add_card(street, BY, name="李芳")
    give(street, district)
    change_card(district, QU, uid, income_fen=5)
    before = contents(district)
    change_card(street, BY, uid, phone="2", income_fen=7)
    delete(street, BY, CardRecord, gone)
    add_card(street, BY, name="赵六")
    merged = give(street, district)
    after = contents(district)
    assert len(conflicts(district)) == 1
    with district.write("退回数据包", QU) as work:
        work.part(merged.first, merged.last)
    assert contents(district) == before
    assert conflicts(district) == []
    assert_whole(district)
    give(street, district)
    assert contents(district) == after
    assert_whole(district)


def test_a_merge_that_was_built_on_is_not_taken_back(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    merged = give(street, district)
    change_card(district, QU, uid, phone="2")
    with pytest.raises(RuleBroken, match="继续工作"), district.write("退回", QU) as work:
        work.part(merged.first, merged.last)
    assert card(district, uid).phone == "2"
    assert_whole(district)


def test_of_two_packages_the_later_goes_back_first(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    first = give(street, district)
    change_card(street, BY, uid, phone="2")
    second = give(street, district)
    with pytest.raises(RuleBroken, match="先退回后面的"), district.write("退回", QU) as work:
        work.part(first.first, first.last)
    for merged in (second, first):
        with district.write("退回", QU) as work:
            work.part(merged.first, merged.last)
        assert_whole(district)
    assert contents(district) == {}


def test_many_conflicts_are_settled_in_one_work(offices):
    street, district = offices
    uids = [add_card(street, BY, name=f"人{number}", phone="1") for number in range(5)]
    give(street, district)
    for uid in uids:
        change_card(street, BY, uid, phone="2")
        change_card(district, QU, uid, phone="3")
    exchange(street, district)
    with district.write("处理冲突", QU) as work:
        settle(work, [Decision("test_card", uid, "phone", "1") for uid in uids])
    exchange(street, district)
    assert conflicts(street) == conflicts(district) == []
    assert {card(street, uid).phone for uid in uids} == {"1"}
    assert_whole(*offices)


def test_a_card_that_others_use_is_not_let_go(offices):
    street, district = offices
    uid = add_card(street, BY, name="王小明")
    give(street, district)
    delete(district, QU, CardRecord, uid)
    with street.write("走访", BY) as work:
        work.session.add(VisitRecord(audience="BY", card_uid=uid, text="在家"))
    exchange(street, district)
    with pytest.raises(RuleBroken, match="还在用"), street.write("处理冲突", BY) as work:
        settle(work, [Decision("test_card", uid, DELETED, value=True)])
    with street.write("处理冲突", BY) as work:
        settle(work, [Decision("test_card", uid, DELETED, value=False)])
    exchange(street, district)
    assert conflicts(street) == conflicts(district) == []
    assert_whole(*offices)


@pytest.mark.parametrize("value", ["1", "2", "3"])
def test_a_settlement_that_is_undone_leaves_the_conflict_open_again(offices, clock, value):
    street, district = offices
    uid = add_card(street, BY, name="王小明", phone="1")
    give(street, district)
    clock.go_on(minutes=1)
    change_card(street, BY, uid, phone="2")
    clock.go_on(minutes=1)
    change_card(district, QU, uid, phone="3")
    exchange(street, district)
    before = conflicts(district)
    with district.write(SETTLING, QU) as work:
        settle(work, [Decision("test_card", uid, "phone", value)])
    assert conflicts(district) == []
    undo(district, work.uid, QU)
    assert conflicts(district) == before
    assert card(district, uid).phone == "3"
    exchange(district, street)
    assert conflicts(street) == before
    with street.write(SETTLING, BY) as work:
        settle(work, [Decision("test_card", uid, "phone", value)])
    exchange(street, district)
    assert conflicts(street) == conflicts(district) == []
    assert_whole(*offices)


def test_a_kept_card_is_asked_about_again_when_that_is_undone(offices):
    street, district = offices
    uid = add_card(street, BY, phone="1")
    give(street, district)
    delete(district, QU, CardRecord, uid)
    change_card(street, BY, uid, phone="2")
    exchange(street, district)
    before = conflicts(street)
    with street.write(SETTLING, BY) as work:
        settle(work, [Decision("test_card", uid, DELETED, value=False)])
    assert conflicts(street) == []
    undo(street, work.uid, BY)
    assert conflicts(street) == before
    assert_whole(*offices)


def test_a_program_that_is_killed_in_the_middle_of_a_merge_has_taken_in_nothing(offices):
    street, district = offices
    add_card(street, BY, name="王小明")
    sets = package(street)

    class Killed(BaseException):
        pass

    def die_in_the_middle():
        with district.write("收入", QU) as work:
            work.absorb(sets)
            raise Killed

    with pytest.raises(Killed):
        die_in_the_middle()
    assert contents(district) == {}
    assert_whole(district)
    assert take_in(district, sets).sets == 1
