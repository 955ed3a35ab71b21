"""Who speaks next in the minutes, and how: a question is answered, an answer leads to the next question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from union_desk.dispute.page.sections import Case
from union_desk.dispute.values import Hearing, Minute

QUESTION, ANSWER, STATEMENT, RIGHTS, RECORD = "question", "answer", "statement", "rights", "record"
# How it is written in front of the words, and the Alt key of its button.
KINDS: Final = (
    (QUESTION, "问(&W)", "问"),
    (ANSWER, "答(&D)", "答"),
    (STATEMENT, "陈述(&C)", ""),
    (RIGHTS, "告知(&G)", "告知"),
    (RECORD, "记录(&J)", ""),
)
_LABELS: Final = {code: label for code, _button, label in KINDS}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and how."""

    speaker: str
    kind: str


def speakers(case: Case, hearing: Hearing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who asks and who answers: mediators first, then those at the table as they are listed."""
    asking = hearing.mediators or tuple(
        one.mediator.name for one in case.life.mediators if one.recused_on is None
    )
    asking = asking or ((hearing.recorder,) if hearing.recorder else (case.actor.user,))
    if hearing.kind == "inquiry":
        asked = next((p.name for p in case.view.form.parties if p.uid == hearing.asked_party_uid), "")
        told = (asked,) if asked else hearing.present
    else:
        told = hearing.present or tuple(p.name for p in case.view.form.parties if not p.roster)
    answering = tuple(dict.fromkeys(name for name in told if name and name not in asking))
    return tuple(dict.fromkeys(asking)), answering


def first_turn(asking: Sequence[str]) -> Turn:
    return Turn(asking[0] if asking else "", QUESTION)


def next_turn(
    said: Minute, before: Sequence[Minute], asking: Sequence[str], answering: Sequence[str]
) -> Turn:
    """Return whose turn it is after a line: the one asked last answers, then the same mediator asks on."""
    if said.kind == QUESTION:
        last = next((one.speaker for one in reversed(before) if one.kind == ANSWER), "")
        return Turn(last or (answering[0] if answering else ""), ANSWER)
    if said.kind in (ANSWER, RIGHTS):
        last = next((one.speaker for one in reversed(before) if one.kind == QUESTION), "")
        return Turn(last or (asking[0] if asking else ""), QUESTION)
    return Turn(said.speaker, said.kind)


def turn_of(speaker: str, asking: Sequence[str], last: Minute | None) -> Turn:
    """Return how somebody speaks who was picked by his key."""
    if speaker in asking:
        return Turn(speaker, QUESTION)
    asked = last is not None and last.kind == QUESTION
    return Turn(speaker, ANSWER if asked else STATEMENT)


def standing(minutes: Sequence[Minute]) -> list[Minute]:
    """Return the lines as they stand: a mended one in the place of the first."""
    place: dict[str, int] = {}
    found: list[Minute] = []
    for one in minutes:
        at = place.get(one.replaces_uid)
        if at is None:
            at = len(found)
            found.append(one)
        else:
            found[at] = one
        place[one.uid] = at
    return found


def shown(one: Minute) -> str:
    """沈佳（问）：工资发到哪个月？"""
    how = _LABELS.get(one.kind, "")
    who = f"{one.speaker}（{how}）" if how and one.speaker else one.speaker or how
    return f"{who}：{one.text}" if who else one.text
