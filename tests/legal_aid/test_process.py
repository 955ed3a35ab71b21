"""A case of legal aid is led from the visit to the archive, on a real store; what is late is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.dispute.values import Agent, AssignedMediator, CaseForm, Mediator, Party
from union_desk.legal_aid.service import LegalAidService
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.service.subsidies import Subsidies
from union_desk.legal_aid.values import (
    AidEvent,
    AidItem,
    Assignment,
    Decision,
    Ending,
    Progress,
    Provider,
    Rating,
    Report,
    Supplement,
    Urgency,
)
from union_desk.legal_aid.values.process import AidApplication, AidRules
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.verify import verify

D = date
APPLIED = D(2026, 10, 12)  # a Monday
DECIDED = D(2026, 10, 15)
LAWYER = Provider(
    uid="lawyer",
    name="陈律",
    firm="浙江某某律师事务所",
    licence_no="13301202010000001",
    phone="13800000001",
    speciality="劳动报酬",
)


class Road:
    """The steps of one case, so that a test can begin anywhere on the road."""

    def __init__(self, service: LegalAidService, actor, form, **more) -> None:
        self.service, self.actor = service, actor
        self.form = replace(form, came_on=APPLIED, applied_on=APPLIED, **more)
        self.uid = service.save(actor, self.form).uid

    @property
    def view(self):
        return self.service.view(self.uid, self.actor)

    @property
    def state(self) -> str:
        return self.view.state

    @property
    def life(self):
        return self.service.life(self.actor, self.uid)

    def step(self, code: str, on: date | None = None, **more) -> str:
        return self.service.take_step(self.actor, self.uid, code, on=on, **more)

    def write(self, act) -> str:
        return self.service.write_down(self.actor, self.uid, act)

    def clock(self, code: str):
        return next(clock for clock in self.service.clocks(self.actor, self.uid) if clock.code == code)

    def told(self) -> list[str]:
        return [event.text for event in self.service.timeline(self.actor, self.uid)]

    # --- whole stretches

    def examining(self) -> Road:
        self.step("apply", APPLIED)
        self.step("examine", APPLIED)
        return self

    def granted(self, on: date = DECIDED) -> Road:
        self.examining()
        return self.grant(on)

    def grant(self, on: date = DECIDED) -> Road:
        decision = Decision(granted=True, on=on, number="钱塘工援决字〔2026〕第1号", examiner="王芳")
        self.step("grant", on, act=decision)
        return self

    def assigned(self) -> Road:
        self.granted()
        given = Assignment(uid="given", provider=LAWYER, number="指1", assigned_on=D(2026, 10, 16))
        self.step("assign", D(2026, 10, 16), act=given)
        return self

    def handling(self) -> Road:
        self.assigned()
        signed = replace(self.life.assignments[0], told_on=D(2026, 10, 16), contract_on=D(2026, 10, 19))
        self.step("contract", D(2026, 10, 19), act=signed)
        return self

    def reported(self) -> Road:
        self.handling()
        self.write(Progress(uid="talk", on=D(2026, 10, 20), text="约谈", hours_tenths=15))
        self.step("end", D(2026, 11, 2), act=Ending(on=D(2026, 11, 2), result="won"))
        self.step("report", D(2026, 11, 4), act=Report(on=D(2026, 11, 4), text="裁决支持全部请求。"))
        return self


@pytest.fixture
def register(store, clock) -> Providers:
    return Providers(store, clock)


@pytest.fixture
def subsidies(store, clock) -> Subsidies:
    return Subsidies(store, clock)


@pytest.fixture
def road(service, register, actor, aid_form) -> Road:
    register.save(actor, LAWYER)
    return Road(service, actor, aid_form)


def test_a_case_goes_from_the_visit_to_the_archive(road, store):
    road.reported()
    assert road.view.next_step.action == "close"
    road.write(AidItem(uid="item-wages", kind="wages", claimed_fen=1_200_000, won_fen=1_200_000))
    road.step("close", D(2026, 11, 5))
    paid = AidItem(
        uid="item-wages",
        kind="wages",
        claimed_fen=1_200_000,
        won_fen=1_200_000,
        paid_fen=1_200_000,
        paid_on=D(2026, 11, 10),
    )
    road.write(paid)
    road.step("archive", D(2026, 11, 12))
    road.write(Rating("very", D(2026, 11, 20)))
    life = road.life
    assert (road.state, road.view.closed_on, road.view.archived_on) == (
        "archived",
        D(2026, 11, 5),
        D(2026, 11, 12),
    )
    assert road.view.paid_fen == 1_200_000
    codes = [step.code for step in reversed(life.steps)]
    assert codes == ["apply", "examine", "grant", "assign", "contract", "end", "report", "close", "archive"]
    assert (life.decision.granted, life.ending.result, life.report.on) == (True, "won", D(2026, 11, 4))
    assert "免予核查经济困难状况" in life.decision.steps[0]
    assert life.rating.rating == "very"
    assert "回访受援人：非常满意。" in road.told()
    assert road.service.due(road.actor) == ()
    assert verify(store).ok
    with pytest.raises(RuleBroken, match="案件已归档，不能再补记"):
        road.write(Progress(on=D(2026, 11, 20), text="补记"))


def test_the_days_of_the_decision_are_those_of_the_place(road):
    road.examining()
    due = {}
    for pack in ("", "zhejiang-2016", "hangzhou-2017", "union-2008"):
        road.write(AidRules(pack))
        due[pack] = road.clock("L01").due_on.day
    assert due == {"": 19, "zhejiang-2016": 21, "hangzhou-2017": 19, "union-2008": 19}
    with pytest.raises(RuleBroken, match="请从列表中选择"):
        road.write(AidRules("beijing"))


def test_a_decision_after_its_day_is_taken_and_told(road):
    road.granted(on=D(2026, 10, 22))
    assert road.state == "granted"
    clock = road.clock("L01")
    assert (clock.due_on, clock.answered_on) == (D(2026, 10, 19), D(2026, 10, 22))
    late = "决定是否给予法律援助的期限到 2026年10月19日为止，晚了 3 天。"
    assert late in road.life.warnings
    assert any(text.endswith(late) for text in road.told())
    assert road.clock("L02").due_on == D(2026, 10, 26)  # the third day is a Sunday


def test_papers_are_asked_for_once_and_the_days_stand_still_meanwhile(road):
    road.examining()
    asked = Supplement(asked_on=D(2026, 10, 14), papers="工资流水、社保记录", due_on=D(2026, 10, 21))
    road.step("ask_papers", D(2026, 10, 14), act=asked)
    assert road.clock("L03").due_on == D(2026, 10, 21)
    with pytest.raises(RuleBroken, match="已经一次性告知过补正"):
        road.write(replace(asked, papers="再交一份"))
    with pytest.raises(RuleBroken, match="补正的日期"):
        road.step("supplemented", D(2026, 10, 20))
    road.step("supplemented", D(2026, 10, 20), act=replace(asked, came_on=D(2026, 10, 20)))
    # Six days did not count: the 19th became the 25th, a Sunday.
    assert (road.state, road.clock("L01").due_on) == ("examining", D(2026, 10, 26))
    assert "ask_papers" not in [step.code for step in road.life.offered]
    with pytest.raises(RuleBroken, match="不能再要求补正"):
        road.step("ask_papers", D(2026, 10, 21))


def test_working_days_stand_still_too(road):
    road.write(AidRules("zhejiang-2016"))
    road.examining()
    asked = Supplement(D(2026, 10, 14), "工资流水", D(2026, 10, 30), D(2026, 10, 21))
    road.step("ask_papers", D(2026, 10, 14), act=replace(asked, came_on=None))
    road.step("supplemented", D(2026, 10, 21), act=asked)
    # Two of seven working days were used; five are left from the 21st.
    assert road.clock("L01").due_on == D(2026, 10, 28)


def test_what_is_not_mended_in_time_counts_as_withdrawn(road):
    road.examining()
    asked = Supplement(asked_on=D(2026, 10, 14), papers="工资流水", due_on=D(2026, 10, 21))
    road.step("ask_papers", D(2026, 10, 14), act=asked)
    with pytest.raises(RuleBroken, match="到 2026年10月21日为止，还没有届满"):
        road.step("lapse", D(2026, 10, 21))
    assert "补正期限已过" in " ".join(road.life.warnings)
    road.step("lapse", D(2026, 10, 22))
    assert (road.state, road.view.next_step.action) == ("withdrawn", "close_without")
    road.step("apply_again", D(2026, 11, 16), reason="带齐了材料")
    assert road.state == "applied"
    assert road.clock("L01").due_on == D(2026, 11, 23)


def test_aid_comes_first_and_its_papers_later(road):
    road.step("apply", APPLIED)
    with pytest.raises(RuleBroken, match="先行提供"):
        road.step("go_ahead", APPLIED)
    road.step("go_ahead", APPLIED, act=Urgency("limitation", APPLIED))
    road.write(AidEvent(uid="left", kind="contract_ended", on=D(2026, 10, 9)))
    assert "离仲裁时效届满还有" in " ".join(road.life.warnings)
    given = Assignment(uid="given", provider=LAWYER, assigned_on=APPLIED, contract_on=D(2026, 10, 13))
    road.step("assign", APPLIED, act=given)
    road.step("contract", D(2026, 10, 13))
    road.write(Progress(on=D(2026, 10, 14), kind="filing", text="代为申请仲裁"))
    with pytest.raises(RuleBroken, match="还没有补办给予援助的决定"):
        road.step("end", D(2026, 10, 15), act=Ending(on=D(2026, 10, 15), result="mediated"))
    road.step("grant_handling", D(2026, 10, 15), act=Decision(on=D(2026, 10, 15), examiner="王芳"))
    assert (road.state, road.life.decision.granted) == ("handling", True)
    assert not any(clock.code == "L02" for clock in road.life.clocks)
    road.step("end", D(2026, 10, 15), act=Ending(on=D(2026, 10, 15), result="mediated"))


def test_aid_that_came_first_can_be_refused_later(road):
    road.step("apply", APPLIED)
    road.step("go_ahead", APPLIED, act=Urgency("preservation", APPLIED))
    act = Decision(granted=False, on=D(2026, 10, 14), reason="means", examiner="王芳")
    road.step("refuse", D(2026, 10, 14), act=act)
    assert road.state == "refused"


@pytest.mark.parametrize(
    ("pack", "said"), [("", "司法行政部门提出异议"), ("union-2008", "可以向上一级工会提出异议")]
)
def test_a_refusal_has_its_reason_and_tells_the_remedy(road, pack, said):
    road.write(AidRules(pack))
    road.examining()
    with pytest.raises(RuleBroken, match="不予援助的理由"):
        road.step("refuse", D(2026, 10, 15), act=Decision(granted=False, on=D(2026, 10, 15), examiner="王"))
    act = Decision(granted=False, on=D(2026, 10, 15), reason="scope", text="属于家事纠纷。", examiner="王芳")
    road.step("refuse", D(2026, 10, 15), act=act)
    assert road.life.decision.granted is False
    text = next(text for text in road.told() if "不予援助：" in text)
    assert text.startswith("不予援助：不属于援助范围。属于家事纠纷。")
    assert said in text
    assert said in road.service.remedy(road.actor, road.uid)
    with pytest.raises(RuleBroken, match="异议的日期"):
        road.step("reconsider", D(2026, 10, 20), reason="异议成立")
    road.write(AidEvent(kind="aid_objected", on=D(2026, 10, 19)))
    road.step("reconsider", D(2026, 10, 20), reason="异议成立")
    assert (road.state, road.life.decision.granted) == ("examining", None)
    assert road.clock("L01").answered_on is None


def test_means_bar_a_grant_that_nothing_supports(road, service, actor, aid_form):
    rich = Road(
        service,
        actor,
        replace(aid_form, person=PersonCard(name="李勇"), categories=(), services=(), items=()),
        means_basis="proof",
        exemption="",
        month_income_fen=9_000_00,
        population=1,
        means_line_fen=2_000_00,
    )
    rich.examining()
    with pytest.raises(RuleBroken, match="不符合经济困难条件") as met:
        rich.step("grant", D(2026, 10, 15), act=Decision(on=D(2026, 10, 15), examiner="王芳"))
    assert met.value.field == "means"
    results = {each.pack: each.meets for each in service.means(actor, rich.form)}
    assert set(results.values()) == {False}
    serious = replace(rich.form, means_basis="serious")
    assert {each.pack for each in service.means(actor, serious) if each.meets} == {"union-2008"}


def test_an_exemption_that_cannot_be_bars_the_grant(road, service, actor, aid_form):
    wrong = Road(service, actor, replace(aid_form, categories=("woman",)))
    wrong.examining()
    with pytest.raises(RuleBroken, match="不是农民工"):
        wrong.step("grant", D(2026, 10, 15), act=Decision(on=D(2026, 10, 15), examiner="王芳"))


def test_two_decisions_do_not_bear_one_number(road, service, actor, aid_form):
    road.granted()
    other = Road(service, actor, aid_form)
    other.examining()
    twin = Decision(on=DECIDED, number="钱塘工援决字〔2026〕第1号", examiner="王芳")
    with pytest.raises(RuleBroken, match="已经用过") as met:
        other.step("grant", DECIDED, act=twin)
    assert met.value.field == "decision_number"
    assert other.state == "examining"


# --- assignment


def test_who_may_not_have_a_case_does_not_get_it(road, register):
    road.granted()
    for change, said in (
        ({"licence_no": ""}, "没有登记执业证号"),
        ({"to_on": D(2026, 10, 1)}, "入库期限已于"),
        ({"from_on": D(2026, 11, 1)}, "才入库"),
    ):
        register.save(road.actor, replace(LAWYER, **change))
        with pytest.raises(RuleBroken, match=said) as met:
            road.write(Assignment(provider=LAWYER, assigned_on=D(2026, 10, 16)))
        assert met.value.field == "provider"
    with pytest.raises(RuleBroken, match="名册中选择"):
        road.write(Assignment(provider=Provider(uid="nobody"), assigned_on=D(2026, 10, 16)))


def test_a_suspended_provider_gets_no_case(road, register):
    road.granted()
    with pytest.raises(RuleBroken, match="暂停的原因"):
        register.suspend(road.actor, "lawyer")
    register.suspend(road.actor, "lawyer", "投诉核查中")
    with pytest.raises(RuleBroken, match="陈律已暂停指派。请另选一位承办人"):
        road.step("assign", D(2026, 10, 16), act=Assignment(provider=LAWYER, assigned_on=D(2026, 10, 16)))
    register.suspend(road.actor, "lawyer", suspended=False)
    road.step("assign", D(2026, 10, 16), act=Assignment(provider=LAWYER, assigned_on=D(2026, 10, 16)))
    assert road.clock("L02").answered_on == D(2026, 10, 16)


def test_one_office_never_serves_both_sides(service, register, disputes, actor, aid_form, id_no):
    """The other side's lawyer of the same firm bars the whole firm; in another matter it is worth a look."""
    firm = EmployerCard(name="杭州某某电子科技有限公司")
    worker = Party(uid="worker", person=aid_form.person)
    employer = Party(uid="employer", side="respondent", kind="employer", employer=firm)
    agent = Agent(uid="agent", party_uid="employer", name="周律", kind="lawyer", workplace=LAWYER.firm)
    dispute = CaseForm(
        cause="186.5", matter="工资", came_on=APPLIED, received_on=APPLIED, parties=(worker, employer),
        agents=(agent,),
    )  # fmt: skip
    saved = disputes.save(actor, dispute)
    known = service.form(actor, service.save(actor, service.from_dispute(actor, saved.uid)).uid)
    register.save(actor, LAWYER)
    register.save(
        actor, replace(LAWYER, uid="other", name="钱律", firm="另一家律所", licence_no="2", phone="")
    )
    mine = Road(service, actor, replace(aid_form, person=known.person, opponent=known.opponent),
                dispute_uid=saved.uid)  # fmt: skip
    choices = register.choices(actor, mine.uid)
    assert [choice.provider.name for choice in choices] == ["钱律", "陈律"]
    assert "不能同时代理双方" in choices[1].bars[0]
    mine.granted()
    disputes.mediators.save(actor, Mediator(uid="mediator", name="钱律", office="BY"))
    assigned = AssignedMediator(mediator=Mediator(uid="mediator"), chief=True, assigned_on=APPLIED)
    disputes.write_down(actor, saved.uid, assigned)
    assert all(not choice.may for choice in register.choices(actor, mine.uid))
    with pytest.raises(RuleBroken, match="代理对方当事人"):
        mine.step("assign", D(2026, 10, 16), act=Assignment(provider=LAWYER, assigned_on=D(2026, 10, 16)))
    elsewhere = Road(
        service, actor, replace(aid_form, person=PersonCard(name="李勇"), opponent=known.opponent)
    )
    choice = next(each for each in register.choices(actor, elsewhere.uid) if each.provider.uid == "lawyer")
    assert choice.may
    assert "请核对是否有利害冲突" in " ".join(choice.doubts)


