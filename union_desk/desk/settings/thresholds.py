"""标准: the lines of the place by day, what applies now, and a new line with what looks doubtful in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.thresholds import ThresholdService, threshold_of
from union_desk.casework.values import Entry, Threshold, Version, in_force, standing_of
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import terms
from union_desk.desk.desk import Desk
from union_desk.desk.settings.parts import EntryBar, VersionList, WrappingTable, heading, words
from union_desk.desk.widgets import MoneyEdit

_HEADS: Final = ("标准", "现行（元）", "起用日期", "依据", "说明")
_AVERAGE: Final = "avg_wage_month_city"
# 劳动合同法 art 47: the base of compensation ends at three times the average wage.
_TIMES: Final = 3


class ThresholdPage(QWidget):
    def __init__(self, desk: Desk, service: ThresholdService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._service = desk, service
        self._kinds = [term.code for term in terms("threshold")]
        self.now = WrappingTable("现行标准", _HEADS, self)
        self.now.setRowCount(len(self._kinds))
        self.title = heading("")
        self.amount = MoneyEdit(self)
        self.bar = EntryBar("记下标准", self._doubts, amount=self.amount)
        self.versions = VersionList(_told)
        self._lay_out()
        why = lacking(desk.actor, Right.CONFIGURE)
        self.amount.setEnabled(not why)
        self.bar.set_editable(editable=not why, why=why)
        self.versions.set_editable(editable=not why, why=why)
        self.amount.changed.connect(self.bar.touched)
        self.now.itemSelectionChanged.connect(self._show_kind)
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        self.reload()
        self.now.selectRow(0)
        self.setFocusProxy(self.now)

    @property
    def kind(self) -> str:
        return self._kinds[max(0, self.now.currentRow())]

    def choose(self, kind: str) -> None:
        self.now.selectRow(self._kinds.index(kind))

    def reload(self) -> None:
        for row, kind in enumerate(self._kinds):
            versions = self._service.versions(self._desk.actor, kind)
            self.now.put(row, self._now(kind, versions), right=1)
        self.now.fit()
        self._show_kind()

    def _now(self, kind: str, versions: tuple[Version, ...]) -> tuple[str, ...]:
        label = next(term.label for term in terms("threshold") if term.code == kind)
        version = in_force(versions, self._desk.today)
        if version is None:
            return (label, "", "", "", "还没有录入")
        line = threshold_of(version)
        coming = [each for each in versions if standing_of(each, versions, self._desk.today) == "将来"]
        marks = ["样例，请核对"] if line.shipped else []
        if kind == _AVERAGE:
            marks.append(f"{_TIMES} 倍封顶 {format_fen(_TIMES * line.value_fen)} 元（推算）")
        marks += [f"{each.entry.from_on} 起 {format_fen(each.body['value_fen'])}" for each in coming[-1:]]
        source = "随程序提供" if line.shipped else version.entry.source
        return (label, format_fen(line.value_fen), str(line.from_on), source, "；".join(marks))

    def _show_kind(self) -> None:
        label = next(term.label for term in terms("threshold") if term.code == self.kind)
        self.title.setText(f"{label}：历次标准，下面录入新的一条")
        self.versions.show_versions(self._service.versions(self._desk.actor, self.kind), self._desk.today)
        self.bar.touched()

    def _line(self) -> tuple[Threshold, Entry]:
        fen = self.amount.value()
        if fen is None:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
            raise RuleBroken("请填写金额。", field="value_fen")
        entry = self.bar.entry()
        if not entry.source:
            raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
        return Threshold(self.kind, fen, entry.from_on, entry.doc_no), entry

    def _doubts(self) -> tuple[str, ...]:
        return self._service.doubts(self._desk.actor, self._line()[0])

    def _enter(self) -> None:
        try:
            line, entry = self._line()
            self._service.enter(self._desk.actor, line, entry.reason)
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.amount.set_value(None)
        self.bar.done()
        self.reload()
        self._desk.status(f"已记下标准：{line.text}")

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._service.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，原来的记录仍可查看。")

    def _lay_out(self) -> None:
        header = self.now.horizontalHeader()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        hint = words(muted=True)
        hint.setText("认定按申请那一天的标准；改标准是另记一条，已作的认定不变。上下键选标准。")
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        for part in (heading("现行标准"), hint, self.now, self.title, self.versions, self.bar):
            whole.addWidget(part)
        whole.addStretch()


def _told(version: Version, before: Version | None) -> str:
    fen = format_fen(version.body["value_fen"])
    return f"{format_fen(before.body['value_fen'])} → {fen}" if before else fen
