"""修改记录: who changed what from what to what.

history.show_changes([ChangeLine(at, "陈明", "修改家庭情况", "家庭人口", "2", "3")])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from union_desk.casework.history import CREATED, PUT_BACK, TAKEN_BACK, TAKEN_OUT, FieldHistory
from union_desk.core.clock import local_time
from union_desk.desk import style

_WHOLE_ROWS: Final = frozenset({CREATED, TAKEN_BACK, PUT_BACK, TAKEN_OUT})
_LONG: Final = re.compile(r"[\w.\-]{16,}", re.ASCII)
_FEW: Final = re.compile(r".{1,8}")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of one act, with its Chinese name; `before` and `after` as the screen shows them.

    `whole` is a row that came or went: its `field` says which (新增), its one filled side what it held.
    """

    at: datetime
    who: str
    act: str
    field: str
    before: str
    after: str
    reason: str = ""
    whole: bool = False


class ChangeHistory(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QLabel()
        self._lines.setTextFormat(Qt.TextFormat.RichText)
        self._lines.setWordWrap(True)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        room = QVBoxLayout(inner)
        room.setContentsMargins(8, 8, 8, 8)
        room.addWidget(self._lines)
        room.addStretch()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("修改记录")
        self.setWidget(inner)

    def show_changes(self, changes: Sequence[ChangeLine]) -> None:
        """Newest first, the fields of one act together."""
        newest_first = sorted(changes, key=lambda line: line.at, reverse=True)
        acts = groupby(newest_first, key=lambda line: (line.at, line.who, line.act, line.reason))
        self._lines.setText("".join(_act(*key, list(lines)) for key, lines in acts) or "还没有修改。")


def _act(at: datetime, who: str, act: str, reason: str, lines: Sequence[ChangeLine]) -> str:
    when = local_time(at).strftime("%Y-%m-%d %H:%M")
    why = f"<br>理由：{_plain(reason)}" if reason else ""
    fields = "".join(f"<br>{_change(line)}" for line in lines if line.field)
    return (
        f"<p style='margin: 0 0 8px 0'><span style='color:{style.MUTED}'>{when}　{escape(who)}</span><br>"
        f"<b>{escape(act)}</b>{why}{fields}</p>"
    )


def _change(line: ChangeLine) -> str:
    if not line.whole:
        return f"{_plain(line.field)}：{_shown(line.before)} → {_shown(line.after)}"
    return _plain("：".join(part for part in (line.field, line.after or line.before) if part))


def _plain(text: str) -> str:
    """Return a text for the page; the long name of a file may be broken anywhere."""
    return _LONG.sub(lambda run: "\u200b".join(_FEW.findall(run[0])), escape(text, quote=False))


def _shown(value: str) -> str:
    return f"“{_plain(value)}”" if value else "（空）"


def change_line(change: FieldHistory) -> ChangeLine:
    field = f"{change.subject} · {change.field}" if change.subject else change.field
    return ChangeLine(
        at=change.at,
        who=change.by,
        act=change.act,
        field=field,
        before=change.before,
        after=change.after,
        reason=change.reason,
        # Who only looked changed nothing.
        whole=change.field in _WHOLE_ROWS or not (change.before or change.after),
    )