def test_the_register_knows_who_is_busy_and_takes_nobody_twice(road, register):
    road.assigned()
    register.save(road.actor, replace(LAWYER, most_open=1))
    (line,) = register.lines(road.actor)
    assert (line.open_cases, line.all_cases, line.may_serve, line.state) == (1, 1, True, "在库")
    (choice,) = register.choices(road.actor, road.uid)
    assert "已到上限 1 件" in choice.doubts[0]
    with pytest.raises(RuleBroken, match="已登记在陈律名下"):
        register.save(road.actor, replace(LAWYER, uid="twin"))
    with pytest.raises(RuleBroken, match="承办人类别"):
        register.save(road.actor, replace(LAWYER, kind="judge"))
    assert "同时承办上限" in [line.field for line in register.history(road.actor, "lawyer")]


def test_counsel_is_changed_with_a_reason(road, register):
    road.handling()
    register.save(road.actor, replace(LAWYER, uid="second", name="钱律", licence_no="2", phone=""))
    next_one = Assignment(
        uid="next", provider=Provider(uid="second"), number="指2", assigned_on=D(2026, 10, 27)
    )
    with pytest.raises(RuleBroken, match="本案由陈律承办"):
        road.write(next_one)
    first = road.life.assignments[0]
    with pytest.raises(RuleBroken, match="更换承办人的原因"):
        road.write(replace(first, ended_on=D(2026, 10, 27)))
    ended = replace(
        first, change_asked_on=D(2026, 10, 26), ended_on=D(2026, 10, 27), change_reason="受援人要求更换"
    )
    with pytest.raises(RuleBroken, match="已经用过"):
        road.step("change", D(2026, 10, 27), act=(ended, replace(next_one, number="指1")))
    road.step("change", D(2026, 10, 27), act=(ended, next_one))
    # Who had it first was appointed in time, whoever comes after him.
    assert road.clock("L02").answered_on == D(2026, 10, 16)
    assert (road.state, road.life.assignments[0].provider.name) == ("assigned", "钱律")
    with pytest.raises(RuleBroken, match="委托协议的日期"):
        road.step("contract", D(2026, 10, 28))
    road.service.take_back_step(road.actor, road.uid, "登记错了")
    assert (road.state, road.life.assignments[0].provider.name) == ("handling", "陈律")


