"""When something was destroyed by law last: older backups still hold it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.settings import read_setting, write_setting
from union_desk.store.work import Work

_NAME: Final = "destroyed_at"


def note_destruction(work: Work) -> None:
    write_setting(work.session, _NAME, {"at": work.at.isoformat()})


def destroyed_at(session: Session) -> datetime | None:
    """Return when the last destruction was, None where there was none."""
    at = read_setting(session, _NAME).get("at")
    return datetime.fromisoformat(at) if at else None
