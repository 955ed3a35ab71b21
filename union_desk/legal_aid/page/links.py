"""Section 关联: the dispute, the file and the advice of the same matter; money counts once (C5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QVBoxLayout, QWidget

from union_desk.core.rights import Right
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.dispute.rules.figure import yuan
from union_desk.legal_aid.page.life.ground import acting
from union_desk.legal_aid.page.sections import Case, CaseSection, Doing
from union_desk.legal_aid.values import LinkedCase

DISPUTE: Final = "dispute_case"
_KINDS: Final = {DISPUTE: "劳动争议", "hardship_file": "困难职工档案", "consultation": "咨询"}
_FIELDS: Final = {DISPUTE: "dispute_uid", "hardship_file": "file_uid"}
_EMPTY: Final = "没有关联的争议、档案和咨询。"


class Links(CaseSection):
    title: ClassVar = "关联"
    places: ClassVar = frozenset({"dispute_uid", "file_uid", "consultation_uid", "counted_elsewhere"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        self._case: Case | None = None
        self.list = RecordList("同一件事的案件和档案", "", acting(doing), Right.EDIT, self)
        self.make = self.list.beside_add(QPushButton("转劳动争议(&J)"))
        self.make.setToolTip("按这件援助案件登记争议，不用再填")
        self.join = self.list.beside_add(QPushButton("关联已有争议 ▾"))
        self.join.setToolTip("申请人作为当事人的争议")
        self.counted = QCheckBox("金额并计入调解案件（同一笔钱只算一次）", self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.list)
        lines.addWidget(self.counted)
        self.make.clicked.connect(lambda _on=False: self.make_dispute())
        self.join.clicked.connect(lambda _on=False: self.offer())
        self.counted.clicked.connect(self._count)

    def show_case(self, case: Case | None) -> None:
        self._case = case
        links = case.view.links if case is not None else ()
        writable = case is not None and case.may_write()
        linked = any(link.entity == DISPUTE for link in links)
        self.list.show_lines([self._line(link, writable=writable) for link in links], _EMPTY)
        self.make.setVisible(not linked)
        self.join.setVisible(not linked and bool(self._found()))
        for button in (self.make, self.join):
            button.setEnabled(writable and not self.list.refusal)
        self.counted.setVisible(linked)
        late = case is not None and case.may_write(late=True)
        self.counted.setEnabled(late and not self.list.refusal)
        self.counted.setChecked(case is not None and case.view.form.counted_elsewhere)

    def lead_to(self, _place: str, _step: str) -> bool:
        first = next((each for each in (self.counted, self.make, self.join) if each.isVisible()), None)
        if first is not None:
            first.setFocus()
        return first is not None

    def make_dispute(self) -> None:
        """Register the dispute that the case is about, and open it; nothing is typed once more."""
        case = self._case
        if case is None or not self.doing.save():
            return
        made: list[str] = []

        def what() -> str:
            saved = case.service.to_dispute(case.actor, case.uid)
            made.append(saved.uid)
            return saved.work_uid

        if self.doing.do(None, "已登记争议，关联", what):
            self.doing.desk.open(DISPUTE, made[0])

    def offer(self) -> None:
        """Offer the disputes of the applicant."""
        menu = QMenu(self)
        for link in self._found():
            action = QAction("　".join(part for part in (link.title, link.state) if part), menu)
            action.triggered.connect(partial(self._join, link.uid))
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.join.mapToGlobal(self.join.rect().bottomLeft()))

    def _found(self) -> Sequence[LinkedCase]:
        case = self._case
        return case.service.disputes_to_link(case.actor, case.uid) if case is not None else ()

    def _line(self, link: LinkedCase, *, writable: bool) -> Line:
        acts = [("打开", partial(self.doing.desk.open, link.entity, link.uid, beside=True))]
        if writable and link.entity in _FIELDS:
            acts.append(("取消关联", partial(self._part, link)))
        return Line(words_of(link), tuple(acts), refusals={"打开": ""})

    def _join(self, uid: str, _on: bool = False) -> None:
        self._write("已关联争议", dispute_uid=uid)

    def _part(self, link: LinkedCase) -> None:
        changed: dict[str, Any] = {_FIELDS[link.entity]: ""}
        if link.entity == DISPUTE:
            changed["counted_elsewhere"] = False
        self._write(f"已取消与{_KINDS[link.entity]}的关联", **changed)

    def _count(self, on: bool) -> None:
        self._write("已并计入调解案件" if on else "已改为在本案计算", counted_elsewhere=on)

    def _write(self, done: str, **changed: Any) -> None:
        case = self._case
        if case is None:
            return

        def what() -> str:
            form = case.service.form(case.actor, case.uid)
            return case.service.save(case.actor, replace(form, **changed), case.uid).work_uid

        if not self.doing.do(None, done, what):
            self.show_case(case)


def words_of(link: LinkedCase) -> str:
    """劳动争议　张三 诉 某某电子　钱塘工调〔2026〕白杨第0012号　履行中　到账 5,000.00 元（本案并计）"""
    money = f"到账 {yuan(link.recovered_fen)} 元" if link.recovered_fen else ""
    if money and link.entity == DISPUTE:
        money += "（在那里计算，本案并计）" if link.counted else "（另有一笔，两案各计各的）"
    kind = _KINDS.get(link.entity, "")
    title = link.title.removeprefix(f"{kind} ")
    return "　".join(part for part in (kind, title, link.state, money) if part)