def test_aid_ends_only_on_the_listed_grounds(road):
    road.handling()
    with pytest.raises(RuleBroken, match="第四十八条"):
        road.step("terminate", D(2026, 10, 20))
    with pytest.raises(RuleBroken, match="终止援助的原因"):
        road.write(Ending(on=D(2026, 10, 20), termination="tired"))
    road.step("terminate", D(2026, 10, 20), act=Ending(on=D(2026, 10, 20), termination="own_agent"))
    assert road.state == "terminated"
    assert road.view.next_step.action == "report"
    with pytest.raises(RuleBroken, match="不能改按别的规定"):
        road.write(AidRules("union-2008"))


def test_a_report_has_its_days_by_the_place(road):
    road.write(AidRules("hangzhou-2017"))
    road.handling()
    road.write(Progress(on=D(2026, 10, 20), text="开庭", kind="hearing"))
    road.step("end", D(2026, 10, 30), act=Ending(on=D(2026, 10, 30), result="won"))
    assert road.clock("L07").due_on == D(2026, 11, 16)
    with pytest.raises(RuleBroken, match="不能早于办结日期"):
        road.write(Report(on=D(2026, 10, 29), text="结案"))
    due = road.service.due(road.actor)
    assert [line.clock.code for line in due] == ["L07"]
    assert (due[0].parties, due[0].clock.days_left) == ("张𧒽芬 对 杭州某某电子科技有限公司", -7)
    assert road.service.reminders(road.actor).overdue == 1
    road.step("report", D(2026, 11, 20), act=Report(on=D(2026, 11, 20), text="结案"))
    assert any("晚了 4 天" in text for text in road.told())


