"""A list of what the steps write: a new line is made by its step, a line that stands is mended here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from union_desk.casework.process import OfferedStep
from union_desk.desk.acts.act_list import ActKind, ActList
from union_desk.legal_aid.page.life.ground import offered
from union_desk.legal_aid.page.sections import Acting, Case


class StepActs(ActList[Case]):
    """The button takes the first of these steps that leads on from here; it is gone where none does."""

    def __init__(
        self, kind: ActKind[Case], steps: tuple[str, ...], acting: Acting, parent: QWidget | None = None
    ) -> None:
        super().__init__(kind, acting, parent)
        self._steps = steps

    @property
    def step(self) -> str:
        """The step that the button takes, "" for none."""
        return offered(self.case, *self._steps) if self.case is not None else ""

    def show_case(self, case: Case | None) -> None:
        super().show_case(case)
        step = step_of(case, self.step)
        self.add.setVisible(step is not None)
        if step is not None:
            self.add.setText(f"＋ {step.title}…")
            allow_step(self.add, step, self.refusal)

    def write(self, one: Any = None, begun: Any = None) -> None:
        """Take the step that writes such a line, or mend the line of one."""
        if one is not None or begun is not None:
            super().write(one, begun)
        elif self.step:
            self._acting.doing.take(self.step)


def step_of(case: Case | None, code: str) -> OfferedStep | None:
    """Return a step that leads on from here."""
    return next((step for step in case.life.offered if step.code == code), None) if case is not None else None


def allow_step(button: QPushButton, step: OfferedStep, refusal: str) -> None:
    """Let a button take a step, or say why this person may not."""
    button.setEnabled(button.isEnabled() and not step.refusal)
    button.setToolTip(refusal or step.refusal)
