"""A file is printed on the office's own table through the print sheet's job: filled, numbered, logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.screen import make_services
from tests.paper import word
from tests.paper.conftest import page_text
from union_desk.casework.values import Entry
from union_desk.core.rights import Actor, Role
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.print_job import PrintChoice
from union_desk.hardship.prints import hardship_forms
from union_desk.people.values import PersonCard

FORM = "hardship_application"
KEEPER = Actor("管理员", "QJ", "district", frozenset({Role.ADMINISTER}))
BEFORE, SINCE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def uids(services, family):
    """A file of before the own table, and one of after."""
    old = services.hardship.save(services.actor, replace(family, applied_on=BEFORE)).uid
    other = replace(family, owner=PersonCard(name="周红", sex="2"), members=(), incomes=(), outlays=())
    return old, services.hardship.save(services.actor, replace(other, applied_on=SINCE)).uid


def bring(services, title, on):
    document = word.blank()
    document.add_paragraph(f"{title}　编号：{{{{编号}}}}")
    rows = [
        ["姓名", "{{姓名}}", "低保", "{{是否低保}}"],
        ["成员", "{{家庭成员.姓名|以下空白}}", "", ""],
        ["", "", "", ""],
    ]
    word.table(document, rows, [25, 50, 25, 50])
    services.own_forms.enter(KEEPER, FORM, f"{title}.docx", word.saved(document), Entry(on, "", "本县样式"))


def job_of(services, uids):
    return FormJob(
        FormsToPrint(hardship_forms(services.hardship), services.actor, services.clock), uids, "表"
    )


def text(made, page):
    return "".join(page_text(made.pdf, page).split())


def never():
    return False


def test_each_file_is_printed_on_the_table_of_its_day_and_the_log_names_it(services, uids):
    bring(services, "本县申请表", SINCE)
    job = job_of(services, uids)
    choice = PrintChoice(FORM, 2, "filled")
    made = job.render(choice, lambda *_: None, never)
    job.printed(choice, made, into_file=False)
    ours, own = text(made, 0), text(made, 4)
    assert "困难职工家庭建档申请审批表" in ours
    assert "本县申请表编号：" in own
    assert "周红" in own
    assert "以下空白" in own
    assert "（第1版，自备表第1版）" in own
    assert "第1份" in own
    assert "第2份" in text(made, 5)
    old, new = (services.hardship.prints(services.actor, uid)[0].edition for uid in uids)
    assert (old, new) == ("KN-02 第1版", "KN-02 第1版，自备表第1版")


def test_what_was_printed_keeps_its_table_when_another_one_comes(services, uids):
    bring(services, "本县申请表", SINCE)
    job = job_of(services, uids[1:])
    choice = PrintChoice(FORM, 1, "data")
    first = job.render(choice, lambda *_: None, never)
    assert "本县申请表" not in text(first, 0)
    assert "周红" in text(first, 0)
    job.printed(choice, first, into_file=False)
    bring(services, "第二种申请表", SINCE)
    again = job_of(services, uids[1:]).render(PrintChoice(FORM, 1, "filled"), lambda *_: None, never)
    assert "第二种申请表" in text(again, 0)
    (line,) = services.hardship.prints(services.actor, uids[1])
    assert line.edition == "KN-02 第1版，自备表第1版"
    latest, printed = services.own_forms.versions(KEEPER, FORM)
    with pytest.raises(Exception, match="已有 1 份"):
        services.own_forms.withdraw(KEEPER, printed.uid, "不要了")
    services.own_forms.withdraw(KEEPER, latest.uid, "录错")
