"""An office's own table is entered from a Word file, printed by day of application, and left again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.paper import word
from tests.paper.conftest import page_text
from union_desk.casework.offices import Office, set_own_office, store_office
from union_desk.casework.own_forms import OwnFormService
from union_desk.casework.print_log import FormPrinted, log_print
from union_desk.casework.timeline import Subject
from union_desk.casework.values import Entry, in_force
from union_desk.casework.wording import WordingService, texts_on
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.store.undo import undo

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER}))
FORM = "hardship_application"
JANUARY, JUNE, SEPTEMBER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 9, 1)
TITLES = {FORM: "困难职工家庭建档申请审批表", "publicity": "困难职工公示"}


def file_of(title):
    document = word.blank()
    document.add_paragraph(title)
    word.table(document, [["姓名", "{{姓名}}"], ["编号", "{{编号}}"]], [30, 60])
    return word.saved(document)


@pytest.fixture(scope="module")
def first():
    return file_of("甲县申请表")


@pytest.fixture(scope="module")
def second():
    return file_of("乙县申请表")


@pytest.fixture
def service(database, clock, actor):
    with database.write("建立数据", actor) as work:
        store_office(work, Office("BY", "白杨街道总工会", "白杨"))
        set_own_office(work.session, "BY")
    return OwnFormService(database, clock, TITLES)


@pytest.fixture
def texts(database, clock):
    wording = WordingService(database, clock)
    return lambda on: wording.texts(KEEPER, FORM, on)


def printed(texts):
    form = load_form(FORM, texts)
    return "".join(page_text(render_pdf(form, [form.sample()]).pdf, 0).split())


@pytest.mark.on_server_too
def test_a_file_keeps_the_table_of_its_day(service, texts, first, second):
    service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY, "某某〔2026〕5号"))
    service.enter(KEEPER, FORM, "乙.docx", second, Entry(JUNE, "", "新样式"))
    assert "甲县申请表" in printed(texts(JANUARY))
    assert "乙县申请表" in printed(texts(JUNE))
    assert "（第1版，自备表第2版）" in printed(texts(JUNE))
    assert "张𧒽芬" in printed(texts(JUNE))
    assert texts(date(2025, 1, 1)).table is None
    assert [form.standing for form in service.forms(KEEPER)] == [
        "自备表第 2 版（2026-06-01 起）",
        "用程序的表",
    ]


def test_the_word_file_is_kept_byte_for_byte(service, first):
    service.enter(KEEPER, FORM, r"C:\表\甲 表.docx", first, Entry(JANUARY, "5号"))
    (version,) = service.versions(KEEPER, FORM)
    assert service.original(KEEPER, version.uid) == ("甲 表.docx", first)
    assert version.body["size"] == pytest.approx(len(first), abs=3)
    assert "docx" not in version.body


def test_back_to_ours_from_a_day_on(service, texts, first):
    with pytest.raises(RuleBroken, match="没有改动"):
        service.back(KEEPER, FORM, Entry(SEPTEMBER, "", "改回"))
    service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY, "5号"))
    service.back(KEEPER, FORM, Entry(SEPTEMBER, "", "改回"))
    assert texts(SEPTEMBER).table is None
    assert texts(JUNE).table is not None
    latest = service.versions(KEEPER, FORM)[0]
    assert service.sheet(KEEPER, latest).pages == load_form(FORM).pages
    with pytest.raises(RuleBroken, match="没有 Word 文件"):
        service.original(KEEPER, latest.uid)


def test_a_version_that_a_paper_bears_cannot_be_withdrawn(service, database, clock, texts, first, second):
    service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY, "1号"))
    service.enter(KEEPER, FORM, "乙.docx", second, Entry(JUNE, "2号"))
    later, earlier = service.versions(KEEPER, FORM)
    with database.write("打印", KEEPER) as work:
        borne = texts_on(work.session, FORM, JANUARY).uids
        log_print(
            work, Subject("hardship_file", "f", "BY"), FormPrinted(FORM, "表", "1"), clock(), wording=borne
        )
    with pytest.raises(RuleBroken, match="已有 1 份"):
        service.withdraw(KEEPER, earlier.uid, "不要了")
    service.withdraw(KEEPER, later.uid, "录错")
    assert texts(JUNE).uids == (earlier.uid,)
    assert in_force(service.versions(KEEPER, FORM), JUNE).uid == earlier.uid


def test_a_file_with_a_fault_or_without_a_change_is_not_kept(service, first):
    with pytest.raises(RuleBroken, match="表格 1 第 1 行第 2 格：没有名为“名字”的字段"):
        service.enter(KEEPER, FORM, "x.docx", _bent(), Entry(JANUARY, "5号"))
    with pytest.raises(RuleBroken, match="文号或理由"):
        service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY))
    service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY, "5号"))
    with pytest.raises(RuleBroken, match="没有改动"):
        service.enter(KEEPER, FORM, "甲2.docx", first, Entry(JUNE, "6号"))
    assert len(service.versions(KEEPER, FORM)) == 1
    with pytest.raises(RuleBroken, match="没有这张表"):
        service.enter(KEEPER, "payroll", "甲.docx", first, Entry(JUNE, "6号"))


def test_the_exported_word_file_can_be_entered_as_it_is(service, texts):
    data = service.template(KEEPER, FORM)
    looked = service.look(KEEPER, FORM, data)
    assert (looked.reading.faults, looked.reading.absent) == ((), ())
    assert looked.sheet.edition_shown == "第1版，自备表试印"
    service.enter(KEEPER, FORM, "样表.docx", data, Entry(JANUARY, "5号"))
    assert "杭州某某电子科技有限公司" in printed(texts(JUNE))
    assert service.sheet_today(KEEPER, FORM).texts.table is not None
    assert {"姓名", "家庭成员.姓名"} < {each.shown for each in service.fields(KEEPER, FORM)}


def test_only_an_administrator_changes_a_table(service, actor, first):
    with pytest.raises(RuleBroken, match="权限"):
        service.enter(actor, FORM, "甲.docx", first, Entry(JUNE, "1号"))


def test_making_it_can_be_taken_back(service, database, texts, first):
    made = service.enter(KEEPER, FORM, "甲.docx", first, Entry(JANUARY, "5号"))
    undo(database, made, KEEPER)
    assert texts(JUNE).table is None


def _bent():
    document = word.blank()
    word.table(document, [["姓名", "{{名字}}"]], [30, 60])
    return word.saved(document)
