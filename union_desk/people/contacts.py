"""Phone numbers and postcodes: what cannot be one, and what is worth a second look."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from union_desk.core.errors import RuleBroken

_MOBILE: Final = r"1[3-9]\d{9}"
_LANDLINE: Final = r"(0\d{2,3})?[2-9]\d{6,7}"
_SERVICE: Final = r"[48]00\d{7}"
_ANY_PHONE: Final = re.compile(rf"(?<!\d)({_MOBILE}|{_LANDLINE}|{_SERVICE})(?!\d)")
_JOINTS: Final = re.compile(r"(?<=\d)[\s\-—()]+(?=\d)|[()]")
_POSTCODE: Final = re.compile(r"\d{6}")
# Pictures and what joins them: they come with a paste from a phone and are no part of any number.
_PICTURES: Final = frozenset({"So", "Sk", "Cn", "Co", "Mn", "Me"})


def digits(text: str) -> str:
    """Return a number without the blanks and strokes that are written into it."""
    return re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", text))


def check_phone(text: str, field: str) -> None:
    """Refuse a phone number with a picture in it."""
    for sign in unicodedata.normalize("NFKC", text):
        if unicodedata.category(sign) in _PICTURES:
            raise RuleBroken(f"电话号码里有不能识别的符号“{sign}”，请删去。", field=field)


def mobile_doubt(text: str) -> str:
    """Return what is odd about a mobile number, "" for nothing."""
    if not text or re.fullmatch(_MOBILE, digits(text)):
        return ""
    return "手机号码应为 11 位、以 13 至 19 开头，请核对。"


def phone_doubt(text: str) -> str:
    """Return what is odd about a number that may be of either kind, with words beside it."""
    if not text or has_phone(text):
        return ""
    return "这里没有完整的手机号码或固定电话号码（可带区号），请核对。"


def has_phone(text: str) -> bool:
    """Tell whether a mobile or landline number stands in a text; an extension may follow it."""
    plain = unicodedata.normalize("NFKC", text)
    return any(
        _ANY_PHONE.search(each) for each in (plain, _JOINTS.sub("", plain), *_without_extension(plain))
    )


def postcode_doubt(text: str) -> str:
    if not text or _POSTCODE.fullmatch(text):
        return ""
    return "邮政编码应为 6 位数字，请核对。"


def _without_extension(text: str) -> tuple[str, ...]:
    """0571-86921234-802: the last stroke may lead to an extension."""
    head, stroke, _extension = text.rpartition("-")
    return (_JOINTS.sub("", head),) if stroke else ()
