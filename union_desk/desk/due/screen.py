"""期限一览: the clocks of all open cases as one list, by day, office and person; also as a calendar file.

screen = DueScreen(desk, areas, offices, open_case, parent)
screen.show_only(DueWanted(Group.OVERDUE)); screen.show()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from operator import attrgetter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from union_desk.casework.due import icalendar_of, in_order_of_days
from union_desk.casework.process import DueLine
from union_desk.core.clock_rules import Group
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.due.areas import DueArea
from union_desk.desk.due.sections import BLACK, GROUPS, NOBODY, DueWanted, OpenCase, days_words
from union_desk.desk.list_parts import act_button, labelled, offer
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets import FlowLayout

_SIZE: Final = (60, 34)
_LINES: Final = 5
_ALL: Final = "-"
_AHEAD: Final = timedelta(days=365)
_INTRODUCTION: Final = (
    "所有未结案件还要办的期限，最急的在最前面。回车打开案件；期限的算法在案件的“期限”部分。"
)
_NOTHING: Final = "这里没有期限。"


def _weekday(line: DueLine) -> str:
    return f"{line.clock.due_on} 周{'一二三四五六日'[line.clock.due_on.weekday()]}"


def _is_urgent(line: DueLine) -> bool:
    return line.clock.days_left <= 0 and line.clock.light != BLACK


def _title(line: DueLine) -> str:
    return f"{line.clock.title}{'（推算）' if line.clock.estimated else ''}"


def _tip(line: DueLine) -> str:
    return "\n".join(
        (f"{_title(line)}：{_weekday(line)}，{days_words(line)}", line.clock.law, *line.clock.steps)
    )


COLUMNS: Final[tuple[Column[DueLine], ...]] = (
    Column("left", "还剩", days_words, 11, urgent=_is_urgent, tooltip=_tip),
    Column("parties", "当事人", attrgetter("parties"), 24, tooltip=attrgetter("parties")),
    Column("title", "期限", _title, 18, tooltip=_tip),
    Column("due", "最后一天", _weekday, 15, tooltip=_tip),
    Column("handler", "经办人", lambda line: line.handler or NOBODY, 8),
    Column("office", "单位", attrgetter("office"), 14),
    Column("number", "案号", attrgetter("number_shown"), 26, tooltip=attrgetter("number_shown")),
)


class DueScreen(Dialog):
    """Stays open beside the work."""

    def __init__(
        self,
        desk: Desk,
        areas: Sequence[DueArea],
        offices: Sequence[tuple[str, str]],
        open_case: OpenCase,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._areas, self._offices = desk, tuple(areas), dict(offices)
        self._open = open_case
        self._lines: tuple[DueLine, ...] = ()
        self._shown: dict[str, DueLine] = {}
        self.setWindowTitle("期限一览")
        self.group, self.office, self.handler = QComboBox(), QComboBox(), QComboBox()
        self.area = QComboBox()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName("结果")
        self.nothing = QLabel(_NOTHING)
        self.nothing.setProperty("muted", True)
        columns = tuple(
            each if each.name != "office" else Column("office", "单位", self._office_of, 14)
            for each in COLUMNS
        )
        self.model: RecordTableModel[DueLine] = RecordTableModel(columns, self)
        self.table = RecordTable(desk.preferences, "list/due")
        self.table.show_model(self.model)
        self.table.setColumnHidden(0, True)
        self.table.setAccessibleName("期限一览")
        self.open_button = act_button("打开案件(&O)", self.open_case)
        self.file_button = act_button("导出日历 .ics(&X)…", self.export)
        self.close_button = act_button("关闭(&Q)", self.close)
        refusal = lacking(desk.actor, Right.EXPORT)
        self.file_button.setEnabled(not refusal)
        self.file_button.setToolTip(refusal)
        self._lay_out()
        self.table.opened.connect(lambda _beside: self.open_case())
        desk.changed.connect(self._on_change)
        self.resize(self.sizeHint())
        self.look()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def look(self) -> None:
        """Count all clocks anew and offer the offices and persons that have some."""
        actor = self._desk.actor
        self._lines = in_order_of_days(each.service.due(actor) for each in self._areas)
        wanted = self.wanted
        offices = sorted({line.office for line in self._lines})
        handlers = sorted({line.handler for line in self._lines})
        groups = [("", "全部期限"), *((group.value, words) for group, words in GROUPS.items())]
        groups.append((Group.LATER.value, "30 天以后"))
        offer(self.group, groups)
        offer(self.area, [("", "全部案件"), *((each.entity, each.title) for each in self._areas)])
        offer(self.office, [("", "全部单位"), *((code, self._offices.get(code, code)) for code in offices)])
        offer(self.handler, [(_ALL, "全部经办人"), *((name, name or NOBODY) for name in handlers)])
        self.show_only(wanted)

    @property
    def wanted(self) -> DueWanted:
        handler = self.handler.currentData()
        return DueWanted(
            self.group.currentData() or "",
            self.office.currentData() or "",
            None if handler in (None, _ALL) else str(handler),
            self.area.currentData() or "",
        )

    def show_only(self, wanted: DueWanted) -> None:
        """Choose what the list shows, and put the cursor into it."""
        for box, value in (
            (self.group, str(wanted.group)),
            (self.office, wanted.office),
            (self.handler, _ALL if wanted.handler is None else wanted.handler),
            (self.area, wanted.entity),
        ):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(False)
        self._show_rows()
        self.table.setFocus()

    def open_case(self) -> None:
        line = self._current()
        if line is not None:
            self.hide()
            self._open(line.entity, line.case_uid)
            self._desk.status("看完以后，从“工具”菜单的“期限一览”回到列表，还停在原处。")

    def export(self) -> None:
        """Ask where the calendar file goes, which names cases by their number only."""
        name = f"办案期限-{self._desk.today:%Y%m%d}.ics"
        path, _kind = QFileDialog.getSaveFileName(
            self, "导出日历", str(Path.home() / name), "日历文件 (*.ics)"
        )
        if path:
            target = Path(path)
            self.write(target if target.suffix.lower() == ".ics" else target.with_name(f"{target.name}.ics"))

    def write(self, target: Path) -> None:
        """Write what is due within a year, of the chosen office."""
        try:
            target.write_bytes(self._calendar())
        except (RuleBroken, OSError) as problem:
            words = problem.message if isinstance(problem, RuleBroken) else f"写不进 {target}，请换一个地方。"
            self.told.setText(f"▲ {words}")
            return
        self.told.setText(f"已存到 {target}。里面只有案号，没有人名；可以导入手机或电脑的日历。")

    # Inside.

    def _calendar(self) -> bytes:
        """Return what is due within a year in the chosen cases, as lines for another calendar."""
        wanted, until = self.wanted, self._desk.today + _AHEAD
        chosen = [each for each in self._areas if wanted.entity in ("", each.entity)]
        found = [each.service.calendar_lines(self._desk.actor, until, wanted.office) for each in chosen]
        title = "、".join(each.title for each in chosen)
        return icalendar_of(in_order_of_days(found), self._desk.clock(), f"{title}期限")

    def _office_of(self, line: DueLine) -> str:
        return self._offices.get(line.office, line.office)

    def _current(self) -> DueLine | None:
        index = self.table.currentIndex()
        return self._shown.get(self.model.uid(index.row())) if index.isValid() else None

    def _show_rows(self) -> None:
        wanted, here = self.wanted, max(self.table.currentIndex().row(), 0)
        self._shown = {str(number): line for number, line in enumerate(self._lines) if wanted.fits(line)}
        shown = self._shown

        def rows(ids: Sequence[str]) -> Mapping[str, DueLine]:
            return {uid: shown[uid] for uid in ids if uid in shown}

        self.model.show(list(shown), rows)
        if shown:
            self.table.setCurrentIndex(self.model.index(min(here, len(shown) - 1), 1))
        self.nothing.setHidden(bool(shown))
        self.open_button.setEnabled(bool(shown))
        cases = len({(line.entity, line.case_uid) for line in shown.values()})
        self.told.setText(f"{len(shown):,} 项期限，{cases:,} 件案件。" if shown else "")

    def _on_change(self, _changed: object) -> None:
        if self.isVisible():
            self.look()

    def _lay_out(self) -> None:
        introduction = QLabel(_INTRODUCTION)
        introduction.setWordWrap(True)
        introduction.setProperty("muted", True)
        choices = QWidget()
        self._choices = FlowLayout(choices, gap=12, line_gap=6)
        several = len(self._areas) > 1
        for words, box in (
            ("期限(&G)", self.group),
            *((("案件(&K)", self.area),) if several else ()),
            ("单位(&U)", self.office),
            ("经办人(&H)", self.handler),
        ):
            box.setAccessibleName(words[: words.index("(")])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _row: self._show_rows())
            self._choices.addWidget(labelled(words, box))
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        below = QHBoxLayout()
        below.addWidget(self.open_button)
        below.addWidget(self.file_button)
        below.addStretch()
        below.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (introduction, choices, self.nothing, self.table, self.told):
            whole.addWidget(part, 1 if part is self.table else 0)
        whole.addLayout(below)
