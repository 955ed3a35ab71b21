"""The page of a hardship file: what it shows, what it says, what it keeps."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.conftest import TEST_KEY
from tests.desk.helpers import nameless, settle, type_zh
from tests.hardship.screen import XS, make_desk, make_page, make_services, number
from union_desk.core.rights import Actor, Role
from union_desk.desk.desk import Desk
from union_desk.desk.timeline import Note
from union_desk.desk.widgets import Fold
from union_desk.hardship.page.page import SECTIONS
from union_desk.hardship.prints import file_fields
from union_desk.hardship.values import FileForm, IncomeEntry, MemberEntry, OutlayEntry
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.database import Database

WIFE = number("19780312", "452")
SON = number("20101105", "221")


def a_family(order: int = 452) -> FileForm:
    """Couple and child in senior high, the worked example of the class test: 783.33 a head."""
    husband = MemberEntry(
        person=PersonCard(name="李建国", id_no=number("19750608", f"{order + 1}"), work_status="flexible"),
        relation="11",
        workplace="打零工",
    )
    son = MemberEntry(
        person=PersonCard(name="李䶮", id_no=number("20101105", f"{order + 1}"), work_status="student"),
        relation="20",
    )
    owner = PersonCard(
        name="王芳",
        id_no=number("19780312", f"{order}"),
        ethnic="01",
        political="masses",
        marital="20",
        hukou_type="converted",
        hukou_division="330114",
        mobile="13800000000",
        address="白杨街道某某社区教工公寓12幢3单元602室",
        health="malignant_tumour",
        model_worker="none",
        work_status="sick_leave",
        work_start_on=date(1998, 9, 1),
        insured="employee",
        card_no="6222000000000000000",
    )
    return FileForm(
        owner=owner,
        employer=EmployerCard(name="杭州某某电子科技有限公司", nature="private"),
        members=(husband, son),
        incomes=(
            IncomeEntry(amount_fen=210_000),
            IncomeEntry(whose=husband.uid, amount_fen=150_000),
            IncomeEntry(kind="property", detail="rent", amount_fen=20_000),
        ),
        outlays=(
            OutlayEntry(amount_fen=1_440_000),
            OutlayEntry(kind="study", payer=son.uid, amount_fen=300_000),
        ),
        applied_on=date(2026, 11, 15),
        industry="electronics",
        house_type="public_rental",
        main_cause="6",
        minor_causes=("9",),
    )


@pytest.fixture(scope="module")
def services(tmp_path_factory, template_store):
    """One street's store for all tests of this file; each test makes its own files in it."""
    folder = tmp_path_factory.mktemp("street")
    shutil.copy2(template_store, folder / "store.db")
    at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    services = make_services(Database.open(folder, TEST_KEY, lambda: at), lambda: at)
    yield services
    services.close()


@pytest.fixture(scope="module")
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture(scope="module")
def screen(desk, services):
    return make_page(desk, services)


ORDERS = itertools.count(100, 2)


@pytest.fixture
def family() -> FileForm:
    """A family that no other test has."""
    return a_family(next(ORDERS))


@pytest.fixture
def stored(services, family) -> str:
    return services.hardship.save(services.actor, family).uid


@pytest.fixture
def page(screen, stored):
    yield from shown(screen, stored)


@pytest.fixture
def empty(screen):
    yield from shown(screen, "")


def shown(screen, uid: str):
    """Show a record on the page, and afterwards leave nothing half typed behind."""
    for fold in screen.findChildren(Fold):
        fold.setChecked(False)
    screen.show()
    screen.activateWindow()
    screen.open_record(uid)
    settle()
    yield screen
    screen.throw_away()
    for draft in screen.desk.drafts.all():
        screen.desk.drafts.forget(draft.area, draft.key)


def shown_words(page) -> list[str]:
    settle()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def write(field, text: str) -> None:
    field.setFocus()
    settle()
    field.clear()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        type_zh(field, text, preedit="")
    settle()


def leave(field) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


# What is shown.


def test_the_sections_stand_in_the_order_of_the_paper(empty):
    assert tuple(section.title for section in empty.sections) == SECTIONS


