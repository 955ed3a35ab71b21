"""One household, one file: members are moved, files merged and parted, and handed over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.test_life import VISIT, Road
from union_desk.assistance.values import Grant
from union_desk.core.errors import RuleBroken
from union_desk.hardship import rules
from union_desk.hardship.values import AttachmentEntry, MemberEntry, Transfer
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too

D = date
APPLIED = D(2026, 10, 12)
WARM = Grant(D(2026, 11, 16), "WARM", "cash", 80_000, source="own_union", handler="沈佳")


@pytest.fixture
def kept(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=APPLIED))
    return Road(service, district_actor, saved.uid)


@pytest.fixture
def joined(service, district_actor, other_family) -> Road:
    paper = AttachmentEntry(kind="", name="结婚证", pages=2)
    saved = service.save(district_actor, replace(other_family, applied_on=APPLIED, attachments=(paper,)))
    road = Road(service, district_actor, saved.uid).to_visiting()
    road.write(VISIT)
    service.grant(district_actor, road.uid, WARM)
    return road


def with_member(form, card):
    entry = MemberEntry(person=replace(card, uid=""), relation="10", count_reason="spouse")
    return replace(form, members=(*form.members, entry))


def enter(kept: Road, card):
    """Enter a person as a member of the kept household."""
    form = with_member(kept.service.form(kept.actor, kept.uid), card)
    return kept.service.save(kept.actor, form, kept.uid)


def merge(kept: Road, joined: Road) -> str:
    return kept.service.merge_files(kept.actor, kept.uid, joined.uid, "两人再婚，是一户")


def test_who_stands_in_another_file_is_stopped_with_the_place_where_he_stands(kept, joined, other_family):
    with pytest.raises(rules.HeldElsewhere, match="一户只建一份档案") as stopped:
        enter(kept, other_family.owner)
    place = stopped.value.place
    assert (place.file_uid, place.as_owner, place.ours) == (joined.uid, True, True)
    assert stopped.value.field == "members.2.person.id_no"


def test_a_member_is_moved_from_another_household(service, kept, district_actor, family, other_family):
    husband = family.members[0].person
    saved = service.save(district_actor, replace(other_family, members=()))
    with pytest.raises(rules.HeldElsewhere) as stopped:
        enter(Road(service, district_actor, saved.uid), husband)
    place = stopped.value.place
    assert (place.file_uid, place.as_owner) == (kept.uid, False)
    work_uid = service.move_member(district_actor, place.file_uid, place.member_uid, saved.uid)
    form = service.form(district_actor, kept.uid)
    assert [entry.person.name for entry in form.members] == ["李䶮"]
    assert "income-wage" not in {entry.uid for entry in form.incomes}
    told = service.timeline(district_actor, kept.uid)[0].text
    assert told.startswith("配偶移到档案 ")
    assert husband.name not in told
    service.undo(district_actor, work_uid)
    assert len(service.form(district_actor, kept.uid).members) == 2


def test_a_member_is_not_moved_out_of_the_file_of_another_office(service, kept, xs_actor):
    member = service.form(kept.actor, kept.uid).members[0]
    with pytest.raises(RuleBroken, match="别的单位"):
        service.move_member(xs_actor, kept.uid, member.uid)


def test_a_merged_file_leaves_the_open_ones_and_is_read_with_the_kept_one(
    service, kept, joined, other_family
):
    before = len(service.timeline(joined.actor, joined.uid))
    merge(kept, joined)
    assert (kept.state, joined.state) == ("draft", "merged")
    assert service.life(kept.actor, kept.uid).visits[0].conclusion == "fits"
    assert service.life(kept.actor, kept.uid).steps == ()
    assert [grant.amount_fen for grant in service.grants(kept.actor, kept.uid)] == [80_000]
    texts = [event.text for event in service.timeline(kept.actor, kept.uid)]
    assert sum("并入" in text for text in texts) == 2
    assert len(texts) > before
    (shown,) = service.merging(kept.actor, kept.uid).joined
    assert (shown.uid, shown.owner, shown.papers) == (joined.uid, "王芳菲", ("结婚证",))
    assert service.merging(joined.actor, joined.uid).kept.uid == kept.uid
    view = service.view(joined.uid, joined.actor)
    assert (view.state_label, view.may_edit) == ("已并入", False)
    assert enter(kept, other_family.owner).uid == kept.uid


def test_merged_files_are_parted_a_month_later_with_what_was_written_since(
    service, kept, joined, other_family, clock, database
):
    form = service.form(joined.actor, joined.uid)
    merge(kept, joined)
    enter(kept, other_family.owner)
    clock.go_on(days=31)
    service.note(kept.actor, kept.uid, D(2026, 12, 20), "phone", "来电询问")
    service.part_files(kept.actor, joined.uid, "又分开住")
    assert joined.state == "visiting"
    assert service.form(joined.actor, joined.uid) == form
    assert len(service.form(kept.actor, kept.uid).members) == 2
    assert service.life(kept.actor, kept.uid).visits == ()
    assert service.grants(kept.actor, kept.uid) == ()
    texts = [event.text for event in service.timeline(kept.actor, kept.uid)]
    assert "来电询问" in texts
    assert any("1 名家庭成员回到那份档案" in text for text in texts)
    with pytest.raises(RuleBroken, match="不用分开"):
        service.part_files(kept.actor, joined.uid, "再来")
    joined.write(replace(VISIT, uid="second"))
    assert verify(database).ok


def test_a_merger_is_taken_back_until_its_persons_were_entered(service, kept, joined, other_family):
    service.undo(kept.actor, merge(kept, joined))
    assert joined.state == "visiting"
    again = merge(kept, joined)
    enter(kept, other_family.owner)
    with pytest.raises(RuleBroken, match="请用“分开档案”"):
        service.undo(kept.actor, again)
    assert joined.state == "merged"


def test_what_cannot_be_merged_says_why(service, kept, joined, xs_actor, other_family, id_no):
    with pytest.raises(RuleBroken, match="理由") as lacking:
        service.merge_files(kept.actor, kept.uid, joined.uid, " ")
    assert lacking.value.field == "reason"
    with pytest.raises(RuleBroken, match="与自己"):
        service.merge_files(kept.actor, kept.uid, kept.uid, "一户")
    owner = replace(other_family.owner, name="沈远", id_no=id_no("19790909", "318"))
    theirs = service.save(xs_actor, replace(other_family, owner=owner))
    with pytest.raises(RuleBroken, match="不在同一个单位"):
        service.merge_files(kept.actor, kept.uid, theirs.uid, "一户")
    merge(kept, joined)
    with pytest.raises(RuleBroken, match="已并入，不能合并"):
        merge(kept, joined)
    with pytest.raises(RuleBroken, match="已并入的档案不能办理"):
        joined.step("publish")


def test_a_file_that_was_handed_over_is_told_to_the_receiver_and_signed_for(service, kept, database):
    handed = Transfer(
        on=D(2026, 11, 20), receiver="下沙街道总工会", papers="申请审批表\n入户调查表", pages=12
    )
    kept.to_in_file()
    with pytest.raises(RuleBroken, match="还没有移交"):
        service.transfer_snapshot(kept.actor, kept.uid)
    kept.step("transfer", D(2026, 11, 20), act=handed, reason="户口迁出")
    told = json.loads(service.transfer_snapshot(kept.actor, kept.uid))
    assert told["form"]["owner"]["name"] == "张𧒽芬"
    assert told["life"]["visits"][0]["conclusion"] == "fits"
    kept.write(replace(handed, received_on=D(2026, 11, 23), received_by="李强"))
    with pytest.raises(RuleBroken, match="已于 2026年11月23日签收"):
        kept.step("come_back", reason="不收")
    assert verify(database).ok


def test_a_receiver_who_refuses_gives_the_file_back(service, kept):
    kept.to_in_file().step(
        "transfer", D(2026, 11, 20), act=Transfer(on=D(2026, 11, 20), receiver="下沙"), reason="户口迁出"
    )
    assert kept.state == "transferred"
    with pytest.raises(RuleBroken, match="理由"):
        kept.step("come_back")
    kept.step("come_back", reason="人户分离，仍在本街道")
    assert kept.state == "in_file"
    assert service.view(kept.uid, kept.actor).may_edit
