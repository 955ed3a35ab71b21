"""The number of a case in the store, on paper, and as somebody types it from a paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from union_desk.casework.numbers import is_temporary
from union_desk.casework.offices import Office
from union_desk.dispute.queries.numbers import plain_number, shown_number
from union_desk.dispute.rules.numbers import case_number_read, short_number

OFFICES = {
    "QJ": Office("QJ", "钱塘区总工会", "钱塘区", "district", case_word="杭经开工调"),
    "BY": Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    "LONE": Office("LONE", "临平街道总工会", "临平", "street_office", official_code="LP"),
}


def test_a_street_writes_the_word_of_its_district_or_its_own():
    assert shown_number("BY-T-2026-00012", "BY", OFFICES) == "杭经开工调〔2026〕白杨第0012号"
    assert shown_number("LP-T-2026-12345", "LONE", OFFICES) == "临平工调〔2026〕临平第12345号"
    own = {**OFFICES, "BY": Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ", case_word="白工调")}
    assert shown_number("BY-T-2026-00012", "BY", own) == "白工调〔2026〕白杨第0012号"


def test_a_temporary_number_says_so_and_none_is_none():
    assert shown_number("BY-T-20260312-007", "BY", OFFICES) == "临时 白杨调解-20260312-007"
    assert is_temporary("BY-T-20260312-007")
    assert not is_temporary("BY-T-2026-00012")
    assert shown_number(None, "BY", OFFICES) == ""
    assert short_number("BY-T-20260312-007") == ""


@given(
    st.sampled_from([("BY", "BY"), ("QJ", "QJ"), ("LONE", "LP")]),
    st.integers(2000, 2099),
    st.integers(1, 99_999),
)
def test_what_a_paper_writes_is_found_in_the_store(office, year, order):
    code, prefix = office
    stored = f"{prefix}-T-{year}-{order:05d}"
    assert plain_number(shown_number(stored, code, OFFICES), OFFICES) == stored


def test_what_is_no_number_stays_what_it_is():
    for text in ("王芳", "12", "BY-T-2026-00012", "第一", "杭州第7电子有限公司"):
        assert plain_number(text, OFFICES) == text
    assert case_number_read("〔2026〕12") is not None
    assert plain_number("第0012号", OFFICES) == "00012"
