from __future__ import annotations

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.passwords import check_password


@pytest.mark.parametrize("password", ["xiasha-26", "一二三四五六七八", "        x", "12345678"])
def test_eight_signs_of_any_kind_make_a_password(password):
    check_password(password, "陈明")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("1234567", "至少 8 位，现在是 7 位"),
        ("", "至少 8 位"),
        ("aaaaaaaa", "同一个字符"),
        ("ａａａａaaaa", "同一个字符"),
    ],
)
def test_a_password_that_is_guessed_at_once_is_refused_with_the_reason(password, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        check_password(password, "陈明")
    assert refused.value.field == "password"


def test_the_name_is_no_password_however_it_is_written():
    for typed in ("Aileen Chen", "aileen chen", "Ａileen Chen "):
        with pytest.raises(RuleBroken, match="不能和姓名一样"):
            check_password(typed, "Aileen Chen")
