"""What is wrong in a file, as opposed to what is still missing: only this stops a save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.hardship import rules
from union_desk.hardship.values import OWNER, FileForm, IncomeEntry, OutlayEntry
from union_desk.people.rules import check_codes, stripped

_FILE_LISTS: Final = {
    "level": ("file_level", "建档级别"),
    "industry": ("industry", "所属行业"),
    "house_type": ("house_type", "住房类型"),
    "house_area_band": ("house_area_band", "建筑面积分档"),
    "gov_relief": ("benefit", "其他政府救助"),
    "main_cause": ("cause", "主要致困原因"),
    "minor_causes": ("cause", "次要致困原因"),
    "wishes": ("wish", "申请帮扶"),
    "key_group": ("key_group", "五类重点群体"),
    "measures": ("measure", "“四个一批”"),
}
_ROW_LISTS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "members": {
        "relation": ("relation", "与本人关系"),
        "count_reason": ("count_reason", "计入或不计入理由"),
        "school_stage": ("school_stage", "就读阶段"),
    },
    "incomes": {"kind": ("income_kind", "收入类别"), "detail": ("income_detail", "收入明细")},
    "outlays": {"kind": ("outlay_kind", "支出类别")},
    "assets": {"kind": ("asset_kind", "财产类别"), "use": ("vehicle_use", "车辆用途")},
    "exclusions": {"code": ("exclusion", "不予认定情形")},
    "attachments": {"kind": ("attachment_kind", "附件类型")},
}
_ITEM_LISTS: Final = (
    "members", "incomes", "outlays", "assets", "exclusions", "attachments", "plan",
)  # fmt: skip
_OWN_RELATION: Final = "01"


def checked(form: FileForm, today: date) -> FileForm:
    """Return the form as it is stored; RuleBroken names the path of the field that is wrong.

    Cards of persons and employers are checked where they are stored.
    """
    form = _tidied(form)
    check_codes(form, _FILE_LISTS, "")
    _check_amounts(form, "")
    _check_days(form, today)
    rules.check_causes(form.main_cause, form.minor_causes)
    if form.year_income_override_fen is not None:
        rules.checked_override(form.year_income_override_fen, form.year_income_reason)
    for name in _ITEM_LISTS:
        for index, row in enumerate(getattr(form, name)):
            check_codes(row, _ROW_LISTS.get(name, {}), f"{name}.{index}")
            _check_amounts(row, f"{name}.{index}.")
    _check_family(form, today)
    _check_items(form, "incomes", form.incomes, today)
    _check_items(form, "outlays", form.outlays, today)
    return form


def _tidied(form: FileForm) -> FileForm:
    rows: dict[str, Any] = {name: tuple(stripped(row) for row in getattr(form, name)) for name in _ITEM_LISTS}
    changed = {name: held for name, held in rows.items() if held != getattr(form, name)}
    form = stripped(form)
    form = replace(form, **changed) if changed else form
    if form.house_area_hundredths is not None and form.house_area_hundredths >= 0:
        form = replace(form, house_area_band=rules.house_area_band(form.house_area_hundredths))
    return form


def _check_amounts(value: Any, at: str) -> None:
    for field in fields(value):
        if not field.name.endswith(("_fen", "_hundredths")):
            continue
        amount = getattr(value, field.name)
        if amount is not None and amount < 0:
            what = "金额" if field.name.endswith("_fen") else "面积"
            raise RuleBroken(f"{what}不能是负数。", field=f"{at}{field.name}")


def _check_days(form: FileForm, today: date) -> None:
    for name, label in (
        ("applied_on", "申请日期"),
        ("dibao_from_on", "低保起始日期"),
        ("relief_on", "解困脱困确定时间"),
    ):
        day = getattr(form, name)
        if day is not None and day > today:
            raise RuleBroken(f"{label}不能晚于今天。", field=name)


def _check_family(form: FileForm, today: date) -> None:
    for index, member in enumerate(form.members):
        at = f"members.{index}"
        if member.relation == _OWN_RELATION:
            raise RuleBroken("家庭成员中不用再填本人。", field=f"{at}.relation")
        if member.enrolled_year is not None and not 1950 <= member.enrolled_year <= today.year + 1:
            raise RuleBroken("入学年份不对，请核对。", field=f"{at}.enrolled_year")
        if member.school_years is not None and not 1 <= member.school_years <= 12:
            raise RuleBroken("学制应在 1 至 12 年之间。", field=f"{at}.school_years")
        if member.served_from_on is not None and member.served_from_on > today:
            raise RuleBroken("入伍时间不能晚于今天。", field=f"{at}.served_from_on")
    numbers = [("owner.id_no", form.owner.id_no)]
    numbers += [(f"members.{index}.person.id_no", row.person.id_no) for index, row in enumerate(form.members)]
    rules.check_nobody_twice(
        (path, check_identity(number, today).normalised) for path, number in numbers if number
    )


def _check_items(form: FileForm, name: str, items: Sequence[IncomeEntry | OutlayEntry], today: date) -> None:
    family = {OWNER} | {member.uid for member in form.members}
    whose_field = "whose" if name == "incomes" else "payer"
    for index, item in enumerate(items):
        at = f"{name}.{index}"
        if getattr(item, whose_field) not in family:
            raise RuleBroken("这一行的家庭成员已不在表中，请改选或删去这一行。", field=f"{at}.{whose_field}")
        if item.per not in {"month", "year"}:
            raise RuleBroken("请选择按月或按年。", field=f"{at}.per")
        if not 1 <= item.months <= 12:
            raise RuleBroken("月数应在 1 至 12 之间（只算最近十二个月）。", field=f"{at}.months")
        if item.from_on and item.from_on > today:
            raise RuleBroken("起始日期不能晚于今天。", field=f"{at}.from_on")
        if item.from_on and item.to_on and item.to_on < item.from_on:
            raise RuleBroken("截止日期不能早于起始日期。", field=f"{at}.to_on")
