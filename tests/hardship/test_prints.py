from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.hardship.prints import FILE_FORM, file_fields, hardship_forms
from union_desk.hardship.values import AttachmentEntry, FileForm
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf
from union_desk.people.values import PersonCard


@pytest.fixture
def view(service, actor, family):
    family = replace(
        family,
        level="district",
        self_help=True,
        zero_employment=False,
        relief_target=True,
        relief_on=date(2026, 11, 1),
        key_group="3",
        measures=("1", "4"),
        attachments=(AttachmentEntry(kind="diagnosis", name="省肿瘤医院", pages=2),),
        owner=replace(family.owner, disability_type="4", disability_level="3"),
    )
    uid = service.save(actor, family).uid
    service.decide(actor, uid, "present", "severe")
    return service.view(uid, actor)


def test_the_fields_are_those_that_the_form_declares(view):
    form = load_form(FILE_FORM)
    fields = file_fields(view)
    assert fields.keys() == form.fields.keys()
    for name in ("members", "attachments"):
        assert fields[name][0].keys() == form.fields[name].columns.keys()


def test_the_paper_says_what_the_file_says(view, family):
    fields = file_fields(view)
    expected = {
        "office": "白杨街道总工会",
        "file_no": "白杨-2026-00031",
        "code": "BY-2026-00031",
        "level": "district",
        "class_name": "深度困难",
        "name": "张𧒽芬",
        "ethnic": "汉族",
        "sex": "女",
        "id_no": family.owner.id_no,
        "birth": date(1978, 3, 12),
        "disability": "肢体三级",
        "work_start": "1998-09",
        "hukou_div": "浙江省杭州市钱塘区",
        "house_area": "46.5",
        "industry": "电子仪表",
        "own_month_income": 0,
        "other_year_income": 240_000,
        "year_income": 4_560_000,
        "population": "3",
        "month_percap": 126_667,
        "rigid_outlay": 1_740_000,
        "net_percap": 78_333,
        "causes": ["6", "9"],
        "main_cause": "患重特大疾病",
        "minor_causes": "子女上学",
        "self_help": True,
        "zero_employment": False,
        "single_parent": None,
        "key_group": ["3"],
        "measures": ["1", "4"],
        "visit_text": None,
    }
    assert {name: fields[name] for name in expected} == expected
    husband, child = fields["members"]
    assert (husband["relation"], husband["month_income"], husband["status"]) == ("配偶", 360_000, "在岗")
    assert (child["month_income"], child["status"], child["unit"]) == (None, "在校学生", "某某高级中学")


def test_causes_of_older_forms_tick_the_box_they_became(service, actor, family):
    uid = service.save(actor, replace(family, main_cause="own_illness", minor_causes=("schooling",))).uid
    fields = file_fields(service.view(uid, actor))
    assert fields["causes"] == ["6", "9"]
    assert fields["main_cause"] == "本人大病"


def test_a_birth_known_only_by_its_year_is_left_to_the_pen(service, actor):
    form = FileForm(owner=PersonCard(name="王芳", birth_on=date(1960, 1, 1), birth_precision="year"))
    fields = file_fields(service.view(service.save(actor, form).uid, actor))
    assert fields["birth"] is None
    assert fields["year_income"] is None


def test_half_a_file_prints_too_and_all_files_print_into_one(service, actor, family, other_family):
    first = service.save(actor, family).uid
    second = service.save(actor, FileForm(owner=PersonCard(name="王芳"))).uid
    form = hardship_forms(service)[0]
    assert form.uids(actor) == [first, second]
    assert form.uid_of(actor, "by-2026-00031") == first
    records = form.records(form.uids(actor), actor)
    printed = render_pdf(load_form(form.form_id), records)
    assert printed.pages == 4
    assert printed.missing == ()
    assert [record["name"] for record in records[1:]] == ["王芳"]


def test_a_file_that_is_gone_is_not_skipped_in_silence(service, actor, family):
    saved = service.save(actor, family)
    form = hardship_forms(service)[0]
    records = form.records([saved.uid], actor)
    service.undo(actor, saved.work_uid)
    with pytest.raises(RuleBroken, match="已不在"):
        _ = records[0]
