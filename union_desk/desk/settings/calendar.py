"""调休: a year entered from the State Council's notice, on a year view, with what looks wrong in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.calendars import CalendarService
from union_desk.casework.calendars import YearView as Held
from union_desk.casework.values import Version
from union_desk.core.arrangement import FIRST_YEAR, LAST_YEAR, differences, read_notice, runs_of
from union_desk.core.calendar import Arrangement
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.settings.parts import EntryBar, VersionList, heading, named, words
from union_desk.desk.settings.year_view import YearView

_PLACEHOLDER = (
    "把国务院办公厅通知中的几行粘贴到这里，例如：\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。"
)


class CalendarPage(QWidget):
    def __init__(self, desk: Desk, service: CalendarService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._service = desk, service
        self._held: Held | None = None
        self.year = QSpinBox(self)
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.lineEdit().setAccessibleName("年份")
        self.state = words()
        self.notice = QPlainTextEdit(self)
        self.notice.setTabChangesFocus(True)
        self.notice.setPlaceholderText(_PLACEHOLDER)
        self.notice.setFixedHeight(self.fontMetrics().height() * 6)
        self.read = QPushButton("从通知读出", self)
        self.runs = words()
        self.conflict = words(muted=True)
        self.view = YearView(self)
        self.day = words()
        self.bar = EntryBar("保存放假安排", self._doubts, with_day=False)
        self.bar.document.setPlaceholderText("通知的文号")
        self.versions = VersionList(_told)
        self._lay_out()
        self._why = lacking(desk.actor, Right.CONFIGURE)
        for part in (self.notice, self.read):
            part.setEnabled(not self._why)
            part.setToolTip(self._why)
        self.bar.set_editable(editable=not self._why, why=self._why)
        self.versions.set_editable(editable=not self._why, why=self._why)
        self.year.valueChanged.connect(lambda _year: self.reload())
        self.read.clicked.connect(lambda _on=False: self._read())
        self.view.changed.connect(self._on_turned)
        self.view.moved.connect(self.day.setText)
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        wanted = service.year_wanted(desk.actor)
        self.year.setValue(wanted or desk.today.year)
        self.reload()
        self.setFocusProxy(self.year)

    def reload(self) -> None:
        """Show a year as it is kept; what was typed for another one is gone."""
        self._held = self._service.year(self._desk.actor, self.year.value())
        self.notice.clear()
        self.bar.done()
        self.view.show_year(self._held.arrangement, editable=not self._why)
        self.versions.show_versions(self._held.versions, self._desk.today)
        self.state.setText(_state(self._held))
        self._tell(self._held.arrangement)

    def _on_turned(self, arrangement: Arrangement) -> None:
        self.bar.touched()
        self._tell(arrangement)

    def _tell(self, arrangement: Arrangement) -> None:
        """Say how long each festival lasts, and what is other than shipped."""
        runs = "；".join(run.text for run in runs_of(arrangement))
        worked = "、".join(f"{day.month}月{day.day}日" for day in sorted(arrangement.worked))
        self.runs.setText(f"{runs}。" + (f"调休上班：{worked}。" if worked else "没有调休上班的周末。"))
        shipped = self._held.shipped if self._held else None
        other = differences(shipped, arrangement) if shipped else ()
        self.conflict.setText(f"与随程序提供的不同：{'；'.join(other)}。" if other else "")
        self.conflict.setVisible(bool(other))

    def _read(self) -> None:
        try:
            found = read_notice(self.year.value(), self.notice.toPlainText())
        except RuleBroken as broken:
            self.bar.show_problem(broken.message)
            self.notice.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.view.show_year(found)
        self._on_turned(found)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrangement(self) -> Arrangement:
        entry = self.bar.entry(date(self.year.value(), 1, 1))
        if not entry.doc_no:
            raise RuleBroken("请填写通知的文号，例如 国办发明电〔2026〕1号。", field="doc_no")
        return replace(self.view.arrangement, source=entry.doc_no)

    def _doubts(self) -> tuple[str, ...]:
        return self._service.doubts(self._desk.actor, self._arrangement())

    def _enter(self) -> None:
        try:
            reason = self.bar.entry(date(self.year.value(), 1, 1)).reason
            self._service.enter(self._desk.actor, self._arrangement(), reason)
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status(f"已保存 {self.year.value()} 年的放假安排，各项期限已按它重新计算。")

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._service.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，期限已重新计算。")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(named("年份", self.year))
        top.addWidget(self.year)
        top.addWidget(self.state, 1)
        notice = QGridLayout()
        notice.addWidget(named("通知原文", self.notice), 0, 0)
        notice.addWidget(self.notice, 1, 0)
        notice.addWidget(self.read, 1, 1, Qt.AlignmentFlag.AlignTop)
        notice.setColumnStretch(0, 1)
        hint = words(muted=True)
        hint.setText("年历上：方向键移动，翻页键换月，空格键改为休或班。")
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(notice)
        for part in (self.runs, self.conflict, hint, self.view, self.day, self.bar):
            whole.addWidget(part)
        whole.addWidget(heading("各版"))
        whole.addWidget(self.versions)
        whole.addStretch()


def _state(held: Held) -> str:
    year = held.arrangement.year
    if held.estimated:
        return f"{year} 年还没有录入，期限暂按周六、周日和法定节假日推算。"
    if held.own:
        return f"本单位录入：{held.arrangement.source}"
    return f"随程序提供：{held.arrangement.source}"


def _told(version: Version, before: Version | None) -> str:
    del before
    off, worked = len(version.body["off"]), len(version.body["worked"])
    return f"放假的周一至周五 {off} 天，调休上班 {worked} 天"
