"""What a mediation agreement must say to be clear enough to be confirmed and enforced (B6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.rules.instalments import Instalment, check_plan


@dataclass(frozen=True, slots=True)
class AgreementItem:
    """One sum that is to be paid, as the agreement has it."""

    title: str
    amount_fen: int
    before_tax: bool | None = None
    due_on: date | None = None
    method: str = ""  # bank, cash …
    account: str = ""
    instalments: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """The whole text of the agreement in its parts."""

    signed_on: date | None
    items: tuple[AgreementItem, ...] = ()
    acts: tuple[str, ...] = ()  # what is to be done beside paying: 离职证明, 转移 …
    acts_due_on: date | None = None
    accelerated: bool = False  # the rest falls due when one instalment is missed
    release: str = ""  # what is settled by it
    claims_fen: int | None = None  # what the claim items say was agreed
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementLack:
    """One thing that is too vague or missing, and its place."""

    sentence: str
    place: str


def agreement_lacks(facts: AgreementFacts) -> tuple[AgreementLack, ...]:
    """List what would make the agreement unclear; a court confirms no unclear one (民诉解释 art 358)."""
    lacks = [*_frame(facts)]
    for index, item in enumerate(facts.items):
        lacks += _item(item, facts, f"items.{index}")
    return tuple(lacks)


def _frame(facts: AgreementFacts) -> list[AgreementLack]:
    found = []
    if not facts.items and not facts.acts:
        found.append(AgreementLack("协议没有写明付什么、做什么。", "items"))
    if facts.signed_on is None:
        found.append(AgreementLack("请填写签订日期。", "signed_on"))
    elif facts.received_on is not None and facts.signed_on < facts.received_on:
        before = day_text(facts.received_on)
        found.append(AgreementLack(f"签订日期不能早于收到申请的日期 {before}。", "signed_on"))
    if facts.acts and facts.acts_due_on is None:
        found.append(AgreementLack("离职证明、社会保险转移等要写明办结的日期。", "acts_due_on"))
    if not facts.release.strip():
        found.append(AgreementLack("请写明协议了结的事项，限于本案，不要写“再无任何纠纷”。", "release"))
    total = sum(item.amount_fen for item in facts.items)
    if facts.claims_fen is not None and total != facts.claims_fen:
        differs = f"各请求的约定金额合计 {yuan(facts.claims_fen)} 元"
        found.append(AgreementLack(f"协议金额 {yuan(total)} 元与{differs}不一致。", "items"))
    return found


def _item(item: AgreementItem, facts: AgreementFacts, place: str) -> Iterable[AgreementLack]:
    name = item.title or "付款项目"
    if item.amount_fen <= 0:
        yield AgreementLack(f"{name}：请填写金额。", f"{place}.amount")
    if item.before_tax is None:
        yield AgreementLack(f"{name}：请写明是税前还是税后。", f"{place}.before_tax")
    if not item.method:
        yield AgreementLack(f"{name}：请写明付款方式。", f"{place}.method")
    elif item.method == "bank" and not item.account.strip():
        yield AgreementLack(f"{name}：转账的要写明户名、开户行和账号。", f"{place}.account")
    if item.instalments:
        yield from _instalments(item, facts, name, place)
    elif item.due_on is None:
        yield AgreementLack(f"{name}：请写明付款日期。", f"{place}.due_on")
    elif facts.signed_on is not None and item.due_on < facts.signed_on:
        yield AgreementLack(f"{name}：付款日期早于签订日期。", f"{place}.due_on")


def _instalments(
    item: AgreementItem, facts: AgreementFacts, name: str, place: str
) -> Iterable[AgreementLack]:
    try:
        check_plan(item.amount_fen, item.instalments, facts.signed_on)
    except RuleBroken as broken:
        yield AgreementLack(f"{name}：{broken.message}", f"{place}.{broken.field}")
    if len(item.instalments) > 1 and not facts.accelerated:
        yield AgreementLack(f"{name}：分期的要写明一期逾期、其余一并到期。", "accelerated")


# What a worker cannot sign away; the pattern finds the words, a person judges.
_VOID: Final[Sequence[tuple[str, str]]] = (
    (
        r"(放弃|自愿不|不再要求|不要求|无需|不用|不必).{0,12}(社会保险|社保|五险)|(社会保险|社保|五险).{0,12}(放弃|自愿不|折现)",
        "放弃社会保险的约定无效（解释（二）第十九条）。",
    ),
    (
        r"(放弃|自愿不|不再要求|不要求).{0,12}加班(费|工资)|加班(费|工资).{0,8}(放弃|全部免除)",
        "事先概括放弃加班费的约定无效；协商一致、没有欺诈胁迫且已结清的才有效（解释（一）第三十五条）。",
    ),
    (
        r"(放弃|不再|不得).{0,10}(工伤|职业病).{0,10}(权利|待遇|赔偿|追究|主张)",
        "工伤、职业病待遇显失公平的约定可以撤销（解释（一）第三十五条），请另行核定。",
    ),
    (
        r"(再无|无)(其他)?任何(劳动)?(争议|纠纷|劳资)|一切(权利|请求).{0,6}放弃|放弃一切",
        "了结的范围太宽：请限于本案的请求事项，不涉及工伤、职业病等未列事项。",
    ),
    (
        r"(不得|不准|放弃).{0,8}(仲裁|起诉|诉讼|投诉|举报)",
        "不得约定放弃仲裁、诉讼、投诉的权利。",
    ),
)


def waiver_warnings(text: str) -> tuple[str, ...]:
    """Warn of words by which a worker would sign away what cannot be signed away."""
    plain = re.sub(r"\s", "", text)
    return tuple(warning for pattern, warning in _VOID if re.search(pattern, plain))
