"""A file is led from 草稿 to 在档 and further by keys; what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import Typist, make_desk, make_services, make_window
from tests.looking import cut_off
from union_desk.desk import style
from union_desk.desk.acts.sheet import ActSheet
from union_desk.hardship.page.steps import LACK
from union_desk.hardship.values import HomeVisit

D = date
ENTER, SPACE, DOWN, ESC, F8 = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_F8),
)


class Days:
    """A clock that is set on from day to day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 2, 0, tzinfo=UTC)


@pytest.fixture
def days() -> Days:
    return Days(D(2026, 10, 12))


@pytest.fixture
def services(database, days):
    return make_services(database, days)


@pytest.fixture
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def stored(services, family) -> str:
    """A filled draft of 12 October whose class is decided."""
    uid = services.hardship.save(services.actor, replace(family, applied_on=D(2026, 10, 12))).uid
    services.hardship.decide(services.actor, uid, "present", "severe")
    return uid


@pytest.fixture
def page(window, stored):
    window.desk.open("hardship_file", stored)
    settle()
    return window.page


class Road:
    """Leads the file that is shown along by keys, day by day."""

    def __init__(self, page, services, days: Days) -> None:
        self.page, self.services, self.days = page, services, days
        self.typist = Typist()

    @property
    def state(self) -> str:
        return self.services.hardship.view(self.page.uid, self.services.actor).state

    def on(self, month: int, day: int) -> Road:
        self.days.day = D(2026, month, day)
        self.page.reload()
        return self

    def keys(self) -> int:
        """Return how many control keys were pressed since it was asked last."""
        pressed, self.typist.controls = self.typist.controls, 0
        return pressed

    def notes(self, *texts: str) -> None:
        """Fill fields of several lines, each left by Ctrl+Enter."""
        for text in texts:
            self.typist.write(text)
            self.typist.control(ENTER)

    def to_visiting(self) -> Road:
        self.typist.press(F8)
        self.on(10, 13).typist.press(ENTER)
        return self

    def to_published(self) -> Road:
        self.to_visiting().on(10, 14)
        self.services.hardship.write_down(self.services.actor, self.page.uid, VISIT)
        self.page.reload()
        self.typist.press(F8)
        self.typist.press(SPACE)
        self.on(10, 15).typist.press(F8)
        self.typist.enter("社区公告栏", "0571-00000000", "", "y", "")
        return self


VISIT = HomeVisit(on=D(2026, 10, 14), visitors=("沈佳", "李强"), housing="租住 46 平方米", conclusion="fits")


@pytest.fixture
def road(page, services, days) -> Road:
    return Road(page, services, days)


def type_the_visit(road: Road) -> None:
    typist = road.typist
    road.on(10, 14).typist.press(ENTER)
    assert typist.named() == "核查人（两人以上）", "what is missing is led to"
    typist.enter("沈佳，李强", "本人")
    road.notes(
        "租住 46 平方米", "旧家电", "三人属实", "无", "每月 3600 元", "住院", "无", "术后", "属实", "医疗"
    )
    typist.enter("fh", "2", "")
    assert road.keys() == 16, "one for each field, one to begin and one for the button"
    assert typist.here is road.page.step.button


def type_the_publicity(road: Road) -> None:
    typist = road.typist
    typist.press(ENTER)
    assert typist.here is road.page.handling.consents.table
    typist.press(SPACE)
    road.on(10, 15).typist.press(F8)
    assert typist.named() == "公示地点"
    typist.enter("社区公告栏", "0571-00000000", "", "y", "")
    assert (road.state, road.keys()) == ("published", 8)
    road.on(10, 23).typist.press(ENTER)
    typist.enter("y", "")
    assert (road.state, road.keys()) == ("review", 3)


def type_the_check(road: Road) -> None:
    typist = road.typist
    for key in (ENTER, SPACE, DOWN, SPACE):
        typist.press(key)
    road.on(11, 3).typist.press(F8)
    assert typist.named() == "提请日期"
    typist.enter("1027", "区民政局", "H-31", "", "y")
    road.notes("名下无房无车", "")
    typist.press(ENTER)
    assert (road.state, road.keys()) == ("approval", 13)


def test_a_file_goes_from_draft_to_file_by_keys(road, services):
    typist = road.typist
    typist.press(F8)
    assert (road.state, road.keys()) == ("applied", 1)
    road.on(10, 13).typist.press(ENTER)
    assert (road.state, road.keys()) == ("visiting", 1), "the cursor waits on the button of the next step"
    type_the_visit(road)
    type_the_publicity(road)
    road.on(10, 26).typist.press(ENTER)
    typist.enter("周明", "", "")
    road.notes("情况属实")
    typist.press(ENTER)
    assert (road.state, road.keys()) == ("means_check", 6)
    type_the_check(road)
    road.on(11, 9).typist.press(ENTER)
    typist.enter("虞一", "", " ")
    road.notes("")
    typist.press(ENTER)
    assert (road.state, road.keys()) == ("in_file", 6)
    assert services.hardship.opinions(services.actor, road.page.uid)[0].sealed
    assert road.page.step.text.text() == "下一步：录入全国系统"
    typist.press(ENTER)
    typist.enter("KN330114-2026-00031", "", "")
    assert road.page.step.text.text() == "下一步：年度复核"
    assert nameless(road.page) == []


