"""What must be right on the card of a person or an employer, and what is only worth a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, TypeVar

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import Identity, check_card, check_credit_code, check_identity
from union_desk.core.names import name_problem, normalise_name
from union_desk.core.terms import find_term
from union_desk.people.contacts import check_phone, digits, mobile_doubt, phone_doubt, postcode_doubt
from union_desk.people.texts import storable
from union_desk.people.values import EmployerCard, PersonCard

# A warning: the path of its field and a sentence; it may be passed.
FieldWarning = tuple[str, str]

# Papers whose 18 digits carry a birth date and a check digit (GB 11643 and the permits made after it).
# A child without a card has its citizen's number in the 户口簿.
_REGISTER: Final = "household_register"
CHECKED_PAPERS: Final = frozenset({"identity_card", _REGISTER, "hk_mo_tw_permit", "permanent_resident"})

_PERSON_LISTS: Final = {
    "id_type": ("id_type", "证件类型"),
    "sex": ("sex", "性别"),
    "ethnic": ("ethnic", "民族"),
    "political": ("political", "政治面貌"),
    "marital": ("marital", "婚姻状况"),
    "hukou_type": ("hukou_type", "户口类型"),
    "education": ("education", "学历"),
    "health": ("health", "健康状况"),
    "disability_type": ("disability_type", "残疾类别"),
    "disability_level": ("disability_level", "残疾等级"),
    "model_worker": ("model_worker", "劳模类型"),
    "work_status": ("work_status", "工作状态"),
    "contract_term": ("contract_term", "劳动合同期限"),
    "insured": ("insured", "医保状况"),
}
_EMPLOYER_LISTS: Final = {
    "nature": ("employer_nature", "单位性质"),
    "state": ("employer_state", "企业状况"),
    "industry": ("industry", "所属行业"),
}
_PRECISIONS: Final = {"day": "%Y%m%d", "month": "%Y%m", "year": "%Y"}

T = TypeVar("T")


def tidy_person(card: PersonCard, today: date, at: str) -> tuple[PersonCard, tuple[FieldWarning, ...]]:
    """Return the card as it is stored, with warnings by field path; RuleBroken for what cannot be.

    A valid identity number fills the birth day, the sex and the division that are still empty.
    """
    card = stripped(card)
    for name in ("mobile", "other_phone"):
        check_phone(getattr(card, name), f"{at}.{name}")
    if card.name:
        card = _with(card, name=normalise_name(card.name))
        if problem := name_problem(card.name):
            raise RuleBroken(problem, field=f"{at}.name")
    check_codes(card, _PERSON_LISTS, at)
    _check_days(card, today, at)
    card, identity = _identified(card, today, at)
    card = _with(
        card, mobile=digits(card.mobile), card_no=digits(card.card_no), postcode=digits(card.postcode)
    )
    return card, tuple(_warnings(card, identity, at))


def _with(card: PersonCard, **values: object) -> PersonCard:
    """Return a card with these values; itself where it has them: a new one costs time in a long list."""
    told: dict[str, Any] = {name: value for name, value in values.items() if getattr(card, name) != value}
    return replace(card, **told) if told else card


def filled_from(card: PersonCard, identity: Identity) -> PersonCard:
    """Fill what a valid identity number says where the card is still empty."""
    return _with(
        card,
        id_no=identity.normalised,
        id_type=card.id_type if card.id_type == _REGISTER else identity.kind,
        birth_on=card.birth_on or identity.birth,
        birth_precision=card.birth_precision if card.birth_on else "day",
        sex=card.sex or identity.sex,
        hukou_division=card.hukou_division or (identity.normalised[:6] if identity.division else ""),
    )


def tidy_employer(card: EmployerCard, at: str) -> EmployerCard:
    """Return the employer as it is stored; RuleBroken for a wrong credit code."""
    card = stripped(card)
    check_phone(card.phone, f"{at}.phone")
    check_codes(card, _EMPLOYER_LISTS, at)
    if card.headcount is not None and card.headcount < 0:
        raise RuleBroken("职工人数不能是负数。", field=f"{at}.headcount")
    if not card.credit_code:
        return card
    code = check_credit_code(card.credit_code)
    if not code.valid:
        raise RuleBroken(code.reason, field=f"{at}.credit_code")
    return replace(card, credit_code=code.normalised)


def employer_doubts(card: EmployerCard, at: str) -> Iterator[FieldWarning]:
    """Yield what is worth a second look on an employer's card."""
    if doubt := phone_doubt(card.phone):
        yield f"{at}.phone", doubt


