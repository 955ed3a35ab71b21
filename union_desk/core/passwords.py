"""What a password must be at least; how dear a guess is, is the vault's matter."""

from __future__ import annotations

import unicodedata
from typing import Final

from union_desk.core.errors import RuleBroken

SHORTEST: Final = 8


def check_password(password: str, user: str) -> None:
    """Refuse a password that is guessed at once; length counts, a mixture of signs is not asked for."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        raise RuleBroken(f"密码至少 {SHORTEST} 位，现在是 {len(text)} 位。", field="password")
    if text.strip().casefold() == unicodedata.normalize("NFKC", user).strip().casefold():
        raise RuleBroken("密码不能和姓名一样。", field="password")
    if len(set(text)) == 1:
        raise RuleBroken("密码不能只是同一个字符。", field="password")
