"""A draft of an agreement is looked at while it is written: vague, void, without consent, other sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import collective_of
from union_desk.dispute.rules import Instalment
from union_desk.dispute.values import Agreement, AgreementItem

TODAY = date(2026, 11, 23)
RELEASE = "本协议履行完毕后，双方就本案上述请求事项无其他争议；不涉及工伤、职业病等未列事项。"
PAID = AgreementItem(
    uid="item-wages",
    party_uid="party-worker",
    kind="wages",
    title="拖欠工资",
    amount_fen=1_200_000,
    before_tax=True,
    due_on=date(2026, 12, 10),
    account_name="张𧒽芬",
    bank="某某银行下沙支行",
    account_no="6222000000000000000",
)
CLEAR = Agreement(
    uid="agreement",
    signed_on=TODAY,
    acts=("出具解除劳动合同证明",),
    acts_due_on=date(2026, 12, 1),
    release=RELEASE,
    items=(PAID,),
)


@pytest.fixture
def case(service, actor, case_form):
    return service.save(actor, case_form).uid


@pytest.fixture
def check(service, actor, case):
    return lambda agreement: service.agreements.check(actor, case, agreement)


def test_a_clear_agreement_lacks_nothing_and_shows_its_roads_with_their_last_days(check):
    found = check(CLEAR)
    assert (found.lacks, found.warnings) == ((), ())
    assert found.capitals == "人民币壹万贰仟元整"
    roads = {road.code: road for road in found.roads}
    assert list(roads) == ["judicial_confirmation", "arbitration_review", "payment_order", "court"]
    # 30 and 15 days from the day on which it is in force; 8 December is a Tuesday, 23 December a Wednesday.
    assert roads["judicial_confirmation"].due_on == date(2026, 12, 23)
    assert roads["arbitration_review"].due_on == date(2026, 12, 8)
    assert "还没有届满" in roads["payment_order"].closed
    assert not found.signed


@pytest.mark.parametrize(
    ("item", "place"),
    [
        (replace(PAID, amount_fen=None), "items.0.amount_fen"),
        (replace(PAID, before_tax=None), "items.0.before_tax"),
        (replace(PAID, due_on=None), "items.0.due_on"),
        (replace(PAID, method=""), "items.0.method"),
        (replace(PAID, account_name="", bank="", account_no=""), "items.0.account_no"),
        (
            replace(PAID, due_on=None, plan=(Instalment(1, date(2026, 12, 10), 1_000_000),)),
            "items.0.plan",
        ),
    ],
)
def test_what_is_vague_is_told_at_its_place(check, item, place):
    found = check(replace(CLEAR, items=(item,)))
    assert place in [lack.place for lack in found.lacks]


def test_instalments_ask_for_acceleration_and_have_to_sum(check):
    plan = (Instalment(1, date(2026, 12, 10), 600_000), Instalment(2, date(2027, 1, 10), 600_000))
    item = replace(PAID, due_on=None, plan=plan)
    assert [lack.place for lack in check(replace(CLEAR, items=(item,))).lacks] == ["accelerated"]
    assert check(replace(CLEAR, items=(item,), accelerated=True)).lacks == ()
    short = replace(item, plan=(plan[0], replace(plan[1], amount_fen=500_000)))
    (lack,) = check(replace(CLEAR, items=(short,), accelerated=True)).lacks
    assert lack.place == "items.0.plan"
    assert "少 1,000.00 元" in lack.sentence


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("乙方自愿放弃社会保险。", "放弃社会保险的约定无效"),
        ("职工放弃加班费。", "事先概括放弃加班费"),
        ("双方再无任何争议。", "了结的范围太宽"),
        ("职工不得申请仲裁。", "不得约定放弃仲裁"),
    ],
)
def test_words_that_cannot_be_signed_away_are_warned_of(check, text, warned):
    assert any(warned in warning for warning in check(replace(CLEAR, extra=text)).warnings)


def test_sums_that_differ_from_the_claims_are_told(service, actor, case, check):
    more = replace(CLEAR, items=(replace(PAID, amount_fen=1_300_000),))
    assert check(more).warnings == ("拖欠工资：协议 13,000.00 元，高于请求的 12,000.00 元。",)
    form = service.form(actor, case)
    claims = (replace(form.claims[0], agreed_fen=1_000_000), *form.claims[1:])
    service.save(actor, replace(form, claims=claims), case)
    found = check(CLEAR)
    assert found.warnings == ("拖欠工资：协议 12,000.00 元，②里约定的是 10,000.00 元。",)
    assert any("不一致" in lack.sentence for lack in found.lacks)


def test_represented_workers_without_consent_are_named(service, actor):
    form = collective_of(12)
    parties = tuple(
        replace(party, consented=place != 7, agreed_fen=100_000) if party.kind == "worker" else party
        for place, party in enumerate(form.parties)
    )
    case = service.save(actor, replace(form, parties=parties)).uid
    everybody = Agreement(uid="a", release=RELEASE, items=(replace(PAID, amount_fen=1_200_000),))
    found = service.agreements.check(actor, case, everybody)
    name = form.parties[7].name
    assert found.warnings[0].startswith(f"{name}没有同意")
    # What is agreed for the eleven who consented is not the sum for twelve.
    assert any("1,100,000.00" in lack.sentence or "11,000.00" in lack.sentence for lack in found.lacks)
