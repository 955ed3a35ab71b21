"""The papers of legal aid from the application to the letter to the court, filled from real cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.legal_aid.test_links import WORKER, held_file
from tests.legal_aid.test_process import DECIDED, LAWYER, Road
from tests.paper.conftest import page_text
from union_desk.casework.offices import Office, store_office
from union_desk.casework.print_log import FormPrinted
from union_desk.dispute.values import CaseForm
from union_desk.hardship.values import FileForm
from union_desk.legal_aid.prints import legal_aid_forms
from union_desk.legal_aid.prints.single import assignment_forms
from union_desk.legal_aid.rules.numbers import DECISION, paper_number
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.values import (
    AidEvent,
    AidForm,
    AidMember,
    AidService,
    Assignment,
    Decision,
    Provider,
    Supplement,
    Urgency,
)
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import PersonCard

D = date
OWN = (
    *("aid_application", "aid_oral_application", "aid_means_proof", "aid_pledge", "aid_approval"),
    *("aid_supplement", "aid_grant", "aid_refusal", "aid_assignment", "aid_letter"),
)
FAMILY = (
    AidMember(
        name="李建国", relation="10", id_no="330199197506081238", workplace="打零工", income_fen=90_000
    ),
    AidMember(name="李䶮", relation="20", workplace="某某中学"),
)
MEANS = {
    "month_income_fen": 690_000,
    "population": 3,
    "year_income_fen": 8_280_000,
    "income_kinds": ("work",),
    "house_address": "教工公寓12幢602室",
    "house_area_hundredths": 5_860,
    "house_use": "own",
    "members": FAMILY,
}


@pytest.fixture
def road(service, store, clock, actor, aid_form) -> Road:
    Providers(store, clock).save(actor, LAWYER)
    with store.write("登记单位", actor) as work:
        office = Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ")
        store_office(
            work, replace(office, phone="0571-86910001", arbitration_name="钱塘区劳动人事争议仲裁委员会")
        )
    return Road(service, actor, aid_form, **MEANS)


@pytest.fixture
def fields(service, actor):
    """Return what a paper of a case is filled with."""

    def of(form_id: str, uid: str):
        source = next(form for form in legal_aid_forms(service) if form.form_id == form_id)
        return source.records([uid], actor)[0]

    return of


@pytest.fixture
def text(service, actor):
    """Return the words on the pages of a paper without blanks."""

    def of(form_id: str, *uids: str, forms=None, mode: str = "filled") -> str:
        found = forms or legal_aid_forms(service)
        source = next(form for form in found if form.form_id == form_id)
        made = render_pdf(source.sheet(actor), source.records(uids, actor), mode=mode)
        assert made.missing == ()
        return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))

    return of


def test_every_paper_is_filled_with_what_its_form_declares_short_and_long(service, road, actor, fields):
    short = service.save(actor, AidForm(person=PersonCard(name="王芳"))).uid
    road.handling()
    for form_id in OWN:
        form = load_form(form_id)
        for uid in (road.uid, short):
            record = fields(form_id, uid)
            assert record.keys() - {"form_texts"} == form.fields.keys(), form_id
            for name, declared in form.fields.items():
                for row in record[name] or () if declared.columns else ():
                    assert row.keys() == declared.columns.keys(), (form_id, name)
            for mode in ("filled", "data"):
                made = render_pdf(form, [record], mode=mode)
                assert (made.missing, made.continued) == ((), ()), form_id


def test_an_application_tells_who_asks_for_what_and_by_what_means(road, fields, text):
    record = fields("aid_application", road.uid)
    assert (record["wanted"], record["categories"]) == (["arbitration"], ["migrant", "woman"])
    assert (record["percap"], record["house_area"], record["basis"]) == (230_000, "58.6", "exempt")
    assert record["request"] == "1. 拖欠工资12,000.00元；2. 出具离职证明。"
    assert [(one["name"], one["relation"]) for one in record["members"]] == [
        ("李建国", "配偶"),
        ("李䶮", "子"),
    ]
    assert record["signature"] is None
    told = text("aid_application", road.uid)
    for words in ("张𧒽芬", "白杨街道总工会", "农民工请求支付劳动报酬", "以下空白", "6,900.00"):
        assert words in told, words


def test_what_was_said_is_taken_down_with_its_time(service, actor, road, text):
    form = replace(road.form, oral=True, oral_recorded=True, oral_time="14:30", oral_recorder="沈佳")
    service.save(actor, form, road.uid)
    told = text("aid_oral_application", road.uid)
    for words in ("2026年10月12日", "14:30", "沈佳", "工资12,000.00元", "家庭人口3人，家庭月收入6,900.00元"):
        assert words in told, words


def test_a_family_is_listed_on_proof_and_pledge(road, text):
    for form_id in ("aid_means_proof", "aid_pledge"):
        told = text(form_id, road.uid)
        for words in ("李建国", "打零工", "2,300.00", "教工公寓12幢602室，58.6㎡，自用"):
            assert words in told, (form_id, words)


def test_a_hardship_file_says_by_itself_what_is_attested(service, hardship, store, actor, text, fields):
    held_file(hardship, store, actor, FileForm(owner=WORKER, applied_on=D(2026, 3, 2)))
    uid = service.save(actor, AidForm(person=WORKER, matter="欠薪")).uid
    number = service.on_paper(actor, [uid])[0].file_number
    assert number
    assert f"困难职工档案（档案编号：{number}），经济困难情况属实。" in text("aid_means_proof", uid)
    assert fields("aid_approval", uid)["basis"] == f"困难职工档案（{number}）"


def test_what_is_missing_is_told_at_once_with_its_last_day(road, text):
    road.examining()
    asked = Supplement(asked_on=D(2026, 10, 13), papers="1. 身份证；\n2. 劳动合同。", due_on=D(2026, 10, 20))
    road.step("ask_papers", D(2026, 10, 13), act=asked)
    told = text("aid_supplement", road.uid)
    for words in ("1.身份证；2.劳动合同。", "请于2026年10月20日以前", "0571-86910001"):
        assert words in told, words


def test_a_grant_says_its_ground_and_is_no_refusal(road, fields, text):
    road.granted()
    told = text("aid_grant", road.uid)
    for words in (
        "钱塘工援决字〔2026〕第1号",
        "免予核查：农民工请求支付劳动报酬",
        "代写文书、仲裁代理",
        "2026年10月15日",
    ):
        assert words in told, words
    record = fields("aid_refusal", road.uid)
    assert (record["paper_no"], record["reason"], record["issued_on"]) == ("", "", None)
    approval = fields("aid_approval", road.uid)
    assert (approval["proposal"], approval["meets"], approval["decided_on"]) == ("grant", "exempt", DECIDED)
    assert "免予核查经济困难状况" in approval["means"]


def test_a_refusal_says_why_and_what_can_be_done_against_it(road, text, fields):
    road.examining()
    refused = Decision(granted=False, on=DECIDED, reason="scope", text="属于民事借款。", examiner="王芳")
    road.step("refuse", DECIDED, act=refused)
    told = text("aid_refusal", road.uid)
    number = road.view.number_shown.replace("工援", "工援决字")
    for words in (number, "经审查，不属于援助范围，决定不予法律援助", "属于民事借款。", "提出异议"):
        assert words in told, words
    assert fields("aid_approval", road.uid)["opinion"] == "不属于援助范围。属于民事借款。"
    assert fields("aid_grant", road.uid)["issued_on"] is None
    road.write(AidEvent(kind="aid_objected", on=D(2026, 10, 19)))
    road.step("reconsider", D(2026, 10, 20), reason="异议成立")
    assert fields("aid_refusal", road.uid)["paper_no"] == ""
    granted = Decision(granted=True, on=D(2026, 10, 21), examiner="王芳")
    road.step("grant", D(2026, 10, 21), act=granted)
    assert fields("aid_grant", road.uid)["paper_no"] == number.replace("号", "-2号")


def test_an_assignment_has_a_counterfoil_and_goes_to_whom_the_case_is_before(road, text, fields):
    road.assigned()
    told = text("aid_assignment", road.uid)
    for words in (
        "（存根）",
        "骑缝盖章",
        "浙江某某律师事务所：",
        "承办人：陈律。",
        "张𧒽芬：联系电话13800000000",
    ):
        assert words in told, words
    assert told.count("指1") == 3  # counterfoil, seam, notice
    letter = fields("aid_letter", road.uid)
    assert letter["body"] == "钱塘区劳动人事争议仲裁委员会"
    assert letter["paper_no"] == road.view.number_shown.replace("工援", "工援函字")
    assert (letter["services"], letter["position"]) == ("仲裁代理", "申请人（原告）")


def test_each_counsel_has_papers_of_his_own(service, store, clock, actor, road, text):
    road.handling()
    next_one = Provider(uid="second", name="周律", firm="第二律师事务所", licence_no="13301202010000002")
    Providers(store, clock).save(actor, next_one)
    first = road.life.assignments[0]
    gone = replace(first, ended_on=D(2026, 10, 26), change_reason="生病")
    taken = Assignment(uid="again", provider=next_one, assigned_on=D(2026, 10, 26))
    road.step("change", D(2026, 10, 26), act=(gone, taken))
    second, first = road.life.assignments
    assert "周律" in text("aid_letter", road.uid)
    told = text("aid_assignment", road.uid, forms=assignment_forms(service, second))
    assert road.view.number_shown.replace("工援", "工援指字").replace("号", "-2号") in told
    assert "陈律" in text("aid_letter", road.uid, forms=assignment_forms(service, first))


def test_a_case_before_a_court_is_told_to_the_court(service, actor, road, fields):
    court = AidService(kind="court", stage="first", body="钱塘区人民法院", body_number="（2026）浙01号")
    service.save(actor, replace(road.form, services=(*road.form.services, court)), road.uid)
    record = fields("aid_letter", road.uid)
    assert (record["body"], record["body_no"], record["services"]) == (
        "钱塘区人民法院",
        "（2026）浙01号",
        "诉讼代理",
    )


def test_aid_ahead_of_its_papers_is_said_to_be_so(road, fields):
    road.step("apply", D(2026, 10, 12))
    road.step("go_ahead", D(2026, 10, 13), act=Urgency("preservation", D(2026, 10, 13)))
    assert fields("aid_approval", road.uid)["proposal"] == "urgent"
    assert fields("aid_assignment", road.uid)["decided"] == "决定先行提供法律援助"


def test_a_paper_without_a_number_of_its_own_has_that_of_the_case():
    shown = "钱塘工援〔2026〕白杨第0003号"
    assert paper_number(shown, DECISION) == "钱塘工援决字〔2026〕白杨第0003号"
    assert paper_number(shown, DECISION, 2) == "钱塘工援决字〔2026〕白杨第0003-2号"
    assert paper_number("临时 白杨援助-1", DECISION) == ""


def test_a_case_is_found_by_the_number_of_its_paper(service, disputes, actor, road):
    uid = disputes.save(actor, CaseForm(matter="欠薪")).uid
    order = int(disputes.view(uid, actor).number.rpartition("-")[2])
    shown = road.view.number_shown
    for word in ("决", "指", "函", "终"):
        for turn in (1, 2):
            assert service.with_number(actor, paper_number(shown, word, turn)) == road.uid
    alike = paper_number(shown.replace("0003", f"{order:04d}"), DECISION)
    assert disputes.with_number(actor, alike) is None


def test_what_was_printed_stands_on_the_timeline_and_counts_on(service, actor, road):
    source = next(form for form in legal_aid_forms(service) if form.form_id == "aid_letter")
    assert source.copies == 2
    source.log(actor, [road.uid], FormPrinted("aid_letter", "法律援助公函", "第1版", copies=2))
    assert source.next_copies(actor, [road.uid]) == (3,)
    assert "打印《法律援助公函》2 份" in road.told()


def test_a_paper_is_offered_at_its_step(service):
    due = {form.form_id: form.stages for form in legal_aid_forms(service)}
    assert due["aid_application"] == {"registered", "applied"}
    assert due["aid_supplement"] == {"supplement"}
    assert (due["aid_grant"], due["aid_refusal"]) == ({"granted"}, {"refused"})
    assert due["aid_letter"] == {"assigned", "handling"}
