"""The yearly recheck, lifting, and why not, on the page and by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.helpers import settle
from tests.hardship.conftest import number
from tests.hardship.screen import Typist, make_desk, make_page, make_services, make_window
from union_desk.casework.values import Entry, Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.desk.printing import PrintSheet
from union_desk.hardship.page.recheck.why_not import WhyNotBox
from union_desk.hardship.page.steps import refusal_of
from union_desk.hardship.service import ClassStandards
from union_desk.hardship.values import Publicity
from union_desk.people.values import PersonCard

D = date
ENROLLED = D(2025, 11, 9)
KEY = Qt.Key


@pytest.fixture
def services(qapp, database, clock):
    return make_services(database, clock)


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def uid(services, family, clock) -> str:
    """A family of three that was enrolled a year ago; its class was decided the day before today."""
    return enrolled(services, family, clock)


def enrolled(services, form, clock) -> str:
    hardship, actor = services.hardship, services.actor
    uid = hardship.save(actor, replace(form, applied_on=D(2025, 10, 12))).uid
    hardship.decide(actor, uid, "present", "severe")
    hardship.take_step(actor, uid, "enrol", on=ENROLLED)
    clock.go_on(days=1)
    return uid


def alone(family, name: str, order: str):
    """Somebody who lives on little, and alone."""
    owner = PersonCard(
        **{
            **{field: getattr(family.owner, field) for field in family.owner.__dataclass_fields__},
            "uid": "",
            "name": name,
            "id_no": number("19810101", order),
            "card_no": "",
        }
    )
    return replace(family, owner=owner, members=(), incomes=family.incomes[1:2], outlays=())


def state(services, uid: str) -> str:
    return services.hardship.view(uid, services.actor).state


def raise_income(services, uid: str, fen: int) -> None:
    form = services.hardship.form(services.actor, uid)
    raised = replace(form.incomes[0], amount_fen=fen)
    services.hardship.save(services.actor, replace(form, incomes=(raised, *form.incomes[1:])), uid)


def test_last_year_stands_beside_this_year_and_the_figures_propose_the_conclusion(services, desk, uid):
    raise_income(services, uid, 540_000)
    page = make_page(desk, services, uid)
    page.take_next()
    body = page.step_sheet.body
    rows = {row[0]: row[1:] for row in body.table.words}
    assert rows[""] == ("上次 2026-11-23", "现在 2026-11-24", "变化")
    assert rows["月人均收入"] == ("1,266.67", "1,866.67", "+600.00（+47.4%）")
    assert rows["测算类别"] == ("深度困难、相对困难", "相对困难", "有变化")
    assert body.words.text().startswith("按今天的标准测算为“相对困难”，现在的类别是“深度困难”，请考虑升降类")
    assert body.then.text() == "上次测算：人均纯收入 783.33 ＜ 低保 1,000.00。"
    assert body.form.read().outcome == "class_changed"
    page.step_sheet.put()
    assert state(services, uid) == "annual_review"
    assert page.step.button.text() == "调级…"
    assert page.step.why.text() == "区总工会　复核结论是“升降类”，请按结论办理。"
    assert page.missing.isVisible()
    page.take_next()
    assert QApplication.focusWidget() is page.means.choice


def test_file_after_file_is_renewed_with_three_keys_each(services, desk, family, uid, clock):
    second = enrolled(services, alone(family, "王芳菲", "462"), clock)
    window = make_window(desk, services)
    window.desk.open("hardship_file", second)
    typist = Typist()
    typist.press(KEY.Key_F8)
    typist.press(KEY.Key_Return)
    assert state(services, second) == "in_file"
    typist.controls = 0
    typist.control(KEY.Key_PageDown)
    typist.press(KEY.Key_F8)
    typist.press(KEY.Key_Return)
    assert typist.controls == 3
    assert state(services, uid) == "in_file"
    [found] = services.hardship.life(services.actor, uid).rechecks
    assert (found.outcome, found.on) == ("renewed", D(2026, 11, 25))
    window.close()


def test_a_doubtful_recheck_asks_for_its_conclusion_at_the_field(services, desk, uid):
    raise_income(services, uid, 3_000_000)
    page = make_page(desk, services, uid)
    page.take_next()
    sheet = page.step_sheet
    assert "不符合任何一类，请考虑解困、脱困或注销" in sheet.body.words.text()
    assert QApplication.focusWidget() is sheet.body.form.widget("outcome")
    sheet.put()
    assert sheet.body.form.binder.problem("outcome") == "▲ 请选择复核结论。"
    assert state(services, uid) == "in_file"
    sheet.body.form.widget("outcome").set_value("lifted")
    sheet.put()
    assert page.step.button.text() == "脱困…"


def test_an_opened_recheck_without_record_leads_to_its_sheet(services, desk, uid):
    services.hardship.take_step(services.actor, uid, "recheck", on=D(2026, 11, 24))
    page = make_page(desk, services, uid)
    assert page.step.text.text().startswith("下一步：登记复核")
    page.take_next()
    page.step_sheet.put()
    assert state(services, uid) == "in_file"


def test_a_class_under_a_superseded_standard_shows_both_versions(services, desk, uid, database, clock):
    standards = ClassStandards(database, clock)
    actor = services.actor
    values = {pack.name: pack for pack in standards.packs(actor)}["present"].values()
    entry = Entry(D(2026, 11, 1), "杭工〔2026〕9号", "倍数改为一倍半")
    standards.enter(actor, "present", entry, {**values, "multiplier": "1.5"})
    page = make_page(desk, services, uid)
    assert not page.means.outdated.isVisibleTo(page)
    page.take_next()
    page.step_sheet.put()
    assert state(services, uid) == "annual_review"
    assert "第 2020.1 版认定的，现在适用第 2020.1-1 版" in page.means.outdated.text()
    page.take_next()
    assert QApplication.focusWidget() is page.means.choice
    page.decide("present", "severe", "")
    assert not page.means.outdated.isVisibleTo(page)
    page.take_next()
    assert state(services, uid) == "in_file"


def test_six_months_are_tested_as_they_are_typed_each_against_its_own_standard(services, desk, uid):
    services.hardship.set_threshold(services.actor, Threshold("dibao_urban", 120_000, D(2026, 8, 1)))
    page = make_page(desk, services, uid)
    page.take("lift")
    body = page.step_sheet.body
    assert [row.standard.text() for row in body.table.rows] == ["1,000.00"] * 3 + ["1,200.00"] * 3
    assert body.result.text() == "到最后一个月为止连续 6 个月高于标准 ≥ 6 个月。符合脱困的收入条件。"
    body.table.rows[4].income.setText("3600")
    body.show_test()
    assert (body.table.rows[4].per_head.text(), body.table.rows[4].above.text()) == ("1,200.00", "不高于")
    assert body.result.text() == "到最后一个月为止连续 1 个月高于标准 ＜ 6 个月。还不能脱困。"
    body.table.rows[4].income.setText("")
    body.show_test()
    assert body.result.text() == "请填写2026年9月的家庭收入。"


def test_lifting_waits_for_its_publicity_and_then_asks_for_the_approval(services, desk, uid, clock):
    page = make_page(desk, services, uid)
    page.take("lift")
    sheet = page.step_sheet
    assert sheet.button.text() == "记下各月收入"
    sheet.body.table.rows[5].income.setText("4000")
    sheet.put()
    life = services.hardship.life(services.actor, uid)
    assert (life.exits[0].kind, life.exits[0].months[5].income_fen) == ("lifted", 400_000)
    assert state(services, uid) == "in_file"
    posted = Publicity(
        purpose="lift", place="公告栏", phone="0571-0", cause="illness", from_on=D(2026, 11, 24)
    )
    services.hardship.write_down(services.actor, uid, posted)
    clock.go_on(days=5)
    shown = services.hardship.life(services.actor, uid).publicities[0]
    clock.go_on(days=3)
    done = replace(shown, result="无异议", result_on=D(2026, 12, 2))
    services.hardship.write_down(services.actor, uid, done)
    page.open_record(uid)
    page.take("lift")
    body = page.step_sheet.body
    assert body.table.rows[0].first_on == D(2026, 6, 1)
    assert body.form.isVisibleTo(page)
    body.form.widget("signer").set_value("虞一")
    page.step_sheet.put()
    assert state(services, uid) == "lifted"
    view = services.hardship.view(uid, services.actor)
    assert (view.next_step.title, view.next_step.due_on) == ("脱困后跟踪", D(2027, 12, 2))
    assert page.step.text.text().startswith("下一步：脱困后跟踪")
    assert next(action.text() for action in page.step.menu.actions()) == "返困，重新申请…"


def test_a_month_that_is_not_enough_is_said_at_the_months_and_nothing_is_written(services, desk, uid):
    page = make_page(desk, services, uid)
    page.take("lift")
    sheet = page.step_sheet
    sheet.body.table.rows[0].population.setText("0")
    sheet.put()
    assert sheet.body.result.text() == "▲ 2026年5月的家庭人口至少是 1 人。"
    assert services.hardship.life(services.actor, uid).exits == ()


def test_what_was_typed_about_the_months_waits_when_the_sheet_is_put_away(services, desk, uid):
    page = make_page(desk, services, uid)
    page.take("lift")
    page.step_sheet.body.table.rows[2].income.setText("5,000")
    page.step_sheet.put_away()
    page.take("lift")
    assert page.step_sheet.body.table.rows[2].income.text() == "5,000.00"


def box_of(page) -> WhyNotBox:
    settle()
    return page.window().findChildren(WhyNotBox)[-1]


def test_why_not_tells_the_step_and_the_class_in_plain_words(services, desk, family):
    uid = services.hardship.save(services.actor, replace(family, outlays=())).uid
    page = make_page(desk, services, uid)
    page.means.why.click()
    box = box_of(page)
    assert box.windowTitle() == "为什么不能办 · 张𧒽芬"
    assert box.answer.text() == "按现有材料，不符合“深度困难”。"
    assert box.told is not None
    assert "9,600.00" in box.told.lines[0].remedy
    box.asked.set_value("enrol")
    box.show_answer("enrol")
    assert box.answer.text().startswith("还不能办理，差 ")
    assert box.told.whom == "白杨街道总工会"
    box.reject()


def test_why_not_is_printed_for_the_worker(services, desk, uid):
    raise_income(services, uid, 540_000)
    page = make_page(desk, services, uid)
    page.ask_why()
    box = box_of(page)
    box.print.click()
    settle()
    sheet = box.findChild(PrintSheet)
    assert sheet is not None
    assert "办理情况说明" in sheet.windowTitle()
    sheet.done(0)
    box.reject()


def test_what_was_concluded_stands_in_the_handling_section(services, desk, uid):
    raise_income(services, uid, 200_000)
    offer = services.hardship.recheck_offer(services.actor, uid)
    services.hardship.recheck(services.actor, uid, replace(offer, outcome="renewed", text="走访属实"))
    page = make_page(desk, services, uid)
    assert page.handling.rechecks.isVisibleTo(page.handling)
    assert not page.handling.exits.isVisibleTo(page.handling)
    words = [label.text() for label in page.handling.rechecks.findChildren(QLabel)]
    assert (
        "2026-11-24　2026 年度　续档　人均纯收入 783.33 → 250.00，-533.33（-68.1%）　陈明　走访属实" in words
    )


def test_a_conclusion_is_put_right_while_the_recheck_is_under_way(services, desk, uid):
    offer = services.hardship.recheck_offer(services.actor, uid)
    services.hardship.recheck(services.actor, uid, replace(offer, outcome="relieved", text="有低保兜底"))
    page = make_page(desk, services, uid)
    assert page.step.button.text() == "解困…"
    mend = next(each for each in page.step.menu.actions() if each.text() == "更正复核记录…")
    mend.trigger()
    sheet = page.step_sheet
    assert sheet.body.form.read().text == "有低保兜底"
    sheet.body.form.widget("outcome").set_value("renewed")
    sheet.put()
    assert state(services, uid) == "in_file"
    assert [one.outcome for one in services.hardship.life(services.actor, uid).rechecks] == ["renewed"]


def test_who_only_enters_is_told_that_he_may_not_recheck(services, uid):
    services.hardship.take_step(services.actor, uid, "recheck", on=D(2026, 11, 24))
    typist = replace(services.actor, roles=frozenset({Role.ENTER}))
    view = services.hardship.view(uid, typist)
    life = services.hardship.life(typist, uid)
    assert refusal_of(view, life, typist, "recheck")
    offer = services.hardship.recheck_offer(typist, uid)
    with pytest.raises(RuleBroken):
        services.hardship.recheck(typist, uid, replace(offer, outcome="renewed"))
