"""What is written down about a case: by keys, in sheets on the page; what is wrong stands at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.desk.helpers import nameless, settle
from tests.dispute.stand import Stand
from tests.hardship.screen import Typist
from tests.looking import cut_off
from union_desk.desk import style
from union_desk.desk.binder import put as set_field
from union_desk.desk.desk import Desk
from union_desk.desk.widgets import EnterMoves
from union_desk.dispute.page.life.afterwards import Afterwards
from union_desk.dispute.page.life.handling import Handling
from union_desk.dispute.page.life.lines import next_due
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.life.serving import ASKING_LETTER
from union_desk.dispute.rules import Instalment
from union_desk.dispute.values import (
    Agreement,
    AgreementItem,
    AssignedMediator,
    CaseEvent,
    Hearing,
    Mediator,
    OpponentAnswer,
    ServedPaper,
    Service,
)

D = date
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier
# 2026-11-23 is the day of the clock of the tests.
RECEIVED, ACCEPTED, TODAY = D(2026, 11, 20), D(2026, 11, 20), D(2026, 11, 23)
NARROW = 640
INSTALMENTS = (D(2026, 12, 1), D(2027, 1, 1), D(2027, 2, 1))


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def uid(service, actor, case_form) -> str:
    """An accepted case."""
    uid = service.save(actor, case_form).uid
    service.take_step(actor, uid, "apply", on=RECEIVED)
    service.take_step(actor, uid, "accept", on=ACCEPTED)
    return uid


@pytest.fixture
def show(service, actor, desk, uid):
    """Return what shows one section of the case on a desk."""
    stands = []

    def made(section, width: int = 860) -> Stand:
        stand = Stand(service, actor, desk, section, uid)
        EnterMoves(stand)
        stand.resize(width, 1100)
        stand.show()
        stand.activateWindow()
        settle()
        stands.append(stand)
        return stand

    yield made
    for stand in stands:
        stand.close()
        stand.deleteLater()
    settle()


@pytest.fixture
def mediator(service, actor) -> Mediator:
    one = Mediator(name="沈佳", office="BY", organisation="白杨街道调解委员会", from_on=D(2024, 1, 1))
    return replace(one, uid=service.mediators.save(actor, one))


@pytest.fixture
def handling(show):
    return show(Handling)


def field(part, name: str):
    return part.sheet.body.form.widget(name)


def put(part, **values) -> None:
    for name, value in values.items():
        set_field(field(part, name), value)
    part.sheet.button.click()
    settle()


def said(part, name: str) -> str:
    return part.sheet.body.form.binder.problem(name)


def words(part) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def press(part, text: str) -> None:
    link = next(each for each in part.findChildren(QPushButton) if each.text() == text and each.isVisible())
    link.click()
    settle()


def in_force(service, actor, uid) -> Agreement:
    """Lead the case to a signed agreement of 18,000 yuan that is paid in a month."""
    service.write_down(actor, uid, OpponentAnswer(agrees=True, on=TODAY))
    item = AgreementItem(
        uid="item-wages",
        party_uid="party-worker",
        claim_uid="claim-wages",
        kind="wages",
        amount_fen=1_800_000,
        before_tax=True,
        due_on=TODAY + timedelta(days=30),
        account_name="张𧒽芬",
        bank="中国工商银行",
        account_no="6222000000000000000",
    )
    agreement = Agreement(
        uid="agreement",
        signed_on=TODAY,
        signed_applicant=True,
        signed_respondent=True,
        signed_mediator=True,
        sealed=True,
        release="本案的全部请求",
        items=(item,),
    )
    service.write_down(actor, uid, agreement)
    return agreement


def agreed(service, actor, uid, mediator) -> None:
    """Lead the case to 达成协议."""
    service.take_step(actor, uid, "ask", on=TODAY, act=AssignedMediator(mediator=mediator, assigned_on=TODAY))
    service.take_step(actor, uid, "mediate", on=TODAY, act=OpponentAnswer(agrees=True, on=TODAY))
    service.write_down(actor, uid, Hearing(held_on=TODAY))
    in_force(service, actor, uid)
    service.take_step(actor, uid, "agree", on=TODAY)


def test_a_hearing_is_arranged_with_three_control_keys(handling, service, actor, uid):
    part, typist = handling.section.hearings, Typist()
    part.add.setFocus()
    typist.press(Qt.Key.Key_Space)
    assert typist.named() == "日期"
    typist.enter("1126")
    typist.write("1430")
    typist.press(ENTER, CTRL)
    assert typist.controls == 3
    (one,) = service.life(actor, uid).hearings
    assert (one.kind, one.recorder) == ("meeting", actor.user)
    assert one.planned_at == datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
    assert any("2026-11-26 14:30" in text for text in words(part))
    assert handling.told == ["已安排调解会"]


def test_what_is_wrong_with_an_act_stands_at_its_field(handling, service, actor, uid):
    section = handling.section
    section.hearings.write()
    put(section.hearings, on=None)
    assert "哪一天" in said(section.hearings, "on")
    put(section.hearings, on=D(2026, 11, 19))
    assert "受理日期" in said(section.hearings, "on")
    section.extension.write()
    put(section.extension, to_on=D(2026, 12, 20), applicant_agrees=True)
    assert "被申请人还没有同意" in _told(section.extension)
    section.offers.write()
    put(section.offers, on=TODAY)
    assert "金额或者内容" in said(section.offers, "text")
    section.services.write()
    put(section.services, papers=())
    assert "送达的文书" in said(section.services, "papers")
    life = service.life(actor, uid)
    assert (life.hearings, life.offers, life.services) == ((), (), ())
    assert service.view(uid, actor).form.extended_to_on is None


def _told(part) -> str:
    """All that a sheet says is wrong, at a box or below its fields."""
    labels = [each.text() for each in part.sheet.findChildren(QLabel) if each.property("problem")]
    return "".join(labels)


def test_an_extension_needs_both_and_moves_the_end(handling, service, actor, uid):
    part = handling.section.extension
    part.write()
    settle()
    assert "到 2026-12-07 为止" in part.sheet.hint.text()
    put(part, to_on=D(2026, 12, 21), applicant_agrees=True, respondent_agrees=True, signed_on=TODAY)
    end = next(clock for clock in service.life(actor, uid).clocks if clock.code == "M03")
    assert end.due_on == D(2026, 12, 21)
    assert any("延期至 2026-12-21" in text for text in words(part))
    assert not part.add.isVisible(), "there is one extension: it is mended"


def test_the_other_side_is_noted_and_taken_back(handling, service, actor, uid):
    part = handling.section.consent
    part.write()
    put(part, agrees=False, on=TODAY)
    assert service.view(uid, actor).form.opponent_agrees is False
    press(part, "改…")
    put(part, agrees=None)
    assert service.view(uid, actor).form.opponent_agrees is None


def test_papers_wait_go_out_and_come_back_with_their_day_and_why(handling, service, actor, uid):
    part = handling.section.services
    assert [text for text in words(part) if text.startswith("待送达")] == [
        "待送达：受理通知书 → 张𧒽芬",
        f"待送达：{ASKING_LETTER} → 杭州某某电子科技有限公司",
    ]
    press(part, "登记送达…")
    put(part, servers=("王芳", "李强"))
    (one,) = service.life(actor, uid).services
    assert (one.party_uid, [paper.title for paper in one.papers]) == ("party-worker", ["受理通知书"])
    assert any("还没有送达" in text for text in words(part))
    press(part, "登记退回…")
    assert field(part, "receiver").value() == "张𧒽芬", "who signs is who was served"
    put(part, received_on=TODAY)
    (one,) = service.life(actor, uid).services
    assert one.served_on == TODAY
    assert any("收到日期 2026年11月23日为送达日期" in text for text in words(part))
    assert not [text for text in words(part) if "受理通知书 → 张𧒽芬" in text and "待送达" in text]


def test_a_refused_paper_is_left_with_witnesses(handling, service, actor, uid):
    part = handling.section.services
    part.write()
    put(part, party_uid="party-firm", papers=("调解通知书",), sent_on=TODAY)
    part.ask_return(service.life(actor, uid).services[0])
    put(part, received_on=None, refused=True, refusal="不肯签字")
    assert "留置送达" in said(part, "method")
    put(part, method="left")
    assert "见证人" in said(part, "witnesses")
    put(part, witnesses=("社区 李强",), returned_on=TODAY)
    (one,) = service.life(actor, uid).services
    assert (one.served_on, one.refusal) == (TODAY, "不肯签字")
    assert any("拒绝签收，有见证人" in text for text in words(part))


def test_what_was_wrongly_written_down_is_struck_with_a_reason(handling, service, actor, uid):
    part = handling.section.offers
    part.write()
    put(part, amount_fen=1_800_000, text="一次付清", side="respondent")
    assert any("18,000.00 元" in text for text in words(part))
    press(part, "删去…")
    put(part, reason="")
    assert "理由" in said(part, "reason")
    put(part, reason="记错了案件")
    assert service.life(actor, uid).offers == ()


def test_esc_puts_a_sheet_away_and_what_was_typed_waits(handling):
    part, typist = handling.section.offers, Typist()
    part.write()
    field(part, "amount_fen").setFocus()
    typist.write("12000")
    typist.press(ESC)
    assert part.sheet.isHidden()
    part.write()
    assert field(part, "amount_fen").value() == 1_200_000
    part.sheet.drop.click()
    assert part.sheet.isHidden()
    part.write()
    assert field(part, "amount_fen").value() is None, "what is not wanted any more can be cleared"
    assert part.sheet.drop.isHidden()


def test_a_case_of_another_office_and_one_of_no_office_yet_can_only_be_looked_at(
    service, desk, uid, xs_actor
):
    stand = Stand(service, xs_actor, desk, Handling, uid)
    lists = stand.section.lists
    assert not any(part.add.isEnabled() for part in lists)
    stand.uid = ""
    stand.show_case()
    assert [part.add.toolTip() for part in lists] == ["请先保存案件。"] * len(lists)
    stand.close()


def test_payments_are_summed_reversed_and_never_changed(show, service, actor, uid, clock):
    in_force(service, actor, uid)
    part = show(Afterwards).section
    assert "应付 18,000.00 元 · 已付 0.00 元 · 还欠 18,000.00 元" in part.sums.text()
    part.payments.write()
    assert field(part.payments, "amount_fen").value() == 1_800_000
    put(part.payments, amount_fen=2_000_000)
    assert "超过尚欠" in said(part.payments, "amount_fen")
    put(part.payments, amount_fen=600_000, evidence="转账回单")
    assert "还欠 12,000.00 元" in part.sums.text()
    press(part.payments, "冲正…")
    put(part.payments, reason="记错了金额")
    assert [paid.amount_fen for paid in service.life(actor, uid).payments] == [-600_000, 600_000]
    assert "还欠 18,000.00 元" in part.sums.text()
    assert not [each for each in part.payments.findChildren(QPushButton) if each.text() == "冲正…"]


def test_the_roads_say_until_when_and_why_not(show, service, actor, uid, mediator):
    agreed(service, actor, uid, mediator)
    service.take_step(actor, uid, "watch", on=TODAY)
    part = show(Afterwards).section
    told = words(part.roads)
    confirmation = next(text for text in told if text.startswith("共同申请司法确认"))
    assert "到 2026-12-23 为止（剩 30 天）" in confirmation
    assert "《民事诉讼法》第二百零五条" in confirmation
    order = next(text for text in told if text.startswith("申请支付令"))
    assert "现在不能" in order
    press(part.roads, "登记申请…")
    put(part.events, body="钱塘区人民法院", number="（2026）浙0114民特31号")
    event = next(each for each in service.life(actor, uid).events if not each.of_step)
    assert (event.kind, event.on) == ("confirmation_applied", TODAY)
    assert any("钱塘区人民法院" in text for text in words(part.events))
    assert any(clock.code == "M07" for clock in service.life(actor, uid).clocks)


def test_events_limitation_follow_up_telling_and_closing_are_written_down(show, service, actor, uid):
    part = show(Afterwards).section
    part.limitation.write()
    put(part.limitation, kind="claimed", on=TODAY, claim_uid="claim-wages", evidence="微信聊天记录")
    part.follow_ups.write()
    put(part.follow_ups, text="款已收到", satisfaction="content")
    part.told.write()
    put(part.told, on=TODAY)
    part.closing.write()
    put(part.closing, result="settled", text="双方自行和解")
    life, form = service.life(actor, uid), service.view(uid, actor).form
    assert [fact.evidence for fact in life.limitation_facts] == ["微信聊天记录"]
    assert [one.text for one in life.follow_ups] == ["款已收到"]
    assert (form.advised_on, form.result, form.result_text) == (TODAY, "settled", "双方自行和解")
    assert any("只关系：拖欠工资" in text for text in words(part.limitation))
    press(part.closing, "改…")
    assert field(part.closing, "text").value() == "双方自行和解"


def test_a_step_shows_its_way_and_its_day_can_be_mended(show, service, actor, uid):
    stand = show(Afterwards)
    part = stand.section.steps
    assert any("受理　已申请 → 已受理" in text for text in words(part))
    press(part, "撤回…")
    assert stand.gone_to == ["take_back_step"]
    press(part, "改日期…")
    put(part, on=D(2026, 11, 19))
    assert "不能早于" in said(part, "on")
    put(part, on=TODAY)
    assert service.life(actor, uid).steps[0].on == TODAY


@pytest.mark.parametrize("section", [Handling, Afterwards])
def test_nothing_is_cut_off_or_nameless(show, service, actor, uid, section):
    service.write_down(actor, uid, Hearing(held_on=TODAY, from_time="14:05", present=("张𧒽芬",)))
    service.write_down(actor, uid, CaseEvent(kind="arbitration_applied", on=TODAY, body="钱塘区仲裁委"))
    stand = show(section, NARROW)
    for part in stand.section.lists:
        write = getattr(part, "write", None)
        if write is not None and part.add.isEnabled():
            write()
            settle()
    stand.resize(NARROW, 2400)
    settle()
    assert cut_off(stand) == []
    assert nameless(stand) == []


def test_each_meeting_has_a_notice_to_each_side(handling, service, actor, uid, mediator):
    service.take_step(actor, uid, "ask", on=TODAY, act=AssignedMediator(mediator=mediator, assigned_on=TODAY))
    part = handling.section.services
    handling.show_case()
    settle()
    assert not [text for text in words(part) if "调解通知书" in text], "no meeting is arranged"
    service.write_down(actor, uid, Hearing(planned_at=datetime(2026, 11, 26, 6, 30, tzinfo=UTC)))
    handling.show_case()
    settle()
    assert len([text for text in words(part) if "待送达" in text and "调解通知书" in text]) == 2
    press(part, "登记送达…")
    put(part, papers=("受理通知书", "调解通知书"))
    sent = service.life(actor, uid).services[0]
    assert {paper.form for paper in sent.papers} == {"mediation_acceptance", "mediation_notice"}
    assert {paper.number for paper in sent.papers} == {service.view(uid, actor).number_shown}
    service.write_down(actor, uid, Hearing(planned_at=datetime(2026, 11, 30, 6, 30, tzinfo=UTC)))
    handling.show_case()
    settle()
    assert "待送达：调解通知书 → 张𧒽芬" in words(part)


def test_what_is_due_next_of_instalments_is_said():
    plan = equal_plan()
    assert next_due(plan, 0) == (D(2026, 12, 1), 600_000)
    assert next_due(plan, 700_000) == (D(2027, 1, 1), 500_000)
    assert next_due(plan, 1_800_000) is None


def equal_plan() -> Agreement:
    parts = tuple(Instalment(n + 1, day, 600_000) for n, day in enumerate(INSTALMENTS))
    return Agreement(items=(AgreementItem(amount_fen=1_800_000, plan=parts),))


def test_before_acceptance_an_oral_application_or_an_inquiry_is_put_down(service, actor, desk, case_form):
    uid = service.save(actor, replace(case_form, oral=True, matter="口头申请")).uid
    stand = Stand(service, actor, desk, Handling, uid)
    stand.section.hearings.write()
    assert field(stand.section.hearings, "kind").value() == "oral_application"
    stand.section.hearings.begin_now()
    settle()
    (one,) = service.life(actor, uid).hearings
    assert (one.kind, one.held_on) == ("oral_application", TODAY)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MinutesWindow):
            window.close()
    stand.close()


def test_a_mediator_stands_aside_with_a_reason_and_stays_readable(handling, service, actor, uid, mediator):
    part = handling.section.mediators
    part.write()
    put(part, mediator_uid=mediator.uid)
    press(part, "回避…")
    put(part, reason="")
    assert "事由" in said(part, "reason")
    put(part, reason="与被申请人的代理人是亲属")
    (one,) = service.life(actor, uid).mediators
    assert (one.recused_on, one.recusal) == (TODAY, "与被申请人的代理人是亲属")
    assert any("回避：与被申请人的代理人是亲属" in text for text in words(part))
    assert not [
        each for each in part.findChildren(QPushButton) if each.text() == "回避…" and each.isVisible()
    ]


def test_a_meeting_after_the_end_of_mediation_is_refused_at_its_field(handling, service, actor, uid, clock):
    part = handling.section.hearings
    service.write_down(actor, uid, Hearing(planned_at=datetime(2026, 11, 26, 6, 30, tzinfo=UTC)))
    clock.go_on(days=30)
    handling.show_case()
    part.ask_result(service.life(actor, uid).hearings[0])
    put(part, held_on=D(2026, 12, 22))
    assert "届满" in said(part, "held_on")


def test_who_got_the_notice_of_the_end_was_told_that_day_and_closed_cases_take_what_comes_later(
    show, service, actor, uid
):
    service.take_step(actor, uid, "withdraw", on=TODAY, reason="双方自行和解")
    stand = show(Afterwards)
    paper = ServedPaper("调解终止告知书")
    sent = Service(party_uid="party-worker", papers=(paper,), sent_on=D(2026, 11, 20))
    service.write_down(actor, uid, replace(sent, received_on=D(2026, 11, 21), returned_on=TODAY))
    stand.show_case()
    part = stand.section
    part.told.write()
    assert field(part.told, "on").value() == D(2026, 11, 21)
    put(part.told)
    part.closing.write()
    put(part.closing, result="withdrawn")
    service.take_step(actor, uid, "close_without", on=TODAY)
    stand.show_case()
    assert part.events.add.isEnabled()
    assert part.follow_ups.add.isEnabled()
    handling = show(Handling).section
    assert handling.services.add.isEnabled()
    assert not handling.hearings.add.isEnabled()
    assert not handling.mediators.add.isEnabled()
    part.events.write()
    put(part.events, kind="arbitration_applied", body="钱塘区仲裁委")
    assert any(one.kind == "arbitration_applied" for one in service.life(actor, uid).events)
