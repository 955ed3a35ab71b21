"""The class of a household under three packs, and what a file lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import packs
from union_desk.core.terms import terms
from union_desk.hardship.rules import (
    Asset,
    Facts,
    HeldPlace,
    Income,
    Member,
    Outlay,
    assess,
    check_causes,
    check_nobody_twice,
    check_one_file,
    farm_worker_doubt,
    house_area_band,
    is_working_age,
    missing_fields,
    owner_doubts,
    pack_for,
    yearly_fen,
    zero_employment,
)
from union_desk.hardship.values import FileForm, IncomeEntry, MemberEntry
from union_desk.people.values import PersonCard

ON = date(2026, 5, 8)
CHILD = Member(working_age=False)


def earner(yearly, kind="wage"):
    return Member(working_age=True, able=True, employed=True, incomes=(Income(kind, yearly * 100),))


def household(yearly, *, heads=3, outlay=0, line=1000, **more):
    """Return a household with one earner; amounts in yuan."""
    outlays = (Outlay("illness", outlay * 100),) if outlay else ()
    members = (earner(yearly), *(CHILD for _ in range(heads - 1)))
    return Facts(on=ON, dibao_fen=line * 100, members=members, outlays=outlays, **more)


def codes(facts, pack, **settings):
    return [found.code for found in assess(facts, pack_for(pack, facts.on), **settings).classes]


# A couple with a child in senior high school: 3,600 a month and a rent of 200, hospital and school to pay.
COUPLE = Facts(
    on=ON,
    dibao_fen=100_000,
    members=(
        earner(43_200),
        Member(working_age=True, able=False, incomes=(Income("property", 240_000, "rent"),)),
        Member(working_age=False, in_school=True),
    ),
    outlays=(Outlay("illness", 1_440_000), Outlay("study", 300_000)),
)


def test_the_worked_example_comes_out():
    found = assess(COUPLE, pack_for("present", ON), comparator="<", multiplier=Fraction(2))
    assert (found.population, found.year_income_fen, found.year_outlay_fen) == (3, 4_560_000, 1_740_000)
    assert found.net_per_head == Fraction(2_820_000, 36)
    assert "人均纯收入 =（45,600.00 − 17,400.00）÷ 12 ÷ 3 = 783.33 元。" in found.steps
    assert found.classes[0].name == "深度困难"
    assert found.tests[0].deciding == "人均纯收入 783.33 ＜ 低保 1,000.00"
    without = assess(replace(COUPLE, outlays=()), pack_for("present", ON))
    assert "家庭月人均收入 = 45,600.00 ÷ 12 ÷ 3 = 1,266.67 元。" in without.steps
    assert [kind.code for kind in without.classes] == ["relative"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # under the line, on it, at and above one and a half times it
        (household(35_999), ["dibao"]),
        (household(36_000), ["dibao_edge"]),
        (household(36_001), []),
        (household(40_000, outlay=4_000), ["dibao_edge"]),
        (household(40_000, outlay=3_999), []),
        (household(54_000, outlay=18_000), ["dibao_edge"]),
        (household(54_001, outlay=18_001), []),
        # a sudden event up to three times the line, and above it with savings spent
        (household(30_000, event=True), ["dibao", "accidental"]),
        (household(54_000, outlay=18_000, event=True), ["dibao_edge", "accidental"]),
        (household(108_000, outlay=72_000, event=True), ["accidental"]),
        (household(108_000, outlay=71_999, event=True), []),
        (household(108_000, outlay=72_000), []),
        (household(108_001, outlay=72_001), ["accidental"]),
        (household(120_000, outlay=90_000, savings_fen=600_000), ["accidental"]),
        (household(120_000, outlay=90_000, savings_fen=600_100), []),
        (household(120_000, outlay=90_000, assets=(Asset("investment", 600_100),)), []),
    ],
)
def test_the_national_classes_of_2016(facts, expected):
    assert codes(facts, "national-2016") == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (household(35_999), ["dibao"]),
        (household(36_000), ["dibao_edge"]),
        (household(36_001), ["provincial"]),
        (household(60_000, outlay=6_000), ["provincial"]),
        (household(60_000, outlay=5_999), []),
        (household(60_000, outlay=24_000), []),
        (household(60_000, outlay=24_000, event=True), ["accidental"]),
        (household(60_000, outlay=23_999, event=True), ["provincial"]),
        (household(108_000, outlay=54_000), ["provincial"]),
        (household(108_001, outlay=54_001), []),
    ],
)
def test_zhejiang_has_a_provincial_class_besides(facts, expected):
    assert codes(facts, "zhejiang-2016") == expected


def test_a_sentence_that_could_not_be_read_only_raises_a_flag():
    found = assess(household(120_000, outlay=70_000, event=True), pack_for("zhejiang-2016", ON))
    assert found.classes == ()
    assert [test.code for test in found.tests if test.doubtful] == ["provincial"]
    assert found.flags == ("可能符合省级困难：标准原文这一句没有读全，请对照文件人工认定。",)


@pytest.mark.parametrize(
    ("facts", "settings", "expected"),
    [
        (household(35_999), {}, ["severe", "relative"]),
        (household(36_000), {}, ["relative"]),
        (household(36_000), {"comparator": "<="}, ["severe", "relative"]),
        (household(71_999), {}, ["relative"]),
        (household(72_000), {}, []),
        (household(72_000), {"comparator": "≤"}, ["relative"]),
        (household(54_000), {"multiplier": Fraction(3, 2)}, []),
        (household(53_999), {"multiplier": Fraction(3, 2)}, ["relative"]),
        (household(200_000, event=True), {}, ["accidental"]),
        # the year's loss must be more than four fifths of the income
        (household(100_000, yearly_loss_fen=8_000_000), {}, []),
        (household(100_000, yearly_loss_fen=8_000_001), {}, ["accidental"]),
        (household(0, yearly_loss_fen=1), {}, ["severe", "relative", "accidental"]),
        # outlay above income is shown as it is
        (household(10_000, outlay=50_000), {}, ["severe", "relative"]),
    ],
)
def test_the_classes_of_today_with_their_settings(facts, settings, expected):
    assert codes(facts, "present", **settings) == expected


def test_a_third_of_a_fen_decides_though_both_sides_look_alike():
    # 36,000.01 a year for three is 1,000.00027… a month: above the line, though shown as 1,000.00.
    members = (Member(working_age=True, employed=True, incomes=(Income("wage", 3_600_001),)), CHILD, CHILD)
    found = assess(replace(household(0), members=members), pack_for("national-2016", ON))
    assert found.classes == ()
    assert "（四舍五入前比较）" in found.tests[1].steps[0]


def test_the_classes_before_2020_have_levels_and_todays_have_none():
    before = assess(household(30_000), pack_for(None, date(2018, 5, 8)))
    assert (before.pack, before.classes[0].level) == ("national-2016", "全国级")
    today = assess(household(30_000), pack_for(None, ON))
    assert (today.pack, today.classes[0].level) == ("present", None)
    assert "national-2016" in before.basis
    assert "第 2016.1 版" in before.basis


JOBLESS = Member(working_age=True, able=True, employed=False)


@pytest.mark.parametrize(
    ("member", "added"),
    [
        (JOBLESS, 2_490_00 * 12),
        (replace(JOBLESS, incomes=(Income("wage", 1_000_000),)), 2_490_00 * 12 - 1_000_000),
        (replace(JOBLESS, incomes=(Income("business", 5_000_000),)), 0),
        (replace(JOBLESS, incomes=(Income("property", 1_000_000),)), 2_490_00 * 12),
        (replace(JOBLESS, incomes=(Income("transfer", 1_000_000, "pension"),)), 0),
        (replace(JOBLESS, jobless_proved=True), 0),
        (replace(JOBLESS, in_school=True), 0),
        (replace(JOBLESS, able=False), 0),
        (replace(JOBLESS, able=None), 0),
        (replace(JOBLESS, employed=None), 0),
        (replace(JOBLESS, employed=True), 0),
        (replace(JOBLESS, working_age=False), 0),
        (replace(JOBLESS, counted=False), 0),
    ],
)
def test_only_todays_pack_imputes_the_minimum_wage_to_an_able_jobless_adult(member, added):
    facts = replace(household(30_000, minimum_wage_fen=249_000), members=(earner(30_000), member))
    own = 0 if not member.counted else sum(income.yearly_fen for income in member.incomes)
    assert assess(facts, pack_for("present", ON)).year_income_fen == 3_000_000 + own + added
    assert assess(facts, pack_for("national-2016", ON)).year_income_fen == 3_000_000 + own


def test_what_nobody_has_asked_yet_is_a_flag_only_where_it_matters():
    facts = replace(household(30_000), members=(earner(30_000), replace(JOBLESS, able=None)))
    assert assess(facts, pack_for("present", ON)).flags == ("第 2 位成员没有填写有无劳动能力，未推算收入。",)
    assert assess(facts, pack_for("national-2016", ON)).flags == ()
    able = replace(household(30_000), members=(earner(30_000), JOBLESS))
    assert assess(able, pack_for("national-2016", ON)).flags == (
        "第 2 位成员有劳动能力而没有工作，请核对是否无正当理由拒绝就业。",
    )


@pytest.mark.parametrize("pack", packs("hardship_classes"), ids=lambda pack: pack.name)
def test_every_pack_holds_only_what_the_tests_understand(pack):
    known = {term.code for term in terms("hardship_class")}
    details = {term.code for term in terms("income_detail")}
    assert set(pack.data["income_not_counted"]) <= details
    for declared in pack.data["classes"]:
        assert declared["code"] in known
        for case in declared["cases"]:
            for condition in case["all"]:
                assert condition.get("comparator", "pack") in {"pack", "<", "<=", ">", ">="}
                assert condition.get("fact", "event") == "event"
                assert condition.get("figure", "net") in {"income", "net", "net_with_savings", "loss"}
    assert len(assess(COUPLE, pack).tests) == len(pack.data["classes"])


def test_an_imputation_is_a_step_and_a_flag_and_needs_the_minimum_wage():
    facts = replace(household(30_000), members=(earner(30_000), replace(JOBLESS, name="李明")))
    with pytest.raises(RuleBroken) as broken:
        assess(facts, pack_for("present", ON))
    assert broken.value.field == "minimum_wage"
    found = assess(replace(facts, minimum_wage_fen=249_000), pack_for("present", ON))
    assert any("第 2 位成员（李明）" in step and "2,490.00 × 12 = 29,880.00" in step for step in found.steps)
    assert any("李明" in flag for flag in found.flags)


@pytest.mark.parametrize("pack", ["national-2016", "zhejiang-2016", "present"])
@pytest.mark.parametrize("detail", ["festival_gift", "basic_pension", "old_age_allowance", "scholarship"])
def test_some_incomes_do_not_count(pack, detail):
    extra = Member(
        working_age=False, incomes=(Income("transfer", 1_000_000, detail), Income("transfer", 50_000))
    )
    facts = replace(household(30_000), members=(earner(30_000), extra))
    found = assess(facts, pack_for(pack, ON))
    assert found.year_income_fen == 3_050_000
    assert any("10,000.00 元按规定不计入收入" in step for step in found.steps)


def test_compulsory_schooling_is_no_rigid_outlay():
    outlays = (Outlay("study", 300_000), Outlay("study", 200_000, compulsory_school=True))
    found = assess(replace(household(36_000), outlays=outlays), pack_for("present", ON))
    assert found.year_outlay_fen == 300_000
    assert "因学 2,000.00 元属于义务教育阶段，不计入刚性支出。" in found.steps


def test_who_is_not_counted_neither_divides_nor_earns():
    apart = replace(earner(50_000), counted=False)
    found = assess(replace(household(30_000), members=(earner(30_000), apart)), pack_for("present", ON))
    assert (found.population, found.year_income_fen) == (1, 3_000_000)
    assert found.steps[0] == "家庭人口 1 人（另有 1 人不计入）。"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"members": ()}, "members"),
        ({"members": (replace(CHILD, counted=False),)}, "members"),
        ({"dibao_fen": 0}, "dibao"),
        (
            {"members": (Member(working_age=True, incomes=(Income("wage", -1),)),)},
            "members.0.incomes.0.yearly",
        ),
        ({"outlays": (Outlay("illness", -1),)}, "outlays.0.yearly"),
        ({"savings_fen": -1}, "savings"),
        ({"assets": (Asset("home", -1),)}, "assets"),
        ({"yearly_loss_fen": -1}, "yearly_loss"),
        ({"year_income_override_fen": 1}, "year_income_reason"),
        ({"year_income_override_fen": 1, "year_income_reason": "  "}, "year_income_reason"),
        ({"year_income_override_fen": -1, "year_income_reason": "核对"}, "year_income_override_fen"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(change, field):
    with pytest.raises(RuleBroken) as broken:
        assess(replace(household(30_000), **change), pack_for("present", ON))
    assert broken.value.field == field


def test_an_unknown_comparator_and_a_multiplier_of_nothing_are_refused():
    for settings, field in (({"comparator": ">"}, "comparator"), ({"multiplier": Fraction(0)}, "multiplier")):
        with pytest.raises(RuleBroken) as broken:
            assess(household(30_000), pack_for("present", ON), **settings)
        assert broken.value.field == field


def test_an_overridden_income_counts_with_its_reason():
    facts = replace(household(90_000), year_income_override_fen=3_000_000, year_income_reason="半年前失业")
    found = assess(facts, pack_for("present", ON))
    assert [kind.code for kind in found.classes] == ["severe", "relative"]
    assert "家庭年度总收入改按 30,000.00 元计算，理由：半年前失业" in found.steps
    assert found.flags == ("家庭年度总收入是改写的，请核对理由和凭证。",)


def test_the_exclusions_come_from_ticks_and_from_assets():
    assets = (
        Asset("vehicle", use="private"),
        Asset("vehicle", use="mobility"),
        Asset("home", count=2),
        Asset("shop"),
    )
    found = assess(
        replace(household(30_000), assets=assets, exclusions=("gambling_drugs",)), pack_for("present", ON)
    )
    assert [exclusion.code for exclusion in found.excluded] == ["gambling_drugs", "vehicle", "shop"]
    assert [kind.code for kind in found.classes] == ["severe", "relative"]
    assert found.flags == ("有 2 套住房，请核对是否超过当地人均住房面积（负面清单）。",)
    assert found.steps[-1].startswith("收支符合深度困难、相对困难，但有负面清单所列情形，请人工核定。")


def test_who_fits_no_class_is_told_so_with_the_values_that_differ_from_place_to_place():
    found = assess(household(300_000), pack_for("present", ON), comparator="<=", multiplier=Fraction(3, 2))
    assert found.steps[-1] == (
        "按本标准不符合任何一类。本次比较符取 ≤，相对困难取低保标准的 1.5 倍，意外损失取年收入的 80%；"
        "各地规定不同，以本地文件为准。"
    )
    assert assess(household(300_000), pack_for("national-2016", ON)).steps[-1] == "按本标准不符合任何一类。"


@given(
    st.integers(0, 300_000),
    st.integers(0, 300_000),
    st.integers(1, 8),
    st.sampled_from(["<", "<="]),
    st.sampled_from([Fraction(3, 2), Fraction(2)]),
)
def test_more_income_never_makes_a_household_needier(one, other, heads, comparator, multiplier):
    low, high = sorted((one, other))
    settings = {"comparator": comparator, "multiplier": multiplier}
    poor = codes(household(low, heads=heads), "present", **settings)
    rich = codes(household(high, heads=heads), "present", **settings)
    assert set(rich) <= set(poor)


@given(st.integers(0, 200_000), st.integers(0, 200_000), st.integers(1, 8))
def test_severe_is_always_relative_and_net_is_income_less_outlay(yearly, outlay, heads):
    found = assess(household(yearly, heads=heads, outlay=outlay), pack_for("present", ON))
    held = [kind.code for kind in found.classes]
    assert "severe" not in held or "relative" in held
    assert found.net_per_head * 12 * heads == (yearly - outlay) * 100


# What a file lacks, and which steps it may take.


def test_an_empty_form_lacks_every_field_with_an_asterisk_in_paper_order():
    labels = [line.label for line in missing_fields(FileForm())]
    assert labels == [
        "姓名",
        "民族",
        "性别",
        "身份证号",
        "出生日期",
        "政治面貌",
        "健康状况",
        "工作状态",
        "劳模类型",
        "住房类型",
        "手机号码或其他联系方式",
        "参加工作时间",
        "所属行业",
        "婚姻状况",
        "户口类型",
        "户口所在地行政区划",
        "医保状况",
        "家庭住址",
        "本人月平均收入",
        "主要致困原因",
    ]


FULL = FileForm(
    owner=PersonCard(
        name="王芳",
        ethnic="01",
        sex="2",
        id_no="330199197803124521",
        birth_on=date(1978, 3, 12),
        political="masses",
        health="good",
        work_status="on_post",
        model_worker="none",
        other_phone="0571-00000000",
        work_start_on=date(1998, 9, 1),
        marital="20",
        hukou_type="resident",
        hukou_division="330114",
        insured="resident",
        address="白杨街道",
    ),
    industry="textile",
    house_type="rented",
    incomes=(IncomeEntry(amount_fen=0),),
    main_cause="6",
)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (FULL, []),
        (replace(FULL, main_cause="10"), ["cause_text"]),
        (replace(FULL, minor_causes=("10",)), ["cause_text"]),
        (replace(FULL, main_cause="10", cause_text="火灾"), []),
        (replace(FULL, incomes=()), ["incomes"]),
        (replace(FULL, incomes=(IncomeEntry(amount_fen=None),)), ["incomes"]),
        (replace(FULL, incomes=(IncomeEntry(whose="x", amount_fen=5),)), ["incomes"]),
        (replace(FULL, year_income_override_fen=0), ["year_income_reason"]),
        (replace(FULL, event=True), ["event_text"]),
        (
            replace(FULL, members=(MemberEntry(counted=False),)),
            ["members.0.person.name", "members.0.relation", "members.0.count_reason"],
        ),
        (replace(FULL, owner=replace(FULL.owner, other_phone="", mobile="")), ["owner.mobile"]),
    ],
)
def test_a_missing_field_is_listed_with_its_path(form, fields):
    assert [line.field for line in missing_fields(form)] == fields


def test_a_second_file_for_a_household_names_the_first():
    held = HeldPlace("王芳", "白杨-2026-00031", as_owner=True, state="在档", field="owner.id_no")
    with pytest.raises(RuleBroken, match="王芳已在档案 白杨-2026-00031（建档职工，在档）中") as broken:
        check_one_file([held])
    assert broken.value.field == "owner.id_no"
    check_one_file([])


def test_nobody_stands_twice_in_one_household():
    check_nobody_twice(
        [("owner.id_no", "1"), ("members.0.person.id_no", "2"), ("members.1.person.id_no", "")] * 1
    )
    with pytest.raises(RuleBroken) as broken:
        check_nobody_twice([("owner.id_no", "1"), ("members.0.person.id_no", "1")])
    assert broken.value.field == "members.0.person.id_no"


def test_one_main_cause_and_three_others():
    check_causes("6", ("9", "3", "4"))
    for main, minor in (("6", ("1", "2", "3", "4")), ("6", ("6",))):
        with pytest.raises(RuleBroken):
            check_causes(main, minor)


@pytest.mark.parametrize(
    ("amount", "per", "months", "year"),
    [(100, "month", 12, 1200), (100, "month", 3, 300), (100, "year", 12, 100)],
)
def test_an_item_has_an_amount_of_twelve_months(amount, per, months, year):
    assert yearly_fen(amount, per, months) == year


def test_no_year_has_thirteen_months():
    with pytest.raises(RuleBroken):
        yearly_fen(100, "month", 13)


@pytest.mark.parametrize(
    ("birth", "sex", "working"),
    [
        (date(2010, 5, 9), "1", False),
        (date(2010, 5, 8), "1", True),
        (date(1966, 5, 9), "1", True),
        (date(1966, 5, 8), "1", False),
        (date(1971, 5, 9), "2", True),
        (date(1971, 5, 8), "2", False),
    ],
)
def test_working_age_runs_from_sixteen_to_retirement(birth, sex, working):
    assert is_working_age(birth, sex, ON, pack_for("present", ON)) is working


def test_a_household_whose_able_members_are_all_jobless_has_zero_employment():
    assert zero_employment([JOBLESS, CHILD])
    assert not zero_employment([JOBLESS, earner(1)])
    assert not zero_employment([CHILD, Member(working_age=True, able=False)])
    assert not zero_employment([replace(JOBLESS, in_school=True)])


@pytest.mark.parametrize(
    ("area", "band"),
    [
        (0, "le20"),
        (2000, "le20"),
        (2001, "gt20_le50"),
        (5000, "gt20_le50"),
        (5001, "gt50_le70"),
        (7001, "gt70"),
    ],
)
def test_a_floor_area_has_its_band(area, band):
    assert house_area_band(area) == band


def test_an_unusual_owner_is_only_doubted():
    assert owner_doubts(date(1980, 1, 1), "on_post", ON) == ()
    assert [path for path, _ in owner_doubts(date(1960, 1, 1), "retired", ON)] == [
        "owner.birth_on",
        "owner.work_status",
    ]
    assert owner_doubts(None, "student", ON)[0][1] == "学生不能作建档职工，应由家长建档。"


def test_a_farm_worker_needs_a_year_of_labour_relation():
    assert farm_worker_doubt(date(2025, 5, 9), ON)
    assert not farm_worker_doubt(date(2025, 5, 8), ON)
    assert not farm_worker_doubt(None, ON)
