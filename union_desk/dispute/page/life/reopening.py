"""Half-typed acts on the workbench: the sheet that was put away is opened again on its case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from union_desk.desk.acts.act_list import ActList
from union_desk.dispute.page.life.afterwards import Afterwards
from union_desk.dispute.page.life.handling import Handling

if TYPE_CHECKING:
    from union_desk.dispute.page.page import DisputePage

_ASKS: Final = {
    "recuse": "ask_recusal",
    "held": "ask_result",
    "returned": "ask_return",
    "minutes": "open_minutes",
}

# Half-typed parts that have a section of their own, by what their codes begin with.
_SECTIONS: Final = {"agreement-": "调解协议", "calculation-": "赔偿测算"}


def reopen(page: DisputePage, code: str) -> None:
    """Open the sheet of an act by the code that it was kept under: of a step, or of a line of a list."""
    kind, colon, uid = code.partition(":")
    if not colon and page.asker.has_sheet(code):
        page.take(code)
        return
    titles = [section.title for section in page.sections]
    for begun, title in _SECTIONS.items():
        if code.startswith(begun) and title in titles:
            page.show_section(titles.index(title))
            return
    parts = [
        part
        for section in page.parts
        if isinstance(section, Handling | Afterwards)
        for part in section.lists
        if isinstance(part, ActList)
    ]
    if not uid:
        for part in parts:
            if part.kind.code == kind:
                part.write()
        return
    for part in parts:
        act = _act_of(part, uid)
        ask = _asking(part, kind) if act is not None else None
        if ask is not None:
            ask(act)


def _act_of(part: ActList[Any], uid: str) -> Any:
    if part.case is None:
        return None
    return next((one for one in part.kind.found(part.case) if part.kind.uid(one) == uid), None)


def _asking(part: ActList[Any], kind: str) -> Callable[[Any], None] | None:
    """Return what asked for an act of a list under a code."""
    if kind == part.kind.code:
        return part.write
    if kind == "strike":
        return part.strike
    name = {
        "recuse": "ask_recusal",
        "held": "ask_result",
        "returned": "ask_return",
        "minutes": "open_minutes",
    }
    found: Callable[[Any], None] | None = getattr(part, name.get(kind, ""), None)
    return found
