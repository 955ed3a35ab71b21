from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.legal_aid.conftest import FIRM, STREETS, number
from union_desk.casework.attachments import AttachmentService, NewFile
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.core.text import storable
from union_desk.dispute.queries.numbers import plain_number as dispute_number
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.queries.dealings import AidDealings
from union_desk.legal_aid.queries.numbers import plain_number, shown_number
from union_desk.legal_aid.records import AssignmentRecord, ProgressRecord, ProviderRecord
from union_desk.legal_aid.service import LegalAidService
from union_desk.legal_aid.service.attached import AidOwner
from union_desk.legal_aid.values import AidFilter, AidForm, AidItem, AidMember, AidService
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish

both = pytest.mark.on_server_too


def typed(form: AidForm, stored: AidForm) -> AidForm:
    """Return what was typed, with the cards as they were stored."""
    cards = {name: getattr(stored, name) for name in ("person", "employer", "opponent")}
    return replace(form, **cards)


def test_a_new_form_knows_the_day_and_who_takes_it_in(service, actor):
    form = service.new_form(actor)
    assert (form.came_on, form.handler) == (date(2026, 11, 23), "王芳")


@both
def test_a_case_comes_back_as_it_was_written_with_what_the_number_says(service, actor, aid_form):
    form = service.form(actor, service.save(actor, aid_form).uid)
    assert (form.person.birth_on, form.person.sex) == (date(1978, 3, 12), "2")
    assert form.employer == form.opponent
    assert form == typed(aid_form, form)


def test_a_case_has_the_number_that_its_papers_write(service, actor, aid_form):
    saved = service.save(actor, aid_form)
    assert saved.number == "BY-F-2026-00003"
    assert saved.number_shown == "钱塘工援〔2026〕白杨第0003号"
    assert service.with_number(actor, "by-f-2026-00003") == saved.uid
    assert service.with_number(actor, "钱塘工援〔2026〕白杨第3号") == saved.uid
    assert service.with_number(actor, "钱塘工调〔2026〕白杨第3号") is None


def test_the_numbers_of_disputes_and_of_aid_are_not_taken_for_each_other():
    offices = {
        "QJ": Office("QJ", "钱塘区总工会", "钱塘区", "district", case_word="杭经开工调"),
        "BY": Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    }
    shown = shown_number("BY-F-2026-00003", "BY", offices)
    assert shown == "杭经开工援〔2026〕白杨第0003号"
    assert plain_number(shown, offices) == "BY-F-2026-00003"
    assert dispute_number(shown, offices) == shown
    dispute = "杭经开工调〔2026〕白杨第0003号"
    assert (dispute_number(dispute, offices), plain_number(dispute, offices)) == ("BY-T-2026-00003", dispute)
    assert shown_number("BY-F-20260312-007", "BY", offices) == "临时 白杨援助-20260312-007"


@both
def test_a_street_that_was_lent_no_numbers_gives_temporary_ones(database, clock, actor, aid_form):
    furnish(database, STREETS, STREETS[0], {"王芳": (STREETS[0], SOLE_ROLES)})
    service = LegalAidService(database, clock)
    saved = service.save(actor, aid_form)
    assert saved.number == "BY-F-20261123-001"
    with database.write("借出号段", actor) as work:
        lend_block(work, NumberBlock("legal_aid", "BY", 2026, database.site, 7, 9))
    assert service.save(actor, service.form(actor, saved.uid), saved.uid).number == "BY-F-2026-00007"
    assert service.view(saved.uid, actor).temporary_number == "BY-F-20261123-001"


def test_a_districts_store_lends_itself_numbers(service, district_actor, aid_form):
    assert service.save(district_actor, aid_form).number == "QJ-F-2026-00001"


def test_half_a_case_is_saved_and_an_empty_one_is_not(service, actor):
    service.save(actor, AidForm(matter="问工伤赔偿"))
    with pytest.raises(RuleBroken) as refused:
        service.save(actor, service.new_form(actor))
    assert refused.value.field == "person.name"


