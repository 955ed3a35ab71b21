"""The inputs that only the acts of a file need."""

from __future__ import annotations

from typing import ClassVar

from union_desk.desk.widgets import YesNo


class Standing(YesNo):
    """Whether an objection holds."""

    answers: ClassVar = (("成立", "c"), ("不成立", "b"))


class Accord(YesNo):
    """Whether what was found is what was declared."""

    answers: ClassVar = (("一致", "y"), ("不一致", "b"))
