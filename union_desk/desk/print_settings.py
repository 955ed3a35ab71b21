"""What this PC remembers of printing: for each paper how it is printed, for each printer how it is set up.

settings = paper_settings(preferences, "hardship_file")
keep_paper_settings(preferences, "hardship_file", replace(settings, copies=3))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from union_desk.desk.preferences import Preferences
from union_desk.desk.printer import SIDES, Sides
from union_desk.paper.job import AS_IT_IS, Placing

_PRINTER: Final = "print/printer"
_PAPERS: Final = "print/papers"
_TRAYS: Final = "print/trays"
_PLACINGS: Final = "print/placings"
_LOCAL_FONTS: Final = "print/local fonts"


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """How a paper was printed last on this PC; `copies` 0: as the form asks."""

    printer: str = ""
    copies: int = 0
    sides: Sides = "long"
    mode: str = ""
    numbered: bool = True


def last_printer(preferences: Preferences) -> str:
    return str(preferences.get(_PRINTER, ""))


def keep_last_printer(preferences: Preferences, name: str) -> None:
    preferences.set(_PRINTER, name)


def paper_settings(preferences: Preferences, form: str) -> PaperSettings:
    kept = _table(_table(preferences.get(_PAPERS)).get(form))
    sides = kept.get("sides")
    return PaperSettings(
        printer=str(kept.get("printer") or ""),
        copies=_whole(kept.get("copies")),
        sides=next((code for code, _label in SIDES if code == sides), "long"),
        mode=str(kept.get("mode") or ""),
        numbered=bool(kept.get("numbered", True)),
    )


def keep_paper_settings(preferences: Preferences, form: str, settings: PaperSettings) -> None:
    preferences.set(_PAPERS, {**_table(preferences.get(_PAPERS)), form: asdict(settings)})


def tray_of(preferences: Preferences, printer: str) -> str:
    """Return the tray that a printer takes its paper from; "" lets the printer choose."""
    return str(_table(preferences.get(_TRAYS)).get(printer) or "")


def keep_tray(preferences: Preferences, printer: str, tray: str) -> None:
    preferences.set(_TRAYS, {**_table(preferences.get(_TRAYS)), printer: tray})


def placing_of(preferences: Preferences, printer: str, tray: str) -> Placing:
    """Return how data are moved on this printer and tray to meet the lines of pre-printed paper."""
    kept = _table(preferences.get(_PLACINGS)).get(_place(printer, tray))
    try:
        right, down, across, along = (float(number) for number in kept or ())
    except (TypeError, ValueError):
        return AS_IT_IS
    return Placing(right, down, across, along)


def keep_placing(preferences: Preferences, printer: str, tray: str, placing: Placing) -> None:
    numbers = [placing.right, placing.down, placing.across, placing.along]
    preferences.set(_PLACINGS, {**_table(preferences.get(_PLACINGS)), _place(printer, tray): numbers})


def prefers_local_fonts(preferences: Preferences) -> bool:
    """Tell whether this PC's own 仿宋 and 小标宋 go before the shipped fonts."""
    return bool(preferences.get(_LOCAL_FONTS, False))


def prefer_local_fonts(preferences: Preferences, *, on: bool) -> None:
    preferences.set(_LOCAL_FONTS, on)


def _place(printer: str, tray: str) -> str:
    return f"{printer}\n{tray}"


def _table(kept: Any) -> Mapping[str, Any]:
    return kept if isinstance(kept, dict) else {}


def _whole(kept: Any) -> int:
    return kept if isinstance(kept, int) and 0 < kept < 100 else 0
