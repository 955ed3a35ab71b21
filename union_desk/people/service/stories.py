"""一人一事: everything that the records of all offices tell of one human, on one timeline with totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.pseudonyms import pseudonyms
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.people.dealings import Dealing
from union_desk.people.pairs import Entity
from union_desk.people.queries import person_card, persons, persons_with_id
from union_desk.people.queries.links import SAME, links_of, together
from union_desk.people.records import PersonRecord
from union_desk.people.rules.counting import WAY_WORDS, Judged, doubts, judged, total
from union_desk.people.stories import (
    Chapter,
    Counting,
    PersonStories,
    Story,
    StoryHit,
    StoryLine,
    StoryRecord,
    Way,
)
from union_desk.store.database import Database
from union_desk.store.keys import search

_GONE: Final = "这张人员卡片已不在，可能已被撤销。"


@dataclass(frozen=True, slots=True)
class StoryOnPaper:
    """A story with the stand-ins for everybody else who is named in it."""

    story: Story
    office_name: str
    given: Mapping[str, str]  # name → 甲


class Stories:
    """The stories of the persons of one store; `areas` tell what their records know, in this order."""

    def __init__(self, database: Database, clock: Clock, areas: Sequence[PersonStories] = ()) -> None:
        self._database, self._clock, self._areas = database, clock, tuple(areas)

    def story(self, actor: Actor, uid: str) -> Story:
        """Return all that is known of the human of this card, and of all cards joined to it."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._story(session, uid)

    def on_paper(self, actor: Actor, uid: str) -> StoryOnPaper:
        """Return a story as it is printed, also for a copy that names nobody else."""
        require(actor, Right.PRINT)
        with self._database.read() as session:
            story = self._story(session, uid)
            uids = [record.dealing.uid for record in story.records]
            names = [name.strip() for area in self._areas for name in area.others(session, uids)]
            names += [record.dealing.whose for record in story.records if " " not in record.dealing.whose]
            names += [line.by for line in story.lines]
            office = offices_in(session).get(actor.office)
            given = pseudonyms(names, keep=story.names)
        return StoryOnPaper(story, office.name if office is not None else actor.office, given)

    def log_print(self, actor: Actor, uid: str, title: str, *, into_file: bool) -> None:
        """Log that the story of a human was printed, or written into a file, with each of his cards."""
        require(actor, Right.PRINT)
        with self._database.write(f"{'导出' if into_file else '打印'}{title}", actor) as work:
            for card in together(work.session, Entity.PERSON, uid):
                work.note_access("export" if into_file else "print", PersonRecord.__tablename__, card, title)

    def search(self, actor: Actor, text: str, limit: int = 6) -> tuple[StoryHit, ...]:
        """Find persons who stand in a record: each human once, with all the offices that know him."""
        require(actor, Right.VIEW)
        if not text.strip():
            return ()
        with self._database.read() as session:
            hits = [hit.uid for hit in search(session, storable(text), (Entity.PERSON,), limit * 4)]
            return tuple(self._hits(session, hits, limit))

    # --- inside

    def _hits(self, session: Session, uids: Sequence[str], limit: int) -> Iterator[StoryHit]:
        """Name each human once; nothing is read of his records but that he stands in them."""
        groups = _groups(session, uids)
        cards = [card for group in groups.values() for card in group]
        stands: dict[str, dict[str, str]] = {}
        for area in self._areas:
            for dealing in area.dealings(session, cards):
                stands.setdefault(dealing.person_uid, {})[dealing.uid] = dealing.title
        known, words = persons(session, cards), _office_words(session)
        found = 0
        for uid, group in groups.items():
            records = {record: title for card in group for record, title in stands.get(card, {}).items()}
            if not records or found == limit:
                continue
            held = [known[card] for card in group if card in known]
            offices = dict.fromkeys(words.get(card.audience, "") for card in held)
            told = f"{len(records)} 份档案、案件" if len(records) > 1 else next(iter(records.values()))
            yield StoryHit(uid, _title(held), f"{'、'.join(offices)}　{told}".strip())
            found += 1

    def _chapters(self, session: Session, cards: Sequence[str]) -> list[Chapter]:
        return [chapter for area in self._areas for chapter in area.chapters(session, cards)]

    def _story(self, session: Session, uid: str) -> Story:
        group = together(session, Entity.PERSON, uid)
        cards = persons(session, group)
        if uid not in cards:
            raise RuleBroken(_GONE)
        offices = {code: office.short_name for code, office in offices_in(session).items()}
        words = _office_words(session)
        chapters = self._chapters(session, list(cards))
        counted = judged(chapters)
        sums = [one for told in counted.values() for one in told]
        placed = [
            one for chapter in chapters for one in _lines(chapter, counted[chapter.dealing.uid], offices)
        ]
        lines = [each for _, each in sorted(enumerate(placed), key=_newest, reverse=True)]
        held = [cards[each] for each in group if each in cards]
        names = tuple(dict.fromkeys(card.name for card in held if card.name))
        return Story(
            uid=uid,
            title=_title(held),
            person=person_card(cards[uid]),
            offices=tuple(words.get(card.audience, card.audience) for card in held),
            names=names,
            records=tuple(_record(each, counted[each.dealing.uid], offices, names) for each in chapters),
            lines=tuple(line for _, line in lines),
            given=total(sums, Counting.COUNTED, Way.GIVEN),
            recovered=total(sums, Counting.COUNTED, Way.RECOVERED),
            elsewhere=total(sums, Counting.ELSEWHERE),
            today=local_day(self._clock()),
            warnings=(*_twins(session, held, words), *doubts(chapters, counted)),
        )


