"""处理冲突: the fields to which two offices gave different values, until somebody has decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.exchange.page.conflict_pane import ConflictPane
from union_desk.exchange.page.words import button, label, say
from union_desk.exchange.values import Conflict, Settlement

if TYPE_CHECKING:
    from union_desk.exchange.service import ExchangeService

_SIZE: Final = (58, 32)
_INTRODUCTION: Final = (
    "按 1、2、3 决定，E 另填，S 勾选“以下相同的都这样”，Z 撤销，回车打开档案。没决定以前，两边的值都留着。"
)
_NOTHING: Final = "没有要处理的冲突。"


class ConflictScreen(Dialog):
    """Stays open beside the work; every decision is written at once and can be taken back."""

    def __init__(
        self,
        desk: Desk,
        exchange: ExchangeService,
        open_record: Callable[[str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._exchange, self._open_record = desk, exchange, open_record
        self._works: list[str] = []
        self.conflicts: tuple[Conflict, ...] = ()
        self.setWindowTitle("处理冲突")
        self.pane = ConflictPane(desk.preferences)
        self.told = label("结果")
        self.undo_button = button("撤销(&Z)", self.undo)
        self.close_button = button("关闭(&Q)", self.close)
        self._lay_out()
        self.pane.decided.connect(self._decide)
        self.pane.wanted.connect(lambda one: open_record(one.root_table, one.root_uid))
        self.pane.table.typed.connect(lambda key: self.undo() if key.lower() == "z" else None)
        back = QAction("撤销", self)
        back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        back.triggered.connect(self.undo)
        self.addAction(back)
        desk.changed.connect(self._on_changed)
        say(self.told, "")
        self.reload()
        self.resize(self.sizeHint())
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def reload(self) -> None:
        """Show what is open now."""
        self.conflicts = self._exchange.conflicts(self._desk.actor)
        self.pane.show_conflicts(self.conflicts, {}, lacking(self._desk.actor, Right.EDIT))
        left = f"还有 {len(self.conflicts):,} 处。" if self.conflicts else _NOTHING
        self.introduction.setText(f"{left}{_INTRODUCTION if self.conflicts else ''}")
        self.undo_button.setEnabled(bool(self._works))

    def undo(self) -> None:
        """Take back what was decided last here."""
        if not self._works:
            return
        try:
            self._exchange.undo(self._desk.actor, self._works[-1])
        except RuleBroken as broken:
            say(self.told, broken.message, problem=True)
            return
        self._works.pop()
        self.reload()
        say(self.told, "已撤销，这一处又等待决定。")

    def _on_changed(self, _changed: object) -> None:
        """Read anew what others do; what is decided here is shown already."""
        if not self.isActiveWindow():
            self.reload()

    def _decide(self, settlements: Sequence[Settlement]) -> None:
        try:
            work = self._exchange.settle(self._desk.actor, settlements)
        except RuleBroken as broken:
            say(self.told, broken.message, problem=True)
            self.reload()
            return
        self._works.append(work)
        self.reload()
        words = f"已决定 {len(settlements)} 处" if len(settlements) > 1 else "已决定"
        self._desk.status(words, undo=lambda: self._exchange.undo(self._desk.actor, work))
        say(self.told, f"{words}。　撤销 (Z)")

    def _lay_out(self) -> None:
        self.introduction = label("说明", muted=True)
        last = QHBoxLayout()
        last.addWidget(self.undo_button)
        last.addStretch()
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(self.introduction)
        whole.addWidget(self.pane, 1)
        whole.addWidget(self.told)
        whole.addLayout(last)
