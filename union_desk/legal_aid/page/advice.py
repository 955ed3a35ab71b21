"""The page of one line of the register of advice: what was asked and answered, and what it became."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.core.terms import term_label, terms
from union_desk.desk import style
from union_desk.desk.acts.fields import TimeEdit, note, number, term
from union_desk.desk.acts.form import FieldLines
from union_desk.desk.binder import Binder
from union_desk.desk.case_page import CasePage, Header
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeLine, change_line
from union_desk.desk.printing import PrintJob
from union_desk.desk.timeline import Note, TimelineEntry, entries_of
from union_desk.desk.widgets import DayEdit, GridColumn, PhoneEdit, SuggestEdit, TextEdit
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.legal_aid.page.advice_words import (
    BECAME,
    DONE,
    ENTITY,
    MAKES,
    NAMELESS,
    asked_words,
    when_words,
)
from union_desk.legal_aid.values import AdviceView, Consultation
from union_desk.people.values import NOBODY, EmployerCard, PersonCard

if TYPE_CHECKING:
    from union_desk.legal_aid.service import Advice

_WRITTEN_KINDS: Final = ("note", "phone", "visit", "follow_up")
_PERSON: Final = "card:person"
_ONLY: Final = "只作咨询。要办案件的，转为争议或者法律援助，姓名、单位、内容都会带过去，不用重填。"
CAME: Final = (
    GridColumn("came_on", "咨询日期", DayEdit, 6, 0),
    GridColumn("from_time", "时间", TimeEdit, 4, 0),
    GridColumn("way", "咨询方式", term("advice_way"), 6, 0),
    GridColumn("adviser", "答复人", TextEdit, 4, 0),
    GridColumn("minutes", "用时", number("分钟"), 4, 0),
    GridColumn("name", "咨询人（可不留）", SuggestEdit, 6, 1),
    GridColumn("phone", "电话", PhoneEdit, 6, 1),
    GridColumn("employer__name", "用人单位", SuggestEdit, 12, 1),
)
ASKED: Final = (
    GridColumn("topic", "咨询事项", term("advice_topic"), 6, 0),
    GridColumn("headcount", "咨询人数", number("人"), 4, 0),
    GridColumn("referral", "转介去向", TextEdit, 14, 0),
    GridColumn("question", "咨询内容", note(3), 24, 1),
    GridColumn("answer", "答复内容", note(4), 24, 2),
)


class Outcome(QWidget):
    """What the line became, with a link to it; or the buttons that make something of it."""

    wanted = Signal(str, str)
    """The entity and uid of what it became."""
    make = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = ("", "")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.link = style.make_link(QPushButton("打开", self))
        self.link.clicked.connect(lambda _on=False: self.wanted.emit(*self._at))
        self.makes = {entity: QPushButton(f"{title} ({key})", self) for entity, (title, key) in MAKES.items()}
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        for entity, button in self.makes.items():
            button.clicked.connect(lambda _on=False, entity=entity: self.make.emit(entity))
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(line)
        whole.addLayout(buttons)

    def show_view(self, view: AdviceView | None, *, may: bool) -> None:
        """Say what became of it; `may`: something can still be made of it here."""
        became = view.became if view is not None else None
        self._at = (became.entity, became.uid) if became is not None else ("", "")
        title = f"{DONE[became.entity]}：{became.title}（{became.state}）" if became is not None else ""
        self.words.setText(title or _ONLY)
        self.words.setProperty("muted", became is None)
        self.link.setVisible(became is not None)
        self.link.setAccessibleName(f"打开 {became.title}" if became is not None else "打开")
        for button in self.makes.values():
            button.setVisible(became is None)
            button.setEnabled(may)


class AdvicePage(CasePage):
    """`make` makes a case of the line that is shown."""

    area, entity, called = "advice", ENTITY, "这条咨询"

    def __init__(
        self,
        desk: Desk,
        advice: Advice,
        register: Register,
        make: Callable[[str], None],
        print_job: Callable[[Sequence[str]], PrintJob | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._service, self._register, self._print_job = advice, register, print_job
        self._view: AdviceView | None = None
        self._person, self._firm = NOBODY, EmployerCard()
        self.scroller.setAccessibleName("咨询内容")
        form = QWidget()
        self.came, self.asked, self.known = FieldLines(CAME, form), FieldLines(ASKED, form), KnownNote(form)
        lines = QVBoxLayout(form)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.came, self.known, self.asked):
            lines.addWidget(part)
        self.outcome = Outcome()
        self.add_section("咨询", form)
        self.add_section("去向", self.outcome)
        self.sheet: Binder[Consultation] = Binder(self, Consultation)
        self.use_binder(self.sheet)
        kinds = {each.code: each.label for each in terms("event_kind")}
        self.timeline.set_kinds([(code, kinds[code]) for code in _WRITTEN_KINDS if code in kinds])
        self._listen(make)

    # The frame asks.

    def fill(self, uid: str) -> None:
        self._view = self._service.view(uid, self.desk.actor) if uid else None
        form = self._view.form if self._view is not None else self._service.new_form(self.desk.actor)
        self._person, self._firm = form.person, form.employer
        self.sheet.fill(form)
        self.known.tell("")
        self._phone.on_reveal = self._reveal
        self._allow()
        self._show_head()

    def store(self) -> str:
        loaded = self._view.form if self._view is not None else None
        saved = self._service.save(self.desk.actor, self.read(), loaded)
        self._tell("已登记咨询" if saved.created else "已保存", saved.work_uid)
        return saved.uid

    def events(self) -> Sequence[TimelineEntry]:
        told = self._service.timeline(self.desk.actor, self.uid)
        return [entry for event in told for entry in entries_of(event)]

    def put_note(self, note: Note) -> None:
        written = (note.on, note.kind, note.text)
        if note.corrects:
            work = self._service.correct_note(self.desk.actor, note.corrects, *written)
            self._tell("已更正一笔", work)
        else:
            self._tell("已记下一笔", self._service.note(self.desk.actor, self.uid, *written))

    def changes(self) -> Sequence[ChangeLine]:
        return [change_line(change) for change in self._service.history(self.desk.actor, self.uid)]

    def print_job(self) -> PrintJob | None:
        return self._print_job((self.uid,) if self.uid else ())

    def concerns(self, touched: AbstractSet[str]) -> bool:
        view = self._view
        if view is None:
            return False
        became = view.became.uid if view.became is not None else ""
        return bool(touched & {view.uid, became, view.form.person.uid, view.form.employer.uid})

    def reload(self) -> None:
        """Nothing moves on the screen when what is stored is what is shown."""
        if self._view is not None and not self.is_changed:
            try:
                stored = self._service.view(self._view.uid, self.desk.actor)
            except RuleBroken:
                # Its making was taken back.
                self.open_record("")
                return
            if stored == self._view:
                self._show_beside()
                return
        super().reload()

    def draft_values(self) -> Mapping[str, Any]:
        return {**super().draft_values(), _PERSON: self._person.uid}

    def restore_values(self, values: Mapping[str, Any]) -> None:
        typed = dict(values)
        if uid := str(typed.pop(_PERSON, "")):
            self._person = self._register.card(uid)
        super().restore_values(typed)
        self._show_head()

    # What the caseworker does.

    def read(self) -> Consultation:
        """Return the line as it stands; who has another name now is another human."""
        typed, held = self.sheet.read(), self.sheet.filled
        person, firm = typed.person, typed.employer
        if held is None or typed.name != held.name or self._person.uid != held.person.uid:
            person = self._person if self._person.name == typed.name else NOBODY
        if held is None or firm.name != held.employer.name:
            firm = self._firm if self._firm.name == firm.name else EmployerCard(name=firm.name)
        return replace(typed, person=person, employer=firm)

    @property
    def person_uid(self) -> str:
        """The card of who asked, "" for one who has none."""
        return self._view.form.person.uid if self._view is not None else ""

    @property
    def employer_uid(self) -> str:
        return self._view.form.employer.uid if self._view is not None else ""

    @property
    def may_become(self) -> bool:
        """Tell whether something can still be made of the line."""
        return self._view is not None and self._view.may_edit and self._view.became is None

    # Inside.

    def _listen(self, make: Callable[[str], None]) -> None:
        name, employer = self._suggests("name"), self._suggests("employer__name")
        name.look, employer.look = self._register.persons, self._register.employers
        name.picked.connect(self._take_person)
        employer.picked.connect(self._take_employer)
        self.sheet.changed.connect(self._show_head)
        self.outcome.make.connect(make)
        self.outcome.wanted.connect(self.desk.open)

    def _suggests(self, name: str) -> SuggestEdit:
        return cast("SuggestEdit", self.came.findChild(SuggestEdit, name))

    @property
    def _phone(self) -> PhoneEdit:
        return cast("PhoneEdit", self.came.findChild(PhoneEdit, "phone"))

    def _take_person(self, card: PersonCard) -> None:
        self._person = card
        self._suggests("name").set_value(card.name)
        if not self._phone.value():
            self._phone.set_value(card.mobile or card.other_phone)
        known = self._register.person_with(card.id_no)
        self.known.tell(known.sentence if known is not None else "")
        self.mark_changed()
        self._show_head()

    def _take_employer(self, card: EmployerCard) -> None:
        self._firm = card
        self._suggests("employer__name").set_value(card.name)
        self.mark_changed()
        self._show_head()

    def _reveal(self) -> None:
        """Record it when the number is shown; what is not saved yet of another's card stays hidden."""
        view = self._view
        if view is None or self._phone.value() != view.form.phone:
            raise RuleBroken("先保存 (Ctrl+S)，再显示。")
        self._service.reveal(self.desk.actor, view.uid, "phone")

    def _allow(self) -> None:
        """Let only those type who may: a line of another office is shown and no more."""
        view = self._view
        editable = view.may_edit if view is not None else self.desk.actor.may(Right.EDIT)
        at_rest = Qt.FocusPolicy.NoFocus if editable else Qt.FocusPolicy.StrongFocus
        self.scroller.setFocusPolicy(at_rest)
        for path in self.sheet.fields:
            widget = self.sheet.widget(path)
            if widget is not None:
                widget.setEnabled(editable)
        # Who only looks may still be shown the number, on the record.
        may_reveal = view is not None and view.is_ours and self.desk.actor.may(Right.REVEAL)
        self._phone.set_look_only(on=not editable)
        self._phone.setEnabled(editable or may_reveal)
        self.outcome.show_view(view, may=self.may_become)

    def _show_head(self) -> None:
        form, view = self.sheet.readable(), self._view
        became = view.became if view is not None else None
        state = BECAME[became.entity] if became is not None else term_label("advice_way", form.way)
        self.set_header(
            Header(
                title=form.name or (NAMELESS if view is not None else "新的咨询"),
                subtitle=asked_words(form),
                number=when_words(form),
                state=state,
                tone="good" if became is not None else "plain",
            )
        )

    def _tell(self, text: str, work_uid: str) -> None:
        actor = self.desk.actor
        undo = partial(self._service.undo, actor, work_uid) if actor.may(Right.UNDO) else None
        self.desk.status(text, undo=undo)
