"""What is written down about a case of legal aid: in sheets on the page, by steps, lists and subsidies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.desk.helpers import nameless, settle
from tests.legal_aid.stand import Stand
from tests.legal_aid.test_links import held_file
from tests.legal_aid.test_process import LAWYER, Road
from tests.looking import cut_off
from union_desk.core.rights import Actor, Role
from union_desk.desk import style
from union_desk.desk.binder import put as set_field
from union_desk.desk.desk import Desk
from union_desk.desk.print_job import PrintChoice
from union_desk.desk.printing import PrintSheet
from union_desk.desk.widgets import EnterMoves
from union_desk.hardship.values import FileForm
from union_desk.legal_aid.page.clocks import Clocks
from union_desk.legal_aid.page.life.closing import Closing
from union_desk.legal_aid.page.life.deciding import Deciding
from union_desk.legal_aid.page.life.handling import Handling
from union_desk.legal_aid.page.providers import ProvidersScreen
from union_desk.legal_aid.prints.timeline import sheet_of
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.values import Decision, Ending, Provider, SubsidyRate, Supplement

D = date
TODAY = D(2026, 11, 23)
NARROW = 640
OTHER = Provider(uid="other", name="李律", firm="浙江另一律师事务所", licence_no="13301202010000002")
BUSY = Provider(uid="busy", name="赵律", licence_no="13301202010000003")


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def register(store, clock, actor) -> Providers:
    found = Providers(store, clock)
    for one in (LAWYER, OTHER, BUSY):
        found.save(actor, one)
    return found


@pytest.fixture
def road(service, register, actor, aid_form) -> Road:
    return Road(service, actor, aid_form)


@pytest.fixture
def show(service, actor, desk):
    """Return what shows one section of a case on a desk."""
    stands = []

    def made(section, uid: str, width: int = 860, who: Actor = actor) -> Stand:
        stand = Stand(service, who, desk, section, uid)
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


def put(part, **values) -> None:
    assert part.sheet.body is not None
    for name, value in values.items():
        set_field(part.sheet.body.form.widget(name), value)
    part.sheet.button.click()
    settle()


def again(stand) -> None:
    stand.show_case()
    settle()


def said(part, name: str) -> str:
    return part.sheet.body.form.binder.problem(name)


def words(part) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def links(part) -> list[str]:
    return [each.text() for each in part.findChildren(QPushButton) if each.isVisible()]


def press(part, text: str) -> None:
    link = next(each for each in part.findChildren(QPushButton) if each.text() == text and each.isVisible())
    link.click()
    settle()


# --- means and decision


def test_the_means_stand_under_each_set_of_rules_that_of_the_case_first(road, show):
    stand = show(Deciding, road.examining().uid)
    means = stand.section.means
    assert [card.title.text() for card in means._cards] == [
        "法律援助法 · 按此办理",
        "工会法律援助办法",
        "浙江省",
        "杭州市",
    ]
    assert [card.result.text() for card in means._cards] == ["免予核查"] * 4
    assert "免予核查：农民工请求支付劳动报酬" in words(means.proof)[1]
    means._cards[1].clicked.emit()
    assert "免予核查经济困难状况" in means.step_lines.text()


def test_a_hardship_file_proves_the_means_with_its_paper(service, hardship, store, road, show, actor):
    owner = service.form(actor, road.uid).person
    file = held_file(hardship, store, actor, FileForm(owner=replace(owner, uid="")))
    stand = show(Deciding, road.uid)
    proof = stand.section.means.proof
    press(proof, "以档案证明")
    form = service.form(actor, road.uid)
    assert (form.means_basis, form.exemption, form.file_uid) == ("hardship_file", "", file)
    assert any("以困难职工档案证明：" in line for line in words(proof))
    assert {card.result.text() for card in stand.section.means._cards} == {"符合"}
    press(proof, "打印档案表…")
    (sheet,) = stand.findChildren(PrintSheet)
    assert sheet.windowTitle()
    sheet.close()


def test_figures_that_are_missing_are_named_and_led_to(service, road, show, actor):
    form = replace(service.form(actor, road.uid), means_basis="", exemption="")
    service.save(actor, form, road.uid)
    stand = show(Deciding, road.uid)
    assert {card.result.text() for card in stand.section.means._cards} == {"还不能判断"}
    assert stand.section.lead_to("means", "grant")
    assert stand.gone_to == ["means_basis"]
    press(stand.section.means.proof, "选用")
    assert service.form(actor, road.uid).exemption == "migrant_pay"
    assert stand.section.means._cards[0].result.text() == "免予核查"


def test_the_rules_of_another_place_are_chosen_until_the_decision(road, show):
    stand = show(Deciding, road.examining().uid)
    rules = stand.section.means.rules
    press(rules, "改…")
    put(rules, pack="hangzhou-2017")
    assert road.life.pack == "hangzhou-2017"
    assert stand.told == ["已更正办理依据"]
    assert "按“杭州市”办理" in words(rules)
    road.grant()
    again(stand)
    assert links(rules) == []


def test_what_a_step_writes_is_begun_by_its_step(road, show):
    stand = show(Deciding, road.examining().uid)
    deciding = stand.section
    assert [part.add.text() for part in (deciding.supplement, deciding.urgency, deciding.decision)] == [
        "＋ 告知补正…",
        "＋ 先行提供援助…",
        "＋ 给予援助…",
    ]
    press(deciding.supplement, "＋ 告知补正…")
    assert stand.gone_to == ["ask_papers"]
    road.step("ask_papers", D(2026, 10, 13), act=Supplement(D(2026, 10, 13), "工资单", D(2026, 10, 20)))
    again(stand)
    assert deciding.supplement.add.text() == "＋ 登记补正…"
    assert not deciding.decision.add.isVisible()
    press(deciding.supplement, "改…")
    put(deciding.supplement, came_on=D(2026, 10, 15))
    assert road.life.supplement.came_on == D(2026, 10, 15)


def test_who_may_not_decide_is_told_so(road, show, actor, service):
    road.examining()
    enters = replace(actor, roles=frozenset({Role.ENTER}))
    stand = show(Deciding, road.uid, who=enters)
    for button in (stand.section.decision.add, stand.section.refuse):
        assert not button.isEnabled()
        assert button.toolTip()
    assert stand.section.supplement.add.isEnabled()


def test_a_refusal_stands_with_what_can_be_done_against_it(road, show):

    road.examining()
    refused = Decision(granted=False, on=D(2026, 10, 15), reason="scope", examiner="王芳")
    road.step("refuse", D(2026, 10, 15), act=refused)
    stand = show(Deciding, road.uid)
    line = "\n".join(words(stand.section.decision))
    assert "不予援助　不属于援助范围" in line
    assert "不服本决定的，可以" in line
    assert stand.section.lead_to("events", "reconsider")
    put(stand.section.events, on=D(2026, 10, 20), text="补交了证据")
    assert [event.kind for event in road.life.events if not event.of_step] == ["aid_objected"]


# --- the work


def test_counsel_is_told_with_contract_and_change(road, show):
    stand = show(Handling, road.assigned().uid)
    part = stand.section.assignments
    assert "陈律（浙江某某律师事务所）　13800000001　2026-10-16 指派　指1" in words(part)
    press(part, "登记委托协议…")
    press(part, "＋ 更换承办人…")
    assert stand.gone_to == ["contract", "change"]
    press(part, "承办人名册…")
    (register,) = stand.findChildren(ProvidersScreen)
    register.close()
    settle()
    press(part, "改…")
    put(part, number="指2")
    assert road.life.assignments[0].number == "指2"


def test_what_speaks_against_counsel_stands_above_him(road, show, register, actor):
    stand = show(Handling, road.handling().uid)
    assert stand.section.conflicts.isHidden()
    register.suspend(actor, LAWYER.uid, "被投诉")
    again(stand)
    assert stand.section.conflicts.words()[0] == "▲ 陈律已暂停指派。"


def test_work_is_written_down_with_its_hours(road, show):
    stand = show(Handling, road.handling().uid)
    part = stand.section.progress
    part.write()
    assert part.sheet.body.form.read().by == "陈律"
    put(part, on=D(2026, 10, 20), kind="meeting", hours_tenths=15, text="核对工资单")
    part.write()
    put(part, on=D(2026, 11, 3), kind="hearing", hours_tenths=20, text="开庭")
    assert [one.hours_tenths for one in road.life.progress] == [20, 15]
    assert stand.section.sums.text() == "共 2 次，用时 3.5 小时，其中开庭 1 次"
    part.write()
    put(part, on=D(2026, 11, 4), kind="meeting", text="")
    assert "请写明办理情况。" in said(part, "text")
    part.sheet.put_away()
    press(part, "删去…")
    put(part, reason="写重了")
    assert len(road.life.progress) == 1


def test_each_service_has_its_body_number_and_result(road, show):
    stand = show(Handling, road.handling().uid)
    part = stand.section.services
    agency = next(one for one in road.view.form.services if one.kind == "arbitration")
    part.write(agency)
    put(part, body="钱塘区仲裁委", body_number="钱塘劳仲〔2026〕31号", to_on=D(2026, 11, 20), result="won")
    assert "仲裁代理（仲裁）　 至 2026-11-20" not in "".join(words(part))
    assert any("钱塘区仲裁委　钱塘劳仲〔2026〕31号　全部支持" in line for line in words(part))


def test_what_was_asked_for_is_put_on_the_list_with_nothing_typed(service, road, show, actor):
    form = replace(service.form(actor, road.uid), wanted=("negotiation", "arbitration"))
    service.save(actor, form, road.uid)
    stand = show(Handling, road.handling().uid)
    assert "申请了参与协商调解，还没有登记" in words(stand.section.services)
    press(stand.section.services, "登记")
    assert [one.kind for one in road.view.form.services] == ["drafting", "arbitration", "negotiation"]
    assert stand.told == ["已登记援助方式"]


# --- the end


def test_money_that_came_is_written_also_when_the_case_is_closed(road, show):
    road.reported().step("close", D(2026, 11, 5))
    stand = show(Closing, road.uid)
    part = stand.section.items
    press(part, "登记结果…")
    assert part.sheet.body.form.read().won_fen == 1_200_000, "all was won"
    put(part, won_fen=1_100_000)
    press(part, "登记到账…")
    assert part.sheet.body.form.read().paid_fen == 1_100_000
    put(part, paid_fen=1_200_000, paid_on=D(2026, 11, 24))
    assert "到账日期不能晚于今天" in said(part, "paid_on")
    put(part, paid_fen=1_100_000, paid_on=D(2026, 11, 10))
    assert "登记到账…" not in links(part)
    assert road.view.paid_fen == 1_100_000
    assert stand.section.sums.text() == "请求 12,000.00 元 · 支持 11,000.00 元 · 到账 11,000.00 元"
    press(stand.section.rating, "＋ 登记回访")
    put(stand.section.rating, rating="very")
    assert road.life.rating.on == TODAY


def test_a_subsidy_is_asked_approved_paid_once_and_taken_back(road, show, service, actor):
    service.subsidies.save_rate(actor, SubsidyRate(amount_fen=250_000, from_on=D(2026, 1, 1), stage="first"))
    stand = show(Closing, road.uid)
    assert stand.section.subsidies.add.toolTip() == "提交结案报告以后申报。"
    road.reported()
    again(stand)
    part = stand.section.subsidies
    part.write()
    begun = part.sheet.body.form.read()
    assert (begun.service_uid, begun.stage, begun.assignment_uid) == ("service-paper", "drafting", "given")
    put(part, service_uid="service-agency", stage="first")
    assert stand.told == ["已申报补贴"]
    (line,) = road.life.subsidies
    assert line.amount_fen == 250_000
    assert next(link for link in part.findChildren(QPushButton) if link.text() == "审批…").toolTip()
    part.write()
    put(part, service_uid="service-agency", stage="first")
    assert "不能重复发放" in said(part, "stage")
    part.sheet.put_away()
    reviewer = replace(actor, roles=frozenset({Role.REVIEW}))
    service.subsidies.approve(reviewer, road.uid, line.uid)
    again(stand)
    press(part, "发放…")
    put(part, voucher="记-31")
    assert road.life.subsidies[0].paid_on == TODAY
    assert "发放…" not in links(part)
    press(part, "冲正…")
    put(part, reason="发错了人")
    assert len(road.life.subsidies) == 2
    assert links(part).count("冲正…") == 0


def test_who_reviews_approves_what_others_asked(road, show, service, actor, desk):
    rate = SubsidyRate(amount_fen=250_000, from_on=D(2026, 1, 1), stage="first")
    service.subsidies.save_rate(actor, rate)
    road.reported()
    stand = show(Closing, road.uid)
    stand.section.subsidies.write()
    put(stand.section.subsidies, service_uid="service-agency", stage="first")
    both = replace(actor, roles=frozenset({Role.HANDLE, Role.REVIEW}))
    stand.actor = both
    again(stand)
    assert stand.section.lead_to("subsidies", "close")
    put(stand.section.subsidies, on=TODAY)
    assert road.life.subsidies[0].approver == "王芳"


def test_the_day_of_a_step_is_mended_and_its_clocks_move(road, show):
    stand = show(Closing, road.granted().uid)
    part = stand.section.steps
    assert any("给予援助　审查中 → 给予援助" in line for line in words(part))
    press(part, "改日期…")
    put(part, on=D(2026, 10, 16))
    assert road.clock("L01").answered_on == D(2026, 10, 16)
    press(part, "撤回…")
    assert stand.gone_to == ["take_back_step"]


def test_a_terminated_case_is_mended_by_its_ground(road, show):

    road.handling()
    ended = Ending(on=D(2026, 10, 30), termination="own_agent")
    road.step("terminate", D(2026, 10, 30), act=ended)
    stand = show(Closing, road.uid)
    assert any("终止援助：自行委托律师或者其他代理人" in line for line in words(stand.section.ending))
    press(stand.section.ending, "改…")
    put(stand.section.ending, termination="asked", text="已和解")
    assert road.life.ending.termination == "asked"


# --- clocks


def test_the_clocks_of_a_case_are_drawn_and_printed(road, show, desk):
    stand = show(Clocks, road.handling().uid)
    shown = stand.section.sheet.picture.layout_shown
    codes = {bar.period.key.split()[0] for bar in shown.bars}
    assert {"L01", "L02"} <= codes
    titles = [event.title for event in shown.story.happened]
    assert titles.count("收到法律援助申请") == 1
    assert "签订委托协议" in titles
    job = stand.section.job((road.uid,), others_hidden=True)
    made = job.render(PrintChoice("register", 1, "filled"), lambda _done, _all: None, lambda: False)
    assert (made.pages >= 1, made.missing) == (True, ())
    job.printed(PrintChoice("register", 1, "filled"), made, into_file=True)


def test_a_copy_of_the_clocks_names_nobody_but_who_is_helped(road, service, actor):
    road.handling()
    (case,) = service.on_paper(actor, [road.uid])
    sheet = sheet_of(case, service.calendar(actor), others_hidden=True)
    told = "".join((*sheet.above, *(f"{event.title}{event.text}" for event in sheet.story.happened)))
    assert "张𧒽芬" in told
    assert "陈律" not in told
    assert "杭州某某电子" not in told


@pytest.mark.parametrize("section", [Deciding, Handling, Closing])
@pytest.mark.parametrize(("points", "width"), [(10.5, 860), (16.0, NARROW)])
def test_all_words_of_the_sections_are_whole(road, show, qapp, section, points, width):
    road.reported()
    road.service.subsidies.save_rate(
        road.actor, SubsidyRate(amount_fen=250_000, from_on=D(2026, 1, 1), stage="first")
    )
    style.set_point_size(qapp, points)
    stand = show(section, road.uid, width)
    stand.resize(width, 3600)
    settle()
    try:
        for part in stand.section.lists:
            if hasattr(part, "write") and part.add.isVisible():
                part.add.click()
        settle()
        assert cut_off(stand) == []
        assert nameless(stand) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()


def test_an_archived_case_takes_only_money_and_what_the_applicant_says(road, show):
    road.reported()
    road.step("close", D(2026, 11, 5))
    road.step("archive", D(2026, 11, 12))
    assert road.state == State.ARCHIVED
    stand = show(Closing, road.uid)
    assert not stand.section.items.add.isEnabled()
    assert stand.section.subsidies.add.isEnabled()
    press(stand.section.rating, "＋ 登记回访")
    put(stand.section.rating, rating="content")
    assert road.life.rating.rating == "content"
