"""How likely two cards mean one human: points for what agrees and what does not, each with its reason.

Nothing is decided here. A person looks at both cards; what he decides is kept (`people.service.sameness`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.identity import check_digit
from union_desk.core.privacy import mask_id, mask_phone
from union_desk.core.text import compact
from union_desk.people.rules.variants import name_parts, plain_address, plain_employer, plain_name
from union_desk.people.values import PersonCard
from union_desk.store.pinyin import person_readings

MOST: Final = 100
SAME_FROM: Final = 75
"""From so many points on it is almost certainly one human."""
LIKELY_FROM: Final = 40
"""Fewer points are not worth a look."""

SAME_NUMBER: Final = 60
SAME_BUT_CHECK_DIGIT: Final = 50
ONE_SIGN_OFF: Final = 35
ONE_SIGN_OFF_BOTH_VALID: Final = 20
OTHER_NUMBER: Final = -25
OTHER_VALID_NUMBER: Final = -60
SAME_NAME: Final = 20
SAME_SOUND: Final = 12
NEAR_NAME: Final = 6
OTHER_NAME: Final = -30
OTHER_NAME_SAME_NUMBER: Final = -10
SAME_BIRTH: Final = 15
SAME_BIRTH_MONTH: Final = 6
SAME_BIRTH_YEAR: Final = 3
NEAR_BIRTH: Final = 6
OTHER_BIRTH: Final = -20
OTHER_SEX: Final = -15
SAME_PHONE: Final = 15
SAME_ADDRESS: Final = 10
NEAR_ADDRESS: Final = 6
SAME_EMPLOYER: Final = 6
SAME_ACCOUNT: Final = 10
SAME_MEMBER: Final = 10
MOST_FOR_MEMBERS: Final = 20

_FULL: Final = re.compile(r"[0-9]{17}[0-9X]")
_SHORTEST_ADDRESS: Final = 5
_NEAR_ADDRESS_RATIO: Final = 88
_NEAR_NAME_LENGTH: Final = 3
_DIGITS: Final = re.compile(r"\d+")
_PHONE: Final = re.compile(r"\d{7,}")
_JOINT: Final = re.compile(r"(?<=\d)[-—](?=\d)")


class Alike(StrEnum):
    """What the points come to."""

    SAME = "same"
    LIKELY = "likely"
    UNLIKE = "unlike"

    @property
    def words(self) -> str:
        return {"same": "几乎可以肯定", "likely": "很可能", "unlike": "不像"}[self.value]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was compared: its points, and a sentence that names no side of the two."""

    points: int
    text: str

    @property
    def shown(self) -> str:
        return f"{self.text}（{self.points:+d}）".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What comparing two cards came to: 0 to 100 points, and why."""

    points: int
    reasons: tuple[Reason, ...]

    @property
    def alike(self) -> Alike:
        if self.points >= SAME_FROM:
            return Alike.SAME
        return Alike.LIKELY if self.points >= LIKELY_FROM else Alike.UNLIKE

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(reason.shown for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Comparable:
    """What of a human is compared; empty means unknown. `members`: `member_key` of who lives with him."""

    uid: str = ""
    name: str = ""
    id_no: str = ""
    sex: str = ""
    birth_on: date | None = None
    birth_precision: str = "day"
    phones: frozenset[str] = field(default=frozenset())
    address: str = ""
    employer: str = ""
    card_no: str = ""
    members: frozenset[str] = field(default=frozenset())


class _Name(StrEnum):
    UNKNOWN = "unknown"
    SAME = "same"
    SOUND = "sound"
    NEAR = "near"
    OTHER = "other"


def likeness(one: Comparable, other: Comparable) -> Likeness:
    """Compare two cards; the same whichever comes first. A card is like no other more than itself."""
    names = _names(one.name, other.name)
    found = tuple(
        reason
        for reason in (
            _number_reason(one, other, names),
            _name_reason(one, other, names),
            *_birth_reasons(one, other),
            *_contact_reasons(one, other),
            *_circle_reasons(one, other),
        )
        if reason is not None
    )
    points = max(0, min(MOST, sum(reason.points for reason in found)))
    if names in {_Name.NEAR, _Name.OTHER} or _are_two_valid(one, other):
        # Brothers, twins and couples share everything but name or number.
        points = min(points, SAME_FROM - 1)
    return Likeness(points, tuple(sorted(found, key=lambda reason: (-abs(reason.points), reason.text))))


def comparable(card: PersonCard, employer: str = "", members: frozenset[str] = frozenset()) -> Comparable:
    """Return what of a card is compared; a valid number tells birth day and sex where the card does not."""
    number = full_number(card.id_no) if card.id_no else ""
    told = _birth_of(number) if _FULL.fullmatch(number) else None
    written = f"{card.mobile} {card.other_phone}"
    return Comparable(
        uid=card.uid,
        name=card.name,
        id_no=card.id_no,
        sex=card.sex or (("2", "1")[int(number[16]) % 2] if told else ""),
        birth_on=card.birth_on or told,
        birth_precision=card.birth_precision if card.birth_on else "day",
        phones=frozenset(_PHONE.findall(_JOINT.sub("", compact(written.replace(" ", ";"))))),
        address=card.address,
        employer=employer,
        card_no=card.card_no,
        members=members,
    )


def cannot_be(one: Comparable, other: Comparable) -> bool:
    """Tell quickly that two cards are not worth comparing: two valid numbers far from one another."""
    if not (one.id_no and other.id_no):
        return False
    first, second = full_number(one.id_no), full_number(other.id_no)
    return len(signs_off(first[:17], second[:17])) > 2 and is_valid(first) and is_valid(second)


@lru_cache(maxsize=50_000)
def full_number(number: str) -> str:
    """Return an identity number in 18 signs: one of 15 gets its century and check digit, x becomes X."""
    plain = compact(number).upper().replace("Х", "X").replace("×", "X")
    if re.fullmatch(r"[0-9]{15}", plain):
        first = f"{plain[:6]}19{plain[6:]}"
        return first + check_digit(first)
    return plain


def is_valid(number: str) -> bool:
    """Tell whether a number of 18 signs has a birth day and the right check digit."""
    if not _FULL.fullmatch(number) or check_digit(number[:17]) != number[17]:
        return False
    return _birth_of(number) is not None


def signs_off(one: str, other: str) -> tuple[int, ...]:
    """Return the places (from 1) at which two numbers differ; two neighbours exchanged are both named."""
    return tuple(place for place, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b)


def member_key(name: str, id_no: str, birth_on: date | None) -> str:
    """Return by what a member of a household is known again: name and birth day, else his number."""
    number = full_number(id_no) if id_no else ""
    born = birth_on or (_birth_of(number) if _FULL.fullmatch(number) else None)
    return f"{plain_name(name)} {born}" if name and born else number


@lru_cache(maxsize=20_000)
def sounds(name: str) -> frozenset[str]:
    """Return how a name may be read, as letters without blanks."""
    plain = plain_name(name)
    if plain.isascii():
        return frozenset({plain.lower()}) if plain else frozenset()
    return frozenset("".join(reading) for reading in person_readings(plain))


# --- the parts of it


def _number_reason(one: Comparable, other: Comparable, names: _Name) -> Reason | None:
    if not (one.id_no and other.id_no):
        return None
    first, second = sorted((full_number(one.id_no), full_number(other.id_no)))
    if first == second:
        return Reason(SAME_NUMBER, f"证件号码相同：{mask_id(first)}")
    if not (_FULL.fullmatch(first) and _FULL.fullmatch(second)):
        # A passport beside an identity card says nothing: one human has both.
        return None
    off = signs_off(first[:17], second[:17])
    if not off:
        return Reason(SAME_BUT_CHECK_DIGIT, "证件号码前 17 位相同，只有末位不同")
    both_valid = is_valid(first) and is_valid(second)
    if _is_slip(first, second, off) and (not both_valid or names in {_Name.SAME, _Name.SOUND}):
        places = "、".join(str(place) for place in off)
        words = (
            f"证件号码只差一位（第 {places} 位）" if len(off) == 1 else f"证件号码第 {places} 位像是写颠倒了"
        )
        return Reason(ONE_SIGN_OFF_BOTH_VALID if both_valid else ONE_SIGN_OFF, words)
    if both_valid:
        return Reason(OTHER_VALID_NUMBER, "两个证件号码都有效，而且不同")
    return Reason(OTHER_NUMBER, "证件号码不同")


def _are_two_valid(one: Comparable, other: Comparable) -> bool:
    first, second = full_number(one.id_no), full_number(other.id_no)
    return first != second and is_valid(first) and is_valid(second)


def _is_slip(first: str, second: str, off: tuple[int, ...]) -> bool:
    """One digit mistyped, or two neighbours exchanged."""
    if len(off) == 1:
        return True
    if len(off) != 2 or off[1] - off[0] != 1:
        return False
    at = off[0] - 1
    return first[at : at + 2] == second[at : at + 2][::-1]


def _names(one: str, other: str) -> _Name:
    first, second = sorted((plain_name(one), plain_name(other)))
    if not (first and second):
        return _Name.UNKNOWN
    if first == second:
        return _Name.SAME
    if sounds(one) & sounds(other):
        return _Name.SOUND
    return _Name.NEAR if _is_near(first, second) or _shares_part(one, other) else _Name.OTHER


def _is_near(first: str, second: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded when the first two names are compared

    shortest, longest = sorted((len(first), len(second)))
    if shortest < _NEAR_NAME_LENGTH and longest > 2:
        # 王芳 and 王芳芳 are two people as often as one.
        return False
    if longest < _NEAR_NAME_LENGTH:
        return False
    return OSA.distance(first, second) <= max(1, shortest // 4)


def _shares_part(one: str, other: str) -> bool:
    """艾力·吐尔逊 is written 艾力 by one office and 艾力·吐尔逊江 by the other."""
    parts, others = name_parts(one), name_parts(other)
    if len(parts) < 2 and len(others) < 2:
        return False
    return bool(parts and others) and parts[0] == others[0] and len(parts[0]) > 1


def _name_reason(one: Comparable, other: Comparable, names: _Name) -> Reason | None:
    if names is _Name.UNKNOWN:
        return None
    both = "／".join(sorted({one.name, other.name}))
    if names is _Name.SAME:
        same = one.name == other.name
        return Reason(SAME_NAME, f"姓名相同：{both}" if same else f"姓名相同，写法不一样：{both}")
    if names is _Name.SOUND:
        return Reason(SAME_SOUND, f"姓名读音相同：{both}")
    if names is _Name.NEAR:
        return Reason(NEAR_NAME, f"姓名相近：{both}")
    number = full_number(one.id_no)
    same_number = bool(number) and number == full_number(other.id_no)
    return Reason(OTHER_NAME_SAME_NUMBER if same_number else OTHER_NAME, f"姓名不同：{both}")


def _birth_reasons(one: Comparable, other: Comparable) -> Iterator[Reason | None]:
    """Compare birth day and sex where the numbers do not tell them already."""
    if _FULL.fullmatch(full_number(one.id_no)) and _FULL.fullmatch(full_number(other.id_no)):
        return
    if one.birth_on and other.birth_on:
        first, second = sorted((one.birth_on, other.birth_on))
        precision = {one.birth_precision, other.birth_precision}
        if precision == {"day"}:
            yield _day_reason(first, second)
        elif "year" in precision:
            same = first.year == second.year
            yield Reason(SAME_BIRTH_YEAR if same else OTHER_BIRTH, f"出生年份{'相同' if same else '不同'}")
        else:
            same = (first.year, first.month) == (second.year, second.month)
            yield Reason(SAME_BIRTH_MONTH if same else OTHER_BIRTH, f"出生年月{'相同' if same else '不同'}")
    if {one.sex, other.sex} == {"1", "2"}:
        yield Reason(OTHER_SEX, "性别不同")


def _day_reason(first: date, second: date) -> Reason:
    if first == second:
        return Reason(SAME_BIRTH, f"出生日期相同：{day_text(first)}")
    written, read = f"{first:%Y%m%d}", f"{second:%Y%m%d}"
    off = signs_off(written, read)
    exchanged = (first.year, first.month, first.day) == (second.year, second.day, second.month)
    if len(off) == 1 or exchanged:
        return Reason(NEAR_BIRTH, f"出生日期只差一处：{day_text(first)}／{day_text(second)}")
    return Reason(OTHER_BIRTH, "出生日期不同")


def _contact_reasons(one: Comparable, other: Comparable) -> Iterator[Reason | None]:
    shared = sorted(one.phones & other.phones)
    if shared:
        yield Reason(SAME_PHONE, f"电话相同：{mask_phone(shared[0])}")
    yield _address_reason(one.address, other.address)
    if one.card_no and one.card_no == other.card_no:
        yield Reason(SAME_ACCOUNT, f"银行卡号相同：尾号 {one.card_no[-4:]}")


def _address_reason(one: str, other: str) -> Reason | None:
    first, second = sorted((plain_address(one), plain_address(other)))
    if min(len(first), len(second)) < _SHORTEST_ADDRESS:
        return None
    if first == second:
        return Reason(SAME_ADDRESS, "住址相同")
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - loaded when the first two addresses are compared

    # 3 幢 and 13 幢 are nearly the same text and not at all the same house.
    if _DIGITS.findall(first) == _DIGITS.findall(second) and ratio(first, second) >= _NEAR_ADDRESS_RATIO:
        return Reason(NEAR_ADDRESS, "住址相近")
    return None


def _circle_reasons(one: Comparable, other: Comparable) -> Iterator[Reason | None]:
    if one.employer and plain_employer(one.employer) == plain_employer(other.employer):
        yield Reason(SAME_EMPLOYER, f"单位相同：{min(one.employer, other.employer)}")
    shared = len(one.members & other.members)
    if shared:
        points = min(MOST_FOR_MEMBERS, SAME_MEMBER * shared)
        yield Reason(points, f"家庭成员中有 {shared} 人相同")


def _birth_of(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
