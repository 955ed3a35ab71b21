"""Cards in the demo that may mean one human or one employer: some decided, most waiting for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.core.clock import Clock
from union_desk.core.rights import Actor
from union_desk.hardship.queries.dealings import FileDealings
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.queries import person_card
from union_desk.people.records import PersonRecord
from union_desk.people.service import Sameness, store_employer, store_person
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.database import Database
from union_desk.store.work import Work

_ROSTER: Final = "登记慰问名册"
TAGS: Final = ("许红：下沙又登记了白杨周建华的一户",)
# Whose card, which office has another one, how it is written there, and what the district said of it.
_TWINS: Final[Sequence[tuple[str, str, Mapping[str, Any], Verdict | None, str]]] = (
    ("王芳", "XS", {"mobile": "13800009901", "address": "下沙街道样板社区 7 幢 1 单元 302 室"}, None, ""),
    ("陈永强", "QJ", {"name": "陳永強", "address": ""}, None, ""),
    ("邹桂芳", "XS", {"name": "邹桂方", "id_no": ""}, None, ""),
    (
        "艾力·吐尔逊",
        "XS",
        {"name": "艾力．吐尔逊", "mobile": "13800009902"},
        Verdict.SAME,
        "户口本和身份证都看过，是同一人",
    ),
    ("何伟", "XS", {"id_no": "", "address": "下沙街道样板社区 2 幢"}, Verdict.DIFFERENT, "同名，是单位电话"),
)  # fmt: skip
_EMPLOYERS: Final = (
    EmployerCard(name="杭州某某电子科技有限责任公司", nature="private"),
    EmployerCard(name="示例食品（杭州）有限公司", nature="foreign"),
)


def add_twins(database: Database, clock: Clock, actors: Mapping[str, Actor], today: date) -> None:
    """Let other offices write down people whom one office has in its files already."""
    sameness = Sameness(database, clock, FileDealings())
    for name, office, written, verdict, reason in _TWINS:
        actor = actors[office]
        with database.write(_ROSTER, actor) as work:
            own = _card(work, name)
            twin = replace(_what_a_roster_tells(own), **written)
            uid = store_person(work, twin, actor.audience, today, "").uid
        if verdict is not None:
            sameness.judge(actors["QJ"], Entity.PERSON, (own.uid, uid), verdict, reason)
    with database.write(_ROSTER, actors["XS"]) as work:
        for employer in _EMPLOYERS:
            store_employer(work, employer, "")
    _family_in_two(database, HardshipService(database, clock), actors["XS"])


def _family_in_two(database: Database, service: HardshipService, actor: Actor) -> None:
    """Let 下沙 begin a file for the wife of a family that 白杨 has in its files, without their numbers."""
    with database.read() as session:
        cards = {name: person_card(_record(session, name)) for name in ("周建华", "许红", "周小雨")}
    husband, wife, child = (
        replace(_what_a_roster_tells(card), id_no="", address="") for card in cards.values()
    )
    form = FileForm(
        owner=wife,
        members=(
            MemberEntry(person=husband, relation="10", counted=True, count_reason="spouse"),
            MemberEntry(person=child, relation="30", counted=True, count_reason="minor_child"),
        ),
    )
    service.save(actor, form)


def _card(work: Work, name: str) -> PersonCard:
    return person_card(_record(work.session, name))


def _record(session: Session, name: str) -> PersonRecord:
    found = session.scalars(select(PersonRecord).where(PersonRecord.name == name)).first()
    if found is None:
        raise LookupError(f"no story tells of {name}")
    return found


def _what_a_roster_tells(card: PersonCard) -> PersonCard:
    return PersonCard(
        name=card.name,
        id_no=card.id_no,
        sex=card.sex,
        birth_on=card.birth_on,
        mobile=card.mobile,
        address=card.address,
    )
