from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.sheets.books import numbers, summary, table, two_lists
from union_desk.casework.intake import Cancelled, Intake, IntakeOrder, Verdict
from union_desk.casework.numbers import NumberBlock, lend_block, numbers_left, take_numbers
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.hardship.intake import FileIntake
from union_desk.hardship.values import FileFilter, MemberEntry
from union_desk.people.intake import EmployerIntake
from union_desk.people.values import PersonCard
from union_desk.sheets.columns import knows_headings
from union_desk.sheets.layout import find_table
from union_desk.sheets.reading import read_workbook
from union_desk.sheets.refused import write_refused

IDS = numbers(20)
FIXTURES = Path(__file__).parents[1] / "sheets" / "fixtures"
PEOPLE = [
    ("王　芳", IDS[0], "某某电子有限公司", 13800000001, "一号大街1号", 1200, "低保边缘"),
    ("李强", IDS[1], "某某机械厂", "138-0000-0002", "一号大街2号", "1.2万", ""),
    ("赵敏", IDS[2], "某某机械厂", "13800000003", "一号大街3号", "900元", ""),
]


@pytest.fixture
def intake(database, clock, service) -> Intake:
    return Intake(database, clock, (FileIntake(), EmployerIntake()))


def order(intake, actor, path, kind="hardship", sender="") -> IntakeOrder:
    book = read_workbook(path)
    found = find_table(book.sheets[0], knows_headings(intake.kind(kind).fields))
    assert found is not None
    columns = intake.columns(actor, kind, found, sender)
    return IntakeOrder(kind, book.file_name, book.sha256, found, columns, sender, book.counts_from_1904)


def taken_in(intake, actor, path, **more):
    preview = intake.judge(actor, order(intake, actor, path, **more))
    return preview, intake.apply(actor, preview)


def names(service, actor) -> list[str]:
    ids = service.ids(actor, FileFilter(), "number")
    rows = service.rows(actor, ids)
    return [rows[uid].name for uid in ids]


def test_the_summary_of_an_office_comes_in_without_a_lost_row(intake, service, actor, tmp_path):
    preview, applied = taken_in(intake, actor, summary(tmp_path / "汇总表.xlsx", PEOPLE))
    assert preview.counts.words == "新增 3 · 更改 0 · 相同 0 · 疑似 0 · 拒收 0"
    assert preview.counts.passed_over == 5
    assert applied.title == "导入困难职工名单"
    assert names(service, actor) == ["王芳", "李强", "赵敏"]
    uid = service.ids(actor, FileFilter(), "number")[0]
    view = service.view(uid, actor)
    form = view.form
    assert view.number == "BY-2026-00031"
    assert (form.owner.id_no, form.owner.mobile, form.owner.address) == (IDS[0], "13800000001", "一号大街1号")
    assert (form.employer.name, form.remark, form.typist) == ("某某电子有限公司", "低保边缘", actor.user)
    assert [(item.whose, item.amount_fen, item.per) for item in form.incomes] == [("", 120_000, "month")]
    assert form.owner.birth_on is not None
    assert service.timeline(actor, uid)[0].text == "从 Excel 名单导入，开始登记。"
    assert service.search(actor, "lq")[0].title.startswith("李强")


def test_nothing_is_written_before_it_is_agreed(intake, service, actor, tmp_path):
    intake.judge(actor, order(intake, actor, summary(tmp_path / "a.xlsx", PEOPLE)))
    assert names(service, actor) == []
    assert intake.imports(actor) == ()


def test_two_lists_side_by_side_come_in_and_the_log_tells_of_it(intake, service, actor, tmp_path):
    left = [(f"王{n}", IDS[place], f"1380000000{place}", "甲厂") for place, n in enumerate("一二三四五")]
    right = [(f"李{n}", IDS[5 + place], f"1390000000{place}", "乙厂") for place, n in enumerate("一二")]
    path = two_lists(tmp_path / "两列.xlsx", left, right)
    book = read_workbook(path)
    preview, applied = taken_in(intake, actor, path, sender="白杨社区")
    assert preview.counts.new == 7
    assert sorted(names(service, actor)) == sorted(person[0] for person in (*left, *right))
    (line,) = intake.former(actor, book.sha256)
    assert (line.file_name, line.sender, line.added, line.refused, line.by) == (
        "两列.xlsx",
        "白杨社区",
        7,
        0,
        actor.user,
    )
    held = service.rows(actor, service.ids(actor, FileFilter(), "number"))
    assert sorted(row.number for row in held.values()) == [f"BY-2026-{number:05}" for number in range(31, 38)]
    intake.undo(actor, applied.work_uid)
    assert names(service, actor) == []
    assert intake.former(actor, book.sha256) == ()