def test_every_input_has_a_name_for_a_screen_reader(page):
    for fold in (page.basics.form.open_more_person, page.basics.form.open_more_employer):
        fold.open()
    page.money.incomes.more.open()
    page.family.members.more.open()
    page.means.steps_fold.open()
    page.causes.form.open_exclusions.open()
    settle()
    assert nameless(page) == []


def test_every_field_of_the_form_has_its_input(empty):
    bound = set(empty.sheet.fields)
    lists = {"members", "incomes", "outlays", "assets", "exclusions", "attachments", "plan"}
    own = {"owner", "employer", "own_month_wage_fen"}
    wanted = {name for name in FileForm.__dataclass_fields__ if name not in own}
    assert wanted <= bound
    assert lists <= bound
    beside = {"uid", "birth_precision", "work_start_precision"}
    card = {f"owner.{name}" for name in PersonCard.__dataclass_fields__ if name not in beside}
    firm = {f"employer.{name}" for name in EmployerCard.__dataclass_fields__ if name != "uid"}
    assert card <= bound
    assert firm <= bound


def test_the_cursor_of_a_new_file_stands_in_the_identity_number(empty):
    assert empty.focused_field() == "owner.id_no"


def test_a_stored_file_is_shown_as_it_was_saved(page, services, stored):
    assert page.read() == services.hardship.form(services.actor, stored)


def test_numbers_are_masked_and_showing_one_is_recorded(page, family):
    field = page.basics.form.owner__id_no
    assert family.owner.id_no not in field.text()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert field.text().replace(" ", "") == family.owner.id_no
    assert not page.is_changed


def test_whoever_may_not_see_numbers_is_told_so_and_sees_none(services, stored, desk):
    typist = Actor("赵敏", "BY", "BY", frozenset({Role.ENTER}))
    page = make_page(Desk(typist, clock=services.clock, drafts=services.drafts), services, stored)
    field = page.basics.form.owner__id_no
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert field.masked
    assert any("显示敏感信息" in words for words in shown_words(page))


def test_a_file_of_another_office_is_shown_but_not_typed_into(services, stored, desk):
    other = Actor("赵敏", XS.code, XS.code, frozenset({Role.HANDLE}))
    page = make_page(Desk(other, clock=services.clock), services, stored)
    assert not page.basics.form.owner__name.isEnabled()
    assert not page.means.decide.isEnabled()
    assert page.basics.form.owner__name.text() == "王芳"


# The identity number.


def test_a_valid_number_fills_birth_and_sex_and_the_cursor_passes_them_over(empty):
    form = empty.basics.form
    write(form.owner__id_no, WIFE)
    assert form.owner__birth_on.value() == date(1978, 3, 12)
    assert form.owner__birth_on.aside == "", "on which day of the week one was born matters to nobody"
    assert form.owner__sex.value() == "2"
    leave(form.owner__id_no)
    write(form.owner__name, "王芳")
    leave(form.owner__name)
    assert empty.focused_field() == "owner.ethnic"


def test_the_place_of_the_number_is_proposed_for_the_household_register(empty):
    write(empty.basics.form.owner__id_no, number("19780312", division="330104"))
    assert empty.basics.form.owner__hukou_division.value() == "330104"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (WIFE[:17] + ("0" if WIFE[17] != "0" else "1"), f"身份证第 18 位应为 {WIFE[17]}，请对照原件。"),
        ("330199197802304521", "出生日期"),
        ("330199209903124520", "出生日期"),
        ("330199197803124000", "000"),
    ],
    ids=["wrong check digit", "30 February", "born in the future", "cut by a spreadsheet"],
)
def test_a_wrong_number_is_said_below_its_field(empty, typed, said):
    field = empty.basics.form.owner__id_no
    write(field, typed)
    leave(field)
    assert said in empty.sheet.problem("owner.id_no")
    assert not empty.save()
    assert said in empty.sheet.problem("owner.id_no")
    assert empty.focused_field() == "owner.id_no"


def test_full_width_digits_and_a_fifteen_digit_number_are_taken(empty):
    field = empty.basics.form.owner__id_no
    wide = "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in WIFE)
    write(field, wide)
    assert empty.read().owner.id_no == WIFE
    old = WIFE[:6] + WIFE[8:17]
    write(field, old)
    leave(field)
    assert empty.read().owner.id_no == WIFE