def field(sheet, name: str):
    return sheet.body.form.widget(name)


def put(sheet, **values) -> None:
    for name, value in values.items():
        field(sheet, name).set_value(value)
    sheet.button.click()


def said(sheet, name: str) -> str:
    return sheet.body.form.binder.problem(name)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(road, services):
    page, sheet, actor = road.page, road.page.step_sheet, services.actor
    road.to_visiting().on(10, 14)
    events = len(services.hardship.timeline(actor, page.uid))
    visit = page.handling.visits.sheet
    page.handling.ask_visit()
    for values, name, words in (
        ({"visitors": ()}, "visitors", "核查人"),
        ({"visitors": ("沈佳",), "conclusion": ""}, "conclusion", "核查结论"),
        ({"on": D(2026, 10, 15), "conclusion": "fits"}, "on", "不能晚于今天"),
    ):
        put(visit, **values)
        assert words in said(visit, name)
    assert len(services.hardship.timeline(actor, page.uid)) == events
    put(visit, on=D(2026, 10, 14))
    assert "只记了 1 人" in page.shown_missing[0].why
    page.goto(f"{LACK}visits")
    put(visit, visitors=("沈佳", "李强"))
    assert len(services.hardship.life(actor, page.uid).visits) == 1, "the name that was left out is added"
    page.handling.consents.table.given.emit(0, 2)
    page.take("publish")
    for values, name, words in (
        ({"place": ""}, "place", "公示地点"),
        ({"place": "公告栏", "cause": ""}, "cause", "不写病名"),
        ({"cause": "illness", "from_on": D(2026, 10, 15)}, "from_on", "不能晚于今天"),
        ({"from_on": D(2026, 10, 12)}, "from_on", "不能早于"),
    ):
        put(sheet, **values)
        assert words in said(sheet, name)
    assert services.hardship.life(actor, page.uid).publicities == ()
    put(sheet, from_on=D(2026, 10, 14))
    page.take("send_to_review")
    put(sheet)
    assert "期满以后" in said(sheet, "result_on")
    road.on(10, 23)
    put(sheet, result_on=D(2026, 10, 23))
    page.take("pass_review")
    put(sheet, signer="")
    assert "签名" in said(sheet, "signer")
    put(sheet, signer="周明", agreed=False, text="收入不实")
    assert "不同意" in said(sheet, "agreed")
    assert services.hardship.opinions(actor, page.uid) == ()
    put(sheet, agreed=True)
    for row in (0, 1):
        page.handling.consents.table.given.emit(row, 3)
    page.take("checked")
    put(sheet, asked_on=D(2026, 10, 23), answered_on=D(2026, 10, 22))
    assert "之间" in said(sheet, "answered_on")
    put(sheet, answered_on=D(2026, 10, 23), consistent=False)
    assert "怎样处理" in said(sheet, "handling")
    put(sheet, handling="补报兼职收入，类别不变")
    assert road.state == "approval"


def test_a_wrong_number_reason_or_receiver_is_said_at_its_field(road, services):
    page, sheet, actor = road.page, road.page.step_sheet, services.actor
    page.take("enrol")
    assert road.state == "in_file"
    for code, values, name, words in (
        ("deregister", {}, "exit_reason", "原因"),
        ("deregister", {"exit_reason": "death"}, "signer", "签名"),
        ("transfer", {"receiver": ""}, "receiver", "接收单位"),
        ("transfer", {"receiver": "下沙街道总工会"}, "reason", "理由"),
        ("relieve", {"signer": "虞一"}, "reason", "理由"),
    ):
        page.take(code)
        put(sheet, **values)
        assert words in said(sheet, name), code
    assert services.hardship.life(actor, page.uid).exits == ()
    page.take("deregister")
    put(sheet, exit_reason="death", signer="虞一")
    assert road.state == "deregistered"
    assert services.hardship.life(actor, page.uid).exits[0].reason == "death"
    assert not page.handling.visits.add.isEnabled()


def test_esc_puts_a_sheet_away_and_what_was_typed_waits(road):
    road.to_visiting()
    page, typist = road.page, road.typist
    page.goto("remark")
    page.take("return")
    typist.write("缺结算单原件")
    typist.press(ESC)
    assert page.step_sheet.isHidden()
    assert page.focused_field() == "remark"
    page.take("return")
    assert field(page.step_sheet, "reason").text() == "缺结算单原件"
    typist.enter("", "", "")
    assert road.state == "returned"
    assert page.step.text.text() == "下一步：补正后重报"
    typist.press(ENTER)
    assert road.state == "visiting", "it goes on where it was"


