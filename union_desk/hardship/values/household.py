"""Two files of one household, as screens see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file that was joined to another one, or the one that it was joined to."""

    uid: str
    number_shown: str
    owner: str
    on: date | None
    reason: str
    papers: tuple[str, ...] = ()  # what lies in it


@dataclass(frozen=True, slots=True)
class Merging:
    """What a file was put together with: `kept` where it is itself the joined one."""

    joined: tuple[JoinedFile, ...] = ()
    kept: JoinedFile | None = None
