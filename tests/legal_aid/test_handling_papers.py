"""The papers of legal aid from the mandate to the visit, and its lists, filled from real cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.legal_aid.test_process import LAWYER, Road
from tests.legal_aid.test_subsidies import LINE, NEW
from tests.paper.conftest import page_text
from union_desk.legal_aid.prints import change, ending, entrust, subsidy
from union_desk.legal_aid.prints.advice import advice_forms
from union_desk.legal_aid.prints.paper import printable
from union_desk.legal_aid.prints.registers import render_advice, render_subsidies
from union_desk.legal_aid.prints.single import change_forms, mandate_forms
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.service.subsidies import Subsidies
from union_desk.legal_aid.values import (
    AidForm,
    AidService,
    Assignment,
    Consultation,
    Ending,
    Progress,
    Provider,
    Rating,
)
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import EmployerCard, PersonCard

D = date
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
PAPERS = (*entrust.PAPERS, *change.PAPERS, *ending.PAPERS, *subsidy.PAPERS)
SECOND = Provider(
    uid="second",
    name="林律",
    firm="浙江另一律师事务所",
    licence_no="13301201210000002",
    phone="13800000002",
    bank="某某银行下沙支行",
    account_no="6222000000000000000",
)


@pytest.fixture
def subsidies(store, clock, district_actor) -> Subsidies:
    found = Subsidies(store, clock)
    found.save_rate(district_actor, NEW)
    return found


@pytest.fixture
def road(service, store, clock, actor, aid_form) -> Road:
    for provider in (replace(LAWYER, bank="某某银行", account_no="6222"), SECOND):
        Providers(store, clock).save(actor, provider)
    return Road(service, actor, aid_form)


@pytest.fixture
def papers(service):
    return {paper.form_id: printable(service, paper) for paper in PAPERS}


@pytest.fixture
def text(papers, actor):
    """Return the words on a paper of a case, without blanks."""

    def of(form_id: str, uid: str) -> str:
        form = papers[form_id]
        return words(render_pdf(form.sheet(actor), form.records([uid], actor)))

    return of


def words(made) -> str:
    assert made.missing == ()
    return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))


def check(form_id: str, record) -> None:
    """Look whether a record is what its form declares, and prints filled and as data only."""
    form = load_form(form_id)
    assert record.keys() - {"form_texts"} == form.fields.keys(), form_id
    for name, declared in form.fields.items():
        for row in record[name] or () if declared.columns else ():
            assert row.keys() == declared.columns.keys(), (form_id, name)
    for mode in ("filled", "data"):
        assert render_pdf(form, [record], mode=mode).missing == ()


def changed(road: Road) -> Road:
    """Lead a case to a second lawyer, because the first one is ill."""
    road.handling()
    road.write(Progress(uid="talk", on=D(2026, 10, 20), text="了解案情。", hours_tenths=15))
    old = replace(
        road.life.assignments[0],
        change_asked_on=D(2026, 10, 22),
        change_reason="承办人因病住院。",
        ended_on=D(2026, 10, 23),
    )
    new = Assignment(uid="new", provider=SECOND, assigned_on=D(2026, 10, 23))
    road.step("change", D(2026, 10, 23), act=(old, new))
    return road


def test_every_paper_is_filled_with_what_its_form_declares_short_and_long(service, road, papers, actor):
    short = service.save(actor, AidForm(person=PersonCard(name="王芳"), came_on=D(2026, 11, 2))).uid
    changed(road)
    for uid in (short, road.uid):
        for form_id, form in papers.items():
            check(form_id, form.records([uid], actor)[0])


def test_the_agreement_and_the_mandates_name_who_acts_in_what_and_cost_nothing(road, text):
    road.handling()
    agreed = text("aid_agreement", road.uid)
    for said in (
        "张𧒽芬",
        "浙江某某律师事务所",
        "陈律（律师），执业证号13301202010000001",
        "钱塘工援决字〔2026〕第1号",
        "代写文书、仲裁代理",
        "法律援助不收取费用",
        "2026年10月19日",
    ):
        assert said in agreed, said
    mandate = text("aid_mandate", road.uid)
    assert "委托上列受委托人在仲裁中作为委托人的代理人" in mandate
    assert "代写文书" not in mandate  # nobody acts for him when a paper is drafted
    assert "13301202010000001" in mandate


def test_each_service_in_which_somebody_acts_has_a_mandate_of_its_own(service, road, papers, actor):
    road.assigned()
    court = AidService(uid="court", kind="court", stage="second", body="杭州市中级人民法院")
    form = service.form(actor, road.uid)
    service.save(actor, replace(form, services=(*form.services, court)), road.uid)
    record = papers["aid_mandate"].records([road.uid], actor)[0]
    assert [each["service"] for each in record["mandates"]] == ["仲裁代理", "诉讼代理"]
    assert "在二审诉讼中" in record["mandates"][1]["matter"]
    assert record["mandates"][1]["body"] == "杭州市中级人民法院"


def test_a_change_tells_who_left_why_and_who_took_over(road, text):
    changed(road)
    asked = text("aid_change", road.uid)
    assert "承办人因病住院。" in asked
    assert "2026-10-20会见、约谈：了解案情" in asked
    assert asked.index("陈律") < asked.index("林律")
    notice = text("aid_change_notice", road.uid)
    assert "张𧒽芬、浙江某某律师事务所、浙江另一律师事务所：" in notice
    assert "因承办人因病住院，" in notice
    assert "浙江某某律师事务所陈律不再办理本案，改由浙江另一律师事务所林律承办" in notice


def test_each_of_three_lawyers_has_a_change_and_an_agreement_of_his_own(road, service, actor):
    changed(road)
    second = replace(
        road.life.assignments[0],
        contract_on=D(2026, 10, 26),
        change_reason="受援人要求更换。",
        ended_on=D(2026, 10, 28),
    )
    third = Assignment(uid="third", provider=LAWYER, assigned_on=D(2026, 10, 28))
    road.step("change", D(2026, 10, 28), act=(second, third))
    held = {each.uid: each for each in road.life.assignments}

    def printed(forms, number: int) -> str:
        return words(render_pdf(forms[number].sheet(actor), forms[number].records([road.uid], actor)))

    first = printed(change_forms(service, held["given"]), 1)
    assert "陈律不再办理本案，改由浙江另一律师事务所林律承办" in first
    later = printed(change_forms(service, held["new"]), 1)
    assert "因受援人要求更换，" in later
    assert "林律不再办理本案，改由浙江某某律师事务所陈律承办" in later
    assert "了解案情" not in printed(change_forms(service, held["new"]), 0)  # the first one did it
    assert "2026年10月26日" in printed(mandate_forms(service, held["new"]), 0)
    assert "林律" in printed(mandate_forms(service, held["new"]), 1)


def test_a_termination_names_its_ground_its_number_and_the_remedy(road, text):
    road.handling()
    road.step(
        "terminate",
        D(2026, 10, 30),
        act=Ending(on=D(2026, 10, 30), termination="own_agent", text="本人书面告知。"),
    )
    told = text("aid_termination", road.uid)
    for said in ("工援终字〔2026〕白杨第0003号", "自行委托律师", "第四十八条", "异议", "2026年10月30日"):
        assert said in told, said
    letter = text("aid_termination_letter", road.uid)
    assert "浙江某某律师事务所：" in letter
    assert "承办人不再担任受援人的代理人" in letter
    report = text("aid_report", road.uid)
    assert "自行委托律师或者其他代理人" in report


def test_a_case_that_was_done_has_no_termination_on_its_paper(road, papers, actor):
    road.reported()
    record = papers["aid_termination"].records([road.uid], actor)[0]
    assert (record["paper_no"], record["reason"], record["ended_on"]) == ("", "", None)


def test_the_report_sums_hours_and_money_and_says_when_they_count_elsewhere(service, road, text, actor):
    road.reported()
    form = service.form(actor, road.uid)
    items = tuple(replace(item, won_fen=item.claimed_fen) for item in form.items)
    service.save(actor, replace(form, items=items), road.uid)
    service.to_dispute(actor, road.uid)
    form = service.form(actor, road.uid)
    service.save(actor, replace(form, counted_elsewhere=True), road.uid)
    told = text("aid_report", road.uid)
    for said in ("会见、约谈1次；共用时1.5小时", "12,000.00", "并计", "裁决支持全部请求。", "2026-11-04"):
        assert said in told, said


def test_a_long_report_goes_on_over_pages_with_its_head_and_never_signs_alone(road, papers, actor):
    road.reported()
    for number in range(30):
        road.write(Progress(uid=f"p{number}", on=D(2026, 10, 20), text="核对考勤和工资流水。" * 6))
    form = papers["aid_report"]
    made = render_pdf(form.sheet(actor), form.records([road.uid], actor))
    assert made.pages > 2
    for page in range(made.pages):
        assert "法律援助案件结案报告表" in "".join(page_text(made.pdf, page).split())
    last = "".join(page_text(made.pdf, made.pages - 1).split())
    assert "随案材料" in last


def test_the_subsidy_sheet_leaves_out_what_was_taken_back(road, subsidies, text, actor):
    road.reported()
    subsidies.ask(actor, road.uid, LINE)
    subsidies.reverse(actor, road.uid, "line", "阶段选错了")
    assert "2,500.00" not in text("aid_subsidy", road.uid)
    subsidies.ask(actor, road.uid, replace(LINE, uid="second-line"))
    told = text("aid_subsidy", road.uid)
    assert told.count("2,500.00") >= 3  # the line, the total, the payee
    for said in ("贰仟伍佰元整", "仲裁代理", "首个阶段", "区总工发〔2026〕3号", "某某银行", "已申报"):
        assert said in told, said
    assert told.count("免征增值税") == 1


def test_the_list_of_subsidies_has_chosen_lines_of_chosen_cases(service, road, subsidies, actor):
    road.reported()
    subsidies.ask(actor, road.uid, LINE)

    def printed(*uids: str, lines=()) -> str:
        return words(render_subsidies(service, actor, uids, "白杨街道总工会", NOW, lines=lines))

    told = printed(road.uid)
    assert "贰仟伍佰元整" in told
    assert "陈律" in told
    assert "陈律" not in printed(road.uid, lines=("another",))
    assert "领款人签名" in printed()


def test_a_consultation_is_printed_for_who_asked_without_a_name_too(advice, actor, store):
    named = Consultation(
        uid="one",
        came_on=D(2026, 11, 20),
        from_time="14:30",
        way="hotline",
        name="李𬭊",
        phone="13800000000",
        topic="wages",
        question="单位拖欠工资怎么办？",
        answer="可以先申请调解。" * 60,
        minutes=20,
        employer=EmployerCard(name="杭州某某电子科技有限公司"),
    )
    advice.save(actor, named)
    advice.save(actor, Consultation(uid="two", question="产假多少天？"))
    advice.as_dispute(actor, "one")
    (form,) = advice_forms(advice)
    for uid in ("one", "two"):
        check("advice_record", form.records([uid], actor)[0])
    record = form.records(["one"], actor)[0]
    assert (record["name"], record["became"], record["way"]) == ("李𬭊", "dispute_case", "hotline")
    told = words(render_pdf(form.sheet(actor), form.records(["one", "two"], actor)))
    assert "产假多少天？" in told
    listed = words(render_advice(advice, actor, ["one", "two"], "白杨街道总工会", NOW))
    for said in ("李𬭊", "转争议调解", "劳动报酬", "2026-11-20", "期间：2026年11月20日至"):
        assert said in listed, said
    assert "咨询内容" in words(render_advice(advice, actor, (), "白杨街道总工会", NOW))


def test_the_visit_says_how_content_the_applicant_is_and_what_he_said(road, text):
    road.reported()
    road.write(Rating("very", D(2026, 11, 10), way="phone", words="钱已到账，很满意。", by="沈佳"))
    told = text("aid_visit", road.uid)
    assert "20261110" in told  # the day stands in the rooms between 年, 月 and 日
    for said in ("全部支持", "钱已到账，很满意。", "沈佳"):
        assert said in told, said
