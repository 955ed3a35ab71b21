from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import DISTRICT
from union_desk.casework.offices import store_office
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.dispute.values import Agreement, AgreementItem, CaseEvent, CaseFilter, CaseForm, Party
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.changes import accesses
from union_desk.store.verify import verify

both = pytest.mark.on_server_too

ALL = CaseFilter()


@pytest.fixture
def three(service, actor, case_form, collective_form, xs_actor, id_no):
    """Return a case of one worker, one of twelve, and one of another office."""
    one = service.save(actor, case_form).uid
    service.take_step(actor, one, "apply", on=date(2026, 11, 20))
    many = service.save(actor, collective_form).uid
    worker = Party(person=PersonCard(name="李建国", id_no=id_no("19750608", "123")))
    firm = Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州示例食品有限公司"))
    other = service.save(
        xs_actor,
        CaseForm(parties=(worker, firm), matter="加班费", cause="187.2", came_on=date(2026, 10, 8)),
    ).uid
    return one, many, other


def test_the_list_has_every_case_newest_number_first(service, actor, three):
    one, many, other = three
    assert list(service.ids(actor, ALL)) == [other, many, one]
    assert list(service.ids(actor, ALL, "came_on")) == [other, many, one]


@both
def test_a_line_tells_parties_cause_sums_and_what_is_due(service, actor, three):
    one, many, other = three
    rows = service.rows(actor, three)
    assert (rows[one].applicant, rows[one].respondent) == ("张𧒽芬", "杭州某某电子科技有限公司")
    assert (rows[one].cause, rows[one].claimed_fen, rows[one].headcount) == ("追索劳动报酬纠纷", 1_200_000, 1)
    assert (rows[one].due_on, rows[one].due_title) == (date(2026, 11, 25), "决定是否受理调解")
    assert (rows[one].next_step, rows[one].light) == ("受理", "green")
    assert (rows[many].applicant, rows[many].headcount) == ("职工零零零 等 12 人", 12)
    assert rows[many].claimed_fen == 12 * 500_000 + 66 * 100
    assert rows[other].office_name == "下沙街道总工会"
    shop = Party(side="respondent", kind="operator", person=PersonCard(name="陈明"))
    form = service.form(actor, many)
    service.save(actor, replace(form, headcount=None, parties=(*form.applicants, shop)), many)
    row = service.rows(actor, [many])[many]
    assert (row.respondent, row.headcount) == ("陈明", 12)


FILTERS = [
    (CaseFilter(offices=("XS",)), "c"),
    (CaseFilter(causes=("186.5",)), "ba"),
    (CaseFilter(collective=True), "b"),
    (CaseFilter(collective=False), "ca"),
    (CaseFilter(states=("registered",)), "cb"),
    (CaseFilter(open_only=True), "cba"),
    (CaseFilter(next_step="apply"), "cb"),
    (CaseFilter(next_step="accept"), "a"),
    (CaseFilter(next_step="mine"), "ba"),
    (CaseFilter(due="week"), "a"),
    (CaseFilter(due="overdue"), ""),
    (CaseFilter(light="green"), "a"),
    (CaseFilter(unpaid=True), ""),
    (CaseFilter(text="李建国"), "c"),
    (CaseFilter(text="示例食品"), "c"),
    (CaseFilter(text="ljg"), "c"),
    (CaseFilter(text="钱塘工调〔2026〕白杨第0013号"), "b"),
    (CaseFilter(text="12"), "a"),
    (CaseFilter(text="没有这人"), ""),
]


@both
def test_a_filter_leaves_what_it_names(service, actor, three):
    named = dict(zip(three, "abc", strict=True))
    for wanted, left in FILTERS:
        assert "".join(named[uid] for uid in service.ids(actor, wanted)) == left, wanted


ORDERS = [
    ("applicant", "acb"),
    ("-headcount", "bca"),
    ("claimed_fen", "abc"),
    ("-claimed_fen", "bac"),
    ("due_on", "acb"),
    ("light", "acb"),
    ("-changed_at", "cba"),
    ("state_label", "acb"),
    ("office_name", "bac"),
]


@both
def test_every_column_puts_the_list_in_order(service, actor, three):
    named = dict(zip(three, "abc", strict=True))
    for sort, order in ORDERS:
        assert "".join(named[uid] for uid in service.ids(actor, ALL, sort)) == order, sort


