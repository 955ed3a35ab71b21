"""The page of a case that is taken from step to step: its form above, its sections below, its sheets on top.

class DisputePage(ActPage[CaseView, CaseLife, Case]):
    area, entity, words = "dispute", "dispute_case", StepWords(…)
    def fill_form(self): ...       # put self._view (None for a new one) into the widgets
    def save_form(self): ...       # store what is typed
    def header(self): ...          # who and what, as far as it is typed
    def make_case(self, view, life): return Case(…)

The area makes the form, then `begin(doing, asker, sections)` joins the sheets and the sections below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts import section, steps
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK
from union_desk.desk.acts.life_page import LifePage
from union_desk.desk.acts.linked import Linked, OtherRecord, nothing_linked, open_other
from union_desk.desk.acts.section import ShownCase, StepTaken
from union_desk.desk.acts.service import ActService
from union_desk.desk.acts.steps import LACK, Acts, StepWords
from union_desk.desk.case_page import Header
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintJob
from union_desk.desk.widgets import Fold, GridEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_desk.casework.attachments import AttachmentService

View = TypeVar("View", bound=steps.View)
Life = TypeVar("Life", bound=steps.Life)
Case = TypeVar("Case", bound=ShownCase)
_ABOVE_FORM: Final = 3
"""Below the header, the next step and what it lacks."""
_VOLUME: Final = "volume"


class ActPage(LifePage[View, Life], Generic[View, Life, Case]):
    words: ClassVar[StepWords]
    kept: ClassVar[frozenset[str]] = frozenset()
    """The fields that are written of a case when it is closed."""

    def __init__(
        self,
        desk: Desk,
        service: ActService,
        no_life: Life,
        *,
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        linked: Linked = nothing_linked,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            service,
            no_life,
            print_job=print_job,
            attachments=attachments,
            linked=linked,
            parent=parent,
        )
        self._acting = service
        self.parts: tuple[section.CaseSection[Case, Any], ...] = ()

    # What an area writes.

    def fill_form(self) -> None:
        """Show what is stored of the view, or a new case, in the widgets of the form."""
        raise NotImplementedError

    def header(self) -> Header:
        """Say whose case it is and what it is about, as far as it is typed."""
        raise NotImplementedError

    def make_case(self, view: View, life: Life) -> Case:
        raise NotImplementedError

    def sentences(self) -> Iterable[str]:
        """Say what is worth a second look above the form."""
        return self._view.hints if self._view is not None else ()

    def more_acts(self) -> tuple[str, ...]:
        """Return the codes of what can be done beside the table of steps."""
        return ()

    def provided(self, code: str) -> frozenset[str]:
        """Return the places of the lacks that the sheet of a step asks for itself."""
        return self.asker.provides(code)

    def lead_to_form(self, _place: str) -> bool:
        """Lead to where the form has what a step lacks, beyond `words.fields`."""
        return False

    def grids(self) -> Sequence[GridEdit]:
        """Return the tables whose first row is made when one is led into them."""
        return ()

    def follow_typing(self) -> None:
        """Show above the form what is typed so far."""
        self._live.stop()
        self.show_head()

    # What an area calls.

    def begin(
        self,
        asker: section.StepAsker[Case],
        form: Sequence[tuple[str, QWidget]],
        make_binder: Callable[[], Any],
        below: Callable[[], Sequence[section.CaseSection[Case, Any]]],
    ) -> None:
        """Put the sheets, the sections of the form, and those below it onto the page."""
        self.asker = asker
        self._sheet.addWidget(asker.widget)
        for title, part in form:
            self.add_section(title, part)
        self._place_notices()
        self.use_binder(make_binder())
        # After the binder, which would find fields of the same names in them.
        self.parts = tuple(below())
        for each in self.parts:
            self.add_section(each.title, each)
        self._show_sheets()
        if self.scans is not None:
            self.scans.take_drops_of(self)
        self.altered.connect(lambda _changed: self._show_step())
        self.notices.wanted.connect(self.goto)

    # The frame asks.

    def fill(self, uid: str) -> None:
        self._view = self._acting.view(uid, self.desk.actor) if uid else None
        self.fill_form()
        self.asker.turn_to(uid)
        self._show_life()
        self._allow()
        self.follow_typing()

    def show_life(self) -> None:
        self._show_life()
        self.show_head()

    def take_first(self) -> None:
        """Put the cursor where a case is begun."""
        raise NotImplementedError

    def show_section(self, number: int) -> None:
        super().show_section(number)
        if number == 0 and self._writable:
            self.take_first()
        elif number == 0:
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def goto(self, field: str) -> None:
        """Lead to a field, opening the fold that it lies in, or to the place of what a step lacks."""
        if field.startswith(LACK):
            self._lead_to(field.removeprefix(LACK), self._view.next_step.action if self._view else "")
            return
        if open_other(self.desk, field):
            return
        wanted = self.on_screen(field)
        own = self._opened(wanted)
        if own is None and self._lead_to_part(wanted, ""):
            return
        if not wanted:
            return
        super().goto(wanted)
        if not self._editable and not self.timeline.has_cursor():
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, field: str) -> QWidget | None:
        """Return the widget of a field, with its row made and its fold opened; None for no field."""
        for grid in self.grids():
            if self._writable and field.startswith(f"{grid.objectName()}.") and not grid.rows:
                grid.add_row()
        bound = self.binder.widget(field) if self.binder is not None else None
        own = bound or self.findChild(QWidget, field)
        for fold in self.findChildren(Fold):
            if own is not None and fold.holds(own):
                fold.open()
        return own

    # What the caseworker does.

    def save_and_go_on(self) -> None:
        if self.save():
            lacks = steps.lacks_shown(self._view, self._life, self.words)
            if lacks:
                self.goto(lacks[0].field)

    # The steps.

    def take(self, code: str) -> None:
        """Take a step at once, ask in its sheet what it needs, or lead to what it lacks."""
        if self.is_changed and not self.save():
            return
        view, case = self._view, self.case
        if view is None or case is None:
            self.desk.status("请先保存 (Ctrl+S)，再办理。")
            return
        if refusal := steps.refusal_of(view, self._life, self.desk.actor, code, self.words):
            self.desk.status(refusal)
            return
        step = view.next_step.action if code == ANOTHER_DAY else code
        lack = steps.blocking(self._life, step, self.provided(code))
        if lack is not None:
            self.desk.status(lack.sentence)
            self._lead_to(lack.place, code)
        elif self.asker.has_sheet(code):
            self.scroller.verticalScrollBar().setValue(0)
            self.asker.ask(case, code, self._title_of(code, view), partial(self._take, code))
        else:
            self._take(code, StepTaken())

    def offers(self, code: str) -> bool:
        """Tell whether a step leads on from here."""
        if self._view is None:
            return False
        if code == TAKE_BACK:
            return steps.can_be_taken_back(self._life)
        return code in self.more_acts() or steps.offered_step(self._life, code) is not None

    @property
    def case(self) -> Case | None:
        """What is shown, for the sections; None before the first save."""
        return self.make_case(self._view, self._life) if self._view is not None else None

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
                return self._acting.take_back_step(actor, uid, taken.reason)
            act = taken.act or None
            return self._acting.take_step(actor, uid, step, on=taken.on, reason=taken.reason, act=act)

        sheet = self.asker.sheet if self.asker.has_sheet(code) else None
        if self.do(sheet, taken.done or f"已{title}", what):
            self._to_next()

    def _title_of(self, code: str, view: View) -> str:
        if title := self.words.title_of(code):
            return title
        step = steps.offered_step(self._life, view.next_step.action if code == ANOTHER_DAY else code)
        return step.title if step is not None else view.next_step.title

    def _lead_to(self, place: str, code: str) -> None:
        """Lead to where a lack of a step is put right: its sheet, a field, or a section below the form."""
        if self.lead_to_form(place):
            return
        if self.asker.has_sheet(code) and place in self.asker.provides(code):
            self.take(code)
        elif place in self.words.fields:
            self.goto(self.words.fields[place])
        elif place == _VOLUME:
            self.desk.volume_wanted.emit()
        elif not self._lead_to_part(place, code):
            self.goto(place)

    def _lead_to_part(self, place: str, code: str) -> bool:
        return any(place in part.places and part.lead_to(place, code) for part in self.parts)

    def _arrange(self) -> None:
        super()._arrange()
        self._place_notices()

    def _place_notices(self) -> None:
        """Let what is worth a second look stand above the form, or scroll with it on a low page."""
        above = self.layout()
        if not isinstance(above, QVBoxLayout) or not self.sections:
            return
        wanted, number = (self._sheet, 0) if self.is_low else (above, _ABOVE_FORM)
        if wanted.indexOf(self.notices) < 0:
            wanted.insertWidget(number, self.notices)

    # What is shown.

    def show_head(self) -> None:
        self.set_header(self.header())
        self._show_step()
        self.set_missing(steps.lacks_shown(self._view, self._life, self.words))

    def _show_life(self) -> None:
        view = self._view
        self._life = self._acting.life(self.desk.actor, view.uid) if view is not None else self._no_life
        if self.scans is not None:
            refusal = "" if view is None or view.may_edit else f"{self.called}{self.look_only}"
            self.scans.show_of(view.uid if view is not None else "", (), refusal)
        case = self.case
        for part in self.parts:
            part.setEnabled(case is not None)
            part.show_case(case)
        other = [(each.field, each.words) for each in self._others()]
        self.notices.show_notices([*other, *(("", sentence) for sentence in self.sentences())])

    def _others(self) -> Iterable[OtherRecord]:
        return self._linked(self.uid) if self.uid else ()

    def _show_step(self) -> None:
        acts = Acts(self.save_and_go_on, self.take, self.asker, self.words, self.more_acts())
        step = steps.step_of(
            self._view, self._life, acts, self.desk.actor, self.desk.today, changed=self.is_changed
        )
        self.set_step(step)

    # Who may do what.

    def reveal(self, path: str) -> None:
        """Record it that a masked number is shown; what is not saved yet of another's card stays hidden."""
        if not path:
            raise RuleBroken("先保存 (Ctrl+S)，再显示。")
        self._acting.reveal(self.desk.actor, self.uid, path)

    @property
    def _writable(self) -> bool:
        """Tell whether the form can be written on: not any more once the case is closed."""
        return self._editable and (self._view is None or not self.has_ended(self._view))

    def _allow(self) -> None:
        """Let only those type who may: a case of another office is shown and no more.

        Of a closed case only what is `kept` is still written.
        """
        editable = self._editable
        had_cursor = self._paper.isAncestorOf(self.window().focusWidget() or self)
        at_rest = Qt.FocusPolicy.NoFocus if self._writable else Qt.FocusPolicy.StrongFocus
        self.scroller.setFocusPolicy(at_rest)
        if self.binder is None:
            return
        for path in self.binder.fields:
            widget = self.binder.widget(path)
            writable = self._writable or (editable and path in self.kept)
            if isinstance(widget, GridEdit):
                widget.set_look_only(on=not writable)
                widget.setEnabled(writable or self._may_reveal)
            elif widget is not None:
                widget.setEnabled(writable)
        if had_cursor and not self._writable:
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)
