from __future__ import annotations

from datetime import date

import pytest

from union_desk.casework.offices import Office
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor, Role
from union_desk.people.dealings import Dealing, NoDealings
from union_desk.people.pairs import Differs, Entity, Verdict
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.service import Sameness
from union_desk.services import SOLE_ROLES, furnish

pytestmark = pytest.mark.on_server_too

DISTRICT = Office("QJ", "钱塘区总工会", "钱塘区", "district", "", "330114")
STREETS = (
    Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ"),
)
BY = Actor("陈明", "BY", "BY", frozenset({Role.HANDLE}))
XS = Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE}))
QJ = Actor("虞一", "QJ", "district", frozenset({Role.HANDLE}))


def number(birth="19780312", order="452"):
    first = f"330199{birth}{order}"
    return first + check_digit(first)


class Files(NoDealings):
    """A stand-in for an area above: each person has one file of his own."""

    def dealings(self, session, uids):
        return [
            Dealing("case", f"file-{uid}", f"号-{uid[:4]}", "档案", uid, "本人", "BY", "在档", is_open=True)
            for uid in uids
        ]

    def of_employers(self, session, uids):
        return dict.fromkeys(uids, 2)


@pytest.fixture
def sameness(database, clock):
    furnish(database, (DISTRICT, *STREETS), DISTRICT, {"虞一": (DISTRICT, SOLE_ROLES)})
    return Sameness(database, clock, Files())


def put(database, audience="BY", record=PersonRecord, **fields):
    with database.write("保存", QJ) as work:
        row = record(audience=audience, **fields)
        work.session.add(row)
        return row.uid


@pytest.fixture
def twins(database, sameness):
    """Return 王芳 as two streets know her."""
    here = put(database, name="王芳", id_no=number(), mobile="13800001234", health="good")
    there = put(database, "XS", name="王芳", id_no=number(), mobile="13900001234")
    return here, there


def waiting(sameness, entity=Entity.PERSON):
    return sameness.pairs(QJ, entity).of(Verdict.OPEN)


def test_two_cards_with_one_number_wait_for_a_person(sameness, twins):
    (row,) = waiting(sameness)
    assert {row.first_uid, row.second_uid} == set(twins)
    assert (row.title, set(row.offices.split(" · ")), row.alike) == ("王芳", {"白杨", "下沙"}, "几乎可以肯定")
    view = sameness.pair(QJ, Entity.PERSON, *twins)
    fields = {pair.label: pair for pair in view.fields}
    assert fields["手机号码"].differs is Differs.OTHER
    assert fields["健康状况"].differs is Differs.LACKING
    assert fields["证件号码"].differs is Differs.NOT
    assert number() not in fields["证件号码"].first
    assert view.first.dealings[0].title.startswith("号-")
    assert view.reasons[0].startswith("证件号码相同")


def test_what_was_said_not_to_be_the_same_is_never_asked_again_until_it_is_taken_back(sameness, twins, clock):
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.DIFFERENT, "号码抄错")
    clock.go_on(days=900)
    found = sameness.pairs(QJ, Entity.PERSON)
    assert found.of(Verdict.OPEN) == ()
    (said,) = found.of(Verdict.DIFFERENT)
    assert said.said == "2026-11-23 虞一：不是同一个，号码抄错"
    sameness.part(QJ, said.link_uid, "号码已经核对")
    assert len(waiting(sameness)) == 1
    assert "撤回：号码已经核对" in sameness.pair(QJ, Entity.PERSON, *twins).story[0]


def test_cards_are_joined_and_parted_months_later_with_nothing_lost(sameness, database, twins, clock):
    here, there = twins
    with database.read() as session:
        before = [session.get_one(PersonRecord, uid).row_version for uid in twins]
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME, "同一户口本")
    with database.write("记一笔", BY) as work:
        for uid, day, text in ((here, 3, "入户"), (there, 5, "来访")):
            subject = Subject("case", f"file-{uid}", "BY")
            add_event(work, subject, EventText(date(2026, 11, day), "note", text), clock())
    joined = sameness.joined(QJ, Entity.PERSON, there)
    assert [event.text for event in joined.events] == ["来访", "入户"]
    assert {side.office for side in joined.sides} == {"白杨", "下沙"}
    assert sameness.joined_with(QJ, Entity.PERSON, here) == (there,)
    (joint,) = joined.joints
    clock.go_on(days=200)
    with pytest.raises(RuleBroken, match="理由"):
        sameness.part(QJ, joint.link_uid, " ")
    sameness.part(QJ, joint.link_uid, "户口本不同")
    assert sameness.joined_with(QJ, Entity.PERSON, here) == ()
    assert [event.text for event in sameness.joined(QJ, Entity.PERSON, here).events] == ["入户"]
    assert len(waiting(sameness)) == 1
    with database.read() as session:
        assert [session.get_one(PersonRecord, uid).row_version for uid in twins] == before