def _groups(session: Session, uids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return each human once by his first card, with all cards that were joined to it."""
    links = links_of(session, Entity.PERSON, uids)
    linked = {each for link in links if link.verdict == SAME for each in (link.first_uid, link.second_uid)}
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for uid in uids:
        if uid not in seen:
            found[uid] = together(session, Entity.PERSON, uid) if uid in linked else (uid,)
            seen.update(found[uid])
    return found


_Placed = tuple[datetime | None, StoryLine]


def _newest(numbered: tuple[int, _Placed]) -> tuple[date, bool, str, int]:
    """Order by day; within it what was written down first comes first, and money after what led to it."""
    number, (at, line) = numbered
    return line.on or date.min, line.is_sum, at.isoformat() if at is not None else "", number


def _lines(chapter: Chapter, sums: Sequence[Judged], offices: Mapping[str, str]) -> Iterator[_Placed]:
    """Yield the lines of a record, each with when it was written down where that is known."""
    dealing = chapter.dealing
    for entry in chapter.entries:
        yield (
            entry.at,
            _line(dealing, entry.office, offices, on=entry.on, kind=entry.kind, text=entry.text, by=entry.by),
        )
    for one in sums:
        line = _line(
            dealing,
            dealing.office,
            offices,
            on=one.sum.on,
            kind=WAY_WORDS[one.sum.way],
            text=one.sum.text,
            by=one.sum.by,
        )
        told = replace(line, way=one.sum.way, fen=one.sum.fen, counting=one.counting, why=one.why)
        yield None, told


def _line(
    dealing: Dealing,
    office: str,
    offices: Mapping[str, str],
    *,
    on: date | None,
    kind: str,
    text: str,
    by: str,
) -> StoryLine:
    return StoryLine(
        on=on,
        kind_title=dealing.kind_title,
        title=dealing.title,
        entity=dealing.entity,
        uid=dealing.uid,
        kind=kind,
        text=text,
        by=by,
        office=offices.get(office, office),
    )


def _record(
    chapter: Chapter, sums: Sequence[Judged], offices: Mapping[str, str], names: Sequence[str]
) -> StoryRecord:
    dealing = chapter.dealing
    is_other = dealing.household_uid and dealing.whose and dealing.whose not in names
    return StoryRecord(
        dealing=dealing,
        role=f"{dealing.role}（{dealing.whose}一户）" if is_other else dealing.role,
        office=offices.get(dealing.office, dealing.office),
        given_fen=total(sums, Counting.COUNTED, Way.GIVEN).fen,
        recovered_fen=total(sums, Counting.COUNTED, Way.RECOVERED).fen,
        elsewhere_fen=total(sums, Counting.ELSEWHERE).fen,
    )


def _twins(session: Session, cards: Sequence[PersonRecord], words: Mapping[str, str]) -> Iterator[str]:
    """Say that another card has the same identity number: what stands on it is not told here."""
    known = {card.uid for card in cards}
    numbers = {card.id_no for card in cards if card.id_no}
    found = {twin.uid: twin for number in sorted(numbers) for twin in persons_with_id(session, number)}
    others = [twin for uid, twin in found.items() if uid not in known]
    if others:
        offices = "、".join(dict.fromkeys(words.get(twin.audience, twin.audience) for twin in others))
        yield (
            f"{offices}还有 {len(others)} 张卡片是同一个证件号码，没有认定为同一人，那里的事不在这里；"
            "请到菜单“数据 → 疑似同一人…”认定。"
        )


def _title(cards: Iterable[PersonRecord]) -> str:
    return "／".join(sorted({card.name for card in cards if card.name})) or "（未填姓名）"


def _office_words(session: Session) -> dict[str, str]:
    """Return the short name of each audience's office."""
    words: dict[str, str] = {}
    for office in offices_in(session).values():
        words.setdefault(office.audience, office.short_name)
    return words