def test_a_case_that_is_saved_unchanged_changes_nothing(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    before, told = service.form(actor, uid), len(service.history(actor, uid))
    service.save(actor, before, uid)
    assert service.form(actor, uid) == before
    assert len(service.history(actor, uid)) == told


def test_who_may_only_read_cannot_save(service, aid_form):
    with pytest.raises(RuleBroken, match="权限"):
        service.save(Actor("看客", "BY", "BY", frozenset({Role.READ})), aid_form)


@both
def test_a_late_save_is_refused(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    loaded = service.view(uid, actor)
    service.save(actor, replace(loaded.form, matter="追索工资"), uid, loaded)
    with pytest.raises(ChangedMeanwhile):
        service.save(actor, replace(loaded.form, matter="追索加班费"), uid, loaded)


def test_another_office_reads_a_case_and_cannot_change_it(service, actor, xs_actor, district_actor, aid_form):
    uid = service.save(actor, aid_form).uid
    view = service.view(uid, xs_actor)
    assert not view.may_edit
    with pytest.raises(RuleBroken, match="别的单位"):
        service.save(xs_actor, view.form, uid)
    service.save(district_actor, replace(view.form, remark="督办"), uid)
    assert service.view(uid, actor).office == "BY"


def test_what_is_changed_of_a_workplace_that_is_also_the_opponent_stays(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    service.save(actor, replace(form, employer=replace(form.employer, phone="0571-88888888")), uid)
    again = service.form(actor, uid)
    assert (again.employer.phone, again.opponent.phone) == ("0571-88888888", "0571-88888888")


@both
def test_what_a_row_was_stays_when_it_is_taken_out(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    fewer = replace(form, services=form.services[1:], items=())
    service.save(actor, fewer, uid)
    assert service.form(actor, uid) == fewer
    service.save(actor, form, uid)
    assert service.form(actor, uid) == form


def test_a_copied_form_gets_rows_of_its_own_and_empty_lines_are_not_kept(service, actor, aid_form):
    first = service.form(actor, service.save(actor, aid_form).uid)
    copied = replace(first, services=(*first.services, AidService()), items=(*first.items, AidItem()))
    second = service.form(actor, service.save(actor, copied).uid)
    assert {row.uid for row in first.services}.isdisjoint({row.uid for row in second.services})
    assert (len(second.services), len(second.items)) == (2, 2)


def test_what_an_application_asks_is_kept(service, actor, aid_form):
    son = AidMember(name="李强", relation="20", id_no=f" {number('20100312', '453')} ", income_fen=0)
    asked = replace(
        aid_form,
        oral=True,
        oral_recorded=True,
        oral_time="9点30",
        oral_recorder="王芳",
        papers_given=("identity", "contract"),
        applied_before=False,
        income_kinds=("work", "relief"),
        year_income_fen=3_600_000,
        population=3,
        house_address="白杨街道学林街 1 号",
        house_area_hundredths=6_050,
        house_use="own",
        members=(son, AidMember()),
    )
    saved = service.save(actor, asked)
    assert dict(saved.warnings)["population"].startswith("家庭成员写了 1 人")
    kept = service.form(actor, saved.uid)
    assert kept.oral_time == "09:30"
    assert kept.applied_before is False
    assert (kept.papers_given, kept.income_kinds) == (("identity", "contract"), ("work", "relief"))
    (member,) = kept.members
    assert (member.name, member.id_no) == ("李强", number("20100312", "453"))
    assert service.reveal(actor, saved.uid, "members.0.id_no") == member.id_no
    looked = [line for line in service.history(actor, saved.uid) if line.act == "查看敏感信息"]
    assert [(line.subject, line.field) for line in looked] == [("家庭成员", "家庭成员证件号码")]


WRONG = [
    ("person.id_no", lambda f: replace(f, person=PersonCard(name="王芳", id_no="330199197803124520"))),
    ("person.mobile", lambda f: replace(f, person=PersonCard(name="王芳", mobile="138☎"))),
    ("opponent.name", lambda f: replace(f, opponent=replace(FIRM, name=""))),
    ("categories", lambda f: replace(f, categories=("moon",))),
    ("wanted", lambda f: replace(f, wanted=("moon",))),
    ("cause", lambda f: replace(f, cause="999")),
    ("claim_fen", lambda f: replace(f, claim_fen=-1)),
    ("population", lambda f: replace(f, population=0)),
    ("applied_on", lambda f: replace(f, applied_on=date(2026, 11, 24))),
    ("oral_time", lambda f: replace(f, oral_time="二十五点")),
    ("house_use", lambda f: replace(f, house_use="moon")),
    ("house_area_hundredths", lambda f: replace(f, house_area_hundredths=-1)),
    ("members.0.id_no", lambda f: replace(f, members=(AidMember(name="李强", id_no="330199"),))),
    ("members.0.income_fen", lambda f: replace(f, members=(AidMember(name="李强", income_fen=-1),))),
    ("counted_elsewhere", lambda f: replace(f, counted_elsewhere=True)),
    ("dispute_uid", lambda f: replace(f, dispute_uid="nowhere")),
    ("file_uid", lambda f: replace(f, file_uid="nowhere")),
    ("consultation_uid", lambda f: replace(f, consultation_uid="nowhere")),
    ("items.0.paid_on", lambda f: replace(f, items=(AidItem(paid_fen=1, paid_on=date(2027, 1, 1)),))),
    ("items.0.won_fen", lambda f: replace(f, items=(AidItem(won_fen=-1),))),
    (
        "services.0.to_on",
        lambda f: replace(f, services=(AidService(from_on=date(2026, 11, 2), to_on=date(2026, 11, 1)),)),
    ),
]


def test_what_is_wrong_is_refused_at_its_field(service, actor, aid_form):
    for field, change in WRONG:
        with pytest.raises(RuleBroken) as refused:
            service.save(actor, change(aid_form))
        assert refused.value.field == field
    assert list(service.ids(actor, AidFilter())) == []


def test_what_is_odd_is_told_and_saved(service, actor, aid_form):
    odd = replace(
        aid_form,
        categories=("woman",),
        came_on=date(2026, 11, 21),
        items=(AidItem(kind="wages", won_fen=100, paid_fen=200),),
    )
    told = dict(service.save(actor, odd).warnings)
    assert {"exemption", "applied_on", "items.0.paid_fen"} <= told.keys()


def test_of_a_closed_case_only_the_money_that_comes_in_is_changed(service, actor, store, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    with store.write("办理", actor) as work:
        case_of(work.session, uid).state = "closed"
    paid = (replace(form.items[0], paid_fen=900_000, paid_on=date(2026, 11, 22)), form.items[1])
    service.save(actor, replace(form, items=paid, remark="已到账"), uid)
    for field, changed in (
        ("matter", replace(form, matter="加班费")),
        ("items", replace(form, items=(replace(form.items[0], claimed_fen=1),))),
    ):
        with pytest.raises(RuleBroken, match="已结案") as refused:
            service.save(actor, changed, uid)
        assert refused.value.field == field
    with store.write("办理", actor) as work:
        case_of(work.session, uid).state = "archived"
    assert not service.view(uid, actor).may_edit
    with pytest.raises(RuleBroken, match="已归档"):
        service.save(actor, form, uid)


def test_the_applicant_is_not_changed_for_another_after_the_decision(service, actor, store, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    with store.write("决定", actor) as work:
        case_of(work.session, uid).decided_on = date(2026, 11, 22)
    service.save(actor, replace(form, person=replace(form.person, name="张巧芬")), uid)
    other = PersonCard(name="李强", id_no=number("19750312", "453"))
    with pytest.raises(RuleBroken, match="不能换申请人"):
        service.save(actor, replace(form, person=other), uid)


def test_who_was_the_applicant_before_is_still_named(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    other = PersonCard(name="李强", id_no=number("19750312", "453"))
    service.save(actor, replace(service.form(actor, uid), person=other), uid)
    lines = {line.field: (line.before, line.after) for line in service.history(actor, uid)}
    assert lines["申请人"] == ("张𧒽芬", "李强")


def test_a_photo_is_kept_with_its_case_and_only_its_office_adds_one(
    service, actor, xs_actor, store, clock, aid_form
):
    uid = service.save(actor, aid_form).uid
    kept = io.BytesIO()
    Image.new("RGB", (30, 42), "white").save(kept, "JPEG")
    photo = NewFile("低保证.jpg", data=kept.getvalue())
    attachments = AttachmentService(store, clock, {"aid_case": AidOwner(clock)})
    assert len(attachments.add(actor, "aid_case", uid, [photo]).uids) == 1
    assert any(line.subject.startswith("附件") for line in service.history(actor, uid))
    with pytest.raises(RuleBroken, match="别的单位"):
        attachments.add(xs_actor, "aid_case", uid, [photo])
    with store.write("归档", actor) as work:
        case_of(work.session, uid).state = "archived"
    with pytest.raises(RuleBroken, match="已归档"):
        attachments.add(actor, "aid_case", uid, [photo])


def test_who_is_known_here_is_told_with_his_cases(service, actor, xs_actor, aid_form):
    saved = service.save(actor, aid_form)
    known = service.known_person(actor, aid_form.person.id_no)
    assert known.card.mobile == "13800000000"
    assert known.sentence == f"张𧒽芬已在 {saved.number_shown}（受援人，来访登记）。"
    assert service.known_person(actor, aid_form.person.id_no, saved.uid).cases == ()
    # Another office learns that there is somebody, not what his card says.
    assert service.known_person(xs_actor, aid_form.person.id_no).card.mobile == ""
    firm = service.known_employer(actor, FIRM.name)
    assert [case.uid for case in firm.cases] == [saved.uid]
    assert service.known_employer(actor, "没有的公司") is None
    assert service.known_person(actor, "12") is None


def test_a_service_of_which_something_is_told_is_not_taken_out(service, actor, store, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    with store.write("办理", actor) as work:
        told = {"case_uid": uid, "service_uid": form.services[0].uid, "text": "写好申请书"}
        work.session.add(ProgressRecord(audience="BY", **told))
    with pytest.raises(RuleBroken, match="办理进展写有代写文书") as refused:
        service.save(actor, replace(form, services=form.services[1:]), uid)
    assert refused.value.field == "services"


@both
def test_the_list_is_filtered_sorted_and_summed_up(service, actor, store, clock, aid_form):
    first = service.save(actor, aid_form).uid
    clock.go_on(minutes=1)
    other = PersonCard(name="李强")
    second = service.save(
        actor,
        AidForm(
            person=other,
            opponent_name="赵个体",
            matter="工伤",
            categories=("old",),
            wanted=("court",),
            claim_fen=5_000_000,
            came_on=date(2026, 11, 21),
        ),
    ).uid
    with store.write("指派", actor) as work:
        lawyer = ProviderRecord(audience="shared", name="陈律")
        work.session.add(lawyer)
        work.session.flush()
        assigned = {"provider_uid": lawyer.uid, "case_uid": first, "assigned_on": date(2026, 11, 22)}
        work.session.add(AssignmentRecord(audience="BY", **assigned))
    for wanted, found in (
        (AidFilter(), [second, first]),
        (AidFilter(categories=("migrant",)), [first]),
        (AidFilter(services=("court",)), [second]),
        (AidFilter(services=("drafting", "court")), [second, first]),
        (AidFilter(provider_uid=lawyer.uid), [first]),
        (AidFilter(text="张𧒽芬"), [first]),
        (AidFilter(text="某某电子"), [first]),
        (AidFilter(text="赵个体"), [second]),
        (AidFilter(text="钱塘工援〔2026〕白杨第0004号"), [second]),
        (AidFilter(states=("closed",)), []),
        (AidFilter(open_only=True, offices=("BY",)), [second, first]),
        (AidFilter(next_step="apply"), [second, first]),
        (AidFilter(next_step="examine"), []),
    ):
        assert list(service.ids(actor, wanted)) == found, wanted
    columns = ("number", "applicant", "opponent", "claimed_fen", "came_on", "services", "changed_at")
    for column in columns:
        down = list(service.ids(actor, AidFilter(), f"-{column}"))
        assert sorted(down) == sorted([first, second])
        if column != "services":
            assert list(service.ids(actor, AidFilter(), column)) == down[::-1], column
    rows = service.rows(actor, [first, second])
    assert (rows[first].services, rows[second].services) == ("代写文书、仲裁代理", "诉讼代理")
    assert (rows[first].provider, rows[second].opponent) == ("陈律", "赵个体")
    assert rows[first].next_step == "登记申请"
    sums = service.sums(actor, [first, second])
    assert (sums.cases, sums.services, sums.claimed_fen) == (2, 2, 6_200_000)
    assert dict(sums.by_state) == {"registered": 2}
    assert ("apply", "登记申请") in service.next_steps(actor)


def test_the_list_knows_what_is_due_and_comes_next(service, actor, aid_form):
    first = service.save(actor, aid_form).uid
    later = PersonCard(name="李强")
    second = service.save(actor, AidForm(person=later, matter="工伤", came_on=date(2026, 11, 21))).uid
    service.take_step(actor, first, "apply", on=date(2026, 11, 20))
    row, view = service.rows(actor, [first])[first], service.view(first, actor)
    assert (row.due_on, row.due_title) != (None, "")
    assert row.due_on == view.next_step.due_on
    assert row.next_step == view.next_step.title == "受理审查"
    assert list(service.ids(actor, AidFilter(), "due_on")) == [first, second]
    assert list(service.ids(actor, AidFilter(due="month"))) == [first]
    assert list(service.ids(actor, AidFilter(due="overdue"))) == []
    assert list(service.ids(actor, AidFilter(next_step="examine"))) == [first]
    (paper,) = service.on_paper(actor, [first])
    assert (paper.cause, paper.office.name, paper.view.uid) == ("追索劳动报酬纠纷", "白杨街道总工会", first)
    assert paper.means
    assert [step.code for step in paper.life.steps] == ["apply"]


def test_a_case_is_found_by_both_sides_and_by_its_number(service, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    for text in ("zwf", "张", "某某电子", "BY-F-2026-00003", "00003", "钱塘工援〔2026〕白杨第3号"):
        hits = service.search(actor, text)
        if text != "zwf":
            assert [hit.uid for hit in hits] == [uid], text
    assert service.recent(actor)[0].title.startswith("张𧒽芬 对 杭州某某电子科技有限公司")
    assert service.search(actor, " ") == ()


def test_what_happened_is_told_noted_corrected_and_undone(service, actor, aid_form):
    saved = service.save(actor, aid_form)
    service.note(actor, saved.uid, date(2026, 11, 22), "phone", "约好明天来签字")
    events = service.timeline(actor, saved.uid)
    assert [event.text for event in events] == ["约好明天来签字", "登记法律援助案件。"]
    service.correct_note(actor, events[0].uid, date(2026, 11, 22), "phone", "约好后天来签字")
    assert service.timeline(actor, saved.uid)[0].text == "约好后天来签字"
    changed = service.save(actor, replace(service.form(actor, saved.uid), matter="追索三个月工资"), saved.uid)
    lines = [(line.subject, line.field, line.after) for line in service.history(actor, saved.uid)]
    assert ("援助案件", "申请事项", "追索三个月工资") in lines
    assert any(subject == "援助服务" for subject, _, _ in lines)
    service.undo(actor, changed.work_uid)
    assert service.form(actor, saved.uid).matter == "追索两个月工资"


def test_a_case_that_is_undone_is_gone(service, actor, aid_form):
    saved = service.save(actor, aid_form)
    service.undo(actor, saved.work_uid)
    assert list(service.ids(actor, AidFilter())) == []
    with pytest.raises(RuleBroken, match="已不在"):
        service.view(saved.uid, actor)


def test_who_looks_at_a_number_is_written_down(service, actor, xs_actor, aid_form):
    uid = service.save(actor, aid_form).uid
    assert service.reveal(actor, uid, "person.id_no") == aid_form.person.id_no
    assert service.reveal(actor, uid, "opponent.phone") == FIRM.phone
    looked = [line for line in service.history(actor, uid) if line.act == "查看敏感信息"]
    assert [(line.subject, line.by) for line in looked] == [("对方单位", "王芳"), ("申请人", "王芳")]
    with pytest.raises(RuleBroken, match="别的单位"):
        service.reveal(xs_actor, uid, "person.id_no")
    with pytest.raises(RuleBroken, match="没有这一项"):
        service.reveal(actor, uid, "matter")


def test_all_cards_of_a_person_know_his_cases_of_aid(service, actor, store, aid_form):
    uid = service.save(actor, aid_form).uid
    form = service.form(actor, uid)
    with store.read() as session:
        (dealing,) = AidDealings().dealings(session, [form.person.uid])
        at_firm = AidDealings().at_employer(session, form.opponent.uid)
        around = AidDealings().around(session, [form.person.uid])
        counted = AidDealings().of_employers(session, [form.opponent.uid])
    assert (dealing.uid, dealing.title, dealing.role) == (uid, "钱塘工援〔2026〕白杨第0003号", "受援人")
    assert dealing.is_open
    assert [each.role for each in at_firm] == ["对方单位"]
    assert around[form.person.uid].employer == FIRM.name
    assert counted == {form.opponent.uid: 1}


def test_the_same_person_with_another_open_case_is_told(service, actor, aid_form):
    service.save(actor, aid_form)
    second = service.save(actor, aid_form).uid
    (hint,) = service.view(second, actor).hints
    assert "已有一件在办的援助案件：钱塘工援〔2026〕白杨第0003号" in hint


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_form_comes_back_as_it_was_written(service, actor, data):
    """Every text, code, amount and day of a case survives its way through the store."""
    form = AidForm(
        matter=data.draw(_TEXTS) or "工资",
        facts=data.draw(_TEXTS),
        opponent_name=data.draw(_TEXTS),
        oral=data.draw(st.booleans()),
        categories=tuple(data.draw(st.lists(st.sampled_from(("migrant", "old", "woman")), unique=True))),
        wanted=tuple(data.draw(st.lists(st.sampled_from(("court", "drafting")), unique=True))),
        claim_fen=data.draw(st.none() | st.integers(0, 10**12)),
        population=data.draw(st.none() | st.integers(1, 30)),
        known_on=data.draw(st.none() | st.dates(date(1995, 1, 1), date(2026, 11, 23))),
        services=tuple(data.draw(st.lists(_SERVICES, max_size=3))),
        items=tuple(data.draw(st.lists(_ITEMS, max_size=3))),
    )
    uid = service.save(actor, form).uid
    stored = service.form(actor, uid)
    assert stored == form
    service.save(actor, stored, uid)
    assert service.form(actor, uid) == stored


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30).map(
    lambda text: storable(text).strip()
)
_SERVICES = st.builds(
    AidService, kind=st.sampled_from(("court", "drafting")), body=_TEXTS, result_text=_TEXTS
)
_ITEMS = st.builds(
    AidItem,
    kind=st.sampled_from(("wages", "severance", "other")),
    text=_TEXTS,
    claimed_fen=st.none() | st.integers(0, 10**12),
    paid_fen=st.none() | st.integers(0, 10**12),
)
