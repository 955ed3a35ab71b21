"""What people write into the cells of a list, read as what it means; a cell that cannot be read says why."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.money import parse_fen
from union_desk.core.names import normalise_name
from union_desk.core.terms import find_code, terms
from union_desk.core.text import compact, half_width
from union_desk.sheets.grid import Unread, Value, shown

# Excel keeps fifteen digits of a number; what comes after them is lost for good.
EXACT_DIGITS: Final = 15
_LOST: Final = (
    "这一格是数字格式，第 15 位以后已经丢失（写成 3.30106E+17 或末尾变成 0）。"
    "请把整列设为“文本”格式，对照原件重新填写。"
)
_SCIENTIFIC: Final = re.compile(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+")
_NOTHING: Final = frozenset(
    {"", "-", "--", "—", "——", "/", "／", "\\", "无", "无。", "空", "NULL", "N/A", "NONE"}
)
_YES: Final = frozenset(
    {
        "是",
        "有",
        "对",
        "√",
        "✓",
        "✔",
        "☑",
        "Y",
        "YES",
        "1",
        "TRUE",
        "T",
        "已入会",
        "已入",
        "会员",
        "享受",
        "单亲",
        "在校",
    }
)
_NO: Final = frozenset(
    {
        "否",
        "无",
        "没有",
        "不是",
        "×",
        "✗",
        "✘",
        "X",
        "☐",
        "□",
        "N",
        "NO",
        "0",
        "FALSE",
        "F",
        "未入会",
        "未入",
        "未享受",
        "不享受",
        "-",
        "—",
        "/",
    }
)
_DAY_WORDS: Final = "日期看不懂，请写成 1985-06-05 的样子。"
_FULL_DAY: Final = re.compile(r"([0-9]{4})[-./年、]([0-9]{1,2})[-./月、]([0-9]{1,2})[日号]?")
_MONTH: Final = re.compile(r"([0-9]{4})[-./年、]([0-9]{1,2})月?")
_YEAR: Final = re.compile(r"([0-9]{4})年?")
_AMOUNT_TAIL: Final = re.compile(r"(元整|元|圆|块钱|块)$")
_COUNT: Final = re.compile(r"([0-9]+)(?:\.0+)?[个人口名岁年次件户套间辆页]?人?")
_EARLIEST: Final = 1900
_LATEST: Final = 2150
_FIRST_SERIAL: Final = 3653  # 1910-01-01
_LAST_SERIAL: Final = 91_312  # 2149-12-31
_DAY_1900: Final = date(1899, 12, 30)
_FROM_1904: Final = 1462
_LIKELY: Final = 60


class Unreadable(Exception):
    """A cell that cannot be read; the message tells the caseworker what to put right."""


def text(value: Value) -> str:
    """Return a text without the marks of a table program: a leading ', line breaks, blanks at the ends."""
    if isinstance(value, Unread):
        raise Unreadable(_unread_words(value))
    plain = shown(value).lstrip("'‘’`").replace("\u200b", "").replace("\ufeff", "")
    plain = re.sub(r"[\r\n\v\f\u2028]+", " ", plain)
    plain = re.sub(r"[\t\u00a0\u3000 ]+", " ", plain).strip()
    # A line break inside Chinese was only put there to fit the cell.
    plain = re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", plain)
    return "" if plain.upper() in _NOTHING else plain


def _unread_words(value: Unread) -> str:
    if value.why.startswith("#") or value.why == "错误值":
        return f"这一格是错误值 {value.why}，请改成正确的内容。"
    return f"这一格是{value.why}，读不到内容。请在 WPS 或 Excel 里打开、保存一次再导入。"


def number_text(value: Value) -> str:
    """Return an identity number, card or phone number as it is; refused when digits were lost on the way."""
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable("这一格不是号码，请对照原件填写，并把整列设为“文本”格式。")
    if isinstance(value, int | float):
        number = float(value)
        if not number.is_integer() or number < 0:
            raise Unreadable("这一格是小数，不是号码，请对照原件填写。")
        if number >= 10**EXACT_DIGITS:
            raise Unreadable(_LOST)
        return f"{number:.0f}"
    plain = compact(text(value)).lstrip("'").upper().removesuffix(".0")
    if _SCIENTIFIC.fullmatch(plain):
        raise Unreadable(_LOST)
    return plain


def phone(value: Value) -> str:
    """Return a phone number without the dashes and brackets that people write into it."""
    plain = number_text(value)
    return re.sub(r"(?<=[0-9])[-—–](?=[0-9]{4})", "", plain) if re.match(r"1[3-9]", plain) else plain


