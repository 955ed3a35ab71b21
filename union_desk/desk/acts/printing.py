"""The papers of one line of a list through the print sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from union_desk.desk.acts.section import Doing, ShownCase

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm


class Numbered(Protocol):
    """What every stored case shows of its number."""

    @property
    def number_shown(self) -> str: ...

    @property
    def temporary_number(self) -> str: ...


class NumberedCase(ShownCase, Protocol):
    """A case with a number."""

    @property
    def view(self) -> Numbered: ...


def print_of(doing: Doing[Any], case: NumberedCase, forms: Sequence[PrintableForm], parent: QWidget) -> None:
    """Open the print sheet with the papers of one line of a case, such as a meeting or an assignment."""
    from union_desk.desk.form_job import FormJob, FormsToPrint  # noqa: PLC0415 - loaded when first used
    from union_desk.desk.printing import PrintSheet  # noqa: PLC0415

    offer = FormsToPrint(tuple(forms), doing.actor, doing.desk.clock)
    title = f"{forms[0].title} · {case.view.number_shown or case.view.temporary_number or '未编号'}"
    PrintSheet(doing.desk, FormJob(offer, (case.uid,), title), parent).open()
