"""A case of legal aid is led from the application to its closing by keys; what is missing is led to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import Typist
from tests.legal_aid.desk import make_desk, make_page, make_services
from tests.looking import cut_off
from union_desk.desk import style
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK, may, run
from union_desk.desk.acts.reopening import reopen
from union_desk.desk.binder import put as set_field
from union_desk.desk.widgets import EnterMoves
from union_desk.legal_aid.page.life.closing import Closing
from union_desk.legal_aid.page.life.commands import ASKS, LIFE_COMMANDS
from union_desk.legal_aid.page.life.deciding import Deciding
from union_desk.legal_aid.page.life.handling import Handling
from union_desk.legal_aid.page.life.sheets import PROVIDED
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidEvent, Progress, Provider

D = date
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier


class Days:
    """A clock that is set on from day to day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 2, 0, tzinfo=UTC)


@pytest.fixture
def days() -> Days:
    return Days(D(2026, 11, 20))


@pytest.fixture
def services(database, days):
    return make_services(database, days)


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    desk.close()


@pytest.fixture
def lawyers(services) -> tuple[str, str]:
    found = []
    for name, licence in (("沈佳", "13301202010000001"), ("李强", "13301202010000002")):
        one = Provider(name=name, firm=f"浙江{name}律师事务所", licence_no=licence, speciality="劳动报酬")
        found.append(services.legal_aid.providers.save(services.actor, one))
    return found[0], found[1]


@pytest.fixture
def page(desk, services, aid_form, lawyers):
    uid = services.legal_aid.save(services.actor, aid_form).uid
    page = make_page(desk, services, uid)
    # What the window does for a page.
    EnterMoves(page)
    yield page
    page.close()
    page.deleteLater()
    settle()


class Road:
    """Leads the case that is shown along by keys, day by day."""

    def __init__(self, page, services, days: Days) -> None:
        self.page, self.services, self.days = page, services, days
        self.typist = Typist()

    @property
    def state(self) -> str:
        return self.services.legal_aid.view(self.page.uid, self.services.actor).state

    @property
    def life(self):
        return self.services.legal_aid.life(self.services.actor, self.page.uid)

    def on(self, day: date) -> Road:
        self.days.day = day
        self.page.reload()
        settle()
        return self

    def next(self) -> Typist:
        """Press the button of the next step."""
        self.page.step.button.setFocus()
        self.typist.press(ENTER)
        return self.typist

    def keys(self) -> int:
        pressed, self.typist.controls = self.typist.controls, 0
        return pressed

    def write(self, act: object) -> None:
        self.services.legal_aid.write_down(self.services.actor, self.page.uid, act)
        self.page.reload()
        settle()


@pytest.fixture
def road(page, services, days) -> Road:
    return Road(page, services, days)


def part(page, kind):
    return next(each for each in page.parts if isinstance(each, kind))


def field(sheet, name: str):
    return sheet.body.form.widget(name)


def put(sheet, **values) -> None:
    for name, value in values.items():
        set_field(field(sheet, name), value)
    sheet.button.click()
    settle()


def said(sheet, name: str) -> str:
    return sheet.body.form.binder.problem(name)


def to_granted(road: Road) -> Road:
    typist = road.next()
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("applied", 2), "the day of the application stands there already"
    road.next()
    assert (road.state, road.keys()) == ("examining", 1)
    typist = road.on(D(2026, 11, 23)).next()
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("granted", 2), "the number and who examined stand there already"
    decision = road.life.decision
    assert (decision.number, decision.examiner) == ("白杨工援决字〔2026〕白杨第0003号", "陈明")
    return road


def to_handling(road: Road) -> Road:
    typist = road.on(D(2026, 11, 24)).next()
    assert typist.named() == "承办人"
    typist.write("sj")
    typist.press(ENTER)
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("assigned", 3)
    assert road.life.assignments[0].number == "白杨工援指字〔2026〕白杨第0003号"
    typist = road.on(D(2026, 11, 26)).next()
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("handling", 2)
    return road


