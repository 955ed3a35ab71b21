"""The minutes as one reads them: a paragraph for each line; a line that was mended is struck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from union_desk.desk import style
from union_desk.dispute.page.life.speakers import shown
from union_desk.dispute.values import Minute

_LINE_BREAK = "\u2028"


class MinutesText(QPlainTextEdit):
    """Only ever grows; a corrected line stands below the one whose place it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("笔录")
        self.setPlaceholderText("还没有记下一句。")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lines: dict[str, Minute] = {}
        self._order: list[str] = []  # the uid of each paragraph

    def show_minutes(self, minutes: Sequence[Minute]) -> None:
        self.clear()
        self._lines, self._order = {}, []
        for one in minutes:
            self._place(one)
        self._to_end()

    def add(self, one: Minute) -> None:
        self._place(one)
        if not one.replaces_uid:
            self._to_end()

    def current(self) -> Minute | None:
        """Return the line that the cursor is in; where nobody has moved it, the last one."""
        number = self.textCursor().blockNumber()
        return self._lines[self._order[number]] if number < len(self._order) else None

    def _place(self, one: Minute) -> None:
        self._lines[one.uid] = one
        if one.replaces_uid in self._lines:
            at = self._order.index(one.replaces_uid)
            self._strike(at)
            self._insert(at + 1, one, corrected=True)
        elif one.before:
            first = replace(one, text=one.before)
            self._insert(len(self._order), first)
            self._strike(len(self._order) - 1)
            self._insert(len(self._order), one, corrected=True)
        else:
            self._insert(len(self._order), one)

    def _insert(self, at: int, one: Minute, *, corrected: bool = False) -> None:
        cursor = QTextCursor(self.document())
        words = shown(one).replace("\n", _LINE_BREAK)
        plain = QTextCharFormat()
        if at == 0 and not self._order:
            cursor.insertText(words, plain)
        else:
            block = self.document().findBlockByNumber(at - 1)
            cursor.setPosition(block.position() + block.length() - 1)
            cursor.insertBlock()
            cursor.insertText(f"更正：{words}" if corrected else words, plain)
        self._order.insert(at, one.uid)

    def _strike(self, at: int) -> None:
        block = self.document().findBlockByNumber(at)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        struck = QTextCharFormat()
        struck.setFontStrikeOut(True)
        struck.setForeground(QColor(style.MUTED))
        cursor.mergeCharFormat(struck)

    def _to_end(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.ensureCursorVisible()
