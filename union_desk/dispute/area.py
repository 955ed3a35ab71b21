"""What 劳动争议 offers the window: its list, its page, the walk-in, commands, search and the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.area import ActArea, AreaNames
from union_desk.desk.acts.columns import CHANGED, DUE, NEXT_STEP, dated, summed, told
from union_desk.desk.acts.linked import Linked, nothing_linked
from union_desk.desk.area_view import SET_BY_OFFICE
from union_desk.desk.case_list import ListPlan, ListSource
from union_desk.desk.form_job import FormsToPrint
from union_desk.desk.list_views import ViewKeeper
from union_desk.desk.navigation import Area, Command, WorkbenchSection
from union_desk.desk.service_list import ServiceList, ServiceSearch
from union_desk.desk.table_model import Column
from union_desk.dispute.page.filters import VIEWS, case_filters, wanted
from union_desk.dispute.page.life.commands import GROUP, LIFE_COMMANDS
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.rules.numbers import DISPUTE_SERIES
from union_desk.dispute.rules.states import State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import CaseFilter, CaseRow, CaseSums

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.casework.views import SavedViews
    from union_desk.desk.desk import Desk
    from union_desk.dispute.page.known import People
    from union_desk.dispute.page.page import DisputePage
    from union_desk.dispute.page.walk_in import WalkInDialog
    from union_desk.dispute.service import DisputeService

NAME: Final = "dispute"
ENTITY: Final = "dispute_case"
TITLE: Final = "劳动争议"
WALK_IN: Final = "dispute_walk_in"
HALF_ACT: Final = "dispute_act"
_STEPS_GROUP: Final = "案件步骤"
# Changes of these tables may show in the list.
_TABLES: Final = (
    frozenset({"dispute_case", "dispute_party", "dispute_claim", "dispute_event", "dispute_step"})
    | {"dispute_agreement", "dispute_payment", "dispute_service", "dispute_limitation_event"}
    | {"person", "employer"}
    | SET_BY_OFFICE
)


def _number(row: CaseRow) -> str:
    return DISPUTE_SERIES.listed(row.number_shown) if row.number else "咨询"


# What does not fit beside an open page folds away from the right: what comes next stays in sight.
COLUMNS: Final[tuple[Column[CaseRow], ...]] = (
    Column("number", "案号", _number, 13, sort="number", tooltip=attrgetter("number_shown")),
    told("applicant", "申请人", 8),
    told("state_label", "状态", 6),
    NEXT_STEP,
    DUE,
    told("respondent", "被申请人", 14),
    told("cause", "案由", 11),
    summed("claimed_fen", "请求金额"),
    summed("paid_fen", "已付", hidden=True),
    Column("grade", "等级", lambda row: term_label("dispute_grade", row.grade), 5, sort="grade", hidden=True),
    Column("headcount", "人数", lambda row: str(row.headcount), 4, right=True, sort="headcount", hidden=True),
    told("office_name", "单位工会", 14, hidden=True),
    told("handler", "经办人", 6, hidden=True),
    dated("came_on", "来访日期"),
    dated("received_on", "收到申请"),
    dated("closed_on", "结案日期"),
    CHANGED,
)


def dispute_area(
    desk: Desk,
    disputes: DisputeService,
    people: People,
    *,
    offices: Sequence[tuple[str, str]] = (),
    views: SavedViews | None = None,
    attachments: AttachmentService | None = None,
    linked: Linked = nothing_linked,
) -> Area:
    """Make the area; `offices` are code and name of every office whose cases this store holds.

    `linked` tells of a case which records of areas above this one are about the same matter.
    """
    area = _DisputeArea(desk, disputes, people)
    area.linked = linked
    area.offices = tuple(offices)
    area.views = ViewKeeper(views, desk.actor, ENTITY, VIEWS) if views is not None else None
    area.attachments = attachments
    return Area(
        name=NAME,
        title=TITLE,
        icon="handshake",
        entities=(ENTITY,),
        make_list=area.make_list,
        make_page=area.make_page,
        commands=area.commands(),
        search=(ServiceSearch(disputes, desk.actor, TITLE, ENTITY),),
        print_selected=area.print_job,
        workbench=area.workbench,
        half_done={WALK_IN: area.walk_in, HALF_ACT: area.reopen},
    )


def sums_said(sums: CaseSums) -> str:
    """涉及 41 人 · 请求 120,000.00 元 · 协议 80,000.00 元 · 已付 60,000.00 元"""
    if not sums.cases:
        return ""
    money = (("请求", sums.claimed_fen), ("协议", sums.agreed_fen), ("已付", sums.paid_fen))
    return " · ".join(
        [f"涉及 {sums.persons:,} 人", *(f"{word} {yuan(fen)} 元" for word, fen in money if fen)]
    )


class _DisputeArea(ActArea["DisputePage"]):
    """Keeps the list, the pages and the walk-in that are shown, for the commands that concern them."""

    names = AreaNames(NAME, ENTITY, TITLE, "dispute_state")

    def __init__(self, desk: Desk, disputes: DisputeService, people: People) -> None:
        super().__init__(desk, disputes)
        self._disputes, self._people = disputes, people
        self.linked: Linked = nothing_linked
        self._walk_in: WalkInDialog | None = None
        self._new = self.command(
            "walk_in", "来访登记…", self.walk_in, "Ctrl+N", words="lfdj zx 咨询", right=Right.EDIT
        )

    def plan(self) -> ListPlan:
        return ListPlan(
            entity=ENTITY,
            title=TITLE,
            columns=COLUMNS,
            unit="件",
            filters=case_filters(self.offices),
            new=self._new,
            empty="还没有案件。有人来访，按 Ctrl+N 登记：谁、哪家单位、什么事。",
            hint="姓名、单位、拼音、案号",
            tables=_TABLES,
            views=self.views,
        )

    def source(self) -> ListSource:
        return ServiceList(self._disputes, self.desk.actor, wanted, sums_said)

    def new_page(self) -> DisputePage:
        from union_desk.dispute.page.page import DisputePage  # noqa: PLC0415 - loaded when first opened

        return DisputePage(
            self.desk,
            self._disputes,
            self._people,
            print_job=self.print_job,
            attachments=self.attachments,
            linked=self.linked,
        )

    def offer(self) -> FormsToPrint:
        from union_desk.dispute.prints.forms import dispute_forms  # noqa: PLC0415 - loaded when first used

        return FormsToPrint(dispute_forms(self._disputes), self.desk.actor, self.desk.clock)

    def walk_in(self, key: str = "") -> None:
        """Ask at the counter who came and what for; `key` goes on with one that was not finished."""
        from union_desk.desk.acts.quick import open_quick  # noqa: PLC0415 - when needed
        from union_desk.dispute.page.walk_in import WalkInDialog  # noqa: PLC0415 - when needed

        if self._walk_in is not None and isValid(self._walk_in) and self._walk_in.isVisible():
            if not key:
                self._walk_in.activateWindow()
                return
            self._walk_in.reject()
        self._walk_in = WalkInDialog(
            self.desk,
            self._disputes,
            self._people,
            self.open_case,
            QApplication.activeWindow(),
            key=key,
        )
        open_quick(self._walk_in)

    def commands(self) -> tuple[Command, ...]:
        command = self.command
        return (
            self._new,
            command("new", "新建案件（整页）", self.open_new, "Ctrl+Shift+N", words="xjaj", right=Right.EDIT),
            *self.page_commands(),
            command("mediators", "调解员名册…", self._show_mediators, menu="工具", words="tjymc 调解员"),
            *self.step_commands(STEPS, _STEPS_GROUP),
            *self.life_commands(LIFE_COMMANDS, GROUP),
        )

    def workbench(self) -> Sequence[WorkbenchSection]:
        """Count the states, each opens its list; name what was changed last."""
        actor = self.desk.actor
        counts = self._disputes.sums(actor, self._disputes.ids(actor, CaseFilter())).by_state
        return (
            WorkbenchSection(
                TITLE, self.state_rows(State, counts), "还没有案件。在“劳动争议”里按 Ctrl+N 登记来访。"
            ),
            WorkbenchSection("最近办理的案件", self.recent_rows()),
        )

    def reopen(self, key: str) -> None:
        """Open the sheet that was put away half typed: the case and the code of the act."""
        from union_desk.dispute.page.life.reopening import reopen  # noqa: PLC0415 - loaded when first used

        uid, _slash, code = key.partition("/")
        self.desk.open(ENTITY, uid)
        page = self.shown()
        if page is not None and page.uid == uid:
            reopen(page, code)

    def _show_mediators(self) -> None:
        from union_desk.dispute.page.life.register import RegisterScreen  # noqa: PLC0415 - loaded when first used

        RegisterScreen(self.desk, self._disputes, QApplication.activeWindow()).open()
