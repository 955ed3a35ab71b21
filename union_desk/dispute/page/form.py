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
    """What the binder ties to the widgets; `parties` keeps how all of them stood, those of the roster too."""

    applying: tuple[Party, ...] = ()
    opposing: tuple[Party, ...] = ()
    beside: tuple[Party, ...] = ()


def as_sheet(form: CaseForm) -> CaseSheet:
    kept = {each.name: getattr(form, each.name) for each in fields(CaseForm)}
    for name, side in SIDES.items():
        kept[name] = tuple(one for one in form.parties if one.side == side and not one.roster)
    return CaseSheet(**kept)


def as_form(sheet: CaseSheet) -> CaseForm:
    """Return the form with everybody in his former place: a row that did not change is not written anew."""
    kept = {each.name: getattr(sheet, each.name) for each in fields(CaseForm)}
    listed = {party.uid: party for name in SIDES for party in getattr(sheet, name)}
    former = [party if party.roster else listed.pop(party.uid, None) for party in sheet.parties]
    kept["parties"] = (*(party for party in former if party is not None), *listed.values())
    return CaseForm(**kept)


def on_screen(field: str, sheet: CaseSheet) -> str:
    """Return where the screen has a field of the form: parties.3.person.name is opposing.1.person.name."""
    found = _PARTY.fullmatch(field)
    if found is None:
        return field
    parties, place = as_form(sheet).parties, int(found[1])
    meant = parties[place].uid if place < len(parties) else ""
    for name in SIDES:
        for number, party in enumerate(getattr(sheet, name)):
            if party.uid == meant:
                return ".".join(part for part in (name, str(number), found[2]) if part)
    # A new case begins with its applicant.
    return "roster" if meant else f"applying.{place}.{found[2]}"
