"""办案补贴: what a service is paid by the rate of its day, each case and stage once (法律援助法 art 52)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label

EXTRA_PARTY: Final = "extra_party"
TAX_FREE: Final = "办案补贴免征增值税和个人所得税（《法律援助法》第五十二条）。"


@dataclass(frozen=True, slots=True)
class Rate:
    """What a stage of a kind of service is paid from a day on; a kind of "" counts for every service."""

    uid: str
    kind: str
    stage: str
    amount_fen: int
    from_on: date
    document_no: str = ""


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """A line that stands: asked, approved or paid, and not taken back."""

    service_uid: str
    stage: str
    assignment_uid: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class Amount:
    """What is due, by which rate, with its steps; `extra` the rate of each further person."""

    amount_fen: int
    rate: Rate
    extra: Rate | None
    steps: tuple[str, ...]


def rate_on(rates: Iterable[Rate], kind: str, stage: str, on: date) -> Rate | None:
    """Return the rate in force on a day: that of the kind before the general one, then the latest."""
    found = [rate for rate in rates if rate.stage == stage and rate.kind in {kind, ""} and rate.from_on <= on]
    return max(found, key=lambda rate: (rate.kind != "", rate.from_on), default=None)


def subsidy(rates: Iterable[Rate], kind: str, stage: str, on: date, *, parties: int = 1) -> Amount:
    """Work out the subsidy of one service in one stage; RuleBroken names the field that is wrong."""
    if parties < 1:
        raise RuleBroken("受援人数至少是 1 人。", field="parties")
    known = tuple(rates)
    rate = rate_on(known, kind, stage, on)
    if rate is None:
        what = f"{term_label('aid_service', kind)}（{term_label('subsidy_stage', stage)}）"
        raise RuleBroken(f"{day_text(on)}还没有{what}的补贴标准，请先在补贴标准里填写。", field="stage")
    since = f"{day_text(rate.from_on)}起执行{_document(rate)}"
    steps = [f"{term_label('subsidy_stage', stage)}：{format_fen(rate.amount_fen)} 元（{since}）。"]
    amount, extra = rate.amount_fen, None
    if parties > 1:
        extra = rate_on(known, kind, EXTRA_PARTY, on)
        if extra is None:
            steps.append(f"受援人 {parties} 人，没有每增加一人的标准，只按一件计算。")
        else:
            more = extra.amount_fen * (parties - 1)
            amount += more
            steps.append(
                f"另有 {parties - 1} 名受援人 × {format_fen(extra.amount_fen)} 元 ＝ {format_fen(more)} 元。"
            )
    steps += [f"共 {format_fen(amount)} 元。", TAX_FREE]
    return Amount(amount, rate, extra, tuple(steps))


def check_not_twice(before: Iterable[PaidBefore], service_uid: str, stage: str) -> None:
    """Refuse a second subsidy of the same service and stage."""
    for line in before:
        if (line.service_uid, line.stage) == (service_uid, stage):
            what = f"{term_label('subsidy_stage', stage)}补贴"
            raise RuleBroken(
                f"这一项的{what}已于 {day_text(line.asked_on)}申报，不能重复发放。", field="stage"
            )


def _document(rate: Rate) -> str:
    return f"，{rate.document_no}" if rate.document_no else ""
