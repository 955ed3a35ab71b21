"""The clocks of a legal-aid case, by the pack of the place."""

from __future__ import annotations

from union_desk.core.clock_rules import CLOCKS_KIND
from union_desk.core.packs import load_pack
from union_desk.legal_aid.rules.clocks import aid_rules


def test_a_legal_aid_case_has_eight_clocks_of_its_own():
    assert list(aid_rules()) == [f"L{number:02d}" for number in range(1, 9)]


def test_a_place_decides_by_its_own_length():
    lengths = {
        name: str(aid_rules(load_pack(CLOCKS_KIND, name))["L01"].length)
        for name in ("act-2022", "zhejiang-2016", "hangzhou-2017", "union-2008")
    }
    assert lengths == {
        "act-2022": "7日",
        "zhejiang-2016": "7 个工作日",
        "hangzhou-2017": "5 个工作日",
        "union-2008": "7日",
    }
