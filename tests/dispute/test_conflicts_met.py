"""Who was met before on another side is found across cases: by number, by joined cards, by telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import FIRM
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import Agent, AssignedMediator, Mediator, Party
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.service.sameness import Sameness
from union_desk.people.values import PersonCard

D = date


def sentences(service, actor, uid):
    return [(each.sentence, each.blocks) for each in service.conflicts(actor, uid)]


@pytest.fixture
def other_form(case_form):
    """Return the dispute of another worker with another employer."""
    worker = Party(uid="other-worker", person=PersonCard(name="李建国", mobile="13900000000"))
    firm = Party(
        uid="other-firm",
        side="respondent",
        kind="employer",
        employer=replace(FIRM, name="杭州示例食品有限公司"),
    )
    return replace(
        case_form, parties=(worker, firm), agents=(), claims=(), evidence=(), received_on=D(2026, 11, 21)
    )


def test_an_agent_of_the_worker_who_stood_for_an_employer_is_told(service, actor, case_form, other_form):
    lawyer = Agent(uid="l1", party_uid="other-firm", name="陈律", kind="lawyer", phone="13700000000")
    service.save(actor, replace(other_form, agents=(lawyer,)))
    mine = replace(lawyer, uid="l2", party_uid="party-worker")
    uid = service.save(actor, replace(case_form, agents=(mine,))).uid
    ((sentence, blocks),) = sentences(service, actor, uid)
    assert "陈律2026年11月21日在" in sentence
    assert "白杨第0012号案中是用人单位一方的代理人，本案是劳动者一方的代理人" in sentence
    assert not blocks


def test_one_who_stands_on_both_sides_blocks(service, actor, case_form, id_no):
    number = id_no("19800101", "331")
    one = Agent(uid="a1", party_uid="party-worker", name="赵一", kind="staff", id_no=number)
    two = replace(one, uid="a2", party_uid="party-firm")
    uid = service.save(actor, replace(case_form, agents=(one, two))).uid
    assert sentences(service, actor, uid) == [("赵一同时在申请人一方和被申请人一方，不能代表双方。", True)]


def test_a_worker_known_in_another_office_by_his_number_is_told_across_offices(
    service, actor, xs_actor, case_form, other_form
):
    worker = case_form.parties[0].person
    boss = Party(uid="boss", side="respondent", kind="operator", person=replace(worker, uid=""))
    service.save(xs_actor, replace(other_form, parties=(other_form.parties[0], boss)))
    uid = service.save(actor, case_form).uid
    ((sentence, _blocks),) = sentences(service, actor, uid)
    assert "是用人单位一方，本案是劳动者一方" in sentence


def test_cards_that_were_joined_are_one_human(service, database, clock, actor, case_form, other_form):
    boss = Party(uid="boss", side="respondent", kind="operator", person=PersonCard(name="张芬"))
    service.save(actor, replace(other_form, parties=(other_form.parties[0], boss)))
    uid = service.save(actor, case_form).uid
    assert sentences(service, actor, uid) == []
    before = service.form(actor, service.with_number(actor, "BY-T-2026-00012")).parties[1].person.uid
    now = service.form(actor, uid).parties[0].person.uid
    Sameness(database, clock).judge(actor, Entity.PERSON, (before, now), Verdict.SAME, "同一人")
    assert len(sentences(service, actor, uid)) == 1


def test_an_employer_on_the_same_side_again_is_no_conflict(service, actor, case_form, other_form):
    firm = replace(case_form.parties[1], uid="firm-again")
    service.save(actor, replace(other_form, parties=(other_form.parties[0], firm)))
    assert sentences(service, actor, service.save(actor, case_form).uid) == []


def test_a_mediator_who_is_a_party_or_belongs_to_one_must_stand_aside(
    service, database, clock, actor, case_form
):
    register = MediatorRegister(database, clock)
    worker = case_form.parties[0].person
    same = Mediator(name=worker.name, phone=worker.mobile, office="BY")
    near = Mediator(name="吴敏", organisation=FIRM.name, office="BY")
    uid = service.save(actor, case_form).uid
    for card in (same, near):
        register.save(actor, card)
        service.write_down(actor, uid, AssignedMediator(mediator=card, assigned_on=D(2026, 11, 23)))
    assert sentences(service, actor, uid) == [
        ("张𧒽芬是申请人一方，不能担任本案调解员。", True),
        ("吴敏与本案有关系（是杭州某某电子科技有限公司的人员），应当回避，请另派调解员。", True),
    ]


def test_a_mediator_of_an_earlier_case_who_is_an_agent_now_is_told(
    service, database, clock, actor, case_form, other_form
):
    card = Mediator(name="周明", phone="13600000000", office="BY")
    MediatorRegister(database, clock).save(actor, card)
    before = service.save(actor, other_form).uid
    service.write_down(actor, before, AssignedMediator(mediator=card, assigned_on=D(2026, 11, 23)))
    agent = Agent(uid="a9", party_uid="party-firm", name="周明", kind="lawyer", phone="13600000000")
    uid = service.save(actor, replace(case_form, agents=(agent,))).uid
    ((sentence, blocks),) = sentences(service, actor, uid)
    assert "中是调解员，本案是用人单位一方的代理人，请核对是否需要回避。" in sentence
    assert not blocks
