"""What is wrong in a case of legal aid, as opposed to what is still missing: only this stops a save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.core.packs import load_pack
from union_desk.dispute.rules.causes import CAUSES_KIND, COURT, causes
from union_desk.legal_aid.rules.means import check_exemption, claimed
from union_desk.legal_aid.rules.times import kept_time
from union_desk.legal_aid.values import AidForm, AidItem, AidMember
from union_desk.people.rules import FieldWarning, check_codes, stripped

_CASE_LISTS: Final = {
    "source": ("aid_source", "案件来源"),
    "categories": ("aid_category", "人群类别"),
    "position": ("aid_position", "诉讼地位"),
    "stage": ("aid_stage", "所处阶段"),
    "wanted": ("aid_service", "申请援助方式"),
    "means_basis": ("means_basis", "经济困难依据"),
    "exemption": ("means_exemption", "免予核查情形"),
    "papers_given": ("aid_paper_given", "提交的材料"),
    "income_kinds": ("aid_income", "收入来源"),
    "house_use": ("house_use", "房屋用途"),
}
_ROW_LISTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "members": {"relation": ("relation", "与申请人关系")},
    "services": {
        "kind": ("aid_service", "援助方式"),
        "stage": ("aid_stage", "阶段"),
        "result": ("aid_result", "服务结果"),
    },
    "items": {"kind": ("claim_item", "请求项目")},
}
_PAST_DAYS: Final = {
    "came_on": "来访日期",
    "applied_on": "收到申请日期",
    "entry_on": "入职时间",
    "known_on": "知道权利被侵害之日",
}
# What may still come in when a case is closed: money that is paid late, and whose money it is.
_KEEPING: Final = frozenset({"remark", "counted_elsewhere", "items"})


def checked(form: AidForm, today: date) -> AidForm:
    """Return the form as it is stored; RuleBroken names the path of the field that is wrong.

    Cards of persons and employers are checked where they are stored.
    """
    form = _tidied(form, today)
    check_codes(form, _CASE_LISTS, "")
    if form.cause and form.cause not in causes(load_pack(CAUSES_KIND, COURT)):
        raise RuleBroken("请从列表中选择案由。", field="cause")
    _check_numbers(form)
    if form.counted_elsewhere and not form.dispute_uid:
        raise RuleBroken("金额要并计入调解案件的，请先关联争议。", field="counted_elsewhere")
    _check_amounts(form, "")
    for name, label in _PAST_DAYS.items():
        _check_past(getattr(form, name), today, label, name)
    for name, lists in _ROW_LISTS.items():
        for index, row in enumerate(getattr(form, name)):
            check_codes(row, lists, f"{name}.{index}")
            _check_amounts(row, f"{name}.{index}.")
    for index, service in enumerate(form.services):
        if service.from_on is not None and service.to_on is not None and service.to_on < service.from_on:
            raise RuleBroken("结束日期不能早于开始日期。", field=f"services.{index}.to_on")
    for index, item in enumerate(form.items):
        _check_past(item.paid_on, today, "到账日期", f"items.{index}.paid_on")
    return form


def check_closed(held: AidForm, form: AidForm) -> None:
    """Refuse a change of a closed case in anything but the money that came in and whose it is."""
    changed = [each.name for each in fields(AidForm) if getattr(held, each.name) != getattr(form, each.name)]
    wrong = next((name for name in changed if name not in _KEEPING), None)
    if wrong is None and _unpaid(held.items) != _unpaid(form.items):
        wrong = "items"
    if wrong is not None:
        sentence = "案件已结案，只能改到账金额、并计和备注；其他内容有变化的，请先恢复办理。"
        raise RuleBroken(sentence, field=wrong)


def doubts(form: AidForm) -> Iterator[FieldWarning]:
    """Yield what is worth a second look."""
    if form.exemption and form.items:
        try:
            claims = claimed((item.kind for item in form.items), form.cause)
            check_exemption(form.exemption, form.categories, claims)
        except RuleBroken as broken:
            yield broken.field or "exemption", broken.message
    for index, item in enumerate(form.items):
        if item.paid_fen and item.won_fen is not None and item.paid_fen > item.won_fen:
            yield f"items.{index}.paid_fen", "到账金额多于支持金额，请核对。"
    members = sum(1 for one in form.members if one != AidMember(uid=one.uid))
    if members and form.population is not None and form.population != members + 1:
        yield "population", f"家庭成员写了 {members} 人，加上申请人与家庭人口不符，请核对。"
    if form.applied_on and form.came_on and form.applied_on < form.came_on:
        yield "applied_on", "收到申请的日期早于来访日期，请核对。"


def _check_numbers(form: AidForm) -> None:
    if form.population is not None and form.population < 1:
        raise RuleBroken("家庭人口应在 1 人以上。", field="population")
    if form.house_area_hundredths is not None and form.house_area_hundredths < 0:
        raise RuleBroken("面积不能是负数。", field="house_area_hundredths")


def _tidied(form: AidForm, today: date) -> AidForm:
    rows: dict[str, Any] = {name: tuple(stripped(row) for row in getattr(form, name)) for name in _ROW_LISTS}
    changed = {name: held for name, held in rows.items() if held != getattr(form, name)}
    form = replace(stripped(form), **changed)
    if form.oral_time:
        form = replace(form, oral_time=kept_time(form.oral_time, "oral_time"))
    members = tuple(_tidy_member(one, today, f"members.{at}.id_no") for at, one in enumerate(form.members))
    return replace(form, members=members) if members != form.members else form


def _tidy_member(member: AidMember, today: date, field: str) -> AidMember:
    if not member.id_no:
        return member
    identity = check_identity(member.id_no, today)
    if not identity.valid:
        raise RuleBroken(identity.reason, field=field)
    return replace(member, id_no=identity.normalised)


def _unpaid(items: tuple[AidItem, ...]) -> tuple[AidItem, ...]:
    return tuple(replace(item, paid_fen=None, paid_on=None) for item in items)


def _check_past(day: date | None, today: date, label: str, field: str) -> None:
    if day is not None and day > today:
        raise RuleBroken(f"{label}不能晚于今天。", field=field)


def _check_amounts(row: Any, at: str) -> None:
    for field in fields(row):
        amount = getattr(row, field.name) if field.name.endswith("_fen") else None
        if amount is not None and amount < 0:
            raise RuleBroken("金额不能是负数。", field=f"{at}{field.name}")
