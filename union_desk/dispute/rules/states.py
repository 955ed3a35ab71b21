"""The states of a labour dispute at the desk: codes of terms dispute_state (B3)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a dispute stands, from a walk-in to the archive."""

    ADVICE = "advice"
    REGISTERED = "registered"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    ASKING = "asking"
    MEDIATING = "mediating"
    AGREED = "agreed"
    PERFORMING = "performing"
    PERFORMED = "performed"
    PARTLY_PERFORMED = "partly_performed"
    UNPERFORMED = "unperformed"
    FAILED = "failed"
    OPPONENT_REFUSED = "opponent_refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    ARCHIVED = "archived"

    @property
    def words(self) -> str:
        """Say the state the way a sentence about a case does: 调解中, 已结案."""
        return _WORDS[self]


_WORDS: Final[Mapping[State, str]] = {
    State.ADVICE: "咨询",
    State.REGISTERED: "来访登记",
    State.APPLIED: "已申请、待审查",
    State.ACCEPTED: "已受理",
    State.ASKING: "征求对方意见中",
    State.MEDIATING: "调解中",
    State.AGREED: "已达成协议",
    State.PERFORMING: "履行监督中",
    State.PERFORMED: "已履行",
    State.PARTLY_PERFORMED: "部分履行",
    State.UNPERFORMED: "未履行",
    State.FAILED: "调解不成",
    State.OPPONENT_REFUSED: "对方拒绝调解",
    State.LAPSED: "视为调解不成",
    State.WITHDRAWN: "已撤回",
    State.REFUSED: "不予受理",
    State.TRANSFERRED: "已转办",
    State.CLOSED: "已结案",
    State.ARCHIVED: "已归档",
}

# Taken in and not decided yet: who applied may still take it back.
UNDER_WAY: Final = frozenset({State.APPLIED, State.ACCEPTED, State.ASKING, State.MEDIATING})
IN_MEDIATION: Final = frozenset({State.ACCEPTED, State.ASKING, State.MEDIATING})
# An agreement is in force and somebody watches it.
BOUND: Final = frozenset(
    {State.AGREED, State.PERFORMING, State.PERFORMED, State.PARTLY_PERFORMED, State.UNPERFORMED}
)
OWED: Final = frozenset({State.PARTLY_PERFORMED, State.UNPERFORMED})
WITHOUT_AGREEMENT: Final = frozenset({State.FAILED, State.OPPONENT_REFUSED, State.LAPSED, State.WITHDRAWN})
TURNED_AWAY: Final = frozenset({State.REFUSED, State.TRANSFERRED})
ENDED: Final = frozenset({State.CLOSED, State.ARCHIVED})
OPEN: Final = frozenset(State) - ENDED - {State.ADVICE}
