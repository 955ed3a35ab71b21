"""The roster of a collective dispute: five hundred rows with seven faulty ones, representatives, consent."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import collective_of, number
from union_desk.casework.intake import IntakeOrder, Verdict
from union_desk.core.errors import RuleBroken
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Agreement
from union_desk.dispute.values.calculation import CalculationInputs
from union_desk.sheets.grid import Sheet
from union_desk.sheets.layout import find_table

HEAD = ["序号", "姓名", "身份证号码", "联系电话", "入职时间", "欠薪金额", "是否同意", "备注"]


def surname(place):
    return "赵钱孙李周吴郑王冯陈"[place % 10]


def line(place):
    birth = f"19{70 + place % 30:02d}{place % 12 + 1:02d}{place % 28 + 1:02d}"
    return [
        str(place + 1),
        f"{surname(place)}{'甲乙丙丁戊己庚辛壬癸'[place // 10 % 10]}{'一二三四五'[place // 100]}",
        number(birth, f"{place % 900 + 1:03d}"),
        f"1380000{place:04d}",
        "2021-03-01",
        f"{5000 + place}.00",
        "",
        "",
    ]


@pytest.fixture
def case(service, actor, case_form):
    form = replace(case_form, parties=case_form.parties[1:], agents=(), claims=())
    return service.save(actor, form).uid


def order(rows, name="名册.xlsx"):
    table = find_table(Sheet("名册", [HEAD, *rows]))
    return lambda intake: IntakeOrder(
        "dispute_roster",
        name,
        "0" * 64,
        table,
        {
            1: "name",
            2: "id_no",
            3: "mobile",
            4: "entry_on",
            5: "claim_fen",
            6: "consented",
            7: "remark",
        },
    )


def take_in(service, actor, case, rows):
    intake = service.rosters.intake(case)
    preview = intake.judge(actor, order(rows)(intake))
    return preview, intake.apply(actor, preview)


def test_the_headings_of_usual_lists_are_recognised(service, actor, case):
    intake = service.rosters.intake(case)
    table = find_table(Sheet("名册", [HEAD, *(line(place) for place in range(5))]))
    found = intake.columns(actor, "dispute_roster", table)
    assert found == {
        1: "name",
        2: "id_no",
        3: "mobile",
        4: "entry_on",
        5: "claim_fen",
        6: "consented",
        7: "remark",
    }


def test_of_500_rows_the_seven_faulty_ones_are_named_and_the_others_taken(service, actor, case):
    rows = [line(place) for place in range(500)]
    rows[9][1] = ""
    rows[49][2] = rows[49][2][:17] + ("1" if rows[49][2][17] != "1" else "2")
    rows[99][2] = rows[98][2]
    rows[149][2] = "33019919990231001X"
    rows[199][5] = "-5000"
    rows[249][4] = "2030-01-01"
    rows[299][5] = "五千多"
    began = time.perf_counter()
    preview, applied = take_in(service, actor, case, rows)
    assert time.perf_counter() - began < 12
    refused = {one.row.number: one.words for one in preview.judged if one.verdict is Verdict.REFUSED}
    assert sorted(refused) == [11, 51, 101, 151, 201, 251, 301]
    assert refused[101] == "和第 100 行是同一个证件号码。"
    assert "校验码" in refused[51] or "18 位" in refused[51]
    assert (preview.counts.new, applied.counts.refused) == (493, 7)
    form = service.form(actor, case)
    workers = [party for party in form.applicants if party.roster]
    assert len(workers) == form.headcount == 493
    assert form.collective
    assert workers[0].person.name == rows[0][1]
    assert (workers[0].claim_fen, workers[0].entry_on) == (500_000, date(2021, 3, 1))


def test_the_same_list_again_changes_nothing_and_a_changed_sum_is_shown(service, actor, case):
    rows = [line(place) for place in range(12)]
    take_in(service, actor, case, rows)
    intake = service.rosters.intake(case)
    assert intake.judge(actor, order(rows)(intake)).counts.same == 12
    rows[3][5], rows[4][6] = "6,000", "是"
    preview = intake.judge(actor, order(rows)(intake))
    changed = [one for one in preview.judged if one.verdict is Verdict.CHANGED]
    assert [one.words for one in changed] == [
        "请求金额 5,003.00 元 → 6,000.00 元",
        "同意协议 （空） → 是",
    ]
    applied = intake.apply(actor, preview)
    parties = service.form(actor, case).applicants
    assert (parties[3].claim_fen, parties[4].consented) == (600_000, True)
    assert len(parties) == 12
    intake.undo(actor, applied.work_uid)
    assert service.form(actor, case).applicants[3].claim_fen == 500_300


def chosen_of(service, actor, case):
    return [party.uid for party in service.form(actor, case).applicants if party.representative]


def test_three_to_five_representatives_come_from_the_roster_only(service, actor, case):
    take_in(service, actor, case, [line(place) for place in range(12)])
    uids = [party.uid for party in service.form(actor, case).applicants]
    for chosen, words in (
        (uids[:2], "3 至 5 人"),
        (uids[:6], "3 至 5 人"),
        ([*uids[:3], "nobody"], "不在名册"),
    ):
        with pytest.raises(RuleBroken, match=words):
            service.rosters.represent(actor, case, chosen)
    service.rosters.represent(actor, case, uids[:3])
    assert chosen_of(service, actor, case) == uids[:3]
    service.rosters.represent(actor, case, uids[1:4])
    assert chosen_of(service, actor, case) == uids[1:4]
    with pytest.raises(RuleBroken, match="先改推代表"):
        service.rosters.remove(actor, case, uids[3:5])


def test_each_ones_consent_and_sum_are_written_down(service, actor, case):
    take_in(service, actor, case, [line(place) for place in range(12)])
    uids = [party.uid for party in service.form(actor, case).applicants]
    service.rosters.consent(actor, case, uids[:11], agrees=True, on=date(2026, 11, 20))
    service.rosters.consent(actor, case, uids[11:], agrees=False, on=None)
    service.rosters.agree_sums(actor, case, dict.fromkeys(uids, 400_000))
    form = service.form(actor, case)
    assert [party.consented for party in form.applicants] == [True] * 11 + [False]
    assert form.applicants[0].consent_on == date(2026, 11, 20)
    assert form.applicants[11].consent_on == date(2026, 11, 23)
    assert sum(party.agreed_fen for party in form.applicants) == 4_800_000
    with pytest.raises(RuleBroken, match="晚于今天"):
        service.rosters.consent(actor, case, uids, agrees=True, on=date(2026, 12, 1))
    with pytest.raises(RuleBroken, match="先在名册里选人"):
        service.rosters.consent(actor, case, [], agrees=True, on=None)


def test_a_worker_is_taken_off_and_the_headcount_follows(service, actor, case):
    take_in(service, actor, case, [line(place) for place in range(12)])
    uids = [party.uid for party in service.form(actor, case).applicants]
    service.rosters.remove(actor, case, uids[:2])
    form = service.form(actor, case)
    assert (len(form.applicants), form.headcount) == (10, 10)


def test_an_agreement_in_force_closes_the_roster(service, actor, database):
    case = service.save(actor, collective_of(12)).uid
    with database.write("签订", actor) as work:
        work.session.get(DisputeCaseRecord, case).state = State.AGREED
    with pytest.raises(RuleBroken, match="协议已经生效"):
        take_in(service, actor, case, [line(0)])


def test_nobody_of_another_office_writes_into_it(service, actor, xs_actor, case):
    take_in(service, actor, case, [line(place) for place in range(12)])
    uids = [party.uid for party in service.form(actor, case).applicants]
    with pytest.raises(RuleBroken, match="别的单位"):
        service.rosters.represent(xs_actor, case, uids[:3])


def test_who_may_not_edit_writes_nothing_of_sums_rosters_and_agreements(service, actor, case):
    nobody = replace(actor, roles=frozenset())
    told = CalculationInputs()
    for act in (
        lambda: service.calculations.workers(nobody, case),
        lambda: service.calculations.reckon(nobody, told),
        lambda: service.calculations.keep(nobody, case, "x", told),
        lambda: service.calculations.write_claims(nobody, case, "x", told, ["wages"]),
        lambda: service.calculations.write_agreement(nobody, case, "x", told, ["wages"]),
        lambda: service.calculations.on_paper(nobody, case, ["x"]),
        lambda: service.agreements.check(nobody, case, Agreement()),
        lambda: service.agreements.account(nobody, case, "x"),
        lambda: service.rosters.represent(nobody, case, ["x"]),
        lambda: service.rosters.consent(nobody, case, ["x"], agrees=True, on=None),
        lambda: service.rosters.agree_sums(nobody, case, {"x": 1}),
        lambda: service.rosters.remove(nobody, case, ["x"]),
        lambda: take_in(service, nobody, case, [line(0)]),
    ):
        with pytest.raises(RuleBroken, match=r"角色|权限"):
            act()