def test_a_case_goes_from_the_application_to_its_closing_by_keys(road, services):
    to_handling(to_granted(road))
    typist = road.on(D(2026, 12, 1)).next()
    assert typist.named() == "办了什么", "work is missing, and its sheet is open"
    typist.enter("dcqz")
    assert typist.named() == "哪一项援助"
    typist.press(ENTER)
    typist.enter("1.5")
    typist.press(ENTER)
    typist.write("核对工资单")
    typist.press(ENTER, CTRL)
    typist.press(ENTER, CTRL)
    assert [(one.kind, one.hours_tenths) for one in road.life.progress] == [("evidence", 15)]
    road.keys()
    typist = road.on(D(2026, 12, 20)).next()
    assert typist.named() == "办理结果"
    typist.enter("qbzc")
    typist.press(ENTER)
    typist.write("裁决支付工资")
    typist.press(ENTER, CTRL)
    typist.press(ENTER, CTRL)
    assert (road.state, road.life.ending.result) == ("ended", "won")
    road.keys()
    typist = road.on(D(2026, 12, 22)).next()
    assert typist.named() == "问题和建议（可不填）", "the report is begun with what was done"
    typist.press(ENTER, CTRL)
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("reported", 3)
    assert "2026-12-01 调查取证：核对工资单。" in road.life.report.text
    assert "结果：全部支持。裁决支付工资" in road.life.report.text
    road.next()
    road.next()
    assert road.state == "archived"
    assert nameless(road.page) == []


def test_what_is_wrong_with_a_step_stands_at_its_field_and_nothing_is_written(road, services, lawyers):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    put(sheet, applied_on=D(2026, 11, 21))
    assert "不能晚于今天" in said(sheet, "applied_on")
    put(sheet, applied_on=D(2026, 11, 20))
    page.take("examine")
    page.take("ask_papers")
    put(sheet)
    assert "全部材料" in said(sheet, "papers")
    page.take("refuse")
    put(sheet)
    assert "理由" in said(sheet, "reason")
    assert "不服本决定的" in sheet.body.hint()
    page.take("grant")
    assert "免予核查" in sheet.body.hint()
    put(sheet)
    page.take("assign")
    put(sheet)
    assert "承办人" in said(sheet, "provider_uid")
    services.legal_aid.providers.suspend(services.actor, lawyers[0], "被投诉")
    set_field(field(sheet, "provider_uid"), lawyers[0])
    assert "已暂停指派" in sheet.body.hint()
    put(sheet)
    assert "已暂停指派" in said(sheet, "provider_uid")
    assert (road.life.assignments, road.state) == ((), "granted")
    put(sheet, provider_uid=lawyers[1])
    assert road.state == "assigned"


def test_a_decision_after_its_day_says_so_before_it_is_made(road):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    page.take("examine")
    road.on(D(2026, 12, 1))
    page.take("grant")
    assert "晚了 4 天" in sheet.body.hint()
    sheet.put()
    assert road.state == "granted"
    assert any("晚了 4 天" in words for words in road.life.warnings)


def test_counsel_is_changed_in_one_step_with_the_reason(road, lawyers):
    to_handling(to_granted(road))
    page, sheet = road.page, road.page.asker.sheet
    part(page, Handling).assignments.write()
    put(sheet, provider_uid=lawyers[1])
    assert "原因" in said(sheet, "reason")
    put(sheet, reason="出差三个月")
    now, before = road.life.assignments
    assert (now.provider.name, now.number) == ("李强", "白杨工援指字〔2026〕白杨第0003-2号")
    assert (before.ended_on, before.change_reason) == (D(2026, 11, 26), "出差三个月")
    assert road.state == "assigned"


def test_aid_ahead_of_its_papers_is_decided_later_from_what_it_lacks(road, lawyers):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    page.take("go_ahead")
    put(sheet, reason="preservation")
    assert road.state == "urgent"
    page.take("assign")
    put(sheet, provider_uid=lawyers[0])
    page.take("contract")
    sheet.put()
    settle()
    road.write(Progress(on=D(2026, 11, 20), text="申请保全"))
    page.take("end")
    assert sheet.asked is not None
    assert sheet.asked.code == "grant_handling", "the decision is missing, and its sheet is open"
    sheet.put()
    settle()
    assert road.state == "handling"
    page.take("end")
    put(sheet, result="won")
    assert road.state == "ended"


def test_a_refusal_is_objected_to_and_examined_again(road):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    page.take("examine")
    page.take("refuse")
    put(sheet, reason="groundless")
    assert road.state == "refused"
    road.on(D(2026, 11, 25))
    page.take("reconsider")
    put(sheet, text="补交了证据", reason="证据充分")
    assert road.state == "examining"
    assert [event.kind for event in road.life.events if not event.of_step] == ["aid_objected"]


def test_papers_are_asked_once_and_the_application_lapses_without_them(road):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    page.take("ask_papers")
    put(sheet, papers="劳动合同、工资单", due_on=D(2026, 11, 24))
    assert road.state == "supplement"
    page.take("lapse")
    assert road.state == "supplement"
    sheet.put_away()
    road.on(D(2026, 11, 26))
    page.take("lapse")
    put(sheet)
    assert road.state == "withdrawn"
    page.take("apply_again")
    put(sheet, reason="材料齐了")
    assert road.state == "applied"


