"""A file is led from its application to its end, on a real store; what is refused leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.assistance.values import Grant
from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    HomeVisit,
    MeansCheck,
    Objection,
    Publicity,
    Recheck,
    Transfer,
)
from union_desk.store.verify import verify

D = date
APPLIED = D(2026, 10, 12)
VISIT = HomeVisit(on=D(2026, 10, 14), visitors=("沈佳", "李强"), housing="租住 46 平方米", conclusion="fits")
POSTED = Publicity(place="社区公告栏", phone="0571-00000000", cause="illness", from_on=D(2026, 10, 15))
AGREED = Opinion("street", "enrol", agreed=True, on=D(2026, 10, 26), signer="周明", text="情况属实")
APPROVED = Opinion("district", "enrol", agreed=True, on=D(2026, 11, 9), signer="虞一")
HELP = Grant(D(2026, 11, 16), "LIFE", "card", 300_000, source="own_union", handler="沈佳")


class Road:
    """The steps of one file, so that a test can begin anywhere on the road."""

    def __init__(self, service: HardshipService, actor, uid: str) -> None:
        self.service, self.actor, self.uid = service, actor, uid

    @property
    def state(self) -> str:
        return self.service.view(self.uid, self.actor).state

    def step(self, code: str, on: date | None = None, **more) -> str:
        return self.service.take_step(self.actor, self.uid, code, on=on, **more)

    def consent(self, kind: str, *places: int, **more) -> None:
        form = self.service.form(self.actor, self.uid)
        cards = [form.owner, *(entry.person for entry in form.members)]
        for place in places:
            given = Consent(cards[place].uid, kind, more.pop("given_on", APPLIED), **more)
            self.service.consent(self.actor, self.uid, given)

    def write(self, act) -> str:
        return self.service.write_down(self.actor, self.uid, act)

    def to_visiting(self) -> Road:
        self.step("apply", APPLIED)
        self.step("accept", D(2026, 10, 13))
        return self

    def to_published(self) -> Road:
        self.to_visiting().write(VISIT)
        self.consent("publicity", 0)
        self.step("publish", POSTED.from_on, act=POSTED)
        return self

    def to_review(self) -> Road:
        self.to_published().service.decide(self.actor, self.uid, "present", "severe")
        self.write(replace(POSTED, result="无异议", result_on=D(2026, 10, 23), signer="沈佳"))
        self.step("send_to_review", D(2026, 10, 23))
        return self

    def to_in_file(self) -> Road:
        self.to_review().step("pass_review", D(2026, 10, 26), act=AGREED)
        self.consent("means_check", 0, 1)
        check = MeansCheck(
            asked_on=D(2026, 10, 27), asked_of="区民政局", answered_on=D(2026, 11, 3), consistent=True
        )
        self.step("checked", D(2026, 11, 3), act=check)
        self.step("approve", D(2026, 11, 9), act=APPROVED)
        return self


@pytest.fixture
def road(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=APPLIED))
    return Road(service, district_actor, saved.uid)


@pytest.mark.on_server_too
def test_a_file_goes_the_whole_road_from_application_to_help(service, road, database, district_actor):
    assert road.to_in_file().state == "in_file"
    service.grant(district_actor, road.uid, HELP)
    view = service.view(road.uid, district_actor)
    assert (view.state, view.enrolled_on) == ("aided", D(2026, 11, 9))
    life = service.life(district_actor, road.uid)
    assert [step.code for step in reversed(life.steps)] == [
        *("apply", "accept", "publish", "send_to_review", "pass_review", "checked", "approve", "aid"),
    ]
    assert [(due.code, due.due_on) for due in life.due] == [
        ("register", D(2026, 12, 21)),
        ("recheck", D(2027, 11, 9)),
    ]
    texts = [event.text for event in service.timeline(district_actor, road.uid)]
    assert "生活救助 打卡 3,000.00 元（本级工会经费）。" in texts
    assert "系统（街道）工会同意（周明签名）：情况属实" in texts
    assert verify(database).ok
    service.register(district_actor, road.uid, "KN330114-2026-00031", D(2026, 11, 20))
    assert [due.code for due in service.life(district_actor, road.uid).due] == ["recheck"]


def test_the_list_and_the_head_tell_the_next_step_and_its_day(service, road, district_actor):
    road.to_visiting()
    row = service.rows(district_actor, [road.uid])[road.uid]
    assert (row.state_label, row.next_step, row.due_on) == ("入户核查", "开始公示", D(2026, 10, 19))
    step = service.view(road.uid, district_actor).next_step
    assert "5日" in step.why
    offered = {each.code: each for each in service.life(district_actor, road.uid).offered}
    assert [lack.sentence for lack in offered["publish"].lacks] == [
        "还没有入户核查记录。",
        "张𧒽芬没有同意公示（或已撤回），不能公示。",
    ]
    assert offered["return"].lacks == ()


@pytest.mark.parametrize(
    ("act", "field", "sentence"),
    [
        (replace(VISIT, visitors=()), "visitors", "核查人"),
        (replace(VISIT, on=D(2026, 11, 24)), "on", "不能晚于今天"),
        (replace(VISIT, conclusion=""), "conclusion", "核查结论"),
        (replace(POSTED, place=" "), "place", "公示地点"),
        (replace(POSTED, cause="尿毒症"), "cause", "不写病名"),
        (replace(POSTED, to_on=D(2026, 10, 20)), "to_on", "公示至少到 2026年10月22日"),
        (replace(POSTED, result="无异议", result_on=D(2026, 10, 22)), "result_on", "期满以后"),
        (replace(POSTED, result="无异议"), "result", "一起填写"),
        (Objection(on=D(2026, 10, 20), who="甲", text="有房"), "on", "还没有公示"),
        (MeansCheck(asked_on=None), "asked_on", "提请核对日期"),
        (MeansCheck(asked_on=D(2026, 10, 27), answered_on=D(2026, 10, 26)), "answered_on", "之间"),
        (replace(AGREED, agreed=False, text=""), "text", "不同意的"),
        (replace(AGREED, signer=""), "signer", "签名"),
        (Transfer(on=D(2026, 11, 2)), "receiver", "接收单位"),
        (Recheck(on=D(2026, 11, 2)), "outcome", "复核结论"),
    ],
)
def test_an_act_that_cannot_be_is_refused_at_its_field(service, road, act, field, sentence):
    road.to_visiting()
    events = len(service.timeline(road.actor, road.uid))
    with pytest.raises(RuleBroken, match=sentence) as refused:
        road.write(act)
    assert refused.value.field == field
    assert len(service.timeline(road.actor, road.uid)) == events


def test_publicity_over_the_national_day_lasts_five_working_days(service, district_actor, family):
    uid = service.save(district_actor, replace(family, applied_on=D(2026, 9, 21))).uid
    road = Road(service, district_actor, uid)
    road.step("apply", D(2026, 9, 21))
    road.step("accept", D(2026, 9, 22))
    road.write(replace(VISIT, on=D(2026, 9, 24)))
    road.consent("publicity", 0, given_on=D(2026, 9, 21))
    road.step("publish", D(2026, 9, 29), act=replace(POSTED, from_on=D(2026, 9, 29)))
    (shown,) = service.life(district_actor, uid).publicities
    # 30 September, 8, 9, 10 (a worked Saturday) and 12 October
    assert shown.to_on == D(2026, 10, 12)
    assert "2026年10月12日" in "".join(shown.steps)


def test_an_objection_stops_the_road_until_it_is_handled(service, road):
    road.to_published()
    told = Objection(on=D(2026, 10, 20), who="某邻居", phone="13800000001", text="家里有两套房")
    road.step("object", D(2026, 10, 20), act=told)
    assert road.state == "objection"
    with pytest.raises(RuleBroken, match="还有 1 件异议"):
        road.step("dismiss", D(2026, 10, 21), reason="查无实据")
    settled = replace(told, handling="查不动产登记，只有一套", upheld=False, handled_on=D(2026, 10, 21))
    road.step("dismiss", D(2026, 10, 21), reason="查无实据", act=settled)
    assert road.state == "published"
    with pytest.raises(RuleBroken, match="期满") as late:
        road.write(replace(told, uid="late", on=D(2026, 10, 23)))
    assert late.value.field == "on"


def test_a_withdrawn_consent_stops_the_publicity(service, road):
    road.to_visiting().write(VISIT)
    road.consent("publicity", 0)
    form = service.form(road.actor, road.uid)
    consent = service.consents(road.actor, road.uid)[0]
    assert consent.person_uid == form.owner.uid
    service.withdraw(road.actor, road.uid, consent.uid, D(2026, 10, 14), "不愿意让邻居知道")
    with pytest.raises(RuleBroken, match="张𧒽芬没有同意公示"):
        road.step("publish", POSTED.from_on, act=POSTED)
    assert service.life(road.actor, road.uid).publicities == ()
    with pytest.raises(RuleBroken, match="已经撤回"):
        service.withdraw(road.actor, road.uid, consent.uid, D(2026, 10, 15))


def test_a_childs_consent_is_signed_by_the_guardian(service, road, id_no, family):
    small = replace(
        family.members[1], person=replace(family.members[1].person, id_no=id_no("20190105", "221"))
    )
    form = service.form(road.actor, road.uid)
    service.save(road.actor, replace(form, members=(form.members[0], small)), road.uid)
    with pytest.raises(RuleBroken, match="监护人") as refused:
        road.consent("sensitive", 2)
    assert refused.value.field == "given_by"
    road.consent("sensitive", 2, given_by="张𧒽芬")


def test_every_grown_up_signs_the_authorisation(service, road):
    road.to_review().step("pass_review", D(2026, 10, 26), act=AGREED)
    road.consent("means_check", 0)
    check = MeansCheck(asked_on=D(2026, 10, 27), answered_on=D(2026, 11, 3), consistent=True)
    with pytest.raises(RuleBroken, match="李建国没有签核对授权书"):
        road.step("checked", D(2026, 11, 3), act=check)
    road.consent("means_check", 1, until_on=D(2026, 10, 30))
    with pytest.raises(RuleBroken, match="李建国没有签核对授权书"):
        road.step("checked", D(2026, 11, 3), act=check)


def test_a_check_that_differs_needs_to_say_how_it_was_handled(service, road):
    road.to_review().step("pass_review", D(2026, 10, 26), act=AGREED)
    road.consent("means_check", 0, 1)
    check = MeansCheck(asked_on=D(2026, 10, 27), answered_on=D(2026, 11, 3), consistent=False)
    with pytest.raises(RuleBroken, match="不一致"):
        road.step("checked", D(2026, 11, 3), act=check)
    road.step("checked", D(2026, 11, 3), act=replace(check, handling="补报兼职收入，类别不变"))
    assert road.state == "approval"


def test_a_returned_file_comes_back_to_where_it_was(service, road):
    road.to_review()
    with pytest.raises(RuleBroken) as refused:
        road.step("return", D(2026, 10, 26))
    assert refused.value.field == "reason"
    road.step("return", D(2026, 10, 26), reason="缺结算单原件")
    assert road.state == "returned"
    assert service.life(road.actor, road.uid).due[0].due_on == D(2026, 11, 10)
    road.step("resubmit", D(2026, 10, 28))
    assert road.state == "review"


def test_an_opinion_that_does_not_agree_stops_the_road(service, road):
    road.to_review()
    against = replace(AGREED, agreed=False, text="收入不实")
    with pytest.raises(RuleBroken, match="不同意"):
        road.step("pass_review", D(2026, 10, 26), act=against)
    assert service.opinions(road.actor, road.uid) == ()
    road.write(against)
    with pytest.raises(RuleBroken, match="意见是不同意"):
        road.step("pass_review", D(2026, 10, 26))
    road.step("refuse", D(2026, 10, 27), reason="收入不实")
    assert road.state == "refused"


@pytest.mark.on_server_too
def test_a_wrong_step_is_taken_back_by_a_step_that_stays_on_record(service, road, database):
    road.to_in_file()
    with pytest.raises(RuleBroken) as refused:
        service.take_back_step(road.actor, road.uid, " ")
    assert refused.value.field == "reason"
    service.take_back_step(road.actor, road.uid, "点错了档案")
    view = service.view(road.uid, road.actor)
    assert (view.state, view.enrolled_on) == ("approval", None)
    steps = service.life(road.actor, road.uid).steps
    assert [step.title for step in steps[:2]] == ["撤回：同意建档", "同意建档"]
    assert "点错了档案" in steps[1].taken_back
    road.step("approve", D(2026, 11, 10))
    assert service.view(road.uid, road.actor).enrolled_on == D(2026, 11, 10)
    assert verify(database).ok


def test_steps_are_taken_back_one_by_one_to_the_very_first(service, road):
    road.to_visiting()
    service.take_back_step(road.actor, road.uid, "误点")
    service.take_back_step(road.actor, road.uid, "误点")
    assert road.state == "draft"
    with pytest.raises(RuleBroken, match="没有可以撤回的步骤"):
        service.take_back_step(road.actor, road.uid, "误点")


@pytest.mark.on_server_too
def test_a_step_can_be_undone_at_once_with_its_act(service, road):
    road.to_visiting().write(VISIT)
    road.consent("publicity", 0)
    work = road.step("publish", POSTED.from_on, act=POSTED)
    service.undo(road.actor, work)
    assert road.state == "visiting"
    assert service.life(road.actor, road.uid).publicities == ()


def test_a_child_does_not_own_a_file(service, district_actor, family, id_no):
    child = replace(family.owner, id_no=id_no("20121105", "221"), work_status="", card_no="")
    family = replace(family, members=(), incomes=(), outlays=(), applied_on=APPLIED)
    uid = service.save(district_actor, replace(family, owner=child)).uid
    with pytest.raises(RuleBroken, match="应由家长作建档职工"):
        service.take_step(district_actor, uid, "apply", on=APPLIED)
    student = replace(family.owner, name="学生甲", id_no=id_no("20071105", "221"), work_status="student")
    uid = service.save(district_actor, replace(family, owner=replace(student, card_no=""))).uid
    with pytest.raises(RuleBroken, match="学生不能作建档职工"):
        service.take_step(district_actor, uid, "apply", on=APPLIED)


def months(first: int, *incomes: int) -> tuple[ExitMonth, ...]:
    return tuple(ExitMonth(D(2026, first + number, 1), each, 3) for number, each in enumerate(incomes))


def test_six_months_above_the_line_lift_a_household_after_publicity(service, road, clock):
    road.to_in_file()
    agreed = Opinion("district", "exit", agreed=True, on=D(2026, 11, 23), signer="虞一")
    leaving = Exit(on=D(2026, 11, 23), kind="lifted", months=months(5, *[320_000] * 6))
    with pytest.raises(RuleBroken, match="脱困前的公示"):
        road.step("lift", D(2026, 11, 23), act=leaving)
    road.write(leaving)
    shown = replace(POSTED, uid="lifting", purpose="lift", from_on=D(2026, 11, 9))
    road.write(replace(shown, result="无异议", result_on=D(2026, 11, 17)))
    road.step("lift", D(2026, 11, 23), act=agreed)
    view = service.view(road.uid, road.actor)
    assert (view.state, view.may_edit) == ("lifted", False)
    life = service.life(road.actor, road.uid)
    assert [(due.code, due.due_on) for due in life.due] == [("watch", D(2027, 11, 23))]
    assert "到最后一个月为止连续 6 个月高于标准 ≥ 6 个月。" in life.exits[0].steps
    assert [step.code for step in life.offered] == ["relapse"]
    with pytest.raises(RuleBroken, match="已脱困的档案不能办理“注销”"):
        road.step("deregister", D(2026, 11, 23), reason="再关一次")
    with pytest.raises(RuleBroken, match="已经离档"):
        road.write(VISIT)
    with pytest.raises(RuleBroken, match="已经离档"):
        service.grant(road.actor, road.uid, HELP)


def test_five_months_are_not_enough(service, road):
    road.to_in_file()
    with pytest.raises(RuleBroken, match="现在连续 5 个月"):
        road.step(
            "lift",
            D(2026, 11, 23),
            act=Exit(on=D(2026, 11, 23), kind="lifted", months=months(5, 290_000, *[320_000] * 5)),
        )


def test_a_deregistration_names_its_reason_and_frees_the_household(service, road, family):
    road.to_in_file()
    agreed = Opinion("district", "exit", agreed=True, on=D(2026, 11, 23), signer="虞一")
    road.write(agreed)
    with pytest.raises(RuleBroken, match="注销的原因"):
        road.step("deregister", D(2026, 11, 23), reason="本人提出")
    leaving = Exit(on=D(2026, 11, 23), kind="deregistered", reason="gave_up")
    road.step("deregister", D(2026, 11, 23), reason="本人提出", act=leaving)
    assert road.state == "deregistered"
    again = service.save(road.actor, replace(family, applied_on=D(2026, 11, 23)))
    assert again.uid != road.uid


def test_a_file_that_ended_is_not_reopened_beside_a_newer_one(service, road, family):
    road.step("apply", APPLIED)
    road.step("withdraw", D(2026, 10, 13), reason="本人撤回")
    service.save(road.actor, replace(family, applied_on=D(2026, 11, 23)))
    with pytest.raises(RuleBroken, match="一户只建一份档案"):
        road.step("reopen", D(2026, 11, 23), reason="又来申请")
    assert road.state == "withdrawn"


def test_the_yearly_recheck_renews_or_changes_the_class(service, road, clock):
    road.to_in_file()
    service.register(road.actor, road.uid, "KN330114-2026-00031", D(2026, 11, 20))
    clock.go_on(days=350)
    road.step("recheck", D(2027, 11, 1))
    with pytest.raises(RuleBroken, match="复核记录"):
        road.step("renew", D(2027, 11, 2))
    found = Recheck(on=D(2027, 11, 2), outcome="class_changed", text="收入上升")
    road.write(found)
    with pytest.raises(RuleBroken, match="重新认定类别"):
        road.step("change_class", D(2027, 11, 2), reason="收入上升")
    service.decide(road.actor, road.uid, "present", "relative", "收入上升，取相对困难")
    road.step("change_class", D(2027, 11, 2), reason="收入上升")
    view = service.view(road.uid, road.actor)
    assert (view.state, view.class_code) == ("in_file", "relative")
    assert view.next_step.due_on == D(2028, 11, 2)


@pytest.mark.parametrize(
    ("grant", "field", "sentence"),
    [
        (replace(HELP, on=D(2026, 11, 8)), "on", "先建档、后帮扶"),
        (replace(HELP, on=D(2026, 11, 24)), "on", "不能晚于今天"),
        (replace(HELP, amount_fen=None), "amount_fen", "请填写金额"),
        (replace(HELP, amount_fen=-1), "amount_fen", "大于 0"),
        (replace(HELP, kind="?"), "kind", "帮扶项目"),
        (replace(HELP, form="goods", amount_fen=None), "goods", "物品"),
        (replace(HELP, source=""), "source", "资金来源"),
        (replace(HELP, handler=" "), "handler", "经办人"),
    ],
)
def test_a_help_that_cannot_be_is_refused_at_its_field(service, road, grant, field, sentence):
    road.to_in_file()
    with pytest.raises(RuleBroken, match=sentence) as refused:
        service.grant(road.actor, road.uid, grant)
    assert refused.value.field == field
    assert road.state == "in_file"


@pytest.mark.on_server_too
def test_a_wrong_help_is_reversed_and_never_edited(service, road):
    road.to_in_file()
    service.grant(road.actor, road.uid, HELP)
    (given,) = service.grants(road.actor, road.uid)
    service.reverse(road.actor, road.uid, given.uid, "户名写错，银行退回")
    (given,) = service.grants(road.actor, road.uid)
    assert given.reversed_why == "户名写错，银行退回"
    with pytest.raises(RuleBroken, match="已经冲正"):
        service.reverse(road.actor, road.uid, given.uid, "再来一次")


def test_winter_warmth_may_come_before_the_file(service, road):
    service.grant(
        road.actor, road.uid, replace(HELP, kind="WARM", form="goods", amount_fen=None, goods="米、油")
    )
    assert road.state == "draft"


def test_who_may_not_take_a_step_is_told_who_may(service, road, district_actor):
    clerk = replace(district_actor, roles=frozenset({Role.ENTER}))
    road.step("apply", APPLIED)
    with pytest.raises(RuleBroken, match="经办"):
        service.take_step(clerk, road.uid, "accept")
    offered = {step.code: step for step in service.life(clerk, road.uid).offered}
    assert "权限" in offered["accept"].refusal
    assert offered["withdraw"].refusal == ""


@pytest.mark.on_server_too
def test_of_two_opinions_of_one_day_the_later_one_counts(service, road):
    road.to_review()
    for _ in range(3):
        road.write(replace(AGREED, agreed=False, text="收入不实"))
        with pytest.raises(RuleBroken, match="不同意"):
            road.step("pass_review", D(2026, 10, 26))
        road.write(AGREED)
    road.step("pass_review", D(2026, 10, 26))
    assert [each.agreed for each in service.opinions(road.actor, road.uid)] == [True, False] * 3
