"""What the page of a case asks of the service of its area, whatever that saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import date

    from union_desk.casework.history import FieldHistory
    from union_desk.casework.timeline import TimelineEvent
    from union_desk.core.rights import Actor


class Saved(Protocol):
    """What a save did."""

    @property
    def uid(self) -> str: ...

    @property
    def number_shown(self) -> str: ...

    @property
    def work_uid(self) -> str: ...

    @property
    def created(self) -> bool: ...


class LifeService(Protocol):
    """What the page of a record with a life asks of the service of its area."""

    def view(self, uid: str, actor: Actor) -> Any: ...
    def timeline(self, actor: Actor, uid: str) -> Sequence[TimelineEvent]: ...
    def history(self, actor: Actor, uid: str) -> Sequence[FieldHistory]: ...
    def note(self, actor: Actor, uid: str, on: date, kind: str, text: str) -> str: ...
    def correct_note(self, actor: Actor, event_uid: str, on: date, kind: str, text: str) -> str: ...
    def undo(self, actor: Actor, work_uid: str) -> str: ...


class ActService(LifeService, Protocol):
    """What a page asks besides where every step is taken alike, whatever it saves."""

    def life(self, actor: Actor, uid: str) -> Any: ...
    def reveal(self, actor: Actor, uid: str, field: str) -> str: ...
    def take_step(
        self,
        actor: Actor,
        uid: str,
        code: str,
        *,
        on: date | None = None,
        reason: str = "",
        act: Any = None,
    ) -> str: ...
    def take_back_step(self, actor: Actor, uid: str, reason: str) -> str: ...
