"""An identity number fills what it says, and tells at once who is known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from union_desk.core.identity import Identity, check_identity
from union_desk.core.text import compact
from union_desk.desk.widgets import DayEdit, IdentityEdit, SecretEdit, TermBox, TextEdit
from union_desk.people.page.locking import lock

Known = TypeVar("Known")
Look = Callable[[str], Known | None]
Tell = Callable[[Known | None], None]
_OLD_LENGTH: Final = 15


@dataclass(frozen=True, slots=True)
class IdentityFields:
    """The inputs of one person that his identity number speaks about."""

    number: IdentityEdit
    birth: DayEdit
    sex: TermBox


class Recognition(QObject, Generic[Known]):
    """Birth and sex follow a valid number and are passed over by Enter; without one they are typed."""

    division = Signal(str)
    """The code of the division that a number just typed comes from."""
    forgotten = Signal()
    """The number that was just typed is no longer there, nor what it said."""

    def __init__(self, fields: IdentityFields, look: Look[Known], tell: Tell[Known], parent: QWidget) -> None:
        super().__init__(parent)
        self._fields, self._look, self._tell = fields, look, tell
        self._seen = ""
        self._before: tuple[Any, Any] | None = None
        self._old: Identity | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        fields.number.recognised.connect(self._take)
        fields.number.changed.connect(self._on_typed)

    def settle(self) -> None:
        """Take the number as it was filled in; nobody is asked about it again."""
        number = self._fields.number.value()
        self._seen = number
        birth, sex = self._fields.birth, self._fields.sex
        locked = bool(number) and birth.text() != "" and sex.text() != ""
        # What is stored of a person stays when his number is corrected; what only a draft has goes with it.
        self._before = None
        if locked and not self._fields.number.masked:
            self._before = ("", {"code": ""})
        self._old = None
        self._lock(locked=locked)
        self._tell(None)

    def _take(self, found: Identity) -> None:
        if self._before is None and found.normalised != self._seen:
            self._before = (self._fields.birth.draft(), self._fields.sex.draft())
        if found.birth is not None:
            self._fields.birth.set_value(found.birth)
        if found.sex:
            self._fields.sex.set_value(found.sex)
        self._lock(locked=found.birth is not None and bool(found.sex))
        if found.normalised != self._seen:
            self._seen = found.normalised
            if found.division:
                self.division.emit(found.normalised[:6])
            self._soon.start()
        if self._old is not None and self._old.valid and found.normalised == self._old.normalised:
            # Only the new card proves the 18 digits.
            self._fields.number.problem_found.emit(self._old.warnings[-1])

    def _ask(self) -> None:
        self._tell(self._look(self._seen))

    def _on_typed(self) -> None:
        """Once another number stands there, take back what the former one said."""
        number = self._fields.number.value()
        typed = compact(self._fields.number.text())
        if len(typed) == _OLD_LENGTH:
            self._old = check_identity(typed, DayEdit.today())
        if number == self._seen:
            return
        self._seen = ""
        self._lock(locked=False)
        self._tell(None)
        if self._before is not None:
            (birth, sex), self._before = self._before, None
            self._fields.birth.restore(birth)
            self._fields.sex.restore(sex)
            self.forgotten.emit()

    def _lock(self, *, locked: bool) -> None:
        for field in (self._fields.birth, self._fields.sex):
            lock(field, locked=locked, why="由身份证号得出")


class TakenOver:
    """What was written into a person's empty fields because his number is known here."""

    def __init__(self) -> None:
        self._drafts: dict[TextEdit, Any] = {}

    def fill(self, widgets: Mapping[str, QWidget], card: object) -> bool:
        """Write what is known into the fields that are still empty; tell whether any was.

        Masked numbers are left out: they are not shown by the way. A save keeps what the card has of them.
        """
        for name, widget in widgets.items():
            value = getattr(card, name)
            if value in (None, "") or not isinstance(widget, TextEdit) or isinstance(widget, SecretEdit):
                continue
            if not widget.text().strip():
                widget.set_value(value)
                self._drafts[widget] = widget.draft()
        return bool(self._drafts)

    def take_back(self) -> None:
        """Empty these fields again, but for those that were written into since."""
        for widget, draft in self._drafts.items():
            if widget.draft() == draft:
                widget.set_value("")
        self._drafts.clear()

    def keep(self) -> None:
        """Leave the fields as they are: from now on they are what is stored."""
        self._drafts.clear()
