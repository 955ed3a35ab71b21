"""调解协议 on the screen: what is vague is told at its place, and half a draft is always saved."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.desk.helpers import settle
from tests.dispute.conftest import collective_of
from tests.dispute.stand import Stand
from tests.looking import cut_off
from union_desk.desk import style
from union_desk.desk.binder import put
from union_desk.desk.desk import Desk
from union_desk.dispute.page.agreement import RELEASE, AgreementSection
from union_desk.dispute.records import DisputeCaseRecord


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def stand(service, actor, desk, case_form):
    claims = (replace(case_form.claims[0], agreed_fen=1_000_000), case_form.claims[1])
    made = Stand(
        service, actor, desk, AgreementSection, service.save(actor, replace(case_form, claims=claims)).uid
    )
    made.resize(760, 1_000)
    made.show()
    settle()
    yield made
    made.close()


def fill(stand, **fields):
    for path, value in fields.items():
        put(stand.section.binder.widget(path), value)


def fill_item(stand, number, **fields):
    row = stand.section.items.rows[number]
    for path, value in fields.items():
        put(row.widget(path), value)
    stand.section.items.settle()


def links(stand):
    return [each.place for each in stand.section._check().lacks if each.place != "signed_on"]


def test_a_draft_begins_with_what_the_claims_say_was_agreed(stand):
    section = stand.section
    assert section.begin.isVisible()
    assert not section.body.isVisible()
    section.begin.click()
    (row,) = section.items.rows
    assert row.widget("amount_fen").text() == "10,000.00"
    assert row.findChild(object, "capitals").text() == "人民币壹万元整"
    assert section.binder.read().release == RELEASE
    assert section.total.text() == "协议合计 10,000.00 元　人民币壹万元整"
    assert links(stand) == ["items.0.before_tax", "items.0.account_no", "items.0.due_on"]
    assert "共同申请司法确认，最后一天 2026-12-23" in section.roads.text()


def test_half_a_draft_is_saved_and_each_lack_leads_to_its_field(stand, service, actor):
    section = stand.section
    section.start()
    assert section.store()
    assert stand.told == ["已保存协议"]
    assert service.life(actor, stand.uid).agreement.amount_fen == 1_000_000
    assert section.items.rows[0].binder.problem("before_tax").endswith("请写明是税前还是税后。")
    section.missing.wanted.emit("items.0.due_on")
    assert section.items.focused_field() == "0.due_on"
    fill_item(
        stand,
        0,
        before_tax=True,
        due_on=date(2026, 12, 10),
        account_name="张𧒽芬",
        bank="某某银行",
        account_no="6222000000000000000",
    )
    assert links(stand) == []
    assert section.store()
    account = section.items.rows[0].widget("account_no")
    assert account.masked
    account.reveal()
    assert account.text().replace(" ", "") == "6222000000000000000"
    assert any(line.field == "收款账号" for line in service.history(actor, stand.uid))
    (item,) = service.life(actor, stand.uid).agreement.items
    assert (item.before_tax, item.due_on, item.bank) == (True, date(2026, 12, 10), "某某银行")


def test_equal_instalments_are_made_and_ask_for_acceleration(stand, service, actor):
    stand.section.start()
    plan = stand.section.items.rows[0].widget("plan")
    plan.count.set_value(3)
    plan.first.set_value(date(2026, 12, 31))
    plan.make.click()
    assert [part.amount_fen for part in plan.value()] == [333_334, 333_333, 333_333]
    assert [part.due_on for part in plan.value()][1:] == [date(2027, 1, 31), date(2027, 2, 28)]
    assert "accelerated" in links(stand)
    fill(stand, accelerated=True)
    assert "accelerated" not in links(stand)
    plan._lines[2].amount.set_value(1)
    assert "items.0.plan" in links(stand)
    assert stand.section.store()
    assert len(service.life(actor, stand.uid).agreement.items[0].plan) == 3


def test_what_cannot_be_signed_away_is_warned_of_while_it_is_typed(stand):
    stand.section.start()
    fill(stand, extra="职工自愿放弃社会保险。")
    stand.section.show_check()
    assert "放弃社会保险的约定无效" in stand.section.warnings.text()


def test_the_usual_papers_are_added_once(stand):
    stand.section.start()
    stand.section.add_usual_acts()
    stand.section.add_usual_acts()
    assert len(stand.section.binder.read().acts) == 2
    assert "acts_due_on" in links(stand)


def test_what_is_typed_is_kept_and_what_the_compensation_desk_adds_joins_it(stand, service, actor, desk):
    stand.section.start()
    fill(stand, extra="双方约定在街道工会当面付款。")
    stand.section._keep_draft()
    told = replace(
        service.calculations.blank(actor, stand.uid, "party-worker"), ending="agreed", claimed_on=None
    )
    service.calculations.write_agreement(actor, stand.uid, "party-worker", told, ["severance"])
    stand.show_case()
    assert [row.widget("title").text() for row in stand.section.items.rows] == ["拖欠工资", "经济补偿"]
    again = Stand(service, actor, desk, AgreementSection, stand.uid)
    assert again.section.binder.read().extra == "双方约定在街道工会当面付款。"
    again.close()


def test_a_roster_is_paid_by_one_sum_of_those_who_consent(service, actor, desk):
    case = service.save(actor, collective_of(12)).uid
    uids = [party.uid for party in service.form(actor, case).applicants]
    service.rosters.consent(actor, case, uids[:11], agrees=True, on=None)
    service.rosters.agree_sums(actor, case, dict.fromkeys(uids, 400_000))
    made = Stand(service, actor, desk, AgreementSection, case)
    made.section.start()
    (item,) = made.section.binder.read().items
    assert (item.amount_fen, item.title) == (4_400_000, "附表名册所列职工的款项")
    assert "没有同意" in made.section.warnings.text()
    service.rosters.consent(actor, case, uids[11:], agrees=True, on=None)
    made.show_case()
    assert any("不一致" in lack.sentence for lack in made.section._check().lacks)
    made.section.take_roster()
    assert [item.amount_fen for item in made.section.binder.read().items] == [4_800_000]
    assert not made.section.warnings.text()
    made.close()


def test_an_agreement_in_force_can_only_be_read(stand, service, actor, database):
    stand.section.start()
    stand.section.store()
    with database.write("签订", actor) as work:
        work.session.get(DisputeCaseRecord, stand.uid).state = "agreed"
    stand.show_case()
    assert not stand.section.items.isEnabled()
    assert "已经生效" in stand.section.state.text()


def test_half_typed_work_stays_with_its_case_when_another_is_shown(stand, service, actor):
    stand.section.start()
    fill(stand, extra="当面付款。")
    first, stand.uid = stand.uid, service.save(actor, collective_of(3)).uid
    stand.show_case()
    assert not stand.section.binder.read().extra
    stand.uid = first
    stand.show_case()
    assert stand.section.binder.read().extra == "当面付款。"


def test_what_is_half_typed_can_be_thrown_away(stand, desk):
    stand.section.start()
    fill(stand, extra="当面付款。")
    stand.section._on_change()
    stand.section._keep_draft()
    assert stand.section.drop.isVisible()
    stand.section.drop.click()
    assert stand.section.begin.isVisible()
    assert not stand.section.drop.isVisible()
    assert not desk.drafts.all()


@pytest.mark.parametrize(("points", "width"), [(10.5, 570), (16.0, 880)])
def test_nothing_is_cut_off(stand, qapp, points, width):
    try:
        style.set_point_size(qapp, points)
        stand.section.start()
        plan = stand.section.items.rows[0].widget("plan")
        plan.count.set_value(2)
        plan.first.set_value(date(2026, 12, 31))
        plan.make.click()
        stand.section.add_usual_acts()
        stand.section.show_check()
        stand.resize(width, 3_000)
        settle()
        look_at(stand, f"agreement-{points}")
        assert not (found := cut_off(stand)), "\n".join(found)
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def look_at(widget, name):
    """Keep a picture where one asks for it: LOOK=/tmp/pictures."""
    folder = os.environ.get("LOOK")
    if folder:
        widget.grab().save(str(Path(folder) / f"{name}.png"))
