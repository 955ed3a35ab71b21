"""What is said of a draft of an agreement while it is written: what is unclear, void, or binds nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.history import LOOKED, REVEAL
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.process import StepLack
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, in_capitals
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.dispute.queries import case_of
from union_desk.dispute.queries.life import agreements_of
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.rules.agreement import agreement_lacks, waiver_warnings
from union_desk.dispute.rules.roads import roads_from
from union_desk.dispute.rules.states import State
from union_desk.dispute.service.facts import agreement_facts, bearings_of, represented_unasked, road_facts
from union_desk.dispute.values import Agreement, AgreementItem, CaseForm, ClaimItem, RoadView
from union_desk.store.database import Database

# The roads that make a signed agreement enforceable, in the order in which they are taken.
_ROADS: Final = ("judicial_confirmation", "arbitration_review", "payment_order", "court")
_NAMED: Final = 6
# Where a rule's own word for a place is another than the value's.
_PLACES: Final = (
    (re.compile(r"\.amount$"), ".amount_fen"),
    (re.compile(r"\.account$"), ".account_no"),
    (re.compile(r"\.instalments(\..*)?$"), ".plan"),
)


@dataclass(frozen=True, slots=True)
class AgreementCheck:
    """Lacks with their places, warnings that a person judges, and the roads once it is signed."""

    fen: int
    capitals: str
    lacks: tuple[StepLack, ...]
    warnings: tuple[str, ...]
    roads: tuple[RoadView, ...]
    signed: bool  # the roads run already, else they are those of an agreement signed on `roads_from`
    roads_from: date


class AgreementDesk:
    """Looks at agreements of the cases of one store; that somebody looked at an account is put on record."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def check(self, actor: Actor, uid: str, agreement: Agreement) -> AgreementCheck:
        """Say what of a draft is too vague, void, without consent, or other than the claims say."""
        require(actor, Right.VIEW)
        today = local_day(self._clock())
        with self._database.read() as session:
            at = bearings_of(session, case_of(session, uid), today)
        lacks = agreement_lacks(agreement_facts(at.form, agreement))
        signed_on = agreement.signed_on or today
        at_signing = replace(
            at,
            story=replace(at.story, agreement=agreement),
            days=replace(at.days, agreed_on=at.days.agreed_on or signed_on),
        )
        found = roads_from(
            State.UNPERFORMED, road_facts(at_signing), at.clocks.rules, at.clocks.calendar, today
        )
        return AgreementCheck(
            fen=agreement.amount_fen,
            capitals=in_capitals(agreement.amount_fen),
            lacks=tuple(StepLack(lack.sentence, _place(lack.place)) for lack in lacks),
            warnings=tuple(_warnings(at.form, agreement)),
            roads=tuple(
                RoadView(
                    each.road.code,
                    each.road.title,
                    each.road.law,
                    each.road.leads_to,
                    each.deadline.due_on if each.deadline is not None else None,
                    each.closed,
                    each.warning,
                )
                for code in _ROADS
                for each in found
                if each.road.code == code
            ),
            signed=at.days.agreed_on is not None,
            roads_from=at.days.agreed_on or signed_on,
        )

    def account(self, actor: Actor, uid: str, item_uid: str) -> str:
        """Return the account of one sum in full; the act is logged."""
        require(actor, Right.REVEAL)
        with self._database.write(LOOKED, actor) as work:
            record = case_of(work.session, uid)
            if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
                raise RuleBroken("这是别的单位的案件，只能由那里或区总工会查看。")
            item = _item(work.session, uid, item_uid)
            work.note_access(REVEAL, CASE_ENTITY, uid, f"agreement_items.{item.uid}.account_no")
            return item.account_no


def _item(session: Session, uid: str, item_uid: str) -> AgreementItem:
    agreement = agreements_of(session, [uid]).get(uid)
    found = [item for item in agreement.items if item.uid == item_uid] if agreement is not None else []
    if not found:
        raise RuleBroken("先保存协议，再显示。")
    return found[0]


def _place(place: str) -> str:
    for pattern, named in _PLACES:
        place = pattern.sub(named, place)
    return place


def _warnings(form: CaseForm, agreement: Agreement) -> Iterator[str]:
    said = (agreement.release, agreement.extra, agreement.default_text, *agreement.acts)
    yield from waiver_warnings("\n".join(said))
    unasked = represented_unasked(form)
    if unasked:
        named = "、".join(unasked[:_NAMED]) + (f"等 {len(unasked)} 人" if len(unasked) > _NAMED else "")
        yield f"{named}没有同意，协议对没有同意的职工没有约束力（浙江省条例第四十条）。"
    yield from _differences(form, agreement)


def _differences(form: CaseForm, agreement: Agreement) -> Iterator[str]:
    """Compare each sum with what its claim item asks and says was agreed."""
    for claim in form.claims:
        paid = [item for item in agreement.items if item.kind == claim.kind and _same_worker(item, claim)]
        if not paid or not claim.kind:
            continue
        fen = sum(item.amount_fen or 0 for item in paid)
        label = term_label("claim_item", claim.kind)
        if claim.agreed_fen is not None and fen != claim.agreed_fen:
            yield f"{label}：协议 {format_fen(fen)} 元，②里约定的是 {format_fen(claim.agreed_fen)} 元。"
        elif claim.claimed_fen is not None and fen > claim.claimed_fen:
            yield f"{label}：协议 {format_fen(fen)} 元，高于请求的 {format_fen(claim.claimed_fen)} 元。"


def _same_worker(item: AgreementItem, claim: ClaimItem) -> bool:
    return not item.party_uid or not claim.party_uid or item.party_uid == claim.party_uid
