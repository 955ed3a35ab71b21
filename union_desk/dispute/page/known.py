"""Who is known already: offered while one types a name, and told when a number or a name is met again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from union_desk.core.privacy import mask_id
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.dispute.values import KnownCase, KnownEmployer, KnownPerson
from union_desk.people.values import EmployerCard, PersonCard


class Knowing(Protocol):
    """A register of cases that knows people and employers again: of disputes, of legal aid."""

    def known_person(
        self, actor: Actor, id_no: str, except_case: str | None = None
    ) -> KnownPerson | None: ...
    def known_employer(
        self, actor: Actor, name: str, except_case: str | None = None
    ) -> KnownEmployer | None: ...


class People(Protocol):
    """The cards of persons and employers (people.service.PeopleService)."""

    def card(self, actor: Actor, uid: str) -> PersonCard: ...
    def persons(self, actor: Actor, text: str, limit: int = 12) -> Sequence[PersonCard]: ...
    def employers(self, actor: Actor, text: str, limit: int = 12) -> Sequence[EmployerCard]: ...


def person_line(card: PersonCard) -> str:
    """王芳　女　1978　************0021: how one is told from another of the same name."""
    born = f"{card.birth_on:%Y} 年生" if card.birth_on else ""
    parts = (card.name, term_label("sex", card.sex), born, mask_id(card.id_no) if card.id_no else "")
    return "　".join(part for part in parts if part)


def employer_line(card: EmployerCard) -> str:
    return "　".join(part for part in (card.name, card.credit_code or card.address) if part)


class Register:
    """Asks for one case; its own parties are no news in it."""

    def __init__(self, service: Knowing, people: People, actor: Actor) -> None:
        self._service, self._people, self._actor = service, people, actor
        self._uid = ""

    def turn_to(self, uid: str) -> None:
        """Say which case is shown, "" for a new one."""
        self._uid = uid

    def card(self, uid: str) -> PersonCard:
        return self._people.card(self._actor, uid)

    def with_phone(self, number: str) -> Sequence[PersonCard]:
        """Return the office's cards with this mobile number."""
        found = self._people.persons(self._actor, number) if number else ()
        return [card for card in found if card.mobile == number]

    def person_with(self, number: str) -> KnownPerson | None:
        return self._service.known_person(self._actor, number, self._uid or None) if number else None

    def employer_named(self, name: str) -> KnownEmployer | None:
        return self._service.known_employer(self._actor, name, self._uid or None) if name else None

    def persons(self, text: str) -> Sequence[tuple[str, PersonCard]]:
        """Offer the office's cards for what is typed of a name."""
        return [(_person_line(card), card) for card in self._people.persons(self._actor, text)]

    def employers(self, text: str) -> Sequence[tuple[str, EmployerCard]]:
        return [(_employer_line(card), card) for card in self._people.employers(self._actor, text)]


class KnownNote(QWidget):
    """One sentence about somebody who is known, and a link to the case in which he stands."""

    wanted = Signal(str)
    """The uid of that case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = ""
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.link = style.make_link(QPushButton("打开", self))
        self.link.clicked.connect(lambda _on=False: self.wanted.emit(self._uid))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.label, 1)
        line.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, sentence: str, cases: Sequence[KnownCase] = ()) -> None:
        """Say it, or go away for ""."""
        self.label.setText(sentence)
        self._uid = cases[0].uid if cases else ""
        self.link.setVisible(bool(cases))
        named = f"打开 {cases[0].number_shown}" if cases else ""
        self.link.setAccessibleName(named)
        self.link.setToolTip(named)
        self.setVisible(bool(sentence))


def _person_line(card: PersonCard) -> str:
    """王芳　女　1978 年生　3301**********0021: how one is told from another of the same name."""
    born = f"{card.birth_on:%Y} 年生" if card.birth_on else ""
    parts = (card.name, term_label("sex", card.sex), born, mask_id(card.id_no) if card.id_no else "")
    return "　".join(part for part in parts if part)


def _employer_line(card: EmployerCard) -> str:
    return "　".join(part for part in (card.name, card.credit_code or card.address) if part)
