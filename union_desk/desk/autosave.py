"""Keeps what is half typed on a page, the quick note too, and brings it back at the same field.

autosave = Autosave(page)
autosave.begin()                 # the page shows what is stored: from here on words are somebody's typing
autosave.touch()                 # something was typed, or the cursor went on
autosave.bring_back(draft)       # True when there was something to bring back
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from union_desk.casework.draft_merge import changed_from, stamp_of, three_way
from union_desk.casework.values import Draft
from union_desk.core.clock import local_time

if TYPE_CHECKING:
    from union_desk.desk.case_page import CasePage

NOTE: Final = "timeline.text"
"""The field that the cursor is led to when it stood in the quick note."""
QUIET_MS: Final = 350
LONGEST_MS: Final = 2_500
# Names that no field of a form has.
_BASE: Final = "autosave:base"
_STAMP: Final = "autosave:stamp"
_NOTE: Final = "autosave:note"
_OWN: Final = frozenset({_BASE, _STAMP, _NOTE})


class Autosave(QObject):
    """A moment after the last key, and every few seconds while somebody goes on typing."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self._base: Mapping[str, Any] = {}
        self._stamp = ""
        self._focus = ""
        self._has_draft = False
        self._quiet, self._longest = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._quiet, QUIET_MS), (self._longest, LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(page.keep_draft)
        page.timeline.typed.connect(self.touch)

    def begin(self) -> None:
        """Remember the page as it was filled, to tell later what somebody typed."""
        self.rest()
        self._base = _plain(self._page.draft_values())
        self._stamp = stamp_of(self._base)

    def touch(self) -> None:
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def rest(self) -> None:
        self._quiet.stop()
        self._longest.stop()

    def keep(self, key: str) -> None:
        """Keep what is typed under the key of this record; where nothing is, nothing waits."""
        self.rest()
        page = self._page
        note = page.timeline.draft()
        if not page.is_changed and not note:
            if self._has_draft:
                self.forget(key)
            return
        values: dict[str, Any] = {_NOTE: note} if note else {}
        if page.is_changed:
            typed = _plain(page.draft_values())
            values |= typed
            values[_BASE], values[_STAMP] = changed_from(self._base, typed), self._stamp
        page.desk.drafts.keep(Draft(page.area, key, page.title, values, self._where()))
        self._has_draft = True

    def forget(self, key: str) -> None:
        self.rest()
        self._page.desk.drafts.forget(self._page.area, key)
        self._has_draft = False

    def start_anew(self, *, has_draft: bool) -> None:
        """Turn to another record: nothing of the last one's note or cursor goes with it."""
        self._focus, self._has_draft = "", has_draft
        self._page.timeline.clear_note()

    def bring_back(self, draft: Draft, *, is_new: bool) -> bool:
        """Put back what was typed; say so where the record was changed meanwhile. False: all is as stored."""
        page, kept = self._page, dict(draft.values)
        own = {name: kept.pop(name) for name in _OWN & kept.keys()}
        if _NOTE in own:
            page.timeline.restore(own[_NOTE])
        if not kept:
            return False
        if is_new or _BASE not in own:
            page.restore_values(kept)
            return True
        met = three_way(own[_BASE], kept, self._base)
        if met.values == self._base:
            return False
        page.restore_values(met.values)
        if own[_STAMP] != self._stamp:
            page.say_above(self._told(draft, met.both))
        return True

    def _told(self, draft: Draft, both: tuple[str, ...]) -> str:
        kept_at = f"（{local_time(draft.kept_at):%m-%d %H:%M}）" if draft.kept_at else ""
        changes = self._page.changes()
        last = max(changes, key=lambda change: change.at) if changes else None
        by = f"，最近是 {local_time(last.at):%m-%d %H:%M} {last.who}" if last else ""
        labels = dict.fromkeys(label for label in map(self._label, both) if label)
        which = f"两边都改过的是：{'、'.join(labels)}，现在是您填的，" if labels else "别人改的也在，"
        told = f"{self._page.called}在您暂存{kept_at}以后改过{by}。您没保存的内容已放回。"
        return f"{told}{which}请核对后再保存。"

    def _label(self, path: str) -> str:
        """Name a field: by the widget that has this path, with or without the part of the page before it."""
        binder = self._page.binder
        parts = path.split(".")
        for start in range(min(2, len(parts))):
            widget = binder.widget(".".join(parts[start:])) if binder is not None else None
            if widget is not None:
                return _name_of(widget)
        return ""

    def _where(self) -> str:
        """Say where the cursor is; another window in front of this one does not take it away."""
        self._focus = self._page.focused_field() or self._focus
        return self._focus


def _name_of(widget: QWidget) -> str:
    named = widget.accessibleName()
    if named:
        return named
    labels = (label for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    return next((label.text().split("(")[0].replace("&", "") for label in labels), "")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as they come back from where drafts are kept."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return found
