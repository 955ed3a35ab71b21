"""卷宗登记: the volumes of all closed cases, what is still to be bound, until when each is kept; prints.

screen = VolumeRegister(desk, services.volumes, services.office.name, window)
screen.show()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from union_desk.casework.volume_register import TITLE, render_lines
from union_desk.casework.volume_values import VolumeLine, VolumeState
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import act_button, labelled, offer
from union_desk.desk.printing import PrintSheet
from union_desk.desk.record_table import RecordTable
from union_desk.desk.register_job import RegisterJob
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.volumes.screen import VolumeScreen
from union_desk.desk.widgets import FlowLayout
from union_desk.desk.widgets.line import TextEdit

if TYPE_CHECKING:
    from union_desk.casework.volumes import Volumes
    from union_desk.desk.desk import Desk
    from union_desk.paper.job import Printed

_SIZE: Final = (66, 34)
_LINES: Final = 5
_OVER: Final = "over"
_OFFICE: Final = "单位(&U)"
_INTRODUCTION: Final = (
    "已结案（离档）的案子和它们的卷宗，还要装订的在最前面。回车打开卷宗；卷宗号和存放位置在卷宗里填写。"
)
_NOTHING: Final = "这里没有卷宗。案子结案（离档）以后会自动列在这里。"
_CHANGED: Final = "装订以后这件案子又办理过，请打开卷宗核对，需要的重新装订。"
_PAST: Final = "保管期已满"


def _state_tip(line: VolumeLine) -> str:
    return _CHANGED if line.state is VolumeState.CHANGED else line.state_label


def _number_tip(line: VolumeLine) -> str:
    return f"{line.number}：另有一卷也用这个号，请核对。" if line.twice else line.number


def _name_tip(line: VolumeLine) -> str:
    return f"{line.name}\n{line.number_shown}"


def _day(name: str) -> Callable[[VolumeLine], str]:
    def shown(line: VolumeLine) -> str:
        day = getattr(line, name)
        return day.isoformat() if day is not None else ""

    return shown


def _kept(line: VolumeLine) -> str:
    until = line.retention.until_on
    if until is None:
        return f"{line.retention.years} 年"
    return f"{until}（已满）" if line.over else until.isoformat()


def _why_kept(line: VolumeLine) -> str:
    return f"保管 {line.retention.years} 年。{line.retention.why}。"


def _is_urgent(line: VolumeLine) -> bool:
    return line.state is VolumeState.CHANGED


COLUMNS: Final[tuple[Column[VolumeLine], ...]] = (
    Column("state", "状态", attrgetter("state_label"), 7, urgent=_is_urgent, tooltip=_state_tip),
    Column("number", "卷宗号", attrgetter("number"), 12, urgent=attrgetter("twice"), tooltip=_number_tip),
    Column("name", "当事人", attrgetter("name"), 24, tooltip=_name_tip),
    Column("kind", "类别", attrgetter("kind_label"), 15),
    Column("closed", "结案日期", _day("closed_on"), 11),
    Column("bound", "装订日期", _day("bound_on"), 11),
    Column("pages", "页数", lambda line: f"{line.pages:,}" if line.pages else "", 5),
    Column("kept", "保管到", _kept, 15, urgent=attrgetter("over"), tooltip=_why_kept),
    Column("shelf", "存放位置", attrgetter("shelf"), 12, tooltip=attrgetter("shelf")),
    Column("case", "案号", attrgetter("number_shown"), 26, tooltip=attrgetter("number_shown")),
    Column("office", "单位", attrgetter("office_name"), 16),
)


class VolumeRegister(Dialog):
    """Stays open beside the work."""

    def __init__(self, desk: Desk, volumes: Volumes, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._volumes, self._own = desk, volumes, office
        self._lines: tuple[VolumeLine, ...] = ()
        self._shown: dict[str, VolumeLine] = {}
        self._choices: dict[str, QWidget] = {}
        self.setWindowTitle("卷宗登记")
        self.state, self.kind, self.office = QComboBox(), QComboBox(), QComboBox()
        self.text = TextEdit()
        self.told, self.nothing = QLabel(), QLabel(_NOTHING)
        self.told.setWordWrap(True)
        self.told.setAccessibleName("结果")
        self.nothing.setProperty("muted", True)
        self.model: RecordTableModel[VolumeLine] = RecordTableModel(COLUMNS, self)
        self.table = RecordTable(desk.preferences, "list/volumes")
        self.table.show_model(self.model)
        self.table.setColumnHidden(0, True)
        self.table.setAccessibleName("卷宗登记")
        self.open_button = act_button("打开卷宗(&O)", self.open_volume)
        self.case_button = act_button("打开案件(&C)", self.open_case)
        self.print_button = act_button("打印登记簿(&P)…", self.print_lines)
        self.close_button = act_button("关闭(&Q)", self.close)
        self._lay_out()
        self.table.opened.connect(lambda _beside: self.open_volume())
        self.table.typed.connect(self._typed)
        desk.changed.connect(self._on_change)
        self.resize(self.sizeHint())
        self.look()
        self.table.setFocus()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def look(self) -> None:
        """Read the register anew, and offer the kinds and offices that have volumes."""
        self._lines = self._volumes.register(self._desk.actor)
        states = [(each.value, term_label("volume_state", each)) for each in VolumeState]
        kinds = {line.kind: line.kind_label for line in self._lines}
        offices = {line.office: line.office_name for line in self._lines}
        offer(self.state, [("", "全部状态"), *states, (_OVER, _PAST)])
        offer(self.kind, [("", "全部类别"), *sorted(kinds.items())])
        offer(self.office, [("", "全部单位"), *sorted(offices.items())])
        self._choices[_OFFICE].setVisible(len(offices) > 1)
        self._show_rows()

    def open_volume(self) -> None:
        """Show the volume of the line over the register, which is read anew when it is left."""
        line = self._current()
        refusal = lacking(self._desk.actor, Right.PRINT)
        if line is None or refusal:
            self.told.setText(f"▲ {refusal}" if refusal else "")
            return
        try:
            screen = VolumeScreen(self._desk, self._volumes, (line.entity, line.case_uid), self)
        except (RuleBroken, StoreProblem) as error:
            self.told.setText(f"▲ {error.message}")
            return
        screen.finished.connect(lambda _result: self.look())
        screen.open()

    def open_case(self) -> None:
        line = self._current()
        if line is not None:
            self.hide()
            self._desk.open(line.entity, line.case_uid)
            self._desk.status("看完以后，从“工具”菜单的“卷宗登记”回到列表，还停在原处。")

    def print_lines(self) -> None:
        """Print what the list shows, in its order."""
        shown, desk, office = self._shown, self._desk, self._own

        def make(
            keys: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            lines = [shown[key] for key in keys]
            return render_lines(desk.actor, lines, office, desk.clock(), progress, cancelled)

        def log(keys: Sequence[str], into_file: bool) -> None:
            lines = [shown[key] for key in keys]
            self._volumes.log_register(desk.actor, lines, into_file=into_file)

        PrintSheet(desk, RegisterJob(TITLE, list(shown), make=make, log=log), self).open()

    # Inside.

    def _current(self) -> VolumeLine | None:
        index = self.table.currentIndex()
        return self._shown.get(self.model.uid(index.row())) if index.isValid() else None

    def _fits(self, line: VolumeLine) -> bool:
        state, kind, office = (str(box.currentData() or "") for box in (self.state, self.kind, self.office))
        sought = str(self.text.value() or "").strip().casefold()
        told = f"{line.number} {line.shelf} {line.name} {line.number_shown}".casefold()
        return (
            (not state or (line.over if state == _OVER else line.state == state))
            and (not kind or line.kind == kind)
            and (not office or line.office == office)
            and all(word in told for word in sought.split())
        )

    def _show_rows(self) -> None:
        here = max(self.table.currentIndex().row(), 0)
        shown = self._shown = {line.key: line for line in self._lines if self._fits(line)}

        def rows(keys: Sequence[str]) -> Mapping[str, VolumeLine]:
            return {key: shown[key] for key in keys if key in shown}

        self.model.show(list(shown), rows)
        if shown:
            self.table.setCurrentIndex(self.model.index(min(here, len(shown) - 1), 1))
        self.nothing.setHidden(bool(shown))
        for button in (self.open_button, self.case_button):
            button.setEnabled(bool(shown))
        for button in (self.open_button, self.print_button):
            refusal = lacking(self._desk.actor, Right.PRINT)
            button.setEnabled(button.isEnabled() and not refusal)
            button.setToolTip(refusal)
        self.told.setText(_sums(list(shown.values())))

    def _typed(self, text: str) -> None:
        """Begin to search with what was typed in the list."""
        self.text.setFocus()
        self.text.setText(self.text.text() + text)
        self._show_rows()

    def _on_change(self, _changed: object) -> None:
        if self.isVisible():
            self.look()

    def _lay_out(self) -> None:
        introduction = QLabel(_INTRODUCTION)
        introduction.setWordWrap(True)
        introduction.setProperty("muted", True)
        choices = QWidget()
        flow = FlowLayout(choices, gap=12, line_gap=6)
        for words, box in (("状态(&S)", self.state), ("类别(&K)", self.kind), (_OFFICE, self.office)):
            box.setAccessibleName(words[: words.index("(")])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _row: self._show_rows())
            self._choices[words] = labelled(words, box)
            flow.addWidget(self._choices[words])
        self.text.setAccessibleName("查找")
        self.text.setPlaceholderText("卷宗号、当事人、案号、存放位置")
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.text.textChanged.connect(lambda _text: self._show_rows())
        flow.addWidget(labelled("查找(&F)", self.text))
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        below = QHBoxLayout()
        for button in (self.open_button, self.case_button, self.print_button):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (introduction, choices, self.nothing, self.table, self.told):
            whole.addWidget(part, 1 if part is self.table else 0)
        whole.addLayout(below)


def _sums(lines: Sequence[VolumeLine]) -> str:
    """共 12 卷：已变动 1，未装订 3，已装订 8（1,024 页），保管期已满 2。"""
    if not lines:
        return ""
    counts = [
        f"{term_label('volume_state', each)} {count:,}"
        for each in (VolumeState.CHANGED, VolumeState.UNBOUND, VolumeState.OPEN, VolumeState.BOUND)
        if (count := sum(line.state is each for line in lines))
    ]
    if over := sum(line.over for line in lines):
        counts.append(f"{_PAST} {over:,}")
    if twice := sum(line.twice for line in lines):
        counts.append(f"卷宗号重复 {twice:,}")
    return f"共 {len(lines):,} 卷：{'，'.join(counts)}；装订 {sum(line.pages for line in lines):,} 页。"
