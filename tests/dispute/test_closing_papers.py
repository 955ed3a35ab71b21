"""The papers of authority, performance and closing, and the union's own letters, filled from real cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.dispute.conftest import FIRM, collective_of
from tests.dispute.test_letters import OPINION, SIGNED
from tests.dispute.test_process import DUE, Road
from tests.paper.conftest import page_text
from union_desk.dispute.prints import after, authority, closing, dispute_forms, volume_papers
from union_desk.dispute.prints.letters import letter_forms
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import (
    Agent,
    Agreement,
    AgreementItem,
    CaseForm,
    Closing,
    FollowUp,
    IncidentReport,
    Party,
    Payment,
)
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import PersonCard

D = date
IDS = [paper.form_id for part in (authority, after, closing, volume_papers) for paper in part.PAPERS]
SHORT = CaseForm(parties=(Party(person=PersonCard(name="王芳")),))


@pytest.fixture
def papers(service, actor):
    """Return the records of these papers for a case."""

    def of(uid: str, *ids: str):
        forms = {form.form_id: form for form in dispute_forms(service)}
        return [forms[form_id].records([uid], actor)[0] for form_id in ids or IDS]

    return of


@pytest.fixture
def text(service, actor):
    """Return the words on a paper of a case, without blanks."""

    def of(form_id: str, uid: str) -> str:
        form = next(form for form in dispute_forms(service) if form.form_id == form_id)
        made = render_pdf(form.sheet(actor), form.records([uid], actor))
        assert made.missing == ()
        return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))

    return of


@pytest.fixture
def road(service, database, clock, actor, case_form) -> Road:
    lawyer = replace(case_form.agents[0], authority="special", powers="代为和解", from_on=D(2026, 10, 12))
    staff = Agent(uid="agent-staff", party_uid="party-firm", name="孙经理", kind="staff")
    form = replace(case_form, agents=(lawyer, staff))
    return Road(service, MediatorRegister(database, clock), actor, form)


def check(form_id: str, record, *modes: str) -> None:
    """Look whether a record is what its form declares, and prints in these ways."""
    form = load_form(form_id)
    assert record.keys() - {"form_texts"} == form.fields.keys(), form_id
    for name, declared in form.fields.items():
        for row in record[name] or () if declared.columns else ():
            assert row.keys() == declared.columns.keys(), (form_id, name)
    for mode in modes or ("filled",):
        made = render_pdf(form, [record], mode=mode)
        assert made.missing == ()
        # A pre-printed sheet holds one mandate: the second one goes on to another.
        assert mode == "data" or made.continued == (), (form_id, mode)


def test_every_paper_is_filled_short_and_long_as_its_form_declares(service, actor, road, papers):
    short = service.save(actor, SHORT).uid
    road.performing()
    many = service.save(actor, collective_of(40)).uid
    for uid, modes in ((short, ()), (road.uid, ("filled", "data", "blank")), (many, ())):
        for form_id, record in zip(IDS, papers(uid), strict=True):
            check(form_id, record, *modes)


def test_each_principal_has_a_mandate_of_his_own(road, papers, text):
    (record,) = papers(road.uid, "power_of_attorney")
    worker, firm = record["mandates"]
    assert (worker["who"], worker["agent1_name"], worker["agent1_authority"]) == ("张𧒽芬", "陈律", "special")
    assert worker["agent2_name"] is None
    assert worker["from_on"] == D(2026, 10, 12)
    assert (firm["side"], firm["agent1_name"], firm["legal"]) == ("被申请人", "孙经理", "赵某某")
    assert firm["matter"].startswith("因与张𧒽芬追索劳动报酬纠纷一案，")
    told = text("power_of_attorney", road.uid)
    assert told.count("授权委托书") == 2
    assert "✓" not in told
    assert "白杨街道总工会" in told


def test_who_chooses_representatives_stands_in_the_roster_and_its_sum_below(service, actor, text):
    uid = service.save(actor, collective_of(60)).uid
    told = text("representatives", uid)
    for words in ("我们60人与杭州某某电子科技有限公司因追索劳动报酬发生争议", "推举下列3人", "代表"):
        assert words in told, words
    assert "301,770.00" in told  # 60 × 5,000 and 1 … 59
    assert told.count("签名、手印") > 1  # the head of each page


def test_each_party_confirms_where_papers_reach_it(road, papers):
    (record,) = papers(road.uid, "service_address")
    worker, firm = record["parties"]
    assert (worker["who"], worker["receiver_phone"], worker["electronic"]) == ("张𧒽芬", "13800000000", None)
    assert (firm["who"], firm["phone"]) == (FIRM.name, "0571-00000000")


def test_both_apply_together_for_confirmation_and_for_review(road, text):
    road.agreed()
    for form_id, asked in (("confirmation_application", "裁定确认"), ("review_application", "出具调解书")):
        told = text(form_id, road.uid)
        for words in (asked, "张𧒽芬", FIRM.name, "申请人二于2026年11月10日前向申请人一支付工资10,000.00元"):
            assert words in told, (form_id, words)


def test_a_payment_order_asks_for_what_is_owed_past_its_day(road, papers, clock):
    road.performing()
    (record,) = papers(road.uid, "payment_order")
    assert record["orders"][0]["amount"] == 1_000_000
    road.write(
        Payment(
            item_uid=road.life.agreement.items[0].uid, party_uid="party-worker", on=DUE, amount_fen=400_000
        )
    )
    (record,) = papers(road.uid, "payment_order")
    (order,) = record["orders"]
    assert (order["amount"], order["items"]) == (600_000, "工资")
    assert order["capital"] == "人民币陆仟元整"
    assert "尚有下列款项没有支付：工资6,000.00元" in order["facts"]


def test_one_missed_instalment_makes_all_due_where_that_was_agreed():
    from union_desk.dispute.rules import Instalment

    plan = (Instalment(1, D(2026, 11, 1), 300), Instalment(2, D(2026, 12, 1), 300))
    agreed = Agreement(uid="a", items=(AgreementItem(uid="i", amount_fen=600, plan=plan),))
    today = D(2026, 11, 23)
    assert after.owed_sums(agreed, (), today) == {"i": 300}
    assert after.owed_sums(replace(agreed, accelerated=True), (), today) == {"i": 600}
    paid = (Payment(item_uid="i", amount_fen=300),)
    assert after.owed_sums(replace(agreed, accelerated=True), paid, today) == {"i": 0}
    assert after.owed_sums(agreed, (Payment(amount_fen=100),), today) == {"i": 200}


def test_performance_and_visits_are_told_with_what_is_left(road, papers, text):
    road.performing()
    road.write(
        Payment(
            item_uid=road.life.agreement.items[0].uid,
            party_uid="party-worker",
            on=DUE,
            amount_fen=400_000,
            evidence="回单",
        )
    )
    road.write(FollowUp(on=D(2026, 11, 20), whom="张𧒽芬", text="付了一部分", satisfaction="fair", by="王芳"))
    (record,) = papers(road.uid, "performance_record")
    assert (record["agreed"], record["paid"], record["owed"]) == (1_000_000, 400_000, 600_000)
    assert record["outcome"] is None
    (line,) = record["payments"]
    assert (line["item"], line["due"], line["on"], line["evidence"]) == ("工资", DUE, DUE, "回单")
    told = text("performance_record", road.uid)
    for words in ("付了一部分", "基本满意", "6,000.00"):
        assert words in told, words


def closed(road: Road) -> Road:
    road.performing()
    road.write(
        Payment(
            item_uid=road.life.agreement.items[0].uid, party_uid="party-worker", on=DUE, amount_fen=1_000_000
        )
    )
    road.step("perform", DUE)
    road.write(FollowUp(on=D(2026, 11, 20), text="已收到", satisfaction="very", by="王芳"))
    road.step("close_performed", D(2026, 11, 20), act=Closing("agreement", "已履行完毕。", "very"))
    return road


def test_a_closed_case_is_registered_with_its_days_and_sums(road, papers):
    (record,) = papers(closed(road).uid, "closing_register")
    expected = {
        "days": "8 天",
        "hearings": "1 次",
        "mediators": "周明",
        "agreed": 1_000_000,
        "paid": 1_000_000,
        "result": "agreement",
        "performed": "performed",
        "satisfaction": "very",
        "method": "银行转账",
        "closed_on": D(2026, 11, 20),
    }
    assert {name: record[name] for name in expected} == expected


def test_the_volume_lists_its_papers_in_their_order(road, papers):
    cover, contents, note = papers(closed(road).uid, "volume_cover", "volume_contents", "volume_note")
    assert (cover["result"], cover["kept"]) == ("调解协议，已履行", "10 年")
    titles = [line["title"] for line in contents["papers"]]
    assert titles == [
        "调解申请书",
        "受理通知书",
        "身份证明、主体资格证明",
        "授权委托书（陈律）",
        "授权委托书（孙经理）",
        "工资条",
        "调解笔录",
        "调解协议书",
        "履行情况、回访记录",
        "结案登记表",
    ]
    assert note["pieces"] == str(len(titles))


def test_a_collective_volume_is_kept_longer(service, actor, papers):
    (cover,) = papers(service.save(actor, collective_of(12)).uid, "volume_cover")
    assert (cover["kind"], cover["kept"]) == ("集体劳动争议调解", "30 年")


def test_a_paper_is_offered_at_its_step(service):
    due = {form.form_id: form.stages for form in dispute_forms(service)}
    assert "agreed" in due["confirmation_application"]
    assert {"unperformed", "partly_performed"} == due["payment_order"]
    assert {"closed", "archived"} == due["volume_cover"] == due["volume_contents"]
    assert "performed" in due["closing_register"]


# --- the union's own letters


@pytest.fixture
def own(service, database, clock, actor):
    return Letters(database, clock), Incidents(database, clock)


def test_opinion_suggestion_and_report_are_printed_and_logged(own, actor, clock):
    letters, incidents = own
    opinion = letters.save(actor, OPINION)
    letters.issue(actor, opinion, SIGNED)
    letters.receive(actor, opinion, D(2026, 11, 3))
    clock.go_on(days=2)
    suggestion = letters.follow_up(actor, opinion)
    happened = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
    report = incidents.save(
        actor, IncidentReport(employer_name=FIRM.name, happened_at=happened, cause="欠薪")
    )
    forms = {form.form_id: form for form in letter_forms(letters, incidents)}
    for form_id, uid, said in (
        ("supervision_opinion", opinion, (SIGNED.number, "白杨街道总工会", "十五个工作日内")),
        ("supervision_suggestion", suggestion, ("钱塘区人力资源和社会保障局", f"意见书（{SIGNED.number}）")),
        ("incident_report", report, ("钱塘区总工会", "2026年11月23日9时05分", "欠薪")),
    ):
        form = forms[form_id]
        assert form.uids(actor) == [uid]
        (record,) = form.records([uid], actor)
        check(form_id, record)
        made = render_pdf(form.sheet(actor), [record])
        words = "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))
        for each in said:
            assert each in words, (form_id, each)
    assert forms["supervision_opinion"].uid_of(actor, SIGNED.number) == opinion
