"""The states of a hardship file: codes of terms file_state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a file stands (A4.1)."""

    DRAFT = "draft"
    APPLIED = "applied"
    VISITING = "visiting"
    APPRAISAL = "appraisal"
    PUBLISHED = "published"
    OBJECTION = "objection"
    REVIEW = "review"
    MEANS_CHECK = "means_check"
    APPROVAL = "approval"
    IN_FILE = "in_file"
    AIDED = "aided"
    ANNUAL_REVIEW = "annual_review"
    LIFTED = "lifted"
    RELIEVED = "relieved"
    DEREGISTERED = "deregistered"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    TEMPORARY = "temporary"
    MERGED = "merged"
    DESTROYED = "destroyed"

    @property
    def words(self) -> str:
        """Say the state the way a sentence about a file does: 公示中, 已脱困."""
        return _WORDS[self]


_WORDS: Final[Mapping[State, str]] = {
    State.DRAFT: "草稿",
    State.APPLIED: "已申请",
    State.VISITING: "入户核查中",
    State.APPRAISAL: "评议中",
    State.PUBLISHED: "公示中",
    State.OBJECTION: "异议处理中",
    State.REVIEW: "审核中",
    State.MEANS_CHECK: "经济状况核对中",
    State.APPROVAL: "审批中",
    State.IN_FILE: "在档",
    State.AIDED: "帮扶中",
    State.ANNUAL_REVIEW: "年度复核中",
    State.LIFTED: "已脱困",
    State.RELIEVED: "已解困",
    State.DEREGISTERED: "已注销",
    State.RETURNED: "退回补正",
    State.REFUSED: "不予建档",
    State.WITHDRAWN: "已撤回",
    State.TRANSFERRED: "已迁出",
    State.TEMPORARY: "临时救助",
    State.MERGED: "已并入",
    State.DESTROYED: "已销毁",
}

# On the way to a file; who applied may still take it back, the office may return or refuse it.
UNDER_WAY: Final = frozenset(
    {
        State.APPLIED,
        State.VISITING,
        State.APPRAISAL,
        State.PUBLISHED,
        State.OBJECTION,
        State.REVIEW,
        State.MEANS_CHECK,
        State.APPROVAL,
        State.RETURNED,
    }
)
HELD: Final = frozenset({State.IN_FILE, State.AIDED, State.ANNUAL_REVIEW})
# Closed by a step, from whose day the years of keeping are counted.
KEPT: Final = frozenset({State.LIFTED, State.RELIEVED, State.DEREGISTERED, State.TRANSFERRED})
# Nothing is written in these any more. 已并入 and 已销毁 come from acts of their own, not from a step: an
# exit (注销) would start the years of keeping and count in the statistics of those who left.
CLOSED: Final = KEPT | {State.MERGED, State.DESTROYED}
ENDED: Final = CLOSED | {State.REFUSED, State.WITHDRAWN}
# One household has one file that is in one of these (A3.3).
OPEN: Final = frozenset({State.DRAFT, State.TEMPORARY}) | UNDER_WAY | HELD
