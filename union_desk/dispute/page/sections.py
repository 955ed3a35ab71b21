"""The seams of a dispute's page: what its sections, its lists and its sheets are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from union_desk.core.rights import Actor
from union_desk.desk.acts import section
from union_desk.desk.acts.section import Sheet, StepTaken
from union_desk.dispute.page.words import sides_words
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.values import CaseLife, CaseView

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService

__all__ = ["Acting", "Case", "CaseSection", "Doing", "Sheet", "StepAsker", "StepTaken"]


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

    @property
    def whose(self) -> str:
        """王芳 诉 某某电子"""
        return sides_words(self.view.form)

    def may_write(self, *, late: bool = False) -> bool:
        return self.view.may_edit and (late or State(self.view.state) not in ENDED)


Doing: TypeAlias = section.Doing["DisputeService"]
Acting: TypeAlias = section.Acting["DisputeService"]
StepAsker: TypeAlias = section.StepAsker[Case]


class CaseSection(section.CaseSection[Case, "DisputeService"]):
    """One part of the page of a dispute."""
