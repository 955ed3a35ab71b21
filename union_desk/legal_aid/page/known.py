"""Who is known already: the applicant by name and number, his employer and the other side by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from union_desk.desk.widgets import DayEdit, IdentityEdit, SuggestEdit, TermBox
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.people.page.recognition import IdentityFields, Recognition, TakenOver
from union_desk.people.values import EmployerCard, PersonCard

if TYPE_CHECKING:
    from union_desk.dispute.values import KnownPerson

Put = Callable[[str, PersonCard | EmployerCard], None]
"""Fills a part of the form ("person") with a card that is stored."""


class KnownApplicant:
    """Offers persons as one types a name, tells who a number is, and takes over what is known of him."""

    def __init__(self, cells: Mapping[str, QWidget], note: KnownNote, register: Register, put: Put) -> None:
        self._cells, self.note, self._register, self._put = cells, note, register, put
        numbers = IdentityFields(
            cast("IdentityEdit", cells["id_no"]),
            cast("DayEdit", cells["birth_on"]),
            cast("TermBox", cells["sex"]),
        )
        self._taken = TakenOver()
        self.recognition: Recognition[KnownPerson] = Recognition(
            numbers, register.person_with, self._tell, note
        )
        self.recognition.forgotten.connect(self._taken.take_back)
        name = cast("SuggestEdit", cells["name"])
        name.look = register.persons
        name.picked.connect(self._take)

    def settle(self) -> None:
        """After the fields were filled: who is known is not news."""
        self.recognition.settle()
        self._taken.keep()

    def _take(self, card: PersonCard) -> None:
        """Put the card that was chosen into the form; its numbers stay masked."""
        self._put("person", card)
        self.settle()
        known = self._register.person_with(card.id_no)
        if known is not None:
            self.note.tell(known.sentence, known.cases)

    def _tell(self, known: KnownPerson | None) -> None:
        if known is None:
            self.note.tell("")
            return
        words = known.sentence
        names = [each.name for each in fields(PersonCard) if each.name != "id_no"]
        if self._taken.fill({name: self._cells[name] for name in names if name in self._cells}, known.card):
            words = f"{words}已带入其资料，请核对。"
        self.note.tell(words, known.cases)


class KnownFirm:
    """Offers employers as one types a name, and says in which cases the one that is chosen stands."""

    def __init__(self, part: str, name: SuggestEdit, note: KnownNote, register: Register, put: Put) -> None:
        self._part, self.note, self._register, self._put = part, note, register, put
        name.look = register.employers
        name.picked.connect(self._take)

    def settle(self) -> None:
        self.note.tell("")

    def _take(self, card: EmployerCard) -> None:
        self._put(self._part, card)
        known = self._register.employer_named(card.name)
        if known is not None:
            self.note.tell(known.sentence, known.cases)
