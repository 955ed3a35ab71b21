from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import (
    AssetEntry,
    ExclusionEntry,
    FileFilter,
    FileForm,
    IncomeEntry,
    MemberEntry,
    OutlayEntry,
)
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.changes import accesses
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too


def test_a_new_form_knows_the_day_and_who_types_it(service, actor):
    form = service.new_form(actor)
    assert form.applied_on == date(2026, 11, 23)
    assert form.typist == "王芳"


def test_a_file_comes_back_as_it_was_written_with_what_the_numbers_say(service, actor, family):
    saved = service.save(actor, family)
    form = service.form(actor, saved.uid)
    assert form.owner.birth_on == date(1978, 3, 12)
    assert form.owner.sex == "2"
    assert [member.person.name for member in form.members] == ["李建国", "李䶮"]
    assert form.house_area_band == "gt20_le50"
    plain = replace(
        form,
        owner=family.owner,
        employer=family.employer,
        members=tuple(
            replace(entry, person=typed.person)
            for entry, typed in zip(form.members, family.members, strict=True)
        ),
        house_area_band="",
    )
    assert plain == family


def test_a_form_that_is_saved_unchanged_changes_nothing(service, actor, family):
    saved = service.save(actor, family)
    before = service.form(actor, saved.uid)
    known = len(service.history(actor, saved.uid))
    service.save(actor, before, saved.uid)
    assert service.form(actor, saved.uid) == before
    assert len(service.history(actor, saved.uid)) == known


def test_half_a_file_is_saved_and_what_is_missing_leads_to_its_field(service, actor, id_no):
    saved = service.save(actor, FileForm(owner=PersonCard(id_no=id_no("19780312", "452"))))
    fields = [line.field for line in saved.missing]
    assert fields[0] == "owner.name"
    assert "owner.sex" not in fields
    assert "main_cause" in fields


def test_an_empty_form_is_not_saved(service, actor):
    with pytest.raises(RuleBroken) as refused:
        service.save(actor, service.new_form(actor))
    assert refused.value.field == "owner.name"


def test_who_may_only_read_cannot_save(service, family):
    with pytest.raises(RuleBroken, match="权限"):
        service.save(Actor("看客", "BY", "BY", frozenset({Role.READ})), family)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("owner.id_no", lambda f: replace(f, owner=replace(f.owner, id_no="330199197803124520"))),
        ("owner.id_no", lambda f: replace(f, owner=replace(f.owner, id_no="330199197803124000"))),
        ("owner.id_no", lambda f: replace(f, owner=replace(f.owner, id_no="330199197802304522"))),
        ("owner.name", lambda f: replace(f, owner=replace(f.owner, name="张三😀"))),
        ("owner.work_start_on", lambda f: replace(f, owner=replace(f.owner, work_start_on=date(2027, 1, 1)))),
        ("owner.ethnic", lambda f: replace(f, owner=replace(f.owner, ethnic="77"))),
        (
            "employer.credit_code",
            lambda f: replace(f, employer=replace(f.employer, credit_code="91350100M000100Y44")),
        ),
        ("applied_on", lambda f: replace(f, applied_on=date(2026, 11, 24))),
        ("incomes.1.amount_fen", lambda f: replace(f, incomes=(f.incomes[0], IncomeEntry(amount_fen=-1)))),
        ("incomes.0.months", lambda f: replace(f, incomes=(replace(f.incomes[0], months=13),))),
        ("outlays.0.amount_fen", lambda f: replace(f, outlays=(OutlayEntry(amount_fen=-5),))),
        ("assets.0.value_fen", lambda f: replace(f, assets=(AssetEntry(value_fen=-5),))),
        ("incomes.0.whose", lambda f: replace(f, members=(), outlays=())),
        ("minor_causes", lambda f: replace(f, minor_causes=("6",))),
        ("minor_causes", lambda f: replace(f, minor_causes=("1", "2", "3", "4"))),
        ("year_income_reason", lambda f: replace(f, year_income_override_fen=100)),
        (
            "members.1.person.id_no",
            lambda f: replace(f, members=(f.members[0], replace(f.members[1], person=f.owner))),
        ),
        (
            "members.0.relation",
            lambda f: replace(f, members=(replace(f.members[0], relation="01"), f.members[1])),
        ),
        ("house_area_hundredths", lambda f: replace(f, house_area_hundredths=-100)),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(service, actor, family, field, change):
    with pytest.raises(RuleBroken) as refused:
        service.save(actor, change(family))
    assert refused.value.field == field
    assert refused.value.message.endswith("。")
    assert not service.ids(actor, FileFilter())