def name(value: Value) -> str:
    """Return a person's name without the blanks that set two characters apart: 张　三."""
    if isinstance(value, int | float | date):
        raise Unreadable("这一格应当是姓名，现在是数字或日期，请核对列有没有对错。")
    return normalise_name(text(value))


def day(value: Value, *, from_1904: bool = False) -> tuple[date, str] | None:
    """Return a day and how exactly it is known (day, month, year); None for an empty cell.

    A plain number is 19850605, 198506, 1985, or the serial number of a day that lost its format.
    """
    if isinstance(value, datetime):
        return _checked_day(value.date()), "day"
    if isinstance(value, date):
        return _checked_day(value), "day"
    if isinstance(value, bool | time | timedelta):
        raise Unreadable(_DAY_WORDS)
    if isinstance(value, int | float):
        return _day_of_number(float(value), from_1904=from_1904)
    plain = compact(text(value)).rstrip("。.")
    if not plain or plain.upper() in _NOTHING:
        return None
    plain = re.sub(r"(?<=[0-9日])T?[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?$", "", plain) if ":" in plain else plain
    return _day_of_text(plain, from_1904=from_1904)


def _day_of_text(plain: str, *, from_1904: bool) -> tuple[date, str]:
    if found := _FULL_DAY.fullmatch(plain):
        return _made(int(found[1]), int(found[2]), int(found[3])), "day"
    if found := _YEAR.fullmatch(plain):
        return _made(int(found[1]), 1, 1), "year"
    if found := _MONTH.fullmatch(plain):
        return _made(int(found[1]), int(found[2]), 1), "month"
    if plain.isascii() and plain.isdigit() and len(plain) in {5, 6, 8}:
        return _day_of_number(float(plain), from_1904=from_1904)
    raise Unreadable(_DAY_WORDS)


