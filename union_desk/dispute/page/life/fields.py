"""The inputs that only the acts of a case need."""

from __future__ import annotations

from typing import ClassVar

from union_desk.desk.widgets import YesNo


class Assent(YesNo):
    """Whether the other side takes part: 同意调解 or 不同意."""

    answers: ClassVar = (("同意调解", "t"), ("不同意", "b"))
