"""一人一事: everything of one person on one screen: records, one timeline, and the money counted once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import age_on
from union_desk.core.money import format_fen
from union_desk.core.privacy import mask_id
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import act_button, words_label
from union_desk.desk.printing import PrintSheet
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.people.page.story_job import StoryJob
from union_desk.people.rules.counting import WAY_WORDS
from union_desk.people.stories import Counting, Story, StoryLine, StoryRecord, Total, Way

if TYPE_CHECKING:
    from union_desk.people.service import Stories

_SIZE: Final = (66, 38)
_RECORD_LINES: Final = 3
_LEAST_LINES: Final = 5
_ALL: Final = "all"
_NOT: Final = "not"
_EMPTY: Final = "还没有档案、案件和咨询。"
_TABLES: Final = frozenset(
    {"person", "same_as", "event", "household_member", "aid_grant", "hardship_file", "dispute_case"}
    | {"dispute_party", "dispute_payment", "dispute_event", "aid_case", "aid_item", "aid_event"}
    | {"consultation"}
)

Shows = Callable[[StoryLine], bool]


def _fen(fen: int | None) -> str:
    return format_fen(fen) if fen else ""


def _day(line: StoryLine | StoryRecord) -> str:
    on = line.on if isinstance(line, StoryLine) else line.dealing.since_on
    return str(on) if on is not None else ""


def _whole(line: StoryLine) -> str:
    """2026-11-16　帮扶给付　生活救助 打卡　3,000.00 元　计入帮扶（白杨-2026-00031，白杨 沈佳）"""
    worth = f"{format_fen(line.fen)} 元" if line.fen is not None else ""
    parts = (_day(line), line.kind, line.text, worth, line.why)
    by = " ".join(word for word in (line.office, line.by) if word)
    where = "，".join(word for word in (f"{line.kind_title} {line.title}", by) if word)
    return "　".join(part for part in parts if part) + f"（{where}）"


# What does not fit folds away from the right.
RECORDS: Final[tuple[Column[StoryRecord], ...]] = (
    Column("kind", "类别", attrgetter("dealing.kind_title"), 11),
    Column("title", "编号", attrgetter("dealing.title"), 28, tooltip=attrgetter("dealing.title")),
    Column("role", "身份", attrgetter("role"), 16, tooltip=attrgetter("role")),
    Column("state", "状态", attrgetter("dealing.state"), 10),
    Column("given", "帮扶（元）", lambda record: _fen(record.given_fen), 11, right=True),
    Column("recovered", "挽回（元）", lambda record: _fen(record.recovered_fen), 11, right=True),
    Column("elsewhere", "并计（元）", lambda record: _fen(record.elsewhere_fen), 11, right=True),
    Column("since", "起始日期", _day, 10),
    Column("office", "单位", attrgetter("office"), 8),
)
LINES: Final[tuple[Column[StoryLine], ...]] = (
    Column("on", "日期", _day, 10),
    Column("kind", "事项", attrgetter("kind"), 12),
    Column("text", "内容", attrgetter("text"), 42, tooltip=attrgetter("text")),
    Column(
        "fen", "金额（元）", lambda line: format_fen(line.fen) if line.fen is not None else "", 11, right=True
    ),
    Column("why", "怎样计算", attrgetter("why"), 14, tooltip=attrgetter("why")),
    Column("kind_title", "类别", attrgetter("kind_title"), 11),
    Column("title", "所在档案、案件", attrgetter("title"), 28, tooltip=attrgetter("title")),
    Column("office", "单位", attrgetter("office"), 6),
    Column("by", "经办", attrgetter("by"), 7),
)


class StoryScreen(Dialog):
    """Stays open beside the work; Enter on a line opens its record. `show_cards` shows all his cards."""

    def __init__(
        self,
        desk: Desk,
        stories: Stories,
        uid: str,
        show_cards: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._stories, self._uid, self._show_cards = desk, stories, uid, show_cards
        self._story = stories.story(desk.actor, uid)
        self._chosen = _ALL
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading, self.told = words_label("姓名"), words_label("此人")
        self.heading.setProperty("title", True)
        self.heading.setWordWrap(False)
        self.warnings, self.nothing, self.whole = (
            words_label("请核对"),
            words_label("没有记事"),
            words_label("这一行的全文"),
        )
        self.warnings.setProperty("problem", True)
        self.nothing.setProperty("muted", True)
        self.nothing.setText(_EMPTY)
        self.record_model: RecordTableModel[StoryRecord] = RecordTableModel(RECORDS, self)
        self.records = self._table(self.record_model, "records", "档案和案件")
        self.line_model: RecordTableModel[StoryLine] = RecordTableModel(LINES, self)
        self.lines = self._table(self.line_model, "lines", "时间线和款项")
        self.chips = QButtonGroup(self)
        self.chips.setExclusive(True)
        self._chip_row = QWidget()
        # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
        self._flow = FlowLayout(self._chip_row, gap=6)
        self.print_button = act_button("打印…(&P)", self.print_story)
        self.cards_button = act_button("全部卡片…(&A)", self.show_cards)
        self.close_button = act_button("关闭(&Q)", self.close)
        refusal = lacking(desk.actor, Right.PRINT)
        self.print_button.setEnabled(not refusal)
        self.print_button.setToolTip(refusal or "Ctrl+P")
        self._lay_out()
        self._connect()
        self._show()
        self.resize(self.sizeHint())
        self.lines.setFocus()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    @property
    def story(self) -> Story:
        return self._story

    def reload(self) -> None:
        """Show everything as it is now; of a card that is gone nothing is left to show."""
        try:
            self._story = self._stories.story(self._desk.actor, self._uid)
        except RuleBroken:
            self.close()
            return
        self._show()

    def choose(self, name: str) -> None:
        """Show only the lines that a total or a kind of records is made of."""
        self._chosen = name
        shows = {each: shows for each, _, shows in self._offered()}.get(name, _every)
        rows = {str(place): line for place, line in enumerate(self._story.lines) if shows(line)}
        self.line_model.show(list(rows), lambda ids: {uid: rows[uid] for uid in ids if uid in rows})
        self.lines.setHidden(not rows)
        self.whole.setHidden(not rows)
        self.nothing.setHidden(bool(rows))
        if rows:
            self.lines.selectRow(0)
            self._tell_whole()

    def print_story(self) -> None:
        """Ask for the printer, or for the file; on the sheet one chooses who is named."""
        if self.print_button.isEnabled():
            job = StoryJob(self._desk, self._stories, self._uid, self._story.title)
            PrintSheet(self._desk, job, self).open()

    def show_cards(self) -> None:
        self._show_cards(self._uid)

    # Inside.

    def _show(self) -> None:
        story = self._story
        self.setWindowTitle(f"{story.title} · 一人一事")
        self.heading.setText(story.title)
        self.told.setText(_summary(story))
        self.warnings.setText("\n".join(f"△ {warning}" for warning in story.warnings))
        self.warnings.setHidden(not story.warnings)
        records = {record.dealing.uid: record for record in story.records}
        self.record_model.show(
            list(records), lambda ids: {uid: records[uid] for uid in ids if uid in records}
        )
        self.records.setHidden(not records)
        height = self.records.verticalHeader().defaultSectionSize()
        shown = min(max(len(records), 1), _RECORD_LINES)
        head = self.records.horizontalHeader().sizeHint().height()
        self.records.setFixedHeight(head + shown * height + 2 * self.records.frameWidth() + 2)
        self._show_chips()
        self.choose(self._chosen)

    def _show_chips(self) -> None:
        """Offer the totals, each with the lines that make it up, and the kinds of records."""
        offered = self._offered()
        if self._chosen not in {name for name, _, _ in offered}:
            self._chosen = _ALL
        for button in self.chips.buttons():
            self.chips.removeButton(button)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, words, shows in offered:
            chip = act_button(words, partial(self.choose, name))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(name == self._chosen)
            chip.setAccessibleName(f"只看：{words}")
            chip.setEnabled(name == _ALL or any(shows(line) for line in self._story.lines))
            self.chips.addButton(chip)
            self._flow.addWidget(chip)

    def _offered(self) -> list[tuple[str, str, Shows]]:
        story = self._story
        found: list[tuple[str, str, Shows]] = [(_ALL, f"全部 {len(story.lines):,} 条", _every)]
        for way, total in ((Way.GIVEN, story.given), (Way.RECOVERED, story.recovered)):
            found.append((way.value, _total_words(WAY_WORDS[way], total), _counted(way)))
        if story.elsewhere.lines:
            words = f"{_total_words('并计', story.elsewhere)}，不重复计算"
            found.append((Counting.ELSEWHERE.value, words, _elsewhere))
        left_out = sum(_left_out(line) for line in story.lines)
        if left_out:
            found.append((_NOT, f"不计入 {left_out:,} 笔", _left_out))
        for kind in dict.fromkeys(record.dealing.kind_title for record in story.records):
            count = sum(line.kind_title == kind for line in story.lines)
            found.append((kind, f"{kind} {count:,} 条", _of_kind(kind)))
        return found

    def _tell_whole(self) -> None:
        line = self._at(self.lines, self.line_model)
        self.whole.setText(_whole(line) if line is not None else "")

    def _open_line(self) -> None:
        line = self._at(self.lines, self.line_model)
        if line is not None:
            self._leave(line.entity, line.uid)

    def _open_record(self) -> None:
        record = self._at(self.records, self.record_model)
        if record is not None:
            self._leave(record.dealing.entity, record.dealing.uid)

    def _leave(self, entity: str, uid: str) -> None:
        self.close()
        self._desk.open(entity, uid)

    def _at(self, table: RecordTable, model: RecordTableModel[Any]) -> Any:
        place = table.currentIndex().row()
        return model.row(place) if 0 <= place < len(model.ids) else None

    def _on_change(self, changed: Any) -> None:
        if self.isVisible() and any(table in _TABLES for table, _uid in changed.touched):
            self.reload()

    def _table(self, model: RecordTableModel[Any], name: str, title: str) -> RecordTable:
        table = RecordTable(self._desk.preferences, f"list/story/{name}")
        table.show_model(model)
        table.setColumnHidden(0, True)
        table.setAccessibleName(title)
        return table

    def _connect(self) -> None:
        self.lines.opened.connect(lambda _beside: self._open_line())
        self.records.opened.connect(lambda _beside: self._open_record())
        self.lines.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell_whole())
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_story)
        self._desk.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.lines.setMinimumHeight(line * _LEAST_LINES)
        self.whole.setMinimumHeight(line * 2)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        last = QHBoxLayout()
        last.addWidget(self.cards_button)
        last.addStretch(1)
        last.addWidget(self.print_button)
        last.addWidget(self.close_button)
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.heading)
        first.addWidget(self.told, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(8)
        whole.addLayout(first)
        for part in (self.warnings, self.records, self._chip_row):
            whole.addWidget(part)
        whole.addWidget(self.lines, 1)
        whole.addWidget(self.nothing)
        whole.addWidget(self.whole)
        whole.addStretch(0)
        whole.addLayout(last)


def _every(_line: StoryLine) -> bool:
    return True


def _counted(way: Way) -> Shows:
    return lambda line: line.way is way and line.counting is Counting.COUNTED


def _elsewhere(line: StoryLine) -> bool:
    return line.is_sum and line.counting is Counting.ELSEWHERE


def _left_out(line: StoryLine) -> bool:
    return line.is_sum and line.counting is Counting.NOT


def _of_kind(kind: str) -> Shows:
    return lambda line: line.kind_title == kind


def _total_words(words: str, total: Total) -> str:
    """帮扶给付 3,000.00 元（1 笔）"""
    if not total.lines:
        return f"没有{words}"
    return f"{words} {format_fen(total.fen)} 元（{total.lines:,} 笔）"


def _summary(story: Story) -> str:
    """女 48 岁 · 330199********4521 · 白杨、下沙（2 张卡片）"""
    person = story.person
    age = f"{age_on(person.birth_on, story.today)} 岁" if person.birth_on is not None else ""
    offices = "、".join(dict.fromkeys(office for office in story.offices if office))
    cards = f"（{len(story.offices)} 张卡片）" if len(story.offices) > 1 else ""
    parts = (
        " ".join(part for part in (term_label("sex", person.sex), age) if part),
        mask_id(person.id_no) if person.id_no else "",
        f"{offices}{cards}",
    )
    return " · ".join(part for part in parts if part)
