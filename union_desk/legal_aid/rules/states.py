"""The states of a case of legal aid at the desk: codes of terms aid_state (C2)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a case stands, from the registered question to the archive."""

    REGISTERED = "registered"
    APPLIED = "applied"
    SUPPLEMENT = "supplement"
    EXAMINING = "examining"
    GRANTED = "granted"
    URGENT = "urgent"
    REFUSED = "refused"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    ENDED = "ended"
    REPORTED = "reported"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    ARCHIVED = "archived"

    @property
    def words(self) -> str:
        """Say the state the way a sentence about a case does: 审查中, 已指派."""
        return _WORDS[self]


_WORDS: Final[Mapping[State, str]] = {
    State.REGISTERED: "来访登记",
    State.APPLIED: "已申请",
    State.SUPPLEMENT: "等待补正",
    State.EXAMINING: "审查中",
    State.GRANTED: "已决定给予援助",
    State.URGENT: "先行提供援助",
    State.REFUSED: "不予援助",
    State.ASSIGNED: "已指派",
    State.HANDLING: "承办中",
    State.ENDED: "已办结",
    State.REPORTED: "已报结案",
    State.TERMINATED: "已终止援助",
    State.WITHDRAWN: "已撤回",
    State.CLOSED: "已结案",
    State.ARCHIVED: "已归档",
}

# Asked for and not decided yet: who applied may still take it back.
UNDECIDED: Final = frozenset({State.APPLIED, State.SUPPLEMENT, State.EXAMINING})
# Aid is given, by a decision or ahead of it.
GIVEN: Final = frozenset({State.GRANTED, State.URGENT, State.ASSIGNED, State.HANDLING})
WITH_COUNSEL: Final = frozenset({State.ASSIGNED, State.HANDLING})
# The report was written: subsidies may be asked for.
DONE: Final = frozenset({State.REPORTED, State.CLOSED, State.ARCHIVED})
ENDED: Final = frozenset({State.CLOSED, State.ARCHIVED})
OPEN: Final = frozenset(State) - ENDED
