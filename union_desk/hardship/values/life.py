"""What happens to a hardship file beside its form: each act as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from union_desk.casework.process import OfferedStep, TakenStep
from union_desk.hardship.values.form import new_uid


@dataclass(frozen=True, slots=True)
class HomeVisit:
    """入户核查 as it is written down; `visitors` and other persons by name."""

    uid: str = field(default_factory=new_uid)
    on: date | None = None
    visitors: tuple[str, ...] = ()
    met: str = ""
    housing: str = ""
    belongings: str = ""
    members: str = ""
    work: str = ""
    income: str = ""
    outlay: str = ""
    debts: str = ""
    health: str = ""
    neighbours: str = ""
    needs: str = ""
    conclusion: str = ""  # terms visit_conclusion
    photos: int | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to a publicity; handled once `handled_on` is known."""

    uid: str = field(default_factory=new_uid)
    on: date | None = None
    who: str = ""
    phone: str = ""
    text: str = ""
    handling: str = ""
    upheld: bool | None = None
    handled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Publicity:
    """公示 of a file: `to_on` is its last day, counted by the pack when it was posted."""

    uid: str = field(default_factory=new_uid)
    purpose: str = "enrol"  # terms publicity_purpose
    place: str = ""
    phone: str = ""
    cause: str = ""  # terms publicity_cause: classes of cause only, never a disease
    from_on: date | None = None
    to_on: date | None = None
    steps: tuple[str, ...] = ()
    photo_begin: bool | None = None
    photo_end: bool | None = None
    result: str = ""
    result_on: date | None = None
    signer: str = ""
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class MeansCheck:
    """经济状况核对: asked, and answered once `answered_on` is known."""

    uid: str = field(default_factory=new_uid)
    asked_on: date | None = None
    asked_of: str = ""
    answered_on: date | None = None
    report_no: str = ""
    consistent: bool | None = None
    text: str = ""
    handling: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a household stood: what last year and this year are compared by."""

    on: date
    class_code: str = ""
    population: int = 0
    year_income_fen: int | None = None
    rigid_outlay_fen: int | None = None
    month_percap_fen: int | None = None
    net_percap_fen: int | None = None
    main_cause: str = ""
    members: tuple[str, ...] = ()  # by name, the owner first
    found: tuple[str, ...] = ()  # codes of the classes that held by the standard of that day
    deciding: str = ""  # the step that decided, or why it cannot be computed
    standard: str = ""  # by which standard, with its version
    dibao_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """年度复核: how the household stood then and stands now, and what was concluded."""

    uid: str = field(default_factory=new_uid)
    year: int = 0
    on: date | None = None
    before: Standing | None = None
    after: Standing | None = None
    outcome: str = ""  # terms review_outcome
    text: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ExitMonth:
    """What the household had in one of the months before it leaves."""

    first_on: date
    income_fen: int
    population: int
    threshold_fen: int | None = None  # the standard of that month, as it was when this was written down


@dataclass(frozen=True, slots=True)
class Exit:
    """Leaving the file: the months that were tested, or the reason."""

    uid: str = field(default_factory=new_uid)
    on: date | None = None
    kind: str = ""  # terms review_outcome: lifted, relieved, deregistered
    reason: str = ""  # terms exit_reason
    text: str = ""
    months: tuple[ExitMonth, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """移交 to another union."""

    uid: str = field(default_factory=new_uid)
    on: date | None = None
    receiver: str = ""
    receiver_phone: str = ""
    papers: str = ""
    pages: int | None = None
    handed_by: str = ""
    received_by: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class DueDay:
    """A running period: what is due until when, and why that day."""

    code: str
    title: str
    due_on: date
    why: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLife:
    """All that happened to a file, newest first, and what can happen next."""

    steps: tuple[TakenStep, ...] = ()
    visits: tuple[HomeVisit, ...] = ()
    publicities: tuple[Publicity, ...] = ()
    means_checks: tuple[MeansCheck, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    exits: tuple[Exit, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    offered: tuple[OfferedStep, ...] = ()
    due: tuple[DueDay, ...] = ()
