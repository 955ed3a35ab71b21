"""A dispute is led from the walk-in to the archive, on a real store; a refusal leaves nothing behind."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from tests.conftest import TEST_KEY, StandingClock
from tests.dispute.conftest import DISTRICT, STREETS
from union_desk.core.clock import CHINA
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.dispute.rules import Instalment
from union_desk.dispute.service import DisputeService
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import (
    Advised,
    Agent,
    Agreement,
    AgreementItem,
    Application,
    AssignedMediator,
    CaseEvent,
    Closing,
    Consents,
    Extension,
    FollowUp,
    Hearing,
    LimitationFact,
    Mediator,
    Minute,
    NotOursFound,
    Offer,
    OpponentAnswer,
    Payment,
    Referral,
    Representatives,
    ServedPaper,
    Service,
)
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database
from union_desk.store.verify import verify

D = date
RECEIVED = D(2026, 10, 12)
HELD = D(2026, 10, 20)
DUE = D(2026, 11, 10)


TAG = [0]
CLOCK = StandingClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


class Road:
    """The steps of one case, so that a test can begin anywhere on the road."""

    def __init__(self, service: DisputeService, register: MediatorRegister, actor, form) -> None:
        self.service, self.actor, self.register = service, actor, register
        self.form = replace(form, came_on=RECEIVED, received_on=RECEIVED)
        self.uid = service.save(actor, self.form).uid
        TAG[0] += 1

    @property
    def state(self) -> str:
        return self.service.view(self.uid, self.actor).state

    @property
    def life(self):
        return self.service.life(self.actor, self.uid)

    def step(self, code: str, on: date | None = None, **more) -> str:
        return self.service.take_step(self.actor, self.uid, code, on=on, **more)

    def write(self, act) -> str:
        return self.service.write_down(self.actor, self.uid, act)

    def clock(self, code: str):
        return next(clock for clock in self.service.clocks(self.actor, self.uid) if clock.code == code)

    def mediator(self, name: str = "周明", **more) -> Mediator:
        card = Mediator(name=name, office="BY", organisation="白杨街道劳动争议调解中心", **more)
        self.register.save(self.actor, card)
        return card

    # --- whole stretches

    def accepted(self) -> Road:
        self.step("apply", RECEIVED)
        self.step("accept", D(2026, 10, 14))
        return self

    def mediating(self) -> Road:
        self.accepted()
        chief = AssignedMediator(mediator=self.mediator(), chief=True, assigned_on=D(2026, 10, 14))
        self.step("ask", D(2026, 10, 15), act=chief)
        self.step("mediate", D(2026, 10, 16), act=OpponentAnswer(agrees=True, on=D(2026, 10, 16)))
        return self

    def agreed(self, **more) -> Road:
        self.mediating()
        self.write(Hearing(held_on=HELD, result="agreed", mediators=("周明",)))
        self.step("agree", HELD, act=agreement(**more))
        return self

    def performing(self) -> Road:
        self.agreed()
        self.step("watch", D(2026, 10, 21))
        return self


def item() -> str:
    """Return the uid of the one item of the agreement of the case at hand."""
    return f"item-{TAG[0]}"


def agreement(**more) -> Agreement:
    wages = AgreementItem(
        uid=item(),
        kind="wages",
        title="工资",
        amount_fen=1_000_000,
        before_tax=True,
        due_on=DUE,
        account_name="张某",
        bank="中国工商银行",
        account_no="6222000000000000000",
    )
    return Agreement(
        **{
            "uid": f"agreement-{TAG[0]}",
            "signed_on": HELD,
            "signed_applicant": True,
            "signed_respondent": True,
            "signed_mediator": True,
            "sealed": True,
            "release": "本案工资争议了结。",
            "items": (wages,),
            **more,
        }
    )


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory, template_store):
    """Open one store for all tests of a module that look at their own case only."""
    folder = tmp_path_factory.mktemp("disputes")
    shutil.copy2(template_store, folder / "store.db")
    opened = Database.open(folder, TEST_KEY, CLOCK)
    furnish(opened, (DISTRICT, *STREETS), DISTRICT, {"王芳": (DISTRICT, SOLE_ROLES)})
    yield opened
    opened.close()


@pytest.fixture
def road(shared_store, actor, case_form) -> Road:
    service = DisputeService(shared_store, CLOCK)
    return Road(service, service.mediators, actor, case_form)


def refused(act, **more) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        act(**more) if more else act()
    assert broken.value.message.endswith("。")
    return broken.value


# --- the main road


def test_a_dispute_goes_the_whole_road_from_the_walk_in_to_the_archive(road, shared_store):
    assert road.state == "registered"
    road.performing()
    road.write(Payment(item_uid=item(), on=D(2026, 11, 9), amount_fen=1_000_000, evidence="回单"))
    road.step("perform", D(2026, 11, 9))
    road.write(FollowUp(on=D(2026, 11, 12), text="已收到全部工资。", satisfaction="content"))
    road.step("close_performed", D(2026, 11, 13), act=Closing("agreement", "按协议履行完毕。", "content"))
    road.step("archive", D(2026, 11, 16))
    view = road.service.view(road.uid, road.actor)
    assert view.state == "archived"
    assert (view.accepted_on, view.closed_on, view.archived_on) == (
        D(2026, 10, 14),
        D(2026, 11, 13),
        D(2026, 11, 16),
    )
    life = road.life
    assert [step.code for step in reversed(life.steps)] == [
        *("apply", "accept", "ask", "mediate", "agree", "watch", "perform", "close_performed", "archive")
    ]
    assert life.offered == ()
    assert life.paid_fen == 1_000_000
    assert verify(shared_store).ok


def test_a_step_says_all_that_it_lacks_and_where(road):
    offered = {step.code: step for step in road.life.offered}
    assert offered["apply"].lacks == ()
    road.accepted()
    lacks = road.life.offered[0].lacks
    assert [(lack.sentence, lack.place) for lack in lacks] == [("请先指定调解员。", "mediators")]
    assert refused(lambda: road.step("ask")).field == "mediators"
    assert road.state == "accepted"


def test_what_is_refused_leaves_nothing_behind(road):
    road.mediating()
    before = road.life
    late = Hearing(held_on=D(2026, 10, 21))
    with pytest.raises(RuleBroken, match="协议还缺被申请人签名盖章"):
        road.step("agree", D(2026, 10, 22), act=(late, agreement(signed_respondent=False)))
    assert road.life == before


def test_a_closed_case_goes_on_under_its_agreement_and_is_not_mediated_anew(road):
    road.performing()
    road.write(Payment(item_uid=item(), on=D(2026, 11, 9), amount_fen=1_000_000))
    road.step("perform", D(2026, 11, 9))
    road.write(FollowUp(on=D(2026, 11, 12), text="已收到。"))
    road.step("close_performed", D(2026, 11, 13), act=Closing("agreement"))
    broken = refused(lambda: road.step("reopen", D(2026, 11, 16), reason="又有争议"))
    assert (broken.field, "恢复履行监督" in broken.message) == ("agreement", True)
    entering = replace(road.actor, roles=frozenset({Role.ENTER}))
    with pytest.raises(RuleBroken, match="权限"):
        road.service.take_step(entering, road.uid, "reopen_closed", reason="款项被退回")
    review = replace(road.actor, roles=frozenset({Role.REVIEW}))
    road.service.take_step(review, road.uid, "reopen_closed", on=D(2026, 11, 16), reason="款项被退回")
    assert road.state == "performing"
    assert road.service.view(road.uid, road.actor).closed_on is None


# --- the roads beside it


def test_mediation_that_fails_is_closed_after_the_worker_was_told(road):
    road.mediating()
    assert refused(lambda: road.step("fail", HELD, reason="差距太大")).field == "hearings"
    road.write(Hearing(held_on=HELD, result="failed"))
    road.step("fail", HELD, reason="差距太大")
    assert road.clock("M03").answered_on == HELD
    done = Closing("failed", "双方分歧较大。")
    assert refused(lambda: road.step("close_without", D(2026, 10, 23), act=done)).field == "documents"
    road.step("close_without", D(2026, 10, 23), act=(done, Advised(D(2026, 10, 22))))
    assert road.state == "closed"


def test_the_other_side_refuses_and_later_comes_to_the_table(road):
    road.accepted()
    road.step("opponent_refuses", D(2026, 10, 19), act=OpponentAnswer(agrees=False, on=D(2026, 10, 16)))
    assert road.state == "opponent_refused"
    assert road.clock("M03").answered_on == D(2026, 10, 19)
    road.step("reopen", D(2026, 11, 2), reason="单位同意重新调解")
    form = road.service.form(road.actor, road.uid)
    assert (form.received_on, form.opponent_agrees) == (D(2026, 11, 2), None)
    clock = road.clock("M03")
    assert (clock.due_on, clock.answered_on) == (D(2026, 11, 17), None)
    road.service.take_back_step(road.actor, road.uid, "登记错了案件")
    form = road.service.form(road.actor, road.uid)
    assert (form.received_on, form.opponent_agrees) == (RECEIVED, False)
    assert road.state == "opponent_refused"


def test_a_case_lapses_only_after_its_last_day(road):
    road.mediating()
    assert refused(lambda: road.step("lapse", D(2026, 10, 27))).field == "extension"
    road.step("lapse", D(2026, 10, 28))
    assert road.state == "lapsed"


def test_an_applicant_takes_it_back(road):
    road.accepted()
    assert refused(lambda: road.step("withdraw", D(2026, 10, 15))).field == "reason"
    road.step("withdraw", D(2026, 10, 15), reason="双方已自行和解")
    assert road.state == "withdrawn"


def test_what_is_not_ours_goes_where_it_belongs_and_comes_back(road):
    assert refused(lambda: road.step("refuse", RECEIVED, reason="只要求补缴公积金")).field == "scope"
    road.step("refuse", RECEIVED, reason="只要求补缴公积金", act=NotOursFound("housing_fund"))
    assert road.state == "refused"
    road.step("take_back", D(2026, 10, 15), reason="另有工资请求", act=NotOursFound())
    assert road.state == "applied"
    clock = road.clock("M03")
    assert (clock.from_on, clock.answered_on) == (RECEIVED, None)


def test_a_case_is_handed_to_another_body(road):
    road.step("apply", RECEIVED)
    assert refused(lambda: road.step("transfer", RECEIVED, reason="工伤认定")).field == "transfer"
    road.step("transfer", RECEIVED, reason="属人力社保部门处理", act=Referral("区人力社保局"))
    assert road.state == "transferred"


def test_advice_becomes_a_case_with_nothing_typed_again(service, database, clock, actor, case_form):
    saved = service.save(actor, case_form, advice=True)
    assert (saved.number, service.view(saved.uid, actor).state) == ("", "advice")
    service.take_step(actor, saved.uid, "open_case")
    view = service.view(saved.uid, actor)
    assert (view.number, view.state) == ("BY-T-2026-00012", "registered")
    assert view.form.claims == service.form(actor, saved.uid).claims
    service.take_step(actor, saved.uid, "advise_only")
    assert service.view(saved.uid, actor).number == "BY-T-2026-00012"


def test_what_is_paid_in_part_or_not_at_all_goes_on_to_other_roads(road):
    road.performing()
    assert refused(lambda: road.step("default", D(2026, 11, 10))).field == "performance"
    road.write(Payment(item_uid=item(), on=DUE, amount_fen=400_000))
    road.step("part", D(2026, 11, 11))
    assert refused(lambda: road.step("perform", D(2026, 11, 12))).message == (
        "还不能登记已履行：还有 6,000.00 元没有履行。"
    )
    roads = {each.code: each for each in road.life.roads}
    assert (roads["payment_order"].closed, roads["court"].closed) == ("", "")
    assert roads["judicial_confirmation"].due_on == D(2026, 11, 19)
    assert roads["judicial_confirmation"].closed == "期限已于 2026年11月19日届满。"
    assert roads["enforcement"].closed == "还没有可以强制执行的文书。"
    done = (Closing("other_road"), Advised(D(2026, 11, 12)))
    road.step("close_owed", D(2026, 11, 13), reason="申请支付令", act=done)
    road.write(CaseEvent(kind="order_applied", on=D(2026, 11, 16), body="钱塘区人民法院"))
    assert road.clock("M11").due_on == D(2026, 11, 23)
    road.step("reopen_closed", D(2026, 11, 18), reason="单位愿意继续付款") if False else None


def test_a_step_is_taken_back_with_its_days_and_stays_readable(road):
    road.agreed()
    assert road.clock("M06").due_on == D(2026, 11, 19)
    assert refused(lambda: road.service.take_back_step(road.actor, road.uid, " ")).field == "reason"
    road.service.take_back_step(road.actor, road.uid, "协议日期写错")
    assert road.state == "mediating"
    life = road.life
    assert life.steps[0].title == "撤回：达成协议"
    assert "协议日期写错" in life.steps[1].taken_back
    road.write(replace(life.agreement, signed_on=D(2026, 10, 19)))
    assert road.clock("M06").due_on == D(2026, 11, 18)
    road.step("agree", HELD)
    road.step("watch", HELD)
    road.write(Payment(item_uid=item(), on=HELD, amount_fen=1))
    assert "付款记录" in refused(lambda: road.service.take_back_step(road.actor, road.uid, "x")).message


def test_only_who_may_decide_takes_a_step_and_another_office_none(road, xs_actor, district_actor):
    with pytest.raises(RuleBroken, match="别的单位的案件"):
        road.service.take_step(xs_actor, road.uid, "apply", on=RECEIVED)
    road.service.take_step(district_actor, road.uid, "apply", on=RECEIVED)
    assert road.state == "applied"


# --- bad orders of days


def test_an_agreement_before_the_receipt_of_the_application_is_refused(road):
    road.mediating()
    broken = refused(lambda: road.write(agreement(signed_on=D(2026, 10, 11))))
    assert broken.field == "signed_on"
    assert broken.message == "签订日期不能早于收到申请的日期 2026年10月12日。"
    assert road.life.agreement is None
    road.write(agreement())
    moved = refused(lambda: road.write(Application(received_on=D(2026, 10, 21))))
    assert moved.field == "received_on"


def test_a_meeting_before_the_case_was_accepted_is_refused_but_an_inquiry_is_not(road):
    road.step("apply", RECEIVED)
    broken = refused(lambda: road.write(Hearing(held_on=RECEIVED)))
    assert broken.message == "案件还没有受理，不能开调解会；调查和口头申请笔录可以先做。"
    road.write(Hearing(kind="inquiry", held_on=RECEIVED))
    road.step("accept", D(2026, 10, 14))
    early = refused(lambda: road.write(Hearing(held_on=D(2026, 10, 13))))
    assert (early.field, early.message) == ("held_on", "调解会不能早于受理日期 2026年10月14日。")
    assert [hearing.kind for hearing in road.life.hearings] == ["inquiry"]


def test_mediation_goes_on_longer_only_with_both_consents(road):
    road.mediating()
    late = D(2026, 11, 6)
    one = Extension(to_on=late, applicant_agrees=True, signed_on=D(2026, 10, 26))
    assert refused(lambda: road.write(one)).field == "extension_respondent"
    assert road.clock("M03").due_on == D(2026, 10, 27)
    both = replace(one, respondent_agrees=True)
    assert refused(lambda: road.write(replace(both, to_on=D(2026, 10, 27)))).field == "extended_to_on"
    assert refused(lambda: road.write(replace(both, signed_on=None))).field == "extension_signed_on"
    closed = refused(lambda: road.write(Hearing(held_on=D(2026, 10, 28))))
    assert "2026年10月27日届满" in closed.message
    road.write(both)
    clock = road.clock("M03")
    assert (clock.due_on, clock.extended) == (late, True)
    road.write(Hearing(held_on=D(2026, 10, 28)))
    road.write(Extension())
    assert road.clock("M03").due_on == D(2026, 10, 27)


def test_an_extension_without_both_consents_in_the_form_moves_no_clock(road):
    road.mediating()
    view = road.service.view(road.uid, road.actor)
    form = replace(view.form, extended_to_on=D(2026, 11, 6), extension_applicant=True)
    broken = refused(lambda: road.service.save(road.actor, form, road.uid))
    assert broken.field == "extension_respondent"
    assert road.clock("M03").due_on == D(2026, 10, 27)


def test_a_representative_from_outside_the_roster_is_refused(service, actor, collective_form):
    uid = service.save(actor, collective_form).uid
    form = service.form(actor, uid)
    workers = [party.uid for party in form.applicants]
    outside = next(party.uid for party in form.parties if party.side == "respondent")
    broken = refused(lambda: service.write_down(actor, uid, Representatives((*workers[:2], outside))))
    assert (broken.field, broken.message) == (
        "representatives",
        "有 1 名代表不在名册里，请先把他们加进名册。",
    )
    assert refused(lambda: service.write_down(actor, uid, Representatives(workers[:2]))).field
    service.write_down(actor, uid, Representatives(tuple(workers[4:7])))
    chosen = [party.uid for party in service.form(actor, uid).parties if party.representative]
    assert chosen == workers[4:7]


def test_a_settlement_by_representatives_needs_each_ones_consent(
    service, database, clock, actor, collective_form
):
    road = Road(
        service,
        MediatorRegister(database, clock),
        actor,
        replace(collective_form, claims=(), collective=True),
    )
    road.mediating()
    road.write(Hearing(held_on=HELD))
    workers = [party.uid for party in service.form(actor, road.uid).applicants]
    road.write(Consents(tuple(workers[:9]), on=HELD))
    broken = refused(lambda: road.step("agree", HELD, act=agreement()))
    assert (broken.field, "3 人还没有同意协议" in broken.message) == ("roster", True)
    road.step("agree", HELD, act=(Consents(tuple(workers[9:]), on=HELD), agreement()))
    assert road.state == "agreed"


CANNOT_BE = (
    (Hearing(), "planned_at"),
    (Hearing(held_on=D(2026, 11, 24)), "held_on"),
    (Hearing(held_on=HELD, from_time="25:00"), "from_time"),
    (Hearing(held_on=HELD, from_time="15:00", to_time="14:00"), "to_time"),
    (Hearing(held_on=HELD, kind="x"), "kind"),
    (Offer(on=HELD), "text"),
    (Offer(on=HELD, amount_fen=-1), "amount_fen"),
    (Offer(on=HELD, text="x", hearing_uid="none"), "hearing_uid"),
    (agreement(items=(AgreementItem(amount_fen=-5),)), "items.0.amount_fen"),
    (agreement(items=(AgreementItem(party_uid="nobody"),)), "items.0.party_uid"),
    (agreement(signed_on=None), "signed_on"),
    (agreement(signed_on=D(2026, 10, 28)), "signed_on"),
    (Payment(on=HELD, amount_fen=100), "on"),
    (FollowUp(on=HELD), "text"),
    (Service(sent_on=HELD), "papers"),
    (Service(sent_on=HELD, papers=(ServedPaper("通知书"),), method="x"), "method"),
    (Service(sent_on=HELD, papers=(ServedPaper("通知书"),), method="left"), "witnesses"),
    (Service(sent_on=HELD, papers=(ServedPaper("通知书"),), received_on=D(2026, 10, 19)), "received_on"),
    (CaseEvent(kind="accepted", on=HELD), "kind"),
    (CaseEvent(kind="arbitration_applied", on=D(2026, 12, 1)), "on"),
    (CaseEvent(kind="hearing_set", on=D(9999, 12, 31)), "on"),
    (CaseEvent(kind="known"), "on"),
    (LimitationFact(kind="resumed", on=HELD), "kind"),
    (LimitationFact(kind="claimed", on=HELD, claim_uid="none"), "claim_uid"),
    (AssignedMediator(assigned_on=HELD), "mediator"),
    (Agent(party_uid="party-worker", kind="lawyer"), "name"),
    (Agent(party_uid="party-worker", kind="lawyer", name="陈", authority="special"), "powers"),
    (Closing("x"), "result"),
    (OpponentAnswer(agrees=True), "opponent_answered_on"),
    (OpponentAnswer(agrees=True, on=D(2026, 10, 1)), "opponent_answered_on"),
    (NotOursFound("x"), "not_ours"),
    (Consents(("nobody",), on=HELD), "roster"),
)


def test_what_cannot_be_is_named_at_its_field(road):
    road.mediating()
    before = road.life
    worker = road.service.form(road.actor, road.uid).applicants[0].uid
    told = []
    for act, _field in CANNOT_BE:
        typed = replace(act, party_uid=worker) if isinstance(act, Agent) else act
        told.append((act, refused(partial(road.write, typed)).field))
    assert told == list(CANNOT_BE)
    assert road.life == before


# --- meetings, offers, agents, mediators


def test_minutes_are_only_ever_added_and_mended_by_another_line(road):
    road.mediating()
    hearing = Hearing(
        uid="hearing-1",
        planned_at=datetime(2026, 10, 20, 14, 30, tzinfo=CHINA),
        place="三楼调解室",
        held_on=HELD,
        minutes=(
            Minute("m1", "周明", "question", "工资拖欠几个月？"),
            Minute("m2", "张某", "answer", "两个月。"),
        ),
    )
    road.write(hearing)
    mended = Minute("m3", "张某", "answer", "一个半月。", replaces_uid="m2")
    road.write(replace(hearing, minutes=(mended,)))
    stored = road.life.hearings[0]
    assert [minute.text for minute in stored.minutes] == ["工资拖欠几个月？", "一个半月。"]
    assert stored.planned_at == datetime(2026, 10, 20, 14, 30, tzinfo=CHINA)
    changed = replace(hearing, minutes=(Minute("m1", "周明", "question", "另一句"),))
    assert refused(lambda: road.write(changed)).field == "minutes.0"
    road.write(Offer(uid="o1", hearing_uid="hearing-1", on=HELD, side="respondent", amount_fen=800_000))
    road.write(Offer(uid="o1", on=HELD, side="respondent", amount_fen=800_000, answer="counter"))
    assert [offer.answer for offer in road.life.offers] == ["counter"]


def test_a_notice_of_a_meeting_is_due_three_days_before_and_answered_by_its_service(road):
    road.mediating()
    road.write(Hearing(planned_at=datetime(2026, 10, 26, 9, 0, tzinfo=CHINA)))
    clock = road.clock("M17")
    assert (clock.due_on, clock.answered_on) == (D(2026, 10, 23), None)
    notice = Service(sent_on=D(2026, 10, 22), papers=(ServedPaper("调解通知书"),), starts="hearing_notified")
    road.write(replace(notice, received_on=D(2026, 10, 22)))
    assert road.clock("M17").answered_on == D(2026, 10, 22)


def test_mediators_stand_aside_and_only_one_is_chief(road):
    road.accepted()
    first, second = road.mediator("周明"), road.mediator("吴敏", phone="0571-11111111")
    one = AssignedMediator(uid="a1", mediator=first, chief=True, assigned_on=D(2026, 10, 14))
    road.write(one)
    road.write(AssignedMediator(uid="a2", mediator=second, chief=True, assigned_on=D(2026, 10, 14)))
    assert [(each.mediator.name, each.chief) for each in road.life.mediators] == [
        ("吴敏", True),
        ("周明", False),
    ]
    again = AssignedMediator(uid="a3", mediator=second, assigned_on=D(2026, 10, 14))
    assert refused(lambda: road.write(again)).field == "mediator"
    road.write(AssignedMediator("a2", second, recusal="与申请人是亲属", assigned_on=D(2026, 10, 14)))
    assert [each.blocks for each in road.life.conflicts] == [True]
    broken = refused(lambda: road.step("ask", D(2026, 10, 15)))
    assert (broken.field, "应当回避" in broken.message) == ("mediators", True)
    aside = AssignedMediator("a2", second, False, D(2026, 10, 14), D(2026, 10, 15), "与申请人是亲属")
    road.step("ask", D(2026, 10, 15), act=aside)
    assert road.life.conflicts == ()


def test_a_mediator_out_of_term_or_suspended_is_not_given_a_case(road):
    road.accepted()
    late = road.mediator("周明", to_on=D(2026, 9, 30))
    given = AssignedMediator(mediator=late, assigned_on=D(2026, 10, 14))
    assert "聘期不包括" in refused(lambda: road.write(given)).message
    road.register.save(road.actor, replace(late, to_on=None))
    road.register.suspend(road.actor, late.uid, "工作调动")
    assert "已暂停" in refused(lambda: road.write(given)).message
    assert told_of(road, late).state == "暂停"
    road.register.suspend(road.actor, late.uid, "", suspended=False)
    road.write(given)
    line = told_of(road, late)
    assert (line.open_cases, line.may_serve) == (1, True)


def told_of(road, card):
    return next(line for line in road.register.all(road.actor) if line.mediator.uid == card.uid)


def test_a_third_agent_of_one_party_is_refused(road):
    party = road.service.form(road.actor, road.uid).applicants[0].uid
    road.write(Agent(party_uid=party, name="李四", kind="staff"))
    third = Agent(party_uid=party, name="王五", kind="staff")
    assert refused(lambda: road.write(third)).message == "一方最多委托 2 名代理人。"


# --- striking out


def test_what_was_wrongly_written_is_struck_and_a_payment_reversed(road):
    road.performing()
    paid = Payment(uid="p1", item_uid=item(), on=DUE, amount_fen=1_000_000)
    road.write(paid)
    assert road.clock("M15").answered_on == DUE
    assert refused(lambda: road.write(paid)).field == "amount_fen"
    assert refused(lambda: road.service.strike(road.actor, road.uid, paid, "")).field == "reason"
    road.service.strike(road.actor, road.uid, paid, "记错案件")
    assert [payment.amount_fen for payment in road.life.payments] in (
        [-1_000_000, 1_000_000],
        [1_000_000, -1_000_000],
    )
    assert road.clock("M15").answered_on is None
    assert "已经冲正过" in refused(lambda: road.service.strike(road.actor, road.uid, paid, "再来")).message
    over = Payment(on=DUE, amount_fen=1_000_001)
    assert refused(lambda: road.write(over)).field == "amount_fen"
    event = CaseEvent(uid="e1", kind="inspection_complained", on=D(2026, 10, 13))
    road.write(event)
    road.service.strike(road.actor, road.uid, event, "没有投诉")
    assert all(each.uid != "e1" for each in road.life.events)
    step_event = next(each for each in road.life.events if each.of_step)
    assert "撤回那一步" in refused(lambda: road.service.strike(road.actor, road.uid, step_event, "x")).message
    assert "已经生效" in refused(lambda: road.service.strike(road.actor, road.uid, agreement(), "x")).message


def test_the_day_of_a_step_is_corrected_between_its_neighbours_and_moves_its_clocks(road):
    road.accepted()
    event = next(each for each in road.life.events if each.kind == "accepted")
    assert road.clock("M02").answered_on == D(2026, 10, 14)
    assert refused(lambda: road.write(replace(event, on=D(2026, 10, 11)))).field == "on"
    assert refused(lambda: road.write(replace(event, kind="known", on=D(2026, 10, 13)))).field == "kind"
    road.write(replace(event, on=D(2026, 10, 13)))
    assert road.clock("M02").answered_on == D(2026, 10, 13)
    assert road.service.view(road.uid, road.actor).accepted_on == D(2026, 10, 13)
    assert road.life.steps[0].on == D(2026, 10, 13)


def test_instalments_have_a_clock_each_and_the_rest_falls_due_when_one_is_missed(road):
    plan = (Instalment(1, D(2026, 11, 5), 400_000), Instalment(2, D(2026, 12, 5), 600_000))
    parts = replace(agreement().items[0], plan=plan, due_on=None)
    road.agreed(items=(parts,), accelerated=True)
    clocks = [clock for clock in road.life.clocks if clock.code == "M15"]
    assert [clock.due_on for clock in clocks] == [D(2026, 11, 5), D(2026, 12, 5)]
    assert "有一期逾期没有付，按协议约定，其余款项一并到期。" in road.life.warnings
    road.write(Payment(item_uid=item(), on=D(2026, 11, 6), amount_fen=400_000))
    assert [clock.answered_on for clock in road.life.clocks if clock.code == "M15"] == [D(2026, 11, 6), None]