def _day_of_number(number: float, *, from_1904: bool) -> tuple[date, str]:
    if not isfinite(number):
        raise Unreadable(_DAY_WORDS)
    if not number.is_integer():
        year, part = divmod(Decimal(repr(number)), 1)
        if _EARLIEST <= year <= _LATEST:
            return _day_of_fraction(int(year), part)
        number = float(int(number))  # a serial with the time of the day
    whole = int(number)
    if 19_000_101 <= whole <= 21_501_231:
        return _made(whole // 10_000, whole // 100 % 100, whole % 100), "day"
    if 190_001 <= whole <= 215_012:
        return _made(whole // 100, whole % 100, 1), "month"
    if _EARLIEST <= whole <= _LATEST:
        return _made(whole, 1, 1), "year"
    if from_1904:
        whole += _FROM_1904
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return _checked_day(_DAY_1900 + timedelta(days=whole)), "day"
    raise Unreadable(_DAY_WORDS)


def _day_of_fraction(year: int, part: Decimal) -> tuple[date, str]:
    """Read 1985.6 and 1985.06; 1985.1 may have been 1985.10, whose nought a number does not keep."""
    digits = str(part.normalize())[2:]
    if digits == "1":
        raise Unreadable(f"{year}.1 分不清是 1 月还是 10 月，请写成 {year}-01 或 {year}-10。")
    if len(digits) > 2:
        raise Unreadable(_DAY_WORDS)
    return _made(year, int(digits), 1), "month"


def _made(year: int, month: int, day_of_month: int) -> date:
    try:
        return _checked_day(date(year, month, day_of_month))
    except ValueError:
        raise Unreadable(f"没有 {year}年{month}月{day_of_month}日 这一天，请核对。") from None


def _checked_day(found: date) -> date:
    if not _EARLIEST <= found.year <= _LATEST:
        raise Unreadable(f"年份 {found.year} 不对，请核对。")
    return found


def money(value: Value) -> int | None:
    """Return fen of an amount in yuan: 1200, 1,200.00元, 1.2万; None for an empty cell."""
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable("这一格应当是金额，请核对列有没有对错。")
    if isinstance(value, int | float):
        # Sums of a table program carry a tail such as 1234.5600000000001.
        plain = f"{Decimal(repr(value)):.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else str(value)
    else:
        plain = re.sub(r"\s", "", half_width(text(value))).removeprefix("约").replace("，", ",")
        plain = re.sub(r"(?<=[0-9])[\"”]|每?(/|每)(月|年)$", "", plain)
        plain = _AMOUNT_TAIL.sub("", plain)
        plain = re.sub(r"(人民币|RMB|CNY)", "", plain, flags=re.IGNORECASE)
    if not plain or plain.upper() in _NOTHING:
        return None
    try:
        return parse_fen(plain)
    except RuleBroken as broken:
        raise Unreadable(broken.message) from None


def area(value: Value) -> int | None:
    """Return hundredths of a square metre: 89.5, 89.5㎡, 89.5平方米; None for an empty cell."""
    if isinstance(value, str):
        value = re.sub(
            r"(平方米|平米|平方|㎡|m2|m²)$", "", half_width(text(value)).strip(), flags=re.IGNORECASE
        )
    try:
        return money(value)
    except Unreadable:
        raise Unreadable("面积看不懂，请只写数字，单位是平方米。") from None


def count(value: Value) -> int | None:
    """Return a whole number: 3, 3.0, 3人; None for an empty cell."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        if float(value).is_integer() and abs(value) < 1e12:
            return int(value)
        raise Unreadable("这一格应当是整数，请核对。")
    plain = compact(text(value))
    if not plain:
        return None
    found = _COUNT.fullmatch(plain)
    if found is None:
        raise Unreadable("这一格应当是整数，请核对。")
    return int(found[1])


def yes_no(value: Value) -> bool | None:
    """Return what 是, √, 有, 1 or their opposites say; None for an empty cell."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Unread):
        raise Unreadable(_unread_words(value))
    plain = compact(shown(value)).upper()
    if not plain:
        return None
    if plain in _YES or plain in _NO:
        return plain in _YES
    raise Unreadable(f"“{plain[:12]}”看不懂，请写“是”或“否”。")


def code(value: Value, lists: str) -> str:
    """Return the code of a list for a label as people write it; another text is refused with the nearest."""
    plain = compact(text(value)).strip("。.、")
    if not plain:
        return ""
    known = find_code(lists, plain) or _labels(lists).get(_bare(plain))
    if known is not None:
        return known
    from rapidfuzz import process  # noqa: PLC0415 - loaded when a file is read

    offered = [term.label for term in terms(lists)]
    near = process.extractOne(plain, offered, score_cutoff=_LIKELY)
    hint = (
        f"是不是“{near[0]}”？"
        if near
        else f"可以填：{'、'.join(offered[:8])}{' 等' if len(offered) > 8 else ''}。"
    )
    raise Unreadable(f"没有“{plain[:16]}”这一项，{hint}")


def _bare(label: str) -> str:
    """Return a label without brackets, counting words and the ends that people leave away."""
    bare = re.sub(r"[（(][^（()）]*[)）]|\s|[,，、/／]", "", label)
    bare = re.sub(r"^[0-9]+[.、．]?", "", bare) if not bare.isdigit() else bare
    return re.sub(r"(?<=.)(性|族|户|人员|职工|状况|困难|学历|毕业)$", "", bare) or bare


@cache
def _labels(lists: str) -> dict[str, str]:
    """Return the codes of a list by their bare labels; a bare label of two codes stands for neither."""
    found: dict[str, str] = {}
    twice = set()
    for term in terms(lists, hidden=True):
        codes = term.replaced_by or term.code
        for label in {_bare(term.label), _bare(re.sub(r"[（()）]", "", term.label))}:
            if found.get(label, codes) != codes:
                twice.add(label)
            found[label] = codes
    # Offices write these in many ways.
    for label, meant in _ALSO.get(lists, {}).items():
        if target := find_code(lists, meant):
            found.setdefault(_bare(label), target)
    return {label: codes for label, codes in found.items() if label not in twice}


_ALSO: Final[dict[str, dict[str, str]]] = {
    "political": {"党员": "中共党员", "团员": "共青团员", "预备党员": "中共党员"},
    "marital": {"离婚": "离异", "初婚": "已婚", "再婚": "已婚", "单身": "未婚", "有配偶": "已婚"},
    "hukou_type": {"城镇": "非农业", "居民": "居民户口", "农村": "农业", "非农": "非农业"},
    "health": {"健康": "良好", "癌症": "恶性肿瘤", "尿毒症": "终末期肾病", "正常": "良好"},
    "education": {"专科": "大专", "大学": "本科", "大学本科": "本科", "研究生": "硕士", "大学专科": "大专"},
    "relation": {"儿子": "子", "女儿": "女", "妻子": "妻", "丈夫": "夫", "爱人": "配偶", "父亲": "父",
                 "母亲": "母", "长子": "子", "长女": "女", "次子": "子", "次女": "女"},
    "work_status": {"在职": "在岗", "失业": "失(无)业", "无业": "失(无)业", "下岗": "下(待)岗"},
}  # fmt: skip
