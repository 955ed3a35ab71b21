"""The one object that every screen gets: who works here, what changed, how to open, to tell and to ask.

desk = Desk(actor, preferences=user_preferences(), drafts=services.drafts)
database.listeners.append(desk.take_change)            # from any thread; heard as desk.changed
desk.open("hardship_file", uid)                        # uid "" opens an empty one; beside=True a second page
desk.status("已建档 白杨-2026-00031", undo=lambda: service.undo(desk.actor, work_uid))
if desk.confirm("注销档案", "注销后不再享受帮扶。", "注销", self): ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from union_desk.casework.values import Draft
from union_desk.core.clock import Clock, local_day, system_clock
from union_desk.desk.preferences import Preferences
from union_desk.desk.tasks import Tasks
from union_desk.desk.widgets.day import DayEdit

if TYPE_CHECKING:
    from union_desk.core.rights import Actor
    from union_desk.store.database import Changed

Undo = Callable[[], object]


@dataclass(frozen=True, slots=True)
class UndoTo:
    """Takes back what made a record of another one, which is then shown in its place."""

    undo: Undo
    entity: str
    uid: str

    def __call__(self) -> object:
        return self.undo()


class DraftKeeper(Protocol):
    """Where half forms are kept (in the encrypted store)."""

    def keep(self, draft: Draft) -> None: ...
    def find(self, area: str, key: str) -> Draft | None: ...
    def forget(self, area: str, key: str) -> None: ...
    def all(self) -> Sequence[Draft]: ...
    def flush(self) -> bool: ...
    def close(self) -> bool: ...


class DraftsInMemory:
    """Half forms of a desk without a store."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str], Draft] = {}

    def keep(self, draft: Draft) -> None:
        self._drafts[draft.area, draft.key] = draft

    def find(self, area: str, key: str) -> Draft | None:
        return self._drafts.get((area, key))

    def forget(self, area: str, key: str) -> None:
        self._drafts.pop((area, key), None)

    def all(self) -> Sequence[Draft]:
        return tuple(self._drafts.values())

    def flush(self) -> bool:
        return True

    def close(self) -> bool:
        return True


class Desk(QObject):
    changed = Signal(object)
    """A store.database.Changed, always in the window's thread and never inside the call that changed it."""
    opening = Signal(str, str, bool)
    going = Signal(str)
    told = Signal(str, object)
    safety = Signal()
    """A backup was made, or failed: what the window says of how safe the data are is to be written anew."""
    volume_wanted = Signal()
    """The volume of the record on the screen is to be put in order."""
    closed = Signal()
    restore_wanted = Signal(object)
    """A RestoreOrder: the sitting ends, and a backup takes the place of the store."""
    _arrived = Signal(object)

    def __init__(
        self,
        actor: Actor,
        *,
        clock: Clock = system_clock,
        preferences: Preferences | None = None,
        drafts: DraftKeeper | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.actor = actor
        self.clock = clock
        self.preferences = preferences if preferences is not None else Preferences()
        self.drafts: DraftKeeper = drafts if drafts is not None else DraftsInMemory()
        self.tasks = Tasks(self)
        self.at_end: list[Callable[[], None]] = []
        """What is done after the window was closed for good, while the store is still open."""
        DayEdit.today = staticmethod(lambda: local_day(clock()))
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    @property
    def today(self) -> date:
        return local_day(self.clock())

    def take_change(self, changed: Changed) -> None:
        """Give to `database.listeners`."""
        self._arrived.emit(changed)

    def open(self, entity: str, uid: str, *, beside: bool = False) -> None:
        self.opening.emit(entity, uid, beside)

    def show(self, area: str) -> None:
        """Go to the list of an area, such as when a count on the workbench opens its rows."""
        self.going.emit(area)

    def status(self, text: str, undo: Undo | None = None) -> None:
        """Say quietly what was done; with `undo` the line offers 撤销 (Ctrl+Z)."""
        self.told.emit(text, undo)

    def confirm(self, title: str, text: str, action: str, parent: QWidget | None = None) -> bool:
        """Ask before what destroys or sends, and before nothing else."""
        box = QMessageBox(QMessageBox.Icon.Warning, title, text, QMessageBox.StandardButton.NoButton, parent)
        go_on = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton("不了", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is go_on

    def close(self) -> None:
        self.closed.emit()
        self.tasks.close()
        self.drafts.close()