def test_a_number_of_fifteen_digits_says_at_its_field_that_it_was_converted(empty):
    field = empty.basics.form.owner__id_no
    write(field, WIFE[:6] + WIFE[8:17])
    leave(field)
    assert "已换算为 18 位，请对照新证件" in empty.sheet.problem("owner.id_no")
    assert empty.basics.form.owner__birth_on.value() == date(1978, 3, 12)
    row = empty.family.members.add_row()
    write(row.widget("person.id_no"), SON[:6] + "75060812" + "3")
    leave(row.widget("person.id_no"))
    assert "已换算为 18 位" in row.binder.problem("person.id_no")


def test_what_a_number_said_goes_with_the_number(empty):
    form = empty.basics.form
    write(form.owner__id_no, number("19780312", division="330104"))
    assert form.owner__hukou_division.value() == "330104"
    write(form.owner__id_no, WIFE[:17] + ("0" if WIFE[17] != "0" else "1"))
    assert (form.owner__birth_on.text(), form.owner__sex.text()) == ("", "")
    assert form.owner__hukou_division.value() == ""
    assert not form.owner__birth_on.isReadOnly()


def test_what_was_typed_by_hand_stays_when_a_number_goes(empty):
    form = empty.basics.form
    write(form.owner__birth_on, "1978-03-11")
    write(form.owner__id_no, WIFE)
    assert form.owner__birth_on.value() == date(1978, 3, 12)
    write(form.owner__id_no, "3301")
    assert form.owner__birth_on.value() == date(1978, 3, 11)
    assert form.owner__sex.text() == ""


def test_what_was_taken_over_of_a_known_person_goes_with_his_number(empty, services):
    known = PersonCard(name="周红", id_no=number("19850505", "778"), address="下沙街道某某社区")
    uid = services.hardship.save(services.actor, FileForm(owner=known)).uid
    services.hardship.take_step(services.actor, uid, "refuse", reason="收入超过标准")
    form = empty.basics.form
    write(form.owner__id_no, known.id_no)
    assert (form.owner__name.text(), form.owner__address.text()) == ("周红", "下沙街道某某社区")
    write(form.owner__address, "白杨街道")
    write(form.owner__id_no, number("19850506", "902"))
    assert form.owner__name.text() == ""
    assert form.owner__address.text() == "白杨街道", "what was written since stays"
    row = empty.family.members.add_row()
    write(row.widget("person.id_no"), known.id_no)
    assert row.widget("person.name").text() == "周红"
    write(row.widget("person.id_no"), number("20111106", "905"))
    assert row.widget("person.name").text() == ""


def test_what_is_stored_of_a_person_stays_while_his_number_is_corrected(page):
    field = page.basics.form.owner__id_no
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    settle()
    assert page.basics.form.owner__birth_on.value() == date(1978, 3, 12)
    assert page.basics.form.owner__sex.value() == "2"


def test_the_trade_of_the_employer_stands_in_the_field_as_it_goes_onto_the_paper(page, services, stored):
    form = page.basics.form
    form.industry.set_value("")
    form.employer__industry.set_value("construction")
    assert page.save()
    assert form.industry.placeholderText() == form.employer__industry.text() == "城建系统"
    assert "与单位相同" in form.industry.toolTip()
    assert not [missing for missing in page.shown_missing if missing.field == "industry"]
    view = services.hardship.view(stored, services.actor)
    assert file_fields(view)["industry"] == form.employer__industry.text()
    page.basics.form.open_more_employer.open()
    write(form.employer__industry, "dz")
    leave(form.employer__industry)
    assert form.industry.placeholderText() == "电子仪表"


def test_the_link_to_a_known_file_is_one_tab_behind_the_number_but_not_on_the_way_of_enter(
    empty, stored, family
):
    form = empty.basics.form
    write(form.owner__id_no, family.members[0].person.id_no)
    QTest.keyClick(form.owner__id_no, Qt.Key.Key_Tab)
    settle()
    assert form.known_open.hasFocus()
    form.employer__state.setFocus()
    leave(form.employer__state)
    assert not form.known_open.hasFocus()


