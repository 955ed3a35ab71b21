from __future__ import annotations

from dataclasses import replace

import pytest

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import (
    FirstStart,
    create_store,
    form_id_of,
    open_demo,
    open_services,
    recover,
)
from union_desk.store.vault import Cost

CHEAP = Cost(1, 8, 1)
STREET = FirstStart("白杨街道总工会", "by", is_district=False, user="陈明", password="白杨 20261")


@pytest.fixture
def street(tmp_path):
    folder = tmp_path / "数据"
    return folder, create_store(folder, STREET, cost=CHEAP)


def test_a_new_store_opens_with_its_password(street):
    services = open_services(street[0], "陈明", "白杨 20261")
    assert (services.office.code, services.office.short_name) == ("BY", "白杨")
    assert (services.actor.user, services.actor.audience) == ("陈明", "BY")
    assert not services.is_demo
    services.close()


def test_the_recovery_key_gives_a_new_password(street):
    folder, recovery_key = street
    recover(folder, recovery_key, "陈明", "新密码一二三四五", cost=CHEAP).close()
    open_services(folder, "陈明", "新密码一二三四五").close()
    with pytest.raises(StoreProblem):
        open_services(folder, "陈明", "白杨 20261")
    with pytest.raises(RuleBroken) as unknown:
        recover(folder, recovery_key, "别人", "新密码一二三四五", cost=CHEAP)
    assert unknown.value.field == "user"


def test_a_wrong_password_opens_nothing(street):
    with pytest.raises(StoreProblem):
        open_services(street[0], "陈明", "错")


def test_a_store_whose_key_file_was_lost_says_which_file_to_bring_back(street):
    folder, _ = street
    (folder / "keys.json").unlink()
    with pytest.raises(StoreProblem, match=r"找不到密钥文件 keys\.json") as lost:
        open_demo(folder)
    assert "备份里也有一份" in lost.value.advice


def test_a_lone_street_gives_temporary_numbers_and_a_district_its_own(street, tmp_path):
    services = open_services(street[0], "陈明", "白杨 20261")
    saved = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳")))
    assert saved.number_shown.startswith("临时 白杨-")
    services.close()
    folder = tmp_path / "区"
    create_store(
        folder, replace(STREET, office_name="钱塘区总工会", office_code="QJ", is_district=True), cost=CHEAP
    )
    services = open_services(folder, "陈明", "白杨 20261")
    saved = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳")))
    assert saved.number.startswith("QJ-")
    assert saved.number.endswith("-00001")
    services.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"office_code": "白杨"}, "code"), ({"office_name": " "}, "name"), ({"user": " "}, "user")],
)
def test_the_set_up_names_the_field_that_is_wrong_and_leaves_nothing_behind(tmp_path, change, field):
    folder = tmp_path / "数据"
    with pytest.raises(RuleBroken) as refused:
        create_store(folder, replace(STREET, **change), cost=CHEAP)
    assert refused.value.field == field
    assert not folder.exists()


def test_a_form_is_known_by_its_id_and_its_title():
    assert form_id_of("困难职工档案表") == form_id_of("hardship_file") == "hardship_file"
    with pytest.raises(RuleBroken, match="困难职工档案表"):
        form_id_of("不存在的表")
