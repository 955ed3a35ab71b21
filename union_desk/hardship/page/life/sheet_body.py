"""What a step of a file is begun with and gives: the seam for sheets of other parts.

class LiftingBody(SheetBody):
    def begin(self, ground): ...                     # fill with what is known already
    def taken(self): return Taken(day, acts=(Exit(...), Opinion(...)))
SHEETS["lift"] = Sheet(LiftingBody, frozenset({"exits"}))    # in sheets.py: which lacks it puts right itself
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_desk.hardship.values import FileLife, FileView

if TYPE_CHECKING:
    from union_desk.casework.opinions import Opinion
    from union_desk.core.rights import Actor
    from union_desk.hardship.service import HardshipService
    from union_desk.hardship.service.acts import Act


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sheet is begun with."""

    service: HardshipService
    actor: Actor
    view: FileView
    life: FileLife
    today: date


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sheet gives to its step."""

    on: date | None = None
    reason: str = ""
    acts: tuple[Act | Opinion, ...] = ()
    instead: Callable[[], str] | None = None  # what is done, and its work, where it is more than the step
    done: str = ""  # … and what is said of it then
