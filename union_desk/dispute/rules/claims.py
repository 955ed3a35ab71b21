"""Claim items side by side: which exclude one another, and what is claimed beside what is safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import Figure, yuan

# Codes of claim items as terms list claim_item has them.
SEVERANCE: Final = "severance"
DAMAGES: Final = "unlawful_dismissal"
NOTICE_PAY: Final = "notice_pay"
REINSTATEMENT: Final = "reinstatement"
DOUBLE_PAY: Final = "double_pay"

_TOGETHER: Final[Mapping[frozenset[str], str]] = {
    frozenset({SEVERANCE, DAMAGES}): (
        "经济补偿和赔偿金只能选一项：支付了赔偿金的，不再支付经济补偿（《劳动合同法实施条例》第二十五条）。"
    ),
    frozenset({NOTICE_PAY, DAMAGES}): (
        "代通知金只用于第四十条的解除，和违法解除赔偿金不能同时主张（《劳动合同法》第四十条、第八十七条）。"
    ),
    frozenset({REINSTATEMENT, DAMAGES}): (
        "要求继续履行劳动合同的，不支付赔偿金；不要求或者不能继续履行的才支付（《劳动合同法》第四十八条）。"
    ),
    frozenset({REINSTATEMENT, SEVERANCE}): (
        "要求恢复劳动关系，就不是要求解除后的经济补偿，请先确定主张哪一项（《劳动合同法》第四十六条、第四十八条）。"
    ),
    frozenset({REINSTATEMENT, NOTICE_PAY}): (
        "要求恢复劳动关系，就不能同时要求解除的代通知金（《劳动合同法》第四十条、第四十八条）。"
    ),
}


def excluded_together(kinds: Iterable[str]) -> tuple[str, ...]:
    """Warn of claim items that cannot all be granted; alternatives (或者) are the caseworker's choice."""
    there = frozenset(kinds)
    return tuple(warning for pair, warning in _TOGETHER.items() if pair <= there)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One claim item: what is claimed, and what the evidence and the strict reading carry."""

    kind: str
    title: str
    claimed: Figure
    conservative: Figure
    from_on: date | None = None
    to_on: date | None = None

    @property
    def difference_fen(self) -> int:
        return self.claimed.amount_fen - self.conservative.amount_fen


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All items in two columns with their sums, and the warnings for the whole."""

    estimates: tuple[Estimate, ...]
    claimed_fen: int
    conservative_fen: int
    warnings: tuple[str, ...]


def side_by_side(estimates: Sequence[Estimate]) -> SideBySide:
    """Sum both columns of the items, each rounded for itself."""
    found = excluded_together(estimate.kind for estimate in estimates)
    reversed_ = tuple(
        f"{estimate.title}：稳妥的金额 {yuan(estimate.conservative.amount_fen)} 元高于主张的"
        f" {yuan(estimate.claimed.amount_fen)} 元，请核对。"
        for estimate in estimates
        if estimate.difference_fen < 0
    )
    return SideBySide(
        tuple(estimates),
        sum(estimate.claimed.amount_fen for estimate in estimates),
        sum(estimate.conservative.amount_fen for estimate in estimates),
        (*found, *reversed_),
    )


_WAN: Final = 10_000
_LIKELY_WAGE_FEN: Final = 300_00


def check_unit(amount_fen: int, *, field: str = "amount") -> None:
    """Refuse a monthly wage that was typed in 万元: nobody earns 1.2 yuan a month."""
    if 0 < amount_fen < _LIKELY_WAGE_FEN:
        raise RuleBroken(
            f"月工资 {yuan(amount_fen)} 元太低，是不是按万元填的？请按元填写：{yuan(amount_fen * _WAN)}。",
            field=field,
        )
