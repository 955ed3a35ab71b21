"""Small records for the tests of the store, and their values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column, relationship

from union_desk.core.rights import Actor, Role
from union_desk.store import keys
from union_desk.store.database import Database
from union_desk.store.records import LocalRecord, LoggedRecord, reference

OTHER = Actor("李强", "XS", "XS", frozenset({Role.HANDLE}))


class CardRecord(LoggedRecord):
    __tablename__ = "test_card"

    name: Mapped[str | None]
    id_no: Mapped[str | None]
    phone: Mapped[str | None]
    born_on: Mapped[date | None]
    street: Mapped[str | None] = mapped_column(info={"group": "address"})
    house: Mapped[str | None] = mapped_column(info={"group": "address"})
    income_fen: Mapped[int | None]
    seen_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any] | None]
    last_number: Mapped[int | None] = mapped_column(info={"undo": False})
    visits: Mapped[list[VisitRecord]] = relationship(back_populates="card")

    def search_keys(self) -> Iterator[keys.Key]:
        yield from keys.name_keys(self.name)
        yield from keys.pinyin_keys(self.name)
        yield from keys.id_keys(self.id_no)
        yield from keys.phone_keys(self.phone)


class VisitRecord(LoggedRecord):
    __tablename__ = "test_visit"

    card_uid: Mapped[str | None] = mapped_column(reference("test_card.uid"), index=True)
    text: Mapped[str | None]
    card: Mapped[CardRecord | None] = relationship(back_populates="visits")


class UnionRecord(LoggedRecord):
    __tablename__ = "test_union"

    title: Mapped[str | None]
    number: Mapped[str | None]

    def search_keys(self) -> Iterator[keys.Key]:
        yield from keys.title_keys(self.title)
        yield from keys.number_keys(self.number)


class NoteRecord(LocalRecord):
    __tablename__ = "test_note"

    body: Mapped[str | None]


def add_card(database: Database, actor: Actor, **values: Any) -> str:
    """Keep a card in a work of its own; return its uid."""
    with database.write("新建卡片", actor) as work:
        card = CardRecord(audience=actor.audience, **values)
        work.session.add(card)
        return card.uid


def change_card(database: Database, actor: Actor, uid: str, **values: Any) -> str:
    """Change a card in a work of its own; return the work's uid."""
    with database.write("修改卡片", actor) as work:
        card = work.session.get_one(CardRecord, uid)
        for name, value in values.items():
            setattr(card, name, value)
    return work.uid
