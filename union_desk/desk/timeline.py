"""The timeline of a case: its dated events, newest first, and a box for a quick note.

timeline.show_events([TimelineEntry(uid, on, "入户核查", "两人入户，情况属实。", "陈明")])
timeline.noted.connect(page.put_note)        # a Note(on, kind, text)
timeline.write_note()                        # Ctrl+T: the cursor in the box; Ctrl+Enter notes it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from union_desk.casework.timeline import TimelineEvent
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.widgets import DayEdit, NoteEdit, TermBox, go_on


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of the case. `by` is who wrote it down; `corrected`: another stands in its place now."""

    uid: str
    on: date
    title: str
    text: str = ""
    by: str = ""
    corrected: bool = False
    kind: str = ""
    correctable: bool = False
    """A note of a person, which may be put right; what the program wrote down stays."""


@dataclass(frozen=True, slots=True)
class Note:
    on: date
    kind: str
    text: str
    corrects: str = ""
    """The entry that it takes the place of."""


class Timeline(QWidget):
    noted = Signal(object)
    typed = Signal()
    """Something of a note was written that is not put into the timeline yet."""

    def __init__(
        self, today: date, kinds: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._entries: Sequence[TimelineEntry] = ()
        self._corrects = ""
        self.text = NoteEdit(self, least_lines=2)
        self.text.setAccessibleName("记一笔")
        self.text.setPlaceholderText("记一笔 (Ctrl+T)")
        self.day = DayEdit(self)
        self.day.setAccessibleName("发生日期")
        self.kind = TermBox(self, "event_kind")
        self.kind.setAccessibleName("事件类型")
        self.problem = QLabel()
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self._events = QLabel()
        self._events.setTextFormat(Qt.TextFormat.RichText)
        self._events.setWordWrap(True)
        self._events.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._events.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._put = QPushButton("记下 (Ctrl+Enter)")
        self._lay_out()
        self.setFocusProxy(self.text)
        self.set_kinds(kinds)
        self._put.clicked.connect(lambda _on=False: self._note())
        self.clear_note()
        self.text.changed.connect(self.typed)

    def set_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Kinds of event (code, label); the first is taken for a quick note."""
        self._kinds = tuple(kinds)
        self.kind.set_choices(self._kinds)
        self.kind.setVisible(bool(kinds))
        if kinds and not self.kind.value():
            self.kind.set_value(kinds[0][0])

    def allow_notes(self, refusal: str) -> None:
        """Let a note be written, unless there is a reason why this person may not."""
        for part in (self.text, self.day, self.kind, self._put):
            part.setEnabled(not refusal)
            part.setToolTip(refusal)

    def show_events(self, entries: Sequence[TimelineEntry]) -> None:
        newest_first = sorted(entries, key=lambda entry: entry.on, reverse=True)
        self._entries = newest_first
        self._events.setText("".join(_paragraph(entry) for entry in newest_first) or "还没有记录。")

    def write_note(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_new_note(self) -> bool:
        """Words that are no correction stand in the box."""
        return bool(self.text.value()) and not self._corrects

    def correct(self) -> str:
        """Take the latest note into the box to put it right, the next time the one before; return its id."""
        notes = [entry for entry in self._entries if entry.correctable and not entry.corrected]
        if not notes:
            return ""
        uids = [entry.uid for entry in notes]
        entry = notes[(uids.index(self._corrects) + 1) % len(notes) if self._corrects in uids else 0]
        self.text.set_value(entry.text)
        self.day.set_value(entry.on)
        self.kind.set_value(entry.kind)
        self._begin(entry.uid)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return entry.uid

    def _begin(self, corrects: str) -> None:
        self._corrects = corrects
        self._put.setText("更正 (Ctrl+Enter)" if corrects else "记下 (Ctrl+Enter)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter notes from wherever the cursor is; Enter goes on, and presses the button."""
        if event.key() == Qt.Key.Key_Escape and self._corrects:
            self.clear_note()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._put.hasFocus():
            self._note()
        else:
            go_on(self, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def draft(self) -> dict[str, Any]:
        """Return the note as far as it is written; nothing where no words are."""
        if not self.text.value():
            return {}
        note = {"text": self.text.value(), "day": self.day.draft(), "kind": self.kind.draft()}
        return note | ({"corrects": self._corrects} if self._corrects else {})

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft` gave."""
        if draft:
            self.text.set_value(draft.get("text", ""))
            self.day.restore(draft.get("day", ""))
            self.kind.restore(draft.get("kind", ""))
            self._begin(str(draft.get("corrects", "")))

    def has_cursor(self) -> bool:
        return self.text.hasFocus() or self.day.hasFocus() or self.kind.hasFocus()

    def clear_note(self) -> None:
        """Empty the box for the next note, of today."""
        self._begin("")
        self.text.set_value("")
        self.day.set_value(self._today)
        self.kind.set_value(self._kinds[0][0] if self._kinds else "")
        self.problem.clear()
        self.problem.hide()

    def show_problem(self, message: str) -> None:
        self.problem.setText(f"▲ {message}")
        self.problem.show()

    def _note(self) -> None:
        text = self.text.value()
        if not text:
            self.show_problem("请先写下内容。")
            self.text.setFocus()
            return
        try:
            note = Note(self.day.value() or self._today, self.kind.value(), text, self._corrects)
        except RuleBroken as broken:
            self.show_problem(broken.message)
            return
        self.noted.emit(note)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.day, 8)
        line.addWidget(self.kind, 5)
        inner = QWidget()
        parts = QVBoxLayout(inner)
        parts.setContentsMargins(8, 8, 8, 8)
        parts.setSpacing(4)
        parts.addWidget(self.text)
        parts.addLayout(line)
        parts.addWidget(self._put)
        parts.addWidget(self.problem)
        parts.addWidget(self._events, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("时间线")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _paragraph(entry: TimelineEntry) -> str:
    strike = "text-decoration: line-through;" if entry.corrected else ""
    by = f" <span style='color:{style.MUTED}'>{escape(entry.by)}</span>" if entry.by else ""
    text = f"<br>{escape(entry.text)}" if entry.text else ""
    day = f"<span style='color:{style.MUTED}'>{entry.on.isoformat()}</span>"
    return f"<p style='margin: 0 0 8px 0; {strike}'>{day} <b>{escape(entry.title)}</b>{by}{text}</p>"


def entries_of(event: TimelineEvent) -> Iterator[TimelineEntry]:
    """Give an event, and behind it what it said before it was corrected."""
    yield TimelineEntry(
        event.uid,
        event.on,
        event.kind_label,
        event.text,
        event.by,
        kind=event.kind,
        correctable=event.correctable,
    )
    for former in event.former:
        yield TimelineEntry(former.uid, former.on, former.kind_label, former.text, former.by, corrected=True)
