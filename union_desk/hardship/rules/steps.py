"""The steps of a hardship file, from 草稿 to the end, as one table (A4)."""

from __future__ import annotations

from typing import Final

from union_desk.core.rights import Right
from union_desk.hardship.rules.needs import Need
from union_desk.hardship.rules.process import Hand, Step
from union_desk.hardship.rules.states import HELD, UNDER_WAY, State

_WORKER: Final = Hand(Right.EDIT, "本人或基层工会")
_CLERK: Final = Hand(Right.EDIT, "基层工会")
_GRASSROOTS: Final = Hand(Right.DECIDE, "基层工会")
_STREET: Final = Hand(Right.DECIDE, "街道（产业）工会")
_DISTRICT: Final = Hand(Right.DECIDE, "区总工会")
_OFFICE: Final = Hand(Right.DECIDE, "经办单位")
_STREET_REVIEW: Final = Hand(Right.REVIEW, "街道（产业）工会")
_DISTRICT_REVIEW: Final = Hand(Right.REVIEW, "区总工会")

_NAMED: Final = (Need.APPLICATION,)
_COMPLETE: Final = (Need.FIELDS, Need.CLASS, Need.NOT_EXCLUDED)
_OVER: Final = (Need.PUBLICITY, Need.OBJECTIONS_SETTLED, *_COMPLETE)
_LIFTED: Final = (Need.MONTHS_ABOVE, Need.LIFTING_PUBLICITY, Need.APPROVAL_OPINION)


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
_ADMITTED: Final = _at(_S.DRAFT, _S.APPLIED, _S.VISITING)
_ON_THE_ROAD: Final = UNDER_WAY - _at(_S.RETURNED, _S.OBJECTION)
_FALLEN_BACK: Final = _at(_S.LIFTED, _S.RELIEVED)
_WARM: Final = _at(_S.IN_FILE, _S.AIDED)
_GIVEN_UP: Final = _at(_S.REFUSED, _S.WITHDRAWN)

# The main road first: the first step of a state that its place takes is the one that the header offers.
STEPS: Final = (
    Step("apply", "提交申请", _at(_S.DRAFT), _S.APPLIED, _WORKER, "application", _NAMED),
    Step("accept", "安排入户核查", _at(_S.APPLIED), _S.VISITING, _GRASSROOTS, "home_visit"),
    Step(
        *("to_appraisal", "提交评议", _at(_S.VISITING), _S.APPRAISAL, _GRASSROOTS, "appraisal"),
        (Need.VISIT,),
        where="appraisal",
    ),
    Step(
        *("publish", "开始公示", _at(_S.VISITING), _S.PUBLISHED, _GRASSROOTS, "public_notice"),
        (Need.VISIT, Need.CONSENT),
        unless="appraisal",
    ),
    Step(
        *("publish_appraised", "开始公示", _at(_S.APPRAISAL), _S.PUBLISHED, _GRASSROOTS, "public_notice"),
        (Need.VISIT, Need.APPRAISAL, Need.CONSENT),
    ),
    Step("send_to_review", "公示期满送审", _at(_S.PUBLISHED), _S.REVIEW, _GRASSROOTS, "review", _OVER),
    Step(
        *("pass_review", "审核通过", _at(_S.REVIEW), _S.MEANS_CHECK, _STREET_REVIEW, "review"),
        (Need.REVIEW_OPINION, *_COMPLETE),
    ),
    Step(
        *("checked", "核对完毕，报审批", _at(_S.MEANS_CHECK), _S.APPROVAL, _DISTRICT, "means_check"),
        (Need.AUTHORISATION, Need.MEANS_ANSWER),
    ),
    Step(
        *("approve", "同意建档", _at(_S.APPROVAL), _S.IN_FILE, _DISTRICT_REVIEW, "approve"),
        (Need.APPROVAL_OPINION, *_COMPLETE),
    ),
    Step("recheck", "年度复核", _WARM, _S.ANNUAL_REVIEW, _STREET, "review"),
    Step(
        *("renew", "续档", _at(_S.ANNUAL_REVIEW), _S.IN_FILE, _STREET_REVIEW, "review"),
        (Need.RECHECK, *_COMPLETE),
    ),
    Step("regularise", "转为正式申请", _at(_S.TEMPORARY), _S.APPLIED, _STREET, "application", _NAMED),
    Step("resubmit", "补正后重报", _at(_S.RETURNED), _S.APPLIED, _WORKER, "material", _NAMED),
    Step(
        *("dismiss", "异议不成立，继续办理", _at(_S.OBJECTION), _S.PUBLISHED, _GRASSROOTS, "objection"),
        (Need.OBJECTIONS_SETTLED,),
        reasoned=True,
    ),
    # Beside the main road.
    Step(
        *("enrol", "补录已建的档案", _at(_S.DRAFT), _S.IN_FILE, _STREET, "enrol"),
        (*_NAMED, *_COMPLETE),
    ),
    Step("object", "异议处理", _at(_S.PUBLISHED), _S.OBJECTION, _CLERK, "objection", (Need.OBJECTION,)),
    Step(
        *("uphold", "异议成立，重新核查", _at(_S.OBJECTION), _S.VISITING, _GRASSROOTS, "objection"),
        (Need.OBJECTIONS_SETTLED,),
        reasoned=True,
    ),
    Step(
        *("change_class", "调级", _at(_S.ANNUAL_REVIEW), _S.IN_FILE, _DISTRICT_REVIEW, "review"),
        (Need.RECHECK, Need.NEW_CLASS, Need.FIELDS, Need.NOT_EXCLUDED),
        reasoned=True,
    ),
    Step("lift", "脱困", HELD, _S.LIFTED, _DISTRICT_REVIEW, "lift", _LIFTED),
    Step(
        *("relieve", "解困", HELD, _S.RELIEVED, _DISTRICT_REVIEW, "lift", (Need.APPROVAL_OPINION,)),
        reasoned=True,
    ),
    Step(
        *("deregister", "注销", HELD | _at(_S.TEMPORARY), _S.DEREGISTERED, _DISTRICT_REVIEW, "deregister"),
        (Need.EXIT_REASON,),
        reasoned=True,
    ),
    Step("transfer", "迁出移交", HELD, _S.TRANSFERRED, _STREET, "transfer", (Need.RECEIVER,), reasoned=True),
    Step(
        *("come_back", "接收单位退回，恢复在档", _at(_S.TRANSFERRED), _S.IN_FILE, _STREET, "transfer"),
        (Need.NOT_RECEIVED,),
        reasoned=True,
    ),
    Step(
        "relapse", "返困，重新申请", _FALLEN_BACK, _S.APPLIED, _STREET, "application", _NAMED, reasoned=True
    ),
    Step("aid_at_once", "先作临时救助", _ADMITTED, _S.TEMPORARY, _STREET, "decision", _NAMED, reasoned=True),
    Step("return", "退回补正", _ON_THE_ROAD, _S.RETURNED, _OFFICE, "review", reasoned=True),
    Step("refuse", "不予建档", UNDER_WAY | _at(_S.DRAFT), _S.REFUSED, _OFFICE, "refuse", reasoned=True),
    Step("withdraw", "撤回申请", UNDER_WAY, _S.WITHDRAWN, _WORKER, "application", reasoned=True),
    Step("reopen", "重新办理", _GIVEN_UP, _S.DRAFT, _OFFICE, "reopen", reasoned=True),
)
