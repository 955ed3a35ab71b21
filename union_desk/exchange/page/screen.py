"""街道数据: the stores that exchange packages, the 交接记录, and what is to be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.exchange.page.words import button, label, moment, size_words, spans_words
from union_desk.exchange.values import Handover, Site, SiteState

_LINES: Final = 4
_NO_SITES: Final = (
    "还没有与别的单位交换过数据。区总工会用“发放街道数据”给街道做第一份；"
    "街道第一次打开程序时选“打开区总工会发放的数据”。"
)
_NO_LOG: Final = "还没有收到或发出过数据包。"


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One store with the numbers that its last package brought."""

    site: Site
    numbers: str


def _state(row: SiteRow) -> str:
    site = row.site
    if site.state is SiteState.REVOKED:
        return f"已停用 {moment(site.revoked_at)}（{site.revoked_why}）"
    return "本单位" if site.is_own else "在用"


def _received(row: SiteRow) -> str:
    site = row.site
    if site.received_at is None:
        return "" if site.is_own else "还没有收到过"
    return f"{moment(site.received_at)} 第 {site.received_number} 号"


SITES: Final[tuple[Column[SiteRow], ...]] = (
    Column("name", "单位", lambda row: row.site.office_name, 18, tooltip=lambda row: row.site.office_name),
    Column("code", "代码", lambda row: row.site.office, 6),
    Column(
        "state",
        "状态",
        _state,
        14,
        tooltip=_state,
        urgent=lambda row: row.site.state is SiteState.REVOKED,
    ),
    Column("received", "最近收到", _received, 24, tooltip=_received),
    Column("numbers", "收到的号", lambda row: row.numbers, 18, tooltip=lambda row: row.numbers),
    Column("sent", "最近发给它", lambda row: moment(row.site.sent_at), 16),
    Column("waiting", "还没发给它", lambda row: f"{row.site.waiting:,} 次" if row.site.waiting else "", 10),
)


def _numbers(line: Handover) -> str:
    return spans_words(line.spans)


def _fate(line: Handover) -> str:
    if line.taken_back_at is not None:
        return f"{moment(line.taken_back_at)} 由{line.taken_back_by}退回"
    if line.outgoing:
        return "已发出"
    return f"已收入，{line.conflicts} 处冲突" if line.conflicts else "已收入"


def _how_much(line: Handover) -> str:
    return f"{line.sets:,} 次 {size_words(line.size)}"


