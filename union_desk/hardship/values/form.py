"""What a caseworker can write into a hardship file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import uuid4

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
    wishes: tuple[str, ...] = ()  # terms wish: what the family applies for
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
