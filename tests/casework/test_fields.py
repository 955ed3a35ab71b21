from __future__ import annotations

from datetime import date

import pytest

import union_desk.assistance.records
import union_desk.hardship.records
import union_desk.people.records  # noqa: F401 - makes the records known
from union_desk.casework.fields import ColumnWords, codes, stored, words_of
from union_desk.casework.history import shown
from union_desk.core.terms import term_lists
from union_desk.store.records import LOGGED, Record


@pytest.mark.parametrize(
    ("value", "kept"), [("", None), ((), None), (("6", "9"), "6,9"), (0, 0), (False, False), ("x", "x")]
)
def test_nothing_is_stored_for_an_empty_text(value, kept):
    assert stored(value) == kept


def test_codes_come_back_as_they_went():
    assert codes(stored(("6", "9"))) == ("6", "9")
    assert codes(None) == ()


@pytest.mark.parametrize(
    ("column", "words", "value", "text"),
    [
        ("amount_fen", ColumnWords("金额", "", ""), 360_000, "3,600.00 元"),
        ("birth_on", ColumnWords("出生日期", "", ""), date(1978, 3, 12), "1978-03-12"),
        ("minor_causes", ColumnWords("原因", "cause", ""), "6,9", "患重特大疾病、子女上学"),
        ("dibao", ColumnWords("低保", "", ""), False, "否"),
        ("id_no", ColumnWords("证件号码", "", "id"), "330199197803124521", "330199********4521"),
        ("house_area_hundredths", ColumnWords("面积", "", "hundredths"), 4_650, "46.5"),
        ("hukou_division", ColumnWords("区划", "", "division"), "330114", "浙江省杭州市钱塘区"),
        ("per", ColumnWords("按月或按年", "", "per"), "month", "按月"),
        ("owner_uid", ColumnWords("建档职工", "", "person"), "p1", "王芳"),
        ("remark", ColumnWords("备注", "", ""), None, ""),
    ],
)
def test_a_stored_value_is_written_as_on_the_screen(column, words, value, text):
    assert shown(words, column, value, {("person", "p1"): "王芳"}) == text


def test_every_list_that_a_column_names_exists():
    named = {
        words.terms
        for table in Record.metadata.tables.values()
        for column in table.columns
        if (words := words_of(table, column.name)) and words.terms
    }
    assert named <= set(term_lists())


def test_every_field_of_a_file_has_a_chinese_name():
    for name in ("person", "household", "hardship_file", "hardship_income", "hardship_outlay"):
        table = LOGGED[name].__table__
        for column in table.columns:
            known = column.info.get("label") or column.name in _UNSEEN
            assert known, f"{name}.{column.name}"


_UNSEEN = {
    "uid", "audience", "row_version", "position", "birth_precision", "work_start_precision", "created_at",
}  # fmt: skip
