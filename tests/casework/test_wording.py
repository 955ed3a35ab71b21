from __future__ import annotations

from datetime import date

import pytest

from tests.paper.conftest import page_text
from union_desk.casework.offices import Office, set_own_office, store_office
from union_desk.casework.print_log import FormPrinted, log_print
from union_desk.casework.timeline import Subject
from union_desk.casework.values import Entry
from union_desk.casework.wording import WordingService, texts_on
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER}))
ID = "hardship_file.commitment"
NEW = "本人授权{office}核对家庭经济状况。"
JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture
def service(database, clock, actor):
    with database.write("建立数据", actor) as work:
        store_office(work, Office("BY", "白杨街道总工会", "白杨"))
        set_own_office(work.session, "BY")
    return WordingService(database, clock)


def printed(texts) -> str:
    pdf = render_pdf(load_form("hardship_file", texts), [], mode="blank").pdf
    return "".join(page_text(pdf, 0).split())


def test_a_case_keeps_the_text_of_its_day_and_the_paper_names_the_version(service, database):
    service.enter(KEEPER, ID, NEW, Entry(JUNE, "某某〔2026〕5号"))
    old, new = service.texts(KEEPER, "hardship_file", JANUARY), service.texts(KEEPER, "hardship_file", JUNE)
    assert "以上情况属实" in printed(old)
    assert "第1版）" in printed(old)
    assert "本人授权白杨街道总工会核对家庭经济状况。" in printed(new)
    assert "（第1版，本人承诺第1版）" in printed(new)
    service.enter(KEEPER, ID, "再改。", Entry(date(2026, 9, 1), "", "简化"))
    assert printed(service.texts(KEEPER, "hardship_file", JUNE)) == printed(new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("以上属实😀", "字体里没有这些字符：😀"),
        ("以上情况属实。" * 60, "印不下"),
        ("以上情况属实，同意核对家庭经济状况并按规定公示。", "没有改动"),
        ("{名字}", "没有名为"),
    ],
)
def test_a_text_that_would_not_come_out_of_the_printer_is_not_kept(service, text, said):
    with pytest.raises(RuleBroken, match=said):
        service.enter(KEEPER, ID, text, Entry(JUNE, "1号"))
    assert len(service.versions(KEEPER, ID)) == 1


def test_a_line_below_the_table_neither_breaks_nor_shrinks(service):
    with pytest.raises(RuleBroken, match="印不下"):
        service.doubts(KEEPER, "hardship_file.note", "第一行\n第二行")
    with pytest.raises(RuleBroken, match="印不下"):
        service.doubts(KEEPER, "hardship_file.note", "注：" + "长" * 90)


def test_a_version_that_a_paper_bears_cannot_be_withdrawn(service, database, clock):
    service.enter(KEEPER, ID, NEW, Entry(JANUARY, "1号"))
    service.enter(KEEPER, ID, "另一版。", Entry(JUNE, "2号"))
    later, earlier, _shipped = service.versions(KEEPER, ID)
    with database.write("打印", KEEPER) as work:
        texts = texts_on(work.session, "hardship_file", JANUARY)
        paper = FormPrinted("hardship_file", "困难职工档案表", "1")
        log_print(work, Subject("hardship_file", "f", "BY"), paper, clock(), wording=texts.uids)
    with pytest.raises(RuleBroken, match="已有 1 份"):
        service.withdraw(KEEPER, earlier.uid, "不要了")
    service.withdraw(KEEPER, later.uid, "录错")
    assert service.texts(KEEPER, "hardship_file", JUNE).uids == (earlier.uid,)


def test_only_an_administrator_changes_a_text(service, actor):
    with pytest.raises(RuleBroken, match="权限"):
        service.enter(actor, ID, NEW, Entry(JUNE, "1号"))


def test_a_shipped_text_names_the_office_and_the_district_that_approves(service, database, actor):
    with database.write("建立数据", actor) as work:
        store_office(work, Office("QJ", "钱塘区总工会", "钱塘区", "district"))
    texts = service.texts(KEEPER, "means_authorisation", JUNE)
    assert "授权钱塘区总工会委托民政部门" in dict(texts.texts)["means_authorisation.grant"]
    assert (texts.uids, texts.mark) == ((), "")
    assert "{" not in "".join(dict(service.texts(KEEPER, "privacy_notice", JUNE).texts).values())
