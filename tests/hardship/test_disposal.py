"""Ten years after closing files are listed, approved and destroyed, and nothing of the persons is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from tests.hardship.test_household import WARM, enter, merge, with_member
from tests.hardship.test_life import APPLIED, HELP, Road
from union_desk.assistance.records import GrantRecord
from union_desk.casework.drafts import DraftBox
from union_desk.casework.last_destruction import destroyed_at
from union_desk.casework.print_log import FormPrinted
from union_desk.casework.values import Draft
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.hardship.records import HardshipFileRecord, StepRecord
from union_desk.hardship.service.disposal import Disposal
from union_desk.hardship.values import Exit, FileFilter
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES
from union_desk.store.changes import works
from union_desk.store.records import Record
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too

D = date
LISTER, APPROVER, SUPERVISOR = (
    Actor(name, "QJ", "district", SOLE_ROLES) for name in ("周明", "吴局", "郑监")
)
LATER = datetime(2036, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def disposal(service, database, clock) -> Disposal:
    del service
    return Disposal(database, clock)


@pytest.fixture
def closed(service, district_actor, family) -> Road:
    """Lead a file to its deregistration on 23 November 2026, with all that may be written about persons."""
    saved = service.save(district_actor, replace(family, applied_on=APPLIED))
    road = Road(service, district_actor, saved.uid).to_in_file()
    form = service.form(district_actor, saved.uid)
    undone = service.save(
        district_actor, with_member(form, PersonCard(name="李临时", mobile="13900000001")), saved.uid
    )
    service.undo(district_actor, undone.work_uid)
    service.grant(district_actor, saved.uid, replace(HELP, remark="交张𧒽芬本人"))
    service.note(district_actor, saved.uid, D(2026, 11, 20), "phone", "李建国来电 13700000000")
    service.reveal(district_actor, saved.uid, "owner.mobile")
    service.log_prints(district_actor, [saved.uid], FormPrinted("hardship_file", "1", "filled", 2))
    DraftBox(service._database, district_actor, service._clock).keep(
        Draft("hardship", saved.uid, "张𧒽芬", {"owner.name": "张𧒽芬"}, "", None)
    )
    road.step(
        "deregister",
        D(2026, 11, 23),
        act=Exit(on=D(2026, 11, 23), kind="deregistered", reason="death"),
        reason="张𧒽芬已去世",
    )
    return road


def everything(database):
    with database.read() as session:
        there = sa.inspect(session.connection()).get_table_names()
        tables = [table for table in Record.metadata.sorted_tables if table.name in there]
        return str([session.execute(sa.select(table)).all() for table in tables])


PRIVATE = (
    *("张𧒽芬", "李建国", "李䶮", "李临时", "13800000000", "13700000000", "13900000001", "某某社区"),
    *("6222000000000000000", "330199197803124", "某某高级中学", "13700000000"),
)


def destroy(disposal, uids):
    list_no = disposal.make_list(LISTER, uids)
    disposal.approve(APPROVER, list_no)
    return list_no, disposal.destroy(SUPERVISOR, list_no)


def test_a_file_comes_up_after_its_last_day_and_not_before(disposal, closed, clock):
    clock.at = datetime(2036, 11, 23, 2, 0, tzinfo=UTC)
    assert disposal.due(LISTER) == ()
    with pytest.raises(RuleBroken, match="要保存到 2036年11月23日，还不能销毁"):
        disposal.make_list(LISTER, [closed.uid])
    clock.go_on(days=1)
    (due,) = disposal.due(LISTER)
    assert (due.uid, due.closed_on, due.kept_until_on) == (closed.uid, D(2026, 11, 23), D(2036, 11, 23))
    assert (due.owner, due.state_label, due.refusal) == ("张𧒽芬", "注销", "")


def test_after_the_destruction_nothing_of_the_persons_is_left(disposal, service, closed, clock, database):
    before = everything(database)
    assert [text for text in PRIVATE if text not in before] == []
    clock.at = LATER
    list_no, work_uid = destroy(disposal, [closed.uid])
    after = everything(database)
    assert [text for text in PRIVATE if text in after] == []
    assert verify(database).ok
    view = service.view(closed.uid, closed.actor)
    assert (view.state_label, view.form.owner.name, view.may_edit) == ("已销毁", "", False)
    assert service.timeline(closed.actor, closed.uid) == ()
    assert [(line.field, line.by) for line in service.history(closed.actor, closed.uid)] == [
        ("到期销毁", "郑监")
    ]
    assert service.rows(closed.actor, [closed.uid])[closed.uid].name == ""
    assert service.life(closed.actor, closed.uid).offered == ()
    disposal.log_list(LISTER, list_no, into_file=False)
    (listed,) = disposal.lists(LISTER)
    assert (listed.list_no, listed.stage) == ("QJ-XH-2036-001", "已销毁")
    assert (listed.listed_by, listed.approved_by, listed.supervised_by) == ("周明", "吴局", "郑监")
    assert [file.number_shown for file in listed.files] == [view.number_shown]
    assert service.with_number(closed.actor, view.number) == closed.uid
    for undone in (work_uid, listed_work(database, "批准销毁清册"), listed_work(database, "造销毁清册")):
        with pytest.raises(RuleBroken):
            service.undo(closed.actor, undone)
    with pytest.raises(RuleBroken, match="已于 2036年11月25日销毁"):
        disposal.destroy(SUPERVISOR, list_no)
    with pytest.raises(RuleBroken, match="已经销毁"):
        disposal.make_list(LISTER, [closed.uid])
    with database.read() as session:
        assert destroyed_at(session) == LATER
        (grant,) = session.scalars(sa.select(GrantRecord))
        assert (grant.amount_fen, grant.source, grant.on) == (300_000, "own_union", D(2026, 11, 16))
        assert (grant.person_uid, grant.handler, grant.remark) == (None, None, None)
    assert service.ids(closed.actor, FileFilter(text="张𧒽芬")) == []


def listed_work(database, title):
    with database.read() as session:
        return next(work.uid for work in works(session) if work.title == title)


def test_three_persons_sign_and_nobody_twice(disposal, closed, clock):
    clock.at = LATER
    list_no = disposal.make_list(LISTER, [closed.uid])
    assert disposal.due(LISTER) == ()
    with pytest.raises(RuleBroken, match="已在清册 QJ-XH-2036-001 上"):
        disposal.make_list(LISTER, [closed.uid])
    with pytest.raises(RuleBroken, match="还没有批准"):
        disposal.destroy(SUPERVISOR, list_no)
    with pytest.raises(RuleBroken, match="请由另一位同事批准"):
        disposal.approve(LISTER, list_no)
    disposal.approve(APPROVER, list_no)
    with pytest.raises(RuleBroken, match="已由吴局批准"):
        disposal.approve(SUPERVISOR, list_no)
    with pytest.raises(RuleBroken, match="不能再改"):
        disposal.take_off(LISTER, list_no, closed.uid)
    for same in (LISTER, APPROVER):
        with pytest.raises(RuleBroken, match="请由另一位同事监销"):
            disposal.destroy(same, list_no)
    with pytest.raises(RuleBroken, match="权限"):
        disposal.destroy(replace(SUPERVISOR, roles=frozenset({Role.REVIEW})), list_no)
    assert closed.state == "deregistered"


def test_a_file_is_taken_off_its_list_and_may_come_on_another(disposal, closed, clock):
    clock.at = LATER
    first = disposal.make_list(LISTER, [closed.uid])
    disposal.take_off(LISTER, first, closed.uid)
    assert disposal.lists(LISTER) == ()
    assert disposal.make_list(LISTER, [closed.uid]) == "QJ-XH-2036-002"


def test_a_card_that_another_file_uses_stays(disposal, service, closed, clock, database, other_family):
    clock.at = LATER
    later = service.save(closed.actor, replace(other_family, applied_on=D(2036, 11, 24)))
    son = service.form(closed.actor, closed.uid).members[1].person
    enter(Road(service, closed.actor, later.uid), son)
    destroy(disposal, [closed.uid])
    after = everything(database)
    assert "李䶮" in after
    assert [text for text in ("张𧒽芬", "李建国", "13700000000") if text in after] == []
    assert [entry.person.name for entry in service.form(closed.actor, later.uid).members] == ["李䶮"]
    assert verify(database).ok


def test_a_merged_file_goes_with_the_one_that_was_kept(
    disposal, service, district_actor, family, other_family, clock, database
):
    kept = Road(
        service, district_actor, service.save(district_actor, replace(family, applied_on=APPLIED)).uid
    )
    joined = Road(service, district_actor, service.save(district_actor, other_family).uid)
    service.grant(district_actor, joined.uid, WARM)
    kept.to_in_file()
    merge(kept, joined)
    kept.step("deregister", act=Exit(on=D(2026, 11, 23), reason="gave_up"), reason="本人放弃")
    clock.at = LATER
    with pytest.raises(RuleBroken, match="随那份档案一起销毁"):
        disposal.make_list(LISTER, [joined.uid])
    destroy(disposal, [kept.uid])
    assert (kept.state, joined.state) == ("destroyed", "destroyed")
    after = everything(database)
    assert [text for text in (*PRIVATE, "王芳菲") if text in after] == []
    assert verify(database).ok


def test_what_is_not_closed_or_of_another_office_is_not_listed(
    disposal, closed, service, family, xs_actor, clock, id_no
):
    clock.at = LATER
    with pytest.raises(RuleBroken, match="别的单位"):
        disposal.make_list(xs_actor, [closed.uid])
    assert disposal.due(xs_actor) == ()
    owner = replace(family.owner, name="沈远", id_no=id_no("19790909", "318"), card_no="")
    fresh = service.save(closed.actor, replace(family, owner=owner, members=(), incomes=(), outlays=()))
    with pytest.raises(RuleBroken, match="草稿，没有离档"):
        disposal.make_list(LISTER, [closed.uid, fresh.uid])
    assert disposal.lists(LISTER) == ()


def test_a_lifted_file_is_not_destroyed_while_it_is_watched(disposal, closed, clock, database):
    clock.at = LATER
    with database.write("改动", closed.actor) as work:
        work.session.get_one(HardshipFileRecord, closed.uid).state = "lifted"
        work.session.add(
            StepRecord(audience="district", file_uid=closed.uid, number=90, code="lift", on=D(2036, 3, 1))
        )
    assert [each.refusal for each in disposal.due(LISTER)] == ["脱困后还在跟踪期内，不能销毁。"]
    with pytest.raises(RuleBroken, match="跟踪期"):
        disposal.make_list(LISTER, [closed.uid])
