"""Supervision letters and reports of major disputes, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.dispute.rules.letters import ReportHours
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.values import IncidentReport, SupervisionLetter
from union_desk.dispute.values.letters import Issue, Reply
from union_desk.people.queries import employers

D = date
FIRM = "杭州某某电子科技有限公司"
OPINION = SupervisionLetter(
    employer_name=FIRM,
    addressee=FIRM,
    facts="你单位未支付职工2026年9月、10月工资。",
    law="《中华人民共和国劳动法》第五十条",
    demands="自收到本意见书之日起立即足额支付。",
    contact="王芳，0571-00000000",
)
SIGNED = Issue("钱塘工监意〔2026〕白杨第0001号", D(2026, 11, 2), "周某某", "vice_chair")


@pytest.fixture
def letters(service, database, clock):
    return Letters(database, clock)


@pytest.fixture
def incidents(service, database, clock):
    return Incidents(database, clock)


@pytest.fixture
def sent(letters, actor):
    """Return an opinion that the employer received on the day after it was signed."""
    uid = letters.save(actor, OPINION)
    letters.issue(actor, uid, SIGNED)
    letters.receive(actor, uid, D(2026, 11, 3))
    return uid


def test_half_a_letter_is_kept_and_what_it_lacks_is_told_when_it_is_signed(letters, actor):
    uid = letters.save(actor, SupervisionLetter(addressee=FIRM))
    assert letters.letter(actor, uid).state_label == "拟稿"
    with pytest.raises(RuleBroken, match="还没有填写查明的事实") as refused:
        letters.issue(actor, uid, SIGNED)
    assert refused.value.field == "facts"
    view = letters.letter(actor, uid)
    letters.save(actor, replace(OPINION, uid=view.uid), view)
    letters.issue(actor, uid, SIGNED)
    assert letters.letter(actor, uid).letter.signer_post == "vice_chair"


def test_a_letter_is_signed_by_the_chair_or_a_vice_chair_under_a_number_of_its_own(letters, actor):
    first, second = letters.save(actor, OPINION), letters.save(actor, OPINION)
    number = letters.proposed_number(actor, first)
    assert number == "钱塘工监意〔2026〕白杨第0001号"
    for wrong, field in (
        (replace(SIGNED, signer=""), "signer"),
        (replace(SIGNED, signer_post="member"), "signer_post"),
        (replace(SIGNED, on=D(2026, 11, 24)), "on"),
        (replace(SIGNED, number=" "), "number"),
    ):
        with pytest.raises(RuleBroken) as refused:
            letters.issue(actor, first, wrong)
        assert refused.value.field == field
    letters.issue(actor, first, replace(SIGNED, number=number))
    with pytest.raises(RuleBroken, match="已经用过"):
        letters.issue(actor, second, SIGNED)
    assert letters.proposed_number(actor, second) == "钱塘工监意〔2026〕白杨第0002号"


def test_fifteen_working_days_after_receipt_silence_is_told(letters, actor, clock, sent):
    view = letters.letter(actor, sent)
    assert (view.due_on, view.days_left, view.state) == (D(2026, 11, 24), 1, "waiting")
    assert any("15 个工作日" in step for step in view.why)
    assert "答复期限到2026年11月24日" in view.refusal
    with pytest.raises(RuleBroken, match="期满没有答复再提建议书"):
        letters.follow_up(actor, sent)
    clock.go_on(days=2)
    view = letters.letter(actor, sent)
    assert (view.state_label, view.days_left, view.refusal) == ("逾期未答复", -1, "")
    assert [each.uid for each in letters.due(actor)] == [sent]
    assert letters.due(actor, D(2026, 11, 23)) == ()


def test_a_suggestion_is_made_of_an_unanswered_opinion_without_typing(letters, actor, clock, sent):
    clock.go_on(days=2)
    uid = letters.follow_up(actor, sent)
    made = letters.letter(actor, uid)
    assert (made.letter.kind, made.letter.follows_uid) == ("suggestion", sent)
    assert made.letter.addressee == "钱塘区人力资源和社会保障局"
    assert made.letter.employer_name == FIRM
    told = (SIGNED.number, "2026年11月3日收到", "2026年11月24日答复期满没有答复", "指出：该单位未支付")
    for words in told:
        assert words in made.letter.facts, words
    assert "自收到意见书之日起立即足额支付。" in made.letter.demands
    assert made.letter.law == OPINION.law
    assert letters.proposed_number(actor, uid) == "钱塘工监建〔2026〕白杨第0001号"
    opinion = letters.letter(actor, sent)
    assert (opinion.follow_up_uid, opinion.state_label) == (uid, "已提建议书")
    assert letters.due(actor) == ()
    with pytest.raises(RuleBroken, match="已经提出建议书"):
        letters.follow_up(actor, sent)
    # A draft that was struck leaves the way open again.
    letters.discard(actor, uid, "重复")
    assert letters.letter(actor, sent).follow_up_uid == ""


def test_an_answer_stops_the_clock_and_what_was_put_right_needs_no_suggestion(letters, actor, sent):
    with pytest.raises(RuleBroken, match="不能早于收到日期"):
        letters.answer(actor, sent, Reply(D(2026, 11, 2), "已安排"))
    letters.answer(actor, sent, Reply(D(2026, 11, 20), "正在筹款"))
    view = letters.letter(actor, sent)
    assert (view.state, view.days_left) == ("answered", None)
    assert "是否改正" in view.refusal
    letters.answer(actor, sent, Reply(D(2026, 11, 20), "正在筹款", corrected=False))
    assert letters.letter(actor, sent).state_label == "未改正"
    made = letters.letter(actor, letters.follow_up(actor, sent))
    assert "2026年11月20日答复（答复称：正在筹款），但没有改正" in made.letter.facts
    letters.answer(actor, sent, Reply(D(2026, 11, 23), "已付清", corrected=True))
    assert letters.letter(actor, sent).state_label == "已改正"


def test_a_suggestion_rests_on_an_opinion(letters, actor):
    with pytest.raises(RuleBroken, match="先发意见书"):
        letters.save(actor, replace(OPINION, kind="suggestion"))


def test_what_was_signed_is_not_changed_any_more(letters, actor, xs_actor, sent):
    view = letters.letter(actor, sent)
    with pytest.raises(RuleBroken, match="已经签发"):
        letters.save(actor, replace(view.letter, facts="别的"), view)
    with pytest.raises(RuleBroken, match="已经签发"):
        letters.discard(actor, sent, "写错了")
    with pytest.raises(RuleBroken, match="别的单位的监督文书"):
        letters.receive(xs_actor, sent, D(2026, 11, 4))
    assert not letters.letter(xs_actor, sent).may_edit


def test_a_signing_is_taken_back_until_the_letter_was_received(letters, actor):
    uid = letters.save(actor, OPINION)
    letters.issue(actor, uid, SIGNED)
    with pytest.raises(RuleBroken, match="理由"):
        letters.recall(actor, uid, " ")
    letters.recall(actor, uid, "日期写错")
    view = letters.letter(actor, uid)
    assert (view.state, view.letter.number, view.letter.signer) == ("draft", "", "")
    assert any("撤回监督意见书" in event.text for event in letters.timeline(actor, uid))
    letters.issue(actor, uid, SIGNED)  # its number is free again
    letters.receive(actor, uid, D(2026, 11, 3))
    letters.receive(actor, uid, D(2026, 11, 4))  # a wrong day is put right
    assert letters.letter(actor, uid).due_on == D(2026, 11, 25)
    with pytest.raises(RuleBroken, match="已经收到"):
        letters.recall(actor, uid, "改主意")


def test_a_draft_that_a_colleague_has_changed_is_not_overwritten(letters, actor):
    uid = letters.save(actor, OPINION)
    view = letters.letter(actor, uid)
    letters.save(actor, replace(view.letter, law="《工资支付暂行规定》"), view)
    with pytest.raises(ChangedMeanwhile):
        letters.save(actor, replace(view.letter, facts="别的"), view)


def test_a_letter_of_a_case_knows_its_employer_and_stands_on_its_timeline(
    service, letters, actor, database, case_form
):
    case = service.save(actor, case_form).uid
    letter = letters.new_letter(actor, case)
    assert (letter.addressee, letter.facts) == (FIRM, "二〇二六年九月、十月的工资没有发。")
    uid = letters.save(actor, replace(letter, law="《劳动法》", demands="支付。"))
    letters.issue(actor, uid, SIGNED)
    (view,) = letters.letters(actor, case_uid=case)
    assert view.case_number == "钱塘工调〔2026〕白杨第0012号"
    assert any(SIGNED.number in event.text for event in service.timeline(actor, case))
    with database.read() as session:
        (firm,) = employers(session, [view.letter.employer_uid]).values()
        assert firm.legal_rep == "赵某某"  # what the card of the employer knows is kept


def test_only_the_opinion_of_a_case_runs_on_its_clocks(service, letters, actor, clock, case_form):
    case = service.save(actor, case_form).uid
    uid = letters.save(actor, replace(OPINION, case_uid=case))
    letters.issue(actor, uid, SIGNED)
    letters.receive(actor, uid, D(2026, 11, 3))
    (running,) = [each for each in service.clocks(actor, case) if each.code == "U01"]
    assert (running.due_on, running.answered_on) == (D(2026, 11, 24), None)
    clock.go_on(days=2)
    suggestion = letters.follow_up(actor, uid)
    number = letters.proposed_number(actor, suggestion)
    letters.issue(actor, suggestion, replace(SIGNED, number=number, on=D(2026, 11, 25)))
    letters.receive(actor, suggestion, D(2026, 11, 25))
    (running,) = [each for each in service.clocks(actor, case) if each.code == "U01"]
    assert running.due_on == D(2026, 11, 24)


def test_an_employer_that_is_typed_is_the_one_that_is_known(letters, actor, service, case_form):
    service.save(actor, case_form)
    uid = letters.save(actor, OPINION)
    known = service.form(actor, service.save(actor, replace(case_form, matter="又一件")).uid)
    assert letters.letter(actor, uid).letter.employer_uid == known.parties[1].employer.uid


def test_a_major_dispute_is_reported_within_hours_that_an_office_sets(incidents, actor, clock):
    happened = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    report = IncidentReport(employer_name=FIRM, happened_at=happened, headcount=36, cause="欠薪")
    uid = incidents.save(actor, report)
    view = incidents.report(actor, uid)
    assert (view.receiver, view.late) == ("钱塘区总工会", ())
    assert view.phone_by == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    clock.go_on(hours=2)
    assert incidents.report(actor, uid).late == ("还没有电话报告，2 小时的时限到 11-23 11:00 已过。",)
    late = replace(view.report, phoned_at=datetime(2026, 11, 23, 3, 30, tzinfo=UTC))
    incidents.save(actor, late, incidents.report(actor, uid))
    assert incidents.report(actor, uid).late == ("电话报告迟于 2 小时的时限（11-23 11:00）。",)
    keeper = Actor("王芳", "BY", "BY", frozenset({Role.ADMINISTER}))
    incidents.set_hours(keeper, ReportHours(3, 48))
    assert incidents.hours(actor) == ReportHours(3, 48)
    assert incidents.report(actor, uid).late == ()
    with pytest.raises(RuleBroken, match="不能短于"):
        incidents.set_hours(keeper, ReportHours(12, 6))


def test_a_report_of_a_case_is_filled_from_it(service, incidents, actor, collective_form):
    case = service.save(actor, collective_form).uid
    report = incidents.new_report(actor, case)
    assert (report.employer_name, report.headcount, report.cause) == (FIRM, 12, "拖欠工资")
    uid = incidents.save(actor, report)
    (view,) = incidents.reports(actor, case_uid=case)
    assert (view.uid, view.case_code) == (uid, "BY-T-2026-00012")
    incidents.discard(actor, uid, "重复登记")
    assert incidents.reports(actor) == ()


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("happened_at", {"happened_at": datetime(2026, 11, 24, tzinfo=UTC)}),
        ("phoned_at", {"phoned_at": datetime(2026, 11, 22, tzinfo=UTC)}),
        ("headcount", {"headcount": 0}),
        ("employer_name", {"employer_name": "", "cause": "", "place": ""}),
    ],
)
def test_what_cannot_be_of_a_report_is_told_at_its_field(incidents, actor, field, changed):
    report = IncidentReport(employer_name=FIRM, happened_at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    with pytest.raises(RuleBroken) as refused:
        incidents.save(actor, replace(report, **changed))
    assert refused.value.field == field