def test_the_same_table_again_changes_nothing_and_a_new_one_changes_what_it_says(
    intake, service, actor, tmp_path
):
    taken_in(intake, actor, summary(tmp_path / "a.xlsx", PEOPLE))
    again = intake.judge(actor, order(intake, actor, summary(tmp_path / "b.xlsx", PEOPLE)))
    assert again.counts.words == "新增 0 · 更改 0 · 相同 3 · 疑似 0 · 拒收 0"
    with pytest.raises(RuleBroken, match="没有要写入的行"):
        intake.apply(actor, again)
    headings = ["姓名", "身份证号", "手机号码", "月收入", "困难类别", "工作单位"]
    rows = [["王芳", IDS[0], "13911111111", 1500, "相对困难", "新单位"], ["李强", IDS[1], "", "", "", ""]]
    preview, applied = taken_in(intake, actor, table(tmp_path / "c.xlsx", headings, rows))
    assert [one.verdict for one in preview.judged] == [Verdict.CHANGED, Verdict.SAME]
    told = {change.label: (change.before, change.after) for change in preview.judged[0].changes}
    assert told["手机号码"] == ("138****0001", "139****1111")
    assert told["本人月收入"] == ("1,200.00 元", "1,500.00 元")
    assert told["困难类别"] == ("", "相对困难")
    assert told["工作单位"] == ("某某电子有限公司", "新单位")
    assert len(told) == 4
    view = service.view(service.ids(actor, FileFilter(), "number")[0], actor)
    assert (view.form.owner.mobile, view.class_code, view.form.employer.name) == (
        "13911111111",
        "relative",
        "新单位",
    )
    assert [item.amount_fen for item in view.form.incomes] == [150_000]
    assert view.form.owner.address == "一号大街1号"
    assert view.form.remark == "低保边缘"
    intake.undo(actor, applied.work_uid)
    assert service.view(view.uid, actor).form.owner.mobile == "13800000001"


def test_rows_that_cannot_be_taken_say_why_at_their_cell(intake, service, actor, tmp_path):
    wrong = IDS[3][:17] + ("0" if IDS[3][17] != "0" else "1")
    rows = [
        ["王芳", float(IDS[0][:17] + "0"), "13800000001", "1985-06-05", 1],
        ["李强", wrong, "", "", 1],
        ["赵敏", IDS[2], "12", "", 1],
        ["", IDS[4], "", "", 1],
        ["钱一", IDS[5], "", "1985.1x", 1],
        ["孙二", IDS[6], "", "", 1],
        ["孙二", IDS[6], "", "", 1],
        ["周三", IDS[7], "", "", "=A1"],
    ]
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号", "联系电话", "出生日期", "月收入"], rows)
    preview = intake.judge(actor, order(intake, actor, path))
    assert [one.verdict.value for one in preview.judged] == [
        "refused",
        "refused",
        "new",
        "refused",
        "refused",
        "new",
        "refused",
        "refused",
    ]
    at = [one.faults[0].field for one in preview.judged if one.faults]
    assert at == ["id_no", "id_no", "name", "birth_on", "id_no", "month_income"]
    assert "手机" in preview.judged[2].words
    assert "文本" in preview.judged[0].words
    assert "第 18 位应为" in preview.judged[1].words
    assert "第 7 行" in preview.judged[6].words
    assert "保存一次" in preview.judged[7].words
    headings, given_back = intake.refused_rows(preview)
    assert headings[1] == "身份证号"
    assert [row.number for row in given_back] == [2, 3, 5, 6, 8, 9]
    assert list(given_back[0].at) == [1]
    write_refused(tmp_path / "退回.xlsx", headings, given_back)
    intake.apply(actor, preview)
    assert names(service, actor) == ["赵敏", "孙二"]


def test_a_word_of_no_list_does_not_cost_the_person_his_row(intake, actor, tmp_path):
    rows = [["王芳", IDS[0], "说不清", "本人患病多年"]]
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号", "健康状况", "致困原因"], rows)
    (one,) = intake.judge(actor, order(intake, actor, path)).judged
    assert one.verdict is Verdict.NEW
    assert "健康状况没有导入" in one.words
    assert one.plan.form.cause_text == "本人患病多年"


