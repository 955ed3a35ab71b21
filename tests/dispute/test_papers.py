"""Served papers and the agreement: the day that counts, and what would be too vague to enforce."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules import Instalment, dispute_rules
from union_desk.dispute.rules.agreement import (
    AgreementFacts,
    AgreementItem,
    agreement_lacks,
    waiver_warnings,
)
from union_desk.dispute.rules.serving import Serving, served

CALENDAR = shipped_calendar()
NOTICE = dispute_rules()["A11"]
SENT = date(2026, 3, 2)


def on(method, **more):
    return served(Serving(method, SENT, **more), NOTICE, CALENDAR).on


def test_a_paper_counts_as_served_by_its_method():
    got = date(2026, 3, 5)
    assert on("direct", received_on=got) == on("mail", received_on=got) == got
    assert on("mail") is None
    assert on("electronic", reached_on=got) == got
    assert on("electronic") is None
    assert on("left", witnesses=2, refused=True) == SENT
    assert on("notice") == date(2026, 4, 1)
    assert on("notice", collective=True) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("method", "more", "field"),
    [
        ("direct", {"received_on": date(2026, 3, 1)}, "received_on"),
        ("electronic", {"reached_on": date(2026, 3, 1)}, "reached_on"),
        ("direct", {"refused": True}, "method"),
        ("left", {}, "witnesses"),
        ("pigeon", {}, "method"),
    ],
)
def test_service_that_cannot_be_is_refused(method, more, field):
    with pytest.raises(RuleBroken) as refused:
        on(method, **more)
    assert refused.value.field == field


ITEM = AgreementItem("经济补偿", 100_00, True, date(2026, 4, 1), "bank", "王芳 工商银行 6222…")
CLEAR = AgreementFacts(
    date(2026, 3, 10),
    (ITEM,),
    ("出具离职证明",),
    date(2026, 3, 20),
    release="双方就本案经济补偿事项无其他争议",
    claims_fen=100_00,
    received_on=date(2026, 3, 2),
)


def test_a_clear_agreement_lacks_nothing():
    assert agreement_lacks(CLEAR) == ()
    by_cash = replace(CLEAR, items=(replace(ITEM, method="cash", account=""),))
    assert agreement_lacks(by_cash) == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"items": (), "acts": (), "claims_fen": None}, "items"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 3, 1)}, "signed_on"),
        ({"acts_due_on": None}, "acts_due_on"),
        ({"release": " "}, "release"),
        ({"claims_fen": 99_99}, "items"),
        ({"items": (replace(ITEM, before_tax=None),)}, "items.0.before_tax"),
        ({"items": (replace(ITEM, method=""),)}, "items.0.method"),
        ({"items": (replace(ITEM, account=" "),)}, "items.0.account"),
        ({"items": (replace(ITEM, due_on=None),)}, "items.0.due_on"),
        ({"items": (replace(ITEM, due_on=date(2026, 3, 9)),)}, "items.0.due_on"),
        ({"items": (replace(ITEM, amount_fen=0),), "claims_fen": 0}, "items.0.amount"),
    ],
)
def test_what_is_vague_is_named_at_its_place(change, place):
    assert [lack.place for lack in agreement_lacks(replace(CLEAR, **change))] == [place]


def test_instalments_must_sum_and_fall_due_together():
    plan = (Instalment(1, date(2026, 4, 1), 50_00), Instalment(2, date(2026, 5, 1), 49_99))
    facts = replace(CLEAR, items=(replace(ITEM, due_on=None, instalments=plan),))
    assert [lack.place for lack in agreement_lacks(facts)] == ["items.0.instalments", "accelerated"]
    whole = (plan[0], replace(plan[1], amount_fen=50_00))
    summed = replace(facts, items=(replace(ITEM, due_on=None, instalments=whole),), accelerated=True)
    assert agreement_lacks(summed) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("劳动者自愿放弃缴纳社会保险", "社会保险的约定无效"),
        ("社保 折现 支付", "社会保险的约定无效"),
        ("申请人放弃加班费", "加班费的约定无效"),
        ("申请人不得再主张工伤待遇", "工伤、职业病"),
        ("双方再无任何争议", "了结的范围太宽"),
        ("申请人放弃申请仲裁和起诉的权利", "不得约定放弃"),
    ],
)
def test_what_cannot_be_signed_away_is_warned_of(text, words):
    assert any(words in warning for warning in waiver_warnings(text))


@pytest.mark.parametrize(
    "text",
    [
        "双方就本案（杭经开工调〔2026〕1号）上述事项无其他争议，不涉及工伤、职业病等未列事项。",
        "被申请人支付加班费人民币3,000.00元。",
        "被申请人于2026年4月1日前办结社会保险关系转移。",
        "被申请人到期不履行的，申请人可以依法申请支付令、仲裁。",
        "",
    ],
)
def test_ordinary_words_of_an_agreement_are_not_warned_of(text):
    assert waiver_warnings(text) == ()
