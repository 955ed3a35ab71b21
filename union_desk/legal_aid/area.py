"""What 法律援助 offers the window: its list, its page, commands, search and the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from union_desk.core.rights import Right
from union_desk.desk.acts.area import ActArea, AreaNames
from union_desk.desk.acts.columns import CHANGED, DUE, NEXT_STEP, dated, summed, told
from union_desk.desk.area_view import SET_BY_OFFICE
from union_desk.desk.case_list import ListPlan, ListSource
from union_desk.desk.form_job import FormsToPrint
from union_desk.desk.list_views import ViewKeeper
from union_desk.desk.navigation import Area, Command, WorkbenchSection
from union_desk.desk.service_list import ServiceList, ServiceSearch
from union_desk.desk.table_model import Column
from union_desk.dispute.rules.figure import yuan
from union_desk.legal_aid.page.filters import VIEWS, aid_filters, wanted
from union_desk.legal_aid.page.life.commands import GROUP, LIFE_COMMANDS
from union_desk.legal_aid.rules.numbers import AID_SERIES
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidFilter, AidRow, AidSums

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.casework.views import SavedViews
    from union_desk.desk.desk import Desk
    from union_desk.dispute.page.known import People
    from union_desk.legal_aid.page.page import AidPage
    from union_desk.legal_aid.service import LegalAidService

NAME: Final = "legal_aid"
ENTITY: Final = "aid_case"
TITLE: Final = "法律援助"
HALF_ACT: Final = "aid_act"
_STEPS_GROUP: Final = "援助步骤"
# Changes of these tables may show in the list.
_TABLES: Final = (
    frozenset({"aid_case", "aid_service", "aid_item", "aid_step", "aid_event", "aid_assignment"})
    | {"aid_provider", "person", "employer"}
    | SET_BY_OFFICE
)


def _number(row: AidRow) -> str:
    return AID_SERIES.listed(row.number_shown) if row.number else ""


# What does not fit beside an open page folds away from the right: what comes next stays in sight.
COLUMNS: Final[tuple[Column[AidRow], ...]] = (
    Column("number", "案号", _number, 13, sort="number", tooltip=attrgetter("number_shown")),
    told("applicant", "申请人", 7),
    told("state_label", "状态", 6),
    NEXT_STEP,
    DUE,
    told("services", "援助方式", 11),
    told("opponent", "对方", 13),
    told("provider", "承办人", 7),
    told("cause", "案由", 11, hidden=True),
    summed("claimed_fen", "请求金额"),
    summed("paid_fen", "到账", hidden=True),
    told("office_name", "受理单位", 14, hidden=True),
    told("handler", "经办人", 6, hidden=True),
    dated("came_on", "来访日期"),
    dated("closed_on", "结案日期"),
    CHANGED,
)


def legal_aid_area(
    desk: Desk,
    aid: LegalAidService,
    people: People,
    *,
    offices: Sequence[tuple[str, str]] = (),
    views: SavedViews | None = None,
    attachments: AttachmentService | None = None,
) -> Area:
    """Make the area; `offices` are code and name of every office whose cases this store holds."""
    area = _AidArea(desk, aid, people)
    area.offices = tuple(offices)
    area.views = ViewKeeper(views, desk.actor, ENTITY, VIEWS) if views is not None else None
    area.attachments = attachments
    return Area(
        name=NAME,
        title=TITLE,
        icon="scale",
        entities=(ENTITY,),
        make_list=area.make_list,
        make_page=area.make_page,
        commands=area.commands(),
        search=(ServiceSearch(aid, desk.actor, TITLE, ENTITY),),
        print_selected=area.print_job,
        workbench=area.workbench,
        half_done={HALF_ACT: area.reopen},
    )


def sums_said(sums: AidSums) -> str:
    """援助 41 次 · 请求 120,000.00 元 · 支持 80,000.00 元 · 到账 60,000.00 元"""
    if not sums.cases:
        return ""
    money = (("请求", sums.claimed_fen), ("支持", sums.won_fen), ("到账", sums.paid_fen))
    return " · ".join(
        [f"援助 {sums.services:,} 次", *(f"{word} {yuan(fen)} 元" for word, fen in money if fen)]
    )


class _AidArea(ActArea["AidPage"]):
    """Keeps the list and the pages that are shown, for the commands that concern them."""

    names = AreaNames(NAME, ENTITY, TITLE, "aid_state")

    def __init__(self, desk: Desk, aid: LegalAidService, people: People) -> None:
        super().__init__(desk, aid)
        self._aid, self._people = aid, people
        self._new = self.command(
            "new", "新建援助申请", self.open_new, "Ctrl+N", words="xjyzsq sqflyz", right=Right.EDIT
        )

    def plan(self) -> ListPlan:
        providers = [
            (one.provider.uid, one.provider.name) for one in self._aid.providers.lines(self.desk.actor)
        ]
        return ListPlan(
            entity=ENTITY,
            title=TITLE,
            columns=COLUMNS,
            unit="件",
            filters=aid_filters(self.offices, providers),
            new=self._new,
            empty="还没有援助案件。有人申请，按 Ctrl+N 填写；已有争议的，在那里选“转法律援助”。",
            hint="姓名、单位、拼音、案号",
            tables=_TABLES,
            views=self.views,
        )

    def source(self) -> ListSource:
        return ServiceList(self._aid, self.desk.actor, wanted, sums_said)

    def new_page(self) -> AidPage:
        from union_desk.legal_aid.page.page import AidPage  # noqa: PLC0415 - loaded when first opened

        return AidPage(
            self.desk, self._aid, self._people, print_job=self.print_job, attachments=self.attachments
        )

    def offer(self) -> FormsToPrint:
        from union_desk.legal_aid.prints.forms import legal_aid_forms  # noqa: PLC0415 - when first used

        return FormsToPrint(legal_aid_forms(self._aid), self.desk.actor, self.desk.clock)

    def commands(self) -> tuple[Command, ...]:
        return (
            self._new,
            *self.page_commands(),
            *self.step_commands(STEPS, _STEPS_GROUP),
            *self.life_commands(LIFE_COMMANDS, GROUP),
        )

    def workbench(self) -> Sequence[WorkbenchSection]:
        """Count the states, each opens its list; name what was changed last."""
        actor = self.desk.actor
        counts = self._aid.sums(actor, self._aid.ids(actor, AidFilter())).by_state
        empty = "还没有援助案件。在“法律援助”里按 Ctrl+N 填写申请。"
        return (
            WorkbenchSection(TITLE, self.state_rows(State, counts), empty),
            WorkbenchSection("最近办理的援助案件", self.recent_rows()),
        )

    def reopen(self, key: str) -> None:
        """Open the sheet that was put away half typed: the case and the code of the act."""
        from union_desk.desk.acts.reopening import reopen  # noqa: PLC0415 - loaded when first used
        from union_desk.legal_aid.page.life.commands import ASKS  # noqa: PLC0415 - loaded when first used

        uid, _slash, code = key.partition("/")
        self.desk.open(ENTITY, uid)
        page = self.shown()
        if page is not None and page.uid == uid:
            reopen(page, code, ASKS, {})
