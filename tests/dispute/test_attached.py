"""Scans and photos of a dispute."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.dispute.desk import make_services
from union_desk.casework.attachments import NewFile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.services import SOLE_ROLES


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


def photo() -> NewFile:
    kept = io.BytesIO()
    Image.new("RGB", (30, 42), "white").save(kept, "JPEG")
    return NewFile("工资条.jpg", data=kept.getvalue())


def test_a_photo_is_kept_with_its_case_and_stands_in_its_changes(services, case_form):
    uid = services.disputes.save(services.actor, case_form).uid
    added = services.attachments.add(services.actor, "dispute_case", uid, [photo()])
    assert len(added.uids) == 1
    (file,) = services.attachments.all(services.actor, "dispute_case", uid)
    assert file.paper.name == "工资条.jpg"
    assert any(change.subject.startswith("附件") for change in services.disputes.history(services.actor, uid))


def test_another_office_only_looks(services, case_form):
    uid = services.disputes.save(services.actor, case_form).uid
    other = Actor("沈佳", "XS", "XS", SOLE_ROLES)
    with pytest.raises(RuleBroken, match="别的单位"):
        services.attachments.add(other, "dispute_case", uid, [photo()])
    assert services.attachments.all(other, "dispute_case", uid) == ()
