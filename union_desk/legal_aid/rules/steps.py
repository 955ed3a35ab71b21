"""The steps of legal aid, from 来访登记 to 归档, as one table (C2)."""

from __future__ import annotations

from typing import Final

from union_desk.core.rights import Right
from union_desk.legal_aid.rules.needs import AidNeed
from union_desk.legal_aid.rules.process import AidStep
from union_desk.legal_aid.rules.states import GIVEN, UNDECIDED, WITH_COUNSEL, AidState


def _at(*states: AidState) -> frozenset[AidState]:
    return frozenset(states)


_S = AidState
_N = AidNeed
_ASKED: Final = (_N.PERSON, _N.APPLICATION)
_GRANT: Final = (_N.MEANS, _N.DECISION)

# The main road first: the first step of a state is the one that the header offers.
AID_STEPS: Final = (
    AidStep("apply", "登记申请", _at(_S.REGISTERED), _S.APPLIED, Right.EDIT, "aid_applied", _ASKED),
    AidStep("examine", "受理审查", _at(_S.APPLIED), _S.EXAMINING, Right.EDIT, "aid_accepted", _ASKED),
    AidStep(
        *("supplemented", "登记补正", _at(_S.SUPPLEMENT), _S.EXAMINING, Right.EDIT, "aid_papers_came"),
        (_N.PAPERS_CAME,),
    ),
    AidStep(
        *("grant", "给予援助", _at(_S.EXAMINING), _S.GRANTED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
    ),
    AidStep(
        *("assign", "指派承办人", _at(_S.GRANTED, _S.URGENT), _S.ASSIGNED, Right.DECIDE, "aid_assigned"),
        (_N.COUNSEL, _N.NO_BAR),
    ),
    AidStep(
        *("contract", "登记委托协议", _at(_S.ASSIGNED), _S.HANDLING, Right.EDIT, "aid_contract_signed"),
        (_N.COUNSEL, _N.CONTRACT),
    ),
    AidStep(
        *("end", "登记办结", _at(_S.HANDLING), _S.ENDED, Right.EDIT, "aid_ended"),
        (_N.DECIDED, _N.PROGRESS, _N.RESULT),
    ),
    AidStep(
        *("report", "提交结案报告", _at(_S.ENDED, _S.TERMINATED), _S.REPORTED, Right.EDIT, "aid_reported"),
        (_N.REPORT,),
    ),
    AidStep("close", "结案", _at(_S.REPORTED), _S.CLOSED, Right.DECIDE, "closed", (_N.SUBSIDIES_SETTLED,)),
    AidStep(
        *("close_without", "结案", _at(_S.REFUSED, _S.WITHDRAWN), _S.CLOSED, Right.DECIDE, "closed"),
        (_N.SUBSIDIES_SETTLED,),
    ),
    AidStep("archive", "归档", _at(_S.CLOSED), _S.ARCHIVED, Right.EDIT, "archived"),
    # Beside the main road.
    AidStep(
        "begin",
        "开始承办",
        _at(_S.ASSIGNED),
        _S.HANDLING,
        Right.EDIT,
        "aid_begun",
        (_N.COUNSEL,),
        again=(_N.NO_AGENCY,),
    ),
    AidStep(
        *("ask_papers", "告知补正", _at(_S.APPLIED, _S.EXAMINING), _S.SUPPLEMENT, Right.EDIT),
        *("aid_papers_asked", (_N.PERSON, _N.SUPPLEMENT), (_N.ASKED_ONCE,)),
    ),
    AidStep(
        *("lapse", "视为撤回申请", _at(_S.SUPPLEMENT), _S.WITHDRAWN, Right.DECIDE, "aid_withdrawn"),
        (_N.PAPERS_OVERDUE,),
    ),
    AidStep(
        "go_ahead", "先行提供援助", UNDECIDED, _S.URGENT, Right.DECIDE, "aid_urgent", (_N.PERSON, _N.URGENCY)
    ),
    AidStep(
        *("grant_urgent", "补办给予决定", _at(_S.URGENT), _S.GRANTED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
    ),
    AidStep(
        *("grant_assigned", "补办给予决定", _at(_S.ASSIGNED), _S.ASSIGNED, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
        (_N.UNDECIDED,),
    ),
    AidStep(
        *("grant_handling", "补办给予决定", _at(_S.HANDLING), _S.HANDLING, Right.DECIDE, "aid_granted"),
        (*_ASKED, *_GRANT),
        (_N.UNDECIDED,),
    ),
    AidStep(
        *("refuse", "不予援助", _at(_S.EXAMINING, _S.URGENT, *WITH_COUNSEL), _S.REFUSED, Right.DECIDE),
        *("aid_refused", (_N.REFUSAL, _N.DECISION), (_N.UNDECIDED,)),
    ),
    AidStep(
        *("change", "更换承办人", WITH_COUNSEL, _S.ASSIGNED, Right.DECIDE, "aid_assigned"),
        (_N.NEW_COUNSEL, _N.NO_BAR),
    ),
    AidStep("terminate", "终止援助", GIVEN, _S.TERMINATED, Right.DECIDE, "aid_terminated", (_N.TERMINATION,)),
    AidStep("withdraw", "撤回申请", UNDECIDED, _S.WITHDRAWN, Right.EDIT, "aid_withdrawn", reasoned=True),
    AidStep(
        "reconsider",
        "异议成立、重新审查",
        _at(_S.REFUSED),
        _S.EXAMINING,
        Right.DECIDE,
        "reopened",
        (_N.OBJECTION,),
        reasoned=True,
    ),
    AidStep(
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
