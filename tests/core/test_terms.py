"""The table of terms, the packs and the rights."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack, pack_on, packs
from union_desk.core.resources import resource
from union_desk.core.rights import RIGHT_LABELS, ROLE_LABELS, Actor, Right, Role, require
from union_desk.core.terms import COLUMNS, find_code, find_term, term_label, term_lists, terms

NEEDED = [
    "sex",
    "ethnic",
    "political",
    "marital",
    "hukou_type",
    "education",
    "health",
    "disability_type",
    "disability_level",
    "model_worker",
    "work_status",
    "contract_term",
    "insured",
    "employer_nature",
    "employer_state",
    "industry",
    "file_level",
    "hardship_class",
    "house_type",
    "house_area_band",
    "cause",
    "key_group",
    "measure",
    "relation",
    "count_reason",
    "income_kind",
    "income_detail",
    "outlay_kind",
    "asset_kind",
    "exclusion",
    "attachment_kind",
    "id_type",
    "event_kind",
    "file_state",
    "dispute_source",
    "union_role",
    "dispute_grade",
    "claim_item",
    "dispute_party",
    "agent_authority",
    "service_method",
    "dispute_state",
    "dispute_event",
    "glossary",
]


def test_every_code_list_is_there():
    assert [name for name in NEEDED if name not in term_lists()] == []


def test_the_table_has_no_double_codes_or_labels_and_every_replacement_exists():
    with resource("terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len({(row["list"], row["code"]) for row in rows}) == len(rows)
    labels = [(row["list"], row["label"]) for row in rows if row["list"] != "glossary"]
    assert [pair for pair in labels if labels.count(pair) > 1] == []
    for row in rows:
        if row["replaced_by"]:
            assert find_term(row["list"], row["replaced_by"]) is not None
            assert row["hidden"] == "1"


def test_the_initials_are_fresh():
    script = Path(__file__).parents[2] / "packaging" / "terms_initials.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0
    assert find_term("hukou_type", "non_agricultural").initials == "fny"


def test_a_code_has_its_label_and_an_abolished_one_keeps_it():
    assert term_label("marital", "40") == "离异"
    assert term_label("health", "cancer") == "癌症"
    assert "cancer" not in [term.code for term in terms("health")]
    assert "cancer" in [term.code for term in terms("health", hidden=True)]
    assert term_label("sex", None) == term_label("sex", "") == ""
    assert term_label("sex", "7") == "7"


def test_a_label_of_an_old_form_is_read_as_the_present_code():
    assert find_code("health", "癌症") == "malignant_tumour"
    assert find_code("cause", "本人大病") == "6"
    assert find_code("cause", " 6 ") == "6"
    assert find_code("cause", "火星") is None


def test_the_ethnic_groups_are_those_of_the_standard():
    codes = [term.code for term in terms("ethnic")]
    assert codes[:56] == [f"{number:02d}" for number in range(1, 57)]
    assert codes[56:] == ["97", "98"]


def test_packs_are_chosen_by_day_and_by_name():
    assert [pack.name for pack in packs("hardship_classes")] == ["national-2016", "zhejiang-2016", "present"]
    assert pack_on("hardship_classes", date(2019, 12, 31)).name == "national-2016"
    assert pack_on("hardship_classes", date(2020, 1, 1)).name == "present"
    with pytest.raises(RuleBroken, match="可用：national-2016、zhejiang-2016、present") as broken:
        load_pack("hardship_classes", "mars")
    assert broken.value.field == "pack"


@pytest.mark.parametrize(
    ("role", "right", "may"),
    [
        (Role.READ, Right.VIEW, True),
        (Role.READ, Right.EDIT, False),
        (Role.ENTER, Right.EDIT, True),
        (Role.ENTER, Right.DECIDE, False),
        (Role.ENTER, Right.REVEAL, False),
        (Role.HANDLE, Right.DECIDE, True),
        (Role.REVIEW, Right.REVIEW, True),
        (Role.REVIEW, Right.EDIT, False),
        (Role.ADMINISTER, Right.KEEP_STORE, True),
        (Role.ADMINISTER, Right.DECIDE, False),
    ],
)
def test_a_role_carries_its_rights(role, right, may):
    assert Actor("chen", "BY", "BY", frozenset({role})).may(right) is may


def test_a_refused_act_names_the_right_and_who_has_it():
    with pytest.raises(RuleBroken, match="您没有“认定和办理”的权限，请由有“经办”角色的同事办理。"):
        require(Actor("chen", "BY", "BY", frozenset({Role.ENTER, Role.REVIEW})), Right.DECIDE)
    assert set(ROLE_LABELS) == set(Role)
    assert set(RIGHT_LABELS) == set(Right)
