"""A form that was loaded earlier never overwrites what somebody else has saved since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.rights import Actor
from union_desk.services import SOLE_ROLES

pytestmark = pytest.mark.on_server_too


@pytest.fixture
def chen() -> Actor:
    return Actor("陈明", "BY", "BY", SOLE_ROLES)


@pytest.fixture
def wang() -> Actor:
    return Actor("王芳", "BY", "BY", SOLE_ROLES)


@pytest.fixture
def stored(service, chen, family) -> str:
    return service.save(chen, family).uid


def test_a_file_that_nobody_else_touched_is_saved(service, chen, stored):
    loaded = service.view(stored, chen)
    service.save(chen, replace(loaded.form, remark="一"), stored, loaded)
    loaded = service.view(stored, chen)
    service.save(chen, replace(loaded.form, remark="二"), stored, loaded)
    assert service.form(chen, stored).remark == "二"


def test_a_newer_save_is_not_overwritten_and_its_changes_are_named(service, chen, wang, stored, clock):
    loaded = service.view(stored, chen)
    clock.go_on(minutes=2)
    theirs = replace(loaded.form, house_type="", owner=replace(loaded.form.owner, mobile="13900000009"))
    service.save(wang, theirs, stored, service.view(stored, wang))
    clock.go_on(minutes=1)
    with pytest.raises(ChangedMeanwhile, match=r"10:02 已被 王芳 改过，您的改动还没有存") as stale:
        service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)
    told = {(change.subject, change.field, change.by) for change in stale.value.changes}
    assert told == {("建档职工", "手机号码", "王芳"), ("家庭", "住房类型", "王芳")}
    kept = service.form(chen, stored)
    assert (kept.remark, kept.owner.mobile) == ("", "13900000009")


def test_after_a_day_the_day_is_told_too(service, chen, wang, stored, clock):
    loaded = service.view(stored, chen)
    service.save(wang, replace(loaded.form, remark="别人的"), stored)
    clock.go_on(days=1)
    with pytest.raises(ChangedMeanwhile, match=r"11-23 10:00 已被 王芳 改过"):
        service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)


@pytest.mark.parametrize("field", ["members", "incomes", "outlays"])
def test_a_row_that_somebody_took_out_or_put_in_counts(service, chen, wang, stored, field):
    loaded = service.view(stored, chen)
    rows = getattr(loaded.form, field)
    theirs = replace(loaded.form, **{field: rows[1:]})
    if field == "members":
        gone = rows[0].uid
        theirs = replace(theirs, incomes=tuple(row for row in theirs.incomes if row.whose != gone))
    service.save(wang, theirs, stored)
    with pytest.raises(ChangedMeanwhile) as stale:
        service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)
    assert stale.value.changes
    assert len(getattr(service.form(chen, stored), field)) == len(rows) - 1


def test_a_card_that_another_file_changed_counts(service, chen, wang, stored, other_family):
    loaded = service.view(stored, chen)
    other = replace(other_family, employer=replace(loaded.form.employer, phone="0571-00000000"))
    service.save(wang, other)
    with pytest.raises(ChangedMeanwhile) as stale:
        service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)
    assert [change.field for change in stale.value.changes] == ["联系电话"]
    assert service.form(chen, stored).employer.phone == "0571-00000000"


def test_what_is_no_part_of_the_form_stops_no_save(service, chen, wang, stored):
    loaded = service.view(stored, chen)
    service.note(wang, stored, loaded.form.applied_on, "phone", "电话核对。")
    service.reveal(wang, stored, "owner.id_no")
    service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)
    assert service.form(chen, stored).remark == "我的"


def test_what_was_changed_and_changed_back_stops_no_save(service, chen, wang, stored):
    loaded = service.view(stored, chen)
    saved = service.save(wang, replace(loaded.form, remark="别人的"), stored)
    service.undo(wang, saved.work_uid)
    service.save(chen, replace(loaded.form, remark="我的"), stored, loaded)
    assert service.form(chen, stored).remark == "我的"


def test_a_save_that_was_taken_back_meanwhile_is_told(service, chen, wang, stored):
    saved = service.save(wang, replace(service.form(wang, stored), remark="别人的"), stored)
    loaded = service.view(stored, chen)
    service.undo(wang, saved.work_uid)
    with pytest.raises(ChangedMeanwhile, match="王芳") as stale:
        service.save(chen, replace(loaded.form, cause_text="我的"), stored, loaded)
    assert [(change.field, change.before, change.after) for change in stale.value.changes] == [
        ("备注", "别人的", "")
    ]
