"""What a paper of disputes is: its form, what fills it, and the states of a case in which it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, overload

from union_desk.casework.print_log import PrintableForm
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.wording import TEXTS
from union_desk.dispute.rules.states import State
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseFilter
from union_desk.dispute.values.on_paper import CaseOnPaper

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

Fields = Mapping[str, object]
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper; `fill` gets a case and may refuse it."""

    form_id: str
    title: str
    fill: Callable[[CaseOnPaper], Fields]
    due_in: frozenset[State] = frozenset()
    copies: int = 1


def printable(service: DisputeService, paper: Paper) -> PrintableForm:
    """Return a paper as it can be printed from the cases of a service."""

    def records(uids: Sequence[str], actor: Actor) -> Sequence[Fields]:
        require(actor, Right.PRINT)
        return CaseRecords(service, uids, actor, paper)

    def sheet(actor: Actor) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(paper.form_id, service.texts(actor, paper.form_id, None))

    return PrintableForm(
        form_id=paper.form_id,
        title=paper.title,
        entity="dispute_case",
        uid_of=service.with_number,
        uids=lambda actor: service.ids(actor, CaseFilter(), "number"),
        records=records,
        sheet=sheet,
        log=service.log_prints,
        next_copies=partial(service.next_copies, form_id=paper.form_id),
        printed=service.prints,
        stages=frozenset(state.value for state in paper.due_in),
        copies=paper.copies,
    )


class CaseRecords(Sequence[Fields]):
    """The fields of a paper for many cases, read some at a time while they are printed."""

    def __init__(self, service: DisputeService, uids: Sequence[str], actor: Actor, paper: Paper) -> None:
        self._service, self._uids, self._actor, self._paper = service, list(uids), actor, paper
        self._read: dict[str, CaseOnPaper] = {}

    def __len__(self) -> int:
        return len(self._uids)

    @overload
    def __getitem__(self, index: int) -> Fields: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fields]: ...
    def __getitem__(self, index: int | slice) -> Fields | Sequence[Fields]:
        if isinstance(index, slice):
            return CaseRecords(self._service, self._uids[index], self._actor, self._paper)
        uid = self._uids[index]
        if uid not in self._read:
            place = self._uids.index(uid)
            cases = self._service.on_paper(self._actor, self._uids[place : place + _AT_ONCE])
            self._read = {case.view.uid: case for case in cases}
        if uid not in self._read:
            raise RuleBroken("有一件争议已不在，请刷新列表后再打印。")
        case = self._read[uid]
        # The texts are those of the day on which the case began: it keeps what was signed.
        began = case.view.form.received_on or case.view.form.came_on
        texts = self._service.texts(self._actor, self._paper.form_id, began, case.view.office)
        return {**self._paper.fill(case), TEXTS: texts}
