"""What is odd in a file is mentioned at its field and stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.hardship import rules
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.people.values import PersonCard

TODAY = date(2026, 11, 23)
OWNER = PersonCard(name="王芳", sex="2", birth_on=date(1978, 3, 12))


@pytest.mark.parametrize(
    ("applied_on", "said"),
    [
        (None, ""),
        (TODAY, ""),
        (date(2024, 11, 23), ""),
        (date(2024, 11, 22), "已过去两年多"),
        (date(1949, 9, 30), "太早"),
        (date(1900, 1, 1), "太早"),
        (date(2024, 2, 29), "已过去两年多"),
    ],
)
def test_a_day_of_application_long_past_is_asked_about(applied_on, said):
    doubt = rules.application_doubt(applied_on, TODAY)
    assert said in doubt
    assert bool(said) is bool(doubt)


@pytest.mark.parametrize(
    ("relation", "sex", "born", "said"),
    [
        ("20", "1", date(2010, 11, 5), ""),
        ("20", "2", date(2010, 11, 5), "关系是“子”，性别却是女"),
        ("30", "1", date(2010, 11, 5), "关系是“女”，性别却是男"),
        ("51", "2", date(1950, 1, 1), "关系是“父”"),
        ("52", "1", date(1950, 1, 1), "关系是“母”"),
        ("11", "2", date(1975, 6, 8), "关系是“夫”"),
        ("12", "2", date(1975, 6, 8), "与本人性别相同"),
        ("10", "2", date(1975, 6, 8), "与本人性别相同"),
        ("10", "1", date(1990, 6, 8), ""),
        ("11", "1", date(1975, 6, 8), ""),
        ("20", "1", date(1975, 6, 8), "不比本人年轻"),
        ("52", "2", date(1980, 6, 8), "不比本人年长"),
        ("60", "", date(1978, 3, 12), "不比本人年长"),
        ("30", "", None, ""),
        ("70", "1", date(1950, 6, 8), ""),
        ("", "1", date(1950, 6, 8), ""),
    ],
)
def test_a_relation_is_compared_with_sex_and_age(relation, sex, born, said):
    member = MemberEntry(person=PersonCard(name="李某", sex=sex, birth_on=born), relation=relation)
    doubts = list(rules.family_doubts(FileForm(owner=OWNER, members=(member,))))
    assert [field for field, _ in doubts] == (["members.0.relation"] if said else [])
    assert said in "".join(sentence for _, sentence in doubts)


def test_doubts_are_told_while_one_types_and_stop_no_save(service, family, xs_actor):
    (first, *others) = family.members
    odd = replace(
        family,
        owner=replace(family.owner, mobile="12", other_phone="abc", postcode="1"),
        employer=replace(family.employer, phone="12"),
        members=(replace(first, relation="12", person=replace(first.person, sex="1")), *others),
        applied_on=date(1900, 1, 1),
    )
    told = dict(service.assess(xs_actor, odd, on=TODAY).warnings)
    assert {
        "owner.mobile", "owner.other_phone", "owner.postcode", "employer.phone", "members.0.relation",
        "applied_on",
    } <= told.keys()  # fmt: skip
    assert service.save(xs_actor, odd).created


def test_half_a_character_from_a_broken_paste_reaches_no_row(service, family, xs_actor):
    uid = service.save(xs_actor, replace(family, remark="病\ud83d情\x00稳定")).uid
    assert service.form(xs_actor, uid).remark == "病情稳定"
    service.note(xs_actor, uid, TODAY, "note", "来电\udc00")
    assert service.timeline(xs_actor, uid)[0].text == "来电"
    service.take_step(xs_actor, uid, "refuse", reason="收入超过\ud83d标准")
    assert service.view(uid, xs_actor).refuse_reason == "收入超过标准"
    assert service.search(xs_actor, "王\ud83d") == ()
