"""An administrative division: its code, found by its name or pinyin initials, and shown by its name."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from union_desk.core.divisions import division_name, find_divisions
from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact
from union_desk.desk.widgets.choices import ChoiceList
from union_desk.desk.widgets.line import TextEdit

_OFFERED: Final = 40


class DivisionBox(TextEdit):
    """`value()` is a code of GB/T 2260, "" for none; the name is shown until one comes back to change it.

    Typing offers the divisions that begin so: by code, by characters, by initials (qtq for 钱塘区).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._near = ""
        self._edited = False
        self._choices = ChoiceList(self)
        self._choices.picked.connect(self._take)
        self.setPlaceholderText("地名、拼音或代码")
        self.textEdited.connect(self._on_typed)

    def value(self) -> str:
        if not self._edited:
            return self._code
        typed = compact(self.text())
        if not typed or division_name(typed) is not None:
            return typed
        found = find_divisions(typed, 2)
        if len(found) == 1 or (found and typed in (found[0].name, found[0].own) and typed != found[1].own):
            return found[0].code
        raise RuleBroken("请选一个行政区划，或填写 6 位行政区划代码（身份证号的前 6 位），例如 330114。")

    def set_value(self, value: Any) -> None:
        self._code = "" if value is None else str(value)
        self._edited = False
        self._near = self._code[:2] or self._near
        name = division_name(self._code) or self._code
        self.setText(self._code if self.hasFocus() else name)
        self.setToolTip(f"{self._code} {name}" if self._code else "")
        self.setCursorPosition(0)
        self._choices.hide()
        self.problem_found.emit("")

    def restore(self, draft: Any) -> None:
        """Take a code back as it was, also a wrong one."""
        if str(draft) == self.draft():
            return
        self.setText(str(draft))
        self._edited = True
        self._settle()

    def draft(self) -> Any:
        return self.text() if self._edited else self._code

    @property
    def choices_open(self) -> bool:
        return self._choices.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._choice_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._edited:
            self.setText(self._code)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._choices.hide()
        super().focusOutEvent(event)
        self._settle()

    def _choice_key(self, event: QKeyEvent) -> bool:
        """Act on the keys of the list; return whether the key was one."""
        key = event.key()
        if key == Qt.Key.Key_F4 and not self.isReadOnly():
            self._offer(self.text())
            return True
        if not self._choices.isVisible():
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._choices.move_current(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self._choices.hide()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take(self._choices.current_value())
        return False

    def _on_typed(self, text: str) -> None:
        self._edited = True
        typed = compact(text)
        if len(typed) == 6 and division_name(typed) is not None:
            self.setToolTip(division_name(typed) or "")
            self._choices.hide()
        else:
            self._offer(text)

    def _offer(self, text: str) -> None:
        found = find_divisions(text, _OFFERED, near=self._near)
        self._choices.offer([(f"{each.code}　{each.name}", each.code) for each in found])

    def _take(self, code: object) -> None:
        if isinstance(code, str):
            changed = code != self._code or self._edited
            self.set_value(code)
            if changed:
                self.changed.emit()

    def _settle(self) -> None:
        try:
            self.set_value(self.value())
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
