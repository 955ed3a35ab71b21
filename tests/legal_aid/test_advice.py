"""The register of advice: a line in a minute, counted by way and topic, and what it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.legal_aid.conftest import FIRM, number
from union_desk.casework.print_log import FormPrinted
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.dispute.records import CASE_ENTITY
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY
from union_desk.legal_aid.values import AdviceFilter, AidFilter, Consultation
from union_desk.people.values import EmployerCard, PersonCard

both = pytest.mark.on_server_too
LINE = Consultation(
    uid="line-1",
    came_on=date(2026, 11, 23),
    from_time="14：30",
    way="hotline",
    name="张𧒽芬",
    phone="138 0000 0000",
    employer=EmployerCard(name=FIRM.name),
    topic="wages",
    question="两个月没有发工资，怎么办？",
    answer="可以申请调解，也可以申请仲裁。",
    minutes=12,
    adviser="王芳",
)


def test_a_new_line_knows_day_time_and_who_answers(advice, actor):
    form = advice.new_form(actor)
    assert (form.came_on, form.from_time, form.adviser) == (date(2026, 11, 23), "10:00", "王芳")


@both
def test_a_line_comes_back_as_it_was_written(advice, actor):
    saved = advice.save(actor, LINE)
    form = advice.form(actor, saved.uid)
    assert saved.created
    assert (form.from_time, form.office, form.employer.name) == ("14:30", "BY", FIRM.name)
    assert replace(form, from_time=LINE.from_time, office="", employer=LINE.employer) == LINE
    assert not advice.save(actor, form).created
    assert advice.form(actor, saved.uid) == form


def test_who_asks_may_stay_unnamed_but_something_must_be_said(advice, actor):
    uid = advice.save(actor, Consultation(topic="hours")).uid
    assert advice.form(actor, uid).came_on == date(2026, 11, 23)
    with pytest.raises(RuleBroken) as refused:
        advice.save(actor, Consultation(name="李强"))
    assert refused.value.field == "question"


WRONG = [
    ("way", lambda a: replace(a, way="moon")),
    ("topic", lambda a: replace(a, topic="moon")),
    ("came_on", lambda a: replace(a, came_on=date(2026, 11, 24))),
    ("from_time", lambda a: replace(a, from_time="25:00")),
    ("from_time", lambda a: replace(a, from_time="下午")),
    ("minutes", lambda a: replace(a, minutes=-1)),
    ("headcount", lambda a: replace(a, headcount=0)),
    ("phone", lambda a: replace(a, phone="138☎")),
    ("person.id_no", lambda a: replace(a, person=PersonCard(name="王芳", id_no="12"))),
]


def test_what_is_wrong_is_refused_at_its_field(advice, actor):
    for field, change in WRONG:
        with pytest.raises(RuleBroken) as refused:
            advice.save(actor, change(LINE))
        assert refused.value.field == field
    for typed, kept in (("930", "09:30"), ("9点30分", "09:30"), ("0905", "09:05"), ("23:59", "23:59")):
        assert advice.form(actor, advice.save(actor, replace(LINE, from_time=typed)).uid).from_time == kept


@both
def test_a_late_save_of_a_line_is_refused(advice, actor):
    uid = advice.save(actor, LINE).uid
    loaded = advice.form(actor, uid)
    advice.save(actor, replace(loaded, answer="请带合同来。"), loaded)
    with pytest.raises(ChangedMeanwhile):
        advice.save(actor, replace(loaded, minutes=20), loaded)


def test_a_line_of_another_office_is_read_and_not_changed(advice, actor, xs_actor, district_actor):
    uid = advice.save(actor, LINE).uid
    form = advice.form(xs_actor, uid)
    for act in (lambda: advice.save(xs_actor, form), lambda: advice.as_aid(xs_actor, uid)):
        with pytest.raises(RuleBroken, match="别的单位的咨询"):
            act()
    advice.save(district_actor, replace(form, answer="请带合同来。"))
    assert advice.rows(actor, [uid])[uid].office_name == "白杨街道总工会"
    with pytest.raises(RuleBroken, match="权限"):
        advice.save(Actor("看客", "BY", "BY", frozenset({Role.READ})), LINE)


@both
def test_the_register_is_filtered_searched_and_counted(advice, actor):
    one = advice.save(actor, LINE).uid
    person = PersonCard(name="李强", id_no=number("19750312", "453"))
    two = advice.save(
        actor,
        Consultation(
            came_on=date(2026, 11, 20),
            person=person,
            topic="injury",
            question="工伤待遇",
            headcount=3,
            minutes=30,
            adviser="陈明",
        ),
    ).uid
    for wanted, found in (
        (AdviceFilter(), [one, two]),
        (AdviceFilter(ways=("visit",)), [two]),
        (AdviceFilter(topics=("wages",)), [one]),
        (AdviceFilter(from_on=date(2026, 11, 21)), [one]),
        (AdviceFilter(to_on=date(2026, 11, 21)), [two]),
        (AdviceFilter(adviser="陈明"), [two]),
        (AdviceFilter(offices=("XS",)), []),
        (AdviceFilter(became="none"), [one, two]),
        (AdviceFilter(text="没有发工资"), [one]),
        (AdviceFilter(text="李强"), [two]),
        (AdviceFilter(text="某某电子"), [one]),
    ):
        assert list(advice.ids(actor, wanted)) == found, wanted
    assert list(advice.ids(actor, AdviceFilter(), "minutes")) == [one, two]
    assert list(advice.ids(actor, AdviceFilter(), "employer")) == [one, two]
    row = advice.rows(actor, [two])[two]
    assert (row.name, row.way, row.topic) == ("李强", "来访", "工伤")
    sums = advice.sums(actor, [one, two])
    assert (sums.consultations, sums.persons, sums.minutes) == (2, 4, 42)
    assert (dict(sums.by_way), dict(sums.by_topic)) == (
        {"hotline": 1, "visit": 1},
        {"wages": 1, "injury": 1},
    )
    assert [hit.uid for hit in advice.search(actor, "张𧒽芬")] == [one]


@both
def test_a_call_becomes_a_case_of_aid_with_nothing_retyped(advice, service, actor):
    uid = advice.save(actor, LINE).uid
    made = advice.as_aid(actor, uid)
    form = service.form(actor, made.uid)
    assert made.number_shown == "钱塘工援〔2026〕白杨第0003号"
    assert (form.source, form.person.name, form.person.mobile) == ("hotline", "张𧒽芬", "13800000000")
    assert (form.opponent.name, form.cause, form.matter) == (FIRM.name, "186.5", LINE.question)
    assert (form.consultation_uid, form.came_on) == (uid, LINE.came_on)
    line = advice.form(actor, uid)
    assert (line.became, line.became_uid) == (AID_ENTITY, made.uid)
    assert dict(advice.sums(actor, [uid]).became) == {AID_ENTITY: 1}
    (link,) = service.view(made.uid, actor).links
    assert (link.entity, link.title) == (ADVICE_ENTITY, "咨询 2026-11-23 张𧒽芬")
    for act in (advice.as_aid, advice.as_dispute, service.from_consultation):
        with pytest.raises(RuleBroken, match="已经转为案件"):
            act(actor, uid)
    service.undo(actor, made.work_uid)
    assert advice.form(actor, uid).became == ""
    assert list(service.ids(actor, AidFilter())) == []


def test_a_call_becomes_a_dispute_with_nothing_retyped(advice, disputes, actor):
    uid = advice.save(actor, replace(LINE, phone="0571-88888888")).uid
    made = advice.as_dispute(actor, uid)
    form = disputes.form(actor, made.uid)
    assert made.number == "BY-T-2026-00012"
    assert (form.source, form.matter, form.advice) == ("hotline", LINE.question, LINE.answer)
    assert (form.applicants[0].person.other_phone, form.receptionist) == ("0571-88888888", "王芳")
    assert form.respondents[0].employer.name == FIRM.name
    assert (advice.form(actor, uid).became, advice.form(actor, uid).became_uid) == (CASE_ENTITY, made.uid)


def test_an_application_that_was_filled_from_advice_tells_the_register(advice, service, actor):
    uid = advice.save(actor, LINE).uid
    form = replace(service.from_consultation(actor, uid), matter="追索工资")
    made = service.save(actor, form)
    assert advice.form(actor, uid).became_uid == made.uid
    service.save(actor, service.form(actor, made.uid), made.uid)
    with pytest.raises(RuleBroken, match="已经转为案件"):
        service.save(actor, form)


def test_who_looks_at_a_phone_is_written_down(advice, actor, xs_actor):
    uid = advice.save(actor, LINE).uid
    assert advice.reveal(actor, uid, "phone") == LINE.phone
    with pytest.raises(RuleBroken, match="别的单位"):
        advice.reveal(xs_actor, uid, "phone")
    with pytest.raises(RuleBroken, match="没有这一项"):
        advice.reveal(actor, uid, "question")
    told = [(line.act, line.subject, line.field) for line in advice.history(actor, uid)]
    assert ("查看敏感信息", "咨询", "咨询人电话") in told
    form = advice.form(actor, uid)
    advice.save(actor, replace(form, answer="请带合同来。", employer=EmployerCard(name="示例食品")))
    lines = {line.field: (line.before, line.after) for line in advice.history(actor, uid)}
    assert lines["答复内容"] == (LINE.answer, "请带合同来。")
    assert lines["单位"] == (FIRM.name, "示例食品")


def test_a_line_is_taken_back(advice, actor):
    saved = advice.save(actor, LINE)
    advice.undo(actor, saved.work_uid)
    assert list(advice.ids(actor, AdviceFilter())) == []
    again = advice.save(actor, LINE)
    assert again.uid != saved.uid


def test_a_page_of_advice_says_whose_it_is_and_what_it_became(advice, actor, xs_actor):
    uid = advice.save(actor, LINE).uid
    view = advice.view(uid, actor)
    assert (view.office_name, view.may_edit, view.became) == ("白杨街道总工会", True, None)
    assert not advice.view(uid, xs_actor).may_edit
    made = advice.as_dispute(actor, uid)
    became = advice.view(uid, actor).became
    assert (became.entity, became.uid) == (CASE_ENTITY, made.uid)
    assert "张𧒽芬" in became.title
    came = advice.of_case(actor, made.uid)
    assert (came.entity, came.uid, came.title) == (ADVICE_ENTITY, uid, "咨询 2026-11-23 张𧒽芬")
    assert advice.of_case(actor, uid) is None
    assert "第0012号" in became.title
    assert [event.text[:6] for event in advice.timeline(actor, uid)] == ["转为争议案件"]
    advice.undo(actor, made.work_uid)
    assert advice.view(uid, actor).became is None
    assert advice.timeline(actor, uid) == ()
    made = advice.as_aid(actor, uid)
    became = advice.view(uid, actor).became
    assert (became.entity, became.uid) == (AID_ENTITY, made.uid)
    (told,) = advice.timeline(actor, uid)
    assert told.text.startswith("转为援助案件")
    assert told.text.endswith("第0003号。")
    with pytest.raises(RuleBroken, match="已不在"):
        advice.view("nobody", actor)


def test_a_line_of_advice_has_notes_and_a_print_log(advice, actor, xs_actor):
    uid = advice.save(actor, LINE).uid
    advice.note(actor, uid, date(2026, 11, 23), "phone", "回电：已去仲裁委问过")
    assert [event.text for event in advice.timeline(actor, uid)] == ["回电：已去仲裁委问过"]
    with pytest.raises(RuleBroken, match="别的单位"):
        advice.note(xs_actor, uid, date(2026, 11, 23), "note", "看过")
    (paper,) = advice.on_paper(actor, [uid])
    assert (paper.office.code, paper.view.form.minutes) == ("BY", 12)
    advice.log_prints(actor, [uid], FormPrinted("advice_register", "咨询登记表", "第1版"))
    assert [line.form_id for line in advice.prints(actor, uid)] == ["advice_register"]
    assert advice.next_copy(actor, uid, "advice_register") == 2


@both
def test_what_somebody_asked_before_is_known_by_card_and_by_telephone(advice, actor):
    card = PersonCard(name="张𧒽芬", id_no=number("19780312", "452"))
    first = advice.save(actor, replace(LINE, came_on=date(2026, 11, 2))).uid
    named = advice.save(actor, Consultation(topic="hours", name="张𧒽芬", person=card)).uid
    person = advice.form(actor, named).person.uid
    assert [row.uid for row in advice.before(actor, "", "138-0000-0000")] == [first]
    assert [row.uid for row in advice.before(actor, person)] == [named]
    assert [row.uid for row in advice.before(actor, person, "13800000000")] == [named, first]
    assert advice.before(actor, "") == ()
