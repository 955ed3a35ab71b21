from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.people.queries import persons_with_id
from union_desk.people.service import PeopleService, store_employer, store_person
from union_desk.people.values import EmployerCard, PersonCard

pytestmark = pytest.mark.on_server_too

TODAY = date(2026, 11, 23)
VALID = "11010519491231002X"


def put(database, actor, card):
    with database.write("保存", actor) as work:
        return store_person(work, card, "BY", TODAY, "owner").uid


def test_a_number_that_is_known_leads_to_its_card_and_empty_fields_wipe_nothing_out(database, actor, clock):
    first = put(database, actor, PersonCard(name="王芳", id_no=VALID, mobile="13800000000", health="good"))
    again = put(database, actor, PersonCard(name="王芳", id_no=VALID, health="diabetes"))
    assert again == first
    card = PeopleService(database, clock).card(actor, first)
    assert (card.mobile, card.health) == ("13800000000", "diabetes")


def test_a_field_emptied_on_the_card_itself_stays_empty(database, actor, clock):
    uid = put(database, actor, PersonCard(name="王芳", id_no=VALID, mobile="13800000000"))
    card = PeopleService(database, clock).card(actor, uid)
    assert put(database, actor, replace(card, mobile="")) == uid
    assert PeopleService(database, clock).card(actor, uid).mobile == ""


def test_another_human_typed_over_a_row_gets_a_card_of_his_own(database, actor, clock):
    uid = put(database, actor, PersonCard(name="王芳", id_no=VALID))
    card = PeopleService(database, clock).card(actor, uid)
    other = put(database, actor, replace(card, name="李四", id_no="330199198101014621", birth_on=None))
    assert other != uid
    assert PeopleService(database, clock).card(actor, uid).name == "王芳"


def test_a_number_typed_in_later_joins_the_card_that_has_it(database, actor, clock):
    known = put(database, actor, PersonCard(name="王芳", id_no=VALID))
    nameless = put(database, actor, PersonCard(name="王芳"))
    card = PeopleService(database, clock).card(actor, nameless)
    assert put(database, actor, replace(card, id_no=VALID)) == known
    with database.read() as session:
        assert len(persons_with_id(session, VALID)) == 1


def test_an_employer_is_known_by_its_code_and_by_its_name(database, actor, clock):
    with database.write("保存", actor) as work:
        first = store_employer(work, EmployerCard(name="甲公司", nature="private"), "employer")
        same = store_employer(work, EmployerCard(name="甲公司", credit_code="91350100M000100Y43"), "employer")
        renamed = store_employer(
            work, EmployerCard(name="新甲公司", credit_code="91350100M000100Y43"), "employer"
        )
        assert store_employer(work, EmployerCard(), "employer") is None
        with pytest.raises(RuleBroken):
            store_employer(work, EmployerCard(nature="private"), "employer")
    assert first == same == renamed
    (found,) = PeopleService(database, clock).employers(actor, "xinjia")
    assert (found.name, found.nature) == ("新甲公司", "private")


def test_a_card_is_filled_from_its_number_and_a_wrong_one_changes_nothing(database, clock):
    people = PeopleService(database, clock)
    assert people.filled(PersonCard(id_no=VALID)).sex == "2"
    wrong = PersonCard(id_no="110105194912310021")
    assert people.filled(wrong) == wrong


def test_a_person_is_found_among_the_cards_of_his_own_office(database, clock, actor):
    with database.write("录入", actor) as work:
        store_person(work, PersonCard(name="王芳", mobile="13800000001"), actor.audience, TODAY, "owner")
        store_person(work, PersonCard(name="王芳菲"), "XS", TODAY, "owner")
    people = PeopleService(database, clock)
    assert [card.name for card in people.persons(actor, "wf")] == ["王芳"]
    assert [card.name for card in people.persons(actor, "0001")] == ["王芳"]
