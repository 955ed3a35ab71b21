"""What a grant must say before it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from union_desk.assistance.values import Grant
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import find_term
from union_desk.core.text import storable

_MONEY_FORMS: Final = frozenset({"card", "cash", "paid_for"})
# 先建档、后帮扶 (ZY15 art 3), but for these (A7.11).
_BEFORE_FILE: Final = frozenset({"TEMP", "WARM"})
_MOST_FEN: Final = 10_000_000_00


def checked_grant(grant: Grant, today: date, enrolled_on: date | None, *, has_file: bool) -> Grant:
    """Return a grant that can be kept; RuleBroken names the field.

    全国工会帮扶资金办法 (2015) art 3: 先建档、后帮扶、实名制; only 临时救助 and 送温暖 come before the file.
    """
    if grant.on is None:
        raise RuleBroken("请填写帮扶日期。", field="on")
    if grant.on > today:
        raise RuleBroken("帮扶日期不能晚于今天。", field="on")
    for name, terms, sentence in (
        ("kind", "aid_kind", "请选择帮扶项目。"),
        ("form", "aid_form", "请选择帮扶形式。"),
        ("source", "funding_source", "请选择资金来源。"),
    ):
        if find_term(terms, getattr(grant, name)) is None:
            raise RuleBroken(sentence, field=name)
    early = not has_file or (enrolled_on is not None and grant.on < enrolled_on)
    if early and grant.kind not in _BEFORE_FILE:
        raise RuleBroken("先建档、后帮扶：建档以前只能登记临时救助和送温暖。", field="on")
    return _worth(
        replace(grant, goods=_said(grant.goods), handler=_said(grant.handler), remark=_said(grant.remark))
    )


def _worth(grant: Grant) -> Grant:
    """Money needs its amount, goods their name and number; a service needs neither."""
    if grant.form in _MONEY_FORMS and not grant.amount_fen:
        raise RuleBroken("请填写金额。", field="amount_fen")
    if grant.amount_fen is not None and not 0 < grant.amount_fen <= _MOST_FEN:
        raise RuleBroken("金额要大于 0，请核对单位是不是元。", field="amount_fen")
    if grant.form == "goods" and not grant.goods:
        raise RuleBroken("请填写发放的物品。", field="goods")
    if grant.quantity is not None and grant.quantity <= 0:
        raise RuleBroken("数量要大于 0。", field="quantity")
    if not grant.handler:
        raise RuleBroken("请填写经办人。", field="handler")
    return grant


def _said(text: str) -> str:
    return storable(text).strip()
