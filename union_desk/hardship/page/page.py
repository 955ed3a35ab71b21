"""The page of one 困难职工档案: fills its sections, says what comes next, saves and decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.life_page import LifePage
from union_desk.desk.acts.linked import Linked, OtherRecord, nothing_linked, open_other
from union_desk.desk.acts.service import Saved
from union_desk.desk.acts.sheet import ActSheet, Asked
from union_desk.desk.binder import Binder
from union_desk.desk.case_page import Header, Missing
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintJob
from union_desk.desk.widgets import Fold, SecretEdit
from union_desk.hardship.page import words
from union_desk.hardship.page.basics import Basics
from union_desk.hardship.page.causes import Causes
from union_desk.hardship.page.closing import Papers, Relief
from union_desk.hardship.page.family import Family, relation_initials, shown_person
from union_desk.hardship.page.form import SheetForm, as_form, as_sheet
from union_desk.hardship.page.life.doing import Doing
from union_desk.hardship.page.life.handling import Handling
from union_desk.hardship.page.life.helping import Helping
from union_desk.hardship.page.life.sheet_body import Ground, Taken
from union_desk.hardship.page.life.sheets import ANOTHER_DAY, RECHECK, REGISTER, SHEETS, TAKE_BACK
from union_desk.hardship.page.money import Money
from union_desk.hardship.page.one_file import Doings, OneFile
from union_desk.hardship.page.persons import Persons
from union_desk.hardship.page.recheck.asking import why_not_box
from union_desk.hardship.page.steps import (
    LACK,
    Acts,
    blocking,
    is_ours,
    lacks_shown,
    offered_step,
    refusal_of,
    step_of,
)
from union_desk.hardship.page.wages import Wages
from union_desk.hardship.rules import HeldElsewhere
from union_desk.hardship.rules.states import ENDED, State
from union_desk.hardship.values import Assessment, FileForm, FileLife, FileView

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.hardship.service import HardshipService

ENTITY: Final = "hardship_file"
FORM_SECTIONS: Final = ("基本情况", "家庭成员", "收入与支出", "致困与类别", "开户与材料", "解困与备注")
LIFE_SECTIONS: Final = ("办理", "帮扶记录")
SECTIONS: Final = (*FORM_SECTIONS, *LIFE_SECTIONS)
_FIRST: Final = "owner.id_no"
# Where the cursor goes for a field that the form does not show under its own name.
_LED_TO: Final[Mapping[str, str]] = {
    "incomes": "own_month_wage_fen",
    "class_code": "decision",
    "reason": "decision_reason",
}
_TITLES: Final[Mapping[str, str]] = {TAKE_BACK: "撤回上一步", RECHECK: "年度复核"}


class HardshipPage(LifePage[FileView, FileLife]):
    area = "hardship"
    entity = ENTITY
    content = "档案内容"
    made = "已建立档案"
    note_kinds = (
        "note", "phone", "visit", "home_visit", "material", "appraisal", "public_notice", "objection",
        "review", "means_check", "approve", "follow_up",
    )  # fmt: skip

    def __init__(
        self,
        desk: Desk,
        hardship: HardshipService,
        *,
        offices: Sequence[tuple[str, str]] = (),
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        linked: Linked = nothing_linked,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            hardship,
            FileLife(),
            print_job=print_job,
            attachments=attachments,
            linked=linked,
            parent=parent,
        )
        self._service = hardship
        self._others: Sequence[OtherRecord] = ()
        self._form = FileForm()
        self.shown_missing: tuple[Missing, ...] | None = None
        self._empty: tuple[Missing, ...] = ()
        self._room_made, self._place = False, ""
        self._persons = Persons(hardship, desk.actor)
        self.basics = Basics(self._persons.look)
        self.family = Family(self._persons.look)
        self.money = Money()
        self.causes = Causes()
        self.papers, self.relief = Papers(self.scans), Relief()
        self.means = self.causes.means
        self.wages = Wages(self.money, self.family.members)
        doing = Doing(hardship, desk.actor, HalfActs(desk, "hardship_act"), self.do)
        self.step_sheet = ActSheet(doing.half)
        acts = Doings(self.save, self._open_beside, self._tell, self.reload)
        self.one_file = OneFile(hardship, desk.actor, acts)
        self._sections_in_place()
        self.basics.form.employer__street.set_choices(offices)
        self.sheet: Binder[SheetForm] = Binder(self, SheetForm)
        self.use_binder(self.sheet)
        # After the binder, which would find fields of the same names in them.
        self.handling, self.helping = Handling(doing), Helping(doing)
        for title, part in zip(LIFE_SECTIONS, (self.handling, self.helping), strict=True):
            self.add_section(title, part)
        self._show_sheets()
        self._listen()

    # The frame asks.

    def fill(self, uid: str) -> None:
        self._view = self._service.view(uid, self.desk.actor) if uid else None
        self._form = self._view.form if self._view else self._service.new_form(self.desk.actor)
        self._others = self._linked(uid) if uid else ()
        self._persons.turn_to(uid, self._form)
        self.one_file.joined.show_of(uid)
        self.wages.begin(self._form.incomes)
        self.sheet.fill(as_sheet(self._form))
        start = self.basics.form.owner__work_start_on
        start.set_part(self._form.owner.work_start_on, self._form.owner.work_start_precision)
        self._settle()
        self._make_room()
        self.means.clear()
        self.means.show_decision(self._view.decision if self._view else None)
        if self.step_sheet.asked is not None and self.step_sheet.asked.uid != uid:
            self.step_sheet.put_away()
        self._show_life()
        self._allow()
        self.assess()

    def save_form(self) -> Saved:
        return self._service.save(self.desk.actor, self.read(), self.uid or None, self._view)

    def has_ended(self, view: FileView) -> bool:
        return State(view.state) in ENDED

    def rows(self, view: FileView) -> Iterable[str]:
        form = view.form
        yield from (view.uid, form.owner.uid, form.employer.uid)
        for member in form.members:
            yield from (member.uid, member.person.uid)

    def reload(self) -> None:
        if self._view is not None and self.is_changed:
            self._take_papers_over(self._view)
        super().reload()

    def show_life(self) -> None:
        self._show_life()
        self._tell_missing()
        self._show_head(self._readable())

    def _take_papers_over(self, view: FileView) -> None:
        """Put papers that were attached just now onto the list, below what is being typed."""
        grid = self.papers.form.attachments
        known = {paper.uid for paper in view.form.attachments}
        try:
            stored, typed = self._service.view(view.uid, self.desk.actor), grid.value()
        except RuleBroken:
            return
        new = [paper for paper in stored.form.attachments if paper.uid not in known]
        if new and replace(stored.form, attachments=view.form.attachments) == view.form:
            grid.set_value((*typed, *new))
            self._view = stored
            self._show_papers()

    def keep_draft(self) -> None:
        if self._live.isActive():
            self.assess()
        super().keep_draft()

    def draft_values(self) -> Mapping[str, Any]:
        return {"sheet": super().draft_values(), "means": self.means.draft(), "wages": self.wages.draft()}

    def restore_values(self, values: Mapping[str, Any]) -> None:
        super().restore_values(values.get("sheet", {}))
        self.means.restore(values.get("means", {}))
        self._settle()
        self.wages.restore(values.get("wages", ()))
        self.wages.follow_incomes()
        self.assess()

    def show_section(self, number: int) -> None:
        """Begin the first section with the identity number, which fills half of the others."""
        super().show_section(number)
        if not self._editable:
            self._rest("")
        elif number == 0:
            self.basics.form.owner__id_no.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def goto(self, field: str) -> None:
        """Lead to a field, opening the fold that it lies in, or to the place of what a step lacks."""
        if open_other(self.desk, field):
            return
        if field.startswith(LACK):
            self._lead_to(field.removeprefix(LACK), self._view.next_step.action if self._view else "")
            return
        wanted = _LED_TO.get(field, field)
        widget = self.sheet.widget(wanted) or self.findChild(QWidget, wanted)
        if widget is not None:
            for fold in self.findChildren(Fold):
                if fold.holds(widget):
                    fold.open()
        super().goto(wanted)
        if wanted.startswith("decision"):
            self._show_means()
        if not self._editable and not self.timeline.has_cursor():
            self._rest(field)

    def focused_field(self) -> str:
        """Where nothing can be typed, the field that the cursor would be in: the next file has it there."""
        if self.scroller.hasFocus():
            return self._place or _FIRST
        return super().focused_field()

    def _rest(self, field: str) -> None:
        """Put the cursor onto the page as a whole, where the arrows scroll it."""
        self._place = field
        self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_means(self) -> None:
        """Show the packs above the choice that is made between them."""
        top = self.means.mapTo(self._paper, self.means.rect().topLeft()).y()
        self.scroller.verticalScrollBar().setValue(top - 40)

    # What the caseworker does.

    def read(self) -> FileForm:
        """Return the form as it stands; RuleBroken with its field where a text cannot be a value."""
        return self._completed(as_form(self.sheet.read()))

    def follow_typing(self) -> None:
        self.assess()

    def assess(self) -> None:
        """Show the figures, what is missing and the classes of what is typed so far."""
        self._live.stop()
        form = self._readable()
        assessment = self._service.assess(self.desk.actor, form)
        self.money.show_figures(assessment.figures)
        self.wages.show_figures(form, assessment.figures)
        on = self._tested_on
        compared = self._service.compare_classes(self.desk.actor, form, on)
        self.means.show_comparison(compared, today=on is not None)
        self._show_notices(assessment)
        self._name_family()
        self._empty = tuple(Missing(each.field, each.label) for each in assessment.missing)
        self._tell_missing()
        self._show_head(form)

    def _tell_missing(self) -> None:
        """Say what the next step lacks; on a draft, which fields are asked for later."""
        state = self._view.state if self._view is not None else "draft"
        missing = lacks_shown(self._view, self._life, self._empty, due_form=state == "draft")
        if missing != self.shown_missing:
            self.shown_missing = missing
            self.set_missing(missing)

    def _show_notices(self, assessment: Assessment) -> None:
        """Leave out what is said at its field already, and the field that is being typed into."""
        here = self.focused_field()
        warnings = [
            (field, sentence)
            for field, sentence in assessment.warnings
            if field != here and not self._said_at_field(field) and not self._is_past(field)
        ]
        others = [(each.field, each.words) for each in self._others]
        self.notices.show_notices([*others, *warnings, *(("", hint) for hint in assessment.hints)])

    def _is_past(self, field: str) -> bool:
        """Leave out what is no slip: a file that was decided long ago was applied for even longer ago."""
        return field == "applied_on" and self._view is not None and self._view.state != "draft"

    def _said_at_field(self, field: str) -> bool:
        return bool(self.sheet.problem(field))

    def decide(self, pack: str, class_code: str, reason: str) -> None:
        self.act(lambda: self._decide(pack, class_code, reason))

    def enter_standard(self, line: Threshold) -> None:
        """Keep a line of the place, and measure again by it."""
        try:
            work = self._service.set_threshold(self.desk.actor, line)
        except RuleBroken as broken:
            self.means.standards.show_problem(broken.message)
            return
        self.means.standards.close_bar()
        self._tell(f"已记下 {line.text}", work)
        self.assess()

    def save_and_go_on(self) -> None:
        if self.save():
            self.go_to_missing()

    def go_to_missing(self) -> None:
        if self.shown_missing:
            self.goto(self.shown_missing[0].field)

    def go_to_decision(self) -> None:
        self.goto("decision")

    def ask_refusal(self) -> None:
        """不予建档 needs a reason, which the worker is told."""
        self.take("refuse")

    # The steps.

    def take(self, code: str) -> None:
        """Take a step at once, ask in its sheet what it needs, or lead to what it lacks."""
        if self.is_changed and not self.save():
            return
        view = self._view
        if view is None or (refusal := refusal_of(view, self._life, self.desk.actor, code)):
            self.desk.status(refusal if view is not None else "请先保存 (Ctrl+S)，再办理。")
            return
        lack = blocking(self._life, view.next_step.action if code == ANOTHER_DAY else code)
        if lack is not None:
            self.desk.status(lack.sentence)
            self._lead_to(lack.place, code)
        elif code in SHEETS:
            self._ask(code, view)
        else:
            self._take(code, Taken())

    def ask_why(self) -> None:
        """Shift+F1: say why something cannot be done, for the worker across the counter."""
        if self.is_changed and not self.save():
            return
        view, actor = self._view, self.desk.actor
        if view is not None:
            compared = self._service.compare_classes(actor, view.form, self._tested_on)
            why_not_box(self.desk, self._service, view, self._life, compared, self.window()).show()

    def offers(self, code: str) -> bool:
        """Tell whether a step leads on from here."""
        if self._view is None:
            return False
        if code == TAKE_BACK:
            return any(not step.taken_back and step.code != TAKE_BACK for step in self._life.steps)
        return offered_step(self._life, code) is not None

    def show_problem(self, broken: RuleBroken) -> None:
        super().show_problem(broken)
        if self._asking is None and isinstance(broken, HeldElsewhere):
            self._offer_at(broken)

    def clear_problems(self) -> None:
        super().clear_problems()
        self.one_file.offer.put_away()

    def _offer_at(self, broken: HeldElsewhere) -> None:
        """Put what helps below the part of the form in which the person stands."""
        part = self.basics if broken.place.field.startswith("owner.") else self.family
        lines = part.layout()
        if lines is not None:
            lines.addWidget(self.one_file.offer)
        self.one_file.offer.show_for(broken.place, self.uid)

    def _open_beside(self, uid: str) -> None:
        self.desk.open(ENTITY, uid, beside=bool(self.uid))

    def _ask(self, code: str, view: FileView) -> None:
        title = self._title_of(code, view)
        ground = Ground(self._service, self.desk.actor, view, self._life, self.desk.today)
        body = SHEETS[code].make(self.step_sheet)
        body.begin(ground)
        self.scroller.verticalScrollBar().setValue(0)
        self.step_sheet.ask(Asked(view.uid, code, title), body, lambda taken: self._take(code, taken))

    def _title_of(self, code: str, view: FileView) -> str:
        if code in _TITLES:
            return _TITLES[code]
        step = offered_step(self._life, view.next_step.action if code == ANOTHER_DAY else code)
        return step.title if step is not None else view.next_step.title

    def _take(self, code: str, taken: Taken) -> None:
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
            if code == REGISTER:
                return self._service.register(actor, uid, taken.reason, taken.on or self.desk.today)
            return self._service.take_step(
                actor, uid, step, on=taken.on, reason=taken.reason, act=taken.acts or None
            )

        asked = self.step_sheet.asked
        sheet = self.step_sheet if asked and asked.code == code else None
        if self.do(sheet, taken.done or f"已{title}", what):
            self._to_next()

    def _lead_to(self, place: str, code: str) -> None:
        """Lead to where a lack of a step is put right: a field, a part of ⑦, or the sheet of the step."""
        form = self._form
        if code in SHEETS and place in SHEETS[code].provides:
            self.take(code)
        elif place == "missing":
            if self._empty:
                self.goto(self._empty[0].field)
        elif place == "rechecks":
            self.take(RECHECK)
        elif place == "owner.name":
            self.goto("applied_on" if form.owner.name and form.owner.id_no else _FIRST)
        elif place == "exclusions":
            self.causes.form.open_exclusions.open()
            self.goto("exclusions")
        elif not self.handling.lead_to(place, code):
            self.goto(place)

    def _show_papers(self) -> None:
        if self.scans is None:
            return
        view = self._view
        asked = self._service.papers(self.desk.actor, view.uid) if view is not None else ()
        refusal = "" if view is None or view.may_edit else "这份档案不能修改，附件只能看。"
        self.scans.show_of(view.uid if view is not None else "", words.asked_papers(asked), refusal)

    def _show_life(self) -> None:
        self._show_papers()
        view, actor = self._view, self.desk.actor
        if view is None:
            self._life = FileLife()
            self.handling.show_life(None, (), ())
            self.helping.show_grants(None, ())
            return
        self._life = self._service.life(actor, view.uid)
        ground = Ground(self._service, actor, view, self._life, self.desk.today)
        self.handling.show_life(
            ground, self._service.opinions(actor, view.uid), self._service.consents(actor, view.uid)
        )
        self.helping.show_grants(ground, self._service.grants(actor, view.uid))

    @property
    def may_refuse(self) -> bool:
        view = self._view
        if view is None or not is_ours(view, self.desk.actor):
            return False
        step = offered_step(self._life, "refuse")
        return step is not None and not step.refusal

    @property
    def _tested_on(self) -> date | None:
        """A recheck tests by the standards of today, an application by those of its own day."""
        in_recheck = self._view is not None and self._view.state == State.ANNUAL_REVIEW
        return self.desk.today if in_recheck else None

    def _decide(self, pack: str, class_code: str, reason: str) -> None:
        work = self._service.decide(self.desk.actor, self.uid, pack, class_code, reason)
        self._tell_step("已认定类别", work)

    # What follows what.

    def _sections_in_place(self) -> None:
        parts = (self.basics, self.family, self.money, self.causes, self.papers, self.relief)
        self._sheet.addWidget(self.step_sheet)
        for title, part in zip(FORM_SECTIONS, parts, strict=True):
            self.add_section(title, part)
        lines = self.layout()
        if isinstance(lines, QVBoxLayout):
            lines.insertWidget(3, self.notices)
            lines.insertWidget(4, self.one_file.joined)

    def _listen(self) -> None:
        if self.scans is not None:
            self.scans.take_drops_of(self)
        self.sheet.changed.connect(self._live.start)
        self.altered.connect(lambda _changed: self._show_step())
        self.basics.file_wanted.connect(self._open_beside)
        self.basics.class_wanted.connect(self.go_to_decision)
        self.notices.wanted.connect(self.goto)
        self.means.decided.connect(self.decide)
        self.means.refusal_wanted.connect(self.ask_refusal)
        self.means.why_wanted.connect(self.ask_why)
        self.means.standards.entered.connect(self.enter_standard)
        self.means.standards.doubts = lambda line: self._service.threshold_doubts(self.desk.actor, line)
        self.family.members.changed.connect(self._meet_members)
        self.family.members.added.connect(lambda _row: self._meet_members())
        form = self.basics.form
        self._persons.hook(form.owner__id_no, "owner.id_no")
        self._persons.hook(form.owner__mobile, "owner.mobile")
        self._persons.hook(self.papers.form.owner__card_no, "owner.card_no")

    def _settle(self) -> None:
        view = self._view
        self.basics.settle(view.class_name if view else "")
        self.causes.settle()
        self._meet_members()
        self.money.refresh_people()

    def _make_room(self) -> None:
        """Give the form the room of the timeline until there is a first event."""
        if self._view is None:
            self.show_beside(on=False)
            self._room_made = True
        elif self._room_made:
            self.show_beside(on=True)
            self._room_made = False

    def _allow(self) -> None:
        """Let only those type who may: a file of another office is shown and no more."""
        editable = self._editable
        here = self.focused_field()
        had_cursor = self._paper.isAncestorOf(self.window().focusWidget() or self)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus if editable else Qt.FocusPolicy.StrongFocus)
        for path in self.sheet.fields:
            widget = self.sheet.widget(path)
            if isinstance(widget, SecretEdit):
                widget.set_look_only(on=not editable)
                widget.setEnabled(editable or (widget.masked and self._may_reveal))
            elif widget is self.family.members:
                self.family.members.set_look_only(on=not editable)
                widget.setEnabled(editable or self._may_reveal)
            elif widget is not None:
                widget.setEnabled(editable)
        self.means.set_editable(editable=editable, refusal=lacking(self.desk.actor, Right.DECIDE))
        self.means.standards.allow(lacking(self.desk.actor, Right.CONFIGURE))
        self.means.refuse.setVisible(self.may_refuse)
        if had_cursor and not editable:
            self._rest(here)

    def _readable(self) -> FileForm:
        sheet = self.sheet.readable()
        try:
            return self._completed(as_form(sheet))
        except RuleBroken:
            return as_form(sheet)

    def _completed(self, form: FileForm) -> FileForm:
        """Take over what stands in two places: 月收入 just typed, and how exactly a day is known."""
        form = self.wages.complete(form)
        return words.with_precision(form, self.basics.form.owner__work_start_on.precision)

    def _meet_members(self) -> None:
        self._persons.hook_members(self.family.members)
        self._name_family()

    def _name_family(self) -> None:
        self.money.set_people(
            [
                (uid, shown_person(name, relation), relation_initials(relation))
                for uid, name, relation in self.family.members.people()
            ]
        )

    # What stands above the form.

    def _show_head(self, form: FileForm) -> None:
        view = self._view
        self.set_header(
            Header(
                title=form.owner.name or ("未填姓名" if view else "新建档案"),
                subtitle=words.person_line(form.owner, self.desk.today),
                number=view.number_shown if view else "",
                state=words.state_words(view, self.desk.today),
                tone=words.state_tone(view, self.desk.today),
            )
        )
        self._show_step()

    def _show_step(self) -> None:
        acts = Acts(self.save_and_go_on, self.take)
        self.set_step(
            step_of(self._view, self._life, acts, self.desk.actor, self.desk.today, changed=self.is_changed)
        )
