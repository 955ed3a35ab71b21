"""Section ① 基本情况: the worker and his employer, rows 1 to 8 of the paper."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk.forms.ui_hardship_basics import Ui_HardshipBasics
from union_desk.hardship.values import KnownPerson
from union_desk.people.page.recognition import IdentityFields, Look, Recognition, TakenOver
from union_desk.people.values import PersonCard

_OWNER: Final = "owner__"


class Basics(QWidget):
    file_wanted = Signal(str)
    """The uid of a file that the caseworker asks to see."""
    class_wanted = Signal()

    def __init__(self, look: Look[KnownPerson], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HardshipBasics()
        self.form.setupUi(self)
        self.form.open_more_person.fold(self.form.more_person)
        self.form.open_more_employer.fold(self.form.more_employer)
        self._known: KnownPerson | None = None
        self.form.known_open.clicked.connect(self._open_known)
        self.form.class_link.clicked.connect(self.class_wanted)
        self.form.known.hide()
        numbers = IdentityFields(self.form.owner__id_no, self.form.owner__birth_on, self.form.owner__sex)
        self.recognition = Recognition(numbers, look, self._tell, self)
        self.recognition.division.connect(self._fill_division)
        self.recognition.forgotten.connect(self._forget)
        self._division = ""
        self._taken_over = TakenOver()
        self.form.employer__industry.changed.connect(self._show_trade)
        self.form.employer__industry.chosen.connect(lambda _code: self._show_trade())

    def settle(self, class_name: str) -> None:
        """After the fields were filled: who is known is not news, the class in force stands in its place."""
        self.recognition.settle()
        self._division = ""
        self._taken_over.keep()
        self._show_trade()
        self.form.class_link.setText(class_name or "尚未认定")

    def _tell(self, known: KnownPerson | None) -> None:
        self._known = known
        self.form.known.setVisible(known is not None)
        if known is None:
            return
        words = known.sentence
        if not known.blocking and self._taken_over.fill(self._owner_fields(), known.card):
            words = f"{words}已带入其资料，请核对。"
        self.form.known_text.setText(f"{'▲ ' if known.blocking else ''}{words}")
        self.form.known_text.setProperty("problem", known.blocking)
        self.form.known_text.style().polish(self.form.known_text)
        self.form.known_open.setVisible(bool(known.roles))

    def _owner_fields(self) -> dict[str, QWidget]:
        found = {each.name: self.findChild(QWidget, _OWNER + each.name) for each in fields(PersonCard)}
        return {name: widget for name, widget in found.items() if widget is not None and name != "id_no"}

    def _open_known(self) -> None:
        if self._known is not None and self._known.roles:
            self.file_wanted.emit(self._known.roles[0].file_uid)

    def _fill_division(self, code: str) -> None:
        """Take the place where the number was given: usually the 户口 is still there."""
        if not self.form.owner__hukou_division.draft():
            self.form.owner__hukou_division.set_value(code)
            self._division = code

    def _forget(self) -> None:
        """Take back what came with a number: the place, unless another was chosen since, and the card."""
        self._taken_over.take_back()
        division = self.form.owner__hukou_division
        if self._division and division.draft() == self._division:
            division.set_value("")
        self._division = ""

    def _show_trade(self) -> None:
        """Show the employer's trade where the worker has none of his own: so it goes onto the paper."""
        try:
            code = self.form.employer__industry.value()
        except RuleBroken:
            code = ""
        label = term_label("industry", code)
        self.form.industry.setPlaceholderText(label)
        self.form.industry.setToolTip("与单位相同；另选一项则以所选为准。" if label else "")
