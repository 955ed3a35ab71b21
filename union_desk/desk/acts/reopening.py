"""Half-typed acts on the workbench: the sheet that was put away is opened again on its case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from union_desk.desk.acts.act_list import ActList


class Titled(Protocol):
    @property
    def title(self) -> str: ...


class Asker(Protocol):
    def has_sheet(self, code: str) -> bool: ...


class Page(Protocol):
    """The page of a case, with the sections below its form."""

    @property
    def parts(self) -> Sequence[Any]: ...
    @property
    def sections(self) -> Sequence[Titled]: ...
    @property
    def asker(self) -> Asker: ...

    def take(self, code: str) -> None: ...
    def show_section(self, number: int) -> None: ...


def reopen(page: Page, code: str, asks: Mapping[str, str], sections: Mapping[str, str]) -> None:
    """Open the sheet of an act by the code that it was kept under: of a step, or of a line of a list.

    `asks` names what of a list asks for an act, by the kind of its code; `sections` what is half typed in a
    section of its own, by what its code begins with.
    """
    kind, colon, uid = code.partition(":")
    if not colon and page.asker.has_sheet(code):
        page.take(code)
        return
    titles = [section.title for section in page.sections]
    for begun, title in sections.items():
        if code.startswith(begun) and title in titles:
            page.show_section(titles.index(title))
            return
    parts = [
        part for section in page.parts for part in getattr(section, "lists", ()) if isinstance(part, ActList)
    ]
    if not uid:
        for part in parts:
            if part.kind.code == kind:
                begin_again(part)
        return
    for part in parts:
        act = _act_of(part, uid)
        ask = _asking(part, kind, asks) if act is not None else None
        if ask is not None:
            ask(act)


def begin_again(part: ActList[Any]) -> None:
    """Open the sheet of a new act, or of the only one of its kind."""
    case = part.case
    found = part.kind.found(case) if case is not None and part.kind.single else ()
    part.write(next(iter(found), None))


def _act_of(part: ActList[Any], uid: str) -> Any:
    if part.case is None:
        return None
    return next((one for one in part.kind.found(part.case) if part.kind.uid(one) == uid), None)


def _asking(part: ActList[Any], kind: str, asks: Mapping[str, str]) -> Callable[[Any], None] | None:
    """Return what asked for an act of a list under a code."""
    if kind == part.kind.code:
        return part.write
    if kind == "strike":
        return part.strike
    found: Callable[[Any], None] | None = getattr(part, asks.get(kind, ""), None)
    return found
