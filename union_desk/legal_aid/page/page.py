"""The page of one case of legal aid: fills its form in the order of the application, and what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.page import ActPage
from union_desk.desk.acts.service import Saved
from union_desk.desk.binder import Binder, put, value_at
from union_desk.desk.case_page import Header
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintJob
from union_desk.desk.widgets import GridEdit, SecretEdit
from union_desk.dispute.page.known import KnownNote, People, Register
from union_desk.legal_aid.page import words
from union_desk.legal_aid.page.applicant import Applicant
from union_desk.legal_aid.page.household import Household
from union_desk.legal_aid.page.life.deciding import Deciding
from union_desk.legal_aid.page.matter import Matter
from union_desk.legal_aid.page.parts import SECTIONS, step_asker
from union_desk.legal_aid.page.sections import Case, Doing
from union_desk.legal_aid.page.steps import WORDS
from union_desk.legal_aid.rules.states import ENDED, State
from union_desk.legal_aid.values import AidForm, AidLife, AidView
from union_desk.people.values import EmployerCard, PersonCard

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.legal_aid.service import LegalAidService

ENTITY: Final = "aid_case"
FORM_SECTIONS: Final = ("申请人", "申请事项", "家庭经济状况", "材料")
_SECRETS: Final = ("person.id_no", "person.mobile", "person.other_phone", "opponent.phone")
_APPLICATION: Final = "application"
_MEANS: Final = "means"


class AidPage(ActPage[AidView, AidLife, Case]):
    area = "legal_aid"
    entity = ENTITY
    called = "这件援助案件"
    words = WORDS
    kept = frozenset({"remark"})

    def __init__(
        self,
        desk: Desk,
        aid: LegalAidService,
        people: People,
        *,
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, aid, AidLife(), print_job=print_job, attachments=attachments, parent=parent)
        self._service = aid
        self._form = AidForm()
        self.register = Register(aid, people, desk.actor)
        self.applicant = Applicant(self.register, self._put_card)
        self.matter = Matter(self.register, self._put_card)
        self.household = Household()
        doing = Doing(desk, aid, self.do, self.take, self.goto, self.reload, self.save)
        papers = self.scans if self.scans is not None else QWidget()
        form = zip(FORM_SECTIONS, (self.applicant, self.matter, self.household, papers), strict=True)
        self.begin(step_asker(doing), tuple(form), self._bind, lambda: [make(doing) for make in SECTIONS])
        self.matter.same_wanted.connect(self._take_employer)
        self.household.family_wanted.connect(self._bring_family)
        for note in self.findChildren(KnownNote):
            note.wanted.connect(lambda uid: self.desk.open(ENTITY, uid, beside=bool(self.uid)))

    # What the frame asks.

    def fill_form(self) -> None:
        self._form = self._view.form if self._view else self._service.new_form(self.desk.actor)
        self.register.turn_to(self._view.uid if self._view else "")
        self.sheet.fill(self._form)
        self._settle()

    def save_form(self) -> Saved:
        return self._service.save(self.desk.actor, self.read(), self.uid or None, self._view)

    def header(self) -> Header:
        view, form = self._view, self.sheet.readable()
        return Header(
            title=words.sides_words(form) or ("未填申请人" if view else "新建援助案件"),
            subtitle=words.matter_line(form),
            number=view.number_shown if view else "",
            state=words.state_words(view, self.desk.today),
            tone=words.state_tone(view, self.desk.today),
        )

    def make_case(self, view: AidView, life: AidLife) -> Case:
        return Case(self._service, self.desk.actor, view, life, self.desk.today)

    def has_ended(self, view: AidView) -> bool:
        return State(view.state) in ENDED

    def rows(self, view: AidView) -> Iterable[str]:
        form = view.form
        yield view.uid
        for rows in (form.members, form.services, form.items):
            yield from (row.uid for row in rows)
        yield from (form.person.uid, form.employer.uid, form.opponent.uid)
        yield from (link.uid for link in view.links)

    def sentences(self) -> Iterable[str]:
        """Say what is worth a second look, first of all that counsel must not have the case."""
        yield from self._life.bars
        yield from super().sentences()

    def lead_to_form(self, place: str) -> bool:
        """Lead to the matter: the sheet of the application asks only for its day and way."""
        form = self._form
        if place == _APPLICATION and not self._told:
            known = form.matter or form.cause
            self.desk.status("请先选择申请的援助方式。" if known else "请先填写申请事项。")
            self.goto("wanted" if known else "matter")
            return True
        if place == _MEANS and form.exemption.startswith("migrant") and "migrant" not in form.categories:
            self.goto("categories")
            return True
        return False

    def provided(self, code: str) -> frozenset[str]:
        provided = super().provided(code)
        return provided if self._told else provided - {_APPLICATION}

    @property
    def _told(self) -> bool:
        """Tell whether it is known what the application is about, and which aid is wanted."""
        form = self._form
        return bool(form.matter or form.cause) and bool(form.wanted or form.services)

    def grids(self) -> Sequence[GridEdit]:
        return (self.matter.items, self.household.members)

    def take_first(self) -> None:
        self.applicant.take_cursor()

    def restore_values(self, values: object) -> None:
        super().restore_values(values)  # type: ignore[arg-type]
        self._settle()
        self.follow_typing()

    def follow_typing(self) -> None:
        self.household.show_average()
        self._follow_answers()
        self._make_offers()
        for part in self.parts:
            if isinstance(part, Deciding):
                part.means.follow(self.sheet.readable())
        super().follow_typing()

    def read(self) -> AidForm:
        """Return the form as it stands; RuleBroken with its field where a text cannot be a value."""
        return self.sheet.read()

    # What follows what.

    def _bind(self) -> Binder[AidForm]:
        self.sheet: Binder[AidForm] = Binder(self, AidForm)
        self.sheet.changed.connect(self._live.start)
        return self.sheet

    def _settle(self) -> None:
        for part in (self.applicant, self.matter, self.household):
            part.settle()
        self._hook_secrets()

    def _put_card(self, part: str, card: PersonCard | EmployerCard) -> None:
        self.sheet.put_part(part, card)
        self._hook_secrets()

    def _take_employer(self) -> None:
        """Put the employer, as it is typed, onto the other side too: one card for both."""
        self._put_card("opponent", self.sheet.readable().employer)
        self.goto("opponent.credit_code")

    def _bring_family(self) -> None:
        """Write the family of the hardship file into what is still empty; the caseworker saves it."""
        before = self.sheet.readable()
        try:
            told = self._service.with_family(self.desk.actor, before)
        except RuleBroken as broken:
            self.show_problem(broken)
            return
        for field in self.sheet.fields:
            widget = self.sheet.widget(field)
            value = value_at(told, field)
            if widget is not None and value != value_at(before, field):
                put(widget, value)
        self.sheet.changed.emit()
        self._settle()
        self.goto("members.0.name")

    def _allow(self) -> None:
        super()._allow()
        self._follow_answers()

    def _follow_answers(self) -> None:
        """Pass over what an answer makes needless: how an oral application was recorded, earlier ones."""
        form = self.sheet.readable()
        needless = {
            "applied_before_text": form.applied_before is False,
            "exemption": form.means_basis not in ("", "exempt") and not form.exemption,
            **dict.fromkeys(("oral_recorded", "oral_time", "oral_recorder"), not form.oral),
        }
        for field, passed in needless.items():
            widget = self.sheet.widget(field)
            if widget is not None:
                widget.setEnabled(self._writable and not passed)

    def _make_offers(self) -> None:
        """Offer what would be typed once more: the employer as the other side, the family of the file."""
        form = self.sheet.readable()
        self.household.offer_family(on=self._writable and bool(form.file_uid))
        blank = form.opponent.is_blank and not form.opponent_name
        self.matter.offer_same(on=self._writable and blank and not form.employer.is_blank)

    def _hook_secrets(self) -> None:
        """Record it when a masked number is shown; what is not saved yet of another's card stays hidden."""
        filled, members = self.sheet.filled, {one.uid: at for at, one in enumerate(self._form.members)}
        for path in _SECRETS:
            cell = self.sheet.widget(path)
            part = path.partition(".")[0]
            stored = bool(self.uid) and filled is not None
            same = stored and getattr(filled, part) == getattr(self._form, part)
            if isinstance(cell, SecretEdit):
                cell.on_reveal = partial(self.reveal, path if same else "")
        for row in self.household.members.rows:
            cell = row.widget("id_no")
            if isinstance(cell, SecretEdit):
                at = f"members.{members[row.uid]}.id_no" if self.uid and row.uid in members else ""
                cell.on_reveal = partial(self.reveal, at)
