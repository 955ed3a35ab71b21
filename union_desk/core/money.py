"""Money: integer fen inside, yuan on the screen, capital figures on paper."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.text import half_width

# 16 digits of yuan are beyond any fund of any union, and still exact in the store's 64-bit integers.
LARGEST_FEN: Final = 10**18 - 1

_UNITS: Final = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<part>\d*))?(?P<unit>千万|百万|千|万|亿)?",
    re.ASCII,
)
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")


def parse_fen(text: str, *, negative: bool = False, field: str | None = None) -> int:
    """Read an amount in yuan as a caseworker types it (`1,409.5`, `1.2万`, `￥300`, full-width) into fen."""
    cleaned = half_width(text).strip()
    cleaned = re.sub(r"\s|人民币|[¥￥]|元整?$", "", cleaned).replace("−", "-").replace("，", ",")
    match = _AMOUNT.fullmatch(cleaned)
    if match is None or not (match["whole"] or match["part"]):
        raise RuleBroken("请填写金额，例如 1409.50 或 1.2万。", field=field)
    number = Decimal((match["whole"] or "0").replace(",", "") + "." + (match["part"] or "0"))
    fen = Fraction(number) * _UNITS[match["unit"] or ""] * 100
    if fen.denominator != 1:
        raise RuleBroken("金额最多两位小数（精确到分）。", field=field)
    if fen > LARGEST_FEN:
        raise RuleBroken("金额太大，请核对有没有多写几位。", field=field)
    if match["sign"] == "-" and fen and not negative:
        raise RuleBroken("金额不能是负数。", field=field)
    return -fen.numerator if match["sign"] == "-" else fen.numerator


def plain(fen: int) -> str:
    """Write fen as yuan with two decimals and no separators: `1234.50`."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def format_fen(fen: int) -> str:
    """Write fen as yuan for the screen: `1,234.50`."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def nearest_fen(fen: Fraction) -> int:
    """Round an exact number of fen half away from zero (ROUND_HALF_UP), once, at the very end."""
    twice = abs(fen) * 2 + 1
    rounded = twice.numerator // (twice.denominator * 2)
    return -rounded if fen < 0 else rounded


def in_capitals(fen: int) -> str:
    """Write an amount the way a cheque asks for it: `人民币壹仟肆佰零玖元伍角`.

    支付结算办法 annex 1: ends with 整 after 元 (after 角 it is optional and left out here), never after 分;
    a run of zeros is one 零; a leading 壹拾 keeps its 壹.
    """
    if abs(fen) > LARGEST_FEN:
        raise RuleBroken("金额太大，无法写成大写。")
    sign = "负" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    jiao, odd = divmod(rest, 10)
    if not yuan and not rest:
        return "人民币零元整"
    text = f"{_capital_integer(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{sign}{text}整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    return f"人民币{sign}{text}" + (_DIGITS[odd] + "分" if odd else "")


def _capital_integer(number: int) -> str:
    """Write a positive integer in capital figures, in groups of four digits."""
    text = ""
    zero_pending = False
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if zero_pending and text else "") + _DIGITS[digit] + _PLACES[power % 4]
            zero_pending = False
        else:
            zero_pending = True
        if power % 4 == 0:
            text += _group_word(number, power // 4)
    return text


def _group_word(number: int, group: int) -> str:
    """Return 万 or 亿 after a group of four digits; 亿 also closes an empty group between 万亿 and 万."""
    if group == 3:
        return "万"
    if group == 2:
        return "亿"
    return _GROUPS[group] if number // 10 ** (4 * group) % 10_000 else ""
