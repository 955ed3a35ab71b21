"""Which of an office's own tables stands in the place of a shipped form on a day."""

from __future__ import annotations

import threading
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version, in_force
from union_desk.core.wording import FormTexts, OwnTable

KIND: Final = "own_form"
# A version that says: from this day on the shipped form again.
SHIPPED: Final = "shipped"
DRAWING: Final = "drawing"
_KEPT: Final = 32

# A version is never edited, so what was read once of it stays true; "" where it says: the shipped form.
_drawings: dict[str, str] = {}
_reading = threading.Lock()


def own_texts_on(session: Session, form_id: str, on: date) -> FormTexts | None:
    """Return the office's own table of a form as it stood on a day; None for the shipped form."""
    version = in_force(begun_versions(session, form_id), on)
    if version is None:
        return None
    drawing = _drawing(session, version.uid)
    if not drawing:
        return None
    table = OwnTable(version.uid, drawing)
    return FormTexts((), (version.uid,), f"自备表第{version.number}版", table)


def begun_versions(session: Session, form_id: str) -> tuple[Version, ...]:
    """Return the versions without what they hold: a Word file is large, and printing asks for each record."""
    row = OfficeVersionRecord
    found = session.execute(
        select(row.uid, row.number, row.from_on, row.entered_at, row.withdrawn_at).where(
            row.kind == KIND, row.name == form_id
        )
    )
    return tuple(
        Version(
            uid, form_id, number or 1, {}, Entry(from_on), entered_at=entered_at, withdrawn_at=withdrawn_at
        )
        for uid, number, from_on, entered_at, withdrawn_at in found
        if from_on is not None
    )


def _drawing(session: Session, uid: str) -> str:
    with _reading:  # a screen and a printing may ask at once
        if uid not in _drawings:
            row = session.get(OfficeVersionRecord, uid)
            while len(_drawings) >= _KEPT:
                _drawings.pop(next(iter(_drawings)))
            _drawings[uid] = str((row.body or {}).get(DRAWING, "")) if row is not None else ""
        return _drawings[uid]
