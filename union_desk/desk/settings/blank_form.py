"""A blank form that is not in force: a former version, or one that is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from union_desk.desk.printing import PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.desk.printing import PrintChoice
    from union_desk.paper.render import Printed
    from union_desk.paper.sheet import Form


class BlankForm:
    """A PrintJob of one sheet without records."""

    uids: Sequence[str] = ()

    def __init__(self, sheet: Form) -> None:
        self._sheet = sheet
        self.title = f"{sheet.title}（{sheet.edition_shown}）"

    def forms(self) -> Sequence[PrintForm]:
        return (PrintForm(self._sheet.id, self._sheet.title, ticked=True),)

    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        from union_desk.paper.render import render_pdf  # noqa: PLC0415 - drawing is loaded when first used

        del choice
        return render_pdf(self._sheet, [], mode="blank", progress=progress, cancelled=cancelled)

    def whose(self, choice: PrintChoice, number: int) -> str:
        del choice, number
        return "空白表"

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:
        """Log nothing: a blank form is about nobody."""

    def log(self) -> Sequence[PrintLine]:
        return ()