# --- clocks, days, taking back


def test_the_year_of_arbitration_runs_here_too(road):
    road.examining()
    assert "劳动关系" in " ".join(road.life.warnings) or "仲裁时效" in " ".join(road.life.warnings)
    road.write(AidEvent(kind="contract_ended", on=D(2026, 10, 31)))
    limits = [clock for clock in road.life.clocks if clock.code == "A01"]
    assert D(2027, 11, 1) in {clock.due_on for clock in limits}  # 31 October 2027 is a Sunday
    assert any(line.clock.code == "A01" for line in road.service.due(road.actor))
    road.write(AidEvent(uid="filed", kind="arbitration_applied", on=D(2026, 11, 9)))
    assert all(clock.answered_on for clock in road.life.clocks if clock.code == "A01")
    road.service.strike(road.actor, road.uid, AidEvent(uid="filed"), "记错了")
    assert not any(clock.answered_on for clock in road.life.clocks if clock.code == "A01")


def test_a_step_is_taken_back_with_what_it_left(road):
    road.examining()
    with pytest.raises(RuleBroken, match="撤回这一步的理由"):
        road.service.take_back_step(road.actor, road.uid, " ")
    on = D(2026, 10, 15)
    road.step("grant", on, act=Decision(granted=True, on=on, number="决1", examiner="王芳"))
    with pytest.raises(RuleBroken, match="请先撤回这一步"):
        road.write(Decision(granted=False, on=on, reason="scope", examiner="王芳"))
    road.service.take_back_step(road.actor, road.uid, "点错了")
    life = road.life
    assert (road.state, life.decision.on, life.decision.number) == ("examining", None, "")
    assert "点错了" in next(step.taken_back for step in life.steps if step.code == "grant")
    assert road.clock("L01").answered_on is None
    road.step("refuse", on, act=Decision(granted=False, on=on, number="决1", reason="scope", examiner="王芳"))
    road.service.take_back_step(road.actor, road.uid, "再点错")
    road.service.take_back_step(road.actor, road.uid, "从头来")
    assert road.state == "applied"