def check_codes(value: object, lists: Mapping[str, tuple[str, str]], at: str) -> None:
    """Refuse a code that is not in its list; `lists`: list and label by field."""
    for name, (terms, label) in lists.items():
        held = getattr(value, name)
        for code in held if isinstance(held, tuple) else (held,):
            if code and find_term(terms, code) is None:
                raise RuleBroken(f"请从列表中选择{label}。", field=f"{at}.{name}" if at else name)


def stripped(value: T) -> T:
    """Return a frozen value without blanks at the ends of its texts, and without signs that have no shape."""
    texts: dict[str, Any] = {}
    for field in fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        if isinstance(held, str) and held != (kept := storable(held).strip()):
            texts[field.name] = kept
    return replace(value, **texts) if texts else value  # type: ignore[type-var]


def same_human(card: PersonCard, stored: PersonCard) -> bool:
    """Tell whether a changed card still means the same human: name or number may be corrected, not both."""
    if not stored.id_no or not card.id_no or card.id_no == stored.id_no:
        return True
    return card.name == stored.name


def same_employer(card: EmployerCard, stored: EmployerCard) -> bool:
    """Tell whether a changed card still means the same employer: its code proves a new name."""
    if card.credit_code and stored.credit_code:
        return card.credit_code == stored.credit_code
    return card.name == stored.name


def _identified(card: PersonCard, today: date, at: str) -> tuple[PersonCard, Identity | None]:
    """Check the number of a paper that has a check digit, and take over what it says."""
    if not card.id_no or card.id_type not in CHECKED_PAPERS | {""}:
        return card, None
    identity = check_identity(card.id_no, today)
    if not identity.valid:
        raise RuleBroken(identity.reason, field=f"{at}.id_no")
    return filled_from(card, identity), identity


def _check_days(card: PersonCard, today: date, at: str) -> None:
    if card.birth_precision not in _PRECISIONS or card.work_start_precision not in _PRECISIONS:
        raise ValueError(f"a day is known to the day, month or year: {card.birth_precision}")
    for name, label in (
        ("birth_on", "出生日期"),
        ("work_start_on", "参加工作时间"),
        ("contract_signed_on", "劳动合同签订时间"),
    ):
        day = getattr(card, name)
        if day is not None and day > today:
            raise RuleBroken(f"{label}不能晚于今天。", field=f"{at}.{name}")


def _warnings(card: PersonCard, identity: Identity | None, at: str) -> Iterator[FieldWarning]:
    if identity is not None:
        yield from ((f"{at}.id_no", warning) for warning in identity.warnings)
        form = _PRECISIONS[card.birth_precision]
        if identity.birth and card.birth_on and f"{card.birth_on:{form}}" != f"{identity.birth:{form}}":
            yield f"{at}.birth_on", "出生日期与身份证号不一致，请对照原件。"
        if identity.sex and card.sex and card.sex != identity.sex:
            yield f"{at}.sex", "性别与身份证号第 17 位不一致，请对照原件。"
    yield from _contact_warnings(card, at)
    yield from _account_warnings(card, at)
    if card.work_start_on and card.birth_on and card.work_start_on < card.birth_on:
        yield f"{at}.work_start_on", "参加工作时间早于出生日期，请核对。"
    # 残疾证号: the 18 digits of the identity number, type digit, level digit, and B1 … when issued anew.
    if card.disability_cert and card.id_no and not card.disability_cert.upper().startswith(card.id_no):
        yield f"{at}.disability_cert", "残疾证号前 18 位应与身份证号相同，请对照残疾证。"


def _contact_warnings(card: PersonCard, at: str) -> Iterator[FieldWarning]:
    for name, doubt in (
        ("mobile", mobile_doubt(card.mobile)),
        ("other_phone", phone_doubt(card.other_phone)),
        ("postcode", postcode_doubt(card.postcode)),
    ):
        if doubt:
            yield f"{at}.{name}", doubt


def _account_warnings(card: PersonCard, at: str) -> Iterator[FieldWarning]:
    if card.card_no:
        checked = check_card(card.card_no)
        for sentence in (checked.reason, *checked.warnings):
            if sentence:
                yield f"{at}.card_no", sentence
    if card.card_holder and card.name and card.card_holder != card.name and not card.card_proxy_note:
        yield f"{at}.card_holder", "户名与姓名不同，请写明代领说明。"
