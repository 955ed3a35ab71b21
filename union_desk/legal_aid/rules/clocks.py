"""The clocks of a legal-aid case: deciding, appointing, reporting, by the pack of the place (C2)."""

from __future__ import annotations

from collections.abc import Mapping

from union_desk.core.clock_rules import CLOCKS_KIND, DEFAULT_PACK, ClockRule, clock_rules
from union_desk.core.packs import Pack, load_pack


def aid_rules(pack: Pack | None = None) -> Mapping[str, ClockRule]:
    """Return the clocks of a legal-aid case; one without a length says why nothing can be counted."""
    rules = clock_rules(pack or load_pack(CLOCKS_KIND, DEFAULT_PACK))
    return {code: rule for code, rule in rules.items() if code.startswith("L")}