def test_a_person_known_by_name_only_is_asked_about(intake, service, actor, tmp_path):
    taken_in(intake, actor, summary(tmp_path / "a.xlsx", PEOPLE))
    path = table(
        tmp_path / "b.xlsx", ["姓名", "联系电话"], [["王芳", "13900000000"], ["吴用", "13900000001"]]
    )
    preview = intake.judge(actor, order(intake, actor, path))
    doubtful, fresh = preview.judged
    assert doubtful.verdict is Verdict.DOUBTFUL
    assert "白杨-2026-00031" in doubtful.words
    assert fresh.verdict is Verdict.NEW
    assert len(intake.refused_rows(preview)[1]) == 1
    applied = intake.apply(actor, preview, frozenset({doubtful.row.place}))
    assert applied.counts.new == 2
    assert names(service, actor).count("王芳") == 2


def test_a_member_of_another_household_gets_no_second_file(intake, service, actor, family, tmp_path):
    service.save(actor, family)
    member = family.members[0].person
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号"], [[member.name, member.id_no]])
    (one,) = intake.judge(actor, order(intake, actor, path)).judged
    assert one.verdict is Verdict.REFUSED
    assert "家庭成员" in one.words
    assert "一户只建一份档案" in one.words


def test_the_file_of_another_street_is_not_touched_and_another_name_is_no_change(
    intake, service, actor, xs_actor, family, tmp_path
):
    service.save(xs_actor, family)
    owner = family.owner
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号"], [[owner.name, owner.id_no]])
    (one,) = intake.judge(actor, order(intake, actor, path)).judged
    assert "下沙" in one.words
    other = table(tmp_path / "b.xlsx", ["姓名", "身份证号"], [["别人", owner.id_no]])
    (renamed,) = intake.judge(xs_actor, order(intake, xs_actor, other)).judged
    assert renamed.verdict is Verdict.REFUSED
    assert "姓名不同" in renamed.words


def test_a_card_that_the_office_has_is_used_and_keeps_what_the_table_does_not_say(
    intake, service, actor, family, tmp_path
):
    uncounted = MemberEntry(
        person=PersonCard(name="吴用", id_no=IDS[9], address="老地址", mobile="13800000009"), counted=False
    )
    service.save(actor, replace(family, members=(uncounted,), incomes=(), outlays=()))
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号", "手机号码"], [["吴用", IDS[9], "13900000009"]])
    taken_in(intake, actor, path)
    uid = service.ids(actor, FileFilter(text="吴用"), "-number")[0]
    owner = service.view(uid, actor).form.owner
    assert (owner.mobile, owner.address) == ("13900000009", "老地址")
    with service._database.read() as session:
        from union_desk.people.queries import persons_with_id

        assert len(persons_with_id(session, IDS[9])) == 1


def test_the_columns_of_a_sender_are_remembered(intake, actor, tmp_path):
    path = table(tmp_path / "a.xlsx", ["甲", "乙", "丙"], [["王芳", IDS[0], "13800000001"]])
    first = order(intake, actor, path, sender="下沙社区")
    taught = replace(first, columns={0: "name", 1: "id_no", 2: "other_phone"})
    intake.apply(actor, intake.judge(actor, taught))
    later = table(tmp_path / "b.xlsx", ["甲", "乙 ", "丙"], [["李强", IDS[1], "13800000001"]])
    assert order(intake, actor, later, sender="下沙社区").columns == taught.columns
    assert order(intake, actor, later).columns == taught.columns
    assert intake.senders(actor) == ("下沙社区",)


def test_what_changed_since_the_preview_is_noticed(intake, service, actor, family, tmp_path):
    path = table(tmp_path / "a.xlsx", ["姓名", "身份证号"], [["王芳", IDS[0]]])
    preview = intake.judge(actor, order(intake, actor, path))
    service.save(actor, replace(family, owner=replace(family.owner, name="王芳", id_no=IDS[0])))
    with pytest.raises(RuleBroken, match="重新预览"):
        intake.apply(actor, preview)
    fresh = intake.judge(actor, order(intake, actor, path))
    assert fresh.judged[0].verdict is Verdict.SAME


def test_a_cancelled_import_leaves_nothing(intake, service, actor, tmp_path):
    preview = intake.judge(actor, order(intake, actor, summary(tmp_path / "a.xlsx", PEOPLE)))
    with pytest.raises(Cancelled):
        intake.apply(actor, preview, cancelled=lambda: True)
    assert names(service, actor) == []


