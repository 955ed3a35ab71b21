"""A person and an employer as screens and paper see them: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One human as one office knows him; "" and None mean unknown, codes are those of `resources/terms.csv`.

    `uid` is "" until the card is stored. A field that holds a code has the name of its terms list.
    """

    uid: str = ""
    id_type: str = "identity_card"
    id_no: str = ""
    name: str = ""
    sex: str = ""
    birth_on: date | None = None
    birth_precision: str = "day"  # day, month or year: old papers know only a part of it
    ethnic: str = ""
    political: str = ""
    marital: str = ""
    hukou_type: str = ""
    hukou_division: str = ""
    mobile: str = ""
    other_phone: str = ""
    address: str = ""
    postcode: str = ""
    education: str = ""
    health: str = ""
    disability_type: str = ""
    disability_level: str = ""
    disability_cert: str = ""
    model_worker: str = ""
    union_member: bool | None = None
    member_no: str = ""
    work_status: str = ""
    able_to_work: bool | None = None
    jobless_proof: str = ""  # 失业登记、诊断 …: why no minimum wage is imputed to an able, jobless adult
    work_start_on: date | None = None
    work_start_precision: str = "month"
    contract_signed_on: date | None = None
    contract_term: str = ""
    insured: str = ""
    bank: str = ""
    bank_branch: str = ""
    card_no: str = ""
    card_holder: str = ""
    card_proxy_note: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing identifies anybody yet."""
        return not (self.name or self.id_no)


@dataclass(frozen=True, slots=True)
class EmployerCard:
    """A 用人单位, shared by all offices; terms lists employer_nature, employer_state, industry."""

    uid: str = ""
    name: str = ""
    credit_code: str = ""
    reg_no: str = ""
    nature: str = ""
    state: str = ""
    industry: str = ""
    industry_code: str = ""  # GB/T 4754
    address: str = ""
    street: str = ""  # office code of the street it lies in
    legal_rep: str = ""
    legal_rep_title: str = ""
    contact: str = ""
    phone: str = ""
    headcount: int | None = None
    union_name: str = ""
    union_chair: str = ""
    mediation_committee: bool | None = None
    watched: bool | None = None
    risk_note: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.credit_code)


NOBODY: Final = PersonCard()
NO_EMPLOYER: Final = EmployerCard()
