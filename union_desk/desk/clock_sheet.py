"""The clocks of a case as one sheet: the picture, why the date one is on is that day, and the dated list.

sheet = ClockSheet(); sheet.show_story(story)
sheet.add_act(button)                        # printing, a calendar file: beside the keys of the picture
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.clock_list import ClockList
from union_desk.desk.clock_picture import KEYS, ClockPicture
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.widgets import FlowLayout
from union_desk.paper.clocks.story import Story

_ZOOM: Final = 1.5


class ClockSheet(QWidget):
    """Picture and list show the same item; going to it in one goes to it in the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.dates = ClockPicture(self), ClockList(self)
        self.keys = QLabel(KEYS)
        self.keys.setProperty("muted", True)
        self.keys.setWordWrap(True)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why_card = QFrame()
        self._why_card.setObjectName("card")
        inside = QVBoxLayout(self._why_card)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.addWidget(self.why)
        self._acts = QWidget(self)
        self._act_flow = FlowLayout(self._acts, gap=12, line_gap=0)
        for text, act in (
            ("近期 (N)", self.picture.show_near),
            ("全部 (0)", self.picture.fit),
            ("放大 (+)", lambda: self.picture.zoom(_ZOOM)),
            ("缩小 (−)", lambda: self.picture.zoom(1 / _ZOOM)),
        ):
            self.add_act(text, act)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (self._acts, self.picture, self.keys, self._why_card, self.dates):
            lines.addWidget(part)
        self.setFocusProxy(self.picture)
        self.picture.chosen.connect(self._on_picture)
        self.picture.opened.connect(self.dates.open_why)
        self.dates.chosen.connect(self.picture.go_to)
        self._on_picture("")

    def add_act(self, text: str, act: Callable[[], None]) -> QPushButton:
        """Offer something to do with the picture; F3 leads to it."""
        button = style.make_link(QPushButton(text))
        button.clicked.connect(lambda _on=False: act())
        self._act_flow.addWidget(button)
        if self.layout() is not None:
            # It came later than the picture that stands below it.
            follow_layout(self)
        return button

    def show_story(self, story: Story, *, same: bool = False) -> None:
        self.picture.show_story(story, same=same)
        self.dates.show_story(story)
        self.dates.setHidden(story.is_empty)
        self.keys.setHidden(story.is_empty)

    def _on_picture(self, key: str) -> None:
        lines = self.picture.why()
        self.why.setText("\n".join(lines))
        self._why_card.setVisible(bool(lines))
        self.dates.go_to(key)
