"""The papers of application, visit, publicity and own data: filled from real files, read off the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.test_life import AGREED, APPLIED, APPROVED, HELP, POSTED, VISIT, Road
from tests.paper.conftest import page_text
from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.casework.values import Entry
from union_desk.casework.wording import WordingService
from union_desk.core.errors import RuleBroken
from union_desk.hardship.prints import PAPERS, hardship_forms
from union_desk.hardship.values import (
    AssetEntry,
    AttachmentEntry,
    FileForm,
    MeansCheck,
    MemberEntry,
    Objection,
    new_uid,
)
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import PersonCard

D = date
IDS = [paper.form_id for paper in PAPERS]
FOUND = replace(
    VISIT,
    belongings="冰箱一台，无机动车",
    members="三人同住",
    neighbours="社区和邻居都说该户困难",
    needs="医疗费负担重",
    met="张𧒽芬",
    health="病历属实",
    photos=4,
)


@pytest.fixture
def road(service, district_actor, family) -> Road:
    family = replace(
        family,
        applied_on=APPLIED,
        cause_text="本人患重病。",
        attachments=(AttachmentEntry(kind="diagnosis", name="省肿瘤医院", pages=2),),
        assets=(AssetEntry(kind="savings", value_fen=1_200_000),),
    )
    return Road(service, district_actor, service.save(district_actor, family).uid)


@pytest.fixture
def fields(service, district_actor):
    """Return what a paper is filled with."""

    def of(form_id: str, *uids: str):
        form = next(form for form in hardship_forms(service) if form.form_id == form_id)
        (record,) = form.records(uids, district_actor)
        return record

    return of


@pytest.fixture
def text(service, district_actor):
    """Return the words on a printed paper, page by page, without blanks."""

    def of(form_id: str, *uids: str) -> list[str]:
        form = next(form for form in hardship_forms(service) if form.form_id == form_id)
        made = render_pdf(form.sheet(district_actor), form.records(uids, district_actor))
        assert made.missing == ()
        return ["".join(page_text(made.pdf, page).split()) for page in range(made.pages)]

    return of


@pytest.mark.parametrize("form_id", IDS)
def test_a_blank_paper_has_its_pages_and_no_character_without_a_shape(form_id):
    form = load_form(form_id)
    made = render_pdf(form, [], mode="blank")
    assert (made.pages, made.missing) == (len(form.pages), ())
    words = page_text(made.pdf, 0)
    assert form.number in words
    assert "{" not in words


def test_papers_are_filled_with_what_their_forms_declare_short_and_long(service, road, district_actor):
    short = service.save(district_actor, FileForm(owner=PersonCard(name="王芳"))).uid
    road.to_in_file()
    for source in hardship_forms(service):
        form = load_form(source.form_id)
        for uid in (road.uid, *([] if source.together else [short])):
            (record,) = source.records([uid], district_actor)
            assert record.keys() - {"form_texts"} == form.fields.keys()
            for name, declared in form.fields.items():
                for row in record[name] or () if declared.columns else ():
                    assert row.keys() == declared.columns.keys()
            for mode in ("filled", "data"):
                made = render_pdf(form, [record], mode=mode)
                assert (made.pages, made.missing, made.continued) == (len(form.pages), (), ()), form.id


def test_the_papers_of_the_step_are_those_of_the_state(service):
    due = {form.form_id: form.stages for form in hardship_forms(service)}

    def at(state: str) -> list[str]:
        return [form_id for form_id, stages in due.items() if state in stages]

    assert at("applied") == ["income_pledge", "means_authorisation", "privacy_notice"]
    assert at("visiting") == ["home_visit"]
    assert at("published") == ["publicity", "publicity_result"]
    assert at("in_file")[0] == "hardship_file"


def test_what_a_family_applies_for_is_ticked_on_its_application(service, road, district_actor, fields):
    assert fields("hardship_application", road.uid)["wishes"] is None
    form = service.form(district_actor, road.uid)
    service.save(district_actor, replace(form, wishes=("medical", "law")), road.uid)
    assert service.form(district_actor, road.uid).wishes == ("medical", "law")
    assert fields("hardship_application", road.uid)["wishes"] == ["medical", "law"]
    with pytest.raises(RuleBroken, match="申请帮扶"):
        service.save(district_actor, replace(form, wishes=("gold",)), road.uid)


def test_every_grown_up_signs_the_authorisation_and_the_rest_of_the_table_is_closed(road, fields, text):
    rows = fields("means_authorisation", road.uid)["members"]
    assert [(row["no"], row["name"], row["relation"]) for row in rows] == [
        ("1", "张𧒽芬", "本人"),
        ("2", "李建国", "配偶"),
    ]
    (page,) = text("means_authorisation", road.uid)
    assert "授权钱塘区总工会委托民政部门" in page
    assert page.count("以下空白") == 1
    assert "李䶮" not in page


def test_the_pledge_names_every_income_and_where_it_comes_from(road, fields):
    owner, husband, child = fields("income_pledge", road.uid)["members"]
    assert (owner["relation"], owner["month_income"], owner["sources"]) == ("本人", 0, "财产净收入")
    assert (husband["month_income"], husband["sources"]) == (360_000, "工资性收入")
    assert (child["month_income"], child["sources"], child["unit"]) == (None, "", "某某高级中学")


def test_no_consent_is_ticked_for_the_person_and_young_children_are_named(
    service, road, fields, district_actor, id_no
):
    road.consent("publicity", 0)
    filled = fields("privacy_notice", road.uid)
    assert [filled[name] for name in ("sensitive", "provide", "means_check", "publicity")] == [None] * 4
    assert filled["children"] == "／"
    form = service.form(district_actor, road.uid)
    daughter = MemberEntry(person=PersonCard(name="李小", id_no=id_no("20180101", "224")), relation="30")
    service.save(district_actor, replace(form, members=(*form.members, daughter)), road.uid)
    assert fields("privacy_notice", road.uid)["children"] == "李小（女）"


def test_the_visitors_find_what_was_declared_and_what_they_found(road, fields, text):
    road.to_visiting()
    before = fields("home_visit", road.uid)
    assert before["declared_housing"] == "政府廉租房(公租房)，46.5 ㎡"
    assert before["declared_belongings"] == "存款 12,000.00 元"
    assert before["declared_members"] == "共 3 人：李建国（配偶）、李䶮（子）"
    assert before["declared_health"] == "本人恶性肿瘤；李建国良好"
    assert before["declared_outlay"].startswith("刚性支出（年）17,400.00 元：因病 14,400.00 元（年）")
    assert (before["housing"], before["conclusion"], before["visited_on"]) == (None, None, None)
    road.write(FOUND)
    after = fields("home_visit", road.uid)
    assert (after["visitors"], after["conclusion"], after["photos"]) == ("沈佳、李强", "fits", "4")
    assert "社区和邻居都说该户困难" in text("home_visit", road.uid)[0]


def test_page_2_of_the_file_tells_visit_publicity_and_opinions_and_leaves_the_signing_free(road, fields):
    road.to_in_file()
    filled = fields("hardship_file", road.uid)
    assert filled["visit_text"] == (
        "2026年10月14日，沈佳、李强入户核查。核实住房：租住 46 平方米。结论：符合。"
    )
    assert (filled["public_from"], filled["public_to"]) == (D(2026, 10, 15), D(2026, 10, 22))
    assert (filled["public_place"], filled["public_result"]) == ("社区公告栏", "无异议")
    assert (filled["street_opinion"], filled["street_on"]) == ("同意。情况属实", AGREED.on)
    assert (filled["district_opinion"], filled["district_on"]) == ("同意。", APPROVED.on)
    signers = [name for name in filled if name.endswith("_signer")]
    assert len(signers) == 6
    assert not any(filled[name] for name in signers)


def test_an_opinion_says_once_whether_it_agrees(road, fields):
    road.to_visiting()
    road.write(Opinion("street", "enrol", agreed=False, on=D(2026, 10, 20), signer="周明", text="收入不明"))
    road.write(
        Opinion("union", "enrol", agreed=True, on=D(2026, 10, 20), signer="李强", text="经核查，同意上报。")
    )
    filled = fields("hardship_application", road.uid)
    assert filled["street_opinion"] == "不同意。收入不明"
    assert filled["union_opinion"] == "经核查，同意上报。"
    assert (filled["class_name"], filled["enrolled_on"]) == (None, None)


def test_what_belongs_to_an_earlier_application_stays_on_its_own_papers(service, road, fields):
    road.to_in_file()
    road.write(Opinion("district", "exit", agreed=True, on=D(2026, 11, 16), signer="虞一"))
    road.step("relieve", D(2026, 11, 16), reason="由政府兜底保障")
    road.step("relapse", D(2026, 11, 20), reason="又生病了")
    filled = fields("hardship_application", road.uid)
    assert (filled["street_opinion"], filled["district_on"]) == (None, None)
    assert fields("hardship_file", road.uid)["visit_text"] is None


def publish(road: Road, **other) -> None:
    road.to_visiting().write(replace(VISIT, uid=new_uid()))
    road.consent("publicity", 0)
    road.step("publish", POSTED.from_on, act=replace(POSTED, uid=new_uid(), **other))


def test_a_public_notice_shows_several_households_and_nothing_that_it_must_not(
    service, road, district_actor, other_family, text, fields
):
    road.to_published()
    second = service.save(district_actor, replace(other_family, applied_on=APPLIED)).uid
    publish(Road(service, district_actor, second))
    filled = fields("publicity", road.uid, second)
    assert [row["name"] for row in filled["households"]] == ["张*芬", "王*菲"]
    assert [row["cause"] for row in filled["households"]] == ["因病", "因病"]
    (page,) = text("publicity", road.uid, second)
    assert "张*芬" in page
    assert "请向钱塘区总工会反映" in page
    assert "不少于5个工作日" in page
    form = service.form(district_actor, road.uid)
    secrets = [
        form.owner.name,
        "李建国",
        "李䶮",
        "王芳菲",
        form.owner.id_no,
        "肿瘤",
        "13800000000",
        "白杨-2026",
    ]
    assert not [secret for secret in secrets if secret in page]


def test_a_minor_is_not_even_named_in_part(service, road, district_actor, other_family, id_no, fields):
    young = replace(other_family.owner, name="周小", id_no=id_no("20091001", "463"))
    uid = service.save(district_actor, replace(other_family, owner=young, applied_on=APPLIED)).uid
    Road(service, district_actor, uid).to_published()
    assert fields("publicity", uid)["households"][0]["name"] == "***"


def test_a_notice_is_refused_without_consent_and_after_its_withdrawal(service, road, district_actor, fields):
    road.to_visiting()
    with pytest.raises(RuleBroken, match="张𧒽芬没有同意公示（或已撤回），不能打印公示。"):
        fields("publicity", road.uid)
    service.consent(district_actor, road.uid, Consent(owner_uid(road), "publicity", APPLIED))
    fields("publicity", road.uid)
    (consent,) = service.consents(district_actor, road.uid)
    service.withdraw(district_actor, road.uid, consent.uid, D(2026, 11, 20))
    with pytest.raises(RuleBroken, match="第二十五条"):
        fields("publicity", road.uid)


def owner_uid(road: Road) -> str:
    return road.service.form(road.actor, road.uid).owner.uid


def test_households_of_different_notices_are_not_mixed(service, road, district_actor, other_family, fields):
    road.to_published()
    second = service.save(district_actor, replace(other_family, applied_on=APPLIED)).uid
    publish(Road(service, district_actor, second), place="厂区公告栏")
    with pytest.raises(RuleBroken, match="不一样"):
        fields("publicity", road.uid, second)


def test_the_result_tells_what_was_objected_but_not_by_whom(road, fields, text):
    road.to_published()
    open_ = fields("publicity_result", road.uid)
    assert (open_["objected"], open_["objections"], open_["handled"]) == (None, None, [])
    objection = Objection(on=D(2026, 10, 20), who="周某", text="家里有车")
    road.write(objection)
    road.write(replace(objection, handling="经核实无车", upheld=False, handled_on=D(2026, 10, 21)))
    road.write(replace(posted(road), result="异议不成立。", result_on=D(2026, 10, 23)))
    filled = fields("publicity_result", road.uid)
    assert (filled["objected"], filled["objections"]) == ("yes", "1 件")
    assert filled["handled"][0]["outcome"] == "不成立"
    (page,) = text("publicity_result", road.uid)
    assert "经核实无车" in page
    assert "周某" not in page
    assert "张𧒽芬" not in page


def posted(road: Road):
    return road.service.life(road.actor, road.uid).publicities[0]


def test_a_person_is_shown_all_that_is_kept_of_him_and_who_got_it(service, road, district_actor, fields):
    form = service.form(district_actor, road.uid)
    service.save(district_actor, replace(form, wishes=("medical", "law")), road.uid)
    road.to_in_file()
    service.grant(district_actor, road.uid, HELP)
    filled = fields("own_data", road.uid)
    told = {(row["group"], row["item"]): row["content"] for row in filled["items"]}
    assert told["银行", "银行卡号"] == "6222000000000000000"
    assert told["家庭", "家庭成员"] == "李建国（配偶）、李䶮（子）"
    assert told["家庭", "财产"] == "存款 12,000.00 元"
    assert told["困难", "申请帮扶"] == "医疗救助、法律援助"
    assert told["材料", "附件"] == "省肿瘤医院"
    assert told["帮扶", "生活救助"] == "2026年11月16日，3,000.00 元"
    assert [row["state"] for row in filled["consents"]] == ["有效", "有效"]
    assert [(row["who"], row["on"]) for row in filled["receivers"]] == [("区民政局", D(2026, 10, 27))]
    assert filled["kept_until"] == "自撤档之日起 10年"
    husband = service.form(district_actor, road.uid).members[0].person
    assert husband.id_no not in str(filled)


def test_the_office_s_own_text_stands_on_the_papers_of_later_cases_and_old_ones_print_again_as_they_were(
    service, road, database, clock, district_actor, other_family, text
):
    own = WordingService(database, clock)
    own.enter(
        district_actor, "means_authorisation.grant", "本人同意{district}核对。", Entry(D(2026, 11, 1), "1号")
    )
    later = service.save(district_actor, replace(other_family, applied_on=D(2026, 11, 20))).uid
    assert "本人同意钱塘区总工会核对。" in text("means_authorisation", later)[0]
    assert "授权事项第1版" in text("means_authorisation", later)[0]
    assert "授权钱塘区总工会委托民政部门" in text("means_authorisation", road.uid)[0]


def test_a_paper_that_the_district_prints_names_the_office_of_the_file(service, actor, other_family, text):
    uid = service.save(actor, other_family).uid
    (page,) = text("privacy_notice", uid)
    assert "处理者：白杨街道总工会；审批单位：钱塘区总工会。" in page


def test_a_means_check_without_an_addressee_still_says_who_got_the_data(road, fields):
    road.to_review().step("pass_review", D(2026, 10, 26), act=AGREED)
    road.write(MeansCheck(asked_on=D(2026, 10, 27)))
    assert [row["who"] for row in fields("own_data", road.uid)["receivers"]] == ["民政部门"]
