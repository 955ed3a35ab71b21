"""The steps of legal aid, from 来访登记 to 归档, as one table (C2)."""

from __future__ import annotations

from typing import Final

from union_desk.core.rights import Right
from union_desk.legal_aid.rules.needs import Need
from union_desk.legal_aid.rules.process import Step
from union_desk.legal_aid.rules.states import GIVEN, UNDECIDED, WITH_COUNSEL, State


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
_N = Need
_ASKED: Final = (_N.PERSON, _N.APPLICATION)
_GRANT: Final = (_N.MEANS, _N.DECISION)

# The main road first: the first step of a state is the one that the header offers.
STEPS: Final = (
    Step("apply", "登记申请", _at(_S.REGISTERED), _S.APPLIED, Right.EDIT, "aid_applied", _ASKED),
    Step("examine", "受理审查", _at(_S.APPLIED), _S.EXAMINING, Right.EDIT, "aid_accepted", _ASKED),
    Step(
        *("supplemented", "登记补正", _at(_S.SUPPLEMENT), _S.EXAMINING, Right.EDIT, "aid_papers_came"),
        (_N.PAPERS_CAME,),
    ),
    Step(
        *("grant", "给予援助", _at(_S.EXAMINING), _S.GRANTED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
    ),
    Step(
        *("assign", "指派承办人", _at(_S.GRANTED, _S.URGENT), _S.ASSIGNED, Right.DECIDE, "aid_assigned"),
        (_N.COUNSEL, _N.NO_BAR),
    ),
    Step(
        *("contract", "登记委托协议", _at(_S.ASSIGNED), _S.HANDLING, Right.EDIT, "aid_contract_signed"),
        (_N.COUNSEL, _N.CONTRACT),
    ),
    Step(
        *("end", "登记办结", _at(_S.HANDLING), _S.ENDED, Right.EDIT, "aid_ended"),
        (_N.DECIDED, _N.PROGRESS, _N.RESULT),
    ),
    Step(
        *("report", "提交结案报告", _at(_S.ENDED, _S.TERMINATED), _S.REPORTED, Right.EDIT, "aid_reported"),
        (_N.REPORT,),
    ),
    Step("close", "结案", _at(_S.REPORTED), _S.CLOSED, Right.DECIDE, "closed", (_N.SUBSIDIES_SETTLED,)),
    Step(
        *("close_without", "结案", _at(_S.REFUSED, _S.WITHDRAWN), _S.CLOSED, Right.DECIDE, "closed"),
        (_N.SUBSIDIES_SETTLED,),
    ),
    Step(
        "archive",
        "归档",
        _at(_S.CLOSED),
        _S.ARCHIVED,
        Right.EDIT,
        "archived",
        (_N.PAPERS_IN_ORDER,),
    ),
    # Beside the main road.
    Step(
        "begin",
        "开始承办",
        _at(_S.ASSIGNED),
        _S.HANDLING,
        Right.EDIT,
        "aid_begun",
        (_N.COUNSEL,),
        again=(_N.NO_AGENCY,),
    ),
    Step(
        *("ask_papers", "告知补正", _at(_S.APPLIED, _S.EXAMINING), _S.SUPPLEMENT, Right.EDIT),
        *("aid_papers_asked", (_N.PERSON, _N.SUPPLEMENT), (_N.ASKED_ONCE,)),
    ),
    Step(
        *("lapse", "视为撤回申请", _at(_S.SUPPLEMENT), _S.WITHDRAWN, Right.DECIDE, "aid_withdrawn"),
        (_N.PAPERS_OVERDUE,),
    ),
    Step(
        "go_ahead", "先行提供援助", UNDECIDED, _S.URGENT, Right.DECIDE, "aid_urgent", (_N.PERSON, _N.URGENCY)
    ),
    Step(
        *("grant_urgent", "补办给予决定", _at(_S.URGENT), _S.GRANTED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
    ),
    Step(
        *("grant_assigned", "补办给予决定", _at(_S.ASSIGNED), _S.ASSIGNED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
        (_N.UNDECIDED,),
    ),
    Step(
        *("grant_handling", "补办给予决定", _at(_S.HANDLING), _S.HANDLING, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
        (_N.UNDECIDED,),
    ),
    Step(
        *("refuse", "不予援助", _at(_S.EXAMINING, _S.URGENT, *WITH_COUNSEL), _S.REFUSED, Right.DECIDE),
        *("aid_refused", (_N.REFUSAL, _N.DECISION), (_N.UNDECIDED,)),
    ),
    Step(
        *("change", "更换承办人", WITH_COUNSEL, _S.ASSIGNED, Right.DECIDE, "aid_assigned"),
        (_N.NEW_COUNSEL, _N.NO_BAR),
    ),
    Step("terminate", "终止援助", GIVEN, _S.TERMINATED, Right.DECIDE, "aid_terminated", (_N.TERMINATION,)),
    Step("withdraw", "撤回申请", UNDECIDED, _S.WITHDRAWN, Right.EDIT, "aid_withdrawn", reasoned=True),
    Step(
        "reconsider",
        "异议成立、重新审查",
        _at(_S.REFUSED),
        _S.EXAMINING,
        Right.DECIDE,
        "reopened",
        (_N.OBJECTION,),
        reasoned=True,
    ),
    Step(
        "apply_again",
        "重新申请",
        _at(_S.WITHDRAWN),
        _S.APPLIED,
        Right.EDIT,
        "reopened",
        _ASKED,
        reasoned=True,
    ),
)
