"""Section ① 当事人: who is in dispute with whom, who acts for them, and the roster of a collective case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.acts.fields import note, term
from union_desk.desk.acts.form import heading
from union_desk.desk.widgets import (
    DayEdit,
    Fold,
    GridColumn,
    GridEdit,
    GridRow,
    IdentityEdit,
    PhoneEdit,
    TermBox,
    TextEdit,
)
from union_desk.dispute.page.form import SIDES
from union_desk.dispute.page.known import Register
from union_desk.dispute.page.parties import PartiesEdit
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.values import Agent, Party

AGENT_COLUMNS: Final = (
    GridColumn("party_uid", "委托人", TermBox, 5),
    GridColumn("name", "代理人", TextEdit, 4),
    GridColumn("kind", "身份", term("agent_kind"), 5),
    GridColumn("phone", "电话", PhoneEdit, 5),
    GridColumn("authority", "代理权限", term("agent_authority"), 5),
    GridColumn("powers", "特别授权事项", note(1), 24, 1, more=True),
    GridColumn("id_no", "身份证号", IdentityEdit, 8, 2, more=True),
    GridColumn("sex", "性别", term("sex"), 3, 2, more=True),
    GridColumn("workplace", "工作单位", TextEdit, 13, 2, more=True),
    GridColumn("address", "地址", TextEdit, 12, 3, more=True),
    GridColumn("from_on", "委托起", DayEdit, 6, 3, more=True),
    GridColumn("to_on", "委托止", DayEdit, 6, 3, more=True),
)


class AgentsEdit(GridEdit):
    """Whoever acts for a party; the parties that are typed can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[tuple[str, str]] = ()
        self.setObjectName("agents")
        self.setAccessibleName("代理人")
        self.set_up(Agent, Agent, AGENT_COLUMNS)
        self.added.connect(self._offer_people)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.set_people(self._people)

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self.set_people(self._people)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        self._people = tuple(people)
        for row in self.rows:
            self._offer_people(row)

    def _offer_people(self, row: GridRow) -> None:
        cell = row.widget("party_uid")
        if isinstance(cell, TermBox):
            cell.set_choices(self._people)


class RosterLine(QWidget):
    """What the roster of a collective case comes to; its rows stand in their own section."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.link = style.make_link(QPushButton("查看名册", self))
        self.link.clicked.connect(lambda _on=False: self.wanted.emit("roster"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words, 1)
        line.addWidget(self.link)
        self.hide()

    def show_roster(self, roster: Sequence[Party]) -> None:
        self.words.setText(roster_words(roster))
        self.setVisible(bool(roster))


def roster_words(roster: Sequence[Party]) -> str:
    """名册 500 人，请求合计 6,000,000.00 元；代表：王芳、李强、沈佳；已同意协议 480 人"""
    chosen = "、".join(party.name for party in roster if party.representative) or "还没有推举"
    parts = [f"名册 {len(roster):,} 人", f"代表：{chosen}"]
    if claimed := sum(party.claim_fen or 0 for party in roster):
        parts.insert(1, f"请求合计 {yuan(claimed)} 元")
    if agreed := sum(1 for party in roster if party.consented):
        parts.append(f"已同意协议 {agreed:,} 人")
    return "；".join(parts)


class People(QWidget):
    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made in the order of the page: so Tab goes through them.
        self.applying = PartiesEdit("applying", SIDES["applying"], register, self)
        self.roster = RosterLine(self)
        self.opposing = PartiesEdit("opposing", SIDES["opposing"], register, self)
        self.open_agents = Fold(self)
        self.agents = AgentsEdit(self)
        self.open_beside = Fold(self)
        self.beside = PartiesEdit("beside", SIDES["beside"], register, self)
        self.open_beside.setText("第三人")
        self.open_agents.setText("代理人")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (
            *(heading("申请人", self), self.applying, self.roster),
            *(heading("被申请人", self), self.opposing),
            *(self.open_agents, self.agents, self.open_beside, self.beside),
        ):
            lines.addWidget(part)
        self.open_beside.fold(self.beside)
        self.open_agents.fold(self.agents)
        for grid in (self.agents, self.beside):
            grid.added.connect(lambda _row: self.settle())
            grid.removed.connect(lambda _place: self.settle())

    @property
    def lists(self) -> tuple[PartiesEdit, ...]:
        return (self.applying, self.opposing, self.beside)

    def named(self) -> tuple[tuple[str, str], ...]:
        """Return uid and name of every party that is typed so far."""
        return tuple(one for each in self.lists for one in each.people())

    def take_cursor(self) -> None:
        """Begin with the name of the first applicant; an empty case gets his row."""
        if not self.applying.rows:
            self.applying.add_row(focus=False)
        if not self.applying.goto("0.person.name"):
            self.applying.goto("0.employer.name")

    def settle(self) -> None:
        """Open what is filled in, and say how many there are."""
        for fold, grid, title in (
            (self.open_beside, self.beside, "第三人"),
            (self.open_agents, self.agents, "代理人"),
        ):
            count = len(grid.rows)
            fold.set_title(f"{title}：{count} 人" if count else f"{title}：没有")
            if count:
                fold.open()
