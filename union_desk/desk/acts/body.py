"""What is asked inside a sheet: a form of a plan, or a body of an area's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.form import ActForm, FormPlan


class SheetBody(QWidget):
    """The fields of one act; the ground that it begins with is a value of its area."""

    changed = Signal()

    def begin(self, ground: Any) -> None:
        """Fill in what is known already."""
        raise NotImplementedError

    def taken(self) -> Any:
        """Return what is typed; RuleBroken with the field where it cannot be."""
        raise NotImplementedError

    def hint(self) -> str:
        """Say below the fields what follows from what is typed so far."""
        return ""

    def show_problem(self, name: str, message: str) -> bool:
        """Write the message at its field; False when no field here is meant."""
        raise NotImplementedError

    def clear_problems(self) -> None:
        """Take the messages away."""

    def take_cursor(self) -> None:
        """Put the cursor where one begins to type."""

    def draft(self) -> Mapping[str, Any]:
        return {}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what was typed before."""


Hint = Callable[[Any, Any], str]


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body that is one form: how its value begins, and what it gives to its act."""

    form: FormPlan
    begin: Callable[[Any], Any]
    take: Callable[[Any], Any]
    provides: frozenset[str] = field(default=frozenset())
    hint: Hint | None = None


class FormBody(SheetBody):
    def __init__(self, plan: BodyPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.form = ActForm(plan.form, self)
        self._ground: Any = None
        self.form.changed.connect(self.changed)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.form)

    def begin(self, ground: Any) -> None:
        self._ground = ground
        self.form.offer(ground)
        self.form.fill(self._plan.begin(ground))

    def taken(self) -> Any:
        return self._plan.take(self.form.read())

    def hint(self) -> str:
        if self._plan.hint is None or self._ground is None:
            return ""
        try:
            return self._plan.hint(self._ground, self.form.read())
        except RuleBroken:
            return ""

    def show_problem(self, name: str, message: str) -> bool:
        return self.form.show_problem(name, message)

    def clear_problems(self) -> None:
        self.form.clear_problems()

    def take_cursor(self) -> None:
        self.form.take_cursor()

    def draft(self) -> Mapping[str, Any]:
        return self.form.draft()

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
