"""The page of one labour dispute: fills its form, says what comes next, saves, and shows its sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.core.terms import terms
from union_desk.desk.acts.sheet import ActSheet
from union_desk.desk.attachments.panel import AttachmentPanel
from union_desk.desk.binder import Binder
from union_desk.desk.case_page import CasePage, Header
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeLine, change_line
from union_desk.desk.notices import Notices
from union_desk.desk.printing import PrintJob
from union_desk.desk.timeline import Note, TimelineEntry, entries_of
from union_desk.desk.widgets import Fold, GridEdit, SecretEdit
from union_desk.dispute.page import words
from union_desk.dispute.page.evidence import EvidenceList
from union_desk.dispute.page.form import CaseSheet, as_form, as_sheet, on_screen
from union_desk.dispute.page.known import People as Cards
from union_desk.dispute.page.known import Register
from union_desk.dispute.page.life.sheets import ANOTHER_DAY, HAND_OVER, TAKE_BACK
from union_desk.dispute.page.matter import Matter
from union_desk.dispute.page.parts import SECTIONS, step_asker
from union_desk.dispute.page.people import People
from union_desk.dispute.page.sections import Case, CaseSection, Doing, Sheet, StepTaken
from union_desk.dispute.page.steps import (
    FIELDS,
    LACK,
    TITLES,
    Acts,
    blocking,
    can_be_handed_over,
    can_be_taken_back,
    is_ours,
    lacks_shown,
    offered_step,
    refusal_of,
    step_of,
)
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.values import CaseForm, CaseLife, CaseView

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.dispute.service import DisputeService

ENTITY: Final = "dispute_case"
FORM_SECTIONS: Final = ("当事人", "争议与请求", "证据", "材料")
_LIVE_MS: Final = 180
_ABOVE_SHEET: Final = 6
_KEPT: Final = frozenset({"binder", "shelf", "remark"})
"""What is written of a case when it is closed."""
_APPLICATION: Final = "application"
_WRITTEN_KINDS: Final = ("note", "phone", "visit", "material", "follow_up")


class DisputePage(CasePage):
    area = "dispute"
    entity = ENTITY
    called = "这件案件"

    def __init__(
        self,
        desk: Desk,
        disputes: DisputeService,
        people: Cards,
        *,
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._service = disputes
        self._print_job = print_job
        self._view: CaseView | None = None
        self._life = CaseLife()
        self._asking: Sheet | None = None
        self._form = CaseForm()
        self.register = Register(disputes, people, desk.actor)
        self.people, self.matter, self.evidence = People(self.register), Matter(), EvidenceList()
        self.scans = (
            AttachmentPanel(desk, attachments, ENTITY, self._ready_for_papers)
            if attachments is not None
            else None
        )
        self.notices = Notices()
        self.scroller.setAccessibleName("案件内容")
        doing = Doing(desk, disputes, self.do, self.take, self.goto, self.reload, self.save)
        self.asker = step_asker(doing)
        self._form_in_place()
        kinds = {term.code: term.label for term in terms("event_kind")}
        self.timeline.set_kinds([(code, kinds[code]) for code in _WRITTEN_KINDS if code in kinds])
        self.sheet: Binder[CaseSheet] = Binder(self, CaseSheet)
        self.use_binder(self.sheet)
        # After the binder, which would find fields of the same names in them.
        self.parts: tuple[CaseSection, ...] = tuple(make(doing) for make in SECTIONS)
        for part in self.parts:
            self.add_section(part.title, part)
        for sheet in self.findChildren(ActSheet):
            sheet.opened.connect(partial(self._show_sheet, sheet))
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._follow_typing)
        self._listen()

    # The frame asks.

    def fill(self, uid: str) -> None:
        self._view = self._service.view(uid, self.desk.actor) if uid else None
        self._form = self._view.form if self._view else self._service.new_form(self.desk.actor)
        self.register.turn_to(uid)
        self.sheet.fill(as_sheet(self._form))
        self._settle()
        self.asker.turn_to(uid)
        self._show_life()
        self._allow()
        self._follow_typing()

    def store(self) -> str:
        saved = self._service.save(self.desk.actor, self.read(), self.uid or None, self._view)
        self._tell(f"{'已登记' if saved.created else '已保存'} {saved.number_shown}", saved.work_uid)
        return saved.uid

    def events(self) -> Sequence[TimelineEntry]:
        told = self._service.timeline(self.desk.actor, self.uid)
        return [entry for event in told for entry in entries_of(event)]

    def put_note(self, note: Note) -> None:
        written = (note.on, note.kind, note.text)
        if note.corrects:
            work = self._service.correct_note(self.desk.actor, note.corrects, *written)
            self._tell_step("已更正一笔", work)
        else:
            self._tell_step("已记下一笔", self._service.note(self.desk.actor, self.uid, *written))

    def changes(self) -> Sequence[ChangeLine]:
        return [change_line(change) for change in self._service.history(self.desk.actor, self.uid)]

    def print_job(self) -> PrintJob | None:
        if self._print_job is None:
            return None
        return self._print_job((self.uid,) if self.uid else ())

    def concerns(self, touched: AbstractSet[str]) -> bool:
        view = self._view
        if view is None:
            return False
        form = view.form
        rows = {row.uid for rows in (form.parties, form.agents, form.claims, form.evidence) for row in rows}
        cards = {party.person.uid for party in form.parties} | {party.employer.uid for party in form.parties}
        return bool(touched & ({view.uid} | rows | cards))

    def reload(self) -> None:
        """Nothing moves on the screen when what is stored is what is shown."""
        view = self._view
        if view is not None and not self.is_changed:
            try:
                stored = self._service.view(view.uid, self.desk.actor)
            except RuleBroken:
                # Its making was taken back.
                self.open_record("")
                return
            if stored == view:
                self._show_life()
                self._show_head()
                self._show_beside()
                return
        super().reload()

    def open_record(self, uid: str) -> None:
        super().open_record(uid)
        if not uid and not self.is_changed:
            self.show_section(0)

    def restore_values(self, values: object) -> None:
        super().restore_values(values)  # type: ignore[arg-type]
        self._settle()
        self._follow_typing()

    def show_section(self, number: int) -> None:
        super().show_section(number)
        if number == 0 and self._writable:
            self.people.take_cursor()
        elif number == 0:
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def goto(self, field: str) -> None:
        """Lead to a field, opening the fold that it lies in, or to the place of what a step lacks."""
        if field.startswith(LACK):
            self._lead_to(field.removeprefix(LACK), self._view.next_step.action if self._view else "")
            return
        wanted = self._on_screen(field)
        for part in (self.people.applying, self.people.opposing, self.matter.claims):
            if self._writable and wanted.startswith(f"{part.objectName()}.") and not part.rows:
                part.add_row()
        own = self.sheet.widget(wanted) or self.findChild(QWidget, wanted)
        if own is not None:
            for fold in self.findChildren(Fold):
                if fold.holds(own):
                    fold.open()
        if own is None and self._lead_to_part(wanted, ""):
            return
        if not wanted:
            return
        super().goto(wanted)
        if not self._editable and not self.timeline.has_cursor():
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the caseworker does.

    def read(self) -> CaseForm:
        """Return the form as it stands; RuleBroken with its field where a text cannot be a value."""
        return as_form(self.sheet.read())

    def save_and_go_on(self) -> None:
        if self.save():
            lacks = lacks_shown(self._view, self._life)
            if lacks:
                self.goto(lacks[0].field)

    def go_to_papers(self) -> None:
        """Lead to the scans and photos, where Enter and Ctrl+V add to them."""
        if self.scans is not None:
            self.scans.take_cursor()
            top = self.scans.mapTo(self._paper, self.scans.rect().topLeft()).y()
            self.scroller.verticalScrollBar().setValue(top - _ABOVE_SHEET)

    # The steps.

    def take(self, code: str) -> None:
        """Take a step at once, ask in its sheet what it needs, or lead to what it lacks."""
        if self.is_changed and not self.save():
            return
        view, case = self._view, self.case
        if view is None or case is None:
            self.desk.status("请先保存 (Ctrl+S)，再办理。")
            return
        if refusal := refusal_of(view, self._life, self.desk.actor, code):
            self.desk.status(refusal)
            return
        step = view.next_step.action if code == ANOTHER_DAY else code
        provided = self.asker.provides(code)
        if not (self._form.cause and self._form.claims):
            # The sheet asks for the day of the application, not for what it is about.
            provided -= {_APPLICATION}
        lack = blocking(self._life, step, provided)
        if lack is not None:
            self.desk.status(lack.sentence)
            self._lead_to(lack.place, code)
        elif self.asker.has_sheet(code):
            self.scroller.verticalScrollBar().setValue(0)
            self.asker.ask(case, code, self._title_of(code, view), partial(self._take, code))
        else:
            self._take(code, StepTaken())

    def take_next(self) -> None:
        """F8: what the button of the next step does."""
        if self.is_changed or self._view is None:
            self.save_and_go_on()
        elif self._view.next_step.action:
            self.take(self._view.next_step.action)

    def offers(self, code: str) -> bool:
        """Tell whether a step leads on from here."""
        if self._view is None:
            return False
        if code == TAKE_BACK:
            return can_be_taken_back(self._life)
        if code == HAND_OVER:
            return can_be_handed_over(self._view, self.desk.actor)
        return offered_step(self._life, code) is not None

    @property
    def case(self) -> Case | None:
        """What is shown, for the sections; None before the first save."""
        if self._view is None:
            return None
        return Case(self._service, self.desk.actor, self._view, self._life, self.desk.today)

    @property
    def may_write_down(self) -> bool:
        """Tell whether acts can be added: not before the first save, nor once the case has ended."""
        view = self._view
        return view is not None and State(view.state) not in ENDED and is_ours(view, self.desk.actor)

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
        super().show_problem(RuleBroken(broken.message, field=self._on_screen(broken.field or "")))

    def _take(self, code: str, taken: StepTaken) -> None:
        view = self._view
        if view is None:
            return
        title = self._title_of(code, view)
        step = view.next_step.action if code == ANOTHER_DAY else code

        def what() -> str:
            actor, uid = self.desk.actor, view.uid
            if taken.instead is not None:
                return taken.instead()
            if code == TAKE_BACK:
                return self._service.take_back_step(actor, uid, taken.reason)
            act = taken.act or None
            return self._service.take_step(actor, uid, step, on=taken.on, reason=taken.reason, act=act)

        sheet = self.asker.sheet if self.asker.has_sheet(code) else None
        if self.do(sheet, taken.done or f"已{title}", what):
            self._to_next()

    def _title_of(self, code: str, view: CaseView) -> str:
        if code in TITLES:
            return TITLES[code]
        step = offered_step(self._life, view.next_step.action if code == ANOTHER_DAY else code)
        return step.title if step is not None else view.next_step.title

    def _lead_to(self, place: str, code: str) -> None:
        """Lead to where a lack of a step is put right: its sheet, a field, or a section below the form."""
        matter = bool(self._form.cause and self._form.claims)
        if place == _APPLICATION and not matter:
            self.goto("claims.0.kind" if self._form.cause else "cause")
        elif self.asker.has_sheet(code) and place in self.asker.provides(code):
            self.take(code)
        elif place == "parties" and self._form.applicants and not self._form.respondents:
            self.goto("opposing.0.employer.name")
        elif place in FIELDS:
            self.goto(FIELDS[place])
        elif not self._lead_to_part(place, code):
            self.goto(place)

    def _lead_to_part(self, place: str, code: str) -> bool:
        return any(place in part.places and part.lead_to(place, code) for part in self.parts)

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
        return "" if self.is_changed and not self.save() else self.uid

    def _on_screen(self, field: str) -> str:
        return on_screen(field, self.sheet.readable()) if field.startswith("parties.") else field

    # What is shown.

    def _show_life(self) -> None:
        view = self._view
        self._life = self._service.life(self.desk.actor, view.uid) if view is not None else CaseLife()
        if self.scans is not None:
            refusal = "" if view is None or view.may_edit else "这件案件不能修改，附件只能看。"
            self.scans.show_of(view.uid if view is not None else "", (), refusal)
        case = self.case
        for part in self.parts:
            part.setEnabled(case is not None)
            part.show_case(case)
        self._show_notices()

    def _show_notices(self) -> None:
        """Say what is worth a second look; what the days warn of stands with the days."""
        hints = self._view.hints if self._view is not None else ()
        conflicts = tuple(conflict.sentence for conflict in self._life.conflicts)
        self.notices.show_notices([("", sentence) for sentence in (*conflicts, *hints)])

    def _show_head(self) -> None:
        view = self._view
        form = as_form(self.sheet.readable())
        self.set_header(
            Header(
                title=words.sides_words(form) or ("未填当事人" if view else "新建案件"),
                subtitle=words.matter_line(form),
                number=view.number_shown if view else "",
                state=words.state_words(view, self.desk.today),
                tone=words.state_tone(view, self.desk.today),
            )
        )
        self._show_step()
        self.set_missing(lacks_shown(view, self._life))

    def _show_step(self) -> None:
        acts = Acts(self.save_and_go_on, self.take, self.asker)
        self.set_step(
            step_of(self._view, self._life, acts, self.desk.actor, self.desk.today, changed=self.is_changed)
        )

    def _tell_step(self, done: str, work_uid: str) -> None:
        """Say what was done to which case; the step may have given it its number."""
        number = self._service.view(self.uid, self.desk.actor).number_shown
        self._tell(f"{done} {number}".rstrip(), work_uid)

    def _tell(self, text: str, work_uid: str) -> None:
        actor = self.desk.actor
        undo = partial(self._service.undo, actor, work_uid) if actor.may(Right.UNDO) else None
        self.desk.status(text.rstrip(), undo=undo)

    # What follows what.

    def _form_in_place(self) -> None:
        self._sheet.addWidget(self.asker.widget)
        papers: QWidget = self.scans if self.scans is not None else QWidget()
        for title, part in zip(FORM_SECTIONS, (self.people, self.matter, self.evidence, papers), strict=True):
            self.add_section(title, part)
        lines = self.layout()
        if isinstance(lines, QVBoxLayout):
            lines.insertWidget(3, self.notices)

    def _listen(self) -> None:
        if self.scans is not None:
            self.scans.take_drops_of(self)
        self.sheet.changed.connect(self._live.start)
        self.altered.connect(lambda _changed: self._show_step())
        self.notices.wanted.connect(self.goto)
        self.people.roster.wanted.connect(self.goto)
        for each in self.people.lists:
            each.met.connect(self._name_people)
            each.case_wanted.connect(lambda uid: self.desk.open(ENTITY, uid, beside=bool(self.uid)))
            each.added.connect(lambda _row: self._hook_secrets())

    def _follow_typing(self) -> None:
        """Show above the form what is typed so far."""
        self._live.stop()
        self._name_people()
        self._show_head()

    def _settle(self) -> None:
        self.people.settle()
        self.people.roster.show_roster([party for party in self._form.parties if party.roster])
        self.matter.settle()
        self._hook_secrets()
        self._name_people()

    def _name_people(self) -> None:
        named = self.people.named()
        self.people.agents.set_people(named)
        self.matter.claims.set_people(named)

    def _hook_secrets(self) -> None:
        """Record it when a masked number is shown; what is not saved yet of another's card stays hidden."""
        places = {party.uid: place for place, party in enumerate(self._form.parties)} if self.uid else {}
        for each in self.people.lists:
            for uid, cells in each.secrets().items():
                for path, cell in cells.items():
                    if isinstance(cell, SecretEdit):
                        at = f"parties.{places[uid]}.{path}" if uid in places else ""
                        cell.on_reveal = partial(self._reveal, at)
        agents = {agent.uid: place for place, agent in enumerate(self._form.agents)} if self.uid else {}
        for row in self.people.agents.rows:
            for path in ("id_no", "phone"):
                cell = row.widget(path)
                if isinstance(cell, SecretEdit):
                    at = f"agents.{agents[row.uid]}.{path}" if row.uid in agents else ""
                    cell.on_reveal = partial(self._reveal, at)

    def _reveal(self, path: str) -> None:
        if not path:
            raise RuleBroken("先保存 (Ctrl+S)，再显示。")
        self._service.reveal(self.desk.actor, self.uid, path)

    @property
    def _editable(self) -> bool:
        return self._view.may_edit if self._view is not None else self.desk.actor.may(Right.EDIT)

    @property
    def _writable(self) -> bool:
        """Tell whether the form can be written on: not any more once the case is closed."""
        return self._editable and (self._view is None or State(self._view.state) not in ENDED)

    @property
    def _may_reveal(self) -> bool:
        actor, view = self.desk.actor, self._view
        return view is not None and is_ours(view, actor) and actor.may(Right.REVEAL)

    def _allow(self) -> None:
        """Let only those type who may: a case of another office is shown and no more.

        Of a closed case only its place in the archive is still written.
        """
        editable = self._editable
        had_cursor = self._paper.isAncestorOf(self.window().focusWidget() or self)
        at_rest = Qt.FocusPolicy.NoFocus if self._writable else Qt.FocusPolicy.StrongFocus
        self.scroller.setFocusPolicy(at_rest)
        for path in self.sheet.fields:
            widget = self.sheet.widget(path)
            writable = self._writable or (editable and path in _KEPT)
            if isinstance(widget, GridEdit):
                widget.set_look_only(on=not writable)
                widget.setEnabled(writable or self._may_reveal)
            elif widget is not None:
                widget.setEnabled(writable)
        if had_cursor and not self._writable:
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)
