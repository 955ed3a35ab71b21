"""Saved views of a list, on a real store: one's own, the office's, their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_desk.casework.views import SavedView, SavedViews
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role

ENTITY = "hardship_file"
LATE = SavedView(
    "超期的", filters={"due": "overdue"}, sort="due_on", descending=True, columns=("number", "due")
)
OTHER = Actor("沈佳", "BY", "BY", frozenset({Role.READ}))
STREET = Actor("李强", "XS", "XS", frozenset({Role.HANDLE}))


@pytest.fixture
def views(database) -> SavedViews:
    return SavedViews(database)


def names(views: SavedViews, actor: Actor) -> list[tuple[str, bool]]:
    return [(view.name, view.of_office) for view in views.all(actor, ENTITY)]


def test_a_view_comes_back_as_it_was_saved(views, actor):
    views.keep(actor, ENTITY, replace(LATE, text="王", name=" 超期的 "))
    (kept,) = views.all(actor, ENTITY)
    assert kept == replace(LATE, text="王", filters=kept.filters)
    assert dict(kept.filters) == {"due": "overdue"}
    assert views.all(actor, "dispute_case") == ()


def test_ones_own_view_is_nobody_elses_and_the_offices_is_everybodys(views, actor):
    views.keep(actor, ENTITY, LATE)
    views.keep(actor, ENTITY, replace(LATE, of_office=True))
    assert names(views, actor) == [("超期的", False), ("超期的", True)]
    assert names(views, OTHER) == [("超期的", True)]
    assert names(views, STREET) == []


def test_a_view_saved_again_replaces_the_one_of_its_name(views, actor):
    views.keep(actor, ENTITY, LATE)
    views.keep(actor, ENTITY, replace(LATE, sort="name"))
    assert [view.sort for view in views.all(actor, ENTITY)] == ["name"]


def test_a_view_is_renamed_and_deleted(views, actor):
    views.keep(actor, ENTITY, LATE)
    views.keep(actor, ENTITY, replace(LATE, name="乙"))
    views.rename(actor, ENTITY, LATE, "甲")
    assert names(views, actor) == [("甲", False), ("乙", False)]
    with pytest.raises(RuleBroken, match="已有名为“乙”的视图"):
        views.rename(actor, ENTITY, replace(LATE, name="甲"), "乙")
    views.rename(actor, ENTITY, replace(LATE, name="甲"), "甲")
    views.delete(actor, ENTITY, replace(LATE, name="甲"))
    assert names(views, actor) == [("乙", False)]


@pytest.mark.parametrize(("name", "why"), [("  ", "起个名称"), ("长" * 17, "最多 16 字")])
def test_a_view_needs_a_short_name(views, actor, name, why):
    with pytest.raises(RuleBroken, match=why) as refused:
        views.keep(actor, ENTITY, replace(LATE, name=name))
    assert refused.value.field == "name"
    assert views.all(actor, ENTITY) == ()


def test_there_are_never_too_many_views(views, actor):
    for number in range(30):
        views.keep(actor, ENTITY, replace(LATE, name=str(number)))
    with pytest.raises(RuleBroken, match="最多保存 30 个"):
        views.keep(actor, ENTITY, LATE)
    views.keep(actor, ENTITY, replace(LATE, name="7"))


def test_who_only_reads_saves_views_for_himself(views):
    views.keep(OTHER, ENTITY, LATE)
    with pytest.raises(RuleBroken, match="录入和修改"):
        views.keep(OTHER, ENTITY, replace(LATE, of_office=True))
    assert names(views, OTHER) == [("超期的", False)]
