"""What is computed from a hardship file, and the class that a person chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from union_desk.casework.values import Threshold


@dataclass(frozen=True, slots=True)
class Figures:
    """The computed figures of rows 9 and 10 of the paper; None when their items are not there yet."""

    own_month_income_fen: int | None = None
    other_year_income_fen: int | None = None
    year_income_fen: int | None = None
    computed_year_income_fen: int | None = None  # before the override
    population: int = 0
    month_percap_fen: int | None = None
    rigid_outlay_fen: int | None = None
    net_percap_fen: int | None = None
    # member uid (OWNER: the owner) -> fen a month
    month_income_of: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    steps: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A mandatory field that is still empty: path, label on the paper, section (basics, family, money …)."""

    field: str
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What can be said about a form while it is being typed."""

    figures: Figures
    missing: tuple[Missing, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()  # (field path, sentence): may be passed
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class that holds under one pack."""

    code: str
    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class PackResult:
    """One column of the means test."""

    pack: str
    version: str
    title: str
    dibao_fen: int
    choices: tuple[ClassChoice, ...]  # all classes that this pack knows
    classes: tuple[ClassChoice, ...] = ()  # those that hold
    income_per_head: str = ""  # yuan, two decimals, for the eye
    net_per_head: str = ""
    deciding: str = ""  # the step that decides, in one line
    steps: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    basis: str = ""
    problem: str = ""  # why this pack cannot answer yet (no income, no threshold …)


@dataclass(frozen=True, slots=True)
class ClassComparison:
    """The three packs side by side on one day, and which of them is in force then."""

    on: date
    in_force: str
    results: tuple[PackResult, ...]
    thresholds: tuple[Threshold, ...] = ()  # the lines of the place that were used

    def result(self, pack: str) -> PackResult:
        return next(result for result in self.results if result.pack == pack)


@dataclass(frozen=True, slots=True)
class PackTrial:
    """One file under a pack as it stands and as it would be."""

    name: str
    on: date
    before: PackResult
    after: PackResult


@dataclass(frozen=True, slots=True)
class Decision:
    """A class that a person chose; kept with its pack version, inputs and steps."""

    uid: str
    pack: str
    pack_version: str
    pack_title: str
    class_code: str
    class_name: str
    level: str
    computed: tuple[str, ...]  # names of the classes that held when it was made
    reason: str
    steps: tuple[str, ...]
    basis: str
    decided_by: str
    decided_at: datetime
    on: date
