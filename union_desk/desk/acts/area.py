"""What an area of cases that are taken from step to step offers the window, beside what is its own.

class _AidArea(ActArea[AidPage]):
    name, entity, title, office_words = "legal_aid", "aid_case", "法律援助", …
    def plan(self): return ListPlan(…)             # the list
    def source(self): return ServiceList(…)        # its rows
    def new_page(self): return AidPage(…)          # imported here: pages are loaded when first opened
    def offer(self): return FormsToPrint(…)        # its papers
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QApplication

from union_desk.casework.views import SavedView
from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.commands import TAKE_BACK, LifeCommand, may, run
from union_desk.desk.case_list import CaseList, ListPlan
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.navigation import Command, WorkbenchRow

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.core.rights import Actor
    from union_desk.desk.acts.page import ActPage
    from union_desk.desk.case_list import ListSource
    from union_desk.desk.desk import Desk
    from union_desk.desk.list_views import ViewKeeper

Page = TypeVar("Page", bound="ActPage[Any, Any, Any]")
_RECENT: Final = 8
# So many of the marked cases tell at which step the printing is.
_LOOKED_AT: Final = 50


class Row(Protocol):
    """What a line of the list tells of its case, whatever its area."""

    @property
    def applicant(self) -> str: ...

    @property
    def number_shown(self) -> str: ...

    @property
    def state(self) -> str: ...


class Hit(Protocol):
    @property
    def uid(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def detail(self) -> str: ...


class AreaService(Protocol):
    """What the list and the workbench ask of the service of an area."""

    def rows(self, actor: Actor, ids: Sequence[str]) -> Mapping[str, Any]: ...
    def recent(self, actor: Actor, limit: int = 10) -> Sequence[Hit]: ...


class Step(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def right(self) -> Right: ...


@dataclass(frozen=True, slots=True)
class AreaNames:
    """What an area is called: in commands, in the store, on the screen; `states` is its list of terms."""

    area: str
    entity: str
    title: str
    states: str


class ActArea(Generic[Page]):
    """Keeps the list and the pages that are shown, for the commands that concern them."""

    names: ClassVar[AreaNames]

    def __init__(self, desk: Desk, service: AreaService) -> None:
        self.desk, self._rows = desk, service
        self.offices: tuple[tuple[str, str], ...] = ()
        self.views: ViewKeeper | None = None
        self.attachments: AttachmentService | None = None
        self.list: CaseList | None = None
        self._pages: list[Page] = []

    # What an area writes.

    def plan(self) -> ListPlan:
        raise NotImplementedError

    def source(self) -> ListSource:
        raise NotImplementedError

    def new_page(self) -> Page:
        raise NotImplementedError

    def offer(self) -> FormsToPrint:
        """Return what can be printed of a case."""
        raise NotImplementedError

    # What the window asks.

    def make_list(self) -> CaseList:
        self.list = CaseList(self.desk, self.source(), self.plan())
        return self.list

    def make_page(self, _entity: str, _uid: str) -> Page:
        page = self.new_page()
        self._pages.append(page)
        page.destroyed.connect(lambda: self._pages.remove(page))
        return page

    def print_job(self, uids: Sequence[str]) -> FormJob:
        """Offer the papers of one case, of the marked ones in one PDF each, or blank."""
        rows: Mapping[str, Row] = self._rows.rows(self.desk.actor, uids[:_LOOKED_AT])
        told = [row.applicant or row.number_shown for row in rows.values()]
        whose = f"{len(uids)} 件" if len(uids) > 1 else "".join(told) or "空白表格"
        states = {row.state for row in rows.values()}
        stage = states.pop() if len(states) == 1 else ""
        return FormJob(self.offer(), uids, f"{self.names.title} · {whose}", stage=stage)

    # Commands.

    def command(self, name: str, title: str, run: Callable[[], None], key: str = "", **more: Any) -> Command:
        """Make a command of this area."""
        return Command(f"{self.names.area}.{name}", title, run, key, **more)

    def page_commands(self) -> tuple[Command, ...]:
        """Return what every area of cases can do with its list and its page."""
        stored, command, on_page = self.has_stored, self.command, self.on_page
        blank = f"{self.names.title}空白文书…"
        return (
            command("blank", blank, self._print_blank, menu="打印", words="kbws", right=Right.PRINT),
            command("prints", "打印记录…", self._show_prints, menu="打印", enabled=stored, words="dyjl"),
            command(
                "views",
                "视图…",
                self._open_views,
                "Ctrl+Shift+L",
                menu="工具",
                enabled=self._has_views,
                words="st",
            ),
            command(
                "picture",
                "打印期限图…",
                on_page(_print_picture),
                menu="打印",
                enabled=stored,
                words="dyqxt 时间线",
                right=Right.PRINT,
            ),
            command("next", "办理下一步", on_page(_take_next), "F8", enabled=self.has_page),
            command("others", "其他步骤…", on_page(_open_others), "Shift+F8", enabled=stored),
            command(
                "papers",
                "添加材料和扫描件",
                on_page(_go_to_papers),
                "Ctrl+Shift+M",
                enabled=stored,
                shown=lambda: self.attachments is not None,
                words="tjclhsmj 附件 fj 照片 zp",
            ),
        )

    def step_commands(
        self, steps: Iterable[Step], group: str, beside: Sequence[tuple[str, str, Right]] = ()
    ) -> Iterator[Command]:
        """Offer each step that leads on from the state of the page; the others do not stand in the menu."""
        titles = [(step.code, step.title, step.right) for step in steps]
        for code, title, right in (*titles, *beside, (TAKE_BACK, "撤回上一步…", Right.DECIDE)):
            offered = partial(self._offers, code)
            yield self.command(
                f"step.{code}",
                title,
                self.on_page(partial(_take, code=code)),
                enabled=offered,
                shown=offered,
                group=group,
                right=right,
            )

    def life_commands(self, acts: Iterable[LifeCommand], group: str) -> Iterator[Command]:
        """Offer what is written down about the case that is shown."""
        for one in acts:
            yield self.command(
                f"life.{one.name}",
                one.title,
                self.on_page(partial(run, one=one)),
                one.key,
                enabled=partial(self._may, one),
                words=one.words,
                group=group,
                right=Right.EDIT,
            )

    # The workbench.

    def state_rows(self, states: Iterable[Any], counts: Mapping[str, int]) -> tuple[WorkbenchRow, ...]:
        """Count the states, each opens its list."""
        return tuple(
            WorkbenchRow(
                term_label(self.names.states, state),
                partial(self.show_only, "state", state.value),
                f"{counts[state]:,}",
            )
            for state in states
            if counts.get(state)
        )

    def recent_rows(self) -> tuple[WorkbenchRow, ...]:
        """Name what was changed last."""
        return tuple(
            WorkbenchRow(f"{hit.title}　{hit.detail}", partial(self.desk.open, self.names.entity, hit.uid))
            for hit in self._rows.recent(self.desk.actor, _RECENT)
        )

    # What is shown.

    def open_case(self, uid: str) -> None:
        """Open a case that may be new: the list has it before it points at it."""
        if self.list is not None:
            self.list.reload()
        self.desk.open(self.names.entity, uid)

    def open_new(self) -> None:
        self.desk.open(self.names.entity, "")

    def show_only(self, name: str, code: str) -> None:
        """Open the list with this filter and no other."""
        self.desk.show(self.names.area)
        if self.list is not None:
            self.list.show_view(SavedView("", filters={name: code}, sort="due_on" if name == "due" else ""))

    def shown(self) -> Page | None:
        """Return the page one is on; the latest where several are open."""
        return next((page for page in reversed(self._pages) if page.isVisible()), None)

    def has_page(self) -> bool:
        return self.shown() is not None

    def has_stored(self) -> bool:
        page = self.shown()
        return page is not None and bool(page.uid)

    def on_page(self, act: Callable[[Page], object]) -> Callable[[], None]:
        """Return what does this on the page that is shown."""

        def run_it() -> None:
            page = self.shown()
            if page is not None:
                act(page)

        return run_it

    def _offers(self, code: str) -> bool:
        page = self.shown()
        return page is not None and page.offers(code)

    def _may(self, one: LifeCommand) -> bool:
        page = self.shown()
        return page is not None and may(page, one)

    def _has_views(self) -> bool:
        return self.views is not None and self.list is not None and self.list.isVisible()

    def _open_views(self) -> None:
        if self.list is not None:
            self.list.open_views()

    def _print_blank(self) -> None:
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loaded when first used

        PrintSheet(self.desk, self.print_job(()), QApplication.activeWindow()).open()

    def _show_prints(self) -> None:
        from union_desk.desk.print_list import PrintList  # noqa: PLC0415 - loaded when first used

        page = self.shown()
        if page is not None:
            job = self.print_job((page.uid,))
            titles = {form.form: form.title for form in job.forms()}
            PrintList(page.title, job.log(), titles, QApplication.activeWindow()).show()


def _take_next(page: ActPage[Any, Any, Any]) -> None:
    page.take_next()


def _open_others(page: ActPage[Any, Any, Any]) -> None:
    page.step.open_others()


def _go_to_papers(page: ActPage[Any, Any, Any]) -> None:
    page.go_to_papers()


def _take(page: ActPage[Any, Any, Any], code: str) -> None:
    page.take(code)


def _print_picture(page: ActPage[Any, Any, Any]) -> None:
    from union_desk.desk.acts.clocks import ClockSection  # noqa: PLC0415 - the page has loaded it

    for part in page.parts:
        if isinstance(part, ClockSection):
            part.print_picture(others_hidden=False)
