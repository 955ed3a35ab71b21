"""Writing down meetings with their minutes, and what one side offered the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.timeline import EventText
from union_desk.core.clock import CHINA, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.dispute.records import HearingRecord, MinuteRecord, OfferRecord, PartyRecord
from union_desk.dispute.rules import check_mediation_open, yuan
from union_desk.dispute.service.acting import (
    EARLIEST,
    Place,
    aware,
    check_code,
    check_money,
    next_number,
    past_day,
    plain,
    row_in_case,
    row_of,
)
from union_desk.dispute.values import Hearing, Minute, Offer
from union_desk.store.work import Work

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def write_hearing(work: Work, at: Place, act: Hearing) -> EventText | None:
    check_code("hearing_kind", act.kind, "请选择笔录类别。", "kind")
    if act.planned_at is None and act.held_on is None:
        raise RuleBroken("请填写约定时间或者举行日期。", field="planned_at")
    planned_at = aware(act.planned_at)
    _check_meeting(at, act, local_day(planned_at) if planned_at is not None else None)
    for name, text in (("from_time", act.from_time), ("to_time", act.to_time)):
        if text and not _TIME.fullmatch(text):
            raise RuleBroken("时间请写成 14:30。", field=name)
    if act.from_time and act.to_time and act.to_time < act.from_time:
        raise RuleBroken("结束时间不能早于开始时间。", field="to_time")
    if act.result:
        check_code("hearing_result", act.result, "请选择调解会结果。", "result")
    if act.asked_party_uid:
        row_in_case(work, at, PartyRecord, act.asked_party_uid, "请选择本案的当事人。", "asked_party_uid")
    known = next((each for each in at.story.hearings if each.uid == act.uid), None)
    row = row_of(work, at, HearingRecord, act.uid)
    number = act.number or (known.number if known is not None else 0)
    values = {
        **stored_fields(act, plain(Hearing)),
        "planned_at": planned_at,
        "number": number or next_number(work, at, HearingRecord, HearingRecord.number),
        **{name: "\n".join(getattr(act, name)) or None for name in ("present", "absent", "mediators")},
    }
    change(row, values)
    _add_minutes(work, at, row, act.minutes)
    words = _hearing_words(act)
    if known is not None and _hearing_words(known).text == words.text:
        return None
    return EventText(min(words.on, at.today), "mediation", words.text)


def _check_meeting(at: Place, act: Hearing, planned_on: date | None) -> None:
    """Refuse a meeting before the case was accepted, or after the end that nobody has put off."""
    if act.held_on is not None:
        past_day(act.held_on, at.today, "举行日期", "held_on")
    if act.kind != "meeting":
        return
    accepted_on = at.record.accepted_on
    if accepted_on is None:
        raise RuleBroken("案件还没有受理，不能开调解会；调查和口头申请笔录可以先做。", field="kind")
    for day, name in ((planned_on, "planned_at"), (act.held_on, "held_on")):
        if day is not None and day < accepted_on:
            raise RuleBroken(f"调解会不能早于受理日期 {day_text(accepted_on)}。", field=name)
    if act.held_on is not None and at.mediation_end_on is not None:
        try:
            check_mediation_open(act.held_on, at.mediation_end_on)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field="held_on") from None


def _hearing_words(act: Hearing) -> EventText:
    label = term_label("hearing_kind", act.kind)
    if act.held_on is not None:
        result = term_label("hearing_result", act.result) if act.result else ""
        return EventText(act.held_on, "mediation", f"{label}{f'：{result}' if result else '已举行'}。")
    planned_at = aware(act.planned_at)
    if planned_at is None:
        return EventText(EARLIEST, "mediation", "")
    local = planned_at.astimezone(CHINA)
    place = f"，地点：{act.place}" if act.place else ""
    return EventText(
        local.date(), "mediation", f"约定{label}：{day_text(local.date())} {local:%H:%M}{place}。"
    )


def _add_minutes(work: Work, at: Place, row: HearingRecord, minutes: Sequence[Minute]) -> None:
    """Add the lines that are new; a stored one is only ever mended by another that takes its place."""
    work.session.flush()
    stored = {
        each.uid: each
        for each in work.session.scalars(select(MinuteRecord).where(MinuteRecord.hearing_uid == row.uid))
    }
    position = max((each.position or 0 for each in stored.values()), default=0)
    for number, minute in enumerate(minutes):
        text = storable(minute.text).strip()
        held = stored.get(minute.uid)
        if held is not None:
            if (held.text or "", held.kind, held.speaker or "") != (
                text,
                minute.kind,
                minute.speaker.strip(),
            ):
                raise RuleBroken(
                    f"第 {number + 1} 行笔录已经记下，不能改；请另记一行更正。", field=f"minutes.{number}"
                )
            continue
        if not text:
            continue
        check_code("minute_kind", minute.kind, "请选择问、答或者陈述。", f"minutes.{number}")
        mended = stored.get(minute.replaces_uid) if minute.replaces_uid else None
        if minute.replaces_uid and mended is None:
            raise RuleBroken("要更正的那一行不在这份笔录里。", field=f"minutes.{number}")
        position += 1
        new = MinuteRecord(
            uid=minute.uid,
            audience=row.audience,
            hearing_uid=row.uid,
            position=mended.position if mended is not None else position,
            speaker=minute.speaker.strip() or None,
            kind=minute.kind,
            text=text,
            replaces_uid=minute.replaces_uid or None,
            removed=None,
            by=work.actor.user,
            at=at.at,
        )
        work.session.add(new)
        stored[new.uid] = new


def write_offer(work: Work, at: Place, act: Offer) -> EventText | None:
    on = past_day(act.on, at.today, "方案日期", "on")
    check_code("dispute_side", act.side, "请选择提出方。", "side")
    check_money(act.amount_fen, "amount_fen")
    if act.amount_fen is None and not act.text:
        raise RuleBroken("请填写方案的金额或者内容。", field="text")
    if act.answer:
        check_code("offer_answer", act.answer, "请选择对方的答复。", "answer")
    if act.hearing_uid:
        row_in_case(work, at, HearingRecord, act.hearing_uid, "请选择本案的调解会。", "hearing_uid")
    known = next((each for each in at.story.offers if each.uid == act.uid), None)
    change(row_of(work, at, OfferRecord, act.uid), stored_fields(act, plain(Offer)))
    words = _offer_words(act)
    return None if known is not None and _offer_words(known) == words else EventText(on, "mediation", words)


def _offer_words(act: Offer) -> str:
    said = "，".join(
        part
        for part in (f"{yuan(act.amount_fen)} 元" if act.amount_fen is not None else "", act.text)
        if part
    )
    answer = f"；对方{term_label('offer_answer', act.answer)}" if act.answer and act.answer != "open" else ""
    return f"{term_label('dispute_side', act.side)}提出方案：{said}{answer}。".replace("。。", "。")
