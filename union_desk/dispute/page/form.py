"""The form as the screen holds it: CaseForm with its parties side by side, as the paper has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from union_desk.dispute.values import CaseForm, Party

SIDES: Final[Mapping[str, str]] = {"applying": "applicant", "opposing": "respondent", "beside": "third"}
"""The lists of the screen and which side (terms dispute_side) stands in each."""
_PARTY: Final = re.compile(r"parties\.(\d+)(?:\.(.*))?")


@dataclass(frozen=True, slots=True)
class CaseSheet(CaseForm):
    """What the binder ties to the widgets; `parties` keeps those of the roster, who stand in no list."""

    applying: tuple[Party, ...] = ()
    opposing: tuple[Party, ...] = ()
    beside: tuple[Party, ...] = ()


def as_sheet(form: CaseForm) -> CaseSheet:
    kept = {each.name: getattr(form, each.name) for each in fields(CaseForm)}
    kept["parties"] = tuple(party for party in form.parties if party.roster)
    for name, side in SIDES.items():
        kept[name] = tuple(one for one in form.parties if one.side == side and not one.roster)
    return CaseSheet(**kept)


def as_form(sheet: CaseSheet) -> CaseForm:
    kept = {each.name: getattr(sheet, each.name) for each in fields(CaseForm)}
    kept["parties"] = (*(party for name in SIDES for party in getattr(sheet, name)), *sheet.parties)
    return CaseForm(**kept)


def on_screen(field: str, sheet: CaseSheet) -> str:
    """Return where the screen has a field of the form: parties.3.person.name is opposing.1.person.name."""
    found = _PARTY.fullmatch(field)
    if found is None:
        return field
    place = int(found[1])
    for name in SIDES:
        listed = getattr(sheet, name)
        if place < len(listed):
            return ".".join(part for part in (name, str(place), found[2]) if part)
        place -= len(listed)
    return "roster"
