from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from tests.hardship.test_intake import order
from tests.sheets.books import numbers, table
from union_desk.casework.intake import Intake
from union_desk.hardship.intake_members import MemberIntake

IDS = numbers(12)
HEADINGS = [
    "户主姓名",
    "户主身份证号",
    "成员姓名",
    "与户主关系",
    "身份证号",
    "健康状况",
    "月收入",
    "工作单位或学校",
]


@pytest.fixture
def intake(database, clock, service) -> Intake:
    return Intake(database, clock, (MemberIntake(),))


def judged(intake, actor, path):
    return intake.judge(actor, order(intake, actor, path, kind="members"))


def test_members_come_into_the_file_of_their_household(intake, service, actor, family, tmp_path):
    uid = service.save(actor, replace(family, members=family.members[:1], outlays=family.outlays[:1])).uid
    owner = family.owner
    husband = family.members[0].person
    rows = [
        [owner.name, owner.id_no, "李　䶮", "女儿", IDS[0], "健康", "", "某某高级中学"],
        ["", owner.id_no, husband.name, "夫", husband.id_no, "良好", 4000, ""],
        ["", owner.id_no, owner.name, "本人", owner.id_no, "", "", ""],
        ["谁也不是", IDS[5], "赵六", "子", "", "", "", ""],
        ["", "", "赵七", "子", "", "", "", ""],
        [owner.name, "", "李老太", "母亲", "", "", 300, ""],
        [owner.name, "", "李老太", "母亲", "", "", 300, ""],
    ]
    preview = judged(intake, actor, table(tmp_path / "家庭成员.xlsx", HEADINGS, rows))
    assert [one.verdict.value for one in preview.judged] == [
        "new", "changed", "same", "refused", "refused", "new", "refused",
    ]  # fmt: skip
    told = {change.label: (change.before, change.after) for change in preview.judged[1].changes}
    assert told["月收入"] == ("3,600.00 元", "4,000.00 元")
    assert told["与本人关系"] == ("配偶", "夫")
    assert "没有找到户主" in preview.judged[3].words
    assert "哪一户" in preview.judged[4].words
    applied = intake.apply(actor, preview)
    form = service.form(actor, uid)
    assert [member.person.name for member in form.members] == [husband.name, "李䶮", "李老太"]
    assert form.members[1].relation == "30"
    assert form.members[1].workplace == "某某高级中学"
    wages = {item.whose: item.amount_fen for item in form.incomes if item.kind == "wage"}
    assert wages == {"": 0, form.members[0].uid: 400_000, form.members[2].uid: 30_000}
    assert len(form.outlays) == 1
    again = judged(intake, actor, table(tmp_path / "b.xlsx", HEADINGS, rows[:3]))
    assert [one.verdict.value for one in again.judged] == ["same"] * 3
    intake.undo(actor, applied.work_uid)
    assert len(service.form(actor, uid).members) == 1


def test_a_merged_household_head_stands_for_all_his_rows(intake, service, actor, family, tmp_path):
    uid = service.save(actor, replace(family, members=(), incomes=(), outlays=())).uid
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["户主", "", "家庭成员", "", ""])
    sheet.append(["姓名", "身份证号", "姓名", "关系", "身份证号"])
    sheet.append([family.owner.name, family.owner.id_no, "李建国", "夫", IDS[0]])
    sheet.append(["", "", "李小", "子", IDS[1]])
    for cells in ("A1:B1", "C1:E1", "A3:A4", "B3:B4"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    preview = judged(intake, actor, tmp_path / "a.xlsx")
    assert preview.counts.new == 2
    intake.apply(actor, preview)
    assert [member.relation for member in service.form(actor, uid).members] == ["11", "20"]


def test_a_person_of_another_household_is_not_entered_twice(
    intake, service, actor, xs_actor, family, other_family, tmp_path
):
    service.save(actor, family)
    service.save(actor, other_family)
    husband = family.members[0].person
    rows = [["", other_family.owner.id_no, husband.name, "夫", husband.id_no, "", "", ""]]
    path = table(tmp_path / "a.xlsx", HEADINGS, rows)
    (one,) = judged(intake, actor, path).judged
    assert "一个人只能登记在一户" in one.words
    (foreign,) = judged(intake, xs_actor, path).judged
    assert "别的单位" in foreign.words
