"""What is worth a second look in a case: each line leads to its field, none stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.acts.linked import OTHER

_MOST: Final = 3


class Notices(QWidget):
    wanted = Signal(str)
    """The path of a field to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(sentence for _field, sentence in self._shown)

    def show_notices(self, warnings: Sequence[tuple[str, str]]) -> None:
        """Show the first few (field path or "", sentence), each once."""
        each_once = tuple(dict.fromkeys(warnings))
        if each_once == self._shown:
            return
        self._shown = each_once
        self._write(_MOST)
        self.setVisible(bool(each_once))

    def show_all(self) -> None:
        self._write(len(self._shown))

    def _write(self, most: int) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for field, sentence in self._shown[:most]:
            self._lines.addWidget(self._line(field, sentence))
        if len(self._shown) > most:
            rest = _link(f"另有 {len(self._shown) - most} 条提醒，点击查看")
            rest.clicked.connect(self.show_all)
            self._lines.addWidget(rest)

    def _line(self, field: str, sentence: str) -> QWidget:
        if not field:
            label = QLabel(f"△ {sentence}")
            label.setWordWrap(True)
            return label
        if field.startswith(OTHER):
            return self._other(field, sentence)
        link = _link(f"△ {sentence}")
        link.clicked.connect(partial(self._ask, field))
        return link

    def _other(self, field: str, sentence: str) -> QWidget:
        """Say what there is elsewhere, as long as it may be, and what opens it."""
        part = QWidget(self)
        words = QLabel(f"△ {sentence}", part)
        words.setWordWrap(True)
        link = style.make_link(QPushButton("打开", part))
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        link.setAccessibleName(f"打开：{sentence}")
        link.setToolTip(sentence)
        link.clicked.connect(partial(self._ask, field))
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return part

    def _ask(self, field: str, _on: bool = False) -> None:
        self.wanted.emit(field)


def _link(text: str) -> QPushButton:
    link = QPushButton(text)
    style.set_property(link, "link", "quiet")
    link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return link
