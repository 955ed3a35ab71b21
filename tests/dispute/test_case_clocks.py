"""The clocks of stored disputes: the vectors of the reference, what moves them, what is due in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from icalendar import Calendar

from tests.dispute.test_process import HELD, RECEIVED, Road, agreement, item
from union_desk.core.clock import CHINA
from union_desk.core.errors import RuleBroken
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import (
    Advised,
    AssignedMediator,
    CaseEvent,
    ClaimItem,
    Extension,
    FollowUp,
    Hearing,
    LimitationFact,
    OpponentAnswer,
    Payment,
    ServedPaper,
    Service,
)

D = date


@pytest.fixture
def road(service, database, clock, actor, case_form) -> Road:
    return Road(service, MediatorRegister(database, clock), actor, case_form)


def event(kind: str, on: date, **more) -> CaseEvent:
    return CaseEvent(kind=kind, on=on, **more)


def ends(road, code: str) -> date:
    return road.clock(code).due_on


# --- the vectors of the reference (B8.1)


def test_the_deadlines_of_the_reference_come_out_through_the_service(road):
    form = replace(
        road.form,
        came_on=D(2025, 9, 26),
        received_on=D(2025, 9, 26),
        known_on=D(2024, 6, 30),
        claims=(ClaimItem(kind="severance"),),
    )
    road.service.save(road.actor, form, road.uid)
    road.write(event("award_received", D(2025, 9, 23)))
    road.write(event("work_began", D(2025, 1, 31)))
    v15, v17, v18 = road.clock("A14"), road.clock("M02"), road.clock("E01")
    assert (v15.due_on, v15.raw_on) == (D(2025, 10, 9), D(2025, 10, 8))
    assert "国庆节、中秋节假期" in "".join(v15.steps)
    assert v17.due_on == D(2025, 9, 30)  # the Sunday of the 28th is worked
    assert (v18.due_on, v18.raw_on) == (D(2025, 2, 28), D(2025, 2, 28))
    v19 = road.clock("A01")
    assert (v19.due_on, v19.light) == (D(2025, 6, 30), "black")
    assert "不再中断" in "".join(v19.steps)  # the application of September came too late


def test_an_agreement_in_force_on_2_march_is_confirmed_until_1_april(road):
    form = replace(road.form, came_on=D(2026, 2, 24), received_on=D(2026, 2, 24))
    road.service.save(road.actor, form, road.uid)
    road.step("apply", D(2026, 2, 24))
    road.step("accept", D(2026, 2, 25))
    road.write(agreement(signed_on=D(2026, 3, 2)))
    v16 = road.clock("M06")
    assert (v16.due_on, road.clock("M09").due_on) == (D(2026, 4, 1), D(2026, 3, 17))
    assert (v16.blocks, v16.days_left) == ("申请司法确认", (D(2026, 4, 1) - D(2026, 11, 23)).days)
    assert road.clock("M03").answered_on == D(2026, 3, 2)


# --- what moves them


def test_the_fifteen_days_run_from_the_receipt_and_not_from_a_step(road):
    road.step("apply", D(2026, 10, 14))
    assert (road.clock("M03").from_on, ends(road, "M03")) == (RECEIVED, D(2026, 10, 27))
    form = road.service.form(road.actor, road.uid)
    road.service.save(road.actor, replace(form, received_on=D(2026, 10, 13)), road.uid)
    assert ends(road, "M03") == D(2026, 10, 28)


def test_the_arbitration_stands_still_while_others_inquire_and_runs_on_after(road):
    road.write(event("arbitration_accepted", D(2026, 8, 3)))
    assert ends(road, "A09") == D(2026, 9, 17)
    road.write(event("pause", D(2026, 8, 10), text="工伤认定"))
    still = road.clock("A09")
    assert still.due_on == D(2026, 12, 31)  # 38 days were left on the day it stopped, counted from today
    road.write(event("pause_ended", D(2026, 8, 31)))
    paused = road.clock("A09")
    assert paused.due_on == D(2026, 10, 8)
    assert "工伤认定，21 天不计入" in "".join(paused.steps)
    road.write(event("award_extended", D(2026, 9, 30)))
    longer = road.clock("A09")
    assert (longer.due_on, longer.extended) == (D(2026, 10, 23), True)
    road.write(event("awarded", D(2026, 10, 20)))
    assert road.clock("A09").answered_on == D(2026, 10, 20)


def test_a_hearing_ahead_is_counted_back_from(road):
    road.write(event("hearing_set", D(2026, 12, 10)))
    assert (ends(road, "A07"), ends(road, "A08")) == (D(2026, 12, 3), D(2026, 12, 7))


def test_the_presumed_day_of_a_service_starts_its_clock(road):
    paper = (ServedPaper("仲裁申请书副本"),)
    sent = Service(uid="s1", papers=paper, method="mail", sent_on=D(2026, 11, 2), starts="respondent_served")
    road.write(sent)
    assert not any(clock.code == "A04" for clock in road.life.clocks)
    assert road.life.services[0].served_on is None
    assert road.service.reminders(road.actor).unserved == 1
    road.write(replace(sent, received_on=D(2026, 11, 4), returned_on=D(2026, 11, 5)))
    assert (road.life.services[0].served_on, ends(road, "A04")) == (D(2026, 11, 4), D(2026, 11, 18))
    assert road.service.reminders(road.actor).unserved == 0
    left = replace(sent, uid="s2", method="left", received_on=None, witnesses=("社区 陈某",), refused=True)
    road.write(replace(left, sent_on=D(2026, 11, 6)))
    assert ends(road, "A04") == D(2026, 11, 20)


def test_a_public_notice_serves_when_its_days_are_over(road):
    notice = Service(
        papers=(ServedPaper("受理通知书"),),
        method="notice",
        sent_on=D(2026, 9, 7),
        starts="respondent_served",
    )
    road.write(notice)
    assert road.life.services[0].served_on == D(2026, 10, 7)
    assert (ends(road, "A11"), road.clock("A04").from_on) == (D(2026, 10, 8), D(2026, 10, 7))


# --- the limitation


def test_each_claim_has_its_own_limitation_and_the_road_names_the_first(road):
    form = replace(
        road.form,
        received_on=None,
        claims=(
            ClaimItem(uid="c-wages", kind="wages", party_uid="party-worker"),
            ClaimItem(uid="c-severance", kind="severance", known_on=D(2026, 6, 1)),
        ),
    )
    road.service.save(road.actor, form, road.uid)
    limits = {clock.title: clock for clock in road.life.clocks if clock.code == "A01"}
    assert {title: clock.due_on for title, clock in limits.items()} == {
        "申请仲裁的时效（拖欠工资）": D(2027, 11, 1),  # a year from the day he left, 31 October is a Sunday
        "申请仲裁的时效（经济补偿）": D(2027, 6, 1),
    }
    assert {clock.light for clock in limits.values()} == {"green"}
    assert [clock.start for clock in limits.values()] == ["知道或者应当知道权利被侵害", "劳动关系终止"]
    road.write(LimitationFact(claim_uid="c-severance", kind="claimed", on=D(2026, 8, 3), evidence="快递单"))
    limits = {clock.title: clock.due_on for clock in road.life.clocks if clock.code == "A01"}
    assert limits["申请仲裁的时效（经济补偿）"] == D(2027, 8, 3)
    assert limits["申请仲裁的时效（拖欠工资）"] == D(2027, 11, 1)


def test_the_case_itself_interrupts_and_what_is_disputed_stands_beside_the_safe_day(road):
    form = replace(road.form, known_on=D(2026, 9, 1), claims=(ClaimItem(kind="severance"),))
    road.service.save(road.actor, form, road.uid)
    road.mediating()
    assert (road.clock("A01").due_on, road.clock("A01").safe_on) == (D(2027, 10, 12), D(2027, 10, 12))
    road.write(Hearing(held_on=HELD, result="failed"))
    road.step("fail", HELD, reason="差距太大")
    clock = road.clock("A01")
    assert (clock.due_on, clock.safe_on) == (D(2027, 10, 20), D(2027, 10, 12))
    assert {each.code: each.due_on for each in road.life.roads}["arbitration"] == D(2027, 10, 12)


def test_wages_of_one_who_is_still_employed_have_no_limit_and_say_so(road):
    worker = replace(road.form.parties[0], left_on=None)
    form = replace(road.form, parties=(worker, *road.form.parties[1:]), claims=road.form.claims[:1])
    road.service.save(road.actor, form, road.uid)
    assert not any(clock.code == "A01" for clock in road.life.clocks)
    assert any("不受一年时效限制" in warning for warning in road.life.warnings)


def test_an_unknown_day_is_asked_for_and_an_expired_limitation_blocks_nothing(road):
    form = replace(road.form, known_on=None, claims=(ClaimItem(kind="severance"),))
    road.service.save(road.actor, form, road.uid)
    assert "还没有填写知道权利被侵害之日，有的请求算不出仲裁时效。" in road.life.warnings
    road.service.save(road.actor, replace(form, known_on=D(2025, 3, 3)), road.uid)
    assert road.clock("A01").light == "black"
    road.mediating()
    assert road.state == "mediating"
    advised = [line for line in road.service.due(road.actor) if line.clock.code == "A01"]
    assert [line.clock.days_left < 0 for line in advised] == [True]
    road.write(Advised(D(2026, 10, 19)))
    assert not [line for line in road.service.due(road.actor) if line.clock.code == "A01"]


def test_five_days_of_silence_are_a_refusal_to_negotiate(road):
    form = replace(road.form, received_on=None, claims=(ClaimItem(kind="severance"),))
    road.service.save(road.actor, form, road.uid)
    road.write(event("negotiation_asked", D(2026, 11, 2)))
    clock = road.clock("A01")
    assert (ends(road, "M01"), clock.due_on, clock.safe_on) == (
        D(2026, 11, 9),
        D(2027, 11, 9),
        D(2027, 11, 2),
    )


def test_a_year_without_a_calendar_is_told(road):
    form = replace(road.form, known_on=D(2026, 10, 15), claims=(ClaimItem(kind="severance"),))
    road.service.save(road.actor, form, road.uid)
    clock = road.clock("A01")
    assert clock.estimated
    assert any("放假安排尚未收录" in step for step in clock.steps)
    with pytest.raises(RuleBroken, match="核对年份"):
        road.write(event("hearing_set", D(2099, 1, 4)))


# --- all cases at once


def test_what_is_due_in_all_cases_agrees_with_each_case_and_moves_at_once(road, service, actor, case_form):
    road.mediating()
    form = replace(case_form, came_on=D(2026, 11, 16), received_on=D(2026, 11, 16))
    other = service.save(actor, form).uid
    service.take_step(actor, other, "apply", on=D(2026, 11, 16))
    lines = service.due(actor)
    for uid in (road.uid, other):
        told = {(line.clock.code, line.clock.due_on) for line in lines if line.case_uid == uid}
        assert told <= {(clock.code, clock.due_on) for clock in service.clocks(actor, uid)}
    assert [(line.clock.code, line.clock.due_on) for line in lines[:3]] == [
        ("M03", D(2026, 10, 27)),
        ("M02", D(2026, 11, 19)),
        ("M03", D(2026, 12, 1)),
    ]
    assert lines[0].parties == "张𧒽芬 诉 杭州某某电子科技有限公司"
    assert lines[0].number_shown.endswith("〔2026〕白杨第0012号")
    assert service.reminders(actor).overdue == 2
    assert service.reminders(actor, office="XS").overdue == 0
    assert [line.clock.code for line in service.due(actor, D(2026, 11, 19))] == ["M03", "M02"]
    extension = Extension(D(2026, 11, 23), True, True, D(2026, 10, 26))
    road.write(extension)
    assert service.reminders(actor).today == 1


def test_what_a_party_may_no_longer_do_is_not_overdue_here(road):
    road.performing()
    codes = {line.clock.code for line in road.service.due(road.actor)}
    assert codes == {"M15", "M16", "A01"}  # the days of 司法确认 and of 仲裁审查 are over
    road.write(Payment(item_uid=item(), on=D(2026, 11, 9), amount_fen=1_000_000))
    road.step("perform", D(2026, 11, 9))
    road.write(FollowUp(on=D(2026, 11, 12), text="已收到。"))
    assert [line for line in road.service.due(road.actor) if line.case_uid == road.uid] == []


def test_the_calendar_file_names_cases_by_number_and_no_person(road, service, actor, database):
    road.mediating()
    file = service.calendar_file(actor)
    calendar = Calendar.from_ical(file)
    events = {str(each["summary"]): each for each in calendar.walk("VEVENT")}
    title = next(title for title in events if title.startswith("结束调解"))
    assert events[title]["dtstart"].dt == D(2026, 10, 27)
    text = file.decode()
    assert "张𧒽芬" not in text
    assert road.form.parties[0].person.id_no not in text
    assert len({str(each["uid"]) for each in events.values()}) == len(events)


def test_marks_tell_every_dated_event_for_the_picture(road):
    road.performing()
    marks = [(mark.kind, mark.on) for mark in road.life.marks]
    assert marks[0] == ("applied", RECEIVED)
    assert {"hearing", "agreed", "performance_due", "performance_begun"} <= {kind for kind, _ in marks}
    assert marks == sorted(marks, key=lambda mark: mark[1])


def test_a_planned_meeting_is_asked_for_until_its_notice_is_out(road):
    road.mediating()
    road.write(Hearing(kind="inquiry", planned_at=datetime(2026, 12, 2, 9, 0, tzinfo=CHINA)))
    assert not any(clock.code == "M17" for clock in road.life.clocks)
    road.write(Hearing(uid="late", planned_at=datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)))
    assert any("约定的调解会在调解期限届满" in warning for warning in road.life.warnings)
    road.service.strike(road.actor, road.uid, Hearing(uid="late"), "改期")
    road.write(Extension(D(2026, 12, 11), True, True, D(2026, 10, 26)))
    road.write(Hearing(planned_at=datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)))
    due = {line.clock.code: line.clock.due_on for line in road.service.due(road.actor)}
    assert due["M17"] == D(2026, 11, 27)
    parties = road.service.form(road.actor, road.uid).parties
    notice = (ServedPaper("调解通知书", form="mediation_notice"),)
    road.write(Service(sent_on=D(2026, 11, 23), papers=notice, party_uid=parties[0].uid))
    assert "M17" in {line.clock.code for line in road.service.due(road.actor)}
    road.write(Service(sent_on=D(2026, 11, 23), papers=notice, party_uid=parties[1].uid))
    assert "M17" not in {line.clock.code for line in road.service.due(road.actor)}


def test_a_consent_after_the_end_of_mediation_comes_too_late(road):
    road.accepted()
    chief = AssignedMediator(mediator=road.mediator(), chief=True, assigned_on=D(2026, 10, 14))
    road.step("ask", D(2026, 10, 15), act=chief)
    with pytest.raises(RuleBroken, match="2026年10月27日届满") as broken:
        road.step("mediate", D(2026, 10, 28), act=OpponentAnswer(agrees=True, on=D(2026, 10, 28)))
    assert broken.value.field == "extension"


def test_what_was_counted_is_counted_anew_after_every_way_of_writing(road, service, database, clock, actor):
    fresh = lambda: type(service)(database, clock).due(actor)  # noqa: E731
    assert service.due(actor) == fresh()
    road.performing()
    assert service.due(actor) == fresh()
    paid = road.write(Payment(item_uid=item(), on=D(2026, 11, 9), amount_fen=1_000_000))
    assert service.due(actor) == fresh()
    service.undo(actor, paid)
    assert service.due(actor) == fresh()
    form = service.form(actor, road.uid)
    renamed = replace(form.parties[0], person=replace(form.parties[0].person, name="张小芬"))
    service.save(actor, replace(form, parties=(renamed, *form.parties[1:])), road.uid)
    assert service.due(actor)[0].parties.startswith("张小芬")
    clock.go_on(days=1)
    assert service.due(actor) == fresh()


def test_a_payment_interrupts_the_limitation_and_one_taken_back_does_not(road):
    form = replace(road.form, known_on=D(2026, 9, 1), claims=(ClaimItem(kind="severance"),))
    road.service.save(road.actor, form, road.uid)
    road.performing()
    assert ends(road, "A01") == D(2027, 10, 20)  # the agreement is a promise to perform
    paid = Payment(item_uid=item(), on=D(2026, 11, 9), amount_fen=100)
    road.write(paid)
    assert ends(road, "A01") == D(2027, 11, 9)
    road.service.strike(road.actor, road.uid, paid, "记错案件")
    assert ends(road, "A01") == D(2027, 10, 20)


def test_an_agreement_that_the_court_confirmed_can_be_enforced_for_two_years(road):
    road.performing()
    road.write(event("confirmation_applied", D(2026, 10, 26), body="钱塘区人民法院"))
    assert road.clock("M06").answered_on == D(2026, 10, 26)
    assert ends(road, "M07") == D(2026, 10, 29)
    road.write(event("confirmed", D(2026, 11, 5)))
    assert ends(road, "A17") == D(2028, 11, 10)
    assert {each.code: each.closed for each in road.life.roads}["enforcement"] == ""


def test_a_receipt_that_does_not_come_back_is_asked_for(road):
    road.write(Service(papers=(ServedPaper("受理通知书"),), method="mail", sent_on=D(2026, 11, 2)))
    assert any("还没有退回" in warning for warning in road.life.warnings)
