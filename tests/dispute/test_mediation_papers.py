"""The papers of a dispute from the application to the receipt of service, read off the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.dispute.conftest import collective_of
from tests.dispute.test_process import HELD, RECEIVED, Road, agreement
from tests.paper.conftest import page_text
from union_desk.casework.offices import Office, store_office
from union_desk.casework.print_log import FormPrinted
from union_desk.casework.values import Entry
from union_desk.casework.wording import WordingService
from union_desk.core.rights import Actor, Role
from union_desk.core.wording import wording_of, wordings
from union_desk.dispute.prints import PAPERS, dispute_forms
from union_desk.dispute.prints.single import hearing_forms, receipt_form
from union_desk.dispute.rules import Instalment
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import (
    CaseForm,
    Hearing,
    Minute,
    Party,
    ServedPaper,
    Service,
)
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import EmployerCard, PersonCard

D = date
KEEPER = Actor("虞一", "QJ", "district", frozenset({Role.ADMINISTER}))
OWN = (
    *("mediation_application", "mediation_register", "mediation_invitation", "mediation_acceptance"),
    *("mediation_refusal", "mediation_notice", "mediation_extension", "mediation_end", "oral_application"),
    *("inquiry_record", "mediation_record", "mediation_agreement", "service_receipt"),
)
SAID = (
    Minute(uid="1", speaker="周明", kind="question", text="请说明拖欠工资的经过。"),
    Minute(uid="2", speaker="张𧒽芬", kind="answer", text="九月起没有发。"),
    Minute(uid="3", speaker="张𧒽芬", kind="answer", text="九月、十月都没有发。", replaces_uid="2"),
)
MEETING = Hearing(
    held_on=HELD,
    planned_at=datetime(2026, 10, 20, 6, 30, tzinfo=UTC),
    from_time="14:30",
    to_time="16:00",
    place="二楼调解室",
    present=("张𧒽芬", "赵某某"),
    mediators=("周明", "李强"),
    recorder="沈佳",
    points="欠薪的数额。",
    result="agreed",
    minutes=SAID,
)
PLAN = (Instalment(1, D(2026, 11, 10), 600_000), Instalment(2, D(2026, 12, 10), 400_000))


@pytest.fixture
def road(service, database, clock, actor, case_form) -> Road:
    with database.write("登记单位", actor) as work:
        store_office(
            work,
            Office(
                "BY",
                "白杨街道总工会",
                "白杨",
                "street_office",
                "QJ",
                mediation_name="白杨街道劳动争议调解中心",
            ),
        )
    return Road(service, MediatorRegister(database, clock), actor, case_form)


@pytest.fixture
def printed(service, actor):
    """Return the PDF of a paper, with what is to be known about it."""

    def of(form_id: str, *uids: str, mode: str = "filled"):
        source = next(form for form in dispute_forms(service) if form.form_id == form_id)
        return render_pdf(source.sheet(actor), source.records(uids, actor), mode=mode)

    return of


@pytest.fixture
def text(printed):
    """Return the words on the pages of a paper without blanks."""

    def of(form_id: str, *uids: str, mode: str = "filled") -> str:
        made = printed(form_id, *uids, mode=mode)
        assert made.missing == ()
        return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))

    return of


def test_every_paper_is_filled_with_what_its_form_declares_short_and_long(service, road, actor):
    short = service.save(actor, CaseForm(parties=(Party(person=PersonCard(name="王芳")),))).uid
    road.agreed(items=(replace(agreement().items[0], plan=PLAN, due_on=None),), accelerated=True)
    road.write(Service(party_uid="party-firm", papers=(ServedPaper("调解通知书"),), sent_on=HELD))
    for source in dispute_forms(service):
        if source.form_id not in OWN:
            continue
        form = load_form(source.form_id)
        for uid in (road.uid, short):
            (record,) = source.records([uid], actor)
            assert record.keys() - {"form_texts"} == form.fields.keys(), source.form_id
            for name, declared in form.fields.items():
                for row in record[name] or () if declared.columns else ():
                    assert row.keys() == declared.columns.keys(), (source.form_id, name)
            for mode in ("filled", "data"):
                assert render_pdf(form, [record], mode=mode).missing == ()


def test_one_case_prints_its_notices_record_and_agreement_without_a_word_retyped(road, text):
    road.mediating()
    road.write(MEETING)
    road.write(
        Service(
            party_uid="party-firm",
            papers=(ServedPaper("调解通知书"),),
            sent_on=HELD,
            servers=("周明", "李强"),
        )
    )
    item = replace(agreement().items[0], plan=PLAN, due_on=None, amount_fen=1_000_000)
    road.step("agree", HELD, act=agreement(items=(item,), accelerated=True))
    number = road.service.view(road.uid, road.actor).number_shown
    for form_id in (
        "mediation_acceptance",
        "mediation_notice",
        "service_receipt",
        "mediation_record",
        "mediation_agreement",
    ):
        told = text(form_id, road.uid)
        assert "".join(number.split()) in told, form_id
        assert "白杨街道劳动争议调解中心" in told, form_id
    assert "2026年10月20日下午2时30分在二楼调解室" in text("mediation_notice", road.uid)
    assert "周明" in text("mediation_acceptance", road.uid)
    record = text("mediation_record", road.uid)
    assert "九月、十月都没有发。" in record
    assert "九月起没有发。" not in record  # mended: only the new words go on paper
    assert "以上笔录各方已看过" in record
    agreed = text("mediation_agreement", road.uid)
    for words in (
        "张𧒽芬",
        "分2期（各期日期和金额见下表）",
        "人民币10,000.00元（大写：壹万元整）",
        "为税前金额",
        "账号6222000000000000000",
        "2026-12-10",
        "陆仟元整",
        "其余未付款项一并到期",
        "本案工资争议了结。",
        "三十日内共同向人民法院申请司法确认",
        "申请支付令",
        "一式三份",
        "2026年10月20日",
    ):
        assert words in agreed, words


def test_signatures_are_never_alone_on_a_page(road, service, actor, printed, case_form):
    road.agreed()
    seen = set()
    for length in range(0, 2000, 250):
        form = service.form(actor, road.uid)
        service.save(
            actor, replace(form, answer="被申请人认为工资已经结清，请核对。" * (length // 17)), road.uid
        )
        made = printed("mediation_agreement", road.uid)
        last = "".join(page_text(made.pdf, made.pages - 1).split())
        assert "申请人（签名、手印）：" in last
        assert last.index("具有同等效力") < last.index("申请人（签名、手印）："), length
        seen.add(made.pages)
    assert len(seen) > 1


def test_only_an_agreement_of_several_pages_has_a_place_for_the_seal_across_the_edges(
    road, service, actor, text
):
    road.agreed()
    one = service.save(actor, CaseForm(parties=(Party(person=PersonCard(name="王芳")),))).uid
    assert "骑缝章" not in text("mediation_agreement", one)
    form = service.form(actor, road.uid)
    service.save(actor, replace(form, answer="工资已经结清。" * 200), road.uid)
    assert text("mediation_agreement", road.uid).count("骑") >= 2


def test_five_hundred_workers_stand_in_the_roster_of_the_agreement(service, actor, printed, text):
    form = collective_of(500)
    parties = tuple(
        replace(party, agreed_fen=party.claim_fen) if party.side == "applicant" else party
        for party in form.parties
    )
    uid = service.save(actor, replace(form, parties=parties)).uid
    made = printed("mediation_agreement", uid)
    assert made.missing == ()
    words = ["".join(page_text(made.pdf, page).split()) for page in range(made.pages)]
    rosters = [page for page in words if "本页小计" in page]
    assert len(rosters) > 10
    assert all("公民身份号码" in page for page in rosters)
    assert "职工四九九" in rosters[-1]
    total = sum(party.claim_fen or 0 for party in form.parties)
    assert f"{total // 100:,}.{total % 100:02d}" in rosters[-1]
    assert "合计（500人）" in rosters[-1]
    assert "等500人" in words[0]


def test_only_those_who_have_consented_stand_in_the_agreement(service, actor, text):
    form = collective_of(12)
    parties = tuple(
        replace(party, consented=number != 5, agreed_fen=100_000) if party.side == "applicant" else party
        for number, party in enumerate(form.parties)
    )
    told = text("mediation_agreement", service.save(actor, replace(form, parties=parties)).uid)
    assert "合计（11人）" in told
    assert "11,000.00" in told
    assert form.parties[5].name not in told
    assert "推举代表：职工零零零、职工零零一、职工零零二。" in told
    assert told.count("申请人代表") == 3


def test_three_respondents_each_have_their_lines_and_their_seal(service, actor, road, text):
    form = service.form(actor, road.uid)
    more = tuple(
        Party(
            uid=f"more-{kind}",
            side="respondent",
            kind=kind,
            employer=EmployerCard(name=name, legal_rep="钱某"),
        )
        for kind, name in (("agency", "浙江某某人力资源有限公司"), ("user_company", "杭州某某物流有限公司"))
    )
    service.save(actor, replace(form, parties=(*form.parties, *more)), road.uid)
    told = text("mediation_agreement", road.uid)
    for words in ("（一）杭州某某电子科技有限公司", "（三）杭州某某物流有限公司", "（劳务派遣单位）"):
        assert words in told, words
    assert told.count("（签名、盖章）：") == 3
    assert text("mediation_application", road.uid).count("统一社会信用代码") == 3


def test_who_is_turned_away_reads_why_and_where_to_go(road, service, actor, text):
    form = service.form(actor, road.uid)
    service.save(actor, replace(form, not_ours="housing_fund"), road.uid)
    told = text("mediation_refusal", road.uid)
    assert "只要求补缴住房公积金" in told
    assert "住房公积金管理中心" in told
    assert "申请仲裁" in told


def test_the_end_of_mediation_tells_its_reason_and_the_limitation(road, text):
    road.mediating()
    road.write(Hearing(held_on=HELD, result="failed"))
    road.step("fail", HELD, reason="差距太大")
    told = text("mediation_end", road.uid)
    assert "双方当事人没有达成调解协议" in told
    assert "本次调解于2026年10月20日终止" in told
    assert "仲裁的时效期间为一年" in told


def test_an_extension_is_signed_by_both_and_names_both_days(road, service, actor, text):
    road.mediating()
    form = service.form(actor, road.uid)
    service.save(actor, replace(form, extended_to_on=None), road.uid)
    told = text("mediation_extension", road.uid)
    assert "申请人（签名、手印）：" in told
    assert "被申请人（签名、盖章）：" in told
    assert f"{RECEIVED.year}年{RECEIVED.month}月{RECEIVED.day}日收到调解申请" in told


def test_six_papers_stand_on_one_receipt(road, printed):
    road.accepted()
    served = tuple(ServedPaper(f"第{place}号文书", copies=place) for place in range(1, 7))
    road.write(Service(party_uid="party-firm", papers=served, sent_on=RECEIVED))
    made = printed("service_receipt", road.uid)
    assert made.pages == 1
    told = "".join(page_text(made.pdf, 0).split())
    assert [told.count(f"第{place}号文书") for place in range(1, 7)] == [1] * 6


def test_a_receipt_that_came_back_is_not_printed_again_while_another_is_out(road, printed):
    road.accepted()
    road.write(
        Service(
            party_uid="party-firm",
            papers=(ServedPaper("甲"),),
            sent_on=RECEIVED,
            received_on=D(2026, 10, 14),
            returned_on=D(2026, 10, 15),
        )
    )
    road.write(Service(party_uid="party-worker", papers=(ServedPaper("乙"),), sent_on=RECEIVED))
    assert printed("service_receipt", road.uid).pages == 1


def test_the_papers_of_a_step_are_those_of_the_state():
    due = {paper.form_id: {state.value for state in paper.due_in} for paper in PAPERS if paper.form_id in OWN}

    def at(state: str) -> list[str]:
        return [form_id for form_id, states in due.items() if state in states]

    assert at("registered") == ["mediation_application"]
    assert at("accepted") == [
        "mediation_register",
        "mediation_invitation",
        "mediation_acceptance",
        "service_receipt",
    ]
    assert at("mediating") == [
        "mediation_notice",
        "mediation_record",
        "mediation_agreement",
        "service_receipt",
    ]
    assert at("refused") == ["mediation_refusal", "service_receipt"]
    assert at("failed") == ["mediation_end"]


def test_a_copy_is_numbered_and_the_print_is_on_the_timeline(service, road, actor):
    source = next(form for form in dispute_forms(service) if form.form_id == "mediation_agreement")
    source.log(actor, [road.uid], FormPrinted(source.form_id, source.title, "TJ-10 第1版", copies=3))
    assert list(source.next_copies(actor, [road.uid])) == [4]
    assert source.printed(actor, road.uid)[0].copies == 3


def test_an_office_writes_the_effect_of_an_agreement_in_its_own_words(service, database, clock, road, text):
    texts = WordingService(database, clock)
    own = "本协议自{organisation}盖章之日起生效，一式{copies}份。"
    texts.enter(KEEPER, "mediation_agreement.copies", own, Entry(D(2026, 1, 1), "某某〔2026〕5号"))
    told = text("mediation_agreement", road.uid)
    assert "本协议自白杨街道劳动争议调解中心盖章之日起生效，一式三份。" in told
    assert "协议份数第1版" in told


def test_what_may_stand_in_a_text_of_a_letter_is_a_field_of_its_form():
    for wording in wordings().values():
        if not wording.inserts:
            continue
        form = load_form(wording.form)
        known = {*form.fields, *(name for declared in form.fields.values() for name in declared.columns)}
        assert set(wording.inserts) <= known, wording.id
        assert "（" in wording_of(wording.id).title or wording.title


@pytest.mark.parametrize("form_id", OWN)
def test_a_blank_paper_has_room_for_the_pen_and_names_nothing_in_braces(form_id):
    made = render_pdf(load_form(form_id), [], mode="blank")
    assert made.missing == ()
    words = "".join(page_text(made.pdf, page) for page in range(made.pages))
    assert load_form(form_id).number in words
    assert "{" not in words


def test_each_meeting_and_each_service_has_its_own_paper(service, road, actor):
    road.mediating()
    first = replace(
        MEETING,
        uid="meeting-1",
        held_on=D(2026, 10, 17),
        minutes=(Minute(text="第一次说的话。", speaker="周明"),),
    )
    road.write(first)
    road.write(replace(MEETING, uid="meeting-2"))
    for party in ("party-worker", "party-firm"):
        road.write(Service(uid=f"to-{party}", party_uid=party, papers=(ServedPaper("通知"),), sent_on=HELD))

    def told(form) -> str:
        made = render_pdf(form.sheet(actor), form.records([road.uid], actor))
        return "".join("".join(page_text(made.pdf, page).split()) for page in range(made.pages))

    record, notice = hearing_forms(service, first)
    assert (record.form_id, notice.form_id) == ("mediation_record", "mediation_notice")
    assert "第一次说的话。" in told(record)
    assert "第一次说的话。" not in told(hearing_forms(service, replace(MEETING, uid="meeting-2"))[0])
    assert hearing_forms(service, replace(first, held_on=None))[0].form_id == "mediation_notice"
    served = next(one for one in road.life.services if one.uid == "to-party-worker")
    text = told(receipt_form(service, served))
    assert "受送达人张𧒽芬" in text
    assert text.count("送达回证") == 1
