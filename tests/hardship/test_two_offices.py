"""One household with open files in two offices: found, left so, mended by moving a member or handing over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk
from union_desk.core.errors import RuleBroken
from union_desk.hardship.page.two_offices import TwoOfficesScreen
from union_desk.hardship.queries.belongings import rows_of_files
from union_desk.hardship.service.two_offices import HouseholdsInTwo
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.records import PersonRecord
from union_desk.services import services_on


@pytest.fixture
def in_two(database, clock, service):
    return HouseholdsInTwo(database, clock)


@pytest.fixture
def twice(database, service, actor, xs_actor, family):
    """Return the files of a family that 白杨 knows by the wife and 下沙 by the husband.

    One store refuses the second file; it comes with a package of the other office.
    """
    here = service.save(actor, family).uid
    husband, child = (each.person for each in family.members)
    wife = MemberEntry(person=without_number(family.owner), relation="10", count_reason="spouse")
    other = MemberEntry(person=without_number(child), relation="20", count_reason="minor_child")
    there = service.save(xs_actor, FileForm(owner=without_number(husband), members=(wife, other))).uid
    numbers = {card.name: card.id_no for card in (family.owner, husband, child)}
    with database.write("并入数据包", xs_actor) as work:
        for card in work.session.scalars(select(PersonRecord).where(PersonRecord.audience == "XS")):
            card.id_no = numbers[card.name]
    return here, there


def without_number(card):
    return replace(card, uid="", id_no="")


def test_a_family_is_found_in_two_offices(in_two, twice, district_actor):
    (found,) = in_two.all(district_actor)
    assert {found.first.uid, found.second.uid} == set(twice)
    assert {found.first.office, found.second.office} == {"白杨", "下沙"}
    assert len(found.shared) == 3
    assert {each.alike for each in found.shared} == {"几乎可以肯定"}
    own = [each for each in found.shared if not each.first_member_uid]
    assert [each.first_role for each in own] == ["建档职工"]


def test_one_human_in_common_is_no_household(in_two, service, actor, xs_actor, family, district_actor):
    service.save(actor, family)
    service.save(
        xs_actor, FileForm(owner=replace(family.owner, uid="", id_no="", birth_on=date(1978, 3, 12)))
    )
    assert in_two.all(district_actor) == ()


def test_who_was_said_not_to_be_the_same_does_not_count(database, clock, in_two, twice, district_actor):
    sameness = services_on(database, "王芳", clock).sameness
    for row in sameness.pairs(district_actor, Entity.PERSON).of(Verdict.OPEN)[:2]:
        pair = (row.first_uid, row.second_uid)
        sameness.judge(district_actor, Entity.PERSON, pair, Verdict.DIFFERENT)
    assert in_two.all(district_actor) == ()


def test_both_files_are_left_with_a_reason_that_is_remembered(in_two, twice, actor, district_actor):
    with pytest.raises(RuleBroken, match="理由"):
        in_two.leave(district_actor, *twice, " ")
    with pytest.raises(RuleBroken, match="区总工会"):
        in_two.leave(actor, *twice, "已离婚")
    work = in_two.leave(district_actor, *twice, "已离婚，各自生活")
    (found,) = in_two.all(district_actor)
    assert found.said.endswith("虞一：两处都保留，已离婚，各自生活")
    with pytest.raises(RuleBroken, match="已经认定"):
        in_two.leave(district_actor, *twice, "已离婚")
    in_two.undo(district_actor, work)
    assert in_two.all(district_actor)[0].said == ""


def test_a_member_moved_out_of_one_file_leaves_one_household(in_two, service, twice, district_actor):
    here, there = twice
    (found,) = in_two.all(district_actor)
    for each in found.shared:
        uid, member = (found.first.uid, each.first_member_uid)
        if member and uid == here:
            service.move_member(district_actor, here, member, there)
        elif each.second_member_uid and found.second.uid == here:
            service.move_member(district_actor, here, each.second_member_uid, there)
    assert in_two.all(district_actor) == ()


def test_what_was_said_of_cards_and_files_goes_when_they_are_destroyed(
    database, clock, in_two, twice, district_actor
):
    sameness = services_on(database, "王芳", clock).sameness
    for row in sameness.pairs(district_actor, Entity.PERSON).of(Verdict.OPEN):
        pair = (row.first_uid, row.second_uid)
        sameness.judge(district_actor, Entity.PERSON, pair, Verdict.SAME, f"{row.title}的户口本")
    in_two.leave(district_actor, *twice, "已离婚")
    with database.read() as session:
        rows = rows_of_files(session, [twice[0]])
    assert sum(table == "same_as" for table, _uid in rows) == 4


# --- the screen


@pytest.fixture
def desk(qapp, database, clock, service):
    desk = make_desk(services_on(database, "王芳", clock))
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def screen(desk, in_two, service, twice):
    handed: list[str] = []
    screen = TwoOfficesScreen(desk, in_two, service, handed.append)
    screen.handed = handed
    screen.show()
    wait(desk)
    return screen


def wait(desk):
    while desk.tasks.running:
        QTest.qWait(2)
    settle()


def test_the_screen_shows_both_files_and_who_is_in_both(desk, screen):
    assert len(screen.model.ids) == 1
    assert "左：" in screen.sides.text()
    assert "白杨" in screen.sides.text()
    assert "下沙" in screen.sides.text()
    assert len(screen.shared_model.ids) == 3
    assert nameless(screen) == []


def test_leaving_both_wants_a_reason_and_is_taken_back(desk, screen):
    screen.leave()
    assert "理由" in screen.told.text()
    screen.reason.setText("已离婚，各自生活")
    screen.leave()
    wait(desk)
    assert "以前认定" in screen.sides.text()
    assert not screen.leave_button.isEnabled()
    screen.undo()
    wait(desk)
    assert "以前认定" not in screen.sides.text()


def test_a_member_is_moved_out_and_comes_back(desk, screen):
    places = range(len(screen.shared_model.ids))
    for place in places:
        screen.shared.setCurrentIndex(screen.shared_model.index(place, 1))
        settle()
        if screen.left_out.isEnabled():
            break
    screen.left_out.click()
    wait(desk)
    assert "移出" in screen.told.text()
    assert len(screen.shared_model.ids) == 2
    screen.undo()
    wait(desk)
    assert len(screen.shared_model.ids) == 3


def test_a_file_is_handed_over_by_its_own_sheet(desk, screen, twice):
    screen.left_transfer.click()
    screen.right_transfer.click()
    assert set(screen.handed) == set(twice)
    assert QApplication.instance() is not None
