"""One household with open files in two offices, as the screen sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSide:
    """One of the two files."""

    uid: str
    number_shown: str
    office: str  # short name
    owner: str
    state: str


@dataclass(frozen=True, slots=True)
class SharedMember:
    """A human who stands in both files; `…_member_uid` is "" where the file is his own."""

    first_name: str
    first_role: str
    first_member_uid: str
    second_name: str
    second_role: str
    second_member_uid: str
    alike: str  # 已认定是同一人, 几乎可以肯定, 很可能


@dataclass(frozen=True, slots=True)
class TwoOffices:
    """Two open files of one household; `said` once it was decided to leave both."""

    first: FileSide
    second: FileSide
    shared: tuple[SharedMember, ...]
    said: str = ""
    link_uid: str = ""

    @property
    def uid(self) -> str:
        return f"{self.first.uid} {self.second.uid}"

    @property
    def title(self) -> str:
        return "／".join(dict.fromkeys((self.first.owner, self.second.owner)))

    @property
    def places(self) -> str:
        return f"{self.first.number_shown} · {self.second.number_shown}"
