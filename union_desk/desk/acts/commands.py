"""What is written down about a case, as commands of the window: found in its menu, by key and in the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

TAKE_BACK: Final = "take_back_step"
ANOTHER_DAY: Final = "another_day"
"""What is offered beside the steps that an area declares."""


@dataclass(frozen=True, slots=True)
class LifeCommand:
    """One act of the page: the section and the list in which it is done, and what is done there."""

    name: str
    title: str
    words: str
    section: str
    part: str
    act: str = "write"
    key: str = ""


class Page(Protocol):
    """The page of a case, with the sections below its form."""

    @property
    def parts(self) -> Sequence[Any]: ...


def may(page: Page, one: LifeCommand) -> bool:
    """Tell whether an act can be done on the page that is shown."""
    part = _part(page, one)
    return part is not None and bool(part.open_case) and not part.refusal


def run(page: Page, one: LifeCommand) -> None:
    part = _part(page, one)
    if part is not None:
        getattr(part, one.act)()


def _part(page: Page, one: LifeCommand) -> Any:
    section = next((each for each in page.parts if each.title == one.section), None)
    return getattr(section, one.part, None)
