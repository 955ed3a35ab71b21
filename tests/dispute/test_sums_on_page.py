"""From the sums to the application and the agreement on the real page, nothing typed twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk.helpers import settle
from tests.dispute.desk import make_desk, make_page, make_services
from union_desk.desk.binder import put
from union_desk.desk.printing import PrintSheet
from union_desk.dispute.page.agreement import AgreementSection
from union_desk.dispute.page.compensation.section import CompensationSection


@pytest.fixture
def services(database, clock, qapp):
    del qapp
    return make_services(database, clock)


@pytest.fixture
def page(services, case_form):
    desk = make_desk(services)
    uid = services.disputes.save(services.actor, case_form).uid
    page = make_page(desk, services, uid)
    yield page
    page.close()
    desk.close()


def test_what_was_computed_becomes_claims_then_agreed_sums_then_the_agreement(page, services):
    told = []
    page.desk.told.connect(lambda words, undo: told.append((words, undo)))
    sums = page.findChild(CompensationSection)
    put(sums.inputs.binder.widget("ending"), "agreed")
    sums.compute()
    sums.claim.click()
    settle()
    claims = {
        claim.kind: claim.claimed_fen for claim in services.disputes.form(services.actor, page.uid).claims
    }
    assert claims["severance"] == 1_800_000
    assert told[-1][0].startswith("已把 1 项写入申请书")
    # The grid of ② shows it without the page being opened anew.
    kinds = [row.widget("kind").value() for row in page.matter.claims.rows]
    assert "severance" in kinds
    sums.agree.click()
    settle()
    agreement = page.findChild(AgreementSection)
    assert [row.widget("title").text() for row in agreement.items.rows] == ["经济补偿"]
    assert agreement.body.isVisibleTo(page)
    row = agreement.items.rows[0]
    put(row.widget("before_tax"), True)
    put(row.widget("due_on"), date(2026, 12, 10))
    put(row.widget("method"), "cash")
    put(agreement.binder.widget("release"), "限于本案的请求事项。")
    agreement.keep.click()
    settle()
    held = services.disputes.life(services.actor, page.uid).agreement
    assert (held.amount_fen, held.items[0].method) == (1_800_000, "cash")
    told[-1][1]()
    settle()
    assert services.disputes.life(services.actor, page.uid).agreement.items[0].before_tax is None


def test_the_steps_are_printed_and_what_is_not_kept_yet_is_kept_first(page, services):
    sums = page.findChild(CompensationSection)
    put(sums.inputs.binder.widget("ending"), "layoff")
    sums.print.click()
    settle()
    (sheet,) = page.window().findChildren(PrintSheet)
    assert "赔偿测算说明" in sheet.windowTitle()
    assert services.disputes.calculations.kept(services.actor, page.uid, "party-worker") is not None
    sheet.reject()


def test_a_lack_of_the_agreement_leads_to_its_field(page):
    page.goto("agreement")
    settle()
    agreement = page.findChild(AgreementSection)
    assert agreement.body.isVisibleTo(page)
    assert agreement.items.rows
