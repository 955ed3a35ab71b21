"""What is wrong in a case, as opposed to what is still missing: only this stops a save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.core.packs import load_pack
from union_desk.dispute.rules.causes import CAUSES_KIND, COURT, STATISTICS, causes
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.values import Agent, CaseForm, Party
from union_desk.people.contacts import check_phone
from union_desk.people.rules import check_codes, stripped

_CASE_LISTS: Final = {
    "source": ("dispute_source", "来源"),
    "union_role": ("union_role", "工会参与方式"),
    "grade": ("dispute_grade", "争议等级"),
    "result": ("dispute_result", "处理结果"),
    "satisfaction": ("satisfaction", "满意度"),
}
_ROW_LISTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "parties": {"side": ("dispute_side", "诉讼地位"), "kind": ("dispute_party", "当事人类型")},
    "agents": {
        "kind": ("agent_kind", "代理人身份"),
        "sex": ("sex", "性别"),
        "authority": ("agent_authority", "代理权限"),
    },
    "claims": {"kind": ("claim_item", "请求项目")},
    "evidence": {"side": ("dispute_side", "提供方")},
}
_KEEPING: Final = frozenset({"binder", "shelf", "satisfaction", "remark"})
_PAST_DAYS: Final = {
    "came_on": "来访日期",
    "received_on": "收到申请日期",
    "known_on": "知道权利被侵害之日",
    "opponent_answered_on": "对方答复日期",
    "extension_signed_on": "延期同意书签字日期",
    "advised_on": "书面告知仲裁权利日期",
}
_PERIODS: Final[Mapping[str, tuple[str, str, str]]] = {
    "parties": ("entry_on", "left_on", "离职日期不能早于入职日期。"),
    "agents": ("from_on", "to_on", "委托截止日期不能早于起始日期。"),
    "claims": ("from_on", "to_on", "截止日期不能早于起始日期。"),
}


def checked(form: CaseForm, today: date) -> CaseForm:
    """Return the form as it is stored; RuleBroken names the path of the field that is wrong.

    Cards of persons and employers are checked where they are stored.
    """
    form = _with_cause(_tidied(form, today))
    check_codes(form, _CASE_LISTS, "")
    if form.not_ours and not_ours(form.not_ours) is None:
        raise RuleBroken("请从列表中选择不属受理范围的原因。", field="not_ours")
    if form.headcount is not None and form.headcount < 1:
        raise RuleBroken("涉及人数应在 1 人以上。", field="headcount")
    for name, label in _PAST_DAYS.items():
        _check_past(getattr(form, name), today, label, name)
    for name, lists in _ROW_LISTS.items():
        for index, row in enumerate(getattr(form, name)):
            at = f"{name}.{index}"
            check_codes(row, lists, at)
            _check_amounts(row, at)
            _check_period(row, name, at)
    _check_parties(form, today)
    _check_whose(form)
    for index, evidence in enumerate(form.evidence):
        _check_past(evidence.given_on, today, "提交日期", f"evidence.{index}.given_on")
        if evidence.pages is not None and evidence.pages < 0:
            raise RuleBroken("页数不能是负数。", field=f"evidence.{index}.pages")
    return form


def check_closed(held: CaseForm, form: CaseForm) -> None:
    """Refuse a change of a closed case in anything but where it is kept."""
    changed = [each.name for each in fields(CaseForm) if getattr(held, each.name) != getattr(form, each.name)]
    wrong = next((name for name in changed if name not in _KEEPING), None)
    if wrong is not None:
        sentence = "案件已结案，只能改卷宗号、存放位置、满意度和备注；其他内容有变化的，请先恢复办理。"
        raise RuleBroken(sentence, field=wrong)


def _tidied(form: CaseForm, today: date) -> CaseForm:
    rows: dict[str, Any] = {
        "parties": tuple(stripped(row) for row in form.parties),
        "agents": tuple(
            _tidy_agent(stripped(row), today, f"agents.{place}") for place, row in enumerate(form.agents)
        ),
        "claims": tuple(stripped(row) for row in form.claims),
        "evidence": tuple(stripped(row) for row in form.evidence),
    }
    changed = {name: held for name, held in rows.items() if held != getattr(form, name)}
    form = stripped(form)
    return replace(form, **changed) if changed else form


def _tidy_agent(agent: Agent, today: date, at: str) -> Agent:
    check_phone(agent.phone, f"{at}.phone")
    if not agent.id_no:
        return agent
    identity = check_identity(agent.id_no, today)
    if not identity.valid:
        raise RuleBroken(identity.reason, field=f"{at}.id_no")
    return replace(agent, id_no=identity.normalised, sex=agent.sex or identity.sex)


def _with_cause(form: CaseForm) -> CaseForm:
    """Refuse a cause that no scheme has; the one of the statistics follows where it was left open."""
    of_court, of_statistics = (causes(load_pack(CAUSES_KIND, scheme)) for scheme in (COURT, STATISTICS))
    if form.cause and form.cause not in of_court:
        raise RuleBroken("请从列表中选择案由。", field="cause")
    if form.cause_statistics and form.cause_statistics not in of_statistics:
        raise RuleBroken("请从列表中选择统计口径原因。", field="cause_statistics")
    if form.cause and not form.cause_statistics and of_court[form.cause].statistics:
        return replace(form, cause_statistics=of_court[form.cause].statistics)
    return form


def _check_past(day: date | None, today: date, label: str, field: str) -> None:
    if day is not None and day > today:
        raise RuleBroken(f"{label}不能晚于今天。", field=field)


def _check_amounts(row: Any, at: str) -> None:
    for field in fields(row):
        amount = getattr(row, field.name) if field.name.endswith("_fen") else None
        if amount is not None and amount < 0:
            raise RuleBroken("金额不能是负数。", field=f"{at}.{field.name}")


def _check_period(row: Any, name: str, at: str) -> None:
    if name not in _PERIODS:
        return
    first, last, sentence = _PERIODS[name]
    from_on, to_on = getattr(row, first), getattr(row, last)
    if from_on is not None and to_on is not None and to_on < from_on:
        raise RuleBroken(sentence, field=f"{at}.{last}")


def _check_parties(form: CaseForm, today: date) -> None:
    """Refuse one human twice on a side; on both sides he is told as a conflict, which a person judges."""
    seen: dict[tuple[str, str], int] = {}
    for index, party in enumerate(form.parties):
        at = f"parties.{index}"
        check_phone(party.served_phone, f"{at}.served_phone")
        _check_past(party.entry_on, today, "入职日期", f"{at}.entry_on")
        _check_past(party.consent_on, today, "同意日期", f"{at}.consent_on")
        number = check_identity(party.person.id_no, today).normalised if party.person.id_no else ""
        if not number:
            continue
        first = seen.setdefault((party.side, number), index)
        if first != index:
            who = _called(form.parties[first], first)
            raise RuleBroken(f"此人已是第 {first + 1} 位当事人（{who}）。", field=f"{at}.person.id_no")


def _called(party: Party, index: int) -> str:
    return party.name or f"第 {index + 1} 位"


def _check_whose(form: CaseForm) -> None:
    parties = {party.uid for party in form.parties}
    for name, sentence in (
        ("agents", "委托人已不在当事人中，请改选。"),
        ("claims", "请求人已不在当事人中，请改选。"),
    ):
        for index, row in enumerate(getattr(form, name)):
            if row.party_uid and row.party_uid not in parties:
                raise RuleBroken(sentence, field=f"{name}.{index}.party_uid")
