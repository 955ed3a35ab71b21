"""停用一份街道数据: the PC was lost or stolen; its packages are no longer taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.widgets.line import LineEdit
from union_desk.exchange.page.words import button, label, say
from union_desk.exchange.values import Site

_WORDS: Final = (
    "{name} 的电脑丢失、被盗或换给别人时停用。停用以后，从那台电脑来的数据包不再收入；"
    "已经收入的都还在。接着用“发放街道数据”从这里的资料给它重新发放。"
    "最后一次收到：{received}；那以后在那台电脑上录入的，找不回来。"
)


class RevokeDialog(Dialog):
    """Asks why; `revoke(why)` raises RuleBroken where that is missing."""

    def __init__(
        self, site: Site, received: str, revoke: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._revoke = revoke
        self.setWindowTitle(f"停用 · {site.office_name}")
        self.why = LineEdit()
        self.why.setAccessibleName("停用原因")
        self.why.setPlaceholderText("例如 电脑丢失")
        self.told = label("结果")
        self.revoke_button = style.make_primary(QPushButton("停用(&V)"))
        self.revoke_button.clicked.connect(lambda _on=False: self.revoke())
        named = QLabel("原因(&Y)")
        named.setBuddy(self.why)
        line, last = QHBoxLayout(), QHBoxLayout()
        line.addWidget(named)
        line.addWidget(self.why, 1)
        last.addStretch()
        last.addWidget(self.revoke_button)
        keep = button("不了(&Q)", self.reject)
        keep.setDefault(True)
        last.addWidget(keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        words = _WORDS.format(name=site.office_name, received=received or "还没有收到过")
        whole.addWidget(label("说明", words))
        whole.addLayout(line)
        whole.addWidget(self.told)
        whole.addStretch()
        whole.addLayout(last)
        say(self.told, "")
        self.resize(size_of(self))
        self.why.setFocus()

    def revoke(self) -> None:
        try:
            self._revoke(self.why.text())
        except RuleBroken as broken:
            say(self.told, broken.message, problem=True)
            grow(self)
            self.why.setFocus()
            return
        self.accept()
