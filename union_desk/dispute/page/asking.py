"""Who asks, and about which employer, in a quick form: known ones are offered as one types, and told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.quick import QuickDialog
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import grow
from union_desk.desk.widgets import SecretEdit, SuggestEdit
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.dispute.values import KnownEmployer, KnownPerson
from union_desk.people.values import EmployerCard, PersonCard

_PERSON: Final = "card:person"
_EMPLOYER: Final = "card:employer"


class AskingDialog(QuickDialog):
    """Its form has the fields `name` and `employer`; `registers` by the kind of record that they tell of."""

    def __init__(
        self,
        desk: Desk,
        plan: FormPlan,
        registers: Mapping[str, Register],
        opened: Callable[[str, str], None],
        parent: QWidget | None = None,
        *,
        key: str = "",
    ) -> None:
        super().__init__(desk, plan, parent, key=key)
        self._plan, self._registers = plan, registers
        self.register = next(iter(registers.values()))
        self._open_record = opened
        self.person, self.employer = PersonCard(), EmployerCard()
        self.known = KnownNote(self)
        self._entities: dict[str, str] = {}
        name, employer = self.suggests("name"), self.suggests("employer")
        name.look, employer.look = self.register.persons, self.register.employers
        name.picked.connect(self.take_person)
        employer.picked.connect(self._take_employer)
        self.known.wanted.connect(self._open_known)

    def card_fields(self, card: PersonCard) -> dict[str, Any]:
        """Return what the card of who asks fills in."""
        raise NotImplementedError

    def whose(self, typed: Mapping[str, Any]) -> str:
        name = str(typed["name"]).strip() or str(typed["employer"]).strip() or "未填姓名"
        return f"{name}（{self.windowTitle()}）"

    def beside(self) -> dict[str, Any]:
        return {_PERSON: self.person.uid, _EMPLOYER: self.employer.name}

    def bring_back(self, typed: dict[str, Any]) -> None:
        person, employer = typed.pop(_PERSON, ""), str(typed.pop(_EMPLOYER, ""))
        if person:
            self.person = self.register.card(str(person))
            self.form.fill(replace(self.form.read(), **self.card_fields(self.person)))
            self._guard_secrets()
        self.employer = EmployerCard(name=employer)
        super().bring_back(typed)

    def suggests(self, name: str) -> SuggestEdit:
        return cast("SuggestEdit", self.form.widget(name))

    def employer_typed(self, name: str) -> EmployerCard:
        """Return the employer that was chosen, or one of the name that was typed instead."""
        return self.employer if self.employer.name == name else EmployerCard(name=name)

    def take_person(self, card: PersonCard) -> None:
        """Take over who is known: his numbers stay masked."""
        self.person = card
        filled = self.card_fields(card)
        kept = {path: typed for path, typed in self.form.draft().items() if path not in filled}
        self.form.fill(self._plan.of(**filled))
        self.form.restore(kept)
        self._guard_secrets()
        self.tell_of_person(card.id_no)
        self.touched()

    def tell_of_person(self, number: str) -> KnownPerson | None:
        """Say who has this number here; return the first who is known."""
        found = self.found_of_person(number)
        self.say(found)
        return next((known for known in found.values() if known is not None), None)

    def found_of_person(self, number: str) -> dict[str, KnownPerson | None]:
        """Return what each register knows of who has this number."""
        return {entity: register.person_with(number) for entity, register in self._registers.items()}

    def say(self, found: Mapping[str, KnownPerson | KnownEmployer | None]) -> None:
        """Tell in one note of those who are known, with a link to the first case."""
        known = {entity: each for entity, each in found.items() if each is not None}
        # Where nothing is open of him, each register says no more than that he is known.
        sentences = dict.fromkeys(each.sentence for each in known.values() if each.sentence)
        cases = [case for each in known.values() for case in each.cases]
        self._entities = {case.uid: entity for entity, each in known.items() for case in each.cases}
        self.known.tell("".join(sentences), cases)
        grow(self)

    # Inside.

    def _take_employer(self, card: EmployerCard) -> None:
        self.employer = card
        self.suggests("employer").set_value(card.name)
        registers = self._registers.items()
        self.say({entity: register.employer_named(card.name) for entity, register in registers})
        self.touched()

    def _guard_secrets(self) -> None:
        for path in self.card_fields(self.person):
            field = self.form.widget(path)
            if isinstance(field, SecretEdit):
                field.on_reveal = _not_yet

    def _open_known(self, uid: str) -> None:
        self.keep()
        self._open_record(self._entities[uid], uid)


def _not_yet() -> None:
    raise RuleBroken("先登记，再显示。")
