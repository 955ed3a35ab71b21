"""A case that goes on in another office keeps its days, its papers' people and all its clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.test_process import HELD, Road, refused
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import Hearing, LimitationFact, Minute, ServedPaper, Service
from union_desk.store.verify import verify

D = date


@pytest.fixture
def road(service, database, clock, actor, case_form) -> Road:
    return Road(service, MediatorRegister(database, clock), actor, case_form)


def counted(service, actor, uid):
    return [
        (clock.code, clock.title, clock.from_on, clock.due_on, clock.answered_on)
        for clock in service.clocks(actor, uid)
    ]


def test_a_case_moved_in_mid_clock_keeps_its_clocks(road, service, database, district_actor, xs_actor):
    road.mediating()
    minute = Minute("m1", "周明", "question", "工资拖欠几个月？")
    road.write(Hearing(uid="h1", held_on=HELD, minutes=(minute,)))
    claim = service.form(road.actor, road.uid).claims[0].uid
    road.write(LimitationFact(claim_uid=claim, kind="promised", on=HELD))
    paper = (ServedPaper("仲裁申请书副本"),)
    road.write(Service(papers=paper, sent_on=HELD, received_on=HELD, starts="respondent_served"))
    before = counted(service, road.actor, road.uid)
    with database.write("借出号段", district_actor) as work:
        lend_block(work, NumberBlock("dispute", "XS", 2026, database.site, 1, 3))
    assert [office.code for office in service.receivers(district_actor, road.uid)] == ["QJ", "XS"]
    why = "劳动合同履行地在下沙"
    moved = service.hand_over(district_actor, road.uid, "XS", on=D(2026, 10, 21), reason=why).case_uid
    assert counted(service, xs_actor, moved) == before
    view, life = service.view(moved, xs_actor), service.life(xs_actor, moved)
    assert (view.office, view.state, view.number) == ("XS", "mediating", "XS-T-2026-00001")
    assert [hearing.minutes[0].text for hearing in life.hearings] == ["工资拖欠几个月？"]
    assert [step.code for step in life.steps] == [step.code for step in road.life.steps[1:]]
    assert view.form.claims[0].party_uid == view.form.parties[0].uid
    assert view.form.parties[0].person.uid != road.service.form(road.actor, road.uid).parties[0].person.uid
    old = service.view(road.uid, road.actor)
    assert (old.state, old.form.result, old.closed_on) == ("closed", "transferred", D(2026, 10, 21))
    assert {line.case_uid for line in service.due(district_actor)} == {moved}
    told = [event.text for event in service.timeline(xs_actor, moved)]
    assert any("由钱塘工调〔2026〕白杨第0012号移交下沙街道总工会继续办理" in text for text in told)
    service.take_step(xs_actor, moved, "fail", on=D(2026, 10, 23), reason="差距太大")
    again = refused(lambda: service.take_step(road.actor, road.uid, "reopen", reason="再来"))
    assert again.message == "还不能重新调解：案件已移交下沙街道总工会，由那里继续办理。"
    assert "移交回来" in refused(lambda: service.take_back_step(road.actor, road.uid, "x")).message
    assert verify(database).ok


def test_a_move_that_cannot_be_is_refused_and_writes_nothing(road, service, actor, district_actor):
    before = road.life
    assert refused(lambda: service.hand_over(district_actor, road.uid, "XS")).field == "reason"
    why = {"reason": "管辖"}
    assert refused(lambda: service.hand_over(district_actor, road.uid, "??", **why)).field == "office"
    assert "已经在白杨" in refused(lambda: service.hand_over(district_actor, road.uid, "BY", **why)).message
    assert "由区总工会移交" in refused(lambda: service.hand_over(actor, road.uid, "XS", **why)).message
    late = {"on": D(2026, 12, 1), **why}
    assert refused(lambda: service.hand_over(district_actor, road.uid, "XS", **late)).field == "on"
    assert replace(road.life, clocks=before.clocks) == before
