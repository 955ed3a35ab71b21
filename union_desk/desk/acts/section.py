"""The seams of a page that is worked on below its form: what a section is given, what it may ask of the page.

class Clocks(CaseSection[Case, DisputeService]):
    title = "期限"
    places = frozenset({"extension"})         # lacks of a step that are put right here
    def show_case(self, case): ...            # a case, or None before the first save
    def lead_to(self, place, step): ...       # True when the cursor has gone there

What a section changes goes through `doing.do(sheet, "已记下", lambda: service.write_down(actor, uid, act))`:
what is typed on the page is saved first, a broken rule is shown in the sheet (or above the form for None),
and the case is read anew and shown in every section. The fields of a section are its own: the page's binder
does not look into it. An area binds the types in its `page/sections.py` and lists its sections in
`page/parts.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.desk import Desk


class Sheet(Protocol):
    """Where an act was typed: it shows what is wrong with it, and goes away when it is done."""

    def show_problem(self, broken: RuleBroken) -> None: ...
    def put_away(self, *, done: bool = False) -> None: ...


class ShownCase(Protocol):
    """What every stored case tells of itself, whatever its area."""

    @property
    def uid(self) -> str: ...

    @property
    def today(self) -> date: ...

    @property
    def whose(self) -> str:
        """Name the people of the case: what is half typed waits under this."""
        ...

    def may_write(self, *, late: bool = False) -> bool:
        """Tell whether acts can be added: while the case is open, `late` ones until it is archived."""
        ...


Case = TypeVar("Case", bound=ShownCase)
AskedCase_contra = TypeVar("AskedCase_contra", bound=ShownCase, contravariant=True)
Service = TypeVar("Service")


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make a frozen one through an alias
class Doing(Generic[Service]):
    """What a section may ask of its page.

    `do(sheet, done, what)` saves, acts (`what` returns the uid of its work), says `done` with 撤销, and
    shows the case anew; it tells whether that happened. `take(code)` takes a step as its button would.
    `goto(field)` leads to a field of the form ("parties.0.person.id_no") or to the place of a lack.
    `reload()` shows the case anew after something else has changed it. `save()` saves what is typed; False
    when that cannot be.
    """

    desk: Desk
    service: Service
    do: Callable[[Sheet | None, str, Callable[[], str]], bool]
    take: Callable[[str], None]
    goto: Callable[[str], None]
    reload: Callable[[], None]
    save: Callable[[], bool]

    @property
    def actor(self) -> Actor:
        return self.desk.actor


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make a frozen one through an alias
class Acting(Generic[Service]):
    """What a list of acts needs of the page that it stands on."""

    doing: Doing[Service]
    half: HalfActs

    @property
    def actor(self) -> Actor:
        return self.doing.actor


class CaseSection(QWidget, Generic[Case, Service]):
    """One part of the page below the form; it gets its number, its heading and its Alt key from the page."""

    title: ClassVar[str] = ""
    places: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, doing: Doing[Service], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doing = doing

    def show_case(self, case: Case | None) -> None:
        """Show what is stored; called after every save, step and act, and with None for a new case."""
        raise NotImplementedError

    def lead_to(self, _place: str, _step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        return False


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What the sheet of a step gives to it."""

    on: date | None = None
    reason: str = ""
    act: Any = None  # a value or a tuple of values, as take_step has it
    instead: Callable[[], str] | None = None  # what is done, and its work, where it is more than the step
    done: str = ""  # … and what is said of it then


class StepAsker(Protocol[AskedCase_contra]):
    """The sheets of the steps, in a `widget` above the form. A step without a sheet is taken at once."""

    @property
    def widget(self) -> QWidget: ...

    @property
    def sheet(self) -> Sheet: ...

    def has_sheet(self, code: str) -> bool: ...

    def provides(self, code: str) -> frozenset[str]:
        """Return the places of the lacks that the sheet of a step asks for itself."""
        ...

    def ask(self, case: AskedCase_contra, code: str, title: str, take: Callable[[StepTaken], None]) -> None:
        """Open the sheet of a step; `take` does it."""
        ...

    def turn_to(self, uid: str) -> None:
        """Put the sheet away when it is about another case than this."""
        ...