def test_a_person_of_another_file_is_named_at_once_and_stops_a_second_file(empty, stored, family):
    opened: list[tuple[str, str]] = []
    empty.desk.opening.connect(lambda entity, uid, _beside: opened.append((entity, uid)))
    write(empty.basics.form.owner__id_no, family.members[0].person.id_no)
    words = empty.basics.form.known_text.text()
    assert empty.basics.form.known.isVisible()
    assert "李建国已在档案 白杨-2026-" in words
    assert words.startswith("▲")
    empty.basics.form.known_open.click()
    assert opened == [("hardship_file", stored)]
    write(empty.basics.form.owner__name, "李建国")
    assert not empty.save()
    assert "一户只建一份档案" in empty.sheet.problem("owner.id_no")


def test_a_member_of_another_file_is_named_in_his_row(empty, stored, family):
    write(empty.basics.form.owner__name, "赵敏")
    row = empty.family.members.add_row()
    write(row.widget("person.id_no"), family.members[1].person.id_no)
    assert any("李䶮已在档案 白杨-2026-" in words for words in shown_words(row))
    assert not empty.save()
    assert "一户只建一份档案" in row.binder.problem("person.id_no")


def test_what_the_office_knows_of_a_person_is_taken_over(services, desk):
    known = services.hardship.save(
        services.actor,
        FileForm(owner=PersonCard(name="周红", id_no=SON, ethnic="03")),
    )
    services.hardship.take_step(services.actor, known.uid, "refuse", reason="不在本街道居住")
    page = make_page(desk, services)
    write(page.basics.form.owner__id_no, SON)
    assert page.basics.form.owner__name.text() == "周红"
    assert page.basics.form.owner__ethnic.value() == "03"
    assert not page.basics.form.known_text.text().startswith("▲")


# Saving, and what is wrong.


def test_half_a_file_is_saved_and_says_what_it_still_needs(empty, services):
    write(empty.basics.form.owner__name, "王芳")
    assert empty.save()
    view = services.hardship.view(empty.uid, services.actor)
    assert view.form.owner.name == "王芳"
    assert any(f"还差 {len(view.missing)} 项" in words for words in shown_words(empty))


def test_a_file_about_nobody_is_not_saved(empty):
    assert not empty.save()
    assert "姓名" in empty.sheet.problem("owner.name")


