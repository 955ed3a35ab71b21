"""What is odd in a file although it may be true: nothing of it stands in the way of a save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from union_desk.core.deadline import day_text
from union_desk.core.terms import term_label

# Path of a field and a sentence.
Doubt = tuple[str, str]

_MALE: Final = "1"
_FEMALE: Final = "2"
# Codes of terms relation (GB/T 4761) that say of which sex somebody is.
_SEX_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("11", "20", "51", "53", "55"), _MALE),
    **dict.fromkeys(("12", "30", "52", "54", "56"), _FEMALE),
}
_SPOUSES: Final = frozenset({"10", "11", "12"})
_YOUNGER: Final = frozenset({"20", "30", "40"})
_OLDER: Final = frozenset({"50", "51", "52", "60"})
_FOUNDED: Final = date(1949, 10, 1)
_YEARS_BACK: Final = 2


def application_doubt(applied_on: date | None, today: date) -> str:
    """Wonder about a day of application that is long past: most often the year was mistyped."""
    if applied_on is None:
        return ""
    if applied_on < _FOUNDED:
        return f"申请日期 {day_text(applied_on)}太早，请核对年份。"
    if (applied_on.year + _YEARS_BACK, applied_on.month, applied_on.day) < (
        today.year,
        today.month,
        today.day,
    ):
        return f"申请日期 {day_text(applied_on)}已过去两年多，请核对年份。"
    return ""


def family_doubts(form: Any) -> Iterator[Doubt]:
    """Compare what each member is to the owner with his sex and his age; `form` is the area's FileForm."""
    for index, member in enumerate(form.members):
        at = f"members.{index}.relation"
        word = term_label("relation", member.relation)
        person, owner = member.person, form.owner
        sex = _SEX_OF.get(member.relation)
        if sex and person.sex in {_MALE, _FEMALE} and person.sex != sex:
            yield at, f"{_named(person)}的关系是“{word}”，性别却是{term_label('sex', person.sex)}，请核对。"
        elif member.relation in _SPOUSES and person.sex and person.sex == owner.sex:
            yield at, f"{_named(person)}是配偶，与本人性别相同，请核对。"
        if person.birth_on is None or owner.birth_on is None:
            continue
        if member.relation in _YOUNGER and person.birth_on <= owner.birth_on:
            yield at, f"{_named(person)}的关系是“{word}”，却不比本人年轻，请核对关系和出生日期。"
        if member.relation in _OLDER and person.birth_on >= owner.birth_on:
            yield at, f"{_named(person)}的关系是“{word}”，却不比本人年长，请核对关系和出生日期。"


def _named(person: Any) -> str:
    return person.name or "这一位成员"
