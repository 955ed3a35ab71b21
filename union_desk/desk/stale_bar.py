"""What others saved while one was typing: told above the form, with the ways to go on from there.

bar.tell(changed_meanwhile); bar.merge_wanted.connect(...); bar.look_wanted.connect(...)
bar.tell_looking()                   # what is new is shown, one's own changes wait; bar.drop_wanted
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk.widgets import FlowLayout

if TYPE_CHECKING:
    from union_desk.casework.history import FieldHistory
    from union_desk.casework.stale import ChangedMeanwhile

_MOST: Final = 4
_LOOKING: Final = "现在看到的是别人存过的内容，暂时不能改。您的改动已暂存，没有丢失。"


class StaleBar(QFrame):
    merge_wanted = Signal()
    look_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self.setAccessibleName("别人刚才改过")
        self.is_looking = False
        self.text, self.changes = QLabel(), QLabel()
        self.text.setProperty("problem", True)
        self.changes.setTextFormat(Qt.TextFormat.PlainText)
        self.merge = QPushButton("合并我的改动")
        self.look = QPushButton("看新的，我的先暂存")
        self.drop = QPushButton("放弃我的改动")
        self.merge.setToolTip("只有一方改过的都留下；两边都改过的，放您填的，并一一告诉您")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 4)
        for label in (self.text, self.changes):
            label.setWordWrap(True)
            whole.addWidget(label)
        ways = QWidget()
        line = FlowLayout(ways)
        for button, wanted in (
            (self.merge, self.merge_wanted),
            (self.look, self.look_wanted),
            (self.drop, self.drop_wanted),
        ):
            button.clicked.connect(lambda _on=False, wanted=wanted: wanted.emit())
            line.addWidget(button)
        whole.addWidget(ways)
        self.hide()

    def tell(self, stale: ChangedMeanwhile) -> None:
        """Say who changed what meanwhile; the cursor comes to the way that loses nothing."""
        self._show(stale.message, looking=False)
        told = [_line(change) for change in stale.changes]
        if len(told) > _MOST:
            told[_MOST - 1 :] = [f"另有 {len(told) - _MOST + 1} 处，见修改记录 (F7)"]
        self.changes.setText("\n".join(told))
        self.changes.setVisible(bool(told))

    def tell_looking(self) -> None:
        self._show(_LOOKING, looking=True)
        self.changes.hide()

    def put_away(self) -> None:
        self.is_looking = False
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the cursor; Esc goes back to the form as it is typed."""
        here = self.window().focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(here, QPushButton):
            here.click()
        elif event.key() == Qt.Key.Key_Escape and not self.is_looking:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _show(self, sentence: str, *, looking: bool) -> None:
        self.is_looking = looking
        self.text.setText(f"▲ {sentence}")
        self.look.setVisible(not looking)
        self.drop.setVisible(looking)
        self.show()
        self.merge.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(change: FieldHistory) -> str:
    field = f"{change.subject} · {change.field}" if change.subject else change.field
    return f"{field}：{change.before or '（空）'} → {change.after or '（空）'}"