def test_full_width_digits_and_a_short_old_number_are_understood(service, actor, family):
    owner = replace(family.owner, id_no="３３０１９９７８０３１２４５２", mobile="１３８ ００００ ００００")
    form = service.form(actor, service.save(actor, replace(family, owner=owner)).uid)
    assert form.owner.id_no == family.owner.id_no
    assert form.owner.mobile == "13800000000"


def test_numbers_come_from_the_block_and_are_temporary_when_it_is_used_up(
    service, actor, family, other_family, database
):
    first = service.save(actor, family)
    assert (first.number, first.number_shown) == ("BY-2026-00031", "白杨-2026-00031")
    numbers = [service.save(actor, _somebody(other_family, order)).number for order in ("462", "464", "466")]
    # The district's own store lends itself the next run.
    assert numbers == ["BY-2026-00032", "BY-2026-00033", "BY-2026-00034"]


def _somebody(form: FileForm, order: str) -> FileForm:
    from union_desk.core.identity import check_digit

    first = f"33019919810101{order}"
    return replace(form, owner=replace(form.owner, id_no=first + check_digit(first)))


def test_the_number_of_an_undone_file_is_not_given_again(service, actor, family, other_family):
    saved = service.save(actor, family)
    service.undo(actor, saved.work_uid)
    assert not service.ids(actor, FileFilter())
    assert service.save(actor, other_family).number == "BY-2026-00032"


def test_an_undone_save_brings_the_values_before_it_back(service, actor, family):
    saved = service.save(actor, family)
    before = service.form(actor, saved.uid)
    changed = service.save(actor, replace(before, remark="新的备注", incomes=before.incomes[:1]), saved.uid)
    assert len(service.form(actor, saved.uid).incomes) == 1
    service.undo(actor, changed.work_uid)
    assert service.form(actor, saved.uid) == before


def test_the_worked_example_is_computed_on_the_stored_file(service, actor, family):
    view = service.view(service.save(actor, family).uid, actor)
    assert view.figures.population == 3
    assert view.figures.year_income_fen == 4_560_000
    assert view.figures.month_percap_fen == 126_667
    assert view.figures.rigid_outlay_fen == 1_740_000
    assert view.figures.net_percap_fen == 78_333
    assert view.figures.own_month_income_fen == 0
    assert view.figures.other_year_income_fen == 240_000
    assert view.figures.month_income_of["member-husband"] == 360_000
    result = service.compare_classes(actor, view.form).result("present")
    assert [choice.code for choice in result.classes] == ["severe", "relative"]
    assert "783.33" in result.deciding


def test_three_packs_stand_side_by_side(service, actor, family):
    comparison = service.compare_classes(actor, family)
    assert comparison.in_force == "present"
    assert {result.pack for result in comparison.results} == {"national-2016", "zhejiang-2016", "present"}
    assert all(result.steps and result.basis for result in comparison.results)


def test_a_class_that_the_figures_do_not_give_needs_a_reason(service, actor, family):
    uid = service.save(actor, family).uid
    with pytest.raises(RuleBroken) as refused:
        service.decide(actor, uid, "present", "accidental")
    assert refused.value.field == "reason"
    service.decide(actor, uid, "present", "accidental", "住院费用尚未结清")
    decision = service.view(uid, actor).decision
    assert decision is not None
    assert decision.class_name == "意外致困"
    assert decision.computed == ("深度困难", "相对困难")
    assert decision.reason == "住院费用尚未结清"


def test_a_decision_stays_as_it_was_made_when_the_file_changes(service, actor, family):
    uid = service.save(actor, family).uid
    service.decide(actor, uid, "present", "severe")
    before = service.view(uid, actor).decision
    service.save(actor, replace(service.form(actor, uid), incomes=(IncomeEntry(amount_fen=2_000_000),)), uid)
    after = service.view(uid, actor)
    assert after.decision == before
    assert before is not None
    assert before.pack_version
    assert any("783.33" in step for step in before.steps)
    assert after.figures.net_percap_fen != 78_333


