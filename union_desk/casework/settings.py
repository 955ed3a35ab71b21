"""Settings of this store alone, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from union_desk.casework.records import SettingRecord


def read_setting(session: Session, name: str) -> dict[str, Any]:
    """Return a setting, empty when it was never made."""
    record = session.get(SettingRecord, name)
    return dict(record.value) if record else {}


def write_setting(session: Session, name: str, value: Mapping[str, Any]) -> None:
    record = session.get(SettingRecord, name)
    if record is None:
        session.add(SettingRecord(uid=name, value=dict(value)))
    else:
        record.value = dict(value)
