"""A long list as a print job: one paper that tells of many records.

job = RegisterJob("困难职工汇总表", uids, make=render, log=service.log_register)
PrintSheet(desk, job, window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from union_desk.desk.print_job import PrintChoice, PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.paper.render import Printed

Make = Callable[[Sequence[str], Callable[[int, int], None], Callable[[], bool]], "Printed"]


class RegisterJob:
    """A PrintJob; blank it has empty lines."""

    def __init__(
        self, title: str, uids: Sequence[str], *, make: Make, log: Callable[[Sequence[str], bool], None]
    ) -> None:
        self._title, self._uids, self._make, self._log = title, tuple(uids), make, log

    @property
    def title(self) -> str:
        return f"{self._title} · {len(self._uids):,} 份" if self._uids else self._title

    @property
    def uids(self) -> Sequence[str]:
        return self._uids

    def forms(self) -> Sequence[PrintForm]:
        return (PrintForm("register", self._title, ticked=True, together=True),)

    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        from union_desk.paper.copies import in_copies  # noqa: PLC0415 - drawing is loaded when first used

        made = self._make(() if choice.mode == "blank" else self._uids, progress, cancelled)
        return in_copies(made, choice.copies, two_sided=choice.sides != "one")

    def whose(self, choice: PrintChoice, number: int) -> str:  # noqa: ARG002
        return f"第 {number + 1} 行"

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:  # noqa: ARG002
        if self._uids and choice.mode != "blank":
            self._log(self._uids, into_file)

    def log(self) -> Sequence[PrintLine]:
        return ()