def test_a_file_is_enrolled_when_nothing_is_missing_and_its_class_is_chosen(service, actor, family):
    uid = service.save(actor, family).uid
    assert service.view(uid, actor).next_step.action == "apply"
    with pytest.raises(RuleBroken, match="困难类别"):
        service.take_step(actor, uid, "enrol")
    service.decide(actor, uid, "present", "severe")
    service.take_step(actor, uid, "enrol")
    view = service.view(uid, actor)
    assert (view.state, view.state_label, view.enrolled_on) == ("in_file", "在档", date(2026, 11, 23))
    assert view.next_step.title == "年度复核"
    assert view.next_step.due_on == date(2027, 11, 23)
    with pytest.raises(RuleBroken):
        service.take_step(actor, uid, "refuse", reason="不符合")


def test_an_incomplete_file_is_not_enrolled_and_says_what_is_missing(service, actor, family):
    uid = service.save(actor, replace(family, main_cause="", minor_causes=())).uid
    with pytest.raises(RuleBroken, match="主要致困原因"):
        service.take_step(actor, uid, "enrol")
    step = service.view(uid, actor).next_step
    assert step.action == "apply"
    assert "还有 1 项没有填" in step.why


def test_an_excluded_household_is_not_enrolled(service, actor, family):
    uid = service.save(actor, replace(family, exclusions=(ExclusionEntry(code="two_homes"),))).uid
    service.decide(actor, uid, "present", "severe")
    with pytest.raises(RuleBroken, match="负面清单"):
        service.take_step(actor, uid, "enrol")


def test_a_refused_file_is_read_only_until_it_is_taken_up_again(service, actor, family, clock):
    uid = service.save(actor, family).uid
    with pytest.raises(RuleBroken) as missing:
        service.take_step(actor, uid, "refuse", reason=" ")
    assert missing.value.field == "reason"
    service.take_step(actor, uid, "refuse", reason="家庭有两套住房")
    view = service.view(uid, actor)
    assert (view.state, view.refuse_reason, view.may_edit) == ("refused", "家庭有两套住房", False)
    with pytest.raises(RuleBroken, match="重新办理"):
        service.save(actor, view.form, uid)
    clock.go_on(minutes=5)
    service.take_step(actor, uid, "reopen", reason="情况有变化")
    assert service.view(uid, actor).state == "draft"
    assert [event.kind for event in service.timeline(actor, uid)][:2] == ["reopen", "refuse"]


def test_a_second_owner_in_one_household_is_stopped(service, actor, family, other_family):
    first = service.save(actor, family)
    husband = family.members[0].person
    with pytest.raises(RuleBroken) as refused:
        service.save(actor, replace(other_family, owner=replace(husband, uid="")))
    assert refused.value.field == "owner.id_no"
    assert first.number_shown in refused.value.message


def test_a_member_of_another_open_file_is_stopped_also_in_another_street(
    service, actor, xs_actor, family, other_family
):
    first = service.save(actor, family)
    child = replace(family.members[1], uid="another-row", person=replace(family.members[1].person, uid=""))
    with pytest.raises(RuleBroken) as refused:
        service.save(xs_actor, replace(other_family, members=(child,)))
    assert refused.value.field == "members.0.person.id_no"
    assert first.number_shown in refused.value.message


def test_who_lives_apart_and_is_not_counted_stops_nobody(service, actor, family, other_family):
    service.save(actor, family)
    father = replace(
        family.members[0], uid="row-father", counted=False, count_reason="living_apart", relation="51"
    )
    saved = service.save(actor, replace(other_family, members=(father,)))
    assert service.view(saved.uid, actor).figures.population == 1


def test_a_refused_file_does_not_stop_a_new_one(service, actor, family):
    uid = service.save(actor, family).uid
    service.take_step(actor, uid, "refuse", reason="材料不实")
    again = service.save(actor, replace(family, members=(), incomes=(), outlays=()))
    assert again.uid != uid
    with pytest.raises(RuleBroken, match="一户"):
        service.take_step(actor, uid, "reopen", reason="补齐材料")


def test_a_card_known_in_this_office_is_used_again_and_its_change_is_seen_on_both_files(
    service, actor, family, other_family
):
    first = service.save(actor, family).uid
    uncle = MemberEntry(
        person=PersonCard(id_no=family.members[0].person.id_no, mobile="13900000001"),
        relation="99",
        counted=False,
        count_reason="living_apart",
    )
    second = service.save(actor, replace(other_family, members=(uncle,))).uid
    card = service.form(actor, second).members[0].person
    assert card.uid == service.form(actor, first).members[0].person.uid
    assert card.name == "李建国"
    assert service.form(actor, first).members[0].person.mobile == "13900000001"


