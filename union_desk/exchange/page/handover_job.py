"""The 数据交接单 of one package as a print job.

PrintSheet(desk, HandoverJob(desk, exchange, handover, office), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from union_desk.desk.print_job import PrintChoice, PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.desk.desk import Desk
    from union_desk.exchange.service import ExchangeService
    from union_desk.exchange.values import Handover
    from union_desk.paper.render import Printed

TITLE: Final = "数据交接单"
_COPIES: Final = 2


class HandoverJob:
    """A PrintJob: one sheet for each side."""

    def __init__(self, desk: Desk, exchange: ExchangeService, handover: Handover, office: str) -> None:
        self._desk, self._exchange, self._handover, self._office = desk, exchange, handover, office

    @property
    def title(self) -> str:
        return f"{TITLE} · {self._handover.title}"

    @property
    def uids(self) -> Sequence[str]:
        return (self._handover.uid,)

    def forms(self) -> Sequence[PrintForm]:
        return (PrintForm("handover", TITLE, ticked=True, copies=_COPIES, together=True),)

    def render(
        self,
        choice: PrintChoice,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Printed:
        from union_desk.exchange.prints import render_handover  # noqa: PLC0415 - loads the printing

        return render_handover(
            self._handover,
            self._office,
            printed_by=self._desk.actor.user,
            printed_at=self._desk.clock(),
            mode="blank" if choice.mode == "blank" else "filled",
            copies=choice.copies,
            placing=choice.placing,
            progress=progress,
            cancelled=cancelled,
        )

    def whose(self, choice: PrintChoice, number: int) -> str:  # noqa: ARG002
        return self._handover.title

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:  # noqa: ARG002
        if choice.mode == "blank":
            return
        self._exchange.log_print(self._desk.actor, self._handover.uid, into_file=into_file)

    def log(self) -> Sequence[PrintLine]:
        return ()
