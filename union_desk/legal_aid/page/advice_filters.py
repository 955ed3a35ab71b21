"""The filters of the register of advice, the views that come with it, and what they ask of the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from union_desk.casework.views import SavedView
from union_desk.core.terms import terms
from union_desk.desk.case_list import Filter, ListQuery
from union_desk.legal_aid.page.advice_words import AID, BECAME, DISPUTE
from union_desk.legal_aid.values import AdviceFilter

TODAY: Final = "today"
MONTH: Final = "month"
_PERIODS: Final = (
    (TODAY, "今天"),
    ("week", "本周"),
    (MONTH, "本月"),
    ("last_month", "上月"),
    ("year", "今年"),
    ("last_year", "去年"),
)
_MINE: Final = "mine"
_NOTHING: Final = "none"
_BECAME: Final = ((_NOTHING, "只作咨询"), *BECAME.items())
VIEWS: Final = (
    SavedView("今天", filters={"period": TODAY}),
    SavedView("本月", filters={"period": MONTH}),
    SavedView("我答复的", filters={"adviser": _MINE}),
    SavedView("电话咨询", filters={"way": "hotline"}),
    SavedView("已转争议", filters={"became": DISPUTE}),
    SavedView("已转援助", filters={"became": AID}),
)


def advice_filters(offices: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
    """Return the chips above the list."""
    street = (Filter("office", "街道", (("", "全部街道"), *offices)),) if len(offices) > 1 else ()
    ways = tuple((each.code, each.label) for each in terms("advice_way"))
    topics = tuple((each.code, each.label) for each in terms("advice_topic"))
    return (
        Filter("period", "日期", (("", "全部日期"), *_PERIODS)),
        Filter("way", "方式", (("", "全部方式"), *ways)),
        Filter("topic", "事项", (("", "全部事项"), *topics)),
        *street,
        Filter("became", "去向", (("", "去向不限"), *_BECAME), more=True),
        Filter("adviser", "答复人", (("", "答复人不限"), (_MINE, "我答复的")), more=True),
    )


def wanted(query: ListQuery, today: date, user: str) -> AdviceFilter:
    """Say to the service what the chips and the search field of the list say."""

    def chosen(name: str) -> tuple[str, ...]:
        code = query.filters.get(name, "")
        return (code,) if code else ()

    first, last = period(query.filters.get("period", ""), today)
    return AdviceFilter(
        text=query.text,
        ways=chosen("way"),
        topics=chosen("topic"),
        offices=chosen("office"),
        from_on=first,
        to_on=last,
        adviser=user if chosen("adviser") else "",
        became=query.filters.get("became", ""),
    )


def period(code: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period as one says it today."""
    month = today.replace(day=1)
    ended = month - timedelta(days=1)
    return {
        TODAY: (today, today),
        "week": (today - timedelta(days=today.weekday()), today),
        MONTH: (month, today),
        "last_month": (ended.replace(day=1), ended),
        "year": (today.replace(month=1, day=1), today),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }.get(code, (None, None))
