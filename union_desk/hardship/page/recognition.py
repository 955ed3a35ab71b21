"""An identity number fills what it says, and tells at once who is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from union_desk.core.identity import Identity
from union_desk.desk.widgets import DayEdit, IdentityEdit, SecretEdit, TermBox, TextEdit
from union_desk.hardship.page.locking import lock
from union_desk.hardship.values import KnownPerson

Look = Callable[[str], KnownPerson | None]
Tell = Callable[[KnownPerson | None], None]


@dataclass(frozen=True, slots=True)
class IdentityFields:
    """The inputs of one person that his identity number speaks about."""

    number: IdentityEdit
    birth: DayEdit
    sex: TermBox


class Recognition(QObject):
    """Birth and sex follow a valid number and are passed over by Enter; without one they are typed."""

    division = Signal(str)
    """The code of the division that a number just typed comes from."""

    def __init__(self, fields: IdentityFields, look: Look, tell: Tell, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields, self._look, self._tell = fields, look, tell
        self._seen = ""
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
        self._lock(locked=bool(number) and self._fields.birth.text() != "" and self._fields.sex.text() != "")
        self._tell(None)

    def _take(self, found: Identity) -> None:
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

    def _ask(self) -> None:
        self._tell(self._look(self._seen))

    def _on_typed(self) -> None:
        if len(self._fields.number.value()) not in {15, 18}:
            self._seen = ""
            self._lock(locked=False)
            self._tell(None)

    def _lock(self, *, locked: bool) -> None:
        for field in (self._fields.birth, self._fields.sex):
            lock(field, locked=locked, why="由身份证号得出")


def fill_blanks(widgets: dict[str, QWidget], card: object) -> bool:
    """Write what is known of a person into the fields that are still empty; tell whether any was.

    Masked numbers are left out: they are not shown by the way. A save keeps what the card has of them.
    """
    filled = False
    for name, widget in widgets.items():
        value = getattr(card, name)
        if value in (None, "") or not isinstance(widget, TextEdit) or isinstance(widget, SecretEdit):
            continue
        if widget.text().strip():
            continue
        widget.set_value(value)
        filled = True
    return filled