@both
def test_sums_stand_below_the_list(service, actor, three):
    sums = service.sums(actor, three)
    assert (sums.cases, sums.persons) == (3, 14)
    assert sums.claimed_fen == 1_200_000 + 12 * 500_000 + 66 * 100
    assert dict(sums.by_state) == {"registered": 2, "applied": 1}


@both
def test_a_case_is_found_by_party_employer_and_number(service, actor, three):
    one, many, other = three
    assert [hit.uid for hit in service.search(actor, "李建国")] == [other]
    assert {hit.uid for hit in service.search(actor, "某某电子")} == {one, many}
    assert [hit.uid for hit in service.search(actor, "钱塘工调〔2026〕白杨第0012号")] == [one]
    for typed in ("2026-00012", "2026-0012", "0012", "12", "by-t-2026-00012", "第0012号", "白杨第0012号"):
        assert [hit.uid for hit in service.search(actor, typed)] == [one], typed
    title = service.search(actor, "张𧒽芬")[0].title
    assert title == "张𧒽芬 诉 杭州某某电子科技有限公司　钱塘工调〔2026〕白杨第0012号"
    assert service.search(actor, " ") == ()
    assert {hit.uid for hit in service.recent(actor)} == set(three)


def test_a_number_is_found_as_its_papers_write_it(service, actor, three):
    assert service.with_number(actor, "钱塘工调〔2026〕白杨第0012号") == three[0]
    assert service.with_number(actor, "BY-T-2026-00013") == three[1]
    assert service.with_number(actor, "白杨") is None


@both
def test_who_is_known_is_told_with_his_cases(service, actor, xs_actor, district_actor, three, id_no):
    known = service.known_person(actor, id_no("19780312", "452"))
    assert known.card.mobile == "13800000000"
    assert known.sentence == "张𧒽芬已在 钱塘工调〔2026〕白杨第0012号（申请人，已申请、待审查）。"
    assert service.known_person(actor, id_no("19780312", "452"), three[0]).cases == ()
    assert service.known_person(actor, "330199197803124520") is None
    other = service.known_person(xs_actor, id_no("19780312", "452"))
    assert (other.card.name, other.card.mobile, other.office_name) == ("", "", "白杨街道总工会")
    assert service.known_person(district_actor, id_no("19750608", "123")).card.name == "李建国"


def test_an_employer_is_told_with_its_cases(service, actor, three):
    known = service.known_employer(actor, " 杭州某某电子科技有限公司")
    assert {case.uid for case in known.cases} == set(three[:2])
    assert known.card.legal_rep == "赵某某"
    assert service.known_employer(actor, "没有这家") is None


def test_advice_becomes_a_case_and_nothing_is_typed_again(service, actor, case_form):
    saved = service.save(actor, case_form, advice=True)
    before = service.form(actor, saved.uid)
    service.as_case(actor, saved.uid)
    view = service.view(saved.uid, actor)
    assert (view.state, view.number) == ("registered", "BY-T-2026-00012")
    assert view.form == before


def test_the_view_tells_what_comes_next_and_what_it_lacks(service, actor, case_form):
    bare = replace(case_form, received_on=None, claims=(), agents=())
    view = service.view(service.save(actor, bare).uid, actor)
    assert view.next_step.action == "apply"
    assert [lack.place for lack in view.lacks] == ["application"]


@both
def test_notes_acts_and_steps_are_one_timeline(service, actor, case_form):
    uid = service.save(actor, case_form).uid
    service.note(actor, uid, date(2026, 11, 21), "phone", "电话告知材料。")
    service.write_down(
        actor, uid, CaseEvent(kind="negotiation_asked", on=date(2026, 11, 10), text="要求协商")
    )
    service.take_step(actor, uid, "apply", on=date(2026, 11, 20))
    told = service.timeline(actor, uid)
    assert [event.on.day for event in told] == [21, 20, 20, 10]
    assert told[-1].kind_label == "要求协商"
    assert [event.correctable for event in told] == [True, False, False, False]
    service.correct_note(actor, told[0].uid, date(2026, 11, 21), "phone", "电话告知应带的材料。")
    assert service.timeline(actor, uid)[0].former[0].text == "电话告知材料。"


def test_every_change_is_in_the_history(service, actor, case_form):
    uid = service.save(actor, case_form).uid
    form = service.form(actor, uid)
    person = replace(form.parties[0].person, mobile="13900000000")
    parties = (replace(form.parties[0], person=person, post="班长"), form.parties[1])
    service.save(actor, replace(form, parties=parties, cause="186.6", claims=form.claims[:1]), uid)
    told = [(line.subject, line.field, line.after) for line in service.history(actor, uid)]
    assert ("申请人张𧒽芬", "岗位", "班长") in told
    assert ("申请人张𧒽芬", "手机号码", "139****0000") in told
    assert ("案件", "案由", "经济补偿金纠纷") in told
    assert any(subject == "请求" and line.act for subject, *_ in told for line in service.history(actor, uid))