LOG: Final[tuple[Column[Handover], ...]] = (
    Column("at", "时间", lambda line: moment(line.at), 16),
    Column("title", "数据包", lambda line: line.title, 22, tooltip=lambda line: line.title),
    Column("by", "经办", lambda line: line.by, 8, tooltip=lambda line: line.by),
    Column("much", "修改", _how_much, 14, tooltip=_how_much),
    Column("fate", "结果", _fate, 18, tooltip=_fate),
    Column("numbers", "号", _numbers, 18, tooltip=_numbers),
    Column("file", "文件", lambda line: line.file_name, 20, tooltip=lambda line: line.file_name),
)


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of the screen do."""

    take: Callable[[], object]
    hand_in: Callable[[], object]
    receipt: Callable[[Site], object]
    issue: Callable[[], object]
    revoke: Callable[[Site], object]
    settle: Callable[[], object]
    alike: Callable[[], object]
    print: Callable[[str], object]
    take_back: Callable[[Handover], object]


class ExchangeScreen(QScrollArea):
    """`read()` returns sites, log and the number of open conflicts."""

    def __init__(
        self,
        desk: Desk,
        read: Callable[[], tuple[tuple[Site, ...], tuple[Handover, ...], int]],
        acts: Acts,
        parent: QWidget | None = None,
        *,
        is_district: bool,
    ) -> None:
        super().__init__(parent)
        self._desk, self._read, self._is_district = desk, read, is_district
        self._sites: dict[str, SiteRow] = {}
        self._log: dict[str, Handover] = {}
        self.sites = _table(desk, "sites", "单位", SITES, self)
        self.log = _table(desk, "log", "交接记录", LOG, self)
        self.no_sites = label("没有单位", _NO_SITES, muted=True)
        self.no_log = label("没有交接", _NO_LOG, muted=True)
        self.take_button = style.make_primary(button("收数据包…(&R)", acts.take))
        self.hand_in_button = button("上交数据包…(&S)", acts.hand_in)
        self.receipt_button = button("做回执…(&S)", lambda: self._with_site(acts.receipt))
        self.issue_button = button("发放街道数据…(&I)", acts.issue)
        self.revoke_button = button("停用…(&V)", lambda: self._with_site(acts.revoke))
        self.settle_button = button("处理冲突…(&X)", acts.settle)
        self.alike_button = button("疑似同一人…(&Y)", acts.alike)
        self.print_button = button(
            "打印交接单…(&J)", lambda: self._with_line(lambda one: acts.print(one.uid))
        )
        self.back_button = button("退回整个数据包…(&U)", lambda: self._with_line(acts.take_back))
        self._lay_out()
        for table in (self.sites, self.log):
            table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.sites.opened.connect(lambda _beside: self.receipt_button.click())
        self.log.opened.connect(lambda _beside: self.print_button.click())
        desk.changed.connect(self._on_changed)
        self.setFocusProxy(self.take_button)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read all anew."""
        sites, log, conflicts = self._read()
        numbers = {
            line.other: _numbers(line)
            for line in reversed(log)
            if not line.outgoing and line.taken_back_at is None
        }
        self._sites = {site.uid: SiteRow(site, numbers.get(site.word, "")) for site in sites}
        self._log = {line.uid: line for line in log}
        _show(self.sites, self._sites)
        _show(self.log, self._log)
        self.no_sites.setVisible(not sites)
        self.no_log.setVisible(not log)
        self.settle_button.setText(f"处理冲突 {conflicts:,}…(&X)" if conflicts else "处理冲突…(&X)")
        self._enable()

    def _on_changed(self, _changed: object) -> None:
        if self.isVisible():
            self.reload()

    def _site(self) -> Site | None:
        row = self._sites.get(_current(self.sites))
        return row.site if row is not None else None

    def _line(self) -> Handover | None:
        return self._log.get(_current(self.log))

    def _with_site(self, act: Callable[[Site], object]) -> None:
        site = self._site()
        if site is not None:
            act(site)

    def _with_line(self, act: Callable[[Handover], object]) -> None:
        line = self._line()
        if line is not None:
            act(line)

    def _enable(self) -> None:
        site, line, actor = self._site(), self._line(), self._desk.actor
        active = site is not None and not site.is_own and site.state is SiteState.ACTIVE
        for each, right, fits, why in (
            (self.take_button, Right.DECIDE, True, ""),
            (self.hand_in_button, Right.DECIDE, True, ""),
            (self.receipt_button, Right.DECIDE, active, "先选一个在用的街道。"),
            (self.issue_button, Right.KEEP_STORE, True, ""),
            (self.revoke_button, Right.KEEP_STORE, active, "先选一个在用的街道。"),
            (self.print_button, Right.PRINT, line is not None, "先选一次交接。"),
        ):
            _allow(each, actor, right, "" if fits else why)
        why_not = line.why_not_back if line is not None else "先选一次收到的数据包。"
        _allow(self.back_button, actor, Right.DECIDE, why_not)
        for each in (self.receipt_button, self.issue_button, self.revoke_button):
            each.setVisible(self._is_district)
        self.hand_in_button.setVisible(not self._is_district)

    def _lay_out(self) -> None:
        heading, log_heading = label("标题", "街道数据"), label("标题", "交接记录")
        heading.setProperty("title", True)
        log_heading.setProperty("heading", True)
        acts, of_log = QWidget(), QWidget()
        top, below = FlowLayout(acts, gap=6, line_gap=6), FlowLayout(of_log, gap=6, line_gap=6)
        sending = (self.hand_in_button, self.issue_button, self.receipt_button, self.revoke_button)
        for each in (self.take_button, *sending, self.settle_button, self.alike_button):
            top.addWidget(each)
        for each in (self.print_button, self.back_button):
            below.addWidget(each)
        least = self.fontMetrics().lineSpacing() * _LINES
        for table in (self.sites, self.log):
            table.setMinimumHeight(least)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(8)
        for part in (heading, acts, self.no_sites):
            whole.addWidget(part)
        whole.addWidget(self.sites, 2)
        whole.addWidget(log_heading)
        whole.addWidget(self.no_log)
        whole.addWidget(self.log, 3)
        whole.addWidget(of_log)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("街道数据")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _allow(each: QPushButton, actor: Actor, right: Right, why_not: str) -> None:
    refusal = lacking(actor, right) or why_not
    each.setEnabled(not refusal)
    each.setToolTip(refusal)


def _table(
    desk: Desk, name: str, title: str, columns: tuple[Column[Any], ...], parent: QWidget
) -> RecordTable:
    model: RecordTableModel[Any] = RecordTableModel(columns, parent)
    table = RecordTable(desk.preferences, f"list/exchange/{name}")
    table.show_model(model)
    table.setColumnHidden(0, True)
    table.setAccessibleName(title)
    return table


def _show(table: RecordTable, rows: Mapping[str, object]) -> None:
    model = table.model()
    if not isinstance(model, RecordTableModel):
        return
    held = _current(table)
    model.show(list(rows), lambda ids: {uid: rows[uid] for uid in ids if uid in rows})
    if rows:
        place = list(rows).index(held) if held in rows else 0
        table.setCurrentIndex(model.index(place, 1))


def _current(table: RecordTable) -> str:
    model, index = table.model(), table.currentIndex()
    return model.uid(index.row()) if isinstance(model, RecordTableModel) and index.isValid() else ""
