"""Half-typed acts on the workbench: the sheet that was put away is opened again on its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from union_desk.desk.acts import reopening

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
    """Open the sheet of an act by the code that it was kept under."""
    reopening.reopen(page, code, _ASKS, _SECTIONS)
