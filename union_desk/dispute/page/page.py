"""The page of one labour dispute: fills its form, and says what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from union_desk.desk.acts.linked import Linked, nothing_linked
from union_desk.desk.acts.page import ActPage
from union_desk.desk.acts.service import Saved
from union_desk.desk.binder import Binder
from union_desk.desk.case_page import Header
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintJob
from union_desk.desk.widgets import GridEdit, SecretEdit
from union_desk.dispute.page import words
from union_desk.dispute.page.evidence import EvidenceList
from union_desk.dispute.page.form import CaseSheet, as_form, as_sheet, on_screen
from union_desk.dispute.page.known import People as Cards
from union_desk.dispute.page.known import Register
from union_desk.dispute.page.life.sheets import HAND_OVER
from union_desk.dispute.page.matter import Matter
from union_desk.dispute.page.parts import SECTIONS, step_asker
from union_desk.dispute.page.people import People
from union_desk.dispute.page.sections import Case, Doing
from union_desk.dispute.page.steps import WORDS, can_be_handed_over
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.values import CaseForm, CaseLife, CaseView

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentService
    from union_desk.dispute.service import DisputeService

ENTITY: Final = "dispute_case"
FORM_SECTIONS: Final = ("当事人", "争议与请求", "证据", "材料")
_APPLICATION: Final = "application"


class DisputePage(ActPage[CaseView, CaseLife, Case]):
    area = "dispute"
    entity = ENTITY
    called = "这件案件"
    words = WORDS
    kept = frozenset({"binder", "shelf", "remark"})

    def __init__(
        self,
        desk: Desk,
        disputes: DisputeService,
        people: Cards,
        *,
        print_job: Callable[[Sequence[str]], PrintJob | None] | None = None,
        attachments: AttachmentService | None = None,
        linked: Linked = nothing_linked,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            disputes,
            CaseLife(),
            print_job=print_job,
            attachments=attachments,
            linked=linked,
            parent=parent,
        )
        self._service = disputes
        self._form = CaseForm()
        self.register = Register(disputes, people, desk.actor)
        self.people, self.matter, self.evidence = People(self.register), Matter(), EvidenceList()
        doing = Doing(desk, disputes, self.do, self.take, self.goto, self.reload, self.save)
        papers = self.scans if self.scans is not None else QWidget()
        form = zip(FORM_SECTIONS, (self.people, self.matter, self.evidence, papers), strict=True)
        self.begin(step_asker(doing), tuple(form), self._bind, lambda: [make(doing) for make in SECTIONS])
        self._listen()

    # What the frame asks.

    def fill_form(self) -> None:
        self._form = self._view.form if self._view else self._service.new_form(self.desk.actor)
        self.register.turn_to(self._view.uid if self._view else "")
        self.sheet.fill(as_sheet(self._form))
        self._settle()

    def save_form(self) -> Saved:
        return self._service.save(self.desk.actor, self.read(), self.uid or None, self._view)

    def header(self) -> Header:
        view, form = self._view, as_form(self.sheet.readable())
        return Header(
            title=words.sides_words(form) or ("未填当事人" if view else "新建案件"),
            subtitle=words.matter_line(form),
            number=view.number_shown if view else "",
            state=words.state_words(view, self.desk.today),
            tone=words.state_tone(view, self.desk.today),
        )

    def make_case(self, view: CaseView, life: CaseLife) -> Case:
        return Case(self._service, self.desk.actor, view, life, self.desk.today)

    def has_ended(self, view: CaseView) -> bool:
        return State(view.state) in ENDED

    def rows(self, view: CaseView) -> Iterable[str]:
        form = view.form
        yield view.uid
        for rows in (form.parties, form.agents, form.claims, form.evidence):
            yield from (row.uid for row in rows)
        for party in form.parties:
            yield from (party.person.uid, party.employer.uid)

    def sentences(self) -> Iterable[str]:
        """Say what is worth a second look; what the days warn of stands with the days."""
        yield from (conflict.sentence for conflict in self._life.conflicts)
        yield from super().sentences()

    def more_acts(self) -> tuple[str, ...]:
        handed = self._view is not None and can_be_handed_over(self._view, self.desk.actor)
        return (HAND_OVER,) if handed else ()

    def provided(self, code: str) -> frozenset[str]:
        """Leave out what the application is about: its sheet asks only for its day."""
        provided = super().provided(code)
        return provided if self._has_matter else provided - {_APPLICATION}

    def lead_to_form(self, place: str) -> bool:
        if place == _APPLICATION and not self._has_matter:
            self.goto("claims.0.kind" if self._form.cause else "cause")
            return True
        if place == "parties" and self._form.applicants and not self._form.respondents:
            self.goto("opposing.0.employer.name")
            return True
        return False

    def on_screen(self, field: str) -> str:
        return on_screen(field, self.sheet.readable()) if field.startswith("parties.") else field

    def grids(self) -> Sequence[GridEdit]:
        return (self.people.applying, self.people.opposing, self.matter.claims)

    def take_first(self) -> None:
        self.people.take_cursor()

    def restore_values(self, values: object) -> None:
        super().restore_values(values)  # type: ignore[arg-type]
        self._settle()
        self.follow_typing()

    def follow_typing(self) -> None:
        self._name_people()
        super().follow_typing()

    def read(self) -> CaseForm:
        """Return the form as it stands; RuleBroken with its field where a text cannot be a value."""
        return as_form(self.sheet.read())

    # What follows what.

    @property
    def _has_matter(self) -> bool:
        return bool(self._form.cause and self._form.claims)

    def _bind(self) -> Binder[CaseSheet]:
        self.sheet: Binder[CaseSheet] = Binder(self, CaseSheet)
        self.sheet.changed.connect(self._live.start)
        return self.sheet

    def _listen(self) -> None:
        self.people.roster.wanted.connect(self.goto)
        for each in self.people.lists:
            each.met.connect(self._name_people)
            each.case_wanted.connect(lambda uid: self.desk.open(ENTITY, uid, beside=bool(self.uid)))
            each.added.connect(lambda _row: self._hook_secrets())

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
                        cell.on_reveal = partial(self.reveal, at)
        agents = {agent.uid: place for place, agent in enumerate(self._form.agents)} if self.uid else {}
        for row in self.people.agents.rows:
            for path in ("id_no", "phone"):
                cell = row.widget(path)
                if isinstance(cell, SecretEdit):
                    at = f"agents.{agents[row.uid]}.{path}" if row.uid in agents else ""
                    cell.on_reveal = partial(self.reveal, at)
