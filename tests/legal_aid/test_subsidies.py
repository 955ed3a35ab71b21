"""办案补贴 on a real store: by the rate of its day, approved by another right, paid once, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.legal_aid.test_process import LAWYER, Road
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.service.subsidies import Subsidies
from union_desk.legal_aid.values import Subsidy, SubsidyRate

D = date
OLD = SubsidyRate(uid="old", stage="first", amount_fen=2_000_00, from_on=D(2024, 1, 1))
NEW = SubsidyRate(
    uid="new", stage="first", amount_fen=2_500_00, from_on=D(2026, 11, 1), document_no="区总工发〔2026〕3号"
)
EXTRA = SubsidyRate(uid="extra", stage="extra_party", amount_fen=125_00, from_on=D(2024, 1, 1))
LINE = Subsidy(
    uid="line", assignment_uid="given", service_uid="service-agency", stage="first", asked_on=D(2026, 11, 6)
)


@pytest.fixture
def subsidies(store, clock, district_actor) -> Subsidies:
    found = Subsidies(store, clock)
    for rate in (OLD, NEW, EXTRA):
        found.save_rate(district_actor, rate)
    return found


@pytest.fixture
def road(service, store, clock, actor, aid_form) -> Road:
    Providers(store, clock).save(actor, LAWYER)
    return Road(service, actor, aid_form)


@pytest.fixture
def reviewer(actor):
    return replace(actor, user="虞一", roles=frozenset({Role.REVIEW}))


def test_a_subsidy_is_asked_for_approved_and_paid_once(road, subsidies, actor, reviewer):
    road.reported()
    subsidies.ask(actor, road.uid, replace(LINE, parties=3))
    (line,) = road.life.subsidies
    assert line.amount_fen == 2_500_00 + 2 * 125_00
    assert "2026年11月1日起执行，区总工发〔2026〕3号" in line.steps[0]
    with pytest.raises(RuleBroken, match="1 笔补贴没有审批"):
        road.step("close", D(2026, 11, 9))
    with pytest.raises(RuleBroken, match="没有“审核”的权限"):
        subsidies.approve(actor, road.uid, "line")
    with pytest.raises(RuleBroken, match="还没有审批，不能发放"):
        subsidies.pay(actor, road.uid, "line", "凭证1")
    subsidies.approve(reviewer, road.uid, "line", D(2026, 11, 9))
    with pytest.raises(RuleBroken, match="已于 2026年11月9日审批"):
        subsidies.approve(reviewer, road.uid, "line")
    with pytest.raises(RuleBroken, match="不能早于审批日期"):
        subsidies.pay(actor, road.uid, "line", "凭证1", D(2026, 11, 8))
    subsidies.pay(actor, road.uid, "line", "凭证1", D(2026, 11, 12))
    with pytest.raises(RuleBroken, match="已于 2026年11月12日发放，不能重复发放"):
        subsidies.pay(actor, road.uid, "line", "凭证2")
    with pytest.raises(RuleBroken, match="不能重复发放"):
        subsidies.ask(actor, road.uid, replace(LINE, uid="again"))
    assert (road.life.subsidies[0].approver, road.life.subsidies[0].voucher) == ("虞一", "凭证1")
    road.step("close", D(2026, 11, 12))
    assert road.state == "closed"


def test_a_wrong_line_is_taken_back_and_asked_for_anew(road, subsidies, actor):
    road.reported()
    subsidies.ask(actor, road.uid, LINE)
    with pytest.raises(RuleBroken, match="请先冲正补贴"):
        road.service.take_back_step(actor, road.uid, "报告写错了")
    with pytest.raises(RuleBroken, match="冲正的理由"):
        subsidies.reverse(actor, road.uid, "line", "")
    subsidies.reverse(actor, road.uid, "line", "阶段选错了")
    with pytest.raises(RuleBroken, match="已经冲正"):
        subsidies.reverse(actor, road.uid, "line", "再冲")
    assert sum(line.amount_fen or 0 for line in road.life.subsidies) == 0
    subsidies.ask(actor, road.uid, replace(LINE, uid="second"))
    assert subsidies.amount(actor, road.uid, "service-agency", "first").amount_fen == 2_500_00


def test_what_cannot_be_asked_for_names_its_field(road, subsidies, actor):
    road.handling()
    with pytest.raises(RuleBroken, match="提交结案报告以后"):
        subsidies.ask(actor, road.uid, LINE)


def test_bad_lines_and_rates_are_refused(road, subsidies, actor, district_actor):
    road.reported()
    for line, field, said in (
        (replace(LINE, stage="bonus"), "stage", "补贴阶段"),
        (replace(LINE, stage="duty"), "stage", "还没有仲裁代理"),
        (replace(LINE, service_uid="nobody"), "service_uid", "本案的援助方式"),
        (replace(LINE, assignment_uid="nobody"), "assignment_uid", "本案的承办人"),
        (replace(LINE, parties=-1), "parties", "至少是 1 人"),
        (replace(LINE, asked_on=D(2026, 11, 3)), "asked_on", "不能早于结案报告"),
        (replace(LINE, asked_on=D(2026, 12, 3)), "asked_on", "不能晚于今天"),
    ):
        with pytest.raises(RuleBroken, match=said) as met:
            subsidies.ask(actor, road.uid, line)
        assert met.value.field == field
    subsidies.ask(actor, road.uid, LINE)
    for rate, field, said in (
        (replace(NEW, amount_fen=1), "amount_fen", "已经有补贴按这一标准"),
        (replace(NEW, uid="twin"), "from_on", "同一标准已经登记（2,500.00 元）"),
        (replace(NEW, uid="x", amount_fen=0), "amount_fen", "补贴标准的金额"),
        (replace(NEW, uid="x", from_on=None), "from_on", "执行日期"),
        (replace(NEW, uid="x", kind="singing"), "kind", "援助方式"),
    ):
        with pytest.raises(RuleBroken, match=said) as met:
            subsidies.save_rate(district_actor, rate)
        assert met.value.field == field
    subsidies.withdraw_rate(district_actor, "old", "文件废止")
    assert [rate.withdrawn for rate in subsidies.rates(actor) if rate.uid == "old"] == [True]


def test_the_ledger_tells_of_all_lines_and_many_are_approved_and_paid_at_once(
    road, subsidies, service, actor, xs_actor, reviewer, aid_form
):
    road.reported()
    subsidies.ask(actor, road.uid, LINE)
    subsidies.ask(actor, road.uid, replace(LINE, uid="paper", service_uid="service-paper"))
    paper, line = subsidies.ledger(actor)
    assert (line.line.uid, line.state, line.service) == ("line", "asked", "arbitration")
    assert (line.provider.name, line.applicant, line.office) == ("陈律", "张𧒽芬", "BY")
    assert line.number_shown.endswith("第0003号")
    assert not subsidies.ledger(xs_actor)[0].is_ours
    assert (subsidies.waiting(actor), subsidies.waiting(xs_actor)) == ({"asked": 2}, {})
    both = [(each.case_uid, each.line.uid) for each in (paper, line)]
    with pytest.raises(RuleBroken, match="请先选中补贴"):
        subsidies.approve_many(reviewer, ())
    subsidies.approve(reviewer, road.uid, "paper", D(2026, 11, 9))
    with pytest.raises(RuleBroken, match="第0003号：这笔补贴已于"):
        subsidies.approve_many(reviewer, both, D(2026, 11, 10))
    assert [each.state for each in subsidies.ledger(actor)] == ["approved", "asked"], "none of them, or all"
    with pytest.raises(RuleBroken, match="还没有审批"):
        subsidies.pay_many(actor, both, "凭证 7")
    work = subsidies.approve_many(reviewer, [both[1]], D(2026, 11, 10))
    subsidies.undo(actor, work)
    subsidies.approve_many(reviewer, [both[1]], D(2026, 11, 10))
    subsidies.pay_many(actor, both, "凭证 7", D(2026, 11, 12))
    assert {(each.state, each.line.voucher) for each in subsidies.ledger(actor)} == {("paid", "凭证 7")}
    subsidies.reverse(actor, road.uid, "line", "银行退回")
    assert subsidies.waiting(actor) == {}
    states = [each.state for each in subsidies.ledger(actor)]
    assert sorted(states) == ["paid", "reversal", "reversed"]
    assert sum(each.line.amount_fen for each in subsidies.ledger(actor) if each.counts) == 2_500_00
