"""The seams of the page of a case of legal aid: what its sections, its lists and its sheets are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from union_desk.core.rights import Actor
from union_desk.desk.acts import section
from union_desk.desk.acts.section import Sheet, StepTaken
from union_desk.legal_aid.page.words import sides_words
from union_desk.legal_aid.rules.states import ENDED, State
from union_desk.legal_aid.values import AidLife, AidView

if TYPE_CHECKING:
    from union_desk.legal_aid.service import LegalAidService

__all__ = ["Acting", "Case", "CaseSection", "Doing", "Sheet", "StepAsker", "StepTaken"]


@dataclass(frozen=True, slots=True)
class Case:
    """What is shown: one stored case with its life, as of today."""

    service: LegalAidService
    actor: Actor
    view: AidView
    life: AidLife
    today: date

    @property
    def uid(self) -> str:
        return self.view.uid

    @property
    def whose(self) -> str:
        """王芳 对 某某电子"""
        return sides_words(self.view.form)

    def may_write(self, *, late: bool = False) -> bool:
        return self.view.may_edit and (late or State(self.view.state) not in ENDED)


Doing: TypeAlias = section.Doing["LegalAidService"]
Acting: TypeAlias = section.Acting["LegalAidService"]
StepAsker: TypeAlias = section.StepAsker[Case]


class CaseSection(section.CaseSection[Case, "LegalAidService"]):
    """One part of the page of a case of legal aid."""