def test_a_step_is_taken_back_with_a_reason_and_dated_another_day(road, services):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    road.on(D(2026, 11, 23))
    page.take(ANOTHER_DAY)
    put(sheet, on=D(2026, 11, 20))
    assert road.life.steps[0].on == D(2026, 11, 20)
    page.take(TAKE_BACK)
    put(sheet)
    assert "理由" in said(sheet, "reason")
    put(sheet, reason="点错了")
    assert road.state == "applied"


def test_every_step_that_needs_a_reason_or_a_fact_has_its_sheet():
    reasoned = {step.code for step in STEPS if step.reasoned}
    assert reasoned <= set(PROVIDED)
    assert set(PROVIDED) - {step.code for step in STEPS} == {ANOTHER_DAY, TAKE_BACK}


def test_a_case_of_another_office_can_only_be_read(desk, page):
    desk.actor = replace(desk.actor, office="XS", audience="XS")
    page.open_record(page.uid)
    settle()
    for kind in (Deciding, Handling, Closing):
        lists = part(page, kind).lists
        assert not any(each.add.isEnabled() for each in lists if each.add.isVisibleTo(page))


def test_what_is_written_down_is_a_command_of_the_page(road):
    to_handling(to_granted(road))
    named = {one.name: one for one in LIFE_COMMANDS}
    assert {name for name, one in named.items() if may(road.page, one)} == set(named) - {"subsidy"}
    run(road.page, named["event"])
    sheet = part(road.page, Deciding).events.sheet
    put(sheet, kind="arbitration_applied", on=D(2026, 11, 26), body="钱塘区仲裁委")
    assert [one.kind for one in road.life.events if not one.of_step] == ["arbitration_applied"]


def test_what_is_half_typed_waits_and_opens_where_it_was(road, desk):
    to_handling(to_granted(road))
    page = road.page
    progress = part(page, Handling).progress
    progress.write()
    field(progress.sheet, "text").setPlainText("核对工")
    field(progress.sheet, "text").changed.emit()
    progress.sheet.put_away()
    reopen(page, "progress:", ASKS, {})
    assert field(progress.sheet, "text").value() == "核对工"
    progress.sheet.put_away(done=True)
    page.take("end")
    page.asker.sheet.put_away()
    items = part(page, Closing).items
    reopen(page, "item:item-wages", ASKS, {})
    assert items.sheet.asked is not None


def test_the_means_are_judged_as_they_are_typed_until_they_are_decided(road, services):
    page, means = road.page, part(road.page, Deciding).means
    for name, value in (("means_basis", "proof"), ("exemption", ""), ("month_income_fen", 300_000)):
        set_field(page.sheet.widget(name), value)
    set_field(page.sheet.widget("population"), 2)
    set_field(page.sheet.widget("means_line_fen"), 200_000)
    page.follow_typing()
    assert means._cards[0].result.text() == "符合"
    assert "1,500.00 元" in means._cards[0].deciding.text()
    set_field(page.sheet.widget("means_line_fen"), 100_000)
    page.follow_typing()
    assert means._cards[0].result.text() == "不符合"


def test_the_limitation_runs_here_too(road):
    road.write(AidEvent(kind="contract_ended", on=D(2026, 11, 1)))
    before = next(clock.due_on for clock in road.life.clocks if clock.code == "A01")
    events = part(road.page, Deciding).events
    events.write()
    set_field(field(events.sheet, "kind"), "negotiation_asked")
    assert "中断" in events.sheet.body.hint()
    put(events.sheet, on=D(2026, 11, 20))
    assert next(clock.due_on for clock in road.life.clocks if clock.code == "A01") > before


def test_means_that_are_missing_lead_to_their_field(road, services, aid_form):
    page = road.page
    page.take("apply")
    page.asker.sheet.put()
    page.take("examine")
    form = replace(services.legal_aid.form(services.actor, page.uid), means_basis="", exemption="")
    services.legal_aid.save(services.actor, form, page.uid)
    page.reload()
    settle()
    page.take("grant")
    assert page.window().focusWidget() is page.sheet.widget("means_basis")
    assert road.state == "examining"


def test_no_sheet_of_a_step_is_cut_off(road, qapp):
    style.set_point_size(qapp, style.POINT_SIZES[-1])
    try:
        for code in sorted(PROVIDED):
            road.page.asker.ask(road.page.case, code, "办理", lambda _taken: None)
            settle()
            assert cut_off(road.page.asker.sheet) == [], code
        road.page.asker.sheet.put_away()
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
