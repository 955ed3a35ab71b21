"""A hardship file as screens and paper see it: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from union_desk.casework.values import Threshold
from union_desk.people.values import NO_EMPLOYER, NOBODY, EmployerCard, PersonCard

# `whose` and `payer` of an item name the file's owner by the empty string, a member by his entry's uid.
OWNER: Final = ""


def new_uid() -> str:
    """Return a fresh id for a row that is not stored yet."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """One row of 家庭主要成员. The uid is made with the row and stays: money items point to it."""

    uid: str = field(default_factory=new_uid)
    person: PersonCard = NOBODY
    relation: str = ""  # terms relation: what he is to the owner (子 = 20 …)
    counted: bool = True  # counts in 家庭人口 (A5.1)
    count_reason: str = ""  # terms count_reason
    in_school: bool | None = None
    school: str = ""
    school_stage: str = ""  # terms school_stage: 当前学历
    enrolled_year: int | None = None
    school_years: int | None = None  # 年制
    served_from_on: date | None = None  # 入伍时间
    workplace: str = ""  # 单位或学校, as on the paper
    remark: str = ""


@dataclass(frozen=True, slots=True)
class IncomeEntry:
    """One income of the last twelve months; `per` is "month" or "year"; a monthly one runs `months`."""

    uid: str = field(default_factory=new_uid)
    whose: str = OWNER
    kind: str = "wage"  # terms income_kind
    detail: str = ""  # terms income_detail
    amount_fen: int | None = None
    per: str = "month"
    months: int = 12
    from_on: date | None = None
    to_on: date | None = None
    evidence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OutlayEntry:
    """One rigid outlay: only the part that the family pays itself, after insurance and relief (A3.5)."""

    uid: str = field(default_factory=new_uid)
    kind: str = "illness"  # terms outlay_kind
    payer: str = OWNER
    amount_fen: int | None = None
    per: str = "year"
    months: int = 12
    from_on: date | None = None
    to_on: date | None = None
    compulsory_school: bool = False  # 义务教育阶段: no rigid outlay
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AssetEntry:
    """A home, vehicle, savings, investment or shop of the family (A3.6); terms asset_kind."""

    uid: str = field(default_factory=new_uid)
    kind: str = "savings"
    whose: str = OWNER
    count: int | None = None
    area_hundredths: int | None = None  # hundredths of a square metre
    value_fen: int | None = None
    use: str = ""  # terms vehicle_use, of a vehicle
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ExclusionEntry:
    """A ticked line of the 负面清单 (A1) with its evidence; terms exclusion."""

    uid: str = field(default_factory=new_uid)
    code: str = ""
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentEntry:
    """One paper in the file; terms attachment_kind."""

    uid: str = field(default_factory=new_uid)
    kind: str = ""
    name: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One line of 一户一策."""

    uid: str = field(default_factory=new_uid)
    need: str = ""
    measure: str = ""
    responsible: str = ""
    due_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class FileForm:
    """All that a caseworker can write into a 困难职工档案; codes of `resources/terms.csv`.

    The bank account is the owner's card's. Income and outlay figures are computed from the items (`Figures`);
    only the year income may be overridden, with a reason. Problems name their field by path, counted from 0:
    `owner.id_no`, `employer.credit_code`, `members.2.person.id_no`, `incomes.0.amount_fen`.
    """

    owner: PersonCard = NOBODY
    employer: EmployerCard = NO_EMPLOYER
    members: tuple[MemberEntry, ...] = ()
    incomes: tuple[IncomeEntry, ...] = ()
    outlays: tuple[OutlayEntry, ...] = ()
    assets: tuple[AssetEntry, ...] = ()
    exclusions: tuple[ExclusionEntry, ...] = ()
    attachments: tuple[AttachmentEntry, ...] = ()
    plan: tuple[PlanEntry, ...] = ()
    applied_on: date | None = None
    level: str = ""  # terms file_level
    farm_worker: bool | None = None
    industry: str = ""  # 所属行业 of the worker; empty: the employer's
    house_type: str = ""
    house_area_hundredths: int | None = None  # hundredths of a square metre
    house_area_band: str = ""  # terms house_area_band; follows the area when that is known
    single_parent: bool | None = None
    self_help: bool | None = None
    zero_employment: bool | None = None
    dibao: bool | None = None
    dibao_cert: str = ""
    dibao_amount_fen: int | None = None
    dibao_from_on: date | None = None
    gov_relief: tuple[str, ...] = ()  # terms benefit
    year_income_override_fen: int | None = None
    year_income_reason: str = ""
    event: bool | None = None  # a sudden event, injury or major illness (A2.2 意外致困)
    event_text: str = ""
    yearly_loss_fen: int | None = None
    main_cause: str = ""  # terms cause
    minor_causes: tuple[str, ...] = ()
    cause_text: str = ""
    relief_target: bool | None = None
    relief_on: date | None = None
    key_group: str = ""
    measures: tuple[str, ...] = ()
    builder: str = ""
    checker: str = ""
    typist: str = ""
    remark: str = ""

    @property
    def trade(self) -> str:
        """Return 所属行业: the worker's own, else his employer's, on screen and paper alike."""
        return self.industry or self.employer.industry

    def with_month_wage(self, whose: str, fen: int | None) -> FileForm:
        """Return the form with one's 月收入 as one monthly wage item (None takes it away)."""
        monthly = [i for i in self.incomes if i.whose == whose and i.kind == "wage" and i.per == "month"]
        kept = tuple(i for i in self.incomes if i not in monthly)
        if fen is None:
            return replace(self, incomes=kept)
        wage = replace(monthly[0], amount_fen=fen) if monthly else IncomeEntry(whose=whose, amount_fen=fen)
        return replace(self, incomes=(*kept, wage))


