"""A computed sum with the arithmetic that led to it, its articles and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from union_desk.core.money import format_fen, nearest_fen

# 劳社部发〔2008〕3号: (365 - 104) / 12 days, and 8 hours each.
PAID_DAYS: Final = Fraction("21.75")
PAID_HOURS: Final = PAID_DAYS * 8
PAID_DAYS_LAW: Final = "劳社部发〔2008〕3号（月计薪天数 21.75 天）"
ROUNDING: Final = "每一项算到最后才四舍五入到分。"


@dataclass(frozen=True, slots=True)
class Figure:
    """One sum in fen; `exact_fen` is what it was before the one rounding at its end."""

    title: str
    exact_fen: Fraction
    steps: tuple[str, ...]
    basis: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def amount_fen(self) -> int:
        return nearest_fen(self.exact_fen)

    def warned(self, *warnings: str) -> Figure:
        return replace(self, warnings=(*self.warnings, *warnings))

    @property
    def rounded(self) -> bool:
        return self.exact_fen.denominator != 1

    @property
    def all_steps(self) -> tuple[str, ...]:
        """Return the steps, the rule of rounding where it was needed, and the warnings."""
        rounding = (ROUNDING,) if self.rounded else ()
        return (*self.steps, *rounding, *(f"注意：{warning}" for warning in self.warnings))

    @property
    def basis_text(self) -> str:
        return "；".join(self.basis)


def total(title: str, parts: Sequence[Figure]) -> Figure:
    """Add figures, each rounded for itself, so that the parts sum to the whole."""
    fen = sum(part.amount_fen for part in parts)
    steps = [step for part in parts for step in part.steps]
    if any(part.rounded for part in parts):
        steps.append(ROUNDING)
    if len(parts) > 1:
        added = " + ".join(yuan(part.amount_fen) for part in parts)
        steps.append(f"{title}：{added} = {yuan(fen)} 元。")
    return Figure(
        title,
        Fraction(fen),
        tuple(steps),
        tuple(dict.fromkeys(law for part in parts for law in part.basis)),
        tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
    )


def yuan(fen: Fraction | int) -> str:
    """Write fen as yuan for a step, rounded: `47,103.25`."""
    return format_fen(fen if isinstance(fen, int) else nearest_fen(fen))


def plain_number(number: Fraction | int) -> str:
    """Write an exact number in its shortest form: `6`, `4.5`; one that does not end keeps its fraction."""
    fraction = Fraction(number)
    twos_and_fives = fraction.denominator
    for factor in (2, 5):
        while twos_and_fives % factor == 0:
            twos_and_fives //= factor
    if twos_and_fives != 1:
        return f"{fraction.numerator}/{fraction.denominator}"
    text = f"{Decimal(fraction.numerator) / Decimal(fraction.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
