"""The offices of the federation, and which of them this store belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.records import OfficeRecord
from union_desk.casework.settings import read_setting, write_setting
from union_desk.core.divisions import division_name
from union_desk.core.errors import RuleBroken
from union_desk.core.office_words import office_word
from union_desk.core.text import storable
from union_desk.store.work import Work

DISTRICT_AUDIENCE: Final = "district"
SHARED_AUDIENCE: Final = "shared"
_OWN: Final = "own_office"
_FIELDS: Final = (
    "code",
    "name",
    "short_name",
    "level",
    "parent_code",
    "division",
    "chair",
    "phone",
    "address",
    "seal_name",
    "official_code",
    "case_word",
    "mediation_name",
    "arbitration_name",
)
_LONGEST_CODE: Final = 6
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Office:
    """区总工会, a 街道总工会 …; the code is ASCII and stands in every number of the office."""

    code: str
    name: str
    short_name: str
    level: str = "street_office"
    parent_code: str = ""
    division: str = ""
    chair: str = ""
    phone: str = ""
    address: str = ""
    seal_name: str = ""
    official_code: str = ""  # given later by the district to an office that began with a code of its own
    case_word: str = ""  # 案号字: what the numbers of its disputes begin with, 杭经开工调
    mediation_name: str = ""  # the mediation organisation as its papers and its seal name it
    arbitration_name: str = ""  # where a party may go when mediation fails

    @property
    def prefix(self) -> str:
        """What new numbers begin with."""
        return self.official_code or self.code

    @property
    def audience(self) -> str:
        return audience_of(self)


def audience_of(office: Office) -> str:
    """Return the audience of an office's rows: the district's, or the street's own."""
    return DISTRICT_AUDIENCE if office.level == "district" else office.code


def check_office(office: Office) -> Office:
    """Refuse an office whose code cannot stand in a number or name an audience."""
    code = checked_code(office.code, "code")
    if not office.name.strip():
        raise RuleBroken("请填写单位全称，例如 白杨街道总工会。", field="name")
    name = office.name.strip()
    short = office.short_name.strip() or office_word(name)
    for field, text in (("name", name), ("short_name", short), *_other_names(office)):
        if len(text) > _LONGEST_NAME:
            raise RuleBroken(f"请写短一些，最多 {_LONGEST_NAME} 字。", field=field)
    if office.division and division_name(office.division) is None:
        raise RuleBroken("没有这个行政区划代码，请按 F4 选择。", field="division")
    return replace(office, code=code, name=name, short_name=short)


def _other_names(office: Office) -> Iterator[tuple[str, str]]:
    for field in ("seal_name", "case_word", "mediation_name", "arbitration_name"):
        yield field, getattr(office, field)


def checked_code(text: str, field: str) -> str:
    code = text.strip().upper()
    if not (code.isascii() and code.isalpha() and 2 <= len(code) <= _LONGEST_CODE):
        raise RuleBroken("单位代码请用 2 至 6 个英文字母，例如 BY。", field=field)
    return code


def store_office(work: Work, office: Office) -> str:
    """Add an office, or change the one with its code; return its uid."""
    office = check_office(office)
    values = stored_fields(office, _FIELDS)
    record = office_record(work.session, office.code)
    if record is None:
        record = OfficeRecord(audience=SHARED_AUDIENCE, **values)
        work.session.add(record)
    else:
        change(record, values)
    return record.uid


def offices_in(session: Session) -> dict[str, Office]:
    """Return all offices by code, the district first."""
    records = session.scalars(select(OfficeRecord).order_by(OfficeRecord.code))
    found = [Office(**{name: getattr(record, name) or "" for name in _FIELDS}) for record in records]
    return {office.code: office for office in sorted(found, key=lambda office: office.level != "district")}


def own_office_in(session: Session) -> str:
    """Return the code of the office that this store belongs to."""
    return str(read_setting(session, _OWN).get("code", ""))


def set_own_office(session: Session, code: str) -> None:
    write_setting(session, _OWN, {"code": code})


def stripped_office(office: Office) -> Office:
    """Return an office without blanks at the ends of its texts."""
    return replace(office, **{name: storable(getattr(office, name)).strip() for name in _FIELDS})


def office_record(session: Session, code: str) -> OfficeRecord | None:
    return session.scalars(select(OfficeRecord).where(OfficeRecord.code == code)).first()