def test_columns_that_make_no_sense_are_told(intake, actor, tmp_path):
    path = table(tmp_path / "a.xlsx", ["单位名称", "电话"], [["甲厂", "1"]])
    told = order(intake, actor, path, kind="employers")
    with pytest.raises(RuleBroken, match="单位名称"):
        intake.judge(actor, replace(told, columns={1: "phone"}))
    with pytest.raises(RuleBroken, match="两列"):
        intake.judge(actor, replace(told, columns={0: "name", 1: "name"}))
    with pytest.raises(RuleBroken, match="没有“x”"):
        intake.judge(actor, replace(told, columns={0: "name", 1: "x"}))


def test_a_district_lends_itself_the_numbers_of_a_long_list(intake, service, district_actor, tmp_path):
    people = [
        [f"王{n:03}".translate(str.maketrans("0123456789", "〇一二三四五六七八九")), each]
        for n, each in enumerate(numbers(520))
    ]
    preview, _ = taken_in(intake, district_actor, table(tmp_path / "a.xlsx", ["姓名", "身份证号"], people))
    assert preview.counts.new == 520
    ids = service.ids(district_actor, FileFilter(), "number")
    held = service.rows(district_actor, ids)
    assert [held[uid].number for uid in (ids[0], ids[-1])] == ["QJ-2026-00001", "QJ-2026-00520"]


def test_employers_come_in_change_and_are_doubted(intake, database, actor, tmp_path):
    headings = ["序号", "单位名称", "统一社会信用代码", "职工人数", "联系人", "电话", "单位性质"]
    rows = [
        [1, "甲电子有限公司", "91350100M000100Y43", "120人", "王芳", "0571-86910000", "民营"],
        [2, "乙厂", "", 30, "", "", ""],
    ]
    preview, _ = taken_in(intake, actor, table(tmp_path / "a.xlsx", headings, rows), kind="employers")
    assert preview.counts.new == 2
    rows = [
        [1, "甲电子有限公司（新）", "91350100M000100Y43", 150, "", "", ""],
        [2, "乙厂", "", 30, "", "", ""],
        [3, "丙厂", "91350100M000100Y44", "", "", "", ""],
    ]
    again, _ = taken_in(intake, actor, table(tmp_path / "b.xlsx", headings, rows), kind="employers")
    assert [one.verdict.value for one in again.judged] == ["changed", "same", "refused"]
    assert "信用代码第 18 位" in again.judged[2].words
    with database.read() as session:
        from union_desk.people.queries import employer_card
        from union_desk.people.records import EmployerRecord

        cards = [employer_card(record) for record in session.query(EmployerRecord).all()]
    assert sorted((card.name, card.headcount, card.contact) for card in cards) == [
        ("乙厂", 30, ""), ("甲电子有限公司（新）", 150, "王芳"),
    ]  # fmt: skip


def test_only_who_may_enter_may_take_in(intake, actor, tmp_path):
    reader = Actor("只读", "BY", "BY", frozenset({Role.READ}))
    told = order(intake, actor, summary(tmp_path / "a.xlsx", PEOPLE))
    with pytest.raises(RuleBroken, match="权限"):
        intake.judge(reader, told)


def test_many_numbers_are_taken_at_once_and_the_rest_are_temporary(database, actor):
    today = date(2026, 11, 24)
    with database.write("号段", actor) as work:
        for first, last in ((3, 4), (8, 8)):
            lend_block(work, NumberBlock("x", "BY", 2026, database.site, first, last))
        assert numbers_left(work.session, "x", "BY", database.site, today) == 3
        taken = take_numbers(work.session, "x", "BY", database.site, today, 2)
        taken += take_numbers(work.session, "x", "BY", database.site, today, 3, prefix="QB")
        assert numbers_left(work.session, "x", "BY", database.site, today) == 0
    assert taken == [
        ("BY-2026-00003", False),
        ("BY-2026-00004", False),
        ("QB-2026-00008", False),
        ("BY-20261124-001", True),
        ("BY-20261124-002", True),
    ]


@pytest.mark.parametrize("name", ["summary.xls", "summary.ods"])
def test_the_summary_comes_in_from_older_and_free_table_programs(intake, service, actor, name):
    preview, _ = taken_in(intake, actor, FIXTURES / name)
    assert preview.counts.words == "新增 2 · 更改 0 · 相同 0 · 疑似 0 · 拒收 0"
    assert preview.counts.passed_over == 4
    assert names(service, actor) == ["王芳", "李强"]
    form = service.form(actor, service.ids(actor, FileFilter(), "number")[0])
    assert (form.owner.mobile, form.owner.birth_on) == ("13800000001", date(1985, 6, 5))
