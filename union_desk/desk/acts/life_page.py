"""The page of a record with a life: acts on it are done, told, undone and noted, whatever its form is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.core.terms import terms
from union_desk.desk.acts import steps
from union_desk.desk.acts.linked import Linked, nothing_linked
from union_desk.desk.acts.section import Sheet
from union_desk.desk.acts.service import LifeService, Saved
from union_desk.desk.acts.sheet import ActSheet
from union_desk.desk.attachments.panel import AttachmentPanel
from union_desk.desk.case_page import CasePage
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeLine, change_line
from union_desk.desk.notices import Notices
from union_desk.desk.printing import PrintJob
from union_desk.desk.timeline import Note, TimelineEntry, entries_of

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService

View = TypeVar("View", bound=steps.PageView)
Life = TypeVar("Life")
_LIVE_MS: Final = 180
_ABOVE_SHEET: Final = 6


class LifePage(CasePage, Generic[View, Life]):
    content: ClassVar[str] = "案件内容"
    made: ClassVar[str] = "已登记"
    """What is said when a record is stored for the first time."""
    look_only: ClassVar[str] = "不能修改，附件只能看。"
    note_kinds: ClassVar[tuple[str, ...]] = ("note", "phone", "visit", "material", "follow_up")

    def __init__(
        self,
        desk: Desk,
        service: LifeService,
        no_life: Life,
        *,
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        linked: Linked = nothing_linked,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._linked = linked
        self._living, self._no_life = service, no_life
        self._print_job = print_job
        self._view: View | None = None
        self._life = no_life
        self._asking: Sheet | None = None
        self.scans = (
            AttachmentPanel(desk, attachments, self.entity, self._ready_for_papers)
            if attachments is not None
            else None
        )
        self.notices = Notices()
        self.scroller.setAccessibleName(self.content)
        kinds = {term.code: term.label for term in terms("event_kind")}
        self.timeline.set_kinds([(code, kinds[code]) for code in self.note_kinds if code in kinds])
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self.follow_typing)

    # What an area writes.

    def save_form(self) -> Saved:
        """Store what is typed; RuleBroken is shown at its field."""
        raise NotImplementedError

    def has_ended(self, view: View) -> bool:
        """Tell whether the life of a record is over: nothing is added to it any more."""
        raise NotImplementedError

    def rows(self, view: View) -> Iterable[str]:
        """Return the uids of what a record consists of: a change of them shows on the page."""
        return (view.uid,)

    def on_screen(self, field: str) -> str:
        """Return where the screen has a field of the form."""
        return field

    def follow_typing(self) -> None:
        """Show above the form what is typed so far."""
        raise NotImplementedError

    def show_life(self) -> None:
        """Show anew what is not typed: the steps, the acts, and what is lacking."""
        raise NotImplementedError

    def take(self, code: str) -> None:
        """Take a step at once, ask in its sheet what it needs, or lead to what it lacks."""
        raise NotImplementedError

    def save_and_go_on(self) -> None:
        """Save, and lead to the first thing that is lacking."""
        raise NotImplementedError

    # The frame asks.

    def store(self) -> str:
        saved = self.save_form()
        self._tell(f"{self.made if saved.created else '已保存'} {saved.number_shown}", saved.work_uid)
        return saved.uid

    def events(self) -> Sequence[TimelineEntry]:
        told = self._living.timeline(self.desk.actor, self.uid)
        return [entry for event in told for entry in entries_of(event)]

    def put_note(self, note: Note) -> None:
        written = (note.on, note.kind, note.text)
        if note.corrects:
            work = self._living.correct_note(self.desk.actor, note.corrects, *written)
            self._tell_step("已更正一笔", work)
        else:
            self._tell_step("已记下一笔", self._living.note(self.desk.actor, self.uid, *written))

    def changes(self) -> Sequence[ChangeLine]:
        return [change_line(change) for change in self._living.history(self.desk.actor, self.uid)]

    def print_job(self) -> PrintJob | None:
        if self._print_job is None:
            return None
        return self._print_job((self.uid,) if self.uid else ())

    def concerns(self, touched: AbstractSet[str]) -> bool:
        return self._view is not None and bool(touched & set(self.rows(self._view)))

    def reload(self) -> None:
        """Nothing moves on the screen when what is stored is what is shown."""
        view = self._view
        if view is not None and not self.is_changed:
            try:
                stored = self._living.view(view.uid, self.desk.actor)
            except RuleBroken:
                # Its making was taken back.
                self.open_record("")
                return
            if stored == view:
                self.show_life()
                self._show_beside()
                return
        super().reload()

    def open_record(self, uid: str) -> None:
        super().open_record(uid)
        if not uid and not self.is_changed:
            self.show_section(0)

    # What the caseworker does.

    def go_to_papers(self) -> None:
        """Lead to the scans and photos, where Enter and Ctrl+V add to them."""
        if self.scans is not None:
            self.scans.take_cursor()
            top = self.scans.mapTo(self._paper, self.scans.rect().topLeft()).y()
            self.scroller.verticalScrollBar().setValue(top - _ABOVE_SHEET)

    def take_next(self) -> None:
        """F8: what the button of the next step does."""
        if self.is_changed or self._view is None:
            self.save_and_go_on()
        elif self._view.next_step.action:
            self.take(self._view.next_step.action)

    @property
    def may_write_down(self) -> bool:
        """Tell whether acts can be added: not before the first save, nor once the case has ended."""
        view = self._view
        return view is not None and not self.has_ended(view) and steps.is_ours(view, self.desk.actor)

    def do(self, sheet: Sheet | None, done: str, what: Callable[[], str]) -> bool:
        """Save, act, tell, and show the case anew; a broken rule is shown in the sheet it was typed into."""

        def act() -> None:
            self._asking = sheet
            self._tell_step(done, what())

        try:
            happened = self.act(act)
        finally:
            self._asking = None
        if happened and sheet is not None:
            sheet.put_away(done=True)
        return happened

    def show_problem(self, broken: RuleBroken) -> None:
        if self._asking is not None:
            self._asking.show_problem(broken)
            return
        super().show_problem(RuleBroken(broken.message, field=self.on_screen(broken.field or "")))

    # Inside.

    def _show_sheets(self) -> None:
        """Let every sheet of the page be seen whole once it is opened."""
        for sheet in self.findChildren(ActSheet):
            sheet.opened.connect(partial(self._show_sheet, sheet))

    def _show_sheet(self, sheet: ActSheet) -> None:
        """Show all of a sheet once it has its place, and its cursor in any case."""

        def show() -> None:
            here = self.window().focusWidget()
            if isValid(sheet) and sheet.isVisible() and here is not None and sheet.isAncestorOf(here):
                bar = self.scroller.verticalScrollBar()
                top = sheet.mapTo(self._paper, sheet.rect().topLeft()).y() - _ABOVE_SHEET
                below = top + sheet.height() + 2 * _ABOVE_SHEET - self.scroller.viewport().height()
                # All of it, or its beginning where it is higher than what one sees.
                bar.setValue(min(max(bar.value(), below), top))
                self.scroller.ensureWidgetVisible(here, 20, _ABOVE_SHEET)

        QTimer.singleShot(0, sheet, show)

    def _to_next(self) -> None:
        """Put the cursor onto the button of what comes next, where Enter takes it."""
        button = self.step.button
        if self._editable and button.isVisible() and button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ready_for_papers(self) -> str:
        """Save what is typed before papers are added to it."""
        return "" if self.is_changed and not self.save() else self.uid

    def _tell_step(self, done: str, work_uid: str) -> None:
        """Say what was done to which case; the step may have given it its number."""
        number = self._living.view(self.uid, self.desk.actor).number_shown
        self._tell(f"{done} {number}".rstrip(), work_uid)

    def _tell(self, text: str, work_uid: str) -> None:
        actor = self.desk.actor
        undo = partial(self._living.undo, actor, work_uid) if actor.may(Right.UNDO) else None
        self.desk.status(text.rstrip(), undo=undo)

    @property
    def _editable(self) -> bool:
        return self._view.may_edit if self._view is not None else self.desk.actor.may(Right.EDIT)

    @property
    def _may_reveal(self) -> bool:
        actor, view = self.desk.actor, self._view
        return view is not None and steps.is_ours(view, actor) and actor.may(Right.REVEAL)
