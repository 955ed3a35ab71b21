"""A file with all that its papers tell of it, read for several files at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from union_desk.assistance.queries import grants_of
from union_desk.assistance.values import Grant
from union_desk.casework.offices import Office, offices_in
from union_desk.core.deadline import Length
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.service.periods import process_pack, years_kept
from union_desk.hardship.service.standing import Story, grown_ups, story_of
from union_desk.hardship.values import FileView

_NO_OFFICE = Office("", "", "")


@dataclass(frozen=True, slots=True)
class FileOnPaper:
    """What the papers of a file are filled with."""

    view: FileView
    story: Story
    office: Office
    grown_ups: tuple[str, ...]  # uids of the cards of those who sign for themselves
    full_names: bool  # a public notice names grown-ups in full here
    shown_for: str  # how long a notice hangs at least: 5 个工作日
    kept_for: str  # how long a file is kept once it is closed: 10年
    kept_years: int
    grants: tuple[Grant, ...]
    today: date

    @property
    def began(self) -> date | None:
        """Return when the application that is under way began; what was before is on its own papers."""
        begun = self.story.last("apply", "relapse", "regularise")
        return begun.on if begun is not None else None


def on_paper(session: Session, views: Sequence[FileView], today: date) -> list[FileOnPaper]:
    """Return files, in this order, with what happened to them."""
    offices = offices_in(session)
    pack = process_pack(session, today)
    rules = pack.data
    return [
        FileOnPaper(
            view=view,
            story=story_of(session, view.uid),
            office=offices.get(view.office, _NO_OFFICE),
            grown_ups=tuple(uid for uid, _name in grown_ups(view.form, today)),
            full_names=bool(rules["full_names"]),
            shown_for=str(Length.parse(rules["limits"]["publicity"])),
            kept_for=str(Length.parse(rules["limits"]["retention"])),
            kept_years=years_kept(pack),
            grants=grants_of(session, FILE_ENTITY, view.uid),
            today=today,
        )
        for view in views
    ]
