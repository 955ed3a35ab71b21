from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.paper.conftest import page_text
from union_desk.casework.print_log import FormPrinted
from union_desk.casework.thresholds import ThresholdService
from union_desk.casework.values import Entry, Threshold
from union_desk.casework.wording import WordingService
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.hardship.prints import FILE_FORM, hardship_forms
from union_desk.hardship.queries import decisions_resting_on
from union_desk.hardship.service import ClassStandards
from union_desk.paper.render import render_pdf

KEEPER = Actor("虞一", "QJ", "district", frozenset({Role.ADMINISTER}))
APPLIED = date(2026, 11, 20)


@pytest.fixture
def standards(database, clock):
    return ClassStandards(database, clock)


def half_line(standards, since: date = date(2026, 1, 1)) -> None:
    """Set 相对困难 to half the line: nobody's 783.33 is below that."""
    standards.enter(
        KEEPER, "present", Entry(since, "某某〔2026〕8号"), {"multiplier": "0.5", "comparator": "<="}
    )


def test_a_decision_stays_as_it_was_when_the_pack_and_the_line_move_on(
    service, standards, database, clock, district_actor, family
):
    uid = service.save(district_actor, family).uid
    service.decide(district_actor, uid, "present", "severe")
    before = service.view(uid, district_actor).decision
    half_line(standards)
    lines = ThresholdService(database, clock, decisions_resting_on)
    lines.enter(KEEPER, Threshold("dibao_urban", 200_000, date(2026, 1, 1), "某某〔2026〕9号"))
    after = service.view(uid, district_actor).decision
    assert after == before
    assert after.pack_version == "2020.1"
    compared = service.compare_classes(district_actor, family).result("present")
    assert (compared.version, compared.dibao_fen) == ("2020.1-1", 200_000)
    assert compared.steps != before.steps
    assert "第 2020.1-1 版，依据单位改写（某某〔2026〕8号）" in compared.basis


def test_the_pack_of_a_file_is_that_of_its_day_of_application(service, standards, district_actor, family):
    half_line(standards, date(2026, 11, 21))
    assert service.compare_classes(district_actor, family).result("present").version == "2020.1"
    later = service.compare_classes(district_actor, family, date(2026, 11, 21)).result("present")
    assert later.version == "2020.1-1"


def test_what_a_decision_rests_on_cannot_be_withdrawn(
    service, standards, database, clock, district_actor, family
):
    half_line(standards)
    pack = standards.versions(KEEPER, "present")[0]
    uid = service.save(district_actor, family).uid
    service.decide(district_actor, uid, "present", "severe")
    with pytest.raises(RuleBroken, match="已有 1 份认定"):
        standards.withdraw(KEEPER, pack.uid, "不要了")
    lines = ThresholdService(database, clock, decisions_resting_on)
    line = next(each for each in lines.versions(KEEPER, "dibao_urban") if not each.shipped)
    with pytest.raises(RuleBroken, match="已有 1 份认定"):
        lines.withdraw(KEEPER, line.uid, "不要了")


def test_a_version_on_which_nothing_rests_is_withdrawn_and_the_shipped_pack_is_back(standards):
    half_line(standards)
    version = standards.versions(KEEPER, "present")[0]
    standards.withdraw(KEEPER, version.uid, "录错")
    assert standards.packs(KEEPER)[-1].version == "2020.1"
    assert standards.versions(KEEPER, "present")[0].body["multiplier"] == "0.5"


def test_a_trial_shows_one_file_under_both_and_stores_nothing(
    service, standards, district_actor, family, database
):
    uid = service.save(district_actor, family).uid
    entry = Entry(date(2026, 11, 23))
    trial = standards.try_on(KEEPER, "present", entry, {"multiplier": "0.5"}, uid)
    assert [choice.code for choice in trial.before.classes] == ["severe", "relative"]
    assert [choice.code for choice in trial.after.classes] == ["severe"]
    assert trial.before.steps != trial.after.steps
    assert standards.packs(KEEPER)[-1].version == "2020.1"


def test_values_that_change_nothing_or_cannot_be_are_refused(standards, district_actor):
    entry = Entry(APPLIED, "1号")
    with pytest.raises(RuleBroken, match="没有改动"):
        standards.enter(KEEPER, "present", entry, {"multiplier": "2.0"})
    with pytest.raises(RuleBroken) as refused:
        standards.enter(KEEPER, "present", entry, {"multiplier": "-1"})
    assert refused.value.field == "multiplier"
    with pytest.raises(RuleBroken, match="文号或理由"):
        standards.enter(KEEPER, "present", Entry(APPLIED), {"multiplier": "1.5"})


def test_only_an_administrator_changes_a_pack(standards):
    handler = Actor("李强", "QJ", "district", frozenset({Role.HANDLE}))
    with pytest.raises(RuleBroken, match="权限"):
        standards.enter(handler, "present", Entry(APPLIED, "1号"), {"multiplier": "1.5"})
    assert standards.packs(handler)


def test_a_paper_of_a_file_bears_the_texts_of_its_day(service, database, clock, district_actor, family):
    uid = service.save(district_actor, family).uid
    wording = WordingService(database, clock)
    new = Entry(date(2026, 11, 21), "某某〔2026〕5号")
    wording.enter(KEEPER, "hardship_file.commitment", "以上完全属实。", new)
    later_owner = replace(family.owner, name="周红", id_no="")
    later = replace(family, owner=later_owner, members=(), incomes=(), outlays=(), applied_on=new.from_on)
    second = service.save(district_actor, later).uid
    form = hardship_forms(service)[0]
    records = form.records([uid, second], district_actor)
    pdf = render_pdf(form.sheet(district_actor), records).pdf
    assert ["完全属实" in page_text(pdf, page) for page in (0, 2)] == [False, True]
    service.log_prints(district_actor, [uid, second], FormPrinted(FILE_FORM, form.title, "1"))
    assert service.prints(district_actor, uid)[0].edition == "1"
    assert service.prints(district_actor, second)[0].edition == "1，本人承诺第1版"


def test_a_future_version_may_be_taken_back_to_todays_values(standards):
    half_line(standards, date(2027, 1, 1))
    standards.enter(
        KEEPER, "present", Entry(date(2027, 1, 1), "", "文件未通过"), {"multiplier": "2", "comparator": "<"}
    )
    last, former, shipped = standards.versions(KEEPER, "present")
    assert last.body == shipped.body
    assert former.body["multiplier"] == "0.5"


def test_a_line_is_taken_back_only_while_no_decision_rests_on_it(service, district_actor, family):
    line = Threshold("dibao_urban", 110_000, date(2026, 1, 1))
    service.undo(district_actor, service.set_threshold(district_actor, line))
    work = service.set_threshold(district_actor, line)
    uid = service.save(district_actor, family).uid
    service.decide(district_actor, uid, "present", "severe")
    with pytest.raises(RuleBroken, match="已有认定依据这一条标准"):
        service.undo(district_actor, work)
