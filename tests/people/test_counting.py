"""Each sum of one person's records is counted once, whatever the records say of each other."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from union_desk.people.dealings import Dealing, once
from union_desk.people.rules.counting import doubts, judged, total
from union_desk.people.stories import Chapter, Counting, Sum, Way

RECORDS = ("file", "dispute", "aid")


def dealing(uid, role="申请人"):
    return Dealing("case", uid, f"号-{uid}", "案件", "card", role, "BY", "在办", is_open=True)


def paid(uid, fen=100, **more):
    return Sum(uid, Way.RECOVERED, date(2026, 11, 22), fen, "工资", **more)


def chapter(uid, *sums, same_matter=""):
    return Chapter(dealing(uid), sums=sums, same_matter=same_matter)


def counted(chapters):
    every = [one for told in judged(chapters).values() for one in told]
    return total(every, Counting.COUNTED, Way.RECOVERED)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(RECORDS),
            st.integers(0, 5),
            st.integers(1, 10**9),
            st.sampled_from(("", *RECORDS, "gone")),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_no_sum_counts_twice_and_none_is_lost(told):
    """A sum counts where it stands, or is 并计 because a record of this person counts it; never both."""
    chapters = [
        chapter(
            name,
            *(
                paid(f"s{number}", fen, counted_in=where, why_not="已冲正" if back else "")
                for record, number, fen, where, back in told
                if record == name
            ),
        )
        for name in RECORDS
    ]
    every = [one for each in judged(chapters).values() for one in each]
    standing = [one.sum.uid for one in every if one.counting is not Counting.NOT]
    assert len(standing) == len(set(standing))
    assert len(every) == len(told)
    for one in every:
        if one.counting is Counting.ELSEWHERE:
            assert one.sum.counted_in in RECORDS
        assert one.why


def test_goods_are_a_line_without_money():
    goods = Sum("rice", Way.GIVEN, date(2026, 11, 22), None, "大米")
    ((one,),) = judged([chapter("file", goods)]).values()
    assert (one.counting, total([one], Counting.COUNTED, Way.GIVEN).lines) == (Counting.COUNTED, 1)
    assert total([one], Counting.COUNTED).fen == 0


def test_a_sum_that_two_records_show_is_the_first_one_s():
    assert counted([chapter("dispute", paid("one")), chapter("aid", paid("one"))]).fen == 100


def test_both_sides_of_a_matter_that_count_are_doubted_and_a_side_that_lacks_money_too():
    both = [chapter("dispute", paid("one")), chapter("aid", paid("two"), same_matter="dispute")]
    assert "只算一次" in next(doubts(both, judged(both)))
    less = [chapter("dispute"), chapter("aid", paid("two", counted_in="dispute"), same_matter="dispute")]
    assert "还少登记 1.00 元" in next(doubts(less, judged(less)))
    even = [
        chapter("dispute", paid("one")),
        chapter("aid", paid("two", counted_in="dispute"), same_matter="dispute"),
    ]
    assert list(doubts(even, judged(even))) == []


def test_a_record_in_which_one_stands_twice_says_both_parts():
    (each,) = once([dealing("dispute"), dealing("dispute", "第三人"), dealing("dispute")])
    assert each.role == "申请人、第三人"