def test_another_office_keeps_a_card_of_its_own(service, actor, xs_actor, family, other_family):
    first = service.form(actor, service.save(actor, family).uid)
    uncle = MemberEntry(person=first.members[0].person, relation="99", counted=False)
    second = service.form(actor, service.save(xs_actor, replace(other_family, members=(uncle,))).uid)
    assert second.members[0].person.uid != first.members[0].person.uid


def test_a_street_may_not_change_the_files_of_another_but_the_district_may(
    service, actor, xs_actor, district_actor, family
):
    uid = service.save(actor, family).uid
    assert not service.view(uid, xs_actor).may_edit
    with pytest.raises(RuleBroken, match="别的单位"):
        service.save(xs_actor, service.form(actor, uid), uid)
    service.save(district_actor, replace(service.form(actor, uid), remark="区里补记"), uid)
    assert service.form(actor, uid).remark == "区里补记"


def test_a_known_number_says_at_once_who_it_is(service, actor, xs_actor, family, id_no):
    saved = service.save(actor, family)
    known = service.known_person(xs_actor, family.owner.id_no)
    assert known is not None
    assert known.blocking
    assert known.sentence == f"张𧒽芬已在档案 {saved.number_shown}（建档职工，草稿）中。"
    assert known.card == PersonCard(id_no=family.owner.id_no)
    assert service.known_person(actor, family.owner.id_no).card.mobile == "13800000000"
    assert service.known_person(actor, family.owner.id_no, except_file=saved.uid).roles == ()
    assert service.known_person(actor, id_no("19900101", "111")) is None


def test_a_note_may_be_back_dated_but_not_lie_in_the_future(service, actor, family):
    uid = service.save(actor, family).uid
    service.note(actor, uid, date(2026, 10, 1), "phone", "电话核对收入")
    with pytest.raises(RuleBroken) as refused:
        service.note(actor, uid, date(2026, 11, 24), "phone", "明天的事")
    assert refused.value.field == "on"
    assert [(event.on, event.kind_label) for event in service.timeline(actor, uid)] == [
        (date(2026, 11, 20), "申请"),
        (date(2026, 10, 1), "电话"),
    ]


def test_a_corrected_note_keeps_what_it_said_before(service, actor, family):
    uid = service.save(actor, family).uid
    service.note(actor, uid, date(2026, 11, 21), "phone", "收入两千元")
    event = next(event for event in service.timeline(actor, uid) if event.correctable)
    service.correct_note(actor, event.uid, date(2026, 11, 22), "visit", "收入三千元")
    (corrected,) = [event for event in service.timeline(actor, uid) if event.correctable]
    assert (corrected.on, corrected.text) == (date(2026, 11, 22), "收入三千元")
    assert [former.text for former in corrected.former] == ["收入两千元"]
    with pytest.raises(RuleBroken, match="更正过"):
        service.correct_note(actor, event.uid, date(2026, 11, 22), "visit", "又改")


def test_what_the_program_noted_cannot_be_corrected(service, actor, family):
    uid = service.save(actor, family).uid
    with pytest.raises(RuleBroken):
        service.correct_note(actor, service.timeline(actor, uid)[0].uid, date(2026, 11, 22), "visit", "改")


def test_history_tells_who_changed_what_from_what_to_what(service, actor, district_actor, family, clock):
    uid = service.save(actor, family).uid
    clock.go_on(days=1)
    form = service.form(actor, uid)
    wage = replace(form.incomes[0], amount_fen=250_000)
    service.save(
        district_actor,
        replace(form, incomes=(wage, *form.incomes[1:]), outlays=form.outlays[:1], minor_causes=("3", "4")),
        uid,
    )
    told = {
        (line.subject, line.field): (line.by, line.before, line.after)
        for line in service.history(actor, uid)
        if line.act == "保存档案"
    }
    assert told["收入", "收入金额"] == ("虞一", "3,600.00 元", "2,500.00 元")
    assert told["档案", "次要致困原因"] == ("虞一", "子女上学", "下岗失业、未参加社会保险")
    assert told["刚性支出", "删去"][1].startswith("支出人 李䶮，支出类别 因学，支出金额 3,000.00 元")
    assert len(told) == 3


