"""One human or employer on two cards: the work list of pairs, joining by link, and parting again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, SHARED_AUDIENCE, offices_in
from union_desk.casework.timeline import events_of
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, lacking, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.people.dealings import Dealing, NoDealings, PersonDealings
from union_desk.people.pairs import (
    CardSide,
    Entity,
    Joined,
    JoinedEvent,
    JoinedHit,
    Joint,
    PairRow,
    PairView,
    Verdict,
    WorkList,
)
from union_desk.people.queries.links import (
    DIFFERENT,
    SAME,
    Pair,
    decided,
    groups,
    links_of,
    pair_of,
    standing,
    story_of,
    together,
)
from union_desk.people.records import SameAsRecord
from union_desk.people.rules.duplicates import Likeness
from union_desk.people.service.kinds import (
    Cancelled,
    CardKind,
    Employers,
    Persons,
    Progress,
    field_pairs,
    records_of,
)
from union_desk.store.database import Database
from union_desk.store.keys import search
from union_desk.store.work import Work

_TITLES: Final = {
    Verdict.SAME: "认定为同一个",
    Verdict.DIFFERENT: "认定不是同一个",
    Verdict.LATER: "留待以后认定",
}
_ORDER: Final = (Verdict.OPEN, Verdict.LATER, Verdict.SAME, Verdict.DIFFERENT)


class Sameness:
    """What was found and decided about pairs of cards in one store. Nothing on a card is ever rewritten."""

    def __init__(self, database: Database, clock: Clock, dealings: PersonDealings | None = None) -> None:
        self._database, self._clock = database, clock
        known = dealings or NoDealings()
        self._kinds: dict[Entity, CardKind] = {
            Entity.PERSON: Persons(known),
            Entity.EMPLOYER: Employers(known),
        }

    # --- the work list

    def pairs(
        self,
        actor: Actor,
        entity: Entity,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> WorkList:
        """Look through all cards for pairs; with those that were decided. May take seconds in a city."""
        require(actor, Right.VIEW)
        kind = self._kinds[entity]
        with self._database.read() as session:
            found = {pair_of(*pair): like for pair, like in kind.find(session, progress, cancelled).items()}
            links = standing(session, entity)
            joined = groups(links)
            said = {pair_of(link.first_uid or "", link.second_uid or ""): link for link in links}
            wanted = [
                pair
                for pair in [*found, *(pair for pair in said if pair not in found)]
                if pair in said or pair[1] not in joined.get(pair[0], ())
            ]
            cards = records_of(session, kind, (uid for pair in wanted for uid in pair))
            words = _office_words(session)
            rows = [
                _row(pair, cards, words, said.get(pair), found.get(pair))
                for pair in wanted
                if cards.keys() >= set(pair)
            ]
        return WorkList(
            tuple(sorted(rows, key=lambda row: (_ORDER.index(row.verdict), -row.points, row.uid)))
        )

    def pair(self, actor: Actor, entity: Entity, one: str, other: str) -> PairView:
        """Return both cards of a pair side by side."""
        require(actor, Right.VIEW)
        kind = self._kinds[entity]
        first, second = pair_of(one, other)
        with self._database.read() as session:
            cards = _both(session, kind, first, second)
            words = _office_words(session)
            known = links_of(session, entity, [first])
            link = next((each for each in known if second in {each.first_uid, each.second_uid}), None)
            like = kind.compare(session, first, second)
            sides = self._sides(session, kind, cards, words)
            return PairView(
                row=_row((first, second), cards, words, link, like),
                first=sides[first],
                second=sides[second],
                fields=tuple(field_pairs(kind, cards[first], cards[second])),
                reasons=like.sentences,
                story=tuple(_told(each) for each in story_of(session, entity, first, second)),
                refusal=lacking(actor, Right.DECIDE) or _refusal(session, actor, entity, cards.values()),
            )

    # --- deciding

    def judge(self, actor: Actor, entity: Entity, pair: Pair, verdict: Verdict, reason: str = "") -> str:
        """Keep what a person says of two cards: the same, not the same, or later; return the work."""
        require(actor, Right.DECIDE)
        kind, reason = self._kinds[entity], storable(reason).strip()
        first, second = pair_of(*pair)
        if first == second or verdict is Verdict.OPEN:
            raise RuleBroken("请选择两张不同的卡片。")
        with self._database.write(_TITLES[verdict], actor, reason=reason) as work:
            cards = _both(work.session, kind, first, second)
            if refusal := _refusal(work.session, actor, entity, cards.values()):
                raise RuleBroken(refusal)
            if verdict is Verdict.SAME:
                _check_joinable(work.session, entity, first, second)
            for link in story_of(work.session, entity, first, second):
                if link.ended_at is None:
                    self._end(work, link, f"改为{term_label('sameness', verdict)}")
            work.session.add(
                SameAsRecord(
                    audience=_audience(cards.values()),
                    entity=entity.value,
                    first_uid=first,
                    second_uid=second,
                    verdict=verdict.value,
                    reason=reason or None,
                    decided_at=self._clock(),
                    decided_by=actor.user,
                    decided_office=actor.office,
                )
            )
            return work.uid

    def part(self, actor: Actor, link_uid: str, reason: str) -> str:
        """Take a join, or a "not the same", back: both cards stand as before, with all that came since."""
        require(actor, Right.DECIDE)
        reason = storable(reason).strip()
        if not reason:
            raise RuleBroken("请写明拆开的理由。", field="reason")
        with self._database.write("拆开两张卡片", actor, reason=reason) as work:
            link = work.session.get(SameAsRecord, link_uid)
            if link is None or link.ended_at is not None:
                raise RuleBroken("这一条认定已经撤回，不用再撤。")
            if actor.audience not in {link.audience, DISTRICT_AUDIENCE} and not (
                link.audience == SHARED_AUDIENCE and not _has_district(work.session)
            ):
                raise RuleBroken("这是区总工会认定的，请由区总工会拆开。")
            self._end(work, link, reason)
            return work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a decision back as if it had not been made."""
        return take_back(self._database, actor, work_uid)

    # --- a joined person or employer

    def joined(self, actor: Actor, entity: Entity, uid: str) -> Joined:
        """Return all cards that were joined to this one, and what happened to all of them on one timeline."""
        require(actor, Right.VIEW)
        kind = self._kinds[entity]
        with self._database.read() as session:
            uids = together(session, entity, uid)
            cards = records_of(session, kind, uids)
            words = _office_words(session)
            sides = self._sides(session, kind, cards, words)
            links = [link for link in links_of(session, entity, uids) if link.verdict == SAME]
            dealings = {dealing.uid: dealing for side in sides.values() for dealing in side.dealings}
            events = [event for each in dealings.values() for event in _events(session, each)]
            return Joined(
                entity=entity,
                title=_title([card.name for card in cards.values()]),
                sides=tuple(sides[each] for each in uids if each in sides),
                joints=tuple(Joint(link.uid, _joint(link, cards, words)) for link in links),
                events=tuple(sorted(events, key=lambda event: event.on, reverse=True)),
                refusal=lacking(actor, Right.DECIDE) or _refusal(session, actor, entity, cards.values()),
            )

    def joined_with(self, actor: Actor, entity: Entity, uid: str) -> tuple[str, ...]:
        """Return the other cards of the same human or employer."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return together(session, entity, uid)[1:]

    def search(self, actor: Actor, text: str, limit: int = 6) -> tuple[JoinedHit, ...]:
        """Find joined persons: each once, with all the offices that know him."""
        require(actor, Right.VIEW)
        if not text.strip():
            return ()
        kind = self._kinds[Entity.PERSON]
        with self._database.read() as session:
            hits = [hit.uid for hit in search(session, storable(text), (kind.entity,), limit * 4)]
            linked = {
                uid
                for link in links_of(session, Entity.PERSON, hits)
                if link.verdict == SAME
                for uid in (link.first_uid, link.second_uid)
            }
            words = _office_words(session)
            found: list[JoinedHit] = []
            seen: set[str] = set()
            for uid in hits:
                if uid not in linked or uid in seen or len(found) == limit:
                    continue
                group = together(session, Entity.PERSON, uid)
                seen.update(group)
                cards = records_of(session, kind, group)
                offices = tuple(
                    dict.fromkeys(words.get(cards[each].audience, "") for each in group if each in cards)
                )
                dealings = {
                    each.uid: each.title
                    for held in kind.dealings(session, list(cards)).values()
                    for each in held
                }
                detail = "　".join(("、".join(offices), "、".join(sorted(dealings.values()))))
                found.append(JoinedHit(uid, _title([card.name for card in cards.values()]), detail, offices))
            return tuple(found)

    # --- inside

    def _end(self, work: Work, link: SameAsRecord, reason: str) -> None:
        link.ended_at, link.ended_by, link.ended_reason = self._clock(), work.actor.user, reason

    def _sides(
        self, session: Session, kind: CardKind, cards: Mapping[str, Any], words: Mapping[str, str]
    ) -> dict[str, CardSide]:
        dealings = kind.dealings(session, list(cards))
        told = kind.told(session, list(cards))
        return {
            uid: CardSide(
                uid,
                card.name or "（未填）",
                words.get(card.audience, card.audience),
                dealings.get(uid, ()),
                told.get(uid, ""),
            )
            for uid, card in cards.items()
        }


def _both(session: Session, kind: CardKind, first: str, second: str) -> dict[str, Any]:
    cards = records_of(session, kind, (first, second))
    if len(cards) < 2:
        raise RuleBroken("其中一张卡片已经不在，请刷新列表。")
    return cards


def _row(
    pair: Pair,
    cards: Mapping[str, Any],
    words: Mapping[str, str],
    link: SameAsRecord | None,
    like: Likeness | None,
) -> PairRow:
    verdict = Verdict(link.verdict or "later") if link is not None else Verdict.OPEN
    offices = dict.fromkeys(words.get(cards[uid].audience, cards[uid].audience) for uid in pair)
    waits = verdict in {Verdict.OPEN, Verdict.LATER}
    return PairRow(
        first_uid=pair[0],
        second_uid=pair[1],
        title=_title([cards[uid].name for uid in pair]),
        offices=" · ".join(offices),
        points=like.points if like is not None else 0,
        alike=like.alike.words if like is not None and waits else "",
        verdict=verdict,
        said=_told(link) if link is not None else "",
        link_uid=link.uid if link is not None else "",
    )


def _title(names: Sequence[str | None]) -> str:
    return "／".join(sorted({name for name in names if name})) or "（未填名称）"


def _told(link: SameAsRecord) -> str:
    """2026-11-23 陈明：是同一个。2026-12-01 陈明撤回：户口本不同。"""
    day = local_day(link.decided_at) if link.decided_at else ""
    because = f"，{link.reason}" if link.reason else ""
    said = f"{day} {link.decided_by or ''}：{term_label('sameness', link.verdict)}{because}"
    if link.ended_at is None:
        return said
    return f"{said}；{local_day(link.ended_at)} {link.ended_by or ''}撤回：{link.ended_reason or ''}"


def _joint(link: SameAsRecord, cards: Mapping[str, Any], words: Mapping[str, str]) -> str:
    held = [cards[uid] for uid in (link.first_uid, link.second_uid) if uid and uid in cards]
    both = " 与 ".join(
        f"{words.get(card.audience, card.audience)} {card.name or ''}".strip() for card in held
    )
    return f"{both}（{_told(link)}）"


def _events(session: Session, dealing: Dealing) -> list[JoinedEvent]:
    return [
        JoinedEvent(event.on, event.kind_label, event.text, event.by, event.office, dealing.title)
        for event in events_of(session, dealing.entity, dealing.uid)
    ]


def _office_words(session: Session) -> dict[str, str]:
    """Return the short name of each audience's office."""
    # What all offices share is nobody's own.
    words: dict[str, str] = {SHARED_AUDIENCE: ""}
    for office in offices_in(session).values():
        words.setdefault(office.audience, office.short_name)
    return words


