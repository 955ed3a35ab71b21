"""What 劳动争议 offers the window: its list, its page, the walk-in, commands, search and the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.casework.views import SavedView
from union_desk.core.clock import local_day
from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.commands import LifeCommand, may, run
from union_desk.desk.area_view import SET_BY_OFFICE
from union_desk.desk.case_list import CaseList, ListPlan, ListQuery
from union_desk.desk.days import left_words
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.list_views import ViewKeeper
from union_desk.desk.navigation import Area, Command, Found, WorkbenchRow, WorkbenchSection
from union_desk.desk.table_model import Column
from union_desk.dispute.page.due import DueWanted, due_sections
from union_desk.dispute.page.filters import VIEWS, case_filters, wanted
from union_desk.dispute.page.life.commands import GROUP, LIFE_COMMANDS
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.rules.numbers import case_number_read
from union_desk.dispute.rules.states import State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import CaseFilter, CaseRow

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.casework.views import SavedViews
    from union_desk.core.rights import Actor
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.desk import Desk
    from union_desk.dispute.page.due import DueWanted
    from union_desk.dispute.page.due_list import DueScreen
    from union_desk.dispute.page.known import People
    from union_desk.dispute.page.page import DisputePage
    from union_desk.dispute.page.walk_in import WalkInDialog
    from union_desk.dispute.service import DisputeService

NAME: Final = "dispute"
ENTITY: Final = "dispute_case"
TITLE: Final = "劳动争议"
WALK_IN: Final = "dispute_walk_in"
HALF_ACT: Final = "dispute_act"
TAKE_BACK: Final = "take_back_step"
_RECENT: Final = 8
_CLOCKS: Final = "期限"
# So far ahead the workbench tells what is due.
_SOON: Final = timedelta(days=30)
# So many of the marked cases tell at which step the printing is.
_LOOKED_AT: Final = 50
_STEPS_GROUP: Final = "案件步骤"
# Changes of these tables may show in the list.
_TABLES: Final = (
    frozenset({"dispute_case", "dispute_party", "dispute_claim", "dispute_event", "dispute_step"})
    | {"dispute_agreement", "dispute_payment", "dispute_service", "dispute_limitation_event"}
    | {"person", "employer"}
    | SET_BY_OFFICE
)


def _day(day: object) -> str:
    return str(day) if day is not None else ""


def _number(row: CaseRow) -> str:
    """下沙-2026-0012, 临 白杨-1123-007: short enough for the list; the tooltip has all of it."""
    if not row.number:
        return "咨询"
    written = case_number_read(row.number_shown)
    if written is not None:
        return f"{written.place}-{written.year}-{written.order:04d}"
    place, day, order = row.number_shown.removeprefix("临时 ").rsplit("-", 2)
    return f"临 {place.removesuffix('调解')}-{day[4:]}-{order}"


def _due(row: CaseRow) -> str:
    """剩 3 天 · 2026-11-26: how long first, which is still read where the column is narrow."""
    if row.due_on is None or row.days_left is None:
        return ""
    return f"{left_words(row.days_left)} · {row.due_on}"


def _due_tip(row: CaseRow) -> str:
    return " · ".join(part for part in (row.due_title, _due(row)) if part)


def _is_urgent(row: CaseRow) -> bool:
    return row.days_left is not None and row.days_left <= 0


def _money(fen: int) -> str:
    return yuan(fen) if fen else ""


def _told(name: str, title: str, width: int, **more: Any) -> Column[CaseRow]:
    """Make a column of words that are shown whole as its tip."""
    words = attrgetter(name)
    return Column(name, title, words, width, sort=name, tooltip=words, **more)


def _dated(name: str, title: str) -> Column[CaseRow]:
    return Column(name, title, lambda row: _day(getattr(row, name)), 10, sort=name, hidden=True)


def _summed(name: str, title: str, **more: Any) -> Column[CaseRow]:
    return Column(name, title, lambda row: _money(getattr(row, name)), 9, right=True, sort=name, **more)


# What does not fit beside an open page folds away from the right: what comes next stays in sight.
COLUMNS: Final[tuple[Column[CaseRow], ...]] = (
    Column("number", "案号", _number, 13, sort="number", tooltip=attrgetter("number_shown")),
    _told("applicant", "申请人", 8),
    _told("state_label", "状态", 6),
    Column("next_step", "下一步", attrgetter("next_step"), 9, tooltip=attrgetter("next_step")),
    Column("due", "期限", _due, 14, sort="due_on", tooltip=_due_tip, urgent=_is_urgent),
    _told("respondent", "被申请人", 14),
    _told("cause", "案由", 11),
    _summed("claimed_fen", "请求金额"),
    _summed("paid_fen", "已付", hidden=True),
    Column("grade", "等级", lambda row: term_label("dispute_grade", row.grade), 5, sort="grade", hidden=True),
    Column("headcount", "人数", lambda row: str(row.headcount), 4, right=True, sort="headcount", hidden=True),
    _told("office_name", "单位工会", 14, hidden=True),
    _told("handler", "经办人", 6, hidden=True),
    _dated("came_on", "来访日期"),
    _dated("received_on", "收到申请"),
    _dated("closed_on", "结案日期"),
    Column(
        "changed_at",
        "最近修改",
        lambda row: _day(local_day(row.changed_at)),
        10,
        sort="changed_at",
        hidden=True,
    ),
)


def dispute_area(
    desk: Desk,
    disputes: DisputeService,
    people: People,
    *,
    offices: Sequence[tuple[str, str]] = (),
    views: SavedViews | None = None,
    attachments: AttachmentService | None = None,
) -> Area:
    """Make the area; `offices` are code and name of every office whose cases this store holds."""
    area = _DisputeArea(desk, disputes, people)
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
        search=(CaseSearch(disputes, desk.actor),),
        print_selected=area.print_job,
        workbench=area.workbench,
        half_done={WALK_IN: area.walk_in, HALF_ACT: area.reopen},
    )


class Cases:
    """The rows of the list, filtered and sorted by the store."""

    def __init__(self, disputes: DisputeService, actor: Actor) -> None:
        self._disputes, self._actor = disputes, actor

    def ids(self, query: ListQuery) -> Sequence[str]:
        sort = query.sort or "number"
        descending = query.descending if query.sort else True
        return self._disputes.ids(self._actor, wanted(query), f"-{sort}" if descending else sort)

    def rows(self, ids: Sequence[str]) -> Mapping[str, CaseRow]:
        return self._disputes.rows(self._actor, ids)

    def sums(self, ids: Sequence[str]) -> str:
        """涉及 41 人 · 请求 120,000.00 元 · 协议 80,000.00 元 · 已付 60,000.00 元"""
        sums = self._disputes.sums(self._actor, ids)
        if not sums.cases:
            return ""
        money = (("请求", sums.claimed_fen), ("协议", sums.agreed_fen), ("已付", sums.paid_fen))
        return " · ".join(
            [f"涉及 {sums.persons:,} 人", *(f"{word} {yuan(fen)} 元" for word, fen in money if fen)]
        )


class CaseSearch:
    """Finds cases for the box on top."""

    def __init__(self, disputes: DisputeService, actor: Actor) -> None:
        self._disputes, self._actor = disputes, actor

    def search(self, text: str, limit: int) -> Sequence[Found]:
        hits = self._disputes.search(self._actor, text, limit)
        return [Found(TITLE, ENTITY, hit.uid, hit.title, hit.detail) for hit in hits]


class _DisputeArea:
    """Keeps the list, the pages and the walk-in that are shown, for the commands that concern them."""

    def __init__(self, desk: Desk, disputes: DisputeService, people: People) -> None:
        self._desk, self._disputes, self._people = desk, disputes, people
        self.offices: tuple[tuple[str, str], ...] = ()
        self.views: ViewKeeper | None = None
        self.attachments: AttachmentService | None = None
        self._list: CaseList | None = None
        self._pages: list[DisputePage] = []
        self._walk_in: WalkInDialog | None = None
        self._due: DueScreen | None = None
        self._new = Command(
            "dispute.walk_in", "来访登记…", self.walk_in, "Ctrl+N", words="lfdj zx 咨询", right=Right.EDIT
        )

    def make_list(self) -> CaseList:
        plan = ListPlan(
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
        self._list = CaseList(self._desk, Cases(self._disputes, self._desk.actor), plan)
        return self._list

    def make_page(self, _entity: str, _uid: str) -> CasePage:
        from union_desk.dispute.page.page import DisputePage  # noqa: PLC0415 - loaded when first opened

        page = DisputePage(
            self._desk,
            self._disputes,
            self._people,
            print_job=self.print_job,
            attachments=self.attachments,
        )
        self._pages.append(page)
        page.destroyed.connect(lambda: self._pages.remove(page))
        return page

    def print_job(self, uids: Sequence[str]) -> FormJob:
        """Offer the papers of one case, of the marked ones in one PDF each, or blank."""
        from union_desk.dispute.prints.forms import dispute_forms  # noqa: PLC0415 - loaded when first used

        offer = FormsToPrint(dispute_forms(self._disputes), self._desk.actor, self._desk.clock)
        rows = self._disputes.rows(self._desk.actor, uids[:_LOOKED_AT])
        names = [row.applicant or row.number_shown for row in rows.values()]
        whose = f"{len(uids)} 件" if len(uids) > 1 else "".join(names) or "空白表格"
        states = {row.state for row in rows.values()}
        stage = states.pop() if len(states) == 1 else ""
        return FormJob(offer, uids, f"{TITLE} · {whose}", stage=stage)

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
            self._desk,
            self._disputes,
            self._people,
            self._open_case,
            QApplication.activeWindow(),
            key=key,
        )
        open_quick(self._walk_in)

    def _open_case(self, uid: str) -> None:
        """Open a case that may be new: the list has it before it points at it."""
        if self._list is not None:
            self._list.reload()
        self._desk.open(ENTITY, uid)

    def commands(self) -> tuple[Command, ...]:
        stored, page, edit = self._has_stored, self._has_page, Right.EDIT
        views = self._has_views
        return (
            self._new,
            Command(
                "dispute.new", "新建案件（整页）", self._open_new, "Ctrl+Shift+N", words="xjaj", right=edit
            ),
            Command(
                "dispute.blank",
                "劳动争议空白文书…",
                self._print_blank,
                menu="打印",
                words="kbws",
                right=Right.PRINT,
            ),
            Command(
                "dispute.prints", "打印记录…", self._show_prints, menu="打印", enabled=stored, words="dyjl"
            ),
            Command("dispute.views", "视图…", self._open_views, "Ctrl+Shift+L", "工具", views, words="st"),
            Command("dispute.next", "办理下一步", self._on_page(_take_next), "F8", enabled=page),
            Command("dispute.others", "其他步骤…", self._on_page(_open_others), "Shift+F8", enabled=stored),
            Command(
                "dispute.papers",
                "添加材料和扫描件",
                self._on_page(lambda page: page.go_to_papers()),
                "Ctrl+Shift+M",
                enabled=stored,
                shown=lambda: self.attachments is not None,
                words="tjclhsmj 附件 fj 照片 zp",
            ),
            Command(
                "dispute.picture",
                "打印期限图…",
                self._on_page(_print_picture),
                menu="打印",
                enabled=stored,
                words="dyqxt 时间线",
                right=Right.PRINT,
            ),
            Command("dispute.due", "期限一览…", self.show_due, menu="工具", words="qxyl 超期 今天"),
            Command(
                "dispute.calendar",
                "导出期限日历…",
                self._export_calendar,
                menu="数据",
                words="dcqxrl ics",
                right=Right.EXPORT,
            ),
            Command(
                "dispute.mediators", "调解员名册…", self._show_mediators, menu="工具", words="tjymc 调解员"
            ),
            *self._step_commands(),
            *self._life_commands(),
        )

    def _step_commands(self) -> Iterator[Command]:
        """Offer each step that leads on from the state of the page; the others do not stand in the menu."""
        titles = [(step.code, step.title, step.right) for step in STEPS]
        for code, title, right in (*titles, (TAKE_BACK, "撤回上一步…", Right.DECIDE)):
            offered = partial(self._offers, code)
            yield Command(
                f"dispute.step.{code}",
                title,
                self._on_page(partial(_take, code=code)),
                enabled=offered,
                shown=offered,
                group=_STEPS_GROUP,
                right=right,
            )

    def _life_commands(self) -> Iterator[Command]:
        """Offer what is written down about the case that is shown."""
        for one in LIFE_COMMANDS:
            yield Command(
                f"dispute.life.{one.name}",
                one.title,
                self._on_page(partial(run, one=one)),
                one.key,
                enabled=partial(self._may, one),
                words=one.words,
                group=GROUP,
                right=Right.EDIT,
            )

    def _may(self, one: LifeCommand) -> bool:
        page = self._shown()
        return page is not None and may(page, one)

    def workbench(self) -> Sequence[WorkbenchSection]:
        """Say what is due, count the states, each opens its list; name what was changed last."""
        actor = self._desk.actor
        lines = self._disputes.due(actor, self._desk.today + _SOON)
        counts = self._disputes.sums(actor, self._disputes.ids(actor, CaseFilter())).by_state
        rows = tuple(
            WorkbenchRow(
                term_label("dispute_state", state),
                partial(self._show_only, "state", state.value),
                f"{counts[state]:,}",
            )
            for state in State
            if counts.get(state)
        )
        recent = tuple(
            WorkbenchRow(f"{hit.title}　{hit.detail}", partial(self._desk.open, ENTITY, hit.uid))
            for hit in self._disputes.recent(actor, _RECENT)
        )
        return (
            *due_sections(lines, dict(self.offices), self.show_due, self._open_clocks),
            WorkbenchSection(TITLE, rows, "还没有案件。在“劳动争议”里按 Ctrl+N 登记来访。"),
            WorkbenchSection("最近办理的案件", recent),
        )

    def show_due(self, wanted: DueWanted | None = None) -> None:
        """Show the clocks of all cases beside the work, once."""
        from union_desk.dispute.page.due_list import DueScreen  # noqa: PLC0415 - loaded when first opened

        if self._due is None or not isValid(self._due):
            self._due = DueScreen(
                self._desk, self._disputes, self.offices, self._open_clocks, QApplication.activeWindow()
            )
        self._due.look()
        if wanted is not None:
            self._due.show_only(wanted)
        self._due.show()
        self._due.activateWindow()

    def _export_calendar(self) -> None:
        self.show_due()
        if self._due is not None:
            self._due.export()

    def _open_clocks(self, uid: str) -> None:
        """Open a case where its clocks are."""
        self._desk.open(ENTITY, uid)
        page = self._shown()
        titles = [section.title for section in page.sections] if page is not None else []
        if page is not None and _CLOCKS in titles:
            page.show_section(titles.index(_CLOCKS))

    def reopen(self, key: str) -> None:
        """Open the sheet that was put away half typed: the case and the code of the act."""
        from union_desk.dispute.page.life.reopening import reopen  # noqa: PLC0415 - loaded when first used

        uid, _slash, code = key.partition("/")
        self._desk.open(ENTITY, uid)
        page = self._shown()
        if page is not None and page.uid == uid:
            reopen(page, code)

    def _show_mediators(self) -> None:
        from union_desk.dispute.page.life.register import RegisterScreen  # noqa: PLC0415 - loaded when first used

        RegisterScreen(self._desk, self._disputes, QApplication.activeWindow()).open()

    def _print_blank(self) -> None:
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loaded when first used

        PrintSheet(self._desk, self.print_job(()), QApplication.activeWindow()).open()

    def _show_prints(self) -> None:
        from union_desk.desk.print_list import PrintList  # noqa: PLC0415 - loaded when first used

        page = self._shown()
        if page is not None:
            job = self.print_job((page.uid,))
            titles = {form.form: form.title for form in job.forms()}
            PrintList(page.title, job.log(), titles, QApplication.activeWindow()).show()

    def _open_new(self) -> None:
        self._desk.open(ENTITY, "")

    def _show_only(self, name: str, code: str) -> None:
        """Open the list with this filter and no other."""
        self._desk.show(NAME)
        if self._list is not None:
            self._list.show_view(SavedView("", filters={name: code}, sort="due_on" if name == "due" else ""))

    def _has_views(self) -> bool:
        return self.views is not None and self._list is not None and self._list.isVisible()

    def _open_views(self) -> None:
        if self._list is not None:
            self._list.open_views()

    def _shown(self) -> DisputePage | None:
        """Return the page one is on; the latest where several are open."""
        return next((page for page in reversed(self._pages) if page.isVisible()), None)

    def _has_stored(self) -> bool:
        page = self._shown()
        return page is not None and bool(page.uid)

    def _has_page(self) -> bool:
        return self._shown() is not None

    def _offers(self, code: str) -> bool:
        page = self._shown()
        return page is not None and page.offers(code)

    def _on_page(self, act: Callable[[DisputePage], object]) -> Callable[[], None]:
        def run() -> None:
            page = self._shown()
            if page is not None:
                act(page)

        return run


def _take_next(page: DisputePage) -> None:
    page.take_next()


def _print_picture(page: DisputePage) -> None:
    from union_desk.dispute.page.clocks import Clocks  # noqa: PLC0415 - the page has loaded it

    for part in page.parts:
        if isinstance(part, Clocks):
            part.print_picture(others_hidden=False)


def _open_others(page: DisputePage) -> None:
    page.step.open_others()


def _take(page: DisputePage, code: str) -> None:
    page.take(code)
