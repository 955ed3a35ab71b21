"""What is looked at again every year, and what a worker is told across the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.test_life import POSTED, VISIT, Road, months
from union_desk.casework.opinions import Opinion
from union_desk.casework.values import Entry, Threshold
from union_desk.core.deadline import Length
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.hardship.rules.neglect import is_watch_over
from union_desk.hardship.rules.rechecks import change_words, compared, conclusion_words, proposed
from union_desk.hardship.service import ClassStandards
from union_desk.hardship.values import Exit, FileFilter, Standing

D = date
LEAVING = Opinion("district", "exit", agreed=True, on=D(2026, 11, 23), signer="虞一")


@pytest.fixture
def road(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=D(2026, 10, 12)))
    return Road(service, district_actor, saved.uid)


def test_this_year_stands_beside_what_the_decision_rested_on(service, road):
    road.to_in_file()
    form = service.form(road.actor, road.uid)
    raised = replace(form.incomes[0], amount_fen=600_000)
    service.save(road.actor, replace(form, incomes=(raised, *form.incomes[1:])), road.uid)
    found = service.recheck_offer(road.actor, road.uid)
    assert found.before is not None
    assert (found.before.population, found.before.net_percap_fen) == (3, 78_333)
    assert found.before.year_income_fen == 4_560_000
    assert found.after is not None
    assert (found.after.population, found.after.net_percap_fen) == (3, 158_333)
    assert found.after.class_code == "severe"


def test_a_recheck_is_written_down_and_renews_the_file_in_one_work(service, road):
    road.to_in_file()
    first = service.recheck_offer(road.actor, road.uid)
    work = service.recheck(road.actor, road.uid, replace(first, outcome="renewed"))
    assert road.state == "in_file"
    life = service.life(road.actor, road.uid)
    assert [step.code for step in life.steps[:2]] == ["renew", "recheck"]
    assert [(one.year, one.outcome, one.by) for one in life.rechecks] == [(2026, "renewed", "虞一")]
    again = service.recheck_offer(road.actor, road.uid)
    assert again.before == first.after
    service.undo(road.actor, work)
    assert service.life(road.actor, road.uid).rechecks == ()
    assert road.state == "in_file"


def test_who_may_not_review_leaves_the_file_to_who_may(service, road):
    road.to_in_file()
    clerk = replace(road.actor, roles=frozenset({Role.HANDLE}))
    offer = service.recheck_offer(clerk, road.uid)
    service.recheck(clerk, road.uid, replace(offer, outcome="renewed"))
    assert road.state == "annual_review"
    # It is mended while it is under way, and carried out by who reviews.
    under_way = service.recheck_offer(road.actor, road.uid)
    assert (under_way.uid, under_way.outcome) == (offer.uid, "renewed")
    service.recheck(road.actor, road.uid, replace(under_way, text="邻里走访"))
    assert road.state == "in_file"
    assert [one.text for one in service.life(road.actor, road.uid).rechecks] == ["邻里走访"]


def test_a_recheck_tests_by_the_standards_of_today_and_not_of_the_application(service, road, clock):
    """A5.4 a year later: the line of the place has fallen below what the household has."""
    road.to_in_file()
    clock.go_on(days=1)
    service.set_threshold(road.actor, Threshold("dibao_urban", 50_000, D(2026, 11, 1), "杭民〔2026〕1号"))
    offer = service.recheck_offer(road.actor, road.uid)
    assert offer.before is not None
    assert (offer.before.found, offer.before.dibao_fen) == (("severe", "relative"), 100_000)
    assert offer.after is not None
    assert (offer.after.found, offer.after.dibao_fen) == (("relative",), 50_000)
    assert proposed(offer.before, offer.after) == "class_changed"
    service.recheck(road.actor, road.uid, replace(offer, outcome="class_changed"))
    assert road.state == "annual_review"
    with pytest.raises(RuleBroken, match="重新认定"):
        road.step("change_class", reason="收入没有变，标准变了")
    service.decide(road.actor, road.uid, "present", "relative")
    road.step("change_class", reason="收入没有变，标准变了")
    view = service.view(road.uid, road.actor)
    assert (view.state, view.class_code) == ("in_file", "relative")


def test_a_class_under_a_superseded_standard_is_decided_anew_first(service, road, database, clock):
    road.to_in_file()
    clock.go_on(days=1)
    standards = ClassStandards(database, clock)
    packs = {pack.name: pack for pack in standards.packs(road.actor)}
    values = {**packs["present"].values(), "multiplier": "1.5"}
    entry = Entry(D(2026, 11, 10), "杭工〔2026〕9号", "倍数改为一倍半")
    standards.enter(road.actor, "present", entry, values)
    offer = service.recheck_offer(road.actor, road.uid)
    service.recheck(road.actor, road.uid, replace(offer, outcome="renewed"))
    assert road.state == "annual_review"
    lacks = service.life(road.actor, road.uid).offered[0].lacks
    assert [lack.place for lack in lacks] == ["decision"]
    assert lacks[0].sentence.startswith("认定用的标准是 2020.1 版，现在是 ")
    service.decide(road.actor, road.uid, "present", "severe")
    road.step("renew")
    assert road.state == "in_file"


@pytest.mark.parametrize("outcome", ["", "renewed", "class_changed", "lifted", "deregistered"])
def test_the_list_names_the_step_that_the_page_offers(service, road, outcome):
    road.to_in_file()
    if outcome:
        clerk = replace(road.actor, roles=frozenset({Role.HANDLE}))
        service.recheck(clerk, road.uid, replace(service.recheck_offer(clerk, road.uid), outcome=outcome))
    else:
        road.step("recheck")
    assert road.state == "annual_review"
    step = service.view(road.uid, road.actor).next_step
    row = service.rows(road.actor, [road.uid])[road.uid]
    assert (row.next_step, row.due_on) == (step.title, step.due_on)


def test_a_file_that_is_not_held_has_no_recheck(service, road):
    road.to_visiting()
    with pytest.raises(RuleBroken, match="不办理年度复核"):
        service.recheck(road.actor, road.uid, service.recheck_offer(road.actor, road.uid))


def test_the_months_before_leaving_are_offered_with_the_household_as_it_is(service, road):
    road.to_in_file()
    leaving = service.lifting_offer(road.actor, road.uid)
    assert [month.first_on for month in leaving.months] == [D(2026, month, 1) for month in range(5, 11)]
    assert {(month.income_fen, month.population) for month in leaving.months} == {(380_000, 3)}
    preview = service.lifting_preview(road.actor, leaving.months)
    assert (preview.running, preview.holds, preview.thresholds_fen[0]) == (6, True, 100_000)
    with pytest.raises(RuleBroken, match="月份要连续"):
        service.lifting_preview(road.actor, (leaving.months[0], leaving.months[2]))
    assert not service.lifting_preview(road.actor, months(9, 300_000, 300_001)).holds


def test_why_a_step_cannot_be_taken_names_law_and_remedy(service, road):
    road.to_visiting()
    told = service.why_not(road.actor, road.uid, "publish")
    assert (told.asked, told.answer) == ("办理“开始公示”", "还不能办理，差 2 项。")
    assert [line.ground for line in told.lines] == [
        "还没有入户核查记录。",
        "张𧒽芬没有同意公示（或已撤回），不能公示。",
    ]
    assert told.lines[1].basis == "《个人信息保护法》第二十五条、第二十九条"
    assert all(line.remedy for line in told.lines)
    assert service.why_not(road.actor, road.uid, "approve").lines[0].ground == (
        "入户核查中的档案不办理“同意建档”。"
    )
    assert service.why_not(road.actor, road.uid, "withdraw").lines == ()


def test_why_a_household_is_not_in_a_class_shows_the_arithmetic(service, road):
    """A5.4 without its outlay: 1,266.67 per head, 266.67 above the line, 9,600.00 in a year for three."""
    form = service.form(road.actor, road.uid)
    service.save(road.actor, replace(form, outlays=()), road.uid)
    told = service.why_not_class(road.actor, road.uid, "present", "severe")
    assert told.answer == "按现有材料，不符合“深度困难”。"
    [line] = told.lines
    assert line.ground == "扣除刚性支出后的月人均 1,266.67 元，比这一类的线 1,000.00 元高 266.67 元。"
    assert "合计约 9,600.00 元以上" in line.remedy
    assert line.basis.startswith("困难职工认定标准（深度、相对、意外致困）（第 2020.1 版")
    assert any("÷ 12 ÷ 3 = 1,266.67" in step for step in line.steps)
    assert not any(step.startswith("相对困难") for step in line.steps)
    assert service.why_not_class(road.actor, road.uid, "present", "relative").answer == "符合“相对困难”。"
    accidental = service.why_not_class(road.actor, road.uid, "present", "accidental").lines[0]
    assert accidental.ground == "没有登记突发事件、意外伤害或重大疾病。"
    with pytest.raises(RuleBroken):
        service.why_not_class(road.actor, road.uid, "present", "?")


def test_it_is_said_to_whom_one_turns_and_what_comes_first(service, road):
    road.to_visiting()
    told = service.why_not(road.actor, road.uid, "renew")
    assert told.lines[0].remedy == "现在要先办的是“开始公示”。"
    assert told.whom == "钱塘区总工会"
    road.write(VISIT)
    road.consent("publicity", 0)
    road.step("publish", POSTED.from_on, act=POSTED)
    first = service.why_not(road.actor, road.uid, "send_to_review").lines[0]
    assert first.ground == "公示已期满，请填写公示结果。"
    assert any("10月22日" in step for step in first.steps)


def test_last_year_and_this_year_are_compared_in_words():
    before = Standing(
        on=D(2025, 11, 9),
        class_code="severe",
        population=3,
        net_percap_fen=78_333,
        members=("张𧒽芬", "李䶮"),
    )
    after = Standing(
        on=D(2026, 11, 23),
        class_code="severe",
        population=4,
        net_percap_fen=126_667,
        members=("张𧒽芬", "李䶮", "李一"),
        found=("relative",),
        deciding="人均纯收入 1,266.67 ＜ 低保 1,000.00 × 2 = 2,000.00",
        standard="困难职工认定标准 第 2020.1 版",
    )
    lines = {line.label: line for line in compared(before, after)}
    net = lines["人均纯收入"]
    assert (net.before, net.after, net.change) == ("783.33", "1,266.67", "+483.34（+61.7%）")
    assert lines["家庭人口"].change == "增加：李一"
    assert lines["困难类别"].change == "没有变化"
    assert lines["测算类别"].after == "相对困难"
    assert conclusion_words(after) == (
        "按今天的标准测算为“相对困难”，现在的类别是“深度困难”，请考虑升降类："
        "人均纯收入 1,266.67 ＜ 低保 1,000.00 × 2 = 2,000.00。"
    )
    assert compared(None, after)[0].before == "—"


@pytest.mark.parametrize(
    ("held", "before", "found", "conclusion"),
    [
        ("severe", None, ("severe", "relative"), "renewed"),
        ("relative", None, ("severe", "relative"), ""),
        ("relative", ("severe", "relative"), ("severe", "relative"), "renewed"),
        ("severe", ("severe", "relative"), ("relative",), "class_changed"),
        ("severe", ("severe",), (), ""),
    ],
)
def test_the_figures_propose_a_conclusion_and_leave_the_doubtful_open(held, before, found, conclusion):
    last = Standing(on=D(2025, 11, 9), class_code=held, found=before) if before is not None else None
    now = Standing(on=D(2026, 11, 23), class_code=held, found=found, deciding="…", standard="…")
    assert proposed(last, now) == conclusion


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (100, 100, "没有变化"),
        (0, 5_000, "+50.00"),
        (-100, 300, "+4.00"),
        (300_000, 200_000, "-1,000.00（-33.3%）"),
        (3, 2, "-0.01（-33.3%）"),
        (2_000, 2_001, "+0.01（+0.1%）"),
    ],
)
def test_a_change_is_told_in_money_and_per_cent(was, now, words):
    assert change_words(was, now) == words


def test_a_lifted_household_is_watched_for_a_year_and_then_asked_for(service, road, clock):
    road.to_in_file()
    road.write(Exit(on=D(2026, 11, 23), kind="lifted", months=months(5, *[320_000] * 6)))
    shown = replace(POSTED, uid="lifting", purpose="lift", from_on=D(2026, 11, 9))
    road.write(replace(shown, result="无异议", result_on=D(2026, 11, 17)))
    road.step("lift", D(2026, 11, 23), act=LEAVING)
    step = service.view(road.uid, road.actor).next_step
    assert (step.action, step.title, step.due_on) == ("", "脱困后跟踪", D(2027, 11, 23))
    assert "返困的，可以重新申请" in step.why
    row = service.rows(road.actor, [road.uid])[road.uid]
    assert (row.next_step, row.due_on) == (step.title, step.due_on)
    forgotten = FileFilter(neglect="watch_over")
    clock.go_on(days=365)
    assert list(service.ids(road.actor, forgotten)) == []
    service.note(road.actor, road.uid, D(2027, 6, 1), "follow_up", "上门回访，生活稳定。")
    clock.go_on(days=1)
    assert list(service.ids(road.actor, forgotten)) == [road.uid]
    assert service.view(road.uid, road.actor).next_step.why.startswith("跟踪期已于 2027年11月23日届满")
    service.note(road.actor, road.uid, D(2027, 11, 24), "follow_up", "跟踪期满，生活稳定。")
    assert list(service.ids(road.actor, forgotten)) == []
    road.step("relapse", D(2027, 11, 24), reason="本人又确诊重病")
    assert road.state == "applied"


@pytest.mark.parametrize(
    ("lifted_on", "followed_on", "over"),
    [
        (D(2025, 11, 23), None, False),
        (D(2025, 11, 22), None, True),
        (D(2025, 11, 22), D(2026, 11, 21), True),
        (D(2025, 11, 22), D(2026, 11, 22), False),
        (D(2024, 2, 29), D(2025, 2, 28), False),
        (None, None, False),
    ],
)
def test_a_watch_is_over_on_the_day_after_a_year(lifted_on, followed_on, over):
    assert is_watch_over(lifted_on, followed_on, Length.parse("12m"), D(2026, 11, 23)) is over
