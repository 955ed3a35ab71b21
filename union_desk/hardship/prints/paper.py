"""What a paper of hardship files is: its form, what fills it, and the states of a file in which it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, overload

from union_desk.casework.print_log import PrintableForm
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.wording import TEXTS
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper, HardshipService
from union_desk.hardship.values import FileFilter

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

Fields = Mapping[str, object]
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper; `fill` gets one file, or with `together` all the chosen ones, and may refuse them."""

    form_id: str
    title: str
    fill: Callable[[Sequence[FileOnPaper]], Fields]
    due_in: frozenset[State] = frozenset()
    together: bool = False


def for_one(fill: Callable[[FileOnPaper], Fields]) -> Callable[[Sequence[FileOnPaper]], Fields]:
    """Fill a paper that tells of one file."""
    return lambda files: fill(files[0])


def printable(service: HardshipService, paper: Paper) -> PrintableForm:
    """Return a paper as it can be printed from the files of a service."""

    def records(uids: Sequence[str], actor: Actor) -> Sequence[Fields]:
        require(actor, Right.PRINT)
        if paper.together:
            return [_together(service, actor, paper, uids)] if uids else []
        return FileRecords(service, uids, actor, paper)

    def sheet(actor: Actor) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(paper.form_id, service.texts(actor, paper.form_id, None))

    return PrintableForm(
        form_id=paper.form_id,
        title=paper.title,
        entity="hardship_file",
        uid_of=service.with_number,
        uids=lambda actor: service.ids(actor, FileFilter(), "number"),
        records=records,
        sheet=sheet,
        log=partial(service.log_prints, own_texts=not paper.together),
        next_copies=partial(service.next_copies, form_id=paper.form_id),
        printed=service.prints,
        stages=frozenset(state.value for state in paper.due_in),
        together=paper.together,
    )


class FileRecords(Sequence[Fields]):
    """The fields of a paper for many files, read some at a time while they are printed."""

    def __init__(self, service: HardshipService, uids: Sequence[str], actor: Actor, paper: Paper) -> None:
        self._service = service
        self._uids = list(uids)
        self._actor = actor
        self._paper = paper
        self._read: dict[str, FileOnPaper] = {}

    def __len__(self) -> int:
        return len(self._uids)

    @overload
    def __getitem__(self, index: int) -> Fields: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fields]: ...
    def __getitem__(self, index: int | slice) -> Fields | Sequence[Fields]:
        if isinstance(index, slice):
            return FileRecords(self._service, self._uids[index], self._actor, self._paper)
        uid = self._uids[index]
        if uid not in self._read:
            place = self._uids.index(uid)
            files = self._service.on_paper(self._actor, self._uids[place : place + _AT_ONCE])
            self._read = {file.view.uid: file for file in files}
        if uid not in self._read:
            raise RuleBroken("有一份档案已不在，请刷新名册后再打印。")
        file = self._read[uid]
        # The texts are those of the day on which the case began: it keeps what was signed.
        began, office = file.view.form.applied_on, file.view.office
        texts = self._service.texts(self._actor, self._paper.form_id, began, office)
        return {**self._paper.fill((file,)), TEXTS: texts}


def _together(service: HardshipService, actor: Actor, paper: Paper, uids: Sequence[str]) -> Fields:
    """Fill one paper about many files; it is new, so it bears the texts of today."""
    files = {file.view.uid: file for file in service.on_paper(actor, uids)}
    if len(files) < len(set(uids)):
        raise RuleBroken("有一份档案已不在，请刷新名册后再打印。")
    told = [files[uid] for uid in uids]
    return {**paper.fill(told), TEXTS: service.texts(actor, paper.form_id, None, told[0].view.office)}