def test_history_masks_numbers_and_names_members(service, actor, family):
    uid = service.save(actor, family).uid
    lines = service.history(actor, uid)
    whole = "\n".join(f"{line.subject} {line.field} {line.before} {line.after}" for line in lines)
    assert family.owner.id_no not in whole
    assert "330199********" in whole
    assert {"李建国（配偶）", "李䶮（子）", "建档职工", "档案"} <= {line.subject for line in lines}
    assert uid not in whole
    assert "建档单位 白杨街道总工会" in whole


def test_who_looked_at_a_number_stands_in_the_history_for_who_may_look_too(service, actor, family):
    uid = service.save(actor, family).uid
    service.reveal(actor, uid, "owner.mobile")
    service.reveal(actor, uid, "members.1.person.id_no")
    form = service.view(uid, actor).form
    # Whose number it was is known when the members stand in another order.
    service.save(actor, replace(form, members=form.members[::-1]), uid=uid)

    def looks(*roles):
        reader = Actor("沈佳", "BY", "BY", frozenset(roles))
        lines = service.history(reader, uid)
        return [(line.by, line.subject, line.field) for line in lines if line.act == "查看敏感信息"]

    seen = [("王芳", "李䶮（子）", "证件号码"), ("王芳", "建档职工", "手机号码")]
    assert looks(Role.REVIEW) == looks(Role.ADMINISTER) == seen
    assert looks(Role.ENTER) == looks(Role.READ) == []


def test_a_masked_value_is_shown_on_demand_and_the_act_is_logged(service, actor, family, database):
    uid = service.save(actor, family).uid
    assert service.reveal(actor, uid, "members.0.person.id_no") == family.members[0].person.id_no
    member = service.view(uid, actor).form.members[0]
    with database.read() as session:
        (access,) = accesses(session, table="hardship_file", uid=uid)
    assert (access.kind, access.text, access.actor) == (
        "reveal",
        f"members.{member.uid}.person.id_no",
        "王芳",
    )
    with pytest.raises(RuleBroken):
        service.reveal(actor, uid, "members.7.person.id_no")
    with pytest.raises(RuleBroken, match="权限"):
        service.reveal(Actor("录入", "BY", "BY", frozenset({Role.ENTER})), uid, "owner.id_no")


@pytest.mark.parametrize(
    "typed", ["张", "lijianguo", "ljg", "4521", "BY-2026-00031", "31", "00031", "mmdz", "某某电子"]
)
def test_a_file_is_found_by_owner_member_number_or_employer(service, actor, family, other_family, typed):
    uid = service.save(actor, family).uid
    service.save(actor, other_family)
    if typed == "4521":
        typed = family.owner.id_no[-4:]
    assert service.ids(actor, FileFilter(text=typed)) == [uid]
    assert [hit.uid for hit in service.search(actor, typed)] == [uid]


def test_the_list_filters_sorts_and_sums(service, actor, xs_actor, family, other_family):
    first = service.save(actor, family).uid
    second = service.save(xs_actor, other_family).uid
    service.take_step(xs_actor, second, "refuse", reason="不在范围")
    assert service.ids(actor, FileFilter(), "name") == [first, second]
    assert service.ids(actor, FileFilter(), "-name") == [second, first]
    assert service.ids(actor, FileFilter(states=("draft",))) == [first]
    assert service.ids(actor, FileFilter(offices=("XS",))) == [second]
    sums = service.sums(actor, [first, second])
    assert (sums.files, sums.persons, dict(sums.by_state)) == (2, 4, {"draft": 1, "refused": 1})
    row = service.rows(actor, [first])[first]
    assert (row.name, row.sex, row.age, row.population) == ("张𧒽芬", "女", 48, 3)
    assert family.owner.id_no not in repr(row)


def test_a_long_list_is_read_and_summed_in_pieces(service, actor, family):
    uid = service.save(actor, family).uid
    ids = [uid, *(f"gone-{number}" for number in range(1200))]
    assert list(service.rows(actor, ids)) == [uid]
    assert service.sums(actor, ids).by_state == {"draft": 1}


