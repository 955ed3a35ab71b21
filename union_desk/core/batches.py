"""Many values in batches, such as the ids of a statement: a store takes only so many parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

# SQLite takes 999 parameters in its older builds, and a statement may name each id twice.
AT_ONCE: Final = 400


def chunks(values: Iterable[T], at_once: int = AT_ONCE) -> Iterator[list[T]]:
    """Cut values into batches, each value once, in their order."""
    known = list(dict.fromkeys(values))
    for start in range(0, len(known), at_once):
        yield known[start : start + at_once]
