"""Prints an area's forms for one record or for many, from what the area says of them.

offer = FormsToPrint(hardship_forms(service), desk.actor, desk.clock)
PrintSheet(desk, FormJob(offer, (uid,), "打印 · 王芳", stage="applied"), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from union_desk.desk.print_job import PrintChoice, PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm, PrintLine
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
    """A PrintJob; without records only the blank forms make sense.

    Ticked are the papers of the stage at which the records stand, else the first one; the warnings are its.
    """

    def __init__(
        self,
        offer: FormsToPrint,
        uids: Sequence[str],
        title: str,
        warnings: tuple[str, ...] = (),
        *,
        stage: str = "",
    ) -> None:
        self._forms = {form.form_id: form for form in offer.forms}
        self._offer, self._uids, self._title, self._warnings = offer, tuple(uids), title, warnings
        self._records: dict[str, Sequence[Mapping[str, object]]] = {}
        due = [form.form_id for form in offer.forms if stage in form.stages]
        self._ticked = frozenset(due or [form.form_id for form in offer.forms[:1]])

    @property
    def title(self) -> str:
        return self._title

    @property
    def uids(self) -> Sequence[str]:
        return self._uids

    def forms(self) -> Sequence[PrintForm]:
        return tuple(
            PrintForm(
                form.form_id,
                form.title,
                ticked=form.form_id in self._ticked,
                copies=form.copies,
                warnings=self._warnings if number == 0 else (),
                together=form.together,
            )
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
        first = self._first_copies(choice) if mode != "blank" else ()
        # The only copy that there ever was needs no number.
        shown = first if choice.copies > 1 or any(number > 1 for number in first) else ()
        made = render_pdf(
            self._forms[choice.form].sheet(self._offer.actor),
            records,
            mode=mode,
            progress=progress,
            cancelled=cancelled,
            printed_by=self._offer.actor.user,
            printed_at=self._offer.clock(),
            copies=choice.copies,
            first_copies=shown,
            two_sided=choice.sides != "one",
            placing=choice.placing,
            prefer_local_fonts=choice.local_fonts,
        )
        return replace(made, first_copies=first)

    def _first_copies(self, choice: PrintChoice) -> tuple[int, ...]:
        """Return the numbers of the log, as they are now, where copies are to be numbered."""
        if not choice.numbered:
            return ()
        form = self._forms[choice.form]
        numbers = tuple(form.next_copies(self._offer.actor, self._uids))
        return (max(numbers),) if form.together else numbers

    def whose(self, choice: PrintChoice, number: int) -> str:
        """Return the name that stands on the paper of a record, or which paper it is."""
        records = self._records.get(choice.form, ())
        name = records[number].get("name") if number < len(records) else ""
        return str(name or f"第 {number + 1} 份")

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:
        from union_desk.casework.print_log import FormPrinted  # noqa: PLC0415 - the store is there by now

        if not self._uids or choice.mode == "blank":
            return
        form = self._forms[choice.form]
        drawn = form.sheet(self._offer.actor)
        done = FormPrinted(
            choice.form,
            form.title,
            f"{drawn.number} 第{drawn.edition}版",  # the log adds the office's own texts of each record
            choice.mode,
            choice.copies,
            made.first_copies * len(self._uids) if form.together else made.first_copies,
            into_file,
        )
        form.log(self._offer.actor, self._uids, done)

    def log(self) -> Sequence[PrintLine]:
        if len(self._uids) != 1:
            return ()
        kinds = {form.entity: form for form in self._forms.values()}
        return [line for form in kinds.values() for line in form.printed(self._offer.actor, self._uids[0])]
