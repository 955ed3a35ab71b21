"""Prints an area's forms for one record or for many, from what the area says of them.

offer = FormsToPrint(hardship_forms(service), desk.actor, desk.clock)
PrintSheet(desk, FormJob(offer, (uid,), "困难职工档案表 · 王芳"), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from union_desk.desk.printing import PrintChoice, PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm
    from union_desk.core.clock import Clock
    from union_desk.core.rights import Actor
    from union_desk.paper.job import Mode
    from union_desk.paper.render import Printed


@dataclass(frozen=True, slots=True)
class FormsToPrint:
    """What an area can print, and who prints it when."""

    forms: Sequence[PrintableForm]
    actor: Actor
    clock: Clock


class FormJob:
    """A PrintJob; without records only the blank forms make sense. The first form is the one of the step."""

    def __init__(
        self, offer: FormsToPrint, uids: Sequence[str], title: str, warnings: tuple[str, ...] = ()
    ) -> None:
        self._forms = {form.form_id: form for form in offer.forms}
        self._offer, self._uids, self._title, self._warnings = offer, tuple(uids), title, warnings
        self._records: dict[str, Sequence[Mapping[str, object]]] = {}

    @property
    def title(self) -> str:
        return self._title

    @property
    def uids(self) -> Sequence[str]:
        return self._uids

    def forms(self) -> Sequence[PrintForm]:
        return tuple(
            PrintForm(form.form_id, form.title, ticked=number == 0, warnings=self._warnings)
            for number, form in enumerate(self._offer.forms)
        )

    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        """Draw a form for every record, one after another, in one PDF."""
        from union_desk.paper.render import render_pdf  # noqa: PLC0415 - drawing is loaded when first used

        mode = cast("Mode", choice.mode if self._uids else "blank")
        records = self._forms[choice.form].records(self._uids, self._offer.actor) if mode != "blank" else ()
        self._records[choice.form] = records
        return render_pdf(
            self._forms[choice.form].sheet(self._offer.actor),
            records,
            mode=mode,
            progress=progress,
            cancelled=cancelled,
            printed_by=self._offer.actor.user,
            printed_at=self._offer.clock(),
        )

    def whose(self, choice: PrintChoice, number: int) -> str:
        """Return the name that stands on the paper of a record, or which paper it is."""
        records = self._records.get(choice.form, ())
        name = records[number].get("name") if number < len(records) else ""
        return str(name or f"第 {number + 1} 份")

    def printed(self, choice: PrintChoice) -> None:
        from union_desk.casework.print_log import FormPrinted  # noqa: PLC0415 - the store is there by now
        from union_desk.paper.form import load_form  # noqa: PLC0415

        if not self._uids or choice.mode == "blank":
            return
        form = self._forms[choice.form]
        edition = str(load_form(choice.form).edition)
        done = FormPrinted(choice.form, form.title, edition, choice.mode, choice.copies)
        form.log(self._offer.actor, self._uids, done)
