"""Identity numbers, credit codes and bank cards: what is wrong with one, and what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from union_desk.core.deadline import day_text
from union_desk.core.divisions import division_name
from union_desk.core.text import compact

CARD: Final = "identity_card"
REGION_PERMIT: Final = "hk_mo_tw_permit"
FOREIGN_PERMIT: Final = "permanent_resident"
PASSPORT: Final = "passport"
TRAVEL_PERMIT: Final = "travel_permit"  # 港澳居民来往内地通行证

_CUT: Final = "号码末三位是 000，像是表格软件把它当数字截断了，请对照原件重新录入。"
IDENTITY_BASIS: Final = "GB 11643《公民身份号码》"
CODE_BASIS: Final = "GB 32100《法人和其他组织统一社会信用代码编码规则》"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODE_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity number says; `kind` and `sex` are codes of terms id_type and sex."""

    valid: bool
    normalised: str
    kind: str = ""
    birth: date | None = None
    sex: str = ""
    under_14: bool | None = None
    division: str | None = None
    warnings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """A credit code or a card number after its check; `reason` says what is wrong, warnings may be passed."""

    valid: bool
    normalised: str
    warnings: tuple[str, ...] = ()
    reason: str = ""


def check_identity(value: str, on: date) -> Identity:
    """Check a number of GB 11643 and its kin (residence permits 81/82/83, foreigners' 9…), as seen on a day.

    A 15-digit number is brought to 18; an abolished division stays valid; an unknown one is a warning.
    """
    number = compact(value).upper().replace("Х", "X").replace("×", "X")
    if not number:
        return Identity(valid=False, normalised="", reason="请填写身份证号。")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+", number):
        return Identity(
            valid=False, normalised=number, reason="号码被表格软件写成了科学计数，请对照原件重新录入。"
        )
    if re.fullmatch(r"[0-9]{15}", number):
        upgraded = number[:6] + "19" + number[6:]
        found = _check_18(upgraded + mod_11_2.calc_check_digit(upgraded), on)
        if not found.valid:
            return replace(found, normalised=number)
        return replace(found, warnings=(*found.warnings, "这是 15 位旧号码，已换算为 18 位，请对照新证件。"))
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return _check_18(number, on)
    return _other_paper(number)


def check_digit(first_17: str) -> str:
    """Return the 18th character of an identity number."""
    return str(mod_11_2.calc_check_digit(first_17))


