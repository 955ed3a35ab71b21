"""What a hardship file must hold, and whom it may concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import age_on
from union_desk.core.packs import Pack
from union_desk.hardship.rules.facts import Member

OTHER_CAUSE: Final = "10"


@dataclass(frozen=True, slots=True)
class Mandatory:
    """A field with an asterisk on 困难职工档案表: its path in the form, its label there, its section."""

    field: str
    label: str
    section: str


# In the order of the paper, so that the first missing field is the first one on the page.
MANDATORY: Final = tuple(
    Mandatory(*line)
    for line in (
        ("owner.name", "姓名", "basics"),
        ("owner.ethnic", "民族", "basics"),
        ("owner.sex", "性别", "basics"),
        ("owner.id_no", "身份证号", "basics"),
        ("owner.birth_on", "出生日期", "basics"),
        ("owner.political", "政治面貌", "basics"),
        ("owner.health", "健康状况", "basics"),
        ("owner.work_status", "工作状态", "basics"),
        ("owner.model_worker", "劳模类型", "basics"),
        ("house_type", "住房类型", "basics"),
        ("owner.mobile", "手机号码或其他联系方式", "basics"),
        ("owner.work_start_on", "参加工作时间", "basics"),
        ("industry", "所属行业", "basics"),
        ("owner.marital", "婚姻状况", "basics"),
        ("owner.hukou_type", "户口类型", "basics"),
        ("owner.hukou_division", "户口所在地行政区划", "basics"),
        ("owner.insured", "医保状况", "basics"),
        ("owner.address", "家庭住址", "basics"),
        ("incomes", "本人月平均收入", "money"),
        ("main_cause", "主要致困原因", "causes"),
    )
)


def missing_fields(form: Any) -> tuple[Mandatory, ...]:
    """List the mandatory fields of a form that are still empty, in paper order, none of which blocks a save.

    `form` has the field names of the area's FileForm; zero is an answer, an empty text is none.
    """
    return (*(line for line in MANDATORY if not _answered(form, line.field)), *_asked_by_others(form))


def _answered(form: Any, path: str) -> bool:
    if path == "owner.mobile":
        return bool(form.owner.mobile or form.owner.other_phone)
    if path == "industry":
        return bool(form.trade)
    if path == "incomes":
        return any(item.whose == "" and item.amount_fen is not None for item in form.incomes)
    return attrgetter(path)(form) not in (None, "", ())


def _asked_by_others(form: Any) -> Iterator[Mandatory]:
    """Yield the fields that become mandatory by what another one says."""
    for index, member in enumerate(form.members):
        if not member.person.name:
            yield Mandatory(f"members.{index}.person.name", f"第 {index + 1} 位家庭成员的姓名", "family")
        if not member.relation:
            yield Mandatory(f"members.{index}.relation", f"第 {index + 1} 位家庭成员与本人的关系", "family")
        if not member.counted and not member.count_reason:
            label = f"第 {index + 1} 位家庭成员不计入人口的理由"
            yield Mandatory(f"members.{index}.count_reason", label, "family")
    if OTHER_CAUSE in (form.main_cause, *form.minor_causes) and not form.cause_text:
        yield Mandatory("cause_text", "致困情况说明", "causes")
    if form.year_income_override_fen is not None and not form.year_income_reason:
        yield Mandatory("year_income_reason", "改写家庭年度总收入的理由", "money")
    if form.event and not form.event_text:
        yield Mandatory("event_text", "突发事件或重大疾病的情况", "causes")


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """Where a person of this household stands already: owner or member of another open file."""

    name: str
    number_shown: str
    as_owner: bool
    state: str
    field: str  # path of the person's number in the form at hand
    file_uid: str = ""
    member_uid: str = ""  # his row in the household there
    ours: bool = True  # the other file is of the same office


class HeldElsewhere(RuleBroken):
    """A person of this household stands in another open file; `place` says where."""

    def __init__(self, place: HeldPlace) -> None:
        role = "建档职工" if place.as_owner else "家庭成员"
        super().__init__(
            f"{place.name}已在档案 {place.number_shown}（{role}，{place.state}）中，一户只建一份档案。"
            "请打开那份档案办理，或先把他从那里移出。",
            field=place.field,
        )
        self.place = place


def check_one_file(held: Iterable[HeldPlace]) -> None:
    """Refuse a second open file for a person or household: one household, one file (一户一档)."""
    for place in held:
        raise HeldElsewhere(place)


def check_nobody_twice(numbers: Iterable[tuple[str, str]]) -> None:
    """Refuse one identity number twice in a household; pairs of field path and normalised number."""
    seen: dict[str, str] = {}
    for path, number in numbers:
        if number and number in seen:
            raise RuleBroken("同一个身份证号在这份档案里出现了两次，请核对。", field=path)
        seen[number] = path


def check_causes(main: str, minor: tuple[str, ...]) -> None:
    """One main cause, at most three others, all different."""
    if len(minor) > 3:
        raise RuleBroken("次要致困原因最多选三项。", field="minor_causes")
    if main and main in minor:
        raise RuleBroken("次要致困原因不能与主要致困原因相同。", field="minor_causes")


def yearly_fen(amount_fen: int, per: str, months: int = 12) -> int:
    """Return the amount of twelve months of an item told by the month (for so many months) or by the year."""
    if not 0 <= months <= 12:
        raise RuleBroken("月数要在 0 到 12 之间。", field="months")
    return amount_fen * months if per == "month" else amount_fen


def is_working_age(birth_on: date, sex: str, on: date, pack: Pack) -> bool:
    """Tell whether a person is of working age on a day: from 16 until the pack's age of retirement."""
    ages = pack.data["working_age"]
    until: int = ages["female_to"] if sex == "2" else ages["male_to"]
    return bool(ages["from"] <= age_on(birth_on, on) < until)


def zero_employment(members: Iterable[Member]) -> bool:
    """Hint at 零就业家庭: there are members who could work, and none of them does."""
    employable = [m for m in members if m.working_age and m.able and not m.in_school]
    return bool(employable) and not any(m.employed for m in employable)


def house_area_band(area_hundredths: int) -> str:
    """Return the band of a floor area (hundredths of m²), terms house_area_band."""
    bands = ((20_00, "le20"), (50_00, "gt20_le50"), (70_00, "gt50_le70"))
    return next((code for limit, code in bands if area_hundredths <= limit), "gt70")


def owner_doubts(birth_on: date | None, work_status: str, on: date) -> tuple[tuple[str, str], ...]:
    """Warn of an owner outside the usual circle; local rules differ, so that nothing blocks."""
    doubts: list[tuple[str, str]] = []
    if birth_on is not None and not 16 <= age_on(birth_on, on) <= 60:
        doubts.append(("owner.birth_on", "建档职工一般在 16 至 60 周岁，请核对。"))
    if work_status in {"retired", "veteran_retired"}:
        doubts.append(("owner.work_status", "有的地方退休人员不在建档范围，请核对本地规定。"))
    if work_status in {"student", "preschool"}:
        doubts.append(("owner.work_status", "学生不能作建档职工，应由家长建档。"))
    return tuple(doubts)


def farm_worker_doubt(contract_signed_on: date | None, applied_on: date) -> str:
    """Warn of a 农民工 whose labour relation is younger than a year on the day of application."""
    if contract_signed_on is not None and age_on(contract_signed_on, applied_on) < 1:
        return "农民工的劳动关系应满一年，请核对劳动合同签订时间。"
    return ""