def test_a_row_typed_in_a_copied_form_gets_an_id_of_its_own(service, actor, family, other_family):
    first = service.save(actor, family).uid
    copied = replace(other_family, incomes=(replace(family.incomes[2], whose=""),))
    second = service.save(actor, copied).uid
    assert service.form(actor, first).incomes[2].uid == "income-rent"
    assert service.form(actor, second).incomes[0].uid != "income-rent"


def test_the_live_assessment_never_raises(service, actor, family):
    wrong = replace(
        family,
        owner=replace(family.owner, id_no="1", name="😀"),
        incomes=(IncomeEntry(amount_fen=-1), IncomeEntry(whose="nobody", amount_fen=5)),
        minor_causes=("6",),
    )
    assessed = service.assess(actor, wrong)
    assert "owner.name" in dict(assessed.warnings)
    assert assessed.figures.population == 3


def test_year_income_may_be_overridden_with_a_reason(service, actor, family):
    form = replace(family, year_income_override_fen=6_000_000, year_income_reason="核对系统查得")
    figures = service.view(service.save(actor, form).uid, actor).figures
    assert (figures.year_income_fen, figures.computed_year_income_fen) == (6_000_000, 4_560_000)


def test_the_store_is_sound_after_all_of_it(service, actor, family, database):
    uid = service.save(actor, family).uid
    service.decide(actor, uid, "present", "severe")
    service.take_step(actor, uid, "enrol")
    service.note(actor, uid, date(2026, 11, 23), "note", "一切正常")
    report = verify(database)
    assert report.ok, report


def test_a_temporary_number_is_kept_beside_the_official_one(database, clock, actor, other_family):
    street = Office("BY", "白杨街道总工会", "白杨", "street_office")
    furnish(database, (street,), street, {"王芳": (street, SOLE_ROLES)})
    service = HardshipService(database, clock)
    saved = service.save(actor, other_family)
    assert (saved.number, saved.number_shown) == ("BY-20261123-001", "临时 白杨-20261123-001")
    with database.write("借到号段", actor) as work:
        lend_block(work, NumberBlock("hardship", "BY", 2026, database.site, 301, 400))
    again = service.save(actor, service.form(actor, saved.uid), saved.uid)
    assert again.number == "BY-2026-00301"
    assert service.view(saved.uid, actor).temporary_number == "BY-20261123-001"
    assert (
        service.with_number(actor, "BY-20261123-001")
        == service.with_number(actor, "by-2026-00301")
        == saved.uid
    )
    assert service.save(actor, service.form(actor, saved.uid), saved.uid).number == "BY-2026-00301"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_form_comes_back_as_it_was_written(service, actor, family, data):
    """Every text, code, amount and day of a file survives its way through the store."""
    form = replace(
        family,
        owner=replace(family.owner, id_no="", birth_on=None),
        members=(),
        incomes=tuple(data.draw(st.lists(_INCOMES, max_size=3))),
        outlays=(),
        remark=data.draw(_TEXTS),
        cause_text=data.draw(_TEXTS),
        measures=tuple(data.draw(st.lists(st.sampled_from(("1", "2", "3", "4")), unique=True))),
        dibao=data.draw(st.sampled_from((None, True, False))),
        dibao_amount_fen=data.draw(st.none() | st.integers(0, 10**12)),
        relief_on=data.draw(st.none() | st.dates(date(1990, 1, 1), date(2026, 11, 23))),
    )
    stored = service.form(actor, service.save(actor, form).uid)
    plain = replace(stored, owner=form.owner, employer=form.employer, house_area_band="")
    assert plain == form


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)
_INCOMES = st.builds(
    IncomeEntry,
    kind=st.sampled_from(("wage", "property", "transfer")),
    amount_fen=st.integers(0, 10**15),
    per=st.sampled_from(("month", "year")),
    months=st.integers(1, 12),
    evidence=_TEXTS,
    source=_TEXTS,
)


def test_a_row_whose_making_was_taken_back_is_saved_again_as_a_new_one(service, database, actor, family):
    first = service.save(actor, replace(family, members=family.members[:1], incomes=(), outlays=()))
    again = replace(family, incomes=(), outlays=family.outlays[1:])
    service.undo(actor, service.save(actor, again, first.uid).work_uid)
    service.save(actor, again, first.uid)
    form = service.form(actor, first.uid)
    assert [entry.person.name for entry in form.members] == ["李建国", "李䶮"]
    assert form.outlays[0].payer == form.members[1].uid
    assert verify(database).ok
