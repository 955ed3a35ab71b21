"""One word of a code list, found by its pinyin initials, its characters or its code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import Term, find_term, term_label, terms
from union_desk.desk.widgets.choices import ChoiceList
from union_desk.desk.widgets.line import TextEdit


class TermBox(TextEdit):
    """`value()` is the code, "" for none. F4 opens the list, typing narrows it, Enter takes the first."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, terms: str = "") -> None:
        super().__init__(parent)
        self._list = terms
        self._terms: Sequence[Term] | None = None
        self._code = ""
        self._edited = False
        self._choices = ChoiceList(self)
        self._choices.picked.connect(self._take)
        self._arrow = QToolButton(self)
        self._arrow.setArrowType(Qt.ArrowType.DownArrow)
        self._arrow.setAutoRaise(True)
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrow.setCursor(Qt.CursorShape.ArrowCursor)
        self._arrow.setAccessibleName("打开选项")
        self._arrow.setToolTip("打开选项（F4）")
        self._arrow.clicked.connect(self._toggle)
        self.textEdited.connect(self._narrow)

    def _get_terms(self) -> str:
        return self._list

    def _set_terms(self, name: str) -> None:
        self._list, self._terms = name, None

    terms = Property(str, _get_terms, _set_terms)
    """The name of the code list; a Designer form sets it as a dynamic property."""

    def set_terms(self, offered: Sequence[Term]) -> None:
        """Offer these instead of a whole list, such as the classes of one scheme."""
        self._terms = tuple(offered)

    def set_choices(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer these (code, label), such as one family's members; words of its list keep their initials."""
        self.set_terms([self._term(code, label) for code, label in offered])
        if not self._edited:
            self.setText(self._label(self._code))

    def value(self) -> str:
        text = self.text().strip()
        if not text:
            return ""
        if not self._edited:
            return self._code
        found = self._matches(text)
        exact = [term for term in found if text in (term.label, term.code)]
        if exact or len(found) == 1:
            return (exact or found)[0].code
        raise RuleBroken(f"“{text}”不在可选范围内，请按 F4 选择。")

    def set_value(self, value: Any) -> None:
        self._code = "" if value is None else str(value)
        self._edited = False
        self.setText(self._label(self._code))
        # A long word is cut off in a narrow column.
        self.setToolTip(self.text())
        self.setCursorPosition(0)
        self._choices.hide()
        self.problem_found.emit("")

    def draft(self) -> Any:
        try:
            return {"code": self.value()}
        except RuleBroken:
            return {"text": self.text()}

    def restore(self, draft: Any) -> None:
        if isinstance(draft, dict) and "text" in draft:
            self.setText(str(draft["text"]))
            self._edited = True
        else:
            self.set_value(draft.get("code", "") if isinstance(draft, dict) else draft)

    def open_choices(self) -> None:
        """Show the whole list with the present word on it."""
        offered = self._offered()
        codes = [term.code for term in offered]
        current = codes.index(self._code) if self._code in codes else 0
        self._choices.offer([(_line(term), term.code) for term in offered], current)

    @property
    def choices_open(self) -> bool:
        return self._choices.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._choice_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly() and not self._choices.isVisible() and not self._edited:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._choices.hide()
        if self._edited:
            self._settle()
        super().focusOutEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        side = self.height() - 6
        self._arrow.setGeometry(self.width() - side - 2, 3, side, side)
        self.setTextMargins(0, 0, side * 2 // 3, 0)

    def _choice_key(self, event: QKeyEvent) -> bool:
        """Act on the keys of the list; return whether the key was one."""
        key = event.key()
        alt_down = key == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or alt_down:
            self._toggle()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if self._choices.isVisible():
                self._choices.move_current(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.open_choices()
            return True
        if not self._choices.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            self._choices.hide()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take(self._choices.current_value())
        return False

    def _toggle(self) -> None:
        if self._choices.isVisible():
            self._choices.hide()
        elif not self.isReadOnly():
            self.setFocus()
            self.open_choices()

    def _narrow(self, text: str) -> None:
        self._edited = True
        if not text.strip():
            self._code = ""
            self._choices.hide()
            return
        found = self._matches(text)
        self._choices.offer([(_line(term), term.code) for term in found])

    def _take(self, code: object) -> None:
        if not isinstance(code, str):
            return
        before = self._code
        self.set_value(code)
        if code != before:
            self.changed.emit()
        self.chosen.emit(code)

    def _settle(self) -> None:
        try:
            code = self.value()
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
            return
        self.set_value(code)
        self.chosen.emit(code)

    def _offered(self) -> Sequence[Term]:
        if self._terms is None:
            self._terms = terms(self._list) if self._list else ()
        return self._terms

    def _term(self, code: str, label: str) -> Term:
        known = find_term(self._list, code) if self._list else None
        if known is not None and known.label == label:
            return known
        return Term(self._list, code, label, "", "", "", hidden=False)

    def _matches(self, text: str) -> list[Term]:
        """Codes and words that begin so come first, then initials, then words that contain it."""
        wanted = text.strip().lower()
        ranked = [(_rank(term, wanted), number, term) for number, term in enumerate(self._offered())]
        return [term for rank, _number, term in sorted(ranked, key=lambda each: each[:2]) if rank < 4]

    def _label(self, code: str) -> str:
        for term in self._terms or ():
            if term.code == code:
                return term.label
        return term_label(self._list, code) if self._list else code


def _rank(term: Term, wanted: str) -> int:
    label = term.label.lower()
    if wanted in (term.code.lower(), label):
        return 0
    initials = term.initials or _initials(label)
    if label.startswith(wanted) or initials.startswith(wanted):
        return 1
    if wanted in label:
        return 2
    return 3 if wanted in initials else 4


@cache
def _initials(label: str) -> str:
    """Return the pinyin initials of what is no word of a list: the name of an office, of a person."""
    from union_desk.store.pinyin import title_readings  # noqa: PLC0415 - loaded when one types into such a box

    readings = title_readings(label)
    return "".join(syllable[:1] for syllable in readings[0]) if readings else ""


def _line(term: Term) -> str:
    return f"{term.code}　{term.label}" if term.code.isdigit() else term.label
