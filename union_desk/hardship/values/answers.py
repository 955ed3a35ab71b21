"""Answers to a worker's questions: why something cannot be done, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One ground: what stands against it, what it rests on, how it was computed, what would change it."""

    ground: str
    basis: str = ""
    steps: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """为什么不能办: what was asked, the answer, and the grounds; without any, nothing stands against it."""

    asked: str
    answer: str
    lines: tuple[WhyLine, ...] = ()
    whom: str = ""  # to whom one turns with it


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of last year beside this year, in words; `notable` where it changed."""

    label: str
    before: str
    after: str
    change: str = ""
    notable: bool = False


@dataclass(frozen=True, slots=True)
class LiftingPreview:
    """How the months before leaving compare with the standard of each."""

    steps: tuple[str, ...]
    running: int
    needed: int
    above: tuple[bool, ...] = ()
    thresholds_fen: tuple[int | None, ...] = ()

    @property
    def holds(self) -> bool:
        return self.running >= self.needed
