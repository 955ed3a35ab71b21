"""How likely two cards mean one employer: credit code, names with and without place and kind, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from union_desk.core.identity import check_credit_code
from union_desk.core.text import compact
from union_desk.people.rules.duplicates import MOST, SAME_FROM, Likeness, Reason
from union_desk.people.rules.variants import employer_core, plain_address, plain_employer
from union_desk.people.values import EmployerCard

SAME_CODE: Final = 70
SAME_ORGANISATION: Final = 45
OTHER_CODE: Final = -70
SAME_REGISTRATION: Final = 40
SAME_TITLE: Final = 50
SAME_CORE: Final = 40
NEAR_TITLE: Final = 20
OTHER_TITLE: Final = -20
BRANCH: Final = -45
SAME_LINE: Final = 15
SAME_PLACE: Final = 10
SAME_HEAD: Final = 10

_NEAR_RATIO: Final = 80
_BRANCH: Final = re.compile(r"(分公司|分厂|分店|分校|门店|经营部|[一二三四五六七八九十\d]+(店|厂|部|分))")
_ORGANISATION: Final = slice(8, 17)
"""Signs 9 to 17 of a credit code name the organisation (GB 11714); those before, who registered it where."""


@dataclass(frozen=True, slots=True)
class ComparedEmployer:
    """An employer's card, and the places that its office leaves out of names: 浙江, 杭州, 钱塘."""

    card: EmployerCard
    places: tuple[str, ...] = ()

    @property
    def core(self) -> str:
        return employer_core(self.card.name, self.places)


def employer_likeness(one: ComparedEmployer, other: ComparedEmployer) -> Likeness:
    """Compare two employers; the same whichever comes first."""
    first, second = one.card, other.card
    code = _code_reason(first.credit_code, second.credit_code)
    same_code = code is not None and code.points > 0
    reasons = [code, *_title_reasons(one, other, same_code=same_code), *_contacts(first, second)]
    found = tuple(reason for reason in reasons if reason is not None)
    points = max(0, min(MOST, sum(reason.points for reason in found)))
    if not same_code and not (first.reg_no and first.reg_no == second.reg_no):
        # Companies of one name are founded anew, and by the same people: only a number proves it.
        points = min(points, SAME_FROM - 1)
    return Likeness(points, tuple(sorted(found, key=lambda reason: (-abs(reason.points), reason.text))))


def organisation_code(credit_code: str) -> str:
    """Return the part of a valid credit code that names the organisation."""
    checked = check_credit_code(credit_code) if credit_code else None
    return checked.normalised[_ORGANISATION] if checked is not None and checked.valid else ""


def _code_reason(one: str, other: str) -> Reason | None:
    first, second = (compact(code).upper().replace("-", "") for code in (one, other))
    if not (first and second):
        return None
    if first == second:
        return Reason(SAME_CODE, f"统一社会信用代码相同：{first}")
    same = organisation_code(first)
    if same and same == organisation_code(second):
        return Reason(SAME_ORGANISATION, f"信用代码里的主体标识码相同：{same}，登记机关不同")
    return Reason(OTHER_CODE, "统一社会信用代码不同")


def _title_reasons(
    one: ComparedEmployer, other: ComparedEmployer, *, same_code: bool
) -> Iterator[Reason | None]:
    first, second = sorted((plain_employer(one.card.name), plain_employer(other.card.name)))
    if not (first and second):
        return
    both = "／".join(sorted({one.card.name, other.card.name}))
    branches = {tuple(found[0] for found in _BRANCH.finditer(title)) for title in (first, second)}
    if first == second:
        exactly = one.card.name == other.card.name
        yield Reason(SAME_TITLE, f"名称相同：{both}" if exactly else f"名称相同，写法不一样：{both}")
    elif len(branches) > 1:
        yield Reason(BRANCH, f"像是总公司和分支机构，或不同的分支机构：{both}")
    elif one.core == other.core:
        yield Reason(SAME_CORE, f"去掉地名和公司类型后名称相同：{one.core}")
    elif _is_near(one.core, other.core):
        yield Reason(NEAR_TITLE, f"名称相近：{both}")
    elif not same_code:
        yield Reason(OTHER_TITLE, f"名称不同：{both}")


def _is_near(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - loaded when the first two names are compared

    return ratio(*sorted((one, other))) >= _NEAR_RATIO


def _contacts(one: EmployerCard, other: EmployerCard) -> Iterator[Reason | None]:
    if one.reg_no and one.reg_no == other.reg_no:
        yield Reason(SAME_REGISTRATION, f"工商注册号相同：{one.reg_no}")
    if _digits(one.phone) and _digits(one.phone) == _digits(other.phone):
        yield Reason(SAME_LINE, f"电话相同：{min(one.phone, other.phone)}")
    if one.address and plain_address(one.address) == plain_address(other.address):
        yield Reason(SAME_PLACE, "地址相同")
    if one.legal_rep and one.legal_rep == other.legal_rep:
        yield Reason(SAME_HEAD, f"法定代表人相同：{one.legal_rep}")


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", compact(phone))
