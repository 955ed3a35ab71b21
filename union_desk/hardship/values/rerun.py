"""All files measured under the standards of two days: who would be in another class, and by which step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A file whose class is another one under the later standards; "" where it falls into none."""

    uid: str
    number_shown: str
    name: str
    office_name: str
    held: str  # the class that was decided
    before: str
    after: str
    deciding: str  # the step that decides under the later standards
    steps: tuple[str, ...]
    gains: bool  # the later class comes before the earlier one, or there was none


@dataclass(frozen=True, slots=True)
class Remeasured:
    """What came of measuring all held files; nothing of it was written."""

    before_on: date
    after_on: date
    before: str  # the lines of the place on the earlier day
    after: str
    files: int
    unmeasured: int  # files whose income nobody has written down, or that a standard cannot measure
    changes: tuple[ClassChange, ...]

    @property
    def same_standards(self) -> bool:
        return self.before == self.after
