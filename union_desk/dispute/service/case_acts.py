"""Acts of the process that set fields of the case itself: its application, consent, extension, closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from union_desk.casework.calendars import calendar_in
from union_desk.casework.fields import change
from union_desk.casework.timeline import EventText
from union_desk.core.clock_rules import put_off
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.dispute.records import PartyRecord
from union_desk.dispute.rules.collective import RosterRow, check_representatives
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.rules.states import State
from union_desk.dispute.service.acting import Place, check_code, past_day, tidied
from union_desk.dispute.service.rulebook import rules_in
from union_desk.dispute.values import (
    Advised,
    Application,
    Closing,
    Consents,
    Extension,
    NotOursFound,
    OpponentAnswer,
    Referral,
    Representatives,
)
from union_desk.store.work import Work

CaseAct = (
    Application
    | NotOursFound
    | Referral
    | OpponentAnswer
    | Extension
    | Advised
    | Closing
    | Consents
    | Representatives
)
Written = EventText | None


def write_case_act(work: Work, at: Place, act: CaseAct) -> Written:
    """Set what an act says; return what the timeline says of it. RuleBroken names its field."""
    if at.state is State.ARCHIVED:
        raise RuleBroken("案件已归档，不能再补记；写错的请先撤回最后一步。")
    writer: Callable[[Work, Place, Any], Written] = _WRITERS[type(act)]
    return writer(work, at, tidied(act))


def _application(work: Work, at: Place, act: Application) -> Written:
    del work
    on = past_day(act.received_on, at.today, "收到申请的日期", "received_on")
    agreement = at.story.agreement
    signed_on = agreement.signed_on if agreement is not None and agreement.in_force else None
    if signed_on is not None and signed_on < on:
        raise RuleBroken(f"收到申请的日期不能晚于签订协议 {day_text(signed_on)}。", field="received_on")
    accepted_on = at.record.accepted_on
    if accepted_on is not None and accepted_on < on:
        raise RuleBroken(f"收到申请的日期不能晚于受理 {day_text(accepted_on)}。", field="received_on")
    change(at.record, {"received_on": on, "oral": act.oral, "oral_recorded": act.oral_recorded})
    return None


def _not_ours(work: Work, at: Place, act: NotOursFound) -> Written:
    del work
    found = not_ours(act.code)
    if act.code and found is None:
        raise RuleBroken("请从列表中选择不属受理范围的原因。", field="not_ours")
    change(at.record, {"not_ours": act.code or None})
    return (
        EventText(at.today, "note", f"不属受理范围：{found.reason}，可以去{found.where}。") if found else None
    )


def _referral(work: Work, at: Place, act: Referral) -> Written:
    del work
    if not act.receiver:
        raise RuleBroken("请填写转给哪个单位。", field="transferred_to")
    change(at.record, {"transferred_to": act.receiver})
    return None


def _answer(work: Work, at: Place, act: OpponentAnswer) -> Written:
    del work
    if act.agrees is None:
        change(at.record, {"opponent_agrees": None, "opponent_answered_on": None})
        return None
    on = past_day(act.on, at.today, "对方答复日期", "opponent_answered_on")
    received = at.record.received_on
    if received is not None and on < received:
        early = f"对方答复不能早于收到申请的日期 {day_text(received)}。"
        raise RuleBroken(early, field="opponent_answered_on")
    change(at.record, {"opponent_agrees": act.agrees, "opponent_answered_on": on})
    return EventText(on, "mediation", "对方同意调解。" if act.agrees else "对方不同意调解。")


def _extension(work: Work, at: Place, act: Extension) -> Written:
    """Put the end of mediation off: only with the consent of both, signed, and to a later day."""
    received = at.record.received_on
    if act.to_on is None:
        names = ("extended_to_on", "extension_applicant", "extension_respondent", "extension_signed_on")
        change(at.record, dict.fromkeys(names))
        return None
    if received is None:
        raise RuleBroken("还没有填写收到申请的日期，不能延期。", field="extended_to_on")
    for agrees, who, field in (
        (act.applicant_agrees, "申请人", "extension_applicant"),
        (act.respondent_agrees, "被申请人", "extension_respondent"),
    ):
        if not agrees:
            raise RuleBroken(f"延期要双方同意，{who}还没有同意。", field=field)
    signed = past_day(act.signed_on, at.today, "延期同意书签字日期", "extension_signed_on")
    if signed < received:
        early = f"签字日期不能早于收到申请的日期 {day_text(received)}。"
        raise RuleBroken(early, field="extension_signed_on")
    try:
        put_off(rules_in(work.session, at.today)["M03"], received, act.to_on, calendar_in(work.session))
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="extended_to_on") from None
    values = {
        "extended_to_on": act.to_on,
        "extension_applicant": True,
        "extension_respondent": True,
        "extension_signed_on": signed,
    }
    change(at.record, values)
    return EventText(signed, "mediation", f"双方同意延期调解，至{day_text(act.to_on)}。")


def _advised(work: Work, at: Place, act: Advised) -> Written:
    del work
    if act.on is None:
        change(at.record, {"advised_on": None})
        return None
    on = past_day(act.on, at.today, "书面告知日期", "advised_on")
    change(at.record, {"advised_on": on})
    return EventText(on, "mediation", "书面告知申请仲裁的权利和时效。")


def _closing(work: Work, at: Place, act: Closing) -> Written:
    del work
    check_code("dispute_result", act.result, "请选择处理结果。", "result")
    if act.satisfaction:
        check_code("satisfaction", act.satisfaction, "请选择满意度。", "satisfaction")
    values = {"result": act.result, "result_text": act.text or None, "satisfaction": act.satisfaction or None}
    change(at.record, values)
    label = term_label("dispute_result", act.result)
    return EventText(at.today, "mediation", f"填写结案登记表：{label}。")


def _consents(work: Work, at: Place, act: Consents) -> Written:
    rows = _applicants(work, at)
    if not act.party_uids or any(uid not in rows for uid in act.party_uids):
        raise RuleBroken("请从本案的职工名册中选择。", field="roster")
    on = past_day(act.on, at.today, "同意日期", "on") if act.consented is not None else None
    for uid in act.party_uids:
        change(rows[uid], {"consented": act.consented, "consent_on": on})
    if on is None:
        return None
    word = "同意" if act.consented else "不同意"
    return EventText(on, "mediation", f"{len(act.party_uids)} 名职工{word}协议。")


def _representatives(work: Work, at: Place, act: Representatives) -> Written:
    """Note whom the workers chose; who does not stand in the roster cannot represent them."""
    rows = _applicants(work, at)
    roster = [RosterRow(uid, "") for uid in rows]
    if act.party_uids:
        check_representatives(roster, act.party_uids, common_claim=True)
    for uid, row in rows.items():
        change(row, {"representative": True if uid in act.party_uids else None})
    if not act.party_uids:
        return None
    return EventText(at.today, "mediation", f"职工推举代表 {len(act.party_uids)} 人。")


def _applicants(work: Work, at: Place) -> dict[str, PartyRecord]:
    wanted = select(PartyRecord).where(
        PartyRecord.case_uid == at.record.uid,
        PartyRecord.side == "applicant",
        PartyRecord.kind == "worker",
        PartyRecord.removed.is_(None),
    )
    return {row.uid: row for row in work.session.scalars(wanted.order_by(PartyRecord.position))}


_WRITERS: Final[dict[type[Any], Any]] = {
    Application: _application,
    NotOursFound: _not_ours,
    Referral: _referral,
    OpponentAnswer: _answer,
    Extension: _extension,
    Advised: _advised,
    Closing: _closing,
    Consents: _consents,
    Representatives: _representatives,
}