@dataclass(frozen=True, slots=True)
class Figures:
    """The computed figures of rows 9 and 10 of the paper; None when their items are not there yet."""

    own_month_income_fen: int | None = None
    other_year_income_fen: int | None = None
    year_income_fen: int | None = None
    computed_year_income_fen: int | None = None  # before the override
    population: int = 0
    month_percap_fen: int | None = None
    rigid_outlay_fen: int | None = None
    net_percap_fen: int | None = None
    # member uid (OWNER: the owner) -> fen a month
    month_income_of: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    steps: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A mandatory field that is still empty: path, label on the paper, section (basics, family, money …)."""

    field: str
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What can be said about a form while it is being typed."""

    figures: Figures
    missing: tuple[Missing, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()  # (field path, sentence): may be passed
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class that holds under one pack."""

    code: str
    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class PackResult:
    """One column of the means test."""

    pack: str
    version: str
    title: str
    dibao_fen: int
    choices: tuple[ClassChoice, ...]  # all classes that this pack knows
    classes: tuple[ClassChoice, ...] = ()  # those that hold
    income_per_head: str = ""  # yuan, two decimals, for the eye
    net_per_head: str = ""
    deciding: str = ""  # the step that decides, in one line
    steps: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    basis: str = ""
    problem: str = ""  # why this pack cannot answer yet (no income, no threshold …)


@dataclass(frozen=True, slots=True)
class ClassComparison:
    """The three packs side by side on one day, and which of them is in force then."""

    on: date
    in_force: str
    results: tuple[PackResult, ...]
    thresholds: tuple[Threshold, ...] = ()  # the lines of the place that were used

    def result(self, pack: str) -> PackResult:
        return next(result for result in self.results if result.pack == pack)


@dataclass(frozen=True, slots=True)
class Decision:
    """A class that a person chose; kept with its pack version, inputs and steps."""

    uid: str
    pack: str
    pack_version: str
    pack_title: str
    class_code: str
    class_name: str
    level: str
    computed: tuple[str, ...]  # names of the classes that held when it was made
    reason: str
    steps: tuple[str, ...]
    basis: str
    decided_by: str
    decided_at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next: the primary button, who does it, until when and why."""

    action: str  # complete, decide, enrol, reopen, "" (nothing to do)
    title: str
    who: str = ""
    due_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """All that a page shows of one stored file."""

    uid: str
    number: str  # ASCII, as in the QR code: BY-2026-00031
    number_shown: str  # 白杨-2026-00031
    office: str
    office_name: str
    state: str  # draft, in_file, refused
    state_label: str
    form: FileForm
    figures: Figures
    missing: tuple[Missing, ...]
    hints: tuple[str, ...]
    next_step: NextStep
    decision: Decision | None
    class_code: str  # 困难类别: by the decision, or as an old paper has it
    class_name: str
    may_edit: bool
    created_at: datetime
    changed_at: datetime
    temporary_number: str = ""
    enrolled_on: date | None = None
    refused_on: date | None = None
    refuse_reason: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the list; identity numbers are masked."""

    uid: str
    number: str
    number_shown: str
    name: str
    sex: str
    age: int | None
    id_masked: str
    employer: str
    class_name: str
    level: str
    state: str
    state_label: str
    next_step: str
    due_on: date | None
    days_left: int | None  # until due_on; negative: overdue
    office: str
    office_name: str
    population: int
    missing: int
    main_cause: str
    applied_on: date | None
    enrolled_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What the list shows; empty means everything. `text` is a search (name, pinyin, id tail, number …)."""

    text: str = ""
    states: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    class_codes: tuple[str, ...] = ()
    main_causes: tuple[str, ...] = ()
    farm_worker: bool | None = None
    incomplete: bool = False  # only drafts that lack a mandatory field


@dataclass(frozen=True, slots=True)
class FileSums:
    """What stands below a selection of the list."""

    files: int
    persons: int  # counted members, owners included
    by_state: Mapping[str, int]
    by_class: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody with this identity number is here already."""

    card: PersonCard
    office_name: str
    roles: tuple[KnownRole, ...]
    sentence: str  # 已有档案 白杨-2026-00031（户主，在档）。
    blocking: bool  # a second file or household would be refused


@dataclass(frozen=True, slots=True)
class KnownRole:
    """Where a known person stands: owner or member of which file."""

    file_uid: str
    number_shown: str
    as_owner: bool
    relation: str
    state_label: str


@dataclass(frozen=True, slots=True)
class FileHit:
    """One find of the search box."""

    uid: str
    title: str  # 王芳  白杨-2026-00031
    detail: str  # 在档 · 相对困难 · 杭州某某电子


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, for the quiet line at the bottom."""

    uid: str
    number: str
    number_shown: str
    work_uid: str
    missing: tuple[Missing, ...]
    created: bool
    warnings: tuple[tuple[str, str], ...] = ()
