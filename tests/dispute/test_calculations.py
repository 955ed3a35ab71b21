"""The compensation desk: the vectors of the law, what an item lacks, and what is written into the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.dispute.conftest import collective_of
from union_desk.casework.thresholds import store_threshold
from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries.life import agreements_of
from union_desk.dispute.records import AgreementRecord, DisputeCaseRecord
from union_desk.dispute.service.calculations import Calculations
from union_desk.dispute.values.calculation import CalculationInputs, MonthWage


@pytest.fixture
def desk(service, database, clock):
    del service
    return Calculations(database, clock)


@pytest.fixture
def case(service, actor, case_form):
    return service.save(actor, case_form).uid


def fen(yuan):
    return int(Decimal(str(yuan)) * 100)


def inputs(**told):
    return CalculationInputs(**{"claimed_on": date(2026, 11, 24), **told})


def unlawful(average, months_first, months_last, **more):
    return inputs(
        ending="unlawful", average_fen=fen(average), entry_on=months_first, last_on=months_last, **more
    )


CAP = fen("47103.25")
# B8.1 of the domain reference: number, inputs, the item, what is claimed, and words that its steps say.
VECTORS = [
    (
        "V1",
        inputs(
            ending="agreed", average_fen=fen(20_000), entry_on=date(2021, 1, 1), last_on=date(2025, 7, 31)
        ),
        {"severance": "100000.00"},
        "20,000.00 × 5 = 100,000.00",
    ),
    (
        "V2",
        inputs(
            ending="agreed",
            average_fen=CAP,
            entry_on=date(2010, 1, 1),
            last_on=date(2025, 3, 31),
            tripled_city_average_fen=CAP,
        ),
        {"severance": "730100.38"},
        "基数和年限都不封顶",
    ),
    (
        "V3",
        inputs(
            ending="agreed",
            average_fen=fen(47_200),
            entry_on=date(2010, 1, 1),
            last_on=date(2025, 3, 31),
            tripled_city_average_fen=CAP,
        ),
        {"severance": "565239.00"},
        "年限最多 12 年",
    ),
    (
        "V4",
        inputs(
            ending="agreed", average_fen=fen(15_000), entry_on=date(2025, 1, 1), last_on=date(2025, 5, 31)
        ),
        {"severance": "7500.00"},
        "15,000.00 × 0.5 = 7,500.00",
    ),
    (
        "V5",
        unlawful("15316.25", date(2021, 1, 1), date(2023, 3, 31)),
        {"unlawful_dismissal": "76581.25"},
        "15,316.25 × 2.5 × 2 = 76,581.25",
    ),
    (
        "V6",
        inputs(entry_on=date(2025, 9, 1), monthly_fen=fen(12_000), signed_on=date(2026, 2, 1)),
        {"double_pay": "48000.00"},
        "整月 4 个",
    ),
    (
        "V7",
        inputs(entry_on=date(2025, 3, 1), monthly_fen=fen(12_000), unsigned=True),
        {"double_pay": "132000.00"},
        "2025年4月1日至2026年2月28日，整月 11 个",
    ),
    (
        "V8",
        inputs(
            overtime_base_fen=fen(10_875),
            overtime_hundredths=1_000,
            rest_hundredths=200,
            holiday_hundredths=100,
        ),
        {"overtime_hours": "937.50", "overtime_rest": "2000.00", "overtime_holiday": "1500.00"},
        "10,875.00 ÷ 21.75 ÷ 8 × 10 小时 × 150% = 937.50",
    ),
    (
        "V9",
        inputs(
            ending="resigned",
            last_on=date(2026, 6, 30),
            total_years=8,
            leave_taken_hundredths=100,
            leave_average_fen=fen(21_750),
        ),
        {"annual_leave": "2000.00"},
        "181 × 5 ÷ 365，不足一整天的不计，折算 2 天",
    ),
    (
        "V10",
        inputs(ending="resigned", last_on=date(2026, 3, 15), total_years=8, leave_average_fen=fen(10_875)),
        {"annual_leave": "1000.00"},
        "74 × 5 ÷ 365",
    ),
    (
        "V11",
        inputs(ending="resigned", last_on=date(2026, 2, 10), total_years=8, leave_average_fen=fen(10_875)),
        {"annual_leave": "0.00"},
        "41 × 5 ÷ 365，不足一整天的不计，折算 0 天",
    ),
    (
        "V12",
        inputs(entry_on=date(2026, 9, 1), total_years=8, leave_average_fen=fen(10_875)),
        {"annual_leave": "1000.00"},
        "122 × 5 ÷ 365，不足一整天的不计，折算 1 天",
    ),
    (
        "V13",
        inputs(
            ending="no_fault",
            average_fen=fen(20_000),
            last_month_fen=fen(20_000),
            entry_on=date(2023, 5, 1),
            last_on=date(2026, 6, 30),
        ),
        {"severance": "70000.00", "notice_pay": "20000.00"},
        "20,000.00 × 3.5 = 70,000.00",
    ),
    (
        "V14",
        inputs(
            ending="no_fault",
            average_fen=fen(20_000),
            notice_given=True,
            entry_on=date(2023, 5, 1),
            last_on=date(2026, 6, 30),
        ),
        {"severance": "70000.00"},
        "3.5",
    ),
]


@pytest.mark.parametrize(
    ("told", "expected", "step"), [row[1:] for row in VECTORS], ids=[v[0] for v in VECTORS]
)
def test_every_vector_of_the_domain_comes_out_with_its_steps(desk, actor, told, expected, step):
    found = desk.reckon(actor, told)
    assert found.lacks == ()
    assert {item.kind: Decimal(item.claimed_fen) / 100 for item in found.items} == {
        kind: Decimal(value) for kind, value in expected.items()
    }
    said = [line for item in found.items for line in item.claimed_steps]
    assert any(step in line for line in said)
    assert all(item.claimed_steps and item.basis for item in found.items)
    assert found.claimed_fen == sum(item.claimed_fen for item in found.items)


def wages(first_year, first_month, amounts):
    found = []
    for number, amount in enumerate(amounts):
        year, month = divmod(first_year * 12 + first_month - 1 + number, 12)
        found.append(MonthWage(f"{year}-{month + 1:02}", amount))
    return tuple(found)


DISMISSED = inputs(ending="unlawful", entry_on=date(2023, 5, 1), last_on=date(2026, 6, 30))


def test_the_average_comes_from_the_months_and_stays_exact(desk, actor):
    told = replace(DISMISSED, wages=wages(2025, 7, [fen(10_000)] * 11 + [fen(10_001)]))
    found = desk.reckon(actor, told)
    assert (found.average_fen, found.gaps) == (fen("10000.08"), ())
    assert found.months[0] == "2025-07"
    assert found.months[-1] == "2026-06"
    # 120,001 ÷ 12 × 3.5 × 2, rounded once at its end
    assert found.item("unlawful_dismissal").claimed_fen == fen("70000.58")


def test_a_wage_history_with_gaps_names_the_months_and_the_rest_is_computed(desk, actor):
    amounts = [fen(10_000)] * 12
    held = tuple(w for w in wages(2025, 7, amounts) if w.month not in {"2025-09", "2026-02"})
    told = replace(DISMISSED, wages=held, owed_fen=fen(5_000))
    found = desk.reckon(actor, told)
    assert found.gaps == ("2025-09", "2026-02")
    assert [(lack.field, lack.sentence) for lack in found.lacks] == [
        ("wages", "工资记录缺 2025年9月、2026年2月，没有发工资的月份请填 0。")
    ]
    assert [item.kind for item in found.items] == ["wages"]


def test_a_wage_in_ten_thousands_is_told_at_its_field(desk, actor):
    found = desk.reckon(actor, replace(DISMISSED, average_fen=fen("1.2"), last_month_fen=fen("1.5")))
    assert [lack.field for lack in found.lacks] == ["average_fen", "last_month_fen"]
    assert found.lacks[0].sentence.endswith("请按元填写：12,000.00。")
    months = replace(DISMISSED, wages=wages(2025, 7, [fen("1.2")] + [0] * 11))
    assert [lack.field for lack in desk.reckon(actor, months).lacks] == ["wages.2025-07"]


def test_severance_beside_damages_is_warned_of(desk, actor):
    told = replace(DISMISSED, average_fen=fen(20_000), also=("severance",))
    found = desk.reckon(actor, told)
    assert {item.kind for item in found.items} == {"unlawful_dismissal", "severance"}
    assert found.warnings[0].startswith("经济补偿和赔偿金只能选一项")


def test_the_lines_are_those_of_the_day_of_leaving_with_their_document(desk, database, actor):
    with database.write("填写标准", actor) as work:
        old = Threshold("avg_wage_month_city", fen(10_000), date(2025, 7, 1), doc_no="杭人社发〔2025〕9号")
        store_threshold(work, old)
        store_threshold(work, Threshold("avg_wage_month_city", fen(99_000), date(2026, 7, 1)))
    found = desk.reckon(actor, replace(DISMISSED, average_fen=fen(40_000)))
    minimum, city = found.thresholds
    assert (minimum.kind, minimum.value_fen, minimum.shipped) == ("minwage_month", fen(2_490), True)
    assert (city.value_fen, city.from_on, city.doc_no) == (
        fen(10_000),
        date(2025, 7, 1),
        "杭人社发〔2025〕9号",
    )
    assert found.item("unlawful_dismissal").claimed_fen == fen(30_000) * 7
    assert not any("封顶" in warning for warning in found.warnings)
    assert any("终局" in step for step in found.final_steps)


def test_without_the_citys_average_the_cap_is_said_to_be_unchecked(desk, actor):
    found = desk.reckon(actor, replace(DISMISSED, average_fen=fen(20_000)))
    assert found.warnings == ("没有录入上年度职工月平均工资，没有核对 3 倍封顶；请在“设置 → 标准”录入。",)


def test_what_the_case_says_of_the_worker_is_not_typed_again(desk, actor, case):
    blank = desk.blank(actor, case, "party-worker")
    assert (blank.entry_on, blank.last_on) == (date(2024, 3, 1), date(2026, 10, 31))
    assert (blank.average_fen, blank.monthly_fen) == (600_000, 600_000)
    assert blank.claimed_on == date(2026, 11, 20)
    assert [(each.name, each.roster) for each in desk.workers(actor, case)] == [("张𧒽芬", False)]
    with pytest.raises(RuleBroken, match="当事人"):
        desk.blank(actor, case, "party-nobody")


def test_a_kept_calculation_is_read_back_as_it_came_out(desk, database, actor, case):
    told = replace(desk.blank(actor, case, "party-worker"), ending="unlawful", also=("notice_pay",))
    desk.keep(actor, case, "party-worker", told)
    kept = desk.kept(actor, case, "party-worker")
    assert kept.inputs == told
    assert kept.result == desk.reckon(actor, told)
    assert kept.made_by == actor.user
    with database.write("填写标准", actor) as work:
        store_threshold(work, Threshold("avg_wage_month_city", fen(1_000), date(2025, 7, 1)))
    assert desk.kept(actor, case, "party-worker").result == kept.result
    assert desk.reckon(actor, told) != kept.result
    desk.keep(actor, case, "party-worker", replace(told, paid_fen=100))
    assert desk.kept(actor, case, "party-worker").uid == kept.uid
    (worker,) = desk.workers(actor, case)
    assert worker.claimed_fen == desk.kept(actor, case, "party-worker").result.claimed_fen


def test_items_are_written_into_the_application(desk, service, actor, case):
    told = replace(
        desk.blank(actor, case, "party-worker"), ending="unlawful", owed_fen=fen(15_000), owed_proved_fen=0
    )
    written = desk.write_claims(actor, case, "party-worker", told, ["unlawful_dismissal", "wages"])
    assert (written.count, written.warnings) == (2, ())
    claims = {claim.kind: claim for claim in service.form(actor, case).claims}
    assert list(claims) == ["wages", "leaving_certificate", "unlawful_dismissal"]
    assert claims["wages"].claimed_fen == fen(15_000)
    assert claims["unlawful_dismissal"].claimed_fen == written.fen - fen(15_000)
    assert claims["unlawful_dismissal"].from_on == date(2024, 3, 1)
    # Once more, and only the safe sums: nothing stands twice.
    desk.write_claims(actor, case, "party-worker", told, ["unlawful_dismissal"], conservative=True)
    claims = [claim for claim in service.form(actor, case).claims if claim.kind == "unlawful_dismissal"]
    assert [claim.claimed_fen for claim in claims] == [fen(6_000) * 3]
    both = desk.write_claims(actor, case, "party-worker", replace(told, also=("severance",)), ["severance"])
    assert both.warnings[0].startswith("经济补偿和赔偿金只能选一项")
    with pytest.raises(RuleBroken, match="先勾选"):
        desk.write_claims(actor, case, "party-worker", told, ["non_compete"])


def test_items_are_written_into_the_agreement_and_agreed_on_the_claims(desk, database, service, actor, case):
    told = replace(desk.blank(actor, case, "party-worker"), ending="agreed")
    desk.write_claims(actor, case, "party-worker", told, ["severance"])
    written = desk.write_agreement(actor, case, "party-worker", told, ["severance"])
    desk.write_agreement(actor, case, "party-worker", replace(told, paid_fen=100), ["severance"])
    form = service.form(actor, case)
    assert [claim.agreed_fen for claim in form.claims if claim.kind == "severance"] == [written.fen - 100]
    with database.read() as session:
        agreement = agreements_of(session, [case])[case]
    (item,) = agreement.items
    assert (item.kind, item.title, item.amount_fen) == ("severance", "经济补偿", written.fen - 100)
    assert item.party_uid == "party-worker"


def test_of_a_worker_of_a_roster_only_the_sum_is_written(desk, service, actor):
    case = service.save(actor, collective_of(12)).uid
    told = inputs(owed_fen=fen(4_000), claimed_on=date(2026, 11, 24))
    desk.write_claims(actor, case, "worker-005", told, ["wages"])
    desk.write_agreement(actor, case, "worker-005", replace(told, owed_fen=fen(3_000)), ["wages"])
    form = service.form(actor, case)
    (worker,) = (party for party in form.parties if party.uid == "worker-005")
    assert (worker.claim_fen, worker.agreed_fen) == (fen(4_000), fen(3_000))
    assert form.claims == ()


def test_another_office_and_a_closed_case_are_left_alone(desk, database, actor, xs_actor, case):
    told = desk.blank(actor, case, "party-worker")
    with pytest.raises(RuleBroken, match="别的单位"):
        desk.keep(xs_actor, case, "party-worker", told)
    with database.write("结案", actor) as work:
        work.session.get(DisputeCaseRecord, case).state = "closed"
    with pytest.raises(RuleBroken, match="已结案"):
        desk.keep(actor, case, "party-worker", told)


def test_the_paper_tells_the_worker_the_sums_and_who_made_them(desk, actor, case):
    assert desk.on_paper(actor, case, ["party-worker"]) == []
    told = replace(desk.blank(actor, case, "party-worker"), ending="agreed")
    desk.keep(actor, case, "party-worker", told)
    (paper,) = desk.on_paper(actor, case, ["party-worker"])
    assert (paper.worker, paper.respondent) == ("张𧒽芬", "杭州某某电子科技有限公司")
    assert paper.result.claimed_fen == paper.result.items[0].claimed_fen


def test_what_was_written_is_taken_back_as_a_whole(desk, service, actor, case):
    before = service.form(actor, case)
    told = replace(desk.blank(actor, case, "party-worker"), ending="unlawful")
    written = desk.write_claims(actor, case, "party-worker", told, ["unlawful_dismissal"])
    assert service.form(actor, case) != before
    service.undo(actor, written.work_uid)
    assert service.form(actor, case) == before
    assert desk.kept(actor, case, "party-worker") is None
    agreed = desk.write_agreement(actor, case, "party-worker", told, ["unlawful_dismissal"])
    service.undo(actor, agreed.work_uid)
    assert service.life(actor, case).agreement is None


def test_an_agreement_in_force_is_not_written_over(desk, service, actor, database, case):
    told = replace(desk.blank(actor, case, "party-worker"), ending="agreed")
    desk.write_agreement(actor, case, "party-worker", told, ["severance"])
    uid = service.life(actor, case).agreement.uid
    with database.write("签订", actor) as work:
        row = work.session.get(AgreementRecord, uid)
        row.signed_on = date(2026, 11, 23)
        row.signed_applicant = row.signed_respondent = row.signed_mediator = row.sealed = True
    with pytest.raises(RuleBroken, match="已经签字盖章生效"):
        desk.write_agreement(actor, case, "party-worker", told, ["severance"])
