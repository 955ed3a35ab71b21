"""A dispute is led from the walk-in to its closing by keys; what is missing is led to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import nameless, settle
from tests.dispute.desk import make_desk, make_page, make_services, make_window
from tests.hardship.screen import Typist
from tests.looking import cut_off
from union_desk.core.rights import Actor
from union_desk.desk import style
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK, may, run
from union_desk.desk.binder import put as set_field
from union_desk.desk.printing import PrintSheet
from union_desk.desk.widgets import EnterMoves
from union_desk.desk.workbench import Line
from union_desk.dispute.page.life.afterwards import Afterwards
from union_desk.dispute.page.life.commands import LIFE_COMMANDS
from union_desk.dispute.page.life.handling import Handling
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.life.reopening import reopen
from union_desk.dispute.page.life.sheets import HAND_OVER, PROVIDED
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import (
    Agreement,
    AgreementItem,
    AssignedMediator,
    Mediator,
    OpponentAnswer,
    ServedPaper,
    Service,
)

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
def mediator(services) -> str:
    one = Mediator(name="沈佳", office="BY", organisation="白杨街道调解委员会", from_on=D(2024, 1, 1))
    return services.disputes.mediators.save(services.actor, one)


@pytest.fixture
def page(desk, services, case_form):
    uid = services.disputes.save(services.actor, case_form).uid
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
        return self.services.disputes.view(self.page.uid, self.services.actor).state

    @property
    def life(self):
        return self.services.disputes.life(self.services.actor, self.page.uid)

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
        self.services.disputes.write_down(self.services.actor, self.page.uid, act)
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


def signed(day: date, due: date) -> Agreement:
    item = AgreementItem(
        uid="item",
        party_uid="party-worker",
        claim_uid="claim-wages",
        kind="wages",
        amount_fen=1_800_000,
        before_tax=True,
        due_on=due,
        account_name="张𧒽芬",
        bank="中国工商银行",
        account_no="6222000000000000000",
    )
    return Agreement(uid="agreement", release="本案的全部请求", items=(item,))


def to_mediating(road: Road) -> Road:
    typist = road.next()
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("applied", 2), "the day of the application stands there already"
    road.next()
    assert (road.state, road.keys()) == ("accepted", 1)
    typist = road.on(D(2026, 11, 23)).next()
    assert typist.named() == "调解员"
    typist.write("sj")
    typist.press(ENTER)
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("asking", 3), "who mediates, and the letter goes out"
    typist = road.on(D(2026, 11, 24)).next()
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("mediating", 2)
    return road


def hold_the_meeting(road: Road) -> None:
    page, typist = road.page, road.next()
    assert typist.named() == "日期", "a meeting is missing, and its sheet is open"
    typist.enter("1126")
    typist.write("1430")
    typist.press(ENTER, CTRL)
    assert road.keys() == 3, "a meeting is noted with three control keys"
    (meeting,) = road.life.hearings
    assert meeting.mediators == ("沈佳",)
    typist = road.on(D(2026, 11, 26)).next()
    assert field(part(page, Handling).hearings.sheet, "present").value() != ()
    typist.press(ENTER, CTRL)
    assert (road.life.hearings[0].held_on, road.keys()) == (D(2026, 11, 26), 2)


def sign_and_pay(road: Road) -> None:
    road.write(signed(road.days.day, D(2026, 12, 10)))
    typist = road.next()
    for box in range(4):
        if box:
            typist.press(ENTER)
        typist.press(Qt.Key.Key_Space)
    typist.press(ENTER, CTRL)
    assert (road.state, road.keys()) == ("agreed", 9), "each signature is ticked by who saw it"
    road.next()
    assert road.state == "performing"
    road.keys()
    typist = road.on(D(2026, 12, 10)).next()
    assert typist.named() == "凭证", "what is owed stands there already"
    typist.press(ENTER, CTRL)
    assert road.life.paid_fen == 1_800_000
    road.next()
    assert road.state == "performed"


def test_a_case_goes_from_the_desk_to_its_closing_by_keys(road, services, mediator):
    to_mediating(road)
    hold_the_meeting(road)
    sign_and_pay(road)
    page, typist = road.page, road.next()
    assert typist.named() == "满意度"
    typist.enter("my")
    typist.write("款已收到")
    typist.control(ENTER)
    typist.control(ENTER)
    assert [one.text for one in road.life.follow_ups] == ["款已收到"]
    typist = road.next()
    assert typist.named() == "结案说明", "the rest stands there already"
    typist.control(ENTER)
    typist.press(ENTER)
    assert road.state == "closed"
    assert services.disputes.view(page.uid, services.actor).form.result == "agreement"
    assert nameless(page) == []


def test_what_is_wrong_with_a_step_stands_at_its_field_and_nothing_is_written(road, services, mediator):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    put(sheet, received_on=D(2026, 11, 21))
    assert "不能晚于今天" in said(sheet, "received_on")
    put(sheet, received_on=D(2026, 11, 20))
    page.take("refuse")
    put(sheet)
    assert "原因" in said(sheet, "code")
    set_field(field(sheet, "code"), "housing_fund")
    assert "住房公积金管理中心" in sheet.body.hint()
    put(sheet)
    assert "理由" in said(sheet, "reason")
    page.take("transfer")
    put(sheet, reason="在下沙上班")
    assert "转给哪个单位" in said(sheet, "receiver")
    sheet.put_away()
    page.take("accept")
    assert road.state == "accepted"
    page.take("ask")
    put(sheet)
    assert "调解员" in said(sheet, "mediator_uid")
    put(sheet, mediator_uid=mediator, on=D(2026, 11, 19))
    assert "不能" in said(sheet, "on")
    assert (road.life.mediators, road.life.services, road.state) == ((), (), "accepted")


def test_a_party_cannot_mediate_and_the_conflict_is_shown(road, services, case_form):
    worker = case_form.parties[0].person.name
    one = Mediator(name=worker, office="BY", phone="13800000000")
    services.disputes.mediators.save(services.actor, one)
    road.page.take("apply")
    road.page.asker.sheet.put()
    road.page.take("accept")
    mediators = part(road.page, Handling).mediators
    mediators.write()
    uid = services.disputes.mediators.who_may_serve(services.actor)[0].uid
    put(mediators.sheet, mediator_uid=uid)
    assert any(worker in words for words in part(road.page, Handling).conflicts.words())


def test_the_other_side_refuses_and_the_case_is_closed_with_its_roads(road, services, mediator):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    page.take("accept")
    page.take("opponent_refuses")
    put(sheet, reason="电话里不同意")
    assert road.state == "opponent_refused"
    assert services.disputes.view(page.uid, services.actor).form.opponent_agrees is False
    page.take("close_without")
    assert field(sheet, "result").value() == "refused_by_opponent"
    put(sheet)
    assert "书面告知" in _told(sheet)
    put(sheet, advised_on=D(2026, 11, 20))
    assert road.state == "closed"
    roads = part(page, Afterwards).roads
    assert any(road.code == "arbitration" and not road.closed for road in roads_of(page))
    assert roads.isVisibleTo(page)


def roads_of(page):
    return page.case.life.roads


def _told(sheet) -> str:
    labels = [each.text() for each in sheet.findChildren(type(sheet.problem)) if each.property("problem")]
    return "".join(labels)


def test_a_step_is_taken_back_with_a_reason_and_dated_another_day(road, services):
    page, sheet = road.page, road.page.asker.sheet
    page.take("apply")
    sheet.put()
    road.on(D(2026, 11, 23))
    page.take(ANOTHER_DAY)
    put(sheet, on=D(2026, 11, 20))
    assert services.disputes.view(page.uid, services.actor).accepted_on == D(2026, 11, 20)
    page.take(TAKE_BACK)
    put(sheet)
    assert "理由" in said(sheet, "reason")
    put(sheet, reason="点错了")
    assert road.state == "applied"
    steps = part(page, Afterwards).steps
    assert any("已撤回" in label.text() for label in steps.findChildren(type(sheet.problem)))


def test_every_step_that_needs_a_reason_or_a_fact_has_its_sheet():
    reasoned = {step.code for step in STEPS if step.reasoned}
    assert reasoned <= set(PROVIDED)
    assert set(PROVIDED) - {step.code for step in STEPS} == {ANOTHER_DAY, HAND_OVER, TAKE_BACK}


def test_the_district_hands_an_open_case_to_another_office(desk, services, page):
    assert not page.offers(HAND_OVER)
    desk.actor = replace(desk.actor, office="QJ", audience="district")
    page.open_record(page.uid)
    settle()
    assert page.offers(HAND_OVER)
    page.take(HAND_OVER)
    sheet = page.asker.sheet
    put(sheet, reason="劳动合同履行地在下沙")
    assert "接收单位" in said(sheet, "office")
    put(sheet, office="XS")
    assert services.disputes.view(page.uid, desk.actor).state == "closed"
    moved = [line.case_uid for line in services.disputes.due(desk.actor)]
    assert {services.disputes.view(uid, desk.actor).office for uid in moved} == {"XS"}


def test_a_case_of_another_office_can_only_be_read(desk, services, page):
    other = replace(desk.actor, office="XS", audience="XS")
    assert isinstance(other, Actor)
    desk.actor = other
    page.open_record(page.uid)
    settle()
    lists = part(page, Handling).lists
    assert not any(each.add.isEnabled() for each in lists)
    page.take("apply")
    assert services.disputes.view(page.uid, services.actor).state == "registered"


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


def test_a_meeting_is_noted_and_its_notice_printed_with_five_control_keys(
    desk, services, case_form, mediator
):
    disputes, actor = services.disputes, services.actor
    uid = disputes.save(actor, case_form).uid
    disputes.take_step(actor, uid, "apply")
    disputes.take_step(actor, uid, "accept")
    held = Mediator(uid=mediator)
    disputes.take_step(actor, uid, "ask", act=AssignedMediator(mediator=held, assigned_on=D(2026, 11, 20)))
    disputes.take_step(actor, uid, "mediate", act=OpponentAnswer(agrees=True, on=D(2026, 11, 20)))
    window = make_window(desk, services)
    desk.open("dispute_case", uid)
    settle()
    typist = Typist()
    typist.press(Qt.Key.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert typist.named() == "日期"
    typist.enter("1126")
    typist.write("1430")
    typist.press(ENTER, CTRL)
    typist.press(Qt.Key.Key_P, CTRL)
    sheet = window.findChildren(PrintSheet)[-1]
    assert "mediation_notice" in _ticked(sheet)
    assert typist.controls == 4, "Enter prints what is ticked"
    sheet.close()
    window.go_to("dispute")
    names = {one.name: one for one in LIFE_COMMANDS}
    assert may(window.page, names["minutes"])
    run(window.page, names["minutes"])
    settle()
    open_now = [each for each in QApplication.topLevelWidgets() if isinstance(each, MinutesWindow)]
    assert any(each.isVisible() for each in open_now)
    for each in open_now:
        each.close()
    window.close()
    window.deleteLater()
    settle()


def _ticked(sheet: PrintSheet) -> list[str]:
    return [choice.form for choice in sheet.choices()]


def test_what_is_half_typed_waits_on_the_workbench_and_opens_where_it_was(
    desk, services, case_form, mediator
):
    disputes, actor = services.disputes, services.actor
    uid = disputes.save(actor, case_form).uid
    disputes.take_step(actor, uid, "apply")
    disputes.take_step(actor, uid, "accept")
    window = make_window(desk, services)
    desk.open("dispute_case", uid)
    settle()
    offers = part(window.page, Handling).offers
    offers.write()
    typist = Typist()
    field(offers.sheet, "amount_fen").setFocus()
    typist.write("12000")
    typist.press(ESC)
    window.go_to("")
    window.workbench.reload()
    settle()
    name = "张𧒽芬 诉 杭州某某电子科技有限公司 · 登记方案"
    line = next(each for each in window.workbench.findChildren(Line) if name in each.accessibleName())
    line.click()
    settle()
    offers = part(window.page, Handling).offers
    assert field(offers.sheet, "amount_fen").value() == 1_200_000
    held = Service(party_uid="party-firm", papers=(ServedPaper("调解通知书"),), sent_on=D(2026, 11, 20))
    disputes.write_down(actor, uid, held)
    window.page.reload()
    for code, sheet in (
        (f"returned:{held.uid}", part(window.page, Handling).services.sheet),
        (f"strike:{held.uid}", part(window.page, Handling).services.sheet),
        ("ask", window.page.asker.sheet),
    ):
        reopen(window.page, code)
        assert sheet.asked is not None, code
        assert sheet.asked.code == code
    window.close()
    window.deleteLater()
    settle()