@pytest.mark.parametrize(
    ("name", "path", "typed", "said"),
    [
        ("applied_on", "applied_on", "20260230", "2026年2月没有 30 日"),
        ("applied_on", "applied_on", "+3", "不能晚于今天"),
        ("owner__name", "owner.name", "王芳😀", "表情"),
        ("own_month_wage_fen", "own_month_wage_fen", "-100", "负数"),
        ("own_month_wage_fen", "own_month_wage_fen", "abc", ""),
        ("house_area_hundredths", "house_area_hundredths", "-46.5", "负数"),
        ("owner__hukou_division", "owner.hukou_division", "999999", "6 位行政区划代码"),
        ("owner__health", "owner.health", "xyzxyz", "不在可选范围内"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(empty, name, path, typed, said):
    write(empty.basics.form.owner__name, "王芳")
    field = next(widget for widget in empty.findChildren(object) if widget.objectName() == name)
    write(field, typed)
    assert not empty.save()
    assert empty.sheet.problem(path)
    assert said in empty.sheet.problem(path)
    assert empty.is_changed


def test_a_negative_amount_of_a_row_is_said_in_its_row(empty):
    write(empty.basics.form.owner__name, "王芳")
    row = empty.money.outlays.add_row()
    write(row.widget("kind"), "yb")
    leave(row.widget("kind"))
    write(row.widget("amount_fen"), "-5")
    assert not empty.save()
    assert "负数" in row.binder.problem("amount_fen")


def test_a_very_long_remark_is_kept_whole(page, services):
    long = "家庭情况说明。" * 400
    page.relief.form.remark.setPlainText(long)
    assert page.save()
    assert services.hardship.form(services.actor, page.uid).remark == long


def test_a_household_without_anybody_who_counts_has_still_its_owner(page):
    for row in page.family.members.rows:
        row.widget("counted").box("n").click()
    page.assess()
    assert page.money.form.figure_population.text() == "1 人"
    assert "members.0.count_reason" in [each.field for each in page.shown_missing]


def test_the_line_below_names_the_act_and_the_file(page, services, stored):
    told: list[str] = []
    page.desk.told.connect(lambda text, _undo: told.append(text))
    number_shown = services.hardship.view(stored, services.actor).number_shown
    page.ask_refusal()
    page.step_sheet.body.form.widget("reason").set_value("收入超过标准")
    page.step_sheet.button.click()
    page.step.button.click()
    page.step_sheet.body.form.widget("reason").set_value("收入又少了")
    page.step_sheet.button.click()
    page.timeline.text.set_value("来电")
    page.timeline._put.click()
    assert told == [f"已不予建档 {number_shown}", f"已重新办理 {number_shown}", f"已记下一笔 {number_shown}"]


def test_saving_can_be_taken_back(page, services, stored):
    told: list[object] = []
    page.desk.told.connect(lambda _text, undo: told.append(undo))
    write(page.basics.form.owner__address, "下沙街道新家")
    assert page.save()
    assert services.hardship.form(services.actor, stored).owner.address == "下沙街道新家"
    told[-1]()
    page.reload()
    assert page.basics.form.owner__address.text() == "白杨街道某某社区教工公寓12幢3单元602室"


# What leads where.


def test_a_missing_field_is_a_link_that_opens_the_fold_it_lies_in(page):
    assert page.basics.form.more_person.isHidden()
    page.goto("owner.education")
    assert page.basics.form.more_person.isVisible()
    assert page.focused_field() == "owner.education"
    page.goto("members.1.person.marital")
    assert page.focused_field() == "members.1.person.marital"


def test_what_is_missing_shrinks_while_one_types(empty):
    before = len(empty.shown_missing)
    write(empty.basics.form.owner__name, "王芳")
    empty.assess()
    assert len(empty.shown_missing) == before - 1
    assert "owner.name" not in [each.field for each in empty.shown_missing]


def test_the_button_of_the_step_leads_through_the_file(page, services, stored):
    assert page.step.text.text() == "下一步：提交申请"
    page.take("enrol")
    assert page.means.choice.hasFocus(), "an old paper file is entered as it is, once its class is decided"
    page.means.choice.set_value("present:severe")
    page.means.put()
    settle()
    assert services.hardship.view(stored, services.actor).class_code == "severe"
    page.take("enrol")
    assert services.hardship.view(stored, services.actor).state == "in_file"
    assert "在档 · 深度困难" in shown_words(page)


# The family and its money.


def test_the_monthly_wage_of_a_row_is_one_of_the_incomes(empty):
    write(empty.basics.form.owner__name, "王芳")
    write(empty.money.own_wage, "2100")
    leave(empty.money.own_wage)
    row = empty.family.members.add_row()
    write(row.widget("person.name"), "李建国")
    write(row.widget("month_wage_fen"), "0.15万")
    leave(row.widget("month_wage_fen"))
    incomes = empty.read().incomes
    assert [(item.whose, item.kind, item.amount_fen) for item in incomes] == [
        ("", "wage", 210_000),
        (row.uid, "wage", 150_000),
    ]
    write(empty.money.incomes.rows[1].widget("amount_fen"), "1600")
    leave(empty.money.incomes.rows[1].widget("amount_fen"))
    assert row.widget("month_wage_fen").text() == "1,600.00"


def test_a_wage_that_was_typed_but_not_left_is_saved_too(empty, services):
    write(empty.basics.form.owner__name, "王芳")
    write(empty.money.own_wage, "2100")
    assert empty.save()
    assert services.hardship.form(services.actor, empty.uid).incomes[0].amount_fen == 210_000


def test_the_figures_of_rows_nine_and_ten_show_their_steps(page):
    form = page.money.form
    assert form.figure_year.text() == "45,600.00 元"
    assert form.figure_net.text() == "783.33 元"
    assert form.more_steps.isHidden()
    form.figure_net.click()
    assert form.more_steps.isVisible()
    assert "783.33" in form.steps.text()


def test_the_year_income_is_overridden_only_with_a_reason(page):
    page.money.form.open_more_override.open()
    write(page.money.form.year_income_override_fen, "50000")
    assert not page.save()
    assert page.sheet.problem("year_income_reason")
    write(page.money.form.year_income_reason, "单位补发工资")
    assert page.save()
    assert page.money.form.figure_year.text() == "50,000.00 元（改写）"


def test_a_row_that_was_taken_out_can_be_put_back(page):
    row = page.family.members.rows[0]
    row.widget("person.name").setFocus()
    QTest.keyClick(row.widget("person.name"), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [member.person.name for member in page.read().members] == ["李䶮"]
    page.family.members.put_back()
    settle()
    assert [member.person.name for member in page.read().members] == ["李建国", "李䶮"]
    assert page.save()


def test_an_income_of_somebody_who_was_taken_out_is_said_in_its_row(page):
    page.family.members.remove_row(0)
    settle()
    assert not page.save()
    row = page.money.incomes.rows[1]
    assert "已不在表中" in row.binder.problem("whose")
    assert "已删去的成员" in row.widget("whose").text()


def test_half_known_days_keep_what_is_known(page, services):
    field = page.basics.form.owner__work_start_on
    assert field.text() == "1998-09"
    write(field, "1999")
    leave(field)
    assert page.save()
    owner = services.hardship.form(services.actor, page.uid).owner
    assert (owner.work_start_on, owner.work_start_precision) == (date(1999, 1, 1), "year")
    assert field.text() == "1999"


# The class.


def test_the_packs_stand_side_by_side_with_the_step_that_decides(page):
    words = shown_words(page.means)
    assert "深度困难、相对困难" in words
    assert any("783.33" in each and "1,000.00" in each for each in words)
    assert sum(each.endswith("申请日适用") for each in words) == 1


def test_the_class_follows_what_is_typed(page):
    write(page.money.own_wage, "9000")
    leave(page.money.own_wage)
    page.assess()
    assert "深度困难、相对困难" not in shown_words(page.means)


def test_another_class_than_the_computed_needs_a_reason(page, services, stored):
    page.means.choice.set_value("present:accidental")
    page.means.put()
    assert "请写明理由" in page.means.problem
    assert services.hardship.view(stored, services.actor).decision is None
    write(page.means.reason, "丈夫新近因工受伤")
    page.means.put()
    decision = services.hardship.view(stored, services.actor).decision
    assert (decision.class_code, decision.reason) == ("accidental", "丈夫新近因工受伤")
    assert any("丈夫新近因工受伤" in words and "陈明" in words for words in shown_words(page.means))


def test_a_line_of_the_exclusions_is_ticked_with_its_evidence(page, services, stored):
    page.causes.form.open_exclusions.open()
    entry = page.causes.exclusions.line("vehicle")
    entry.tick.click()
    assert entry.evidence.isVisible()
    write(entry.evidence, "车管所查询单")
    assert page.save()
    (exclusion,) = services.hardship.form(services.actor, stored).exclusions
    assert (exclusion.code, exclusion.evidence) == ("vehicle", "车管所查询单")
    assert page.causes.form.open_exclusions.text().endswith("已勾选 1 项")


def test_a_refusal_asks_for_its_reason_and_can_be_taken_up_again(page, services, stored):
    page.ask_refusal()
    reason = page.step_sheet.body.form.widget("reason")
    assert reason.hasFocus()
    page.step_sheet.button.click()
    assert page.step_sheet.body.form.binder.problem("reason") == "▲ 请写明不予建档的理由。"
    assert services.hardship.view(stored, services.actor).state == "draft"
    write(reason, "收入超过标准")
    page.step_sheet.button.click()
    view = services.hardship.view(stored, services.actor)
    assert (view.state, view.refuse_reason) == ("refused", "收入超过标准")
    assert page.step_sheet.isHidden()
    page.step.button.click()
    write(page.step_sheet.body.form.widget("reason"), "情况有变化")
    page.step_sheet.button.click()
    assert services.hardship.view(stored, services.actor).state == "draft"


# Timeline, history, drafts.


def test_a_note_of_today_goes_onto_the_timeline(page, services, stored):
    page.put_note(Note(date(2026, 11, 23), "phone", "电话告知补交住院结算单"))
    assert services.hardship.timeline(services.actor, stored)[0].text == "电话告知补交住院结算单"
    page.write_note()
    type_zh(page.timeline.text, "本人来访")
    QTest.keyClick(page.timeline.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "本人来访" in [event.text for event in services.hardship.timeline(services.actor, stored)]


def test_a_note_is_put_right_by_keys_and_its_old_words_stay(page, services, stored, qtbot):
    for words in ("本人来访", "本人来访，带来诊断书"):
        page.write_note() if words == "本人来访" else page.correct_note()
        page.timeline.text.set_value(words)
        QTest.keyClick(page.timeline.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    newest = services.hardship.timeline(services.actor, stored)[0]
    assert newest.text == "本人来访，带来诊断书"
    assert [former.text for former in newest.former] == ["本人来访"]
    shown = page.timeline._events.text()
    assert "line-through" in shown
    assert "本人来访，带来诊断书" in shown


def test_a_note_of_tomorrow_is_refused_beside_the_note(page):
    page.timeline.noted.emit(Note(date(2026, 11, 24), "note", "明天"))
    assert "不能晚于今天" in page.timeline.problem.text()


def test_every_change_of_a_field_is_told_with_its_names(page):
    write(page.basics.form.owner__address, "下沙街道新家")
    assert page.save()
    changes = [change for change in page.changes() if "住址" in change.field]
    assert [(change.before, change.after, change.who) for change in changes][:1] == [
        ("白杨街道某某社区教工公寓12幢3单元602室", "下沙街道新家", "陈明")
    ]


def test_a_row_that_came_or_went_is_told_in_one_piece(page):
    page.show_history()
    row = page.money.outlays.add_row()
    row.widget("kind").set_value("illness")
    write(row.widget("amount_fen"), "345")
    assert page.save()
    (told,) = [label.text() for label in page.history.findChildren(QLabel)]
    assert "新增：支出类别" in told
    assert "新增：（空）" not in told
    came = [change for change in page.changes() if "345.00" in change.after]
    assert [change.whole for change in came] == [True]


def test_interrupted_typing_comes_back_with_its_cursor(desk, services, stored):
    page = make_page(desk, services, stored)
    write(page.basics.form.owner__address, "下沙街道新")
    write(page.family.members.rows[1].widget("person.name"), "李")
    row = page.family.members.add_row()
    write(row.widget("person.id_no"), "3301991")
    page.keep_draft()
    page.close()
    again = make_page(desk, services, stored)
    assert again.is_changed
    assert again.basics.form.owner__address.text() == "下沙街道新"
    assert again.family.members.rows[1].widget("person.name").text() == "李"
    assert again.family.members.rows[2].widget("person.id_no").text() == "3301991"
    assert again.focused_field() == "members.2.person.id_no"
    uids = [member.uid for member in services.hardship.form(services.actor, stored).members]
    assert [row.uid for row in again.family.members.rows][:2] == uids
    again.throw_away()
    assert again.read() == services.hardship.form(services.actor, stored)


def test_a_new_file_that_was_left_waits_and_is_forgotten_once_it_is_saved(desk, services):
    page = make_page(desk, services)
    write(page.basics.form.owner__name, "赵敏")
    page.keep_draft()
    assert [draft.title for draft in services.drafts.all()] == ["赵敏"]
    page.close()
    again = make_page(desk, services, services.drafts.all()[0].key)
    assert again.basics.form.owner__name.text() == "赵敏"
    assert again.save()
    assert list(services.drafts.all()) == []


def test_a_change_elsewhere_is_shown_but_what_is_being_typed_stays(page, services, stored):
    form = services.hardship.form(services.actor, stored)
    services.hardship.save(services.actor, replace(form, remark="别人写的"), stored)
    page.reload()
    assert page.relief.form.remark.value() == "别人写的"
    write(page.basics.form.owner__address, "正在写")
    services.hardship.save(services.actor, replace(form, remark="又改了"), stored)
    page.reload()
    assert page.basics.form.owner__address.text() == "正在写"


def test_a_doubtful_number_is_mentioned_but_stops_nothing(page):
    page.basics.form.owner__mobile.setFocus()
    QTest.keyClick(page.basics.form.owner__mobile, Qt.Key.Key_Delete)
    write(page.basics.form.owner__mobile, "12345")
    leave(page.basics.form.owner__mobile)
    page.assess()
    said = [page.sheet.problem("owner.mobile"), *page.notices.sentences]
    assert any("手机" in sentence for sentence in said)
    assert page.save()


def test_more_doubts_than_fit_are_a_click_away(page):
    page.notices.show_notices([("owner.mobile", f"提醒 {number}") for number in range(5)])
    rest = next(button for button in page.notices.findChildren(QPushButton) if "另有 2 条" in button.text())
    rest.click()
    settle()
    shown = [button.text() for button in page.notices.findChildren(QPushButton) if button.isVisible()]
    assert shown == [f"△ 提醒 {number}" for number in range(5)]


def test_an_old_file_is_not_asked_about_its_day_of_application(page, services, stored):
    form = services.hardship.form(services.actor, stored)
    services.hardship.save(services.actor, replace(form, applied_on=date(2019, 5, 6)), stored)
    page.reload()
    page.assess()
    assert any("已过去两年多" in sentence for sentence in page.notices.sentences)
    services.hardship.decide(services.actor, stored, "present", "severe", "按当年标准")
    services.hardship.take_step(services.actor, stored, "enrol", on=date(2019, 6, 6))
    page.reload()
    page.assess()
    assert not any("已过去两年多" in sentence for sentence in page.notices.sentences)


def test_a_month_that_is_more_than_one_wage_is_shown_as_the_paper_shows_it(page):
    assert not page.money.own_wage.isReadOnly()
    row = page.money.incomes.add_row()
    write(row.widget("kind"), "jy")
    leave(row.widget("kind"))
    write(row.widget("amount_fen"), "1000")
    leave(row.widget("amount_fen"))
    page.assess()
    assert page.money.own_wage.text() == "3,100.00"
    assert page.money.own_wage.isReadOnly()
    page.money.incomes.remove_row(len(page.money.incomes.rows) - 1)
    page.assess()
    assert page.money.own_wage.text() == "2,100.00"
    assert not page.money.own_wage.isReadOnly()
    assert len(page.read().incomes) == 3


def test_the_class_of_a_file_that_was_never_saved_is_decided_after_saving_it(empty, services):
    write(empty.basics.form.owner__name, "周红")
    write(empty.money.own_wage, "500")
    leave(empty.money.own_wage)
    empty.assess()
    empty.means.choice.set_value("present:severe")
    empty.means.put()
    assert services.hardship.view(empty.uid, services.actor).class_code == "severe"


def test_the_standards_that_were_used_are_named_and_new_ones_are_entered_below_the_packs(page, services):
    standards = page.means.standards
    assert "城镇低保标准(月) 1,000.00 元（2025-01-01 起）" in standards.lines.text()
    standards.open.click()
    standards.put.click()
    assert "请填写金额" in standards._problem.text()
    standards.amount.setText("-5")
    standards.put.click()
    assert "不能是负数" in standards._problem.text()
    standards.amount.setText("1280")
    standards.since.setText("20260230")
    standards.put.click()
    assert "2026年2月没有 30 日" in standards._problem.text()
    standards.since.setText("20260101")
    standards.amount.setText("12800")
    standards.put.click()
    assert "12,800.00 ÷ 上一条 1,000.00（2025-01-01 起）= 12.80 倍" in standards._problem.text()
    assert standards.put.text() == "仍然记下"
    standards.amount.setText("1280")
    standards.document.setText("某某〔2026〕1号")
    told = []
    page.desk.told.connect(lambda text, undo: told.append((text, undo)))
    standards.put.click()
    assert not standards.bar.isVisibleTo(page)
    assert "1,280.00 元（2026-01-01 起，某某〔2026〕1号）" in standards.lines.text()
    form = services.hardship.form(services.actor, page.uid)
    assert services.hardship.compare_classes(services.actor, form).results[0].dibao_fen == 128_000
    told[-1][1]()
    assert services.hardship.compare_classes(services.actor, form).results[0].dibao_fen == 100_000
