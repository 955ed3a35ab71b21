from __future__ import annotations

from dataclasses import replace

import pytest

from union_desk.casework.drafts import DraftBox
from union_desk.casework.values import Draft
from union_desk.core.rights import Actor, Role

pytestmark = pytest.mark.on_server_too

HALF = Draft("hardship", "new", "王芳（未存）", {"sheet": {"owner.name": "王"}}, "owner.id_no")


def test_half_a_form_comes_back_with_the_field_where_one_was(database, actor, clock):
    drafts = DraftBox(database, actor, clock)
    drafts.keep(HALF)
    found = drafts.find("hardship", "new")
    assert found == replace(HALF, kept_at=clock())


def test_a_record_has_one_draft_and_the_newest_is_first(database, actor, clock):
    drafts = DraftBox(database, actor, clock)
    drafts.keep(HALF)
    clock.go_on(minutes=1)
    drafts.keep(replace(HALF, key="file-1", title="李䶮"))
    clock.go_on(minutes=1)
    drafts.keep(replace(HALF, title="王芳菲"))
    assert [draft.title for draft in drafts.all()] == ["王芳菲", "李䶮"]


def test_drafts_are_a_persons_own_and_can_be_forgotten(database, actor, clock):
    drafts = DraftBox(database, actor, clock)
    drafts.keep(HALF)
    other = DraftBox(database, Actor("陈明", "BY", "BY", frozenset({Role.HANDLE})), clock)
    assert not other.all()
    drafts.forget("hardship", "new")
    assert drafts.find("hardship", "new") is None
