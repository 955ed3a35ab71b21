"""What the parts of a file's page need to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from union_desk.core.rights import Actor
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.sheet import ActSheet
from union_desk.hardship.service import HardshipService


@dataclass(frozen=True, slots=True)
class Doing:
    """What the parts of a page need to act: `do` saves, acts, tells, and shows the file anew.

    It takes the sheet that the act was typed into, what to say when it is done, and the act itself.
    """

    service: HardshipService
    actor: Actor
    half: HalfActs
    do: Callable[[ActSheet, str, Callable[[], str]], bool]
