"""A list of what the steps write: a new line is made by its step, a line that stands is mended here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

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
        title = self._title_of(self.step)
        self.add.setText(f"＋ {title}…")
        self.add.setVisible(bool(title))

    def write(self, one: Any = None, begun: Any = None) -> None:
        """Take the step that writes such a line, or mend the line of one."""
        if one is not None or begun is not None:
            super().write(one, begun)
        elif self.step:
            self._acting.doing.take(self.step)

    def _title_of(self, code: str) -> str:
        life = self.case.life if self.case is not None else None
        return next((step.title for step in life.offered if step.code == code), "") if life else ""