def test_an_assignment_that_is_taken_back_leaves_the_case_without_counsel(road):
    road.assigned()
    road.service.take_back_step(road.actor, road.uid, "选错了人")
    assert (road.state, road.clock("L02").answered_on) == ("granted", None)
    assert road.service.due(road.actor)[0].clock.code == "L02"
    (before,) = road.life.assignments
    assert before.change_reason == "撤回指派：选错了人"
    with pytest.raises(RuleBroken, match="请先选择承办人"):
        road.step("assign", D(2026, 10, 16))


def test_a_form_cannot_move_the_application_behind_its_steps(road):
    road.examining()
    form = road.view.form
    for applied_on in (None, D(2026, 10, 13)):
        with pytest.raises(RuleBroken, match="收到申请的日期") as met:
            road.service.save(road.actor, replace(form, applied_on=applied_on), road.uid)
        assert met.value.field == "applied_on"
    road.service.save(road.actor, replace(form, applied_on=D(2026, 10, 9)), road.uid)
    assert road.clock("L01").due_on == D(2026, 10, 16)


def test_the_day_of_a_step_is_corrected_in_its_place(road):
    road.assigned()
    event = next(event for event in road.life.events if event.kind == "aid_granted")
    with pytest.raises(RuleBroken, match="不能晚于下一步"):
        road.write(replace(event, on=D(2026, 10, 17)))
    with pytest.raises(RuleBroken, match="只能更正日期"):
        road.write(replace(event, kind="aid_refused"))
    road.write(replace(event, on=D(2026, 10, 14)))
    assert road.life.decision.on == D(2026, 10, 14)
    assert road.clock("L01").answered_on == D(2026, 10, 14)


