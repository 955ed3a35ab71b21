"""What 咨询 offers the window: the quick register from everywhere, its list and page, search and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.casework.views import SavedView
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.desk.area_view import SET_BY_OFFICE
from union_desk.desk.case_list import CaseList, ListPlan, ListQuery
from union_desk.desk.desk import UndoTo
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.list_views import ViewKeeper
from union_desk.desk.navigation import Area, Command, WorkbenchRow, WorkbenchSection
from union_desk.desk.register_job import RegisterJob
from union_desk.desk.service_list import ServiceList, ServiceSearch
from union_desk.legal_aid.page.advice_filters import MONTH, TODAY, VIEWS, advice_filters, period, wanted
from union_desk.legal_aid.page.advice_list import COLUMNS, TITLE, sums_said
from union_desk.legal_aid.page.advice_words import AID, DONE, ENTITY, MAKES
from union_desk.legal_aid.values import AdviceFilter

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm
    from union_desk.casework.views import SavedViews
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.desk import Desk
    from union_desk.desk.printing import PrintJob
    from union_desk.dispute.page.known import Knowing, People
    from union_desk.dispute.values import Saved
    from union_desk.legal_aid.page.advice import AdvicePage
    from union_desk.legal_aid.page.advice_quick import AdviceDialog
    from union_desk.legal_aid.service import Advice
    from union_desk.legal_aid.values import AidSaved
    from union_desk.paper.job import Printed

NAME: Final = "advice"
QUICK: Final = "advice_quick"
KEY: Final = "F12"
_TABLES: Final = frozenset({ENTITY, "person", "employer"}) | SET_BY_OFFICE


def advice_area(
    desk: Desk,
    advice: Advice,
    people: People,
    registers: Mapping[str, Knowing],
    *,
    offices: Sequence[tuple[str, str]] = (),
    views: SavedViews | None = None,
    forms: Callable[[], Sequence[PrintableForm]] = tuple,
) -> Area:
    """Make the area; `registers` tell of people and employers by the kind of case in which they stand."""
    area = _AdviceArea(desk, advice, people, registers, forms)
    area.offices = tuple(offices)
    area.views = ViewKeeper(views, desk.actor, ENTITY, VIEWS) if views is not None else None
    return Area(
        name=NAME,
        title=TITLE,
        icon="phone",
        entities=(ENTITY,),
        make_list=area.make_list,
        make_page=area.make_page,
        commands=area.commands(),
        search=(ServiceSearch(advice, desk.actor, TITLE, ENTITY),),
        print_selected=area.print_job,
        workbench=area.workbench,
        half_done={QUICK: area.quick},
    )


class _AdviceArea:
    """Keeps the list, the pages and the quick form that are shown, for the commands that concern them."""

    def __init__(
        self,
        desk: Desk,
        advice: Advice,
        people: People,
        registers: Mapping[str, Knowing],
        forms: Callable[[], Sequence[PrintableForm]],
    ) -> None:
        self._desk, self._advice, self._people, self._forms = desk, advice, people, forms
        self._knowing = registers
        self.offices: tuple[tuple[str, str], ...] = ()
        self.views: ViewKeeper | None = None
        self._list: CaseList | None = None
        self._pages: list[AdvicePage] = []
        self._quick: AdviceDialog | None = None
        words = "zxdj dh zx 来电 电话 12351 来访"
        self._new = Command(
            "advice.quick", "咨询登记…", self.quick, KEY, words=words, right=Right.EDIT, everywhere=True
        )

    def make_list(self) -> CaseList:
        plan = ListPlan(
            entity=ENTITY,
            title=TITLE,
            columns=COLUMNS,
            unit="条",
            filters=advice_filters(self.offices),
            new=self._new,
            empty=f"还没有咨询。接到电话或者有人来问，在哪里都可以按 {KEY} 登记。",
            hint="姓名、单位、拼音、问答里的字",
            tables=_TABLES,
            views=self.views,
        )
        source = ServiceList(self._advice, self._desk.actor, self._wanted, sums_said, usual="came_on")
        self._list = CaseList(self._desk, source, plan)
        return self._list

    def _wanted(self, query: ListQuery) -> AdviceFilter:
        return wanted(query, self._desk.today, self._desk.actor.user)

    def make_page(self, _entity: str, _uid: str) -> CasePage:
        from union_desk.dispute.page.known import Register  # noqa: PLC0415 - loaded when first opened
        from union_desk.legal_aid.page.advice import AdvicePage  # noqa: PLC0415

        knowing = next(iter(self._knowing.values()))
        register = Register(knowing, self._people, self._desk.actor)
        page = AdvicePage(self._desk, self._advice, register, self._make_shown, self.print_job)
        self._pages.append(page)
        page.destroyed.connect(lambda: self._pages.remove(page))
        return page

    def print_job(self, uids: Sequence[str]) -> PrintJob | None:
        """Offer the form of one line, of the marked ones in one PDF each, or blank."""
        forms = self._forms()
        if not forms:
            return None
        whose = f"{len(uids)} 条" if uids else "空白表格"
        return FormJob(FormsToPrint(forms, self._desk.actor, self._desk.clock), uids, f"{TITLE} · {whose}")

    def quick(self, key: str = "") -> None:
        """Put down a call or a visit beside the work; `key` goes on with one that was not finished."""
        from union_desk.desk.acts.quick import open_quick  # noqa: PLC0415 - loaded when first used
        from union_desk.dispute.page.known import Register  # noqa: PLC0415
        from union_desk.legal_aid.page.advice_quick import AdviceDialog  # noqa: PLC0415

        if self._quick is not None and isValid(self._quick) and self._quick.isVisible():
            if not key:
                self._quick.activateWindow()
                return
            self._quick.reject()
        actor, people = self._desk.actor, self._people
        self._quick = AdviceDialog(
            self._desk,
            self._advice,
            {entity: Register(known, people, actor) for entity, known in self._knowing.items()},
            self._after,
            self._desk.open,
            QApplication.activeWindow(),
            key=key,
        )
        open_quick(self._quick)

    def commands(self) -> tuple[Command, ...]:
        here, edit = self._is_here, Right.EDIT
        return (
            self._new,
            Command(
                "advice.new",
                "新咨询…",
                self.quick,
                "Ctrl+N",
                enabled=here,
                shown=here,
                words="xzx",
                right=edit,
            ),
            Command("advice.page", "新咨询（整页）", self._open_new, "Ctrl+Shift+N", words="xzx", right=edit),
            *(
                Command(
                    f"advice.{entity}",
                    title,
                    partial(self._make_shown, entity),
                    key,
                    enabled=self._may_become,
                    shown=self._has_page,
                    words="zw zj",
                    right=edit,
                )
                for entity, (title, key) in MAKES.items()
            ),
            Command(
                "advice.register",
                "咨询登记簿…",
                self._print_register,
                menu="打印",
                enabled=here,
                words="dyzxdjb",
                right=Right.PRINT,
            ),
            Command(
                "advice.prints",
                "打印记录…",
                self._show_prints,
                menu="打印",
                enabled=self._has_stored,
                words="dyjl",
            ),
            Command(
                "advice.views", "视图…", self._open_views, "Ctrl+Shift+L", "工具", self._has_views, words="st"
            ),
        )

    def workbench(self) -> Sequence[WorkbenchSection]:
        """Count the advice of today and of this month; each count opens its rows."""
        actor, rows = self._desk.actor, []
        for code, words in ((TODAY, "今天的咨询"), (MONTH, "本月的咨询")):
            first, last = period(code, self._desk.today)
            count = len(self._advice.ids(actor, AdviceFilter(from_on=first, to_on=last)))
            if count:
                rows.append(WorkbenchRow(words, partial(self._show_only, code), f"{count:,}"))
        return (WorkbenchSection(TITLE, tuple(rows)),)

    # --- inside

    def _after(self, uid: str, becomes: str) -> None:
        """Point at the line that was put down, or make of it what it becomes."""
        if self._list is not None:
            self._list.reload()
            self._list.go_to(uid)
        if becomes:
            self._make(becomes, uid)

    def _make_shown(self, entity: str) -> None:
        page = self._shown()
        if page is None or (page.is_changed and not page.save()):
            return
        if page.uid:
            self._make(entity, page.uid)
        else:
            self._desk.status("请先保存 (Ctrl+S)，再转为案件。")

    def _make(self, entity: str, uid: str) -> None:
        """Make a case of a line and open it; what stands in the way is said, and the line is shown."""
        actor = self._desk.actor
        try:
            made: Saved | AidSaved = (
                self._advice.as_aid(actor, uid) if entity == AID else self._advice.as_dispute(actor, uid)
            )
        except RuleBroken as broken:
            self._desk.open(ENTITY, uid)
            self._desk.status(f"▲ {broken.message}")
            return
        self._desk.open(entity, made.uid)
        undo = UndoTo(partial(self._advice.undo, actor, made.work_uid), ENTITY, uid)
        told = f"{DONE[entity]} {made.number_shown}".rstrip()
        self._desk.status(told, undo=undo if actor.may(Right.UNDO) else None)

    def _show_only(self, code: str) -> None:
        """Open the list with this period and no other filter."""
        self._desk.show(NAME)
        if self._list is not None:
            self._list.show_view(SavedView("", filters={"period": code}))

    def _print_register(self) -> None:
        """Print the marked lines, or all that the list shows, by day; without any a list to write on."""
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loaded when first used
        from union_desk.legal_aid.prints.registers import ADVICE_TITLE, render_advice  # noqa: PLC0415

        desk, advice = self._desk, self._advice

        def make(
            uids: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            office = dict(self.offices).get(desk.actor.office, "")
            return render_advice(advice, desk.actor, uids, office, desk.clock(), progress, cancelled)

        def log(uids: Sequence[str], into_file: bool) -> None:
            advice.log_register(desk.actor, uids, ADVICE_TITLE, into_file=into_file)

        chosen = frozenset(self._list.to_list() if self._list is not None else ())
        uids = [uid for uid in advice.ids(desk.actor, AdviceFilter(), "came_on") if uid in chosen]
        job = RegisterJob(ADVICE_TITLE, uids, make=make, log=log)
        PrintSheet(desk, job, QApplication.activeWindow()).open()

    def _show_prints(self) -> None:
        from union_desk.desk.print_list import PrintList  # noqa: PLC0415 - loaded when first used

        page = self._shown()
        job = self.print_job((page.uid,)) if page is not None else None
        if page is not None and job is not None:
            titles = {form.form: form.title for form in job.forms()}
            PrintList(page.title, job.log(), titles, QApplication.activeWindow()).show()

    def _open_new(self) -> None:
        self._desk.open(ENTITY, "")

    def _open_views(self) -> None:
        if self._list is not None:
            self._list.open_views()

    def _shown(self) -> AdvicePage | None:
        """Return the page one is on; the latest where several are open."""
        return next((page for page in reversed(self._pages) if page.isVisible()), None)

    def _is_here(self) -> bool:
        """Tell whether the register is on the screen, as its list or as a page."""
        return (self._list is not None and self._list.isVisible()) or self._has_page()

    def _has_page(self) -> bool:
        return self._shown() is not None

    def _has_stored(self) -> bool:
        page = self._shown()
        return page is not None and bool(page.uid)

    def _has_views(self) -> bool:
        return self.views is not None and self._list is not None and self._list.isVisible()

    def _may_become(self) -> bool:
        page = self._shown()
        return page is not None and page.may_become