def age_on(birth: date, on: date) -> int:
    """Return the full years of life on a day; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def workings(found: Identity, on: date) -> list[str]:
    """Return the steps of a check as sentences with their numbers."""
    number = found.normalised
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return [
            f"去掉空格、全角改半角：{number}。",
            *found.warnings,
            found.reason or "按证件种类只核对格式。",
        ]
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    steps = [f"前 17 位加权求和 {total}，除以 11 余 {total % 11}，第 18 位应为 {check_digit(number[:17])}。"]
    if not found.valid or found.birth is None:
        return [*steps, found.reason]
    steps.append(
        f"第 7 至 14 位：{day_text(found.birth)}出生，{day_text(on)}满 {age_on(found.birth, on)} 周岁。"
    )
    steps.append(f"第 17 位是 {number[16]}，{'奇数为男' if found.sex == '1' else '偶数为女'}。")
    steps += [f"前六位 {number[:6]}：{found.division}。"] if found.division else []
    return [*steps, *found.warnings]


def _check_18(number: str, on: date) -> Identity:
    wrong = Identity(valid=False, normalised=number)
    right_digit = check_digit(number[:17])
    cut = number.endswith("000")
    if cut and right_digit != "0":
        return replace(wrong, reason=_CUT)
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        birth = date(year, month, day)
    except ValueError:
        shown = f"{year}年{month}月{day}日"
        return replace(wrong, reason=f"第 7 至 14 位的出生日期 {shown}不存在，请对照原件。")
    if birth > on:
        return replace(wrong, reason=f"出生日期 {day_text(birth)}还没有到，请对照原件。")
    if number[17] != right_digit:
        return replace(wrong, reason=f"身份证第 18 位应为 {right_digit}，请对照原件。")
    return Identity(
        valid=True,
        normalised=number,
        kind=_kind(number),
        birth=birth,
        sex="1" if int(number[16]) % 2 else "2",
        under_14=age_on(birth, on) < 14,
        division=None if number[0] == "9" else division_name(number[:6]),
        warnings=_doubts(number, birth, on, cut=cut),
    )


def _kind(number: str) -> str:
    if number[0] == "9":
        return FOREIGN_PERMIT
    return REGION_PERMIT if number.startswith(("81", "82", "83")) else CARD


def _doubts(number: str, birth: date, on: date, *, cut: bool) -> tuple[str, ...]:
    doubts = []
    if cut:
        doubts.append("末三位是 000，请核对是不是被表格软件截断了。")
    if age_on(birth, on) > 120:
        doubts.append(f"按号码已满 {age_on(birth, on)} 岁，请对照原件。")
    if number[0] != "9" and division_name(number[:6]) is None:
        doubts.append(f"前六位 {number[:6]} 不在行政区划代码表中，请对照原件。")
    return tuple(doubts)


def _other_paper(number: str) -> Identity:
    """Tell papers without a Chinese identity number by their form; they carry no check digit that we know."""
    unchecked = ("这种证件号码没有校验位，请对照原件。",)
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return Identity(valid=True, normalised=number, kind=FOREIGN_PERMIT, warnings=unchecked)
    if re.fullmatch(r"[HM][0-9]{8}([0-9]{2})?", number):
        return Identity(valid=True, normalised=number, kind=TRAVEL_PERMIT, warnings=unchecked)
    if re.fullmatch(r"[A-Z]{1,2}[0-9]{7,8}", number):
        return Identity(valid=True, normalised=number, kind=PASSPORT, warnings=unchecked)
    if re.fullmatch(r"[0-9X]+", number):
        reason = f"身份证号应为 18 位（旧证 15 位），现在是 {len(number)} 位，请对照原件。"
    else:
        reason = "身份证号只能是数字，最后一位可以是 X，请对照原件。"
    return Identity(valid=False, normalised=number, reason=reason)


def check_credit_code(value: str) -> CheckedNumber:
    """Check a 统一社会信用代码 by GB 32100-2015."""
    code = compact(value).upper().replace("-", "")
    reason = _credit_code_fault(code)
    return CheckedNumber(valid=not reason, normalised=code, reason=reason)


def _credit_code_fault(code: str) -> str:
    if not code:
        return "请填写统一社会信用代码。"
    if re.fullmatch(r"[0-9]{13}|[0-9]{15}", code):
        return "这是旧的工商注册号，请填写 18 位统一社会信用代码，旧号填在“注册号”里。"
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现在是 {len(code)} 位，请对照营业执照。"
    strange = next((sign for sign in code if sign not in _CODE_SIGNS), None)
    if strange:
        alike = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}.get(strange)
        hint = f"，是不是 {alike}" if alike else ""
        return f"统一社会信用代码里没有“{strange}”{hint}？请对照营业执照。"
    if not code[2:8].isdigit():
        return "统一社会信用代码第 3 至 8 位是行政区划，应为数字，请对照营业执照。"
    right = uscc.calc_check_digit(code[:17])
    return "" if code[17] == right else f"统一社会信用代码第 18 位应为 {right}，请对照营业执照。"


def check_card(value: str) -> CheckedNumber:
    """Check a bank card or passbook number: the length decides, Luhn only warns (some passbooks fail it)."""
    number = compact(value).replace("-", "")
    if not re.fullmatch(r"[0-9]{12,19}", number):
        return CheckedNumber(
            valid=False, normalised=number, reason="银行卡号应为 12 至 19 位数字，请对照银行卡。"
        )
    doubt = () if luhn.is_valid(number) else ("银行卡号的校验位不符，请对照银行卡；存折号可以照填。",)
    return CheckedNumber(valid=True, normalised=number, warnings=doubt)
