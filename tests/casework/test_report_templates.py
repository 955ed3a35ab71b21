"""Tables of others are kept in versions by each office, and given to another one as a file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.sheets.test_template import BLANK, COLUMNS, LAYOUT
from union_desk.casework.report_templates import ReportTemplate, ReportTemplates
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.sheets.template import FIELD, Filling

ENTITY = "hardship_file"
TABLE = ReportTemplate("市总年度汇总表", "附件1.xlsx", LAYOUT)


@pytest.fixture
def templates(database, clock) -> ReportTemplates:
    return ReportTemplates(database, clock)


def test_a_marked_table_is_kept_with_its_headings(templates, actor):
    uid = templates.keep(actor, ENTITY, TABLE, BLANK)
    (kept,) = templates.all(actor, ENTITY)
    assert (kept.uid, kept.name, kept.number, kept.saved_by) == (uid, "市总年度汇总表", 1, "王芳")
    assert kept.layout == LAYOUT
    assert kept.titles[3] == "身份证号码"
    assert templates.workbook(actor, uid) == BLANK


@pytest.mark.on_server_too
def test_the_same_name_again_is_the_next_version_and_the_first_stays_in_the_store(templates, actor, clock):
    first = templates.keep(actor, ENTITY, TABLE, BLANK)
    clock.go_on(days=1)
    templates.keep(actor, ENTITY, replace(TABLE, layout=replace(LAYOUT, body_last=7)), BLANK)
    (kept,) = templates.all(actor, ENTITY)
    assert (kept.number, kept.layout.body_last) == (2, 7)
    assert templates.workbook(actor, first) == BLANK


def test_what_was_chosen_for_a_heading_is_known_for_the_next_table(templates, actor, clock):
    templates.keep(actor, ENTITY, TABLE, BLANK)
    clock.go_on(days=1)
    changed = replace(LAYOUT, columns={**COLUMNS, 3: Filling(FIELD, "card_no")})
    templates.keep(actor, ENTITY, replace(TABLE, name="另一张", layout=changed), BLANK)
    known = templates.known(actor, ENTITY)
    assert known["身份证号码"] == Filling(FIELD, "card_no")
    assert known["所属区县"] == COLUMNS[9]


def test_a_table_out_of_use_is_not_offered(templates, actor):
    uid = templates.keep(actor, ENTITY, TABLE, BLANK)
    templates.drop(actor, uid)
    assert templates.all(actor, ENTITY) == ()
    with pytest.raises(RuleBroken, match="已不在"):
        templates.workbook(actor, uid)


def test_each_office_has_its_own_tables_and_may_give_one_to_another(templates, actor):
    uid = templates.keep(actor, ENTITY, TABLE, BLANK)
    other = Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE}))
    assert templates.all(other, ENTITY) == ()
    with pytest.raises(RuleBroken, match="已不在"):
        templates.packed(other, uid)
    packed = templates.packed(actor, uid)
    taken = templates.take_in(other, ENTITY, packed)
    assert taken.layout == LAYOUT
    assert templates.workbook(other, taken.uid) == BLANK


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.update(format="x"),
        lambda body: body.update(workbook="QUJD"),
        lambda body: body.pop("layout"),
        lambda body: body["layout"].update(header=["a", "b"]),
        lambda body: body["layout"]["columns"].update({"2": ["run", "rm", 1]}),
        lambda body: body.update(entity="other"),
    ],
)
def test_a_damaged_or_strange_file_is_refused(templates, actor, damage):
    body = json.loads(templates.packed(actor, templates.keep(actor, ENTITY, TABLE, BLANK)))
    damage(body)
    with pytest.raises(RuleBroken, match="不是报表模板文件"):
        templates.take_in(actor, ENTITY, json.dumps(body).encode())


def test_a_table_from_a_newer_program_says_so(templates, actor):
    body = json.loads(templates.packed(actor, templates.keep(actor, ENTITY, TABLE, BLANK)))
    body["version"] = 2
    with pytest.raises(RuleBroken, match="请先更新本机的程序"):
        templates.take_in(actor, ENTITY, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "起个名称"),
        ({"name": "长" * 41}, "写短一些"),
        ({"layout": replace(LAYOUT, sheet="没有")}, "没有工作表"),
        ({"layout": replace(LAYOUT, header_first=0)}, "表头的行号不对"),
        ({"layout": replace(LAYOUT, body_last=3)}, "不能在表头上面"),
        ({"layout": replace(LAYOUT, columns={})}, "至少选一栏"),
    ],
)
def test_a_table_that_is_not_marked_well_is_refused(templates, actor, change, words):
    with pytest.raises(RuleBroken, match=words):
        templates.keep(actor, ENTITY, replace(TABLE, **change), BLANK)
