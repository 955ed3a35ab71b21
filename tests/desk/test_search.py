"""The lines of a search: what was found and what tells it from others share one line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from union_desk.desk.search import rooms_in


@pytest.mark.parametrize(
    ("words", "detail"),
    [("王芳", "白杨"), ("王芳 诉 某某公司" * 9, "结案"), ("王芳", "问" * 90), ("王" * 90, "问" * 90)],
)
def test_words_and_detail_never_stand_on_each_other(qapp, words, detail):
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 560, 24)
    left, right = rooms_in(option, words, detail)
    assert left + right <= 560
    assert min(left, right) > 0
    assert left >= min(option.fontMetrics.horizontalAdvance(words), 340)
