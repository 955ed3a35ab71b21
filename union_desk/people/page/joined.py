"""A joined person or employer: all cards, the records of each, one timeline, and how they are parted."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import act_button, words_label
from union_desk.desk.record_table import RecordTable
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import LineEdit
from union_desk.people.pairs import Entity, Joined, JoinedEvent, Joint

if TYPE_CHECKING:
    from union_desk.people.service import Sameness

_SIZE: Final = (58, 34)
_LINES: Final = 6
_EMPTY: Final = "档案里还没有记事。"

COLUMNS: Final[tuple[Column[JoinedEvent], ...]] = (
    Column("on", "日期", lambda event: str(event.on), 11),
    Column("kind", "事项", attrgetter("kind"), 9),
    Column("text", "内容", attrgetter("text"), 34, tooltip=attrgetter("text")),
    Column("title", "档案", attrgetter("title"), 18, tooltip=attrgetter("title")),
    Column("by", "经办", attrgetter("by"), 8),
)


class JoinedBox(Dialog):
    """Shows what was joined; 拆开 asks for a reason and leaves both cards as they were."""

    parted = Signal()
    left = Signal()
    """A record was opened, which this would cover."""

    def __init__(
        self, desk: Desk, sameness: Sameness, entity: Entity, uid: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._sameness, self._entity, self._uid = desk, sameness, entity, uid
        self._parting = ""
        self.heading = words_label("名称")
        self.heading.setProperty("title", True)
        self.told = words_label("结果")
        self.model: RecordTableModel[JoinedEvent] = RecordTableModel(COLUMNS, self)
        self.events = RecordTable(desk.preferences, f"list/joined/{entity}")
        self.events.show_model(self.model)
        self.events.setColumnHidden(0, True)
        self.events.setAccessibleName("全部档案的时间线")
        self.reason = LineEdit()
        self.reason.setAccessibleName("拆开的理由")
        self.part_button = act_button("拆开(&P)", self.part)
        self.close_button = act_button("关闭(&Q)", self.close)
        self._cards, self._joints = QVBoxLayout(), QVBoxLayout()
        self._asking = QWidget()
        joined = sameness.joined(desk.actor, entity, uid)
        self._lay_out(joined)
        self._show_events(joined)
        self.resize(self.sizeHint())
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def reload(self) -> None:
        """Show all as it is now."""
        joined = self._sameness.joined(self._desk.actor, self._entity, self._uid)
        self._show_cards(joined)
        self._show_events(joined)
        follow_layout(self)

    def _show_cards(self, joined: Joined) -> None:
        self.setWindowTitle(f"{joined.title} · 全部卡片和档案")
        self.heading.setText(f"{joined.title}（{len(joined.sides)} 张卡片）")
        _empty(self._cards)
        _empty(self._joints)
        for side in joined.sides:
            self._cards.addWidget(self._card(side))
        for joint in joined.joints:
            self._joints.addWidget(self._joint(joint, joined))

    def _show_events(self, joined: Joined) -> None:
        self._asking.hide()
        self._say("")
        by_uid = {str(place): event for place, event in enumerate(joined.events)}
        self.model.show(list(by_uid), lambda ids: {uid: by_uid[uid] for uid in ids if uid in by_uid})
        self.events.setVisible(self._entity is Entity.PERSON)
        self.nothing.setVisible(self._entity is Entity.PERSON and not by_uid)

    def ask(self, link_uid: str) -> None:
        """Ask why two cards are parted."""
        self._parting = link_uid
        self._asking.show()
        self.reason.setFocus()

    def part(self) -> None:
        try:
            work = self._sameness.part(self._desk.actor, self._parting, self.reason.text())
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            self.reason.setFocus()
            return
        self._desk.status("已拆开", undo=lambda: self._sameness.undo(self._desk.actor, work))
        self.reason.clear()
        self.reload()
        self._say("已拆开。两张卡片和各自的档案都还在，可以再连在一起。")
        self.parted.emit()

    def _open(self, entity: str, uid: str) -> None:
        self.left.emit()
        self.close()
        self._desk.open(entity, uid)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {text}" if problem and text else text)
        self.told.setVisible(bool(text))
        style.set_property(self.told, "problem", problem)

    def _card(self, side: Any) -> QWidget:
        frame = QFrame()
        frame.setObjectName("card")
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(8, 4, 8, 4)
        words = QLabel(f"{side.office}　{side.title}".strip() + (f"　{side.told}" if side.told else ""))
        words.setWordWrap(True)
        lines.addWidget(words)
        records = QWidget()
        flow = FlowLayout(records, gap=12, line_gap=2)
        for each in side.dealings:
            text = f"{each.kind_title} {each.title}（{each.role}，{each.state}）"
            opens = partial(self._open, each.entity, each.uid)
            flow.addWidget(style.make_link(act_button(text, opens)))
        records.setVisible(bool(side.dealings))
        lines.addWidget(records)
        return frame

    def _joint(self, joint: Joint, joined: Joined) -> QWidget:
        line = QWidget()
        both = QHBoxLayout(line)
        both.setContentsMargins(0, 0, 0, 0)
        words = QLabel(joint.words)
        words.setWordWrap(True)
        part = style.make_link(act_button("拆开…", partial(self.ask, joint.link_uid)))
        part.setEnabled(not joined.refusal)
        part.setToolTip(joined.refusal)
        both.addWidget(words, 1)
        both.addWidget(part)
        return line

    def _lay_out(self, joined: Joined) -> None:
        self.nothing = words_label("没有记事")
        self.nothing.setText(_EMPTY)
        self.nothing.setProperty("muted", True)
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        label = QLabel("拆开的理由(&R)")
        label.setBuddy(self.reason)
        asking.addWidget(label)
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.part_button)
        self.reason.returnPressed.connect(self.part)
        self.events.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addLayout(self._cards)
        whole.addLayout(self._joints)
        # Before what stands below them: Tab goes in the order in which widgets came.
        self._show_cards(joined)
        whole.addWidget(self._asking)
        whole.addWidget(self.nothing)
        whole.addWidget(self.events, 1)
        whole.addWidget(self.told)
        whole.addStretch()
        whole.addLayout(last)


def _empty(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
