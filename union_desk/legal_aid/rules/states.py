"""The states of a case of legal aid at the desk: codes of terms aid_state (C2)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AidState(StrEnum):
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


_WORDS: Final[Mapping[AidState, str]] = {
    AidState.REGISTERED: "来访登记",
    AidState.APPLIED: "已申请",
    AidState.SUPPLEMENT: "等待补正",
    AidState.EXAMINING: "审查中",
    AidState.GRANTED: "已决定给予援助",
    AidState.URGENT: "先行提供援助",
    AidState.REFUSED: "不予援助",
    AidState.ASSIGNED: "已指派",
    AidState.HANDLING: "承办中",
    AidState.ENDED: "已办结",
    AidState.REPORTED: "已报结案",
    AidState.TERMINATED: "已终止援助",
    AidState.WITHDRAWN: "已撤回",
    AidState.CLOSED: "已结案",
    AidState.ARCHIVED: "已归档",
}

# Asked for and not decided yet: who applied may still take it back.
UNDECIDED: Final = frozenset({AidState.APPLIED, AidState.SUPPLEMENT, AidState.EXAMINING})
# Aid is given, by a decision or ahead of it.
GIVEN: Final = frozenset({AidState.GRANTED, AidState.URGENT, AidState.ASSIGNED, AidState.HANDLING})
WITH_COUNSEL: Final = frozenset({AidState.ASSIGNED, AidState.HANDLING})
# The report was written: subsidies may be asked for.
DONE: Final = frozenset({AidState.REPORTED, AidState.CLOSED, AidState.ARCHIVED})
ENDED: Final = frozenset({AidState.CLOSED, AidState.ARCHIVED})
OPEN: Final = frozenset(AidState) - ENDED
