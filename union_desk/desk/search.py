"""The box on top that finds everything: persons, files, employers, and commands.

box = SearchBox(desk, providers=[area.search ...], commands=[...])
box.begin()                                  # Ctrl+K
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.icons import icon
from union_desk.desk.navigation import Command, Found, SearchProvider
from union_desk.desk.widgets.choices import ChoiceList
from union_desk.desk.widgets.line import LineEdit

_WAIT_MS: Final = 60
_OF_A_KIND: Final = 6
_COMMANDS: Final = 5
_EDGE: Final = 10
DETAIL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_PROMPT: Final = "姓名、拼音、身份证尾号、案号… (Ctrl+K)"


class ResultDelegate(QStyledItemDelegate):
    """The words of a result at the left, what tells it from others in grey at the right.

    Where both have no room beside each other the words keep their two ends: who it is, and its number.
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        detail = index.data(DETAIL_ROLE)
        if not detail:
            return
        painter.save()
        painter.setPen(style.MUTED)
        room = QRect(option.rect).adjusted(0, 0, -_EDGE, 0)
        left = rooms_in(option, str(index.data()), str(detail))[1]
        shown = option.fontMetrics.elidedText(str(detail), Qt.TextElideMode.ElideRight, left)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if detail := index.data(DETAIL_ROLE):
            room = rooms_in(option, option.text, str(detail))[0]
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, room)


def rooms_in(option: QStyleOptionViewItem, words: str, detail: str) -> tuple[int, int]:
    """Share the width of a line: the words have what they need, but for a third that the detail may want."""
    width = option.rect.width() - 3 * _EDGE
    wanted = option.fontMetrics.horizontalAdvance(detail)
    left = width - min(wanted, width // 3)
    words_room = min(option.fontMetrics.horizontalAdvance(words), left)
    return words_room, width - words_room


class SearchBox(LineEdit):
    """Results by kind as one types; Enter opens, Shift+Enter opens beside, Esc goes back to where one was.

    The cursor comes here by Ctrl+K or the mouse only, and never by itself from a field that goes away.
    """

    left = Signal()
    """Esc, where the place one came from is not there any more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._providers: Sequence[SearchProvider] = ()
        self._commands: Sequence[Command] = ()
        self._came_from: QWidget | None = None
        self.results = ChoiceList(self)
        self.results.setItemDelegate(ResultDelegate(self.results))
        self.results.picked.connect(lambda found: self._open(found, beside=False))
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setPlaceholderText(_PROMPT)
        self.setAccessibleName("查找一切")
        self.setClearButtonEnabled(True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_results)
        self.textEdited.connect(lambda _text: self._wait.start())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def set_sources(self, providers: Sequence[SearchProvider], commands: Sequence[Command]) -> None:
        self._providers, self._commands = tuple(providers), tuple(commands)

    def begin(self) -> None:
        """Put the cursor here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_results(self) -> None:
        """Show the results for the text as it stands."""
        self._wait.stop()
        text = self.text().strip()
        if not text:
            self.results.hide()
            return
        found = [one for provider in self._providers for one in provider.search(text, _OF_A_KIND)]
        lines: list[tuple[str, Any]] = []
        details: list[str] = []
        for kind, group in groupby(found, key=lambda one: one.kind):
            lines.append((kind, None))
            details.append("")
            for one in group:
                lines.append((one.title, one))
                details.append("　".join(part for part in (one.detail, one.state) if part))
        may = (each for each in self._commands if each.enabled() and not each.refusal(self._desk.actor))
        commands = [each for each in may if matches(each, text)][:_COMMANDS]
        if commands:
            lines.append(("办理", None))
            lines.extend((each.title, each) for each in commands)
            details.extend(["", *(each.shortcut for each in commands)])
        if not lines:
            lines, details = [("没有找到。可以换一个字、拼音首字母或号码后几位。", None)], [""]
        self.results.offer(lines, 1 if len(lines) > 1 else 0, self.width())
        for number, detail in enumerate(details):
            self.results.item(number).setData(DETAIL_ROLE, detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.results.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._wait.isActive():
                self.show_results()
            beside = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._open(self.results.current_value(), beside=beside)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._wait.stop()

    def leave(self) -> None:
        """Go back to where the cursor was."""
        self._empty()
        back, self._came_from = self._came_from, None
        if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Remember where the cursor was, whether it came by Ctrl+K or by the mouse."""
        if now is self and before is not None and before.window() is self.window():
            self._came_from = before

    def _empty(self) -> None:
        self.results.hide()
        # What was looked for is not taken back: from here on Ctrl+Z is the desk's again.
        self.setText("")

    def _open(self, what: object, *, beside: bool) -> None:
        if isinstance(what, Command):
            self.leave()
            what.run()
        elif isinstance(what, Found) and what.act is not None:
            self.leave()
            what.act()
        elif isinstance(what, Found):
            self._empty()
            self._desk.open(what.entity, what.uid, beside=beside)


def matches(command: Command, text: str) -> bool:
    """Tell whether every word of the text is found in the command, or its pinyin initials begin so."""
    wanted = text.lower()
    if command.words and any(each.startswith(wanted) for each in command.words.lower().split()):
        return True
    title = command.title.lower()
    return all(word in title for word in wanted.split())