def test_who_looked_at_a_number_is_told_to_those_who_may_know(service, actor, database, case_form):
    uid = service.save(actor, case_form).uid
    assert service.reveal(actor, uid, "parties.0.person.id_no") == case_form.parties[0].person.id_no
    with database.read() as session:
        assert [look.text for look in accesses(session, table="dispute_case", uid=uid)] == [
            "parties.party-worker.person.id_no"
        ]
    assert service.reveal(actor, uid, "parties.1.employer.phone") == "0571-00000000"
    assert service.reveal(actor, uid, "agents.0.phone") == ""
    looked = [line for line in service.history(actor, uid) if line.act == "查看敏感信息"]
    assert {(line.subject, line.field) for line in looked} == {
        ("申请人张𧒽芬", "证件号码"),
        ("被申请人杭州某某电子科技有限公司", "联系电话"),
        ("代理人", "代理人电话"),
    }
    reader = Actor("看客", "BY", "BY", frozenset({Role.READ}))
    assert not any(line.act == "查看敏感信息" for line in service.history(reader, uid))


def test_nothing_else_is_revealed(service, actor, case_form):
    uid = service.save(actor, case_form).uid
    for field in ("parties.9.person.id_no", "parties.0.uid", "agents.3.phone", "matter"):
        with pytest.raises(RuleBroken, match="没有这一项"):
            service.reveal(actor, uid, field)


def test_another_offices_numbers_are_not_shown_in_full(service, actor, xs_actor, case_form):
    uid = service.save(actor, case_form).uid
    with pytest.raises(RuleBroken, match="别的单位"):
        service.reveal(xs_actor, uid, "parties.0.person.id_no")


@both
def test_a_save_is_taken_back(service, actor, case_form, database):
    saved = service.save(actor, case_form)
    again = service.save(actor, replace(service.form(actor, saved.uid), matter="两个月"), saved.uid)
    service.undo(actor, again.work_uid)
    assert service.form(actor, saved.uid).matter == "拖欠两个月工资"
    service.undo(actor, saved.work_uid)
    with pytest.raises(RuleBroken, match="已不在"):
        service.view(saved.uid, actor)
    assert verify(database).ok


def test_what_was_agreed_and_paid_stands_in_the_list(service, actor, case_form):
    uid = service.save(actor, case_form).uid
    item = AgreementItem(
        uid="item", kind="wages", title="工资", amount_fen=900_000, due_on=date(2026, 11, 22)
    )
    service.write_down(actor, uid, Agreement(uid="agreement", items=(item,)))
    view = service.view(uid, actor)
    assert (view.claimed_fen, view.agreed_fen, view.paid_fen) == (1_200_000, 900_000, 0)


def test_a_case_goes_on_paper_with_its_life_its_office_and_the_last_safe_day(
    service, actor, database, district_actor, case_form
):
    uid = service.save(actor, case_form).uid
    service.take_step(actor, uid, "apply", on=date(2026, 11, 20))
    case = service.on_paper(actor, [uid, "nobody"])[0]
    assert (case.cause, case.office.name) == ("追索劳动报酬纠纷", "白杨街道总工会")
    assert case.life.steps[0].code == "apply"
    assert case.limitation_on == min(
        clock.safe_on or clock.due_on for clock in case.life.clocks if clock.code == "A01"
    )
    with database.write("保存单位", district_actor) as work:
        store_office(work, replace(DISTRICT, case_word="杭经开工调", arbitration_name="钱塘区仲裁委"))
    case = service.on_paper(actor, [uid])[0]
    assert (case.view.number_shown, case.arbitration) == ("杭经开工调〔2026〕白杨第0012号", "钱塘区仲裁委")


@both
def test_the_same_two_in_an_open_case_are_told(service, actor, collective_form, case_form):
    first = service.save(actor, case_form)
    second = service.save(actor, replace(case_form, matter="加班费", parties=case_form.parties))
    assert service.view(second.uid, actor).hints == (
        f"双方之间已有一件在办的案件：{first.number_shown}（来访登记），请核对是不是同一件事。",
    )
    many = service.save(actor, replace(collective_form, collective=False))
    assert service.view(many.uid, actor).hints[0].startswith("申请人有 12 人")
