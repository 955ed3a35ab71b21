"""笔录: an application by word of mouth, an inquiry, a meeting of the mediation; signed on each page."""

from __future__ import annotations

from typing import Final

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.dispute.prints import application, parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Hearing, Minute
from union_desk.dispute.values.on_paper import CaseOnPaper

_NOT_YET: Final = Hearing(uid="")
_SAID: Final = {"question": "问", "answer": "答"}


def oral_fields(case: CaseOnPaper, hearing_uid: str = "") -> Fields:
    """口头申请笔录: what 调解仲裁法 art 12 asks for."""
    form = case.view.form
    hearing = parts.hearing_of(case, "oral_application", hearing_uid) or _NOT_YET
    told = _meeting(case, hearing)
    for name in ("nth",):
        del told[name]
    minutes = rows(hearing)
    applicants, respondents = (
        application.spoken_for(form.of_side(side)) for side in ("applicant", "respondent")
    )
    return {
        **told,
        "held_on": hearing.held_on or form.received_on or form.came_on,
        "recorder": hearing.recorder or form.receptionist,
        "people": application.people(form, applicants),
        "against": application.units(respondents),
        "claims": parts.claims_text(case),
        "facts": form.facts or form.matter,
        "minutes": minutes if not form.facts else [row for row in minutes if row["text"] != form.facts],
    }


def inquiry_fields(case: CaseOnPaper, hearing_uid: str = "") -> Fields:
    """调查笔录: at least two ask; who is asked signs each page."""
    hearing = parts.hearing_of(case, "inquiry", hearing_uid) or _NOT_YET
    asked = next((each for each in case.view.form.parties if each.uid == hearing.asked_party_uid), None)
    card = asked.person if asked is not None and asked.is_human else None
    return {
        **_meeting(case, hearing),
        "inquirers": "、".join(hearing.mediators),
        "asked": asked.name if asked is not None else "",
        "sex": term_label("sex", card.sex) if card is not None else "",
        "age": parts.age_text(card, hearing.held_on or case.today) if card is not None else "",
        "id_no": card.id_no if card is not None else "",
        "post": asked.post if asked is not None else "",
        "asked_phone": parts.phone_of(card) if card is not None else "",
        "minutes": rows(hearing, by_name=False),
    }


def record_fields(case: CaseOnPaper, hearing_uid: str = "") -> Fields:
    """调解笔录: who was there, what each side says, what was offered, and what came of it."""
    form = case.view.form
    hearing = parts.hearing_of(case, "meeting", hearing_uid) or _NOT_YET
    outcome = term_label("hearing_result", hearing.result)
    return {
        **_meeting(case, hearing),
        "applicant": parts.names_of(form.applicants),
        "respondent": parts.names_of(form.respondents, most=9),
        "mediators": "、".join(hearing.mediators) or parts.mediators_of(case),
        "present": "、".join(hearing.present),
        "absent": "、".join(hearing.absent) or ("无" if hearing.present else ""),
        "claims": parts.claims_text(case),
        "answer": form.answer,
        "points": hearing.points,
        "evidence": _evidence(case),
        "offers": _offers(case, hearing),
        "result": parts.joined(outcome, hearing.result_text, sign="。"),
        "minutes": rows(hearing),
    }


def rows(hearing: Hearing, *, by_name: bool = True) -> list[dict[str, object]]:
    """Return what was said, in order; a line that was mended later stands only in its new words."""
    replaced = {line.replaces_uid for line in hearing.minutes if line.replaces_uid}
    return [
        {"who": _who(line, by_name=by_name), "text": line.text}
        for line in hearing.minutes
        if line.uid not in replaced and line.text
    ]


def _who(line: Minute, *, by_name: bool) -> str:
    if line.kind in _SAID and not (by_name and line.speaker):
        return _SAID[line.kind]
    return line.speaker or term_label("minute_kind", line.kind)


def _meeting(case: CaseOnPaper, hearing: Hearing) -> dict[str, object]:
    return {
        **parts.head(case),
        "cause": case.cause,
        "held_on": hearing.held_on,
        "from_time": hearing.from_time,
        "to_time": hearing.to_time,
        "nth": str(hearing.number) if hearing.number else "",
        "place": hearing.place,
        "recorder": hearing.recorder,
    }


def _evidence(case: CaseOnPaper) -> str:
    told = []
    for side in ("applicant", "respondent", "third"):
        own = [one for one in case.view.form.evidence if one.side == side and one.name]
        listed = "、".join(one.name + (f"（{one.pages}页）" if one.pages else "") for one in own)
        told += [f"{term_label('dispute_side', side)}提交{listed}"] if own else []
    return "；".join(told) + "。" if told else ""


def _offers(case: CaseOnPaper, hearing: Hearing) -> str:
    told = []
    for offer in case.life.offers:
        if offer.hearing_uid != hearing.uid or not hearing.uid:
            continue
        amount = f"{format_fen(offer.amount_fen)}元" if offer.amount_fen is not None else ""
        answer = term_label("offer_answer", offer.answer)
        side = term_label("dispute_side", offer.side)
        told.append(f"{side}提出{parts.joined(amount, offer.text)}" + (f"（{answer}）" if answer else ""))
    return "；".join(told) + "。" if told else ""


PAPERS: Final = (
    Paper("oral_application", "口头申请笔录", oral_fields),
    Paper("inquiry_record", "调查笔录", inquiry_fields),
    Paper("mediation_record", "调解笔录", record_fields, frozenset({State.MEDIATING, State.AGREED})),
)
