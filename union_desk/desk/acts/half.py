"""Half-typed acts: kept like half forms, and back when the same sheet is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from union_desk.casework.values import Draft
from union_desk.desk.desk import Desk


class HalfActs:
    """`uid` is the file or case, `code` the step or the record that the sheet is about."""

    def __init__(self, desk: Desk, area: str) -> None:
        self._desk = desk
        self._area = area

    def keep(self, uid: str, code: str, title: str, typed: Mapping[str, Any]) -> None:
        self._desk.drafts.keep(Draft(self._area, _key(uid, code), title, dict(typed)))

    def find(self, uid: str, code: str) -> Mapping[str, Any] | None:
        draft = self._desk.drafts.find(self._area, _key(uid, code))
        return draft.values if draft is not None else None

    def forget(self, uid: str, code: str) -> None:
        self._desk.drafts.forget(self._area, _key(uid, code))


def _key(uid: str, code: str) -> str:
    return f"{uid}/{code}"
