"""A workbook with a password is encrypted indeed."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from olefile import OleFileIO

from union_desk.core.errors import RuleBroken
from union_desk.sheets.protect import locked, unlocked


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "330199197803124521"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_locked_workbook_opens_with_its_password_only(workbook):
    data = locked(workbook, "白杨街道2026")
    assert data[:4] == b"\xd0\xcf\x11\xe0"
    assert b"sheet1.xml" not in data
    assert unlocked(data, "白杨街道2026") == workbook
    with pytest.raises(RuleBroken, match="密码不对"):
        unlocked(data, "白杨街道2027")


def test_one_bit_that_was_changed_is_noticed(workbook):
    data = bytearray(locked(workbook, "白杨街道2026"))
    held = OleFileIO(BytesIO(bytes(data))).openstream("EncryptedPackage").read()
    data[data.index(held[64:128])] ^= 1
    with pytest.raises(RuleBroken):
        unlocked(bytes(data), "白杨街道2026")


@pytest.mark.parametrize(
    ("password", "words"), [("1234567", "至少 8 位"), ("1" * 9, "太简单"), ("12" * 200, "最多")]
)
def test_a_password_that_is_soon_guessed_is_refused(password, words, workbook):
    with pytest.raises(RuleBroken, match=words):
        locked(workbook, password)