BAD = (
    (AidApplication(), "applied_on", "请填写收到申请的日期"),
    (AidApplication(D(2026, 11, 24)), "applied_on", "不能晚于今天"),
    (AidApplication(D(2026, 10, 13)), "applied_on", "不能晚于登记申请的日期 2026年10月12日"),
    (Supplement(D(2026, 10, 13), "", D(2026, 10, 20)), "papers_asked", "全部材料"),
    (Supplement(D(2026, 10, 13), "流水", D(2026, 10, 12)), "papers_due_on", "补正期限"),
    (Supplement(D(2026, 10, 11), "流水", D(2026, 10, 20)), "papers_asked_on", "收到申请"),
    (Urgency("whim", APPLIED), "urgent", "先行提供援助的理由"),
    (Decision(on=D(2026, 10, 11)), "decided_on", "收到申请"),
    (Decision(granted=True, on=APPLIED, reason="scope"), "decision_reason", "不写不予援助"),
    (Assignment(provider=LAWYER, assigned_on=APPLIED), "provider", "审查中，不能指派"),
    (Progress(on=D(2026, 10, 13)), "text", "请写明办理情况"),
    (Progress(on=D(2026, 10, 13), text="谈", hours_tenths=250), "hours_tenths", "24 小时"),
    (Progress(on=D(2026, 10, 13), text="谈", service_uid="nobody"), "service_uid", "本案的援助方式"),
    (AidItem(kind="wages", won_fen=-1), "won_fen", "不能是负数"),
    (AidItem(kind="wages", paid_fen=100), "paid_on", "到账日期"),
    (Ending(on=D(2026, 10, 13)), "result", "办理结果"),
    (Rating("", D(2026, 10, 13)), "rating", "受援人评价"),
    (AidEvent(kind="aid_granted", on=D(2026, 10, 13)), "kind", "由办理步骤登记"),
)


def test_a_bad_input_names_its_field_and_leaves_nothing(road):
    road.examining()
    before = road.life
    for act, field, said in BAD:
        with pytest.raises(RuleBroken, match=said) as met:
            road.write(act)
        assert met.value.field == field, act
    assert road.life == before


def test_rights_and_offices_are_kept(road, xs_actor):
    road.examining()
    with pytest.raises(RuleBroken, match="别的单位的援助案件"):
        road.service.take_step(xs_actor, road.uid, "grant")
    reader = replace(road.actor, roles=frozenset({Role.READ}))
    with pytest.raises(RuleBroken, match="没有“认定和办理”的权限"):
        road.service.take_step(reader, road.uid, "grant")
    assert road.service.life(reader, road.uid).offered[0].refusal
    with pytest.raises(RuleBroken, match="没有名为"):
        road.step("fly")
