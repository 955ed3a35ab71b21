"""What 困难职工档案 offers the window: its list, its page, commands, search and its part of the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.casework.numbers import is_temporary
from union_desk.casework.views import SavedView
from union_desk.core.clock import local_day
from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.linked import Linked, nothing_linked
from union_desk.desk.area_view import SET_BY_OFFICE
from union_desk.desk.case_list import CaseList, ListPlan
from union_desk.desk.case_page import CasePage
from union_desk.desk.days import left_words
from union_desk.desk.desk import Desk
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.list_views import ViewKeeper
from union_desk.desk.navigation import Area, Command, WorkbenchRow, WorkbenchSection
from union_desk.desk.service_list import ServiceList, ServiceSearch
from union_desk.desk.table_model import Column
from union_desk.hardship.page.filters import VIEWS, file_filters, wanted
from union_desk.hardship.page.reminders import due_section, forgotten_section, state_section
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.values import FileFilter, FileRow, FileSums

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.casework.views import SavedViews
    from union_desk.desk.exporting.exporter import Exporter
    from union_desk.hardship.page.page import HardshipPage
    from union_desk.hardship.page.rerun import RerunScreen
    from union_desk.hardship.service import HardshipService
    from union_desk.paper.job import Printed

NAME: Final = "hardship"
ENTITY: Final = "hardship_file"
TITLE: Final = "困难职工档案"
REGISTER: Final = "困难职工汇总表"
_RECENT: Final = 8
_LONGEST_WORD: Final = 4
_STEPS_GROUP: Final = "档案步骤"
_TAKE_BACK: Final = "take_back"
# Steps that a key takes; every other one asks something first, and its name ends with dots.
AT_ONCE: Final = frozenset({"apply", "accept", "to_appraisal", "renew", "regularise", "resubmit", "enrol"})
# So many of the marked files tell at which step the printing is.
_LOOKED_AT: Final = 50
# Changes of these tables may show in the list.
_TABLES: Final = frozenset(
    {"hardship_file", "hardship_decision", "hardship_publicity", "hardship_objection", "hardship_recheck"}
    | {"person", "employer", "household", "household_member", "aid_grant"}
    | SET_BY_OFFICE
)


def _sex_age(row: FileRow) -> str:
    age = f"{row.age} 岁" if row.age is not None else ""
    return " ".join(part for part in (term_label("sex", row.sex), age) if part)


def _day(day: object) -> str:
    return str(day) if day is not None else ""


def _number(row: FileRow) -> str:
    """临 白杨-1123-001: a temporary number is short enough for the list; the tooltip has all of it."""
    if not is_temporary(row.number):
        return row.number_shown
    office, day, order = row.number_shown.removeprefix("临时 ").rsplit("-", 2)
    # What tells two files apart is the end of it.
    word = office if len(office) <= _LONGEST_WORD else f"{office[: _LONGEST_WORD - 1]}…"
    return f"临 {word}-{day[4:]}-{order}"


def _due(row: FileRow) -> str:
    """剩 3 天 · 2026-11-26: how long first, which is still read where the column is narrow."""
    if row.due_on is None or row.days_left is None:
        return ""
    return f"{left_words(row.days_left)} · {row.due_on}"


def _is_urgent(row: FileRow) -> bool:
    return row.days_left is not None and row.days_left <= 0


# What does not fit beside an open page folds away from the right: what comes next stays in sight.
COLUMNS: Final[tuple[Column[FileRow], ...]] = (
    Column("number", "档案号", _number, 13, sort="number", tooltip=attrgetter("number_shown")),
    Column("name", "姓名", attrgetter("name"), 6, sort="name", tooltip=attrgetter("name")),
    Column("class_name", "类别", attrgetter("class_name"), 8, sort="class_name"),
    Column(
        "state_label",
        "状态",
        attrgetter("state_label"),
        6,
        sort="state_label",
        tooltip=attrgetter("state_label"),
    ),
    Column("next_step", "下一步", attrgetter("next_step"), 12, tooltip=attrgetter("next_step")),
    Column("due", "期限", _due, 14, sort="due_on", tooltip=_due, urgent=_is_urgent),
    Column("employer", "单位", attrgetter("employer"), 14, sort="employer", tooltip=attrgetter("employer")),
    Column("office_name", "单位工会", attrgetter("office_name"), 14, sort="office_name", hidden=True),
    Column("sex_age", "性别年龄", _sex_age, 8, sort="age", hidden=True),
    Column("id_masked", "身份证号", attrgetter("id_masked"), 18, hidden=True),
    Column("population", "人口", lambda row: str(row.population), 4, right=True, hidden=True),
    Column("main_cause", "主要致困原因", lambda row: term_label("cause", row.main_cause), 14, hidden=True),
    Column("applied_on", "申请日期", lambda row: _day(row.applied_on), 10, sort="applied_on", hidden=True),
    Column("enrolled_on", "建档日期", lambda row: _day(row.enrolled_on), 10, sort="enrolled_on", hidden=True),
    Column(
        "changed_at",
        "最近修改",
        lambda row: _day(local_day(row.changed_at)),
        10,
        sort="changed_at",
        hidden=True,
    ),
)


def hardship_area(
    desk: Desk,
    hardship: HardshipService,
    *,
    offices: Sequence[tuple[str, str]] = (),
    views: SavedViews | None = None,
    exporter: Exporter | None = None,
    attachments: AttachmentService | None = None,
    linked: Linked = nothing_linked,
) -> Area:
    """Make the area; `offices` are code and name of every office whose files this store holds.

    `linked` tells of a file which records of areas above this one rest on it.
    """
    keeper = ViewKeeper(views, desk.actor, ENTITY, VIEWS) if views is not None else None
    area = _HardshipArea(desk, hardship, offices, keeper, exporter)
    area.attachments, area.linked = attachments, linked
    return Area(
        name=NAME,
        title=TITLE,
        icon="folder-heart",
        entities=(ENTITY,),
        make_list=area.make_list,
        make_page=area.make_page,
        commands=area.commands(),
        search=(ServiceSearch(hardship, desk.actor, TITLE, ENTITY),),
        print_selected=area.print_job,
        workbench=area.workbench,
    )


def sums_said(sums: FileSums) -> str:
    """在档 12 · 草稿 3 · 家庭人口 41 人"""
    states = [f"{term_label('file_state', code)} {count:,}" for code, count in sums.by_state.items()]
    return " · ".join([*states, f"家庭人口 {sums.persons:,} 人"]) if sums.files else ""


class _HardshipArea:
    """Keeps the list and the page that are shown, for the commands that concern them."""

    def __init__(
        self,
        desk: Desk,
        hardship: HardshipService,
        offices: Sequence[tuple[str, str]],
        views: ViewKeeper | None,
        exporter: Exporter | None,
    ) -> None:
        self._desk, self._hardship, self._offices = desk, hardship, tuple(offices)
        self._views, self._exporter = views, exporter
        self.attachments: AttachmentService | None = None
        self.linked: Linked = nothing_linked
        self._rerun: RerunScreen | None = None
        self._list: CaseList | None = None
        self._pages: list[HardshipPage] = []
        self._new = Command(
            "hardship.new", "新建档案", self._open_new, "Ctrl+N", words="xjda", right=Right.EDIT
        )

    def make_list(self) -> CaseList:
        plan = ListPlan(
            entity=ENTITY,
            title=TITLE,
            columns=COLUMNS,
            unit="份",
            filters=file_filters(self._offices, self._hardship.next_steps(self._desk.actor)),
            new=self._new,
            empty="还没有档案。按 Ctrl+N 新建一份；已有 Excel 名单的，用“数据 → 从 Excel 导入”。",
            hint="姓名、拼音、身份证尾号、档案号",
            tables=_TABLES,
            views=self._views,
        )
        source = ServiceList(self._hardship, self._desk.actor, wanted, sums_said)
        self._list = CaseList(self._desk, source, plan)
        return self._list

    def make_page(self, _entity: str, _uid: str) -> CasePage:
        from union_desk.hardship.page.page import HardshipPage  # noqa: PLC0415 - loaded when first opened

        page = HardshipPage(
            self._desk,
            self._hardship,
            offices=self._offices,
            print_job=self.print_job,
            attachments=self.attachments,
            linked=self.linked,
        )
        self._pages.append(page)
        page.destroyed.connect(lambda: self._pages.remove(page))
        return page

    def print_job(self, uids: Sequence[str]) -> FormJob:
        """Offer the papers of one file, of the marked ones in one PDF each, or blank."""
        from union_desk.hardship.prints import hardship_forms  # noqa: PLC0415 - loaded when first used

        offer = FormsToPrint(hardship_forms(self._hardship), self._desk.actor, self._desk.clock)
        rows = self._hardship.rows(self._desk.actor, uids[:_LOOKED_AT])
        names = [row.name or row.number_shown for row in rows.values()]
        whose = f"{len(uids)} 份" if len(uids) > 1 else "".join(names) or "空白表格"
        lacking = (
            self._hardship.view(uids[0], self._desk.actor).missing if len(rows) == len(uids) == 1 else ()
        )
        warnings = (f"还差 {len(lacking)} 项没有填。",) if lacking else ()
        states = {row.state for row in rows.values()}
        stage = states.pop() if len(states) == 1 else ""
        return FormJob(offer, uids, f"{TITLE} · {whose}", warnings, stage=stage)

    def commands(self) -> tuple[Command, ...]:
        return (
            self._new,
            Command(
                "hardship.blank",
                "空白表格…",
                self._print_blank,
                menu="打印",
                words="kbbg",
                right=Right.PRINT,
            ),
            Command(
                "hardship.register",
                "汇总表…",
                self._print_register,
                menu="打印",
                words="hzb",
                right=Right.PRINT,
            ),
            Command(
                "hardship.views",
                "视图…",
                self._open_views,
                "Ctrl+Shift+L",
                menu="工具",
                enabled=self._has_views,
                words="st",
            ),
            *self._export_commands(),
            Command("hardship.rerun", "重新测算…", self._open_rerun, menu="数据", words="cxcs 标准 类别"),
            Command(
                "hardship.prints",
                "打印记录…",
                self._show_prints,
                menu="打印",
                enabled=self._has_stored,
                words="dyjl",
            ),
            Command(
                "hardship.next",
                "办理下一步",
                self._on_page(lambda page: page.take_next()),
                "F8",
                enabled=self._has_page,
            ),
            Command(
                "hardship.others",
                "其他步骤…",
                self._on_page(lambda page: page.step.open_others()),
                "Shift+F8",
                enabled=self._has_stored,
            ),
            Command(
                "hardship.papers",
                "添加材料和扫描件",
                self._on_page(lambda page: page.go_to_papers()),
                "Ctrl+Shift+M",
                enabled=self._has_stored,
                shown=lambda: self.attachments is not None,
                words="tjclhsmj 附件 fj 照片 zp",
            ),
            Command(
                "hardship.why_not",
                "为什么不能办…",
                self._on_page(lambda page: page.ask_why()),
                "Shift+F1",
                enabled=self._has_stored,
                words="wsmbnb",
            ),
            *self._step_commands(),
            *self._record_commands(),
        )

    def _step_commands(self) -> Iterator[Command]:
        """Offer each step that leads on from the state of the page; the others do not stand in the menu."""
        for step in STEPS:
            dots = "" if step.code in AT_ONCE else "…"
            offered = partial(self._offers, step.code)
            yield Command(
                f"hardship.step.{step.code}",
                f"{step.title}{dots}",
                self._on_page(partial(_take, code=step.code)),
                enabled=offered,
                shown=offered,
                group=_STEPS_GROUP,
                right=step.hand.right,
            )
        offered = partial(self._offers, _TAKE_BACK)
        yield Command(
            "hardship.take_back",
            "撤回上一步…",
            self._on_page(partial(_take, code=_TAKE_BACK)),
            enabled=offered,
            shown=offered,
            group=_STEPS_GROUP,
            words="chsyb",
            right=Right.DECIDE,
        )

    def _record_commands(self) -> Iterator[Command]:
        records: tuple[tuple[str, str, str, Right, Callable[[HardshipPage], object]], ...] = (
            ("visit", "登记入户核查…", "djrhhc", Right.EDIT, lambda page: page.handling.ask_visit()),
            ("opinion", "登记意见…", "djyj", Right.DECIDE, lambda page: page.handling.ask_opinion()),
            ("grant", "登记帮扶…", "djbf", Right.DECIDE, lambda page: page.helping.ask_grant()),
        )
        for name, title, words, right, run in records:
            yield Command(
                f"hardship.{name}",
                title,
                self._on_page(run),
                enabled=self._may_write_down,
                words=words,
                right=right,
            )

    def workbench(self) -> Sequence[WorkbenchSection]:
        """Count what is due and forgotten and the states, each opens its list; name what was changed last."""
        actor = self._desk.actor
        counts = self._hardship.sums(actor, self._hardship.ids(actor, FileFilter())).by_state
        told = self._hardship.reminders(actor)
        recent = tuple(
            WorkbenchRow(f"{hit.title}　{hit.detail}", partial(self._desk.open, ENTITY, hit.uid))
            for hit in self._hardship.recent(actor, _RECENT)
        )
        return (
            due_section(told, self._show_only),
            forgotten_section(told, self._show_only),
            state_section(TITLE, counts, self._show_only),
            WorkbenchSection("最近修改", recent),
        )

    def _export_commands(self) -> Iterator[Command]:
        if self._exporter is not None:
            yield Command(
                "hardship.export",
                "导出 Excel…",
                self._export,
                menu="数据",
                enabled=lambda: bool(self._chosen_or_listed()),
                words="dc xlsx csv 汇总表 补录",
                right=Right.EXPORT,
            )

    def _export(self) -> None:
        """Ask what of the marked files of the list, or of all that it shows, goes out to whom."""
        from union_desk.desk.exporting.dialog import ExportDialog  # noqa: PLC0415 - loaded when first opened

        uids = self._chosen_or_listed()
        if self._exporter is not None and uids:
            dialog = ExportDialog(self._desk, self._exporter, uids, QApplication.activeWindow())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _chosen_or_listed(self) -> tuple[str, ...]:
        return self._list.to_list() if self._list is not None else ()

    def _print_register(self) -> None:
        """Print the marked files of the list, or all that it shows, as one register."""
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loaded when first used
        from union_desk.desk.register_job import RegisterJob  # noqa: PLC0415 - loaded when first used

        desk, service = self._desk, self._hardship
        uids = self._chosen_or_listed()

        def make(
            chosen: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            from union_desk.hardship.prints.register import render_summary  # noqa: PLC0415 - when first used

            office = dict(self._offices).get(desk.actor.office, "")
            return render_summary(service, desk.actor, chosen, office, desk.clock(), progress, cancelled)

        def log(printed: Sequence[str], into_file: bool) -> None:
            service.log_register(desk.actor, printed, REGISTER, into_file=into_file)

        job = RegisterJob(REGISTER, uids, make=make, log=log)
        PrintSheet(desk, job, QApplication.activeWindow()).open()

    def _print_blank(self) -> None:
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loaded when first used

        PrintSheet(self._desk, self.print_job(()), QApplication.activeWindow()).open()

    def _open_new(self) -> None:
        self._desk.open(ENTITY, "")

    def _show_only(self, name: str, code: str) -> None:
        """Open the list with this filter and no other."""
        self._desk.show(NAME)
        if self._list is not None:
            self._list.show_view(SavedView("", filters={name: code}, sort="due_on" if name == "due" else ""))

    def _open_rerun(self) -> None:
        """Show it beside the work, once."""
        from union_desk.hardship.page.rerun import RerunScreen  # noqa: PLC0415 - loaded when first opened

        if self._rerun is None or not isValid(self._rerun):
            self._rerun = RerunScreen(self._desk, self._hardship, QApplication.activeWindow())
            self._rerun.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rerun.show()
        self._rerun.activateWindow()

    def _has_views(self) -> bool:
        return self._views is not None and self._list is not None and self._list.isVisible()

    def _open_views(self) -> None:
        if self._list is not None:
            self._list.open_views()

    def _shown(self) -> HardshipPage | None:
        """Return the page one is on; the latest where several are open."""
        return next((page for page in reversed(self._pages) if page.isVisible()), None)

    def _show_prints(self) -> None:
        from union_desk.desk.print_list import PrintList  # noqa: PLC0415 - loaded when first used

        page = self._shown()
        if page is not None:
            job = self.print_job((page.uid,))
            titles = {form.form: form.title for form in job.forms()}
            PrintList(page.title, job.log(), titles, QApplication.activeWindow()).show()

    def _has_stored(self) -> bool:
        page = self._shown()
        return page is not None and bool(page.uid)

    def _has_page(self) -> bool:
        return self._shown() is not None

    def _may_write_down(self) -> bool:
        page = self._shown()
        return page is not None and page.may_write_down

    def _offers(self, code: str) -> bool:
        page = self._shown()
        return page is not None and page.offers(code)

    def _on_page(self, act: Callable[[HardshipPage], object]) -> Callable[[], None]:
        def run() -> None:
            page = self._shown()
            if page is not None:
                act(page)

        return run


def _take(page: HardshipPage, code: str) -> None:
    page.take(code)
