"""The seams of a case's page: what a part of it is given, and what it may ask of the page.

class Clocks(CaseSection):                    # in dispute/page/clocks.py
    title = "期限"
    places = frozenset({"extension"})         # lacks of a step that are put right here (rules.needs)
    def show_case(self, case): ...            # a Case, or None before the first save
    def lead_to(self, place, step): ...       # True when the cursor has gone there

A section joins the page by its line in `dispute/page/parts.py`, the sheets of the steps by STEP_ASKER there.
What a section changes goes through `doing.do(sheet, "已记下", lambda: service.write_down(actor, uid, act))`:
what is typed on the page is saved first, a broken rule is shown in the sheet (or above the form for None),
and the case is read anew and shown in every section. The fields of a section are its own: the page's binder
does not look into it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.desk.desk import Desk
from union_desk.dispute.values import CaseLife, CaseView

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService


class Sheet(Protocol):
    """Where an act was typed: it shows what is wrong with it, and goes away when it is done."""

    def show_problem(self, broken: RuleBroken) -> None: ...
    def put_away(self, *, done: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Case:
    """What is shown: one stored case with its life, as of today."""

    service: DisputeService
    actor: Actor
    view: CaseView
    life: CaseLife
    today: date

    @property
    def uid(self) -> str:
        return self.view.uid


@dataclass(frozen=True, slots=True)
class Doing:
    """What a section may ask of its page.

    `do(sheet, done, what)` saves, acts (`what` returns the uid of its work), says `done` with 撤销, and
    shows the case anew; it tells whether that happened. `take(code)` takes a step as its button would.
    `goto(field)` leads to a field of the form ("parties.0.person.id_no") or to the place of a lack.
    `reload()` shows the case anew after something else has changed it. `save()` saves what is typed; False
    when that cannot be.
    """

    desk: Desk
    service: DisputeService
    do: Callable[[Sheet | None, str, Callable[[], str]], bool]
    take: Callable[[str], None]
    goto: Callable[[str], None]
    reload: Callable[[], None]
    save: Callable[[], bool]

    @property
    def actor(self) -> Actor:
        return self.desk.actor


class CaseSection(QWidget):
    """One part of the page below the form; it gets its number, its heading and its Alt key from the page."""

    title: ClassVar[str] = ""
    places: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
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


class StepAsker(Protocol):
    """The sheets of the steps, in a `widget` above the form. A step without a sheet is taken at once."""

    @property
    def widget(self) -> QWidget: ...

    @property
    def sheet(self) -> Sheet: ...

    def has_sheet(self, code: str) -> bool: ...

    def provides(self, code: str) -> frozenset[str]:
        """Return the places of the lacks that the sheet of a step asks for itself."""
        ...

    def ask(self, case: Case, code: str, title: str, take: Callable[[StepTaken], None]) -> None:
        """Open the sheet of a step; `take` does it."""
        ...

    def turn_to(self, uid: str) -> None:
        """Put the sheet away when it is about another case than this."""
        ...
