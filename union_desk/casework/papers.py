"""What a paper of an area is: its form, what fills it, and the states of a record in which it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, overload

from union_desk.casework.print_log import FormPrinted, PrintableForm, PrintLine
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.wording import TEXTS, FormTexts

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Fields = Mapping[str, object]
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Paper(Generic[T]):
    """A paper about one record; `fill` may refuse it."""

    form_id: str
    title: str
    fill: Callable[[T], Fields]
    due_in: frozenset[str] = frozenset()
    copies: int = 1


@dataclass(frozen=True, slots=True)
class SharedPaper(Generic[T]):
    """One paper that tells of all the chosen records, such as a public notice; `fill` may refuse them."""

    form_id: str
    title: str
    fill: Callable[[Sequence[T]], Fields]
    due_in: frozenset[str] = frozenset()
    copies: int = 1


class PaperService(Protocol[T_co]):
    """The service of an area as its papers need it."""

    def on_paper(self, actor: Actor, uids: Sequence[str]) -> Sequence[T_co]: ...
    def with_number(self, actor: Actor, number: str) -> str | None: ...
    def texts(self, actor: Actor, form_id: str, on: date | None, office: str = "") -> FormTexts: ...
    def log_prints(
        self, actor: Actor, uids: Sequence[str], printed: FormPrinted, *, own_texts: bool = True
    ) -> None: ...
    def next_copies(self, actor: Actor, uids: Sequence[str], form_id: str) -> Sequence[int]: ...
    def prints(self, actor: Actor, uid: str) -> Sequence[PrintLine]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Which record a paper tells of, and the day whose texts it bears: it keeps what was signed."""

    uid: str
    office: str
    began: date | None


@dataclass(frozen=True, slots=True)
class PaperSource(Generic[T]):
    """The records that papers are filled from."""

    entity: str
    service: PaperService[T]
    uids: Callable[[Actor], Sequence[str]]
    told: Callable[[T], Told]
    gone: str
    """What is said when one of them is no longer there."""

    def printable(self, paper: Paper[T] | SharedPaper[T]) -> PrintableForm:
        """Return a paper as it can be printed from these records."""
        service, shared = self.service, isinstance(paper, SharedPaper)

        def sheet(actor: Actor) -> Form:
            from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

            return load_form(paper.form_id, service.texts(actor, paper.form_id, None))

        return PrintableForm(
            form_id=paper.form_id,
            title=paper.title,
            entity=self.entity,
            uid_of=service.with_number,
            uids=self.uids,
            records=partial(self._records, paper),
            sheet=sheet,
            log=partial(service.log_prints, own_texts=not shared),
            next_copies=partial(service.next_copies, form_id=paper.form_id),
            printed=service.prints,
            stages=frozenset(str(state) for state in paper.due_in),
            together=shared,
            copies=paper.copies,
        )

    def _records(
        self, paper: Paper[T] | SharedPaper[T], uids: Sequence[str], actor: Actor
    ) -> Sequence[Fields]:
        require(actor, Right.PRINT)
        if isinstance(paper, Paper):
            return _Records(self, paper, uids, actor)
        return [self._shared(paper, uids, actor)] if uids else []

    def _shared(self, paper: SharedPaper[T], uids: Sequence[str], actor: Actor) -> Fields:
        """Fill one paper about many records; it is new, so it bears the texts of today."""
        found = {self.told(each).uid: each for each in self.service.on_paper(actor, uids)}
        if len(found) < len(set(uids)):
            raise RuleBroken(self.gone)
        records = [found[uid] for uid in uids]
        texts = self.service.texts(actor, paper.form_id, None, self.told(records[0]).office)
        return {**paper.fill(records), TEXTS: texts}


class _Records(Sequence[Fields], Generic[T]):
    """The fields of a paper for many records, read some at a time while they are printed."""

    def __init__(self, source: PaperSource[T], paper: Paper[T], uids: Sequence[str], actor: Actor) -> None:
        self._source, self._paper = source, paper
        self._uids, self._actor = list(uids), actor
        self._read: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self._uids)

    @overload
    def __getitem__(self, index: int) -> Fields: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fields]: ...
    def __getitem__(self, index: int | slice) -> Fields | Sequence[Fields]:
        source, paper = self._source, self._paper
        if isinstance(index, slice):
            return _Records(source, paper, self._uids[index], self._actor)
        uid = self._uids[index]
        if uid not in self._read:
            place = self._uids.index(uid)
            found = source.service.on_paper(self._actor, self._uids[place : place + _AT_ONCE])
            self._read = {source.told(each).uid: each for each in found}
        if uid not in self._read:
            raise RuleBroken(source.gone)
        told = source.told(self._read[uid])
        texts = source.service.texts(self._actor, paper.form_id, told.began, told.office)
        return {**paper.fill(self._read[uid]), TEXTS: texts}
