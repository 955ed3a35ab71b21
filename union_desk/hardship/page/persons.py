"""The persons of the file on the page: who else knows them, and the record of each number that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from union_desk.core.rights import Actor
from union_desk.desk.widgets import SecretEdit
from union_desk.hardship.page.family import MembersEdit
from union_desk.hardship.values import FileForm, KnownPerson

if TYPE_CHECKING:
    from union_desk.hardship.service import HardshipService


class Persons:
    def __init__(self, service: HardshipService, actor: Actor) -> None:
        self._service, self._actor = service, actor
        self._uid = ""
        self._form = FileForm()

    def turn_to(self, uid: str, form: FileForm) -> None:
        """Say which file is shown, "" for a new one, and what is stored of it."""
        self._uid, self._form = uid, form

    def look(self, number: str) -> KnownPerson | None:
        """Tell who a number belongs to here; the file's own owner is no news."""
        if self._uid and number == self._form.owner.id_no:
            return None
        return self._service.known_person(self._actor, number, self._uid or None)

    def hook(self, field: SecretEdit, path: str) -> None:
        """Record it when the masked number of this path is shown; "" is for what was never stored."""
        field.on_reveal = partial(self._reveal, path)

    def hook_members(self, members: MembersEdit) -> None:
        """Do so for every row; a row that was added or moved keeps the place that it is stored at."""
        places = {member.uid: place for place, member in enumerate(self._form.members)} if self._uid else {}
        for fields, name in ((members.numbers(), "id_no"), (members.phones(), "mobile")):
            for uid, field in fields.items():
                self.hook(field, f"members.{places[uid]}.person.{name}" if uid in places else "")

    def _reveal(self, path: str) -> None:
        if self._uid and path:
            self._service.reveal(self._actor, self._uid, path)
