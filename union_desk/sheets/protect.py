"""Workbooks that open only with a password: AES-256 as Excel 2010, WPS and LibreOffice read it."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from union_desk.core.errors import RuleBroken

SHORTEST: Final = 8
# Excel takes no longer one.
LONGEST: Final = 255


def check_workbook_password(password: str) -> None:
    """Refuse a password that is soon guessed, or that Excel does not take."""
    if len(password) < SHORTEST:
        raise RuleBroken(f"打开密码至少 {SHORTEST} 位。", field="password")
    if len(password) > LONGEST:
        raise RuleBroken(f"打开密码最多 {LONGEST} 位。", field="password")
    if len(set(password)) < 3:  # 11111111
        raise RuleBroken("打开密码太简单，请多用几个不同的字符。", field="password")


def locked(workbook: bytes, password: str) -> bytes:
    """Return the workbook encrypted; it was opened again to see that nothing of it was lost."""
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - loaded when first used

    check_workbook_password(password)
    made = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, made)
    if unlocked(made.getvalue(), password) != workbook:
        raise RuntimeError("what was locked does not open again")
    return made.getvalue()


def unlocked(data: bytes, password: str) -> bytes:
    """Return what is inside a locked workbook; RuleBroken for another password."""
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError  # noqa: PLC0415
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415

    opened = BytesIO()
    try:
        held = OOXMLFile(BytesIO(data))
        held.load_key(password=password, verify_password=True)
        held.decrypt(opened, verify_integrity=True)
    except (InvalidKeyError, DecryptionError) as error:
        raise RuleBroken("打开密码不对。", field="password") from error
    return opened.getvalue()