def test_the_line_says_until_when_and_shows_how_that_day_was_counted(road):
    page = road.to_published().page
    badge = page.head.state
    assert badge.text() == "公示中（剩 7 天） · 深度困难"
    assert page.step.until.text() == "公示到 10-22（剩 7 天）"
    assert page.step.counted.isHidden()
    page.step.until.click()
    assert "5 个工作日" in page.step.counted.text()
    assert page.step.counted.isVisible()
    road.on(10, 26)
    assert badge.text() == "公示已期满 · 深度困难"
    assert [missing.label for missing in page.shown_missing] == ["公示结果"]


def test_an_objection_is_told_handled_and_the_publicity_goes_on(road, services):
    page, sheet = road.to_published().page, road.page.step_sheet
    road.on(10, 20)
    page.take("object")
    put(sheet, who="某邻居")
    assert "异议内容" in said(sheet, "text")
    put(sheet, text="家里有两套房")
    assert road.state == "objection"
    page.take("dismiss")
    assert "家里有两套房" in sheet.hint.text()
    put(sheet, handling="查不动产登记，只有一套")
    assert road.state == "published"
    (told,) = services.hardship.life(services.actor, page.uid).publicities[0].objections
    assert (told.upheld, told.handled_on) == (False, D(2026, 10, 20))


def test_a_step_is_dated_back_taken_back_and_undone(road, window, services):
    page = road.page
    road.on(10, 14)
    titles = [action.text() for action in page.step.menu.actions()]
    assert titles == ["补录已建的档案", "先作临时救助…", "不予建档…", "提交申请（另选日期）…"]
    page.take("another_day")
    put(page.step_sheet, on=D(2026, 10, 12))
    (step,) = services.hardship.life(services.actor, page.uid).steps
    assert (step.code, step.on) == ("apply", D(2026, 10, 12))
    window.undo()
    assert road.state == "draft"
    road.typist.press(F8)
    page.take("take_back")
    put(page.step_sheet, reason="点错了档案")
    assert road.state == "draft"
    lines = [label.text() for label in page.handling.steps.findChildren(QLabel)]
    assert any("已撤回" in line for line in lines)


def test_help_is_added_in_one_line_summed_by_year_and_reversed_with_a_reason(road, services):
    page, typist = road.page, road.typist
    page.take("enrol")
    road.on(11, 16)
    page.helping.ask_grant()
    typist.enter("shjz", "dk", "3000", "", "", "", "", "", "")
    assert "资金来源" in said(page.helping.grants.sheet, "source"), "the cursor is back at its field"
    typist.enter("bjgh", "", "", "")
    assert road.state == "aided"
    page.helping.ask_grant()
    put(page.helping.grants.sheet, kind="MED", amount_fen=50_000)
    assert page.helping.sums.text() == "2026 年 2 次 3,500.00 元"
    grant = services.hardship.grants(services.actor, page.uid)[0]
    page.helping.ask_reversal(grant)
    put(page.helping.grants.sheet, reason="")
    assert "冲正的理由" in said(page.helping.grants.sheet, "reason")
    put(page.helping.grants.sheet, reason="户名写错，银行退回")
    assert services.hardship.grants(services.actor, page.uid)[0].reversed_why == "户名写错，银行退回"


@pytest.mark.parametrize(("points", "size"), [(10.5, (1366, 768)), (16.0, (1024, 768))])
def test_every_sheet_is_read_whole(road, window, qapp, points, size):
    style.set_point_size(qapp, points)
    window.resize(*size)
    page, faults = road.to_published().page, []
    asks = [
        *(partial(page.take, code) for code in ("send_to_review", "object", "return", "take_back")),
        *(page.handling.ask_visit, page.handling.ask_publicity, page.handling.ask_objection),
        *(page.handling.ask_opinion, page.handling.ask_check, page.helping.ask_grant),
        partial(page.handling.consents.table.asked.emit, 1, 3),
        partial(page.handling.consents.table.withdrawn.emit, 0, 2),
    ]
    for ask in asks:
        ask()
        settle()
        sheet = next(each for each in page.findChildren(ActSheet) if each.isVisible())
        seen = page.scroller.viewport()
        here = road.typist.here
        assert seen.rect().contains(here.mapTo(seen, here.rect().center())), sheet.asked.title
        faults += [f"{sheet.asked.title}: {fault}" for fault in cut_off(page)]
        faults += [f"{sheet.asked.title}: {fault}" for fault in nameless(page)]
        sheet.put_away()
    style.set_point_size(qapp, style.POINT_SIZES[0])
    assert faults == []


def test_the_menu_has_the_steps_that_lead_on_from_here_and_no_others(road, window):
    window._enable()
    shown = {name for name, act in window.acts.items() if ".step." in name and act.isVisible()}
    assert shown == {f"hardship.step.{code}" for code in ("apply", "enrol", "aid_at_once", "refuse")}
    road.to_visiting()
    window._enable()
    shown = {name for name, act in window.acts.items() if ".step." in name and act.isVisible()}
    codes = ("publish", "aid_at_once", "return", "refuse", "withdraw")
    assert shown == {f"hardship.step.{code}" for code in codes}
    assert window.acts["hardship.take_back"].isVisible()
