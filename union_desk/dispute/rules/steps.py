"""The steps of a dispute, from 来访登记 to 归档, as one table (B3)."""

from __future__ import annotations

from typing import Final

from union_desk.core.rights import Right
from union_desk.dispute.rules.needs import Need
from union_desk.dispute.rules.process import Step
from union_desk.dispute.rules.states import (
    IN_MEDIATION,
    OWED,
    TURNED_AWAY,
    UNDER_WAY,
    WITHOUT_AGREEMENT,
    State,
)


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
_TOLD: Final = (Need.ADVISED,)
_DONE: Final = (Need.CLOSING_RECORD,)
_CLOSABLE: Final = WITHOUT_AGREEMENT | TURNED_AWAY
_WATCHED: Final = _at(_S.PERFORMING, _S.PARTLY_PERFORMED, _S.UNPERFORMED)

# The main road first: the first step of a state is the one that the header offers.
STEPS: Final = (
    Step(
        "apply",
        "登记申请",
        _at(_S.REGISTERED),
        _S.APPLIED,
        Right.EDIT,
        "applied",
        (Need.PARTIES, Need.APPLICATION),
    ),
    Step(
        *("accept", "受理", _at(_S.APPLIED), _S.ACCEPTED, Right.DECIDE, "accepted"),
        (Need.PARTIES, Need.APPLICATION, Need.IN_SCOPE),
    ),
    Step(
        *("ask", "征求对方意见", _at(_S.ACCEPTED), _S.ASKING, Right.DECIDE, "opponent_asked"),
        (Need.MEDIATOR, Need.NO_CONFLICT),
    ),
    Step(
        *("mediate", "开始调解", _at(_S.ASKING), _S.MEDIATING, Right.DECIDE, "mediation_begun"),
        (Need.CONSENT, Need.MEDIATOR, Need.NO_CONFLICT, Need.IN_TIME),
    ),
    Step(
        *("agree", "达成协议", _at(_S.MEDIATING), _S.AGREED, Right.DECIDE, "agreed"),
        (Need.IN_TIME, Need.HEARING, Need.AGREEMENT, Need.REPRESENTED, Need.SIGNED),
    ),
    Step(
        *("watch", "转入履行监督", _at(_S.AGREED), _S.PERFORMING, Right.EDIT, "performance_begun"),
        (Need.PERFORMANCE_DAY,),
    ),
    Step("perform", "登记已履行", _WATCHED, _S.PERFORMED, Right.EDIT, "performed", (Need.PAID,)),
    Step(
        "close_performed",
        "结案",
        _at(_S.PERFORMED),
        _S.CLOSED,
        Right.DECIDE,
        "closed",
        (*_DONE, Need.FOLLOW_UP),
    ),
    Step("close_without", "结案", _CLOSABLE, _S.CLOSED, Right.DECIDE, "closed", (*_TOLD, *_DONE)),
    Step("archive", "归档", _at(_S.CLOSED), _S.ARCHIVED, Right.EDIT, "archived", (Need.PAPERS_IN_ORDER,)),
    Step("open_case", "转为案件", _at(_S.ADVICE), _S.REGISTERED, Right.EDIT, "registered", (Need.PERSON,)),
    # Beside the main road.
    Step("advise_only", "只作咨询", _at(_S.REGISTERED), _S.ADVICE, Right.EDIT, "advised", (Need.PERSON,)),
    Step(
        *("refuse", "不予受理", _at(_S.REGISTERED, _S.APPLIED), _S.REFUSED, Right.DECIDE, "refused"),
        (Need.OUT_OF_SCOPE,),
        reasoned=True,
    ),
    Step(
        *("transfer", "转办", _at(_S.REGISTERED, _S.APPLIED), _S.TRANSFERRED, Right.DECIDE, "transferred"),
        (Need.RECEIVER,),
        reasoned=True,
    ),
    Step(
        *(
            "opponent_refuses",
            "对方拒绝调解",
            IN_MEDIATION,
            _S.OPPONENT_REFUSED,
            Right.DECIDE,
            "opponent_refused",
        ),
        (Need.NO_CONSENT,),
    ),
    Step(
        "fail",
        "调解不成",
        _at(_S.MEDIATING),
        _S.FAILED,
        Right.DECIDE,
        "failed",
        (Need.HEARING,),
        reasoned=True,
    ),
    Step("lapse", "视为调解不成", IN_MEDIATION, _S.LAPSED, Right.DECIDE, "failed", (Need.OVERDUE,)),
    Step("withdraw", "撤回申请", UNDER_WAY, _S.WITHDRAWN, Right.EDIT, "withdrawn", reasoned=True),
    Step(
        *("part", "登记部分履行", _at(_S.PERFORMING, _S.UNPERFORMED), _S.PARTLY_PERFORMED),
        *(Right.EDIT, "partly_performed", (Need.PAST_DUE, Need.PARTLY_PAID)),
    ),
    Step(
        *("default", "登记未履行", _at(_S.PERFORMING), _S.UNPERFORMED, Right.EDIT, "unperformed"),
        (Need.PAST_DUE,),
    ),
    Step(
        "close_owed",
        "结案（转其他途径）",
        OWED,
        _S.CLOSED,
        Right.DECIDE,
        "closed",
        (*_TOLD, *_DONE),
        reasoned=True,
    ),
    Step(
        *("reopen", "重新调解", _at(_S.FAILED, _S.LAPSED, _S.OPPONENT_REFUSED, _S.CLOSED), _S.APPLIED),
        *(Right.DECIDE, "reopened", (Need.HERE, Need.UNBOUND, Need.APPLICATION)),
        reasoned=True,
    ),
    Step(
        "take_back",
        "恢复办理",
        TURNED_AWAY,
        _S.APPLIED,
        Right.DECIDE,
        "reopened",
        (Need.APPLICATION,),
        reasoned=True,
    ),
    Step(
        "reopen_closed",
        "恢复履行监督",
        _at(_S.CLOSED),
        _S.PERFORMING,
        Right.REVIEW,
        "reopened",
        (Need.HERE, Need.PERFORMANCE_DAY),
        reasoned=True,
    ),
)