def _audience(cards: Collection[Any]) -> str:
    audiences = {card.audience for card in cards}
    return str(audiences.pop()) if len(audiences) == 1 else DISTRICT_AUDIENCE


def _has_district(session: Session) -> bool:
    return any(office.audience == DISTRICT_AUDIENCE for office in offices_in(session).values())


def _refusal(session: Session, actor: Actor, entity: Entity, cards: Collection[Any]) -> str:
    """Say why this office may not decide: only the district joins what belongs to several offices."""
    audience = _audience(cards)
    if actor.audience in {audience, DISTRICT_AUDIENCE}:
        return ""
    if audience == SHARED_AUDIENCE and not _has_district(session):
        return ""
    if entity is Entity.EMPLOYER:
        return "单位的卡片由各单位共用，只有区总工会能认定。"
    return "两张卡片不都是本单位的，只有区总工会能认定。"


def _check_joinable(session: Session, entity: Entity, first: str, second: str) -> None:
    """Refuse a join against what was said before of any two of the cards that it would bring together."""
    ones, others = together(session, entity, first), together(session, entity, second)
    if second in ones:
        raise RuleBroken("这两张卡片已经连在一起，不用再认定。")
    said = decided(session, entity, ones)
    for one in ones:
        for other in others:
            direct = {one, other} == {first, second}
            if said.get(pair_of(one, other)) == DIFFERENT and not direct:
                raise RuleBroken("其中有两张卡片以前认定过不是同一个，请先撤回那一条，再认定。")
