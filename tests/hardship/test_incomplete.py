"""The list's 只看未填全 asks the store what the rules answer for one form."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from union_desk.desk.binder import with_values
from union_desk.hardship import rules
from union_desk.hardship.values import FileFilter, FileForm

pytestmark = pytest.mark.on_server_too

DAY = date(2026, 11, 20)
EMPTY = {
    "owner": {field.name: field.default for field in fields(FileForm().owner)},
    "form": {field.name: field.default for field in fields(FileForm)},
}


def lacking(form: FileForm, path: str) -> FileForm:
    """Empty one mandatory field of a form, and what else would answer it."""
    if path == "owner.mobile":
        return with_values(form, {"owner.mobile": "", "owner.other_phone": ""})
    if path == "industry":
        return with_values(form, {"industry": "", "employer.industry": ""})
    if path == "incomes":
        return replace(form, incomes=tuple(item for item in form.incomes if item.whose))
    if path in {"owner.birth_on", "owner.sex", "owner.hukou_division"}:
        return with_values(form, {path: EMPTY["owner"][path[6:]], "owner.id_no": ""})
    holder, _, name = path.rpartition(".")
    return with_values(form, {path: EMPTY[holder or "form"][name]})


OTHERS = {
    "a member without relation": lambda form: with_member(form, relation=""),
    "a member without a name": lambda form: with_member(
        form, person=replace(form.members[0].person, name="")
    ),
    "a member who does not count, without a reason": lambda form: with_member(
        form, counted=False, count_reason=""
    ),
    "another cause without a word": lambda form: replace(form, minor_causes=("9", "10"), cause_text=""),
    "a main cause without a word": lambda form: replace(form, main_cause="10", cause_text=""),
    "an event without a word": lambda form: replace(form, event=True, event_text=""),
}
FILLED = {
    "another phone": lambda form: with_values(form, {"owner.mobile": "", "owner.other_phone": "86921234"}),
    "the trade of the employer": lambda form: replace(form, industry=""),
    "an income of nothing": lambda form: form.with_month_wage("", 0),
    "a cause with its words": lambda form: replace(form, main_cause="10", cause_text="欠债"),
    "an event with its words": lambda form: replace(form, event=True, event_text="工伤"),
    "a cause of another number": lambda form: replace(form, minor_causes=("1",), cause_text=""),
}


def with_member(form: FileForm, **values: object) -> FileForm:
    first, *others = form.members
    return replace(form, members=(replace(first, **values), *others))


@pytest.fixture
def complete(service, family, xs_actor) -> tuple[str, FileForm]:
    uid = service.save(xs_actor, family).uid
    assert service.ids(xs_actor, FileFilter(incomplete=True)) == []
    return uid, service.form(xs_actor, uid)


def test_a_draft_without_a_mandatory_field_is_among_the_incomplete(service, complete, xs_actor):
    uid, form = complete
    for path in (line.field for line in rules.MANDATORY):
        service.save(xs_actor, lacking(form, path), uid)
        assert path in [each.field for each in service.view(uid, xs_actor).missing]
        assert service.ids(xs_actor, FileFilter(incomplete=True)) == [uid], path
        service.save(xs_actor, form, uid)
        assert service.ids(xs_actor, FileFilter(incomplete=True)) == [], path


def test_what_another_field_asks_for_makes_a_draft_incomplete(service, complete, xs_actor):
    uid, form = complete
    for case, change in OTHERS.items():
        service.save(xs_actor, change(form), uid)
        assert service.view(uid, xs_actor).missing, case
        assert service.ids(xs_actor, FileFilter(incomplete=True)) == [uid], case


def test_what_is_answered_in_another_way_is_not_incomplete(service, complete, xs_actor):
    uid, form = complete
    for case, change in FILLED.items():
        service.save(xs_actor, change(form), uid)
        assert service.view(uid, xs_actor).missing == (), case
        assert service.ids(xs_actor, FileFilter(incomplete=True)) == [], case


def test_only_drafts_are_incomplete(service, complete, xs_actor):
    uid, form = complete
    service.save(xs_actor, replace(form, main_cause=""), uid)
    service.take_step(xs_actor, uid, "refuse", reason="收入超过标准", on=DAY)
    assert service.ids(xs_actor, FileFilter(incomplete=True)) == []
