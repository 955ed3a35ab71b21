"""The papers of a file that is held, rechecked, closed or handed over, read off the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.test_life import APPLIED, HELP, POSTED, Road, months
from tests.paper.conftest import page_text
from union_desk.casework.opinions import Opinion
from union_desk.hardship.prints import hardship_forms
from union_desk.hardship.values import Exit, IncomeEntry, PlanEntry, Transfer
from union_desk.paper.preview import page_count
from union_desk.paper.render import render_pdf

D = date
AGREED = Opinion("district", "exit", agreed=True, on=D(2026, 11, 23), signer="虞一", text="同意脱困")


@pytest.fixture
def road(service, district_actor, family) -> Road:
    plan = (PlanEntry(need="医疗费", measure="大病医疗救助", responsible="沈佳", due_on=D(2026, 12, 31)),)
    family = replace(family, applied_on=APPLIED, plan=plan, measures=("4",))
    return Road(service, district_actor, service.save(district_actor, family).uid).to_in_file()


@pytest.fixture
def text(service, district_actor):
    def of(form_id: str, uid: str) -> str:
        form = next(form for form in hardship_forms(service) if form.form_id == form_id)
        made = render_pdf(form.sheet(district_actor), form.records((uid,), district_actor))
        assert made.missing == ()
        words = "".join(page_text(made.pdf, page) for page in range(page_count(made.pdf)))
        return "".join(words.split())

    return of


def test_the_plan_tells_need_measure_and_who_is_responsible(road, text):
    told = text("support_plan", road.uid)
    for words in ("大病医疗救助", "沈佳", "2026-12-31", "783.33", "患重特大疾病、子女上学", "以下空白"):
        assert words in told, words


def test_the_record_card_tells_every_help_that_holds_and_its_sum(service, road, text):
    service.grant(road.actor, road.uid, HELP)
    goods = replace(
        HELP, on=D(2026, 11, 20), kind="WARM", form="goods", amount_fen=None, goods="米", quantity=2
    )
    service.grant(road.actor, road.uid, goods)
    service.grant(road.actor, road.uid, replace(HELP, on=D(2026, 11, 21), amount_fen=99_900))
    wrong = next(one for one in service.grants(road.actor, road.uid) if one.amount_fen == 99_900)
    service.reverse(road.actor, road.uid, wrong.uid, "退票")
    told = text("support_record", road.uid)
    assert "999.00" not in told
    assert told.count("3,000.00") == 2  # its line and the sum
    assert "米2份" in told
    assert told.index("2026-11-16") < told.index("2026-11-20")


def test_a_long_record_goes_on_to_a_second_sheet(service, road, text):
    for day in range(10, 24):
        for _ in range(2):
            service.grant(road.actor, road.uid, replace(HELP, on=D(2026, 11, day)))
    told = text("support_record", road.uid)
    assert "续页" in told
    assert "84,000.00" in told


def test_the_recheck_has_both_years_side_by_side(service, road, text):
    form = service.form(road.actor, road.uid)
    richer = replace(form, incomes=(*form.incomes, IncomeEntry(uid="more", kind="wage", amount_fen=240_000)))
    service.save(road.actor, richer, road.uid)
    road.step("recheck", D(2026, 11, 20))
    found = service.recheck_offer(road.actor, road.uid)
    road.write(replace(found, outcome="renewed", text="丈夫加班增多。"))
    told = text("recheck", road.uid)
    for words in ("783.33", "1,583.33", "丈夫加班增多。", "45,600.00", "74,400.00"):
        assert words in told, words


def test_leaving_shows_each_month_against_its_standard(service, road, text):
    road.write(Exit(on=D(2026, 11, 23), kind="lifted", months=months(5, *[320_000] * 5, 300_000)))
    told = text("exit_approval", road.uid)
    assert told.count("1,066.67") == 5
    assert "1,000.00" in told
    assert "不高于" in told
    shown = replace(POSTED, uid="lifting", purpose="lift", from_on=D(2026, 11, 9))
    road.write(replace(shown, result="无异议", result_on=D(2026, 11, 17)))
    leaving = Exit(uid="again", on=D(2026, 11, 23), kind="lifted", months=months(5, *[320_000] * 6))
    road.step("lift", D(2026, 11, 23), act=(leaving, AGREED))
    told = text("exit_approval", road.uid)
    for words in ("连续6个月", "无异议", "同意脱困", "2026-11-16"):
        assert words in told, words


def test_what_is_handed_over_is_listed(road, text):
    moved = Transfer(on=D(2026, 11, 20), receiver="某某街道总工会", papers="困难职工档案表\n诊断书", pages=12)
    road.step("transfer", D(2026, 11, 20), reason="随单位迁往外区", act=moved)
    told = text("transfer_list", road.uid)
    for words in ("某某街道总工会", "诊断书", "随单位迁往外区", "12"):
        assert words in told, words