def test_a_third_card_comes_to_both(sameness, database, twins):
    third = put(database, "district", name="王芳", id_no="330199780312452")
    assert len(waiting(sameness)) == 3
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)
    sameness.judge(QJ, Entity.PERSON, (twins[0], third), Verdict.SAME)
    assert waiting(sameness) == ()
    assert len(sameness.joined(QJ, Entity.PERSON, third).sides) == 3


def test_a_join_does_not_go_round_a_no(sameness, database, twins):
    third = put(database, "district", name="王芳", id_no="330199780312452")
    sameness.judge(QJ, Entity.PERSON, (twins[0], third), Verdict.DIFFERENT)
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)
    with pytest.raises(RuleBroken, match="不是同一个"):
        sameness.judge(QJ, Entity.PERSON, (twins[1], third), Verdict.SAME)
    with pytest.raises(RuleBroken, match="已经连在一起"):
        sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)


def test_only_the_district_joins_cards_of_two_offices(sameness, database, twins):
    with pytest.raises(RuleBroken, match="只有区总工会"):
        sameness.judge(BY, Entity.PERSON, twins, Verdict.SAME)
    assert sameness.pair(BY, Entity.PERSON, *twins).refusal
    own = put(database, name="王芳", id_no="330199780312452")
    work = sameness.judge(BY, Entity.PERSON, (twins[0], own), Verdict.SAME)
    with pytest.raises(RuleBroken):
        sameness.judge(XS, Entity.PERSON, (twins[0], own), Verdict.DIFFERENT)
    sameness.undo(BY, work)
    assert sameness.joined_with(BY, Entity.PERSON, own) == ()
    with database.read() as session:
        assert session.query(PersonRecord).count() == 3


def test_a_street_does_not_part_what_the_district_joined(sameness, twins):
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)
    (row,) = sameness.pairs(QJ, Entity.PERSON).of(Verdict.SAME)
    with pytest.raises(RuleBroken, match="区总工会"):
        sameness.part(BY, row.link_uid, "不对")


def test_what_waits_for_later_stands_behind_what_is_new_and_can_be_decided(sameness, database, twins):
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.LATER)
    found = sameness.pairs(QJ, Entity.PERSON)
    assert [row.verdict for row in found.rows] == [Verdict.LATER]
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)
    assert [row.verdict for row in sameness.pairs(QJ, Entity.PERSON).rows] == [Verdict.SAME]


def test_a_joined_person_is_found_once_with_both_offices(sameness, twins):
    assert sameness.search(QJ, "wangfang") == ()
    sameness.judge(QJ, Entity.PERSON, twins, Verdict.SAME)
    (hit,) = sameness.search(QJ, "wangfang")
    assert (hit.title, set(hit.offices)) == ("王芳", {"白杨", "下沙"})
    assert sameness.search(QJ, " ") == ()


def test_a_card_that_is_gone_is_named(sameness, twins):
    with pytest.raises(RuleBroken, match="不在"):
        sameness.judge(QJ, Entity.PERSON, (twins[0], "gone"), Verdict.SAME)


def employer(database, **fields):
    return put(database, "shared", EmployerRecord, **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州明辉电子有限公司", "杭州明辉电子有限责任公司"),
        ("杭州明辉电子有限公司", "明辉电子（杭州）有限公司"),
        ("浙江明辉电子有限公司", "明辉电子有限公司"),
        ("杭州市钱塘区明辉电子有限公司", "杭州明輝電子有限公司".replace("電", "电")),
    ],
)
def test_employers_are_alike_whatever_place_and_kind_are_written(sameness, database, one, other):
    pair = employer(database, name=one), employer(database, name=other)
    (row,) = waiting(sameness, Entity.EMPLOYER)
    assert {row.first_uid, row.second_uid} == set(pair)
    view = sameness.pair(QJ, Entity.EMPLOYER, *pair)
    assert view.first.told == "2 份档案、案件填了这个单位"
    sameness.judge(QJ, Entity.EMPLOYER, pair, Verdict.SAME)
    assert waiting(sameness, Entity.EMPLOYER) == ()


def test_branches_and_others_of_a_like_name_are_not_one_employer(sameness, database):
    for name in (
        "明辉电子有限公司",
        "明辉电子有限公司第一分公司",
        "明辉电子有限公司第二分公司",
        "星辉纺织有限公司",
    ):
        employer(database, name=name)
    employer(database, name="大华物业有限公司", credit_code="91350100M000100Y43")
    employer(database, name="大华物业有限责任公司", credit_code="91110000600037341L")
    assert waiting(sameness, Entity.EMPLOYER) == ()


def test_one_credit_code_is_one_employer_under_any_name(sameness, database):
    employer(database, name="大华物业有限公司", credit_code="91350100M000100Y43")
    employer(database, name="新城服务有限公司", credit_code="91350100M000100Y43")
    (row,) = waiting(sameness, Entity.EMPLOYER)
    assert row.points >= 70
    with pytest.raises(RuleBroken, match="共用"):
        sameness.judge(BY, Entity.EMPLOYER, (row.first_uid, row.second_uid), Verdict.SAME)
