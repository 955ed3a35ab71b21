"""困难职工档案卷宗封面: the cover of the volume of a hardship file."""

from __future__ import annotations

from datetime import date
from typing import Final

from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.rules.states import KEPT, State
from union_desk.hardship.service import FileOnPaper


def closed_on(file: FileOnPaper) -> date | None:
    """Return the day on which the file was closed, if it is: the years of keeping begin."""
    if file.view.state not in KEPT:
        return None
    return next((step.on for step in file.story.standing if step.to_state in KEPT), None)


def cover_fields(file: FileOnPaper) -> Fields:
    """Fill a cover; pages, number and shelf are known when the volume is bound."""
    view, form = file.view, file.view.form
    state = State(view.state or State.DRAFT)
    return {
        **parts.head(view),
        "organisation": view.office_name,
        "employer": form.employer.name,
        "class_name": view.class_name,
        "main_cause": term_label("cause", form.main_cause),
        "result": state.words,
        "applied_on": form.applied_on,
        "enrolled_on": view.enrolled_on,
        "closed_on": closed_on(file),
        "kept": f"撤档后 {file.kept_for}",
        **dict.fromkeys(("pages", "volumes", "binder", "shelf")),
    }


PAPERS: Final = (Paper("hardship_cover", "困难职工档案卷宗封面", cover_fields, due_in=KEPT),)
